"""Sitemaps and indexes of them, as sites list their pages (sitemaps.org), with the day where they are news sitemaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, Final

from lxml import etree

from onrecord.extract.reading.dates import day
from onrecord.extract.reading.record import string

ROOTS: Final = (b"urlset", b"sitemapindex")

_END: Final = re.compile(rb"</(?:\w+:)?(?:urlset|sitemapindex)\s*>\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, or another sitemap, with what a news sitemap says of the page, and when it says that it was changed."""

    url: str
    is_sitemap: bool
    changed: str | None
    date: Date | None
    title: str | None


def entries(data: bytes) -> list[Entry]:
    """The entries of a sitemap, in its order; of one that is cut off those that are whole."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    elements = [] if root is None else list(root.iterfind("{*}*"))
    return [*_entries(elements if is_whole(data) else elements[:-1])]


def is_whole(data: bytes) -> bool:
    """Whether a sitemap is there to its end."""
    return _END.search(data[-200:]) is not None


def _entries(elements: list[Any]) -> Iterator[Entry]:
    for element in elements:
        if url := _first(element, "loc"):
            is_sitemap = etree.QName(element).localname == "sitemap"
            day_of_publication = day(_first(element, "publication_date"))
            yield Entry(url, is_sitemap, _first(element, "lastmod"), day_of_publication, _first(element, "title"))


def _first(element: Any, name: str) -> str | None:
    found = next(element.iter(f"{{*}}{name}"), None)
    return None if found is None else string(found.text)
