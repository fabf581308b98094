"""The parts of a person's name, and a key under which its spellings in Latin letters come together.

Names here are normalised (see `lexicon.spelling`): small letters, no accents, no full stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.extract.lexicon import generations, normalise, titles, words

GENDERS: Final = {"m": "male", "f": "female"}
LEGAL_FORMS: Final = words("legal_forms")
PARTICLES: Final = words("surname_particles")

NO_LONGER: Final = frozenset({"ex", "former"})
"""What tells of anybody, also of bodies and places, that they are that no longer: it is part of no name."""

MOST_WORDS: Final = 5
"""Of a person's name without titles; what has more is a headline or a list."""

LONGEST_MIDDLE: Final = 2

# What one letter of another alphabet becomes in Latin ones, brought to one form. In order.
_SPELLINGS: Final = (
    (re.compile(r"sch|sh"), "sh"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"q"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"[iyj]+(?=[aou])"), "i"),  # Liudmila, Lyudmila; Maria, Mariya
    (re.compile(r"(?<=[aeou])[yj]"), "i"),  # Alexey, Alexei
    (re.compile(r"(.)\1"), r"\1"),  # Zelenskyy, Kirill
)
_SLAVIC_END: Final = re.compile(r"(?:[iyj])+$")
_Y_INSIDE: Final = re.compile(r"(?<=[bcdfghklmnprstvxz])y(?=[bcdfghklmnprstvxz])")
LEAST_LETTERS_WITH_END: Final = 5
LEAST_LETTERS_WITH_Y: Final = 7


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart. `first` is empty for a bare surname, or any other single word; `core` is all but titles.

    `particles` stand before the last word, as in "Ana de la Fuente", and `last` is the key of that word. `courtesy` is
    "male", "female" or none, `generation` as in "jr", `legal` tells whether a legal form was left out of `core`. A name
    that cannot be a person's has neither first nor middle names.
    """

    core: str
    first: str
    middle: str
    last: str
    particles: str = ""
    generation: str = ""
    courtesy: str = ""
    titled: bool = False
    legal: bool = False

    @property
    def is_bare(self) -> bool:
        return not self.first and " " not in self.core

    @property
    def is_initial(self) -> bool:
        return len(self.first) == 1


@lru_cache(maxsize=100_000)
def parts(name: str, *, is_person: bool = True) -> Parts:
    """The parts of a name.

    Args:
        name: normalised.
        is_person: whether words such as "General" and "State" before it are titles, which they are of a person only.
            "Ex" and "former" go from all names: "Ex-Calder finance chief" tells of Calder.

    >>> its = parts("president vladimir v putin")
    >>> its.titled, its.first, its.middle, its.last
    (True, 'vladimir', 'v', 'putin')
    >>> parts("state department", is_person=False).titled, parts("ana de la fuente").particles
    (False, 'de la')
    >>> parts("ex calder", is_person=False).core
    'calder'
    """
    given = name.split()
    kept, courtesy = _without_titles(given)
    if not is_person and not courtesy:
        kept = given[1:] if len(given) > 1 and given[0] in NO_LONGER else given
    titled = len(kept) < len(given)
    generation = generations().get(kept[-1], "") if len(kept) > 2 else ""
    if generation:
        kept = kept[:-1]
    legal = len(kept) > 1 and kept[-1] in LEGAL_FORMS
    while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
        kept = kept[:-1]
    core, last = " ".join(kept), spelling_key(kept[-1]) if kept else ""
    if not 2 <= len(kept) <= MOST_WORDS or "and" in kept or legal:
        return Parts(core, "", "", last, "", generation, courtesy, titled, legal)
    start = len(kept) - 1
    while start > 1 and kept[start - 1] in PARTICLES:
        start -= 1
    middle, particles = kept[1:start], " ".join(kept[start:-1])
    joined = "".join(middle) if all(len(word) == 1 for word in middle) else " ".join(middle)
    return Parts(core, spelling_key(kept[0]), joined, last, particles, generation, courtesy, titled)


def _without_titles(given: list[str]) -> tuple[list[str], str]:
    """The words after the titles, and the gender of who is addressed by one.

    A title that is part of a name ("Sir Leo", "Queen Anne") goes only where a first and a last name are left.
    """
    courtesy, start = "", 0
    while start < len(given) - 1 and (title := titles().get(given[start])):
        if title.lasting and len(given) - start <= 2:
            break
        if not title.role and not title.lasting:
            courtesy = GENDERS.get(title.gender, courtesy)
        start += 1
    return given[start:], courtesy


@lru_cache(maxsize=100_000)
def spelling_key(word: str) -> str:
    """One form of all the ways to spell a word of a name that comes from another alphabet.

    >>> {spelling_key(name) for name in ("zelensky", "zelenskyy", "zelenskiy", "zelenskyi")}
    {'zelenski'}
    >>> {spelling_key(name) for name in ("alexei", "alexey", "aleksei", "aleksey")}
    {'alexei'}
    """
    if len(word) < 3 or not word.isascii():
        return word
    if len(word) >= LEAST_LETTERS_WITH_Y:
        word = _Y_INSIDE.sub("i", word)
    if len(word) >= LEAST_LETTERS_WITH_END and word[-1] in "iyj" and word[-2] not in "aeou":
        word = _SLAVIC_END.sub("i", word)
    for spelled, form in _SPELLINGS:
        word = spelled.sub(form, word)
    return word


_INVERTED: Final = re.compile(r"(?P<last>[^\s,]+(?: [^\s,]+)?), (?P<first>[^\s,]+(?: [^\s,]+)?)")


def name_key(name: str, type: str) -> str:
    """The form in which names are the same name: normalised, "Putin, Vladimir" turned round.

    >>> name_key("Ruíz, Ana", "person"), name_key("Portland, Oregon", "place")
    ('ana ruiz', 'portland oregon')
    """
    inverted = _INVERTED.fullmatch(name.strip()) if type == "person" and "," in name else None
    if inverted and normalise(inverted["first"]) not in generations().keys() | LEGAL_FORMS:
        name = f"{inverted['first']} {inverted['last']}"
    return normalise(name)
