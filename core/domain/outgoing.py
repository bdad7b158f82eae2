"""Calls to addresses that people have typed in. Nothing inside the network is ever called.

An address is judged by what its name resolves to, at saving and again at every call, and the connection goes to the
very IP that was judged: a name that answers differently the second time (DNS rebinding) gains nothing. Redirects
are not followed. A city's own gateway inside the network is named in ``WEBHOOK_ALLOWED_HOSTS``.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import Unreachable, UnsafeAddress, WrongAddress

CONNECT_SECONDS, TOTAL_SECONDS = 5, 15
MOST_BYTES = 16 * 1024
PORTS = {"https": 443, "http": 80}
# What the registries hand out (RFC 4291, 2.4): outside of it lie old forms that hold an IPv4 address, or a site's own.
UNICAST = ipaddress.ip_network("2000::/3")
# Networks that lead to an IPv4 address inside: NAT64 (RFC 6052) and its local form (RFC 8215).
TRANSLATED = [ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48")]

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Answer:
    """What a call brought: the status, the beginning of the body, and how long it took."""

    status: int
    body: bytes
    milliseconds: int


@dataclass(frozen=True)
class Target:
    """A judged address: where to connect, and under which name."""

    parts: SplitResult
    host: str
    port: int
    ip: str

    @property
    def path(self) -> str:
        return (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")


def judge(address: str) -> Target:
    """Return where ``address`` leads; :class:`WrongAddress`, :class:`UnsafeAddress` or :class:`Unreachable`."""
    parts, host, port = _parse(address)
    is_own = host in settings.WEBHOOK_ALLOWED_HOSTS
    if parts.scheme != "https" and not (is_own and parts.scheme == "http"):
        raise WrongAddress
    found = _resolve(host, port)
    if not is_own and not all(is_public(ip) for ip in found):
        raise UnsafeAddress
    return Target(parts, host, port, str(found[0]))


def _parse(address: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(address)
        port, host = parts.port, (parts.hostname or "").encode("idna").decode()
    except ValueError:
        raise WrongAddress from None
    is_plain = address.isascii() and address.isprintable() and " " not in address
    if not (host and is_plain and parts.scheme in PORTS) or parts.username is not None or port == 0:
        raise WrongAddress
    return parts, host.lower(), port or PORTS[parts.scheme]


def _resolve(host: str, port: int) -> list[IP]:
    """Return every address of a name. Decimal and octal forms of IPs are resolved here like any name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable(_("The name of the address is not known.")) from None
    ips = {ipaddress.ip_address(str(entry[4][0]).partition("%")[0]): None for entry in found}
    return sorted(ips, key=lambda ip: ip.version)


def is_public(ip: IP) -> bool:
    """Answer whether an IP lies outside: not private, local, reserved or for many, in whatever dress."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner:
            return is_public(inner)
        if any(ip in network for network in TRANSLATED):
            return False
        if ip not in UNICAST:
            return False
    return ip.is_global and not ip.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to the IP that was judged, under the name that was typed."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_SECONDS)
        self._target = target

    def connect(self) -> None:
        self.sock = socket.create_connection((self._target.ip, self._target.port), timeout=self.timeout)
        if self._target.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.host)
        self.sock.settimeout(TOTAL_SECONDS)

    def cut(self) -> None:
        """End a call that takes too long, from another thread."""
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def post(address: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send ``body`` and return the answer, whatever its status; errors of :func:`judge`, or :class:`Unreachable`."""
    target, started = judge(address), time.monotonic()
    connection = _Pinned(target)
    watch = threading.Timer(TOTAL_SECONDS, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        connection.request("POST", target.path, body, {"User-Agent": "campaign-portal", **headers})
        answer = connection.getresponse()
        found = answer.read(MOST_BYTES)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(_words(error)) from None
    finally:
        watch.cancel()
        connection.close()
    return Answer(answer.status, found, round((time.monotonic() - started) * 1000))


def _words(error: Exception) -> str:
    """Return why a call failed, without the address: it may hold a key."""
    if isinstance(error, TimeoutError):
        return str(_("No answer in time."))
    if isinstance(error, ssl.SSLError):
        return str(_("The certificate or the encryption is not accepted."))
    if isinstance(error, ConnectionRefusedError):
        return str(_("The connection was refused."))
    return str(_("The connection broke off."))
