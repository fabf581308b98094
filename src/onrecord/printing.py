"""How answers are printed: tables for people, JSON, JSON Lines and CSV for programs, a claim marked in its sentence.

Colour and progress bars are for a terminal only. rich is imported where something is drawn, not before.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date as Date
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from rich.console import Console, RenderableType

    from onrecord.graph.lookups import Card, Ranked, Shown
    from onrecord.graph.model.description import Model

Format = Literal["table", "json", "jsonl", "csv"]
Row = Mapping[str, Any]
Item = TypeVar("Item")

PIPE_WIDTH = 120
"""Characters a line of a table where there is no terminal to ask (COLUMNS, if set, goes before)."""

SHORT = 16
"""Characters that a cell may have without being wrapped: an id of a claim."""

NARROW = 20
"""Characters a line in all columns of a table but the widest, which has what is left."""

_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Answer:
    """What a command found, ready to be printed in any format.

    Attributes:
        rows: what was found, one mapping a row.
        columns: the names of all columns; JSON and CSV have them all.
        brief: the columns of the table, all if empty.
        heading: a line over the table.
        nothing: the sentence for when there are no rows.
        card: draws the one thing that was asked for, in place of a table; JSON then is one object, not a list.
        chart: draws the rows, in place of a table.
    """

    rows: Iterable[Row]
    columns: Sequence[str]
    brief: Sequence[str] = ()
    heading: str = ""
    nothing: str = "Nothing was found."
    card: Callable[[Console], Iterable[RenderableType]] | None = None
    chart: Callable[[Console, Sequence[Row]], Iterable[RenderableType]] | None = None


def row(record: DataclassInstance) -> dict[str, Any]:
    """A dataclass as a row."""
    return asdict(record)


def write(answer: Answer, output: Format) -> None:
    """Print an answer to standard output; that nothing was found is said on standard error."""
    rows = iter(answer.rows)
    first = next(rows, None)
    found = [] if first is None else chain([first], rows)
    _WRITERS[output](answer, found)
    if first is None:
        note(answer.nothing)


def note(sentence: str) -> None:
    """Say something to the user beside the output."""
    print(sentence, file=sys.stderr)


def plural(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def on_terminal() -> bool:
    """Whether standard output is read by a person at a terminal."""
    return sys.stdout.isatty()


# Formats


def _write_jsonl(_: Answer, rows: Iterable[Row]) -> None:
    for each in rows:
        print(_json(each))


def _write_json(answer: Answer, rows: Iterable[Row]) -> None:
    if answer.card:
        for each in rows:
            print(_json(each, indent=2))
        return
    separator = "["
    for each in rows:
        print(separator, _json(each, indent=2), sep="\n", end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def _write_csv(answer: Answer, rows: Iterable[Row]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_field(each[column]) for column in answer.columns] for each in rows)


def _write_table(answer: Answer, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if not rows:
        return
    from rich.table import Table

    console = _console()
    for part in _drawn(answer, console, rows):
        console.print(part, soft_wrap=not (console.is_terminal or isinstance(part, Table)))


def _drawn(answer: Answer, console: Console, rows: Sequence[Row]) -> Iterable[RenderableType]:
    if answer.card:
        return answer.card(console)
    return answer.chart(console, rows) if answer.chart else _table(answer, rows)


_WRITERS: dict[Format, Callable[[Answer, Iterable[Row]], None]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}


def _json(content: Any, indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, indent=indent, default=str)


def _field(content: Any) -> Any:
    """A field of CSV: lists of names are joined, whatever else is nested is JSON."""
    match content:
        case None | str() | int() | float():
            return content
        case [*parts] if all(isinstance(part, str) for part in parts):
            return "; ".join(parts)
        case list() | dict():
            return _json(content)
        case _:
            return str(content)


def _cell(content: Any) -> str:
    """A cell of a table: one line, without what would steer a terminal."""
    return _UNPRINTABLE.sub(" ", "" if content is None else str(_field(content))).strip()


# Tables and cards


def _console() -> Console:
    from rich.console import Console

    width = None if on_terminal() else int(os.environ.get("COLUMNS", PIPE_WIDTH))
    return Console(width=width, highlight=False, soft_wrap=False)


def _table(answer: Answer, rows: Sequence[Row]) -> Iterator[RenderableType]:
    from rich.text import Text

    if answer.heading:
        yield Text(_cell(answer.heading), style="bold")
    yield _grid(rows, answer.brief or answer.columns)


def _grid(rows: Sequence[Row], columns: Sequence[str]) -> RenderableType:
    """A table of those columns that have anything in them."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    filled = [column for column in columns if any(each[column] not in (None, "", []) for each in rows)]
    widths = {column: max(len(_cell(each[column])) for each in rows) for column in filled}
    widest = max(filled, key=widths.__getitem__, default=None)
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, collapse_padding=True, header_style="bold")
    for column in filled:
        table.add_column(
            column,
            justify="right" if all(isinstance(each[column], int) for each in rows) else "left",
            no_wrap=widths[column] <= SHORT,
            max_width=None if column == widest else NARROW,
            overflow="fold",
        )
    for each in rows:
        table.add_row(*(Text(_cell(each[column])) for column in filled))
    return table


def card(answer: Card) -> Callable[[Console], Iterator[RenderableType]]:
    """Who someone is: names, how much they said and when, of whom they speak most and who speaks most of them."""

    def draw(_: Console) -> Iterator[RenderableType]:
        from rich.text import Text

        entity = answer.entity
        others = [alias for alias in entity.aliases if alias != entity.name]
        kind = entity.type if entity.named else f"{entity.type}, not named"
        yield Text.assemble((_cell(entity.name), "bold"), f" ({kind})", f", also: {_cell(others)}" if others else "")
        counts = f"speaks in {plural(entity.said, 'claim')}, is spoken of in {entity.about:,}"
        yield Text(counts + _period(answer.first, answer.last))
        for heading, ranking in (("Speaks of", answer.speaks_of), ("Spoken of by", answer.spoken_of_by)):
            if ranking:
                yield Text(f"\n{heading}", style="bold")
                yield _ranking(ranking)

    return draw


def _ranking(ranking: Sequence[Ranked]) -> RenderableType:
    return _grid([row(ranked) for ranked in ranking], ("name", "type", "claims", "documents"))


def _period(first: Date | None, last: Date | None) -> str:
    if first is None or last is None:
        return ""
    return f", {first}" if first == last else f", {first} to {last}"


def properties(record: Row) -> Callable[[Console], Iterator[RenderableType]]:
    """A record, one property a line."""

    def draw(_: Console) -> Iterator[RenderableType]:
        from rich.text import Text

        width = max(map(len, record))
        for name, content in record.items():
            yield Text.assemble((name.ljust(width), "bold"), f"  {_cell(content)}")

    return draw


# Time and comparison

BY, ABOUT = ("█", "bold cyan"), ("░", "green")


def bars(name: str) -> Callable[[Console, Sequence[Row]], Iterator[RenderableType]]:
    """A bar for each period: the claims by someone, and after them those about."""

    def draw(console: Console, rows: Sequence[Row]) -> Iterator[RenderableType]:
        from rich.text import Text

        (by, by_style), (about, about_style) = BY, ABOUT
        yield Text.assemble(
            (f"Claims by {_cell(name)} ", "bold"), (by, by_style), (" and about ", "bold"), (about, about_style)
        )
        labels = max(len(each["period"]) for each in rows)
        digits = max(len(str(each[part])) for each in rows for part in ("by", "about"))
        most = max(each["by"] + each["about"] for each in rows)
        room = max(10, console.width - labels - 2 * digits - 4)
        for each in rows:
            first, both = (
                math.ceil(number * min(room, most) / most) for number in (each["by"], each["by"] + each["about"])
            )
            yield Text.assemble(
                f"{each['period']:{labels}} {each['by']:{digits}} {each['about']:{digits}} ",
                (by * first, by_style),
                (about * (both - first), about_style),
            )

    return draw


def side_by_side(one: str, other: str) -> Callable[[Console, Sequence[Row]], Iterator[RenderableType]]:
    """Statements of two speakers, each in a column of their own."""

    def draw(_: Console, rows: Sequence[Row]) -> Iterator[RenderableType]:
        beside = [
            {"date": each["date"], one: None, other: None, "id": each["id"], each["speaker"]: each["claim"]}
            for each in rows
        ]
        yield _grid(beside, tuple(dict.fromkeys(["date", one, other, "id"])))

    return draw


# The graph's model


def model(known: Model) -> Callable[[Console], Iterator[RenderableType]]:
    """Nodes and edges with their properties, then the examples as they are typed."""

    def draw(_: Console) -> Iterator[RenderableType]:
        from rich.text import Text

        for element in (*known.nodes, *known.edges, *known.indexes):
            yield Text.assemble((element.pattern, "bold"), f"  {element.meaning}")
            if element.properties:
                width, types = (
                    max(len(getattr(each, part)) for each in element.properties) for part in ("name", "type")
                )
                for each in element.properties:
                    yield Text(f"  {each.name:{width}}  {each.type.lower():{types}}  {each.meaning}")
                yield Text("")
        for example in known.examples:
            given = "".join(f" --param {name}={shlex.quote(value)}" for name, value in example.params.items())
            yield Text(f"\n# {example.question}\nonrecord cypher {shlex.quote(example.cypher)}{given}")

    return draw


# A claim in its sentence

_STYLES = {"claim": "bold green", "cue": "bold yellow", "speaker": "bold cyan"}
# An end mark, with closing quotation marks, but not the full stop of "J. Smith", "Sen. Smith" or "U.S. aide".
_FULL_STOP = r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\.\w)\."
_END = re.compile(rf"(?:[!?…]|{_FULL_STOP})[\"'”’)\]]*\s+|\n\s*\n")


def sentence(shown: Shown) -> tuple[int, int]:
    """The offsets of the sentence, or sentences, of a claim, its cue and its speaker."""
    spans = [*shown.claim_spans, *shown.cue_spans, *shown.speaker_spans]
    first, last = min(start for start, _ in spans), max(stop for _, stop in spans)
    start, stop = 0, len(shown.text)
    for end in _END.finditer(shown.text):
        if end.end() <= first:
            start = end.end()
        if end.end() >= last:
            stop = end.end()
            break
    return start, stop


def in_sentence(shown: Shown) -> Callable[[Console], Iterator[RenderableType]]:
    """The claim in its sentence, with claim, cue and speaker marked: in colour, or [claim …] where there is none."""

    def draw(console: Console) -> Iterator[RenderableType]:
        from rich.text import Text

        start, stop = sentence(shown)
        marks = [
            (name, first - start, last - start)
            for name, spans in (
                ("claim", shown.claim_spans),
                ("cue", shown.cue_spans),
                ("speaker", shown.speaker_spans),
            )
            for first, last in spans
        ]
        words = shown.text[start:stop].rstrip()
        yield _coloured(words, marks) if console.color_system else Text(_bracketed(words, marks))
        yield Text("")
        yield from properties(_source(shown))(console)
        for heading, claims in (("Reports", shown.reports), ("Reported in", shown.reported_in)):
            if claims:
                yield Text(f"\n{heading}", style="bold")
                yield _grid([row(claim) for claim in claims], ("speaker", "claim", "id"))
        if len(shown.places) > 1:
            yield Text(f"\nPublished in {plural(len(shown.places), 'place')}", style="bold")
            yield _grid([row(place) for place in shown.places], ("date", "publisher", "title", "id"))

    return draw


def _coloured(words: str, marks: Iterable[tuple[str, int, int]]) -> RenderableType:
    from rich.text import Text

    # One character for one, so that the marks stay where they are.
    text = Text(re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", " ", words))
    for name, start, stop in marks:
        text.stylize(_STYLES[name], start, stop)
    return text


def _bracketed(words: str, marks: Iterable[tuple[str, int, int]]) -> str:
    openings: dict[int, str] = {}
    closings: dict[int, str] = {}
    for name, start, stop in sorted(marks, key=lambda mark: (mark[1], -mark[2])):
        openings[start] = openings.get(start, "") + f"[{name} "
        closings[stop] = closings.get(stop, "") + "]"
    places = range(len(words) + 1)
    return "".join(closings.get(at, "") + openings.get(at, "") + words[at : at + 1] for at in places)


def _source(shown: Shown) -> Row:
    statement = shown.statement
    said = {
        "speaker": statement.speaker or "not said",
        "cue": statement.cue,
        "act": None if statement.act == "say" else statement.act,
        "told": shown.told,
        "kind": statement.kind,
        "confidence": statement.confidence,
        "about": statement.about,
        "title": statement.title,
        "publisher": statement.publisher,
        "date": statement.date,
        "url": statement.url,
        "document": statement.document,
        "claim": statement.id,
    }
    return {name: content for name, content in said.items() if content}


# Progress


def watched(items: Iterable[Item], total: Callable[[], int | None], doing: str = "Loading") -> Iterator[Item]:
    """Pass on the items, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total())
        for item in items:
            yield item
            bar.advance(task)
