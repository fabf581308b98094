"""Whether the time of extraction grows with the length of a text and no more, for texts of 28 kinds.

    uv run python bench/growth.py --sizes 10000 30000 100000 300000
    uv run python bench/growth.py --kind brackets --sizes 10000 40000

Each kind is made in several lengths, and extracted once in each (the first again, to be warm). The exponent is that of
processor time between the first and the last length: 1 is in proportion, 2 quadratic. At most 1.1 is wanted, and no
article that takes more than 30 s of a processor; the clock tells how busy the machine was.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.extract import Document, Extractor

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
WORDS = [
    "harbour",
    "bridge",
    "council",
    "tax",
    "vote",
    "cable",
    "storm",
    "budget",
    "school",
    "ferry",
    "tunnel",
    "strike",
    "minister",
    "mayor",
    "port",
]
NAMES = [
    "Ana Ruiz",
    "Ola Berg",
    "Mary Hale",
    "Tom Vilar",
    "Gordon Pryce",
    "Ingrid Solheim",
    "Norsk Havn",
    "Leo Farrant",
]
EXPONENT = 1.1
SECONDS = 30.0

Kind = Callable[[int], str]


def repeated(part: str) -> Kind:
    """A part, again and again."""
    return lambda size: (part * (size // len(part) + 1))[:size]


def made(part: Callable[[random.Random], str]) -> Kind:
    """Parts at random, always the same."""

    def make(size: int) -> str:
        dice = random.Random(1)
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(part(dice))
            length += len(parts[-1])
        return "".join(parts)[:size]

    return make


def phrase(dice: random.Random, words: int = 9) -> str:
    return " ".join(dice.choices(WORDS, k=words))


def name(dice: random.Random) -> str:
    """A name as good as new each time."""
    return (
        "".join(dice.choices("bdfgklmnprst", k=3)).capitalize() + " " + "".join(dice.choices("aeioulnrst", k=6)).title()
    )


def news(size: int) -> str:
    return repeated("\n\n".join(path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))) + "\n\n")(size)


KINDS: dict[str, Kind] = {
    "news": news,
    "news in one line": lambda size: news(size).replace("\n", " "),
    "one word": repeated("a"),
    "capitals": repeated("HARBOUR "),
    "one sentence": made(lambda dice: f"and {phrase(dice)}, "),
    "one sentence of names": made(lambda dice: f"{name(dice)}, "),
    "list of names": made(lambda dice: f"{name(dice)}\n"),
    "short paragraphs": made(lambda dice: f"{phrase(dice, 3).capitalize()}.\n\n"),
    "said": repeated("said "),
    "he said": repeated("he said that he said that "),
    "quotations": made(lambda dice: f"“{phrase(dice)},” {dice.choice(NAMES)} said. "),
    "quotations by many": made(lambda dice: f"“{phrase(dice)},” {name(dice)} said.\n\n"),
    "quotations opened, never closed": made(lambda dice: f"“{phrase(dice)} "),
    "quotations closed, never opened": made(lambda dice: f"{phrase(dice)}” "),
    "straight marks": made(lambda dice: f'"{phrase(dice, 2)} '),
    "turns": made(lambda dice: f"{dice.choice(NAMES).upper()}: {phrase(dice).capitalize()}.\n"),
    "opening marks": repeated("“"),
    "straight marks alone": repeated('"'),
    "apostrophes": repeated("'"),
    "brackets": repeated("("),
    "dots": repeated("."),
    "dashes": repeated("—"),
    "marks of every kind": made(lambda dice: dice.choice("“”‘’\"'()[]{}.,;:!?-–—…*#/\\")),
    "newlines": repeated("\n"),
    "blanks": repeated(" "),
    "table": made(lambda dice: "\t".join(f"{dice.randrange(10_000)}" for _ in range(8)) + "\n"),
    "nested tags": repeated("<div><b>"),
    "entities": repeated("&ldquo;&amp;&nbsp;"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000, 300_000])
    parser.add_argument("--kind", action="append", choices=KINDS)
    arguments = parser.parse_args()
    extractor = Extractor()
    extractor.triples(news(2_000))
    worst = longest = 0.0
    print(f"{'CPU seconds':34}" + "".join(f"{size:>10,}" for size in arguments.sizes) + "  exponent   by the clock")
    for kind in arguments.kind or KINDS:
        times = []
        clock = 0.0
        for size in arguments.sizes:
            text = KINDS[kind](size)
            began, cpu = time.perf_counter(), time.process_time()
            extractor.triples(Document(text))
            clock = time.perf_counter() - began
            times.append(time.process_time() - cpu)
        exponent = math.log(times[-1] / times[0]) / math.log(arguments.sizes[-1] / arguments.sizes[0])
        worst, longest = max(worst, exponent), max(longest, times[-1])
        cells = "".join(f"{seconds:10.2f}" for seconds in times)
        print(f"{kind:34}{cells}{exponent:10.2f}{clock:12.1f} s", flush=True)
    print(f"largest exponent {worst:.2f} ({EXPONENT} wanted), longest {longest:.1f} s ({SECONDS:.0f} wanted)")
    return worst > EXPONENT or longest > SECONDS


if __name__ == "__main__":
    sys.exit(main())
