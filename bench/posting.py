"""Logging a problem with large photos: the request must not wait for their preparing."""

import io
import statistics
import sys
import time
from random import Random

from PIL import Image

from bench.context import Context
from bench.result import Result
from bench.sessions import log_in
from bench.web import Client, serving
from inspections.models import Category, Point

LARGE, SMALL = (4000, 3000), (320, 240)
POSTS = 12


def posting(context: Context, username: str) -> list[Result]:
    print("  logging with photos", file=sys.stderr, flush=True)
    with serving(context.folder) as port:
        client = Client(port, log_in(username))
        small, large = (_post(client, _photo(size)) for size in (SMALL, LARGE))
    note = "the photos are prepared later by a worker"
    work = _preparing(_photo(LARGE)) * 3
    return [
        Result.of(
            "logging with three 12 MP photos, against tiny ones",
            ours=large * 1e3,
            floor=small * 1e3,
            bar=None,
            unit="ms",
        ),
        Result.of(
            "… against preparing the three photos", ours=large * 1e3, floor=work * 1e3, bar=1, unit="ms", note=note
        ),
    ]


def _post(client: Client, photo: bytes) -> float:
    points = Random(len(photo)).sample(list(Point.objects.filter(tickets__isnull=True) or Point.objects.all()), POSTS)
    category = Category.objects.current().get(name="暴露垃圾")
    seconds = []
    for number, point in enumerate(points):
        token = "b" * 32
        client.cookie = f"{client.cookie.split('; ')[0]}; csrftoken={token}"
        fields = {"point": point.code, "category": category.pk, "description": f"bench {number}", "anyway": "1"}
        body, content_type = _form({**fields, "source": "superior", "csrfmiddlewaretoken": token}, photo)
        answer = client.post("/tickets/new/", body, content_type)
        if answer.status != 302:
            raise RuntimeError(f"Logging answers {answer.status}: {answer.body.decode()[:2000]}")
        seconds.append(answer.seconds)
    return statistics.median(seconds)


def _form(fields: dict[str, object], photo: bytes) -> tuple[bytes, str]:
    mark = "bench-7f3a"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    body = "".join(parts).encode()
    for number in range(3):
        head = f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="{number}.jpg"\r\n'
        body += f"{head}Content-Type: image/jpeg\r\n\r\n".encode() + photo + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def _photo(size: tuple[int, int]) -> bytes:
    """Return a JPEG with enough in it to weigh what a phone's photo weighs."""
    noise = Image.frombytes("RGB", (size[0] // 4, size[1] // 4), Random(1).randbytes(size[0] // 4 * (size[1] // 4) * 3))
    out = io.BytesIO()
    noise.resize(size).save(out, "JPEG", quality=80)
    return out.getvalue()


def _preparing(photo: bytes) -> float:
    """Return what preparing one photo takes: the work that a request must not wait for."""
    started = time.perf_counter()
    image = Image.open(io.BytesIO(photo))
    image.draft("RGB", (1920, 1920))
    image.thumbnail((1920, 1920), Image.Resampling.BICUBIC)
    image.save(io.BytesIO(), "JPEG", quality=85)
    return time.perf_counter() - started
