"""Plain functions that write a file of stories and bring it in."""

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

from articles.models import Article, Correction, Event, Image, Revision, Section, Source
from articles.transfer.batches import OUTCOMES
from tags.models import Tag, Tagging


@dataclass
class Told:
    """What the command told: its numbers, the reason of each refused line by place, and the exit status."""

    status: int = 0
    numbers: tuple[int, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)


def story(id: Any = "1", **fields: Any) -> dict[str, Any]:
    """A line that is in order; a field of `None` is left out."""
    line = {
        "id": id,
        "source": "The Skerry Post",
        "section": "Sea",
        "published": "2026-03-01T09:00:00Z",
        "headline": f"Story {id}",
        "body": f"<p>The text of story {id}.</p>",
        **fields,
    }
    return {name: value for name, value in line.items() if value is not None}


def write(path: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    """A file with these lines; text and bytes stand as they are."""
    with path.open("wb") as file:
        for line in lines:
            raw = json.dumps(line) if isinstance(line, dict) else line
            file.write((raw.encode() if isinstance(raw, str) else raw) + b"\n")
    return path


def bring_in(*files: Path | str, **options: Any) -> Told:
    """Run `import_articles --json`."""
    out = io.StringIO()
    told = Told()
    try:
        call_command("import_articles", *map(str, files), json=True, stdout=out, **options)
    except SystemExit as ended:
        told.status = int(ended.code or 0)
    except CommandError as error:
        return Told(status=error.returncode)
    report = json.loads(out.getvalue())
    told.numbers = tuple(report[outcome] for outcome in OUTCOMES)
    told.refused = {line["line"]: line["reason"] for line in report["refused_lines"]}
    return told


def bring_in_lines(folder: Path, *lines: dict[str, Any] | str | bytes, **options: Any) -> Told:
    return bring_in(write(folder / "stories.jsonl", *lines), **options)


def newsroom() -> dict[str, list[Any]]:
    """All that an import can write, but keys and the moments of writing."""
    passing = {"id", "at", "created_at", "updated_at", "added_at"}

    def rows(objects: Iterable[Any]) -> list[Any]:
        return sorted(
            repr(
                {
                    field.name: str(getattr(row, field.name))
                    for field in row._meta.local_concrete_fields
                    if field.name not in passing
                }
            )
            for row in objects
        )

    models: tuple[Any, ...] = (Article, Revision, Event, Correction, Image, Section, Source, Tag, Tagging)
    return {model.__name__: rows(model.objects.all()) for model in models}
