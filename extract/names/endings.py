"""Whom a source names at its end, after what he, she or it is: "the head of the group, Jane Roe", "Acme coach Tom Lee".

Parses of such phrases often hang the name on the body before it, or the other way round; so only words count here.
"""

from __future__ import annotations

from onrecord.extract.lexicon import first_names, is_person, title_roles, titles, words
from onrecord.extract.names.entities import Entities, Entity
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import MODIFIER_TAGS
from onrecord.extract.names.spans import SERVED
from onrecord.extract.parsing.parse import Parse

BREAKS = frozenset({"IN", "TO", "CC", ",", ":", "-LRB-", "-RRB-", "WP", "WDT"})
ONE = frozenset({"NN", "NNP", "JJ"})
LIMITING = MODIFIER_TAGS - {","} | {"CC", "``", "''"}
VERBS = frozenset({"VB", "VBP"})  # what parses take such nouns for: "Acme *coach* Tom Lee"


def named_at_end(parse: Parse, entities: Entities, head: int, tokens: list[int]) -> Entity | None:
    """Whom the name means that ends a source; None where the source is named otherwise, or the name is another's.

    Args:
        head: the head of the source, or of one of those whom it joins.
        tokens: the tokens of the source.
    """
    name = entities.name_at.get(tokens[-1])
    is_named = head in entities.at and entities.at[head].type == "person"
    if name is None or name.start <= tokens[0] or is_named or parse.tags[head] == "NNS":
        return None
    last = name.start - len(name.titles) - 1
    last -= parse.lower[last] == "the"
    if parse.words[last] == ")":  # "Member of Parliament *(MP)* Jane Roe"
        last = next((i for i in range(last, tokens[0], -1) if parse.words[i] == "("), last + 1) - 1
    before = [i for i in tokens if i <= last]
    if before[-1:] != [last] or _names_another(parse, entities, before):
        return None
    entity = entities.at[tokens[-1]]
    if parse.words[last] == ",":
        commas = [i for i in before[:-1] if parse.words[i] == ","]
        is_told = any(_is_kind(parse, start, last, entity) for start in (before[0], *(i + 1 for i in commas)))
        return entity if is_told else None
    if entity.type == "person":
        return entity if _is_title(parse, entities, before, name) else None
    is_body = parse.lower[last] in words("organizations") | words("collectives") and parse.tags[last] == "NN"
    is_whole = last - before[0] < len(before) and before[0] >= _first(parse, entities, before) - 1
    return entity if is_body and is_whole and entity.type in ("organization", "work") else None


def _names_another(parse: Parse, entities: Entities, before: list[int]) -> bool:
    """Whether a person is meant before, who is not merely the owner: "Jane Roe, the wife of the mayor, Tom Lee"."""
    if any(parse.tags[i] == "PRP" for i in before):
        return True
    people = (entities.name_at[i] for i in before if i in entities.at and entities.at[i].type == "person")
    return any(parse.tags[name.stop : name.stop + 1] != ["POS"] for name in people)


def _is_kind(parse: Parse, start: int, stop: int, entity: Entity) -> bool:
    """Whether a phrase begins with a noun for one person, or a definite one for one body, as the name is."""
    nouns: list[str] = []
    for i in range(start, stop):
        if parse.tags[i] == "POS":
            nouns = []
        elif parse.tags[i] in BREAKS and parse.lower[i] not in ("and", "-"):
            break
        elif parse.tags[i] in ONE:
            nouns.append(parse.lower[i])
    if entity.type == "person":
        return any(map(_is_role, nouns))
    is_definite = parse.tags[start] in ("DT", "PRP$")
    return entity.type == "organization" and is_definite and bool(nouns) and nouns[-1] in words("organizations")


def _is_title(parse: Parse, entities: Entities, before: list[int], name: Name) -> bool:
    """Whether the words right before a name are what its bearer is, not whose they are: "an aide to minister Roe"."""
    first = _first(parse, entities, before)
    run = [i for i in before if i >= first]
    nouns = [parse.lower[i] for i in reversed(run) if parse.tags[i] in ONE]
    is_role = any(map(_is_role, nouns[:2])) or any(titles()[title].role for title in name.titles)
    is_role = is_role or (bool(nouns) and len(name.key) > 1 and name.key[0] in first_names())
    if not run or before[-1] - first >= len(run):  # words between are not of the source
        return False
    outside = [i for i in before if i < first - (parse.tags[first - 1] in ("DT", "PRP$"))]
    if not outside or parse.tags[outside[-1]] not in ("IN", "TO"):
        return is_role
    # "First Minister *of Scotland* Jane Roe", but "the wife of the minister Jane Roe", "an aide to minister Roe"
    is_bare = parse.tags[before[-1]] != "CC" and (outside[-1] == first - 1 or before[-1] in entities.at)
    is_bare = is_bare and parse.lower[outside[-1]] in SERVED and not any(map(_is_role, nouns[:1]))
    return is_bare and any(_is_role(parse.lower[i]) for i in outside[-2:-1])


def _first(parse: Parse, entities: Entities, before: list[int]) -> int:
    """Where the words begin that stand before a name and limit it; names of bodies are taken whole."""
    first = before[-1] + 1
    for i in reversed(before):
        is_name = i in entities.at and entities.at[i].type != "person"
        if not is_name and parse.tags[i] not in LIMITING and not (i == before[-1] and parse.tags[i] in VERBS):
            break
        first = i
    return first


def _is_role(noun: str) -> bool:
    return noun in title_roles() or is_person(noun)
