"""The one way out: what it refuses to ask, what it checks anew, when it gives up. Against a server of this machine."""

import gzip
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from newsroom.lib import fetch
from newsroom.lib.fetch import Unreachable, get, is_public, post

stop = Event()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            return self._answer(302, b"", Location=self.path[4:])
        if path == "/round":
            return self._answer(302, b"", Location="/round")
        if path == "/large":
            return self._answer(200, b"x" * 5_000)
        if path == "/packed":
            return self._answer(200, gzip.compress(b"x" * 5_000_000), **{"Content-Encoding": "gzip"})
        if path in ("/drip", "/drip-headers"):
            return self._drip(path)
        return self._answer(404 if path == "/missing" else 200, f"You are at {self.path}".encode())

    def do_POST(self) -> None:
        if self.path == "/moved":
            return self._answer(307, b"", Location="/")
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        return self._answer(202, sent + b" " + self.headers["User-Agent"].encode())

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self, path: str) -> None:
        """A little every now and then, and never an end: no wait for the next byte is long."""
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"X-Slow: " if path == "/drip-headers" else b"\r\n"))
            while not stop.wait(0.02):
                self.wfile.write(b"x")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    stop.clear()
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving.daemon_threads = True
    thread = Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://localhost:{serving.server_port}"
    stop.set()
    serving.shutdown()
    serving.server_close()
    thread.join()


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, server: str) -> str:
    """The server of this machine may be asked, by the name of `localhost` alone."""
    port = int(server.rpartition(":")[2])
    monkeypatch.setattr(fetch, "PORTS", {port})
    resolve = socket.getaddrinfo

    def resolved(host: str, *args: Any, **kwargs: Any) -> Any:
        if host == "inside.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", port))]
        if host == "both.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in ("127.0.0.1", "10.0.0.1")]
        return [found for found in resolve(host, *args, **kwargs) if found[0] == socket.AF_INET]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    return server


class TestWhatIsPublic:
    @pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111"])
    def test_is_asked(self, address: str) -> None:
        assert is_public(address)

    @pytest.mark.parametrize(
        "address",
        [
            *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
            *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
            *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1"),
            *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "2001::1"),
        ],
    )
    def test_all_else_is_not(self, address: str) -> None:
        assert not is_public(address)


class TestRefused:
    @pytest.mark.parametrize(
        "url",
        [
            *("ftp://news.example/", "file:///etc/passwd", "news.example", "//news.example/", "", "http://", "x:y"),
            *("http://user:word@news.example/", "http://news.example:22/", "http://news.example:99999/", "http://[::1"),
        ],
    )
    def test_what_is_no_address_of_the_web(self, url: str) -> None:
        with pytest.raises(Unreachable) as refused:
            get(url)
        assert refused.value.permanent

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "127.1"])
    def test_a_machine_of_the_house_however_it_is_spelled(self, host: str) -> None:
        with pytest.raises(Unreachable):
            get(f"http://{host}/")

    @pytest.mark.parametrize("host", ["inside.example", "both.example"])
    def test_a_name_that_leads_inside_even_in_part(self, at_home: str, host: str) -> None:
        port = at_home.rpartition(":")[2]
        with pytest.raises(Unreachable, match="not on the public internet"):
            get(f"http://{host}:{port}/")
        with pytest.raises(Unreachable, match="not on the public internet"):
            post(f"http://{host}:{port}/", [])

    def test_a_redirect_that_leads_inside(self, at_home: str) -> None:
        port = at_home.rpartition(":")[2]
        with pytest.raises(Unreachable, match="not on the public internet"):
            get(f"{at_home}/to/http://inside.example:{port}/")
        with pytest.raises(Unreachable, match="not an address of the web"):
            get(f"{at_home}/to/file:///etc/passwd")


class TestAnAnswer:
    def test_comes_with_where_it_came_from(self, at_home: str) -> None:
        answer = get(f"{at_home}/to//here?a=1")
        assert (answer.status, answer.url, answer.body) == (200, f"{at_home}/here?a=1", b"You are at /here?a=1")
        assert answer.headers["content-length"] == "20"

    def test_is_one_whatever_its_status(self, at_home: str) -> None:
        assert get(f"{at_home}/missing").status == 404

    def test_to_a_form_tells_what_was_sent(self, at_home: str, settings: Any) -> None:
        settings.SITE_URL = "https://news.example"
        answer = post(f"{at_home}/", [("hub.url", "a&b"), ("hub.url", "ü")])
        assert (answer.status, answer.body) == (
            202,
            b"hub.url=a%26b&hub.url=%C3%BC Newsroom/1.0 (+https://news.example)",
        )

    def test_a_form_is_not_sent_on(self, at_home: str) -> None:
        assert post(f"{at_home}/moved", []).status == 307


class TestGivingUp:
    def test_after_five_redirects(self, at_home: str) -> None:
        with pytest.raises(Unreachable, match="More than 5 redirects"):
            get(f"{at_home}/round")

    @pytest.mark.parametrize("path", ["/large", "/packed"])
    def test_on_what_is_too_large_unpacked(self, at_home: str, path: str) -> None:
        with pytest.raises(Unreachable, match="longer than 4,999 bytes"):
            get(f"{at_home}{path}", limit=4_999)

    @pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
    def test_at_the_deadline_also_on_who_goes_on_and_on(self, at_home: str, path: str) -> None:
        begun = monotonic()
        with pytest.raises(Unreachable, match="deadline"):
            get(f"{at_home}{path}", deadline=timedelta(seconds=0.3))
        assert monotonic() - begun < 3

    def test_on_who_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.socket() as taken:  # a port that nobody listens on
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
            monkeypatch.setattr(fetch, "PORTS", {port})
            monkeypatch.setattr(fetch, "is_public", lambda address: True)
            with pytest.raises(Unreachable) as refused:
                get(f"http://127.0.0.1:{port}/")
        assert not refused.value.permanent
