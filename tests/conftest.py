from collections.abc import Iterator

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from articles import renditions
from articles.models import Image
from articles.shelf import empty_shelf


@pytest.fixture(autouse=True)
def _fresh_shelf() -> Iterator[None]:
    """Ids begin anew with each test, so a card of another test's story must not be found."""
    empty_shelf()
    yield
    empty_shelf()


@pytest.fixture(autouse=True)
def _no_language() -> Iterator[None]:
    """A thread keeps the language of its last request; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _media(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _tasks_at_once(settings) -> None:  # type: ignore[no-untyped-def]
    """A task runs when it is enqueued; tests of the queue itself say so."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[Image]:
    """The pictures whose renditions were ordered. Making them takes a second each: tests of them do it themselves."""
    pictures: list[Image] = []
    monkeypatch.setattr(renditions, "order", pictures.append)
    return pictures


@pytest.fixture(scope="session", autouse=True)
def _static(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The static files as a deployment has them, under names with a hash; only compressing them would take seconds."""
    hashed = {"BACKEND": "newsroom.staticfiles.JoinedFiles"}
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        with override_settings(STORAGES={**project.STORAGES, "staticfiles": hashed}):
            call_command("collectstatic", interactive=False, verbosity=0)
        yield
