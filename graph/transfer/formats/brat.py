"""Articles for the annotation tool brat, and back: a folder of texts with standoff, and the configuration for them.

A claim is an event of the type Claim: its trigger are the words of the claim, its arguments the Speaker, the Cue and
those it is About. Its act and that it is Confirmed are attributes, its id is in a note. Names are notes of the words
that mean somebody. `documents.json` tells which article a file is; brat does not read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import acts
from onrecord.extract.triple import EntityType, Span, Speaker, Target, Triple, covered
from onrecord.graph.transfer.annotated import BREAKS, Article, Marked, MarkedWho, fragments

DOCUMENTS: Final = "documents.json"
TYPES: Final = {type.capitalize(): type for type in get_args(EntityType)}
_LINE: Final = re.compile(r"([TEAM#RN*]\d*)\t(.*)", re.DOTALL)
_BOUND: Final = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def write_folder(articles: Iterable[Article], folder: Path) -> tuple[int, int]:
    """Write articles in their order, which their numbers keep. Returns how many articles and claims there are."""
    documents, claims = {}, 0
    (folder / "annotation.conf").write_text(configuration(), "utf-8")
    for number, (document, triples) in enumerate(articles, start=1):
        name = f"{number:05d}-{_slug(document.title or document.id)}"
        documents[name] = document.id
        with (folder / f"{name}.txt").open("w", encoding="utf-8", newline="") as file:
            file.write(document.text)
        (folder / f"{name}.ann").write_text(standoff(document, triples), "utf-8", newline="\n")
        claims += len(triples)
    (folder / DOCUMENTS).write_text(json.dumps(documents, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return len(documents), claims


def read_folder(folder: Path) -> Iterator[tuple[str, str, list[Marked]]]:
    """Read a folder that `write_folder` wrote and people changed: of each article its file, its id and its claims.

    Raises:
        InputError: a file is missing, or is not as brat writes it.
    """
    try:
        documents = json.loads((folder / DOCUMENTS).read_text("utf-8"))
    except FileNotFoundError:
        raise InputError(f"{folder / DOCUMENTS}: it is not there; export --format brat writes it") from None
    except ValueError as error:
        raise InputError(f"{folder / DOCUMENTS}: it is not valid JSON ({error})") from None
    for name, id in documents.items():
        file = folder / f"{name}.ann"
        if file.exists():
            with (folder / f"{name}.txt").open(encoding="utf-8", newline="") as text:
                yield str(file), id, read_standoff(text.read(), file.read_text("utf-8"), str(file))


def configuration() -> str:
    """The file annotation.conf."""
    listed = "|".join(act.replace(" ", "_") for act in acts())
    anyone = "|".join(TYPES)
    lines = ["[entities]", "Cue", *TYPES, "", "[relations]", "", "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"]
    lines += ["", "[events]", f"Claim\tSpeaker?:{anyone}, Cue?:Cue, About*:{anyone}", "", "[attributes]"]
    lines += [f"Act\tArg:Claim, Value:{listed}", "Confirmed\tArg:Claim", f"Unnamed\tArg:{anyone}", ""]
    return "\n".join(lines)


def standoff(document: Document, triples: Sequence[Triple]) -> str:
    """The file of annotations of an article."""
    writer = _Writer(document.text)
    for triple in triples:
        if not fragments(document.text, triple.claim.spans):
            continue
        arguments = [f"Claim:{writer.bound('Claim', triple.claim.spans, own=True)}"]
        if triple.speaker and triple.speaker.spans:
            arguments.append(f"Speaker:{writer.who(triple.speaker, named=triple.speaker.named)}")
        if triple.cue and triple.cue.spans:
            arguments.append(f"Cue:{writer.bound('Cue', triple.cue.spans)}")
        about = [target for target in triple.targets if target.role == "about" and target.spans]
        for number, bound in enumerate(dict.fromkeys(map(writer.who, about)), start=1):
            arguments.append(f"About{number if number > 1 else ''}:{bound}")
        writer.event(triple, arguments)
    return "".join(line + "\n" for line in writer.lines)


@dataclass(slots=True)
class _Writer:
    text: str
    lines: list[str] = field(default_factory=list)
    _bounds: dict[tuple[object, ...], str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)

    def bound(self, type: str, spans: Sequence[Span], note: str = "", *, own: bool = False) -> str:
        """The id of marked words; the same ones are marked once, unless they are an event's `own`."""
        place = fragments(self.text, spans)
        known = (type, place, note, self._next("own") if own else 0)
        if known not in self._bounds:
            self._bounds[known] = id = f"T{self._next('T')}"
            offsets = ";".join(f"{start} {stop}" for start, stop in place)
            self.lines.append(f"{id}\t{type} {offsets}\t{covered(self.text, place)}")
            if note:
                self.note(id, note)
        return self._bounds[known]

    def who(self, who: Speaker | Target, named: bool = True) -> str:
        before = len(self._bounds)
        id = self.bound(who.type.capitalize(), who.spans, BREAKS.sub(" ", who.name))
        if not named and len(self._bounds) > before:
            self.lines.append(f"A{self._next('A')}\tUnnamed {id}")
        return id

    def event(self, triple: Triple, arguments: Sequence[str]) -> None:
        id = f"E{self._next('E')}"
        self.lines.append(f"{id}\t{' '.join(arguments)}")
        self.lines.append(f"A{self._next('A')}\tAct {id} {triple.claim.act.replace(' ', '_')}")
        sure = "" if triple.confidence is None else f" confidence={triple.confidence:.2f}"
        self.note(id, f"claim={triple.claim.id}{sure}")

    def note(self, id: str, text: str) -> None:
        self.lines.append(f"#{self._next('#')}\tAnnotatorNotes {id}\t{text.replace(chr(9), ' ')}")

    def _next(self, kind: str) -> int:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return self._numbers[kind]


def read_standoff(text: str, content: str, file: str) -> list[Marked]:
    """The claims in a file of annotations.

    Raises:
        InputError: a line is not as brat writes it; the message names it.
    """
    bounds: dict[str, tuple[str, tuple[Span, ...]]] = {}
    events: dict[str, list[tuple[str, str]]] = {}
    attributes: dict[str, dict[str, str]] = {}
    notes: dict[str, str] = {}
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        place, match = f"{file}, line {number}", _LINE.fullmatch(line.rstrip("\r"))
        if match is None:
            raise InputError(f"{place}: it is no line of brat's standoff: {line:.60}")
        id, rest = match[1], match[2]
        if id[0] == "T":
            bounds[id] = _bound(rest, text, place)
        elif id[0] == "E":
            events[id] = [(role, at) for role, _, at in (part.partition(":") for part in rest.split())]
        elif id[0] in "AM":
            name, to, *value = rest.split(" ")
            attributes.setdefault(to, {})[name] = value[0] if value else ""
        elif id[0] == "#" and rest.startswith("AnnotatorNotes "):
            to, _, note = rest.removeprefix("AnnotatorNotes ").partition("\t")
            notes[to] = note
    for id, arguments in events.items():
        if missing := [at for _, at in arguments if at not in bounds]:
            raise InputError(f"{file}: {id} has the argument {missing[0]}, which is not there")

    def who(at: str) -> MarkedWho:
        type, spans = bounds[at]
        if type not in TYPES:
            raise InputError(f"{file}: {at} is a {type}: whoever speaks or is spoken of is one of {', '.join(TYPES)}")
        return MarkedWho(spans, notes.get(at, "").strip(), TYPES[type], "Unnamed" not in attributes.get(at, {}))

    found = []
    for id, arguments in events.items():
        kind, trigger = arguments[0]
        if kind != "Claim":
            continue
        roles: dict[str, list[str]] = {}
        for role, at in arguments[1:]:
            roles.setdefault(role.rstrip("0123456789"), []).append(at)
        known = re.search(r"\bclaim=(\S+)", notes.get(id, ""))
        told = attributes.get(id, {})
        act = told.get("Act", "say").replace("_", " ")
        if act not in acts():
            raise InputError(f"{file}: {id} has the act “{act}”: it is none of {', '.join(acts())}")
        found.append(
            Marked(
                known[1] if known else "",
                bounds[trigger][1],
                tuple(sorted(span for at in roles.get("Cue", ()) for span in bounds[at][1])),
                who(roles["Speaker"][0]) if roles.get("Speaker") else None,
                tuple(map(who, roles.get("About", ()))),
                act,
                "Confirmed" in told,
            )
        )
    return found


def _bound(rest: str, text: str, place: str) -> tuple[str, tuple[Span, ...]]:
    match = _BOUND.fullmatch(rest.partition("\t")[0])
    if match is None:
        raise InputError(f"{place}: it should say “TYPE START STOP;START STOP”, not “{rest:.60}”")
    spans = sorted((int(start), int(stop)) for start, stop in (part.split() for part in match[2].split(";")))
    if any(not start < stop <= len(text) for start, stop in spans):
        raise InputError(f"{place}: its offsets are no part of a text of {len(text):,} characters")
    return match[1], tuple(spans)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text, flags=re.ASCII).strip("-")[:40] or "article"
