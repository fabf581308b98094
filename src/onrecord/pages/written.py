"""What goes into a page that needs no server: articles whose claims are found now, or were found before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.graph.errors import MissingLibrary
from onrecord.graph.lookups.articles import Article, of_triples

if TYPE_CHECKING:
    from onrecord.extract.precision import Precision

INSTALL = "pip install 'onrecord[pages]'"
LINES = (".jsonl", ".ndjson")


def articles(paths: Sequence[str], *, model: Path | None, precision: Precision) -> list[Article]:
    """The articles of some files with their claims.

    Args:
        paths: JSON Lines of claims, as `onrecord extract` prints them, or files with articles, in which claims are
            looked for.
        model, precision: of the extractor.

    Raises:
        InputError: there is no article in them.
    """
    claims = [path for path in paths if _holds_claims(path)]
    others = [path for path in paths if path not in claims]
    found: list[Article] = []
    if claims:
        from onrecord.extract.lines.extracted import read_extracted

        found += [of_triples(each.document, each.triples) for each in read_extracted(claims)]
    if others:
        found += _extracted(others, model=model, precision=precision)
    return found


def _extracted(paths: Sequence[str], **settings: Any) -> list[Article]:
    from onrecord import printing
    from onrecord.extract import Extractor
    from onrecord.extract.errors import InputError
    from onrecord.loading import Articles

    documents = Articles(paths)
    found = [of_triples(document, triples) for document, triples in Extractor(**settings).stream(documents)]
    printing.remark_on(documents.remarks)
    if not found:
        raise InputError(f"{', '.join(paths)}: there is no article in it.")
    return found


def _holds_claims(path: str) -> bool:
    """Whether the first line of a file is a claim, not an article."""
    if not path.endswith(LINES) or not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        first = next((line for line in file if line.strip()), b"")
    try:
        record = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and "claim" in record and "document" in record


def write(found: Sequence[Article], output: Path, title: str | None) -> None:
    """Write the page of some articles.

    Raises:
        MissingLibrary: Jinja2 is not installed.
    """
    try:
        from onrecord.pages import file
    except ModuleNotFoundError as error:
        raise MissingLibrary("A page", error.name or "Jinja2", INSTALL) from None
    output.write_text(file.page(found, title or ""), encoding="utf-8")
