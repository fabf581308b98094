"""Which body a person belongs to, where the article tells it beside the name: "Jane Roe of Greenpeace".

Read are the words right before and right after a full name: "Greenpeace spokeswoman Jane Roe", "the head of Greenpeace,
Jane Roe", "Jane Roe, who works for Greenpeace". A body has to be one that the store knows as an organisation, or to be
called one by its name ("University of Bergen"). Who was there formerly, and who is a critic of it, is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from onrecord.extract.lexicon import countries, normalise, singular, words

REACH: Final = 120
"""Characters before and after a name that are read."""
PLACES: Final = frozenset({"city", "country", "county", "province", "state", "town", "village"})
"""Words for bodies that are places rather."""

_UPPER: Final = "A-ZÀ-ÖØ-ÞŁŚŠŽ"
_WORD: Final = rf"(?:(?:[{_UPPER}]\.)+|[{_UPPER}][\w&’'\-]*)"
_BODY: Final = rf"(?:the )?(?P<body>{_WORD}(?: (?:(?:of|for|and|on|in|&) (?:the )?)?{_WORD}){{0,9}}"
_PAST: Final = re.compile(
    r"\b(?:ex|former|formerly|then|late|previous|previously|ousted|outgoing|once)\b", re.IGNORECASE
)
_BETWEEN: Final = r"(?:(?!(?:a|an|the|to|by|in|on|at|from|with|against|told|met|said|and)\b|[a-z]+ed\b)[a-z\-]+ )"
"""A word between a body and a role of it, "campaign" in "Greenpeace campaign director"; no verb."""
AT: Final = (" of ", " for ", " at ", " with ", " from ")
"""What stands between a role and its body."""
_AT: Final = f"(?:{'|'.join(map(str.strip, AT))})"
_WORD_AT: Final = re.compile(rf"(\w+) {_AT} ")

AFTER: Final = (" of ", " (", ",")
"""How a text goes on that tells of a body, as in `_after`."""

BodyOf = Callable[[str], str | None]
"""From a name to that of the organisation which is called so; None where there is none."""


def affiliation(text: str, person: str, body_of: BodyOf) -> str | None:
    """The body that an article says a person belongs to: the one told most often, else the first; None without one.

    Args:
        text: the article.
        person: the person's name as the article has it, of two words at least.
        body_of: gives the organisation of a name.
    """
    if " " not in person:
        return None
    told: Counter[str] = Counter()
    for start, stop in _places(text, person):
        before = text[max(0, start - REACH) : start].rpartition("\n")[2]
        after = text[stop : stop + REACH].partition("\n")[0]
        told.update(_told(before, after, body_of))
    return next((body for body, _ in told.most_common(1)), None)


def _places(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands as words of its own. An expression for each name would take longer to make than to use."""
    start = text.find(name)
    while start >= 0:
        stop = start + len(name)
        if _ends_word(text[start - 1 : start]) or _ends_word(text[stop : stop + 1]):
            stop = start + 1
        else:
            yield start, stop
        start = text.find(name, stop)


def _ends_word(character: str) -> bool:
    return character.isalnum() or character in ("-", "_")


def _told(before: str, after: str, body_of: BodyOf) -> Iterator[str]:
    """The body that the words around one mention tell, if they do."""
    patterns = [(each, after) for each in (_after() if after.startswith(AFTER) else ())]
    patterns += [(each, before) for each in _before(before)]
    for pattern, around in patterns:
        for found in pattern.finditer(around):
            if _PAST.search(found[0]) or _PAST.search(" ".join(around[: found.start()].split()[-2:])):
                continue
            if body := _longest(found["body"], body_of, from_the_end=around is before):
                yield body
                return


@cache
def _last_words() -> frozenset[str]:
    """The last words of nouns for members, "chair" of "co-chair"."""
    return frozenset(map(_last_word, words("members")))


def _last_word(words: str) -> str:
    return re.split(r"[ \-]", words)[-1].casefold()


def _longest(name: str, body_of: BodyOf, *, from_the_end: bool) -> str | None:
    """The organisation of a name or of the longest part of it, from its first word on, or up to its last."""
    parts = re.sub(r"(?:['’]s|['’])$", "", name).split()
    shorter = [parts[:stop] for stop in range(len(parts) - 1, 0, -1)]
    if from_the_end:
        shorter += [parts[start:] for start in range(1, len(parts))]
    for each in [parts, *shorter]:
        own = each[_after_owner(each) :]  # "Australia's Griffith University"
        if body := body_of(" ".join(each)) or body_of(" ".join(own)) or _called_one(own):
            return body
    return None


def _after_owner(name: list[str]) -> int:
    """Where a name begins after its owner, 0 where it has none."""
    return max((at + 1 for at, word in enumerate(name[:-1]) if word.endswith(("'s", "’s"))), default=0)


def _called_one(name: list[str]) -> str | None:
    """A name that tells itself that it is a body's: "Bergen City Council", "Department of Health"."""
    linked = [at for at, word in enumerate(name) if word in ("of", "for")]
    nouns = {singular(name[at].casefold()) for at in (-1, *(at - 1 for at in linked if at))}
    if normalise(" ".join(name)) in countries.places():
        return None
    is_body = len(name) > 1 and name[-1][0].isupper() and not nouns.isdisjoint(words("organizations") - PLACES)
    return " ".join(name) if is_body and name[0].casefold() not in ("a", "an", "the", "his", "her", "their") else None


@cache
def _after() -> list[re.Pattern[str]]:
    """What may stand after a name."""
    member, body = f"(?i:{_members()})", rf"{_BODY})(?!\w)"
    return [
        re.compile(rf"^ of {body}"),
        re.compile(rf"^,? \((?:of |from )?{body}\)"),
        re.compile(rf"^, (?:[\w’'\-]+ ){{0,6}}?{member}(?: (?:and|of|for) [\w\-]+(?: [\w\-]+){{0,2}})? {_AT} {body}"),
        re.compile(rf"^, {_BODY}?)(?:['’]s?)? {_role()}\b"),
        re.compile(
            rf"^, who (?:\w+ )?(?:works|leads|heads|chairs|runs|directs|teaches|speaks|lectures)(?: {_AT})? {body}"
        ),
    ]


def _before(before: str) -> Iterator[re.Pattern[str]]:
    """What may stand before a name, if there are such words as it has: to look for it is slow."""
    last = before.removesuffix(" ").removesuffix(",").rpartition(" ")[2]
    is_at = any(word in before for word in AT) and re.fullmatch(_WORD, last)
    if is_at and not _last_words().isdisjoint(map(str.casefold, _WORD_AT.findall(before))):
        yield _role_at_body()
    if _last_word(last) in _last_words():
        yield _body_with_role()


@cache
def _role_at_body() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{_members()}) {_AT} {_BODY}),? $")


@cache
def _body_with_role() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_BODY}?)(?:['’]s?)? {_role()},? $")


def _role() -> str:
    """A role after its body: a noun for a member, in lower case where other words stand before it."""
    return rf"(?:(?i:{_members()})|{_BETWEEN}{{1,3}}?(?:{_members()}))"


def _members() -> str:
    """The nouns for somebody who belongs to a body."""
    return "|".join(sorted(map(re.escape, words("members")), key=len, reverse=True))
