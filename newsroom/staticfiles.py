"""The static files of a deployment: under names that carry their content, style sheets joined, and compressed once."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r"""(?P<matched>@import\s*["'](?P<url>[^"':]+)["'];)""")
IN_ITS_PLACE = "what is imported"


class OnceCompressor(Compressor):
    """A name with a hash never gets another content: what lies compressed beside it is right, and need not be made."""

    def compress(self, path: str) -> list[str]:
        made = [f"{path}{suffix}" for suffix in (".br", ".gz") if Path(f"{path}{suffix}").exists()]
        return made or super().compress(path)  # type: ignore[no-untyped-call]


class JoinedFiles(ManifestStaticFilesStorage):
    """Names carry the content, and a style sheet holds what it imports: no browser waits for one after the other."""

    patterns = (("*.css", ((IMPORT.pattern, IN_ITS_PLACE),)), *ManifestStaticFilesStorage.patterns)

    def url_converter(self, name: str, hashed_files: Any, template: str | None = None, *args: Any) -> Any:
        if template == IN_ITS_PLACE:
            return joined(name)
        return super().url_converter(name, hashed_files, template, *args)


class HashedFiles(JoinedFiles, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Keeps the hashed names only (`WHITENOISE_KEEP_ONLY_HASHED_FILES`), so that all it compresses has one."""

    keep_only_hashed_files = True

    def create_compressor(self, **options: Any) -> Compressor:
        return OnceCompressor(**options)  # type: ignore[no-untyped-call]


def joined(name: str) -> Callable[[re.Match[str]], str]:
    """What an `@import` of this style sheet is replaced by: the sheet that it names, which lies in the same folder."""

    def sheet(found: re.Match[str]) -> str:
        imported = posixpath.join(posixpath.dirname(name), found["url"])
        if "/" in found["url"]:  # as it is: Django gives it its name
            return found["matched"]
        if not (path := finders.find(imported)):
            raise ValueError(f"{name} imports {found['url']}, which is not beside it.")
        return IMPORT.sub(joined(imported), Path(path).read_text(encoding="utf-8"))

    return sheet
