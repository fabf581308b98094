"""Which entity each name is, given all evidence and all that people said.

The rules decide within a block; here names of different blocks come together: acronyms with what they stand for, and
names that people say are one. A block that has not been read is noted in `Clusters.missing`: whoever asks reads it, and
asks again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from onrecord.extract.lexicon import countries
from onrecord.graph.entities import rules as identity
from onrecord.graph.entities.corrections import Known, Notes
from onrecord.graph.entities.evidence import OF_DOCUMENT, Block, NameEvidence, block_of
from onrecord.graph.entities.rules import SAME, Decision, clear, completeness_key, kind_of
from onrecord.graph.model.rows import Row, key
from onrecord.graph.spelling import acronyms, best_spellings, normalise

ACRONYM: Final = "its initials: an article gives both"
COUNTRY: Final = "another name of the same country"
PEOPLE: Final = "people say so"


class BlockState:
    """A block with its evidence and notes, and the decision on it, which is made once it is asked for."""

    def __init__(self, names: Block, notes: Notes) -> None:
        self.names = names
        self.notes = notes

    @cached_property
    def decision(self) -> Decision:
        pinned = {name for name, known in self.notes.items() if any(_is_alias(name, each) for each in known)}
        alone = {
            name
            for name, known in self.notes.items()
            if any(each.kind == "split" and not each.document for each in known)
        }
        return identity.decide(self.names, pinned, alone)

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The names of each root."""
        members: dict[str, list[str]] = {}
        for name in sorted(self.decision.roots):
            for root in self.decision.all_roots(name):
                members.setdefault(root, []).append(name)
        return members


def _place_among_names(name: str) -> int:
    """Of a country's name its place among all names of it, the usual one first; 0 for other names."""
    code = countries.names().get(name)
    return countries.names_of(code).index(name) if code else 0


def _is_alias(name: str, known: Known) -> bool:
    return known.kind == "alias" and known.other_key == name


@dataclass(frozen=True, slots=True)
class Cluster:
    """An entity: its roots, all its names, and the row of its node."""

    roots: frozenset[str]
    names: tuple[str, ...]
    row: Row

    @property
    def id(self) -> str:
        return str(self.row["id"])


class Clusters:
    """The clusters of all names, each worked out when it is asked for.

    Attributes:
        missing: the ids of blocks that were needed, and have not been read: answers so far may be wrong.
    """

    def __init__(self, blocks: Mapping[str, BlockState]) -> None:
        self._blocks = blocks
        self._clusters: dict[str, Cluster] = {}
        self._links: dict[str, str | None] = {}
        self.missing: set[str] = set()

    def block(self, block: str) -> BlockState | None:
        """Return a block; None, and note it as missing, if it has not been read."""
        found = self._blocks.get(block)
        if found is None:
            self.missing.add(block)
        return found

    def evidence(self, name: str) -> NameEvidence | None:
        state = self.block(block_of(name))
        return state.names.get(name) if state else None

    def known(self, name: str) -> list[Known]:
        state = self.block(block_of(name))
        return state.notes.get(name, []) if state else []

    def roots(self, name: str) -> Iterable[str]:
        """Return the roots of a name, one or one for some months each; none where no article has the name."""
        state = self.block(block_of(name))
        return state.decision.all_roots(name) if state else ()

    def of(self, name: str, month: str) -> Cluster:
        """Return the cluster of a name in an article of this month ("2024-05")."""
        state = self.block(block_of(name))
        return self.cluster(state.decision.root(name, month) if state and name in state.decision.roots else name)

    def all_of(self, name: str) -> list[Cluster]:
        """Return all clusters of a name; none where no article has it."""
        return [self.cluster(root) for root in sorted(self.roots(name))]

    def rule(self, name: str, cluster: Cluster) -> str:
        """Return why a name is one of this cluster's, in the words that users read."""
        state = self.block(block_of(name))
        rule = state.decision.rules.get(name, SAME) if state else SAME
        if self._link(name) is not None:
            return ACRONYM
        if cluster.id.partition(":")[2] == name:
            return SAME
        if rule == SAME and not {*countries.names_of(countries.names().get(name, ""))}.isdisjoint(
            {*cluster.names} - {name}
        ):
            return COUNTRY
        stands = {*self.roots(name)} & cluster.roots
        tied = any(self._ties(member) for root in stands for member in self._members(root))
        return PEOPLE if rule == SAME and len(cluster.roots) > 1 and tied else rule

    def cluster(self, root: str) -> Cluster:
        """Return the cluster that a root is part of."""
        if root not in self._clusters:
            found = self._component(root)
            made = self._made(found)
            for each in found:
                self._clusters[each] = made
        return self._clusters[root]

    def _members(self, root: str) -> list[str]:
        state = self.block(block_of(root))
        return state.members.get(root, []) if state else []

    def _component(self, root: str) -> frozenset[str]:
        """All roots that are one with this one, and names that no article has but people told of."""
        seen = {root}
        todo = [root]
        while todo:
            current = todo.pop()
            for other in self._neighbours(current):
                for each in [*self.roots(other)] or [other]:
                    if each not in seen:
                        seen.add(each)
                        todo.append(each)
        return frozenset(seen)

    def _neighbours(self, root: str) -> Iterable[str]:
        for name in self._members(root) or [root]:
            for known in self._ties(name):
                yield known.key if known.other_key == name else known.other_key
            for short in self._acronyms(name):
                if self._link(short) == root:
                    yield short
        yield from self._names_of_country(root)
        target = self._link(root)
        if target is not None:
            yield target

    def _names_of_country(self, root: str) -> Iterable[str]:
        """The other names of the country that a name is of, those that articles have for it."""
        code = countries.names().get(root)
        if code and self._is_of_country(root):
            yield from (name for name in countries.names_of(code) if name != root and self._is_of_country(name))

    def _is_of_country(self, name: str) -> bool:
        """Whether a country's name means the country: not where it is a person's, or people say what it is."""
        evidence = self.evidence(name)
        return evidence is not None and bool(evidence.articles) and self._is_free(name, evidence)

    def _ties(self, name: str) -> list[Known]:
        """The notes that join a name with others; none where people set it or the other apart."""
        return [
            known
            for known in self.known(name)
            if known.kind != "split" and not self._is_apart(known.key) and not self._is_apart(known.other_key)
        ]

    def _is_apart(self, name: str) -> bool:
        return any(known.kind == "split" and not known.document for known in self.known(name))

    def _acronyms(self, name: str) -> Iterable[str]:
        """The acronyms that articles give for a name."""
        evidence = self.evidence(name)
        initials = acronyms(name) if evidence and " " in name else set()
        return initials and initials & {normalise(spelling) for spelling in evidence.spellings if len(spelling) < 12}  # type: ignore[union-attr]

    def _link(self, short: str) -> str | None:
        """The root of the name that an acronym stands for; None if it is no acronym, or could stand for several."""
        if short not in self._links:
            self._links[short] = None
            evidence = self.evidence(short)
            if evidence and evidence.expansions and evidence.articles and self._is_free(short, evidence):
                bearers = [(r, number) for name, number in evidence.expansions.items() for r in self.roots(name)]
                self._links[short] = clear(bearers)
        return self._links[short]

    def _is_free(self, short: str, evidence: NameEvidence) -> bool:
        return [*self.roots(short)] == [short] and kind_of(evidence.types) != "person" and not self.known(short)

    def _made(self, roots: frozenset[str]) -> Cluster:
        names = sorted({name for root in roots for name in self._members(root)})
        known = sorted({each for name in {*names, *roots} for each in self._ties(name)})
        evidence = {name: found for name in names if (found := self.evidence(name))}
        spelled = Counter[str]()
        for found in evidence.values():
            spelled += found.spellings
        spelled.update(text for each in known for text in (each.name, each.other))
        best = best_spellings(spelled)
        standing, name = self._standing(roots, known, evidence, best)
        row = {
            "id": key(f"{self._type(known, evidence)}:{standing}"),
            "name": name,
            "type": self._type(known, evidence),
            "named": True,
            "aliases": sorted(best.values()),
        }
        return Cluster(roots, tuple(names), row)

    def _standing(
        self,
        roots: Iterable[str],
        known: Iterable[Known],
        evidence: Mapping[str, NameEvidence],
        best: Mapping[str, str],
    ) -> tuple[str, str]:
        """The key that the entity's id is made of, and its canonical name."""
        aliases = {each.other_key for each in known}
        first = [each for each in known if each.key not in aliases] or [*known]
        if first:
            chosen = min(first, key=lambda each: (completeness_key(each.key), each))
            return chosen.key, chosen.name
        present = [root for root in roots if self._link(root) is None]
        standing = min(present or roots, key=lambda name: (_place_among_names(name), completeness_key(name)))
        root_of = {name: {*self.roots(name)} for name in evidence}
        full = [
            name
            for name in evidence
            if completeness_key(name)[:2] == completeness_key(standing)[:2]
            and root_of[name] & {*present}
            and not standing.endswith(f" {name}")
        ]
        plain, _, _ = standing.partition(OF_DOCUMENT)
        shown = min(
            (name for name in full if name in best),
            key=lambda name: (-evidence[name].articles, completeness_key(name)),
            default=plain,
        )
        if shown in best:
            return standing, best[shown]
        spellings_of = evidence[standing].spellings if standing in evidence else {}
        return standing, min(spellings_of, key=lambda text: (-spellings_of[text], text), default=plain)

    def _type(self, known: Iterable[Known], evidence: Mapping[str, NameEvidence]) -> str:
        given = sorted(each.type for each in known if each.type)
        if given:
            return given[0]
        votes = Counter[str]()
        for name, found in evidence.items():
            if len([*self.roots(name)]) == 1 or len(evidence) == 1:
                votes += found.types
        return kind_of(votes or sum((found.types for found in evidence.values()), Counter()))

    def stand_ins(self, code: str) -> set[tuple[str, str]]:
        """The entities that stand for a country, each with that of the country; none where no article names it."""
        present = self._no_persons(countries.names_of(code))
        ids = {entity.id for entity in (*present, *self._no_persons(countries.stand_ins(code)))} if present else set()
        return {(id, present[0].id) for id in ids - {present[0].id}} if ids else set()

    def _no_persons(self, names: Iterable[str]) -> list[Cluster]:
        return [entity for name in names for entity in self.all_of(name) if entity.row["type"] != "person"]

    def countries(self, names: Iterable[str]) -> set[str]:
        """The codes of the countries that names are, or stand for."""
        return {code for name in names if (code := countries.country_of(name)) is not None}
