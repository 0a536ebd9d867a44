"""How properties are looked into by hypothesis: the same examples each time, so that no build fails by chance."""

from hypothesis import settings

moderately = settings(max_examples=200, deadline=None, database=None, derandomize=True)
