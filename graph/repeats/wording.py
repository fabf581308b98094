"""The words of a claim as they are compared with those of another: without what changes when a statement is quoted
again, but with all that changes its sense.

Marks, case, accents, articles and fillers go; contractions, numbers and British spellings are written one way; editors'
brackets and ellipses, names, and the ends of clauses and sentences are remembered.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple

from onrecord.extract.lexicon.spelling import APOSTROPHES, plain

WORDS = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
LIGHT = frozenset(WORDS["light"])
CLAUSE_OPENERS = frozenset(WORDS["clause_openers"])
PRONOUNS = frozenset(WORDS["pronouns"])
SUSPENDING = frozenset(WORDS["suspending"])
LIMITING = frozenset(WORDS["limiting"])
WEIGHTY = frozenset(WORDS["weighty"]) | LIMITING | SUSPENDING
FUNCTION = frozenset(WORDS["function"]) | PRONOUNS
NUMBERS = {word: str(number) for word, number in WORDS["numbers"].items()}
TENS = frozenset(f"{digit}0" for digit in range(2, 10))
ONES = frozenset(map(str, range(1, 10)))
ENDINGS = WORDS["endings"]
BASES = {form: base for base, forms in WORDS["verbs"].items() for form in forms}
HAVE_IS = PRONOUNS | frozenset({"here", "how", "that", "there", "what", "when", "where", "who", "why"})  # it's, who's

# What most texts that are not plain have; the double ones count for nothing.
MARKS = (("“", '"'), ("”", '"'), ("’", "'"), ("‘", "'"), ("`", "'"))
STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# [T]he, want[ed]: one word.
IN_WORD = re.compile(r"\[(\w{1,4})\](?=\w)|(?<=\w)\[(\w{1,4})\]")
WRITTEN = re.compile(
    r"\b(?:" + "|".join(re.escape(form) for form in sorted(WORDS["written"], key=len, reverse=True)) + r")(?!\w)",
    re.IGNORECASE,
)
# Part of each of the forms that are written otherwise: looked for first, which is quicker.
IN_WRITTEN = ("'", *(form for form in WORDS["written"] if "'" not in form))
WHOLE_WRITTEN = tuple(f" {form} " for form in WORDS["written"] if "'" not in form)
"""The same between spaces, for texts without apostrophes: “ok” is part of many words."""
MILLIONS = re.compile(r"(\d)\s?(m|bn)\b")
SIGNS = (("%", " percent "), ("&", " and "))
TOKEN = re.compile(
    r"""
    (?P<word>   [^\W\d_]+ (?:'[^\W\d_]+)* )
  | (?P<gap>    [\[(]? (?: … | \.\s?\.\s?\. ) [.…]* [\])]? )
  | (?P<number> \d (?:[\d.,]*\d)? )
  | (?P<opens>  [\[(] )
  | (?P<closes> [\])] )
  | (?P<stop>   [.!?]+ )
  | (?P<pause>  [,;:–—] )
    """,
    re.VERBOSE,
)
LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d(?:[\d.,]*\d)?")
"""The words and numbers of TOKEN."""
ONLY_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()} | dict.fromkeys(b"'0123456789\0", "\0")
"""What is between words of ASCII letters becomes a space, and NUL what may be part of a token besides."""
AS_IT_IS = ONLY_LETTERS | dict.fromkeys(b".!?%&[(`U", "\0")
"""The same, with NUL for the ends of sentences, for marks of editors, and for what `_prepared` may change, besides."""
AROUND = '"., '
"""What stands at the ends of most claims, where it changes nothing."""

# British and American spellings of one word, at its end.
SPELLINGS = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"(?<=\w{3})our(s|ed|ing|able|al|ite|ites|er|ers|hood|hoods|ful)?$", r"or\1"),
        (r"(?<=\w{3})is(e|es|ed|ing|er|ers|ation|ations)$", r"iz\1"),
        (r"(?<=\w{2})ys(e|es|ed|ing)$", r"yz\1"),
        (r"(?<=\w{3})([bt])re(s|d)?$", r"\1er\2"),
        (r"(?<=\w{3})ence(s)?$", r"ense\1"),
        (r"(?<=\w{2}[aeiou])ll(ed|ing|er|ers)$", r"l\1"),
        (r"(?<=\w{4})mme(s)?$", r"m\1"),
    )
)

# What any of them may change, so that most words are looked at once.
MAY_BE_BRITISH = re.compile(
    r"\w(?:our\w{0,5}|[iy]s(?:e|ed|es|er|ers|ing|ation|ations)|re[ds]?|ences?|ll(?:ed|ing|er|ers)|mmes?)$"
)


MOST_REMEMBERED: Final = 2**16  # different tokens


class Word(NamedTuple):
    """One word that counts.

    Attributes:
        form: its letters, in one spelling.
        stem: its form without the endings and tenses that reporting changes; one for all personal pronouns.
        is_name: whether it is written as a name: with a capital within a sentence.
        bracketed: whether an editor put it in.
        after_gap: whether an ellipsis stands before it.
        after_pause: whether it begins a clause after a comma or the like.
        clause, sentence: the number of its clause and of its sentence in the claim.
    """

    form: str
    stem: str
    is_name: bool
    bracketed: bool
    after_gap: bool
    after_pause: bool
    clause: int
    sentence: int

    @property
    def is_content(self) -> bool:
        return self.form not in FUNCTION

    @property
    def is_pronoun(self) -> bool:
        return self.form in PRONOUNS

    @property
    def is_number(self) -> bool:
        return self.form[0].isdigit()

    @property
    def is_weighty(self) -> bool:
        """Whether it changes the sense by being there or not: a negation, a number, a name, “only”."""
        return self.is_name or self.is_number or self.form in WEIGHTY

    @property
    def limits(self) -> bool:
        """Whether it makes less of the words after it: “only”, “nearly”."""
        return self.form in LIMITING

    @property
    def suspends(self) -> bool:
        """Whether it takes back, denies or makes depend what stands around it."""
        return self.form in SUSPENDING


Wording = tuple[Word, ...]


def wording(text: str) -> Wording:
    """The words of a claim that count.

    >>> [word.form for word in wording("“[W]e won’t pay Norsk Havn’s forty-two per cent …”")]
    ['we', 'will', 'not', 'pay', 'norsk', 'havn', '42', 'percent']
    """
    words: list[Word] = []
    new_tuple = tuple.__new__
    clause = sentence = 0
    bracketed = after_gap = paused = False
    starts = True
    for token in TOKEN.finditer(_prepared(text)):
        kind, letters = token.lastgroup, token[0]
        if kind in ("opens", "closes"):
            bracketed = kind == "opens"
        elif kind == "gap":
            after_gap, paused, clause = True, True, clause + 1
        elif kind in ("stop", "pause"):
            clause += 1
            sentence += kind == "stop"
            starts |= kind == "stop"
            paused = True
        else:
            is_name = letters[0].isupper() and not starts
            starts = False
            for form, stem, opens_clause, is_light, may_be_name in _forms(letters.casefold(), kind == "number"):
                clause += opens_clause
                paused &= form != "that"
                if is_light:
                    continue
                named = is_name and may_be_name
                # as Word(…), in two thirds of the time
                words.append(new_tuple(Word, (form, stem, named, bracketed, after_gap, paused, clause, sentence)))
                after_gap = paused = False
    return _joined_numbers(words)


class OutlineWord(NamedTuple):
    """What an outline has of a word: `is_own` of a content word that no editor put in."""

    form: str
    stem: str
    is_content: bool
    is_own: bool


class Outline:
    """What a wording has of its words: enough to find claims that are worth comparing.

    Attributes:
        words: those that count.
        is_plain: whether it is one sentence in which an editor left out nothing and put in nothing.
    """

    __slots__ = ("is_plain", "words")

    def __init__(self, words: list[OutlineWord], is_plain: bool) -> None:
        self.words, self.is_plain = words, is_plain

    @property
    def forms(self) -> list[str]:
        """Its words' letters."""
        return [word[0] for word in self.words]

    @property
    def content(self) -> list[str]:
        """The stems of content words that no editor put in."""
        return [word[1] for word in self.words if word[3]]


def outline(text: str) -> Outline:
    """Give the outline of a claim's wording, in a tenth of the time that its wording takes.

    >>> outline("“[W]e won’t pay Norsk Havn’s forty-two per cent …”").content
    ['pay', 'norsk', 'havn', '42', 'percent']
    """
    tokens, is_plain = _tokens(text)
    if tokens is not None:
        with suppress(_Joined):
            return Outline([*chain.from_iterable(map(_OUTLINED.__getitem__, tokens))], is_plain)
    found = wording(text)
    words = [(word.form, word.stem, word.is_content, word.is_content and not word.bracketed) for word in found]
    return Outline([OutlineWord(*each) for each in words], is_plain=False)


def outlined(token: str) -> list[OutlineWord] | None:
    """Give the words that one token stands for; None for a number that the next word may be part of: “forty two”."""
    try:
        return _OUTLINED[token]
    except _Joined:
        return None


def _tokens(text: str) -> tuple[list[str] | None, bool]:
    """The words and numbers of a text, None where an editor may have put some in, and whether it is plain English."""
    plain_text = text.replace("“", '"').replace("”", '"').strip(AROUND)
    is_plain = plain_text.isascii() and "\0" not in (letters := plain_text.translate(AS_IT_IS))
    if is_plain and not any(map(f" {letters.casefold()} ".__contains__, WHOLE_WRITTEN)):
        return letters.split(), True
    prepared = _prepared(text)
    if "[" in prepared or "(" in prepared:
        return None, False
    if prepared.isascii() and "\0" not in (letters := prepared.translate(ONLY_LETTERS)):
        return letters.split(), False
    return LETTERS.findall(prepared), False


class _Joined(Exception):
    """A number may be one with the word after it."""


class _Outlined(dict[str, list[OutlineWord]]):
    """The words that a token stands for. Asked quicker than a function."""

    def __missing__(self, letters: str) -> list[OutlineWord]:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        words = _forms(letters.casefold(), letters[0].isdecimal())
        if not TENS.isdisjoint(form for form, *_ in words):
            raise _Joined
        self[letters] = [
            OutlineWord(form, stem, form not in FUNCTION, form not in FUNCTION)
            for form, stem, _, is_light, _ in words
            if not is_light
        ]
        return self[letters]


_OUTLINED: Final = _Outlined()


def _prepared(text: str) -> str:
    for mark, plain_mark in MARKS:
        text = text.replace(mark, plain_mark)
    if "U" in text:
        text = re.sub(r"\bU\.S\.(A\.)?" if text.isupper() else r"\bU(\.S\.(A\.)?|S\b)", "USA", text)
    if not text.isascii():
        text = plain(text.translate(STRAIGHT))
    if "." in text[:-1]:
        text = re.sub(r"\b([A-Z][a-z]{0,2})\.(?=\s+[A-Z])", r"\1", text)  # Sen. J. Smith
        text = re.sub(r"\b(?:[^\W\d_]\.){2,}", lambda initials: initials[0].replace(".", ""), text)
    if "[" in text:
        text = IN_WORD.sub(r"\1\2", text)
    for sign, name in SIGNS:
        text = text.replace(sign, name)
    text = MILLIONS.sub(lambda unit: unit[1] + (" million" if unit[2] == "m" else " billion"), text)
    small = text.casefold()
    if not any(map(small.__contains__, IN_WRITTEN)):
        return text
    return WRITTEN.sub(lambda form: WORDS["written"][form[0].casefold()], text)


@lru_cache(MOST_REMEMBERED)
def _forms(letters: str, is_number: bool) -> list[tuple[str, str, bool, bool, bool]]:
    """The words that one token stands for: with their stems, whether they open a clause, are light, may be names."""
    return [
        (form, _stem(form), form in CLAUSE_OPENERS, form in LIGHT, form not in FUNCTION)
        for form in _split(letters, is_number)
    ]


def _split(letters: str, is_number: bool) -> list[str]:
    """The words that one token stands for: “won't” for two."""
    if is_number:
        return _number(letters.replace(",", ""))
    stem, mark, ending = letters.partition("'")
    if letters.endswith("n't"):
        return [letters[:-3], "not"]
    if mark + ending in ENDINGS:
        return [stem, ENDINGS[mark + ending]]
    if mark + ending == "'s":
        return [stem, "is"] if stem in HAVE_IS else [_spelled(stem)]
    return [_spelled(letters.replace("'", ""))]


def _number(digits: str) -> list[str]:
    """A number, its thousands and millions as a word."""
    for zeros, unit in (("000000", "million"), ("000", "thousand")):
        if digits.endswith(zeros) and digits.isdigit() and len(digits) > len(zeros):
            return [digits.removesuffix(zeros), unit]
    return [digits]


def _spelled(letters: str) -> str:
    if letters in NUMBERS:
        return NUMBERS[letters]
    if not MAY_BE_BRITISH.search(letters):
        return letters
    for pattern, ending in SPELLINGS:
        letters, changes = pattern.subn(ending, letters)
        if changes:
            break
    return letters


def _stem(form: str) -> str:
    if form in PRONOUNS:
        return "~"
    form = BASES.get(form, form)
    if len(form) < 4 or form[0].isdigit() or form.endswith(("ss", "eed")):
        return form.removesuffix("e")
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ed", ""), ("es", ""), ("s", "")):
        if form.endswith(ending):
            form = form.removesuffix(ending) + instead
            break
    form = form.removesuffix("e")
    return form[:-1] if len(form) > 4 and form[-1] == form[-2] and form[-1] not in "se" else form


def _joined_numbers(words: list[Word]) -> Wording:
    """Words with “forty two” made one number."""
    if TENS.isdisjoint(word.form for word in words):
        return tuple(words)
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].form in TENS and word.form in ONES:
            number = joined[-1].form[0] + word.form
            joined[-1] = joined[-1]._replace(form=number, stem=number)
        else:
            joined.append(word)
    return tuple(joined)
