"""Pages drawn by their templates. What comes from articles is text, whatever it holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.extract.lexicon.acts import acts
from onrecord.graph.lookups import Entity, titles
from onrecord.graph.model.description import model
from onrecord.pages import addresses, drawing, marking
from onrecord.pages.views import LONGEST_QUERY, MOST_ROWS, SECONDS
from onrecord.printing.cells import cell

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.graph.entities.corrections import Known

# What steers a terminal or a page and is not to be seen, as the signs that Unicode has for it.
CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}


@cache
def environment() -> Environment:
    """The templates, with what they call."""
    found = Environment(
        loader=PackageLoader("onrecord.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["shown"] = shown
    found.filters["times"] = times
    found.filters["cell"] = cell
    found.globals.update(
        entity_page=addresses.entity,
        article_page=addresses.article,
        claim_page=addresses.claim,
        named_page=addresses.named,
        asked=addresses.asked,
        instead=addresses.instead,
        acts=acts(),
        timeline=drawing.timeline,
        around=drawing.around,
        layouts={"broad": drawing.BROAD, "narrow": drawing.NARROW},
        paragraphs=marking.paragraphs,
        safe_url=safe_url,
        written=written,
        heading=titles.heading,
        model=model(),
        longest=LONGEST_QUERY,
        seconds=int(SECONDS),
        most=MOST_ROWS,
    )
    return found


def written(known: Known) -> str:
    """What is known of names, as the field of a form, which `correcting` reads."""
    return json.dumps(astuple(known), ensure_ascii=False)


def shown(text: object) -> str:
    """A text without characters that only steer; the rest as it is."""
    return "" if text is None else str(text).translate(CONTROLS)


def times(number: int, word: str) -> str:
    """A number and its noun: "1 claim", "1,200 claims"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def safe_url(url: str | None) -> str:
    """An address that may be followed: of a web page; else nothing. An article can state any."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


class Drawn:
    """Draws pages for a server.

    Args:
        edit: whether pages offer to correct.
        cypher: whether they offer to ask in Cypher.
        csrf: what their forms bring along.
    """

    def __init__(self, *, edit: bool, cypher: bool, csrf: str) -> None:
        nothing: dict[str, Any] = {"done": None, "problem": "", "candidates": [], "given": {}}
        nothing |= {"called": {}, "taken": []}
        self._common = {"edit": edit, "cypher": cypher, "csrf": csrf, **nothing}

    def page(self, name: str, request: Request, view: dict[str, Any]) -> str:
        """The page of a view."""
        about = {"json_page": addresses.as_json(_path(request), request.url.query)}
        return environment().get_template(f"{name}.html").render({**self._common, **_asked(request), **about, **view})

    def error(self, request: Request, message: str, candidates: Sequence[Entity] = (), name: str = "") -> str:
        """A page that says what is wrong, and whom a name that was asked for may mean."""
        about = {"json_page": "", "message": message, "candidates": candidates, "name": name}
        return environment().get_template("error.html").render({**self._common, **_asked(request), **about})


def _asked(request: Request) -> dict[str, Any]:
    return {"question": dict(request.query_params), "path": _path(request)}


def _path(request: Request) -> str:
    path: bytes = request.scope["raw_path"]
    return path.decode("latin-1").partition("?")[0]


def inline(name: str) -> Markup:
    """A file of styles or a script, to stand in a page that has no server."""
    from importlib.resources import files

    return Markup(files("onrecord.pages").joinpath("static", name).read_text(encoding="utf-8"))
