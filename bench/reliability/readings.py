"""A million odd files, each read: what comes out is documents, or a sentence that says why not.

    uv run python bench/reliability/readings.py --files 1000000
    uv run python bench/reliability/readings.py --files 20000 --kind .pdf --seed 7

Files of every kind, made as programs make them (see tests/support/odd_files.py), with bytes changed, gone, doubled or
put in, of other encodings and under other names, are written to a folder in memory and read. Whatever else is raised,
what takes longer than 20 s, and a document that is not well-formed, is a fault: it is printed and kept in `--keep`.
"""

from __future__ import annotations

import argparse
import logging
import random
import resource
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from support.faults import documents_of
from support.odd_files import MADE, OddFile, odd_file

MEMORY = 6 * 2**30  # bytes of addresses
TOLD_EVERY = 10_000
IN_MEMORY = Path("/dev/shm")

Counts = tuple[Counter[str], Counter[str], Counter[str]]
"""By kinds how many files were read and how many documents were in them, and faults by what and where."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=[*MADE], help="only files of this kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("build/odd-files"))
    arguments = parser.parse_args()
    arguments.keep.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    read: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    share = -(-arguments.files // arguments.workers)
    tasks = [
        (f"{arguments.seed}-{number}", share, arguments.kind, arguments.keep) for number in range(arguments.workers)
    ]
    context = get_context("spawn")
    told: SimpleQueue[Counts | None] = context.SimpleQueue()
    processes = [context.Process(target=work, args=(told, *task)) for task in tasks]
    for process in processes:
        process.start()
    left = len(processes)
    while left:
        some = told.get()
        if some is None:
            left -= 1
            continue
        for total, part in zip((read, documents, faults), some, strict=True):
            total.update(part)
        print(f"{read.total():,} read in {time.perf_counter() - began:,.0f} s; faults: {dict(faults)}", flush=True)
    print(f"\n{'kind':12}{'files':>10}{'documents':>11}")
    for kind in MADE:
        print(f"{kind:12}{read[kind]:10,}{documents[kind]:11,}")
    print(f"{'all':12}{read.total():10,}{documents.total():11,}   faults: {faults.total()}")
    for fault, number in faults.most_common():
        print(f"  {number:6} {fault}")
    return bool(faults)


def work(told: SimpleQueue[Counts | None], seed: str, files: int, kind: str | None, keep: Path) -> None:
    """Read so many odd files, and tell now and then what came out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    dice = random.Random(seed)
    counts = (Counter[str](), Counter[str](), Counter[str]())
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        for number in range(1, files + 1):
            odd = odd_file(dice)
            while kind is not None and odd.kind != kind:
                odd = odd_file(dice)
            read, documents, faults = counts
            read[odd.kind] += 1
            try:
                documents[odd.kind] += attempt(odd, Path(folder))
            except BaseException as fault:
                if isinstance(fault, KeyboardInterrupt):
                    raise
                place = traceback.extract_tb(fault.__traceback__)[-1]
                name = f"{odd.kind} {type(fault).__name__} {Path(place.filename).name}:{place.lineno}"
                if not faults[name]:
                    (keep / f"{seed}-{number}{odd.name.removeprefix('odd')}").write_bytes(odd.content)
                    print(f"FAULT {name}: {str(fault)[:300]} ({keep / f'{seed}-{number}'})", flush=True)
                faults[name] += 1
            if number % TOLD_EVERY == 0 or number == files:
                told.put(counts)
                counts = (Counter(), Counter(), Counter())
    told.put(None)


def attempt(odd: OddFile, folder: Path) -> int:
    path = folder / odd.name
    path.write_bytes(odd.content)
    try:
        return documents_of(path)
    finally:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
