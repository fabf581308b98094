"""Live blogs: all posts of a page as one article, each with its heading and its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final
from urllib.parse import urljoin

from lxml import html

from onrecord.extract.reading.web import stated

Element = Any  # of lxml, which has no types

_FEWEST_POSTS: Final = 3
_FEWEST_LETTERS: Final = 30  # of the paragraphs of a post, on average
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_POSTS: Final = ("article", "div", "li", "section")
_OF_OTHERS: Final = re.compile(
    r"(?<![a-z])(?:comments?|replies|disqus|related|teasers?|promos?)(?![a-z])", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"[.!?…][”’\"')\]»]*\s*$")
_CLOCK: Final = re.compile(r"T(\d\d:\d\d)")


def open_posts(page: Element) -> None:
    """Make one article of the posts of a live blog: else one of many is read, or their headings and times are lost.

    Posts are neighbours of one kind with paragraphs, and a time each. Lists of other articles and readers' comments
    have the same form: those have headings that are links to elsewhere, or the page calls them so.
    Where the page shows no posts, since a script is to bring them, those are read that it states as data.
    """
    if posts := _shown(page):
        _open(posts)
    elif updates := _stated(page):
        _write(page, updates)


def _shown(page: Element) -> list[Element]:
    """The posts on the page: the largest group of them."""
    groups: dict[tuple[Element, str], list[Element]] = {}
    for time in page.iter("time"):
        if not _is_in_a_sentence(time):
            for place in time.iterancestors(*_POSTS):
                group = groups.setdefault((place.getparent(), place.tag), [])
                if place not in group[-1:]:
                    group.append(place)
    address = next(iter(page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")), "")
    posts = [[post for post in group if _is_post(post, address)] for group in groups.values()]
    return max((group for group in posts if _are_posts(group)), key=len, default=[])


def _is_in_a_sentence(time: Element) -> bool:
    block = next(time.iterancestors("p", "li", "blockquote"), None)
    return block is not None and block.tag != "li" and _SENTENCE.search(block.text_content()) is not None


def _is_post(element: Element, address: str) -> bool:
    if next(element.iter("p"), None) is None or element.getparent() is None:
        return False
    if any(_OF_OTHERS.search(f"{each.get('class', '')} {each.get('id', '')}") for each in _upwards(element)):
        return False
    links = (link.get("href") for heading in element.iter(*_HEADINGS) for link in heading.iter("a"))
    return all(_is_here(link, address) for link in links if link)


def _upwards(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors(*_POSTS, "aside", "ol", "ul")


def _is_here(link: str, address: str) -> bool:
    """Whether a link is to a place on the page itself, or to one of its posts."""
    if "#" in link:
        return True
    path = address.split("?")[0].split("#")[0].rstrip("/")
    return bool(path) and urljoin(address, link).startswith(path)


def _are_posts(group: list[Element]) -> bool:
    letters = sum(len(paragraph.text_content().strip()) for post in group for paragraph in post.iter("p"))
    return len(group) >= _FEWEST_POSTS and letters >= _FEWEST_LETTERS * len(group)


def _open(posts: list[Element]) -> None:
    for post in posts:
        lines = []
        for part in _above_the_text(post):
            lines.append(part.text_content().strip() or _clock(part.get("datetime")))
            part.drop_tree()
        for part in list(post.iter("time", *_HEADINGS)):
            if next(part.iterancestors("p", *_HEADINGS), None) is None:
                part.tag = "p"
        # What is around the text has names by which an extractor of articles takes it for no part of one.
        for paragraph in list(post.iter("p")):
            for each in paragraph.iterancestors():
                each.attrib.clear()
                if each is post:
                    break
        for line in reversed([line for line in lines if line]):
            post.insert(0, _paragraph(line))
        post.tag = "div"
    _make_the_article(posts[0].getparent())


def _above_the_text(post: Element) -> list[Element]:
    """The headings and times of a post before its text, in their order."""
    found: list[Element] = []
    for part in post.iter("p", "time", *_HEADINGS):
        if part.tag == "p" and next(part.iter("time"), None) is None and part.text_content().strip():
            return found
        if part.tag != "p" and next(part.iterancestors(*_HEADINGS), None) is None:
            if part.tag == "time" and _is_in_a_sentence(part):
                return found
            found.append(part)
    return found


def _make_the_article(posts: Element) -> None:
    """Let what is around the posts, with the heading and summary above them, be the page's article."""
    place = next(posts.iterancestors("article", "main"), posts)
    if place.tag != "body":
        place.tag = "article"
    if posts.tag in ("ol", "ul"):
        posts.tag = "div"


def _paragraph(text: str) -> Element:
    paragraph = html.Element("p")
    paragraph.text = text
    return paragraph


def _stated(page: Element) -> list[dict[str, Any]]:
    """The updates of a LiveBlogPosting in the page's data, as schema.org has them, if the page does not show them."""
    shown = _letters("".join(page.xpath("//body//text()[not(ancestor::script)]")))
    for each in stated.objects(page):
        updates = each.get("liveBlogUpdate")
        if isinstance(updates, list):
            posts = [post for post in updates if isinstance(post, dict) and isinstance(post.get("articleBody"), str)]
            missing = [post for post in posts if _letters(_body(post).text_content())[:60] not in shown]
            if len(missing) * 2 > len(posts):
                return posts
    return []


def _write(page: Element, updates: Iterable[dict[str, Any]]) -> None:
    """Put the posts at the end of the page's article."""
    place = next(page.iter("article"), None)
    if place is None:
        place = html.Element("article")
        body = page.find(".//body")
        (page if body is None else body).append(place)
    for update in updates:
        for line in (update.get("headline"), _clock(update.get("datePublished"))):
            if isinstance(line, str) and line.strip():
                place.append(_paragraph(line.strip()))
        place.append(_body(update))


def _body(update: dict[str, Any]) -> Element:
    """What a post says: HTML, or text with a line a paragraph."""
    text = update["articleBody"]
    if "</" not in text:
        text = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    return html.fragment_fromstring(text, create_parent="div")


def _clock(time: object) -> str:
    """Hours and minutes of a time as ISO 8601 has it, as its place has them; the whole of any other."""
    found = _CLOCK.search(time) if isinstance(time, str) else None
    return found[1] if found else time if isinstance(time, str) else ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
