"""The rows that the queries of look-ups return, where no answer is made of them at once (see `answers`)."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from typing import NamedTuple


class NameRow(NamedTuple):
    name: str


class WordRow(NamedTuple):
    id: str


class AliasRow(NamedTuple):
    alias: str


class ClaimRow(NamedTuple):
    """A claim with its document. `speaker` is None or empty where another query has to tell it."""

    id: str
    date: Date | None
    speaker: str | None
    cue: str | None
    text: str
    kind: str
    confidence: float | None
    document: str
    title: str | None
    publisher: str | None
    url: str | None
    act: str | None
    start: int
    statement: str | None
    corrected: str | None

    @property
    def order(self) -> tuple[Date, str, int, str]:
        """See `PlaceInOrder`."""
        return PlaceInOrder(self.id, self.date, self.document, self.start).order


class PlaceInOrder(NamedTuple):
    """A claim, and what its place in the order of all is told by."""

    id: str
    date: Date | None
    document: str
    start: int

    @property
    def order(self) -> tuple[Date, str, int, str]:
        """The claim's place in the order of all: by day, undated ones last, by document, and by place in the text."""
        return self.date or Date.max, self.document, self.start, self.id


class SpeakerRow(NamedTuple):
    """The name of a claim's speaker."""

    claim: str
    name: str


class SourceRow(NamedTuple):
    """The speaker of a claim, and whether it is a source with a name."""

    claim: str
    name: str
    id: str
    named: bool


class TargetRow(NamedTuple):
    """A target of a claim, with its place among the targets."""

    claim: str
    role: str
    position: int
    target: str
    name: str


class PartRow(NamedTuple):
    """Somebody with a part in a claim. `counted`: the statement, or the claim, that counts for them."""

    name: str
    type: str
    who: str
    counted: str
    document: str


class DayRow(NamedTuple):
    """The day and the act of a claim, or of a claim that makes a statement, by the id of that."""

    id: str
    date: Date | None
    act: str | None


class DayOfClaim(NamedTuple):
    """A claim and its day of publication."""

    id: str
    date: Date | None


class DayOfDocument(NamedTuple):
    """A document and its day."""

    id: str
    date: Date | None


class DocumentAlone(NamedTuple):
    """A document without what was found in it."""

    id: str
    date: Date | None
    title: str | None
    publisher: str | None
    url: str | None
    path: str | None
    date_from: str | None


class DocumentCount(NamedTuple):
    """How many claims, or speakers, a document has."""

    id: str
    number: int


class ShownRow(NamedTuple):
    """A claim with its document's text, and the flat spans of claim, cue and speaker in it."""

    id: str
    date: Date | None
    speaker: str | None
    cue: str | None
    text: str
    kind: str
    confidence: float | None
    document: str
    title: str | None
    publisher: str | None
    url: str | None
    act: str | None
    start: int
    statement: str | None
    mention: str | None
    document_text: str
    spans: list[int]
    cue_spans: list[int]
    mention_spans: list[int] | None
    corrected: str | None
    date_from: str | None
    path: str | None

    @property
    def claim(self) -> ClaimRow:
        return ClaimRow(**{name: getattr(self, name) for name in ClaimRow._fields})


class RelatedRow(NamedTuple):
    """A claim inside another, or round it."""

    id: str
    cue: str | None
    text: str
    act: str | None
    start: int
    corrected: str | None


class PlaceRow(NamedTuple):
    """A claim that repeats, or is repeated, with its document."""

    id: str
    date: Date | None
    publisher: str | None
    title: str | None
    url: str | None
    document: str
    text: str
    kind: str
    start: int


class SpansRow(NamedTuple):
    """The flat spans of a claim."""

    id: str
    spans: list[int]


class BlockNotes(NamedTuple):
    """What people told of the names of a block, as `corrections` writes it."""

    known: str


class TextRow(NamedTuple):
    """A document with its text."""

    id: str
    date: Date | None
    title: str | None
    publisher: str | None
    url: str | None
    path: str | None
    date_from: str | None
    text: str


class ToldRow(NamedTuple):
    """A claim with the flat spans of it and of its cue in its document's text."""

    id: str
    text: str
    cue: str | None
    act: str | None
    kind: str
    confidence: float | None
    start: int
    spans: list[int]
    cue_spans: list[int]
    corrected: str | None


class PartyRow(NamedTuple):
    """Somebody with a part in a claim, and the flat spans of the words that mean them."""

    claim: str
    role: str
    position: int
    id: str
    name: str
    type: str
    named: bool
    spans: list[int] | None


class InsideRow(NamedTuple):
    """A claim that stands inside another, by their ids."""

    outer: str
    inner: str
