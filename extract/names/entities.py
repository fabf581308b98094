"""Names gathered into entities: one for all spellings of a person, body or place in an article, with one type.

The type is decided over the whole article, since spaCy's small model often errs on a single mention.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.extract.lexicon import (
    countries,
    first_names,
    fold,
    normalise,
    peoples,
    singular,
    titles,
    words,
)
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import Role, is_apposed_body, is_byline, roles_of
from onrecord.extract.names.spans import JOINING, is_given_name
from onrecord.extract.parsing.parse import SUBJECTS, Parse
from onrecord.extract.triple import EntityType

Key = tuple[str, ...]
TYPES: dict[str, EntityType] = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
    "EVENT": "work",
    "PRODUCT": "work",
}
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "kc", "qc", "mp", "msp", "mep", "obe", "mbe", "cbe", "phd", "md"})
PEOPLES_END = ("s", "an", "ese", "ish", "i", "ist", "ic", "crat", "ine", "ch", "men")
PLACING = frozenset({"in", "to", "from", "across", "near", "outside", "visiting", "into", "throughout"})
LONGEST_ACRONYM = 6
LONGEST_CODE = 3  # letters: "US", "UAE"

# What a body is called that is no more.
PAST = frozenset({"former", "previous", "outgoing", "ousted", "ex", "last", "past"})


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that the article speaks of.

    `gender` is m, f or empty where it is not known; `plural` tells a group, `named` whether the article names it,
    `members` are those of "X and Y", `token` is where an entity without a name is first mentioned, `former` whether
    it is a body that the article always calls one of the past.
    """

    name: str
    type: EntityType
    gender: str = ""
    plural: bool = False
    named: bool = True
    members: tuple[Entity, ...] = ()
    token: int = -1
    former: bool = False
    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the longest name, folded, "Jr." and the like left out; empty without a name."""
        return next(reversed(max((_core(name.key) for name in self.names), key=len, default=())), "")


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article, and at which tokens each is named."""

    all: list[Entity]
    at: dict[int, Entity]
    name_at: dict[int, Name]

    def bearer(self, word: str) -> Entity | None:
        """The first person whose surname a word is."""
        folded = fold(word)
        return next((e for e in self.all if e.type == "person" and e.surname == folded), None)


def find_entities(parse: Parse, names: Iterable[Name]) -> Entities:
    """Gather the names of an article into entities."""
    groups: dict[Key, list[Name]] = defaultdict(list)
    names = list(names)
    for name in names:
        groups[name.key].append(name)
    stands_for = dict(_abbreviated(parse, names))
    persons, others = _divided(parse, groups)
    found = _persons(persons)
    left = {key: groups[key] for key in others}
    entities = list(found) + _bodies(parse, _shared_out(parse, found, left), stands_for)
    for entity in entities:
        if entity.type == "person":
            _describe(parse, entity)
    at, name_at = {}, {}
    for entity in entities:
        for name in entity.names:
            for token in range(name.start, name.stop):
                at[token], name_at[token] = entity, name
    return Entities(entities, at, name_at)


def _divided(parse: Parse, groups: dict[Key, list[Name]]) -> tuple[dict[Key, list[Name]], list[Key]]:
    """Full names of people, and all other names."""
    surnames = {key[0] for key, names in groups.items() if len(key) == 1 and _is_person(parse, key, names)}
    persons = {
        key: names
        for key, names in groups.items()
        if len(_core(key)) > 1
        and (_is_person(parse, key, names) or (_core(key)[-1] in surnames and _is_unlabelled(names)))
    }
    return persons, [key for key in groups if key not in persons]


def _is_unlabelled(names: list[Name]) -> bool:
    return not any(name.label for name in names)


def _core(key: Key) -> Key:
    """A name's words without "Jr.", "KC" and the like."""
    return tuple(word for word in key if word not in SUFFIXES)


def _is_person(parse: Parse, key: Key, names: list[Name]) -> bool:
    """Whether a name is a person's: by spaCy's labels, titles, roles, first names, and words that no person bears."""
    if (
        normalise(" ".join(key)) in countries.places()
        or JOINING & set(key)
        or key[-1][-1].isdigit()
        or singular(key[-1]) in words("organizations")
    ):
        return False
    if any(is_apposed_body(parse, name) for name in names):
        return False
    if any(is_byline(parse, name) for name in names) and len(key) in (2, 3):
        return True
    votes = Counter(name.label for name in names)
    titled = sum(bool(name.titles) for name in names)
    places = votes["GPE"] + votes["LOC"] + votes["NORP"]
    is_acronym = names[0].text.split()[0].isupper()
    known, other = votes["PERSON"] + 2 * titled, sum(votes[label] for label in TYPES if label != "PERSON")
    if key[0] in first_names() and len(key) > 1 and not is_acronym:
        known, other = known + 1, places  # spaCy often takes people for bodies, seldom for places
    if any(is_given_name(word) for name in names for word in name.text.split()[1:]):
        known += 1
    if known <= other and len(_core(key)) == 2:  # "her counterpart, Karim Benali"
        known += sum(2 for name in names if roles_of(parse, name))
    return known > other


def _persons(groups: dict[Key, list[Name]]) -> list[Entity]:
    """One entity for each person with a full name, the longest names first."""
    found: list[tuple[Key, Entity]] = []
    for key, names in sorted(groups.items(), key=lambda item: (-len(item[0]), item[1][0].start)):
        core = _core(key)
        match = next((entity for other, entity in found if _same_person(other, core)), None)
        if match is None:
            match = Entity(names[0].text, "person")
            found.append((core, match))
        match.names.extend(names)
    return [entity for _, entity in found]


def _same_person(longer: Key, shorter: Key) -> bool:
    """Whether two full names can be one person's: "Hillary Rodham Clinton" and "Hillary Clinton", "H. Clinton"."""
    if longer[-len(shorter) :] == shorter:
        return True
    if longer[-1] != shorter[-1]:
        return False
    a, b = longer[0], shorter[0]
    short = min(len(a), len(b))
    return a[:short] == b[:short] and (short == 1 or short >= 3)


def _title_case(parse: Parse) -> int:
    """The number of the first token after a headline in which every word has a capital; 0 where there is none."""
    stop = next((i for i, word in enumerate(parse.words) if "\n" in word and i), 0)
    long = [word for word in parse.words[:stop] if len(word) > 3 and word[0].isalpha()]
    return stop if all(word[0].isupper() for word in long) else 0


def _shared_out(parse: Parse, persons: list[Entity], groups: dict[Key, list[Name]]) -> dict[Key, list[Name]]:
    """Give single names that a person bears to that person; return the names that are left.

    In a headline in which every word has a capital a surname with words after it that the article does not join to it
    again is the person's as well: "Roe Slams Critics".
    """
    headline = _title_case(parse)
    by_middle: dict[str, list[Entity]] = defaultdict(list)
    by_last: dict[str, list[Entity]] = defaultdict(list)
    by_first: dict[str, list[Entity]] = defaultdict(list)
    for person in persons:
        core = _core(person.names[0].key)
        by_last[core[-1]].append(person)
        by_first[core[0]].append(person)
        if len(core) > 2 and core[-2] not in first_names():  # the first of two surnames: "María José García López"
            by_middle[core[-2]].append(person)
        for nickname in {name.nickname for name in person.names} - {"", core[0]}:
            by_first[nickname].append(person)
    weight = {id(person): len(person.names) for person in persons}
    for first, namesakes in by_first.items():
        for person in namesakes:  # who goes by a first name is not meant by the surname
            weight[id(person)] -= 2 * sum(not _opens_title(parse, name) for name in groups.get((first,), ()))
    left: dict[Key, list[Name]] = {}
    for key, names in groups.items():
        bearers: list[Entity] = []
        if len(_core(key)) == 1 and not _stands_for_itself(parse, key, names, by_last.get(key[0], [])):
            bearers = by_last.get(key[0]) or by_first.get(key[0]) or by_middle.get(key[0]) or []
        elif all(name.stop <= headline for name in names) and singular(key[-1]) not in words("organizations"):
            bearers = by_last.get(key[0]) or []
            names = [_first_word(name) for name in names] if bearers else names
        if not bearers:
            left[key] = names
            continue
        for name in names:
            bearer = _bearer(bearers, name, weight)
            if bearer is not None:
                bearer.names.append(name)
            else:
                left.setdefault(key, []).append(name)
    return left


def _first_word(name: Name) -> Name:
    """The name without the words after its first, one token."""
    return replace(name, stop=name.start + 1, head=name.start, text=name.text.split()[0], key=name.key[:1])


def _opens_title(parse: Parse, name: Name) -> bool:
    """Whether a name is the first word of the name of a work or a place: "Aaron's Party"."""
    return parse.deps[name.head] == "poss" and parse.words[parse.heads[name.head]][0].isupper()


def _stands_for_itself(parse: Parse, key: Key, names: list[Name], bearers: list[Entity]) -> bool:
    """Whether a single name is a place or people even though a person bears it too ("Washington").

    Where the article has one person of that surname, it is the person's if it speaks and is nowhere a place that
    something is in: "Oliver Jordan … Jordan said".
    """
    if any(name.titles for name in names):
        return False
    if key[0] not in countries.places():
        return all(name.label == "NORP" for name in names)
    silent = [name for name in names if not _speaks(parse, name)]
    is_person = len(bearers) == 1 and len(silent) < len(names)
    return not is_person or any(parse.lower[name.start - 1] in PLACING for name in silent if name.start)


def _speaks(parse: Parse, name: Name) -> bool:
    """Whether a name is the subject of a word for speaking, or what is said is so according to it."""
    if parse.lower[max(name.start - 2, 0) : name.start] == ["according", "to"]:
        return True
    verb = parse.lower[parse.heads[name.head]]
    return parse.deps[name.head] in SUBJECTS and verb in words("speaking") | words("addressing")


def _bearer(bearers: list[Entity], name: Name, weight: dict[int, int]) -> Entity | None:
    """Which of several people with one surname is meant: by the title's gender, then the one most often named so far.

    None where the title's gender is that of none: "Mr Roe" is not Jane Roe.
    """
    gender = _gender_of_titles([name])
    fitting = [person for person in bearers if not gender or _gender(person) in ("", gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None

    def so_far(person: Entity) -> int:
        return sum(other.start < name.start for other in person.names)

    return max(fitting, key=lambda person: (so_far(person), weight[id(person)], -person.names[0].start))


def _bodies(parse: Parse, groups: dict[Key, list[Name]], stands_for: Mapping[Key, Key]) -> list[Entity]:
    """One entity for each body, place, group or work, acronyms and shortened names with the full one."""
    entities: dict[Key, Entity] = {}
    for key, names in sorted(groups.items(), key=lambda item: (-len(item[0]), item[1][0].start)):
        full = entities.get(stands_for.get(key, ())) or _full_name(parse, key, names, entities)
        if full is None:
            kind = _type(parse, key, names)
            full = entities[key] = Entity(names[0].text, kind, plural=kind == "group")
        full.names.extend(names)
    for entity in entities.values():
        if entity.type != "person":
            entity.type = _type(parse, entity.names[0].key, entity.names)
        entity.name = _titled(entity)
        if entity.type == "organization":
            entity.former = _is_former(parse, entity.names)
    return list(entities.values())


def _abbreviated(parse: Parse, names: Sequence[Name]) -> Iterator[tuple[Key, Key]]:
    """Names that stand in brackets right after the full ones: "the Federal Security Service (FSB)"."""
    for full, short in pairwise(names):
        in_brackets = parse.words[full.stop : full.stop + 1] == ["("] and parse.words[short.stop : short.stop + 1] == [
            ")"
        ]
        if (
            in_brackets
            and short.start == full.stop + 1
            and len(short.key) == 1 < len(full.key)
            and short.text.isupper()
        ):
            yield short.key, full.key


def _full_name(parse: Parse, key: Key, names: list[Name], entities: dict[Key, Entity]) -> Entity | None:
    """The entity that a shorter name abbreviates."""
    if country := countries.named(" ".join(key)):
        return next((e for other, e in entities.items() if countries.named(" ".join(other)) == country), None)
    if len(key) == 1 and 2 <= len(key[0]) <= LONGEST_ACRONYM and names[0].text.isupper():
        for other, entity in entities.items():
            if key[0] in (_initials(other), _initials(tuple(w for w in other if w not in JOINING))):
                return entity
    if company := _company(key, names, entities):
        return company
    if _type(parse, key, names) != "organization":
        return None
    longer = [e for other, e in entities.items() if e.type == "organization" and other[-len(key) :] == key]
    longer = [e for e in longer if _is_former(parse, names) or not _is_former(parse, e.names)]
    return longer[0] if len(longer) == 1 else None


def _is_former(parse: Parse, names: Iterable[Name]) -> bool:
    """Whether all these names of a body call it one of the past: "the former Labor government"."""
    return all(name.start and parse.lower[name.start - 1] in PAST for name in names)


def _company(key: Key, names: list[Name], entities: Mapping[Key, Entity]) -> Entity | None:
    """The one company or club that goes by this word, the first of its name: "Norsk" for Norsk Havn Group."""
    if len(key) > 1 or any(
        key[0] in known for known in (countries.places(), countries.american_states(), first_names())
    ):
        return None
    if any(TYPES.get(name.label) == "place" for name in names):
        return None
    called = [e for other, e in entities.items() if other[0] == key[0] and _goes_by_first_word(other, e)]
    return called[0] if len(called) == 1 else None


def _goes_by_first_word(key: Key, entity: Entity) -> bool:
    """Whether a body is a company or the like: no campaign, court or council, which is called after somebody else."""
    if key[-1] in words("companies"):
        return True
    return len(key) > 1 and entity.type == "organization" and singular(key[-1]) not in words("organizations")


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key)


def _type(parse: Parse, key: Key, names: list[Name]) -> EntityType:
    """The type that most mentions have, unless the words of the name tell better."""
    votes = Counter(TYPES[name.label] for name in names if name.label)
    if _is_place(key, votes):
        return "place"
    bodies = words("organizations") | words("companies")
    if len(key) == 1 and key[0] in words("platforms"):
        return "organization"
    if any((len(n.key) > 1 and singular(n.key[-1]) in bodies) or is_apposed_body(parse, n) for n in names):
        return "organization"
    if any(name.titles for name in names):
        return "person"
    if len(key) == 1 and singular(key[0]) in peoples() and not votes["person"] > votes["group"]:
        return "group"
    if votes:
        kind = votes.most_common(1)[0][0]
        return "organization" if kind == "group" and _is_no_people(key) else kind
    return "person" if key[0] in first_names() else "organization"


def _is_no_people(key: Key) -> bool:
    """Whether a word does not look like one for a people, a faith or a party, which spaCy takes it for."""
    return len(key) == 1 and singular(key[0]) not in peoples() and not key[0].endswith(PEOPLES_END)


def _is_place(key: Key, votes: Mapping[EntityType, int]) -> bool:
    """Whether a name is a country's, a capital's or a state's, or of the city of one: "Mexico City"."""
    name = normalise(" ".join(key[:-1] if len(key) > 1 and key[-1] == "city" else key))
    is_state = name in countries.american_states()
    return name in countries.places() or (is_state and not votes.get("person", 0) > votes.get("place", 0))


def _describe(parse: Parse, person: Entity) -> None:
    """Fill in a person's name, gender and roles."""
    person.names.sort(key=lambda name: name.start)
    person.name = _titled(person)
    person.gender = _gender(person)
    for name in person.names:
        person.roles.extend(roles_of(parse, name))
    genders = Counter(titles()[role.noun].gender for role in person.roles if role.noun in titles())
    genders.pop("", None)
    if not person.gender and genders:
        person.gender = genders.most_common(1)[0][0]


def _titled(entity: Entity) -> str:
    """The most complete of an entity's names, in ordinary case if there is one."""
    counts = Counter(name.text for name in entity.names)
    if code := countries.named(entity.names[0].text):
        return max(counts, key=lambda text: _country_rank(code, text, counts[text]))
    first = {name.text: -name.start for name in reversed(entity.names)}
    if entity.type == "person":
        counts = Counter({text: count for text, count in counts.items() if not _has_a_word_too_many(text, counts)})
    best = max(counts, key=lambda text: (len(text.split()), not text.isupper(), counts[text], first[text]))
    if entity.type == "person" and " " not in best:
        best = next((f"{title.title()} {best}" for title in _lasting_titles(entity)), best)
    shouted = entity.type == "person" and best.isupper() and len(best) > 3
    return best.title() if shouted else best


def _country_rank(code: str, text: str, count: int) -> tuple[bool, bool, int, bool]:
    """How well a name serves for a country: the full name of several words best, a code ("US", "UAE") least."""
    name, own = normalise(text), normalise(countries.countries()[code].names[0])
    return name == own and " " in own, len(name) > LONGEST_CODE, count, name == own


def _lasting_titles(entity: Entity) -> Iterator[str]:
    """The titles that are part of what a person is called, who may have no other name: "Pope", "Queen"."""
    return (title for name in entity.names for title in name.titles if titles()[title].lasting)


def _has_a_word_too_many(text: str, counts: Counter[str]) -> bool:
    """Whether a verb of a headline leads a full name that stands elsewhere without it."""
    first, _, rest = text.partition(" ")
    known = first_names()
    return rest in counts and " " in rest and fold(first) not in known and fold(rest.split()[0]) in known


def _gender(person: Entity) -> str:
    """A person's gender by titles, then by the first name; empty if neither tells."""
    told = _gender_of_titles(person.names)
    if told:
        return told
    known = {first_names().get(name.key[0], "") for name in person.names if _bears(name, person)} - {"-", ""}
    return known.pop() if len(known) == 1 else ""


def _bears(name: Name, person: Entity) -> bool:
    """Whether a name begins with a first name: a full name does, and the only name of someone may."""
    return len(name.key) > 1 or all(len(other.key) == 1 for other in person.names)


def _gender_of_titles(names: list[Name]) -> str:
    counts = Counter(titles()[title].gender for name in names for title in name.titles)
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""
