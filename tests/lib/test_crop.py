"""Where a picture is cut: never out of bounds, exactly in the ratio, as large as can be, with the point in view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import shapes
from newsroom.lib.crop import box, largest

SIDES = st.integers(1, 16_383)
RATIOS = st.sampled_from([shape.ratio for shape in shapes.SHAPES.values() if shape.ratio])
PER_CENT = st.integers(0, 100)


@given(width=SIDES, height=SIDES, ratio=RATIOS, focal=st.tuples(PER_CENT, PER_CENT))
def test_a_part_is_inside_and_exactly_in_the_ratio(
    width: int, height: int, ratio: tuple[int, int], focal: tuple[int, int]
) -> None:
    part = box(width, height, ratio, focal)
    assert 0 <= part.left <= part.right <= width
    assert 0 <= part.top <= part.bottom <= height
    part_width, part_height = part.size
    assert part_width * ratio[1] == part_height * ratio[0]


@given(width=SIDES, height=SIDES, ratio=RATIOS)
def test_none_is_larger(width: int, height: int, ratio: tuple[int, int]) -> None:
    part_width, part_height = largest(width, height, ratio)
    assert part_width + ratio[0] > width or part_height + ratio[1] > height


@given(width=SIDES, height=SIDES, ratio=RATIOS, focal=st.tuples(PER_CENT, PER_CENT))
def test_the_focal_point_stays_in_view(width: int, height: int, ratio: tuple[int, int], focal: tuple[int, int]) -> None:
    part = box(width, height, ratio, focal)
    if part.size != (0, 0):
        x, y = width * focal[0] / 100, height * focal[1] / 100
        assert part.left - 1 <= x <= part.right + 1
        assert part.top - 1 <= y <= part.bottom + 1


@pytest.mark.parametrize(("focal", "left"), [(0, 0), (25, 150), (50, 300), (100, 600)])
def test_it_is_as_far_from_the_edges_as_the_point(focal: int, left: int) -> None:
    assert box(900, 300, (1, 1), (focal, 50)) == (left, 0, left + 300, 300)


@given(width=SIDES, height=SIDES, shape=st.sampled_from(list(shapes.SHAPES)))
def test_the_sizes_of_a_shape_are_exact_and_never_larger_than_the_picture(width: int, height: int, shape: str) -> None:
    ratio, widths = shapes.SHAPES[shape]
    sizes = shapes.sizes(shape, width, height)
    assert len(sizes) <= len(widths)
    assert sizes == sorted(set(sizes))
    for one, high in sizes:
        assert 0 < one <= width
        assert 0 < high <= height
        if ratio:
            assert one * ratio[1] == high * ratio[0]
    if ratio is None:
        assert sizes
