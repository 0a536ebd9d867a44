"""A row of numbers as a small line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.lib.sparkline import HEIGHT, MARGIN, WIDTH, sparkline
from tests.properties import moderately

FLOOR = HEIGHT - MARGIN


def points(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", line)]


def test_it_runs_from_left_to_right_the_largest_at_the_top_and_zero_at_the_bottom() -> None:
    drawn = sparkline([0, 2, 4])
    assert points(drawn.line) == [(MARGIN, FLOOR), (WIDTH / 2, HEIGHT / 2), (WIDTH - MARGIN, MARGIN)]
    assert drawn.end == (WIDTH - MARGIN, MARGIN)


def test_the_area_is_what_lies_under_the_line() -> None:
    drawn = sparkline([1, 3])
    assert drawn.area == f"{drawn.line}V{FLOOR}H{MARGIN}Z"


@pytest.mark.parametrize("numbers", [[0, 0], [0] * 14])
def test_nothing_at_all_is_a_line_on_the_floor(numbers: list[int]) -> None:
    assert {y for _x, y in points(sparkline(numbers).line)} == {FLOOR}


@moderately
@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=60))
def test_it_stays_inside_and_has_a_point_for_each(numbers: list[int]) -> None:
    found = points(sparkline(numbers).line)
    assert len(found) == len(numbers)
    assert all(MARGIN <= x <= WIDTH - MARGIN and MARGIN <= y <= FLOOR for x, y in found)
