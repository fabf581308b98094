"""Which names of a block are one entity's: decided from the evidence of the whole collection, and from nothing else.

Not from the order in which articles came, nor from what was decided before: the same evidence gives the same answer.
In all rules a shorter name is joined with a fuller one only if that is the clear bearer of it: the only one, or one in
CLEAR times as many articles as all others together. Names that could be two people's stay by themselves.

1. Names that differ in titles, in how they are spelled in Latin letters, or in a company's legal form are one.
2. "Vladimir Putin" is "Vladimir V. Putin", "V. Putin" is "Vladimir Putin", if there is one clear bearer.
3. "Leo Farrant Jr." is "Leo Farrant" only where an article calls him both, and none has both as two.
4. A surname, of one word or several ("de la Fuente"), is that of its clear bearer among those in the articles of half a
   year before and after; if none of them is, among all. "Mrs. Farrant" is nobody who is called "Mr. Farrant".
5. A name that is nearly always a person's is one where it was taken for something else, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from onrecord.extract.lexicon import countries
from onrecord.graph.entities.evidence import OF_DOCUMENT, UNDATED, NameEvidence
from onrecord.graph.entities.person_names import PARTICLES, Parts, parts
from onrecord.graph.spelling import normalise

CLEAR: Final = 10
NEAR: Final = 6
"""Months before and after an article in which a bearer of a surname is near."""

TYPES: Final = ("person", "organization", "place", "group", "work")
"""In the order in which they are chosen where two are as frequent."""
_ORDER: Final = {type: number for number, type in enumerate(TYPES)}

MISTAKEN: Final = 3
"""Times as often as anything else that a name has to be a person's for the rest to be mistakes."""

Months = Mapping[str, str]

# Rules, as they are told to who asks why.
SAME: Final = "the name"
TITLE: Final = "the same without its title"
SPELLING: Final = "another spelling of the same name"
LEGAL: Final = "the same without its legal form"
MIDDLE: Final = "a middle name or initial more or less"
INITIAL: Final = "an initial for the first name"
GENERATION: Final = "an article gives both names to one person"
SURNAME: Final = "the surname of the only one, or by far the most frequent one, who bears it"
NEAR_IN_TIME: Final = "the surname of the only one, or by far the most frequent one, who bears it in that half year"
KIND: Final = "a person taken for something else"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a block.

    Attributes:
        roots: for each name that an article has its root, by month ("2024-05") where that differs.
        rules: for each name why it is joined with its root, in the words that users read.
    """

    roots: dict[str, str | Months]
    rules: dict[str, str]

    def root(self, name: str, month: str) -> str:
        """Return the root of a name in an article of this month."""
        root = self.roots[name]
        return root if isinstance(root, str) else root[month]

    def all_roots(self, name: str) -> Collection[str]:
        """Return the roots of a name in all months; none where no article has it."""
        root = self.roots.get(name)
        return () if root is None else {root} if isinstance(root, str) else set(root.values())


@dataclass(slots=True)
class _Class:
    """Names that are one for certain, since they differ in nothing but titles, spelling or legal form."""

    parts: Parts
    names: list[str] = field(default_factory=list)
    months: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    rules: dict[str, str] = field(default_factory=dict)
    pinned: bool = False

    @property
    def articles(self) -> int:
        return self.months.total()


def clear(candidates: Iterable[tuple[str, int]]) -> str | None:
    """Return the one candidate, or that which has CLEAR times as many articles as all others; None if none has.

    Args:
        candidates: each with a number of articles; those of one that comes several times are added up.
    """
    weights: Counter[str] = Counter()
    for candidate, articles in candidates:
        weights[candidate] += articles
    if not weights:
        return None
    [(first, most), *_] = ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return first if len(ranked) == 1 or most >= CLEAR * (weights.total() - most) else None


def kind_of(types: Mapping[str, int]) -> str:
    """Return the most frequent type; of equally frequent ones the first in TYPES."""
    if len(types) < 2:  # as nearly always
        return next(iter(types), TYPES[0])
    return min(types, key=lambda type: (-types[type], _ORDER.get(type, len(_ORDER)), type))


def completeness_key(name: str) -> tuple[bool, bool, int, str]:
    """Return a key by which the most complete name of an entity comes first: smaller is more complete.

    Names without titles and legal forms come first, then those with a first name, then those of few words.
    """
    its = parts(name)
    return its.titled or its.legal, its.is_bare or its.is_initial, len(name.split()), name


def decide(block: Mapping[str, NameEvidence], pinned: Collection[str] = (), alone: Collection[str] = ()) -> Decision:
    """Decide which names of a block are one.

    Args:
        block: the evidence on each name, by its key.
        pinned: names that are not to be joined with more complete ones, since people said whose they are.
        alone: names that are not to be joined with any, since people set them apart.
    """
    return _Decider(block, pinned, alone).decision()


class _Decider:
    def __init__(self, block: Mapping[str, NameEvidence], pinned: Collection[str], alone: Collection[str]) -> None:
        self.block = {name: block[name] for name in sorted(block) if block[name].articles}
        self.alone = {name for name in self.block if name in alone or OF_DOCUMENT in name}
        self.rules = dict.fromkeys(self.block, SAME)
        self.classes = self._classes(pinned)
        self.joined: dict[str, str] = {}
        self.by_month: dict[str, dict[str, str]] = {}
        self.types: dict[str, Counter[str]] = {}
        self.surnames: set[str] = set()

    def decision(self) -> Decision:
        people = [id for id, each in self.classes.items() if each.parts.first and kind_of(each.types) == "person"]
        self._join_middles(people)
        self._join_initials(people)
        self._join_generations(people)
        for id in people:
            self.types.setdefault(self._root(id), Counter()).update(self.classes[id].types)
        self._join_mistaken(people)
        self._join_companies()
        self._join_bare(people)
        return self._decision()

    def _classes(self, pinned: Collection[str]) -> dict[str, _Class]:
        """The classes of names that are one by their parts, by the most complete name of each."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for name in self.block:
            its = self._parts(name)
            if name in self.alone:
                signature: tuple[str, ...] = (name,)
            elif its.first:
                signature = ("", its.first, its.middle, its.particles, its.generation)
            elif its.is_bare:
                signature = ("", its.core, its.courtesy)
            elif its.legal:
                signature = ("legal", its.core)
            else:
                signature = ("", "", its.core)
            alike.setdefault(signature, []).append(name)
        classes: dict[str, _Class] = {}
        for names in alike.values():
            id = min(names, key=completeness_key) if len(names) > 1 else names[0]
            made = classes[id] = _Class(self._parts(id), names, pinned=not {*names}.isdisjoint({*pinned, *self.alone}))
            for name in names:
                made.months.update(self.block[name].months)
                made.types.update(self.block[name].types)
                if name != id:
                    self.rules[name] = _difference(self._parts(id), self._parts(name))
        return classes

    def _parts(self, name: str) -> Parts:
        """The parts of a name, of which only a person's has titles: "State Department" is not "Justice Department"."""
        return parts(name, is_person=kind_of(self.block[name].types) == "person")

    def _join(self, id: str, other: str | None, rule: str) -> None:
        """Join a class with a more complete one, and remember the rule."""
        if other is not None and self._root(other) != id:
            self.joined[id] = self._root(other)
            for name in self.classes[id].names:
                self.rules[name] = rule if self.rules[name] == SAME else f"{self.rules[name]}; {rule}"

    def _root(self, id: str) -> str:
        while id in self.joined:
            id = self.joined[id]
        return id

    def _may_join(self, id: str) -> bool:
        return id not in self.joined and not self.classes[id].pinned

    def _weights(self, candidates: Iterable[str]) -> list[tuple[str, int]]:
        return [(self._root(id), self.classes[id].articles) for id in candidates if id not in self.alone]

    def _join_middles(self, people: Iterable[str]) -> None:
        alike: dict[tuple[str, str, str], list[str]] = {}
        for id in people:
            its = self.classes[id].parts
            if not its.is_initial and id not in self.alone:
                alike.setdefault((its.first, its.particles, its.generation), []).append(id)
        for ids in alike.values():
            middles = {id: self.classes[id].parts.middle for id in ids}
            for shorter in sorted(ids, key=lambda id: (-len(middles[id]), id)) if len(ids) > 1 else ():
                if len(middles[shorter]) < 2 and self._may_join(shorter):
                    fuller = [id for id in ids if _abbreviates(middles[shorter], middles[id])]
                    self._join(shorter, clear(self._weights(fuller)), MIDDLE)

    def _join_initials(self, people: Iterable[str]) -> None:
        by_initial: dict[tuple[str, str], list[str]] = {}
        for id in people:
            its = self.classes[id].parts
            if not its.is_initial:
                by_initial.setdefault((its.first[0], its.generation), []).append(id)
        for id in people:
            its = self.classes[id].parts
            if its.is_initial and self._may_join(id):
                bearers = by_initial.get((its.first, its.generation), [])
                bearers = [other for other in bearers if _agree(its.middle, self.classes[other].parts.middle)]
                self._join(id, clear(self._weights(bearers)), INITIAL)

    def _join_generations(self, people: Iterable[str]) -> None:
        for id in people:
            its = self.classes[id].parts
            if not its.generation or not self._may_join(id):
                continue
            names = self.classes[id].names
            called = {normalise(spelling) for name in names for spelling in self.block[name].spellings}
            beside = {other for name in names for other in self.block[name].beside}
            plain = [
                other
                for other in people
                if self.classes[other].parts.first == its.first and not self.classes[other].parts.generation
            ]
            if beside.isdisjoint(name for other in plain for name in self.classes[other].names):
                self._join(id, clear(self._weights(o for o in plain if called & {*self.classes[o].names})), GENERATION)

    def _join_mistaken(self, people: Collection[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for id in people:
            by_first.setdefault(self.classes[id].parts.first, []).append(id)
        for id, each in self.classes.items():
            if each.parts.first in by_first and kind_of(each.types) != "person" and self._may_join(id):
                alike = [
                    other
                    for other in by_first[each.parts.first]
                    if _agree(each.parts.middle, self.classes[other].parts.middle)
                    and self.classes[other].parts.generation == each.parts.generation
                ]
                person = clear(self._weights(alike))
                if person is not None and self._is_person(each, person):
                    self._join(id, person, KIND)

    def _join_companies(self) -> None:
        by_core = {
            each.parts.core: id for id, each in self.classes.items() if not each.parts.legal and id not in self.alone
        }
        for id, each in self.classes.items():
            other = by_core.get(each.parts.core)
            if each.parts.legal and other and self._may_join(id) and kind_of(self.classes[other].types) != "person":
                self._join(id, other, LEGAL)

    def _is_person(self, each: _Class, person: str) -> bool:
        """Whether the mentions of a name that are not typed as a person are few enough to be errors: one in four."""
        types = each.types + self.types.setdefault(person, Counter())
        return types["person"] >= MISTAKEN * (types.total() - types["person"])

    def _join_bare(self, people: Collection[str]) -> None:
        bearers: dict[str, Counter[str]] = {}
        genders: dict[str, set[str]] = {}
        bare = [id for id, each in self.classes.items() if each.parts.is_bare]
        surnames = [id for id in people if self._is_surname(self.classes[id])]
        self.surnames = {*bare, *surnames}
        todo = [id for id in (*surnames, *bare) if self._may_join(id)]
        if not todo:
            return
        for id in people:
            if id not in self.alone:
                root = self._root(id)
                bearers.setdefault(root, Counter()).update(self.classes[id].months)
                genders.setdefault(root, set()).update(self._genders(self.classes[id]))
        for id in todo:
            each = self.classes[id]
            opposite = {"male": "female", "female": "male"}.get(each.parts.courtesy)
            bearing = bearers.keys() if each.parts.is_bare else self._ending_with(each)
            possible = {root: bearers[root] for root in bearing if genders[root] != {opposite}}
            if not possible or (kind_of(each.types) != "person" and countries.is_place(each.parts.core)):
                continue
            by_month = {month: _bearer(possible, month) for month in each.months}
            roots = {
                month: root if root is not None and self._is_person(each, root) else id
                for month, root in by_month.items()
            }
            if len({*roots.values()}) == 1:
                self._join(id, roots[min(roots)], SURNAME)
            else:
                for name in each.names:
                    self.by_month[name] = {month: roots[month] for month in self.block[name].months}
                    self.rules[name] = NEAR_IN_TIME

    def _is_surname(self, each: _Class) -> bool:
        """Whether a name of several words may be a surname alone: "von der Berg", "Okonjo-Reyes"."""
        if each.parts.core.split()[0] in PARTICLES:
            return True
        spellings = (spelling.split()[-1] for name in each.names for spelling in self.block[name].spellings if spelling)
        return any(normalise(last) == each.parts.core for last in spellings)

    def _ending_with(self, each: _Class) -> set[str]:
        """The entities whose full names end with a surname of several words."""
        ending = f" {each.parts.core}"
        others = (id for id, other in self.classes.items() if other is not each and id not in self.alone)
        return {self._root(id) for id in others if any(name.endswith(ending) for name in self.classes[id].names)}

    def _genders(self, each: _Class) -> set[str]:
        spellings = (spelling for name in each.names for spelling in self.block[name].spellings)
        return {courtesy for spelling in spellings if (courtesy := parts(normalise(spelling)).courtesy)}

    def _decision(self) -> Decision:
        standing: dict[str, str] = {}
        for id in self.classes:
            if not (id in self.surnames and id in self.joined):  # a surname never stands for a full name
                root = self._root(id)
                standing[root] = min(standing.get(root, id), id, key=completeness_key)
        roots: dict[str, str | Months] = {}
        for id, each in self.classes.items():
            for name in each.names:
                months = self.by_month.get(name)
                roots[name] = (
                    {month: standing.get(root, root) for month, root in months.items()}
                    if months
                    else standing[self._root(id)]
                )
        return Decision(roots, self._rules(set(standing.values())))

    def _rules(self, standing: Collection[str]) -> dict[str, str]:
        """The rules, told from the names that stand for the entities: what holds for them holds for their own class."""
        rules = dict(self.rules)
        for id, each in self.classes.items():
            first = next((name for name in each.names if name in standing), None)
            if first is not None and self.rules[first] != SAME:
                fuller = self.classes[self._root(id)].names
                rules |= {name: self.rules[first] for name in fuller if rules[name] == SAME}
                rules[first] = SAME
        return rules


def _difference(one: Parts, other: Parts) -> str:
    if other.titled != one.titled:
        return TITLE
    return LEGAL if other.legal != one.legal else SPELLING


def _abbreviates(shorter: str, fuller: str) -> bool:
    """Whether middle names are the initial of others, or are left out."""
    return len(shorter) < len(fuller) and (not shorter or (len(shorter) == 1 and fuller.startswith(shorter)))


def _agree(one: str, other: str) -> bool:
    return one == other or _abbreviates(one, other) or _abbreviates(other, one)


def _bearer(bearers: Mapping[str, Counter[str]], month: str) -> str | None:
    """The root of whoever clearly bears a surname in a month; None if several could."""
    if len(bearers) > 1 and month != UNDATED:
        near = [(root, sum(_near(month, months))) for root, months in bearers.items()]
        near = [(root, articles) for root, articles in near if articles]
        if near:
            return clear(near)
    return clear((root, months.total()) for root, months in bearers.items())


def _near(month: str, months: Mapping[str, int]) -> Iterable[int]:
    return (number for other, number in months.items() if other and abs(_count(other) - _count(month)) <= NEAR)


def _count(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:])
