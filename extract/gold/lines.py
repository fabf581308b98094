"""Annotated articles as JSON Lines: one claim a line, as `onrecord extract` prints them and people correct them.

Of each line these fields count, all others are passed over:

    document.id                   which article it is
    document.text                 the article; if it is not there, document.path, the file that it was extracted from
    claim                         what is said: spans, or text; null if the article has no (other) claim
    cue, speaker                  the words that attribute, and those that name the source, likewise; or null
    speaker.name, .type, .named   who it is, and targets (name, role), for measuring names only

`spans` are half-open character offsets into the text. Where `text` is there too it has to be what they cover; where
only `text` is there, it has to stand in the article exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.document import FINGERPRINT, Document, fingerprint
from onrecord.extract.gold.articles import Annotated, GoldError, Names, json_lines
from onrecord.extract.reading import Skipped, read
from onrecord.extract.triple import Span, covered

Line = tuple[str, dict[str, Any]]
"""One line, with its file and number for messages."""
Found = tuple[list[Attribution], list[Names]]
"""The attributions of an article, and the names of each."""


def read_lines(path: Path) -> list[Annotated]:
    """The annotated articles of a file of JSON Lines, in the order of their first lines.

    Raises:
        GoldError: a line lacks something, or its article cannot be read.
    """
    texts = _Texts(path.parent)
    corpus = []
    for name, lines in _by_article(path).items():
        text = texts.of(lines)
        attributions, names = _found(lines, text)
        corpus.append(Annotated(name, text, {"": attributions}, {"": names}))
    return corpus


def read_predictions(path: Path, gold: Sequence[Annotated]) -> dict[str, Found]:
    """For each article of `gold` that a file of JSON Lines has claims of: the claims.

    An article is known by its id: the name of a gold article or the fingerprint of its text; else by its file's name.

    Raises:
        GoldError: a line lacks something, or belongs to no article of `gold`.
    """
    known = {fingerprint(one.text): one for one in gold} | {one.name: one for one in gold}
    predicted: dict[str, Found] = {}
    for name, lines in _by_article(path).items():
        place, record = lines[0]
        article = known.get(name)
        if article is None:
            file = record["document"].get("path")
            article = known.get(Path(file).stem) if isinstance(file, str) else None
            if article is None:
                raise GoldError(f"{place}: the gold articles have no {name}")
            if name.startswith(FINGERPRINT):
                raise GoldError(f"{place}: it was extracted from another text than that of the gold article {file}")
        predicted[article.name] = _found(lines, article.text)
    return predicted


class _Texts:
    """The articles that lines are from: in the line itself, or in the file that it names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Path, dict[str, Document]] = {}

    def of(self, lines: Sequence[Line]) -> str:
        """The text of an article: that of the first line which has one, else that of its file."""
        for _, record in lines:
            if isinstance(text := record["document"].get("text"), str):
                return text
        place, record = lines[0]
        document = record["document"]
        if not isinstance(document.get("path"), str):
            raise GoldError(f"{place}: its article is not known: give document.text or document.path")
        given = Path(document["path"])
        path = next((path for path in (given, self._folder / given) if path.exists()), given)
        articles = self._articles(path, place)
        if document["id"] in articles:
            return articles[document["id"]].text
        if len(articles) == 1 and not document["id"].startswith(FINGERPRINT):
            return next(iter(articles.values())).text
        raise GoldError(
            f"{place}: {path} has no article {document['id']}; if its text has changed since, extract it again"
        )

    def _articles(self, path: Path, place: str) -> dict[str, Document]:
        if path not in self._files:
            items = list(read([path]))
            documents = {item.id: item for item in items if isinstance(item, Document)}
            if not documents:
                reasons = "; ".join(item.reason for item in items if isinstance(item, Skipped))
                raise GoldError(f"{place}: its article cannot be read from {path}: {reasons}")
            self._files[path] = documents
        return self._files[path]


def _by_article(path: Path) -> dict[str, list[Line]]:
    articles: dict[str, list[Line]] = {}
    for place, record in json_lines(path):
        document = record.get("document")
        if not isinstance(document, dict) or not isinstance(document.get("id"), str):
            raise GoldError(f"{place}: it has no document.id")
        if "claim" not in record:
            raise GoldError(f"{place}: it has no claim (null says that there is none in the article)")
        articles.setdefault(document["id"], []).append((place, record))
    return articles


def _found(lines: Iterable[Line], text: str) -> Found:
    claims = [(place, record) for place, record in lines if record["claim"] is not None]
    attributions = []
    for place, record in claims:
        source, cue, content = (_spans(record.get(p), text, f"{place}: {p}") for p in ("speaker", "cue", "claim"))
        attributions.append(Attribution(source, cue, content))
    for (place, _), attribution in zip(claims, attributions, strict=True):
        if not attribution.content:
            raise GoldError(f"{place}: claim.spans is empty")
    return attributions, [_names(record, place) for place, record in claims]


def _spans(part: object, text: str, place: str) -> tuple[Span, ...]:
    """The spans of the claim, the cue or the speaker of a line."""
    if part is None:
        return ()
    if not isinstance(part, dict):
        raise GoldError(f"{place} is neither an object nor null")
    words, spans = part.get("text"), part.get("spans")
    if spans is None:
        return (_looked_up(words, text, place),)
    if not isinstance(spans, list) or not all(_is_span(span, text) for span in spans):
        raise GoldError(f"{place}.spans is no list of [start, stop] within a text of {len(text):,} characters")
    found = tuple(sorted((start, stop) for start, stop in spans))
    if isinstance(words, str) and words != covered(text, spans):
        raise GoldError(
            f"{place}.text is “{words}”, but its spans cover “{covered(text, spans)}”: correct one of them, or take "
            "the spans out, and the text is looked for"
        )
    return found


def _is_span(span: object, text: str) -> bool:
    match span:
        case [int(start), int(stop)]:
            return 0 <= start < stop <= len(text)
    return False


def _looked_up(words: object, text: str, place: str) -> Span:
    if not isinstance(words, str) or not words:
        raise GoldError(f"{place} has neither spans nor text")
    times = text.count(words)
    if times != 1:
        stands = "does not stand" if not times else f"stands {times} times"
        raise GoldError(f"{place}.text “{words}” {stands} in the article: give its spans")
    start = text.index(words)
    return start, start + len(words)


def _names(record: Mapping[str, Any], place: str) -> Names:
    speaker, targets = record.get("speaker"), record.get("targets") or []
    try:
        roles = {role: tuple(t["name"] for t in targets if t["role"] == role) for role in ("about", "mention")}
        if speaker is None:
            return Names(None, "none", roles["about"], roles["mention"])
        type_ = speaker.get("type", "none") if speaker.get("named", True) else "unnamed"
        return Names(speaker.get("name"), type_, roles["about"], roles["mention"])
    except (KeyError, TypeError):
        raise GoldError(f"{place}: a target lacks its name or role") from None
