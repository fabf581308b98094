"""Annotated articles as folders of brat standoff, as PolNeAR has them."""

from __future__ import annotations

import re
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.errors import InputError
from onrecord.extract.gold.articles import Annotated, Names, _text
from onrecord.extract.lines.line import records
from onrecord.extract.triple import Span

_ROLES = ("source", "cue", "content")


def read_corpus(folder: Path) -> list[Annotated]:
    """All articles of a folder with text/ and attributions/, in order of name; those without annotation left out."""
    for part in ("text", "attributions"):
        if not (folder / part).is_dir():
            raise InputError(
                f"{folder / part}: there is no such folder: annotated articles have text/ and attributions/"
            )
    texts = {path.stem: _text(path) for path in sorted((folder / "text").glob("*.txt"))}
    annotations: dict[str, dict[str, list[Attribution]]] = {name: {} for name in texts}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = (path.stem, "", "") if path.stem in texts else path.stem.rpartition("_")
        if name not in texts:
            raise InputError(f"{path}: there is no text/{name or path.stem}.txt for it")
        annotations[name][annotator] = read_standoff(path, texts[name])
    names = _read_names(folder / "names.jsonl", annotations)
    return [
        Annotated(name, text, annotations[name], names.get(name, {}))
        for name, text in texts.items()
        if annotations[name]
    ]


def read_standoff(path: Path, text: str) -> list[Attribution]:
    """The attributions of one .ann file; those without content are left out.

    A line that begins as none of standoff does is passed over: some tools break a covered text over lines.
    """
    parts: dict[str, list[Span]] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if re.match(r"T\d+\t", line):
            key, label, *_ = line.split("\t", 2)
            parts[key] = _spans(label, text, f"{path}, line {number}")
        elif re.match(r"E\d+\t", line):
            events.append((number, line.split("\t")[1]))
    found = (_attribution(event, parts, f"{path}, line {number}") for number, event in events)
    return [attribution for attribution in found if attribution.content]


def _spans(label: str, text: str, place: str) -> list[Span]:
    """ "Content 5 12;20 31" as spans."""
    found = re.fullmatch(r"\S+ (\d+ \d+(?:;\d+ \d+)*)", label)
    if not found:
        raise InputError(f"{place}: it should say “TYPE START STOP;START STOP”, not “{label}”")
    spans = []
    for part in found[1].split(";"):
        start, stop = map(int, part.split())
        if not start <= stop <= len(text):
            raise InputError(f"{place}: {start} to {stop} is no part of a text of {len(text):,} characters")
        spans.append((start, stop))
    return spans


def _attribution(event: str, parts: dict[str, list[Span]], place: str) -> Attribution:
    """ "Attribution:T4 Content:T3 Cue:T2 Source:T1" as an attribution; roles may be numbered. Others do not count."""
    roles: dict[str, list[Span]] = {role: [] for role in _ROLES}
    for argument in event.split():
        role, _, key = argument.partition(":")
        role = re.sub(r"\d+$", "", role).lower()
        if role not in roles:
            continue
        if key not in parts:
            raise InputError(f"{place}: the file has no {key}")
        roles[role] += parts[key]
    source, cue, content = (tuple(sorted(roles[role])) for role in _ROLES)
    return Attribution(source, cue, content)


def _read_names(path: Path, annotations: dict[str, dict[str, list[Attribution]]]) -> dict[str, dict[str, list[Names]]]:
    """names.jsonl: for an article and one of its annotators the names of each attribution, in the order of contents."""
    names: dict[str, dict[str, list[Names]]] = {}
    for place, record in records(path) if path.is_file() else ():
        try:
            rows = [Names(n["speaker"], n["type"], tuple(n["about"]), tuple(n["mentions"])) for n in record["names"]]
            article, annotator = record["doc"], record["annotator"]
            found = annotations[article][annotator]
        except (KeyError, TypeError) as error:
            raise InputError(f"{place}: it is no row of names of an annotated article ({error!r})") from None
        if len(rows) != len(found):
            raise InputError(f"{place}: {len(rows)} names for {len(found)} attributions")
        order = sorted(range(len(found)), key=lambda number: min(found[number].content)[0])
        by_attribution = dict(zip(order, rows, strict=True))
        names.setdefault(article, {})[annotator] = [by_attribution[number] for number in range(len(found))]
    return names
