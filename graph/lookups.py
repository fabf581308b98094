"""Questions to the graph, answered in plain dataclasses, the same from both stores, row for row.

A person, organisation or place is asked for by any of its names: exactly, or by the beginnings of its words, without
regard to case and accents, or by its entity id ("person:vladimir putin"), which is never ambiguous. Statements are
ordered by date (undated last), document and place in the text; rankings by count, then name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from onrecord.extract.triple import Kind
from onrecord.graph.errors import StoreError
from onrecord.graph.store import Store


@dataclass(frozen=True, slots=True)
class Filters:
    """What every look-up can be narrowed by.

    Attributes:
        since, until: first and last day of publication; where either is set, undated documents are left out.
        kind: only claims of this kind.
        limit: at most so many rows, None for all.
    """

    since: Date | None = None
    until: Date | None = None
    kind: Kind | None = None
    limit: int | None = None


EVERYTHING = Filters()


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
    """One claim: who said it (None: hearsay), of whom (`about`), who is named in it besides (`mentions`), and where."""

    id: str
    date: Date | None
    speaker: str | None
    cue: str | None
    claim: str
    kind: str
    about: list[str]
    mentions: list[str]
    document: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity in a ranking, with the number of claims and of documents that count for it."""

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
class Shown:
    """One claim in its text. Spans are half-open character offsets `[start, stop]` into `text`, the whole document."""

    statement: Statement
    speaker_text: str | None
    text: str
    claim_spans: list[list[int]]
    cue_spans: list[list[int]]
    speaker_spans: list[list[int]]


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


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a user's own query. `more`: there were more rows than the limit allowed."""

    columns: list[str]
    rows: list[list[Any]]
    more: bool = False


class Ambiguous(StoreError):
    """A name that fits several entities: `candidates`, most claims first."""

    def __init__(self, name: str, candidates: Sequence[Entity]) -> None:
        self.name = name
        self.candidates = list(candidates)
        listed = ", ".join(f"{entity.name} ({entity.id})" for entity in self.candidates[:10])
        more = f" and {len(self.candidates) - 10} more" if len(self.candidates) > 10 else ""
        super().__init__(f"“{name}” fits {len(self.candidates)}: {listed}{more}. Give the full name or the id.")


def find(store: Store, name: str) -> list[Entity]:
    """Entities that `name` fits, most claims first; [] where there is none.

    Those with exactly this name or alias, if there are any; else those with an alias in which each word of `name`
    begins a word. Unnamed sources are found only where nobody named fits.
    """
    raise NotImplementedError


def resolve(store: Store, name: str) -> Entity | None:
    """The one entity that `name` fits, None if none does.

    Raises:
        Ambiguous: it fits several.
    """
    raise NotImplementedError


def said(store: Store, speaker: str, about: str | None = None, filters: Filters = EVERYTHING) -> list[Statement]:
    """What `speaker` said, of `about` if that is given. [] where nothing is found, also for unknown names.

    Raises:
        Ambiguous: a name fits several entities.
    """
    raise NotImplementedError


def about(store: Store, target: str, by: str | None = None, filters: Filters = EVERYTHING) -> list[Statement]:
    """What was said of `target`, by `by` if that is given, claims without a speaker included.

    Raises:
        Ambiguous: a name fits several entities.
    """
    raise NotImplementedError


def who(store: Store, name: str, filters: Filters = EVERYTHING) -> Card | None:
    """The card of an entity, None if there is none of that name. `filters.limit` is for each of its two rankings.

    Raises:
        Ambiguous: the name fits several entities.
    """
    raise NotImplementedError


def speakers(store: Store, filters: Filters = EVERYTHING) -> list[Ranked]:
    """Who speaks, most claims first."""
    raise NotImplementedError


def targets(store: Store, filters: Filters = EVERYTHING) -> list[Ranked]:
    """Who is spoken of, most claims first."""
    raise NotImplementedError


def documents(store: Store, filters: Filters = EVERYTHING) -> list[DocumentRow]:
    """The documents in the store by date and id; with a kind, only those with claims of that kind."""
    raise NotImplementedError


def show(store: Store, claim_id: str) -> Shown:
    """One claim with all that is needed to print it in its sentence.

    Raises:
        NotFound: there is no claim of this id.
    """
    raise NotImplementedError


def cypher(
    store: Store,
    text: str,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int | None = 1000,
    timeout: float = 30.0,
) -> Table:
    """A user's own reading query. `timeout` in seconds.

    Raises:
        CypherError: it is wrong, is not a single reading statement, or took longer than `timeout`.
    """
    raise NotImplementedError


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    raise NotImplementedError


def forget(store: Store, document_id: str) -> Forgotten:
    """Take a document, its claims and whoever only it named out of the store (opened for writing).

    Raises:
        NotFound: there is no document of this id.
    """
    raise NotImplementedError
