"""Small annotated articles, and how they are written: as brat standoff or as JSON Lines."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.document import fingerprint
from support.attribution_markup import read_markup

Annotated = tuple[str, list[Attribution]]
"""A text and its attributions."""

_NAMES = ("Ana Ruiz", "Lee Park", "Jo Hill", "Sam Okoro", "Mia Berg", "Tom Vance")
_CUES = ("said", "warned", "insisted")
_THINGS = ("bridge", "harbour", "school", "budget", "road", "ferry")


def articles(number: int, seed: int = 1) -> Iterator[Annotated]:
    """As many short articles, no two the same, in which people say what will become of things."""
    draw = random.Random(seed)
    for article in range(number):
        sentences = [f"Report {seed}-{article}."]
        for n in range(1, 5):
            name, cue, thing, other = (draw.choice(words) for words in (_NAMES, _CUES, _THINGS, _THINGS))
            sentences.append(f"The {other} was built long ago.")
            sentences.append(f"{{source{n}:{name}}} {{cue{n}:{cue}}} that {{content{n}:the {thing} would close}}.")
        yield read_markup("\n".join(sentences))


def write_standoff(folder: Path, annotated: Iterable[Annotated]) -> Path:
    """A folder as PolNeAR's: text/ and attributions/, one annotator called “own”."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, (text, attributions) in enumerate(annotated):
        (folder / "text" / f"article-{number}.txt").write_text(text, encoding="utf-8")
        lines = []
        for event, one in enumerate(attributions):
            roles = []
            for place, (role, spans) in enumerate((("Source", one.source), ("Cue", one.cue), ("Content", one.content))):
                if spans:
                    key = f"T{3 * event + place + 1}"
                    offsets = ";".join(f"{start} {stop}" for start, stop in spans)
                    lines.append(f"{key}\t{role} {offsets}\t…")
                    roles.append(f"{role}:{key}")
            lines.append(f"E{event + 1}\t{' '.join(roles)}")
        path = folder / "attributions" / f"article-{number}_own.ann"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def as_line(text: str, one: Attribution) -> dict[str, Any]:
    """The least that a line needs: the article, and the spans of source, cue and claim."""
    parts = (("speaker", one.source), ("cue", one.cue), ("claim", one.content))
    return {
        "document": {"id": fingerprint(text), "text": text},
        **{part: {"spans": [list(span) for span in spans]} if spans else None for part, spans in parts},
    }


def write_lines(path: Path, annotated: Iterable[Annotated]) -> Path:
    """A file of JSON Lines, one claim a line."""
    lines = [json.dumps(as_line(text, one)) for text, attributions in annotated for one in attributions]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
