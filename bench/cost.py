"""What extraction costs: CPU time as a ratio to the bare spaCy pipeline in the same run, one thread, and memory.

    uv run python bench/cost.py --articles 84

Both read the same articles (PolNeAR dev, from ../shared) in turns, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

SHARED = Path(__file__).resolve().parents[2] / "shared"


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU time, of all threads of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    import spacy

    from onrecord.extract import Extractor
    from onrecord.extract.pipeline import PIPELINE

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    paths = sorted((SHARED / "corpora" / "polnear" / "dev" / "text").glob("*.txt"))[: arguments.articles]
    texts = [path.read_text(encoding="utf-8") for path in paths]

    bare = spacy.load(PIPELINE)
    extractor = Extractor()
    list(bare.pipe(texts[:2])), list(extractor.stream(texts[:2]))
    ratios = []
    for _ in range(arguments.rounds):
        spacy_time = cpu(lambda: list(bare.pipe(texts)))
        ours = cpu(lambda: [None for _ in extractor.stream(texts)])
        ratios.append(ours / spacy_time)
        print(f"bare spaCy {spacy_time:.1f} s, extraction {ours:.1f} s, ratio {ratios[-1]:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(texts)} articles: median ratio {statistics.median(ratios):.2f}, peak memory {peak:.0f} MB (both in one)"
    )


if __name__ == "__main__":
    main()
