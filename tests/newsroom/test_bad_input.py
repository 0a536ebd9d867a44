"""Whatever is asked, however malformed: an answer that says what is wrong and helps, never an error of ours."""

import io
import logging
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings as project
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections, transaction
from django.test import Client
from django.test.client import ClientHandler
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker, Settings

from newsroom.middleware import LONGEST_ADDRESS
from tests.html import Page
from tests.newsroom.pages import Newsroom, furnish

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _ in project.LANGUAGES]
REFUSED = (400, 404, 405)
LED_ON = (301, 302)

quick = hypothesis_settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

NUMBERS = [
    "0",
    "-1",
    "1",
    "01",
    "9223372036854775807",
    "9223372036854775808",
    "1" + "0" * 30,
    "٣",
    "１",
    "1.0",
    "1e3",
    "NaN",
]
WORDS = [
    *(
        "%00",
        "a%00b",
        "%C0%80",
        "%ED%A0%80",
        "%FF",
        "%",
        "%zz",
        "%E2%80%AE",
        "..%2f",
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e",
    ),
    *(
        "%0d%0aSet-Cookie:%20x=1",
        "%F4%90%80%80",
        "%E0%80%AF",
        "\\",
        "'",
        "%22%3E%3Cscript%3E",
        "{{7*7}}",
        "%25s",
        "x" * 3_000,
    ),
    *(
        "%EF%BF%BE",
        "%CC%81" * 200,
        "%F0%9F%91%A9%E2%80%8D",
        ".",
        "..",
        "~",
        ":",
        ";a=b",
        "a%20",
        "%09",
        "%0A",
        "%E2%80%A8",
    ),
]
DAYS = [
    "0000/00/00",
    "0001/01/01",
    "9999/12/31",
    "2026/02/30",
    "2026/13/01",
    "２０２６/01/01",
    "2026/1/1",
    "99999/01/01",
]
CURSORS = [
    *(
        "",
        "x",
        "-",
        "1",
        "1-",
        "-1",
        "--1-1",
        "1-1-1",
        "1--1",
        "+1-1",
        "1-+1",
        " 1-1",
        "1-1 ",
        "1_0-1",
        "0x1-1",
        "١-١",
        "²-1",
    ),
    *("9223372036854775808-1", "1-9223372036854775808", "1" * 19 + "-1", "-" + "9" * 19 + "-1", "1-" + "9" * 30),
    *("-99999999999999999-1", "253402300800000000-1", "1" * 4_000, "%00", "1-1%00", "%ED%A0%80-1", "1e9-1", "nan-1"),
]


@pytest.fixture(scope="module", autouse=True)
def newsroom(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Newsroom]:
    """One for all tests of this file: none of them changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


@cache
def the_site() -> WSGIHandler:
    """Loaded once, not for each of a thousand questions."""
    return WSGIHandler()


@cache
def the_site_of_a_client() -> ClientHandler:
    return ClientHandler(enforce_csrf_checks=False)


def visitor() -> Client:
    """Somebody new, to whom an error of ours is shown as to a reader."""
    client = Client(raise_request_exception=False)
    client.handler = the_site_of_a_client()
    return client


@pytest.fixture
def ask(caplog: pytest.LogCaptureFixture) -> Callable[..., Any]:
    """Ask for an address as it stands, and look at the answer as every test here does."""
    return lambda address, **how: asked(caplog, address, **how)


def asked(caplog: pytest.LogCaptureFixture, address: str, *, method: str = "GET", **headers: Any) -> Any:
    path, _, query = address.partition("?")
    client = visitor()
    caplog.clear()
    as_a_server_hands_it_over = query.encode().decode("latin-1")
    response = client.generic(method, path, QUERY_STRING=as_a_server_hands_it_over, **headers)
    examine(caplog, response, f"{method} {address[:200]}")
    return response


def examine(caplog: pytest.LogCaptureFixture, response: Any, what: str) -> None:
    assert response.status_code < 500, what
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR and ours(record)]
    assert not errors, (what, errors)
    if response.status_code in (400, 404):
        helps(response, what)
    if response.status_code in LED_ON:
        assert response.headers["Location"].startswith("/"), what
        assert not response.headers["Location"].startswith("//"), what
        assert "\n" not in response.headers["Location"], what


def ours(record: logging.LogRecord) -> bool:
    """An error of the site: not that somebody asked for a host of others, or sent a body that is too large."""
    return not record.name.startswith("django.security")


def helps(response: Any, what: str) -> None:
    page = Page.of(response)
    assert page.problems == [], what
    assert page.all("header.masthead"), what
    language = page.one("html")["lang"]
    assert f"/{language}/" in [link["href"] for link in page.all("main nav a")], what
    assert response.headers["Cache-Control"] == "private, no-store", what
    assert "Content-Security-Policy" in response.headers, what


class TestSearch:
    @pytest.mark.parametrize("typed", [*WORDS, *NUMBERS[:4], '"', "-", "or", "(a|b)%26!c:*", "a AND b NEAR(c)"])
    def test_any_question_is_answered_or_refused(self, ask: Callable[..., Any], typed: str) -> None:
        for query in (f"q={typed}", f"q=story&hashtag={typed}", f"q=story&source={typed}&since={typed}&order={typed}"):
            assert ask(f"/en/search/?{query}").status_code in (200, 400)
        for name in ("before", "after"):
            assert ask(f"/en/search/?q=story&{name}={typed}").status_code in (200, 400)


class TestAddresses:
    @pytest.mark.parametrize("day", DAYS)
    def test_a_day_that_is_none_is_not_found(self, ask: Callable[..., Any], day: str) -> None:
        for path in (f"/en/archive/{day}/", f"/ko/hashtag/Treaty/{day}/"):
            assert ask(path).status_code == 404

    @pytest.mark.parametrize("cursor", CURSORS)
    def test_a_cursor_that_was_never_given_out_is_refused(
        self, ask: Callable[..., Any], newsroom: Newsroom, cursor: str
    ) -> None:
        assert newsroom.story.section
        section = newsroom.story.section.get_absolute_url()
        for path in ("/en/", "/en/hashtag/Treaty/", "/ko/archive/2026/11/24/", section):
            assert ask(f"{path}?before={cursor}").status_code == 400

    @pytest.mark.parametrize("number", NUMBERS)
    def test_a_number_that_no_story_has_is_not_found(self, ask: Callable[..., Any], number: str) -> None:
        if number != "1":
            assert ask(f"/en/article/{number}/x/").status_code == 404

    @pytest.mark.parametrize("word", WORDS)
    def test_a_word_that_nothing_is_called_is_not_found(self, ask: Callable[..., Any], word: str) -> None:
        for path in ("section", "source", "hashtag", "archive", "article", "article/999999"):
            assert ask(f"/en/{path}/{word}/").status_code in REFUSED
        for path in (f"/{word}/", f"/{word}", f"/media/pictures/{word}", f"/static/{word}", f"/health/{word}"):
            assert ask(path).status_code in REFUSED
        assert ask(f"/en/hashtag/?from={word}").status_code in (200, 400)
        assert ask(f"/en/?{word}={word}&{word}").status_code in (200, 400)

    def test_a_wrong_slug_of_any_kind_leads_to_the_story(self, ask: Callable[..., Any], newsroom: Newsroom) -> None:
        for word in WORDS:
            assert ask(f"/en/article/{newsroom.story.pk}/{word}/").status_code in (301, *REFUSED)

    @pytest.mark.parametrize("path", ["/{}", "/en/{}/", "/en/hashtag/{}/", "/en/?before={}", "/en/hashtag/?from={}"])
    def test_an_address_of_absurd_length_is_refused(self, ask: Callable[..., Any], path: str) -> None:
        for filling in ("x" * 10_000, "%F0%9F%9A%A2" * 4_000, "/" * 10_000, "../" * 4_000):
            assert ask(path.format(filling)).status_code == 400
        assert ask("/en/hashtag/?from=" + "x" * (LONGEST_ADDRESS - 100)).status_code == 200

    def test_nul_is_refused_wherever_it_stands(self, ask: Callable[..., Any]) -> None:
        for address in (
            "/%00",
            "/en/%00/",
            "/en/?%00",
            "/en/?before=%00",
            "/en/hashtag/%00/",
            "/admin/?q=%00",
            "/%00.webp",
        ):
            assert ask(address).status_code == 400

    @pytest.mark.parametrize("method", ["POST", "PUT", "BREW", "get", "", "G" * 5_000, "GET /", "TRACE", "CONNECT"])
    def test_a_method_that_is_not_reading_is_refused(self, ask: Callable[..., Any], method: str) -> None:
        assert ask("/en/hashtag/Treaty/", method=method).status_code == (200 if method == "get" else 405)
        assert ask("/en/nowhere/", method=method).status_code == 404

    @pytest.mark.parametrize(
        "host",
        [
            *(
                "evil.example",
                "localhost.evil.example",
                "",
                "a b",
                "localhost:x",
                "[::1",
                "@",
                "..",
            ),
            *("localhost/", "localhost#", "é", "%00", "x" * 5_000, "localhost\r\nX: 1", "testserver,localhost"),
        ],
    )
    def test_a_host_that_is_not_ours_is_refused(self, ask: Callable[..., Any], host: str) -> None:
        for path in ("/en/", "/admin/", "/nowhere", "/"):
            response = ask(path, HTTP_HOST=host)
            assert response.status_code in (400, 404), path
            assert b"evil" not in response.content

    @pytest.mark.parametrize(
        "header", ["HTTP_ACCEPT_LANGUAGE", "HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_ACCEPT_ENCODING"]
    )
    @pytest.mark.parametrize(
        "value", ["", "\xff", "x" * 10_000, ";;;,,,===", "\xe2\x80\xae", "sessionid=\x00", 'W/"', "*", "q=;q=1"]
    )
    def test_headers_of_any_kind_do_no_harm(self, ask: Callable[..., Any], header: str, value: str) -> None:
        assert ask("/en/hashtag/Treaty/", **{header: value}).status_code in (200, 304)
        assert ask("/admin/", **{header: value}).status_code in (302, 304)


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


class TestAnythingAtAll:
    @quick
    @given(st.text(st.characters(), max_size=80))
    @example("1-1")
    def test_as_cursor(self, caplog: pytest.LogCaptureFixture, text: str) -> None:
        fuzz(caplog, "/en/hashtag/Treaty/", {"before": text})

    @quick
    @given(TEXT)
    def test_as_start_of_the_index(self, caplog: pytest.LogCaptureFixture, text: str) -> None:
        fuzz(caplog, "/en/hashtag/", {"from": text})

    @quick
    @given(st.sampled_from(["hashtag", "section", "source", "article/1", "archive"]), TEXT)
    def test_as_a_part_of_the_path(self, caplog: pytest.LogCaptureFixture, where: str, text: str) -> None:
        fuzz(caplog, f"/en/{where}/{text}/", {})

    @quick
    @given(TEXT, st.dictionaries(TEXT, TEXT, max_size=3))
    def test_as_path_and_query(self, caplog: pytest.LogCaptureFixture, text: str, query: dict[str, str]) -> None:
        fuzz(caplog, f"/{text}", query)


def fuzz(caplog: pytest.LogCaptureFixture, path: str, query: dict[str, str]) -> None:
    caplog.clear()
    query = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    examine(caplog, visitor().get(path.replace("?", "%3F"), query), repr(path))


class TestBytes:
    """What a client of ours would not send, straight to the application."""

    @pytest.fixture(autouse=True)
    def _one_connection(self) -> Iterator[None]:
        """A request begins with a look at old connections; that of the test must stay."""
        request_started.disconnect(close_old_connections)
        yield
        request_started.connect(close_old_connections)

    @quick
    @given(st.binary(max_size=60), st.binary(max_size=60))
    @example(b"/en/hashtag/\xed\xa0\x80/", b"")
    @example(b"/en/hashtag/\xc0\xaf/", b"before=\xff")
    @example(b"/en/section/\xf4\x90\x80\x80/", b"\x00")
    @example(b"//evil.example/", b"")
    @example(b"/en/archive/\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa6/11/24/", b"from=\xe2\x80\xae")
    @example(b"/en/\r\nX-Evil: 1/", b"\r\n")
    @example(b"/en/article/1/\xe2\x80\xa8/", b"\xe2\x80\xa8")
    @example(b"en/", b"")
    @example(b"", b"")
    @example(b"*", b"")
    def test_no_bytes_upset_it(self, caplog: pytest.LogCaptureFixture, path: bytes, query: bytes) -> None:
        for prefix in (b"", b"/en/", b"/en/hashtag/", b"/en/source/"):
            status, headers = raw(caplog, prefix + path, query)
            assert status < 500
            assert status not in LED_ON or not headers["Location"].startswith(("//", "http"))

    @pytest.mark.parametrize(
        "environ",
        [
            {"CONTENT_LENGTH": "x"},
            {"CONTENT_LENGTH": "-1"},
            {"CONTENT_TYPE": "text/html; charset=nonsense"},
            {"HTTP_COOKIE": "\xff=\xfe; a; =; sessionid=" + "x" * 9_000},
            {"HTTP_X_FORWARDED_PROTO": "https"},
            {"HTTP_X_FORWARDED_HOST": "evil.example"},
            {"HTTP_RANGE": "bytes=9-1"},
            {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
            {"REMOTE_ADDR": ""},
        ],
        ids=lambda environ: " ".join(f"{name}={value[:20]!a}" for name, value in environ.items()),
    )
    def test_no_environment_upsets_it(self, caplog: pytest.LogCaptureFixture, environ: dict[str, str]) -> None:
        for path in (b"/en/", b"/admin/account/sign-in/", b"/health/live"):
            assert raw(caplog, path, b"", **environ)[0] < 400


def raw(caplog: pytest.LogCaptureFixture, path: bytes, query: bytes, **changed: str) -> tuple[int, dict[str, str]]:
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **changed,
    }
    told: list[Any] = []
    caplog.clear()

    def start_response(status: str, headers: list[tuple[str, str]], *args: Any) -> Callable[[bytes], object]:
        told.extend([status, headers])
        return lambda data: None

    response = the_site()(environ, start_response)
    b"".join(response)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR and ours(record)]
    return int(told[0].split()[0]), dict(told[1])


class TestForms:
    """What is sent to the sign-in of the desk, the one form that a stranger can reach."""

    def post(self, caplog: pytest.LogCaptureFixture, body: bytes, content_type: str) -> Any:
        client = visitor()
        caplog.clear()
        response = client.generic("POST", "/admin/account/sign-in/", body, content_type)
        examine(caplog, response, content_type)
        return response

    @pytest.mark.parametrize(
        ("content_type", "body"),
        [
            ("multipart/form-data", b"x"),
            ("multipart/form-data; boundary=", b"x"),
            ("multipart/form-data; boundary=\xff", b"x"),
            ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
            ("application/x-www-form-urlencoded; charset=utf-16", b"login=x"),
        ],
        ids=["no boundary", "an empty one", "one of no characters", "one too long", "a charset of its own"],
    )
    def test_a_form_that_cannot_be_read_is_refused(
        self, caplog: pytest.LogCaptureFixture, content_type: str, body: bytes
    ) -> None:
        assert self.post(caplog, body, content_type).status_code == 400

    @pytest.mark.parametrize(
        "body", [b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\ny", b"\xff" * 50]
    )
    def test_a_form_cut_short_is_shown_again_or_refused(self, caplog: pytest.LogCaptureFixture, body: bytes) -> None:
        assert self.post(caplog, body, "multipart/form-data; boundary=x").status_code in (200, 400)

    def test_a_form_that_is_too_large_is_refused(self, caplog: pytest.LogCaptureFixture) -> None:
        large = b"login=" + b"x" * (project.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        assert self.post(caplog, large, "application/x-www-form-urlencoded").status_code in (400, 413)
        many = b"&".join(b"a%d=1" % number for number in range(2_000))
        assert self.post(caplog, many, "application/x-www-form-urlencoded").status_code in (400, 413)

    def test_a_file_where_none_belongs_is_not_kept(self, caplog: pytest.LogCaptureFixture) -> None:
        parts = (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="../../x"\r\n\r\n'
            + b"y" * 100
            + b"\r\n--x--\r\n"
        )
        assert self.post(caplog, parts, "multipart/form-data; boundary=x").status_code == 200

    @pytest.fixture
    def quick_hashes(self, settings: Settings) -> None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        settings.ACCOUNT_RATE_LIMITS = False

    @quick
    @given(st.dictionaries(st.sampled_from(["login", "password", "next", "csrfmiddlewaretoken"]), TEXT))
    @example({"login": "a\0b", "password": "c\0d", "next": "\0"})
    @example({"login": "x" * 10_000, "password": "y" * 5_000, "next": "//evil.example"})
    @example({"login": "\u202e", "password": "\ufdd0"})
    def test_a_form_of_any_words_lets_nobody_in(
        self, caplog: pytest.LogCaptureFixture, quick_hashes: None, form: dict[str, str]
    ) -> None:
        client = visitor()
        caplog.clear()
        response = client.post("/admin/account/sign-in/", form)
        examine(caplog, response, repr(form))
        assert response.status_code == 200
        assert "sessionid" not in response.cookies


class TestTheDesk:
    @pytest.mark.parametrize(
        "query",
        [
            *(
                "p=0",
                "p=-1",
                "p=99999999999999999999",
                "p=x",
                "o=99",
                "o=-1.x",
                "o=9" * 50,
                "all=",
                "e=1",
                "q=%ED%A0%80",
            ),
            *("id__exact=x", "nope=1", "section__id__exact=1" + "0" * 30, "status__exact=%FF", "_to_field=password"),
            *("q=" + "x" * 3_000, "q=%22%27%5C%25_", "_popup=1&_to_field=x", "_changelist_filters=%25", "source__x=1"),
        ],
    )
    def test_a_list_asked_for_in_any_way_answers(
        self, newsroom: Newsroom, caplog: pytest.LogCaptureFixture, query: str
    ) -> None:
        client = visitor()
        client.force_login(newsroom.admin)
        for model in (
            "articles/article",
            "articles/source",
            "articles/section",
            "articles/image",
            "tags/tag",
            "auth/user",
        ):
            caplog.clear()
            response = client.get(f"/admin/{model}/?{query}")
            examine(caplog, response, f"{model} {query}")

    @pytest.mark.parametrize(
        "key",
        [
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "1" + "0" * 30,
            "1.0",
            "x",
            "_5F",
            "a/b",
            "%2E%2E",
            "add",
        ],
    )
    def test_a_key_that_nothing_has_answers(
        self, newsroom: Newsroom, caplog: pytest.LogCaptureFixture, key: str
    ) -> None:
        client = visitor()
        client.force_login(newsroom.admin)
        for path in (
            "articles/article/{}/change/",
            "tags/tag/{}/delete/",
            "articles/source/{}/history/",
            "auth/user/{}/",
        ):
            caplog.clear()
            examine(caplog, client.get(f"/admin/{path.format(key)}"), f"{path} {key}")
        for path in (f"r/{key}/1/", f"r/1/{key}/", f"auth/user/{key}/password/"):
            caplog.clear()
            assert client.get(f"/admin/{path}").status_code in (302, 404), path

    @pytest.mark.parametrize(
        "query", ["", "app_label=x", "app_label=articles&model_name=x&field_name=y", "term=%ED%A0%80"]
    )
    def test_a_type_ahead_over_nothing_is_refused(
        self, newsroom: Newsroom, caplog: pytest.LogCaptureFixture, query: str
    ) -> None:
        client = visitor()
        client.force_login(newsroom.admin)
        response = client.get(f"/admin/autocomplete/?{query}")
        assert response.status_code == 403
        examine(caplog, response, query)
