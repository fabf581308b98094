"""How long it takes to load one article into a store of many claims, each article by itself.

    uv run python bench/increments.py --store /tmp/stores/1000000.lbug --articles 5

Loads made-up articles (see collection.py) that the store does not have: opens it, loads one, closes it, as
`onrecord load` of a file does without the extraction; and several into a store that stays open. The store is copied
first, and the copy thrown away. Prints seconds by the clock and of processor time for each.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from collection import collection

from onrecord import graph
from onrecord.extract import Document
from onrecord.graph import lookups


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=1_000_000, help="size of the collection that it was made of")
    parser.add_argument("--articles", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="where the copy is made; beside the store if not told")
    arguments = parser.parse_args()
    fresh = list(islice(collection(arguments.claims, seed=2), 2 * arguments.articles))
    fresh = [(_renamed(document, number), triples) for number, (document, triples) in enumerate(fresh)]
    with tempfile.TemporaryDirectory(dir=arguments.folder or arguments.store.parent) as folder:
        path = Path(folder) / arguments.store.name
        shutil.copy(arguments.store, path)
        if (index := Path(f"{arguments.store}.search")).is_dir():
            shutil.copytree(index, f"{path}.search")
        with graph.open(str(path)) as store:  # what an earlier onrecord made is brought up to date, and its index
            lookups.search(store, "harbour")
        for article in fresh[: arguments.articles]:
            began, cpu = time.perf_counter(), time.process_time()
            with graph.open(str(path)) as store:
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
        with graph.open(str(path)) as store:
            for article in fresh[arguments.articles :]:
                began, cpu = time.perf_counter(), time.process_time()
                list(store.load([article]))
                done, done_cpu = time.perf_counter(), time.process_time()
                print(f"into an open store: {done - began:5.2f} s ({done_cpu - cpu:5.2f})", flush=True)


def _renamed(document: Document, number: int) -> Document:
    return replace(document, id=f"https://news.example/new-{number}")


if __name__ == "__main__":
    main()
