"""Articles of our own with their triples written by hand, for tests that need no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from typing import Any

from onrecord.extract import Claim, Cue, Document, Speaker, Target, Triple
from onrecord.extract.triple import EntityType, Kind, Role, Span, claim_id


def document(text: str, id: str = "", day: str | None = None, **known: Any) -> Document:
    """A document; `day` as in "2024-05-01", `known` as title, url, publisher or path."""
    return Document(text, id, date=Date.fromisoformat(day) if day else None, **known)


def speaker(name: str, type: EntityType = "person", *, named: bool = True, text: str | None = None) -> Speaker:
    """Who says it; `text` are the article's words for it here, if other than the name."""
    return Speaker(name, type, named, text or name, ())


def target(name: str, type: EntityType = "person", role: Role = "about", text: str | None = None) -> Target:
    """Whom a claim is about, or who is mentioned in it."""
    return Target(name, type, role, text or name, ())


def triple(
    article: Document,
    who: Speaker | None,
    claim: str,
    *targets: Target,
    cue: str | None = "said",
    kind: Kind = "direct",
    confidence: float = 1.0,
) -> Triple:
    """A triple whose spans are found in the article's text: its words for speaker, cue, claim and targets."""
    spans = place(article.text, claim)
    found = Claim(claim_id(article.id, who.text if who else "", spans), claim, kind, spans)
    return Triple(
        article,
        who and Speaker(who.name, who.type, who.named, who.text, place(article.text, who.text)),
        Cue(cue, place(article.text, cue)) if cue else None,
        found,
        tuple(Target(t.name, t.type, t.role, t.text, place(article.text, t.text)) for t in targets),
        confidence,
    )


def place(text: str, words: str) -> tuple[Span, ...]:
    """Where the words stand first in the text, () where they do not."""
    start = text.find(words)
    return ((start, start + len(words)),) if start >= 0 else ()


HARBOUR = document(
    "“The harbour will stay open,” Mayor Ana Ruíz said on Monday. She accused Norsk Havn of greed. "
    "A senior aide said that the talks in Bergen had failed.",
    "harbour-1",
    "2024-05-01",
    title="Harbour to stay open",
    publisher="The Daily Quay",
    url="https://quay.example/harbour",
)
HARBOUR_TRIPLES = [
    triple(
        HARBOUR,
        speaker("Ana Ruíz", text="Mayor Ana Ruíz"),
        "“The harbour will stay open,”",
        target("harbour", "place"),
        confidence=0.98,
    ),
    triple(
        HARBOUR,
        speaker("Ana Ruíz", text="She"),
        "greed",
        target("Norsk Havn", "organization"),
        cue="accused",
        kind="indirect",
        confidence=0.8,
    ),
    triple(
        HARBOUR,
        speaker("A senior aide", named=False),
        "the talks in Bergen had failed",
        target("Bergen", "place", "mention"),
        kind="indirect",
        confidence=0.55,
    ),
]

ANSWER = document(
    "Norsk Havn (NH) denied the charge. “Ruiz never called us,” its chairman, Ola Berg, told the Gazette. "
    "Berg is said to have resigned. NH said Bergen mattered to it.",
    "answer-1",
    "2024-05-03",
    title="Company denies",
    publisher="The Gazette",
)
ANSWER_TRIPLES = [
    triple(ANSWER, speaker("Norsk Havn", "organization"), "the charge", cue="denied", kind="indirect"),
    triple(ANSWER, speaker("Ola Berg"), "“Ruiz never called us,”", target("Ana Ruíz", text="Ruiz"), cue="told"),
    triple(ANSWER, None, "to have resigned", target("Ola Berg", text="Berg"), cue="is said", kind="indirect"),
    triple(
        ANSWER,
        speaker("Norsk Havn", "organization", text="NH"),
        "Bergen mattered to it",
        target("Bergen", "place"),
        kind="indirect",
    ),
]

Batches = Sequence[tuple[Document, Sequence[Triple]]]
BOTH: Batches = [(HARBOUR, HARBOUR_TRIPLES), (ANSWER, ANSWER_TRIPLES)]

# Claims inside claims: what a mayor told, what she warned of in it, and what a company denied in that.
TOLD = document("A mayor told us: “I warned that it denied the leak.”", "told")
OUTER = triple(TOLD, speaker("Nora Berg", text="A mayor"), "I warned that it denied the leak", cue="told")
INNER = triple(TOLD, speaker("Nora Berg", text="I"), "it denied the leak", cue="warned")
DENIAL = triple(TOLD, speaker("Norsk Havn", "organization", text="it"), "the leak", cue="denied")
HAVN = target("Norsk Havn", "organization", text="it")
OUTER = replace(OUTER, targets=triple(TOLD, None, "leak", HAVN).targets, reports=(INNER.claim.id,))
INNER = replace(INNER, targets=OUTER.targets, reports=(DENIAL.claim.id,))
