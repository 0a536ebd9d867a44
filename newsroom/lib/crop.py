"""Where a picture is cut so that a shape comes out exactly. Pure geometry, in whole pixels."""

from typing import NamedTuple


class Box(NamedTuple):
    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        return self.right - self.left, self.bottom - self.top


def largest(width: int, height: int, ratio: tuple[int, int]) -> tuple[int, int]:
    """The size of the largest part of exactly this ratio; (0, 0) where the picture is too small for one."""
    across, down = ratio
    times = min(width // across, height // down)
    return times * across, times * down


def box(width: int, height: int, ratio: tuple[int, int], focal: tuple[int, int]) -> Box:
    """The largest part of this ratio that is as far from each edge as the focal point is, in per cent.

    So the point stays in view, and stands in the part where it stands in the picture: what `object-position` shows.
    """
    part_width, part_height = largest(width, height, ratio)
    left = _before(width - part_width, focal[0])
    top = _before(height - part_height, focal[1])
    return Box(left, top, left + part_width, top + part_height)


def _before(room: int, per_cent: int) -> int:
    return (room * per_cent + 50) // 100
