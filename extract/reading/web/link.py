"""A URL without what feeds and newsletters add to it, so that one article has one."""

from __future__ import annotations

from urllib.parse import urldefrag


def plain_link(url: str) -> str:
    """The URL without parameters that track readers, and without the place on the page."""
    from courlan import normalize_url

    page, place = urldefrag(url)
    return str(normalize_url(page if place and place[0] not in "!/" else url))
