"""Articles for the annotation tool Label Studio, and back: its tasks, and the configuration of their page.

A task is an article. What was read of it is a prediction: regions for claims, cues and whoever speaks or is spoken of,
and relations from a claim to the others. A claim's act is a choice of its region, a name is a text of its region. The
id of a claim is that of its region, so that it comes back as the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final, get_args
from xml.etree import ElementTree

import orjson

from onrecord import __version__
from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import acts
from onrecord.extract.triple import EntityType, Span
from onrecord.graph.model.rows import pairs
from onrecord.graph.transfer.annotated import Marked, MarkedWho
from onrecord.graph.transfer.said import Account, Said

TASKS: Final = "tasks.json"
CONFIG: Final = "config.xml"
TYPES: Final = get_args(EntityType)
RELATIONS: Final = ("speaker", "cue", "about", "goes on")
UNNAMED: Final = "without a name"


def write_folder(accounts: Iterable[Account], places: Mapping[str, int], folder: Path) -> tuple[int, int]:
    """Write tasks.

    Args:
        accounts: the articles with what is said in them, in any order.
        places: the place of each by its id; those without one are left out.
        folder: where they are written to.

    Returns:
        how many articles and claims there are.
    """
    (folder / CONFIG).write_text(configuration(), "utf-8")
    claims = 0
    # They come in the order of their ids, and are put in that of their places when all of them are there.
    with TemporaryFile(dir=folder) as unordered, (folder / TASKS).open("wb") as file:
        written: dict[int, tuple[int, int]] = {}
        at = 0
        for account in accounts:
            place = places.get(account.document["id"])
            if place is None:
                continue
            length = unordered.write(orjson.dumps(task(account)))
            written[place] = at, length
            at += length
            claims += len(account.claims)
        file.write(b"[")
        for number, place in enumerate(sorted(written)):
            start, length = written[place]
            unordered.seek(start)
            file.write((b",\n" if number else b"\n") + unordered.read(length))
        file.write(b"\n]\n")
    return len(written), claims


def read_file(path: Path) -> Iterator[tuple[str, str, list[Marked]]]:
    """Read what Label Studio exports as JSON: of each article that somebody went through, its place, id and claims.

    Raises:
        InputError: it is not what Label Studio exports for these tasks.
    """
    try:
        tasks = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: it is not valid JSON ({error})") from None
    if not isinstance(tasks, list):
        raise InputError(f"{path}: it is no list of tasks: export from Label Studio as JSON")
    for number, each in enumerate(tasks, start=1):
        place = f"{path}, task {number}"
        try:
            data, done = each["data"], [one for one in each.get("annotations") or () if not one.get("was_cancelled")]
            if done:
                last = max(done, key=lambda one: str(one.get("updated_at") or one.get("created_at") or ""))
                yield place, data["document"], _marked(last["result"], data["text"])
        except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
            raise InputError(f"{place}: it is no task that export --format label-studio wrote ({error!r})") from None


def configuration() -> str:
    """The configuration of the page, as XML."""
    view = ElementTree.Element("View")
    relations = ElementTree.SubElement(view, "Relations")
    for relation in RELATIONS:
        ElementTree.SubElement(relations, "Relation", value=relation)
    ElementTree.SubElement(view, "Header", value="$title")
    labels = ElementTree.SubElement(view, "Labels", name="label", toName="text")
    for label in ("Claim", "Cue", *TYPES):
        ElementTree.SubElement(labels, "Label", value=label)
    ElementTree.SubElement(view, "Text", name="text", value="$text")
    of_claim: dict[str, Any] = {"perRegion": "true", "whenTagName": "label", "whenLabelValue": "Claim"}
    choices = ElementTree.SubElement(view, "Choices", name="act", toName="text", choice="single", **of_claim)
    for act in acts():
        ElementTree.SubElement(choices, "Choice", value=act)
    of_who: dict[str, Any] = {"perRegion": "true", "whenTagName": "label", "whenLabelValue": ",".join(TYPES)}
    ElementTree.SubElement(
        view, "TextArea", name="name", toName="text", maxSubmissions="1", placeholder="Name", **of_who
    )
    named = ElementTree.SubElement(view, "Choices", name="named", toName="text", choice="multiple", **of_who)
    ElementTree.SubElement(named, "Choice", value=UNNAMED)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def task(account: Account) -> dict[str, Any]:
    """The task of an article."""
    document = account.document
    data = {
        "text": document["text"],
        "document": document["id"],
        "title": document["title"] or document["id"],
        "publisher": document["publisher"],
        "date": document["date"],
        "url": document["url"],
    }
    confidences = [said.claim["confidence"] for said in account.claims]
    score = min((sure for sure in confidences if sure is not None), default=1.0)
    result = [each for said in account.claims for each in _regions(document["text"], said)]
    prediction = {"model_version": f"onrecord {__version__}", "score": round(score, 4), "result": result}
    return {"data": data, "predictions": [prediction]}


def _regions(text: str, said: Said) -> Iterator[dict[str, Any]]:
    """The regions and relations of a claim. The ids of its parts are its own with a number."""
    claim, spans = said.claim, said.spans
    id = claim["id"]
    yield from _region(text, id, "Claim", spans)
    if spans:
        yield _about_region(id, text, spans[0], "act", "choices", {"choices": [claim["act"] or "say"]})
    if claim["cue"] is not None and claim["cue_spans"]:
        yield from _region(text, f"{id}-0", "Cue", pairs(claim["cue_spans"]))
        yield _relation(id, f"{id}-0", "cue")
    parties = [said.speaker, *said.about]
    for number, party in enumerate(parties, start=1):
        if party is None or not party.offsets:
            continue
        own, place = f"{id}-{number}", pairs(party.offsets)
        yield from _region(text, own, party.type, place)
        yield _about_region(own, text, place[0], "name", "textarea", {"text": [party.name]})
        if number == 1 and not party.named:
            yield _about_region(own, text, place[0], "named", "choices", {"choices": [UNNAMED]})
        yield _relation(id, own, "speaker" if number == 1 else "about")


def _region(text: str, id: str, label: str, spans: Sequence[Span]) -> Iterator[dict[str, Any]]:
    """The regions of a part, one for each span, each of which the next goes on."""
    for number, span in enumerate(spans):
        own = f"{id}+{number}" if number else id
        yield _about_region(own, text, span, "label", "labels", {"labels": [label]})
        if number:
            yield _relation(id, own, "goes on")


def _about_region(id: str, text: str, span: Span, name: str, type: str, value: dict[str, Any]) -> dict[str, Any]:
    start, stop = span
    place = {"start": start, "end": stop, **({} if "text" in value else {"text": text[start:stop]})}
    return {"id": id, "from_name": name, "to_name": "text", "type": type, "value": place | value}


def _relation(start: str, stop: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": start, "to_id": stop, "direction": "right", "labels": [label]}


def _marked(result: Sequence[Mapping[str, Any]], text: str) -> list[Marked]:
    """The claims among regions and relations."""
    labels: dict[str, str] = {}
    spans: dict[str, Span] = {}
    told: dict[tuple[str, str], list[str]] = {}
    related: dict[str, list[tuple[str, str]]] = {}
    for each in result:
        if each["type"] == "relation":
            for label in each.get("labels") or ():
                related.setdefault(each["from_id"], []).append((label, each["to_id"]))
            continue
        id, value = each["id"], each["value"]
        if each["type"] == "labels":
            labels[id], spans[id] = value["labels"][0], _place(value, text)
        else:
            told[id, each["from_name"]] = value.get("choices") or value.get("text") or []

    def whole(id: str) -> tuple[Span, ...]:
        return tuple(sorted([spans[id], *(spans[to] for label, to in related.get(id, ()) if label == "goes on")]))

    def who(id: str) -> MarkedWho:
        if labels[id] not in TYPES:
            raise ValueError(f"{labels[id]} neither speaks nor is spoken of")
        name = "".join(told.get((id, "name"), [])[:1]).strip()
        return MarkedWho(whole(id), name, labels[id], UNNAMED not in told.get((id, "named"), []))  # type: ignore[arg-type]

    parts = {to for ends in related.values() for label, to in ends if label == "goes on"}
    found = []
    for id in (id for id, label in labels.items() if label == "Claim" and id not in parts):
        ends = related.get(id, ())
        speakers = [who(to) for label, to in ends if label == "speaker"]
        cues = [span for label, to in ends if label == "cue" for span in whole(to)]
        about = tuple(who(to) for label, to in ends if label == "about")
        act = (told.get((id, "act")) or ["say"])[0]
        if act not in acts():
            raise ValueError(f"{act} is no act")
        found.append(
            Marked(id, whole(id), tuple(sorted(cues)), speakers[0] if speakers else None, about, act, confirmed=True)
        )
    return found


def _place(value: Mapping[str, Any], text: str) -> Span:
    """Where a region is, in characters. Browsers count those beyond the first plane twice."""
    start, stop, words = value["start"], value["end"], value.get("text")
    if isinstance(words, str) and text[start:stop] != words:
        units = text.encode("utf-16-le", "surrogatepass")
        first, last = (len(units[: 2 * at].decode("utf-16-le", "replace")) for at in (start, stop))
        if text[first:last] == words:
            return first, last
    return start, stop
