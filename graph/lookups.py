"""Questions to the graph, answered in plain dataclasses, the same from both stores, row for row.

A person, organisation or place is asked for by any of its names: exactly, or by the beginnings of its words, without
regard to case and accents, or by its entity id ("person:vladimir putin"), which is never ambiguous. Statements are
ordered by date (undated last), document and place in the text; rankings by count, then name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from itertools import product
from typing import Any, Final

from onrecord.extract.triple import Kind
from onrecord.graph import explaining, fulltext, guarded, naming, queries, readonly
from onrecord.graph.articles import key, pairs
from onrecord.graph.errors import CypherError, NotFound, StoreError
from onrecord.graph.names import fits_partly, normalise
from onrecord.graph.repeats import quoted, same_statement
from onrecord.graph.store import Store


@dataclass(frozen=True, slots=True)
class Filters:
    """What every look-up can be narrowed by.

    Attributes:
        since, until: first and last day of publication; where either is set, undated documents are left out.
        kind: only claims of this kind.
        min_confidence: only claims that are right with at least this probability; those of unknown confidence are left
            out.
        limit: at most so many rows, None for all.
        acts: only claims by which the speaker does one of these ("deny", "accuse" …), all if empty; those of unknown
            act are left out.
        exact: not also what stands for those who are asked for, as Kyiv does for Ukraine.
    """

    since: Date | None = None
    until: Date | None = None
    kind: Kind | None = None
    min_confidence: float | None = None
    limit: int | None = None
    acts: tuple[str, ...] = ()
    exact: bool = False

    def params(self) -> dict[str, Any]:
        """As parameters of queries that return a part of the rows."""
        return {**self.params_of_all(), "limit": ALL_ROWS if self.limit is None else max(0, self.limit)}

    def params_of_all(self) -> dict[str, Any]:
        """As parameters of queries that return all rows."""
        return {
            "dated": self.since is not None or self.until is not None,
            "since": self.since or Date.min,
            "until": self.until or Date.max,
            "of_kind": self.kind is not None,
            "kind": self.kind or "",
            "graded": self.min_confidence is not None,
            "least": self.min_confidence or 0.0,
            "acted": bool(self.acts),
            "acts": list(self.acts) or [""],
        }

    def are_none(self) -> bool:
        """Whether all claims are let through; the limit is no matter."""
        return replace(self, limit=None, exact=False) == EVERYTHING


EVERYTHING: Final = Filters()
ALL_ROWS: Final = 2**40
FEW: Final = 200  # claims whose ends are looked up one by one
MOST_FOUND: Final = 1_000_000


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
    claim_spans: list[list[int]]
    cue_spans: list[list[int]]
    speaker_spans: list[list[int]]
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
    begins a word. Unnamed sources are found only where nobody named fits as well.
    """
    by_id = store.read(queries.ENTITY_BY_ID, id=key(name))
    if not by_id and ":" in name:  # the id of a name that is one with others
        by_id = [row for id in explaining.entities_of(store, name) for row in store.read(queries.ENTITY_BY_ID, id=id)]
    if by_id:
        return _entities(by_id)
    words = normalise(name).split()
    if not words:
        return []
    found = store.each(queries.ENTITIES_BY_ALIAS, [naming.key(name)])
    if not found:
        begun = [word for (word,) in store.read(queries.WORDS, start=max(words, key=len))]
        aliases = {alias for (alias,) in store.each(queries.ALIASES_OF_WORD, begun)}
        fitting = sorted(alias for alias in aliases if fits_partly(name, alias))
        found = list({row[0]: row for row in store.each(queries.ENTITIES_BY_ALIAS, fitting)}.values())
    return _entities([row for row in found if row[3]] or found)


def resolve(store: Store, name: str) -> Entity | None:
    """The one entity that `name` fits, None if none does.

    Raises:
        Ambiguous: it fits several.
    """
    candidates = find(store, name)
    if len(candidates) > 1:
        raise Ambiguous(name, candidates)
    return candidates[0] if candidates else None


def said(
    store: Store, speaker: str, about: str | None = None, filters: Filters = EVERYTHING, *, to: str | None = None
) -> list[Statement]:
    """What `speaker` said, of `about` and to `to` if they are given. [] where nothing is found, also for unknown names.

    Raises:
        Ambiguous: a name fits several entities.
    """
    who = resolve(store, speaker)
    others = {part: resolve(store, name) for part, name in (("target", about), ("addressee", to)) if name is not None}
    if who is None or None in others.values():
        return []
    query = {
        (False, False): queries.SAID,
        (True, False): queries.SAID_ABOUT,
        (False, True): queries.SAID_TO,
        (True, True): queries.SAID_ABOUT_TO,
    }[about is not None, to is not None]
    parts = {"speaker": who, **{part: entity for part, entity in others.items() if entity is not None}}
    return _of_any(store, query, filters, {part: whole(store, entity.id, filters) for part, entity in parts.items()})


def about(store: Store, target: str, by: str | None = None, filters: Filters = EVERYTHING) -> list[Statement]:
    """What was said of `target`, by `by` if that is given, claims without a speaker included.

    Raises:
        Ambiguous: a name fits several entities.
    """
    if by is not None:
        return said(store, by, target, filters)
    of = resolve(store, target)
    return [] if of is None else _of_any(store, queries.ABOUT, filters, {"target": whole(store, of.id, filters)})


def whole(store: Store, id: str, filters: Filters = EVERYTHING) -> list[str]:
    """The id of an entity, and those of what stands for it, unless the filters are exact."""
    return [id] if filters.exact else [id, *sorted(other for (other,) in store.read(queries.STAND_INS, id=id))]


def search(
    store: Store, question: str, by: str | None = None, about: str | None = None, filters: Filters = EVERYTHING
) -> list[Statement]:
    """Claims that have the words of the question (see `fulltext`), the best first, of equally good ones the earliest.

    `by`, `about`: only what the one said, only what was said of the other. [] where nothing is found.

    Raises:
        Ambiguous: a name fits several entities.
    """
    who = resolve(store, by) if by is not None else None
    of = resolve(store, about) if about is not None else None
    terms = fulltext.parse(question)
    if not terms or (by is not None and who is None) or (about is not None and of is None):
        return []
    wanted = filters.params()["limit"]
    # More than are wanted, since the stores are not asked for an order of those that are equally good.
    most = min(2 * wanted + 100, MOST_FOUND)
    speakers, targets = (whole(store, end.id, filters) if end else None for end in (who, of))
    found = store.search(terms, filters, speakers, targets, most)
    scores = {id: round(score, 3) for id, score in found}
    if not scores or not wanted:
        return []
    least = sorted(scores.values(), reverse=True)[:wanted][-1]
    rows = store.each(queries.STATEMENT, [id for id, score in scores.items() if score >= least])
    rows.sort(key=lambda row: (-scores[row[0]], _order(row)))
    return _with_targets(store, _with_speakers(store, rows[:wanted]))


def who(store: Store, name: str, filters: Filters = EVERYTHING, *, repeats: bool = False) -> Card | None:
    """The card of an entity, None if there is none of that name. `filters.limit` is for each of its two rankings.

    With `repeats`, these count a statement again for each claim that repeats it.

    Raises:
        Ambiguous: the name fits several entities.
    """
    entity = resolve(store, name)
    if entity is None:
        return None
    params = filters.params_of_all()
    ids = whole(store, entity.id, filters)
    by, about = (
        {row[0]: row[1] for id in ids for row in store.read(query, id=id, **params)}
        for query in (queries.DATES_BY, queries.DATES_ABOUT)
    )
    days = [day for day in (*by.values(), *about.values()) if day is not None]
    speaks_of, spoken_of_by = (
        [row for id in ids for row in store.read(query, id=id, repeats=repeats, **params)]
        for query in (queries.SPEAKS_OF, queries.SPOKEN_OF_BY)
    )
    return Card(
        replace(entity, said=len(by), about=len(about)),
        min(days, default=None),
        max(days, default=None),
        _ranked(speaks_of, filters),
        _ranked(spoken_of_by, filters),
    )


def speakers(store: Store, filters: Filters = EVERYTHING, *, repeats: bool = False) -> list[Ranked]:
    """Who speaks, most claims first; with `repeats`, a statement counts again for each claim that repeats it."""
    if filters.are_none():
        counted = queries.MOST_SPEAKING_REPEATS if repeats else queries.MOST_SPEAKING
        return _ranking(store, counted, filters)
    return _ranking(store, queries.SPEAKERS_REPEATS if repeats else queries.SPEAKERS, filters)


def targets(store: Store, filters: Filters = EVERYTHING, *, repeats: bool = False) -> list[Ranked]:
    """Who is spoken of, most claims first; `repeats` as in `speakers`."""
    if filters.are_none():
        counted = queries.MOST_SPOKEN_OF_REPEATS if repeats else queries.MOST_SPOKEN_OF
        return _ranking(store, counted, filters)
    return _ranking(store, queries.TARGETS_REPEATS if repeats else queries.TARGETS, filters)


def documents(store: Store, filters: Filters = EVERYTHING) -> list[DocumentRow]:
    """The documents in the store by date and id; with a kind, act or confidence, only those with such claims."""
    if filters.limit is not None and replace(filters, since=None, until=None).are_none():
        return _first_documents(store, filters)
    claims_only = filters.kind is not None or filters.min_confidence is not None or bool(filters.acts)
    rows = store.read(queries.DOCUMENTS, claims_only=claims_only, **filters.params())
    return [DocumentRow(*row) for row in rows]


def show(store: Store, claim_id: str) -> Shown:
    """One claim with all that is needed to print it in its sentence.

    Raises:
        NotFound: there is no claim of this id.
    """
    rows = store.read(queries.SHOW, id=key(claim_id))
    if not rows:
        raise NotFound(
            f"{store.uri} has no claim {claim_id!r}. The ids are in the output of `onrecord said` and `about`."
        )
    *statement, mention, text, claim_spans, cue_spans, mention_spans = rows[0]
    return Shown(
        _with_targets(store, [statement])[0],
        mention,
        text,
        pairs(claim_spans),
        pairs(cue_spans),
        pairs(mention_spans),
        _places(store, rows[0]),
        [name for (name,) in store.read(queries.ADDRESSEES, id=rows[0][0])],
        _related(store, queries.REPORTS, rows[0][0]),
        _related(store, queries.REPORTED_IN, rows[0][0]),
    )


def cypher(
    store: Store,
    text: str,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int | None = 1000,
    timeout: float = 30.0,
    write: bool = False,
) -> Table:
    """A user's own query. `timeout` in seconds; `write`: whether it may change the graph, but for its schema.

    On a store that is open for reading only, it cannot take more time than that, nor more memory than `guarded` allows,
    whatever it is; on one that is open for writing as far as the engine keeps to its own limits.

    Raises:
        CypherError: it is wrong, is not a single statement that reads (or writes), or took longer than `timeout`.
    """
    statement = readonly.checked(text, write=write)
    params = params or {}
    missing = sorted(readonly.parameters(statement) - set(params))
    if missing:
        raise CypherError(f"The query has a parameter ${missing[0]}, but no value was given for it.")
    used = {name: params[name] for name in readonly.parameters(statement)}
    wanted = ALL_ROWS if limit is None else limit
    if write:
        columns, rows = store.write_query(statement, used, wanted + 1, timeout)
    elif store.read_only:
        columns, rows = guarded.query(store.uri, statement, used, wanted + 1, timeout)
    else:
        columns, rows = store.read_only_query(statement, used, wanted + 1, timeout)
    return Table(columns, rows[:wanted], len(rows) > wanted)


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    counts = (queries.COUNT_DOCUMENTS, queries.COUNT_CLAIMS, queries.COUNT_SPEAKERS, queries.COUNT_ENTITIES)
    return Info(store.uri, store.kind, store.version(), *(store.read(count)[0][0] for count in counts))


def forget(store: Store, document_id: str) -> Forgotten:
    """Take a document, its claims and whoever only it named out of the store (opened for writing).

    Raises:
        NotFound: there is no document of this id.
    """
    return Forgotten(document_id, *store.forget(document_id))


def _first_documents(store: Store, filters: Filters) -> list[DocumentRow]:
    """The first documents with all their claims, without going over those of the others."""
    limit = filters.params()["limit"]
    days = {name: filters.params()[name] for name in ("since", "until")}
    rows = store.read(queries.DATED_DOCUMENTS, limit=limit, **days)
    if len(rows) < limit and not filters.params()["dated"]:
        rows += store.read(queries.UNDATED_DOCUMENTS, limit=limit - len(rows))
    ids = [row[0] for row in rows]
    claims = dict(store.each(queries.CLAIMS_IN_DOCUMENT, ids))
    speakers = dict(store.each(queries.SPEAKERS_IN_DOCUMENT, ids))
    return [DocumentRow(*[*row, claims.get(row[0], 0), speakers.get(row[0], 0)]) for row in rows]


def _related(store: Store, query: str, id: str) -> list[Related]:
    """The claims that a query leads to from one, in the order of the text, with their speakers."""
    rows = sorted(store.read(query, id=id), key=lambda row: (row[2], row[0]))
    names = dict(store.each(queries.SPEAKER_OF_CLAIM, [row[0] for row in rows]))
    return [Related(other, names.get(other), text) for other, text, _ in rows]


def _places(store: Store, shown: Sequence[Any]) -> list[Place]:
    """Where else the statement of a shown claim was published, and this claim itself, in order."""
    id, date, _, _, text, kind, _, document, title, publisher, url, _, _, _, spans, *_ = shown
    mine = quoted(text, kind)
    found = {
        (date or Date.max, document, spans[0] if spans else 0, id): Place(id, date, publisher, title, url, document)
    }
    for *place, words, how, start in store.read(queries.PLACES, id=id):
        other = Place(*place)
        if other.id != id and same_statement(mine, quoted(words, how)):
            found[other.date or Date.max, other.document, start, other.id] = other
    return [found[order] for order in sorted(found)]


def _entities(rows: Sequence[Sequence[Any]]) -> list[Entity]:
    entities = [Entity(*row) for row in rows]
    return sorted(entities, key=lambda entity: (-entity.said - entity.about, entity.name, entity.id))


def _of_any(store: Store, query: str, filters: Filters, parts: Mapping[str, Sequence[str]]) -> list[Statement]:
    """The statements of a query for any of the ids of each of its parts, in order."""
    return statements(store, query, filters, *(dict(zip(parts, ids, strict=True)) for ids in product(*parts.values())))


def statements(store: Store, query: str, filters: Filters, *ends: Mapping[str, str]) -> list[Statement]:
    """The statements of a query of `queries` that returns those, in order.

    `ends` are the ids of entities that it begins and ends at: "speaker", "target" and "addressee". It is asked for each
    of several.
    """
    texts, params = _from_the_fewer(store, query, ends), filters.params()
    if filters.limit is None:
        texts, params = [queries.in_no_order(text) for text in texts], filters.params_of_all()
    rows = [row for text, ids in zip(texts, ends, strict=True) for row in store.read(text, **ids, **params)]
    if filters.limit is None or len(ends) > 1:
        rows = sorted({row[0]: row for row in rows}.values(), key=_order)[: filters.params()["limit"]]
    if query == queries.ABOUT and len(ends) > 1:
        return _with_targets(store, _with_speakers(store, rows))
    if query == queries.ABOUT:
        rows = _with_speakers(store, rows, ends[0]["target"])
        return _with_targets(store, rows, queries.TARGETS_BESIDE, [ends[0]["target"]])
    return _with_targets(store, rows, queries.TARGETS_OF_SPEAKER, [ids["speaker"] for ids in ends])


def _from_the_fewer(store: Store, query: str, ends: Sequence[Mapping[str, str]]) -> list[str]:
    """For each of the ends the query so written that it begins at the one who has fewer claims."""
    if query != queries.SAID_ABOUT:
        return [query] * len(ends)
    rows = store.each(queries.ENTITY_BY_ID, sorted({id for ids in ends for id in ids.values()}))
    said, about = ({row[0]: row[column] for row in rows} for column in (-2, -1))
    return [
        queries.SAID_ABOUT_FROM_SPEAKER
        if said[ids["speaker"]] < about[ids["target"]]
        else queries.SAID_ABOUT_FROM_TARGET
        for ids in ends
    ]


def _order(row: Sequence[Any]) -> tuple[Date, str, int, str]:
    """The place of a statement's row in the order of all."""
    return row[1] or Date.max, row[7], row[12], row[0]


def _with_speakers(store: Store, rows: Sequence[Sequence[Any]], target: str | None = None) -> list[list[Any]]:
    """Rows of statements, all about `target` if that is given, with the speakers of those that have one."""
    if target is None or len(rows) <= FEW:
        names = dict(store.each(queries.SPEAKER_OF_CLAIM, [row[0] for row in rows]))
    else:
        names = dict(store.read(queries.SPEAKERS_ABOUT, id=target))
    return [[*row[:2], names.get(row[0]), *row[3:]] for row in rows]


def _with_targets(
    store: Store, rows: Sequence[Sequence[Any]], around: str = "", ids: Sequence[str] = ()
) -> list[Statement]:
    """Statements of rows, with the `about` and `mentions` that they have besides.

    `around`: the query that tells the targets of all claims of those entities, of ids `ids`, who made or are in them.
    """
    if around and len(rows) > FEW:
        targets = [target for id in ids for target in store.read(around, id=id)]
    else:
        targets = store.each(queries.TARGETS_OF_CLAIM, [row[0] for row in rows])
    named: dict[tuple[str, str], list[str]] = {}
    for id, role, _, _, name in sorted(targets, key=lambda target: target[2:4]):
        names = named.setdefault((id, role), [])
        if name not in names:  # a claim may have several of an entity's names
            names.append(name)
    return [
        Statement(*[*claim, named.get((id, "about"), []), named.get((id, "mention"), []), *document])
        for id, claim, document in ((row[0], row[:7], row[7:12]) for row in rows)
    ]


def _ranking(store: Store, query: str, filters: Filters) -> list[Ranked]:
    return [Ranked(*row) for row in store.read(query, **filters.params())]


def _ranked(parts: Sequence[Sequence[Any]], filters: Filters) -> list[Ranked]:
    """Those who have a part in claims, by the number of what counts for each."""
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for name, type, id, counted, document in parts:
        claims, documents = found.setdefault((name, type, id), (set(), set()))
        claims.add(counted)
        documents.add(document)
    ranked = (
        Ranked(name, type, len(claims), len(documents), id) for (name, type, id), (claims, documents) in found.items()
    )
    in_order = sorted(ranked, key=lambda each: (-each.claims, each.name, each.id))
    return in_order[: filters.params()["limit"]]
