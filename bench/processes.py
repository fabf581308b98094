"""Extraction into shards by one process, by two, and by two actors of Ray: how long, and whether bytes are the same.

    uv run --extra ray python bench/processes.py ../shared/corpora/bbc/text --articles 1200

Each way is run on one article first: what that takes by the clock is its start (Python, the model, Ray), and is stated
apart. Wanted of what is left: two processes at 1.85 times the speed of one, Ray within 15 % of two processes. A shard
holds 200 articles and is made by one process: give a multiple of 400. Needs two processors that nothing else wants.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WAYS = {
    "one process": ["--processes", "1"],
    "two processes": ["--processes", "2"],
    "Ray, two actors": ["--processes", "2", "--engine", "ray"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    texts = [path for folder in arguments.folders for path in sorted(folder.rglob("*.txt"))][: arguments.articles]
    if len(texts) < arguments.articles:
        print(f"Only {len(texts)} .txt files in {', '.join(map(str, arguments.folders))}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = write(folder / "few", texts[:1]), write(folder / "many", texts)
        seconds(few, folder / "first", WAYS["one process"])  # so that no way reads programs and models from the disk
        for number in range(arguments.rounds):
            took = {way: net(way, few, many, folder / f"{number} {way}") for way in WAYS}
            one, two, ray = took.values()
            print(f"two processes: {one / two:.2f} times one; Ray: {ray / two:.2f} of the time of two processes")
            made = [contents(folder / f"{number} {way}") for way in WAYS]
            print("all the same bytes" if made[0] == made[1] == made[2] else "NOT THE SAME BYTES", flush=True)
    return 0


def write(folder: Path, texts: list[Path]) -> Path:
    """Write articles as JSON Lines, 200 a file."""
    folder.mkdir()
    for first in range(0, len(texts), 200):
        rows = (
            {"text": path.read_text("utf-8"), "id": f"{number}", "date": "2024-01-01"}
            for number, path in enumerate(texts[first : first + 200], first)
        )
        file = folder / f"{first:06}.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return folder


def net(way: str, few: Path, many: Path, output: Path) -> float:
    """Print the seconds that a way takes, and give them without those of its start."""
    start = seconds(few, output.with_name(f"{output.name} few"), WAYS[way])
    whole = seconds(many, output, WAYS[way])
    print(f"{way}: {whole - start:.1f} s, and {start:.1f} s to start", flush=True)
    return whole - start


def seconds(source: Path, output: Path, options: list[str]) -> float:
    command = [sys.executable, "-m", "onrecord.cli", "extract", str(source), "--output", str(output), "-q", *options]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


if __name__ == "__main__":
    sys.exit(main())
