"""The table of steps in docs/editors.md, made from the one in the code: `python -m tests.steps_table` writes it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

DOC = Path(__file__).parent.parent / "docs/editors.md"
MARKED = re.compile(r"(?<=<!-- steps -->\n).*(?=<!-- end of steps -->)", re.DOTALL)


def table() -> str:
    from articles.roles import ROLES
    from articles.steps import ANY_STATUS, STEPS

    rows = [
        "| step | who may | the story is | the words are | then | it needs |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, step in STEPS.items():
        who = [role for role, permissions in ROLES.items() if step.permission in permissions]
        statuses = () if step.statuses == ANY_STATUS else sorted(step.statuses)
        unseen = ", not seen by readers" if step.unseen else ""
        becomes = [str(state) for state in (step.to_status, step.to_stage) if state]
        needs = [need.__name__.replace("_", " ") for need in step.needs]
        cells = [
            f"**{name}**",
            _listed(who),
            _listed(statuses) + unseen,
            _listed(sorted(step.stages)),
            _listed(dict.fromkeys(becomes)),
        ]
        rows.append(f"| {' | '.join([*cells, _listed(needs)])} |")
    return "\n".join(rows) + "\n"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(map(str, words)) or "any"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    DOC.write_text(MARKED.sub(lambda _: table(), DOC.read_text("utf-8")), "utf-8")
