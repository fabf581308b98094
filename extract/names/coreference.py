"""Who is meant by a pronoun or a noun phrase: one pass over the article, in which every mention found so far can be
the antecedent of the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import gender_of_noun, persons, singular, words
from onrecord.extract.names.bodies import Bodies
from onrecord.extract.names.discourse import Discourse, Mentions, Referring, head_of
from onrecord.extract.names.endings import named_at_end
from onrecord.extract.names.entities import Entities, Entity
from onrecord.extract.names.entities.coordination import coordinated, joint
from onrecord.extract.names.entities.nationality import codes_of, one_of_people
from onrecord.extract.names.links import GENDERS, IT, Links, may_mean
from onrecord.extract.names.people import COUNTS, LEAD, People, are_people, is_one
from onrecord.extract.names.phrases import noun_phrase, phrase_type
from onrecord.extract.names.roles import SERVES, is_byline, role, role_at
from onrecord.extract.parsing.parse import NOUN_TAGS, PROPER_TAGS, SUBJECTS, Parse

THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD = frozenset(GENDERS) | THEY | IT
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"}) | WE
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
APART = frozenset({"supplier", "publisher", "maker", "manufacturer", "lender", "insurer", "retailer", "brewer"})
SITES = frozenset({"website", "site"})
# By whom such things are is not told by a name before them: "the Acme tapes", "WikiLeaks emails".
OF_ANYBODY = frozenset({"email", "e-mail", "tape", "recording", "transcript", "footage", "photo", "video"})
ISSUED = frozenset({
    "published", "released", "issued", "posted", "filed", "written", "signed", "sent", "conducted", "compiled",
    "produced", "provided", "reported",
})  # fmt: skip
# Who is never named: "a minister, who would not be named".
ANONYMOUS = re.compile(
    r"\b(?:unnamed|anonymous(?:ly)?|anonymity|(?:not|n['’]t)\b[^.]{0,30}\b(?:named|identified)|withheld)\b"
)
FORETOLD = 0.4  # how likely somebody named later has to be whom the lead tells of


class Coreference:
    """The referents of an article's noun phrases.

    Args:
        parse: the parse of the article.
        entities: the entities that the article names.
        attributions: the attributions of the article, as half-open character offsets into `parse.text`.
    """

    def __init__(
        self, parse: Parse, entities: Entities, attributions: Sequence[Attribution], links: Links | None = None
    ) -> None:
        self.parse = parse
        self.links = links
        self.entities = entities
        self.joined = coordinated(parse, sorted(set(entities.name_at.values()), key=lambda name: name.start))
        self._discourse = Discourse(parse, entities, attributions)
        self._people = People(self._discourse, self.joined)
        self._sources = {
            head_of(parse, entities, tokens): (one.source[0], tokens)
            for one in attributions
            if (tokens := parse.tokens(one.source))
        }
        self._bodies = Bodies(self._discourse)
        for token in range(len(parse)):
            if token not in self._discourse.quoted:
                self._visit(token, None)

    @property
    def referents(self) -> dict[int, Entity]:
        """For the head token of each mention, the entity that it means."""
        return self._discourse.referents

    def resolve_quotations(self, speaker: Callable[[int], Entity | None]) -> None:
        """Find the referents inside quotations, given who speaks in the attribution of a number."""
        outside = self._discourse.mentions
        self._discourse.mentions = Mentions(self.parse.sentence)
        position = 0
        for token in sorted(self._discourse.quoted):
            while position < len(outside.all) and outside.all[position].token < token:
                self._discourse.mentions.add(outside.all[position])
                position += 1
            self._visit(token, speaker(self._discourse.quoted[token]))
        self._discourse.mentions = outside

    def subject_before(self, quotation: int) -> Entity | None:
        """The person who is the subject of the sentence before a quotation, at a character offset, in its paragraph."""
        subject = self._discourse.subject_before(quotation)
        return subject if subject is not None and subject.named and is_one(subject) else None

    def described(self, token: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """Whom a phrase with this head means that tells no role known from elsewhere: "the England star"."""
        return self._people.described(token, fits)

    def referent(self, token: int) -> Entity | None:
        """Who or what the noun phrase with this head means, None where that is not known."""
        return self.referents.get(token)

    def _visit(self, token: int, speaker: Entity | None) -> None:
        name = self.entities.name_at.get(token)
        if name is not None:
            if token == name.head and not self._is_adjective(token):
                entity = self._one_of_people(token, speaker) or self.entities.at[token]
                self._people.relate(token, entity)
                if is_byline(self.parse, name):  # the article is by its authors, and not about them
                    self._discourse.referents[token] = entity
                    return
                self._discourse.refer(token, entity)
                self._join(token)
            return
        referent = self._referent_of(token, speaker)
        if referent is not None:
            self._discourse.refer(token, referent)

    def _one_of_people(self, token: int, speaker: Entity | None) -> Entity | None:
        """Whom "the Swede" means; None for any other phrase, or where the article does not tell."""
        if self.parse.tags[token] not in ("NN", "NNP", "JJ"):
            return None
        codes = one_of_people(self.parse, token)
        return self._people.compatriot(token, codes, speaker) if codes else None

    def _is_adjective(self, token: int) -> bool:
        """Whether a name of a people only limits another noun: "Russian troops", "the Greek and Cypriot ministers"."""
        parse = self.parse
        before_noun = parse.tags[token] == "JJ" and token + 1 < len(parse) and parse.tags[token + 1] in NOUN_TAGS
        first = token
        while parse.deps[first] == "conj" and parse.heads[first] < first:
            first = parse.heads[first]
        is_limiting = before_noun or parse.deps[first] in ("amod", "compound", "nmod")
        return self.entities.at[token].type == "group" and is_limiting

    def _join(self, token: int) -> None:
        """After "X and Y" both together can be meant by "they"."""
        heads = self.joined.get(token, ())
        if heads and token == heads[-1]:
            together = self._joint(token)
            subject = next((head for head in heads if self.parse.deps[head] in SUBJECTS), heads[0])
            if together is not None:
                self._discourse.mentions.add(Referring(subject, together))

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
            return self._discourse.antecedent(token, are_people, speaker)
        if tag == "CD" and word in COUNTS and parse.lower[token - 1] == "the" and parse.deps[token] != "nummod":
            number = COUNTS[word]
            together = self._discourse.antecedent(token, lambda e: are_people(e) and len(e.members) == number, speaker)
            return together or self._people.counted(token, number, role("", ()))
        if tag in ("WP", "WDT", "WP$") and word in RELATIVE:
            return self._relative(token)
        if tag in NOUN_TAGS and parse.deps[token] != "compound":
            return self._noun_phrase(token, speaker)
        return None

    def _relative(self, token: int) -> Entity | None:
        """The antecedent of a relative pronoun: what its clause hangs on."""
        antecedent = relative_antecedent(self.parse, token)
        return None if antecedent is None else self.referents.get(antecedent)

    def _pronoun(self, token: int, speaker: Entity | None) -> Entity | None:
        word = self.parse.lower[token]
        announcer = self._discourse.announcer(token)
        if word in GENDERS:
            gender = GENDERS[word]

            def fits(entity: Entity) -> bool:
                is_other = not entity.named and self._discourse.speaks_to_another(entity, gender)
                return is_one(entity) and entity.gender in ("", gender) and not is_other

            if announcer is not None and fits(announcer):
                return announcer
            found = self._discourse.antecedent(token, fits, speaker, gender)
            if found is not None and not found.named:  # "the surgeon … he said": no longer she
                found.gender = gender
            elif found is not None:
                found.pronouns.add(gender)
            return found
        if word in THEY:
            return self._discourse.antecedent(token, lambda e: e.plural or e.type == "organization", speaker)
        if self.parse.deps[token] == "expl":
            return None
        return self._discourse.antecedent(token, lambda e: e.type != "person" and not e.plural, speaker)

    def _noun_phrase(self, token: int, speaker: Entity | None) -> Entity | None:
        parse = self.parse
        noun = singular(parse.lower[token])
        owner = parse.child(token, "poss")
        opening = parse.lower[parse.left[token]]
        definite = owner is not None or opening in DEFINITE or parse.left[token] in parse.cut
        plural = parse.tags[token] in ("NNS", "NNPS")
        is_whose = owner is not None and parse.tags[owner] == "WP$"  # "Ana Roe, whose father …": however it is parsed
        apposed = self.referents.get(parse.heads[token]) if parse.deps[token] == "appos" and not is_whose else None
        if apposed is not None and apposed.named and _may_be(apposed, noun):
            return self._joint(parse.heads[token]) if plural else apposed
        if token in self._sources and (issuer := self._issuer(token, noun)) is not None:
            return issuer
        if token in self._sources and (named := self._named_at_end(token)) is not None:
            return named
        if not plural and (compatriot := self._one_of_people(token, speaker)) is not None:
            return compatriot
        if not plural and noun in persons() and (named := self._named_beside(token)) is not None:
            return named
        if not plural and noun in persons():
            person = self._people.person(token, owner, definite, speaker)
            return person or self._foretold(token) or self._unnamed(token)
        if not plural and definite and noun in ("country", "nation"):
            entity = self._bodies.country(token, owner, speaker)
            if entity:
                return entity
        if not plural and definite and noun == "side":  # "the Ukrainian side": its government
            return self._bodies.country_named(role_at(parse, token).countries)
        if not plural and noun in words("bodies") and (called := self._called(token)) is not None:
            return called
        if not plural and definite and noun in words("organizations"):
            return self._bodies.body(token, noun, owner, speaker) or self._unnamed(token)
        if plural and definite and owner is None and noun in persons():
            together = self._people.together(token)
            if together is not None:
                return together
        return self._unnamed(token) if self._is_referent(token, noun, plural) else None

    def _named_at_end(self, token: int) -> Entity | None:
        return named_at_end(self.parse, self.entities, token, self._sources[token][1])

    def _named_beside(self, token: int) -> Entity | None:
        """The person whose name stands in apposition to a noun: "his wife, Jane Roe"."""
        parse, at = self.parse, self.entities.at
        apposed = (at[i] for i in parse.children[token] if parse.deps[i] == "appos" and i in at)
        return next((entity for entity in apposed if entity.type == "person"), None)

    def _foretold(self, token: int) -> Entity | None:
        """Who is named only later, and speaks there, of whom the lead tells: "A surfer has urged … Ana Ruiz said"."""
        source, _ = self._sources.get(token, (None, []))
        if source is None or self.links is None or self.parse.sentence[token] >= LEAD:
            return None
        gender, phrase = gender_of_noun(self.parse.lower[token]), self.parse.text[slice(*source)].lower()
        if ANONYMOUS.search(phrase):
            return None
        later = {
            person: self.parse.span(person.names[0].start, person.names[0].stop)
            for person in self.entities.all
            if is_one(person) and person.names[0].start > token and {gender, person.gender} != {"m", "f"}
            if may_mean(phrase, person) and any(name.head in self._sources for name in person.names)
        }
        person, share = self.links.foretold(source, later)
        return person if share > FORETOLD else None

    def _called(self, token: int) -> Entity | None:
        """The body whose name stands right before a noun for it: "the Acme website"; not "the Acme supplier"."""
        name = self.entities.name_at.get(token - 1)
        if name is None or name.stop != token or self.parse.lower[token] in APART:
            return None
        entity = self.entities.at[token - 1]
        return entity if entity.type in ("organization", "work") else None

    def _issuer(self, token: int, noun: str) -> Entity | None:
        """Who issued the document of a phrase and speaks by it: "Acme's report", "an Acme poll", "a poll by X"."""
        if noun not in words("works") and noun not in SITES:
            return None
        if any(self.parse.deps[i] == "appos" and i in self.entities.at for i in self.parse.children[token]):
            return None  # "his opposite number, Jane Roe"
        parse, owner = self.parse, self.parse.child(token, "poss")
        last = token - 1
        while last > parse.left[token] and parse.tags[last] in ("JJ", "NN") and parse.words[last].islower():
            last -= 1
        name = self.entities.name_at.get(last)
        is_before = owner is None and noun not in SITES | OF_ANYBODY and name is not None and name.stop == last + 1
        givers = [*self._givers(token), *([owner] if owner is not None else [name.head] if name and is_before else [])]
        if any(parse.deps[child] == "conj" for child in parse.children[token]):
            return None
        for giver in givers:
            entity = self.entities.at.get(giver) or self.referents.get(giver)
            if entity is not None and entity.named and ((entity.type == "person" and not is_before) or _issues(entity)):
                return entity
        return None

    def _givers(self, token: int) -> Iterator[int]:
        """The nouns after a document that tell by whom it is: "a poll by Acme", "a letter published in May by Acme"."""
        parse = self.parse
        for child in parse.children[token]:
            is_issued = parse.deps[child] == "acl" and parse.lower[child] in ISSUED
            for by in parse.children[child] if is_issued else [child]:
                if by > token and parse.lower[by] in ("by", "from") and parse.deps[by] in ("prep", "agent"):
                    yield from (i for i in parse.children[by] if parse.deps[i] == "pobj")

    def _is_referent(self, token: int, noun: str, plural: bool) -> bool:
        """Whether a phrase that no name stands for can be taken up again by "they" or "it"."""
        if token in self._discourse.sources:
            return True
        dep = self.parse.deps[token]
        if plural:
            return noun in persons() | words("collectives") or (noun in words("organizations") and dep in SUBJECTS)
        return (noun in words("works") or noun in words("collectives")) and dep in SUBJECTS

    def _unnamed(self, token: int) -> Entity:
        """A new entity for a phrase that no name stands for."""
        kind = phrase_type(self.parse, token)
        name = noun_phrase(
            self.parse, token, range(self.parse.left[token], self.parse.right[token] + 1), self.referents
        )
        entity = Entity(name, kind, plural=kind == "group", named=False, token=token)
        if kind == "person":
            entity.gender = gender_of_noun(self.parse.lower[token])
            entity.roles.append(role_at(self.parse, token))
            entity.countries = entity.roles[0].countries or codes_of(self.parse.lower[token])
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
    if parse.lower[token] in ("who", "whom") and parse.deps[noun] == "pobj" and parse.lower[above] in SERVES:
        names = {parse.tags[noun], parse.tags[parse.heads[above]]}
        if names <= PROPER_TAGS:  # "Jane Roe *of the Acme Trust*, who …"
            return parse.heads[above]
    return _rather(parse, noun)


def _rather(parse: Parse, noun: int) -> int:
    """The noun that is meant where another is set against it: "It was *Ruiz*, not Lee, who said so"."""
    before = parse.left[noun] - 1
    if before < 2 or parse.lower[before] not in ("not", "rather") or parse.words[before - 1] != ",":
        return noun
    return before - 2 if parse.tags[before - 2] in NOUN_TAGS else noun


def _issues(entity: Entity) -> bool:
    """Whether a body issues documents: no work, which the model took for a body, and no site on which others write."""
    words_of = entity.name.lower().split()
    head = next((i for i, word in enumerate(words_of) if i and word in ("of", "for")), len(words_of)) - 1
    is_work = singular(words_of[head]) in words("works")
    return entity.type == "organization" and not is_work and words_of[-1] not in words("platforms")


def _may_be(entity: Entity, noun: str) -> bool:
    """Whether a noun in apposition to a name can be for whom it names: not where a parse mistakes a list for one."""
    if noun in persons():
        return entity.type in ("person", "group")
    return entity.type != "group" or noun in words("collectives")
