"""The names in an article: spaCy's entities, trimmed, and runs of proper nouns that it does not label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.lexicon import (
    countries,
    first_names,
    fold,
    is_person,
    normalise,
    persons,
    singular,
    title_roles,
    titles,
    words,
)
from onrecord.extract.lexicon.acts import is_doing
from onrecord.extract.names.called import find_called
from onrecord.extract.names.entities.national import find_national, is_common
from onrecord.extract.names.spans import (
    POSSESSIVE,
    SERVED,
    Nickname,
    after_office,
    is_given_name,
    is_hyphen,
    is_portfolio,
    nicknames,
    office_before,
    spelled_out,
    whole,
)
from onrecord.extract.parsing.parse import NOUN_TAGS, PROPER_TAGS, Parse

LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
STOP_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "``", "''"})
OPENING_TAGS = frozenset({
    "DT", "PDT", "PRP$", "RB", "UH", "WRB", "IN", "CC", "POS", "``", "''", ",", ":", ".", "-LRB-", "HYPH", "NFP"
})  # fmt: skip
CLOSING_TAGS = frozenset({"POS", "``", "''", ",", ":", "-LRB-", "-RRB-", "HYPH", "NFP", "CC", "IN", "DT"})
MEMBERS = frozenset({"mp", "mps", "msp", "msps", "mep", "meps", "pm"})
LONGEST_COUNTRY = 8  # words
HONOURS = frozenset({("tan", "sri"), ("toh", "puan"), ("dato", "sri")})  # which apart are names
# After a name, and no part of it: "Simon Pryce QC".
HONOURED = frozenset({"qc", "kc", "sc", "san", "mp", "msp", "mep", "td", "obe", "mbe", "cbe", "phd", "frs"})
# What a company is, before its name at the beginning of a sentence: "Carmaker Astra".
KIND = re.compile(
    r"\w+maker|retailer|lender|insurer|brewer|distiller|broadcaster|publisher|supplier|manufacturer|operator|grocer|miner"
    r"|housebuilder|airline|start-?up"
)
AMOUNT = re.compile(r"[\d.,]+[a-z%]*")  # "310p", "42nd"
SOMEBODY = ("chman", "shman", "tsman", "woman")  # one person of a people: "Frenchman", "Scotsman"; not "German"
BRACKETS = str.maketrans("", "", "[]")  # an editor's: "[Jane] Roe"
COMMON = frozenset({"ab", "as", "company", "co", "limited", "corporation", "incorporated", "sa", "spa", "ag", "nv"})
"""Legal forms that are words as well."""
# How a word for a trade may end that no list has; a first name does not: "upholsterer", "campanologist".
TRADE = re.compile(r"\w{4,}ist|\w{6,}(?<!and|off|oph)er")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place: tokens from `start` up to, not including, `stop`, without title, article or possessive.

    `key` is the name's words as they are compared, `label` spaCy's (empty for a run of proper nouns without one),
    `titles` the words before it that were left out, `nickname` one in marks inside it, folded.
    """

    start: int
    stop: int
    head: int
    text: str
    key: tuple[str, ...]
    label: str
    titles: tuple[str, ...] = ()
    nickname: str = ""


def find_names(parse: Parse) -> list[Name]:
    """All names of an article, in order, none overlapping another."""
    names: list[Name] = []

    def add(name: Name) -> None:
        while names and names[-1].stop > name.start:
            names.pop()
        names.append(name)

    called = nicknames(parse)
    covered = 0
    for start, end, label in parse.entities:
        if not any(parse.words[i][0].isalnum() for i in range(start, end)):
            continue
        stop = _owner(parse, start, end) if label == "PERSON" else end
        if label == "PERSON":
            start, stop = whole(parse, start, stop)
            start = max(start, covered)
        for run in _proper_runs(parse, covered, start):
            if label != "PERSON" or run.stop != start or not _is_trade(run):
                add(run)
        covered = stop
        if label in LABELS and (name := _name(parse, start, stop, label)):
            if label == "PERSON" and start < name.start and parse.lower[start - 1] in SERVED:
                for run in _proper_runs(parse, start, name.start):
                    add(run)  # "Mayor of *London* Sara Roe"
            add(name)
            covered = name.stop
    for run in _proper_runs(parse, covered, len(parse)):
        add(run)
    for start, stop in _countries(parse):
        names = _with(names, Name(*_what(parse, start, stop), "GPE"))
    for nickname in called:
        names = _with_nickname(parse, names, nickname)
    for start, stop in spelled_out(parse):
        if not any(name.start <= start and stop <= name.stop for name in names):
            names = _with(names, Name(*_what(parse, start, stop), "ORG"))
    for body in find_national(parse):
        start, stop = body.start, body.stop
        apart = [one for one in names if (one.start, one.stop) != (start, stop)]
        if not any(name.start <= start and stop <= name.stop for name in apart):
            names = _with(names, replace(Name(*_what(parse, start, stop), "ORG"), key=body.key))
    for one in find_called(parse):
        names = _with(names, Name(*_what(parse, one.start, one.stop), "PERSON"))
    names = [_completed(parse, name) for name in names if not _is_cut_noun(parse, name.start)]
    return [_of_a_body(parse, name) for name in _without_trades(parse, names) if _is_name(parse, name)]


def _is_cut_noun(parse: Parse, token: int) -> bool:
    """Whether a paragraph that has lost its first letters begins with a noun: "mpany" for "The company"."""
    return token in parse.cut and not parse.words[token][0].isupper()


def _completed(parse: Parse, name: Name) -> Name:
    """The name with the first letters that it has lost."""
    if name.start not in parse.cut:
        return name
    text = " ".join([parse.words[name.start], *name.text.split()[1:]])
    return replace(name, text=text, key=tuple(filter(None, map(fold, text.split()))))


def _is_name(parse: Parse, name: Name) -> bool:
    """Whether a name names somebody: no feast, disease, or noun for a sort of body, which the model takes for one."""
    is_somebody = normalise(name.text) not in words("feasts") | words("nobody")
    if name.label == "" and len(name.key) == 1 and is_person(name.key[0]):
        # "Chief *Executive*", "*Member* of the House"
        is_office = parse.lower[name.stop : name.stop + 1] == ["of"] or "chief" in name.titles
    else:
        is_office = len(name.key) > 1 and name.key[-1] in title_roles() and "of" not in name.key
        is_office = is_office and (name.label == "ORG" or (name.label == "" and name.key[0] not in first_names()))
    is_office = is_office or is_portfolio(parse, name.start, name.stop, name.key)
    return is_somebody and not is_office and not is_common(name.text.split())


def _without_trades(parse: Parse, names: Sequence[Name]) -> Iterator[Name]:
    """The names, surnames without the trade before them where the article tells it is one: by the full name or by the
    word in small letters: "Trainer Boyle" of Rita Boyle."""
    written = set(parse.words)
    surnames = {name.key[-1] for name in names if len(name.key) > 1 and name.key[0] in first_names()}
    for name in names:
        first = name.key[0]
        is_trade = len(name.key) == name.stop - name.start == 2 and first not in first_names() and is_person(first)
        is_told = name.key[-1] in surnames or first in written
        if name.label in ("PERSON", "") and is_trade and is_told:
            yield Name(*_what(parse, name.start + 1, name.stop), name.label, name.titles)
        else:
            yield name


def _countries(parse: Parse) -> Iterator[tuple[int, int]]:
    """Where names of countries stand that have several words."""
    stop = 0
    for token, word in enumerate(parse.words):
        if token >= stop and word[0].isupper() and fold(word) != "the":
            stop = token + countries.beginning(parse.words[token : token + LONGEST_COUNTRY])
            if stop > token + 1 and countries.named(" ".join(parse.words[token:stop])):
                yield token, stop


def _with_nickname(parse: Parse, names: list[Name], nickname: Nickname) -> list[Name]:
    """The names with one of them whole, from the first name over the nickname to the surname."""
    start, stop = nickname.start, nickname.stop
    text = " ".join(parse.words[i] for i in (*range(start, nickname.inside - 1), *range(nickname.after, stop)))
    called = fold("".join(parse.words[nickname.inside : nickname.after - 1]))
    titles_before = tuple(_titles_before(parse, start))
    key = tuple(map(fold, text.split()))
    one = Name(start, stop, _head(parse, start, stop), text, key, "PERSON", titles_before, called)
    return _with(names, one)


def _with(names: list[Name], one: Name) -> list[Name]:
    """The names with one more, without those that overlap it."""
    apart = [other for other in names if other.stop <= one.start or other.start >= one.stop]
    return sorted([*apart, one], key=lambda other: other.start)


def _what(parse: Parse, start: int, stop: int) -> tuple[int, int, int, str, tuple[str, ...]]:
    """The first fields of a name that these tokens are."""
    text = " ".join(parse.written(parse.starts[start], parse.stop(stop - 1)).split())
    return start, stop, _head(parse, start, stop), text, tuple(filter(None, map(fold, text.split())))


def _owner(parse: Parse, start: int, stop: int) -> int:
    """Where a person's name ends that spaCy's entity joins to what is the person's: "Jane Roe's America"."""
    return next((i for i in range(start + 1, stop - 1) if parse.tags[i] == "POS"), stop)


def _proper_runs(parse: Parse, start: int, stop: int) -> Iterator[Name]:
    """The longest runs of proper nouns."""
    i = start
    while i < stop:
        end = i
        while end < stop and parse.tags[end] in PROPER_TAGS and parse.words[end][0].isupper():
            end += 1
        if end - i > 1:
            end = whole(parse, i, end)[1]
        if end > i:
            name = _name(parse, i, end, "")
            if name:
                yield name
        i = max(end, i + 1)


def _name(parse: Parse, start: int, stop: int, label: str) -> Name | None:
    """The name within an entity, None where nothing is left of it."""
    start, stop = _line_of(parse, start, stop)
    while start < stop and (parse.tags[start] in OPENING_TAGS or parse.lower[start] == "the"):
        start += 1
    if start >= stop:
        return None
    if stop - start == 1 and _is_role(fold(parse.words[start]), label):
        return None
    before, begin = _without_titles(parse, start, stop, label)
    if begin > start and label == "NORP" and normalise(parse.words[begin - 1]) in countries.people():
        label = "PERSON"
    is_cut, start = begin > start, begin
    if before and stop - start == 1 and _is_role(fold(parse.words[start]), label):
        return None
    if label in ("PERSON", ""):
        start, stop = _first_capital(parse, start, stop), _capitalised(parse, start, stop)
    elif any(parse.words[i][0].isupper() for i in range(start, stop)):
        while not parse.words[start][0].isupper():  # "federal Securities and Exchange Commission"
            start += 1
    while stop > start and (parse.tags[stop - 1] in CLOSING_TAGS or parse.words[stop - 1] in POSSESSIVE):
        stop -= 1
    if label in ("ORG", "PERSON", "") and _is_kind(parse, start, stop):
        start, label = start + 1, "ORG"
    if label in ("ORG", "NORP"):
        while stop > start and parse.tags[stop - 1] == "NNS" and parse.words[stop - 1].islower():
            stop -= 1  # "Republican hopefuls"
    if start >= stop or not any(c.isalpha() for c in parse.words[start]) or _is_nouns(parse, start, stop):
        return None
    if label == "PERSON":
        longer = start if is_cut else _extended(parse, start)
        is_full = sum(parse.words[i][0].isupper() for i in range(start, stop)) > 1
        start = start if is_full and office_before(parse, longer) else longer
        start = after_office(parse, start, stop)
    elif singular(parse.lower[stop - 1]) in words("organizations"):
        start = _with_its_members(parse, start)
    before = _titles_before(parse, start) + before
    end = stop
    while label in ("PERSON", "") and end - start > 2 and parse.words[end - 1].isupper():
        if fold(parse.words[end - 1]) not in HONOURED:
            break
        end -= 1
    text = " ".join(parse.written(parse.starts[start], parse.stop(end - 1)).translate(BRACKETS).split())
    key = tuple(folded for word in text.split() if (folded := fold(word)))
    if not key or AMOUNT.fullmatch(text):
        return None
    return Name(start, stop, _head(parse, start, stop), text, key, label, tuple(before))


def _is_nouns(parse: Parse, start: int, stop: int) -> bool:
    """Whether a name is nothing but nouns in small letters: "the air *force*", "the price of *cocoa*"."""
    is_noun = parse.tags[stop - 1] in ("NN", "NNS") and parse.lower[stop - 1] not in words("campaigns")
    return is_noun and all(parse.words[i].islower() for i in range(start, stop))


def _is_role(word: str, label: str) -> bool:
    """Whether a word by itself tells what somebody is, and names nobody."""
    return word in MEMBERS or (label in ("PERSON", "") and word in titles())


def _without_titles(parse: Parse, start: int, stop: int, label: str) -> tuple[list[str], int]:
    """The titles that open a person's name, and where the name begins after them and a nationality.

    A name that spaCy takes for a body's opens with a title only if it is Mr, Mrs or the like, if it has two of them, or
    a first name after one: "Major-General Jane Roe", not "General Motors".
    """
    found: list[str] = []
    i = start + 2 * (tuple(parse.lower[start : start + 2]) in HONOURS and stop - start > 2)
    if parse.lower[i] == "crown" and stop - i > 2 and fold(parse.words[i + 1]) in titles():
        i += 1
    while i < stop - 1 and (fold(parse.words[i]) in titles() or (found and parse.words[i] == "-")):
        if is_hyphen(parse, i + 1) and fold(parse.words[i + 2]) not in titles():
            break  # "Saint-Clair"
        if parse.words[i] != "-":
            found.append(fold(parse.words[i]))
        i += 1
    if label in ("PERSON", "") and _is_participle(parse, i) and stop - i > 1:
        return [], i + 1
    if after := _after_trade(parse, i, stop, label):
        return found, after
    is_somebody = label == "PERSON" or parse.lower[i].endswith(SOMEBODY)
    is_full = stop - i > 2 and (is_somebody or fold(parse.words[i + 1]) in first_names())
    if is_full and normalise(parse.words[i]) in countries.people():
        return found, i + 1  # "Norwegian Ingrid Solheim"
    personal = label in ("PERSON", "") or fold(parse.words[i]) in first_names()
    polite = bool(found) and titles()[found[0]].gender != "" and not titles()[found[0]].role
    if personal or polite or (len(found) > 1 and stop - i > 1 and parse.tags[i] in PROPER_TAGS):
        return found, i
    return [], start


def _is_trade(run: Name) -> bool:
    """Whether one word before a person's name tells what the person is: "Striker Ana Ruiz"."""
    return len(run.key) == 1 and run.key[0] not in first_names() and is_person(run.key[0])


def _is_kind(parse: Parse, start: int, stop: int) -> bool:
    """Whether a name of two words begins a sentence with the kind of company that it is: "Retailer Bonmart"."""
    if stop - start != 2 or not KIND.fullmatch(parse.lower[start]) or not parse.words[start + 1][0].isupper():
        return False
    return _opens(parse, start) and singular(parse.lower[start + 1]) not in words("organizations")


def _opens(parse: Parse, token: int) -> bool:
    """Whether a token is the first of a sentence or a line."""
    return token == 0 or parse.sentence[token] != parse.sentence[token - 1] or parse.words[token - 1].isspace()


def _is_participle(parse: Parse, token: int) -> bool:
    """Whether a word opens a sentence with what somebody does to whose name follows: "Quoting Gandhi, …"."""
    word = parse.lower[token]
    return _opens(parse, token) and fold(word) not in first_names() and (parse.tags[token] == "VBG" or is_doing(word))


def _after_trade(parse: Parse, start: int, stop: int, label: str) -> int:
    """Where a full name begins after what its bearer is: "Referee Ana Ruiz", "Head Gardener Tim Orr"; 0 if nowhere."""
    for i in range(start, stop - 2):
        word = fold(parse.words[i])
        if word in first_names():
            return 0
        if label == "PERSON" and i == start and word in persons():
            return i + 1
        is_role = is_person(word) or word in titles() or TRADE.fullmatch(word) is not None
        if fold(parse.words[i + 1]) in first_names() and is_role:
            return i + 1
    return 0


def _line_of(parse: Parse, start: int, stop: int) -> tuple[int, int]:
    """An entity's first stretch without a break or a verb: spaCy's run on into the next headline, party or clause."""
    while start < stop and parse.words[start].isspace():
        start += 1
    for i in range(start, stop):
        is_verb = i > start and parse.tags[i] in STOP_TAGS and not _is_named_said(parse, i, stop)
        if parse.words[i].isspace() or parse.words[i] in ("(", ":") or is_verb:
            return start, i
    return start, stop


def _is_named_said(parse: Parse, token: int, stop: int) -> bool:
    """Whether a word that is a verb elsewhere stands in the middle of a name: "Nadia *Said* Farah"."""
    is_inside = parse.tags[token] == "VBD" and parse.words[token][0].isupper() and token + 1 < stop
    return is_inside and parse.words[token + 1][0].isupper() and parse.lower[token] in words("speaking")


def _capitalised(parse: Parse, start: int, stop: int) -> int:
    """Where a person's name ends: after its last capitalised word."""
    while stop > start and not (parse.words[stop - 1][0].isupper() or is_given_name(_hyphenated(parse, start, stop))):
        stop -= 1
    return stop


def _first_capital(parse: Parse, start: int, stop: int) -> int:
    """Where a person's name begins: with its first capitalised word, or a particle: "baker Jo Lind", "van der Berg"."""
    if parse.lower[start] in words("surname_particles") or not parse.words[start].isalpha():
        return start
    return next((i for i in range(start, stop) if parse.words[i][0].isupper()), start)


def _hyphenated(parse: Parse, start: int, stop: int) -> str:
    """The last word of a name, hyphens and all."""
    return parse.text[parse.starts[start] : parse.stop(stop - 1)].split()[-1]


def _extended(parse: Parse, start: int) -> int:
    """The start of a person's name of which spaCy's entity has only the last words."""
    i = start
    while i and parse.tags[i - 1] == "NNP" and parse.words[i - 1][0].isupper() and parse.deps[i - 1] == "compound":
        word = fold(parse.words[i - 1])
        is_apart = word in titles() or is_person(word) or word in countries.people()
        if is_apart or not start <= parse.heads[i - 1]:
            break
        i -= 1
    is_of_office = parse.lower[max(i - 2, 0) : i] == ["of", "the"] and i > 2 and parse.words[i - 3][0].isupper()
    if is_of_office and is_person(parse.lower[i - 3]):
        i += 1  # "Leader of the Opposition M. Roe"
    return i if start - i <= 2 else start


def _with_its_members(parse: Parse, start: int) -> int:
    """The start of a body's name of which spaCy's entity has lost the first words: "Bakers and Millers' Union"."""
    if start < 2 or parse.words[start - 1] not in ("'", "’"):
        return start
    i = start - 2
    while i >= 2 and parse.lower[i - 1] in ("and", "&") and parse.words[i - 2][0].isupper():
        i -= 2
    if not parse.words[start - 2][0].isupper():
        return start
    while (
        i and parse.tags[i - 1] in PROPER_TAGS and parse.words[i - 1][0].isupper() and parse.deps[i - 1] == "compound"
    ):
        i -= 1  # "Marine Workers' Union"
    return i


def _titles_before(parse: Parse, start: int) -> list[str]:
    """Titles that stand directly before a name, in order."""
    found: list[str] = []
    while start and fold(parse.words[start - 1]) in titles() and parse.tags[start - 1] in NOUN_TAGS:
        start -= 1
        if titles()[fold(parse.words[start])].lasting and parse.words[start].islower():
            break  # "his sister Ada" is no nun
        found.insert(0, fold(parse.words[start]))
    return found


def _head(parse: Parse, start: int, stop: int) -> int:
    """The token of a name whose head lies outside it."""
    for i in range(stop - 1, start - 1, -1):
        if not start <= parse.heads[i] < stop or parse.heads[i] == i:
            return i
    return stop - 1


def _of_a_body(parse: Parse, name: Name) -> Name:
    """The name with the noun after it, where both together name a body: the campaign of a candidate."""
    stop = name.stop
    if stop < len(parse) and parse.words[stop] in POSSESSIVE:
        stop += 1
    if stop < len(parse) and stop == name.stop and fold(parse.words[stop]) in words("legal_forms") - COMMON:
        key = (*name.key, fold(parse.words[stop]))
        return Name(name.start, stop + 1, name.head, f"{name.text} {parse.words[stop]}", key, "ORG")
    if name.label not in ("PERSON", "", "ORG") or stop >= len(parse) or parse.lower[stop] not in words("campaigns"):
        return name
    key = (*name.key, parse.lower[stop])
    return Name(name.start, stop + 1, stop, f"{name.text} {parse.words[stop]}", key, "ORG")
