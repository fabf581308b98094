"""What an article has told so far: its mentions, who each of them means, and how near to mind each is at a word.

Antecedents are weighed by the known signs of salience (Lappin and Leass 1994): nearness, subjects before objects,
those who speak, those whom the article names most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.rules.dialogue import SHORT, YOU
from onrecord.extract.names.entities import Entities, Entity
from onrecord.extract.names.roles import SERVES
from onrecord.extract.parsing.fronted import fronted
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse

QUOTES = "\"“”„«»‘'`"
OBJECTS = {"m": frozenset({"him"}), "f": frozenset({"her"})}
QUESTION = re.compile(r"[“\"‘']([^“”\"]*)\?[”\"’']\s*$")
OPENING = 3  # words in which a name begins, after a title
LONGEST_QUESTION = 300  # characters
PARTS = SUBJECTS | {"dobj", "dative"}
COMPLEMENTS = frozenset({"ccomp", "xcomp"})
HE_OR_SHE = frozenset({"he", "she"})
INDEFINITE = frozenset({"a", "an", "one", "another"})
# How much more "he" or "she" means somebody known to be of that gender, who was mentioned in the last two sentences,
# or before.
KNOWN_GENDER = 1.0
KNOWN_GENDER_BEFORE = 0.3
# How many times as much less, somebody whom only the other pronoun meant so far.
OTHER_GENDER = 2
FRONTED = 1.2
REACH = 60  # mentions: how far back an antecedent is looked for


@dataclass(frozen=True, slots=True)
class Referring:
    """A word that means an entity: the head of a name, a pronoun or a noun phrase."""

    token: int
    entity: Entity


class Mentions:
    """Mentions in the order in which they are met.

    Args:
        sentence: for each token the number of its sentence.
    """

    def __init__(self, sentence: Sequence[int]) -> None:
        self.all: list[Referring] = []
        self._sentence = sentence
        self._in_sentence: dict[int, list[Referring]] = {}

    def add(self, mention: Referring) -> None:
        self.all.append(mention)
        self._in_sentence.setdefault(self._sentence[mention.token], []).append(mention)

    def last(self) -> list[Referring]:
        """Those in which an antecedent is looked for, the latest first."""
        return self.all[: -REACH - 1 : -1]

    def in_sentence(self, number: int) -> Sequence[Referring]:
        """Those of a sentence."""
        return self._in_sentence.get(number, ())


class Discourse:
    """The mentions of an article up to the word that is being read.

    Attributes:
        parse: the parse of the article.
        entities: the entities that the article names.
        persons: those of them that are people.
        referents: for the token of each mention, the entity that it means.
        quoted: for each token inside a quotation, the number of the innermost attribution that quotes it.
        sources: the head tokens of the sources of attributions.
        mentions: the mentions so far, in the order of the text.
    """

    def __init__(self, parse: Parse, entities: Entities, attributions: Sequence[Attribution]) -> None:
        self.parse = parse
        self.entities = entities
        self.persons = [entity for entity in entities.all if entity.type == "person"]
        self.referents: dict[int, Entity] = {}
        self.quoted = _quoted(parse, attributions)
        self.sources = {head_of(parse, entities, tokens) for a in attributions if (tokens := parse.tokens(a.source))}
        self.mentions = Mentions(parse.sentence)
        self._fronted = {token for start, stop in fronted(parse) for token in range(start, stop)}
        self._announced = dict(_announced(parse, attributions))
        self._spoken_of = _spoken_of(parse, entities, attributions)

    def refer(self, token: int, entity: Entity) -> None:
        """Add a mention: the token means the entity."""
        self.referents[token] = entity
        self.mentions.add(Referring(token, entity))

    def recent(self) -> Iterator[Entity]:
        """The entities of the last mentions, the latest first; an entity comes once for each of its mentions."""
        return (mention.entity for mention in self.mentions.last())

    def antecedent(
        self, token: int, fits: Callable[[Entity], bool], speaker: Entity | None, gender: str = "", reach: int = 0
    ) -> Entity | None:
        """Find the most salient entity before a token.

        Args:
            token: the token whose antecedent is looked for.
            fits: tells whether an entity can be the antecedent.
            speaker: who speaks in the quotation that the token stands in; never the antecedent.
            gender: "m" or "f" where the token tells it, which prefers entities of that gender.
            reach: how many sentences back an antecedent may stand; 0 for any number.
        """
        scores: dict[int, float] = {}
        found: dict[int, Entity] = {}
        sentence = self.parse.sentence
        is_noun = self.parse.tags[token] in NOUN_TAGS
        recent = self.mentions.last()
        apart = {id(mention.entity) for mention in recent if self._is_object_of(token, mention.token)}
        apart |= {id(entity) for entity in (*self._named_below(token), *self._spoken_of.get(token, ()))}
        for mention in recent:
            entity = mention.entity
            if entity is speaker or id(entity) in apart or not fits(entity):
                continue
            if is_noun and entity.type == "person" and self.commands(mention.token, token):
                continue
            if reach and sentence[token] - sentence[mention.token] > reach:
                break
            score = self.salience(mention.token, token) + 0.25 * log2(1 + len(entity.names))
            score += self._gendered(entity, mention.token, token, gender) - 0.7 * bool(not gender and not entity.plural)
            if gender and not entity.named and not entity.gender:
                score -= self._newness(entity, mention.token, token)
            key = id(entity)
            found[key] = entity
            scores[key] = max(scores.get(key, score), score)
        return found[max(scores, key=lambda key: scores[key])] if scores else None

    def _gendered(self, entity: Entity, mention: int, token: int, gender: str) -> float:
        """How much more a pronoun means somebody, with a name, who is known to be of its gender."""
        if not gender or not entity.named:
            return 0.0
        is_near = self.parse.sentence[token] - self.parse.sentence[mention] <= 1
        known = KNOWN_GENDER if is_near else KNOWN_GENDER_BEFORE
        if entity.gender or not entity.pronouns:
            return known if entity.gender == gender or _is_likely(entity, gender) else 0.0
        return known if gender in entity.pronouns else -OTHER_GENDER * known

    def _newness(self, unnamed: Entity, mention: int, token: int) -> float:
        """How much less "he" or "she" means somebody whom "a doctor" brings in than one of known gender.

        Articles rarely go on with such people, unless they go on speaking: “…,” an aide said. “…,” she said.
        """
        parse = self.parse
        if parse.lower[parse.left[unnamed.token]] not in INDEFINITE or {mention, token} <= self.sources:
            return 0.0
        if self._governs(mention, token):  # "a doctor said her hand …", hardly "a doctor said she …"
            return 0.9 if parse.tags[token] == "PRP$" else 0.0
        return 1.8

    def speaks_to_another(self, unnamed: Entity, gender: str) -> bool:
        """Whether somebody without a name speaks to or of another person, of whom it goes on with "he" or "she".

        “Will you run?” a reporter asked. “No,” she said. – A heckler accused her of betrayal. “Not so,” she said.
        """
        parse, token = self.parse, unnamed.token
        verb = parse.heads[token]
        if verb == token and (participle := parse.child(token, "acl")) is not None:
            verb = participle  # "A heckler accused her", taken for one who is accused
        objects = {parse.lower[child] for child in parse.children[verb] if child > token and parse.tags[child] == "PRP"}
        if not objects.isdisjoint(OBJECTS.get(gender, ())):
            return True
        at = self.entities.at
        named = (at[child] for child in parse.children[verb] if child > token and child in at)
        if any(one.type == "person" and one.gender == gender and one is not unnamed for one in named):
            return True
        clause = min(parse.left[token], verb)
        question = QUESTION.search(parse.text, max(0, parse.starts[clause] - LONGEST_QUESTION), parse.starts[clause])
        return question is not None and (len(question[1].split()) <= SHORT or YOU.search(question[1]) is not None)

    def announcer(self, token: int) -> Entity | None:
        """The subject before a colon, for the source of the quotation after it: “B disagreed: “…,” he said”."""
        return self.subject_before(self._announced[token]) if token in self._announced else None

    def subject_before(self, quotation: int) -> Entity | None:
        """The subject of the sentence, or the part of one, that stands before a quotation in its paragraph, or that
        announces it in the one before.

        Args:
            quotation: where the quotation begins, as a character offset.
        """
        parse = self.parse
        last = bisect_left(parse.starts, quotation) - 1
        while last >= 0 and not parse.words[last][0].isalnum():
            last -= 1
        between = parse.text[parse.stops[last] : quotation]
        if last < 0 or ("\n" in between and ":" not in between):
            return None
        subjects: dict[int, Entity] = {}
        for mention in self.mentions.in_sentence(parse.sentence[last]):
            if mention.token <= last and parse.deps[mention.token] in SUBJECTS:
                subjects[mention.token] = mention.entity

        def reach(token: int) -> int:
            verb = parse.heads[token]
            return parse.right[verb] - parse.left[verb]

        return subjects[max(subjects, key=reach)] if subjects else None

    def salience(self, mention: int, token: int) -> float:
        """How near to mind the mention with one head token is at another token; larger is nearer."""
        parse = self.parse
        distance = parse.sentence[token] - parse.sentence[mention]
        score = -0.8 * distance - 0.003 * (token - mention)
        dep = parse.deps[mention]
        if self._is_of_participle(mention):
            score += 1.7
        elif dep in SUBJECTS:
            score += 1.2 + 0.5 * (parse.deps[parse.heads[mention]] == "ROOT" or self._governs(mention, token))
        elif dep in ("compound", "poss", "nmod"):
            score -= 0.5
        if mention in self.sources:
            score += 0.6
        if mention in self._fronted and distance:  # the next sentence goes on with the main clause
            score -= FRONTED
        if mention in self.quoted and self.quoted[mention] != self.quoted.get(token):
            score -= 1.5
        return score

    def _is_of_participle(self, mention: int) -> bool:
        """Whether a sentence has a noun for its root whose verb the parse takes for a participle: "Roe, 51, signed"."""
        parse = self.parse
        if parse.tags[mention] not in NOUN_TAGS or parse.heads[mention] != mention:
            return False
        return any(parse.deps[i] == "acl" and parse.tags[i] == "VBN" for i in parse.children[mention])

    def _governs(self, subject: int, token: int) -> bool:
        """Whether a token stands in a clause below that of the subject: "… faced critics after he asked …"."""
        verb = self.parse.heads[subject]
        return self.parse.left[verb] <= token <= self.parse.right[verb]

    def commands(self, mention: int, token: int) -> bool:
        """Whether a token stands in a clause below the verb of which a mention is the subject, joined by no "and".

        Then a noun phrase there is somebody else: in "Roe said the doctor had warned her" Roe is no doctor.
        """
        parse = self.parse
        verb, at = parse.heads[mention], token
        if parse.deps[mention] not in SUBJECTS or not parse.left[verb] <= token <= parse.right[verb]:
            return False
        while at != verb and parse.deps[at] != "conj" and parse.heads[at] != at:
            at = parse.heads[at]
        return at == verb and mention != token

    def _named_below(self, token: int) -> Iterator[Entity]:
        """Those who are subject or object in the clause of which a pronoun is the subject, or in its complement, and so
        are not meant by it.

        "He said that Ruiz would stay": by Chomsky's condition C (1981).
        """
        parse, named = self.parse, self.entities.name_at
        if parse.tags[token] != "PRP" or parse.deps[token] not in SUBJECTS:
            return
        verb = parse.heads[token]
        for below in range(token + 1, parse.right[verb] + 1):
            is_name = below in named and named[below].head == below
            if is_name and self._clause(below) == self._clause(token):
                at = parse.heads[below] if parse.deps[below] in PARTS else verb + 1
                while at != verb and parse.deps[at] in COMPLEMENTS:
                    at = parse.heads[at]
                if at == verb:
                    yield self.entities.at[below]

    def _clause(self, token: int) -> tuple[int, int | None]:
        """The sentence and the quotation of a token: parses reach beyond them."""
        return self.parse.sentence[token], self.quoted.get(token)

    def _is_object_of(self, token: int, mention: int) -> bool:
        """Whether a pronoun is an object in the clause of which the mention is the subject: then they are two."""
        parse = self.parse
        if parse.lower[token].endswith("self") or parse.deps[mention] not in SUBJECTS:
            return False
        head = parse.heads[token]
        if parse.deps[token] == "pobj":
            head = parse.heads[head]
        return parse.deps[token] in ("dobj", "pobj", "dative") and head == parse.heads[mention]


def _is_likely(entity: Entity, gender: str) -> bool:
    """Whether a person of unknown gender is likely a woman, by a first name in "a"."""
    name = max((name.key for name in entity.names), key=len, default=())
    return gender == "f" and not entity.gender and len(name) > 1 and name[0].endswith("a")


def head_of(parse: Parse, entities: Entities, tokens: list[int]) -> int:
    """The head of a source: not whose it is ("Japan's and Chile's ministers"), nor the body of a person ("Jane Roe of
    the Acme Trust"), which a parse may take for it."""
    root = parse.root(tokens)
    if parse.tags[root].startswith("VB"):  # "Ana Roe, whose brother opposes the law": parsed as if it were he
        root = next((entities.name_at[i].head for i in tokens[:OPENING] if i in entities.name_at), root)
    owned = [i for i in parse.children[root] if parse.deps[i] == "conj" and parse.tags[i] in NOUN_TAGS and i in tokens]
    if owned and parse.tags[root + 1 : root + 2] == ["POS"]:
        return owned[0]
    body = entities.name_at.get(root)
    if body is None or entities.at[root].type == "person":
        return root
    before = body.start - 1 - (parse.lower[body.start - 1] == "the")
    person = entities.name_at.get(before - 1) if before > 0 and parse.lower[before] in SERVES else None
    is_source = person is not None and person.start in tokens and entities.at[person.start].type == "person"
    return person.head if person is not None and is_source else root


def _announced(parse: Parse, attributions: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """The head of each source that follows a quotation after a colon, and where the quotation begins."""
    for attribution in attributions:
        start, source = attribution.content[0][0], parse.tokens(attribution.source)
        before = parse.text[max(start - 3, 0) : start].rstrip(QUOTES + " ")
        if source and attribution.source[0][0] > start and before.endswith(":"):
            yield parse.root(source), start


def _spoken_of(parse: Parse, entities: Entities, attributions: Sequence[Attribution]) -> dict[int, list[Entity]]:
    """For each "he" or "she" that is a source, who is named as subject or object of the claim's own clauses.

    Nobody speaks of himself by name: “Hara, he said, is a fool.” – “Orr lied,” he said. But what somebody denies others
    may have said of him: "They say that Orr lied, which he denies".
    """
    named: dict[int, list[Entity]] = {}
    for one in attributions:
        source = parse.tokens(one.source)
        is_single = len(source) == 1 and parse.lower[source[0]] in HE_OR_SHE
        if is_single and act_of(parse, parse.tokens(one.cue), source) != "deny":
            content = set(parse.tokens(one.content))
            named.setdefault(source[0], []).extend(
                entities.at[part]
                for verb in content
                if _is_in_main_clause(parse, verb, content)
                for part in parse.children[verb]
                if parse.deps[part] in PARTS and part in entities.name_at
            )
    return named


def _is_in_main_clause(parse: Parse, verb: int, content: set[int]) -> bool:
    """Whether a verb of a claim is that of its main clause, or of a complement of that one."""
    while parse.heads[verb] in content and parse.heads[verb] != verb and parse.deps[verb] in COMPLEMENTS:
        verb = parse.heads[verb]
    return parse.heads[verb] not in content or parse.heads[verb] == verb


def _quoted(parse: Parse, attributions: Sequence[Attribution]) -> dict[int, int]:
    """The tokens inside contents that are quoted or announced by a colon, with the number of the innermost one."""
    quoted: dict[int, int] = {}
    size: dict[int, int] = {}
    for number, attribution in enumerate(attributions):
        announced = parse.text[: max((stop for _, stop in attribution.cue), default=0)].endswith(":")
        for start, stop in attribution.content:
            opening = parse.text[start : start + 1] + parse.text[max(start - 1, 0) : start]
            if not announced and not any(mark in QUOTES for mark in opening):
                continue
            for token in parse.tokens([(start, stop)]):
                if stop - start < size.get(token, stop - start + 1):
                    quoted[token], size[token] = number, stop - start
    return quoted
