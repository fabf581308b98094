"""A claim's link opens the page at the claim: Chromium scrolls to it and marks it, and nothing else.

The pages are made of the texts of Wikinews in bench/wikinews (CC BY 2.5), the claims are those annotated there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from selenium import webdriver
from support.browser import pixels, served
from support.pages import page, with_quotes
from support.places import ROOT

from onrecord.extract.fragment import link

GOLD = ROOT / "bench" / "wikinews" / "dev.jsonl"
MOST_A_PAGE = 10
SHARE = 0.95

# The places of words: the article's text without blanks, and the node and offset of each of its characters.
RECTANGLES = """
const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
const places = [];
while (walker.nextNode()) {
  const node = walker.currentNode;
  if (node.parentElement.closest('aside, figure')) continue;
  for (let i = 0; i < node.data.length; i++) if (!/\\s/.test(node.data[i])) places.push([node, i]);
}
return arguments[0].map(([start, stop]) => {
  const range = document.createRange();
  range.setStart(...places[start]);
  range.setEnd(places[stop - 1][0], places[stop - 1][1] + 1);
  return [...range.getClientRects()].map(r => [r.left, r.top, r.right, r.bottom]);
});
"""

Claim = tuple[str, str, list[Any]]


def claims() -> dict[str, tuple[str, str, list[list[list[int]]]]]:
    """Of each article the title, the text, and the spans of its claims, spread over it."""
    articles: dict[str, tuple[str, str, list[list[list[int]]]]] = {}
    for line in GOLD.read_text("utf-8").splitlines():
        one = json.loads(line)
        known = one["document"]
        if "text" in known:
            articles[known["id"]] = (known["title"], with_quotes(known["text"], len(articles)), [])
        articles[known["id"]][2].append(one["claim"]["spans"])
    for _, _, spans in articles.values():
        step = max(1, len(spans) // MOST_A_PAGE)
        spans[:] = spans[::step][:MOST_A_PAGE]
    return articles


ARTICLES = claims()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    for number, (id, (title, text, _)) in enumerate(ARTICLES.items()):
        (folder / f"{id}.html").write_text(page(title, text, number), encoding="utf-8")
    with served(folder) as address:
        yield address


def test_links_open_at_the_claims(chromium: webdriver.Chrome, site: str) -> None:
    misses = [
        f"{id} {text[spans[0][0] : spans[-1][1]]!r}: {why}\n  {link(site, text, _pairs(spans))}"
        for id, (_, text, all_spans) in ARTICLES.items()
        for spans in all_spans
        if (why := _miss(chromium, f"{site}/{id}.html", text, spans))
    ]
    number = sum(len(spans) for _, _, spans in ARTICLES.values())
    print(f"{number - len(misses)} of {number} links scroll to the claim and mark it, and it alone.", *misses, sep="\n")
    assert number >= 100
    assert 1 - len(misses) / number >= SHARE, "\n".join(misses)


def test_a_claim_that_is_not_there_is_not_marked(chromium: webdriver.Chrome, site: str) -> None:
    """The check itself sees where nothing is marked."""
    id, (_, text, [first, *_]) = next(iter(ARTICLES.items()))
    elsewhere = "Words that are on no page, " + text
    assert (
        _miss(chromium, f"{site}/{id}.html", text, first, link(f"{site}/{id}.html", elsewhere, [(0, 10)]))
        == "not marked"
    )


def _miss(browser: webdriver.Chrome, url: str, text: str, spans: Sequence[Sequence[int]], address: str = "") -> str:
    """What is wrong with a claim's link, nothing if it is right."""
    browser.get("about:blank")
    browser.get(address or link(url, text, _pairs(spans)))
    found = browser.execute_script(RECTANGLES, [[_dense(text, start), _dense(text, stop)] for start, stop in spans])
    shown = pixels(browser)
    height, width = shown.shape[:2]
    first = found[0][0]
    if not 0 <= first[1] < height:
        return "not scrolled to" if not _marked(shown).any() else "another place is scrolled to"
    inside = np.zeros((height, width), dtype=bool)
    for left, top, right, bottom in (rectangle for span in found for rectangle in span):
        inside[max(0, int(top)) : max(0, int(bottom) + 1), max(0, int(left)) : int(right) + 1] = True
    marked = _marked(shown)
    if not marked.any():
        return "not marked"
    # Letters cover some of it, and the marks at the ends of a claim are left out.
    if (marked & inside).sum() / inside.sum() < 0.5:
        return f"marked in part: {(marked & inside).sum() / inside.sum():.2f}"
    if (marked & ~inside).sum() > 0.02 * inside.sum() + 40:
        return "more is marked"
    return ""


def _pairs(spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, stop) for start, stop in spans]


def _marked(shown: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    found: np.ndarray[Any, Any] = (shown[..., 0] > 240) & (shown[..., 1] < 40) & (shown[..., 2] > 240)
    return found


def _dense(text: str, offset: int) -> int:
    """How many characters, blanks aside, stand before an offset."""
    return sum(not each.isspace() for each in text[:offset])
