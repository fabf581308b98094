"""All of a triple that stands somewhere in the text."""

from __future__ import annotations

from onrecord.extract import Claim, Cue, Speaker, Target, Triple


def parts(triple: Triple) -> list[Speaker | Cue | Claim | Target]:
    return [part for part in (triple.claim, triple.cue, triple.speaker, *triple.targets) if part is not None]
