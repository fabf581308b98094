"""Concepts, a researcher's or a newsroom's own issues: rules by which claims are tagged with them.

A rule names a concept and what tells of it: phrases and entities, of which a claim has to have one, and acts, of which
its act has to be one, where the rule has any. Several rules of a concept are alternatives.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from onrecord.extract.lexicon import fold
from onrecord.graph.discourse.agreement import Stance, stance_of
from onrecord.graph.errors import StoreError
from onrecord.graph.filters import FilterError, check_act
from onrecord.graph.lists import read_list
from onrecord.graph.model.rows import Row, clean

LISTS: Final = ("phrases", "entities", "acts")
COLUMNS: Final = ("concept", *LISTS, "agreement")
SEPARATOR: Final = ";"
AGREEMENTS: Final[dict[str, Stance | None]] = {"": None, "yes": "agree", "no": "disagree"}


class ConceptFileError(StoreError):
    """A file of concepts cannot be read; the message says which line, and what is wrong with it."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """What tags a claim with a concept.

    Attributes:
        concept: its name.
        phrases: words in a row of which the claim has one; a word that ends in * is any word that begins so.
        entities: names or ids of which the claim is about one, or mentions it.
        acts: what the speaker does by the claim, any of these.
        agreement: "yes" or "no", whatever the act; empty where the act is to tell.
    """

    concept: str
    phrases: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    agreement: str = ""

    @property
    def id(self) -> str:
        """What makes it the same rule, whatever it says of agreement."""
        parts = json.dumps([self.concept, *(sorted(getattr(self, name)) for name in LISTS)])
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def row(self) -> Row:
        """The rule as a store keeps it."""
        return {"id": self.id, "concept": self.concept, "rule": json.dumps(self.cells(), ensure_ascii=False)}

    def cells(self) -> dict[str, str]:
        """The rule as a line of a file has it."""
        lists = {name: f"{SEPARATOR} ".join(getattr(self, name)) for name in LISTS}
        return {"concept": self.concept, **lists, "agreement": self.agreement}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Rule:
        """The rule that `row` gave."""
        return rule(json.loads(row["rule"]))


def rule(cells: Mapping[str, str]) -> Rule:
    """Make a rule of the cells of a line.

    Raises:
        StoreError: the concept or what tags it is missing, an act is none, or agreement is neither yes nor no.
    """
    concept, agreement = " ".join(clean(cells["concept"]).split()), cells["agreement"].casefold()
    phrases, entities, acts = (_listed(cells[name]) for name in LISTS)
    if not concept:
        raise StoreError("the concept has no name.")
    if not (phrases or entities or acts):
        raise StoreError(f"nothing says which claims are on “{concept}”: give phrases, entities or acts.")
    for phrase in phrases:
        if not _pattern(phrase):
            raise StoreError(f"the phrase “{phrase}” has no letters in it.")
    for act in acts:
        check_act(act)
    if agreement not in AGREEMENTS:
        raise StoreError(f"agreement is {cells['agreement']!r}: give yes, no, or nothing, where the act is to tell.")
    return Rule(concept, phrases, entities, acts, agreement)


def read_concepts(path: Path) -> Iterator[Rule]:
    """The rules of a CSV file with the column concept and any of phrases, entities, acts and agreement.

    Several phrases, entities or acts of a line are separated by semicolons.

    Raises:
        ConceptFileError: a line is wrong.
        OSError: the file cannot be read.
    """
    for line, cells in read_list(path, COLUMNS, ("concept",), ConceptFileError):
        if any(cells.values()):
            yield _of_line(cells, path, line)


def _of_line(cells: Mapping[str, str], path: Path, line: int) -> Rule:
    try:
        return rule(cells)
    except (StoreError, FilterError) as error:
        raise ConceptFileError(f"{path}, line {line}: {error}") from None


def _listed(cell: str) -> tuple[str, ...]:
    parts = (" ".join(clean(part).split()) for part in cell.split(SEPARATOR))
    return tuple(dict.fromkeys(part for part in parts if part))


def _pattern(phrase: str) -> str:
    """A phrase as a regular expression for `_words` of a text; empty if it has no letters."""
    found = (_words(word) + (r"\w*" if word.endswith("*") else "") for word in phrase.split() if _words(word))
    return " ".join(found)


def _words(text: str) -> str:
    """The words of a text as they are compared, parted by one space."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


class Tag(NamedTuple):
    """A concept of a claim, and the speaker's stance on it."""

    concept: str
    stance: Stance


class Tagger:
    """Tags claims.

    Args:
        rules: the rules.
        ids_of: the ids of the entities that each name of the rules is.
    """

    def __init__(self, rules: Iterable[Rule], ids_of: Mapping[str, Collection[str]]) -> None:
        self._rules = [
            (
                each,
                re.compile(f" (?:{'|'.join(map(_pattern, each.phrases))})(?= )") if each.phrases else None,
                {id for name in each.entities for id in (name, *ids_of.get(name, ()))},
            )
            for each in sorted(rules)
        ]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def tags(self, text: str, act: str | None, targets: Collection[str]) -> list[Tag]:
        """The concepts of a claim, each once.

        Args:
            text: its words.
            act: what is done by it, None if that is not known.
            targets: the ids of the entities that it is about or mentions.
        """
        words = f" {_words(text)} "
        found: dict[str, Stance | None] = {}
        for each, phrases, entities in self._rules:
            is_on_topic = (
                not (phrases or entities)
                or (phrases is not None and phrases.search(words))
                or not entities.isdisjoint(targets)
            )
            if is_on_topic and (not each.acts or act in each.acts):
                found[each.concept] = found.get(each.concept) or AGREEMENTS[each.agreement]
        return [Tag(concept, stance or stance_of(act)) for concept, stance in found.items()]
