"""Tokens in the header: ``Authorization: Bearer cp_…``."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from command.domain import tokens
from command.models import ApiToken, User

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """Acts as the owner of a valid token. No header: somebody else may know the caller."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        kind, _space, secret = get_authorization_header(request).partition(b" ")
        if kind.lower() != SCHEME.lower().encode():
            return None
        token = tokens.find(secret.strip().decode("latin-1"), at=timezone.now())
        if token is None:
            raise AuthenticationFailed(_("This token does not open the API: it is wrong, expired or revoked."))
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes it."""

    target_class = "command.api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Made on the page of one's account."}
