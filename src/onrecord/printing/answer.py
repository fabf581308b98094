"""What a command answers, apart from how the answer is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from onrecord.graph.lookups import Card, Shown
    from onrecord.graph.model.description import Model

Format = Literal["table", "json", "jsonl", "csv", "xlsx"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Bars:
    """A chart of periods: a bar for each, with the claims by and about someone of this name, of another if given."""

    name: str
    other: str = ""


@dataclass(frozen=True)
class ByMonth:
    """Statements under a heading for each month, which tells what is new in it."""


@dataclass(frozen=True)
class Pairs:
    """Denials, each beside the claims that it may answer."""


@dataclass(frozen=True)
class SideBySide:
    """A chart of statements: those of two speakers of these names, each in a column of their own."""

    one: str
    other: str


@dataclass(frozen=True)
class Answer:
    """What a command found, ready to be printed in any format.

    Attributes:
        rows: what was found, one mapping a row.
        columns: the names of all columns; JSON and CSV have them all.
        brief: the columns of the table, all if empty.
        heading: a line over the table.
        nothing: the sentence for when there are no rows.
        card: the one thing that was asked for, drawn in place of a table; JSON is then one object instead of a list.
        chart: how the rows are drawn in place of a table.
        links: what the columns of each claim in a row begin with, "" where a row is a claim. Such a row gets a column
            `link`, with the address of the words on the publisher's page, where somebody can use it.
        titles: the columns of articles' titles, each with that of the article's id. A table calls an article without a
            title by its first words.
        asked: the columns are those of a user's own query, and mean nothing, whatever they are called.
    """

    rows: Iterable[Row]
    columns: Sequence[str]
    brief: Sequence[str] = ()
    heading: str = ""
    nothing: str = "Nothing was found."
    card: Card | Shown | Model | Row | None = None
    chart: Bars | ByMonth | Pairs | SideBySide | None = None
    links: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    asked: bool = False
