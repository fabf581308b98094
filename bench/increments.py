"""How long it takes to load one article into a store of many claims, each article by itself.

    uv run python bench/increments.py --store /tmp/stores/1000000.lbug --articles 5
    uv run python bench/increments.py --store bolt://localhost --articles 5

Loads made-up articles (see collection.py) that the store does not have: opens it, loads one, closes it, as
`onrecord load` of a file does without the extraction; and several into a store that stays open. An embedded store is
copied first, and the copy thrown away; from a Neo4j the articles are taken again. Prints seconds by the clock and of
processor time for each, of this process alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from collection import collection

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import lookups
from onrecord.graph.errors import NotFound


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", required=True, help="an embedded store, or the URI of a Neo4j")
    parser.add_argument("--claims", type=int, default=1_000_000, help="size of the collection that it was made of")
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the copy is made; beside the store if not told")
    arguments = parser.parse_args()
    fresh = list(islice(collection(arguments.claims, seed=2), 2 * arguments.articles))
    fresh = [(_renamed(document, number), triples) for number, (document, triples) in enumerate(fresh)]
    if "://" in arguments.store:
        try:
            measure(arguments.store, fresh)
        finally:
            with graph.open(arguments.store) as store:
                for document, _ in fresh:
                    with suppress(NotFound):
                        lookups.forget(store, document.id)
        return
    there = Path(arguments.store)
    with tempfile.TemporaryDirectory(dir=arguments.folder or there.parent) as folder:
        path = Path(folder) / there.name
        shutil.copy(there, path)
        if (index := Path(f"{there}.search")).is_dir():
            shutil.copytree(index, f"{path}.search")
        measure(str(path), fresh)


def measure(uri: str, fresh: Sequence[tuple[Document, Sequence[Triple]]]) -> None:
    """Load one half of the articles into a store that is opened for each, the other into one that stays open."""
    with graph.open(uri) as store:  # what an earlier onrecord made is brought up to date, and its index
        lookups.search(store, "harbour")
    half = len(fresh) // 2
    for article in fresh[:half]:
        began, cpu = time.perf_counter(), time.process_time()
        with graph.open(uri) as store:
            opened, opened_cpu = time.perf_counter(), time.process_time()
            list(store.load([article]))
            loaded, loaded_cpu = time.perf_counter(), time.process_time()
        done, done_cpu = time.perf_counter(), time.process_time()
        print(
            f"opened in {opened - began:5.2f} s ({opened_cpu - cpu:5.2f}), "
            f"loaded in {loaded - opened:5.2f} ({loaded_cpu - opened_cpu:5.2f}), "
            f"closed in {done - loaded:5.2f} ({done_cpu - loaded_cpu:5.2f}): "
            f"{done - began:5.2f} s ({done_cpu - cpu:5.2f} of processor time)",
            flush=True,
        )
    with graph.open(uri) as store:
        for article in fresh[half:]:
            began, cpu = time.perf_counter(), time.process_time()
            list(store.load([article]))
            done, done_cpu = time.perf_counter(), time.process_time()
            print(f"into an open store: {done - began:5.2f} s ({done_cpu - cpu:5.2f})", flush=True)


def _renamed(document: Document, number: int) -> Document:
    return replace(document, id=f"https://news.example/new-{number}")


if __name__ == "__main__":
    main()
