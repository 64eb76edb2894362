"""One request at a time to each host, with an end to how long it lasts and how much it brings.

It is made with the client of the standard library, which follows no redirect, keeps no cookie and
lets us make the connection: all that a check of addresses needs, and nothing that it must not do.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

from .connecting import Network, Trouble, Unreachable, connect

#: How many bytes of a body are read, unless more are asked for.
BODY = 64_000


@dataclass(frozen=True, slots=True)
class Manners:
    """How hosts are asked. Times are in seconds.

    `agent` is how we introduce ourselves, `timeout` the end of a whole request, `pause` the time
    between two requests to a host, and `local` are private networks that may be asked.
    """

    agent: str
    timeout: float = 20
    pause: float = 1
    local: Sequence[Network] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host says; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass
class Asker:
    """Asks hosts. What kept one from being reached keeps others from trying it again."""

    manners: Manners
    #: Whether any host was reached: if none was, there may be no network.
    has_reached: bool = False
    _turns: _Turns = field(init=False)
    _tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, init=False)
    _unreachable: dict[tuple[str, int], Unreachable] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._turns = _Turns(self.manners.pause)

    def ask(self, method: str, url: str, most: int = BODY) -> Answer:
        """The answer to a request, with at most so many bytes of its body. Raises Unreachable."""
        parts = urlsplit(url)
        host, port = _host_of(parts), parts.port or (443 if parts.scheme == "https" else 80)
        self._raise_known(host, port)
        with self._turns.of(host):
            self._raise_known(host, port)
            request = _Request(parts, self.manners, self._tls)
            try:
                return request.made(host, port, method, most)
            except Unreachable as error:
                if not request.has_reached:
                    self._unreachable[host, port] = error
                raise
            finally:
                self.has_reached = self.has_reached or request.has_reached

    def _raise_known(self, host: str, port: int) -> None:
        """Say at once what is known of a host; more of the same would only take time."""
        if known := self._unreachable.get((host, port)):
            raise Unreachable(known.trouble, known.details)

    def slow_down(self, url: str, pause: float) -> None:
        """Leave more time between two requests to the host of an address."""
        self._turns.pauses[_host_of(urlsplit(url))] = max(pause, self.manners.pause)

    def forget(self) -> None:
        """Try hosts again that could not be reached."""
        self._unreachable.clear()


@dataclass
class _Turns:
    """Whose turn it is to ask a host."""

    pause: float
    pauses: dict[str, float] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Wait for the turn, and for the pause after the last one to be over."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            time.sleep(max(0.0, self._next.get(host, 0) - time.monotonic()))
            try:
                yield
            finally:
                self._next[host] = time.monotonic() + self.pauses.get(host, self.pause)


class _Request:
    """One request on a connection of its own, cut off when its time is over."""

    def __init__(self, parts: SplitResult, manners: Manners, tls: ssl.SSLContext) -> None:
        self.has_reached = False
        self._parts, self._manners, self._tls = parts, manners, tls
        self._end = time.monotonic() + manners.timeout
        self._sock: socket.socket

    def made(self, host: str, port: int, method: str, most: int) -> Answer:
        """Make it, and read the answer. Raises Unreachable."""
        self._sock = connect(host, port, self._end, self._manners.local)
        self.has_reached = True
        try:
            with self._cut_off():
                if self._parts.scheme == "https":
                    self._secure(host)
                return self._exchanged(host, port, method, most)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._trouble(error) from error
        finally:
            self._sock.close()

    def _secure(self, host: str) -> None:
        self._sock = secured = self._tls.wrap_socket(
            self._sock, server_hostname=host, do_handshake_on_connect=False
        )
        secured.do_handshake()

    def _exchanged(self, host: str, port: int, method: str, most: int) -> Answer:
        connection = http.client.HTTPConnection(host, port)
        connection.sock = self._sock
        name = f"[{host}]" if ":" in host else host
        headers = {
            "Host": f"{name}:{self._parts.port}" if self._parts.port else name,
            "User-Agent": self._manners.agent,
            "Accept": "*/*",
            "Connection": "close",
        }
        connection.request(method, target_of(self._parts), headers=headers)
        with connection.getresponse() as response:
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read(most))

    @contextmanager
    def _cut_off(self) -> Iterator[None]:
        """End the connection at the end of the time, whatever it is at.

        A limit on the socket alone would not do: a host that sends a byte a second never meets it.
        """

        def end() -> None:
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)

        timer = threading.Timer(max(0.0, self._end - time.monotonic()), end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _trouble(self, error: Exception) -> Unreachable:
        if time.monotonic() >= self._end or isinstance(error, TimeoutError):
            return Unreachable(Trouble.TIMEOUT, f"{self._manners.timeout:g} seconds")
        if isinstance(error, ssl.SSLCertVerificationError):
            return Unreachable(Trouble.INSECURE, error.verify_message)
        if isinstance(error, ssl.SSLError):
            return Unreachable(Trouble.INSECURE, str(error.reason or "").replace("_", " ").lower())
        if isinstance(error, ConnectionError | http.client.RemoteDisconnected):
            return Unreachable(Trouble.NOT_HTTP, "the connection was closed")
        return Unreachable(Trouble.NOT_HTTP, type(error).__name__)


def target_of(parts: SplitResult) -> str:
    """What is asked for at a host: path and query, in ASCII."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else path


def _host_of(parts: SplitResult) -> str:
    """The host, as name servers know it. Raises Unreachable."""
    host = parts.hostname or ""
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Unreachable(Trouble.NO_SUCH_HOST, host) from error
