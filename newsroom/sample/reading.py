"""The files of the sample newsroom, read: `newsroom.toml` for the house, one Markdown-like file a story."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

HERE = Path(__file__).parent
FENCE = "+++\n"


@dataclass(frozen=True)
class House:
    """The house as in `newsroom.toml`: each list holds the tables of that name."""

    sources: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    tags: list[dict[str, Any]]
    people: list[dict[str, Any]]

    @classmethod
    def read(cls) -> Self:
        return cls(**tomllib.loads((HERE / "newsroom.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Story:
    """A story's front matter (its keys are these fields) and its body as HTML. `hours_ago` < 0 lies in the future.

    `picture` is a scene that `sample.pictures` can draw; `take` says which of the many drawings of it was chosen.
    """

    name: str
    headline: str
    source: str
    section: str
    hours_ago: float
    body: str
    state: str = "published"
    standfirst: str = ""
    tags: list[str] = field(default_factory=list)
    byline: str = ""
    language: str = "en"
    picture: str = ""
    take: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    url: str = ""
    author: str = ""
    note: str = ""
    correction: str = ""
    wrong: dict[str, str] = field(default_factory=dict)  # what the correction put right: as it is, as it was

    @property
    def first_body(self) -> str:
        """As it was first published."""
        body = self.body
        for right, wrong in self.wrong.items():
            assert right in body, f"{self.name}: “{right}” is not in the text."
            body = body.replace(right, wrong)
        return body

    @classmethod
    def read(cls, path: Path) -> Self:
        _, matter, body = path.read_text(encoding="utf-8").split(FENCE, 2)
        return cls(name=path.stem, body=body, **tomllib.loads(matter))


def stories() -> list[Story]:
    """All stories, oldest first: the order in which a newsroom would have published them."""
    found = [Story.read(path) for path in sorted((HERE / "stories").glob("*.md"))]
    return sorted(found, key=lambda story: -story.hours_ago)
