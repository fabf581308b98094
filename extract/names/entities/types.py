"""Which type a name is of: by the labels of all its mentions in the article, its words, titles, roles and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from onrecord.extract.lexicon import countries, first_names, normalise, peoples, singular, words
from onrecord.extract.names.entities.entity import Key, core
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import is_apposed_body, is_byline, roles_of
from onrecord.extract.names.spans import JOINING, is_given_name
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import EntityType

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
STORMS = frozenset({"storm", "hurricane", "typhoon", "cyclone"})
PEOPLES_END = ("s", "an", "ese", "ish", "i", "ist", "ic", "crat", "ine", "ch", "men")


def is_person(parse: Parse, key: Key, names: list[Name]) -> bool:
    """Whether a name is a person's: by spaCy's labels, titles, roles, first names, and words that no person bears."""
    votes = Counter(name.label for name in names)
    is_full = len(key) > 1 and key[0] in first_names() and votes["PERSON"] and not votes["ORG"]  # "Joe Banks"
    if (
        normalise(" ".join(key)) in countries.places()
        or JOINING & set(key)
        or key[-1][-1].isdigit()
        or (singular(key[-1]) in words("organizations") and not is_full)
    ):
        return False
    if any(is_apposed_body(parse, name) and not (name.titles and len(name.key) > 1) for name in names):
        return False
    if any(is_byline(parse, name) for name in names) and len(key) in (2, 3):
        return True
    if key[-1] in words("companies") and key[0] not in first_names() and not any(name.titles for name in names):
        return False
    titled = sum(bool(name.titles) for name in names)
    places = votes["GPE"] + votes["LOC"] + votes["NORP"]
    is_acronym = names[0].text.split()[0].isupper()
    known, other = votes["PERSON"] + 2 * titled, sum(votes[label] for label in TYPES if label != "PERSON")
    if key[0] in first_names() and len(key) > 1 and not is_acronym:
        known, other = known + 1, places  # spaCy often takes people for bodies, seldom for places
    if any(is_given_name(word) for name in names for word in name.text.split()[1:]):
        known += 1
    if known <= other and len(core(key)) == 2:  # "her counterpart, Karim Benali"
        known += sum(2 for name in names if roles_of(parse, name))
    return known > other


def type_of(parse: Parse, key: Key, names: list[Name]) -> EntityType:
    """The type that most mentions have, unless the words of the name tell better."""
    votes = Counter(TYPES[name.label] for name in names if name.label)
    if _is_place(key, votes):
        return "place"
    bodies = words("organizations") | words("companies")
    if len(key) == 1 and key[0] in words("platforms"):
        return "organization"
    if any((len(n.key) > 1 and {n.key[-1], singular(n.key[-1])} & bodies) or is_apposed_body(parse, n) for n in names):
        return "organization"
    if any(name.titles or _has_age(parse, name) for name in names):
        return "person"
    if any(parse.lower[name.start - 1] in STORMS for name in names if name.start):
        return "work"
    if len(key) == 1 and singular(key[0]) in peoples() and not votes["person"] > votes["group"]:
        return "group"
    if votes:
        kind = votes.most_common(1)[0][0]
        return "organization" if kind == "group" and _is_no_people(key) else kind
    return "person" if key[0] in first_names() else "organization"


def _has_age(parse: Parse, name: Name) -> bool:
    """Whether an age stands after a name: "Roe, 51, of Mill Lane"."""
    comma, age, after = (*parse.words[name.stop : name.stop + 3], "", "", "")[:3]
    return comma == "," and after in (",", ".") and len(age) == 2 and age.isdigit()


def _is_no_people(key: Key) -> bool:
    """Whether a word does not look like one for a people, a faith or a party, which spaCy takes it for."""
    return len(key) == 1 and singular(key[0]) not in peoples() and not key[0].endswith(PEOPLES_END)


def _is_place(key: Key, votes: Mapping[EntityType, int]) -> bool:
    """Whether a name is a country's, a capital's or a state's, or of the city of one: "Mexico City"."""
    name = normalise(" ".join(key[:-1] if len(key) > 1 and key[-1] == "city" else key))
    is_state = name in countries.american_states()
    return name in countries.places() or (is_state and not votes.get("person", 0) > votes.get("place", 0))
