"""What an article calls people apart from their names: "the Russian president", "his counterpart", "a spokesman"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.extract.lexicon import (
    countries,
    fold,
    is_person,
    normalise,
    persons,
    role_classes,
    singular,
    title_roles,
    titles,
    words,
)
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.spans import is_hyphen
from onrecord.extract.parsing.parse import NOUN_TAGS, PROPER_TAGS, Parse

PARTIES = {
    "republican": "r", "republicans": "r", "gop": "r",
    "democratic": "d", "democrat": "d", "democrats": "d",
    "libertarian": "l", "green": "g",
}  # fmt: skip
# Whoever holds a role no more or not yet, or holds another below it, is not meant by the role alone.
PAST_OR_FUTURE = frozenset({
    "former", "ex", "late", "then", "onetime", "one-time", "erstwhile", "ousted", "deposed", "toppled",
    "future", "next", "elect", "designate", "incoming", "aspiring", "would-be",
})  # fmt: skip
BELOW = frozenset({"vice", "deputy", "vice-presidential", "acting", "shadow", "assistant", "under", "sub"})
CONTRASTS = PAST_OR_FUTURE | BELOW
AFTER_HYPHEN = frozenset({"elect", "designate"})
FUTURE = frozenset({"to", "will", "would", "could", "may", "might", "can", "should"})
WAS = frozenset({"was", "were"})
WHEN = frozenset({"when", "before", "until", "till"})
ENDS = frozenset({"until", "till", "from", "between", "before"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BETWEEN_AUTHORS = frozenset({"and", "&", ","})
MODIFIER_TAGS = NOUN_TAGS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "HYPH", "CD", "RB", "SYM", "AFX", ",", "NFP"}
OWNED = frozenset({"shares", "stock", "shareholders", "investors", "subsidiary"})
SERVES = frozenset({"of", "for", "at", "from", "with"})
IN_OFFICES = frozenset({"the", "and", "for", "&"})
LONGEST_OFFICE = 5  # words after "of"
PHRASE = 12  # tokens: a longer phrase before a name is no title


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for a person with what limits it: words, countries by their codes, and parties by their letter."""

    noun: str
    modifiers: frozenset[str]
    countries: frozenset[str]
    parties: frozenset[str]

    @property
    def contrasts(self) -> frozenset[str]:
        """The words that tell that the role is held no more, not yet, or below another who has it."""
        return self.modifiers & CONTRASTS

    def clashes(self, other: Role) -> bool:
        """Whether nobody can have both roles at a time: their countries or parties differ."""
        pairs = ((self.countries, other.countries), (self.parties, other.parties))
        return any(mine and theirs and not mine & theirs for mine, theirs in pairs)

    def may_be(self, noun: str, contrasts: frozenset[str]) -> bool | None:
        """Whether who has this role can be meant by a noun with those words; None if the noun is for another role.

        A former holder can be meant by the role and "former"; so can one who still has it, of whom a text tells later.
        """
        if not _same_kind(self.noun, noun):
            return None
        return self.contrasts <= contrasts and contrasts - self.contrasts <= PAST_OR_FUTURE

    def fits(self, other: Role) -> float:
        """Score how well a phrase with the role `other` can mean someone of this role; 0 is impossible."""
        if not _same_kind(self.noun, other.noun):
            return 0.0
        if self.clashes(other):
            return 0.0
        if self.contrasts != other.contrasts:
            return 0.0
        unexplained, unused = other.modifiers - self.modifiers, self.modifiers - other.modifiers
        if unexplained and unused and not self.modifiers & other.modifiers:
            return 0.0
        shared = len(self.modifiers & other.modifiers) + len(self.countries & other.countries)
        return 1.0 + (self.noun == other.noun) + shared + len(self.parties & other.parties) - 0.5 * len(unexplained)


def _same_kind(a: str, b: str) -> bool:
    classes = role_classes()
    return a == b or bool(classes.get(a, frozenset()) & classes.get(b, frozenset()))


def role(noun: str, modifiers: Iterable[str]) -> Role:
    """The role of a noun and what limits it: words, and the words for a country together."""
    plain, of_countries, parties = set(), set(), set()
    for word in modifiers:
        folded = fold(word)
        if folded in PARTIES:
            parties.add(PARTIES[folded])
        elif word[0].isupper() and (code := countries.words().get(normalise(word))):
            of_countries.add(code)
        elif folded[:1].isalpha():
            plain.add(folded)
    noun = fold(noun)
    return Role(noun, frozenset(plain), frozenset(of_countries), frozenset(parties))


def role_at(parse: Parse, head: int) -> Role:
    """The role that a noun has with its own modifiers and its "of" phrase."""
    return role(_noun(parse, head), [*_modifiers(parse, list(_limiting(parse, head))), *_hyphenated(parse, head)])


@lru_cache(maxsize=1 << 14)
def role_of_words(phrase: str) -> tuple[str, frozenset[str]]:
    """The noun of a role that words in lower case tell of, and those that set it apart: "the ex-president"."""
    parts = phrase.replace("-", " ").split()
    while len(parts) > 1 and parts[-1] in AFTER_HYPHEN:
        parts.insert(0, parts.pop())
    noun = parts[-1] if parts else ""
    title = titles().get(noun)
    return title.role if title and title.role else singular(noun), CONTRASTS & {*parts[:-1]}


def _hyphenated(parse: Parse, noun: int) -> Iterator[str]:
    """What a hyphen joins to a noun for a role, which the parse has for words of their own: "ex-", "-elect"."""
    if noun > 1 and is_hyphen(parse, noun - 1):
        yield parse.lower[noun - 2]
    if noun + 2 < len(parse) and is_hyphen(parse, noun + 1) and parse.lower[noun + 2] in AFTER_HYPHEN:
        yield parse.lower[noun + 2]


def _modifiers(parse: Parse, tokens: Sequence[int]) -> Iterator[str]:
    """The words of tokens, those for a country together, whatever stands between them: "Trinidad and Tobago"."""
    stop = 0
    for i in tokens:
        if i >= stop:
            number = countries.beginning(parse.words[i : i + PHRASE]) if parse.words[i][0].isupper() else 0
            stop = i + max(number, 1)
            yield " ".join(parse.words[i:stop])


def _noun(parse: Parse, token: int) -> str:
    """The noun of a role, in the singular, a title in its full form."""
    title = titles().get(fold(parse.words[token]))
    return title.role if title and title.role else singular(parse.lower[token])


def _limiting(parse: Parse, head: int) -> Iterable[int]:
    """Tokens that limit a noun: those before it in its phrase, and the nouns of an "of" phrase."""
    for i in range(max(parse.left[head], head - PHRASE), head):
        if parse.tags[i] in MODIFIER_TAGS and parse.tags[i] not in ("POS", "HYPH", ","):
            yield i
    for child in parse.children[head]:
        if child > head and parse.deps[child] == "prep" and parse.lower[child] in ("of", "for", "at", "from", "to"):
            yield from (i for i in range(child + 1, parse.right[child] + 1) if parse.tags[i] in NOUN_TAGS | {"JJ"})


def roles_of(parse: Parse, name: Name) -> list[Role]:
    """The roles that the text around one mention of a person gives."""
    found = [role_at(parse, i) for i in _appositions(parse, name) if _is_person_noun(parse, i)]
    for i, time in _predicates(parse, name):
        if _is_person_noun(parse, i):
            own = role_at(parse, i)
            found.append(replace(own, modifiers=own.modifiers | time))
    before = _before(parse, name)
    nouns = [i for i in before if _is_person_noun(parse, i) and not (i + 1 in before and _is_person_noun(parse, i + 1))]
    if nouns:
        last = before.index(nouns[-1])
        # "real estate mogul and Republican nominee": each noun with the words up to the one before it
        start = 0
        for noun in nouns:
            place = before.index(noun)
            of = _country_of(parse, name) if place == last else []
            limits = [*_modifiers(parse, before[start:place]), *of, *_hyphenated(parse, noun)]
            found.append(role(_noun(parse, noun), limits))
            if place + 1 < len(before) and parse.lower[before[place + 1]] in ("and", ",", "/"):
                start = place + 2
    office = office_of(parse, name)
    if office is not None:
        found.append(role(_noun(parse, office), _modifiers(parse, [i for i in _limiting(parse, office) if i < office])))
    return found


def office_of(parse: Parse, name: Name) -> int | None:
    """The noun of an office with "of" before a name: "*Secretary* of State Ana Ruiz"; None for any other words."""
    i = name.start - 1
    if i < 2 or ((title := titles().get(fold(parse.words[i]))) and title.role):
        return None  # "Friend of President Ana Ruiz"
    first = max(i - LONGEST_OFFICE, 0)
    while i > first and (parse.words[i][0].isupper() or parse.lower[i] in IN_OFFICES):
        i -= 1
    noun = i - 1
    is_office = parse.lower[i] == "of" and i < name.start - 1 and noun >= 0 and parse.words[noun][0].isupper()
    return noun if is_office and _is_person_noun(parse, noun) else None


def limits_of(parse: Parse, noun: int) -> Iterator[int]:
    """The tokens that tell whose a noun for a person is: those before it, and what it is of, for, at or from."""
    if _is_person_noun(parse, noun):
        yield from reversed(range(max(parse.left[noun], noun - PHRASE), noun))
        for child in parse.children[noun]:
            if child > noun and parse.deps[child] == "prep" and parse.lower[child] in SERVES:
                yield from range(child + 1, parse.right[child] + 1)


def limits_of_roles(parse: Parse, name: Name) -> Iterator[int]:
    """The tokens that tell whose the roles are that the text around one mention of a person gives."""
    for noun in _appositions(parse, name):
        yield from limits_of(parse, noun)
    before = _before(parse, name)
    if any(_is_person_noun(parse, i) for i in before):
        yield from reversed(before)


def _country_of(parse: Parse, name: Name) -> list[str]:
    """The country after a name: "Prime Minister Ana Ruiz *of Norland*"."""
    if parse.lower[name.stop : name.stop + 1] != ["of"]:
        return []
    start = name.stop + 1 + (parse.lower[name.stop + 1 : name.stop + 2] == ["the"])
    number = countries.beginning(parse.words[start : start + PHRASE])
    return [" ".join(parse.words[start : start + number])] if number else []


def is_apposed_body(parse: Parse, name: Name) -> bool:
    """Whether the text says that a name is a body's: "Harrow Rail, the operator", "X is a company", "shares in X"."""
    preposition = parse.heads[name.head]
    if parse.lower[preposition] in ("in", "of") and parse.lower[parse.heads[preposition]] in OWNED:
        return True
    nouns = [singular(parse.lower[i]) for i in _appositions(parse, name) if parse.tags[i] in NOUN_TAGS]
    return any(noun in words("organizations") and noun not in persons() for noun in nouns)


def is_byline(parse: Parse, name: Name) -> bool:
    """Whether a name stands after "By" at the start of a line, or after another name there: "By X, Y and Z"."""
    i = name.start - 1
    while i > 0 and parse.lower[i] != "by" and _lists_authors(parse, i):
        i -= 1
    if i < 0 or parse.lower[i] != "by" or not (i == 0 or "\n" in parse.words[i - 1]):
        return False
    return i == name.start - 1 or not _is_clause(parse, name.stop)


def _lists_authors(parse: Parse, token: int) -> bool:
    """Whether a word can stand between "By" and the last of several authors."""
    return parse.lower[token] in BETWEEN_AUTHORS or (
        parse.tags[token] in PROPER_TAGS and parse.words[token][0].isupper()
    )


def _is_clause(parse: Parse, token: int) -> bool:
    """Whether a verb stands in the rest of a line: "By Friday, Jane Roe had left" names no authors."""
    while token < len(parse) and "\n" not in parse.words[token]:
        if parse.tags[token] in FINITE:
            return True
        token += 1
    return False


def _is_person_noun(parse: Parse, token: int) -> bool:
    noun = _noun(parse, token)
    return parse.tags[token] in NOUN_TAGS and (noun in title_roles() or is_person(noun))


def _before(parse: Parse, name: Name) -> list[int]:
    """The tokens of a name's phrase that stand before the name."""
    i = name.start
    edge = parse.left[name.head]
    if parse.deps[name.head] in ("compound", "nmod"):
        edge = min(edge, parse.left[parse.heads[name.head]])
    first = max(min(edge, name.start - len(name.titles)), name.start - PHRASE)
    while i > first and (parse.tags[i - 1] in MODIFIER_TAGS or parse.tags[i - 1] == "CC"):
        i -= 1
    return list(range(i, name.start))


def _holds_role_at(parse: Parse, name: Name) -> int | None:
    """The noun for whoever a name is, though the parse hangs it on the body: "the head of Acme, Jane Roe"."""
    body = parse.heads[name.head]
    if parse.words[parse.left[name.head] - 1] != "," or parse.tags[body] not in PROPER_TAGS:
        return None
    noun = body
    while parse.deps[noun] == "pobj" and parse.deps[parse.heads[noun]] == "prep":
        noun = parse.heads[parse.heads[noun]]
        if _is_person_noun(parse, noun):
            return noun if parse.tags[noun] in ("NN", "NNP") else None
    return None


def names_holder(parse: Parse, name: Name, noun: int) -> bool:
    """Whether a name after a comma is that of whoever a noun tells of by the body that he or she serves."""
    return parse.deps[name.head] == "appos" and _holds_role_at(parse, name) == noun


def _appositions(parse: Parse, name: Name) -> Iterable[int]:
    """Nouns that stand in apposition to a name or are predicated of it."""
    head = name.head
    for child in parse.children[head]:
        if parse.deps[child] == "appos" and not any(parse.tags[i] == "WP$" for i in parse.children[child]):
            yield child
            yield from (i for i in parse.children[child] if parse.deps[i] == "conj")
    if parse.deps[head] == "appos":
        holder = _holds_role_at(parse, name)
        yield parse.heads[head] if holder is None else holder


def _predicates(parse: Parse, name: Name) -> Iterator[tuple[int, frozenset[str]]]:
    """Nouns that a clause says of a name, each with "former" or "future" if the clause is about such a time.

    "Roe is minister"; "Roe was minister until 2010"; "Roe, who had been minister"; "Roe hopes to become minister".
    """
    if parse.deps[name.head] == "nsubj":
        verbs = [parse.heads[name.head]]
    else:
        verbs = [i for i in parse.children[name.head] if parse.deps[i] == "relcl" and _is_about_who(parse, i)]
    for verb in verbs:
        chain = [verb, *(i for i in parse.children[verb] if parse.deps[i] == "xcomp")]
        for each in chain:
            for noun in parse.children[each]:
                if parse.deps[noun] == "attr":
                    yield noun, _time(parse, each)


def _is_about_who(parse: Parse, verb: int) -> bool:
    """Whether the subject of a verb is "who"."""
    return any(parse.deps[i] == "nsubj" and parse.lower[i] == "who" for i in parse.children[verb])


def _time(parse: Parse, verb: int) -> frozenset[str]:
    """Of what time a copula tells: "former", "future", or nothing for now or where it does not say."""
    children = parse.children[verb]
    helpers = {parse.lower[i] for i in children if parse.deps[i] == "aux"}
    if helpers & FUTURE:
        return frozenset({"future"})
    if "had" in helpers:
        return frozenset({"former"})
    ends = any(
        i > verb and (parse.lower[i] in ENDS or (parse.tags[i] in FINITE and _has_when(parse, i))) for i in children
    )
    return frozenset({"former"} if parse.lower[verb] in WAS and ends else ())


def _has_when(parse: Parse, verb: int) -> bool:
    return any(parse.lower[i] in WHEN for i in parse.children[verb])
