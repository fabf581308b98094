"""What an annotated article teaches beside the spans of its attributions: who is meant, and where else it is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import TYPES
from onrecord.extract.gold import Annotated
from onrecord.extract.gold.articles import Details
from onrecord.extract.gold.webanno import Chained
from onrecord.extract.names.entities import find_entities
from onrecord.extract.names.mentions import find_names
from onrecord.extract.page.form import plain
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.parsing.pipeline import english
from onrecord.extract.triple import Span

UNKNOWN = -100
SHORTEST = 3  # letters: a shorter part of a name is not looked for elsewhere


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention to learn from: its characters, the number of its entity in the article, and what that is.

    `type` is the place of the entity's type in TYPES and `named` 0 or 1, UNKNOWN where it is not told. What is `silent`
    has no words: it is where a claim without cue begins, and means the speaker.
    """

    span: Span
    entity: int
    type: int = UNKNOWN
    named: int = UNKNOWN
    silent: bool = False


def spots_of(text: str, attributions: Sequence[Attribution], details: Sequence[Details]) -> list[Spot]:
    """The mentions of an article whose attributions say who is meant: those annotated, and where else names stand."""
    entities: dict[str, int] = {}
    found: dict[tuple[Span, bool], Spot] = {}
    named: dict[str, tuple[int, int, int]] = {}
    for attribution, detail in zip(attributions, details, strict=True):
        for meant in detail.meant:
            entity = entities.setdefault(meant.name.casefold(), len(entities))
            type_ = TYPES.index(meant.type) if meant.type in TYPES else UNKNOWN
            spans, silent = meant.spans, False
            if meant.role == "speaker" and not spans and not attribution.cue:
                spans, silent = ((attribution.content[0][0], attribution.content[0][0] + 1),), True
            if spans:
                spot = Spot(spans[0], entity, type_, int(meant.named), silent)
                found.setdefault((spot.span, silent), spot)
            if meant.named:
                named.setdefault(meant.name, (entity, type_, 1))
    parts: dict[str, set[tuple[int, int, int]]] = {}
    for name, of in named.items():
        words = name.split()
        for part in {name, words[-1] if of[1] == 0 else name}:
            parts.setdefault(part, set()).add(of)
    taken = sorted(span for span, _ in found)
    for part, owners in sorted(parts.items(), key=lambda item: -len(item[0])):
        if len(owners) > 1 or len(part) < SHORTEST or not part[0].isupper():
            continue
        entity, type_, is_named = next(iter(owners))
        for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text):
            if not any(start < match.end() and match.start() < stop for start, stop in taken):
                found[match.span(), False] = Spot(match.span(), entity, type_, is_named)
                taken.append(match.span())
    return sorted(found.values(), key=lambda spot: (spot.span, spot.silent))


def spots_of_chains(chained: Chained) -> list[Spot]:
    """The mentions of a text with coreference: those of people, bodies and places, and of all that comes back."""
    return [
        Spot(span, entity, TYPES.index(kind) if kind in TYPES else UNKNOWN)  # type: ignore[arg-type]
        for span, entity, kind in chained.mentions
        if kind in ("person", "organization", "place") or entity in chained.chained
    ]


def with_names(corpus: Sequence[Annotated]) -> list[Annotated]:
    """The articles with where names stand, as spaCy's recogniser and the rules have them, or annotators know better."""
    texts = (plain(one.text) for one in corpus)
    return [
        replace(one, named=names_of(one, _recognised(Parse(doc))))
        for one, doc in zip(corpus, english().pipe(texts), strict=True)
    ]


def _recognised(parse: Parse) -> list[tuple[int, int, str]]:
    """Start, stop and type of each name in a parsed article."""
    entities = find_entities(parse, find_names(parse)).all
    return sorted((*parse.span(name.start, name.stop), entity.type) for entity in entities for name in entity.names)


def names_of(gold: Annotated, recognised: Iterable[tuple[int, int, str]]) -> list[tuple[Span, int]]:
    """Where names stand in an article, with their types: as recognised where annotators do not say."""
    text = gold.text
    known: dict[str, int] = {}
    exact: dict[Span, int] = {}
    for details in gold.details.values():
        for detail in details:
            for meant in detail.meant:
                if meant.named and meant.type in TYPES:
                    known.setdefault(meant.name, TYPES.index(meant.type))
                    words = text[slice(*meant.spans[0])] if meant.spans else ""
                    if words == meant.name:
                        exact[meant.spans[0]] = TYPES.index(meant.type)
    for name, type_ in known.items():
        if name[:1].isupper():
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                exact.setdefault(match.span(), type_)
    by_last = {name.split()[-1]: type_ for name, type_ in known.items() if type_ == 0}
    taken = list(exact)
    for start, stop, kind in recognised:
        if not any(start < last and first < stop for first, last in taken):
            surname = by_last.get(text[start:stop])
            exact[start, stop] = TYPES.index(kind) if surname is None else surname  # type: ignore[arg-type]
            taken.append((start, stop))
    return sorted(exact.items())
