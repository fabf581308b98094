"""W3C Web Annotations: each claim as a note on the words of its article, as JSON, one document a file.

Two forms: an AnnotationCollection in JSON-LD (Web Annotation Data Model, 2017), whose text positions count code points
of the article's text, and which carry the claim as `onrecord extract` prints it, so that they can be read back; and the
file that Hypothesis imports, which keeps target, tags, text and uri of each.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, TextIO
from urllib.parse import quote

from onrecord.graph.lookups.answers import how, source
from onrecord.graph.model.rows import Row
from onrecord.graph.model.triples import document_of
from onrecord.graph.transfer.formats.jsonl import as_json, record_of
from onrecord.graph.transfer.said import Account, Said

CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:"}]
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
            about = as_json(document_of(article.document).to_dict())  # the same in all of its annotations
            for said in article.claims:
                noted = f'{as_json(_annotation(said))[:-1]}, "onrecord:document": {about}'
                noted += f', "onrecord:record": {as_json(record_of(said))}}}'
                self._file.write((",\n" if self._number else "\n") + noted)
                self._number += 1

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
            for said in article.claims:
                noted = as_json(_hypothesis(said))
                self._file.write((",\n" if self._number else "\n") + noted)
                self._number += 1

    def finish(self) -> None:
        """Close the list."""
        self._file.write("\n]}\n")


def _annotation(said: Said) -> dict[str, Any]:
    claim, document = said.claim, said.document
    speaker = said.speaker and _agent(said.speaker.id, said.speaker.name, said.speaker.type)
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "describing", "value": told(said), "format": "text/plain"},
        *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in _tags(said)),
        *(
            {
                "type": "SpecificResource",
                "purpose": "identifying",
                "source": _agent(target.id, target.name, target.type),
                "onrecord:role": target.role,
            }
            for target in said.targets
        ),
    ]
    return {
        "id": _id(claim["id"]),
        "type": "Annotation",
        "motivation": "describing",
        **({"onrecord:published": claim["date"].isoformat()} if claim["date"] else {}),
        "generator": {"id": "urn:onrecord", "type": "Software", "name": "onrecord"},
        **({"onrecord:speaker": speaker} if speaker else {}),
        "body": bodies,
        "target": {
            "source": document["url"] or _id(document["id"]),
            "selector": [*_quotes(said), *_positions(said)],
        },
    }


def _hypothesis(said: Said) -> dict[str, Any]:
    url = said.document["url"]
    return {
        "uri": url,
        "target": [{"source": url, "selector": [*_quotes(said), *_positions(said)][:2]}],
        "text": told(said),
        "tags": _tags(said),
        "document": {"title": [said.document["title"] or url]},
    }


def told(said: Said) -> str:
    """A claim in a line: who, how, about whom."""
    who = source(said.speaker.name if said.speaker else None, said.claim["corrected"])
    about = ", ".join(dict.fromkeys(target.name for target in said.about))
    cue = how(said.claim["cue"], said.claim["act"])
    return " – ".join(part for part in (f"{who}: {cue}" if cue else who, f"about {about}" if about else "") if part)


def _tags(said: Said) -> list[str]:
    names = [said.speaker.name] if said.speaker else []
    names += [target.name for target in said.about]
    done = [said.claim["corrected"]] if said.claim["corrected"] else []
    return list(dict.fromkeys([said.claim["act"] or "say", *done, *names]))


def _quotes(said: Said) -> list[dict[str, Any]]:
    """The words of each part of a claim, with what stands before and after."""
    text = said.document["text"]
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:stop],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[stop : stop + AROUND],
        }
        for start, stop in said.spans[:1]
    ]


def _positions(said: Said) -> list[dict[str, Any]]:
    """Where a claim stands: by the standard in code points, the first as 0, the end not included."""
    spans = said.spans
    return [{"type": "TextPositionSelector", "start": spans[0][0], "end": spans[0][1]}] if spans else []


def _agent(id: str, name: str, type: str) -> dict[str, str]:
    kinds = {"person": "Person", "organization": "Organization"}
    return {"id": _id(id), "type": kinds.get(type, "Agent"), "name": name}


@lru_cache(maxsize=2**14)
def _id(id: str) -> str:
    return f"urn:onrecord:{quote(id, safe=':')}"
