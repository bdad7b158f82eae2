"""Writing through the API: versions (If-Match), and keys that make a repeated request harmless (Idempotency-Key)."""

import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core.domain import idempotency

KEY = re.compile(r"^[!-~]{8,100}$")
# "7.1f3a…" of a record that has been read, or the bare version.
KEPT_HEADERS = {"ETag"}
VERSION_TAG = re.compile(r'^"?(\d{1,9})(?:\.[0-9a-f]+)?"?$')

KEY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": KEY.pattern},
    OpenApiParameter.HEADER,
    description="Sent again with the same key, a write that has succeeded is not repeated: its answer is.",
)
MATCH_HEADER = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": r'^"\d{1,9}(\.[0-9a-f]+)?"$'},
    OpenApiParameter.HEADER,
    description="The ETag of the record as you read it: 412 where somebody has changed it since.",
)


def version_asked(request: Request) -> int | None:
    """Return the version that If-Match names, or None where the caller asks for no comparison."""
    asked = request.headers.get("If-Match", "*").strip()
    if asked == "*":
        return None
    match = VERSION_TAG.match(asked)
    if match is None:
        raise ValidationError({"If-Match": [_("This is no tag of a record.")]})
    return int(match[1])


def once(request: Request, do: Callable[[], Response]) -> Response:
    """Return what ``do`` answers; under an Idempotency-Key, once."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return do()
    if not KEY.match(key):
        raise ValidationError({"Idempotency-Key": [_("A key has 8 to 100 printable characters.")]})
    status, body, headers = idempotency.once(
        lambda: _plain(do()), key=key, fingerprint=fingerprint(request), by=request.user, at=timezone.now()
    )
    return Response(None if body is None else json.loads(body), status=status, headers=headers)


def _plain(response: Response) -> idempotency.Answer:
    """Return an answer as it is kept: its body as the caller reads it."""
    body = None if response.data is None else JSONRenderer().render(response.data).decode()
    headers = {name: value for name, value in response.headers.items() if name in KEPT_HEADERS}
    return response.status_code, body, headers


def fingerprint(request: Request) -> str:
    """Return the SHA-256 of what is asked: method, address, version, fields and files, however they were packed."""
    digest = sha256(f"{request.method} {request.get_full_path()} {request.headers.get('If-Match', '')}".encode())
    for part in _parts(request.data):
        digest.update(part)
    return digest.hexdigest()


def _parts(data: Any) -> Iterator[bytes]:
    if not hasattr(data, "lists"):
        yield json.dumps(data, sort_keys=True).encode()
        return
    for name, values in sorted(data.lists()):
        for value in values:
            yield f"\0{name}\0".encode()
            yield _content(value) if isinstance(value, UploadedFile) else str(value).encode(errors="replace")


def _content(file: UploadedFile) -> bytes:
    digest = sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.digest()
