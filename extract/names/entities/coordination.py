"""Names that "and" joins: "Ms. X, Mr. Y and the Z"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.lexicon import countries, fold, titles
from onrecord.extract.names.entities.entity import Entity
from onrecord.extract.names.mentions import Name
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import EntityType

AND = frozenset({"and", "&"})
GLUE = AND | {",", "the", "both", "or"}


def coordinated(parse: Parse, names: Sequence[Name]) -> dict[int, tuple[int, ...]]:
    """For the head of each name in a coordination, the heads of all names in it, in order."""
    found: dict[int, tuple[int, ...]] = {}
    chain: list[int] = []
    has_and = False
    names = [name for name in names if not _limits_title(parse, name)]
    for i, name in enumerate(names):
        gap = range(names[i - 1].stop, name.start) if i else range(0)
        if chain and _is_joined(parse, chain, name, gap):
            has_and = has_and or any(parse.lower[j] in AND for j in gap)
            chain.append(name.head)
        else:
            chain, has_and = [name.head], False
        if has_and:
            found.update(dict.fromkeys(chain, tuple(chain)))
    return found


def _limits_title(parse: Parse, name: Name) -> bool:
    """Whether a name is that of a people before a title: "the *British* Prime Minister Jane Roe"."""
    after = parse.words[name.stop : name.stop + 1]
    return len(name.key) == 1 and name.key[0] in countries.people() and bool(after) and fold(after[0]) in titles()


def _is_limiting(word: str) -> bool:
    folded = fold(word)
    return folded in titles() or folded in countries.people()


def _is_joined(parse: Parse, chain: list[int], name: Name, gap: range) -> bool:
    """Whether only "and" and the like stand between two names, or the parse joins them."""
    if parse.deps[name.head] in ("compound", "poss") and parse.tags[parse.heads[name.head]] in ("NN", "NNS"):
        return False  # "Jane Roe and Norsk Havn managers"
    if gap and all(parse.lower[i] in GLUE or _is_limiting(parse.words[i]) for i in gap):
        return any(parse.lower[i] in GLUE - {"the"} for i in gap)  # not "German | Chancellor | Jane Roe"
    head = name.head
    while parse.deps[head] == "appos":
        head = parse.heads[head]  # "Ben Shaw and *his wife*, the playwright Nell Gray"
    is_relative = head == name.head or parse.child(head, "poss") is not None
    return is_relative and parse.deps[head] == "conj" and parse.heads[head] in chain


def joint(members: Sequence[Entity]) -> Entity:
    """Several entities as one."""
    types = {member.type for member in members}
    kind: EntityType = "group" if len(types) > 1 or "person" in types else types.pop()
    name = " and ".join(member.name for member in members)
    return Entity(name, kind, plural=True, named=all(m.named for m in members), members=tuple(members))
