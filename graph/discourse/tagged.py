"""Claims that are on a concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from onrecord.graph.discourse.kept import rules, tagger
from onrecord.graph.errors import AskedWrongly
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Statement
from onrecord.graph.spelling import normalise
from onrecord.graph.stores.pages import portions
from onrecord.graph.stores.store import Store

AT_ONCE: Final = 500


class UnknownConcept(AskedWrongly):
    """Nobody has declared a concept of this name; the message lists those that there are."""


def on_concepts(store: Store, claims: Iterable[Statement], names: Collection[str]) -> Iterator[Statement]:
    """Yield those claims that are on one of these concepts, whatever the stance.

    Args:
        names: of concepts, without regard to case and accents.

    Raises:
        UnknownConcept: the store has no concept of a name.
    """
    known = {normalise(each.concept): each.concept for each in rules(store)}
    for name in names:
        if normalise(name) not in known:
            there = f"It has {', '.join(sorted(known.values()))}." if known else "It has none."
            raise UnknownConcept(
                f"“{name}” is no concept of {store.uri}. {there} “onrecord concepts FILE” declares them."
            )
    return _on(store, claims, {known[normalise(name)] for name in names})


def _on(store: Store, claims: Iterable[Statement], wanted: Collection[str]) -> Iterator[Statement]:
    tags = tagger(store).tags
    for portion in portions(claims, AT_ONCE):
        targets = defaultdict(list)
        for target in store.each(queries.TARGETS_IN_DOCUMENT, sorted({each.document for each in portion})):
            targets[target.claim].append(target.target)
        for each in portion:
            if any(tag.concept in wanted for tag in tags(each.claim, each.act, targets[each.id])):
                yield each
