"""Corrections as users make them: of a claim by its id, with names as look-ups take them."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from functools import partial
from typing import Any, get_args

from onrecord.extract.document import Document
from onrecord.extract.triple import Claim, Cue, EntityType, Span, Speaker, Target, Triple, claim_id, covered
from onrecord.graph.corrections import anchors, kept, queries
from onrecord.graph.corrections.applying import CERTAIN, kind_at
from onrecord.graph.corrections.correction import Correction, CorrectionKind, made
from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities.evidence import OF_DOCUMENT
from onrecord.graph.errors import StoreError
from onrecord.graph.filters import check_act
from onrecord.graph.loading.load import correct as save
from onrecord.graph.lookups import queries as asking
from onrecord.graph.lookups.answers import AmbiguousName, Entity, listed
from onrecord.graph.lookups.documents import document_meant, documents_meant, shown_row
from onrecord.graph.lookups.namesakes import namesakes
from onrecord.graph.lookups.people import find, resolve
from onrecord.graph.model.rows import clean, key
from onrecord.graph.model.triples import triples_of
from onrecord.graph.spelling import NO_NAMES, fits_partly, is_alias, is_written_as_name, normalise
from onrecord.graph.stores.store import Store

Name = str | Entity

NEAR = 500
"""Characters from a claim within which the words for somebody are looked for."""


class NothingToCorrect(StoreError):
    """The claim is so already, or there is no correction to take back."""


class NotInArticle(StoreError):
    """Words that should stand in an article do not."""


class UnclearName(StoreError):
    """A name is only a part of names that are in the store."""


def correct(
    store: Store,
    claim: str,
    *,
    speaker: Name | None = None,
    about: Name | Sequence[Name] | None = None,
    act: str | None = None,
    words: str | None = None,
    cue: str | None = None,
    drop: bool = False,
    confirm: bool = False,
    by: str = "",
) -> Correction:
    """Correct a claim, drop it, or confirm that it is right.

    Args:
        claim: its id, or the beginning of it.
        speaker: who said it; an empty text for nobody who is named.
        about: whom or what it is about; an empty list for nobody.
        act: what is done by saying it, one of `acts()`.
        words: what was said, as the article has it; “…” leaves something out.
        cue: the words that attribute it, as the article has them; an empty text for none.
        drop: it is no claim.
        confirm: it is right.
        by: who says so; without it, the user's name on this machine.

    Raises:
        NotFound: the store has no such claim.
        NothingToCorrect: it is so already, or nothing is said of it.
        NotInArticle, UnclearName, AmbiguousName: the words or a name cannot be used.
    """
    before = _claim(store, claim)
    change: dict[str, Any] = {}
    if words is not None:
        spans = _stands(before.document.text, words, _start(before))
        change["claim"] = {"text": covered(before.document.text, spans), "spans": _listed(spans)}
    place = change["claim"]["spans"] if words is not None else _listed(before.claim.spans)
    if cue is not None:
        spans = _stands(before.document.text, cue, _start(before)) if cue else ()
        change["cue"] = {"text": covered(before.document.text, spans), "spans": _listed(spans)} if cue else None
        change["act"] = _act_of(cue)
    if act is not None:
        check_act(act)
        change["act"] = act
    if speaker is not None:
        change["speaker"] = _speaker(store, before, speaker)
    if about is not None:
        names = [about] if isinstance(about, str | Entity) else about
        change["about"] = [_target(store, before, name, place) for name in names if name]
    change = {part: value for part, value in change.items() if value != _as_is(before, part)}
    kind: CorrectionKind = "drop" if drop else "confirm" if confirm else "correct"
    given = any(part is not None for part in (speaker, about, act, words, cue))
    if drop + confirm + given != 1:
        raise NothingToCorrect(
            "Give one of three: what is right of the claim, that it is no claim, or that it is right."
        )
    if kind == "correct" and not change:
        raise NothingToCorrect(f"Claim {before.claim.id} is so already. To say that it is right, confirm it.")
    if kind == "confirm" and before.confidence == CERTAIN and kept.of_claim(store.read, before.claim.id):
        raise NothingToCorrect(f"Claim {before.claim.id} is corrected or confirmed already.")
    return _made(store, kind, before, change, by)


def add(
    store: Store,
    document: str,
    words: str,
    *,
    speaker: Name = "",
    about: Name | Sequence[Name] = (),
    cue: str = "",
    act: str | None = None,
    by: str = "",
) -> Correction:
    """Add a claim that was missed.

    Args:
        document: its article: the id or its beginning, the path that it was loaded from, or the URL.
        words: what was said, as the article has it; “…” leaves something out.
        speaker, about, cue, act, by: as in `correct`; without `act`, what the words of the cue tell.

    Raises:
        NotFound: the store has no such document, or several of which none, or more than one, has the words.
        NothingToCorrect: the claim is there.
        NotInArticle, UnclearName, AmbiguousName: the words or a name cannot be used.
    """
    article, triples = _article(store, document, words)
    text = article.text
    near = anchors.looked_up(text, cue, 0)[0][0] if cue and anchors.looked_up(text, cue, 0) else 0
    spans = _stands(text, words, near)
    cue_spans = _stands(text, cue, spans[0][0]) if cue else ()
    if act:
        check_act(act)
    claim = Claim("", covered(text, spans), kind_at(text, spans), spans, act or _act_of(cue))
    bare = Triple(article, None, Cue(covered(text, cue_spans), cue_spans) if cue else None, claim, confidence=CERTAIN)
    names = [about] if isinstance(about, str | Entity) else about
    targets = [_target(store, bare, name, _listed(spans)) for name in names if name]
    who = _speaker(store, bare, speaker) if speaker else None
    id = claim_id(article.id, who["text"] if who else "", spans)
    parts = {
        "claim": {"id": id, **_part(claim)},
        "speaker": who,
        "targets": [{**each, "role": "about"} for each in targets],
    }
    new = Triple.from_dict({**anchors.anchored(bare), **parts, "document": article.to_dict()}, article)
    same = next((each for each in triples if each.claim.spans == spans and _is_by(each, new.speaker)), None)
    if same is not None:
        raise NothingToCorrect(f"The claim is there: {same.claim.id}. To change it, correct it.")
    return _made(store, "add", new, {}, by)


def name(store: Store, source: Name, person: Name, document: str = "", by: str = "") -> Correction:
    """Name an unnamed source in one article: “the environment secretary”, or *I*, is this person there.

    Args:
        source: what the article calls the source, or the entity.
        person: who it is.
        document: the article, as in `add`; not needed where only one has such a source.
        by: as in `correct`.

    Raises:
        NothingToCorrect: the article has no unnamed source of that name.
        NotFound, UnknownName, UnclearName, AmbiguousName: the document or a name cannot be used.
    """
    if not document or isinstance(source, Entity):
        entity = resolve(store, source)
        if entity.named:
            raise NothingToCorrect(f"{entity.name} ({entity.id}) has a name: to make one of two, merge them.")
        documents = {row.id for query in queries.DOCUMENTS_OF_SOURCE for row in store.read(query, id=entity.id)}
        source, document = entity.name, document or min(documents)
    [found] = kept.read(store.read, store.each, [document_meant(store, document)])
    article, triples = triples_of(found)
    whos = [who for triple in triples for who in (triple.speaker, *triple.addressees) if who and not who.named]
    names = {normalise(who.name): who.name for who in whos}
    if normalise(source) not in names:
        there = f" It has {', '.join(sorted(set(names.values())))}." if names else " It has none."
        raise NothingToCorrect(f"{article.id} has no unnamed source called “{source}”.{there}")
    full, type = _resolved(store, person, article.id)
    change = {"source": names[normalise(source)], "name": full, "type": type}
    others = kept.of_documents(store.read, [article.id])
    correction = made("name", article.id, "", change, {}, by or user(), found.path, others)
    store.write(partial(save, added=[correction]))
    return correction


def naming_of(store: Store, source: str, person: str, document: str = "") -> Correction | None:
    """The last correction that named a source so, each given as it is, by a part of the name, or by an id."""
    for each in reversed(kept.all_of(store.read)):
        if each.kind == "name" and document in ("", each.document):
            of_id = source.partition(":")[2].partition("@")[0]
            if normalise(each.change["source"]) in (normalise(source), normalise(of_id)) and (
                fits_partly(person, each.change["name"]) or person.partition(":")[2] == normalise(each.change["name"])
            ):
                return each
    return None


def undo(store: Store, given: str | Correction) -> Correction:
    """Take a correction back: the one of this id, or the last one of the claim of this id.

    With a claim that was added go all corrections of it.

    Raises:
        NothingToCorrect: there is none.
    """
    id = given if isinstance(given, str) else given.id
    found = kept.of_ids(store.read, [id]) or kept.of_claim(store.read, key(id)) or _begun(store, id)
    if not found:
        raise NothingToCorrect(f"{store.uri} has no correction of {id}. `onrecord corrections` lists them.")
    last = found[-1]
    gone = [last]
    if last.kind == "add":
        gone = [each for each in kept.of_claim(store.read, last.claim) if each.order >= last.order]
    store.write(partial(save, added=[], removed=gone))
    return last


def _begun(store: Store, id: str) -> list[Correction]:
    """The corrections of the one claim whose id begins so; of claims that were dropped, too."""
    found = [each for each in kept.all_of(store.read) if id and each.claim.startswith(id)]
    return found if len({each.claim for each in found}) == 1 else []


def corrections(store: Store, *, lost: bool = False) -> list[Correction]:
    """All corrections in the order in which they were made; only the lost ones, if that is asked for."""
    return [each for each in kept.all_of(store.read) if each.lost or not lost]


def user() -> str:
    """The user's name on this machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _act_of(cue: str) -> str:
    """The act that the words of a cue tell of."""
    from onrecord.extract.lexicon.acts import act_of_words  # reads a table, which most corrections do not need

    return act_of_words(cue)


def _made(store: Store, kind: CorrectionKind, before: Triple, change: dict[str, Any], by: str) -> Correction:
    document = before.document
    others = kept.of_documents(store.read, [document.id])
    read = anchors.anchored(before)
    correction = made(kind, document.id, before.claim.id, change, read, clean(by) or user(), document.path, others)
    store.write(partial(save, added=[correction]))
    return correction


def _claim(store: Store, id: str) -> Triple:
    row = shown_row(store, id)
    [article] = kept.read(store.read, store.each, [row.document])
    return next(triple for triple in triples_of(article)[1] if triple.claim.id == row.id)


def _article(store: Store, document: str, words: str) -> tuple[Document, list[Triple]]:
    """The article that is meant; of a file with several, the one that has the words."""
    ids = documents_meant(store, document)
    found = [triples_of(article) for article in kept.read(store.read, store.each, ids)]
    having = [each for each in found if anchors.looked_up(each[0].text, words, 0)] if len(found) > 1 else found
    if len(having) != 1:
        document_meant(store, document)  # says that there are several
    return having[0]


def _resolved(store: Store, name: Name, document: str) -> tuple[str, str]:
    """The name and type by which an article is led to somebody: one whom the store knows, or somebody new."""
    if isinstance(name, Entity):
        return _led(name, document)
    kind, colon, rest = name.partition(":")
    of_type = bool(colon) and kind in get_args(EntityType)
    entities = store.each(asking.ENTITIES_BY_ALIAS, [naming.key(name)]) or (find(store, name) if of_type else [])
    entities = [entity for entity in entities if entity.named] or (entities if of_type else [])
    others = namesakes(store, name, entities)
    if len(entities) > 1 or others:
        raise AmbiguousName(name, [*entities, *others])
    if entities:
        return _led(entities[0], document)
    if of_type and normalise(rest):
        return clean(rest.strip()), kind
    partly = [entity for entity in find(store, name) if entity.named]
    if partly:
        raise UnclearName(
            f"“{name}” is only a part of a name. Give the whole name or the id: {listed(partly)}. "
            f"For somebody who is not in the store yet, give the type as well: person:{name}."
        )
    if not any(map(str.isalpha, name)):
        raise UnclearName(f"“{name}” is no name: it has no letters.")
    return clean(name.strip()), "person"


def _led(entity: Entity, document: str) -> tuple[str, str]:
    apart = entity.id.partition(OF_DOCUMENT)[2]
    if not entity.named:
        raise UnclearName(f"{entity.name} ({entity.id}) is a source without a name: give a name.")
    if apart and apart != document:
        raise UnclearName(f"{entity.name} ({entity.id}) was set apart in {apart}, and is nobody in another article.")
    return entity.name, entity.type


def _speaker(store: Store, triple: Triple, name: Name) -> dict[str, Any] | None:
    """The speaker of a claim, with the article's words for them: those that were read, unless these name another."""
    if not name:
        return None
    full, type = _resolved(store, name, triple.document.id)
    old = triple.speaker
    if old and (not old.named or not _names_another(old.text, full)):
        text, spans = old.text, old.spans
    else:
        spans = _nearest(triple, full, triple.cue.spans if triple.cue and triple.cue.spans else triple.claim.spans)
        text = covered(triple.document.text, spans) or full
    return {"name": full, "type": type, "named": True, "text": text, "spans": _listed(spans)}


def _target(store: Store, triple: Triple, name: Name, place: Sequence[Sequence[int]]) -> dict[str, Any]:
    """A target of a claim, with the words for it in the claim, if it is named there."""
    full, type = _resolved(store, name, triple.document.id)
    for target in triple.targets:
        if normalise(target.name) == normalise(full):
            return {"name": full, "type": target.type, **_part(target), "role": "about"}
    spans = _nearest(triple, full, [(start, stop) for start, stop in place])
    inside = any(start <= spans[0][0] and spans[0][1] <= stop for start, stop in place) if spans else False
    text = covered(triple.document.text, spans) if inside else full
    return {"name": full, "type": type, "role": "about", "text": text, "spans": _listed(spans if inside else ())}


def _names_another(mention: str, name: str) -> bool:
    """Whether an article's words for somebody are a name, and not of the one of this name."""
    is_name = is_written_as_name(mention) and normalise(mention) not in NO_NAMES
    return is_name and not is_alias(mention, name)


def _nearest(triple: Triple, name: str, place: Sequence[Span]) -> tuple[Span, ...]:
    """Where a name, or its last word, stands next to a place in the article."""
    near = place[0][0] if place else 0
    for words in dict.fromkeys((name, name.split()[-1])):
        span = anchors.nearest(triple.document.text, words, near)
        if span and abs(span[0] - near) <= NEAR:
            return (span,)
    return ()


def _stands(text: str, words: str, near: int) -> tuple[Span, ...]:
    spans = anchors.looked_up(text, words, near) if words.strip() else ()
    if not spans:
        raise NotInArticle(f"“{words}” does not stand in the article: give its words, with … where some are left out.")
    return spans


def _as_is(triple: Triple, part: str) -> Any:
    """A part of a claim as a change would have it."""
    match part:
        case "speaker":
            who = triple.speaker
            return who and {"name": who.name, "type": who.type, "named": who.named, **_part(who)}
        case "about":
            return [
                {"name": each.name, "type": each.type, "role": each.role, **_part(each)}
                for each in triple.targets
                if each.role == "about"
            ]
        case "act":
            return triple.claim.act
        case "cue":
            return triple.cue and _part(triple.cue)
        case _:
            return {"text": triple.claim.text, "spans": _listed(triple.claim.spans)}


def _part(part: Claim | Cue | Speaker | Target) -> dict[str, Any]:
    plain = {"text": part.text, "spans": _listed(part.spans)}
    return plain | ({"kind": part.kind, "act": part.act} if isinstance(part, Claim) else {})


def _is_by(triple: Triple, speaker: Speaker | None) -> bool:
    mine, theirs = (who and normalise(who.name) for who in (triple.speaker, speaker))
    return mine == theirs


def _listed(spans: Sequence[Span]) -> list[list[int]]:
    return [[start, stop] for start, stop in spans]


def _start(triple: Triple) -> int:
    return triple.claim.spans[0][0] if triple.claim.spans else 0
