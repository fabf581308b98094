"""Files of every kind that is read, as programs make them, and each of them with something odd in it."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from typing import Final, NamedTuple

import docx
import fpdf
import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STORY: Final = "“The bridge stays,” Ana Ruiz, the mayor, said on Monday. She accused Norsk Havn of greed."
PAGE: Final = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The vote</title>'
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z"><base href="https://p.example/">'
    '<link rel="canonical" href="https://p.example/1"></head><body><article><h1>The vote</h1>'
    f"<p>{STORY}</p><blockquote>It stays.</blockquote><p>— Tom Hale</p><del>It goes.</del>"
    f'<p style="display:none">Hidden.</p><table><tr><td>{STORY}</td></tr></table></article></body></html>'
)
RSS: Final = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title><item><title>Bridge &amp; boats</title>'
    "<link>https://p.example/1</link><pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate>"
    f"<content:encoded><![CDATA[<p>{STORY}</p>]]></content:encoded></item></channel></rss>"
)
ATOM: Final = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><id>urn:p</id><entry>'
    "<title>Bridge</title><id>urn:1</id><updated>2024-03-06T10:00:00Z</updated>"
    f'<content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>'
)
RECORD: Final = {
    "id": "1",
    "text": STORY,
    "title": "The vote",
    "date": "2024-03-05",
    "url": "https://p.example/1",
    "publisher": "Post",
}
JSON_FEED: Final = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "1", "content_html": f"<p>{STORY}</p>", "date_published": "2024-03-05T10:00:00Z"}],
}
TEXT_OF_WORD: Final = "word/document.xml"  # in a Word file
ODD: Final = [
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"\r",
    b"\r\n\r\n",
    b"\x0b\x0c\x1c\x85",
    b"\xe2\x80\xa8",
    b'"',
    b"'",
    b",",
    b"\t",
    b"{",
    b"[" * 300,
    b'{"a":' * 300,
    b"}",
    b"<",
    b">",
    b"<div>" * 300,
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"&#0;",
    b"&#xd800;",
    b"&#99999999;",
    b"&amp",
    b"<!ENTITY a 'b'>",
    b"<script>",
    b"<svg:x>",
    b'<meta charset="utf-7">',
    b'<?xml version="1.0" encoding="none"?>',
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"null",
    b"9" * 30,
    b"99999-99-99",
    b"2024-02-30",
    b"Mon, 99 Foo 2024 25:61:61 +9999",
    b"---\n",
    b"a: &a [*a]\n",
    b"!!python/object:os.system x\n",
    b"? [x]: y\n",
    b"Content-Type: text/html; charset=none\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: multipart/mixed; boundary=\r\n",
    b"=?utf-8?b?////?=",
    b"=?none?q?x?=",
    b"Date: x\r\n",
    b"From: <\r\n",
    b"Content-Length: -5\r\n",
    b"WARC/1.0\r\n",
    b"WARC-Target-URI: http://[\r\n",
    b"http://[::1",
    b"%PDF-1.4",
    b"endobj",
    b"/Length 99999999",
    b"/Parent 1 0 R",
    b"xref\n0 99999\n",
    b"startxref\n1\n",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"PAR1",
    b"\xf0\x9f\x98\x80",
    b"\xd8\x00",
    b"\xe2\x80\x9c",
    b"\xe2\x80\xae",
]


class OddFile(NamedTuple):
    """A file that was made of a `kind`; its `name` may tell of another one."""

    kind: str
    name: str
    content: bytes


def word() -> bytes:
    file = docx.Document()
    file.core_properties.title = "The vote"
    file.add_paragraph(STORY)
    file.add_table(1, 2).cell(0, 1).text = STORY
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def pdf() -> bytes:
    file = fpdf.FPDF()
    file.set_compression(False)
    file.set_title("The vote")
    file.add_page()
    file.set_font("Helvetica", size=12)
    file.multi_cell(0, 6, STORY.replace("“", '"').replace("”", '"'))
    return bytes(file.output())


def warc() -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "https://p.example/1", "response", payload=io.BytesIO(PAGE.encode()), http_headers=headers
        )
    )
    return stream.getvalue()


def email() -> bytes:
    mail = EmailMessage()
    mail["From"] = "The Post <post@p.example>"
    mail["Subject"] = "The vote – today"
    mail["Date"] = "Tue, 05 Mar 2024 23:30:00 -0500"
    mail["Message-ID"] = "<1@p.example>"
    mail.set_content(STORY)
    mail.add_alternative(f"<p>{STORY}</p>", subtype="html")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()


def saved_page() -> bytes:
    mail = EmailMessage()
    mail["Snapshot-Content-Location"] = "https://p.example/1"
    mail.set_content(PAGE, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def parquet() -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table({name: [value] * 2 for name, value in RECORD.items()}), stream, compression="none")
    return stream.getvalue()


def csv(mark: str) -> str:
    rows = [list(RECORD), list(RECORD.values()), ["2", f'""{STORY}""', "", "5 March 2024", "", ""]]
    return "".join(mark.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


MADE: Final[dict[str, tuple[int, Callable[[], bytes]]]] = {
    ".txt": (18, lambda: STORY.encode()),
    ".md": (10, lambda: f"---\ntitle: 'The vote'\ndate: March 5, 2024\n---\n\n# Vote\n\n{STORY}\n".encode()),
    ".jsonl": (20, lambda: (json.dumps(RECORD) + "\n" + json.dumps(RECORD, ensure_ascii=False)).encode()),
    ".json": (14, lambda: json.dumps([RECORD], indent=1).encode()),
    ".feed.json": (4, lambda: json.dumps(JSON_FEED).encode()),
    ".csv": (14, lambda: csv(",").encode()),
    ".tsv": (6, lambda: csv("\t").encode()),
    ".html": (4, PAGE.encode),
    ".rss": (4, RSS.encode),
    ".atom": (3, ATOM.encode),
    ".eml": (4, email),
    ".mhtml": (1, saved_page),
    ".docx": (1, word),
    ".pdf": (3, pdf),
    ".warc": (2, warc),
    ".parquet": (3, parquet),
    ".zip": (2, lambda: _packed({"a.txt": STORY.encode(), "b.jsonl": json.dumps(RECORD).encode()})),
    ".txt.gz": (2, lambda: gzip.compress(STORY.encode())),
}
"""Of each kind how many of a hundred or so files are made, and how one is; fewer of those that take long to read."""


def odd_file(dice: random.Random) -> OddFile:
    """A file with something odd in it: bytes changed, gone, doubled, put in; another encoding; another name."""
    kind = dice.choices([*MADE], [weight for weight, _ in MADE.values()])[0]
    content = _whole(kind)
    if kind in (".docx", ".zip") and dice.random() < 0.7:
        parts = _unpacked(content)
        name = dice.choice([*parts, *[TEXT_OF_WORD for part in parts if TEXT_OF_WORD in parts]])
        parts[name] = changed(parts[name], dice)
        content = _packed(parts)
    elif kind == ".txt.gz" and dice.random() < 0.5:
        content = gzip.compress(changed(STORY.encode(), dice))
    elif kind in (".txt", ".csv", ".jsonl", ".html", ".rss", ".md") and dice.random() < 0.1:
        encoding = dice.choice(["utf-16", "utf-16-be", "utf-32", "cp1252", "shift_jis", "utf-7", "utf-8-sig"])
        content = changed(content.decode().encode(encoding, "replace"), dice)
    else:
        content = changed(content, dice)
    name = dice.choice([*MADE, ""]) if dice.random() < 0.05 else kind
    return OddFile(kind, f"odd{name}", content)


def changed(content: bytes, dice: random.Random) -> bytes:
    """A few changes at random places."""
    data = bytearray(content)
    for _ in range(dice.choice([1, 1, 1, 2, 3, 8])):
        at = dice.randrange(len(data) + 1)
        until = min(len(data), at + dice.choice([1, 2, 8, 64, 1024]))
        match dice.randrange(8):
            case 0 if at < len(data):
                data[at] ^= 1 << dice.randrange(8)
            case 1 if at < len(data):
                data[at] = dice.randrange(256)
            case 2:
                del data[at:until]
            case 3:
                data[at:at] = data[at:until] * dice.choice([1, 2, 50])
            case 4:
                del data[at:]
            case 5:
                data[at:at] = dice.randbytes(dice.randrange(1, 20))
            case 6:
                other = _whole(dice.choice([*MADE]))
                first = dice.randrange(len(other))
                data[at:at] = other[first : first + dice.randrange(1, 200)]
            case _:
                data[at:until] = dice.choice(ODD)
    return bytes(data)


@cache
def _whole(kind: str) -> bytes:
    return MADE[kind][1]()


def _unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
