"""Whom a claim is about: the grammatical target of the cue, then the entities inside the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import is_person, singular, words
from onrecord.extract.names.coreference import FIRST, THEY, Coreference
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.nationality import OPENING, may_be_all, one_of_people
from onrecord.extract.names.entities.serving import is_outsider
from onrecord.extract.names.links import GENDERS, may_mean
from onrecord.extract.names.phrases import whole_phrase
from onrecord.extract.names.spans import is_hyphen
from onrecord.extract.names.targets.about import is_about
from onrecord.extract.names.targets.likely import COUNTRY, Likely
from onrecord.extract.names.targets.peoples import Peoples
from onrecord.extract.names.targets.served import VAGUE, Served, is_target, is_we
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse
from onrecord.extract.triple import Role, Span, Target

SURE = 0.65  # how likely "he" or "they" has to mean another than the nearest to mind
LEAST = 0.6  # how likely the words of a target have to mean an entity
OBJECTS = frozenset({"dobj", "dative", "nsubjpass", "pobj", "oprd"})
OWN = frozenset({"promise", "threaten"})  # acts of those who tell what they will do themselves
TO_HEARER = frozenset({"ask", "demand", "urge", "warn"})  # acts of those who speak of their hearer
JUDGES = frozenset({"judge", "magistrate", "justice", "coroner"})
DUTIES = (["must"], ["should"], ["had", "to"], ["has", "to"], ["needed", "to"], ["needs", "to"], ["ought", "to"])
ATTRIBUTIVE = frozenset({"compound", "amod", "nmod"})
SETTINGS = frozenset({"in", "at", "on", "from", "near", "across", "throughout", "outside", "inside", "around", "to"})


class Targets:
    """Finds the targets of attributions.

    Attributes:
        served: whom speakers serve.
        likely: how likely words mean each of those whom the article names.
    """

    def __init__(self, parse: Parse, coreference: Coreference) -> None:
        self._parse = parse
        self._coreference = coreference
        self._peoples = Peoples(coreference.entities)
        self.served = Served(parse, coreference, self._peoples)
        self.likely = Likely(parse, coreference)

    def find(self, attribution: Attribution, speakers: Sequence[Entity]) -> tuple[Target, ...]:
        """The targets of one attribution, the cue's own first, each entity once at its first mention."""
        found: dict[int, Target] = {}
        if attribution.roles:
            self._add_marked(found, attribution, speakers)
            self._add_spoken_of(found, attribution, speakers)
        else:
            self._add_by_parse(found, attribution, speakers)
        self._add_served(found, attribution, speakers)
        return tuple(found.values())

    def _add_by_parse(self, found: dict[int, Target], attribution: Attribution, speakers: Sequence[Entity]) -> None:
        """Add the targets that the parse tells of, where the model marks none."""
        parse = self._parse
        content = parse.tokens(attribution.content)
        apart = {*content, *parse.tokens(attribution.source)}
        for token in self._objects(parse.tokens(attribution.cue), apart):
            self._add(found, token, "about", speakers)
        for token in content:
            entity = self._coreference.referents.get(token)
            if entity is None or parse.lower[token] in VAGUE:
                continue
            role = self._role(token, entity)
            self._add(found, token, role, speakers)

    def _add_marked(self, found: dict[int, Target], attribution: Attribution, speakers: Sequence[Entity]) -> None:
        """Add the targets that the model has marked, each entity once at its first mention."""
        served = self.served.body(attribution, speakers)
        for role in attribution.roles:
            if role.role == "addressee" and not self._is_to_do(role.span, attribution):
                continue
            is_mention = role.role == "mention"
            is_mention = is_mention and not is_about(self._parse, self._coreference, role.span, attribution)
            what: Role = "mention" if is_mention else "about"
            text = self._parse.text[slice(*role.span)]
            if text.lower() in GENDERS and GENDERS[text.lower()] in _genders(found):
                continue  # whom one "he" means, "his" does
            meant = self._we if is_we(text) else self._meant
            entities = self.likely.settle(role, meant(role.span, attribution, speakers), speakers, served, found)
            for entity in entities:
                if entity in speakers or not entity.named:
                    continue
                known = found.get(id(entity))
                if known is None or (known.role == "mention" and what == "about"):
                    found[id(entity)] = Target(entity.name, entity.type, what, text, (role.span,))

    def _add_spoken_of(self, found: dict[int, Target], attribution: Attribution, speakers: Sequence[Entity]) -> None:
        """Add whom "he" or "she" means, where the model does not take it for the words of a target."""
        parse = self._parse
        marked = set(parse.tokens(role.span for role in attribution.roles))
        for token in parse.tokens(attribution.content):
            word = parse.lower[token]
            is_other = word in GENDERS and token not in marked and GENDERS[word] not in _genders(found)
            entity = self._coreference.referents.get(token) if is_other else None
            if entity in speakers:
                entity = self._hearer(attribution, word) if self._is_of_hearer(attribution, token, speakers) else None
            if entity is not None and entity.named and entity not in speakers and id(entity) not in found:
                span = parse.span(token, token + 1)
                found[id(entity)] = Target(entity.name, entity.type, "about", parse.text[slice(*span)], (span,))

    def _is_of_hearer(self, attribution: Attribution, token: int, speakers: Sequence[Entity]) -> bool:
        """Whether "he" is rather whom a claim is said to than who says it: "asked *Lee* if he agreed", "told *Lee* he
        had to go", "the judge told *Lee* he had lied"."""
        parse = self._parse
        is_judge = any(role.noun in JUDGES for speaker in speakers for role in speaker.roles)
        if is_judge or act_of(parse, parse.tokens(attribution.cue)) in TO_HEARER:
            return True
        clause = parse.lower[token + 1 : token + 3]
        return parse.deps[token] in SUBJECTS and (clause[:1] in DUTIES or clause in DUTIES)

    def _is_to_do(self, hearer: Span, attribution: Attribution) -> bool:
        """Whether a hearer is to do what is claimed, so that it is about him as well: "urged *Lee* to go"."""
        parse, content = self._parse, attribution.content
        first = next(iter(parse.tokens(content)), None)
        is_before = first is not None and parse.tags[first] == "TO" and hearer[1] < content[0][0]
        is_in = any(start <= hearer[0] and hearer[1] <= stop for start, stop in content)
        return (is_before or is_in) and act_of(parse, parse.tokens(attribution.cue)) not in OWN

    def _we(self, span: Span, attribution: Attribution, speakers: Sequence[Entity]) -> Sequence[Entity]:
        """Whom "we" means: the body that the speaker serves; else by the model, but no body that the speaker, by what
        the article tells of him or her, looks at from outside."""
        served = self.served.body(attribution, speakers)
        if served is not None:
            return (served,)
        meant = self._meant(span, attribution, speakers)
        if any(is_outsider(self._parse, speaker) for speaker in speakers):
            return ()
        tokens, referents = self._parse.tokens(attribution.content), self._coreference.referents
        others = {referents.get(i) for i in tokens if self._parse.lower[i] not in FIRST | VAGUE}
        return [entity for entity in meant if entity not in others]

    def _add_served(self, found: dict[int, Target], attribution: Attribution, speakers: Sequence[Entity]) -> None:
        """Add the body of a speaker that is meant by "we", "his side", or in a spokesman's claim by "it", where the
        model does not take it for the words of a target."""
        tokens = self._parse.tokens(attribution.content)
        token = next((i for i in tokens if is_we(self._parse.words[i])), None)
        served = self.served.body(attribution, speakers) if token is not None else None
        if served is not None and not attribution.roles and served.type != "organization":
            return
        for each in tokens if token is None else ():
            served, token = self.served.own(each, attribution, speakers), each
            if served is not None:
                break
        if token is None or served is None or served in speakers or id(served) in found:
            return
        span = self._parse.span(token, token + 1)
        found[id(served)] = Target(served.name, served.type, "about", self._parse.text[slice(*span)], (span,))

    def _hearer(self, attribution: Attribution, word: str) -> Entity | None:
        """The one person named as hearer whom a pronoun can mean: "told *Ruiz* that he had ruined a family"."""
        parse, at = self._parse, self._coreference.entities.at
        spans = [role.span for role in attribution.roles if role.role == "addressee"]
        heard = {at[token] for token in parse.tokens(spans) if token in at} if len(spans) == 1 else set()
        who = heard.pop() if len(heard) == 1 else None
        return who if who is not None and who.type == "person" and may_mean(word, who) else None

    def _meant(self, span: Span, attribution: Attribution, speakers: Sequence[Entity]) -> Sequence[Entity]:
        """Whom the words of a target mean; what is said of "he" is not said of the speaker."""
        parse, at = self._parse, self._coreference.entities.at
        tokens = parse.tokens([span])
        if not tokens:
            return ()
        if tokens[-1] in at:
            if (one := self._one_of_people(tokens[-1])) is not None:
                return [each for each in one if each.named and each not in speakers]
            named = [at[token] for token in self._coreference.joined.get(self._head(tokens[-1]), ()) if token in tokens]
            if not named and is_hyphen(parse, self._coreference.entities.name_at[tokens[-1]].start - 1):
                return [at[tokens[-1]]]  # "African-Americans" are not the country
            return [self._peoples.of(entity) for entity in named or [at[tokens[-1]]]]
        head = whole_phrase(parse, parse.root(tokens))
        if head in at:
            return (self._peoples.of(at[head]),)
        if (own := self.served.own(head, attribution, speakers)) is not None:
            return (own,)
        entity = self._coreference.referents.get(head)
        links, word = self._coreference.links, parse.lower[head]
        best, share = None, 0.0
        if links is not None and word not in COUNTRY:
            best, share = links.meant(span, lambda e: e.named and e not in speakers and may_mean(word, e))
        is_sure = share > SURE and (word in GENDERS or word in THEY)  # surer than salience
        if entity is not None and entity.named and entity not in speakers and not is_sure:
            return entity.members or (entity,)
        if word in GENDERS and entity in speakers and (hearer := self._hearer(attribution, word)) is not None:
            return (hearer,)
        if links is not None and best is not None and share > LEAST:
            links.learn(span, best)
            return (best,)
        if parse.tags[head] == "NN" and is_person(singular(word)):
            return ()  # "the Acme boss" is not Acme
        return [self._peoples.of(at[token]) for token in tokens if token in at][:1]

    def _one_of_people(self, token: int) -> Sequence[Entity] | None:
        """Whom "the Swede" or "a Swede" means, if it is known: it is not Sweden. None for any other phrase."""
        word, entity = self._parse.lower[token], self._coreference.referents.get(token)
        if not one_of_people(self._parse, token, OPENING) or may_be_all(word):
            return None
        return (entity,) if entity is not None and entity.type == "person" else ()

    def _head(self, token: int) -> int:
        return self._coreference.entities.name_at[token].head

    def _add(self, found: dict[int, Target], token: int, role: Role, speakers: Sequence[Entity]) -> None:
        entity = self._coreference.referents.get(token)
        for member in entity.members if entity else ():
            self._add_one(found, token, member, role, speakers)
        if entity is not None:
            self._add_one(found, token, entity, role, speakers)

    def _add_one(
        self, found: dict[int, Target], token: int, entity: Entity, role: Role, speakers: Sequence[Entity]
    ) -> None:
        if entity in speakers or not is_target(entity):
            return
        known = found.get(id(entity))
        if known is None:
            span = self._span(token)
            text = self._parse.text[span[0] : span[1]]
            found[id(entity)] = Target(entity.name, entity.type, role, text, (span,))
        elif known.role == "mention" and role == "about":
            found[id(entity)] = Target(known.name, known.type, role, known.text, known.spans)

    def _objects(self, cue: list[int], apart: set[int]) -> Iterator[int]:
        """The names in a cue and the objects of its verbs: "accused Y of", "blamed Y", "critical of Y"."""
        parse = self._parse
        for token in cue:
            entity = self._coreference.referents.get(token)
            if entity is not None and parse.lower[token] not in VAGUE and self._role(token, entity) == "about":
                yield token
            if parse.lower[token] in words("addressing"):
                continue
            for child in parse.children[token]:
                if child not in apart and parse.deps[child] in OBJECTS:
                    yield child

    def _role(self, token: int, entity: Entity) -> Role:
        """Whether the claim says something of the entity or merely names it.

        A claim says something of the people in it, unless it calls upon them, and of the bodies and places that act
        in it, are acted upon or own something; bodies and places are often no more than where things happen.
        """
        parse = self._parse
        while parse.deps[token] == "conj":
            token = parse.heads[token]
        dep = parse.deps[token]
        if dep == "pobj" and "including" in (parse.lower[parse.heads[token]], parse.lower[parse.heads[token] - 1]):
            return "about"  # "our partners, including in X, act": X is one of those who act
        if entity.type == "work":
            return "mention"
        if entity.type == "person":
            return "mention" if dep in ("npadvmod", "vocative") else "about"
        if dep in SUBJECTS or dep in ("dobj", "dative"):
            return "about"
        if entity.type == "place":
            return "about" if dep == "poss" else "mention"
        if entity.type == "group":
            return "mention" if dep in ("attr", *ATTRIBUTIVE) else "about"
        if dep == "poss" and parse.deps[parse.heads[token]] in SUBJECTS:
            return "about"
        if entity.type == "organization" and token not in self._coreference.entities.at:
            return "about"  # taken up again: "the court"
        if dep == "pobj":
            return "mention" if parse.lower[parse.heads[token]] in SETTINGS else "about"
        return "mention" if dep in ("attr", "poss", *ATTRIBUTIVE) else "about"

    def _span(self, token: int) -> Span:
        name = self._coreference.entities.name_at.get(token)
        if name is not None:
            return self._parse.span(name.start, name.stop)
        is_noun = self._parse.tags[token] in NOUN_TAGS
        return self._parse.span(self._parse.left[token] if is_noun else token, token + 1)


def _genders(found: Mapping[int, Target]) -> set[str]:
    """The genders of those whom "he" or "she" already means in a claim."""
    return {GENDERS[word] for target in found.values() if (word := target.text.lower()) in GENDERS}
