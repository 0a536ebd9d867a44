"""The static files of a deployment: under names that carry their content, and compressed once."""

from pathlib import Path
from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class OnceCompressor(Compressor):
    """A name with a hash never gets another content: what lies compressed beside it is right, and need not be made."""

    def compress(self, path: str) -> list[str]:
        made = [f"{path}{suffix}" for suffix in (".br", ".gz") if Path(f"{path}{suffix}").exists()]
        return made or super().compress(path)  # type: ignore[no-untyped-call]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Keeps the hashed names only (`WHITENOISE_KEEP_ONLY_HASHED_FILES`), so that all it compresses has one."""

    keep_only_hashed_files = True

    def create_compressor(self, **options: Any) -> Compressor:
        return OnceCompressor(**options)  # type: ignore[no-untyped-call]
