"""What an entity is called, and the gender and roles that the article gives a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from onrecord.extract.lexicon import countries, first_names, fold, lines, normalise, singular, titles
from onrecord.extract.names.entities.entity import Entity, Key
from onrecord.extract.names.entities.nationality import countries_of
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import roles_of
from onrecord.extract.parsing.parse import Parse

SHORTEST_CLIPPED = 3  # letters
LONGEST_CODE = 3  # letters: "US", "UAE"


def describe(parse: Parse, person: Entity) -> None:
    """Fill in a person's name, gender and roles."""
    person.names.sort(key=lambda name: name.start)
    person.name = most_complete(person)
    person.gender = gender_of(person)
    for name in person.names:
        person.roles.extend(roles_of(parse, name))
    told = {code for role in person.roles for code in role.countries}
    person.countries = frozenset(told.union(*(countries_of(parse, name) for name in person.names)))
    genders = Counter(titles()[role.noun].gender for role in person.roles if role.noun in titles())
    genders.pop("", None)
    if not person.gender and genders:
        person.gender = genders.most_common(1)[0][0]


def most_complete(entity: Entity) -> str:
    """The most complete of an entity's names, in ordinary case if there is one."""
    counts = Counter(name.text for name in entity.names)
    if code := countries.named(entity.names[0].text):
        return max(counts, key=lambda text: _country_rank(code, text, counts[text]))
    first = {name.text: -name.start for name in reversed(entity.names)}
    if entity.type == "person":
        counts = Counter({text: count for text, count in counts.items() if not _has_a_word_too_many(text, counts)})
    else:
        keys = [name.key for name in entity.names]
        cut = {name.text for name in entity.names if any(are_clipped(name.key, key) for key in keys)}
        counts = Counter({text: count for text, count in counts.items() if text not in cut})
    place = {name.text: also().get(" ".join(name.key), (0, 0))[1] for name in entity.names}
    best = max(
        counts, key=lambda text: (len(text.split()), -place[text], not text.isupper(), counts[text], first[text])
    )
    if entity.type == "person" and " " not in best:
        best = next((f"{title.title()} {best}" for title in _lasting_titles(entity)), best)
    shouted = entity.type == "person" and best.isupper() and len(best) > 3
    return best.title() if shouted else best


@cache
def also() -> dict[str, tuple[int, int]]:
    """Names of bodies that go by several, each with a number for the body and its place among the body's names."""
    rows = ((number, line.split("|")) for number, line in enumerate(lines("also")))
    return {name: (number, place) for number, names in rows for place, name in enumerate(names)}


def are_clipped(short: Key, full: Key) -> bool:
    """Whether all words of a name of several words are cut short: "Lib Dems" of "Liberal Democrats"."""
    return len(short) == len(full) > 1 and all(
        SHORTEST_CLIPPED <= len(singular(word)) < len(singular(whole)) and whole.startswith(singular(word))
        for word, whole in zip(short, full, strict=True)
    )


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


def gender_of(person: Entity) -> str:
    """A person's gender by titles, then by the first name; empty if neither tells."""
    told = gender_of_titles(person.names)
    if told:
        return told
    known = {first_names().get(name.key[0], "") for name in person.names if _bears(name, person)} - {"-", ""}
    return known.pop() if len(known) == 1 else ""


def _bears(name: Name, person: Entity) -> bool:
    """Whether a name begins with a first name: a full name does, and the only name of someone may."""
    return len(name.key) > 1 or all(len(other.key) == 1 for other in person.names)


def gender_of_titles(names: list[Name]) -> str:
    counts = Counter(titles()[title].gender for name in names for title in name.titles)
    counts.pop("", None)
    return counts.most_common(1)[0][0] if counts else ""
