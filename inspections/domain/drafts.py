"""Drafts that a browser kept and sends: once and only once, with photos that have arrived one by one before.

The key of a draft and those of its photos are made by the browser. Whatever is sent again under a key that has
been carried out is answered with what became of it then.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from command.models import User
from core.domain import photos
from core.domain.photos import CheckedPhoto
from inspections.choices import Source
from inspections.domain import queries, tickets
from inspections.errors import KnownProblem, NotAllowed, OtherAccount, PhotosMissing, WrongTarget
from inspections.models import PendingPhoto, SentDraft, Ticket

# Longer ago than this is no memory of a draft but a wrong clock.
LONGEST_WAIT = timedelta(days=30)
DUPLICATES_TOLD = 5


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was written: ``facts`` are the arguments of ``tickets.report`` that say where and what.

    ``waited`` is how long the draft has lain in the browser; ``anyway`` logs it beside an open one of its kind;
    ``attach_to`` is the number of the open ticket to which it is to be added instead.
    """

    key: UUID
    facts: dict[str, Any]
    source: str = Source.PATROL
    on_the_spot: bool = False
    before: Sequence[UUID] = ()
    after: Sequence[UUID] = ()
    waited: timedelta | None = None
    anyway: bool = False
    attach_to: str = ""

    @property
    def photos(self) -> list[UUID]:
        """Return the keys of all its photos."""
        return [*self.before, *self.after]


@dataclass
class _Arrived:
    """The photos of a draft, open while it is carried out."""

    rows: list[PendingPhoto] = field(default_factory=list)

    def checked(self, keys: Sequence[UUID]) -> list[CheckedPhoto]:
        by_key = {row.pk: row for row in self.rows}
        return [photos.check(File(by_key[key].file, name=by_key[key].file_name)) for key in keys]

    def close(self) -> None:
        for row in self.rows:
            row.file.close()


def check_account(account: int | None, *, by: User) -> None:
    """Raise ``OtherAccount`` unless the draft was written by the one whose session sends it."""
    if account is not None and account != by.pk:
        raise OtherAccount


def take_photo(key: UUID, upload: File, *, by: User) -> PendingPhoto:
    """Keep a photo for a draft to come, and return it; under a key that is known, the one that is kept already.

    ``UnreadablePhoto`` for what is none, ``NotAllowed`` for who may not log problems or whose key it is not.
    """
    if not by.has_perm("inspections.log_ticket"):
        raise NotAllowed
    known = PendingPhoto.objects.filter(pk=key).first()
    if known is None:
        known = _keep(key, photos.check(upload), by)
    if known.owner_id != by.pk:
        raise NotAllowed
    return known


def _keep(key: UUID, photo: CheckedPhoto, by: User) -> PendingPhoto:
    row = PendingPhoto(pk=key, owner=by, file_name=photo.name, sha256=photo.sha256)
    row.file.save(f"{row.pk}{photo.suffix}", photo.file, save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Sent twice at once: the other one is as good.
        row.file.delete(save=False)
        return PendingPhoto.objects.get(pk=key)
    return row


def send(draft: Draft, *, by: User, at: datetime) -> tuple[SentDraft, bool]:
    """Carry a draft out, and return what became of it and whether that was now.

    Raises what ``tickets.report``, ``close_on_the_spot`` and ``attach`` raise; ``KnownProblem`` where such a
    problem is open and the draft does not say what then; ``PhotosMissing``; ``NotAllowed`` for who may not log
    problems, before they learn of any. Nothing is stored then.
    """
    if not by.has_perm("inspections.log_ticket"):
        raise NotAllowed
    if (known := _sent(draft.key, by)) is not None:
        return known, False
    try:
        return _send(draft, by, at)
    except (KnownProblem, PhotosMissing):
        # Another tab may have finished meanwhile: then the known problem is this very draft, its photos are used.
        if (known := _sent(draft.key, by)) is None:
            raise
        return known, False


def _sent(key: UUID, by: User) -> SentDraft | None:
    row = SentDraft.objects.filter(pk=key).select_related("ticket").first()
    return None if row is None else _own(row, by)


def _send(draft: Draft, by: User, at: datetime) -> tuple[SentDraft, bool]:
    if not draft.anyway and not draft.attach_to:
        _refuse_known(draft)
    arrived = _Arrived(list(PendingPhoto.objects.visible_to(by).filter(pk__in=draft.photos)))
    if missing := set(draft.photos) - {row.pk for row in arrived.rows}:
        raise PhotosMissing(missing=sorted(map(str, missing)))
    try:
        return _claim(draft, partial(_carry_out, draft, arrived, by, at), by, at)
    finally:
        arrived.close()


def _refuse_known(draft: Draft) -> None:
    rows = queries.open_duplicates(draft.facts.get("point"), draft.facts["category"])
    if duplicates := list(rows.select_related("department")[:DUPLICATES_TOLD]):
        raise KnownProblem(duplicates)


@transaction.atomic
def _claim(draft: Draft, carry_out: Callable[[], Ticket], by: User, at: datetime) -> tuple[SentDraft, bool]:
    """Insert the key first: a second sender of the same draft waits here, and finds it done."""
    row, is_new = SentDraft.objects.get_or_create(
        pk=draft.key, defaults={"owner": by, "sent_at": at, "was_added": bool(draft.attach_to)}
    )
    if is_new:
        row.ticket = carry_out()
        row.save(update_fields=["ticket"])
    return _own(row, by), is_new


def _own(row: SentDraft, by: User) -> SentDraft:
    if row.owner_id != by.pk:
        raise OtherAccount
    return row


def _carry_out(draft: Draft, arrived: _Arrived, by: User, at: datetime) -> Ticket:
    before, after = arrived.checked(draft.before), arrived.checked(draft.after)
    # Before the ticket: from the number of the day on, everybody else who logs a problem waits for our commit.
    PendingPhoto.objects.filter(pk__in=draft.photos).delete()
    ticket = _ticket(draft, before, after, by, at)
    for row in arrived.rows:
        transaction.on_commit(partial(row.file.delete, save=False))
    return ticket


def _ticket(draft: Draft, before: list[CheckedPhoto], after: list[CheckedPhoto], by: User, at: datetime) -> Ticket:
    if draft.attach_to:
        return tickets.attach(_target(draft), by=by, at=at, note=draft.facts["description"], photos=[*before, *after])
    facts = draft.facts | {"by": by, "at": at, "found_at": found_at(draft.waited, at=at)}
    if draft.on_the_spot:
        return tickets.close_on_the_spot(before=before, after=after, **facts)
    return tickets.report(source=draft.source, photos=before, **facts)


def _target(draft: Draft) -> Ticket:
    rows = queries.open_duplicates(draft.facts.get("point"), draft.facts["category"])
    target = rows.filter(number=draft.attach_to).first()
    if target is None:
        raise WrongTarget(_("This ticket is no longer open: log the problem as a new one."))
    return target


def found_at(waited: timedelta | None, *, at: datetime) -> datetime | None:
    """Return when a problem was found that has waited so long: by our clock, never later than ``at``.

    None where the wait is unknown, negative or longer than ``LONGEST_WAIT``: a laptop's clock may say anything.
    """
    if waited is None or not timedelta(0) <= waited <= LONGEST_WAIT:
        return None
    return at - waited
