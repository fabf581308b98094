"""How quick each export of a store is, and how much memory it takes.

    uv run python bench/export.py STORE [FORMAT…]

Prints for each format the processor time and the time by the clock of a process of its own from its start to its end,
the claims a second of both, and the most memory that the largest of its processes held, and all of them together, what
they share counted once (bench/build.py makes stores of any size). The store is read beside what is written, so that the
clock runs for less than the processors where two of them are free.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, get_args

import psutil

from onrecord import graph
from onrecord.graph import lookups
from onrecord.graph.transfer.formats import FOLDER_FORMATS, Format

A_MOMENT: Final = 0.2  # seconds


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", default=get_args(Format))
    arguments = parser.parse_args()
    with graph.open(arguments.store, read_only=True) as store:
        claims = lookups.info(store).claims
    heads = f"{'CPU s':>8}{'claims/s':>10}{'clock s':>9}{'claims/s':>10}{'MB':>6}{'all MB':>8}"
    print(f"{claims:,} claims\n\n{'format':14}{heads}")
    for format in arguments.formats:
        work, clock, memory, together = measured(arguments.store, format)
        rates = f"{work:8.1f}{claims / work:10,.0f}{clock:9.1f}{claims / clock:10,.0f}"
        print(f"{format:14}{rates}{memory:6.0f}{together:8.0f}", flush=True)


def measured(store: str, format: str) -> tuple[float, float, float, float]:
    """Processor time and time by the clock in seconds, and memory in megabytes, of an export: see above."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / ("out" if format in FOLDER_FORMATS else f"out.{format}")
        command = [sys.executable, "-m", "onrecord.cli", "export", str(output), "--format", format, "--store", store]
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with ThreadPoolExecutor() as thread:
            together = thread.submit(most_together, process.pid)
            _, status, used = os.wait4(process.pid, 0)
            clock = time.perf_counter() - began
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024, together.result() / 2**20


def most_together(pid: int) -> int:
    """The most memory in bytes that a process and those that it started hold together, looked at until it ends."""
    most = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        while True:
            most = max(most, sum(map(held, [process, *process.children(recursive=True)])))
            time.sleep(A_MOMENT)
    return most


def held(process: psutil.Process) -> int:
    """The memory of a process in bytes, its share of what several have; none where it has just ended."""
    with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        return int(process.memory_full_info().pss)
    return 0


if __name__ == "__main__":
    main()
