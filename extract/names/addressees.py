"""Whom a claim is said to: "told *the BBC*", "said to *her staff*", "in an interview with *Der Tag*"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.acts import act_of, told
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import words
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.parsing.fluent import fluent
from onrecord.extract.parsing.parse import NOMINAL_TAGS, Parse
from onrecord.extract.triple import Addressee, covered

PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "DT", "EX"})
HEARERS = frozenset({"dobj", "dative"})
TO_SOMEBODY = frozenset({"ask", "demand", "promise", "urge", "warn"})  # acts whose words have the hearer as object
PLACES = frozenset({"in", "on", "near", "outside", "inside", "from", "across"})
CHARGES = frozenset({"accuse", "blame"})
HEARD_BY = frozenset({"to", "with"})


class Addressees:
    """Finds the addressees of attributions."""

    def __init__(self, parse: Parse, speakers: Speakers) -> None:
        self._parse = parse
        self._speakers = speakers

    def find(self, number: int, attribution: Attribution) -> tuple[Addressee, ...]:
        """The addressees of the attribution of this number, in order of the text, each person or body once."""
        parse = self._parse
        cue = parse.tokens(attribution.cue)
        apart = {*cue, *parse.tokens(attribution.content), *parse.tokens(attribution.source)}
        speakers = self._speakers.parts(number)
        found: dict[int, Addressee] = {}
        phrases = dict(self._told(attribution))
        for head in self._heads(cue, apart):
            phrases[head] = [i for i in range(parse.left[head], parse.right[head] + 1) if i not in apart or i in cue]
        for head, phrase in sorted(phrases.items()):
            entity = self._speakers.of_phrase(head, phrase)
            if entity.type == "work" or entity in speakers or (not entity.named and parse.tags[head] in PRONOUN_TAGS):
                continue
            for one in entity.members or (entity,):
                spans = (parse.span(*self._extent(head, phrase)),)
                text = covered(parse.text, spans)
                found.setdefault(id(one), Addressee(one.name or fluent(text).text, one.type, one.named, text, spans))
        return tuple(found.values())

    def _told(self, attribution: Attribution) -> Iterator[tuple[int, list[int]]]:
        """The phrases that the model takes for a hearer, each with its head."""
        for role in attribution.roles:
            tokens = self._parse.tokens([role.span]) if role.role == "addressee" else []
            root = self._parse.root(tokens) if tokens else -1
            if tokens and not self._is_setting(root):
                yield root, tokens

    def _is_setting(self, token: int) -> bool:
        """Whether a noun tells where or how it is said: "asked her *in the hall*", "*with a month left* she said"."""
        parse, before = self._parse, self._parse.left[token] - 1
        if before >= 0 and parse.lower[before] == "with":
            return before == 0 or parse.sentence[before - 1] != parse.sentence[before]
        return parse.deps[token] == "pobj" and parse.lower[parse.heads[token]] in PLACES

    def _heads(self, cue: Sequence[int], apart: set[int]) -> Iterator[int]:
        """The heads of the phrases that name a hearer."""
        parse = self._parse
        for token in cue:
            if parse.lower[token] in words("addressing") or told(parse, token) in TO_SOMEBODY:
                yield from self._fitting(token, HEARERS, apart, cue)
            if parse.tags[token].startswith("V") and parse.lower[token] in words("speaking"):
                yield from self._heard_by(token, apart, cue)
                for preposition in parse.children[token]:
                    occasion = parse.child(preposition, "pobj") if parse.deps[preposition] == "prep" else None
                    if occasion is not None and parse.lower[occasion] in words("conversations"):
                        yield from self._heard_by(occasion, apart, cue)

    def _heard_by(self, token: int, apart: set[int], cue: Sequence[int]) -> Iterator[int]:
        """The nouns of "to …" and "with …" after a word."""
        for preposition in self._parse.children[token]:
            is_opening = (
                preposition < token and self._parse.lower[preposition] == "with"
            )  # "With a month left, she said"
            if self._parse.lower[preposition] in HEARD_BY and not is_opening:
                yield from self._fitting(preposition, frozenset({"pobj"}), apart, cue)

    def _fitting(self, token: int, deps: frozenset[str], apart: set[int], cue: Sequence[int]) -> Iterator[int]:
        parse = self._parse
        for child in parse.children[token]:
            is_hearer = parse.deps[child] in deps and parse.tags[child] in NOMINAL_TAGS and child > token
            if is_hearer and (child not in apart or child in cue):
                yield child

    def _extent(self, head: int, phrase: Sequence[int]) -> tuple[int, int]:
        """The stretch of a phrase's tokens around its head, up to a comma."""
        inside, words = set(phrase), self._parse.words
        start = stop = head
        while start - 1 in inside and words[start - 1] not in (",", "\n"):
            start -= 1
        while stop + 1 in inside and words[stop + 1] not in (",", "\n", ".", ":"):
            stop += 1
        return start, stop + 1


def hearers(parse: Parse, coreference: Coreference, attribution: Attribution) -> list[Entity]:
    """Who is told a claim, of those whom the model marks and the article has named: no speaker tells himself."""
    spans = [role.span for role in attribution.roles if role.role == "addressee"]
    heads = [parse.root(tokens) for span in spans if (tokens := parse.tokens([span]))]
    found = (coreference.entities.at.get(head) or coreference.referent(head) for head in heads)
    return [entity for entity in found if entity is not None and entity.named]


def accused(parse: Parse, coreference: Coreference, charge: Attribution, answer: Attribution) -> list[Entity] | None:
    """Whom a charge names, where an answer to it stands in the same sentence or the next; None for any other claim."""
    tokens, source = parse.tokens(charge.content), parse.tokens(answer.source)
    is_near = tokens and source and parse.sentence[source[0]] - parse.sentence[tokens[-1]] <= 1
    if not is_near or act_of(parse, parse.tokens(charge.cue)) not in CHARGES:
        return None
    at = coreference.entities.at
    return list(dict.fromkeys(at[token] for token in tokens if token in at and at[token].named))


def addressed_before(parse: Parse, coreference: Coreference, attribution: Attribution) -> Entity | None:
    """Who is addressed right before a source, which has no comma after it: “Mr Lee, the director has told …”."""
    tokens, cue = parse.tokens(attribution.source), parse.tokens(attribution.cue)
    if not tokens or not cue or tokens[0] < 2 or tokens[-1] + 1 != cue[0] or parse.words[tokens[0] - 1] != ",":
        return None
    return coreference.entities.at.get(tokens[0] - 2)
