from collections.abc import Iterator

import pytest

from articles.shelf import empty_shelf


@pytest.fixture(autouse=True)
def _fresh_shelf() -> Iterator[None]:
    """Ids begin anew with each test, so a card of another test's story must not be found."""
    empty_shelf()
    yield
    empty_shelf()


@pytest.fixture(autouse=True)
def _media(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "media"
