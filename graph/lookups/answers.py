"""What look-ups answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date

from onrecord.extract.triple import Span
from onrecord.graph.errors import StoreError


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that speaks or is spoken of; `said` and `about` count the claims by it and of it."""

    id: str
    name: str
    type: str
    named: bool
    aliases: list[str]
    said: int
    about: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim: who said it (None: hearsay), of whom (`about`), who is named in it besides (`mentions`), and where.

    `confidence` is the probability that the claim is right, `act` what the speaker does by it ("say", "deny" …), None
    where the store does not know them.
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
    """Who someone is on record: `said` and `about` count claims in all, of `first` to `last` day."""

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
    """A claim beside the one that is shown: its id, who said it, and what."""

    id: str
    speaker: str | None
    claim: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One claim in its text. Spans are half-open character offsets `[start, stop]` into `text`, the whole document.

    `places` are all where the same statement was published, this one among them, the earliest first. `told` are the
    names of those to whom it was said, `reports` the claims inside this one, `reported_in` those that it stands in.
    """

    statement: Statement
    speaker_text: str | None
    text: str
    claim_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    speaker_spans: tuple[Span, ...]
    places: list[Place] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    reports: list[Related] = field(default_factory=list)
    reported_in: list[Related] = field(default_factory=list)


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


class Ambiguous(StoreError):
    """A name that fits several entities: `candidates`, most claims first."""

    def __init__(self, name: str, candidates: Sequence[Entity]) -> None:
        self.name = name
        self.candidates = list(candidates)
        listed = ", ".join(f"{entity.name} ({entity.id})" for entity in self.candidates[:10])
        more = f" and {len(self.candidates) - 10} more" if len(self.candidates) > 10 else ""
        super().__init__(f"“{name}” fits {len(self.candidates)}: {listed}{more}. Give the full name or the id.")
