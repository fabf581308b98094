"""Who speaks, to whom, and who is spoken of: the sources and claims of an article resolved to its people and bodies.

Read in this order: `mentions` finds the names, `entities` gathers them, `roles` tells what else the article calls
people, `coordination` who is named together; `coreference` passes over the article and finds whom pronouns and noun
phrases mean, from what `discourse` remembers, with `people` for roles and `bodies` for countries and companies;
`speakers`, `addressees` and `targets` apply it to attributions, `speaking` where a source names nobody.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.lexicon import countries, first_names, fold, is_person, singular, titles, words
from onrecord.extract.names.addressees import Addressees
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import find_entities
from onrecord.extract.names.entities.couples import with_surnames
from onrecord.extract.names.entities.nationality import OPENING, codes_of
from onrecord.extract.names.links import Links
from onrecord.extract.names.mentions import find_names
from onrecord.extract.names.spans import CLOSING, office_before
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.names.speaking import Speaking
from onrecord.extract.names.targets import Targets
from onrecord.extract.parsing.cut import completed
from onrecord.extract.parsing.parse import PROPER_TAGS, Parse
from onrecord.extract.triple import Addressee, Speaker, Target

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Those of one attribution. `speaker` is None where it has no source; the speaker is never a target."""

    speaker: Speaker | None
    targets: tuple[Target, ...]
    addressees: tuple[Addressee, ...]


def resolve(
    parse: Parse, attributions: Sequence[Attribution], reading: Reading | None = None, author: str | None = None
) -> list[Resolved]:
    """Who is meant in each attribution of an article, in the order of the attributions.

    Args:
        parse: of a pipeline with tagger and parser (no lemmatizer is needed).
        attributions: source, cue and content as half-open character offsets into `parse.text`.
        reading: the article as the model read it, whose names are taken; without it those of the pipeline's recogniser.
        author: who wrote the article, as it is stated beside the text.
    """
    if not attributions:
        return []
    _part_vocatives(parse, attributions)
    _complete(parse)
    if reading is not None:
        sources = {tokens[0] for one in attributions if (tokens := parse.tokens(one.source))}
        parse.entities = list(_named(parse, reading, sources))
    entities = find_entities(parse, with_surnames(parse, find_names(parse)))
    links = Links(parse, reading, entities, attributions) if reading is not None else None
    coreference = Coreference(parse, entities, attributions, links)
    speakers = Speakers(parse, coreference, attributions)
    if links is not None:
        Speaking(parse, coreference, speakers, attributions, links, author).settle()
    coreference.resolve_quotations(speakers.entity)
    targets, addressees = Targets(parse, coreference), Addressees(parse, speakers)
    return [
        Resolved(
            speakers.speaker(number),
            targets.find(attribution, speakers.parts(number)),
            addressees.find(number, attribution),
        )
        for number, attribution in enumerate(attributions)
    ]


def _complete(parse: Parse) -> None:
    """Give words that have lost their first letters back what they were."""
    whole = completed(parse)
    parse.cut = frozenset(whole)
    for token, word in whole.items():
        parse.words[token], parse.lower[token] = word, word.lower()


def _part_vocatives(parse: Parse, attributions: Sequence[Attribution]) -> None:
    """Let a source be in apposition to nobody before it who is addressed: “Mr Lee, *the director* has told …”."""
    for one in attributions:
        tokens, cue = parse.tokens(one.source), parse.tokens(one.cue)
        root = parse.root(tokens) if tokens and cue else 0
        is_beside = tokens and cue and parse.deps[root] == "appos" and parse.heads[root] < tokens[0]
        if is_beside and parse.words[tokens[0] - 1] == "," and tokens[-1] + 1 == cue[0]:
            parse.hang(root, cue[-1], "nsubj")


CALENDAR = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
})  # fmt: skip
MISTAGGED = frozenset({"JJ", "FW", "UH", "RB", "VBN", "VBD", "VBZ"})  # what rare first names are taken for
LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "NORP", "work": "WORK_OF_ART"}


def _named(parse: Parse, reading: Reading, sources: Container[int]) -> Iterator[tuple[int, int, str]]:
    """The names that the model finds, as spaCy has its entities, and days and months, which else would be names."""
    found = [
        (tokens[0], tokens[-1] + 1, LABELS[kind])
        for span, kind in reading.find_names()
        if (tokens := parse.tokens([span]))
    ]
    found = _as_elsewhere(parse, _with_verbs(parse, list(_unbroken(parse, _whole(parse, found, sources)))))
    found = [one for one in found if not _is_of_a_people(parse, *one)]
    taken = {token for start, stop, _ in found for token in range(start, stop)}
    found += [(i, i + 1, "DATE") for i, word in enumerate(parse.words) if word in CALENDAR and i not in taken]
    after = 0
    for start, stop, label in sorted(found):
        if start >= after:
            after = stop
            yield start, stop, label


def _is_of_a_people(parse: Parse, start: int, stop: int, label: str) -> bool:
    """Whether a word that the model has for a person's name is for one of a people: "the *Swede*"."""
    if label != "PERSON" or stop != start + 1 or not codes_of(parse.lower[start]):
        return False
    first = parse.left[start]
    is_opened = first < start and parse.lower[first] in OPENING
    return is_opened and not any(is_person(parse.lower[i]) for i in range(first, start))


def _unbroken(parse: Parse, names: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The names, of a person and a place or a place and a body that are one word each and stand together one:
    "Lee Park", "Carrick Vale"."""
    kept: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        last = kept[-1] if kept else (0, 0, "")
        is_second = last[1] == start == last[0] + 1 == stop - 1 and "NORP" not in (last[2], label) and last[2] != label
        if is_second and parse.words[start][0].isupper() and parse.text[parse.stops[start - 1]] == " ":
            is_person = "PERSON" in (last[2], label) and fold(parse.words[last[0]]) in first_names()
            kept[-1] = (last[0], stop, "PERSON" if is_person else "GPE" if "GPE" in (last[2], label) else label)
        else:
            kept.append((start, stop, label))
    yield from kept


def _as_elsewhere(parse: Parse, names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names, those one that the model has in parts here and whole elsewhere: "Harrow | Irish"."""
    whole = {tuple(parse.words[start:stop]): label for start, stop, label in names if stop > start + 1}
    kept: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        last = kept[-1] if kept else (0, 0, "")
        words = tuple(parse.words[last[0] : stop])
        if kept and last[1] == start and words in whole:
            kept[-1] = (last[0], stop, whole[words])
        else:
            kept.append((start, stop, label))
    return kept


def _with_verbs(parse: Parse, names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The names of people with a word in them that is a verb of speech elsewhere: "Said Haddad", "Mona Said Nur"."""
    kept: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        verb = start - 1
        is_name = label == "PERSON" and verb >= 0 and _is_verbal_name(parse, verb, stop)
        if is_name and kept and kept[-1][1] == verb and kept[-1][2] == "PERSON":
            kept[-1] = (kept[-1][0], stop, label)
        elif is_name and (not kept or kept[-1][1] <= verb):
            kept.append((verb - _follows_first_name(parse, verb, stop), stop, label))
        else:
            kept.append((start, stop, label))
    return kept


def _follows_first_name(parse: Parse, token: int, stop: int) -> bool:
    """Whether a first name, which the model overlooks, stands right before the words of a name wherever the article
    has them: "*Nadia* Said Farah"."""
    if not token or not parse.words[token - 1][0].isupper() or fold(parse.words[token - 1]) not in first_names():
        return False
    name = parse.text[parse.starts[token] : parse.stop(stop - 1)]
    return parse.text.count(f"{parse.words[token - 1]} {name}") == parse.text.count(name)


def _is_verbal_name(parse: Parse, token: int, stop: int) -> bool:
    """Whether a verb with a capital is part of the name after it, which ends before `stop`: inside a sentence, or where
    another verb follows the name."""
    word = parse.words[token]
    is_verb = word[:1].isupper() and word[1:].islower() and parse.lower[token] in words("speaking")
    if not is_verb or parse.text[parse.stops[token] : parse.starts[token + 1]] != " ":
        return False
    before = parse.words[token - 1] if token else ""
    is_inside = before.isalpha() and "\n" not in parse.text[parse.stops[token - 1] : parse.starts[token]]
    is_subject = stop < len(parse) and parse.tags[stop] in ("VBD", "VBZ")
    return is_inside or (is_subject and before not in CLOSING)


def _whole(parse: Parse, names: Sequence[tuple[int, int, str]], sources: Container[int]) -> list[tuple[int, int, str]]:
    """The names with the words that belong to them by the parse: of "Brightwater Foods" the model may have the last
    alone, or both words apart; of a person it may have the first name alone."""
    whole: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        before = whole[-1] if whole else (0, 0, "")
        while start > before[1] and (
            (_opens_name(parse, start - 1, start, stop) and not _is_of_office(parse, start, stop, label))
            or (label == "PERSON" and start - 1 in sources and _is_mistagged(parse, start - 1, start, stop))
        ):
            start -= 1
        if before[1] == start and label != "PERSON" and _opens_name(parse, start - 1, start, stop):
            whole.pop()
            is_person = before[2] == "PERSON" and fold(parse.words[before[0]]) in first_names()
            start, label = before[0], "PERSON" if is_person else "ORG" if label == "WORK_OF_ART" else label
        whole.append((start, stop, label))
    starts = {start for start, _, _ in whole}
    return [
        (start, stop + (label == "PERSON" and stop not in starts and _goes_on(parse, stop)), label)
        for start, stop, label in whole
    ]


def _is_of_office(parse: Parse, start: int, stop: int, label: str) -> bool:
    """Whether what an office is of stands before a person's full name: "Mayor of *London* Sara Roe"."""
    is_full = label == "PERSON" and sum(parse.words[i][0].isupper() for i in range(start, stop)) > 1
    return is_full and bool(office_before(parse, start - 1))


def _opens_name(parse: Parse, token: int, start: int, stop: int) -> bool:
    """Whether a word limits the name after it and can be its first: no title, nationality, role or day."""
    word = parse.words[token]
    is_proper = parse.tags[token] in PROPER_TAGS and parse.deps[token] in ("compound", "nmod")
    if not (is_proper and start <= parse.heads[token] < stop and word[0].isupper() and word not in CALENDAR):
        return False
    folded = fold(word)
    is_role = is_person(folded) or is_person(singular(folded))
    return not (is_role or folded in titles() or folded in countries.people())


def _is_mistagged(parse: Parse, token: int, start: int, stop: int) -> bool:
    """Whether the first word of a sentence is the first name of the person named after it, though it is tagged as an
    adjective or the like: "*Olaf* Brandt". The article has it nowhere as a word."""
    word = parse.words[token]
    opens = token == 0 or parse.sentence[token - 1] != parse.sentence[token] or "\n" in parse.words[token - 1]
    is_first = opens and stop - start == 1 and parse.tags[token] in MISTAGGED
    if not (is_first and parse.deps[token] == "compound" and parse.heads[token] == start):
        return False
    if not (word.isalpha() and word[0].isupper() and word[1:].islower()) or parse.lower[token] in parse.words:
        return False
    folded = fold(word)
    return not (is_person(folded) or folded in titles() or folded in countries.people() or word in CALENDAR)


def _goes_on(parse: Parse, token: int) -> bool:
    """Whether a person's name goes on with a word, which the word before it is part of."""
    if token >= len(parse) or parse.tags[token] not in PROPER_TAGS or not parse.words[token][0].isupper():
        return False
    return parse.deps[token - 1] == "compound" and parse.heads[token - 1] == token
