"""The one way out to servers of others: what is connected to is the address that was checked, each redirect anew.

A name is resolved once, and every address it has must be one of the public internet; so nobody can make us ask a
machine of the house. An answer has a deadline for the whole of it, headers included (resolving a name ends by the
system's own limit), and a limit of size after unpacking.
"""

import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network
from threading import Timer
from time import monotonic
from urllib.parse import urlencode, urljoin

from django.conf import settings
from urllib3 import BaseHTTPResponse, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

PORTS = frozenset({80, 443, 8080, 8443})
DEADLINE = timedelta(seconds=20)
LIMIT = 5 * 1024 * 1024
CONNECT_SECONDS = 5
REDIRECTS, HOPS = frozenset({301, 302, 303, 307, 308}), 5
CHUNK = 64 * 1024
# Networks that lead inside by a detour, and that Python takes for global: NAT64, 6to4, IPv4 in IPv6.
DETOURS = [ip_network(network) for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96")]


class Unreachable(Exception):
    """There is no answer to be had. `permanent`: not by trying again either."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


@dataclass(frozen=True)
class Answer:
    """`url` is where it came from, after redirects; the names of `headers` are in lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes


def get(
    url: str, *, headers: Mapping[str, str] | None = None, limit: int = LIMIT, deadline: timedelta = DEADLINE
) -> Answer:
    """Ask, and follow redirects. Raises `Unreachable`; an answer of any status is an answer."""
    ends = monotonic() + deadline.total_seconds()
    for _ in range(HOPS + 1):
        answer = _ask("GET", url, None, headers or {}, limit, ends)
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            return answer
        url = urljoin(url, answer.headers["location"])
    raise Unreachable(f"More than {HOPS} redirects.", permanent=True)


def post(url: str, fields: Iterable[tuple[str, str]], *, limit: int = LIMIT, deadline: timedelta = DEADLINE) -> Answer:
    """Send a form. A redirect is not followed: it is the answer. Raises `Unreachable`."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _ask("POST", url, urlencode(list(fields)), kind, limit, monotonic() + deadline.total_seconds())


def is_public(address: str) -> bool:
    """Of the internet, and of nobody's own network."""
    ip = ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or ip
    inside = ip.is_multicast or ip.is_reserved or getattr(ip, "is_site_local", False)
    return ip.is_global and not inside and not any(ip in network for network in DETOURS)


# What was connected by the request at hand, so that its deadline can end it wherever it stands.
_connected: ContextVar[list[socket.socket]] = ContextVar("_connected")


def _ask(method: str, url: str, body: str | None, headers: Mapping[str, str], limit: int, ends: float) -> Answer:
    parts = _checked(url)
    left = ends - monotonic()
    if left <= 0:
        raise Unreachable("No whole answer within the deadline.")
    sockets: list[socket.socket] = []
    token = _connected.set(sockets)
    timer = Timer(left, _hang_up, [sockets])
    timer.daemon = True
    timer.start()
    try:
        with _pool(parts, left) as pool:
            answer = pool.urlopen(
                method,
                parts.request_uri,
                body=body,
                headers={"User-Agent": _name(), "Accept-Encoding": "gzip", **headers},
                retries=False,
                redirect=False,
                preload_content=False,
            )
            read = _read(answer, limit)
    except (HTTPError, OSError) as error:
        raise Unreachable("No whole answer within the deadline." if monotonic() >= ends else str(error)) from error
    finally:
        timer.cancel()
        _connected.reset(token)
        for each in sockets:
            each.close()
    if monotonic() >= ends:  # an answer that was hung up on can look like a short one
        raise Unreachable("No whole answer within the deadline.")
    return Answer(answer.status, url, {name.lower(): value for name, value in answer.headers.items()}, read)


def _checked(url: str) -> Url:
    """The parts of an address that may be asked, as the one who connects reads them. Raises `Unreachable`."""
    try:
        parts = parse_url(url)
    except HTTPError:
        raise Unreachable(f"“{url}” is no address.", permanent=True) from None
    if parts.scheme not in ("http", "https") or not parts.host or parts.auth:
        raise Unreachable(f"“{url}” is not an address of the web.", permanent=True)
    if parts.port is not None and parts.port not in PORTS:
        raise Unreachable(f"Port {parts.port} is not one that is asked.", permanent=True)
    return parts


def _connect(host: str, port: int, seconds: float) -> socket.socket:
    """To an address that was checked, of a name that is resolved this once. Raises `Unreachable` and `OSError`."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host} is not found: {error}") from None
    if not found or not all(is_public(str(where[0])) for *_, where in found):
        raise Unreachable(f"{host} is not on the public internet.", permanent=True)
    failed: OSError | None = None
    for family, kind, protocol, _, where in found:
        connecting = socket.socket(family, kind, protocol)
        connecting.settimeout(seconds)
        try:
            connecting.connect(where)
        except OSError as error:
            connecting.close()
            failed = error
        else:
            _connected.get().append(connecting.dup())  # TLS will take the socket itself over
            return connecting
    assert failed
    raise failed


class _Checked(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self.host, self.port, CONNECT_SECONDS)


class _CheckedTLS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self.host, self.port, CONNECT_SECONDS)


def _pool(parts: Url, seconds: float) -> HTTPConnectionPool:
    assert parts.host
    timeout = Timeout(connect=CONNECT_SECONDS, read=seconds)
    if parts.scheme == "https":
        tls = HTTPSConnectionPool(parts.host, parts.port, timeout=timeout)
        tls.ConnectionCls = _CheckedTLS
        return tls
    plain = HTTPConnectionPool(parts.host, parts.port, timeout=timeout)
    plain.ConnectionCls = _Checked
    return plain


def _read(answer: BaseHTTPResponse, limit: int) -> bytes:
    read = bytearray()
    for chunk in answer.stream(CHUNK, decode_content=True):
        read += chunk
        if len(read) > limit:
            answer.close()
            raise Unreachable(f"The answer is longer than {limit:,} bytes.", permanent=True)
    return bytes(read)


def _hang_up(sockets: list[socket.socket]) -> None:
    for each in sockets:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


def _name() -> str:
    return f"Newsroom/1.0 (+{settings.SITE_URL})" if settings.SITE_URL else "Newsroom/1.0"
