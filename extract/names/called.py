"""What somebody without another name is called by: "a man who goes by Lefty", "a woman who gave her name as Halima"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.names.phrases import phrase_type
from onrecord.extract.parsing.parse import Parse

OWN = r"(?:his|her|their)"
NAMING = re.compile(
    r"\b(?:(?:goes|went|go|going) by(?: the (?:name|nickname|alias)(?: of)?)?"
    r"|(?:known|identified)(?: \w+ly)? as"
    r"|(?:identif(?:ied|ies)|introduc(?:ed|es)|identifying) (?:him|her|them)(?:self|selves)(?: \w+ly)? as"
    rf"|(?:gave|gives|giving) {OWN} (?:first |full )?name(?: \w+ly)? as"
    r"|(?:asked|asks|wanted|wants|asking) to be (?:called|known as|identified(?: \w+ly)? as|named(?: \w+ly)? as)"
    rf"|(?:identified|named)(?: \w+ly)? by {OWN} (?:first|last|given) name,?)"
    r"\s+[“\"‘'«]?(?=[^\W\d_])"
)
LONGEST = 3  # words of such a name


@dataclass(frozen=True, slots=True)
class Called:
    """The tokens [start, stop) are what the one of the noun is called."""

    noun: int
    start: int
    stop: int


def find_called(parse: Parse) -> list[Called]:
    """The names that a text gives so to somebody whom it has as a noun for one person, in order."""
    found: list[Called] = []
    at = {start: token for token, start in enumerate(parse.starts)}
    for match in NAMING.finditer(parse.text):
        start, verb = at.get(match.end()), at.get(match.start())
        if start is None or verb is None:
            continue
        stop = start
        while stop < min(start + LONGEST, len(parse)) and parse.words[stop][:1].isupper():
            stop += 1
        noun = _noun(parse, verb)
        if stop > start and noun is not None and noun < verb:
            found.append(Called(noun, start, stop))
    return found


def _noun(parse: Parse, verb: int) -> int | None:
    """The noun for one person that a clause with this verb tells of; None if there is none."""
    token = verb
    while parse.deps[token] in ("aux", "auxpass", "conj", "xcomp") and parse.heads[token] != token:
        token = parse.heads[token]
    noun = parse.heads[token] if parse.deps[token] in ("relcl", "acl") else parse.child(token, "nsubj", "nsubjpass")
    if noun is None or parse.tags[noun] != "NN" or phrase_type(parse, noun) != "person":
        return None
    return noun
