"""Who denies, rejects or takes back what others accuse them of, claim or report: pairs of claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from datetime import timedelta
from itertools import groupby, islice
from typing import Final

from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Entity, Place, Statement
from onrecord.graph.lookups.documents import places
from onrecord.graph.lookups.people import any_of
from onrecord.graph.lookups.rows import SourceRow
from onrecord.graph.lookups.statements import of_ids, said, statements
from onrecord.graph.stores.store import Store

DENYING: Final = ("deny", "retract")
ASSERTING: Final = ("accuse", "blame", "claim", "report")
DAYS: Final = 30
MOST_OF_ONE: Final = 5
"""Pairs that one denial may be in: the claims that share most words with it, then the nearest in time."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A denial beside the claim that it may be an answer to, to be read by people: neither need mean the other.

    Attributes:
        denial: what somebody denied, rejected or took back.
        claim: what another accused them of, claimed or reported, of the same target and near in time.
        about: whom both concern: a target of both, or the one who denies.
        days: from the claim to the denial, negative where the claim came later; None where either has no day.
        shared: the words, but for the commonest, that both have.
        denied_in, claimed_in: all places where each was published.
    """

    denial: Statement = field(metadata={"prefix": "denial_"})
    claim: Statement = field(metadata={"prefix": "claim_"})
    about: list[str]
    days: int | None
    shared: list[str]
    denied_in: list[Place]
    claimed_in: list[Place]


def contradictions(
    store: Store, person: str | Entity | None = None, filters: Filters = EVERYTHING, *, days: int = DAYS
) -> list[Contradiction]:
    """Pair denials with what they may answer, in the order of the denials; [] where nothing is found.

    A claim is paired with a denial if it accuses, blames, claims or reports, is by somebody else (or is what is taken
    back), is at most `days` days away, and is about the one who denies, or about a target of the denial and in some of
    its words.

    Args:
        person: only pairs in which this one denies or is denied.
        filters: for both; the days of publication are the denial's. `acts` are not looked at.

    Raises:
        UnknownName, AmbiguousName: nobody has the name, or it fits several.
    """
    search = _Search(store, replace(filters, acts=(), limit=None), days)
    pairs = list(islice(search.pairs(None if person is None else any_of(store, person, filters)), filters.limit))
    found = places(store, sorted({each.id for pair in pairs for each in (pair.denial, pair.claim)}))
    return [replace(pair, denied_in=found[pair.denial.id], claimed_in=found[pair.claim.id]) for pair in pairs]


def answers(store: Store, claim: Statement, *, days: int = DAYS) -> list[Contradiction]:
    """The pairs that one claim is in, as a denial or as what is denied, as `contradictions` has them; mostly []."""
    if claim.act not in (*DENYING, *ASSERTING):
        return []
    near = timedelta(days=days)
    filters = Filters(since=claim.date - near, until=claim.date + near) if claim.date else EVERYTHING
    search = _Search(store, filters, days)
    return list(search.around(claim))[:MOST_OF_ONE]


class _Search:
    """Looks for pairs, and asks the store once for what is said about each."""

    def __init__(self, store: Store, filters: Filters, days: int) -> None:
        self._store, self._days = store, days
        self._denials = replace(filters, acts=DENYING)
        self._claims = replace(filters, acts=ASSERTING, since=None, until=None)
        self._about: dict[str, list[Statement]] = {}
        self._sources: dict[str, SourceRow] = {}
        self._targets: dict[str, dict[str, str]] = {}

    def around(self, one: Statement) -> Iterator[Contradiction]:
        """The pairs that one claim is in."""
        self._know([one])
        source = self._sources.get(one.id)
        if source is None:
            return
        concerned = {source.id: source.name, **self._targets[one.id]}
        if one.act in DENYING:
            candidates = {each.id: each for id in concerned for each in self._claims_about(id)}
            found = [pair for each in candidates.values() if (pair := self._pair(one, each, concerned))]
        else:
            denials = {each.id: each for each in self._denials_of(self._store.each(queries.ENTITY_BY_ID, [*concerned]))}
            self._know(list(denials.values()))
            found = [pair for each in denials.values() if (pair := self._denied(each, one))]
        yield from sorted(found, key=lambda pair: (-len(pair.shared), abs(pair.days or 0), pair.denial.id))

    def _denials_of(self, entities: Sequence[Entity]) -> list[Statement]:
        """Denials by these and about them."""
        exact = replace(self._denials, exact=True)
        ends = [{"target": each.id} for each in entities]
        return [*said(self._store, entities, None, exact), *statements(self._store, queries.ABOUT, exact, *ends)]

    def _denied(self, denial: Statement, claim: Statement) -> Contradiction | None:
        source = self._sources.get(denial.id)
        concerned = {source.id: source.name, **self._targets[denial.id]} if source else {}
        is_of_both = concerned.keys() & self._targets[claim.id].keys()
        return self._pair(denial, claim, concerned) if is_of_both else None

    def pairs(self, who: Sequence[str] | None) -> Iterator[Contradiction]:
        for denial in self._all_denials(who):
            source = self._sources.get(denial.id)
            if source is None:
                continue
            concerned = {source.id: source.name, **self._targets[denial.id]}
            candidates = {each.id: each for id in concerned for each in self._claims_about(id)}
            found = [pair for each in candidates.values() if (pair := self._pair(denial, each, concerned))]
            if who is not None and source.id not in who:
                found = [pair for pair in found if self._sources[pair.claim.id].id in who]
            found.sort(key=lambda pair: (-len(pair.shared), abs(pair.days or 0), pair.claim.id))
            yield from found[:MOST_OF_ONE]

    def _all_denials(self, who: Sequence[str] | None) -> Iterator[Statement]:
        """Denials by these, and of what they said; by all, where nobody is asked for. In order, each known."""
        if who is None:
            found = self._store.read(queries.CLAIMS_WITHIN, **self._denials.params_of_all())
            found.sort(key=lambda row: row.date or Date.max)
            for _, of_day in groupby(found, key=lambda row: row.date):
                denials = of_ids(self._store, [row.id for row in of_day])
                self._know(denials)
                yield from denials
            return
        entities = self._store.each(queries.ENTITY_BY_ID, who)
        exact = replace(self._denials, exact=True)
        theirs = said(self._store, entities, None, replace(exact, acts=ASSERTING, since=None, until=None))
        self._know(theirs)
        concerned = sorted({id for each in theirs for id in self._targets[each.id]} - set(who))
        of = self._store.each(queries.ENTITY_BY_ID, concerned)
        ends = [{"target": each.id} for each in of]
        denied = [
            *said(self._store, entities, None, exact),
            *(said(self._store, of, None, exact) if of else []),
            *(statements(self._store, queries.ABOUT, exact, *ends) if ends else []),
        ]
        self._know(denied)
        yield from of_ids(self._store, sorted({each.id for each in denied}))

    def _claims_about(self, id: str) -> list[Statement]:
        if id not in self._about:
            found = statements(self._store, queries.ABOUT, self._claims, {"target": id})
            self._know(found)
            self._about[id] = found
        return self._about[id]

    def _know(self, found: Sequence[Statement]) -> None:
        """Look up who said these, and of whom."""
        new = [each.id for each in found if each.id not in self._targets]
        self._targets |= {id: {} for id in new}
        self._sources |= {row.claim: row for row in self._store.each(queries.SOURCE_OF_CLAIM, new)}
        for row in self._store.each(queries.TARGETS_OF_CLAIM, new):
            if row.role == "about":
                self._targets[row.claim][row.target] = row.name

    def _pair(self, denial: Statement, claim: Statement, concerned: dict[str, str]) -> Contradiction | None:
        by, source = self._sources[denial.id], self._sources.get(claim.id)
        is_own = source is not None and source.id == by.id
        if source is None or claim.id == denial.id or (is_own and denial.act != "retract"):
            return None
        apart = _days(denial, claim)
        if apart is None and denial.document != claim.document:
            return None
        if apart is not None and abs(apart) > timedelta(days=self._days):
            return None
        shared = _shared(denial, claim)
        about = self._targets[claim.id]
        if not (shared or (by.id in about and not is_own)):
            return None
        names = sorted({name for id, name in about.items() if id in concerned})
        return Contradiction(denial, claim, names, None if apart is None else apart.days, shared, [], [])


def _days(denial: Statement, claim: Statement) -> timedelta | None:
    return denial.date - claim.date if denial.date and claim.date else None


def _shared(one: Statement, other: Statement) -> list[str]:
    """The words of content that both have, as the first writes them, without names of those whom both are about."""
    from onrecord.graph.repeats.wording import wording  # long to import

    theirs = {word.stem for word in wording(other.claim) if word.is_content}
    named = {part.casefold() for name in (*one.about, *other.about) for part in name.split()}
    words = (word for word in wording(one.claim) if word.is_content and word.form not in named)
    return list(dict.fromkeys(word.form for word in words if word.stem in theirs))
