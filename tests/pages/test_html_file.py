"""`onrecord html`: articles with their claims as one page that needs nothing besides."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import lxml.html
import pytest
from support.articles import HARBOUR, HARBOUR_TRIPLES
from support.command_line import onrecord as run

from onrecord.graph.lookups.articles import of_triples
from onrecord.pages.file import page


@pytest.fixture(scope="module")
def written() -> str:
    return page([of_triples(HARBOUR, HARBOUR_TRIPLES), of_triples(HARBOUR, [])])


def test_the_article_is_there_as_it_is_with_its_claims_marked(written: str) -> None:
    first, second = lxml.html.fromstring(written).cssselect("article.text")
    assert first.text_content().strip() == second.text_content().strip() == HARBOUR.text
    claim = [each.text for each in first.cssselect(".claim[data-c='0']")]
    assert "".join(claim) == "“The harbour will stay open,”"
    assert first.cssselect(".cue")
    assert not second.cssselect("span")
    told = lxml.html.fromstring(written).cssselect("li.told")
    assert len(told) == len(HARBOUR_TRIPLES)
    assert all(each.cssselect(".how") for each in told)


def test_links_lead_to_the_claims_in_the_text(written: str) -> None:
    tree = lxml.html.fromstring(written)
    ids = [each.get("id") for each in tree.iter("*") if each.get("id")]
    assert len(ids) == len(set(ids))
    inside = [each.get("href") for each in tree.cssselect("a[href^='#']")]
    assert inside
    assert {each.removeprefix("#") for each in inside} <= set(ids)


def test_nothing_is_asked_for_from_outside_and_only_its_own_script_runs(written: str) -> None:
    tree = lxml.html.fromstring(written)
    sources = [each.get("src") or each.get("href") for each in tree.cssselect("script, link, img, iframe")]
    assert [each for each in sources if each] == ["data:,"]
    policy = tree.cssselect("meta[http-equiv]")[0].get("content")
    for element in ("style", "script"):
        content = re.findall(rf"<{element}>(.*?)</{element}>", written, re.DOTALL)
        assert len(content) == 1
        assert base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode() in policy


def test_the_command_reads_claims_and_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana Ruiz said that Lee Park lied.", encoding="utf-8")
    extracted = run("extract", str(tmp_path / "a.txt"), "--format", "jsonl")
    (tmp_path / "claims.jsonl").write_text(extracted.stdout, encoding="utf-8")
    pages = []
    for given in ("a.txt", "claims.jsonl"):
        output = tmp_path / f"{given}.html"
        done = run("html", str(tmp_path / given), "--output", str(output))
        assert done.returncode == 0, done.stderr
        pages.append(lxml.html.parse(str(output)).getroot())
    assert pages[0].cssselect(".reading")[0].text_content() == pages[1].cssselect(".reading")[0].text_content()
    assert "that Lee Park lied" in pages[0].text_content()


def test_what_holds_no_article_is_said(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    done = run("html", str(tmp_path / "none.jsonl"), "--output", str(tmp_path / "x.html"))
    assert done.returncode == 1
    assert "none.jsonl" in done.stderr
    assert not (tmp_path / "x.html").exists()
