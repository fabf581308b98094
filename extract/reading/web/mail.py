"""E-mail (.eml), and pages that a browser saved as one file (.mhtml), which have the form of an e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any, BinaryIO, cast

from onrecord.extract.document import Document
from onrecord.extract.reading.dates import day
from onrecord.extract.reading.item import Item, Remark, Skipped, fault, well_formed
from onrecord.extract.reading.record import string
from onrecord.extract.reading.web import html


class _Forgiving(EmailPolicy):
    """The parser's own policy; but a header on which it fails, as it does on some, is the text that stands there.

    One that says what a part is (Content-…) is taken for missing.
    """

    def header_fetch_parse(self, name: str, value: str) -> Any:
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # of any kind: IndexError, AttributeError, OverflowError have been seen
            return None if name.lower().startswith("content-") else " ".join(str(value).split())


_POLICY = _Forgiving()
_TEXT = 200  # a plain part that is shorter only says that the message is to be read as a page


def message(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The text of an e-mail, with its subject as title, its day, its id, and its sender as publisher."""
    mail = _parsed(stream)
    if not mail.keys() or (mail.get_content_type() == "multipart/related" and "Message-ID" not in mail):
        yield from _saved(mail, path)
        return
    plain, page = (cast(EmailMessage | None, mail.get_body((kind,))) for kind in ("plain", "html"))
    text = _text(plain) if plain else ""
    item: Item = Skipped(path, "it has no text")
    if page is not None and len(text.strip()) < _TEXT:
        item = html.shown(_text(page), path)
    if isinstance(item, Skipped) and text.strip():
        reason = fault(text)
        item = Skipped(path, reason) if reason else Document(text, path=path)
    if isinstance(item, Document):
        name, address = parseaddr(str(mail.get("From", "")))
        item = replace(
            item,
            id=(string(str(mail.get("Message-ID", ""))) or "").strip("<>"),
            title=string(str(mail.get("Subject", ""))),
            publisher=string(name or address),
            date=day(str(mail.get("Date", ""))),
        )
    yield item
    if attached := [str(part.get_filename()) for part in mail.iter_attachments() if part.get_filename()]:
        yield Remark(path, f"what is attached is not read: {', '.join(attached)}. Save it beside the e-mail")


def saved_page(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The article of a page that a browser saved as one file."""
    yield from _saved(_parsed(stream), path)


def _saved(mail: EmailMessage, path: str) -> Iterator[Item]:
    page = next((part for part in mail.walk() if part.get_content_type() in html.TYPES), None)
    if page is None:
        yield Skipped(path, "it is no page that a browser saved as one file, nor an e-mail")
        return
    url = mail.get("Snapshot-Content-Location") or page.get("Content-Location")
    is_on_the_web = url is not None and str(url).startswith(("http://", "https://"))
    yield html.article(_text(page), path, url=str(url) if is_on_the_web else None)


def _parsed(stream: BinaryIO) -> EmailMessage:
    return cast(EmailMessage, BytesParser(policy=_POLICY).parsebytes(stream.read(html.MAX_PAGE_BYTES)))


def _text(part: EmailMessage) -> str:
    """The text of a part, whatever is wrong with what it says of its encoding."""
    from onrecord.extract.reading.plain import decode

    data = part.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decode(raw) or raw.decode("utf-8", "replace")
    return well_formed(text)
