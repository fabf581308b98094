"""What the store remembers of feeds that are watched, so that only what is new in them is read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from onrecord.graph.loading.queries import DELETE_FEED, FEEDS, Feed
from onrecord.graph.model.rows import key
from onrecord.graph.model.transaction import Transaction

if TYPE_CHECKING:
    from onrecord.graph.stores.store import Store


def remembered(store: Store, urls: Collection[str]) -> dict[str, Feed]:
    """What is remembered of feeds, by their URLs; of a new one nothing."""
    ids = {key(url): url for url in urls}
    return {ids[feed.id]: feed for feed in store.read(FEEDS, ids=list(ids))}


def remember(store: Store, feeds: Sequence[Feed]) -> None:
    """Remember this of feeds, in place of what was remembered before; `Feed.id` is the URL."""
    if feeds:
        store.write(partial(_write, feeds=[feed._replace(id=key(feed.id)) for feed in feeds]))


def _write(transaction: Transaction, feeds: Sequence[Feed]) -> None:
    transaction.lock()
    transaction.each(DELETE_FEED, [feed.id for feed in feeds])
    transaction.create("Feed", [feed._asdict() for feed in feeds])
