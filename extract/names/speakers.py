"""Who says it: the source of an attribution, resolved to the most complete name in the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.nesting import within
from onrecord.extract.lexicon import is_person, peoples, singular, title_roles, words
from onrecord.extract.names.called import find_called
from onrecord.extract.names.conversation import Conversation
from onrecord.extract.names.coreference import FIRST, RELATIVE, THIRD, Coreference, relative_antecedent
from onrecord.extract.names.discourse import QUOTES, head_of
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.coordination import AND, joint
from onrecord.extract.names.entities.serving import is_outsider
from onrecord.extract.names.links import GENDERS, Links, begin, may_mean
from onrecord.extract.names.mentions import OPENING_TAGS
from onrecord.extract.names.people import clash, is_one
from onrecord.extract.names.phrases import noun_phrase, phrase_type
from onrecord.extract.names.roles import is_byline, names_holder
from onrecord.extract.parsing.fluent import fluent
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse
from onrecord.extract.triple import EntityType, Span, Speaker, covered

# How likely somebody has to be the speaker: of a claim without cue and source, who is called "the firm", who says "we".
LEAST = PHRASE = 0.5
MINE = 0.4
SENTENCE_ENDS = frozenset({"", *".!?…:,;\"'”’»)"})
REPORTER = frozenset({"i", "me"})  # in the article's own words
ANSWER = re.compile(r"A(?:nswer|NSWER)?[:.]")
MUTE = frozenset({"place", "work"})  # what speaks in its own name only
NEW = re.compile(r"(?:an?|one|another|some|unnamed|anonymous) ")  # whom such a phrase means was not mentioned before
NOBODY: tuple[Entity | None, float] = (None, 0.0)
WE = frozenset({"we", "us", "our", "ours", "ourselves"})


class Speakers:
    """The speakers of an article's attributions."""

    def __init__(self, parse: Parse, coreference: Coreference, attributions: Sequence[Attribution]) -> None:
        self._parse = parse
        self._coreference = coreference
        self._sources = [attribution.source for attribution in attributions]
        self._tokens = [_source(parse, one) for one in attributions]
        self._linked: dict[int, Entity] = {}
        self._unknown: set[int] = set()  # of whom nobody can tell who speaks
        at = coreference.entities.at
        self._called = {one.noun: at[one.start] for one in find_called(parse) if one.start in at}

    def resolve(self, attributions: Sequence[Attribution], links: Links) -> None:
        """Find whom the model takes for the speakers that the rules do not name, and those of claims without source."""
        around = within(attributions)
        conversation = Conversation(self._parse.text, attributions, around)
        done: set[int] = set()
        twins: dict[tuple[Span, ...], list[int]] = {}  # attributions of one content: who says it, who denies it
        for number, one in enumerate(attributions):
            twins.setdefault(one.content, []).append(number)

        def find(number: int) -> None:
            if number in done:
                return
            done.add(number)
            one, outer = attributions[number], around[number]
            place = one.source[0] if one.source else begin(one)
            word = covered(self._parse.text, one.source).lower()
            if not one.source and ANSWER.fullmatch(covered(self._parse.text, one.cue)):
                found = self._interviewed(begin(one)[0])
                if found is not None:
                    self._linked[number] = found
                return
            if not one.source and not one.cue and (turn := conversation.other(number)) is not None:
                nearer, further = turn
                find(nearer)
                if further is None:
                    self._unknown.add(number)
                    return
                find(further)
                asking = self.entity(further)
                if asking is not None and asking is not self.entity(nearer):
                    self._linked[number] = asking
                    return
            if not one.source and (one.cue or self._tokens[number]):
                return
            if not one.source and _follows_heading(self._parse.text, place[0]):
                return
            entity = self.entity(number) if one.source else None
            said_by = next((other for other in twins.get(one.content, ()) if other != number), None)
            if word in THIRD and said_by is not None and act_of(self._parse, self._parse.tokens(one.cue)) == "deny":
                find(said_by)
                sayer = self.entity(said_by)
                if (
                    entity is not None and sayer is not None and entity.name == sayer.name
                ):  # who says it does not deny it
                    best, _ = links.meant(place, lambda e: e.named and e.name != sayer.name and may_mean(word, e))
                    if best is None:
                        self._unknown.add(number)
                    else:
                        self._linked[number] = best
                    return
            if word in GENDERS and outer is None and (asked := conversation.answers(number)) is not None:
                find(asked)
                before = self.entity(asked)
                if before is not None and entity is before:  # nobody replies to himself
                    best, _ = links.meant(place, lambda e: e.named and e is not before and may_mean(word, e))
                    if best is not None:
                        self._linked[number] = entity = best
                        links.learn(place, best)
                        return
            if word in FIRST and outer is not None:
                find(outer)
                entity = self.entity(outer)
                best, share = links.meant(place, self._may_be_we(entity, attributions[outer])) if word in WE else NOBODY
                found = best if share > MINE else entity
            elif word in REPORTER:
                found = self._author()
            elif (entity is None or not entity.named) and word not in THIRD and not NEW.match(word):
                unsaid = not one.source
                # Nobody says "you", "your director" or "the doctor" and means himself.
                other = self.entity(outer) if one.source and outer is not None else None
                said = set(self._parse.tokens(one.content)) if one.source else set()
                addressed = self._addressed(one) if outer is not None else None

                def fits(entity: Entity) -> bool:
                    is_quoted = not entity.named and entity.token in said  # of whom one speaks, not who speaks
                    is_mute = unsaid and entity.type in MUTE
                    is_other = entity is not other and entity is not addressed
                    return may_mean(word, entity) and is_other and not is_mute and not is_quoted

                best, share = links.meant(place, fits)
                found = best if share > (PHRASE if one.source else LEAST) else None
                found = entity if found is None and addressed is not None else found
                if entity is not None and one.source:
                    found = self._doer(number, one, entity) or found
                if not one.source and (doer := self._coreference.subject_before(place[0])) is not None:
                    found = doer
                elif not one.source and conversation.follows_unknown(number):
                    found = None
                elif (
                    not one.source
                    and (above := conversation.above(number)) is not None
                    and not conversation.is_addressed(number)
                ):
                    find(above)
                    found = self.entity(above)
                elif one.is_open:
                    found = None
                elif found is None and not one.source:
                    found = self._last(attributions, around, number)
            else:
                found = None
            if found is not None:
                self._linked[number] = found
            if (entity := found or entity) is not None:
                links.learn(place, entity)

        for number in sorted(range(len(attributions)), key=lambda number: _place(attributions[number])):
            find(number)

    def _addressed(self, one: Attribution) -> Entity | None:
        """Who is addressed right before a source, which has no comma after it: “Mr Lee, the director has told …”."""
        parse = self._parse
        tokens, cue = parse.tokens(one.source), parse.tokens(one.cue)
        if not tokens or not cue or tokens[0] < 2 or tokens[-1] + 1 != cue[0] or parse.words[tokens[0] - 1] != ",":
            return None
        return self._coreference.entities.at.get(tokens[0] - 2)

    def _doer(self, number: int, one: Attribution, speaker: Entity) -> Entity | None:
        """Whom "the striker" after a quotation means: the subject of the sentence before it, "Ruiz scored. “…,” …"."""
        parse, tokens = self._parse, self._tokens[number]
        is_after = one.content[0][0] < one.source[0][0] and parse.text[one.content[0][0]] in QUOTES
        head = head_of(parse, self._coreference.entities, tokens)
        if not is_after or parse.tags[head] != "NN" or parse.lower[parse.left[head]] != "the":
            return None
        if speaker.type != "person" or any(token in self._coreference.entities.at for token in tokens):
            return None
        doer = self._coreference.subject_before(one.content[0][0])
        return doer if doer is not None and not any(clash(doer, role) for role in speaker.roles) else None

    def _may_be_we(self, speaker: Entity | None, around: Attribution) -> Callable[[Entity], bool]:
        """What tells whom "we" can mean in what somebody says: no body that he or she looks at from outside."""
        tokens, at = self._parse.tokens(around.content), self._coreference.entities.at
        others = {at[token] for token in tokens if token in at}
        is_body_apart = any(self._is_body_apart(token) for token in tokens)
        is_apart = is_body_apart or (speaker is not None and is_outsider(self._parse, speaker))

        def may_be(entity: Entity) -> bool:
            return entity is speaker or (entity.named and not is_apart and entity not in others)

        return may_be

    def _is_body_apart(self, token: int) -> bool:
        """Whether a word is that of "the company", which nobody calls his own so."""
        parse = self._parse
        return parse.lower[token] in words("bodies") and parse.lower[parse.left[token]] == "the"

    def _author(self) -> Entity | None:
        """Who wrote the article, by the line that says so; None where there is none, or there are several."""
        entities = self._coreference.entities
        authors = {entities.at[name.head] for name in entities.name_at.values() if is_byline(self._parse, name)}
        return authors.pop() if len(authors) == 1 else None

    def _interviewed(self, place: int) -> Entity | None:
        """The person who is named most before an offset, where the answers of an interview begin."""
        people = [entity for entity in self._coreference.entities.all if is_one(entity) and entity.named]
        parse = self._parse

        def times(person: Entity) -> int:
            return sum(parse.starts[name.start] < place for name in person.names)

        return max((person for person in people if times(person)), key=times, default=None)

    def _last(self, attributions: Sequence[Attribution], around: Sequence[int | None], number: int) -> Entity | None:
        """Who spoke last before a claim; None where a quotation that is nobody's stands between."""
        start = attributions[number].content[0][0]
        before = [
            other
            for other, one in enumerate(attributions)
            if one.source and _place(one) < start and around[other] is None
        ]
        last = max(before, key=lambda other: _place(attributions[other]), default=None)
        if last is None:
            return None
        one = attributions[last]
        end = max(stop for _, stop in (*one.source, *one.cue, *one.content))
        return None if any(mark in self._parse.text[end:start] for mark in '“"') else self.entity(last)

    def entity(self, number: int) -> Entity | None:
        """Who speaks in an attribution; None where it has no source. Joint speakers are one entity of their own."""
        tokens = self._tokens[number]
        if number in self._unknown:
            return None
        if number in self._linked:
            return self._linked[number]
        return self.of_phrase(head_of(self._parse, self._coreference.entities, tokens), tokens) if tokens else None

    def parts(self, number: int) -> list[Entity]:
        """Each of joint speakers, or the one speaker."""
        tokens = self._tokens[number]
        if number in self._unknown:
            return []
        if number in self._linked:
            return [self._linked[number], *self._linked[number].members]
        if not tokens:
            return []
        parts = [
            self._one(head, tokens)
            for head in self._joined(head_of(self._parse, self._coreference.entities, tokens), tokens)
        ]
        return [entity for part in parts for entity in (part, *part.members)]

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
        parts = [self._one(i, tokens) for i in self._joined(head, tokens)]
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
        return self._ending(tokens)

    def _ending(self, tokens: list[int]) -> Entity | None:
        """The person whose name ends a source right after a noun for a person: "his wife and adviser Jane Roe"."""
        name = self._coreference.entities.name_at.get(tokens[-1])
        if name is None or not name.start > tokens[0]:
            return None
        parse, entity = self._parse, self._coreference.entities.at[tokens[-1]]
        before = name.start - 1
        # Not "an aide to President Jane Roe", but "director of rugby Jane Roe".
        is_whose = parse.deps[name.head] == "pobj" and (
            parse.tags[before] in OPENING_TAGS or parse.words[before][0].isupper()
        )
        nouns = [singular(parse.lower[i]) for i in (before, tokens[0])]
        is_role = any(noun in title_roles() or is_person(noun) for noun in nouns)
        return entity if entity.type == "person" and is_role and not is_whose else None


def _source(parse: Parse, attribution: Attribution) -> list[int]:
    """The tokens of a source; of two phrases those of the one that is the subject of the cue.

    "According to the agency, the minister, Ana Ruiz, said": the agency is only where it was read.
    """
    tokens = parse.tokens(attribution.source or attribution.elsewhere)
    cue = set(parse.tokens(attribution.cue))
    subject = next((i for i in tokens if parse.deps[i] in SUBJECTS and parse.heads[i] in cue), None)
    if subject is None or parse.left[subject] <= parse.root(tokens) <= parse.right[subject]:
        return tokens
    return [i for i in tokens if parse.left[subject] <= i <= parse.right[subject]]


def _place(attribution: Attribution) -> int:
    """Where an attribution's source stands, or its claim begins."""
    return attribution.source[0][0] if attribution.source else attribution.content[0][0]


def _follows_heading(text: str, place: int) -> bool:
    """Whether the line above an offset is a heading, which ends like no sentence: then nobody goes on speaking."""
    before = text[:place].rstrip(QUOTES + " ")
    above = before.rstrip()
    return before != above and "\n" in before[len(above) :] and above[-1:] not in SENTENCE_ENDS
