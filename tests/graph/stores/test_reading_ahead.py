"""What is read of a store while the portion before it is in use."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from onrecord.graph.stores.pages import ahead


def test_items_come_in_their_order_each_made_while_the_one_before_is_in_use() -> None:
    begun = [threading.Event() for _ in range(4)]

    def made() -> Iterator[int]:
        for number, each in enumerate(begun):
            each.set()
            yield number

    seen = []
    for item in ahead(made()):
        assert all(each.wait(timeout=60) for each in begun[: item + 2])
        assert not any(each.is_set() for each in begun[item + 2 :])
        seen.append(item)
    assert seen == [0, 1, 2, 3]


def test_what_cannot_be_read_is_an_error_after_what_was_read() -> None:
    def made() -> Iterator[str]:
        yield "read"
        raise ValueError("torn")

    rest = ahead(made())
    assert next(rest) == "read"
    with pytest.raises(ValueError, match="torn"):
        next(rest)


def test_who_stops_early_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    rest = ahead(iter(range(1, 1000)))
    assert next(rest) == 1
    rest.close()
    assert threading.active_count() == before
