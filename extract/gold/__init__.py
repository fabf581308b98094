"""Annotated articles: folders of brat standoff, or JSON Lines as `onrecord extract` prints them."""

from __future__ import annotations

from pathlib import Path

from onrecord.extract.gold.articles import Annotated, GoldError, Names, count, fingerprint, hold_out
from onrecord.extract.gold.lines import read_lines
from onrecord.extract.gold.standoff import read_corpus, read_standoff

__all__ = [
    "Annotated",
    "GoldError",
    "Names",
    "count",
    "fingerprint",
    "hold_out",
    "read_corpus",
    "read_gold",
    "read_standoff",
]


def read_gold(path: Path) -> list[Annotated]:
    """The annotated articles of a folder of brat standoff, or of a file of JSON Lines.

    Raises:
        GoldError: there are none, or one is annotated wrongly.
    """
    if not path.exists():
        raise GoldError(f"{path}: there is no such file or folder: check the path")
    corpus = read_lines(path) if path.is_file() else read_corpus(path)
    if not corpus:
        raise GoldError(f"{path}: there are no annotated articles: text/NAME.txt with attributions/NAME_ANNOTATOR.ann")
    return corpus
