"""What somebody said, what was said of somebody, and claims by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from onrecord.graph.errors import NotAStore
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Statement
from onrecord.graph.lookups.people import Names, any_of
from onrecord.graph.lookups.rows import ClaimRow, SourceRow, SpeakerRow, TargetRow
from onrecord.graph.model.query import Query
from onrecord.graph.stores import fulltext
from onrecord.graph.stores.store import Store

FEW: Final = 200  # claims whose ends are looked up one by one


MOST_FOUND: Final = 1_000_000


def said(
    store: Store,
    speaker: Names,
    about: Names | None = None,
    filters: Filters = EVERYTHING,
    *,
    to: Names | None = None,
) -> list[Statement]:
    """What `speaker` said, of `about` and to `to` if they are given; [] where nothing is found.

    Where several names are given, what any of them said, of any of them.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    names = {"speaker": speaker, "target": about, "addressee": to}
    parts = {part: any_of(store, name, filters) for part, name in names.items() if name is not None}
    query = {
        (False, False): queries.SAID,
        (True, False): queries.SAID_ABOUT,
        (False, True): queries.SAID_TO,
        (True, True): queries.SAID_ABOUT_TO,
    }[about is not None, to is not None]
    return _of_any(store, query, filters, parts)


def about(
    store: Store,
    target: Names,
    by: Names | None = None,
    filters: Filters = EVERYTHING,
    *,
    not_by: Names = (),
    named: bool | None = None,
) -> list[Statement]:
    """What was said of `target`, by `by` if that is given, claims without a speaker included.

    Where several names are given, what was said of any of them.

    Args:
        not_by, named: see `narrowed`.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    every = replace(filters, limit=None) if not_by or named is not None else filters
    if by is not None:
        found = said(store, by, target, every)
    else:
        found = _of_any(store, queries.ABOUT, every, {"target": any_of(store, target, filters)})
    return narrowed(store, found, filters, not_by=not_by, named=named)


CHECK: Final = "`onrecord check` tells what is wrong, and what to do."


def search(
    store: Store,
    question: str,
    by: Names | None = None,
    about: Names | None = None,
    filters: Filters = EVERYTHING,
    *,
    not_by: Names = (),
    named: bool | None = None,
) -> list[Statement]:
    """Claims that have the words of the question (see `fulltext`), the best first, of equally good ones the earliest.

    `by`, `about`: only what the one said, only what was said of the other. [] where nothing is found.
    `not_by`, `named`: see `narrowed`.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    speakers, targets = (None if names is None else any_of(store, names, filters) for names in (by, about))
    terms = fulltext.parse(question)
    if not terms:
        return []
    is_narrowed = bool(not_by) or named is not None
    wanted = MOST_FOUND if is_narrowed else filters.params()["limit"]
    # More than are wanted, since the stores are not asked for an order of those that are equally good.
    most = min(2 * wanted + 100, MOST_FOUND)
    found = store.search(terms, filters, speakers, targets, most)
    scores = {id: round(score, 3) for id, score in found}
    if not scores or not wanted:
        return []
    least = sorted(scores.values(), reverse=True)[:wanted][-1]
    rows = store.each(queries.STATEMENT, [id for id, score in scores.items() if score >= least])
    if odd := next((row.id for row in rows if row.id not in scores), None):
        raise NotAStore(f"{store.uri} is damaged: a claim that was looked up by its id has another, {odd!r}. {CHECK}")
    rows.sort(key=lambda row: (-scores[row.id], row.order))
    found_whole = with_targets(store, _with_speakers(store, rows[:wanted]))
    return narrowed(store, found_whole, filters, not_by=not_by, named=named)


def narrowed(
    store: Store, found: list[Statement], filters: Filters, *, not_by: Names = (), named: bool | None = None
) -> list[Statement]:
    """Of statements, those of certain sources, at most as many as the filters let through.

    Args:
        not_by: nothing that any of these said.
        named: True: only what sources with a name said; False: only what unnamed sources said, and hearsay.
    """
    if not not_by and named is None:
        return found
    without = set(any_of(store, not_by, filters))
    sources = {row.claim: row for row in store.each(queries.SOURCE_OF_CLAIM, [each.id for each in found])}
    return [each for each in found if is_by(sources.get(each.id), without, named)][: filters.params()["limit"]]


def is_by(source: SourceRow | None, without: Collection[str], named: bool | None) -> bool:
    """Whether the source of a claim, None for hearsay, is one that `narrowed` lets through."""
    has_name = source is not None and source.named
    return (source is None or source.id not in without) and (named is None or has_name == named)


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
    text, params = _as_is_quick(store, query), filters.params()
    if params["limit"] <= FEW:
        every = filters.are_none()
        given = {"limit": params["limit"]} if every else params
        places = {
            place.id: place for ids in ends for place in store.read(queries.first(text, every=every), **ids, **given)
        }
        in_order = sorted(places.values(), key=lambda place: place.order)
        return of_ids(store, [place.id for place in in_order[: params["limit"]]])
    if filters.limit is None:
        text, params = text.unordered(), filters.params_of_all()
    rows = [row for ids in ends for row in store.read(text, **ids, **params)]
    if filters.limit is None or len(ends) > 1:
        rows = sorted({row.id: row for row in rows}.values(), key=lambda row: row.order)[: filters.params()["limit"]]
    if query == queries.ABOUT and len(ends) == 1:
        rows = _with_speakers(store, rows, ends[0]["target"])
        return with_targets(store, rows, queries.TARGETS_BESIDE, [ends[0]["target"]])
    if not all("speaker" in ids for ids in ends):
        return with_targets(store, _with_speakers(store, rows))
    return with_targets(store, rows, queries.TARGETS_OF_SPEAKER, list(dict.fromkeys(ids["speaker"] for ids in ends)))


def of_ids(store: Store, ids: Sequence[str]) -> list[Statement]:
    """The statements that claims of these ids are, in order."""
    asked = (queries.STATEMENT, queries.SPEAKER_OF_CLAIM, queries.TARGETS_OF_CLAIM)
    rows, speakers, targets = store.each_of(asked, ids)
    return of_rows(_spoken_by(speakers, sorted(rows, key=lambda row: row.order)), targets)


def _as_is_quick(store: Store, query: Query[ClaimRow]) -> Query[ClaimRow]:
    """The query so written that the store looks at few claims."""
    if query != queries.SAID_ABOUT:
        return query
    return queries.SAID_ABOUT_FROM_BOTH if store.kind == "ladybug" else queries.SAID_ABOUT_OF_LIST


def _with_speakers(store: Store, rows: Sequence[ClaimRow], target: str | None = None) -> list[ClaimRow]:
    """Rows of statements, all about `target` if that is given, with the speakers of those that have one."""
    if target is None or len(rows) <= FEW:
        speakers = store.each(queries.SPEAKER_OF_CLAIM, [row.id for row in rows])
    else:
        speakers = store.read(queries.SPEAKERS_ABOUT, id=target)
    return _spoken_by(speakers, rows)


def _spoken_by(speakers: Iterable[SpeakerRow], rows: Iterable[ClaimRow]) -> list[ClaimRow]:
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
    return of_rows(rows, targets)


def of_rows(rows: Iterable[ClaimRow], targets: Iterable[TargetRow]) -> list[Statement]:
    """Statements of rows that have their speakers, and of the targets of these claims."""
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
        repeats=row.statement if row.statement != row.id else None,
        corrected=row.corrected,
    )
