"""A page's day is that of its article's publication, not of its change, of a comment, of a film or of the website."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from onrecord.extract import Document
from onrecord.extract.reading import read

CHANGED = '<meta property="article:modified_time" content="2025-01-01T10:00:00Z">'
PUBLISHED = {"@type": "NewsArticle", "datePublished": "2024-03-05T22:10:00-05:00", "dateModified": "2025-01-01"}
OTHERS = {
    "comment": [{"@type": "Comment", "datePublished": "2020-01-01"}],
    "video": {"@type": "VideoObject", "datePublished": "2019-01-01"},
}


def data(stated: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


def day(tmp_path: Path, head: str, above: str = "", below: str = "") -> date | None:
    paragraphs = "<p>“The bridge stays,” mayor Ana Ruiz said on Monday after a long meeting of the council.</p>" * 3
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><title>Bridge</title>{head}</head><body><article>{above}{paragraphs}</article>{below}</body></html>"
    )
    [document] = read([path])
    assert isinstance(document, Document)
    return document.date


@pytest.mark.parametrize(
    ("head", "above"),
    [
        (data([{"@type": "WebSite", "datePublished": "2010-01-01"}, PUBLISHED]), ""),
        (data({"@graph": [{"@type": "WebPage", "datePublished": "2010-01-01"}, PUBLISHED]}), ""),
        (data({"@type": "WebPage", "datePublished": "2010-01-01", "mainEntity": PUBLISHED}), ""),
        (data(OTHERS | PUBLISHED), ""),
        (data(OTHERS | PUBLISHED | {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}), ""),
        (CHANGED + data(PUBLISHED), ""),
        (CHANGED, '<time itemprop="datePublished" datetime="2024-03-05T10:00:00Z">5 March</time>'),
        (CHANGED, '<meta itemprop="dateCreated datePublished" content="2024-03-05">'),
        (CHANGED, '<time datetime="2024-03-05" pubdate>5 March 2024</time>'),
        (CHANGED, '<span itemprop="datePublished">5 March 2024</span>'),
        ('<meta property="og:updated_time" content="2025-01-01">', '<time datetime="2024-03-05">5 March 2024</time>'),
    ],
)
def test_the_day_of_publication_counts(tmp_path: Path, head: str, above: str) -> None:
    assert day(tmp_path, head, above) == date(2024, 3, 5)


def test_a_comments_day_is_not_the_articles(tmp_path: Path) -> None:
    time = '<time itemprop="datePublished" datetime="{}"></time>'
    comment = f'<div itemscope itemtype="https://schema.org/Comment">{time.format("2020-01-01")}</div>'
    assert day(tmp_path, "", time.format("2024-03-05"), comment) == date(2024, 3, 5)


def test_an_article_of_an_archive_keeps_its_day(tmp_path: Path) -> None:
    assert day(tmp_path, data({"@type": "Article", "datePublished": "1987-10-16"})) == date(1987, 10, 16)
    assert day(tmp_path, '<meta property="article:published_time" content="1962-02-03T10:00:00Z">') == date(1962, 2, 3)


def test_without_a_day_of_publication_the_day_of_the_change_is_the_best_known(tmp_path: Path) -> None:
    assert day(tmp_path, CHANGED) == date(2025, 1, 1)
    assert day(tmp_path, CHANGED, below='<time datetime="2025-06-01">1 June</time>') == date(2025, 1, 1)


def test_what_programs_write_for_no_day_is_none(tmp_path: Path) -> None:
    assert day(tmp_path, data({"@type": "Article", "datePublished": "1970-01-01T00:00:00Z"})) is None
