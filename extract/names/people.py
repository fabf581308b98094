"""Who is meant by what somebody is: "the minister", "his wife", "her Russian counterpart", "the two senators"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log2

from onrecord.extract.lexicon import anyone, fold, gender_of_noun, singular, titles
from onrecord.extract.names.discourse import REACH, Discourse
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.coordination import joint
from onrecord.extract.names.entities.nationality import codes_of, may_be_all
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import Role, limits_of, role, role_at, roles_of
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS

PARENTS = frozenset({"mother", "father", "parent", "grandmother", "grandfather"})
SPOUSES = frozenset({"wife", "husband", "ex-wife", "ex-husband", "spouse"})
COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
TO_MIND = 1.4  # salience of who is so much to mind that words which nobody is called by mean him
AHEAD = 0.8  # how much less anybody else may be
FAR = -4.0  # salience of who was not mentioned lately
LEAD = 3  # sentences at the start, in which "judge" may be one who is named later
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "unnamed", "anonymous"})
OTHERS = frozenset({"another", "other", "second", "third", "fellow"})


class People:
    """Finds the people that phrases mean by role, kinship or number.

    Args:
        discourse: what the article has told so far; read as it grows.
        joined: for the head token of each name in a coordination, the heads of all names in it.
    """

    def __init__(self, discourse: Discourse, joined: Mapping[int, Sequence[int]]) -> None:
        self._discourse = discourse
        self._parse = discourse.parse
        self._counterparts: dict[int, Entity] = {}
        self._relations: dict[tuple[int, str], Entity] = {}
        self._share_titles(joined)
        self._pair_counterparts()

    def person(self, token: int, owner: int | None, definite: bool, speaker: Entity | None) -> Entity | None:
        """The person with the role that a phrase tells of."""
        role = role_at(self._parse, token)
        possessor = self._discourse.referents.get(owner) if owner is not None else None
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
        named = self._with_role(token, role, speaker, possessor, self._discourse.persons)
        if named is None and owner is None and role.noun in anyone():
            named = self._anyone(token, role, speaker)
        if named is None and owner is None and role.countries:
            named = self._countryman(token, role, speaker)
        if named is None and owner is None and self._is_parent_of_some(token):
            named = self._only_of_gender(gender_of_noun(role.noun), speaker)
        return named or self._with_role(token, role, speaker, possessor, self._unnamed_persons())

    def described(self, token: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """Whom "the England star" or "the 47-year-old director" means: who is most to mind, if nobody comes near.

        "The writer" may be anybody, and "the writer of the letter" is told by the letter.
        """
        parse, discourse = self._parse, self._discourse
        first = parse.left[token]
        is_limited = token - first > 1 or bool(codes_of(parse.lower[token]))
        if parse.lower[first] != "the" or not is_limited or parse.right[token] > token + 1:
            return None
        noun, scores = role_at(parse, token).noun, dict[Entity, float]()
        if any(own.may_be(noun, own.contrasts) is not None for one in discourse.persons for own in one.roles):
            return None  # who is called so
        for mention in [one for one in discourse.mentions.all if one.token < first][-REACH:]:
            entity = mention.entity
            if entity.named and is_one(entity) and fits(entity) and not discourse.commands(mention.token, token):
                score = discourse.salience(mention.token, token) + 0.25 * log2(1 + len(entity.names))
                scores[entity] = max(scores.get(entity, score), score)
        highest = sorted(scores.values(), reverse=True)[:2]
        if not highest or highest[0] < TO_MIND or highest[0] - highest[-1] < AHEAD * (len(highest) - 1):
            return None
        return max(scores, key=lambda entity: scores[entity])

    def _is_parent_of_some(self, token: int) -> bool:
        """Whether a phrase is "the mother of three", which is no role: whose children they are, it does not say."""
        parse = self._parse
        return (
            parse.lower[token] in PARENTS
            and parse.lower[token + 1 : token + 2] == ["of"]
            and (parse.tags[token + 2 : token + 3] == ["CD"])
        )

    def _only_of_gender(self, gender: str, speaker: Entity | None) -> Entity | None:
        """The only person named so far who may be of a gender; None where there are several."""
        only: Entity | None = None
        for entity in (mention.entity for mention in self._discourse.mentions.all if mention.entity.named):
            if is_one(entity) and entity.gender in ("", gender) and entity is not speaker and entity is not only:
                if only is not None:
                    return None
                only = entity
        return only

    def _countryman(self, token: int, role: Role, speaker: Entity | None) -> Entity | None:
        """Whom "the Japanese star" means of whom the article tells the country, and no role."""
        return self._discourse.antecedent(
            token,
            lambda e: is_one(e) and e.named and not e.roles and not role.countries.isdisjoint(e.countries),
            speaker,
            anyone().get(role.noun, "").strip("-"),
        )

    def compatriot(self, token: int, codes: frozenset[str], speaker: Entity | None) -> Entity | None:
        """Whom "the Swede" means: the most salient person told to be of that country, else the only one told of yet."""
        if may_be_all(self._parse.lower[token]):
            return None

        def fits(entity: Entity) -> bool:
            return is_one(entity) and entity.named and not codes.isdisjoint(entity.countries)

        found = self._discourse.antecedent(token, fits, speaker)
        if found is not None:
            return found
        only = self._only_one()
        return only if only is not None and only is not speaker and not only.countries else None

    def _only_one(self) -> Entity | None:
        """The only person whom the article has named so far; None where another name of two words may be a person's."""
        only: Entity | None = None
        for entity in (mention.entity for mention in self._discourse.mentions.all if mention.entity.named):
            may_be_one = entity.type == "person" or (entity.names and len(entity.names[0].key) == 2)
            if may_be_one and entity is not only:
                if only is not None:
                    return None
                only = entity
        return only if only is not None and is_one(only) else None

    def together(self, token: int) -> Entity | None:
        """Whom "the senators" or "the candidates" means: those last named together, if one is one and all may be."""
        role = role_at(self._parse, token)

        def are(people: Sequence[Entity]) -> bool:
            fitting = [person for person in people if any(own.fits(role) for own in person.roles)]
            others = [person for person in people if person not in fitting]
            return bool(fitting or role.noun in anyone()) and not any(clash(person, role) for person in others)

        together = self._discourse.antecedent(token, lambda e: are_people(e) and are(e.members), None)
        words = (self._parse.lower[i] for i in self._parse.children[token])
        number = next((COUNTS[word] for word in words if word in COUNTS), 0)
        return together or self.counted(token, number, role)

    def counted(self, token: int, number: int, role: Role) -> Entity | None:
        """Whom "the two senators" means: as many people with that role, those last named, apart or not.

        Where their roles are not told, they are all whom the sentence before names, if they are as many.
        """
        parse = self._parse
        bare = Role(role.noun, role.modifiers - COUNTS.keys(), role.countries, role.parties)
        fitting = [
            e
            for e in dict.fromkeys(self._discourse.recent())
            if e.named and is_one(e) and any(r.fits(bare) for r in e.roles)
        ]
        if 1 < number <= len(fitting):
            return joint(fitting[number - 1 :: -1])
        before = parse.sentence[token] - 1
        last = (m.entity for m in self._discourse.mentions.in_sentence(before) if m.entity in self._discourse.persons)
        named = [person for person in dict.fromkeys(last) if not clash(person, bare)]
        return joint(named) if len(named) == number > 1 else None

    def relate(self, token: int, entity: Entity) -> None:
        """Remember what a name's phrase tells of its bearer and another: "his wife, …", "his counterpart …"."""
        if entity.type != "person":
            return
        parse, referents = self._parse, self._discourse.referents
        nouns = [parse.heads[token]] if parse.deps[token] == "appos" else []
        owners = [(token, parse.child(token, "poss")), *((noun, parse.child(noun, "poss")) for noun in nouns)]
        possessor = next((referents[o] for _, o in owners if o is not None and o in referents), None)
        if possessor is not None:
            for i in (*range(parse.left[token], token), *nouns):
                if parse.tags[i] in NOUN_TAGS:
                    self._relations[id(possessor), singular(parse.lower[i])] = entity

    def _anyone(self, token: int, role: Role, speaker: Entity | None) -> Entity | None:
        """The most salient person whom "the woman" or "the Republican candidate" can mean."""
        gender = anyone()[role.noun].strip("-")
        return self._discourse.antecedent(
            token,
            lambda e: is_one(e) and e.named and e.gender in ("", gender or e.gender) and not clash(e, role),
            speaker,
            gender,
        )

    def _unnamed_persons(self) -> list[Entity]:
        """The people without a name who were mentioned last, the latest first."""
        return list(dict.fromkeys(e for e in self._discourse.recent() if not e.named and e.type == "person"))

    def _spouse(self, owner: Entity) -> Entity | None:
        """The one person of the other gender who bears the owner's surname."""
        if not owner.names:
            return None
        others = (person for person in self._discourse.persons if person is not owner)
        found = [p for p in others if p.surname == owner.surname and p.gender != owner.gender]
        return found[0] if len(found) == 1 else None

    def _with_role(
        self, token: int, role: Role, speaker: Entity | None, owner: Entity | None, persons: Sequence[Entity]
    ) -> Entity | None:
        """Of the people whose roles fit, the one that fits best and is most salient."""
        whose = [
            self._discourse.entities.at[i] for i in limits_of(self._parse, token) if i in self._discourse.entities.at
        ]
        for body in whose:
            if (known := self._relations.get((id(body), role.noun))) is not None and known in persons:
                return known
        elsewhere = {id(known) for (_, noun), known in self._relations.items() if noun == role.noun and whose}
        mentions = self._discourse.mentions.last()[::-1]
        last = {id(m.entity): m.token for m in mentions}
        apart = {id(m.entity) for m in mentions if self._discourse.commands(m.token, token)}
        gender = anyone().get(role.noun, "").strip("-")
        best, highest = None, float("-inf")
        for person in persons:
            fit = max((own.fits(role) for own in person.roles), default=0.0)
            if (
                fit <= 0
                or person in (speaker, owner)
                or id(person) in apart
                or (gender and person.gender not in ("", gender))
            ):
                continue
            if id(person) in elsewhere or (whose and self._is_told_later(person, token, role)):
                continue
            if role.noun in anyone() and role.parties and not any(own.parties & role.parties for own in person.roles):
                continue
            near = self._discourse.salience(last[id(person)], token) if id(person) in last else FAR
            score = fit + 0.5 * max(near, FAR)
            if score > highest:
                best, highest = person, score
        return best

    def _is_told_later(self, person: Entity, token: int, role: Role) -> bool:
        """Whether somebody is named only after a phrase with a name in it that no role of the person has."""
        if person.names and person.names[0].start < token:
            return False
        names = {fold(self._parse.words[i]) for i in limits_of(self._parse, token) if self._parse.words[i][0].isupper()}
        return not any(names & role.modifiers <= own.modifiers and own.fits(role) for own in person.roles)

    def _named_later(self, token: int, role: Role) -> Entity | None:
        """The person whom a headline or the lead calls "judge", and the text names further on.

        "A judge" is that person only if the text goes on with "the judge, Jane Roe", or the headline has "judge" for
        the same: indefinite phrases introduce somebody, and whoever comes later with the same role may be another.
        """
        parse = self._parse
        if parse.sentence[token] >= LEAD or parse.deps[token] not in SUBJECTS:
            return None
        bare = Role(role.noun, frozenset(), role.countries, role.parties)
        later = [p for p in self._discourse.persons if p.names[0].start > token and any(r.fits(bare) for r in p.roles)]
        if len(later) != 1:
            return None
        name = later[0].names[0]
        between = (i for i in range(token + 1, name.start) if singular(parse.lower[i]) == role.noun)
        again = [i for i in between if parse.lower[i - 1] != "the"]
        is_indefinite = not INDEFINITE.isdisjoint(parse.lower[parse.left[token] : token])
        if (
            is_indefinite
            and (again or not self._takes_up(name, role))
            and not self._is_headlined(token, role, later[0])
        ):
            return None
        is_other = any(not OTHERS.isdisjoint(parse.lower[parse.left[i] : i]) for i in again)
        return None if is_other else later[0]

    def _is_headlined(self, token: int, role: Role, person: Entity) -> bool:
        """Whether the headline has the noun of a role, without an article, for the same person."""
        parse, referents = self._parse, self._discourse.referents
        headline = (
            i
            for i in range(token)
            if parse.sentence[i] == 0 and "\n" in parse.text[parse.stops[i] : parse.starts[token]]
        )
        return any(referents.get(i) is person and singular(parse.lower[i]) == role.noun for i in headline)

    def _takes_up(self, name: Name, role: Role) -> bool:
        """Whether a name is in apposition to a noun with a definite article: "the judge, Jane Roe"."""
        parse, noun = self._parse, self._parse.heads[name.head]
        is_apposed = parse.deps[name.head] == "appos" and singular(parse.lower[noun]) == role.noun
        return is_apposed and parse.lower[parse.left[noun]] == "the"

    def _counterpart(self, owner: Entity, role: Role) -> Entity | None:
        """Who has the same role as the owner in another country."""
        known = self._counterparts.get(id(owner))
        if known is not None:
            return known
        wanted = [Role(r.noun, r.modifiers, role.countries, frozenset()) for r in owner.roles]
        for person in self._discourse.persons:
            if person is not owner and any(own.fits(want) for own in person.roles for want in wanted):
                return person
        return None

    def _share_titles(self, joined: Mapping[int, Sequence[int]]) -> None:
        """Give all whom "Senators X and Y" names the role that the title tells of."""
        for heads in set(joined.values()):
            for title in self._discourse.entities.name_at[heads[0]].titles:
                if title.endswith("s") and titles()[title].role:
                    for head in heads[1:]:
                        if self._discourse.entities.at[head].type == "person":
                            self._discourse.entities.at[head].roles.append(role(titles()[title].role, ()))

    def _pair_counterparts(self) -> None:
        """Give people who are called a counterpart the role of the one whose counterpart they are."""
        found = (name for person in self._discourse.persons for name in person.names)
        names = sorted(found, key=lambda name: name.start)
        for place, name in enumerate(names):
            entity = self._discourse.entities.at[name.head]
            role = next((r for r in roles_of(self._parse, name) if r.noun == "counterpart"), None)
            if role is None:
                continue
            sentence = self._parse.sentence[name.head]
            near = (*reversed(names[:place]), *names[place + 1 :])
            others = [self._discourse.entities.at[n.head] for n in near if self._parse.sentence[n.head] == sentence]
            other = next((o for o in others if o is not entity), None)
            if other is not None:
                self._counterparts.setdefault(id(other), entity)
                self._counterparts.setdefault(id(entity), other)
                entity.roles.extend(Role(r.noun, r.modifiers, role.countries, frozenset()) for r in tuple(other.roles))


def clash(person: Entity, role: Role) -> bool:
    """Whether a person cannot have a role, by the roles and the countries that the article tells of."""
    return is_foreign(person, role.countries) or any(own.clashes(role) for own in person.roles)


def is_foreign(person: Entity, codes: frozenset[str]) -> bool:
    """Whether a person is of other countries than these."""
    return bool(codes and person.countries) and codes.isdisjoint(person.countries)


def are_people(entity: Entity) -> bool:
    return bool(entity.members) and all(member.type == "person" for member in entity.members)


def is_one(entity: Entity) -> bool:
    return entity.type == "person" and not entity.plural
