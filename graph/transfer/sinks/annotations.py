"""W3C Web Annotations: each claim as a note on the words of its article, as JSON, one document a file.

Two forms: an AnnotationCollection in JSON-LD (Web Annotation Data Model, 2017), whose text positions count code points
of the article's text, and which carry the claim as `onrecord extract` prints it, so that they can be read back; and the
file that Hypothesis imports, which keeps target, tags, text and uri of each.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TextIO
from urllib.parse import quote

import orjson

from onrecord.graph.lookups.answers import how, source
from onrecord.graph.model.rows import Row
from onrecord.graph.model.triples import document_of
from onrecord.graph.transfer.formats.jsonl import record_of
from onrecord.graph.transfer.said import Account, Said

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:"}]
SAFE: Final = re.compile(r"[A-Za-z0-9_.~:\-]*")
"""What need not be quoted in an address."""
AROUND: Final = 32  # characters before and after the words, as Hypothesis has it


class AnnotationsSink:
    """Writes an AnnotationCollection with one page of all annotations.

    Args:
        file: where it is written to.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._number = 0
        head = {"@context": CONTEXT, "type": "AnnotationPage", "items": []}
        file.write(json.dumps(head)[: -len("]}")])

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph; entities stand in the annotations."""
        for article in articles:
            about = _written(document_of(article.document).to_dict())  # the same in all of its annotations
            notes = [_annotation(said, about) for said in article.claims]
            _add(self._file, notes, is_first=not self._number)
            self._number += len(notes)

    def finish(self) -> None:
        """Close the list."""
        self._file.write("\n]}\n")


class HypothesisSink:
    """Writes the file that Hypothesis imports; claims of articles without a URL are left out, since it needs one.

    Args:
        file: where it is written to.

    Attributes:
        left_out: how many documents and claims have no URL.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._number = 0
        self.left_out: Counter[str] = Counter()
        file.write('{"annotations": [')

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion of the graph."""
        for article in articles:
            if not article.document["url"]:
                self.left_out.update(Document=1, Claim=len(article.claims))
                continue
            notes = [*map(_hypothesis, article.claims)]
            _add(self._file, notes, is_first=not self._number)
            self._number += len(notes)

    def finish(self) -> None:
        """Close the list."""
        self._file.write("\n]}\n")


def _add(file: TextIO, notes: Sequence[Mapping[str, Any]], *, is_first: bool) -> None:
    """Add notes to the list in a file, a line each."""
    if notes:
        file.write(("\n" if is_first else ",\n") + b",\n".join(map(orjson.dumps, notes)).decode())


def _written(value: Any) -> orjson.Fragment:
    """What is the same in many notes, as JSON that is put into them as it is."""
    # A copy: what orjson gives keeps 4 KB however little it has in it.
    return orjson.Fragment(bytes(memoryview(orjson.dumps(value))))


DESCRIBING: Final = {"type": "TextualBody", "purpose": "describing"}
TAGGING: Final = {"type": "TextualBody", "purpose": "tagging"}
IDENTIFYING: Final = {"type": "SpecificResource", "purpose": "identifying"}
GENERATOR: Final = _written({"id": "urn:onrecord", "type": "Software", "name": "onrecord"})


def _annotation(said: Said, about_document: orjson.Fragment) -> dict[str, Any]:
    claim, document, speaker = said.claim, said.document, said.speaker
    bodies: list[dict[str, Any]] = [
        {**DESCRIBING, "value": told(said), "format": "text/plain"},
        *[{**TAGGING, "value": tag} for tag in _tags(said)],
        *[
            {**IDENTIFYING, "source": _agent(target.id, target.name, target.type), "onrecord:role": target.role}
            for target in said.targets
        ],
    ]
    noted: dict[str, Any] = {"id": _id(claim["id"]), "type": "Annotation", "motivation": "describing"}
    if claim["date"]:
        noted["onrecord:published"] = claim["date"]
    noted["generator"] = GENERATOR
    if speaker:
        noted["onrecord:speaker"] = _agent(speaker.id, speaker.name, speaker.type)
    noted["body"] = bodies
    noted["target"] = {"source": document["url"] or _id(document["id"]), "selector": _selectors(said)}
    noted["onrecord:document"] = about_document
    noted["onrecord:record"] = record_of(said)
    return noted


def _hypothesis(said: Said) -> dict[str, Any]:
    url = said.document["url"]
    return {
        "uri": url,
        "target": [{"source": url, "selector": _selectors(said)}],
        "text": told(said),
        "tags": _tags(said),
        "document": {"title": [said.document["title"] or url]},
    }


def told(said: Said) -> str:
    """A claim in a line: who, how, about whom."""
    who = source(said.speaker.name if said.speaker else None, said.claim["corrected"])
    about = ", ".join(dict.fromkeys(target.name for target in said.about))
    cue = _how(said.claim["cue"], said.claim["act"])
    return " – ".join(part for part in (f"{who}: {cue}" if cue else who, f"about {about}" if about else "") if part)


_how: Final = lru_cache(maxsize=2**14)(how)  # the same few come again and again


def _tags(said: Said) -> list[str]:
    names = [said.speaker.name] if said.speaker else []
    names += [target.name for target in said.about]
    done = [said.claim["corrected"]] if said.claim["corrected"] else []
    return list(dict.fromkeys([said.claim["act"] or "say", *done, *names]))


def _selectors(said: Said) -> list[dict[str, Any]]:
    """Where a claim stands: the words of its first part, with what stands before and after, and their place.

    By the standard a place is in code points, the first as 0, the end not included.
    """
    text, offsets = said.document["text"], said.claim["spans"]
    if not offsets:
        return []
    start, stop = offsets[:2]
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:stop],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[stop : stop + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": stop},
    ]


@lru_cache(maxsize=2**15)
def _agent(id: str, name: str, type: str) -> orjson.Fragment:
    kinds = {"person": "Person", "organization": "Organization"}
    return _written({"id": _id(id), "type": kinds.get(type, "Agent"), "name": name})


def _id(id: str) -> str:
    return f"urn:onrecord:{id if SAFE.fullmatch(id) else quote(id, safe=':')}"
