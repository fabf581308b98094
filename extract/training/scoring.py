"""How well predicted attributions agree with annotated ones: matched contents whose source is right too.

The figures are those of PolNeAR's literature: a prediction matches a gold attribution when the Jaccard index of their
content words is at least 0.5, one to one, best first; its source is right when the two share a word or both have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.triple import Span

WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass
class Scores:
    """Counts over a corpus; where an article has several annotators each weighs its part."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution], weight: float) -> None:
        starts = [match.start() for match in WORD.finditer(text)]

        def words(spans: Sequence[Span]) -> frozenset[int]:
            return frozenset(at for at in starts if any(start <= at < stop for start, stop in spans))

        ours = [(content, words(one.source)) for one in predicted if (content := words(one.content))]
        theirs = [(content, words(one.source)) for one in gold if (content := words(one.content))]
        pairs = []
        for i, (content, source) in enumerate(theirs):
            for j, (other, claimed) in enumerate(ours):
                fit = len(content & other) / len(content | other)
                if fit >= 0.5:
                    pairs.append((fit, bool(source & claimed) or not (source or claimed), -i, -j))
        used_gold, used_ours = set(), set()
        for fit, right, i, j in sorted(pairs, reverse=True):
            if i in used_gold or j in used_ours:
                continue
            used_gold.add(i)
            used_ours.add(j)
            self._count("matched", weight)
            self._count("exact", weight * (fit == 1.0))
            self._count("right", weight * right)
        self._count("gold", weight * len(theirs))
        self._count("predicted", weight * len(ours))

    def _count(self, what: str, weight: float) -> None:
        self.counts[what] += weight  # type: ignore[assignment]  # a Counter holds fractions as well

    def f1(self, what: str) -> float:
        """F1 in percent of "matched", "exact" or "right" (end to end) attributions."""
        total = self.counts["gold"] + self.counts["predicted"]
        return 200 * self.counts[what] / total if total else 0.0

    def __str__(self) -> str:
        hits, total = self.counts["right"], self.counts
        return (
            f"end to end P {100 * hits / max(1, total['predicted']):.1f} R {100 * hits / max(1, total['gold']):.1f} "
            f"F1 {self.f1('right'):.1f}, content overlap {self.f1('matched'):.1f} exact {self.f1('exact'):.1f}, "
            f"source {100 * hits / max(1, total['matched']):.1f}"
        )
