"""Speaker – claim – target, with the exact places in the text: the one format between extraction and graph.

`Triple.to_dict()` is what `onrecord extract --format jsonl` prints, one object a claim. Spans are lists of half-open
character offsets into the document's text; `text` is what they cover, joined by a space.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, Literal

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

    def to_dict(self) -> dict[str, Any]:
        """The object that `onrecord extract --format jsonl` prints."""
        document = self.document
        return {
            "document": {
                "id": document.id,
                "title": document.title,
                "url": document.url,
                "publisher": document.publisher,
                "date": document.date.isoformat() if isinstance(document.date, Date) else None,
                "path": document.path,
            },
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
