"""What look-ups answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import TYPE_CHECKING, Final

from onrecord.extract.triple import Role, Span, Triple
from onrecord.graph.errors import StoreError

if TYPE_CHECKING:
    from onrecord.graph.corrections.correction import Correction

# A mark that ends a sentence, with closing quotation marks, except the full stop of "J. Smith", "Sen. Smith" or "U.S.
# aide".
FULL_STOP: Final = r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\.\w)\."
SENTENCE_END: Final = re.compile(rf"(?:[!?…]|{FULL_STOP})[\"'”’)\]]*\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that speaks or is spoken of.

    `said` and `about` count the claims by it and of it; the same statement in several claims counts once.
    """

    id: str
    name: str
    type: str
    named: bool
    aliases: list[str]
    said: int
    about: int


def how(cue: str | None, act: str | None) -> str:
    """Tell how a claim was made: its cue, negation included, with the act where that is more than saying.

    >>> how("never said", "withhold")
    'never said (withhold)'
    """
    told = f"({act})" if act not in (None, "say") else ""
    return " ".join(part for part in (" ".join((cue or "").split()), told) if part)


def source(speaker: str | None, corrected: str | None) -> str:
    """Tell who made a claim, as people read it: the speaker; where there is none, that it is hearsay.

    A claim whose speaker people took away is not hearsay: nobody has said so.

    >>> source("Ana Ruiz", None), source(None, None), source(None, "corrected")
    ('Ana Ruiz', 'hearsay', 'no speaker')
    """
    return speaker or ("no speaker" if corrected in ("corrected", "added") else "hearsay")


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim: who said it (None: hearsay), of whom (`about`), who is named in it besides (`mentions`), and where.

    `confidence` is the probability that the claim is right, `act` what the speaker does by it ("say", "deny" …), None
    where the store does not know them. `repeats` is the id of the earlier claim that made the same statement first,
    None where this one is the first. `corrected` tells what people did with the claim: "corrected", "confirmed" or
    "added", None where it is as it was read.
    """

    id: str
    date: Date | None
    speaker: str | None
    cue: str | None
    claim: str
    kind: str
    confidence: float | None
    about: list[str]
    mentions: list[str]
    document: str
    title: str | None
    publisher: str | None
    url: str | None
    act: str | None = None
    repeats: str | None = None
    corrected: str | None = None

    @property
    def how(self) -> str:
        """How the claim was made: its cue, and the act where that is more than saying."""
        return how(self.cue, self.act)

    @property
    def source(self) -> str:
        """Who made the claim, or that nobody is known to have made it."""
        return source(self.speaker, self.corrected)

    @classmethod
    def of(cls, triple: Triple) -> Statement:
        """The statement that a triple becomes in a store."""
        document, claim = triple.document, triple.claim

        def named(role: Role) -> list[str]:
            return list(dict.fromkeys(target.name for target in triple.targets if target.role == role))

        return cls(
            id=claim.id,
            date=document.date,
            speaker=triple.speaker.name if triple.speaker else None,
            cue=triple.cue.text if triple.cue else None,
            claim=claim.text,
            kind=claim.kind,
            confidence=triple.confidence,
            about=named("about"),
            mentions=named("mention"),
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            url=document.url,
            act=claim.act,
        )


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity in a ranking, with the number of claims and of documents that count for it.

    Claims that are the same statement count as one, unless asked for otherwise.
    """

    name: str
    type: str
    claims: int
    documents: int
    id: str


@dataclass(frozen=True, slots=True)
class Card:
    """Who someone is on record, in claims of the `first` to the `last` day.

    The `said` and `about` of the entity count those within the limits that were asked for.
    """

    entity: Entity
    first: Date | None
    last: Date | None
    speaks_of: list[Ranked]
    spoken_of_by: list[Ranked]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the store and how many claims by how many speakers were found in it."""

    id: str
    date: Date | None
    title: str | None
    publisher: str | None
    url: str | None
    path: str | None
    claims: int
    speakers: int
    date_from: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement was published: the id of the claim that makes it there, the day, and the document."""

    id: str
    date: Date | None
    publisher: str | None
    title: str | None
    url: str | None
    document: str


@dataclass(frozen=True, slots=True)
class Related:
    """A claim beside the one that is shown: its id, who said it, by which words, what, and what is done by it."""

    id: str
    speaker: str | None
    cue: str | None
    claim: str
    act: str | None
    corrected: str | None = None

    @property
    def how(self) -> str:
        """How the claim was made: its cue, and the act where that is more than saying."""
        return how(self.cue, self.act)

    @property
    def source(self) -> str:
        """Who made the claim, or that nobody is known to have made it."""
        return source(self.speaker, self.corrected)


@dataclass(frozen=True, slots=True)
class Shown:
    """One claim in its text. Spans are half-open character offsets `[start, stop]` into `text`, the whole document.

    `link` opens the article's page at the words of the claim, None if the document has no URL.

    `places` are all where the same statement was published, this one among them, the earliest first. `told` are the
    names of those to whom it was said, `reports` the claims inside this one, `reported_in` those that it stands in.

    `corrections` are what people said of the claim, in order, and `read_as` is what had been read, None where nothing
    had. `date_from` is where the date comes from (see `onrecord.Document`), `path` the file that the article was read
    from.
    """

    statement: Statement
    speaker_text: str | None
    text: str
    claim_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    speaker_spans: tuple[Span, ...]
    link: str | None = None
    places: list[Place] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    reports: list[Related] = field(default_factory=list)
    reported_in: list[Related] = field(default_factory=list)
    read_as: Statement | None = None
    corrections: list[Correction] = field(default_factory=list)
    date_from: str | None = None
    path: str | None = None

    @property
    def corrected(self) -> str | None:
        """What people did with the claim (see `Statement`)."""
        return self.statement.corrected

    @property
    def sentence_span(self) -> tuple[int, int]:
        """The offsets of the sentence, or sentences, in which the claim, its cue and its speaker stand."""
        spans = [*self.claim_spans, *self.cue_spans, *self.speaker_spans]
        first, last = min(start for start, _ in spans), max(stop for _, stop in spans)
        start, stop = 0, len(self.text)
        for end in SENTENCE_END.finditer(self.text):
            if end.end() <= first:
                start = end.end()
            if end.end() >= last:
                stop = end.end()
                break
        return start, stop

    @property
    def sentence(self) -> str:
        """The words of `sentence_span`."""
        start, stop = self.sentence_span
        return self.text[start:stop].rstrip()


@dataclass(frozen=True, slots=True)
class Info:
    """What a store is and holds. `kind`: ladybug or neo4j; `version`: of the engine."""

    store: str
    kind: str
    version: str
    documents: int
    claims: int
    speakers: int
    entities: int


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A document that was taken out of the store, and how many claims went with it."""

    id: str
    title: str | None
    claims: int


class AmbiguousName(StoreError):
    """A name that fits several entities.

    Attributes:
        name: the name that was asked for.
        candidates: whom it fits, most claims first.
    """

    def __init__(self, name: str, candidates: Sequence[Entity]) -> None:
        self.name = name
        self.candidates = list(candidates)
        super().__init__(f"“{name}” fits {len(self.candidates)}: {listed(candidates)}. Give the full name or the id.")


class UnknownName(StoreError):
    """A name that nobody in the store has.

    Attributes:
        name: the name that was asked for.
        candidates: who has a name that is spelled much like it, most claims first.
    """

    def __init__(self, store: str, name: str, candidates: Sequence[Entity] = ()) -> None:
        self.name = name
        self.candidates = list(candidates)
        hint = (
            f"Did you mean {listed(candidates)}?"
            if candidates
            else "“onrecord speakers” and “onrecord targets” list who is there."
        )
        super().__init__(f"{store} has nobody called “{name}”. {hint}")


def listed(entities: Sequence[Entity]) -> str:
    """Entities in a sentence: the first ten, and how many more there are."""
    first = ", ".join(f"{entity.name} ({entity.id})" for entity in entities[:10])
    return first + (f" and {len(entities) - 10:,} more" if len(entities) > 10 else "")
