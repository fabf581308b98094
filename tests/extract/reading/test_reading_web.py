"""Reading feeds and WARC files, and pages as they show themselves; broken ones as far as they go."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from onrecord.extract import Document, Extractor
from onrecord.extract.reading import Remark, Skipped, read

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Post</title><link>https://p.example</link><description>News</description>
<item><title>Bridge &amp; boats</title><link>https://p.example/1</link><guid>1</guid>
<pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate><description>Teaser</description>
<content:encoded><![CDATA[<p>Ana Ruiz said <q>It stays</q>.</p><p>Tom Hale left.</p>]]></content:encoded></item>
<item><title>Second</title><link>https://p.example/2</link><description>A teaser only</description></item>
<item><title>Third</title><guid isPermaLink="false">p-3</guid><description>LONG</description></item>
</channel></rss>""".replace("LONG", "She said that it stays. " * 40)

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><id>urn:p</id><updated>2024-03-06T10:00:00Z</updated>
<entry><title type="html">A &amp;amp; B</title><id>urn:1</id><published>2024-03-05T10:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ana said no.</p></div></content></entry>
<entry><title>Second</title><id>urn:2</id><link href="https://p.example/2"/><updated>2024-03-06T10:00:00Z</updated>
<content type="html">&lt;p&gt;Tom said yes.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Post",
    "items": [
        {
            "id": "1",
            "url": "https://p.example/1",
            "title": "Bridge",
            "content_html": "<p>Ana said <q>no</q>.</p>",
            "date_published": "2024-03-05T10:00:00Z",
        },
        {"id": "p-2", "content_text": "One & <two>.\n\nShe said yes."},
        {"id": "p-3", "summary": "A teaser only"},
    ],
}


def documents(path: Path) -> list[Document]:
    return [item for item in read([path]) if isinstance(item, Document)]


def remarks(path: Path) -> list[Remark]:
    return [item for item in read([path]) if isinstance(item, Remark)]


# Feeds


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed.html", "feed"])
def test_rss_is_told_by_what_it_is_and_gives_full_texts(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(RSS)
    first, third = documents(path)
    assert first == Document(
        "Ana Ruiz said “It stays”.\n\nTom Hale left.",
        id="https://p.example/1",
        title="Bridge & boats",
        url="https://p.example/1",
        publisher="The Post",
        date=date(2024, 3, 5),
        path=str(path),
    )
    assert (third.id, third.url, third.date) == ("p-3", None, None)
    assert remarks(path) == [
        Skipped(str(path), "1 of 3 entries, which have no full text: save the pages that they link to")
    ]


def test_atom(tmp_path: Path) -> None:
    path = tmp_path / "feed.atom"
    path.write_text(ATOM)
    first, second = documents(path)
    assert (first.text, first.title, first.id, first.date) == ("Ana said no.", "A & B", "urn:1", date(2024, 3, 5))
    assert (second.text, second.id, second.date) == ("Tom said yes.", "https://p.example/2", date(2024, 3, 6))


def test_an_entry_of_atom_has_its_authors_or_those_of_the_feed_it_is_from_or_of_this_one(tmp_path: Path) -> None:
    source = "<source><title>The Ham Times</title><author><name>Ben Poe</name></author></source>"
    path = tmp_path / "feed.atom"
    path.write_text(
        ATOM.replace("<updated>", "<author><name>Ana Roe</name></author><updated>", 1)
        .replace("<id>urn:2", f"{source}<id>urn:2")
        .replace(
            "</feed>", "<entry><id>urn:3</id><author><name>Cy Loe</name></author><content>No.</content></entry></feed>"
        )
        .replace(
            "</feed>", "<entry><id>urn:4</id><source><title>Ely</title></source><content>No.</content></entry></feed>"
        )
    )
    assert [(each.author, each.publisher) for each in documents(path)] == [
        ("Ana Roe", "The Post"),
        ("Ben Poe", "The Ham Times"),
        ("Cy Loe", "The Post"),
        (None, "Ely"),
    ]


def test_an_item_of_rss_is_of_the_paper_that_it_is_taken_from_and_not_by_the_feeds_editor(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    source = '<source url="https://ham.example/rss">The Ham Times</source>'
    editor = "<managingEditor>ana@p.example (Ana Roe)</managingEditor>"
    path.write_text(RSS.replace("<item>", f"{editor}<item>{source}", 1))
    first, third = documents(path)
    assert (first.publisher, first.author) == ("The Ham Times", None)
    assert (third.publisher, third.author) == ("The Post", None)


@pytest.mark.parametrize("stated", [{"authors": [{"name": "Ana Roe"}]}, {"author": {"name": "Ana Roe"}}])
def test_an_item_of_a_json_feed_has_the_feeds_author_if_it_names_none(
    tmp_path: Path, stated: dict[str, object]
) -> None:
    path = tmp_path / "feed.json"
    items = [{"id": "1", "content_text": "No."}, {"id": "2", "content_text": "No.", "author": {"name": "Ben Poe"}}]
    path.write_text(json.dumps(JSON_FEED | stated | {"items": items}))
    assert [each.author for each in documents(path)] == ["Ana Roe", "Ben Poe"]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("name", ["feed.json", "feed"])
def test_json_feed(tmp_path: Path, name: str, indent: int | None) -> None:
    path = tmp_path / name
    path.write_text(json.dumps(JSON_FEED, indent=indent))
    first, second = documents(path)
    assert (first.text, first.id, first.date) == ("Ana said “no”.", "https://p.example/1", date(2024, 3, 5))
    assert (second.text, second.id, second.publisher) == ("One & <two>.\n\nShe said yes.", "p-2", "The Post")
    assert remarks(path) == [
        Skipped(str(path), "1 of 3 entries, which have no full text: save the pages that they link to")
    ]


def test_a_feed_that_ends_early_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS[: RSS.index("She said") + 700])
    assert [document.title for document in documents(path)] == ["Bridge & boats"]
    assert remarks(path)[0].reason == "the feed ends early: what is whole of it has been read"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "the feed has no entries"),
        (
            '<?xml version="1.0"?><urlset><url/></urlset>',
            "it is a sitemap, a list of pages: give its URL, or save the pages",
        ),
        ('<?xml version="1.0"?><!-- x --><nitf><body/></nitf>', "it is XML of a kind that is not read (<nitf>)"),
        (json.dumps(JSON_FEED | {"items": 7}), "the feed has no entries"),
    ],
)
def test_what_is_no_feed_of_articles(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / ("feed.json" if content.startswith("{") else "feed.xml")
    path.write_text(content)
    [remark] = remarks(path)
    assert remark.reason.startswith(reason)
    assert not documents(path)


# WARC


def page(number: int) -> bytes:
    paragraphs = "".join(
        f"<p>“It stays,” Ana Ruiz said on Monday of bridge {number}, after a meeting of {part} hours.</p>"
        for part in range(4)
    )
    return (
        f"<html><head><title>Bridge {number}</title></head><body><article>{paragraphs}</article></body></html>".encode()
    )


def warc(*, packed: bool) -> bytes:
    """Three pages, one of them compressed on the way; a picture; a page that is not there."""
    content = io.BytesIO()
    writer = WARCWriter(content, gzip=packed)

    def answer(url: str, kind: str, body: bytes, status: str = "200 OK", encoding: str | None = None) -> None:
        headers = [("Content-Type", kind), *([("Content-Encoding", encoding)] if encoding else [])]
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http))

    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio"}))
    answer("https://p.example/0", "text/html; charset=utf-8", page(0))
    answer("https://p.example/x.png", "image/png", b"\x89PNG")
    answer("https://p.example/gone", "text/html", page(9), status="404 Not Found")
    answer("https://p.example/1", "text/html", gzip.compress(page(1)), encoding="gzip")
    answer("https://p.example/2", "text/html", page(2))
    return content.getvalue()


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True), ("a", False), ("b", True)])
def test_a_warc_file_gives_its_pages(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    path.write_bytes(warc(packed=packed))
    assert not remarks(path)
    assert [document.url for document in documents(path)] == [f"https://p.example/{number}" for number in range(3)]
    assert documents(path)[1].text.startswith("“It stays,” Ana Ruiz said on Monday of bridge 1,")


def answered(url: str, body: bytes, headers: str = "") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n".encode() + body
    record = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return record.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize(
    "headers", ["Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "Transfer-Encoding: chunked\r\n"]
)
def test_an_answer_stored_unpacked_with_the_headers_of_a_packed_one_is_read(tmp_path: Path, headers: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(answered("https://p.example/0", page(0), headers) + answered("https://p.example/1", page(1)))
    assert not remarks(path)
    assert [document.url for document in documents(path)] == ["https://p.example/0", "https://p.example/1"]
    assert documents(path)[0].text.startswith("“It stays,” Ana Ruiz said on Monday of bridge 0,")


def test_an_address_in_angle_brackets_as_wget_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(answered("<https://p.example/0>", page(0)))
    assert [document.url for document in documents(path)] == ["https://p.example/0"]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("missing", [20, 150])
def test_a_warc_file_that_ends_early_gives_what_is_whole(tmp_path: Path, packed: bool, missing: int) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(warc(packed=packed)[:-missing])
    assert [document.url for document in documents(path)] == ["https://p.example/0", "https://p.example/1"]
    [remark] = remarks(path)
    assert remark.reason.startswith("it ends early: what is whole of its 5 answers has been read")


def test_pages_without_an_article_in_a_warc_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(packed=False).replace(page(2), b"<html><body></body></html>".ljust(len(page(2)))))
    assert remarks(path) == [Skipped(str(path), "1 of 3 pages, in which no article was found")]


@pytest.mark.parametrize("content", [b"hello " * 100, b""])
def test_what_is_no_warc_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    [remark] = remarks(path)
    assert isinstance(remark, Skipped)


# Pages as they show themselves

LEAD = (
    "Ana Ruiz, the mayor, spoke to the council on Monday about the bridge, which was built in 1904 and is to be mended."
)
LAST = "The work is expected to begin in the autumn, and boats will have to use the northern quay meanwhile."
STAYS = "We will stay until the last stone is laid"


def shown(tmp_path: Path, body: str) -> str:
    """What of a page's article is between its first and last paragraph."""
    path = tmp_path / "page.html"
    article = f"<article><p>{LEAD}</p>{body}<p>{LAST}</p></article>"
    path.write_text(f"<!doctype html><html><head><title>Bridge – Post</title></head><body>{article}</body></html>")
    [document] = documents(path)
    assert document.text.startswith(LEAD)
    assert document.text.endswith(LAST)
    return document.text.removeprefix(LEAD).removesuffix(LAST).strip()


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            f"<p><q>{STAYS},</q> said Ana Ruiz. It was <q>a danger</q> and "
            "<q lang='en'>a <q>so-called</q> joy</q>.</p>",
            f"“{STAYS},” said Ana Ruiz. It was “a danger” and “a ‘so-called’ joy”.",
        ),
        (f"<p><q>“{STAYS},”</q> said Ana Ruiz.</p>", f"“{STAYS},” said Ana Ruiz."),
        (
            f"<p>She wrote:</p><figure><blockquote><p>“{STAYS}.”</p></blockquote>"
            "<figcaption>Ana Ruiz</figcaption></figure>",
            f"She wrote:\n\n“{STAYS}.”\n\n— Ana Ruiz",
        ),
        (
            f"<blockquote><p>{STAYS}.</p><p>Then we go.</p><cite>Ana Ruiz, mayor</cite></blockquote>",
            f"{STAYS}.\n\nThen we go.\n\n— Ana Ruiz, mayor",
        ),
        (
            f"<blockquote>{STAYS}.<footer>— Tom Reed, in <cite>Letters</cite></footer></blockquote>",
            f"{STAYS}.\n\n— Tom Reed, in Letters",
        ),
        (f"<blockquote><p>{STAYS}.</p><p>– Ana Ruiz</p></blockquote>", f"{STAYS}.\n\n— Ana Ruiz"),
        (
            f"<blockquote class='twitter-tweet'><p lang='en'>{STAYS}.</p>&mdash; Ana Ruiz (@ana) "
            "<a href='https://x.example/1'>March 3, 2025</a></blockquote>",
            f"{STAYS}.\n\n— Ana Ruiz (@ana) March 3, 2025",
        ),
        (
            f"<p>“{STAYS},” Ana Ruiz said.</p><div class='pullquote'><p>“{STAYS}”</p></div>"
            f"<p>Ben Hall said that he left.</p><aside><p>{STAYS}</p></aside>",
            f"“{STAYS},” Ana Ruiz said.\n\nBen Hall said that he left.",
        ),
        (
            "<p>Ana Ruiz, the mayor,<br>said on Monday that the<br>council would pay.</p>",
            "Ana Ruiz, the mayor, said on Monday that the council would pay.",
        ),
        (
            "<p>Q: Will it be built?<br>A: It will.<br><br>She left the room.</p>",
            "Q: Will it be built?\n\nA: It will.\n\nShe left the room.",
        ),
        (
            "<p>Ana said that <del>the region</del> <ins>the council</ins> would pay<s>, or not</s>.</p>"
            "<p hidden>Words of nobody.</p><p style='display: none'>Nor these.</p>",
            "Ana said that the council would pay.",
        ),
        (
            "<p>Ana Ruiz said on <time datetime='2024-03-05'>Tuesday</time> that it stays.</p>",
            "Ana Ruiz said on Tuesday that it stays.",
        ),
        (
            "<p><strong>Q: Will it be built?</strong></p><p><b>A:</b> It will be built before the winter.</p>",
            "Q: Will it be built?\n\nA: It will be built before the winter.",
        ),
    ],
    ids=["q", "marked", "figure", "cite", "footer", "dash", "post", "pulled", "br", "labels", "struck", "time", "bold"],
)
def test_a_page_gives_what_a_reader_sees(tmp_path: Path, body: str, text: str) -> None:
    assert shown(tmp_path, body) == text


@pytest.mark.parametrize(
    ("body", "claims"),
    [
        (
            f"<blockquote><p>{STAYS}.</p><cite>Tom Reed, engineer</cite></blockquote>"
            "<blockquote>They call it “safe”.<footer>Lena Ortiz</footer></blockquote>",
            [("Tom Reed", f"{STAYS}."), ("Lena Ortiz", "They call it “safe”.")],
        ),
        (
            f"<p>In a letter to the council, Tom Reed, an engineer, wrote:</p><blockquote><p>{STAYS}.</p>"
            "<p>I will not write again.</p></blockquote><p>His letter was read out.</p>",
            [("Tom Reed", f"{STAYS}.\n\nI will not write again.")],
        ),
        (
            "<figure><blockquote><p>Nine boats were lost that night.</p></blockquote>"
            "<figcaption>Chidi Okafor, harbour master</figcaption></figure>",
            [("Chidi Okafor", "Nine boats were lost that night.")],
        ),
        (
            f"<blockquote class='twitter-tweet'><p>{STAYS}</p>&mdash; Kenji Mori (@kmori) <a>March 3</a></blockquote>",
            [("Kenji Mori", STAYS)],
        ),
    ],
    ids=["two", "letter", "figure", "post"],
)
def test_a_quotation_set_apart_is_direct_speech_without_marks_of_ours(
    tmp_path: Path, body: str, claims: list[tuple[str, str]]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><article><p>{LEAD}</p>{body}<p>{LAST}</p></article></body></html>")
    [document] = documents(path)
    found = [one for one in Extractor().triples(document) if one.claim.text in [text for _, text in claims]]
    assert [(one.speaker and one.speaker.name, one.claim.text) for one in found] == claims
    for one in found:
        [(start, stop)] = one.claim.spans
        assert document.text[start:stop] == one.claim.text
        assert one.claim.kind == "direct"
