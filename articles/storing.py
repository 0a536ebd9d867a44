"""The storage of pictures, by its API alone: it may be a folder or somebody's cloud."""

from contextlib import suppress

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def store(name: str, data: bytes) -> None:
    """Under exactly this name. What a killed process left there may be half a file: it is replaced."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def listed(folder: str) -> tuple[list[str], list[str]]:
    """The names of the folders and of the files in it; none where there is no such folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return sorted(folders), sorted(files)


def remove_folder(name: str) -> None:
    """Once it is empty; a storage that knows no folders has nothing to do."""
    with suppress(OSError):
        default_storage.delete(name)
