"""What protects readers and the house: headers on every page, nothing inline in any, a start that is safe or none."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from newsroom.middleware import LONGEST_ADDRESS
from tests.environment import EXAMPLE, SETTINGS
from tests.factories import make_user
from tests.html import Element, Page
from tests.newsroom.pages import Newsroom, database_gone, desk_addresses, error_pages, furnish, public_addresses

ROOT = EXAMPLE.parent
DATA = '<script type="application/ld+json">'
STRONG = "k9Zt3vQ8wLr2Xn6Bp1Ys5Hd7Jf4Mg0CaEeUuTiOoRyKlPqNbVcSx"
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """The answer of every address: to readers, to strangers at the desk, to staff, and when something is wrong."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = {name: finished(answer) for name, answer in every_answer(furnish())}
        transaction.set_rollback(True)
    return found


def every_answer(newsroom: Newsroom) -> Iterator[tuple[str, Any]]:
    reader, staff, reporter = Client(raise_request_exception=False), Client(), Client()
    staff.force_login(newsroom.admin)
    reporter.force_login(make_user("Reporter"))
    for name, address in public_addresses(newsroom).items():
        yield name, reader.get(address)
    for name, (address, _) in error_pages(newsroom).items():
        yield name, reader.get(address)
    for name, address in desk_addresses(newsroom).items():
        yield f"{name} to staff", staff.get(address)
    for path in ("/admin/", "/admin/account/sign-in/", "/", "/nowhere"):
        yield f"{path} to a stranger", reader.get(path)
    yield "forbidden", reporter.get("/admin/articles/source/add/")
    yield "form without its token", Client(enforce_csrf_checks=True).post("/admin/account/sign-in/")
    yield "wrong sign-in", reader.post("/admin/account/sign-in/", {"login": "", "password": "y"})
    yield "wrong form", staff.post("/admin/tags/tag/add/", {"name": ""})
    yield "too long", reader.get("/en/" + "x" * LONGEST_ADDRESS)
    yield "wrong host", reader.get("/en/", headers={"Host": "evil.example"})
    with database_gone():
        broken = reader.get("/ko/")
    assert broken.status_code == 503
    yield "broken", broken


def finished(answer: Any) -> Any:
    """Read to its end, where it comes in parts: a file is closed then."""
    if answer.streaming:
        b"".join(answer)
    return answer


def client_of(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.mark.django_db  # so that it comes before the tests that empty the database
class TestHeaders:
    def test_every_answer_has_the_strict_policy(self, answers: dict[str, Any]) -> None:
        for name, answer in answers.items():
            told = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
            framed = "previewpage" in name  # the preview stands in a frame of the desk
            assert told == {**POLICY, **({"frame-ancestors": "'self'"} if framed else {})}, name

    def test_every_answer_says_what_browsers_must_not_do(self, answers: dict[str, Any]) -> None:
        for name, answer in answers.items():
            assert answer.headers["X-Content-Type-Options"] == "nosniff", name
            assert answer.headers["X-Frame-Options"] == ("SAMEORIGIN" if "previewpage" in name else "DENY"), name
            assert answer.headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer"), name
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", name

    def test_no_answer_tells_what_it_runs_on(self, answers: dict[str, Any]) -> None:
        for name, answer in answers.items():
            assert not {"Server", "X-Powered-By"} & set(answer.headers), name


@pytest.mark.django_db
class TestMarkup:
    def test_nothing_on_any_page_is_inline(self, answers: dict[str, Any]) -> None:
        pages = {
            name: answer
            for name, answer in answers.items()
            if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
        }
        assert len(pages) > 50
        for name, answer in pages.items():
            assert not inline(Page.of(answer)), name

    @pytest.mark.parametrize(
        "html",
        [
            "<script>alert(1)</script>",
            '<script type="application/ld+json">{"@graph":[]}<!--</script>',
            '<script type="application/ld+json">{"a":"<b>"}</script>',
            '<script type="application/ld+json">alert(1)</script>',
            '<script type="application/ld+json" id="x">{}</script>',
            '<script type="module">{}</script>',
            '<script type="text/javascript">{}</script>',
            "<style>p { color: red }</style>",
            '<p style="color: red">x</p>',
            '<p onclick="alert(1)">x</p>',
            '<a href=" JavaScript:alert(1)">x</a>',
            '<script src="https://evil.example/x.js"></script>',
            '<iframe src="https://evil.example/"></iframe>',
            '<link rel="stylesheet" href="//evil.example/x.css">',
            '<form action="https://evil.example/"></form>',
            '<base href="https://evil.example/">',
        ],
    )
    def test_what_is_inline_would_be_seen(self, html: str) -> None:
        assert inline(Page(html))

    def test_the_templates_of_ours_have_no_script_that_a_policy_would_stop(self) -> None:
        for file in (ROOT / "templates").rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            for script in re.findall(r"<script\b[^>]*>", text):
                assert "src=" in script or script == DATA, file
            assert text.count(DATA) <= (file.name == "page_head.html"), "one place writes data, and escapes it"


def is_data(element: Element) -> bool:
    """A block that no browser runs, with nothing in it that could end it: JSON without a sign of HTML."""
    words = "".join(child for child in element.children if isinstance(child, str))
    if element.attributes != {"type": "application/ld+json"} or set("<>&\u2028\u2029") & set(words):
        return False
    try:
        return isinstance(json.loads(words), dict)
    except ValueError:
        return False


def inline(page: Page) -> list[str]:
    """What on a page the policy would stop, or would have to allow."""
    found = []
    for element in page:
        is_named = element.attributes.get("rel") in ("canonical", "alternate")  # and not loaded
        linked = element.attributes.get("href") if element.tag == "link" and not is_named else None
        loads = element.attributes.get("src") or linked
        if element.tag in ("script", "style") and element.text and "src" not in element and not is_data(element):
            found.append(f"{element} {element.text[:60]}")
        ours = element.tag == "iframe" and element["src"].startswith("/admin/")  # a preview stands in a frame
        if element.tag in ("iframe", "object", "embed", "base") and not ours:
            found.append(repr(element))
        if any(name == "style" or name.startswith("on") for name in element.attributes):
            found.append(repr(element))
        if any(value.strip().lower().startswith("javascript:") for value in element.attributes.values()):
            found.append(repr(element))
        if loads and not re.match(r"/(?!/)|data:image/", loads):
            found.append(repr(element))
        if element.tag == "form" and re.match(r"\s*(\w+:|//)", element.attributes.get("action", "")):
            found.append(repr(element))
    return found


@pytest.mark.django_db
class TestSigningIn:
    def test_its_cookies_are_for_us_alone(self, client: Client, settings: Settings) -> None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        user = make_user("Reporter")
        user.set_password("a-long-enough-secret")
        user.save()
        page = client.get("/admin/account/sign-in/")
        assert page.cookies["csrftoken"]["httponly"]
        answer = client.post("/admin/account/sign-in/", {"login": user.username, "password": "a-long-enough-secret"})
        assert answer.status_code == 302
        cookie = answer.cookies["sessionid"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")

    @pytest.mark.parametrize(
        "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
    )
    def test_it_leads_to_no_foreign_host(self, client: Client, settings: Settings, target: str) -> None:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        user = make_user("Reporter")
        user.set_password("a-long-enough-secret")
        user.save()
        form = {"login": user.username, "password": "a-long-enough-secret", "next": target}
        assert client.post("/admin/account/sign-in/", form).headers["Location"] == "/admin/"

    def test_a_form_without_its_token_is_refused(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_user("Editor"))
        assert client.post("/admin/tags/tag/add/", {"name": "Treaty"}).status_code == 403


class TestStaticFiles:
    def test_carry_their_content_in_their_name_and_are_kept_for_ever(self, client: Client) -> None:
        for name in ("css/base.css", "js/older.js", "icons/icon.svg", "fonts/newsreader-1.003-latin-600.woff2"):
            address = staticfiles_storage.url(name)
            assert re.search(r"\.[0-9a-f]{12}\.\w+\Z", address), address
            answer = finished(client.get(address))
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"

    def test_one_that_is_not_there_breaks_the_page_and_not_the_reader(self) -> None:
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            staticfiles_storage.url("css/nowhere.css")

    def test_are_stored_that_way_in_production(self) -> None:
        backend = project.STORAGES["staticfiles"]["BACKEND"]
        assert backend == "newsroom.staticfiles.HashedFiles"

    @pytest.mark.parametrize("name", ["js", "css"])
    def test_none_of_ours_asks_a_foreign_host_for_anything(self, name: str) -> None:
        for file in (ROOT / "static" / name).iterdir():
            assert not re.search(r"https?://|url\(\s*['\"]?//", file.read_text(encoding="utf-8")), file.name


ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
def told(response):
    cookies = {name: bool(cookie["secure"]) for name, cookie in response.cookies.items()}
    return {"status": response.status_code, "headers": dict(response.headers), "secure": cookies}
client = Client(headers={"Host": "localhost"})
print(json.dumps({
    "debug": settings.DEBUG,
    "hosts": settings.ALLOWED_HOSTS,
    "plain": told(client.get("/en/hashtag/X/?before=1-1")),
    "health": told(client.get("/health/live")),
    "secure": told(client.get("/admin/account/sign-in/", secure=True)),
    "behind a proxy": told(client.get("/health/live", headers={"X-Forwarded-Proto": "https"})),
    "session": settings.SESSION_COOKIE_SECURE,
}))
"""


def start(tmp_path: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A process of its own that knows no settings but these."""
    (tmp_path / "static").mkdir(exist_ok=True)
    (tmp_path / "static/staticfiles.json").write_text((project.STATIC_ROOT / "staticfiles.json").read_text())
    clean = {name: value for name, value in os.environ.items() if name not in [*SETTINGS, "DATABASE_URL"]}
    env = {
        **clean,
        "ENV_FILE": "",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        **environment,
    }
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def by_default(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a process answers that was started with a secret and nothing else."""
    started = start(tmp_path_factory.mktemp("default"), ASK, SECRET_KEY=STRONG)
    assert started.returncode == 0, started.stderr
    return json.loads(started.stdout)


class TestStarting:
    @pytest.mark.parametrize(
        "secret",
        ["", "short", "a" * 60, "abcd" * 20, "django-insecure-" + STRONG, STRONG[:49]],
        ids=["none", "short", "one letter", "four letters", "the one of startproject", "49 characters"],
    )
    def test_is_refused_on_a_secret_that_somebody_could_guess(self, tmp_path: Path, secret: str) -> None:
        started = start(tmp_path, "import newsroom.settings", SECRET_KEY=secret)
        assert started.returncode != 0
        assert "SECRET_KEY must be at least 50 random characters" in started.stderr

    def test_is_refused_on_an_old_secret_that_somebody_could_guess(self, tmp_path: Path) -> None:
        started = start(tmp_path, "import newsroom.settings", SECRET_KEY=STRONG, SECRET_KEY_FALLBACKS="weak")
        assert "SECRET_KEY must be" in started.stderr

    def test_checks_itself_before_any_address_was_asked_for(self, tmp_path: Path) -> None:
        """Checks run in any order, and those of the desk look at its addresses: all that they are made of is known."""
        script = (
            "import django; django.setup(); from articles.desk.checks import screens_keep_the_rules; "
            "assert not screens_keep_the_rules(None)"
        )
        started = start(tmp_path, script, SECRET_KEY=STRONG)
        assert started.returncode == 0, started.stderr

    def test_shows_no_errors_to_readers_and_answers_this_machine_only(self, by_default: Any) -> None:
        assert by_default["debug"] is False
        assert by_default["hosts"] == ["localhost", "127.0.0.1", "[::1]"]

    def test_leads_to_tls(self, by_default: Any) -> None:
        assert by_default["plain"]["status"] == 301
        assert by_default["plain"]["headers"]["Location"] == "https://localhost/en/hashtag/X/?before=1-1"
        assert by_default["health"]["status"] == 200

    def test_is_for_ever_secure_once_it_was(self, by_default: Any) -> None:
        told = by_default["secure"]["headers"]["Strict-Transport-Security"]
        assert told == "max-age=31536000; includeSubDomains; preload"
        assert by_default["secure"]["secure"] == {"__Host-csrf": True}
        assert by_default["session"] is True

    def test_believes_no_stranger_that_a_request_was_secure(self, by_default: Any) -> None:
        assert "Strict-Transport-Security" not in by_default["behind a proxy"]["headers"]

    def test_behind_a_proxy_it_believes_the_proxy(self, tmp_path: Path) -> None:
        started = start(tmp_path, ASK, SECRET_KEY=STRONG, BEHIND_PROXY="on")
        assert "Strict-Transport-Security" in json.loads(started.stdout)["behind a proxy"]["headers"]
