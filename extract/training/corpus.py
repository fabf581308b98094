"""Annotated articles: folders of brat standoff as PolNeAR has them, or JSON Lines as `onrecord extract` prints them.

A folder holds text/NAME.txt and attributions/NAME_ANNOTATOR.ann (or NAME.ann); names.jsonl, if it is there, says for
some of the articles who each speaker is and whom each claim is about. JSON Lines are read by `lines`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.triple import Span

_ROLES = ("source", "cue", "content")
HELD_OUT = 10
"""One article of so many is held out as dev where no dev is given."""


class GoldError(ValueError):
    """Annotated articles cannot be read; the message names file and line, and says what is wrong there."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who says one claim and whom it speaks of, by the most complete names in the article.

    `speaker` is None for hearsay; `type` is an entity's type, "unnamed" or "none". `about` are those of whom the claim
    says something, `mentions` those that it merely names.
    """

    speaker: str | None
    type: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and, for each annotator, the attributions found in it, for some also the names of each."""

    name: str
    text: str
    annotators: dict[str, list[Attribution]]
    names: dict[str, list[Names]] = field(default_factory=dict)


def read_gold(path: Path) -> list[Annotated]:
    """The annotated articles of a folder of brat standoff, or of a file of JSON Lines.

    Raises:
        GoldError: there are none, or one is annotated wrongly.
    """
    from onrecord.extract.training.lines import read_lines

    if not path.exists():
        raise GoldError(f"{path}: there is no such file or folder: check the path")
    corpus = read_lines(path) if path.is_file() else read_corpus(path)
    if not corpus:
        raise GoldError(f"{path}: there are no annotated articles: text/NAME.txt with attributions/NAME_ANNOTATOR.ann")
    return corpus


def read_corpus(folder: Path) -> list[Annotated]:
    """All articles of a folder with text/ and attributions/, in order of name; those without annotation left out."""
    for part in ("text", "attributions"):
        if not (folder / part).is_dir():
            raise GoldError(
                f"{folder / part}: there is no such folder: annotated articles have text/ and attributions/"
            )
    texts = {path.stem: _text(path) for path in sorted((folder / "text").glob("*.txt"))}
    annotations: dict[str, dict[str, list[Attribution]]] = {name: {} for name in texts}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name, _, annotator = (path.stem, "", "") if path.stem in texts else path.stem.rpartition("_")
        if name not in texts:
            raise GoldError(f"{path}: there is no text/{name or path.stem}.txt for it")
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


def hold_out(corpus: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """What to learn from and what to choose by: every tenth article, in the order of their texts' fingerprints."""
    shuffled = sorted(corpus, key=lambda one: hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).digest())
    held = {id(one) for one in shuffled[::HELD_OUT]}
    return [one for one in corpus if id(one) not in held], [one for one in corpus if id(one) in held]


def count(corpus: Iterable[Annotated]) -> tuple[int, int]:
    """How many articles there are, and how many attributions by all annotators."""
    found = [sum(map(len, one.annotators.values())) for one in corpus]
    return len(found), sum(found)


def fingerprint(corpus: Iterable[Annotated]) -> str:
    """The same for the same texts with the same attributions, in whatever files they are."""
    digest = hashlib.sha256()
    for one in corpus:
        spans = [[(a.source, a.cue, a.content) for a in found] for found in one.annotators.values()]
        digest.update(f"{len(one.text)} {one.text} {spans}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Each object of a file of JSON Lines, with its file and line for messages."""
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{place}: it is not valid JSON ({error})") from None
        if not isinstance(record, dict):
            raise GoldError(f"{place}: it is not an object {{…}}")
        yield place, record


def _text(path: Path) -> str:
    """A file as it is, line ends included, since offsets count them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: it is not UTF-8") from None


def _spans(label: str, text: str, place: str) -> list[Span]:
    """ "Content 5 12;20 31" as spans."""
    found = re.fullmatch(r"\S+ (\d+ \d+(?:;\d+ \d+)*)", label)
    if not found:
        raise GoldError(f"{place}: it should say “TYPE START STOP;START STOP”, not “{label}”")
    spans = []
    for part in found[1].split(";"):
        start, stop = map(int, part.split())
        if not start <= stop <= len(text):
            raise GoldError(f"{place}: {start} to {stop} is no part of a text of {len(text):,} characters")
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
            raise GoldError(f"{place}: the file has no {key}")
        roles[role] += parts[key]
    source, cue, content = (tuple(sorted(roles[role])) for role in _ROLES)
    return Attribution(source, cue, content)


def _read_names(path: Path, annotations: dict[str, dict[str, list[Attribution]]]) -> dict[str, dict[str, list[Names]]]:
    """names.jsonl: for an article and one of its annotators the names of each attribution, in the order of contents."""
    names: dict[str, dict[str, list[Names]]] = {}
    for place, record in json_lines(path) if path.is_file() else ():
        try:
            rows = [Names(n["speaker"], n["type"], tuple(n["about"]), tuple(n["mentions"])) for n in record["names"]]
            article, annotator = record["doc"], record["annotator"]
            found = annotations[article][annotator]
        except (KeyError, TypeError) as error:
            raise GoldError(f"{place}: it is no row of names of an annotated article ({error!r})") from None
        if len(rows) != len(found):
            raise GoldError(f"{place}: {len(rows)} names for {len(found)} attributions")
        order = sorted(range(len(found)), key=lambda number: min(found[number].content)[0])
        by_attribution = dict(zip(order, rows, strict=True))
        names.setdefault(article, {})[annotator] = [by_attribution[number] for number in range(len(found))]
    return names
