"""What somebody corrected in the claims of an article that were given to them, as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.extract.document import Document
from onrecord.extract.triple import Claim, Cue, Speaker, Target, Triple, claim_id
from onrecord.graph.corrections import anchors
from onrecord.graph.corrections.applying import CERTAIN, apply, kind_at
from onrecord.graph.corrections.correction import Correction, CorrectionKind, made
from onrecord.graph.spelling import normalise


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim as somebody gave it back. A claim without an id is a new one; `confirmed` says that it is right."""

    triple: Triple
    confirmed: bool = False


def differences(
    document: Document, before: Sequence[Triple], after: Iterable[Reviewed], by: str, others: Iterable[Correction] = ()
) -> list[Correction]:
    """Tell what was corrected.

    Args:
        document: the article.
        before: its claims as they were given.
        after: as they came back. A claim that is not among them is none.
        by: who corrected them.
        others: the corrections that the article has already.
    """
    found: list[Correction] = []
    others = list(others)

    def keep(kind: CorrectionKind, triple: Triple, change: dict[str, Any]) -> None:
        read = anchors.anchored(triple)
        found.append(made(kind, document.id, triple.claim.id, change, read, by, document.path, [*others, *found]))

    after = list(after)
    known = {triple.claim.id: triple for triple in before}
    places = {triple.claim.spans: triple.claim.id for triple in before}
    back: dict[str, Reviewed] = {}
    new = []
    for one in after:
        id = one.triple.claim.id
        id = id if id in known else places.get(one.triple.claim.spans, "")
        if id in known and id not in back:
            back[id] = one
        else:
            new.append(one.triple)
    for id, triple in known.items():
        if id not in back:
            keep("drop", triple, {})
        elif change := _change(triple, back[id].triple):
            keep("correct", triple, change)
        elif back[id].confirmed and triple.confidence != CERTAIN:
            keep("confirm", triple, {})
    for triple in new:
        speaker = triple.speaker.text if triple.speaker else ""
        own = claim_id(document.id, speaker, triple.claim.spans)
        kind = kind_at(document.text, triple.claim.spans)
        claim = replace(triple.claim, id=own, kind=kind)
        if own not in known:
            keep("add", replace(triple, document=document, claim=claim, confidence=CERTAIN), {})
    return found


def edited(
    document: Document, read: Sequence[Triple], corrections: Sequence[Correction], lines: Sequence[Triple], by: str
) -> list[Correction]:
    """What was corrected in claims that had been written out after `corrections` of what had been read."""
    expected = apply(document, read, corrections)
    return differences(document, expected.triples, map(Reviewed, lines), by, corrections)


def _change(before: Triple, after: Triple) -> dict[str, Any]:
    """What is right of a claim, where it is not as it was."""
    change: dict[str, Any] = {}
    if after.claim.spans != before.claim.spans:
        change["claim"] = _part(after.claim)
    mine, theirs = before.speaker, after.speaker
    if (mine and (_who(mine), mine.named, mine.spans)) != (theirs and (_who(theirs), theirs.named, theirs.spans)):
        change["speaker"] = theirs and {
            "name": theirs.name, "type": theirs.type, "named": theirs.named, **_part(theirs)
        }  # fmt: skip
    if (before.cue and before.cue.spans) != (after.cue and after.cue.spans):
        change["cue"] = after.cue and _part(after.cue)
    if before.claim.act != after.claim.act:
        change["act"] = after.claim.act
    if [_target(each) for each in _about(before)] != [_target(each) for each in _about(after)]:
        change["about"] = [
            {"name": each.name, "type": each.type, "role": "about", **_part(each)} for each in _about(after)
        ]
    return change


def _about(triple: Triple) -> list[Target]:
    found = {(normalise(each.name), each.spans): each for each in triple.targets if each.role == "about"}
    return sorted(found.values(), key=lambda each: (each.spans, normalise(each.name)))


def _target(target: Target) -> tuple[object, ...]:
    return _who(target), target.spans


def _who(who: Speaker | Target) -> tuple[str, str]:
    return normalise(who.name), who.type


def _part(part: Claim | Cue | Speaker | Target) -> dict[str, Any]:
    return {"text": part.text, "spans": [list(span) for span in part.spans]}
