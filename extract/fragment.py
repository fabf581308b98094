"""Links to the words themselves: an address with a text fragment (#:~:text=…), at which a browser opens the page,
scrolls to the words and marks them.

By the WICG's URL Fragment Text Directives: `text=[prefix-,]start[,end][,-suffix]`. A browser takes the first place of
the page where all parts fit at word borders, letter case and blanks aside; `start` alone lies within one paragraph,
`start,end` may span several. So short words are given whole, long ones by their ends, and with as much context before
them as makes the place the first one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from onrecord.extract.triple import Span

LONGEST_WHOLE = 200  # characters of a claim that is given word for word; a longer one is given by its ends
END_WORDS = 5  # words of either end, at first
MOST_WORDS = 30  # words of context or of an end, at most

MOST_LOOKED_FOR = 6  # words of a claim that are looked for before it
_IN_A_WORD = re.compile(r"(?<=\w)\w")
_OF_MANY_FORMS = "\u0131", "\u017f"  # which re takes for i and s in another case

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_LETTERS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_UNSAFE = re.compile("[^A-Za-z0-9_.~ ]")


def link(url: str, text: str, spans: Sequence[Span]) -> str:
    """Make the address of an article's page at the words of a claim.

    Args:
        url: the page's address; a fragment of its own (#top) is kept.
        text: the article's text.
        spans: of the claim, half-open character offsets into `text`.

    Returns:
        The address; without a text fragment where the spans hold no word.
    """
    directives = [directive for span in spans if (directive := _directive(text, span))]
    if not directives:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{'&'.join(directives)}"


def _directive(text: str, span: Span) -> str:
    """The text directive that leads to a span; empty if it holds no word."""
    letters = _LETTERS.search(text, *span)
    if letters is None:
        return ""
    start, stop = letters.span()
    if stop - start <= LONGEST_WHOLE and "\n" not in text[start:stop]:
        first, last = text[start:stop], ""
    else:
        first, last = _ends(text, [match.span() for match in _WORD.finditer(text, start, stop)])
    context, first = _context(text, start, first)
    return "text=" + (f"{_part(context)}-," if context else "") + _part(first) + (f",{_part(last)}" if last else "")


def _ends(text: str, words: Sequence[Span]) -> tuple[str, str]:
    """The first and the last words of a claim, each within one paragraph; the last as many as are not found sooner."""
    start, stop = words[0][0], words[-1][1]
    head = max(end for _, end in words[:END_WORDS] if "\n" not in text[start:end])
    tail = [begin for begin, _ in words[-MOST_WORDS:] if begin >= head and "\n" not in text[begin:stop]]
    if not tail:  # of few, very long words
        return text[start:head], text[words[-1][0] : stop]
    enough = max(len(tail) - END_WORDS, 0)
    begin = next(
        (begin for begin in tail[enough::-1] if _stands_first(text, (begin, stop), head, text[begin:stop])), tail[0]
    )
    return text[start:head], text[begin:stop]


def _context(text: str, start: int, first: str) -> tuple[str, str]:
    """What stands before the first words, as much as makes this their first place in the text, and the words.

    The context lies within one paragraph. Where that is the one before, the words begin with the marks between.
    """
    stop = start + len(first)
    if _stands_first(text, (start, stop), 0, first):
        return "", first
    paragraph = text.rfind("\n", 0, start) + 1
    before = [match.start() for match in _WORD.finditer(text, max(start - 400, 0), start)][-MOST_WORDS:]
    for begin in reversed(before):
        border = start if begin >= paragraph else paragraph
        context, words = text[begin:border].rstrip(), text[border:start] + first
        if "\n" in context:
            break
        if _stands_first(text, (begin, stop), 0, words, context):
            return context, words
    return "", first


def _stands_first(text: str, span: Span, begin: int, words: str, before: str = "") -> bool:
    """Whether the words, with `before` right before them, stand first in a span, at or after an offset.

    Looked for as browsers do: letter case and the length of blanks aside, and at word borders.
    """
    return _has_a_new_word(text, span, begin) or _first(text, words, begin, before) == span[0]


def _has_a_new_word(text: str, span: Span, begin: int) -> bool:
    """Whether a whole word of a span is nowhere before it, so that nothing before it can have the same words.

    That is quick to see, and seldom not so.
    """
    start, stop = span
    lowered = _lowered(text)
    if lowered is None or _IN_A_WORD.match(text, start) or _IN_A_WORD.match(text, stop):
        return False
    parts = lowered[start:stop].split()
    parts.sort(key=len, reverse=True)
    for part in parts[:MOST_LOOKED_FOR]:
        if part.isascii() and lowered.find(part, begin, start + len(part) - 1) < 0:
            return True
    return False


@lru_cache(maxsize=16)
def _lowered(text: str) -> str | None:
    """The text in small letters; None where a letter has more than two forms, or one of another length."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) and not any(letter in text for letter in _OF_MANY_FORMS) else None


def _first(text: str, words: str, begin: int, before: str = "") -> int | None:
    """Where the words stand first."""
    parts = [r"\s+".join(map(re.escape, part.split())) for part in (before, words) if part]
    found = re.compile(r"(?<!\w)" + r"\s*".join(parts) + r"(?!\w)", re.IGNORECASE).search(text, begin)
    return found and found.start()


def _part(words: str) -> str:
    """The words percent-encoded, the hyphen too, which has a meaning in a directive."""
    return _UNSAFE.sub(_encoded, " ".join(words.split())).replace(" ", "%20")


def _encoded(character: re.Match[str]) -> str:
    return _percent(character[0])


@lru_cache(maxsize=2**10)
def _percent(character: str) -> str:
    return quote(character, safe="").replace("-", "%2D")
