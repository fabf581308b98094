"""Annotated articles in brat standoff, as PolNeAR has them: text/NAME.txt and attributions/NAME_ANNOTATOR.ann."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.triple import Span


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and, for each annotator, the attributions found in it."""

    name: str
    text: str
    annotators: dict[str, list[Attribution]]


def read_corpus(folder: Path) -> list[Annotated]:
    """All articles of a folder with text/ and attributions/, in order of name."""
    annotations: dict[str, dict[str, list[Attribution]]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = path.stem.rpartition("_")
        annotations.setdefault(name, {})[annotator] = read_standoff(path)
    return [
        Annotated(path.stem, path.read_text(encoding="utf-8"), annotations[path.stem])
        for path in sorted((folder / "text").glob("*.txt"))
        if path.stem in annotations
    ]


def read_standoff(path: Path) -> list[Attribution]:
    """The attributions of one .ann file; those without content are left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    spans: dict[str, list[Span]] = {}
    for line in lines:
        if line.startswith("T") and "\t" in line:
            key, label, *_ = line.split("\t", 2)
            spans[key] = [_span(part) for part in label.split(" ", 1)[1].split(";")]
    attributions = []
    for line in lines:
        if not line.startswith("E"):
            continue
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in line.split("\t", 1)[1].split():
            role, _, key = argument.partition(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in roles:
                roles[role] += spans.get(key, [])
        if roles["content"]:
            source, cue, content = (tuple(sorted(roles[role])) for role in ("source", "cue", "content"))
            attributions.append(Attribution(source, cue, content))
    return attributions


def _span(part: str) -> Span:
    start, stop = map(int, part.split())
    return start, stop
