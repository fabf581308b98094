"""The articles that lines are from: in a line itself, or in the file that it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.extract.document import FINGERPRINT, Document
from onrecord.extract.lines.line import Line
from onrecord.extract.reading import Remark, read


class Texts:
    """Finds the text of one article after the other. The file that was read last is kept open."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._file = _File([])

    def of(self, lines: Sequence[Line]) -> str:
        """Find the text of an article: that of the first of its lines which has one, else that of its file.

        Raises:
            InputError: neither is there; the message says what is missing.
        """
        for line in lines:
            if line.text is not None:
                return line.text
        line = lines[0]
        given = line.document.get("path")
        if not isinstance(given, str):
            raise line.wrong("its article is not known: give document.text or document.path")
        path = next((path for path in (Path(given), line.folder / given) if _is_file(path)), None)
        if path is None:
            raise line.wrong(f"its article cannot be read from {given}: there is no such file")
        if path != self._path:
            self._path, self._file = path, _File([path])
        text = self._file.text(line.id)
        if text is not None:
            return text
        if not self._file.number:
            raise line.wrong(f"its article cannot be read from {path}: {'; '.join(self._file.reasons)}")
        raise line.wrong(f"{path} has no article {line.id}; if its text has changed since, extract it again")


class _File:
    """The articles of a file. It is read on as long as they are asked for in its own order, which is what `onrecord
    extract` keeps; when one is asked for that was passed over, all are read again and held.

    Attributes:
        number: how many articles have been read.
        reasons: why others were not.
    """

    def __init__(self, paths: list[Path]) -> None:
        self.number = 0
        self.reasons: list[str] = []
        self._paths = paths
        self._rest = read(paths)
        self._passed: set[int] = set()
        self._first: Document | None = None
        self._held: dict[str, str] | None = None

    def text(self, id: str) -> str | None:
        """The text of an article, None if it is not there. Under an id of its own it may be the only one there."""
        if self._held is None and hash(id) in self._passed:
            self._held = {item.id: item.text for item in read(self._paths) if isinstance(item, Document)}
        if self._held is not None:
            return self._held.get(id)
        for item in self._rest:
            if isinstance(item, Remark):
                self.reasons.append(item.reason)
                continue
            self.number += 1
            self._first = self._first or item
            self._passed.add(hash(item.id))
            if item.id == id:
                return item.text
        is_only = self._first is not None and self.number == 1 and not id.startswith(FINGERPRINT)
        return self._first.text if self._first and is_only else None


def _is_file(path: Path) -> bool:
    """Whether a path that a line names is a file: no device, no pipe, and no path that cannot be one."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
