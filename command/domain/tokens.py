"""Tokens of the API: made by a person, shown once, revoked by that person or an administrator."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from command.choices import TokenScope
from command.errors import TokenRefused
from command.models import ApiToken, User
from core.domain import audit

PREFIX = "cp_"
SECRET_BYTES = 32
SHOWN_CHARACTERS = 9
LONGEST_DAYS = 366
MOST_TOKENS = 20
# The last use is written at most once in so long: reading is not to cost a write each time.
USE_NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def issue(owner: User, *, name: str, scope: str, days: int, at: datetime) -> tuple[ApiToken, str]:
    """Make a token that acts as ``owner`` for ``days`` days; return it with its secret, which nobody sees again.

    ``TokenRefused`` for more than a year, or where the person has ``MOST_TOKENS`` valid ones already.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenRefused(_("A token lives for a year at most."))
    if ApiToken.objects.filter(owner=owner).valid(at=at).count() >= MOST_TOKENS:
        raise TokenRefused(_("You have %(most)d tokens. Revoke one first.") % {"most": MOST_TOKENS})
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        owner=owner,
        name=name.strip(),
        beginning=secret[:SHOWN_CHARACTERS],
        digest=digest_of(secret),
        scope=TokenScope(scope),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    audit.record("token.issued", by=owner, at=at, obj=token, scope=token.scope, days=days)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: User, at: datetime) -> ApiToken:
    """Shut the token for good; once revoked it stays so. ``TokenRefused`` unless it is one's own, or by permission."""
    if token.owner_id != by.pk and not by.has_perm("command.revoke_apitoken"):
        raise TokenRefused
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        audit.record("token.revoked", by=by, at=at, obj=token, owner=str(token.owner))
    token.refresh_from_db(fields=["revoked_at"])
    return token


def find(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the valid token of that secret with its owner, and note its use; None where it opens nothing."""
    rows = ApiToken.objects.valid(at=at).select_related("owner__department", "owner__area")
    token = rows.filter(digest=digest_of(secret)).first()
    if token and (token.last_used_at is None or at - token.last_used_at > USE_NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return sha256(secret.encode()).hexdigest()
