"""What a look-up and a short extraction cost, start included: CPU time and peak memory, against another checkout.

    uv run python bench/startup.py ../base --store /tmp/100k.lbug

Runs the same commands with the code of both checkouts in turn, each a few times, with the same libraries (those of
--python; give one without torch, which spaCy imports if it is there), and prints the medians and their ratio, new
divided by old. The store is made, if it is not there, by the other checkout, so that both can read it: 100,000 made-up
claims (see collection.py), loaded without extraction. Wanted, against c00f7d2: `said` 0.7 of CPU time and memory,
`extract` 0.8, and `import onrecord` below 0.1 s.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
ARTICLE: Final = ROOT / "examples" / "calder-results.txt"
CLAIMS: Final = 100_000
MAKE: Final = """
import sys
sys.path.insert(0, "bench")
from collection import collection
from onrecord import graph
with graph.open(sys.argv[1]) as store:
    for _ in store.load(collection(int(sys.argv[2]))):
        pass
"""
SPEAKER: Final = """
import sys
from onrecord import graph
from onrecord.graph import lookups
with graph.open(sys.argv[1], read_only=True) as store:
    people = [speaker for speaker in lookups.speakers(store) if speaker.type == "person"]
print(min(people, key=lambda speaker: (abs(speaker.claims - int(sys.argv[2])), speaker.id)).name)
"""


class Cost(NamedTuple):
    """Seconds of processor time, and megabytes at the peak, of a process and those that it waited for."""

    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", type=Path, help="A checkout of the commit to compare with.")
    parser.add_argument("--python", default=sys.executable, help="The interpreter, with the libraries of both.")
    parser.add_argument("--store", type=Path, required=True, help="The store; made if it is not there.")
    parser.add_argument("--times", type=int, default=5, help="How often each command is run.")
    parser.add_argument("--claims", type=int, default=200, help="About how many claims the speaker has.")
    given = parser.parse_args()
    base = given.base.resolve()
    if not given.store.exists():
        make = [given.python, "-c", MAKE, given.store, str(CLAIMS)]
        subprocess.run(make, cwd=base, env=_environment(base), check=True)
    ask = [given.python, "-c", SPEAKER, given.store, str(given.claims)]
    asked = subprocess.run(ask, env=_environment(base), check=True, capture_output=True, text=True)
    speaker = asked.stdout.strip()
    said = ["-m", "onrecord.cli", "said", speaker, "--store", str(given.store)]
    commands = {
        "import onrecord": ["-c", "import onrecord"],
        f"said {speaker}, as a table": said,
        f"said {speaker}, as JSON Lines": [*said, "--format", "jsonl"],
        f"extract {ARTICLE.name}": ["-m", "onrecord.cli", "extract", str(ARTICLE), "--format", "jsonl"],
    }
    for what, arguments in commands.items():
        old, new = _costs([base, ROOT], [given.python, *arguments], given.times)
        seconds = f"{old.seconds:.3f} s → {new.seconds:.3f} s ({new.seconds / old.seconds:.2f})"
        megabytes = f"{old.megabytes:.0f} MB → {new.megabytes:.0f} MB ({new.megabytes / old.megabytes:.2f})"
        print(f"{what:44}{seconds:34}{megabytes}", flush=True)


def _costs(checkouts: Sequence[Path], command: Sequence[str], times: int) -> list[Cost]:
    """The median costs with each checkout, run in turn, so that all have the same machine."""
    for checkout in checkouts:
        _cost(command, checkout)  # writes bytecode
    runs = [[_cost(command, checkout) for checkout in checkouts] for _ in range(times)]
    return [Cost(*map(statistics.median, zip(*of_one, strict=True))) for of_one in zip(*runs, strict=True)]


def _cost(command: Sequence[str], checkout: Path) -> Cost:
    process = subprocess.Popen(
        command, env=_environment(checkout), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _environment(checkout: Path) -> dict[str, str]:
    """Ours, with the code of a checkout before that of the environment, and with bytecode kept from run to run."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return known | {"PYTHONPATH": str(checkout / "src")}


if __name__ == "__main__":
    main()
