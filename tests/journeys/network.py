"""The network between a browser and the portal: a line that a test can cut, in the middle of an upload too."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

PIECE = 16_384


class Network:
    """Passes bytes between ``address`` and the portal. ``up`` counts those that have gone to the portal."""

    def __init__(self, portal: str) -> None:
        parts = urlsplit(portal)
        self.portal = (parts.hostname, parts.port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.up = 0
        self._is_cut, self._deaf = threading.Event(), threading.Event()
        self._left: int | None = None
        self._lines: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """End every connection, and refuse new ones."""
        self._is_cut.set()
        self._hang_up()

    def lose_answers(self) -> None:
        """Let everything through to the portal, and nothing back."""
        self._deaf.set()

    def restore(self, *, for_bytes: int | None = None) -> None:
        """Let the line work again; cut it once so many more bytes have gone to the portal."""
        self._left = None if for_bytes is None else self.up + for_bytes
        if self._deaf.is_set():
            self._hang_up()
        self._deaf.clear()
        self._is_cut.clear()

    def await_cut(self) -> None:
        """Wait until the line is cut, as :meth:`restore` was told."""
        assert self._is_cut.wait(30)

    @property
    def is_cut(self) -> bool:
        return self._is_cut.is_set()

    def close(self) -> None:
        self.cut()
        self.listener.close()

    def _hang_up(self) -> None:
        lines, self._lines = self._lines, []
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _listen(self) -> None:
        while True:
            try:
                here, _from = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                here.close()
                continue
            there = socket.create_connection(self.portal)
            self._lines += [here, there]
            threading.Thread(target=self._upwards, args=(here, there), daemon=True).start()
            threading.Thread(target=self._downwards, args=(there, here), daemon=True).start()

    def _upwards(self, here: socket.socket, there: socket.socket) -> None:
        for piece in _pieces(here, there):
            with contextlib.suppress(OSError):
                there.sendall(piece)
            self.up += len(piece)
            if self._left is not None and self.up >= self._left:
                self._left = None
                self.cut()

    def _downwards(self, there: socket.socket, here: socket.socket) -> None:
        for piece in _pieces(there, here):
            if not self._deaf.is_set():
                with contextlib.suppress(OSError):
                    here.sendall(piece)


def _pieces(source: socket.socket, other: socket.socket) -> Iterator[bytes]:
    """Yield what arrives until the end of the line; then end the other side."""
    try:
        while piece := source.recv(PIECE):
            yield piece
    except OSError:
        pass
    with contextlib.suppress(OSError):
        other.shutdown(socket.SHUT_WR)
