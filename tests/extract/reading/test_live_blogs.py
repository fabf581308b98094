"""Live blogs, in the forms in which pages have them: every post is read, with its heading and its time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.extract import Document
from onrecord.extract.reading import read

LEAD = "A storm has reached the coast. The harbour is shut, and we bring you what is known, as it comes in."


def said(number: int) -> str:
    return f"The mayor said in post {number} that the harbour was shut and all the boats were in."


def article(tmp_path: Path, body: str, head: str = "") -> str:
    path = tmp_path / "live.html"
    path.write_text(f"<!doctype html><html><head><title>Live</title>{head}</head><body>{body}</body></html>", "utf-8")
    [document] = read([path])
    assert isinstance(document, Document)
    return document.text


def time(number: int, text: str = "1{number}.30am") -> str:
    return f"<time datetime='2024-03-05T1{number}:30:00+01:00'>{text.format(number=number)}</time>"


FORMS = {
    "articles": "<main><h1>Storm</h1>{posts}</main>|<article><h2>Heading {n}</h2>{time}<p>{said}</p></article>",
    "blocks": "<article><h1>Storm</h1><p>{lead}</p><div class='live-blog'>{posts}</div></article>"
    "|<div class='block' id='block-{n}'><p class='block-time published-time'><a href='?page=with:block-{n}#block-{n}'>"
    "{time}</a></p><h2 class='block-title'>Heading {n}</h2><div class='block-elements'><p>{said}</p></div></div>",
    "list": "<main><h1>Storm</h1><p>{lead}</p><ol class='stream'>{posts}</ol></main>"
    "|<li class='stream__post'><article class='post'><header class='post__meta'>{time}<h3>Heading {n}</h3></header>"
    "<div class='post__body'><p>{said}</p></div><footer>Share this</footer></article></li>",
    "sections": "<main><h1>Storm</h1>{posts}</main>"
    "|<section class='entry'><div class='entry-meta timestamp'>{time}</div><h2><a href='/live/storm/{n}'>Heading {n}"
    "</a></h2><p>{said}</p></section>",
}


@pytest.mark.parametrize("form", [*FORMS])
def test_all_posts_are_read_with_heading_and_time(tmp_path: Path, form: str) -> None:
    around, post = FORMS[form].split("|", 1)
    posts = "".join(post.format(n=n, time=time(n), said=said(n)) for n in range(5))
    body = around.format(posts=posts, lead=LEAD)
    text = article(tmp_path, body, "<link rel='canonical' href='https://p.example/live/storm'>")
    lines = text.split("\n\n")
    for number in range(5):
        at = lines.index(said(number))
        assert sorted(lines[at - 2 : at]) == [f"1{number}.30am", f"Heading {number}"]
    assert ("{lead}" in around) == (LEAD in lines)
    assert len(lines) == len(set(lines))  # nothing twice


def test_a_time_that_a_script_is_to_fill_in_is_that_of_the_place(tmp_path: Path) -> None:
    posts = "".join(f"<div class='p'><h2>Heading {n}</h2>{time(n, '')}<p>{said(n)}</p></div>" for n in range(3))
    assert "Heading 2\n\n12:30\n\n" + said(2) in article(tmp_path, f"<article><h1>Storm</h1>{posts}</article>")


def test_posts_that_are_data_alone_are_read(tmp_path: Path) -> None:
    updates = [
        {
            "@type": "BlogPosting",
            "headline": f"Heading {n}",
            "datePublished": f"2024-03-05T1{n}:30:00Z",
            "articleBody": f"<p>{said(n)}</p><p>More &amp; more.</p>" if n % 2 else f"{said(n)}\nMore & more.",
        }
        for n in range(4)
    ]
    data = json.dumps({"@graph": [{"@type": "LiveBlogPosting", "liveBlogUpdate": updates}]})
    head = f"<script type='application/ld+json'>{data}</script>"
    text = article(tmp_path, f"<article><h1>Storm</h1><p>{LEAD}</p></article>", head)
    for number in range(4):
        assert f"Heading {number}\n\n1{number}:30\n\n{said(number)}\n\nMore & more." in text
    shown = "".join(f"<p>{said(n)}</p><p>More &amp; more.</p>" for n in range(4))
    again = article(tmp_path, f"<article><h1>Storm</h1><p>{LEAD}</p>{shown}</article>", head)
    assert [again.count(said(number)) for number in range(4)] == [1, 1, 1, 1]


PARAGRAPHS = "".join(
    f"<p>The mayor said on day {day} that the harbour would stay shut for a week.</p>" for day in range(9)
)
ARTICLE = f"<article><h1>Storm</h1><p>{LEAD}</p>{PARAGRAPHS}<p>{said(9)}</p><p>She said nobody was hurt.</p></article>"


@pytest.mark.parametrize(
    "others",
    [
        "<ol class='comment-list'>{}</ol>|<li class='comment'><b>Tom</b>{time}<p>{said}</p></li>",
        "<section id='comments'>{}</section>|<div class='c'>{time}<p>{said}</p></div>",
        "<div class='more'>{}</div>|<div><h3><a href='/other/{n}'>Other {n}</a></h3>{time}<p>{said}</p></div>",
        "<aside class='related'>{}</aside>|<article>{time}<p>{said}</p></article>",
        "<div>{}</div>|<div>{time}<p>Ad</p></div>",
    ],
    ids=["comments", "section", "links", "related", "short"],
)
def test_comments_and_lists_of_other_articles_are_no_posts(tmp_path: Path, others: str) -> None:
    around, each = others.split("|", 1)
    listed = around.format("".join(each.format(n=n, time=time(n), said=said(n)) for n in range(5)))
    text = article(tmp_path, ARTICLE + listed, "<link rel='canonical' href='https://p.example/storm'>")
    assert text.endswith(f"{said(9)}\n\nShe said nobody was hurt.")
    assert said(3) not in text
