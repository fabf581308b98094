"""First names that share the surname after the last of them: "Hans and Greta Ohlin", "Tom, Ray and Ann Pell"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.lexicon import first_names
from onrecord.extract.names.mentions import Name
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

JOINING = frozenset({"and", "&"})


def with_surnames(parse: Parse, names: Sequence[Name]) -> list[Name]:
    """The names, each first name that only "and" or a comma parts from a full one with its surname.

    Not one that stands elsewhere in the article before another surname, or as somebody's surname.
    """
    bearers = {name.key[0]: name.key[1:] for name in names if len(name.key) > 1}
    surnames = {name.key[-1] for name in names if len(name.key) > 1}
    found = list(names)
    for number in range(len(found) - 2, -1, -1):
        first, full = found[number], found[number + 1]
        if not (_is_first(first) and _is_full(full) and _are_joined(parse, first, full)):
            continue
        surname = full.key[1:]
        if bearers.get(first.key[0], surname) == surname and first.key[0] not in surnames:
            text = f"{first.text} {full.text.split(maxsplit=1)[1]}"
            found[number] = replace(first, text=text, key=(*first.key, *surname), label="PERSON")
    return found


def _is_first(name: Name) -> bool:
    """Whether a name is a first name alone."""
    return len(name.key) == 1 and not name.titles and name.label in ("PERSON", "") and name.key[0] in first_names()


def _is_full(name: Name) -> bool:
    """Whether a name is a person's first name and surname."""
    return len(name.key) == 2 and name.label == "PERSON" and name.key[0] in first_names()


def _are_joined(parse: Parse, first: Name, full: Name) -> bool:
    """Whether "and" joins two names, or a comma where "and" joins the second to another of the same surname."""
    between = parse.lower[first.stop : full.start]
    is_open = first.start == 0 or parse.tags[first.start - 1] not in NOUN_TAGS or parse.words[first.start - 1].islower()
    if len(between) != 1 or not is_open:
        return False
    return between[0] in JOINING or (between[0] == "," and full.stop - full.start == 1)
