"""Embedded stores beside articles: a store that lies in the folder that is read is none of its articles."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

BEGINS: Final = b"LBUG"
"""What the file of an embedded store begins with."""

_BESIDE: Final = re.compile(r"(?P<store>.+)\.(?:wal(?:\..+)?|shadow|search|contents(?:\.\d+)?|wanted)")
"""Names of what lies beside a store's file: its log, its index of words, and small files."""


def store_of(path: Path) -> Path | None:
    """The store whose file this is, or beside which this lies as a part of it; None if it is no store's.

    Raises:
        OSError: the file cannot be read.
    """
    if path.is_file() and _is_store(path):
        return path
    named = _BESIDE.fullmatch(path.name)
    store = path.with_name(named["store"]) if named else None
    return store if store is not None and store.is_file() and _is_store(store) else None


def why_not(path: Path, store: Path) -> str:
    """Why what is a store's is not read."""
    what = "it is an onrecord store" if path == store else f"it belongs to the onrecord store {store.name}"
    return f"{what}, not an article: --store {store.name} asks it"


def _is_store(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS
