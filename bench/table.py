"""The figures as a table: Markdown, set so that a terminal shows it well."""

from collections.abc import Sequence

HEAD = "page", "stories", "requests/s", "p50 ms", "p99 ms", "CPU ms", "of the smallest", "queries (cold)", "kB"


def table(rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, the figures to the right."""
    widths = [max(len(row[place]) for row in [HEAD, *rows]) for place in range(len(HEAD))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join("| " + " | ".join(_cells(row, widths)) + " |" for row in [HEAD, rule, *rows])


def _cells(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
