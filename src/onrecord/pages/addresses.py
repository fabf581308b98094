"""The addresses of pages. They can be sent on: the same store gives the same page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

JSON = ".json"
ONCE = {"page", "done"}
"""Parts of a question that another question does not have."""


def page(kind: str, id: str) -> str:
    """The address of the page of one thing: "/entity/person%3Aana%20ruiz".

    With ".json" behind it, it is the page as JSON; so an id that ends in that itself has a slash behind it.
    """
    return f"/{kind}/{quote(id, safe='')}{'/' if id.endswith((JSON, '/')) else ''}"


def entity(id: str) -> str:
    return page("entity", id)


def article(id: str) -> str:
    return page("article", id)


def claim(id: str) -> str:
    return page("claim", id)


def named(name: str) -> str:
    """The page of whoever has a name, or of all that it fits."""
    return "/named?" + urlencode({"name": name})


def asked(path: str, **question: object) -> str:
    """A path with a question: what is None or empty is left out."""
    given = {name: value for name, value in question.items() if value not in (None, "", ())}
    return path + ("?" + urlencode(given, doseq=True) if given else "")


def instead(path: str, question: Mapping[str, str], name: str, id: str) -> str:
    """The same question about somebody else: with an id where it has the name, or else this one's own page."""
    given = {key: id if value.strip() == name.strip() else value for key, value in question.items() if key not in ONCE}
    return asked(path, **given) if id in given.values() else entity(id)


def as_json(path: str, question: str = "") -> str:
    """The address of the same page as JSON."""
    return ("/index" if path == "/" else path) + JSON + (f"?{question}" if question else "")
