"""The scenes, one a file: each draws on a canvas what chance makes of it."""
