"""Building a store of shards against loading the same triples: seconds by the clock and of processors, and memory.

    uv run python bench/build.py --claims 200000 --processes 2
    uv run python bench/build.py --claims 200000 --loader ../c00f7d2/.venv/bin/python    the load of another checkout

Makes shards of a made-up collection (see collection.py), builds an embedded store and files for neo4j-admin of them,
and loads the collection into another embedded store, one after the other, each in a process of its own. Wanted: a tenth
of the time of the load at c00f7d2, and 5.5 times as long for five times as many claims, in less than 3 GB.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from collection import collection

ARTICLES_A_SHARD = 500

LOAD = """
import sys
sys.path.insert(0, sys.argv[3])
from collection import collection
from onrecord import graph
articles = list(collection(int(sys.argv[1])))
print("begin", flush=True)
with graph.open(sys.argv[2]) as store:
    for _ in store.load(articles):
        pass
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, nargs="+", default=[20_000])
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--loader", metavar="PYTHON", default=sys.executable)
    parser.add_argument("--no-load", action="store_true")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        for claims in arguments.claims:
            measure(Path(name), claims, arguments.processes, None if arguments.no_load else arguments.loader)


def measure(folder: Path, claims: int, processes: int, loader: str | None) -> None:
    """Print what each way takes for so many claims."""
    shards = folder / f"shards-{claims}"
    write_shards(shards, claims)
    command = [sys.executable, "-m", "onrecord.cli", "build", str(shards), "--processes", str(processes)]
    store, files, loaded = (str(folder / f"{name}-{claims}") for name in ("built.lbug", "files", "loaded.lbug"))
    report(claims, f"build, {processes} processes", [*command, "--store", store])
    report(claims, f"build --neo4j-admin, {processes} processes", [*command, "--neo4j-admin", files])
    if loader is not None:
        bench = Path(loader).absolute().parents[2] / "bench"
        report(claims, "load", [loader, "-c", LOAD, str(claims), loaded, str(bench)], begins=True)


def write_shards(folder: Path, claims: int) -> None:
    """Write the collection as `onrecord extract --output` would."""
    from onrecord.extract.shards import shard

    folder.mkdir()
    articles = collection(claims)
    number = 0
    while some := list(islice(articles, ARTICLES_A_SHARD)):
        shard.write(folder / f"made-{number:05}.parquet", "made", False, some, [])
        number += 1


def report(claims: int, name: str, command: list[str], *, begins: bool = False) -> None:
    """Run a command, and print what it took; where it `begins` with a line, what came before does not count."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    before = 0.0
    if begins:
        process.stdout.readline()
        before = _cpu(process.pid)
    began = time.perf_counter()
    process.stdout.read()
    _, status, usage = _wait(process.pid)
    assert status == 0, name
    seconds = usage.ru_utime + usage.ru_stime - before
    print(
        f"{claims:>9,} claims, {name}: {time.perf_counter() - began:,.1f} s by the clock, {seconds:,.1f} s of "
        f"processors, {usage.ru_maxrss // 1024:,} MB",
        flush=True,
    )


def _wait(process: int) -> tuple[int, int, resource.struct_rusage]:
    return os.wait4(process, 0)


def _cpu(process: int) -> float:
    """Seconds of processors that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
