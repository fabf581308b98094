"""Whether the files of an index are those that were written: an index with an odd bit in it may answer otherwise."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, Final

CHUNK: Final = 2**20  # bytes

Files = dict[str, list[int]]
"""Of each file by its name: bytes, time of the last change in nanoseconds, and CRC-32."""


def written(folder: Path, before: Any = None) -> Files:
    """Describe the files of an index as they are. Files of ours in the folder, and locks, are none of it.

    Args:
        folder: where the index is.
        before: what this gave earlier; files that look as they did then are not read again.
    """
    known = before if isinstance(before, dict) else {}
    paths = filter(_is_of_index, sorted(folder.iterdir()))
    return {path.name: _described(path, known.get(path.name)) for path in paths}


def _described(path: Path, before: Any) -> list[int]:
    looks = _looks(path)
    return [*looks, before[2] if isinstance(before, list) and before[:2] == looks else _crc(path)]


def are_as_written(folder: Path, files: Any, thoroughly: bool = False) -> bool:
    """Tell whether the files of an index are those described. What looks changed is read: it may have been copied.

    Args:
        folder: where the index is.
        files: what `written` gave.
        thoroughly: read also what looks unchanged.

    Raises:
        OSError: a file cannot be read.
    """
    if not isinstance(files, dict) or {path.name for path in folder.iterdir() if _is_of_index(path)} != files.keys():
        return False
    return all(
        isinstance(before, list)
        and ((_looks(path) == before[:2] and not thoroughly) or [path.stat().st_size, _crc(path)] == before[::2])
        for path, before in ((folder / name, before) for name, before in files.items())
    )


def _is_of_index(path: Path) -> bool:
    return not path.name.startswith(("onrecord.", ".tantivy"))


def _looks(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc
