"""All of a triple that stands somewhere in the text."""

from __future__ import annotations

from onrecord.extract import Claim, Cue, Speaker, Target, Triple
from onrecord.extract.triple import Addressee


def parts(triple: Triple) -> list[Speaker | Cue | Claim | Target | Addressee]:
    quoting = (triple.claim, triple.cue, triple.speaker, *triple.targets, *triple.addressees)
    return [part for part in quoting if part is not None]
