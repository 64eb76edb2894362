"""A small web that plays what happens on the large one: pages that live, move, hide and die.

Each path of the server is one thing that can happen. It notes every request, so that tests can look
at how it was asked.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

COPY = "http://web.archive.org/web/20240401120000/"


@dataclass
class Web:
    """A server at `home`, and what it was asked: method, path and user agent of each request."""

    home: str
    robots: str = "User-agent: *\nDisallow: /forbid*n\n"
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    most_at_once: int = 0
    #: Where as many requests as it has parties wait for each other.
    meeting: threading.Barrier = field(default_factory=lambda: threading.Barrier(1))
    _now: int = 0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def begun(self, request: tuple[str, str, str]) -> None:
        """Note a request, and how many others come while it thinks of an answer."""
        with self._guard:
            self.requests.append(request)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        time.sleep(0.005)
        with self._guard:
            self._now -= 1

    def asked(self, path: str) -> list[str]:
        """The methods by which a path was asked for."""
        return [method for method, asked, _ in self.requests if asked == path]


@contextmanager
def web(address: str = "127.0.0.1") -> Iterator[Web]:
    """The server, at a port of its own."""
    server = ThreadingHTTPServer((address, 0), _Player)
    server.daemon_threads = True
    server.block_on_close = False
    played = Web(f"http://{address}:{server.server_port}")
    server.web = played  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


class _Player(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._play()

    def do_GET(self) -> None:
        self._play()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _play(self) -> None:
        played: Web = self.server.web  # type: ignore[attr-defined]
        path = urlsplit(self.path).path
        played.begun((self.command, path, self.headers["User-Agent"]))
        self.close_connection = True
        with suppress(OSError):  # who asked has gone
            self._answer(played, path)

    def _answer(self, played: Web, path: str) -> None:
        if path == "/robots.txt":
            self.say(200, body=played.robots.encode())
        elif path == "/wayback/available":
            self.say(200, body=_available(parse_qs(urlsplit(self.path).query)))
        elif path in SAID:
            self.say(*SAID[path])
        elif path in PLAYED:
            PLAYED[path](self)
        else:
            self.say(404)

    def say(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        """A whole answer."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def meet(self) -> None:
        """No answer before all are there."""
        self.server.web.meeting.wait(5)  # type: ignore[attr-defined]
        self.say(200)

    def by_get_alone(self) -> None:
        """Many servers know no HEAD, and say so by any number."""
        self.say(200 if self.command == "GET" else 405, body=b"A page.")

    def hang_up_on_head(self) -> None:
        """Some say nothing at all."""
        if self.command == "GET":
            self.say(200)

    def wall_on_get(self) -> None:
        """A wall that answers as if all were well."""
        page = b"<html><TITLE>Just a moment...</TITLE>"
        self.say(200 if self.command == "GET" else 403, body=page)

    def drip(self) -> None:
        """A byte now and then, each of them in good time, and never an end."""
        for _ in range(200):
            self.wfile.write(b"H")
            time.sleep(0.05)

    def be_silent(self) -> None:
        """The connection stands, and nobody says anything."""
        time.sleep(5)

    def pour(self) -> None:
        """A body without end."""
        if self.command == "HEAD":
            return self.say(405)
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"more and more " * 10_000)

    def pour_headers(self) -> None:
        """Headers without end."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-More: and more\r\n" * 1_000)

    def babble(self) -> None:
        """What is no HTTP."""
        self.wfile.write(b"\x00\xff220 mail.example.org ESMTP\r\n")

    def lead_on(self) -> None:
        """Each address leads to another one, without end."""
        number = int(parse_qs(urlsplit(self.path).query).get("n", ["0"])[0])
        self.say(302, {"Location": f"/many?n={number + 1}"})


def _available(query: dict[str, list[str]]) -> bytes:
    """What the Wayback Machine says of the address asked for."""
    (url,) = query["url"]
    path = urlsplit(url).path
    if "archived" not in path:
        return json.dumps({"url": url, "archived_snapshots": {}}).encode()
    day = query.get("timestamp", ["20240401"])[0]
    copy = {"status": "200", "available": True, "url": f"{COPY}{url}", "timestamp": f"{day}120000"}
    if "odd" in path:
        copy["url"] = "javascript:alert(1)"
    return json.dumps({"url": url, "archived_snapshots": {"closest": copy}}).encode()


#: Answers that are the same to whoever asks.
SAID: dict[str, tuple[int, dict[str, str]] | tuple[int]] = {
    "/": (200,),
    "/live": (200,),
    "/at/日本": (200,),
    "/at/%E6%97%A5%E6%9C%AC": (200,),
    "/archived-page": (200,),
    "/missing": (404,),
    "/archived-missing": (404,),
    "/archived-odd": (404,),
    "/gone": (410,),
    "/login-wanted": (401,),
    "/kept-out": (403,),
    "/slow-down": (429,),
    "/in-this-country": (451,),
    "/challenge": (202, {"x-amzn-waf-action": "challenge"}),
    "/forbidden": (200,),
    "/broken": (500,),
    "/teapot": (418,),
    "/moved": (301, {"Location": "/live"}),
    "/moved-twice": (308, {"Location": "/moved"}),
    "/moved-and-gone": (301, {"Location": "/gone"}),
    "/for-now": (302, {"Location": "/live"}),
    "/home-instead": (302, {"Location": "/"}),
    "/replaced": (302, {"Location": "/errors/404.html"}),
    "/errors/404.html": (200,),
    "/please-log-in": (302, {"Location": "/login?next=1"}),
    "/login": (200,),
    "/circle": (302, {"Location": "/circle-2"}),
    "/circle-2": (302, {"Location": "/circle"}),
    "/to-a-file": (302, {"Location": "file:///etc/passwd"}),
    "/to-nonsense": (302, {"Location": "http://[half/"}),
    "/to-much": (302, {"Location": "/" + "x" * 3_000}),
    "/to-the-inside": (302, {"Location": "http://127.0.0.2:80/"}),
    "/to-the-forbidden": (302, {"Location": "/forbidden"}),
    "/nowhere-to-go": (302,),
}
PLAYED: dict[str, Callable[[_Player], None]] = {
    "/meet": _Player.meet,
    "/by-get-alone": _Player.by_get_alone,
    "/hang-up-on-head": _Player.hang_up_on_head,
    "/wall": _Player.wall_on_get,
    "/drip": _Player.drip,
    "/silent": _Player.be_silent,
    "/huge": _Player.pour,
    "/many-headers": _Player.pour_headers,
    "/babble": _Player.babble,
    "/many": _Player.lead_on,
}
