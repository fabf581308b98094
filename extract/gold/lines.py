"""Annotated articles as JSON Lines: one claim a line, as `onrecord extract` prints them and people correct them.

Beside what `onrecord.extract.lines.line` says, `speaker.name`, `.type`, `.named` and `targets` (name, role) count, for
measuring names only. All other fields are passed over. Lines of an article need not follow one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.document import FINGERPRINT, fingerprint
from onrecord.extract.gold.articles import Annotated, Details, Meant, Names
from onrecord.extract.lines.line import Line, read_lines
from onrecord.extract.lines.texts import Texts

Found = tuple[list[Attribution], list[Names]]
"""The attributions of an article, and the names of each."""


def read_annotated(path: Path) -> list[Annotated]:
    """The annotated articles of a file of JSON Lines, in the order of their first lines.

    Raises:
        InputError: a line lacks something, or its article cannot be read.
    """
    texts = Texts()
    corpus = []
    for name, lines in _by_article(path).items():
        text = texts.of(lines)
        attributions, names = _found(lines, text)
        details = [_details(line, text) for line in lines if not line.is_silent]
        corpus.append(Annotated(name, text, {"": attributions}, {"": names}, {"": details}, whole=True))
    return corpus


def read_predictions(path: Path, gold: Sequence[Annotated]) -> dict[str, Found]:
    """For each article of `gold` that a file of JSON Lines has claims of: the claims.

    An article is known by its id: the name of a gold article or the fingerprint of its text; else by its file's name.

    Raises:
        InputError: a line lacks something, or belongs to no article of `gold`.
    """
    known = {fingerprint(one.text): one for one in gold} | {one.name: one for one in gold}
    predicted: dict[str, Found] = {}
    for name, lines in _by_article(path).items():
        first = lines[0]
        article = known.get(name)
        if article is None:
            file = first.document.get("path")
            article = known.get(Path(file).stem) if isinstance(file, str) else None
            if article is None:
                raise first.wrong(f"the gold articles have no {name}")
            if name.startswith(FINGERPRINT):
                raise first.wrong(f"it was extracted from another text than that of the gold article {file}")
        predicted[article.name] = _found(lines, article.text)
    return predicted


def _by_article(path: Path) -> dict[str, list[Line]]:
    articles: dict[str, list[Line]] = {}
    for line in read_lines(path):
        articles.setdefault(line.id, []).append(line)
    return articles


def _found(lines: Iterable[Line], text: str) -> Found:
    claims = [line for line in lines if not line.is_silent]
    attributions = [
        Attribution(line.spans("speaker", text), line.spans("cue", text), line.spans("claim", text)) for line in claims
    ]
    return attributions, [_names(line) for line in claims]


def _names(line: Line) -> Names:
    speaker, targets = line.content.get("speaker"), line.content.get("targets") or []
    try:
        roles = {role: tuple(t["name"] for t in targets if t["role"] == role) for role in ("about", "mention")}
        told = tuple(one["name"] for one in line.content.get("addressees") or [] if one.get("name"))
        if speaker is None:
            return Names(None, "none", roles["about"], roles["mention"], told)
        type_ = speaker.get("type", "none") if speaker.get("named", True) else "unnamed"
        return Names(speaker.get("name"), type_, roles["about"], roles["mention"], told)
    except (AttributeError, KeyError, TypeError):
        raise line.wrong("a target lacks its name or role") from None


def _details(line: Line, text: str) -> Details:
    """Who is meant in the claim of a line, and whether it is thought rather than said."""
    speaker, strength = line.content.get("speaker"), line.content.get("strength")
    parts = [("speaker", "speaker", speaker)] if speaker else []
    for name in ("targets", "addressees"):
        for number, one in enumerate(line.content.get(name) or []):
            parts.append((one.get("role", "addressee"), f"{name}[{number}]", one))
    meant = tuple(
        Meant(
            one.get("name") or "",
            one.get("type") or "",
            one.get("named", True),
            line.place_of(one, name, text) if one.get("text") or one.get("spans") else (),
            role,
        )
        for role, name, one in parts
    )
    return Details(meant, None if strength is None else strength == "thought")
