"""Articles for the annotation tool brat, and back: a folder of texts with standoff, and the configuration for them.

A claim is an event of the type Claim: its trigger are the words of the claim, its arguments the Speaker, the Cue and
those it is About. Its act and that it is Confirmed are attributes, its id is in a note. Names are notes of the words
that mean somebody. `documents.json` tells which article a file is; brat does not read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import acts
from onrecord.extract.triple import EntityType, Span, covered
from onrecord.graph.model.rows import Row, pairs
from onrecord.graph.transfer.annotated import BREAKS, Marked, MarkedWho, fragments
from onrecord.graph.transfer.said import Account, Party

DOCUMENTS: Final = "documents.json"
TYPES: Final = {type.capitalize(): type for type in get_args(EntityType)}
_LINE: Final = re.compile(r"([TEAM#RN*]\d*)\t(.*)", re.DOTALL)
_BOUND: Final = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


def write_folder(accounts: Iterable[Account], places: Mapping[str, int], folder: Path) -> tuple[int, int]:
    """Write articles.

    Args:
        accounts: the articles with what is said in them, in any order.
        places: the place of each by its id, which their files' numbers keep; those without one are left out.
        folder: where they are written to.

    Returns:
        how many articles and claims there are.
    """
    (folder / "annotation.conf").write_text(configuration(), "utf-8")
    written: dict[int, tuple[str, str]] = {}
    claims = 0
    for account in accounts:
        document = account.document
        place = places.get(document["id"])
        if place is None:
            continue
        name = f"{place:05d}-{_slug(document['title'] or document['id'])}"
        written[place] = name, document["id"]
        for ending, content in (("txt", document["text"]), ("ann", standoff(account))):
            with open(f"{folder}/{name}.{ending}", "wb") as file:  # by Path, a file takes twice as long
                file.write(content.encode())
        claims += len(account.claims)
    documents = dict(written[place] for place in sorted(written))
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


def standoff(account: Account) -> str:
    """The file of annotations of an article."""
    text = account.document["text"]
    writer = _Writer(text)
    for said in account.claims:
        claim = said.claim
        place = fragments(text, said.spans)
        if not place:
            continue
        arguments = [f"Claim:{writer.mark('Claim', place)}"]
        if said.speaker and said.speaker.offsets:
            arguments.append(f"Speaker:{writer.who(said.speaker, named=said.speaker.named)}")
        if claim["cue"] is not None and claim["cue_spans"]:
            arguments.append(f"Cue:{writer.bound('Cue', claim['cue_spans'])}")
        about = [target for target in said.about if target.offsets]
        for number, bound in enumerate(dict.fromkeys(map(writer.who, about)), start=1):
            arguments.append(f"About{number if number > 1 else ''}:{bound}")
        writer.event(claim, arguments)
    return "".join(line + "\n" for line in writer.lines)


@dataclass(slots=True)
class _Writer:
    text: str
    lines: list[str] = field(default_factory=list)
    _bounds: dict[tuple[object, ...], str] = field(default_factory=dict)
    _marks: int = 0
    _events: int = 0
    _attributes: int = 0
    _notes: int = 0

    def mark(self, type: str, place: Sequence[Span]) -> str:
        """Mark words, which are fragments; returns the id of the mark."""
        self._marks += 1
        id = f"T{self._marks}"
        if len(place) == 1:
            start, stop = place[0]
            self.lines.append(f"{id}\t{type} {start} {stop}\t{self.text[start:stop]}")
        else:
            offsets = ";".join([f"{start} {stop}" for start, stop in place])
            self.lines.append(f"{id}\t{type} {offsets}\t{covered(self.text, place)}")
        return id

    def bound(self, type: str, offsets: Sequence[int], note: str = "") -> str:
        """The id of marked words; the same ones are marked once."""
        place = fragments(self.text, pairs(offsets))
        known = (type, place, note)
        id = self._bounds.get(known)
        if id is None:
            id = self._bounds[known] = self.mark(type, place)
            if note:
                self.note(id, note)
        return id

    def who(self, party: Party, named: bool = True) -> str:
        before = len(self._bounds)
        name = party.name if party.name.isprintable() else BREAKS.sub(" ", party.name)
        id = self.bound(party.type.capitalize(), party.offsets or (), name)
        if not named and len(self._bounds) > before:
            self._attributes += 1
            self.lines.append(f"A{self._attributes}\tUnnamed {id}")
        return id

    def event(self, claim: Row, arguments: Sequence[str]) -> None:
        self._events += 1
        self._attributes += 1
        id = f"E{self._events}"
        self.lines.append(f"{id}\t{' '.join(arguments)}")
        self.lines.append(f"A{self._attributes}\tAct {id} {(claim['act'] or 'say').replace(' ', '_')}")
        sure = "" if claim["confidence"] is None else f" confidence={claim['confidence']:.2f}"
        self.note(id, f"claim={claim['id']}{sure}")

    def note(self, id: str, text: str) -> None:
        self._notes += 1
        self.lines.append(f"#{self._notes}\tAnnotatorNotes {id}\t{text.replace(chr(9), ' ')}")


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
