"""What extraction costs: CPU time as a ratio to the bare spaCy pipeline in the same run, one thread, and memory.

    uv run python bench/cost.py                  the ratio, and what each part takes of it
    uv run python bench/cost.py --processes 2    articles a second with one process and with two, memory of each
    uv run python bench/cost.py --against c00f7d2
                                                 CPU time and memory beside those of another commit, as a ratio; with
                                                 --processes 2 articles a second of both

All read the same articles (PolNeAR dev, from ../shared) in turns, so that a noisy machine is noisy for all.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from against import compare

if TYPE_CHECKING:
    from onrecord.extract import Document, Extractor

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

SHARED = Path(__file__).resolve().parents[2] / "shared"


class Parts:
    """CPU time of the parts of extraction, in seconds, measured around the calls that each of them is."""

    def __init__(self, extractor: Extractor) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._extractor = extractor
        model: Any = extractor._finder._model
        for name, attribute in (("encoder", "_encoder"), ("span head", "_spans")):
            setattr(model, attribute, _Timed(getattr(model, attribute), self._timed(name)))

    def measure(self, documents: list[Document]) -> None:
        """Extract, and add up what each part takes."""
        from onrecord.extract.names import resolve

        before = sum(self.seconds.values())
        began = time.process_time()
        docs = self._timed("spaCy")(lambda: list(self._extractor._nlp.pipe(one.text for one in documents)))()
        with mock.patch("onrecord.extract.extractor.resolve", self._timed("names")(resolve)):
            for doc, document in zip(docs, documents, strict=True):
                self._extractor.read(doc, document)
        self.seconds["rest"] += time.process_time() - began - (sum(self.seconds.values()) - before)

    def _timed(self, name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def wrap(work: Callable[..., Any]) -> Callable[..., Any]:
            def run(*given: Any) -> Any:
                began = time.process_time()
                try:
                    return work(*given)
                finally:
                    self.seconds[name] += time.process_time() - began

            return run

        return wrap


class _Timed:
    """An ONNX session whose runs are timed."""

    def __init__(self, session: Any, timed: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        self.run = timed(session.run)


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU time, of all threads of this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def ratio(documents: list[Document], rounds: int) -> None:
    """Extraction against bare spaCy, and the parts of it, each as a ratio to bare spaCy too."""
    import spacy

    from onrecord.extract import Extractor
    from onrecord.extract.parsing.pipeline import PIPELINE

    bare, extractor, taken_apart = spacy.load(PIPELINE), Extractor(), Extractor()
    texts = [document.text for document in documents]
    list(bare.pipe(texts[:2])), list(extractor.stream(documents[:2]))
    ratios, bare_seconds = [], 0.0
    parts = Parts(taken_apart)
    for _ in range(rounds):
        spacy_time = cpu(lambda: list(bare.pipe(texts)))
        ours = cpu(lambda: [None for _ in extractor.stream(documents)])
        parts.measure(documents)
        bare_seconds += spacy_time
        ratios.append(ours / spacy_time)
        print(f"bare spaCy {spacy_time:.1f} s, extraction {ours:.1f} s, ratio {ratios[-1]:.2f}", flush=True)
    for name, seconds in sorted(parts.seconds.items(), key=lambda part: -part[1]):
        print(f"  {name:10s} {seconds / bare_seconds:.2f}")
    print(f"{len(documents)} articles: median ratio {statistics.median(ratios):.2f}, {_peak()} (all in one)")


def scaling(documents: list[Document], processes: int, rounds: int) -> None:
    """Articles a second with one process and with several, loading the model included."""
    from onrecord.extract import Extractor
    from onrecord.extract.workers import extract

    for number in [1, processes] * rounds:
        began = time.perf_counter()
        stream = Extractor().stream(documents) if number == 1 else extract(documents, number)
        next(iter(stream))
        first = time.perf_counter() - began
        articles, memory = 1, ""
        for _ in stream:
            articles, memory = articles + 1, _peaks(active_children()) or _peak()
        speed = articles / (time.perf_counter() - began)
        print(f"{number} processes: {speed:.2f} articles/s, first after {first:.1f} s, {memory}", flush=True)


def _peak() -> str:
    return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def _peaks(processes: list[BaseProcess]) -> str:
    """The peak memory of each process so far, as Linux tells it."""
    status = (Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8") for process in processes)
    peaks = [int(line.split()[1]) // 1024 for text in status for line in text.splitlines() if line.startswith("VmHWM")]
    return f"peak memory {' + '.join(map(str, peaks))} MB" if peaks else ""


def main() -> None:
    from onrecord.extract import Document

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--against", metavar="COMMIT")
    arguments = parser.parse_args()
    paths = sorted((SHARED / "corpora" / "polnear" / "dev" / "text").glob("*.txt"))[: arguments.articles]
    documents = [Document(path.read_text(encoding="utf-8"), id=path.stem) for path in paths]
    if arguments.against:
        texts = [document.text for document in documents]
        compare(texts * (3 if arguments.processes > 1 else 1), arguments.against, arguments.rounds, arguments.processes)
    elif arguments.processes > 1:
        scaling(documents * 3, arguments.processes, arguments.rounds)
    else:
        ratio(documents, arguments.rounds)


if __name__ == "__main__":
    main()
