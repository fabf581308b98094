"""Claims as annotation tools have them, marked words and what they are to each other: out of a store and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.triple import Claim, Cue, EntityType, Span, Speaker, Target, Triple, covered
from onrecord.graph.corrections import kept
from onrecord.graph.corrections.correction import Correction
from onrecord.graph.corrections.differences import Reviewed, differences
from onrecord.graph.loading.load import correct
from onrecord.graph.model.rows import key
from onrecord.graph.model.triples import triples_of
from onrecord.graph.stores import pages
from onrecord.graph.stores.store import Store
from onrecord.graph.transfer import queries

BREAKS: Final = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""The end of a line, or of a field."""


@dataclass(frozen=True, slots=True)
class MarkedWho:
    """Words that mean somebody. `name` is empty where nobody wrote it down."""

    spans: tuple[Span, ...]
    name: str
    type: EntityType
    named: bool = True


@dataclass(frozen=True, slots=True)
class Marked:
    """A claim as it was marked; `id` is empty for a new one."""

    id: str
    spans: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: MarkedWho | None
    about: tuple[MarkedWho, ...]
    act: str
    confirmed: bool


def places(store: Store) -> dict[str, int]:
    """The place of each article, from 1 on, where those with the claims that are least sure come first."""
    doubts = {row.id: row.confidence for row in store.read(queries.DOUBTS)}
    ids = [id for page in pages.digests(store) for id in page]
    ids.sort(key=lambda id: (doubts.get(id, 2.0), id))
    return {id: place for place, id in enumerate(ids, start=1)}


def take_back(store: Store, found: Iterable[tuple[str, str, list[Marked]]], by: str) -> list[Correction]:
    """Keep what somebody corrected in articles that had been written for them, and return it.

    Args:
        store: has the articles.
        found: of each article where it was read, its id, and its claims as they came back.
        by: who corrected them.

    Raises:
        InputError: the store does not have an article, or it has another text now.
    """
    made: list[Correction] = []
    for place, id, marked in found:
        there = kept.read(store.read, store.each, [key(id)])
        if not there:
            raise InputError(f"{place}: the store has no document {id}: load it first")
        document, before = triples_of(there[0])
        made += keep(store, document, before, reviewed(document, before, marked, place), by)
    return made


def keep(
    store: Store, document: Document, before: Sequence[Triple], after: Iterable[Reviewed], by: str
) -> list[Correction]:
    """Keep as corrections what somebody made of an article's claims that had been given to them, and return them."""
    others = kept.of_documents(store.read, [document.id])
    new = differences(document, before, after, by, others)
    if new:
        store.write(partial(correct, added=new))
    return new


def reviewed(document: Document, before: Sequence[Triple], marked: Iterable[Marked], place: str) -> list[Reviewed]:
    """Claims as they were marked, with what the marks do not tell as it was before."""
    text, known = document.text, {triple.claim.id: triple for triple in before}
    names, places = _names(before), _places(text, before)

    def where(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return places.get(fragments(text, spans)) or _joined(text, spans)

    def who(one: MarkedWho) -> MarkedWho:
        return replace(one, spans=where(one.spans))

    found = []
    for given in marked:
        one = replace(
            given,
            spans=where(given.spans),
            cue=where(given.cue),
            speaker=given.speaker and who(given.speaker),
            about=tuple(map(who, given.about)),
        )
        if not one.spans or one.spans[-1][1] > len(text):
            raise InputError(f"{place}: a claim is no part of the text of {document.id}: was it made of another text?")
        triple = known.get(one.id) or Triple(document, None, None, Claim("", "", "indirect", ()))
        claim = replace(triple.claim, text=covered(text, one.spans), spans=one.spans, act=one.act)
        cue = Cue(covered(text, one.cue), one.cue) if one.cue else None
        if triple.cue and not triple.cue.spans and not one.cue:
            cue = triple.cue
        speaker = Speaker(*_who(document, one.speaker, names)) if one.speaker else None
        if triple.speaker and not triple.speaker.spans and not one.speaker:
            speaker = triple.speaker  # it has no words in the article that could have been marked
        targets = [target for target in triple.targets if target.role != "about" or not target.spans]
        for each in one.about:
            name, type, _, words, spans = _who(document, each, names)
            targets.append(Target(name, type, "about", words, spans))
        found.append(
            Reviewed(replace(triple, speaker=speaker, cue=cue, claim=claim, targets=tuple(targets)), one.confirmed)
        )
    return found


def _who(
    document: Document, who: MarkedWho, names: dict[tuple[Span, ...], str]
) -> tuple[str, EntityType, bool, str, tuple[Span, ...]]:
    text = covered(document.text, who.spans)
    return who.name or names.get(who.spans) or text, who.type, who.named, text, who.spans


def _names(triples: Iterable[Triple]) -> dict[tuple[Span, ...], str]:
    """The names of those whom words mean that are marked already."""
    return {
        who.spans: who.name
        for triple in triples
        for who in (triple.speaker, *triple.targets, *triple.addressees)
        if who and who.spans
    }


def fragments(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans as tools have them: none goes over the end of a line or a tab, or begins or ends with a blank."""
    found = []
    for start, stop in spans:
        words = text[start:stop]
        if words.isprintable() and words.strip(" ") == words:  # as nearly all are: no break is printable
            found += [(start, stop)] if words else []
            continue
        at = start
        for part in (*BREAKS.finditer(text, start, stop), None):
            end = part.start() if part else stop
            words = text[at:end]
            first, last = at + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
            if first < last:
                found.append((first, last))
            at = part.end() if part else stop
    return tuple(found)


def _places(text: str, triples: Iterable[Triple]) -> dict[tuple[Span, ...], tuple[Span, ...]]:
    """Where words stand, by the fragments of it: marks that nobody changed are where they were."""
    return {
        fragments(text, part.spans): part.spans
        for triple in triples
        for part in (triple.claim, triple.cue, triple.speaker, *triple.targets, *triple.addressees)
        if part
    }


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans, with those made one that only blanks part."""
    found: list[Span] = []
    for start, stop in sorted(spans):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return tuple(found)
