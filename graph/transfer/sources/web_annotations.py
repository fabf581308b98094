"""Web Annotations: the W3C's, as `export --format annotations` and others write them, and Hypothesis' file.

An annotation is a claim where it tells whose words it marks: by what our own export wrote beside it, or by tags as a
coder can set them, `speaker:NAME` (`speaker:` for nobody) and `about:NAME`, and the name of an act. An article's text
is the store's, where it has one, else what its annotations quote, at its place where they tell it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from onrecord.extract import checks
from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lexicon.acts import acts
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import find_quotations, kind_of
from onrecord.extract.reading.item import MAX_CHARACTERS, well_formed
from onrecord.extract.triple import Span, Speaker, Target, Triple
from onrecord.graph.transfer.sources.found import Article, Excerpts, Known, Say, speaker_called, triple_of

RECORD: Final = "onrecord:record"
DOCUMENT: Final = "onrecord:document"
_LISTS: Final = ("items", "annotations", "rows")
_ABOUT: Final = " – about "


@dataclass(frozen=True, slots=True)
class _Quoted:
    """Words of an article: what they are, what stands around them, and where, if that is told."""

    exact: str
    before: str
    after: str
    start: int | None


@dataclass(frozen=True, slots=True)
class _Note:
    """An annotation: its place in the file, what it marks, and what it says of it."""

    place: str
    quoted: _Quoted
    content: Mapping[str, Any]
    speaker: Speaker | None
    targets: tuple[Target, ...]
    act: str


def read(path: Path, known: Known, say: Say) -> Iterator[Article]:
    """Read a file of annotations, a document at a time.

    Raises:
        InputError: it is no JSON, or has no annotations.
        OSError: it cannot be read.
    """
    sources: dict[str, list[_Note]] = {}
    for number, given in enumerate(_listed(path), start=1):
        place = f"{path}, annotation {number}"
        try:
            content = checks.mapping(given, "the annotation")
            targets = content.get("target")
            for target in targets if isinstance(targets, list) else [targets]:
                source, note = _note(place, content, target)
                about = content.get(DOCUMENT)
                own = about.get("id") if isinstance(about, Mapping) else None
                sources.setdefault(own if isinstance(own, str) else source, []).append(note)
        except InputError as error:
            say(f"{place}: {error}: passed over.")
    for source, notes in sources.items():
        yield from _article(source, notes, known, say)


def _listed(path: Path) -> Sequence[Any]:
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: it is not valid JSON ({error})") from None
    if isinstance(content, dict) and isinstance(content.get("first"), dict):
        content = content["first"]
    if isinstance(content, dict):
        listed = next((content[name] for name in _LISTS if name in content), None)
        content = [content] if listed is None and "target" in content else listed
    if not isinstance(content, list):
        raise InputError(f"{path}: it has no annotations: neither a list of them, nor {', '.join(_LISTS)}")
    return content


def _note(place: str, content: Mapping[str, Any], given: object) -> tuple[str, _Note]:
    target = checks.mapping(given, "target, which has to name words of an article,")
    source = target.get("source")
    source = source.get("id") if isinstance(source, Mapping) else source
    selectors = target.get("selector")
    quoted = _quoted(selectors if isinstance(selectors, list) else [selectors])
    if content.get(RECORD) is not None:
        return checks.filled_text(source, "target.source"), _Note(place, quoted, content, None, (), "say")
    tags = [well_formed(tag) for tag in _tags(content)]
    told = _told_by_tags(tags) or _told_by_export(tags, content)
    if told is None:
        raise InputError("it does not tell whose words these are (by a tag speaker:NAME)")
    act = next((tag for tag in tags if tag in acts()), "say")
    return checks.filled_text(source, "target.source"), _Note(place, quoted, content, *told, act)


def _quoted(selectors: Sequence[Any]) -> _Quoted:
    """The words that selectors name, which are several ways to the same words."""
    quote: Mapping[str, Any] | None = None
    start = None
    for each in selectors:
        if isinstance(each, Mapping) and each.get("type") == "TextQuoteSelector":
            quote = quote or each
        if isinstance(each, Mapping) and each.get("type") == "TextPositionSelector" and start is None:
            at = each.get("start")
            start = at if isinstance(at, int) and 0 <= at <= MAX_CHARACTERS else None
    if quote is None:
        raise InputError("it quotes no words (it has no TextQuoteSelector)")
    before, after = (well_formed(checks.optional_text(quote.get(name), name) or "") for name in ("prefix", "suffix"))
    return _Quoted(well_formed(checks.filled_text(quote.get("exact"), "exact")), before, after, start)


def _tags(content: Mapping[str, Any]) -> list[str]:
    bodies = content.get("body")
    found = [each for each in content.get("tags") or () if isinstance(each, str)]
    for body in bodies if isinstance(bodies, list) else [bodies]:
        if isinstance(body, Mapping) and body.get("purpose") == "tagging" and isinstance(body.get("value"), str):
            found.append(body["value"])
    return found


def _told_by_tags(tags: Sequence[str]) -> tuple[Speaker | None, tuple[Target, ...]] | None:
    """The speaker and those it is about, as a coder's tags have them; None where there is no tag for a speaker."""
    spoken = [tag.partition(":")[2].strip() for tag in tags if tag.lower().startswith("speaker:")]
    if len(spoken) > 1:
        raise InputError("it has several tags speaker:NAME: make an annotation of each")
    about = [tag.partition(":")[2].strip() for tag in tags if tag.lower().startswith("about:")]
    return (_speaker(spoken[0]), _targets(about)) if spoken else None


def _told_by_export(
    tags: Sequence[str], content: Mapping[str, Any]
) -> tuple[Speaker | None, tuple[Target, ...]] | None:
    """The same as `export --format hypothesis` has it: an act and names as tags, and “NAME: cue – about NAME”."""
    text = content.get("text")
    if not isinstance(text, str) or not tags or tags[0] not in acts():
        return None
    names = tags[1:]
    head, _, about = well_formed(text).rpartition(_ABOUT) if _ABOUT in text else (text, "", "")
    who = next((name for name in names[:1] if head == name or head.startswith(f"{name}:")), None)
    if who is None and head != "Nobody named" and not head.startswith("Nobody named:"):
        return None
    others = [name for name in names if name != who or f", {who}," in f", {about},"]
    return _speaker(who or ""), _targets(others)


def _speaker(name: str) -> Speaker | None:
    return speaker_called(name) if name else None


def _targets(names: Sequence[str]) -> tuple[Target, ...]:
    return tuple(Target(name, "person", "about", name, ()) for name in dict.fromkeys(names) if name)


def _article(source: str, notes: Sequence[_Note], known: Known, say: Say) -> Iterator[Article]:
    """The article that annotations are of, with the claims that the store has of it, and theirs."""
    try:
        described = _described(source, notes)
    except InputError as error:
        say(f"{notes[0].place}: {error}: its article was passed over.")
        return
    there = known(described.id, described.url)
    document, triples = there or (described, [])
    if there:
        spans = [_place(document.text, note.quoted) for note in notes]
    else:
        text, spans = _patched(notes)
        document = replace(document, text=text)
    triples = [replace(each, document=document) for each in triples]
    have = {each.claim.id for each in triples}
    for note, span in zip(notes, spans, strict=True):
        try:
            if span is None:
                raise InputError(f"“{note.quoted.exact:.50}” is not to be found once in the text of {document.id}")
            triple = _triple(document, note, span)
        except InputError as error:
            say(f"{note.place}: {error}: passed over.")
            continue
        if triple.claim.id not in have:
            have.add(triple.claim.id)
            triples.append(triple)
    if triples:
        yield document, triples


def _described(source: str, notes: Sequence[_Note]) -> Document:
    for note in notes:
        if note.content.get(DOCUMENT) is not None:
            return Document.from_dict({**checks.mapping(note.content[DOCUMENT], DOCUMENT), "text": ""})
    first = notes[0].content
    about = first.get("document")
    titles = about.get("title") if isinstance(about, Mapping) else None
    title = titles[0] if isinstance(titles, list) and titles else titles
    url = well_formed(source) if "://" in source else None
    return Document("", well_formed(source), title=well_formed(title) if isinstance(title, str) else None, url=url)


def _place(text: str, quoted: _Quoted) -> Span | None:
    """Where words stand in the text that the store has; None if that cannot be told."""
    stop = (quoted.start or 0) + len(quoted.exact)
    if quoted.start is not None and text[quoted.start : stop] == quoted.exact:
        return quoted.start, stop
    for before, words in ((quoted.before, quoted.before + quoted.exact + quoted.after), ("", quoted.exact)):
        if text.count(words) == 1:
            start = text.index(words) + len(before)
            return start, start + len(quoted.exact)
    return None


def _patched(notes: Sequence[_Note]) -> tuple[str, list[Span | None]]:
    """A text of what annotations quote, each at its place, blanks between; what has no place comes after it."""
    characters: list[str | None] = []
    spans: list[Span | None] = []
    for note in notes:
        span = None
        if note.quoted.start is not None and note.quoted.start >= len(note.quoted.before):
            words = note.quoted.before + note.quoted.exact + note.quoted.after
            at = note.quoted.start - len(note.quoted.before)
            characters += [None] * (at + len(words) - len(characters))
            there = characters[at : at + len(words)]
            if all(old in (None, new) for old, new in zip(there, words, strict=True)):
                characters[at : at + len(words)] = words
                span = (note.quoted.start, note.quoted.start + len(note.quoted.exact))
        spans.append(span)
    for note in notes:
        record = note.content.get(RECORD)
        for (start, stop), words in _parts(record) if isinstance(record, Mapping) else ():
            characters += [None] * (stop - len(characters))
            if all(old in (None, new) for old, new in zip(characters[start:stop], words, strict=True)):
                characters[start:stop] = words
    rest = Excerpts()
    rest.text = "".join(each or " " for each in characters)
    for number, note in enumerate(notes):
        if spans[number] is None:
            spans[number] = rest.add(note.quoted.before, note.quoted.exact, note.quoted.after)
    return rest.text, spans


def _parts(record: Mapping[str, Any]) -> Iterator[tuple[Span, str]]:
    """What our own export tells of the words of a claim, and of those who have a part in it."""
    listed = [record.get(name) for name in ("claim", "cue", "speaker")]
    listed += [*(record.get("targets") or ()), *(record.get("addressees") or ())]
    for part in listed:
        if isinstance(part, Mapping) and isinstance(part.get("text"), str):
            at, spans = 0, checks.spans(part.get("spans"), "spans", MAX_CHARACTERS)
            if len(part["text"]) == sum(stop - start + 1 for start, stop in spans) - 1:
                for start, stop in spans:
                    yield (start, stop), part["text"][at : at + stop - start]
                    at += stop - start + 1


def _triple(document: Document, note: _Note, span: Span) -> Triple:
    record = note.content.get(RECORD)
    if record is None:
        kind = kind_of(document.text, (span,), find_quotations(plain(document.text)))
        return triple_of(document, (span,), kind, note.speaker, note.targets, note.act)
    triple = Triple.from_dict(checks.mapping(record, RECORD), document)
    if triple.claim.spans and triple.claim.spans[0] != span:
        raise InputError(f"its words do not stand where {RECORD} says; take {RECORD} out to have it read by its tags")
    if any(stop > len(document.text) for _, stop in triple.claim.spans):
        raise InputError(f"{RECORD} tells of words after the end of the article")
    return triple
