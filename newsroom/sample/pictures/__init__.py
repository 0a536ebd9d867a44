"""The pictures of the sample stories, drawn by a program: one house style, another light and view with each seed."""

from newsroom.sample.pictures.drawing import SCENES, draw
from newsroom.sample.pictures.logos import draw_source_logo

__all__ = ["SCENES", "draw", "draw_source_logo"]
