"""The index of names, kept right as entities get names and lose them.

    (:Word)-[:IN_ALIAS]->(:Alias)-[:NAMES]->(:Entity)

The id of an alias is the alias normalised, those of its words are the words of that, so that a whole name is found by
one look into an index, and a part of a name by the words that begin with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from onrecord.graph.entities import queries
from onrecord.graph.spelling import normalise

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction

LONGEST: Final = 500  # characters of an alias, and of a word, that are told apart: a database's index has its limits


def key(name: str) -> str:
    """The id of the alias that `name` is.

    >>> key("The Élysée-Palace")
    'elysee palace'
    """
    return normalise(name)[:LONGEST]


def rename(transaction: Transaction, before: Mapping[str, Iterable[str]], after: Mapping[str, Iterable[str]]) -> None:
    """Bring the index from the aliases that entities, by their ids, had to those that they have.

    An entity that is not in `before` had none; one that is not in `after` has none, and may be gone already.
    """
    old = {(alias, id) for id, aliases in before.items() for alias in map(key, aliases) if alias}
    new = {(alias, id) for id, aliases in after.items() for alias in map(key, aliases) if alias}
    lost = old - new
    losing = {id for _, id in lost}
    transaction.each(queries.DELETE_NAMES, sorted(losing))
    gained = sorted(pair for pair in new if pair not in old or pair[1] in losing)
    transaction.add_aliases({alias: words(alias) for alias, _ in gained})
    transaction.create("NAMES", [{"from": alias, "to": id} for alias, id in gained])
    if lost:
        _clear(transaction, sorted({alias for alias, _ in lost}))


def words(alias: str) -> set[str]:
    """The ids of an alias's words."""
    return set(alias.split())


def _clear(transaction: Transaction, aliases: Collection[str]) -> None:
    """Take out those of the aliases that name nobody any more, and the words that only they had."""
    used = {alias.id for alias in transaction.each(queries.USED_ALIAS, aliases)}
    unused = [alias for alias in aliases if alias not in used]
    transaction.each(queries.DELETE_ALIAS, unused)
    of_words = sorted({word for alias in unused for word in words(alias)})
    used = {word.id for word in transaction.each(queries.USED_WORD, of_words)}
    transaction.each(queries.DELETE_WORD, [word for word in of_words if word not in used])
