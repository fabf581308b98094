"""Whether two claims of one speaker are the same statement, and which claims are worth comparing.

Nearly the same words are the same statement: with other marks, in an editor's brackets, with something left out at an
ellipsis, shortened at either end, or quoted once directly and once in reported speech. Other words for the same thing
are not, nor is a changed number, name or negation.

Claims worth comparing share a shingle: two neighbouring content words of the same speaker. Of a claim's shingles only
those are kept that winnowing chooses (Schleimer, Wilkerson and Aiken, “Winnowing: Local Algorithms for Document
Fingerprinting”, SIGMOD 2003), so that two claims which share WINDOW shingles in a row are sure to share a chosen one,
whatever else is in the store and in whatever order it came there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise, takewhile
from math import inf

from onrecord.graph.repeats.wording import WORDS, Word, Wording, wording

WINDOW = 4

LEAST_WORDS = 4
LEAST_WORDS_SHORTENED = 5
LEAST_CONTENT = 3
LEAST_CONTENT_QUOTED = 2  # of two direct quotations that are equal from end to end
LEAST_BESIDE_NAMES = 2
LEAST_PART = 0.2  # of the longer one, when the other is shortened
LEAST_PART_OF_BOTH = 0.5  # of the shorter one, when each has something that the other has not
WORDS_A_STRAY = 12  # one word more or less in so many is still nearly verbatim
LONGEST_BRACKETED = 5  # words that an editor's bracket can stand for
LONGEST_NAME = 3  # words of the name that stands for “we” in reported speech
LONGEST_GRAMMAR = 2
SURE_START = 3
LONG_WORD = 7  # letters from which on one wrong letter is a slip

# Their own words, and what reported speech makes of them.
REPORTED = frozenset((own, form) for own, forms in WORDS["reported"].items() for form in forms)
REPORTING = frozenset(WORDS["reporting"])
SPEAKING = frozenset({"i", "we", "my", "our", "me", "us"})
REPLACED = SPEAKING | {form for pair in REPORTED for form in pair}
"""Words that others can stand for."""
CONDITIONS = frozenset({"if", "unless"})


Sides = tuple[Wording, Wording]


@dataclass(frozen=True, slots=True, order=True)
class Quoted:
    """A claim to compare: its words, and whether all of it is in quotation marks."""

    words: Wording
    direct: bool


def quoted(text: str, kind: str) -> Quoted:
    """A claim of this text and kind ("direct", "mixed" or "indirect")."""
    return Quoted(wording(text), kind == "direct")


def shingles(speaker: str, words: Wording) -> frozenset[int]:
    """The chosen shingles of a claim by this speaker (an entity's id), as signed 64-bit numbers.

    Empty where there are fewer than two content words, which cannot tell one statement from another.
    """
    return shingles_of(speaker, [word.stem for word in words if word.is_content and not word.bracketed])


def shingles_of(speaker: str, content: Sequence[str]) -> frozenset[int]:
    """Give the chosen shingles of a claim with these content words (see `wording.Outline`)."""
    pairs = (f"{one} {next}".encode() for one, next in pairwise(content))
    hashes = [int.from_bytes(each, signed=True) for each in hashed(speaker, pairs)]
    windows = (hashes[start : start + WINDOW] for start in range(max(1, len(hashes) - WINDOW + 1)))
    return frozenset([*hashes[:1], *hashes[-1:], *(min(window) for window in windows if window)])


def hashed(speaker: str, pairs: Iterable[bytes]) -> Iterator[bytes]:
    """Give for each two neighbouring content words, with a space between, the eight bytes of their signed number."""
    before = _begun(speaker)
    for pair in pairs:
        shingle = before.copy()
        shingle.update(pair)
        yield shingle.digest()


@lru_cache(maxsize=2**12)
def _begun(speaker: str) -> blake2b:
    return blake2b(f"{speaker}\n".encode(), digest_size=8)


def same_statement(one: Quoted, other: Quoted) -> bool:
    """Whether two claims of one speaker are the same statement.

    >>> told = quoted("that the harbour would stay open until its owners had paid", "indirect")
    >>> same_statement(quoted("“The harbor will stay open until its owners have paid.”", "direct"), told)
    True
    >>> same_statement(quoted("“The harbor won’t stay open until its owners have paid.”", "direct"), told)
    False
    """
    one, other = sorted((one, other))  # stretches may be found elsewhere from the other side
    return _may_be_same(one, other) and _SideBySide(one, other).are_same()


def may_replace(one: str, other: str, end: int) -> bool:
    """Whether words replaced by others can begin (`end` 0) or end (-1) with these two forms of different stems.

    The others are words of reported speech, a slip of spelling, or the same letters divided otherwise: “cease fire”.
    """
    if one in REPLACED or other in REPLACED:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) if end == 0 else long.endswith(short):
        return True
    return len(short) >= LONG_WORD and one[:SURE_START] == other[:SURE_START]


def _least_shared(ends: Sequence[str], shorter: int) -> float:
    """How many words two claims must share: half of those of the shorter one if both ends of the claims differ.

    Args:
        ends: the stems of the first and the last word of the one claim, and then of the other.
        shorter: number of words.
    """
    if ends[0] == ends[2] or ends[1] == ends[3]:
        return LEAST_WORDS
    return max(LEAST_WORDS_SHORTENED, LEAST_PART_OF_BOTH * shorter)


def _may_be_same(one: Quoted, other: Quoted) -> bool:
    """Whether two claims have words enough in common, wherever they stand: soon told, and mostly not."""
    stems = {word.stem for word in other.words}
    shared = [word for word in one.words if word.stem in stems]
    least = LEAST_CONTENT_QUOTED if one.direct and other.direct else LEAST_CONTENT
    if len(shared) < LEAST_WORDS:
        return False
    ends = [each.words[end].stem for each in (one, other) for end in (0, -1)]
    words = _least_shared(ends, min(len(one.words), len(other.words)))
    return len(shared) >= words and sum(word.is_content for word in shared) >= least


class _SideBySide:
    """Two wordings, and the stretches that they share."""

    def __init__(self, one: Quoted, other: Quoted) -> None:
        self.a, self.b = one.words, other.words
        self.quoted = one.direct and other.direct
        # What an editor put in is not what was said.
        a, b = ([f"[{word.stem}" if word.bracketed else word.stem for word in words] for words in (self.a, self.b))
        self.blocks = self._without_strays(_shared(a, b))

    def are_same(self) -> bool:
        if not self.blocks:
            return False
        shared = [pair for block in self.blocks for pair in self._pairs(block)]
        start, stop = self.blocks[0], self.blocks[-1]
        a_stop, b_stop = stop.a + stop.size, stop.b + stop.size
        before = (self.a[: start.a], self.b[: start.b])
        after = (self.a[a_stop:], self.b[b_stop:])
        slips = sum(self._slips(left, right) for left, right in pairwise(self.blocks))
        return (
            slips * WORDS_A_STRAY <= len(shared)
            and self._is_enough(shared, before, after)
            and all(self._agree(*pair) for pair in shared)
            and self._may_begin(*before, *shared[0])
            and self._may_end(*after, *shared[-1])
        )

    def _without_strays(self, blocks: list[Match]) -> list[Match]:
        """The longest stretch, and those around it as far as what stands between is no difference."""
        if not blocks:
            return []
        first = last = max(range(len(blocks)), key=lambda index: blocks[index].size)
        while first > 0 and self._slips(blocks[first - 1], blocks[first]) < inf:
            first -= 1
        while last + 1 < len(blocks) and self._slips(blocks[last], blocks[last + 1]) < inf:
            last += 1
        return blocks[first : last + 1]

    def _pairs(self, block: Match) -> list[tuple[Word, Word]]:
        a, b, size = block
        return list(zip(self.a[a : a + size], self.b[b : b + size], strict=True))

    def _slips(self, left: Match, right: Match) -> float:
        """How much the words between two stretches differ: 0 for no difference, 1 for a stray word, else infinity."""
        a_start, b_start = left.a + left.size, left.b + left.size
        a, b = self.a[a_start : right.a], self.b[b_start : right.b]
        if self._is_replaced(a, b):
            return 0
        if not b and _is_left_out(self.a, a_start, right.a, self.b, b_start):
            return 0
        if not a and _is_left_out(self.b, b_start, right.b, self.a, a_start):
            return 0
        stray = (*a, *b)
        if len(stray) == 1 and stray[0].form == self.a[right.a].form:
            return 0  # a word said twice
        return 1 if len(stray) == 1 and not stray[0].is_weighty else inf

    def _is_replaced(self, a: Wording, b: Wording) -> bool:
        """Whether one stands for the other: as an editor's words, in reported speech, or by a slip of spelling."""
        if not any(word.suspends for word in (*a, *b)):
            if _is_bracketed(a, instead_of=b) or _is_bracketed(b, instead_of=a):
                return True
            if not self.quoted and (_is_named(a, by=b) or _is_named(b, by=a)):
                return True
        if not self.quoted and not (a and b) and _is_grammar((*a, *b)):
            return True
        if "".join(word.form for word in a) == "".join(word.form for word in b):
            return True  # cease fire, ceasefire
        return len(a) == len(b) and all(self._agree(*pair) or _is_slip(*pair) for pair in zip(a, b, strict=True))

    def _agree(self, one: Word, other: Word) -> bool:
        """Whether one word may stand in the place of the other."""
        if one.form == other.form:
            return True
        if self.quoted:
            return False
        if (one.form, other.form) in REPORTED or (other.form, one.form) in REPORTED:
            return True
        return one.stem == other.stem and not one.is_pronoun

    def _may_begin(self, a: Wording, b: Wording, first_a: Word, first_b: Word) -> bool:
        """Whether two wordings that differ so before what they share can be the same statement."""
        if a and b:
            apart = a[-1].sentence < first_a.sentence and b[-1].sentence < first_b.sentence
            return apart or self._is_replaced(a, b)
        cut, kept = (a, first_a) if a else (b, first_b)
        around = [word for word in cut if word.sentence == kept.sentence]
        if around and around[-1].limits and not kept.after_pause:
            return False
        return not any(word.form in CONDITIONS or (word.suspends and not kept.after_pause) for word in around)

    def _may_end(self, a: Wording, b: Wording, last_a: Word, last_b: Word) -> bool:
        """The same for what comes after what they share."""
        if a and b:
            apart = last_a.sentence < a[0].sentence and last_b.sentence < b[0].sentence
            return apart or self._is_replaced(a, b)
        cut, kept = (a, last_a) if a else (b, last_b)
        if cut and cut[0].form in CONDITIONS and cut[0].sentence == kept.sentence:
            return False
        return not any(word.suspends and word.clause == kept.clause for word in cut)

    def _is_enough(self, shared: Sequence[tuple[Word, Word]], before: Sides, after: Sides) -> bool:
        """Whether so many words cannot be the same by chance, and say something of whom they name."""
        content = sum(one.is_content for one, _ in shared)
        if sum(one.is_content and not (one.is_name and other.is_name) for one, other in shared) < LEAST_BESIDE_NAMES:
            return False
        if not any((*before, *after)):
            return len(shared) >= LEAST_WORDS and content >= (LEAST_CONTENT_QUOTED if self.quoted else LEAST_CONTENT)
        short, long = sorted((len(self.a), len(self.b)))
        both_cut = all(any(sides) for sides in zip(before, after, strict=True))
        part = len(shared) / short >= LEAST_PART_OF_BOTH if both_cut else len(shared) / long >= LEAST_PART
        return part and len(shared) >= LEAST_WORDS_SHORTENED and content >= LEAST_CONTENT


def _shared(a: list[str], b: list[str]) -> list[Match]:
    """The stretches that two lists of words share, in turn."""
    shorter = min(len(a), len(b))
    if a[:shorter] == b[:shorter]:  # the one is how the other begins: what SequenceMatcher would find
        return [Match(0, 0, shorter)] if shorter else []
    return [block for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if block.size]


def _is_left_out(words: Wording, start: int, stop: int, others: Wording, place: int) -> bool:
    """Whether the words from `start` to `stop` are left out at an ellipsis that the others have at `place`.

    Where a word stands on both sides of what is left out, either of the two may be the one that is still there.
    """
    first = last = 0
    while start + first > 0 and words[start + first - 1].stem == words[stop + first - 1].stem:
        first -= 1
    while stop + last < len(words) and words[start + last].stem == words[stop + last].stem:
        last += 1
    return any(
        others[place + shift].after_gap and _may_be_left_out(words, start + shift, stop + shift)
        for shift in range(first, last + 1)
        if 0 <= place + shift < len(others)
    )


def _may_be_left_out(words: Wording, start: int, stop: int) -> bool:
    """Whether the words around these say the same without them: not where they deny the clause that goes on."""
    clauses = {word.clause for word in (*words[max(0, start - 1) : start], *words[stop : stop + 1])}
    return not any(word.suspends and word.clause in clauses for word in words[start:stop])


def _is_grammar(words: Wording) -> bool:
    """Whether reported speech may have these words, or leave them out: “I know and I see”, “he knew and saw”."""
    return len(words) <= LONGEST_GRAMMAR and all(word.is_pronoun or word.form in REPORTING for word in words)


def _is_bracketed(words: Wording, *, instead_of: Wording) -> bool:
    """Whether these are an editor's words, alone or instead of others."""
    few = max(len(words), len(instead_of)) <= LONGEST_BRACKETED
    return bool(words) and few and all(w.bracketed for w in words) and not any(w.is_number for w in instead_of)


def _is_named(words: Wording, *, by: Wording) -> bool:
    """Whether these are “I” or “we”, and the others say who that is."""
    return [word.form in SPEAKING for word in words] == [True] and 1 <= len(by) <= LONGEST_NAME


def _is_slip(one: Word, other: Word) -> bool:
    """Whether two long words differ in one letter, and not in their beginning."""
    a, b = one.form, other.form
    start = _same_letters(a, b)
    end = _same_letters(a[start:][::-1], b[start:][::-1])
    if start < SURE_START or min(len(a), len(b)) < LONG_WORD or one.is_weighty or other.is_weighty:
        return False
    return max(len(a), len(b)) - start - end <= 1


def _same_letters(a: str, b: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
