"""Who says it: the source of an attribution, resolved to the most complete name in the article."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import fold, peoples, singular, titles, words
from onrecord.extract.names.called import find_called
from onrecord.extract.names.coreference import RELATIVE, Coreference, relative_antecedent
from onrecord.extract.names.discourse import head_of
from onrecord.extract.names.endings import named_at_end
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.coordination import AND, joint
from onrecord.extract.names.entities.nationality import codes_of
from onrecord.extract.names.phrases import noun_phrase, phrase_type
from onrecord.extract.names.roles import names_holder
from onrecord.extract.parsing.fluent import fluent
from onrecord.extract.parsing.parse import NOUN_TAGS, PROPER_TAGS, SUBJECTS, Parse
from onrecord.extract.triple import EntityType, Speaker, covered

PLURALS = ("s", "ese", "ish", "ch", "men")  # how words for a whole people end: "the British"


class Speakers:
    """The speakers of an article's attributions."""

    def __init__(self, parse: Parse, coreference: Coreference, attributions: Sequence[Attribution]) -> None:
        self._parse = parse
        self._coreference = coreference
        self._sources = [attribution.source for attribution in attributions]
        self._tokens = [_source(parse, one) for one in attributions]
        self._linked: dict[int, Entity | None] = {}
        self._identified: dict[int, Entity] = {}  # for the heads of phrases that name nobody
        at = coreference.entities.at
        self._called = {one.noun: at[one.start] for one in find_called(parse) if one.start in at}

    def link(self, number: int, entity: Entity | None) -> None:
        """Let an entity be the speaker in the attribution of a number, whatever its source; None for nobody known."""
        self._linked[number] = entity

    def identify(self, token: int, entity: Entity) -> None:
        """Let whoever was brought in without a name at a token be an entity, whatever takes that up again."""
        self._identified[token] = entity

    def _known(self, entity: Entity | None) -> Entity | None:
        return entity if entity is None or entity.named else self._identified.get(entity.token, entity)

    def tokens(self, number: int) -> list[int]:
        """The tokens of a source, or of the one that it goes on with."""
        return self._tokens[number]

    def entity(self, number: int) -> Entity | None:
        """Who speaks in an attribution; None where it has no source. Joint speakers are one entity of their own."""
        tokens = self._tokens[number]
        if number in self._linked:
            return self._known(self._linked[number])
        if not tokens:
            return None
        return self._known(self.of_phrase(head_of(self._parse, self._coreference.entities, tokens), tokens))

    def parts(self, number: int) -> list[Entity]:
        """Each of joint speakers, or the one speaker."""
        tokens = self._tokens[number]
        if number in self._linked:
            linked = self._known(self._linked[number])
            return [] if linked is None else [linked, *linked.members]
        if not tokens:
            return []
        parts = [
            self._one(head, tokens)
            for head in self._joined(head_of(self._parse, self._coreference.entities, tokens), tokens)
        ]
        known = [one for part in parts if (one := self._known(part)) is not None]
        return [entity for part in known for entity in (part, *part.members)]

    def speaker(self, number: int) -> Speaker | None:
        """The speaker of an attribution as it goes into a triple."""
        entity = self.entity(number)
        if entity is None:
            return None
        spans = self._sources[number]
        text = covered(self._parse.text, spans)
        return Speaker(entity.name or " ".join(fluent(text).text.split()), entity.type, entity.named, text, spans)

    def of_phrase(self, head: int, tokens: list[int]) -> Entity:
        """Who a noun phrase is, given its head and its tokens; several whom "and" joins are one entity of their own."""
        parts = list(dict.fromkeys(self._one(i, tokens) for i in self._joined(head, tokens)))
        return parts[0] if len(parts) == 1 else joint(parts)

    def _joined(self, head: int, tokens: list[int]) -> list[int]:
        """The head of a phrase, and what "and" joins to it: names, and nouns for somebody the article names."""
        name = self._coreference.entities.name_at.get(head)
        names = [i for i in self._coreference.joined.get(name.head if name else head, ()) if i in tokens]
        parse, referent = self._parse, self._coreference.referent
        if names or AND.isdisjoint(map(parse.lower.__getitem__, tokens)):
            return names or [head]
        nouns = [i for i in tokens if i != head and parse.heads[i] == head and parse.deps[i] == "conj"]
        joined = [i for i in (head, *nouns) if (who := referent(i)) and who.named]
        return joined if joined[:1] == [head] else [head]

    def _one(self, head: int, tokens: list[int]) -> Entity:
        """Who the noun phrase with this head is."""
        parse, referent = self._parse, self._coreference.referent
        if head in self._called:
            return self._called[head]
        entity = self._coreference.entities.at.get(head) or referent(head)
        if entity is not None and entity.type == "group" and self._is_one_of(head):
            if (meant := referent(head)) is not None and meant.type == "person":
                return meant
            name = noun_phrase(parse, head, tokens, self._coreference.referents)
            return self._apposed(head, tokens) or Entity(name, "person", named=False, token=head)
        if (named := named_at_end(parse, self._coreference.entities, head, tokens)) is not None:
            return named
        if (several := self._listed(head, tokens)) is not None:
            return several
        if entity is not None and entity.named:
            holder = self._apposed(head, tokens) if parse.lower[head] in peoples() else None
            return holder if holder is not None and holder.type == "person" else entity
        if parse.words[head][0].isupper() and len(tokens) == 1:  # a name that spaCy takes for a common noun
            bearer = self._coreference.entities.bearer(parse.words[head])
            if bearer is not None:
                return bearer
        apposed = self._apposed(head, tokens)
        if apposed is not None:
            return apposed
        if entity is not None and entity.token != head:
            return entity
        relative = head if parse.lower[head] in RELATIVE else self._relative_of(head, tokens)
        if relative is not None:
            antecedent = relative_antecedent(parse, relative)
            if antecedent is None and relative != head:
                antecedent = self._noun_before(tokens[0])
            if antecedent is not None:
                end = tokens[0] if antecedent < tokens[0] else relative
                phrase = [*range(parse.left[antecedent], max(end, antecedent + 1))]
                return self._one(antecedent, phrase)
        kind = entity.type if entity is not None else phrase_type(parse, head)
        if kind == "work" and len(tokens) == 1 and self._is_name(head):
            return Entity(parse.words[head], self._type(head), token=head)
        name = noun_phrase(parse, head, tokens, self._coreference.referents)
        return Entity(name, kind, plural=kind == "group", named=False, token=head)

    def _listed(self, head: int, tokens: list[int]) -> Entity | None:
        """The people whose names follow a noun for several: "two senators, Ana Roe and Tom Lee"."""
        parse, entities = self._parse, self._coreference.entities
        last = entities.name_at.get(tokens[-1])
        comma = next((i for i in tokens if i > head and parse.words[i] == ","), None)
        if parse.tags[head] not in ("NNS", "NNPS") or last is None or comma is None or head in entities.at:
            return None
        names = [entities.name_at[i] for i in self._coreference.joined.get(last.head, ()) if comma < i <= tokens[-1]]
        people = [entities.at[name.head] for name in names]
        if len(people) < 2 or any(one.type != "person" for one in people):
            return None
        return joint(people) if names[0].start - len(names[0].titles) == comma + 1 else None

    def _is_one_of(self, token: int) -> bool:
        """Whether a word is for one of a people: "the Swede", not "the British"."""
        parse, word = self._parse, self._parse.lower[token]
        is_noun = parse.tags[token] in NOUN_TAGS and not word.endswith(PLURALS)
        is_people = word in peoples() or bool(codes_of(word))
        return is_noun and is_people and parse.lower[parse.left[token]] in ("the", "a", "an")

    def _is_name(self, token: int) -> bool:
        """Whether a word by itself, with no article before it, is a name that none of the lists of nouns has."""
        word = self._parse.words[token]
        return word[0].isupper() and word[1:].islower() and singular(word.lower()) not in words("works")

    def _type(self, token: int) -> EntityType:
        """The type of a name that only the model can tell."""
        links, span = self._coreference.links, self._parse.span(token, token + 1)
        kind = links.type(span) if links is not None else None
        return kind or "person"

    def _relative_of(self, head: int, tokens: list[int]) -> int | None:
        """The pronoun of "most of whom"."""
        return next((i for i in tokens if i > head and self._parse.lower[i] in ("whom", "which")), None)

    def _noun_before(self, token: int) -> int | None:
        """The head of the noun phrase that ends before a token, whatever marks stand between."""
        parse, i = self._parse, token - 1
        while i >= 0 and not parse.words[i][0].isalnum():
            i -= 1
        while i >= 0 and parse.deps[i] == "conj" and parse.tags[parse.heads[i]] in NOUN_TAGS:
            i = parse.heads[i]
        return i if i >= 0 and parse.tags[i] in NOUN_TAGS else None

    def _apposed(self, head: int, tokens: list[int]) -> Entity | None:
        """The name in apposition to the head: "a lawyer for the news outlets, David Schulz"."""
        parse = self._parse
        if parse.tags[head] not in ("NN", "NNP") and parse.lower[head] != "one":
            return None
        for token in tokens:
            entity = self._coreference.entities.at.get(token)
            if entity is None or token < head:
                continue
            before = token - 1 - (parse.tags[token - 1] == "DT")
            follows = parse.words[before] == "," and before == parse.right[head] + 1
            is_holder = names_holder(parse, self._coreference.entities.name_at[token], head)
            if follows or is_holder or (parse.heads[token] == head and parse.deps[token] == "appos"):
                return entity
        return None


def _source(parse: Parse, attribution: Attribution) -> list[int]:
    """The tokens of a source; of two phrases those of the one that is the subject of the cue.

    "According to the agency, the minister, Ana Ruiz, said": the agency is only where it was read.
    """
    tokens = parse.tokens(attribution.source or attribution.elsewhere)
    if len(tokens) == 1 and fold(parse.words[tokens[0]]) in titles():  # "Mr" of "Mr Roe"
        cut = tokens[0] + 1
        while cut < len(parse) and parse.tags[cut] in PROPER_TAGS and parse.words[cut][0].isupper():
            tokens.append(cut)
            cut += 1
    cue = set(parse.tokens(attribution.cue))
    subject = next((i for i in tokens if parse.deps[i] in SUBJECTS and parse.heads[i] in cue), None)
    is_whole = tokens[-1:] == [tokens[0] + len(tokens) - 1] if tokens else True
    is_whole = is_whole and not any(parse.words[i] == "," for i in tokens)  # however it is parsed
    is_whole = is_whole and (subject is None or parse.words[subject] not in RELATIVE)
    if subject is None or is_whole or parse.left[subject] <= parse.root(tokens) <= parse.right[subject]:
        return tokens
    return [i for i in tokens if parse.left[subject] <= i <= parse.right[subject]]
