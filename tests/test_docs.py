"""What the documents say is true: commands exist with the options shown, links lead somewhere, tables are in step."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.environment import EXAMPLE
from tests.steps_table import DOC, MARKED, table

ROOT = EXAMPLE.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMAND = re.compile(r"manage\.py ([a-z_]+)([^`\n;|]*)")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Name and words of every `manage.py …` in code; what is optional or stands for something is left out."""
    for code in re.findall(r"`([^`\n]+)`|^ {4}(.+)$", text, re.MULTILINE):
        for name, words in COMMAND.findall("".join(code)):
            yield name, shlex.split(re.sub(r"[\[\]…]", " ", words), comments=True)


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_command_is_there_with_the_options_that_are_shown(document: Path) -> None:
    for name, words in commands(document.read_text("utf-8")):
        assert name in get_commands(), f"{name} is no command"
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        known = {option for action in parser._actions for option in action.option_strings}
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_make_target_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:`|^ {4})(?:[A-Z_]+=\S+ )*make ([a-z-]+)", document.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_link_within_the_project_leads_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for address in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = address.partition("#")
        if "://" in address:
            continue
        target = document.parent / path if path else document
        assert target.exists(), address
        if anchor:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, (
                address
            )


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_every_file_that_is_named_in_code_is_there(document: Path) -> None:
    for name in re.findall(
        r"`((?:articles|tags|newsroom|docs|tests|static|templates)/[\w./-]*)`", document.read_text("utf-8")
    ):
        assert (ROOT / name).exists(), name


def test_the_editors_table_of_steps_is_that_of_the_code() -> None:
    shown = MARKED.search(DOC.read_text("utf-8"))
    assert shown
    assert shown[0] == table(), "python -m tests.steps_table"


def test_every_command_of_ours_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    ours = [name for name, app in get_commands().items() if app in ("articles", "tags", "newsroom")]
    assert len(ours) >= 5
    for name in ours:
        with pytest.raises(SystemExit) as ended:
            load_command_class(get_commands()[name], name).run_from_argv(["manage.py", name, "--help"])
        assert ended.value.code == 0
        assert "Example: " in capsys.readouterr().out, name


def test_the_operators_table_names_every_command_of_ours() -> None:
    ours = {name for name, app in get_commands().items() if app in ("articles", "tags", "newsroom")}
    told = set(re.findall(r"^\| `manage\.py (\w+)", (ROOT / "docs/operators.md").read_text("utf-8"), re.MULTILINE))
    assert told == ours
