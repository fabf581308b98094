"""The people of an article: whose a full name is, and who is meant by a single one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import replace

from onrecord.extract.lexicon import countries, first_names, gendered, singular, words
from onrecord.extract.names.entities.description import gender_of, gender_of_titles
from onrecord.extract.names.entities.entity import Entity, Key, core
from onrecord.extract.names.entities.types import is_person
from onrecord.extract.names.mentions import Name
from onrecord.extract.parsing.parse import SUBJECTS, Parse

SOON = 3  # sentences
PLACING = frozenset({"in", "to", "from", "across", "near", "outside", "visiting", "into", "throughout"})


def divided(parse: Parse, groups: dict[Key, list[Name]]) -> tuple[dict[Key, list[Name]], list[Key]]:
    """Full names of people, and all other names."""
    surnames = {key[0] for key, names in groups.items() if len(key) == 1 and is_person(parse, key, names)}
    persons = {
        key: names
        for key, names in groups.items()
        if len(core(key)) > 1
        and (is_person(parse, key, names) or (core(key)[-1] in surnames and _is_unlabelled(names)))
    }
    return persons, [key for key in groups if key not in persons]


def _is_unlabelled(names: list[Name]) -> bool:
    return not any(name.label for name in names)


def persons_of(parse: Parse, groups: dict[Key, list[Name]]) -> list[Entity]:
    """One entity for each person with a full name, the longest names first.

    Who is told to be somebody's relative has no shorter name in it: "his sister Amina Said Roe" is not Said Roe.
    """
    found: list[Entity] = []
    of_surname: defaultdict[Key, list[tuple[Key, Entity]]] = defaultdict(list)
    for key, names in sorted(groups.items(), key=lambda item: (-len(item[0]), item[1][0].start)):
        bare = core(key)
        bearers = of_surname[bare[-1:]]
        same = (entity for other, entity in bearers if _same_person(other, bare))
        match = next((one for one in same if len(one.names[0].key) == len(key) or not _are_kin(parse, one)), None)
        if match is None:
            match = Entity(names[0].text, "person")
            found.append(match)
            bearers.append((bare, match))
        match.names.extend(names)
    return found


def _are_kin(parse: Parse, person: Entity) -> bool:
    return all(_owner_of_kin(parse, name) is not None for name in person.names)


def _same_person(longer: Key, shorter: Key) -> bool:
    """Whether two full names can be one person's: "Hillary Rodham Clinton" and "Hillary Clinton", "H. Clinton"."""
    if longer[-len(shorter) :] == shorter:
        return True
    if longer[-1] != shorter[-1]:
        return False
    a, b = longer[0], shorter[0]
    short = min(len(a), len(b))
    return a[:short] == b[:short] and (short == 1 or short >= 3)


def shared_out(parse: Parse, persons: list[Entity], groups: dict[Key, list[Name]]) -> dict[Key, list[Name]]:
    """Give single names that a person bears to that person; return the names that are left.

    In a headline in which every word has a capital a surname with words after it that the article does not join to it
    again is the person's as well: "Roe Slams Critics".
    """
    headline = _title_case(parse)
    by_middle: dict[str, list[Entity]] = defaultdict(list)
    by_last: dict[str, list[Entity]] = defaultdict(list)
    by_first: dict[str, list[Entity]] = defaultdict(list)
    for person in persons:
        bare = core(person.names[0].key)
        by_last[bare[-1]].append(person)
        by_first[bare[0]].append(person)
        if len(bare) > 2 and bare[-2] not in first_names():  # the first of two surnames: "María José García López"
            by_middle[bare[-2]].append(person)
        for nickname in {name.nickname for name in person.names} - {"", bare[0]}:
            by_first[nickname].append(person)
    weight = {id(person): len(person.names) for person in persons}
    starts = {id(person): sorted(name.start for name in person.names) for person in persons}
    for first, namesakes in by_first.items():
        for person in namesakes:  # who goes by a first name is not meant by the surname
            weight[id(person)] -= 2 * sum(not _opens_title(parse, name) for name in groups.get((first,), ()))
    left: dict[Key, list[Name]] = {}
    for key, names in groups.items():
        bearers: list[Entity] = []
        if len(core(key)) == 1 and not _stands_for_itself(parse, key, names, by_last.get(key[0], [])):
            bearers = by_last.get(key[0]) or by_first.get(key[0]) or by_middle.get(key[0]) or []
        elif all(name.stop <= headline for name in names) and singular(key[-1]) not in words("organizations"):
            bearers = by_last.get(key[0]) or []
            names = [_first_word(name) for name in names] if bearers else names
        if not bearers:
            left[key] = names
            continue
        for name in names:
            related = {id(person) for person in bearers if _is_relative(parse, name, person)}
            others = [person for person in bearers if id(person) not in related]
            bearer = _bearer(others, name, weight, starts)
            if bearer is not None:
                bearer.names.append(name)
                insort(starts[id(bearer)], name.start)
            else:
                left.setdefault(key, []).append(name)
    return left


def _is_relative(parse: Parse, name: Name, person: Entity) -> bool:
    """Whether a surname is that of somebody's relative of the same name: "Ana Roe, whose father, *Senator Roe*, …"."""
    owner = _owner_of_kin(parse, name)
    if owner is None:
        return False
    sentence = parse.sentence[owner]
    return any(one.stop <= owner and parse.sentence[one.start] >= sentence - 1 for one in person.names)


def _owner_of_kin(parse: Parse, name: Name) -> int | None:
    """The pronoun that tells whose relative somebody is: "*his* sister Amina Roe"."""
    noun = parse.heads[name.head] if parse.deps[name.head] == "appos" else name.head
    owner = next((i for i in parse.children[noun] if parse.tags[i] in ("PRP$", "WP$")), None)
    if owner is None or (noun != name.head and parse.lower[noun] not in gendered()):
        return None
    return None if gendered().keys().isdisjoint(parse.lower[owner : name.start]) else owner


def _title_case(parse: Parse) -> int:
    """The number of the first token after a headline in which every word has a capital; 0 where there is none."""
    stop = next((i for i, word in enumerate(parse.words) if "\n" in word and i), 0)
    long = [word for word in parse.words[:stop] if len(word) > 3 and word[0].isalpha()]
    return stop if all(word[0].isupper() for word in long) else 0


def _first_word(name: Name) -> Name:
    """The name without the words after its first, one token."""
    return replace(name, stop=name.start + 1, head=name.start, text=name.text.split()[0], key=name.key[:1])


def _opens_title(parse: Parse, name: Name) -> bool:
    """Whether a name is the first word of the name of a work or a place: "Aaron's Party"."""
    return parse.deps[name.head] == "poss" and parse.words[parse.heads[name.head]][0].isupper()


def _stands_for_itself(parse: Parse, key: Key, names: list[Name], bearers: list[Entity]) -> bool:
    """Whether a single name is a place or people even though a person bears it too ("Washington").

    Where the article has one person of that surname, it is the person's if it speaks, or acts soon after the full name,
    and is nowhere a place that something is in: "Oliver Jordan … Jordan said".
    """
    if any(name.titles for name in names):
        return False
    if key[0] not in countries.places():
        return all(name.label == "NORP" for name in names)
    silent = [name for name in names if not _speaks(parse, name)]
    is_person = len(bearers) == 1 and (len(silent) < len(names) or _are_after(parse, bearers[0], names))
    return not is_person or any(parse.lower[name.start - 1] in PLACING for name in silent if name.start)


def _are_after(parse: Parse, bearer: Entity, names: list[Name]) -> bool:
    """Whether all names are subjects, the first of them soon after the full name of who bears it."""
    full = min(name.start for name in bearer.names)
    first = min(name.start for name in names)
    is_soon = full < first and parse.sentence[first] - parse.sentence[full] <= SOON
    return is_soon and all(parse.deps[name.head] in SUBJECTS for name in names)


def _speaks(parse: Parse, name: Name) -> bool:
    """Whether a name is the subject of a word for speaking, or what is said is so according to it."""
    if parse.lower[max(name.start - 2, 0) : name.start] == ["according", "to"]:
        return True
    verb = parse.lower[parse.heads[name.head]]
    return parse.deps[name.head] in SUBJECTS and verb in words("speaking") | words("addressing")


def _bearer(bearers: list[Entity], name: Name, weight: dict[int, int], starts: dict[int, list[int]]) -> Entity | None:
    """Which of several people with one surname is meant: by the title's gender, then the one most often named so far.

    None where the title's gender is that of none: "Mr Roe" is not Jane Roe.
    """
    gender = gender_of_titles([name])
    fitting = [person for person in bearers if not gender or gender_of(person) in ("", gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None

    def so_far(person: Entity) -> int:
        return bisect_left(starts[id(person)], name.start)

    return max(fitting, key=lambda person: (so_far(person), weight[id(person)], -person.names[0].start))
