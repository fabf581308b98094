"""What somebody without another name is called by: "a man who goes by Lefty", "a woman who gave her name as Halima"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.extract.lexicon import is_person, peoples
from onrecord.extract.names.spans import is_hyphen
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

OWN = r"(?:his|her|their)"
ONLY = r"(?:only |just |simply )?"
NOUN = (
    r"(?:(?:(?:first|full|given|last|real|family|middle|stage|pen|code|street|battle) ?)*name|nickname|alias|pseudonym"
    r"|nom de (?:guerre|plume)|call ?sign|codename)"
)
NAMING = re.compile(
    rf"\b(?:(?:goes|went|go|going) by(?: the {NOUN}(?: of)?)?"
    r"|(?:known|identified|named)(?: \w+ly)? as|known (?:to|among|by|in) (?:\w+ ){1,3}?as"
    r"|(?:identif(?:ied|ies)|introduc(?:ed|es)|identifying) (?:him|her|them)(?:self|selves)(?: \w+ly)? as"
    r"|(?:calls|called|styles|styled|calling) (?:him|her|them)(?:self|selves)"
    rf"|(?:g(?:ave|ives?|iving|iven)|us(?:es?|ed|ing)) {ONLY}(?:{OWN}|the|a) {ONLY}{NOUN}(?: \w+ly)?(?: as| of|,)?"
    rf"|(?:whose|with (?:the|a)|under the|by the) {NOUN}(?: is| was| of)?"
    rf"|(?<=, ){NOUN}(?: of)?"
    r"|nicknamed|dubbed|named|called"
    r"|(?:asked|asks|wanted|wants|asking) to be (?:called|known as|identified(?: \w+ly)? as|named(?: \w+ly)? as)"
    rf"|(?:identified|named)(?: \w+ly)? by {OWN} (?:first|last|given) name,?)"
    r"\s+(?:the )?[“\"‘'«]?(?=[^\W\d_])"
)
NEAR = 8  # words before such a verb, in which the noun stands where the parse has no clause of it
PARTICIPLES = frozenset({"called", "dubbed", "named", "nicknamed"})
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
            stop += 3 if is_hyphen(parse, stop + 1) else 1
        is_name_only = " as " not in match.group() and parse.lower[verb] in PARTICIPLES
        if is_name_only and not _names(parse, verb, stop):
            continue
        noun = _noun(parse, verb)
        if stop > start and noun is not None and noun < verb:
            found.append(Called(noun, start, stop))
    return found


def _names(parse: Parse, verb: int, stop: int) -> bool:
    """Whether a participle is right after the noun that it limits: "a man called Orr", not "a man called Orr mad"."""
    noun = verb - 1 - (parse.words[verb - 1] == ",")
    is_object = parse.lower[stop : stop + 1] in (["a"], ["an"], ["as"], ["the"])
    return parse.deps[verb] == "acl" and parse.heads[verb] == noun and not is_object


def _noun(parse: Parse, verb: int) -> int | None:
    """The noun for one person that a clause or phrase with this word tells of; None if there is none."""
    token = verb
    while parse.heads[token] != token and parse.deps[token] not in ("ccomp", "advcl", "parataxis"):
        subject = parse.child(token, "nsubj", "nsubjpass")
        noun = subject if subject is not None and subject < verb else parse.heads[token]
        if noun < verb and (parse.tags[noun] in NOUN_TAGS or noun == subject):
            if parse.deps[token] == "relcl" and noun == subject:  # "who", of the noun that the clause hangs on
                noun = parse.heads[token]
            return noun if _is_one(parse, noun) else None
        token = parse.heads[token]
    subject = parse.child(token, "nsubj", "nsubjpass")
    if subject is None or subject >= verb:
        near = range(verb - 1, max(verb - NEAR, -1), -1)
        subject = next((i for i in near if parse.tags[i] in NOUN_TAGS), None)
    return subject if subject is not None and _is_one(parse, subject) else None


def _is_one(parse: Parse, noun: int) -> bool:
    """Whether a word is a noun for one person, or for one of a people: "a Kurd"."""
    word = parse.lower[noun]
    if parse.tags[noun] == "NN":
        return is_person(word)
    if word == "one" and parse.lower[noun + 1 : noun + 2] == ["of"]:
        return True
    return (
        parse.tags[noun] in ("NNP", "JJ") and word in peoples() and parse.lower[parse.left[noun]] in ("a", "an", "one")
    )
