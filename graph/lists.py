"""The lists that people keep in CSV files: of aliases, of concepts. Read as spreadsheets write them.

Columns go by their names, in any order and case; cells are parted by commas, semicolons or tabs, as the first line is.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from io import StringIO
from pathlib import Path
from typing import Final

from onrecord.graph.errors import StoreError
from onrecord.graph.tabular import unguarded

DELIMITERS: Final = ",;\t"
SIMILAR: Final = 0.7
"""From here on a name that is not known is taken for a slip: “phrase” for phrases, but not “example”."""
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def read_list(
    path: Path, columns: Sequence[str], needed: Collection[str], error: type[StoreError]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file, each with the number of its last line and a text for each of `columns`.

    Args:
        columns: what the columns may be called; others are passed over, unless they look like a slip for one of these.
        needed: those that have to be there.
        error: what is raised where the file is wrong; its message names file and line.

    Raises:
        StoreError: an `error`.
        OSError: the file cannot be read.
    """
    text = _text(path, error)
    above = 0
    if text.startswith("sep="):  # as Excel reads and writes it
        text, above = text.partition("\n")[2], 1
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda each: (len({*columns} & {*_names(first.split(each))}), first.count(each)))
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = _names(next(reader, []))
        _check(path, names, columns, needed, error)
        for row in reader:
            if any(cell.strip() for cell in row[len(names) :]):
                line, number = reader.line_num + above, len(names)
                raise error(f"{path}, line {line}: it has {len(row)} cells, and there are {number} columns.")
            cells = dict(zip(names, row, strict=False))
            yield reader.line_num + above, {column: unguarded(cells.get(column, "")).strip() for column in columns}
    except csv.Error as wrong:
        raise error(f"{path}, line {reader.line_num + above}: it is not CSV ({wrong}).") from None


def _text(path: Path, error: type[StoreError]) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise error(f"{path}, line {line}: it is not UTF-8: save it as such (in Excel: “CSV UTF-8”).") from None


def _names(cells: Sequence[str]) -> list[str]:
    return [cell.strip(' "').casefold() for cell in cells]


def _check(
    path: Path, names: Sequence[str], columns: Sequence[str], needed: Collection[str], error: type[StoreError]
) -> None:
    """See that all columns are there that are needed, and that none is written wrongly."""
    if not {*needed} <= {*names}:
        found = f"It has {', '.join(filter(None, names))}." if any(names) else "It is empty."
        raise error(f"{path}: the first line has to name the columns: {', '.join(columns)}. {found}")
    for name in names:
        likely = get_close_matches(name, {*columns} - {*names}, 1, SIMILAR) if name not in columns else []
        if likely:
            raise error(f"{path}: the column “{name}” is not known: did you mean {likely[0]}?")
        if name in columns and names.count(name) > 1:
            raise error(f"{path}: two columns are called {name}.")
