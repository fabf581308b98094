"""What somebody said, what was said of somebody, and claims by their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Entity, Statement
from onrecord.graph.lookups.people import resolve, whole
from onrecord.graph.lookups.rows import ClaimRow, TargetRow
from onrecord.graph.model.query import Query
from onrecord.graph.stores import fulltext
from onrecord.graph.stores.store import Store

FEW: Final = 200  # claims whose ends are looked up one by one


MOST_FOUND: Final = 1_000_000


def said(
    store: Store,
    speaker: str | Entity,
    about: str | Entity | None = None,
    filters: Filters = EVERYTHING,
    *,
    to: str | Entity | None = None,
) -> list[Statement]:
    """What `speaker` said, of `about` and to `to` if they are given; [] where nothing is found.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    names = {"speaker": speaker, "target": about, "addressee": to}
    parts = {part: resolve(store, name) for part, name in names.items() if name is not None}
    query = {
        (False, False): queries.SAID,
        (True, False): queries.SAID_ABOUT,
        (False, True): queries.SAID_TO,
        (True, True): queries.SAID_ABOUT_TO,
    }[about is not None, to is not None]
    return _of_any(store, query, filters, {part: whole(store, entity.id, filters) for part, entity in parts.items()})


def about(
    store: Store, target: str | Entity, by: str | Entity | None = None, filters: Filters = EVERYTHING
) -> list[Statement]:
    """What was said of `target`, by `by` if that is given, claims without a speaker included.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    if by is not None:
        return said(store, by, target, filters)
    of = resolve(store, target)
    return _of_any(store, queries.ABOUT, filters, {"target": whole(store, of.id, filters)})


def search(
    store: Store,
    question: str,
    by: str | Entity | None = None,
    about: str | Entity | None = None,
    filters: Filters = EVERYTHING,
) -> list[Statement]:
    """Claims that have the words of the question (see `fulltext`), the best first, of equally good ones the earliest.

    `by`, `about`: only what the one said, only what was said of the other. [] where nothing is found.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    who = resolve(store, by) if by is not None else None
    of = resolve(store, about) if about is not None else None
    terms = fulltext.parse(question)
    if not terms:
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
    rows.sort(key=lambda row: (-scores[row.id], row.order))
    return with_targets(store, _with_speakers(store, rows[:wanted]))


def _of_any(
    store: Store, query: Query[ClaimRow], filters: Filters, parts: Mapping[str, Sequence[str]]
) -> list[Statement]:
    """The statements of a query for any of the ids of each of its parts, in order."""
    return statements(store, query, filters, *(dict(zip(parts, ids, strict=True)) for ids in product(*parts.values())))


def statements(store: Store, query: Query[ClaimRow], filters: Filters, *ends: Mapping[str, str]) -> list[Statement]:
    """The statements of a query of `queries` that returns those, in order.

    `ends` are the ids of entities that it begins and ends at: "speaker", "target" and "addressee". It is asked for each
    of several.
    """
    texts, params = _from_the_fewer(store, query, ends), filters.params()
    if filters.limit is None:
        texts, params = [text.unordered() for text in texts], filters.params_of_all()
    rows = [row for text, ids in zip(texts, ends, strict=True) for row in store.read(text, **ids, **params)]
    if filters.limit is None or len(ends) > 1:
        rows = sorted({row.id: row for row in rows}.values(), key=lambda row: row.order)[: filters.params()["limit"]]
    if query == queries.ABOUT and len(ends) > 1:
        return with_targets(store, _with_speakers(store, rows))
    if query == queries.ABOUT:
        rows = _with_speakers(store, rows, ends[0]["target"])
        return with_targets(store, rows, queries.TARGETS_BESIDE, [ends[0]["target"]])
    return with_targets(store, rows, queries.TARGETS_OF_SPEAKER, [ids["speaker"] for ids in ends])


def _from_the_fewer(store: Store, query: Query[ClaimRow], ends: Sequence[Mapping[str, str]]) -> list[Query[ClaimRow]]:
    """For each of the ends the query so written that it begins at the one who has fewer claims."""
    if query != queries.SAID_ABOUT:
        return [query] * len(ends)
    there = store.each(queries.ENTITY_BY_ID, sorted({id for ids in ends for id in ids.values()}))
    entities = {entity.id: entity for entity in there}
    return [
        queries.SAID_ABOUT_FROM_SPEAKER
        if entities[ids["speaker"]].said < entities[ids["target"]].about
        else queries.SAID_ABOUT_FROM_TARGET
        for ids in ends
    ]


def _with_speakers(store: Store, rows: Sequence[ClaimRow], target: str | None = None) -> list[ClaimRow]:
    """Rows of statements, all about `target` if that is given, with the speakers of those that have one."""
    if target is None or len(rows) <= FEW:
        speakers = store.each(queries.SPEAKER_OF_CLAIM, [row.id for row in rows])
    else:
        speakers = store.read(queries.SPEAKERS_ABOUT, id=target)
    names = {speaker.claim: speaker.name for speaker in speakers}
    return [row._replace(speaker=names.get(row.id)) for row in rows]


def with_targets(
    store: Store, rows: Sequence[ClaimRow], around: Query[TargetRow] | None = None, ids: Sequence[str] = ()
) -> list[Statement]:
    """Statements of rows, with the `about` and `mentions` that they have besides.

    `around`: the query that tells the targets of all claims of those entities, of ids `ids`, who made or are in them.
    """
    if around is not None and len(rows) > FEW:
        targets = [target for id in ids for target in store.read(around, id=id)]
    else:
        targets = store.each(queries.TARGETS_OF_CLAIM, [row.id for row in rows])
    named: dict[tuple[str, str], list[str]] = {}
    for target in sorted(targets, key=lambda target: (target.position, target.target)):
        names = named.setdefault((target.claim, target.role), [])
        if target.name not in names:  # a claim may have several of an entity's names
            names.append(target.name)
    return [_statement(row, named.get((row.id, "about"), []), named.get((row.id, "mention"), [])) for row in rows]


def _statement(row: ClaimRow, about: list[str], mentions: list[str]) -> Statement:
    return Statement(
        id=row.id,
        date=row.date,
        speaker=row.speaker,
        cue=row.cue,
        claim=row.text,
        kind=row.kind,
        confidence=row.confidence,
        about=about,
        mentions=mentions,
        document=row.document,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        act=row.act,
    )
