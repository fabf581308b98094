"""The parse of one article as plain columns, one entry a token: reading spaCy's Token objects again is slow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

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

    Args:
        doc: what spaCy made of `fluent(text).text`, or of a text of the same length.
        text: the plain form of the article, which offsets count in; that of `doc` where it is left out.
    """

    def __init__(self, doc: Doc, text: str | None = None) -> None:
        self.text: str = doc.text if text is None else text
        read = fluent(self.text)
        if read.starts is None or read.stops is None or len(read.text) != len(doc.text):
            read = Fluent(self.text)
        self.words: list[str] = []
        self.lower: list[str] = []
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.heads: list[int] = []
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.left: list[int] = []
        self.right: list[int] = []
        self.sentence: list[int] = []
        self.children: list[list[int]] = [[] for _ in range(len(doc))]
        sentence = 0
        for token in doc:
            word, head = token.text, token.head.i
            sentence += bool(token.i and (token.is_sent_start or "\n" in self.words[-1]))
            self.words.append(word)
            self.lower.append(word.lower())
            self.tags.append(token.tag_)
            self.deps.append(token.dep_)
            self.heads.append(head)
            self.starts.append(read.starts[token.idx] if read.starts else token.idx)
            self.stops.append(read.stops[token.idx + len(word) - 1] if read.stops else token.idx + len(word))
            self.left.append(token.left_edge.i)
            self.right.append(token.right_edge.i)
            self.sentence.append(sentence)
            if head != token.i:
                self.children[head].append(token.i)
        self._part_lines()
        self._join_prefixes()
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]

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
                            self._hang(child, i + 2, self.deps[child])
                        self._hang(part, i + 2, "compound")

    def _hang(self, token: int, head: int, dep: str) -> None:
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
            last = bisect_left(self.starts, stop)
            found.update(i for i in range(first, last) if self.stop(i) > start and not self.words[i].isspace())
        return sorted(found)

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
