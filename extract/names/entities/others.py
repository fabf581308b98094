"""The bodies, places, groups and works of an article: acronyms and shortened names with the full one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.extract.lexicon import countries, first_names, singular, words
from onrecord.extract.names.entities.description import also, are_clipped, most_complete
from onrecord.extract.names.entities.entity import PAST, Entity, Key
from onrecord.extract.names.entities.sorts import OF
from onrecord.extract.names.entities.types import TYPES, type_of
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.spans import JOINING
from onrecord.extract.parsing.parse import Parse

LONGEST_ACRONYM = 6
SHORTEST_WORD = 4  # letters of an acronym that is written like a word


def others_of(parse: Parse, groups: dict[Key, list[Name]], stands_for: Mapping[Key, Key]) -> list[Entity]:
    """One entity for each body, place, group or work, acronyms and shortened names with the full one."""
    entities: dict[Key, Entity] = {}
    for key, names in sorted(groups.items(), key=lambda item: (-len(item[0]), item[1][0].start)):
        full = entities.get(stands_for.get(key, ())) or _full_name(parse, key, names, entities)
        if full is None:
            kind = type_of(parse, key, names)
            full = entities[key] = Entity(names[0].text, kind, plural=kind == "group")
        full.names.extend(names)
    for entity in entities.values():
        if entity.type != "person":
            entity.type = type_of(parse, entity.names[0].key, entity.names)
        entity.name = most_complete(entity)
        if entity.type == "organization":
            entity.former = _is_former(parse, entity.names)
    return list(entities.values())


def abbreviated(parse: Parse, names: Sequence[Name]) -> Iterator[tuple[Key, Key]]:
    """Names that stand in brackets right after the full ones: "the Federal Security Service (FSB)", "(Ofcom)"."""
    for full, short in pairwise(names):
        in_brackets = parse.words[full.stop : full.stop + 1] == ["("] and parse.words[short.stop : short.stop + 1] == [
            ")"
        ]
        if (
            in_brackets
            and short.start == full.stop + 1
            and len(short.key) == 1 < len(full.key)
            and (short.text.isupper() or _abbreviates(short.text, full.text))
        ):
            yield short.key, full.key


def _abbreviates(short: str, full: str) -> bool:
    """Whether a word in small letters but for its first is made of a name's, in order: "Ofcom"."""
    left = iter(full.lower())
    is_name = short[0].isupper() and short.isalpha() and short[0] == full[0]
    return is_name and all(letter in left for letter in short.lower())


def _full_name(parse: Parse, key: Key, names: list[Name], entities: dict[Key, Entity]) -> Entity | None:
    """The entity that a shorter name abbreviates."""
    if country := countries.named(" ".join(key)):
        return next((e for other, e in entities.items() if countries.named(" ".join(other)) == country), None)
    if len(key) == 1 and 2 <= len(key[0]) <= LONGEST_ACRONYM and names[0].text.isupper():
        for other, entity in entities.items():
            plain = tuple(word for word in other if word not in JOINING)
            if key[0] in map(_initials, (other, plain, plain[_country(plain)[0] :])):
                return entity
    if (body := _written_otherwise(key, entities)) is not None:
        return body
    if company := _company(key, names, entities):
        return company
    if type_of(parse, key, names) != "organization":
        return None
    longer = [e for other, e in entities.items() if e.type == "organization" and _ends_in(other, key)]
    longer = [e for e in longer if _is_former(parse, names) or not _is_former(parse, e.names)]
    return longer[0] if len(longer) == 1 else None


def _ends_in(name: Key, key: Key) -> bool:
    """Whether a body's name ends in some words, or has them before what it is of: "Norland Department of Health"."""
    if name[-len(key) :] == key:
        return True
    before = [place for place, word in enumerate(name) if word in OF]
    return any(name[max(place - len(key), 0) : place] == key for place in before)


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


def _written_otherwise(key: Key, entities: Mapping[Key, Entity]) -> Entity | None:
    """The body of the same name whose words are cut short, whose country is named in another way, or which goes by
    another name: "Lib Dems", "U.S. Census Bureau", "the Tories"; and in small letters by its initials: "Acpo"."""
    number, country = _country(key)
    known = also().get(" ".join(key))
    for other, entity in entities.items():
        if entity.type not in ("organization", "group"):
            continue
        if known is not None and also().get(" ".join(other), (-1, 0))[0] == known[0]:
            return entity
        if are_clipped(key, other) or are_clipped(other, key):
            return entity
        if country and key[-1] == other[-1]:
            begins, same = _country(other)
            if same == country and key[number:] == other[begins:]:
                return entity
        is_long = len(key) == 1 and len(key[0]) >= SHORTEST_WORD
        if is_long and key[0] == _initials(tuple(word for word in other if word not in JOINING)):
            return entity
    return None


def _country(key: Key) -> tuple[int, str]:
    """How many words open a body's name that tell where it is, and may be left out of its initials, and the code of the
    country, or the word: "US", "United States", "British"."""
    for number in (2, 1):
        if len(key) > number and (code := countries.named(" ".join(key[:number]))):
            return number, code
    word = key[0] if len(key) > 1 else ""
    is_place = word in countries.places() or word in countries.words() or word in countries.people()
    return (1, word) if is_place else (0, "")


def _initials(key: Key) -> str:
    return "".join(word[0] for word in key)
