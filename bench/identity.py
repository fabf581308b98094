"""What joining names costs, and how it grows: CPU time for the names of a collection, and of 10 and 100 times as many.

    onrecord extract ../shared/corpora/polnear/*/text --format jsonl > polnear.jsonl
    uv run python bench/identity.py polnear.jsonl

Reads claims as `onrecord extract` prints them. The further entities are made of theirs: each copy of the collection has
other last names, made up of syllables, some of which are the same by chance as in any larger collection. At most 10 s
is wanted for all of PolNeAR (924 articles). `--show NAME` tells what is decided of a name instead.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date as Date

from onrecord.graph.entities.clusters import BlockState, Clusters
from onrecord.graph.entities.evidence import Mention, NameEvidence, block_of, of_article
from onrecord.graph.spelling import normalise

Article = tuple[str, Date | None, list[Mention]]
SYLLABLES = [a + b for a in "bdfghklmnprstvz" for b in "aeiou"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", help="JSON Lines of `onrecord extract`")
    parser.add_argument("--times", type=int, nargs="*", default=[1, 10, 100])
    parser.add_argument("--show", metavar="NAME", nargs="*", help="what is decided of these names")
    arguments = parser.parse_args()
    articles = list(read(arguments.claims))
    if arguments.show:
        world, _ = resolve(articles)
        for name in arguments.show:
            show(world, normalise(name))
        return
    for times in arguments.times:
        began = time.process_time()
        made = (article for copy in range(times) for article in copied(articles, copy))
        number = 0
        evidence: dict[str, dict[str, NameEvidence]] = defaultdict(dict)
        for article in made:
            add(evidence, article)
            number += 1
        summed = time.process_time() - began
        world, entities = decide(evidence)
        seconds = time.process_time() - began
        names = sum(len(block) for block in evidence.values())
        print(
            f"{times:4} times: {number:,} articles, {names:,} names, {entities:,} entities: "
            f"{seconds:.1f} s of CPU ({summed:.1f} s of it to add up what articles tell), "
            f"{1e6 * seconds / names:.0f} µs a name"
        )


def read(path: str) -> Iterator[Article]:
    """The articles of a file of claims, with what each mentions by name."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    dates: dict[str, Date | None] = {}
    with open(path, encoding="utf-8") as file:
        for line in map(json.loads, file):
            id, day = line["document"]["id"], line["document"]["date"]
            dates[id] = Date.fromisoformat(day) if day else None
            for who in (line["speaker"], *line["targets"], *line.get("addressees", [])):
                if who and who.get("named", True):
                    mentions[id].append(Mention(who["name"], who["type"], who["text"]))
    for id, date in dates.items():
        yield id, date, mentions[id]


def copied(articles: Iterable[Article], copy: int) -> Iterator[Article]:
    """The articles with other last words of names; those of copy 0 as they are."""
    for id, date, mentions in articles:
        if copy:
            mentions = [Mention(other(m.name, copy), m.type, other(m.text, copy)) for m in mentions]
        yield f"{id}-{copy}", date, mentions


def other(name: str, copy: int) -> str:
    words = name.split()
    if not words or not words[-1][0].isupper():
        return name
    made = random.Random(f"{words[-1]} {copy}")
    return " ".join([*words[:-1], "".join(made.choices(SYLLABLES, k=made.choice([2, 2, 3, 3, 4]))).title()])


def add(evidence: dict[str, dict[str, NameEvidence]], article: Article) -> None:
    for name, told in of_article(*article).items():
        evidence[block_of(name)].setdefault(name, NameEvidence()).add(told)


def decide(evidence: dict[str, dict[str, NameEvidence]]) -> tuple[Clusters, int]:
    """Decide all names; how many entities they are."""
    world = Clusters({id: BlockState(block, {}) for id, block in evidence.items()})
    entities = {joined.id for block in evidence.values() for name in block for joined in world.all_of(name)}
    return world, len(entities)


def resolve(articles: Iterable[Article]) -> tuple[Clusters, int]:
    evidence: dict[str, dict[str, NameEvidence]] = defaultdict(dict)
    for article in articles:
        add(evidence, article)
    return decide(evidence)


def show(world: Clusters, name: str) -> None:
    for joined in world.all_of(name):
        print(joined.row["name"], joined.id, Counter(joined.row["aliases"]).total(), "aliases")
        for each in joined.names:
            found = world.evidence(each)
            print(f"    {each} – {found.articles if found else 0} articles – {world.rule(each, joined)}")


if __name__ == "__main__":
    main()
