"""A work chat's robot of our own: a real HTTP server on this machine that keeps what it was told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_args) -> None:
        """Say nothing of a caller that was killed while it waited."""


class Robot:
    """``calls`` are what it was sent; ``status``, ``answer`` and ``headers`` are what it says.

    Paths that begin with one of ``down`` answer 500. While ``gate`` is closed it hears, but does not answer.
    """

    def __init__(self) -> None:
        self.calls: list[SimpleNamespace] = []
        self.down: set[str] = set()
        self.gate: threading.Event | None = None
        self.status, self.answer, self.headers = 200, b'{"errcode":0,"errmsg":"ok"}', {}
        self.server = _Server(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server.server_port}/cgi-bin/webhook/send?key=a-key-of-the-robot"

    def taken(self) -> list:
        """Return the bodies of the calls that it answered with success."""
        return [call.body for call in self.calls if call.answered < 300]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def _handler(robot):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                headers = dict(self.headers)
                status = 500 if any(self.path.startswith(path) for path in robot.down) else robot.status
                robot.calls.append(
                    SimpleNamespace(path=self.path, raw=raw, body=json.loads(raw), headers=headers, answered=status)
                )
                if robot.gate and not robot.gate.wait(30):
                    return
                self.send_response(status)
                for name, value in robot.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(robot.answer)))
                self.end_headers()
                self.wfile.write(robot.answer)

            def log_message(self, *_args) -> None:
                """Say nothing on the terminal."""

        return Handler


@pytest.fixture
def robot(settings):
    """Give a robot on this machine, named as the city's own gateway, so that it may be called at all."""
    settings.WEBHOOK_ALLOWED_HOSTS = ["localhost"]
    found = Robot()
    yield found
    found.close()
