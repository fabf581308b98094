"""What spaCy is given to read: the plain form of an article, and how its characters map to the article's.

The plain form is as long as the article, so that it has fillers where markup stood, and letters whose accent is a
character of its own. spaCy would not know a word with either in it, and would part names where blanks fill a gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from onrecord.extract.page.form import ACCENTS, NOTHING

SKIPPED = re.compile(f"{NOTHING}+|(?<= )  +|\\w[{ACCENTS}]+")
# spaCy's tokenizer takes the marks off a string without a blank one by one and looks through the rest for each, so that
# its time grows with the square of their number. No word of an article is as long as this.
UNBROKEN = re.compile(r"\S{200,}")
MARK = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Fluent:
    """A text for spaCy.

    Attributes:
        text: what spaCy reads.
        starts, stops: for each of its characters the half-open offsets in the plain form, None where both are alike.
    """

    text: str
    starts: list[int] | None = None
    stops: list[int] | None = None


def fluent(plain: str) -> Fluent:
    """Make what spaCy reads of a plain form: no fillers, accents on their letters, long runs of marks blank."""
    if not SKIPPED.search(plain):
        return Fluent(_broken(plain))
    parts: list[str] = []
    starts: list[int] = []
    stops: list[int] = []

    def add(part: str, start: int, stop: int) -> None:
        parts.append(part)
        if len(part) == stop - start:
            starts.extend(range(start, stop))
            stops.extend(range(start + 1, stop + 1))
        else:
            starts.extend([start] * len(part))
            stops.extend([stop] * len(part))

    at = 0
    for match in SKIPPED.finditer(plain):
        add(plain[at : match.start()], at, match.start())
        if match.group()[0] not in (NOTHING, " "):
            add(normalize("NFC", match.group()), *match.span())
        at = match.end()
    add(plain[at:], at, len(plain))
    return Fluent(_broken("".join(parts)), starts, stops)


def _broken(text: str) -> str:
    return UNBROKEN.sub(lambda match: MARK.sub(" ", match.group()), text)
