"""Other tools' files as documents with their triples, each document once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.graph.transfer.formats import Foreign
from onrecord.graph.transfer.sources import dna, gdelt, quotebank, web_annotations
from onrecord.graph.transfer.sources.found import Article, Known, Say


def read(format: Foreign, paths: Iterable[Path], known: Known, say: Say) -> Iterator[Article]:
    """Read files in their order.

    Args:
        known: what the store has of a document.
        say: takes a sentence on each thing that was passed over.

    Raises:
        InputError: a file is none of its format, or damaged.
        OSError: a file cannot be read.
    """
    seen: set[int] = set()
    for path in paths:
        for document, triples in _of(format, path, known, say):
            if hash(document.id) in seen:
                say(f"{path}: {document.id} came before: passed over, with its {len(triples)} claims.")
                continue
            seen.add(hash(document.id))
            yield document, triples


def _of(format: Foreign, path: Path, known: Known, say: Say) -> Iterator[Article]:
    match format:
        case "quotebank":
            return quotebank.read(path, say)
        case "gdelt":
            return gdelt.read(path, say)
        case "annotations":
            return web_annotations.read(path, known, say)
        case "dna":
            return dna.read(path, known, say)
