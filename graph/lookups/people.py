"""Whom a name means, and who they are on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from itertools import chain
from typing import Any, Final, NamedTuple

from onrecord.extract.lexicon import countries
from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities.evidence import OF_DOCUMENT
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import (
    AmbiguousName,
    Card,
    Entity,
    Ranked,
    UnknownName,
)
from onrecord.graph.lookups.namesakes import namesakes, note, noted
from onrecord.graph.lookups.rankings import from_the_top, tallied
from onrecord.graph.lookups.rankings import queries as rankings
from onrecord.graph.lookups.rows import DayRow, PartRow
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import key
from onrecord.graph.spelling import fits_partly, normalise
from onrecord.graph.stores.store import Store

Names = str | Entity | Sequence[str | Entity]
"""One name or several; an entity that was found before stands for its name."""

MOST_SIMILAR: Final = 5
LEAST_SIMILAR: Final = 0.75
"""How much of two words has to be the same, as `difflib` measures it, for one to be taken for the other misspelled."""


def find(store: Store, name: str) -> list[Entity]:
    """Entities that `name` fits, most claims first; [] where there is none.

    Those with exactly this name or alias, if there are any, and after them who has it as a part of a longer name (see
    `namesakes`); else those with an alias in which each word of `name` begins a word. Unnamed sources are found only
    where nobody named fits as well.
    """
    found = _fitting(store, name)
    return [*found, *namesakes(store, name, found)]


def _fitting(store: Store, name: str) -> list[Entity]:
    """Those of `find` whom a look-up takes the name for."""
    by_id = store.read(queries.ENTITY_BY_ID, id=key(name))
    if not by_id and ":" in name:  # the id of a name that is one with others
        from onrecord.graph.lookups.reasons import entities_of  # seldom needed, and long to import

        ids = entities_of(store, name)
        by_id = [entity for id in ids for entity in store.read(queries.ENTITY_BY_ID, id=id)]
    if by_id:
        return _most_claims_first(by_id)
    words = normalise(name).split()
    if not words:
        return []
    found = store.each(queries.ENTITIES_BY_ALIAS, [naming.key(name)]) or _country(store, normalise(name))
    if not found:
        begun = [word.id for word in store.read(queries.WORDS, start=max(words, key=len))]
        aliases = {row.alias for row in store.each(queries.ALIASES_OF_WORD, begun)}
        fitting = sorted(alias for alias in aliases if fits_partly(name, alias))
        found = list({entity.id: entity for entity in store.each(queries.ENTITIES_BY_ALIAS, fitting)}.values())
    found = [entity for entity in found if entity.named] or found
    return _most_claims_first([*found, *_other_halves(store, found)])


def _country(store: Store, name: str) -> list[Entity]:
    """The country that a normalised name is of, under another name, such as “USA” for “United States”."""
    code = countries.names().get(name)
    found = store.each(queries.ENTITIES_BY_ALIAS, countries.names_of(code)) if code else []
    return list({entity.id: entity for entity in found if entity.type != "person"}.values())


def resolve(store: Store, name: str | Entity) -> Entity:
    """Find the one entity that a name fits; an entity that was found before is given back.

    Where articles call one just so, and others have the name as a part of theirs, it is taken for the one, and the
    others are told of (see `namesakes.noted`).

    Raises:
        UnknownName: nobody has the name; the error lists who has a similar one.
        AmbiguousName: it fits several, which the error lists.
    """
    if isinstance(name, Entity):
        return name
    found = _fitting(store, name)
    if not found:
        raise UnknownName(store.uri, name, similar(store, name))
    others = namesakes(store, name, found)
    if len(found) > 1:
        raise AmbiguousName(name, [*found, *others])
    note(name, found[0], others)
    return found[0]


def certain(store: Store, name: str | Entity) -> Entity:
    """Find the one entity that a name fits, as `resolve`, for what changes the store: nobody is taken for another.

    Raises:
        UnknownName: nobody has the name; the error lists who has a similar one.
        AmbiguousName: it fits several, or one alone while others have it as a part of a longer name.
    """
    with noted() as taken:
        entity = resolve(store, name)
    for each in taken:
        raise AmbiguousName(each.name, [entity, *each.others])
    return entity


def resolve_all(store: Store, names: Names) -> list[Entity]:
    """Find the entities that one name, or each of several, fits (see `resolve`)."""
    given = [names] if isinstance(names, str | Entity) else names
    return list({entity.id: entity for entity in (resolve(store, name) for name in given)}.values())


def similar(store: Store, name: str) -> list[Entity]:
    """Find named entities whose name is spelled much like `name`, at most a few, the most similar first.

    Each word of `name` has to be like a word of an alias, and to begin with the same letter.
    """
    words = normalise(name).split()
    close = [_similar_words(store, word) for word in words]
    if not close or not all(close):
        return []
    aliases = {row.alias for row in store.each(queries.ALIASES_OF_WORD, min(close, key=len))}
    fitting = [alias for alias in aliases if all(set(alias.split()) & {*near} for near in close)]
    fitting.sort(key=lambda alias: (-SequenceMatcher(None, " ".join(words), alias).ratio(), alias))
    found = _most_claims_first(store.each(queries.ENTITIES_BY_ALIAS, fitting[:MOST_SIMILAR]))
    return list({entity.id: entity for entity in found if entity.named}.values())


def _similar_words(store: Store, word: str) -> list[str]:
    """Words of names that are spelled much like this one, the most similar first."""
    there = [row.id for row in store.read(queries.WORDS, start=word[0])]
    return get_close_matches(word, there, n=MOST_SIMILAR, cutoff=LEAST_SIMILAR)


def whole(store: Store, id: str, filters: Filters = EVERYTHING) -> list[str]:
    """The id of an entity, and those of what stands for it, unless the filters are exact."""
    return [id] if filters.exact else [id, *sorted(other.id for other in store.read(queries.STAND_INS, id=id))]


def any_of(store: Store, names: Names, filters: Filters = EVERYTHING) -> list[str]:
    """The ids of all whom names mean (see `whole`)."""
    return list(dict.fromkeys(id for entity in resolve_all(store, names) for id in whole(store, entity.id, filters)))


class Days(NamedTuple):
    """The statements by somebody, and those about them, with the days on which they were made."""

    by: list[DayRow]
    about: list[DayRow]


def days(store: Store, id: str, filters: Filters = EVERYTHING, *, repeats: bool = False) -> Days:
    """The days of an entity of this id and of what stands for it; see `who`."""
    params = filters.params_of_all() | {"repeats": repeats}
    ids = whole(store, id, filters)
    return Days(*_of_all(store, (queries.DAYS_BY, queries.DAYS_ABOUT), ids, params))


def _of_all(
    store: Store, asked: Sequence[Query[Any]], ids: Iterable[str], params: Mapping[str, Any]
) -> Iterator[list[Any]]:
    """The rows of each of several queries, of all these entities together."""
    found = [store.all(*asked, id=id, **params) for id in ids]
    return (list(chain.from_iterable(rows)) for rows in zip(*found, strict=True))


def who(
    store: Store,
    name: str | Entity,
    filters: Filters = EVERYTHING,
    *,
    repeats: bool = False,
    on: Days | None = None,
) -> Card:
    """The card of an entity. `filters.limit` is for each of its two rankings.

    A statement that several claims make counts once, as in rankings and time lines, unless `repeats`.

    Args:
        on: its days within the filters, where they have been asked for before.

    Raises:
        UnknownName, AmbiguousName: nobody has the name, or it fits several.
    """
    entity = resolve(store, name)
    params = filters.params_of_all() | {"repeats": repeats}
    ids = whole(store, entity.id, filters)
    by, about = on or days(store, entity.id, filters, repeats=repeats)
    dates = [row.date for row in (*by, *about) if row.date is not None]
    speaks_of, spoken_of_by = _of_all(store, (queries.SPEAKS_OF, queries.SPOKEN_OF_BY), ids, params)
    return Card(
        replace(entity, said=len({row.id for row in by}), about=len({row.id for row in about})),
        min(dates, default=None),
        max(dates, default=None),
        _ranked(speaks_of, filters),
        _ranked(spoken_of_by, filters),
    )


def speakers(store: Store, filters: Filters = EVERYTHING, *, repeats: bool = False) -> list[Ranked]:
    """Who speaks, most claims first; with `repeats`, a statement counts again for each claim that repeats it."""
    if filters.are_none():
        counted = rankings.MOST_SPEAKING_REPEATS if repeats else rankings.MOST_SPEAKING
        return _ranking(store, counted, filters)
    for way in (tallied, from_the_top):
        found = way(store, "by", filters, repeats=repeats)
        if found is not None:
            return found
    return _ranking(store, rankings.SPEAKERS_REPEATS if repeats else rankings.SPEAKERS, filters)


def targets(store: Store, filters: Filters = EVERYTHING, *, repeats: bool = False) -> list[Ranked]:
    """Who is spoken of, most claims first; `repeats` as in `speakers`."""
    if filters.are_none():
        counted = rankings.MOST_SPOKEN_OF_REPEATS if repeats else rankings.MOST_SPOKEN_OF
        return _ranking(store, counted, filters)
    for way in (tallied, from_the_top):
        found = way(store, "about", filters, repeats=repeats)
        if found is not None:
            return found
    return _ranking(store, rankings.TARGETS_REPEATS if repeats else rankings.TARGETS, filters)


def _other_halves(store: Store, found: Sequence[Entity]) -> list[Entity]:
    """The entities of the same name that a split has set apart from those found, or that those were set apart from."""
    whole = {entity.id.partition(OF_DOCUMENT)[0] for entity in found if entity.named}
    there = {entity.id for entity in found}
    halves = store.each(
        queries.ENTITIES_BY_ALIAS, sorted({naming.key(entity.name) for entity in found if entity.named})
    )
    parted = [half for half in halves if half.id not in there and half.id.partition(OF_DOCUMENT)[0] in whole]
    return list({half.id: half for half in parted if half.named}.values())


def _most_claims_first(entities: Sequence[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (-entity.said - entity.about, entity.name, entity.id))


def _ranking(store: Store, query: Query[Ranked], filters: Filters) -> list[Ranked]:
    return store.read(query, **filters.params())


def _ranked(parts: Sequence[PartRow], filters: Filters) -> list[Ranked]:
    """Those who have a part in claims, by the number of what counts for each."""
    found: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
    for part in parts:
        claims, documents = found.setdefault((part.name, part.type, part.who), (set(), set()))
        claims.add(part.counted)
        documents.add(part.document)
    ranked = (
        Ranked(name, type, len(claims), len(documents), id) for (name, type, id), (claims, documents) in found.items()
    )
    in_order = sorted(ranked, key=lambda each: (-each.claims, each.name, each.id))
    return in_order[: filters.params()["limit"]]
