"""Reading Markdown, Word files, PDFs, e-mail and saved pages, made by the tools that make them, and broken ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import fpdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from onrecord.extract import Document
from onrecord.extract.reading import Remark, Skipped, read

QUOTE = "“The bridge stays,” Ana Ruiz, the mayor, said on Monday after a long meeting of the council of the town."


def only(path: Path) -> Document:
    """The one document, where there is nothing to remark."""
    [item] = read([path])
    assert isinstance(item, Document)
    return item


def reason(path: Path) -> str:
    """Why it was skipped."""
    [item] = read([path])
    assert isinstance(item, Skipped)
    return item.reason


# Markdown


def test_the_front_matter_of_markdown_is_minded_by_name_and_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text(
        "---\ntitle: 'Bridge: the vote'\ndate: March 5, 2024\nlink: https://hp.example/1\nsource: Post\n---\n\n"
        "# Vote\n\nHe said no.\n"
    )
    expected = Document(
        "# Vote\n\nHe said no.\n",
        title="Bridge: the vote",
        date=date(2024, 3, 5),
        url="https://hp.example/1",
        publisher="Post",
        path=str(path),
    )
    assert only(path) == expected
    assert only(tmp_path) == expected


def test_markdown_without_front_matter_has_its_heading_as_title(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text("# The vote #\n\nHe said no.\n\n---\n\nMore.\n")
    assert only(path) == Document("# The vote #\n\nHe said no.\n\n---\n\nMore.\n", title="The vote", path=str(path))


def test_broken_front_matter_is_said_and_the_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text("---\ntitle: [Bridge\n---\nHe said no.\n")
    remark, document = read([path])
    assert isinstance(remark, Remark)
    assert not isinstance(remark, Skipped)
    assert remark.reason.startswith("its front matter is not valid YAML")
    assert isinstance(document, Document)
    assert document.text == "He said no.\n"


# Word


def word_file(path: Path) -> Path:
    file = docx.Document()
    file.core_properties.title = "Bridge"
    file.add_heading("The vote", 1)
    paragraph = file.add_paragraph("Ana Ruiz said that ")
    for name, content in (("del", "w:delText"), ("ins", "w:t")):
        words = "the region" if name == "del" else "the council"
        run = f"<w:r><{content}>{words}</{content}></w:r>"
        paragraph._p.append(parse_xml(f'<w:{name} {nsdecls("w")} w:id="1" w:author="x">{run}</w:{name}>'))
    paragraph.add_run(" would pay.")
    paragraph.add_run(" Hidden.").font.hidden = True
    paragraph.add_run(" Struck.").font.strike = True
    paragraph.add_run(" Seen.").font.strike = False
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left, he said.", "Right."
    file.add_paragraph("After the table.")
    file.save(str(path))
    return path


def test_a_word_file_as_it_stands_with_its_changes_and_tables(tmp_path: Path) -> None:
    path = word_file(tmp_path / "bridge.docx")
    text = "The vote\n\nAna Ruiz said that the council would pay. Seen.\n\nLeft, he said.\n\nRight.\n\nAfter the table."
    assert only(path) == Document(text, title="Bridge", path=str(path))
    assert only(tmp_path).text == text


def test_a_word_file_of_another_name_is_no_archive(tmp_path: Path) -> None:
    assert only(word_file(tmp_path / "bridge")).title == "Bridge"


@pytest.mark.parametrize("content", [b"", b"no Word file", None])
def test_a_broken_word_file(tmp_path: Path, content: bytes | None) -> None:
    path = word_file(tmp_path / "bridge.docx")
    path.write_bytes(path.read_bytes()[:3000] if content is None else content)
    assert reason(path).startswith("it is no Word file, or a damaged one")


def test_an_old_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "bridge.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    assert reason(path) == "it is a Word or Excel file of the old kind: save it as .docx, as text, or as CSV"


# PDF


def pdf_file(path: Path, draw: Callable[[fpdf.FPDF], Any], password: str | None = None) -> Path:
    file = fpdf.FPDF()
    file.set_title("The bridge stays")
    if password is not None:
        file.set_encryption(owner_password="owner", user_password=password)
    file.add_page()
    file.set_font("Helvetica", size=12)
    draw(file)
    file.output(str(path))
    return path


def two_pages(file: fpdf.FPDF) -> None:
    file.multi_cell(0, text="The bridge stays\n\nAna Ruiz said that it stays.")
    file.add_page()
    file.multi_cell(0, text="Tom Hale said that it was absurd.")


def test_a_pdf_with_a_text_layer(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "bridge.pdf", two_pages)
    document = only(path)
    assert document.text.split() == (
        [
            "The",
            "bridge",
            "stays",
            "Ana",
            "Ruiz",
            "said",
            "that",
            "it",
            "stays.",
            "Tom",
            "Hale",
            "said",
            "that",
            "it",
            "was",
            "absurd.",
        ]
    )
    assert document.text.endswith("\n\nTom Hale said that it was absurd.")
    assert document.title == "The bridge stays"
    assert only(tmp_path) == document


def test_a_title_that_is_not_in_a_pdf_is_none_of_it(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "bridge.pdf", lambda file: file.multi_cell(0, text="It goes, she said."))
    assert only(path).title is None


def test_a_pdf_without_a_text_layer(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "scan.pdf", lambda file: file.rect(10, 10, 50, 50))
    assert reason(path).startswith("it is pictures without a text layer")


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    path = pdf_file(tmp_path / "secret.pdf", two_pages, password="secret")
    assert reason(path) == "it is encrypted: save it without its password"


@pytest.mark.parametrize("length", [0, 20, 600])
def test_a_broken_pdf(tmp_path: Path, length: int) -> None:
    path = pdf_file(tmp_path / "bridge.pdf", two_pages)
    path.write_bytes(path.read_bytes()[:length])
    assert reason(path).startswith("it is no PDF, or a damaged one")


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.docx", "docx", "documents"), ("a.pdf", "pypdf", "documents"), ("a.warc", "fastwarc.warc", "warc")],
)
def test_what_needs_an_extra_says_which(tmp_path: Path, name: str, module: str, extra: str) -> None:
    (tmp_path / name).write_bytes(b"content")
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from onrecord.extract.reading import read; print([item.reason for item in read([sys.argv[1]])])"
    )
    run = subprocess.run([sys.executable, "-c", program, str(tmp_path / name)], capture_output=True, check=True)
    assert f'pip install "onrecord[{extra}]"' in run.stdout.decode()


# E-mail and saved pages


def mail(html: str | None, plain: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Post <news@post.example>"
    message["Subject"] = "Bridge – the vote"
    message["Date"] = "Tue, 05 Mar 2024 23:30:00 -0500"
    message["Message-ID"] = "<a1@post.example>"
    if plain is not None:
        message.set_content(plain, charset="iso-8859-1" if plain.isascii() else "utf-8")
    if html is not None:
        (message.add_alternative if plain is not None else message.set_content)(html, subtype="html")
    return message


@pytest.mark.parametrize("name", ["bridge.eml", "bridge"])
@pytest.mark.parametrize("html", [None, "<p>Another part.</p>"])
def test_an_email_of_plain_text(tmp_path: Path, name: str, html: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(bytes(mail(html, f"{QUOTE}\n\n{QUOTE}\n")))
    assert only(path) == Document(
        only(path).text,
        id="a1@post.example",
        title="Bridge – the vote",
        publisher="The Post",
        date=date(2024, 3, 5),
        path=str(path),
    )
    assert only(path).text.split() == f"{QUOTE} {QUOTE}".split()


def test_an_email_that_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "bridge.eml"
    page = "<html><body><p>Ana said <q>It stays</q>.</p><table><tr><td>Tom left.</td></tr></table></body></html>"
    path.write_bytes(bytes(mail(page, "See it in a browser.")))
    assert only(path).text == "Ana said “It stays”.\n\nTom left."


def test_what_is_attached_to_an_email_is_said(tmp_path: Path) -> None:
    path = tmp_path / "bridge.eml"
    message = mail(None, QUOTE)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="release.pdf")
    path.write_bytes(bytes(message))
    document, remark = read([path])
    assert isinstance(document, Document)
    assert isinstance(remark, Remark)
    assert remark.reason == "what is attached is not read: release.pdf. Save it beside the e-mail"


@pytest.mark.parametrize("name", ["bridge.mhtml", "bridge"])
def test_a_page_that_a_browser_saved_as_one_file(tmp_path: Path, name: str) -> None:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://hp.example/bridge"
    message["Subject"] = "Bridge"
    message["Date"] = "Fri, 08 Mar 2024 10:00:00 -0000"
    article = f"<article><p>{QUOTE}</p><p>{QUOTE[:40]}</p></article>"
    page = f"<html><head><title>Bridge</title></head><body>{article}</body></html>"
    message.set_content(page, subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"\x89PNG", maintype="image", subtype="png")
    path = tmp_path / name
    path.write_bytes(bytes(message))
    document = only(path)
    assert document.text.startswith(QUOTE)
    assert (document.url, document.title, document.date) == ("https://hp.example/bridge", "Bridge", None)


@pytest.mark.parametrize("name", ["broken.eml", "broken.mhtml"])
@pytest.mark.parametrize("content", [b"", b"no headers at all\n", bytes(range(256))])
def test_a_broken_email_or_saved_page(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert reason(path) == "it is no page that a browser saved as one file, nor an e-mail"


def test_an_email_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "bridge.eml"
    content = bytes(mail("<p>Another part.</p>", f"{QUOTE}\n\n{QUOTE}\n"))
    path.write_bytes(content[: content.index(b"Content-Type: text/html") - 60])
    assert "The bridge stays" in only(path).text
