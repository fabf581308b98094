"""The day on which a page says that its article was published.

htmldate, which trafilatura asks, takes the first day that the page's data call "published", also that of the website, a
film or a reader's comment; it takes the day of the last change before a day of publication that is stated below the
page's head, and no day before 1995. So what the page states of its article is read first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from typing import Any, Final

from onrecord.extract.reading.dates import day
from onrecord.extract.reading.web import stated

Element = Any  # of lxml, which has no types

_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|Review)$")
_UNKNOWN: Final = frozenset({Date(1, 1, 1), Date(1970, 1, 1)})  # what programs write for a day that they do not know
_CHANGED: Final = "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified']"


def stated_day(page: Element) -> Date | None:
    """The day of publication of a page's article, where the page states one as data.

    Args:
        page: the page as it is, parsed by lxml.html.
    """
    for found in (_by_json(page), _by_head(page), _by_items(page)):
        days = {each for value in found if (each := day(value)) and each not in _UNKNOWN and each <= Date.today()}
        if len(days) == 1:
            return days.pop()
    return None


def take_out_changes(page: Element) -> Date | None:
    """Take from a page's head when it was changed, which else counts as the day of publication.

    Returns:
        The day of the first change that was stated: the page is no younger.
    """
    days = []
    for meta in page.xpath(_CHANGED):
        if changed := day(meta.get("content")):
            days.append(changed)
        meta.drop_tree()
    return min(days, default=None)


def _by_json(page: Element) -> Iterator[object]:
    for each in stated.objects(page):
        kinds = each.get("@type")
        if any(
            isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield each.get("datePublished")


def _by_head(page: Element) -> Iterator[object]:
    yield from page.xpath("//meta[@property='article:published_time']/@content")


def _by_items(page: Element) -> Iterator[object]:
    """Days in microdata, of the article itself: those of comments are in an item of their own."""
    for element in page.xpath("//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' datePublished ')]"):
        item = next((each for each in element.iterancestors() if "itemscope" in each.attrib), None)
        if item is None or _ARTICLE.search(item.get("itemtype", "")):
            yield element.get("content") or element.get("datetime") or element.text_content()
