"""What a page states as data: its objects of schema.org, written as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

Element = Any  # of lxml, which has no types

_WITHIN: Final = ("@graph", "mainEntity")  # where the page's own objects stand, not its comments, films or neighbours
_DEEPEST: Final = 3


def objects(page: Element) -> Iterator[dict[str, Any]]:
    """Give the objects that are the page's own, in their order; what cannot be read is passed over."""
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            stated = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(stated)


def _objects(stated: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(stated, dict):
        yield stated
        if depth < _DEEPEST:
            for name in _WITHIN:
                yield from _objects(stated.get(name), depth + 1)
    elif isinstance(stated, list) and depth < _DEEPEST:
        for each in stated:
            yield from _objects(each, depth + 1)
