"""Audit the newsroom that `make demo` serves meanwhile (in another terminal), and print one table.

Lighthouse looks at three pages as on a phone, axe-core at a page of every kind in both schemes, the Nu HTML checker at
the markup of all. They come from npm when this runs, and are kept in `var/audit`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

HERE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
KEPT = Path("var") / "audit"
PACKAGES = ("lighthouse@12.8.2", "axe-core@4.14.1", "vnu-jar@26.9.27")
SPEED = "performance"
CHROMIUM = "/usr/bin/chromium"
# How quickly a page loads is a timing, so a busy machine lowers it: the best of three is told, and a little less than
# all points is no reason to stop. The other marks are what they are.
TRIES, QUICK = 3, 95
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
BEGIN = ["/en/", "/ko/", "/en/nowhere/"]
HASHTAG = "/en/hashtag/HarbourFerryAgreement/"
STORY = re.compile(r"/en/article/\d+/")
ERRORS = (404, 410)  # these answer pages, too


class Failed(Exception):
    """A tool gave no answer; the message is what it said instead."""


class Row(NamedTuple):
    tool: str
    page: str
    result: str
    good: bool


def main() -> None:
    if absent := [tool for tool in ("node", "npm", "java", CHROMIUM) if shutil.which(tool) is None]:
        print(f"No audit here: {', '.join(absent)} is missing (Debian: nodejs npm default-jre-headless chromium).")
        return
    pages = dict(walk())
    try:
        install()
        rows = [*lighthouse(pages), *axe(pages), *markup(pages)]
    except Failed as failed:
        sys.exit(str(failed))
    wide = max(len(row.page) for row in rows)
    for row in rows:
        print(f"{'' if row.good else '!':1} {row.tool:<12} {row.page:<{wide}}  {row.result}")
    if not all(row.good for row in rows):
        sys.exit(1)


def walk() -> Iterator[tuple[str, str]]:
    """The address and the markup of one page of each kind that links lead to."""
    waiting, kinds = [*BEGIN, HASHTAG], set[str]()
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in kinds or (html := fetched(path)) is None:
            continue
        kinds.add(kind_of(path))
        yield path, html
        links = (urldefrag(urljoin(HERE + path, link))[0] for link in re.findall(r'<a\b[^>]*\shref="([^"]*)"', html))
        waiting += [link.removeprefix(HERE).replace("&amp;", "&") for link in links if link.startswith(f"{HERE}/")]


def kind_of(path: str) -> str:
    """`/en/hashtag/A/` and `/en/hashtag/B/` are pages of one kind, `/en/hashtag/A+B/` is another."""
    parts = urlsplit(path)
    language, *rest = parts.path.strip("/").split("/")
    asked = ",".join(sorted(pair.partition("=")[0] for pair in parts.query.split("&")))
    return f"{language}/{'/'.join(rest[:1])}/{len(rest)}{'+' * ('+' in parts.path)}?{asked}"


def fetched(path: str) -> str | None:
    """The page, if it is one for readers."""
    if path.startswith(("/admin/", "/static/", "/media/")):
        return None
    try:
        with urlopen(HERE + path, timeout=30) as answer:  # noqa: S310  the address begins with http:
            return read(answer)
    except HTTPError as error:
        return read(error) if error.code in ERRORS else None
    except URLError:
        sys.exit(f"Nothing answers at {HERE}: run `make demo` in another terminal first.")


def read(answer: Any) -> str | None:
    return answer.read().decode() if answer.headers.get_content_type() == "text/html" else None


def install() -> None:
    if not (KEPT / "node_modules" / "axe-core").exists():
        run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(KEPT), *PACKAGES)


def lighthouse(pages: dict[str, str]) -> Iterator[Row]:
    story = next(path for path in pages if STORY.match(path))
    for path in ("/en/", HASHTAG, story):
        scores, wrong = best_scores(path)
        told = "/".join(map(str, scores.values())) + (f" ({', '.join(wrong)})" if wrong else "")
        yield Row("Lighthouse", path, told, all(of >= (QUICK if name == SPEED else 100) for name, of in scores.items()))


def best_scores(path: str) -> tuple[dict[str, int], list[str]]:
    """The first without a fault, else the quickest. A try that comes to nothing is one of the three."""
    found, told = [], ""
    for _ in range(TRIES):
        try:
            found.append(scores_of(path))
        except Failed as failed:
            told = str(failed)
        else:
            if set(found[-1][0].values()) == {100}:
                break
    if not found:
        raise Failed(told)
    return max(found, key=lambda one: one[0][SPEED])


def scores_of(path: str) -> tuple[dict[str, int], list[str]]:
    """Of each category, and what took points off."""
    report = json.loads(
        run(
            str(KEPT / "node_modules" / ".bin" / "lighthouse"),
            HERE + path,
            "--quiet",
            "--output=json",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
            env={**os.environ, "CHROME_PATH": CHROMIUM},
        )
    )
    scores = {name: round(100 * (of["score"] or 0)) for name, of in report["categories"].items()}
    weighed = (ref["id"] for of in report["categories"].values() for ref in of["auditRefs"] if ref["weight"])
    marks = {name: report["audits"][name]["score"] for name in weighed}
    wrong = [name for name, mark in marks.items() if mark is not None and mark < 1]
    return scores, wrong


def axe(pages: dict[str, str]) -> Iterator[Row]:
    source = (KEPT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for scheme, width in (("light", 390), ("dark", 1280)):
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
            page = context.new_page()
            for path in pages:
                found = violations(page, path, source)
                yield Row(f"axe, {scheme}", path, "; ".join(found) or "no violation", not found)
        browser.close()


def violations(page: Page, path: str, source: str) -> list[str]:
    page.goto(HERE + path)
    page.evaluate(source)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']} at {', '.join(node['target'][0] for node in one['nodes'][:3])}" for one in found]


def markup(pages: dict[str, str]) -> Iterator[Row]:
    """As it is sent, before any script."""
    (folder := KEPT / "pages").mkdir(parents=True, exist_ok=True)
    files = {str((folder / f"{number}.html").resolve()): path for number, path in enumerate(pages)}
    for file, path in files.items():
        Path(file).write_text(pages[path], encoding="utf-8")
    jar = KEPT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    told = run("java", "-jar", str(jar), "--format", "json", "--exit-zero-always", "--stdout", *files)
    found: dict[str, list[str]] = {path: [] for path in pages}
    for message in json.loads(told)["messages"]:
        if message["type"] == "error":
            told_once = re.sub("“[^”]*”", "“…”", message["message"])
            found[files[message["url"].removeprefix("file:")]].append(told_once)
    for path, errors in found.items():
        yield Row("Nu", path, "; ".join(dict.fromkeys(errors)) or "no error", not errors)


def run(*command: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"{' '.join(command[:2])} failed:\n{done.stderr or done.stdout}")
    return done.stdout


if __name__ == "__main__":
    main()
