"""Learn what tells whom pronouns and noun phrases in claims mean: extract/names/targets/likely.tsv.

    uv run python bench/meant.py bench/wikinews/train.jsonl …

Prints, of words that mean a target by the annotation, how many are right by the weights alone, each tenth of the
articles by weights that were learned from the others.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from onrecord.extract import Document, Extractor
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.evaluation import found, same_name
from onrecord.extract.gold import Annotated, read_gold
from onrecord.extract.gold.articles import Meant
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.targets import Targets, likely

Floats = NDArray[np.float64]
Row = tuple[Entity | None, likely.Signs]
FILE = Path(likely.__file__).with_name("likely.tsv")
PRIOR = 3.0  # how strongly weights are held near 0
PARTS = 10


class Example(NamedTuple):
    """Words of an article: the signs of nobody and of each entity, and which of them are right."""

    article: str
    signs: list[likely.Signs]
    right: list[int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    examples = list(read([one for path in parser.parse_args().gold for one in read_gold(path)], Extractor()))
    articles = sorted({one.article for one in examples})
    right = 0
    for part in range(PARTS):
        held = set(articles[part::PARTS])
        known = learn([one for one in examples if one.article not in held])
        right += sum(_best(one, known) in one.right for one in examples if one.article in held)
    print(f"{len(examples)} words, {right / len(examples):.1%} right out of fold")
    head = "# What tells whom words of a claim mean, and how much: learned by bench/meant.py.\n"
    rows = sorted(learn(examples).items())
    FILE.write_text(head + "".join(f"{name}\t{weight:.2f}\n" for name, weight in rows), encoding="utf-8")


def read(gold: Sequence[Annotated], extractor: Extractor) -> Iterator[Example]:
    """The words of claims that are found, with whom they mean by the annotation."""
    seen: list[tuple[Attribution, likely.Mention, list[Row]]] = []
    find = Targets.find

    def record(self: Targets, attribution: Attribution, speakers: Sequence[Entity]) -> object:
        for role in attribution.roles:
            mention = self.likely.mention(role)
            if mention is not None:
                served = self.served.body(attribution, speakers)
                seen.append((attribution, mention, list(self.likely.signs(mention, speakers, served, ()))))
        return find(self, attribution, speakers)

    for article in gold:
        seen.clear()
        with patch.object(Targets, "find", record):
            found(triple for _, triples in extractor.stream([Document(article.text)]) for triple in triples)
        claims = list(zip(article.annotators[""], article.details[""], strict=True))
        for attribution, mention, rows in seen:
            for one, details in claims:
                if _overlap(one, attribution) >= 0.5:
                    targets = [meant for meant in details.meant if meant.role in ("about", "mention")]
                    yield Example(article.name, [signs for _, signs in rows], _right(rows, mention, targets))
                    break


def _right(rows: Sequence[Row], mention: likely.Mention, targets: Sequence[Meant]) -> list[int]:
    """Which rows are right: whom the annotation has at these words; else nobody, or whom it has elsewhere in the claim.

    Where it has somebody who is not among the rows, nobody is right.
    """
    here = [one.name for one in targets if any(_touch(span, mention.role.span) for span in one.spans)]
    all_ = here or [one.name for one in targets]
    named = [i for i, (entity, _) in enumerate(rows) if entity and any(same_name(entity.name, n) for n in all_)]
    return named if here and named else [0] if here else [0, *named]


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _overlap(one: Attribution, other: Attribution) -> float:
    """The Jaccard index of the characters of two contents."""
    these, those = ({i for span in each.content for i in range(*span)} for each in (one, other))
    return len(these & those) / max(len(these | those), 1)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which what is right is likeliest."""
    number: dict[str, int] = {}
    for one in examples:
        for signs in one.signs:
            for name in signs:
                number.setdefault(name, len(number))
    rows = np.zeros((sum(len(one.signs) for one in examples), len(number)))
    right = np.zeros(len(rows))
    starts = np.cumsum([0, *(len(one.signs) for one in examples)])[:-1]
    for start, one in zip(starts.tolist(), examples, strict=True):
        right[[start + i for i in one.right]] = 1
        for i, signs in enumerate(one.signs):
            for name, value in signs.items():
                rows[start + i, number[name]] = value
    of = np.repeat(np.arange(len(examples)), [len(one.signs) for one in examples])

    def loss(weights: Floats) -> tuple[float, Floats]:
        """Minus the log-likelihood of what is right with a Gaussian prior, and its slope."""
        scores = rows @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        shares = odds / np.add.reduceat(odds, starts)[of]
        hits = shares * right
        chances = np.maximum(np.add.reduceat(hits, starts), 1e-12)
        slope = rows.T @ (shares - hits / chances[of]) + PRIOR * weights
        return float(PRIOR / 2 * weights @ weights - np.log(chances).sum()), slope

    weights = minimize(loss, np.zeros(len(number)), jac=True, method="L-BFGS-B").x
    return {name: float(weights[each]) for name, each in number.items()}


def _best(one: Example, known: dict[str, float]) -> int:
    scores = [sum(known.get(name, 0.0) * value for name, value in signs.items()) for signs in one.signs]
    return scores.index(max(scores))


if __name__ == "__main__":
    main()
