"""How well extracted claims agree with annotated ones.

The measures are those of PolNeAR's literature. A prediction matches a gold attribution when the Jaccard index of their
contents' words is at least 0.5, one to one, best first. Its source is right when the two share a word, or both have
none; "end to end" are matches whose source is right. Two names are the same when, case and small words aside, the words
of one are all among the other's. Where an article has several annotators the score is the mean over them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.nesting import within
from onrecord.extract.gold import Annotated, Names
from onrecord.extract.gold.lines import Found
from onrecord.extract.triple import Span, Triple

Words = frozenset[int]
"""Words of a text, each by the place where it starts."""
Figures = dict[str, list[float]]
"""What is measured, in percent: precision, recall and F1, or accuracies."""

WORD = re.compile(r"\w+(?:['’]\w+)*")
QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?:''|``)(?!')[^\n]*?(?:''|$)", re.MULTILINE)
KINDS = ("direct", "mixed", "indirect")
PARTS = ("nested", "uncued")
SMALL_WORDS = {"the", "a", "an", "of", "and", "mr", "mrs", "ms", "s"}
NAMED = ("person", "organization", "place")
OVERLAP = 0.5


def evaluate(gold: Iterable[Annotated], predicted: Mapping[str, Found]) -> Figures:
    """All figures of predictions, by the names of the articles; an article that is not among them has none.

    Names are measured in those articles that have gold names.
    """
    scores, names = Scores(), NameScores()
    for one in gold:
        found, called = predicted.get(one.name, ([], []))
        for annotator, attributions in one.annotators.items():
            scores.add(one.text, attributions, found, 1 / len(one.annotators), whole=one.whole)
            if annotator in one.names:
                names.add(one.text, (attributions, one.names[annotator]), (found, called))
    return scores.figures() | (names.figures() if names.counts["gold"] else {})


def found(triples: Iterable[Triple]) -> Found:
    """What an extractor found in an article, in the form that is measured."""
    attributions, names = [], []
    for triple in triples:
        speaker, cue = triple.speaker, triple.cue
        attributions.append(Attribution(speaker.spans if speaker else (), cue.spans if cue else (), triple.claim.spans))
        about, mentions = (
            tuple(target.name for target in triple.targets if target.role == role) for role in ("about", "mention")
        )
        told = tuple(addressee.name for addressee in triple.addressees)
        names.append(
            Names(speaker.name if speaker else None, speaker.type if speaker else "none", about, mentions, told)
        )
    return attributions, names


def outermost(attributions: Sequence[Attribution], names: Sequence[Names]) -> Found:
    """Predictions without those that stand inside others."""
    kept = [number for number, outer in enumerate(within(attributions)) if outer is None]
    return [attributions[number] for number in kept], [names[number] for number in kept]


@dataclass
class Scores:
    """Counts of attributions over a corpus; where an article has several annotators each weighs its part."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        text: str,
        gold: Sequence[Attribution],
        predicted: Sequence[Attribution],
        weight: float,
        *,
        whole: bool = False,
    ) -> None:
        """Count an article; `whole` as in `Annotated`: only then claims inside others and without a cue count apart."""
        starts = _word_starts(text)
        quoted = _words([match.span() for match in QUOTED.finditer(text)], starts)
        theirs, ours = _in_words(gold, starts), _in_words(predicted, starts)
        for what, attributions in (("gold", theirs), ("predicted", ours)):
            for one in attributions:
                self._count(what, weight)
                for group in one.groups(quoted, whole):
                    self._count(f"{what} {group}", weight)

        def right(i: int, j: int) -> bool:
            return _agree(theirs[i].source, ours[j].source)

        for i, j in matches([one.content for one in theirs], [one.content for one in ours], right):
            one, other = theirs[i], ours[j]
            self._count("matched", weight)
            self._count("exact", weight * (one.content == other.content))
            self._count("right", weight * right(i, j))
            self._count("source exact", weight * (one.source == other.source))
            self._count("cue", weight * _agree(one.cue, other.cue))
            for what, found in (("gold", one), ("predicted", other)):
                for group in found.groups(quoted, whole):
                    self._count(f"right {what} {group}", weight * right(i, j))
        said, claimed = (frozenset().union(*(one.content for one in side)) for side in (theirs, ours))
        self._count("gold words", weight * len(said))
        self._count("predicted words", weight * len(claimed))
        self._count("right words", weight * len(said & claimed))

    def _count(self, what: str, weight: float) -> None:
        self.counts[what] += weight  # type: ignore[assignment]  # a Counter holds fractions as well

    def f1(self, what: str) -> float:
        """F1 in percent of "matched", "exact" or "right" (end to end) attributions."""
        return 100 * _scores(self.counts[what], self.counts["predicted"], self.counts["gold"])[2]

    def figures(self) -> Figures:
        count = self.counts

        def row(hit: str) -> list[float]:
            return _percent(_scores(count[hit], count["predicted"], count["gold"]))

        matched = max(count["matched"], 1)
        figures = {
            "content overlap P/R/F1": row("matched"),
            "content exact P/R/F1": row("exact"),
            "content tokens P/R/F1": _percent(
                _scores(count["right words"], count["predicted words"], count["gold words"])
            ),
            "source accuracy (overlap, exact)": _percent([count["right"] / matched, count["source exact"] / matched]),
            "cue accuracy": _percent([count["cue"] / matched]),
            "end2end P/R/F1": row("right"),
        }
        for group in (*KINDS, *(part for part in PARTS if count[f"gold {part}"])):
            precision = count[f"right predicted {group}"] / max(count[f"predicted {group}"], 1)
            recall = count[f"right gold {group}"] / max(count[f"gold {group}"], 1)
            number = round(count[f"gold {group}"])
            figures[f"end2end {group} P/R/F1 (gold n)"] = [*_percent(_with_f1(precision, recall)), number]
        return figures

    def __str__(self) -> str:
        figures = self.figures()
        precision, recall, f1 = figures["end2end P/R/F1"]
        return (
            f"end to end P {precision} R {recall} F1 {f1}, content overlap {figures['content overlap P/R/F1'][2]} "
            f"exact {figures['content exact P/R/F1'][2]}, source {figures['source accuracy (overlap, exact)'][0]}"
        )


@dataclass
class NameScores:
    """Counts of resolved speakers and targets over the articles that have gold names."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, gold: Found, predicted: Found) -> None:
        starts, count = _word_starts(text), self.counts
        names = gold[1]
        contents = [_words(one.content, starts) for one in predicted[0]]
        ours = [(words, called) for words, called in zip(contents, predicted[1], strict=True) if words]
        # What is matched first decides between equals, so the order is the scorer's: that of the contents.
        order = sorted(range(len(names)), key=lambda number: min(gold[0][number].content)[0])
        theirs = [(_words(gold[0][number].content, starts), names[number]) for number in order]
        count["gold"] += len(theirs)
        count["predicted"] += len(ours)
        count["gold triples"] += sum(len(called.about) for _, called in theirs)

        def right(i: int, j: int) -> bool:
            return same_name(theirs[i][1].speaker, ours[j][1].speaker)

        unmatched = set(range(len(ours)))
        for i, j in matches([words for words, _ in theirs], [words for words, _ in ours], right):
            unmatched.discard(j)
            one, other = theirs[i][1], ours[j][1]
            count["matched"] += 1
            count["speaker"] += right(i, j)
            count["named"] += one.type in NAMED
            count["named speaker"] += one.type in NAMED and right(i, j)
            count["gold addressees"] += len(one.addressees)
            count["predicted addressees"] += len(other.addressees)
            count["gold addressees found"] += sum(_among(name, other.addressees) for name in one.addressees)
            count["right addressees"] += sum(_among(name, one.addressees) for name in other.addressees)
            # Whoever is merely mentioned counts neither for nor against.
            scored = [t for t in other.about if _among(t, one.about) or not _among(t, one.mentions)]
            count["predicted triples"] += len(scored)
            if right(i, j):
                count["gold triples found"] += sum(_among(target, scored) for target in one.about)
                count["right triples"] += sum(_among(target, one.about) for target in scored)
        count["predicted triples"] += sum(len(ours[j][1].about) for j in unmatched)

    def figures(self) -> Figures:
        count = self.counts
        precision = count["right triples"] / max(count["predicted triples"], 1)
        recall = count["gold triples found"] / max(count["gold triples"], 1)
        told = count["right addressees"] / max(count["predicted addressees"], 1)
        heard = count["gold addressees found"] / max(count["gold addressees"], 1)
        figures: Figures = {
            "matched": [count["matched"], count["gold"], count["predicted"]],
            "speaker accuracy (all, named)": _percent(
                [count["speaker"] / max(count["matched"], 1), count["named speaker"] / max(count["named"], 1)]
            ),
            "who said what P/R/F1": _percent(_scores(count["speaker"], count["predicted"], count["gold"])),
            "triple P/R/F1": _percent(_with_f1(precision, recall)),
        }
        if count["gold addressees"]:
            name = "addressees P/R/F1 (gold n)"
            figures[name] = [*_percent(_with_f1(told, heard)), count["gold addressees"]]
        return figures


def matches(
    gold: Sequence[Words], predicted: Sequence[Words], right: Callable[[int, int], bool]
) -> list[tuple[int, int]]:
    """Which contents match, one to one: best overlap first, among equals those that are right, then in order."""
    pairs = []
    for i, content in enumerate(gold):
        for j, other in enumerate(predicted):
            fit = len(content & other) / max(len(content | other), 1)
            if fit >= OVERLAP:
                pairs.append((fit, right(i, j), -i, -j))
    matched: dict[int, int] = {}
    taken = set()
    for _, _, i, j in sorted(pairs, reverse=True):
        if -i not in matched and -j not in taken:
            matched[-i] = -j
            taken.add(-j)
    return list(matched.items())


def right(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[bool]:
    """For each predicted attribution whether it matches one of an annotator's and has its source."""
    starts = _word_starts(text)
    contents, found = ([_words(one.content, starts) for one in side] for side in (gold, predicted))

    def agree(i: int, j: int) -> bool:
        return _agree(_words(gold[i].source, starts), _words(predicted[j].source, starts))

    matched = {j for i, j in matches(contents, found, agree) if agree(i, j)}
    return [j in matched for j in range(len(predicted))]


def same_name(one: str | None, other: str | None) -> bool:
    x, y = _name_words(one), _name_words(other)
    return x == y or bool(x and y and (x <= y or y <= x))


@dataclass(frozen=True, slots=True)
class _InWords:
    source: Words
    cue: Words
    content: Words
    inside: bool

    def groups(self, quoted: Words, whole: bool) -> list[str]:
        """The groups that it is counted in: its kind and, in articles annotated whole, its parts of them."""
        parts = [part for part, belongs in zip(PARTS, (self.inside, not self.cue), strict=True) if belongs and whole]
        return [_kind(self.content, quoted), *parts]


def _in_words(attributions: Sequence[Attribution], starts: Sequence[int]) -> list[_InWords]:
    """Attributions in words, those without content left out."""
    return [
        _InWords(_words(one.source, starts), _words(one.cue, starts), content, outer is not None)
        for one, outer in zip(attributions, within(attributions), strict=True)
        if (content := _words(one.content, starts))
    ]


def _word_starts(text: str) -> list[int]:
    return [match.start() for match in WORD.finditer(text)]


def _words(spans: Iterable[Span], starts: Sequence[int]) -> Words:
    return frozenset(
        at for start, stop in spans for at in starts[bisect_left(starts, start) : bisect_left(starts, stop)]
    )


def _agree(one: Words, other: Words) -> bool:
    return bool(one & other) or not (one or other)


def _kind(content: Words, quoted: Words) -> str:
    inside = len(content & quoted) / len(content)
    return "direct" if inside > 0.9 else "mixed" if inside > 0 else "indirect"


def _name_words(name: str | None) -> set[str]:
    return set(re.findall(r"\w+", (name or "").lower())) - SMALL_WORDS


def _among(name: str, names: Iterable[str]) -> bool:
    return any(same_name(name, other) for other in names)


def _scores(hits: float, predicted: float, gold: float) -> list[float]:
    return _with_f1(hits / predicted if predicted else 0.0, hits / gold if gold else 0.0)


def _with_f1(precision: float, recall: float) -> list[float]:
    return [precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0]


def _percent(values: Iterable[float]) -> list[float]:
    return [round(100 * value, 1) for value in values]
