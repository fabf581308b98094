"""Speaker – claim – target, with the exact places in the text: the one format between extraction and graph.

`Triple.to_dict()` is what `onrecord extract --format jsonl` prints, one object a claim; `Triple.from_dict()` makes a
triple of it again. Spans are half-open character offsets into the document's text: tuples of tuples in Python, lists
of lists in JSON. `text` is what they cover, joined by a space.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

from onrecord.extract import checks
from onrecord.extract.document import Document

Span = tuple[int, int]
Kind = Literal["direct", "mixed", "indirect"]
EntityType = Literal["person", "organization", "place", "group", "work"]
Role = Literal["about", "mention"]


def covered(text: str, spans: Iterable[Span]) -> str:
    """What the spans cover, joined by a space."""
    return " ".join(text[start:stop] for start, stop in spans)


def claim_id(document_id: str, speaker_text: str, spans: Sequence[Span]) -> str:
    """The id of a claim: the same article gives the same ids on every run and machine."""
    place = ",".join(f"{start}-{stop}" for start, stop in spans)
    key = f"{document_id}\n{speaker_text}\n{place}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: `name` is the most complete name in the article, `text` the words at this place.

    `named` is false for a source that the article does not name ("a senior aide"); its `name` is its noun phrase.
    """

    name: str
    type: EntityType
    named: bool
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute: "said", "according to", "his vow"."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said. `kind`: direct (all inside quotation marks), mixed (some of it) or indirect (none).

    `act` is what the speaker does by it, as its cue tells: "say", "deny", "accuse" … (those of `lexicon/acts.toml`).
    """

    id: str
    text: str
    kind: Kind
    spans: tuple[Span, ...]
    act: str = "say"


@dataclass(frozen=True, slots=True)
class Target:
    """An entity in the claim: `about` if the claim says something of it, else `mention`."""

    name: str
    type: EntityType
    role: Role
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom it is said to: "told *the BBC*"; the fields are those of a speaker."""

    name: str
    type: EntityType
    named: bool
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Triple:
    """One claim with its speaker and its targets. `speaker` is None for hearsay, `cue` None where none is written.

    `reports` are the ids of the claims that stand inside this one, triples of their own: X said that Y had promised Z.

    `confidence` is the probability, 0 to 1, that it is right: that somebody claims this, and that it is the speaker;
    None where it is not known.
    """

    document: Document
    speaker: Speaker | None
    cue: Cue | None
    claim: Claim
    targets: tuple[Target, ...] = ()
    confidence: float | None = None
    addressees: tuple[Addressee, ...] = ()
    reports: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, line: Mapping[str, Any], document: Document | None = None) -> Triple:
        """Make a triple of the object that `to_dict` gives; lists and tuples are alike to it.

        Args:
            line: the object. It may lack what earlier versions did not have: `act`, `confidence`, `addressees` and
                `reports`.
            document: the article, since an object does not hold its text. Without it the triple has a document with
                the fields of `line["document"]` and the text that stands there, if one does, else an empty one.

        Raises:
            InputError: a field is missing or wrong; the message names it.
        """
        speaker, cue, claim = line.get("speaker"), line.get("cue"), checks.mapping(line.get("claim"), "claim")
        return cls(
            document or Document.from_dict(checks.mapping(line.get("document"), "document")),
            None if speaker is None else _who(Speaker, speaker, "speaker"),
            None if cue is None else Cue(*_quoted(checks.mapping(cue, "cue"), "cue")),
            _claim(claim),
            tuple(_target(*each) for each in _numbered(line, "targets")),
            checks.probability(line.get("confidence"), "confidence"),
            tuple(_who(Addressee, *each) for each in _numbered(line, "addressees")),
            tuple(checks.text(id, "reports") for id in checks.sequence(line.get("reports"), "reports")),
        )

    def to_dict(self) -> dict[str, Any]:
        """The object that `onrecord extract --format jsonl` prints."""
        return {
            "document": self.document.to_dict(),
            "speaker": self.speaker and _plain(self.speaker, ("name", "type", "named", "text", "spans")),
            "cue": self.cue and _plain(self.cue, ("text", "spans")),
            "claim": _plain(self.claim, ("id", "text", "kind", "spans", "act")),
            "targets": [_plain(target, ("name", "type", "role", "text", "spans")) for target in self.targets],
            "addressees": [
                _plain(addressee, ("name", "type", "named", "text", "spans")) for addressee in self.addressees
            ],
            "confidence": self.confidence,
            "reports": list(self.reports),
        }


def _plain(part: object, fields: tuple[str, ...]) -> dict[str, Any]:
    plain = {name: getattr(part, name) for name in fields}
    plain["spans"] = [list(span) for span in plain["spans"]]
    return plain


_Who = TypeVar("_Who", Speaker, Addressee)


def _numbered(line: Mapping[str, Any], field: str) -> list[tuple[object, str]]:
    """The entries of a list, each with its name for messages: "targets[0]"."""
    return [(part, f"{field}[{number}]") for number, part in enumerate(checks.sequence(line.get(field), field))]


def _quoted(part: Mapping[str, Any], field: str) -> tuple[str, tuple[Span, ...]]:
    return checks.text(part.get("text"), f"{field}.text"), checks.spans(part.get("spans"), f"{field}.spans")


def _claim(part: Mapping[str, Any]) -> Claim:
    kind = checks.one_of(part.get("kind"), get_args(Kind), "claim.kind")
    act = checks.text(part.get("act", "say"), "claim.act")
    text, spans = _quoted(part, "claim")
    return Claim(checks.text(part.get("id"), "claim.id"), text, kind, spans, act)


def _who(kind: type[_Who], part: object, field: str) -> _Who:
    fields = checks.mapping(part, field)
    name, type = _name(fields, field)
    return kind(name, type, fields.get("named") is not False, *_quoted(fields, field))


def _target(part: object, field: str) -> Target:
    fields = checks.mapping(part, field)
    name, type = _name(fields, field)
    return Target(
        name, type, checks.one_of(fields.get("role"), get_args(Role), f"{field}.role"), *_quoted(fields, field)
    )


def _name(part: Mapping[str, Any], field: str) -> tuple[str, EntityType]:
    name = checks.filled_text(part.get("name"), f"{field}.name")
    return name, checks.one_of(part.get("type"), get_args(EntityType), f"{field}.type")
