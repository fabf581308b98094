"""Markdown: the text as it is, title, day, URL and publisher from the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from onrecord.extract.document import Document
from onrecord.extract.reading import plain
from onrecord.extract.reading.columns import by_usual_names
from onrecord.extract.reading.item import Item, Remark
from onrecord.extract.reading.record import article

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)\s*", re.DOTALL)
_HEADING = re.compile(r"\s*#[ \t]+(.+?)[ \t#]*(?:\r?\n|$)")


def documents(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The one article of a Markdown file, its front matter left out; a heading that it begins with is its title."""
    for item in plain.documents(stream, path):
        if isinstance(item, Document):
            yield from _article(item.text, path)
        else:
            yield item


def _article(text: str, path: str) -> Iterator[Item]:
    front = _FRONT.match(text)
    known: Any = {}
    if front:
        import yaml

        try:
            known = yaml.safe_load(front[1])
        except (yaml.YAMLError, ValueError) as error:
            yield Remark(path, f"its front matter is not valid YAML ({str(error).splitlines()[0]}): read without it")
        text = text[front.end() :]
    record = by_usual_names(known) if isinstance(known, dict) else {}
    heading = _HEADING.match(text)
    for item in article(record | {"text": text}, path, ""):
        if isinstance(item, Document) and not item.title and heading:
            item = replace(item, title=heading[1])
        yield item
