"""Annotated articles: folders of brat standoff, or JSON Lines as `onrecord extract` prints them."""

from __future__ import annotations

from pathlib import Path

from onrecord.extract.errors import InputError
from onrecord.extract.gold.articles import Annotated, Names, count, fingerprint, hold_out, outermost
from onrecord.extract.gold.lines import read_annotated
from onrecord.extract.gold.standoff import read_corpus, read_standoff

__all__ = [
    "Annotated",
    "Names",
    "count",
    "fingerprint",
    "hold_out",
    "outermost",
    "read_corpus",
    "read_gold",
    "read_standoff",
]


def read_gold(path: Path) -> list[Annotated]:
    """The annotated articles of a folder of brat standoff, or of a file of JSON Lines.

    Raises:
        InputError: there are none, or one is annotated wrongly.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file or folder: check the path")
    corpus = read_annotated(path) if path.is_file() else read_corpus(path)
    if not corpus:
        raise InputError(f"{path}: there are no annotated articles: text/NAME.txt with attributions/NAME_ANNOTATOR.ann")
    return corpus
