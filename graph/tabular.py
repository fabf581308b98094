"""Answers as rows of plain values: dictionaries for JSON and CSV, and pandas tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TextIO, TypeVar, get_type_hints

from onrecord.graph.errors import MissingLibrary

if TYPE_CHECKING:
    import pandas
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

_TAKEN_FOR_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""What Excel takes for a formula; with apostrophes before it, since those would be taken for the one of `guarded`."""

FLATTENED = "statement"
"""The field of a dataclass whose own fields stand in its place in a row.

So do those of a field whose metadata has a "prefix", which their names then begin with.
"""


class Answers(list[Record], Generic[Record]):
    """A list of answers of one kind, all dataclasses.

    Attributes:
        kind: the dataclass, which is known even if the list is empty.
    """

    def __init__(self, found: Iterable[Record], kind: type[Record]) -> None:
        super().__init__(found)
        self.kind = kind

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give each answer as a dictionary of plain values, as the command line prints it in JSON."""
        return [as_row(record) for record in self]

    def to_pandas(self) -> pandas.DataFrame:
        """Give a pandas table with a row for each answer and a column for each field; days are datetime64.

        Raises:
            MissingLibrary: pandas is not installed.
        """
        return data_frame(self.to_dicts(), columns(self.kind), days(self.kind))


class _Lines:
    """A file of CSV whose lines end as those of Unix do."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.removesuffix("\r\n") + "\n")


def csv_writer(file: TextIO) -> Any:
    """Make a `csv.writer` whose rows are read back as they were, also where a cell has a carriage return in it.

    The writer puts a cell in quotation marks for one only where lines end with it.
    """
    return csv.writer(_Lines(file), lineterminator="\r\n")


def columns(kind: type) -> tuple[str, ...]:
    """The names of the columns of answers of this kind."""
    return tuple(column for field in fields(kind) for column in _of_field(kind, field, columns, [field.name]))


def days(kind: type) -> tuple[str, ...]:
    """The names of those columns that hold days of publication."""
    return tuple(
        column
        for field in fields(kind)
        for column in _of_field(kind, field, days, [field.name] if str(field.type).startswith("Date") else [])
    )


def _of_field(
    kind: type, field: Field[Any], of: Callable[[type], Sequence[str]], otherwise: Sequence[str]
) -> Sequence[str]:
    """The columns that stand for a field: those `of` its own type, or itself."""
    prefix = _prefix(field)
    return otherwise if prefix is None else [prefix + column for column in of(_hints(kind)[field.name])]


def as_row(record: DataclassInstance) -> dict[str, Any]:
    """An answer as a dictionary with the columns of its kind."""
    row: dict[str, Any] = {}
    for name, prefix in _parts(type(record)):
        value = getattr(record, name)
        if prefix is None:
            row[name] = _plain(value)
        else:
            row |= {prefix + column: part for column, part in as_row(value).items()}
    return row


def guarded(text: str) -> str:
    """The text of a CSV field that Excel takes for text: one that begins like a formula gets an apostrophe before it.

    `unguarded` takes the apostrophe off, so that what is read back is what was written.

    >>> guarded("=1+1"), guarded("plain"), unguarded(guarded("'=1"))
    ("'=1+1", 'plain', "'=1")
    """
    return f"'{text}" if _TAKEN_FOR_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text[:1] == "'" and _TAKEN_FOR_FORMULA.match(text[1:]) else text


def data_frame(
    rows: Sequence[Mapping[str, Any]] | Sequence[Sequence[Any]], columns: Sequence[str], days: Sequence[str] = ()
) -> pandas.DataFrame:
    """A pandas table of rows; the columns `days` become datetime64.

    Raises:
        MissingLibrary: pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise MissingLibrary("A table of pandas", "pandas", "pip install pandas") from None
    frame = pandas.DataFrame(rows, columns=list(columns))
    return frame.assign(**{day: pandas.to_datetime(frame[day]) for day in days})


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return as_row(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


@cache
def _parts(kind: type[DataclassInstance]) -> tuple[tuple[str, str | None], ...]:
    return tuple((field.name, _prefix(field)) for field in fields(kind))


def _prefix(field: Field[Any]) -> str | None:
    """What the names of the columns begin with that stand for a field; None for a field that is a column itself."""
    prefix: str | None = field.metadata.get("prefix", "" if field.name == FLATTENED else None)
    return prefix


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
