"""What articles without a title are called on a page: by the first words of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.graph.lookups import DocumentRow, Statement, queries
from onrecord.graph.lookups.answers import Place
from onrecord.graph.lookups.contradictions import Contradiction
from onrecord.graph.lookups.titles import heading
from onrecord.pages.views import Part
from onrecord.store import Store


def called(store: Store, view: Mapping[str, Any]) -> dict[str, str]:
    """What stands for the title of each article without one that a view shows, by its id."""
    ids = sorted(set(_untitled(view)))
    return {row.id: heading(row, row.text) for row in store.engine.each(queries.TEXT, ids)} if ids else {}


def _untitled(content: Any) -> Iterator[str]:
    match content:
        case Statement() | Place():
            if not content.title:
                yield content.document
        case DocumentRow():
            if not content.title:
                yield content.id
        case Part():
            yield from _untitled(content.rows)
        case Contradiction():
            yield from _untitled([content.denial, content.claim])
        case Mapping():
            yield from _untitled([*content.values()])
        case list():
            for each in content:
                yield from _untitled(each)
