"""Articles with coreference as GUM has it: WebAnno's TSV, a token a line, each with the mentions that it is part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.triple import Span

SAME = frozenset({"coref", "ana", "appos", "cata"})
NO_BLANK_BEFORE = frozenset({*".,;:?!)]”’%", "'s", "’s", "n't", "n’t"} | {
    mark + rest for mark in "'’" for rest in ("re", "ll", "ve", "m", "d")
})  # fmt: skip
NO_BLANK_AFTER = frozenset({"(", "[", "“", "‘", "$", "£", "€"})
ENTITY, RELATION, OTHER = 3, 8, 9
"""Columns."""


@dataclass(frozen=True, slots=True)
class Chained:
    """A text with its mentions: of each its span, which entity it means (a number), and the entity's type.

    `chained` are the entities that are mentioned more than once.
    """

    name: str
    text: str
    mentions: list[tuple[Span, int, str]]
    chained: frozenset[int]


def has_chains(folder: Path) -> bool:
    """Whether a folder is one of such files."""
    return folder.is_dir() and any(folder.glob("*.tsv"))


def read_chains(folder: Path) -> list[Chained]:
    """The texts of a folder of TSV files, in the order of their names."""
    return [_read(path) for path in sorted(folder.glob("*.tsv"))]


def _read(path: Path) -> Chained:
    text, tokens = "", dict[str, Span]()
    members: defaultdict[str, list[str]] = defaultdict(list)  # of each mention its tokens
    kinds: dict[str, str] = {}
    above: dict[str, str] = {}

    def root(mention: str) -> str:
        while above.get(mention, mention) != mention:
            mention = above[mention]
        return mention

    glued = True
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        number, word = columns[0], columns[2]
        if not glued and word not in NO_BLANK_BEFORE:
            text += " "
        tokens[number] = (len(text), len(text) + len(word))
        text += word
        glued = word in NO_BLANK_AFTER
        for kind, mention in _annotated(columns[ENTITY], number):
            members[mention].append(number)
            kinds[mention] = kind
        relations = columns[RELATION].split("|")
        for relation, other in zip(relations, columns[OTHER].split("|"), strict=False):
            if relation in SAME:
                token, _, ids = other.partition("[")
                theirs, _, ours = ids.rstrip("]").partition("_")
                one = ours if ours not in ("", "0") else f"at {number}"
                second = theirs if theirs not in ("", "0") else f"at {token}"
                above[root(one)] = root(second)
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for mention in members:
        chains[root(mention)].append(mention)
    numbers = {chain: entity for entity, chain in enumerate(chains)}
    mentions = [
        ((tokens[of[0]][0], tokens[of[-1]][1]), numbers[root(mention)], kinds[mention])
        for mention, of in members.items()
    ]
    chained = frozenset(numbers[chain] for chain, found in chains.items() if len(found) > 1)
    return Chained(path.stem, text, sorted(mentions), chained)


def _annotated(column: str, token: str) -> Iterator[tuple[str, str]]:
    """Type and id of each mention that a token is part of; one of a single token may have no id."""
    for one in column.split("|"):
        if one not in ("_", ""):
            kind, _, number = one.partition("[")
            yield kind, number.rstrip("]") or f"at {token}"
