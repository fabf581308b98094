"""The parse of one article as plain columns, one entry a token: reading spaCy's Token objects again is slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, LENGTH, SENT_START, TAG
from spacy.tokens import Doc

from onrecord.extract.parsing.fluent import Fluent, fluent
from onrecord.extract.triple import Span

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
PROPER_TAGS = frozenset({"NNP", "NNPS"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
NOMINAL_TAGS = NOUN_TAGS | {"PRP", "PRP$", "WP", "WDT", "WP$", "DT", "CD", "EX"}
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


class Parse:
    """Columns of the tokens of a `Doc` that has tags, dependencies and entities. Heads are token numbers.

    `left` and `right` are the edges of a token's subtree (both inclusive). `starts` and `stops` are character offsets.
    `cut` are the tokens with which a paragraph begins whose first letters are lost.

    Args:
        doc: what spaCy made of `fluent(text).text`, or of a text of the same length.
        text: the plain form of the article, which offsets count in; that of `doc` where it is left out.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.text: str = doc.text if text is None else text
        read = fluent(self.text)
        if read.starts is None or read.stops is None or len(read.text) != len(doc.text):
            read = Fluent(self.text)
        # Columns of numbers from spaCy at once: a Token object for each of them takes several times as long.
        columns = doc.to_array([TAG, DEP, HEAD, IDX, LENGTH, SENT_START])
        tags, deps = columns.T[:2]
        heads, starts, lengths, begins = columns.T[2:].astype(np.int64)  # heads are relative, some negative
        name = doc.vocab.strings.__getitem__
        self.words: list[str] = [token.text for token in doc]
        self.lower: list[str] = [word.lower() for word in self.words]
        self._blank = frozenset(token for token, word in enumerate(self.words) if word.isspace())
        self.tags: list[str] = [name(tag) for tag in tags.tolist()]
        self.deps: list[str] = [name(dep) for dep in deps.tolist()]
        self.heads: list[int] = (np.arange(len(doc)) + heads).tolist()
        self.starts: list[int] = starts.tolist()
        self.stops: list[int] = (starts + lengths).tolist()
        if read.starts and read.stops:
            self.starts = [read.starts[start] for start in self.starts]
            self.stops = [read.stops[stop - 1] for stop in self.stops]
        after_line = np.array(["\n" in word for word in ("", *self.words[:-1])][: len(doc)], dtype=np.bool_)
        self.sentence: list[int] = np.cumsum(((begins == 1) | after_line) & (np.arange(len(doc)) > 0)).tolist()
        self.left: list[int] = list(range(len(doc)))
        self.right: list[int] = list(range(len(doc)))
        self.children: list[list[int]] = [[] for _ in range(len(doc))]
        for token, head in enumerate(self.heads):
            if head != token:
                self.children[head].append(token)
        self._widen()
        self._part_lines()
        self._join_prefixes()
        self.cut: frozenset[int] = frozenset()
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]

    def _widen(self) -> None:
        """Set the edges of each token's subtree."""
        order = [token for token, head in enumerate(self.heads) if head == token]
        for token in order:
            order.extend(self.children[token])
        for token in reversed(order):
            head = self.heads[token]
            self.left[head] = min(self.left[head], self.left[token])
            self.right[head] = max(self.right[head], self.right[token])

    def _part_lines(self) -> None:
        """Let nothing be in apposition to what stands on another line: to the name of a byline, or a heading."""
        line, lines = 0, []
        for word in self.words:
            line += "\n" in word
            lines.append(line)
        for token, dep in enumerate(self.deps):
            if dep == "appos" and lines[token] != lines[self.heads[token]]:
                self.children[self.heads[token]].remove(token)
                self.heads[token], self.deps[token] = token, "ROOT"

    def _join_prefixes(self) -> None:
        """Hang "ex", "-" and what belongs to them on the noun of "his ex-wife", which spaCy often takes for three."""
        for i in range(len(self.words) - 2):
            if self.lower[i] == "ex" and self.words[i + 1] == "-" and self.tags[i + 2] in NOUN_TAGS:
                for part in (i, i + 1):
                    if part != self.heads[part] == self.heads[i + 2]:
                        for child in [child for child in self.children[part] if child < i]:
                            self.hang(child, i + 2, self.deps[child])
                        self.hang(part, i + 2, "compound")

    def hang(self, token: int, head: int, dep: str) -> None:
        """Let a token depend on another."""
        self.children[self.heads[token]].remove(token)
        self.heads[token], self.deps[token] = head, dep
        self.children[head].append(token)
        self.children[head].sort()
        self.left[head] = min(self.left[head], self.left[token])

    def __len__(self) -> int:
        return len(self.words)

    def stop(self, token: int) -> int:
        """The character offset after a token."""
        return self.stops[token]

    def span(self, start: int, stop: int) -> Span:
        """The characters of the tokens from `start` up to, not including, `stop`."""
        return self.starts[start], self.stop(stop - 1)

    def written(self, start: int, stop: int) -> str:
        """The characters from `start` up to, not including, `stop` as names are written, without fillers."""
        return fluent(self.text[start:stop]).text

    def tokens(self, spans: Iterable[Span]) -> list[int]:
        """The tokens that character spans touch, white space left out, in order."""
        found: set[int] = set()
        for start, stop in spans:
            first = max(bisect_right(self.starts, start) - 1, 0)
            first += first < len(self.stops) and self.stops[first] <= start
            found.update(range(first, bisect_left(self.starts, stop)))
        return sorted(found - self._blank)

    def root(self, tokens: Sequence[int]) -> int:
        """The token that the others hang on: of those whose head lies outside, the first noun, else pronoun."""
        inside = set(tokens)
        roots = [i for i in tokens if self.heads[i] == i or self.heads[i] not in inside]
        if len(roots) > 1:  # not "Ruiz" in "Ruiz's latest"
            roots = [i for i in roots if i + 2 not in inside or self.tags[i + 1] != "POS"] or roots
        for tags in (NOUN_TAGS, NOMINAL_TAGS):
            nouns = [i for i in roots if self.tags[i] in tags]
            if nouns:
                return next((i for i in nouns if self.deps[i] in SUBJECTS), nouns[0])
        return roots[0]

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of a token by one of these dependencies."""
        return next((i for i in self.children[token] if self.deps[i] in deps), None)
