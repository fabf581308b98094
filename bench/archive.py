"""An archive of many articles, made of few: folders of texts several times over, with the people's names changed.

    uv run python bench/archive.py ../shared/corpora/bbc/text --articles 20000 --output archive
    uv run onrecord extract archive --output shards --processes 2
    uv run onrecord build shards --store archive.lbug

In each copy of an article, everybody with a first name and a surname gets others, the same wherever the surname stands.
A copy ends with the paragraph in which it has reached the characters that are asked for. The archive is JSON Lines,
1,000 articles a file, always the same for the same folders.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from itertools import count
from pathlib import Path

FIRST_NAMES = Path(__file__).resolve().parents[1] / "extract" / "lexicon" / "first_names.tsv"
FULL_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{2,})\b")
BEGINNINGS = ("Bar", "Cal", "Den", "Far", "Gar", "Hal", "Kel", "Mar", "Nor", "Pem", "Rad", "Sel", "Tor", "Wex", "Wol")
ENDINGS = ("by", "bury", "croft", "dale", "field", "ford", "ham", "ley", "low", "mere", "sett", "stone", "well", "wick")
ARTICLES_A_FILE = 1_000
FIRST_DAY = Date(2015, 1, 1)
DAYS = 4_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--characters", type=int, default=1_000)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    texts = [path for folder in arguments.folders for path in sorted(folder.rglob("*.txt"))]
    if not texts:
        print(f"No .txt files in {', '.join(map(str, arguments.folders))}", file=sys.stderr)
        return 1
    arguments.output.mkdir(parents=True, exist_ok=True)
    made = articles(texts, arguments.characters)
    for first in range(0, arguments.articles, ARTICLES_A_FILE):
        with (arguments.output / f"{first // ARTICLES_A_FILE:04}.jsonl").open("w", encoding="utf-8") as file:
            for _ in range(min(ARTICLES_A_FILE, arguments.articles - first)):
                file.write(json.dumps(next(made), ensure_ascii=False) + "\n")
    return 0


def articles(paths: list[Path], characters: int) -> Iterator[dict[str, str]]:
    """The texts of these files, again and again, each time with other names."""
    dice = random.Random(1)
    first_names = [line.split("\t")[0].title() for line in FIRST_NAMES.read_text().splitlines() if line[0] != "#"]
    known = frozenset(first_names)
    for copy in count():
        for path in paths:
            date = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
            yield {
                "text": _renamed(_opening(path.read_text(encoding="utf-8"), characters), known, first_names, dice),
                "url": f"https://archive.example/{copy}/{path.parent.parent.name}/{path.stem}",
                "date": date.isoformat(),
            }


def _opening(text: str, characters: int) -> str:
    end = text.find("\n", characters)
    return text if end < 0 else text[:end]


def _renamed(text: str, known: frozenset[str], first_names: list[str], dice: random.Random) -> str:
    new: dict[str, str] = {}
    for first, surname in FULL_NAME.findall(text):
        if first in known:
            new.setdefault(first, dice.choice(first_names))
            new.setdefault(surname, dice.choice(BEGINNINGS) + dice.choice(ENDINGS))
    return re.sub(r"\b[A-Z][a-z]+\b", lambda word: new.get(word.group(), word.group()), text)


if __name__ == "__main__":
    sys.exit(main())
