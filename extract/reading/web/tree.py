"""A page made to say in its text what it shows: trafilatura and the extractor see text, a reader sees the page.

Quotation marks that the browser prints, who is named under a quotation, and where a line ends are put into the text;
what is struck out, hidden, or shown a second time as a pull quotation is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import html

from onrecord.extract.reading.web import live
from onrecord.extract.triple import Span

Element = Any  # of lxml, which has no types

_PULLED: Final = re.compile(r"pull-?_?quote|quote-?_?pull", re.IGNORECASE)
_OUT_OF_SIGHT: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.IGNORECASE)
_FRAMES: Final = ("html", "body", "main", "article")  # hidden until a script shows them
_BLOCKS: Final = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details div dl dt figcaption figure footer h1 h2 "
        "h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td th thead tr ul",
    )
)
_NO_TEXT: Final = frozenset(
    re.findall(
        r"\w+",
        "button form head iframe noscript object script select style svg template textarea title",
    )
)
_OPENING: Final = "“‘\"'«„"
_DASHES: Final = "—–―‒-~ \t\r\n\xa0"
_SENTENCE_ENDS: Final = re.compile(r"[.!?:…][”’\"')\]»]*\s*$")
_DASH_BEGINS: Final = re.compile(r"\s*(?:[—–―]|--?\s)")
_BEGINS: Final = "⸨⸨"  # signs that no page has, around quotations that are set apart without marks
_ENDS: Final = "⸩⸩"
_SIGN: Final = re.compile(f"({_BEGINS}|{_ENDS})")
_FEWEST_LETTERS: Final = 15  # of a sentence that is shown twice


def prepare(page: Element) -> None:
    """Change a page, parsed by lxml.html, so that the text of its elements is what a reader sees."""
    _take_out(page)
    live.open_posts(page)
    _mark_quotations(page)
    _join_lines(page)
    _keep_times(page)
    _take_out_pulled(page)
    _show_attributions(page)


def text(page: Element) -> str:
    """The text of all that a page or a part of one shows: its blocks, with an empty line between them."""
    paragraphs, line = [], ""
    for piece in [*_pieces(page), None]:
        if piece is not None:
            line += piece
        elif line := " ".join(line.split()):
            paragraphs.append(line)
            line = ""
    return "\n\n".join(paragraphs)


def _pieces(element: Element) -> Iterator[str | None]:
    """The text of an element in pieces, None where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return
    is_block = element.tag in _BLOCKS
    if is_block:
        yield None
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if is_block:
        yield None


def _take_out(page: Element) -> None:
    for element in list(page.iter("del", "s", "strike")):
        element.drop_tree()
    for element in page.xpath("//*[@hidden or @style]"):
        is_hidden = element.get("hidden") not in (None, "until-found") or _OUT_OF_SIGHT.search(element.get("style", ""))
        if is_hidden and element.tag not in _FRAMES and element.getparent() is not None:
            element.drop_tree()


def _mark_quotations(page: Element) -> None:
    """Put the marks into `<q>` that a browser prints around it."""
    quotations = list(page.iter("q"))
    depths = [sum(1 for _ in quotation.iterancestors("q")) for quotation in quotations]
    for quotation, depth in zip(quotations, depths, strict=True):
        if quotation.text_content().strip()[:1] not in _OPENING:
            _enclose(quotation, *("‘’" if depth % 2 else "“”"))
    for quotation in quotations:
        quotation.drop_tag()


def _enclose(element: Element, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing


def _join_lines(page: Element) -> None:
    """Make a blank of a `<br>` within a sentence; where a sentence or a label ends, or two stand together, it stays."""
    for line_break in list(page.iter("br")):
        if next(line_break.iterancestors("pre"), None) is not None:
            continue
        before, after = _before(line_break), _after(line_break)
        if before.strip() and after.strip() and not _SENTENCE_ENDS.search(before) and not _DASH_BEGINS.match(after):
            line_break.tail = " " + (line_break.tail or "")
            line_break.drop_tag()


def _before(element: Element) -> str:
    previous = element.getprevious()
    if previous is None:
        return element.getparent().text or ""
    if previous.tail and previous.tail.strip():
        return str(previous.tail)
    return "" if previous.tag in _BLOCKS else _content(previous)


def _after(element: Element) -> str:
    if element.tail and element.tail.strip():
        return str(element.tail)
    following = element.getnext()
    return "" if following is None or following.tag in _BLOCKS else _content(following)


def _content(element: Element) -> str:
    return str(element.text_content()) if isinstance(element.tag, str) else ""


def _keep_times(page: Element) -> None:
    """Make text of `<time>` within a sentence; elsewhere it says when the page was published."""
    for time in list(page.iter("time")):
        block = next(time.iterancestors("p", "li", "blockquote"), None)
        if block is not None and _SENTENCE_ENDS.search(_content(block)):
            time.drop_tag()


# Quotations that are set apart


def _take_out_pulled(page: Element) -> None:
    """Take out what repeats a sentence of the page in large letters: it has no speaker beside it."""
    body = page.find(".//body")
    everything = _letters(text(page if body is None else body))
    for element in list(page.iter("aside", "blockquote", "figure", "div", "p", "section")):
        is_pulled = _PULLED.search(element.get("class", "")) is not None
        if element.getparent() is None or not (is_pulled or element.tag in ("aside", "blockquote")):
            continue
        attributions = {id(part) for part in element.iter("cite", "footer", "figcaption")}
        words = _letters("".join(_pieces_without(element, attributions)))
        if len(words) >= _FEWEST_LETTERS and everything.count(words) > 1:
            element.drop_tree()
            everything = everything.replace(words, "", 1)


def _pieces_without(element: Element, left_out: set[int]) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
        return
    yield element.text or ""
    for child in element:
        if id(child) not in left_out:
            yield from _pieces_without(child, left_out)
        yield child.tail or ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _show_attributions(page: Element) -> None:
    """Give who is named under a quotation that is set apart a line of its own, and the quotation signs around it."""
    for quotation in list(page.iter("blockquote")):
        if quotation.getparent() is None:
            continue
        figure = next(quotation.iterancestors("figure"), None)
        captions = [] if figure is None else list(figure.iter("figcaption"))
        parts = [*quotation.iter("footer"), *(cite for cite in quotation.iter("cite") if _is_apart(cite)), *captions]
        named = [" ".join(_content(part).split()).strip(_DASHES) for part in _outermost(parts)]
        for part in _outermost(parts):
            part.drop_tree()
        named += _dash_line(quotation)
        if figure is not None:
            figure.tag = "div"
        named = [name for name in named if name]
        _set_apart(quotation)
        if not named:
            continue
        line = html.Element("p")
        line.text = "— " + ", ".join(named)
        quotation.addnext(line)


def _is_apart(cite: Element) -> bool:
    """Whether a `<cite>` names the speaker under a quotation, rather than a work within it."""
    return not (cite.tail or "").strip() and (not _before(cite).strip() or bool(_SENTENCE_ENDS.search(_before(cite))))


def _outermost(parts: Iterable[Element]) -> list[Element]:
    held = {id(part) for part in parts}
    return [part for part in parts if not any(id(ancestor) in held for ancestor in part.iterancestors())]


def _dash_line(quotation: Element) -> list[str]:
    """Take a last line that begins with a dash out of a quotation, as an embedded post has its author."""
    children = list(quotation)
    for at, child in enumerate(children):
        if child.tag in _BLOCKS and child.tail and _DASH_BEGINS.match(child.tail):
            rest = children[at + 1 :]
            line = child.tail + "".join(_content(part) + (part.tail or "") for part in rest)
            child.tail = ""
            for part in rest:
                quotation.remove(part)
            return [" ".join(line.split()).strip(_DASHES)]
    last = children[-1] if children else None
    if last is not None and last.tag == "p" and len(children) > 1 and _DASH_BEGINS.match(_content(last)):
        line = _content(last)
        last.drop_tree()
        return [" ".join(line.split()).strip(_DASHES)]
    return []


def _set_apart(quotation: Element) -> None:
    """Put signs around a quotation that has no marks."""
    if quotation.getparent() is None or _content(quotation).strip()[:1] in ("", *_OPENING):
        return
    paragraphs = list(quotation.iter("p")) or [quotation]
    _enclose(quotation if (quotation.text or "").strip() else paragraphs[0], _BEGINS, "")
    _enclose(paragraphs[-1], "", _ENDS)


def without_signs(text: str) -> tuple[str, tuple[Span, ...]]:
    """A text without the signs that `prepare` put around quotations that are set apart, and where those stand.

    Args:
        text: of a page that was prepared.

    Returns:
        The text, and half-open offsets into it.
    """
    found: list[Span] = []
    plain, opened = "", None
    for piece in _SIGN.split(text):
        if piece == _BEGINS:
            opened = len(plain)
        elif piece == _ENDS:
            if opened is not None:
                found.append((opened, len(plain)))
            opened = None
        else:
            plain += piece
    return plain, tuple(found)
