"""Who is meant by a pronoun or a noun phrase: one pass over the article, in which every mention found so far can be
the antecedent of the next.

Antecedents are weighed by the known signs of salience (Lappin and Leass 1994): nearness, subjects before objects,
those who speak, those whom the article names most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log2

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import anyone, country_names, fold, singular, states, titles, words
from onrecord.extract.names.coordination import coordinated, joint
from onrecord.extract.names.entities import Entities, Entity
from onrecord.extract.names.phrases import noun_phrase, phrase_type
from onrecord.extract.names.roles import Role, role, role_at, roles_of
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
IT = frozenset({"it", "its", "itself"})
THIRD = frozenset(GENDERS) | THEY | IT
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
SPOUSES = frozenset({"wife", "husband", "ex-wife", "ex-husband", "spouse"})
INSTITUTIONS = frozenset({"university", "college", "school", "court", "hospital", "parliament", "museum", "church"})
QUOTES = "\"“”„«»‘'`"

REACH = 60  # mentions: how far back an antecedent is looked for
FAR = -4.0  # salience of who was not mentioned lately
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
BODY_REACH = 4  # sentences: "the company" is not resolved further back
LEAD = 3  # sentences at the start, in which "a judge" may be one who is named later


@dataclass(frozen=True, slots=True)
class Mention:
    token: int
    entity: Entity


class Coreference:
    """The referents of an article's noun phrases."""

    def __init__(self, parse: Parse, entities: Entities, attributions: Sequence[Attribution]) -> None:
        self.parse = parse
        self.entities = entities
        self.persons = [entity for entity in entities.all if entity.type == "person"]
        self.joined = coordinated(parse, sorted(set(entities.name_at.values()), key=lambda name: name.start))
        self.referents: dict[int, Entity] = {}
        self.quoted = _quoted(parse, attributions)
        self.sources = {parse.root(tokens) for a in attributions if (tokens := parse.tokens(a.source))}
        self._mentions: list[Mention] = []
        self._counterparts: dict[int, Entity] = {}
        self._relations: dict[tuple[int, str], Entity] = {}
        self._share_titles()
        self._pair_counterparts()
        for token in range(len(parse)):
            if token not in self.quoted:
                self._visit(token, None)

    def resolve_quotations(self, speaker: Callable[[int], Entity | None]) -> None:
        """Find the referents inside quotations, given who speaks in the attribution of a number."""
        outside = self._mentions
        self._mentions = []
        position = 0
        for token in sorted(self.quoted):
            while position < len(outside) and outside[position].token < token:
                self._mentions.append(outside[position])
                position += 1
            self._visit(token, speaker(self.quoted[token]))
        self._mentions = outside

    def referent(self, token: int) -> Entity | None:
        """Who or what the noun phrase with this head means, None where that is not known."""
        return self.referents.get(token)

    # -- the pass ------------------------------------------------------------------------------------------------

    def _visit(self, token: int, speaker: Entity | None) -> None:
        name = self.entities.name_at.get(token)
        if name is not None:
            if token == name.head and not self._is_adjective(token):
                entity = self.entities.at[token]
                self._relate(token, entity)
                self._refer(token, entity)
                self._join(token)
            return
        referent = self._referent_of(token, speaker)
        if referent is not None:
            self._refer(token, referent)

    def _refer(self, token: int, entity: Entity) -> None:
        self.referents[token] = entity
        self._mentions.append(Mention(token, entity))

    def _is_adjective(self, token: int) -> bool:
        """Whether a name of a people only limits another noun: "Russian troops"."""
        parse = self.parse
        before_noun = parse.tags[token] == "JJ" and token + 1 < len(parse) and parse.tags[token + 1] in NOUN_TAGS
        is_limiting = before_noun or parse.deps[token] in ("amod", "compound", "nmod")
        return self.entities.at[token].type == "group" and is_limiting

    def _join(self, token: int) -> None:
        """After "X and Y" both together can be meant by "they"."""
        heads = self.joined.get(token, ())
        if heads and token == heads[-1]:
            together = self._joint(token)
            subject = next((head for head in heads if self.parse.deps[head] in SUBJECTS), heads[0])
            if together is not None:
                self._mentions.append(Mention(subject, together))

    def _joint(self, token: int) -> Entity | None:
        """All that "and" joins to the name with this head, as one."""
        members = tuple(dict.fromkeys(self.entities.at[head] for head in self.joined.get(token, ())))
        return joint(members) if len(members) > 1 else None

    def _referent_of(self, token: int, speaker: Entity | None) -> Entity | None:
        parse, word, tag = self.parse, self.parse.lower[token], self.parse.tags[token]
        if tag in ("PRP", "PRP$"):
            if word in FIRST:
                return speaker
            return self._pronoun(token, speaker) if word in THIRD else None
        if tag == "DT" and word in ("both", "each") and self.parse.deps[token] != "det":
            return self._antecedent(token, _are_people, speaker)
        if tag == "CD" and word in COUNTS and parse.lower[token - 1] == "the" and parse.deps[token] != "nummod":
            together = self._antecedent(token, lambda e: _are_people(e) and len(e.members) == COUNTS[word], speaker)
            return together or self._counted(token, COUNTS[word], role("", ()))
        if tag in ("WP", "WDT", "WP$") and word in RELATIVE:
            return self._relative(token)
        if tag in NOUN_TAGS and parse.deps[token] != "compound":
            return self._noun_phrase(token, speaker)
        return None

    def _relative(self, token: int) -> Entity | None:
        """The antecedent of a relative pronoun: what its clause hangs on."""
        antecedent = relative_antecedent(self.parse, token)
        return None if antecedent is None else self.referents.get(antecedent)

    # -- pronouns ------------------------------------------------------------------------------------------------

    def _pronoun(self, token: int, speaker: Entity | None) -> Entity | None:
        word = self.parse.lower[token]
        if word in GENDERS:
            gender = GENDERS[word]
            return self._antecedent(token, lambda e: _is_one(e) and e.gender in ("", gender), speaker, gender)
        if word in THEY:
            return self._antecedent(token, lambda e: e.plural or e.type == "organization", speaker)
        if self.parse.deps[token] == "expl":
            return None
        return self._antecedent(token, lambda e: e.type != "person" and not e.plural, speaker)

    def _antecedent(
        self, token: int, fits: Callable[[Entity], bool], speaker: Entity | None, gender: str = "", reach: int = 0
    ) -> Entity | None:
        """The most salient entity before a token that fits, the speaker of the quotation left out."""
        scores: dict[int, float] = {}
        found: dict[int, Entity] = {}
        sentence = self.parse.sentence
        for mention in self._mentions[: -REACH - 1 : -1]:
            entity = mention.entity
            if entity is speaker or not fits(entity) or self._is_object_of(token, mention.token):
                continue
            if reach and sentence[token] - sentence[mention.token] > reach:
                break
            score = self._salience(mention.token, token) + 0.25 * log2(1 + len(entity.names))
            score += 0.3 * bool(gender and entity.gender == gender) - 0.7 * bool(not gender and not entity.plural)
            key = id(entity)
            found[key] = entity
            scores[key] = max(scores.get(key, score), score)
        return found[max(scores, key=lambda key: scores[key])] if scores else None

    def _salience(self, mention: int, token: int) -> float:
        """How near to mind a mention is at a token."""
        parse = self.parse
        distance = parse.sentence[token] - parse.sentence[mention]
        score = -0.8 * distance - 0.003 * (token - mention)
        dep = parse.deps[mention]
        if dep in SUBJECTS:
            score += 1.2 + 0.5 * (parse.deps[parse.heads[mention]] == "ROOT" or self._governs(mention, token))
        elif dep in ("compound", "poss", "nmod"):
            score -= 0.5
        if mention in self.sources:
            score += 0.6
        if mention in self.quoted and self.quoted[mention] != self.quoted.get(token):
            score -= 1.5
        return score

    def _governs(self, subject: int, token: int) -> bool:
        """Whether a token stands in a clause below that of the subject: "… faced critics after he asked …"."""
        verb = self.parse.heads[subject]
        return self.parse.left[verb] <= token <= self.parse.right[verb]

    def _is_object_of(self, token: int, mention: int) -> bool:
        """Whether a pronoun is an object in the clause of which the mention is the subject: then they are two."""
        parse = self.parse
        if parse.lower[token].endswith("self") or parse.deps[mention] not in SUBJECTS:
            return False
        head = parse.heads[token]
        if parse.deps[token] == "pobj":
            head = parse.heads[head]
        return parse.deps[token] in ("dobj", "pobj", "dative") and head == parse.heads[mention]

    # -- noun phrases ----------------------------------------------------------------------------------------------

    def _noun_phrase(self, token: int, speaker: Entity | None) -> Entity | None:
        parse = self.parse
        noun = singular(parse.lower[token])
        owner = parse.child(token, "poss")
        opening = parse.lower[parse.left[token]]
        definite = owner is not None or opening in DEFINITE
        plural = parse.tags[token] in ("NNS", "NNPS")
        apposed = self.referents.get(parse.heads[token]) if parse.deps[token] == "appos" else None
        if apposed is not None and apposed.named and _may_be(apposed, noun):
            return self._joint(parse.heads[token]) if plural else apposed
        if not plural and noun in words("people") and (named := self._named_beside(token)) is not None:
            return named
        if not plural and noun in words("people"):
            return self._person(token, owner, definite, speaker) or self._unnamed(token)
        if not plural and definite and noun in ("country", "nation"):
            entity = self._country(token, owner)
            if entity:
                return entity
        if not plural and definite and noun == "side":  # "the Ukrainian side": its government
            return self._country_named(role_at(parse, token).countries)
        if not plural and definite and noun in words("organizations"):
            return self._body(token, noun, owner, speaker) or self._unnamed(token)
        if plural and definite and owner is None and noun in words("people"):
            together = self._together(token)
            if together is not None:
                return together
        return self._unnamed(token) if self._is_referent(token, noun, plural) else None

    def _named_beside(self, token: int) -> Entity | None:
        """The person whose name stands in apposition to a noun: "his wife, Jane Roe"."""
        parse, at = self.parse, self.entities.at
        apposed = (at[i] for i in parse.children[token] if parse.deps[i] == "appos" and i in at)
        return next((entity for entity in apposed if entity.type == "person"), None)

    def _together(self, token: int) -> Entity | None:
        """Whom "the senators" or "the candidates" means: those last named together, if one is one and all may be."""
        role = role_at(self.parse, token)

        def are(people: Sequence[Entity]) -> bool:
            fitting = [person for person in people if any(own.fits(role) for own in person.roles)]
            others = [person for person in people if person not in fitting]
            return bool(fitting or role.noun in anyone()) and not any(_clash(person, role) for person in others)

        together = self._antecedent(token, lambda e: _are_people(e) and are(e.members), None)
        number = next((COUNTS[word] for i in self.parse.children[token] if (word := self.parse.lower[i]) in COUNTS), 0)
        return together or self._counted(token, number, role)

    def _counted(self, token: int, number: int, role: Role) -> Entity | None:
        """Whom "the two senators" means: as many people with that role, those last named, apart or not.

        Where their roles are not told, they are all whom the sentence before names, if they are as many.
        """
        parse = self.parse
        recent = (mention.entity for mention in self._mentions[: -REACH - 1 : -1])
        bare = Role(role.noun, role.modifiers - COUNTS.keys(), role.countries, role.parties)
        fitting = [e for e in dict.fromkeys(recent) if e.named and _is_one(e) and any(r.fits(bare) for r in e.roles)]
        if 1 < number <= len(fitting):
            return joint(fitting[number - 1 :: -1])
        before = parse.sentence[token] - 1
        last = (m.entity for m in self._mentions if parse.sentence[m.token] == before and m.entity in self.persons)
        named = [person for person in dict.fromkeys(last) if not _clash(person, bare)]
        return joint(named) if len(named) == number > 1 else None

    def _person(self, token: int, owner: int | None, definite: bool, speaker: Entity | None) -> Entity | None:
        """The person with the role that a phrase tells of."""
        role = role_at(self.parse, token)
        possessor = self.referents.get(owner) if owner is not None else None
        if possessor is not None:
            if role.noun == "counterpart":
                return self._counterpart(possessor, role)
            related = self._relations.get((id(possessor), role.noun))
            if related is not None:
                return related
            if role.noun in SPOUSES:
                return self._spouse(possessor)
        if not definite:
            return self._named_later(token, role)
        named = self._with_role(token, role, speaker, possessor, self.persons)
        if named is None and owner is None and role.noun in anyone():
            named = self._anyone(token, role, speaker)
        return named or self._with_role(token, role, speaker, possessor, self._unnamed_persons())

    def _anyone(self, token: int, role: Role, speaker: Entity | None) -> Entity | None:
        """The most salient person whom "the woman" or "the Republican candidate" can mean."""
        gender = anyone()[role.noun].strip("-")
        return self._antecedent(
            token,
            lambda e: _is_one(e) and e.named and e.gender in ("", gender or e.gender) and not _clash(e, role),
            speaker,
            gender,
        )

    def _unnamed_persons(self) -> list[Entity]:
        """The people without a name who were mentioned last, the latest first."""
        recent = (mention.entity for mention in self._mentions[: -REACH - 1 : -1])
        return list(dict.fromkeys(e for e in recent if not e.named and e.type == "person"))

    def _spouse(self, owner: Entity) -> Entity | None:
        """The one person of the other gender who bears the owner's surname."""
        if not owner.names:
            return None
        found = [p for p in self.persons if p.surname == owner.surname and p.gender != owner.gender and p is not owner]
        return found[0] if len(found) == 1 else None

    def _with_role(
        self, token: int, role: Role, speaker: Entity | None, owner: Entity | None, persons: Sequence[Entity]
    ) -> Entity | None:
        """Of the people whose roles fit, the one that fits best and is most salient."""
        last = {id(m.entity): m.token for m in self._mentions[-REACH:]}
        gender = anyone().get(role.noun, "").strip("-")
        best, highest = None, float("-inf")
        for person in persons:
            fit = max((own.fits(role) for own in person.roles), default=0.0)
            if fit <= 0 or person is speaker or person is owner or (gender and person.gender not in ("", gender)):
                continue
            if role.noun in anyone() and role.parties and not any(own.parties & role.parties for own in person.roles):
                continue
            near = self._salience(last[id(person)], token) if id(person) in last else FAR
            score = fit + 0.5 * max(near, FAR)
            if score > highest:
                best, highest = person, score
        return best

    def _named_later(self, token: int, role: Role) -> Entity | None:
        """The person whom the lead calls "a judge" and the text names further on."""
        if self.parse.sentence[token] >= LEAD or self.parse.deps[token] not in SUBJECTS:
            return None
        bare = Role(role.noun, frozenset(), role.countries, role.parties)
        later = [p for p in self.persons if p.names[0].start > token and any(r.fits(bare) for r in p.roles)]
        return later[0] if len(later) == 1 else None

    def _counterpart(self, owner: Entity, role: Role) -> Entity | None:
        """Who has the same role as the owner in another country."""
        known = self._counterparts.get(id(owner))
        if known is not None:
            return known
        wanted = [Role(r.noun, r.modifiers, role.countries, frozenset()) for r in owner.roles]
        for person in self.persons:
            if person is not owner and any(own.fits(want) for own in person.roles for want in wanted):
                return person
        return None

    def _relate(self, token: int, entity: Entity) -> None:
        """Remember what a name's phrase tells of its bearer and another: "his wife, …", "his counterpart …"."""
        if entity.type != "person":
            return
        parse = self.parse
        nouns = [parse.heads[token]] if parse.deps[token] == "appos" else []
        owners = [(token, parse.child(token, "poss")), *((noun, parse.child(noun, "poss")) for noun in nouns)]
        possessor = next((self.referents[o] for _, o in owners if o is not None and o in self.referents), None)
        if possessor is not None:
            for i in (*range(parse.left[token], token), *nouns):
                if parse.tags[i] in NOUN_TAGS:
                    self._relations[id(possessor), singular(parse.lower[i])] = entity

    def _share_titles(self) -> None:
        """Give all whom "Senators X and Y" names the role that the title tells of."""
        for heads in set(self.joined.values()):
            for title in self.entities.name_at[heads[0]].titles:
                if title.endswith("s") and titles()[title].role:
                    for head in heads[1:]:
                        if self.entities.at[head].type == "person":
                            self.entities.at[head].roles.append(role(titles()[title].role, ()))

    def _pair_counterparts(self) -> None:
        """Give people who are called a counterpart the role of the one whose counterpart they are."""
        names = sorted((name for person in self.persons for name in person.names), key=lambda name: name.start)
        for place, name in enumerate(names):
            entity = self.entities.at[name.head]
            role = next((r for r in roles_of(self.parse, name) if r.noun == "counterpart"), None)
            if role is None:
                continue
            sentence = self.parse.sentence[name.head]
            near = (*reversed(names[:place]), *names[place + 1 :])
            others = [self.entities.at[n.head] for n in near if self.parse.sentence[n.head] == sentence]
            other = next((o for o in others if o is not entity), None)
            if other is not None:
                self._counterparts.setdefault(id(other), entity)
                self._counterparts.setdefault(id(entity), other)
                entity.roles.extend(Role(r.noun, r.modifiers, role.countries, frozenset()) for r in tuple(other.roles))

    def _country_named(self, countries: Iterable[str]) -> Entity | None:
        """The first of the countries that the article names."""
        wanted = set(countries)
        return next((e for e in self.entities.all if country_names().get(fold(e.name)) in wanted), None)

    def _country(self, token: int, owner: int | None) -> Entity | None:
        """The country that "his country" or "the country" is: that of the person whose clause it is, if known."""
        persons = [self.referents.get(owner)] if owner is not None else self._subjects(token)
        for person in persons:
            for name in (c for own in (person.roles if person else ()) for c in own.countries):
                for entity in self.entities.all:
                    if country_names().get(entity.name.lower()) == name:
                        return entity
        if owner is not None:
            return None
        return self._antecedent(token, lambda e: fold(e.name) in country_names() and fold(e.name) not in states(), None)

    def _subjects(self, token: int) -> list[Entity | None]:
        """The people who are subjects earlier in the sentence, nearest first."""
        parse = self.parse
        return [
            m.entity
            for m in reversed(self._mentions)
            if parse.sentence[m.token] == parse.sentence[token] and m.token < token and parse.deps[m.token] in SUBJECTS
        ]

    def _body(self, token: int, noun: str, owner: int | None, speaker: Entity | None) -> Entity | None:
        """The body that "the court", "the company" or "her campaign" is."""
        if owner is not None:
            possessor = self.referents.get(owner)
            return self._owned_body(possessor, noun) if possessor is not None else None
        limits = {*map(singular, role_at(self.parse, token).modifiers), noun}

        def bears(entity: Entity, wanted: set[str]) -> bool:
            is_body = entity.named and entity.type == "organization"
            return is_body and wanted <= set(map(singular, entity.name.lower().split()))

        named = self._antecedent(token, lambda e: bears(e, limits), speaker) if len(limits) > 1 else None
        named = named or self._antecedent(token, lambda e: bears(e, {noun}), speaker)
        if named is not None or noun not in words("bodies"):
            return named
        return self._antecedent(token, _may_be_any_body, speaker, reach=BODY_REACH)

    def _owned_body(self, owner: Entity, noun: str) -> Entity | None:
        """The campaign or team of someone, whether the article names it after them or not."""
        if noun not in words("campaigns") or not owner.named or not owner.names or owner.type == "place":
            return None
        for entity in self.entities.all:
            if entity.names[0].key[-2:] == (owner.surname, noun):
                return entity
        body = Entity(f"{owner.name} {noun}", "organization", names=owner.names[:1])
        self.entities.all.append(body)
        return body

    def _is_referent(self, token: int, noun: str, plural: bool) -> bool:
        """Whether a phrase that no name stands for can be taken up again by "they" or "it"."""
        if token in self.sources:
            return True
        dep = self.parse.deps[token]
        if plural:
            return noun in words("people") | words("collectives") or (
                noun in words("organizations") and dep in SUBJECTS
            )
        return (noun in words("works") or noun in words("collectives")) and dep in SUBJECTS

    def _unnamed(self, token: int) -> Entity:
        """A new entity for a phrase that no name stands for."""
        kind = phrase_type(self.parse, token)
        name = noun_phrase(
            self.parse, token, range(self.parse.left[token], self.parse.right[token] + 1), self.referents
        )
        entity = Entity(name, kind, plural=kind == "group", named=False, token=token)
        if kind == "person":
            entity.roles.append(role_at(self.parse, token))
        return entity


def relative_antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a relative pronoun stands for: what its clause hangs on.

    A noun without article after "for" or "of" is passed over: "the nominee *for president*, who …".
    """
    i = token
    while parse.deps[i] != "relcl" and parse.heads[i] != i and parse.sentence[parse.heads[i]] == parse.sentence[token]:
        i = parse.heads[i]
    if parse.deps[i] != "relcl":
        return None
    noun = parse.heads[i]
    above = parse.heads[noun]
    is_bare = parse.tags[noun] == "NN" and parse.left[noun] == noun and parse.deps[noun] == "pobj"
    if is_bare and parse.lower[above] in ("for", "of") and parse.tags[parse.heads[above]] in NOUN_TAGS:
        return parse.heads[above]
    return noun


def _may_be_any_body(entity: Entity) -> bool:
    """Whether an entity is a body that "the company" or "the agency" may mean: no university or court, by its name."""
    kind = fold(entity.name.split()[-1]) if entity.name else ""
    return entity.named and entity.type == "organization" and kind not in INSTITUTIONS


def _may_be(entity: Entity, noun: str) -> bool:
    """Whether a noun in apposition to a name can be for whom it names: not where a parse mistakes a list for one."""
    if noun in words("people"):
        return entity.type in ("person", "group")
    return entity.type != "group" or noun in words("collectives")


def _clash(person: Entity, role: Role) -> bool:
    return any(own.clashes(role) for own in person.roles)


def _are_people(entity: Entity) -> bool:
    return bool(entity.members) and all(member.type == "person" for member in entity.members)


def _is_one(entity: Entity) -> bool:
    return entity.type == "person" and not entity.plural


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
