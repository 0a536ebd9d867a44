"""The library of pictures: its screen, bringing pictures in, putting another in the place of one, showing the files."""

from articles.admin.images.screen import ImageAdmin

__all__ = ["ImageAdmin"]
