"""The portal on its own web server, and a client that adds as little as possible to what is measured."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@contextlib.contextmanager
def serving(folder: Path, *, workers: int = 1) -> Iterator[int]:
    """Run granian with the settings of the bench and yield its port."""
    port, env = free_port(), {**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    where = [
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--blocking-threads",
        "2",
        "--no-ws",
    ]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", *where, "campaign_portal.wsgi:application"]
    with (folder / "web.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            _await(port)
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _await(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ConnectionError):
            if Client(port).get("/login/").status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("The web server does not answer.")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: how long it took from the first byte sent to the last received, in seconds."""

    status: int
    seconds: float
    queries: int
    body: bytes
    location: str


class Client:
    """Asks over one connection that stays open."""

    def __init__(self, port: int, cookie: str = "", headers: str = "", *, own: str = "127.0.0.1") -> None:
        """``own`` is the address of the loopback from which the client asks."""
        self.cookie, self.headers = cookie, headers
        self.socket = socket.create_connection(("127.0.0.1", port), 60, source_address=(own, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port = port

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, b"", "")

    def post(self, path: str, body: bytes, content_type: str) -> Answer:
        return self._ask("POST", path, body, content_type)

    def put(self, path: str, body: bytes, content_type: str) -> Answer:
        return self._ask("PUT", path, body, content_type)

    def close(self) -> None:
        self.socket.close()

    def _ask(self, method: str, path: str, body: bytes, content_type: str) -> Answer:
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n{self.headers}"
        if body:
            head += f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
        started = time.perf_counter()
        self.socket.sendall(f"{head}\r\n".encode() + body)
        status, headers, content = self._read()
        seconds = time.perf_counter() - started
        return Answer(status, seconds, int(headers.get("x-queries", -1)), content, headers.get("location", ""))

    def _read(self) -> tuple[int, dict[str, str], bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, content = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        length = int(headers.get("content-length", 0))
        while len(content) < length:
            content += self._more()
        return int(lines[0].split()[1]), headers, content

    def _more(self) -> bytes:
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("The server has closed the connection.")
        return piece
