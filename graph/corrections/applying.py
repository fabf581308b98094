"""What becomes of the claims of an article when corrections are applied to them, one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal, TypeVar

from onrecord.extract.document import Document
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import find_quotations, kind_of
from onrecord.extract.triple import Addressee, Claim, Cue, Span, Speaker, Target, Triple, claim_id, covered
from onrecord.graph.corrections import anchors
from onrecord.graph.corrections.correction import Correction, moved
from onrecord.graph.corrections.following import follow
from onrecord.graph.spelling import normalise

Status = Literal["corrected", "confirmed", "added"]

CERTAIN: Final = 1.0
"""The confidence of a claim that somebody has looked at."""

_STATUS: Final[dict[str, Status]] = {
    "correct": "corrected",
    "confirm": "confirmed",
    "add": "added",
    "name": "corrected",
}

_Who = TypeVar("_Who", Speaker, Addressee)


@dataclass(slots=True)
class Corrected:
    """The claims of an article after corrections.

    Attributes:
        triples: the claims.
        status: what was done with those claims that are not as they were read, by their ids.
        corrections: what was applied, each with the id of the claim that it was found for, or lost.
        of_claim: what changed a claim, by its id: corrections of itself, and of another that it follows.
    """

    triples: list[Triple]
    status: dict[str, Status] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    of_claim: dict[str, list[Correction]] = field(default_factory=dict)


def apply(document: Document, triples: Sequence[Triple], corrections: Iterable[Correction]) -> Corrected:
    """Apply corrections, in their order, to the original claims of an article."""
    work = _Work(document, list(triples))
    done = [work.apply(correction) for correction in corrections]
    ids = {triple.claim.id for triple in work.triples}
    status = {id: status for id, status in work.status.items() if id in ids}
    return Corrected(_in_order(work.triples), status, done, work.of_claim)


def _in_order(triples: Iterable[Triple]) -> list[Triple]:
    """The claims in the order of the text, and those inside others too, in whatever order they were read."""
    found = sorted(triples, key=lambda triple: (_start(triple), triple.claim.id))
    places = {triple.claim.id: number for number, triple in enumerate(found)}
    return [
        replace(triple, reports=tuple(sorted((id for id in triple.reports if id in places), key=places.__getitem__)))
        for triple in found
    ]


class _Work:
    """The claims of an article, as far as they have been corrected."""

    def __init__(self, document: Document, triples: list[Triple]) -> None:
        self.document = document
        self.triples = triples
        self.status: dict[str, Status] = {}
        self.of_claim: defaultdict[str, list[Correction]] = defaultdict(list)
        self._settled: defaultdict[str, set[str]] = defaultdict(set)  # the parts of claims that people looked at
        self._ids: dict[str, str] = {}  # what the ids of claims are in this text, by what they were when corrected

    def apply(self, correction: Correction) -> Correction:
        """Apply a correction. Returns it with the claim's id here, or lost."""
        if correction.kind == "name":
            return replace(correction, document=self.document.id, lost=not self._name(correction))
        triple = self._found(correction)
        if triple is None:
            if not (spans := anchors.place(correction.read, self.document.text)):
                return replace(correction, lost=True)
            triple = rebuilt(correction.read, self.document, spans, correction.claim)
            if correction.kind != "drop":
                self._put(triple)
        elif correction.kind == "add":
            self._put(rebuilt(correction.read, self.document, triple.claim.spans, triple.claim.id))
        self._ids[correction.claim] = id = triple.claim.id
        if correction.kind == "drop":
            self.triples = [each for each in self.triples if each.claim.id != id]
        else:
            self._change(id, correction)
            before = self.status.get(id)
            self.status[id] = "added" if before == "added" else _STATUS[correction.kind]
            if correction.kind == "confirm" and before:
                self.status[id] = before
        return moved(correction, self.document.id, id, False)

    def _found(self, correction: Correction) -> Triple | None:
        """The claim that a correction is about."""
        id = self._ids.get(correction.claim, correction.claim)
        by_id = next((triple for triple in self.triples if triple.claim.id == id), None)
        if by_id and (correction.claim in self._ids or anchors.is_of(correction.read, self.document.text)):
            return by_id
        if correction.kind != "add":
            return anchors.find(correction.read, self.triples, self.document.text)
        # The same words may be said by several, and one may say a part of what another claim says.
        said_by = _name(correction.read.get("speaker"))
        candidates = [
            each
            for each in self.triples
            if (each.speaker and normalise(each.speaker.name)) == said_by and self.status.get(each.claim.id) != "added"
        ]
        return anchors.find(correction.read, candidates, self.document.text, anchors.NEARLY_ALL)

    def _put(self, new: Triple) -> None:
        """Add a claim, or put it in the place of the one of its id; whoever reports it says so from now on."""
        others = [triple for triple in self.triples if triple.claim.id != new.claim.id]
        around = [triple for triple in others if _is_inside(new, triple)]
        inner = min(around, key=lambda triple: sum(stop - start for start, stop in triple.claim.spans), default=None)
        if inner and new.claim.id not in inner.reports:
            reporting = replace(inner, reports=(*inner.reports, new.claim.id))
            others = [reporting if each is inner else each for each in others]
        self.triples = [*others, new]

    def _change(self, id: str, correction: Correction) -> None:
        """Change a claim, and those that follow it."""
        before = next(triple for triple in self.triples if triple.claim.id == id)
        after = changed(before, correction)
        self._settled[id] |= set(correction.change) if correction.kind == "correct" else {"speaker", "about"}
        others = follow(self.triples, before, after, self._settled) if "speaker" in correction.change else {}
        self.triples = [{**others, id: after}.get(triple.claim.id, triple) for triple in self.triples]
        self.of_claim[id].append(correction)
        for each in others:
            self.of_claim[each].append(correction)
            self.status.setdefault(each, "corrected")

    def _name(self, correction: Correction) -> bool:
        """Name an unnamed source wherever it speaks, is spoken of or is told; tell whether it does."""
        change = correction.change
        source, name, type = normalise(change["source"]), change["name"], change["type"]
        whos = [who for triple in self.triples for who in (triple.speaker, *triple.addressees) if who]
        unnamed = {(who.type, normalise(who.name)) for who in whos if not who.named and normalise(who.name) == source}

        def of_source(who: Speaker | Addressee | Target) -> bool:
            return (who.type, normalise(who.name)) in unnamed

        def named(who: _Who) -> _Who:
            return replace(who, name=name, type=type, named=True) if of_source(who) else who

        for number, triple in enumerate(self.triples):
            now = replace(
                triple,
                speaker=triple.speaker and named(triple.speaker),
                addressees=tuple(named(each) for each in triple.addressees),
                targets=tuple(
                    replace(each, name=name, type=type) if of_source(each) else each for each in triple.targets
                ),
            )
            if now != triple:
                self.triples[number] = now
                self.status.setdefault(now.claim.id, "corrected")
                self.of_claim[now.claim.id].append(correction)
        return bool(unnamed)


def rebuilt(read: Mapping[str, Any], document: Document, spans: Sequence[Span], id: str) -> Triple:
    """A claim that was read before, with its words where they stand in this text."""
    text, same = document.text, anchors.is_of(read, document.text)
    claim = Triple.from_dict({**read, "document": document.to_dict()}, document)
    shift = spans[0][0] - _start(claim)

    def placed(part: Mapping[str, Any]) -> dict[str, Any]:
        near = (part["spans"][0][0] if part["spans"] else 0) + shift
        found = anchors.part_place(part, text, near, same)
        return {**part, "spans": found, "text": covered(text, found) if found else part["text"]}

    parts = {name: read.get(name) and placed(read[name]) for name in ("speaker", "cue")}
    lists = {name: [placed(part) for part in read.get(name) or ()] for name in ("targets", "addressees")}
    speaker = parts["speaker"]["text"] if parts["speaker"] else ""
    own = id if same and id else claim_id(document.id, speaker, spans)
    moved_claim = {**read["claim"], "id": own, "spans": spans, "text": covered(text, spans)}
    return Triple.from_dict({**read, **parts, **lists, "claim": moved_claim}, document)


def changed(triple: Triple, correction: Correction) -> Triple:
    """A claim after a correction of it, or after it was confirmed."""
    document, change = triple.document, correction.change
    text, same = document.text, anchors.is_of(correction.read, document.text)
    shift = _start(triple) - anchors.start_of(correction.read)

    def spans_of(part: Mapping[str, Any]) -> tuple[Span, ...]:
        near = (part["spans"][0][0] if part["spans"] else 0) + shift
        return anchors.part_place(part, text, near, same)

    def words(part: Mapping[str, Any], spans: Sequence[Span]) -> str:
        return covered(text, spans) if spans else str(part["text"])

    triple = replace(triple, confidence=CERTAIN)
    if "claim" in change and (spans := spans_of(change["claim"])):
        triple = with_claim(triple, spans)
    if "speaker" in change:
        who, speaker = change["speaker"], None
        if who:
            spans = spans_of(who)
            speaker = Speaker(who["name"], who["type"], who.get("named", True), words(who, spans), spans)
        triple = replace(triple, speaker=speaker)
    if "cue" in change:
        cue = change["cue"]
        triple = replace(triple, cue=cue and Cue(words(cue, spans := spans_of(cue)), spans))
    if "act" in change:
        triple = replace(triple, claim=replace(triple.claim, act=change["act"]))
    if "about" in change:
        about = []
        for target in change["about"]:
            spans = spans_of(target)
            about.append(Target(target["name"], target["type"], "about", words(target, spans), spans))
        mentions = tuple(target for target in triple.targets if target.role != "about")
        triple = replace(triple, targets=(*about, *mentions))
    return triple


def with_claim(triple: Triple, spans: tuple[Span, ...]) -> Triple:
    """A claim with other words. Who is spoken of in the old ones, and not in the new ones, is a target no longer."""
    text, before = triple.document.text, triple.claim
    claim = Claim(before.id, covered(text, spans), kind_at(text, spans), spans, before.act)
    targets = tuple(
        target
        for target in triple.targets
        if not any(_touch(span, before.spans) and not _touch(span, spans) for span in target.spans)
    )
    return replace(triple, claim=claim, targets=targets)


def kind_at(text: str, spans: Sequence[Span]) -> Any:
    """Whether what stands there is quoted."""
    return kind_of(text, spans, find_quotations(plain(text)))


def _name(who: Mapping[str, Any] | None) -> str | None:
    return normalise(who["name"]) if who else None


def _touch(span: Span, spans: Iterable[Span]) -> bool:
    return any(span[0] < stop and start < span[1] for start, stop in spans)


def _is_inside(inner: Triple, outer: Triple) -> bool:
    """Whether a claim stands in another: all of it, or its cue."""
    place = inner.cue.spans if inner.cue and inner.cue.spans else inner.claim.spans
    return outer.claim.spans != inner.claim.spans and all(
        any(first <= start and stop <= last for first, last in outer.claim.spans) for start, stop in place
    )


def _start(triple: Triple) -> int:
    return triple.claim.spans[0][0] if triple.claim.spans else 0
