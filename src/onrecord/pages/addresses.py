"""The addresses of pages. They can be sent on: the same store gives the same page."""

from __future__ import annotations

from urllib.parse import quote, urlencode

JSON = ".json"


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


def as_json(path: str, question: str = "") -> str:
    """The address of the same page as JSON."""
    return ("/index" if path == "/" else path) + JSON + (f"?{question}" if question else "")
