"""One claim, marked in its sentence, with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.graph.tabular import as_row
from onrecord.printing.answer import Row
from onrecord.printing.cards import properties
from onrecord.printing.characters import harmless, one_for_one
from onrecord.printing.messages import plural
from onrecord.printing.tables import laid_out

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.graph.corrections.correction import Correction
    from onrecord.graph.lookups import Shown

_CORRECTION = ("day", "by", "what")
_STYLES = {"claim": "bold green", "cue": "bold yellow", "speaker": "bold cyan"}


def in_sentence(console: Console, shown: Shown) -> Iterator[RenderableType]:
    """Draw the claim in its sentence, with claim, cue and speaker marked: in colour, or as [claim …] without."""
    start, stop = shown.sentence_span
    marks = [
        (name, first - start, last - start)
        for name, spans in (
            ("claim", shown.claim_spans),
            ("cue", shown.cue_spans),
            ("speaker", shown.speaker_spans),
        )
        for first, last in spans
    ]
    words = one_for_one(shown.text[start:stop].rstrip())
    yield _coloured(words, marks) if console.color_system else Text(_bracketed(words, marks))
    yield Text("")
    yield from properties(_source(shown))
    for heading, claims in (("Reports", shown.reports), ("Reported in", shown.reported_in)):
        if claims:
            yield Text(f"\n{heading}", style="bold")
            yield from laid_out([as_row(each) for each in claims], ("speaker", "how", "claim", "id"), console.width)
    if shown.corrections:
        yield Text("\nCorrections", style="bold")
        rows = [{"day": one.at[:10], "by": one.by, "what": one.what} for one in shown.corrections]
        yield from laid_out(rows, _CORRECTION, console.width)
        yield Text(harmless(f"Read as: {_read_as(shown)}"))
    if len(shown.places) > 1:
        yield Text(f"\nPublished in {plural(len(shown.places), 'place')}", style="bold")
        yield from laid_out(
            [as_row(each) for each in shown.places], ("date", "publisher", "title", "id"), console.width
        )


def _coloured(words: str, marks: Iterable[tuple[str, int, int]]) -> RenderableType:
    text = Text(words)
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


def _read_as(shown: Shown) -> str:
    """What had been read, in a line."""
    read = shown.read_as
    if read is None:
        return "nothing"
    about = f" – about {', '.join(read.about)}" if read.about else ""
    return f"{read.speaker or 'nobody'} – {read.cue or 'no cue'} – {read.claim}{about}"


def _source(shown: Shown) -> Row:
    statement = shown.statement
    said = {
        "speaker": statement.source,
        "cue": statement.cue,
        "act": None if statement.act == "say" else statement.act,
        "told": shown.told,
        shown.corrected or "corrected": "; ".join(dict.fromkeys(map(_by_whom, shown.corrections))),
        "kind": statement.kind,
        "confidence": statement.confidence,
        "about": statement.about,
        "title": statement.title,
        "publisher": statement.publisher,
        "date": _dated(shown),
        "url": statement.url,
        "link": shown.link,
        "path": None if statement.url else shown.path,
        "document": statement.document,
        "claim": statement.id,
    }
    return {name: content for name, content in said.items() if content}


def _by_whom(correction: Correction) -> str:
    """What of the claim was put right, by whom and when, in a few words."""
    parts = {"correct": ", ".join(correction.change), "name": "speaker", "drop": "dropped"}.get(correction.kind, "")
    return f"{parts} by {correction.by} on {correction.at[:10]}".strip()


def _dated(shown: Shown) -> str | None:
    """The day of publication, with where it comes from if it was not stated."""
    day = shown.statement.date
    if day is None or shown.date_from in (None, "stated"):
        return day.isoformat() if day else None
    return f"{day.isoformat()} ({'given by you' if shown.date_from == 'given' else f'from the {shown.date_from}'})"
