"""One correction, and how a store keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal, get_args

from onrecord.extract import checks
from onrecord.extract.errors import InputError
from onrecord.extract.triple import Triple
from onrecord.graph.model.rows import Row, clean

CorrectionKind = Literal["correct", "drop", "confirm", "add", "name"]
KINDS: Final = get_args(CorrectionKind)
BESIDE: Final = 40
"""Characters of the text that are kept from either side of a claim."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of a claim, or of an unnamed source of one article.

    Attributes:
        id: its own, the same wherever the correction is copied.
        at: when, in ISO 8601, UTC.
        by: who.
        kind: "correct" the claim, "drop" or "confirm" it, "add" one that was missed, or "name" an unnamed source.
        document: the id of the article.
        claim: the id of the claim; empty for "name".
        change: what is right. Of "correct" any of speaker, cue, claim, act and about, as in `Triple.to_dict`; of "name"
            `source`, what the article calls the unnamed source, with its `name` and `type`; else empty.
        read: the claim as it was before, of "add" as it is to be, as in `Triple.to_dict`, with the words `before` and
            `after` it and the fingerprint of the `text`; empty for "name".
        path: the file of the article, None where there is none.
        lost: whether the article is not there, or its words are not in it.
    """

    id: str
    at: str
    by: str
    kind: CorrectionKind
    document: str
    claim: str
    change: Mapping[str, Any]
    read: Mapping[str, Any]
    path: str | None = None
    lost: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """Its place among all."""
        return self.at, self.id

    @property
    def words(self) -> str:
        """The words that it is about: of the claim, or of the unnamed source."""
        if self.kind == "name":
            return str(self.change["source"])
        return str(self.read["claim"]["text"])

    @property
    def what(self) -> str:
        """What was corrected, in words: “speaker: Ana Ruiz → Ben Hall”."""
        if self.kind == "name":
            return f"{self.change['source']} is {self.change['name']}"
        if self.kind == "correct":
            return "; ".join(f"{part}: {_told(self.read, part)} → {_told(self.change, part)}" for part in self.change)
        return {"drop": "is no claim", "confirm": "is right", "add": "was missed"}[self.kind]

    def row(self) -> Row:
        """The correction as the store keeps it."""
        return {
            "id": self.id,
            "document": self.document,
            "claim": self.claim,
            "kind": self.kind,
            "change": _json(self.change),
            "read": _json(self.read),
            "made_by": clean(self.by),
            "made_at": self.at,
            "path": self.path,
            "lost": self.lost,
        }

    def to_dict(self) -> dict[str, Any]:
        """The correction as plain values, as JSON Lines have it."""
        return {
            "id": self.id,
            "at": self.at,
            "by": self.by,
            "kind": self.kind,
            "document": self.document,
            "claim": self.claim,
            "change": dict(self.change),
            "read": dict(self.read),
            "path": self.path,
        }

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Correction:
        """The correction that `row` gave."""
        return cls(
            row["id"],
            row["made_at"],
            row["made_by"],
            row["kind"],
            row["document"],
            row["claim"],
            json.loads(row["change"]),
            json.loads(row["read"]),
            row["path"],
            bool(row["lost"]),
        )

    @classmethod
    def from_dict(cls, given: object) -> Correction:
        """The correction that `to_dict` gave.

        Raises:
            InputError: a field is missing or wrong.
        """
        fields = checks.mapping(given, "correction")
        id, at, by, document, claim = (checks.text(fields.get(name), f"correction.{name}") for name in TEXTS)
        kind = checks.one_of(fields.get("kind"), KINDS, "correction.kind")
        change = checks.mapping(fields.get("change"), "correction.change")
        read = checks.mapping(fields.get("read"), "correction.read")
        path = checks.optional_text(fields.get("path"), "correction.path")
        found = cls(id, at, by, kind, document, claim, change, read, path)
        found.check()
        return found

    def check(self) -> None:
        """See that it says what its kind has to say.

        Raises:
            InputError: it does not.
        """
        try:
            datetime.fromisoformat(self.at)
        except ValueError:
            raise InputError(f"correction.at is {self.at!r:.50}, no time like 2024-03-05T12:00:00+00:00") from None
        if self.kind == "name":
            for name in ("source", "name", "type"):
                checks.filled_text(self.change.get(name), f"correction.change.{name}")
            return
        for name in ("before", "after", "text"):
            checks.text(self.read.get(name), f"correction.read.{name}")
        whole = {**self.read, **_as_parts(self.change, self.read)}
        Triple.from_dict({**self.read, "document": {"id": self.document}})
        Triple.from_dict({**whole, "document": {"id": self.document}})


TEXTS: Final = ("id", "at", "by", "document", "claim")


def made(
    kind: CorrectionKind,
    document: str,
    claim: str,
    change: Mapping[str, Any],
    read: Mapping[str, Any],
    by: str,
    path: str | None,
    others: Iterable[Correction] = (),
) -> Correction:
    """A new correction, made now, and after all `others`."""
    now = datetime.now(UTC)
    latest = max((other.at for other in others), default=None)
    if latest is not None:
        now = max(now, datetime.fromisoformat(latest) + timedelta(microseconds=1))
    at = now.isoformat(timespec="microseconds")
    said = _json([document, claim, kind, change, by, at])
    id = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Correction(id, at, by, kind, document, claim, change, read, path)


def in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections in the order in which they were made, each once."""
    return sorted({each.id: each for each in corrections}.values(), key=lambda each: each.order)


def moved(correction: Correction, document: str, claim: str, lost: bool) -> Correction:
    """The correction where it is found again."""
    return replace(correction, document=document, claim=claim, lost=lost)


def _as_parts(change: Mapping[str, Any], read: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a claim that a correction changes, for checking them."""
    parts = {name: change[name] for name in ("speaker", "cue", "claim") if name in change}
    claim = checks.mapping(parts.get("claim") or read.get("claim"), "claim")
    parts["claim"] = {"id": "", "kind": "indirect", **claim, "act": change.get("act", "say")}
    return parts | ({"targets": change["about"]} if "about" in change else {})


def _json(value: object) -> str:
    return clean(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def _told(reading: Mapping[str, Any], part: str) -> str:
    """A part of a reading in words."""
    value = reading.get(part)
    if part == "about" and value is None:
        value = [target for target in reading.get("targets", ()) if target["role"] == "about"]
    if part == "act":
        return str(value or (reading.get("claim") or {}).get("act", "say"))
    if isinstance(value, list):
        return ", ".join(str(target["name"]) for target in value) or "nobody"
    if value is None:
        return "nobody" if part == "speaker" else "none"
    return str(value["name"] if part == "speaker" else f"“{value['text']}”")
