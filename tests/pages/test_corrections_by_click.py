"""Corrections by the forms of pages, over a real socket: made, seen by the command line meanwhile, and taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import lxml.html
import pytest
from support.command_line import answer
from support.served import Served, pages_of

import onrecord
from onrecord.extract import Document

TEXT = (
    "Ana Ruiz denied on Monday that Lee Park had promised to resign.\n\n"
    "A senior aide said that the talks in Bergen had failed. Nora Berg told reporters that the budget was lost."
)
ARTICLE = "/article/a1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with onrecord.open(tmp_path / "s.lbug") as store:
        store.load(Document(TEXT, id="a1", title="Talks", url="https://tarn.example/a1"))
    return tmp_path / "s.lbug"


@pytest.fixture
def served(path: Path) -> Iterator[Served]:
    with onrecord.open(path, read_only=True) as store, pages_of(store, edit=True, by="the desk") as found:
        yield found


def send(served: Served, page: str, wanted: str, **changes: str) -> tuple[int, str, str]:
    """Send the form of a page that has a button of this text, as a browser would.

    Returns:
        status, the address that it leads to, and the page there.
    """
    tree = lxml.html.fromstring(served.ask(page)[2])
    form = next(each for each in tree.forms if wanted in (button.text for button in each.cssselect("button")))
    assert form.method == "POST"
    fields = {**dict(form.form_values()), **changes}
    assert set(changes) <= set(form.fields)
    origin = f"http://127.0.0.1:{served.port}"
    headers = {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"}
    status, sent, text = served.ask(form.action, "POST", headers, urlencode(fields).encode())
    where = sent.get("location", "")
    return status, where, served.ask(urljoin("/", where))[2] if where else text


def claims(path: Path) -> list[dict[str, Any]]:
    """All claims as another process reads them."""
    return [*map(json.loads, answer("claims", "--store", str(path), "--format", "jsonl").splitlines())]


def page_of(path: Path, speaker: str) -> str:
    """The page of the first claim by a speaker."""
    return f"/claim/{next(each['id'] for each in claims(path) if each['speaker'] == speaker)}"


def test_a_claim_is_corrected_seen_by_the_command_and_taken_back(served: Served, path: Path) -> None:
    before = claims(path)
    page = page_of(path, "Ana Ruiz")
    status, where, text = send(served, page, "Save", speaker="Nora Berg", about="Bergen\r\nLee Park", act="accuse")
    assert (status, where.partition("?")[0]) == (303, page)
    assert "speaker: Ana Ruiz → Nora Berg" in text
    [now] = [each for each in claims(path) if page.endswith(each["id"])]
    assert (now["speaker"], now["about"], now["act"]) == ("Nora Berg", ["Bergen", "Lee Park"], "accuse")
    [made] = json.loads(answer("corrections", "--store", str(path), "--format", "json"))
    assert made["by"] == "the desk"
    assert set(made["change"]) == {"speaker", "about", "act"}
    status, where, text = send(served, where, "Take back")
    assert (status, "Taken back." in text) == (303, True)
    assert claims(path) == before


def test_what_is_no_claim_is_dropped_and_brought_back_from_the_list(served: Served, path: Path) -> None:
    before = claims(path)
    status, where, text = send(served, page_of(path, "Nora Berg"), "It is no claim")
    assert (status, where.partition("?")[0]) == (303, ARTICLE)
    assert "is no claim" in text
    assert len(claims(path)) == len(before) - 1
    assert send(served, "/corrections", "Take back")[0] == 303
    assert claims(path) == before


def test_a_claim_is_confirmed(served: Served, path: Path) -> None:
    page = page_of(path, "Nora Berg")
    assert "is right" in send(served, page, "It is right")[2]
    assert json.loads(served.ask(f"{page}.json")[2])["corrected"] == "confirmed"
    status, _, text = send(served, page, "It is right")
    assert (status, "confirmed already" in text) == (422, True)


def test_a_source_without_a_name_gets_one(served: Served, path: Path) -> None:
    unnamed = next(each for each in claims(path) if "aide" in (each["speaker"] or ""))
    page = f"/claim/{unnamed['id']}"
    assert send(served, page, "Name this source", name="Nora Berg")[0] == 303
    assert "senior aide" not in {each["speaker"] for each in claims(path)}
    assert json.loads(served.ask(f"{page}.json")[2])["statement"]["speaker"] == "Nora Berg"


def test_a_claim_that_was_missed_is_added(served: Served, path: Path) -> None:
    status, where, text = send(
        served, ARTICLE, "Add", words="promised to resign", speaker="Lee Park", about="Lee Park", act="promise"
    )
    assert (status, where.startswith("/claim/")) == (303, True), text
    assert "was missed" in text
    added = next(each for each in claims(path) if each["claim"] == "promised to resign")
    assert (added["speaker"], added["act"]) == ("Lee Park", "promise")
    assert send(served, where, "Take back")[1].startswith(ARTICLE)


def test_names_are_joined_and_taken_apart(served: Served, path: Path) -> None:
    before = claims(path)
    status, _, text = send(served, "/entity/person%3Aana%20ruiz", "Make one", other="Nora Berg")
    assert (status, "one from now on" in text) == (303, True)
    assert "Nora Berg" not in {each["speaker"] for each in claims(path)}
    assert send(served, "/corrections", "Take back")[0] == 303
    assert claims(path) == before


def test_what_cannot_be_done_is_said_and_what_was_given_is_kept(served: Served, path: Path) -> None:
    before = claims(path)
    page = page_of(path, "Nora Berg")
    for changes, why in (
        ({"words": "words that are not there"}, "does not stand in the article"),
        ({"speaker": "Ana"}, "only a part of a name"),
        ({}, "Give one of three"),
    ):
        status, _, text = send(served, page, "Save", **changes)
        tree = lxml.html.fromstring(text)
        assert status == 422
        assert why in tree.cssselect("[role=alert]")[0].text_content()
        for name, value in changes.items():
            assert dict(tree.cssselect("details[open] form")[0].form_values())[name].strip() == value
    assert send(served, "/entity/person%3Aana%20ruiz", "Make one", other="Nobody")[0] == 422
    assert claims(path) == before


def test_pages_of_a_server_that_only_shows_have_no_forms_to_change(path: Path) -> None:
    page = page_of(path, "Nora Berg")
    with onrecord.open(path, read_only=True) as store, pages_of(store) as shown:
        for address in (page, ARTICLE, "/entity/person%3Aana%20ruiz", "/corrections"):
            assert not re.search("method=.post", shown.ask(address)[2])


def test_an_article_may_have_an_id_that_needs_quoting(tmp_path: Path) -> None:
    with onrecord.open(tmp_path / "s.lbug") as store:
        store.load(Document(TEXT, id="a/1.json"))
    with onrecord.open(tmp_path / "s.lbug", read_only=True) as store, pages_of(store, edit=True) as served:
        page = f"/article/{quote('a/1.json', safe='')}/"
        status, where, _ = send(served, page, "Add", words="the talks in Bergen", speaker="Nora Berg")
        assert (status, where.startswith("/claim/")) == (303, True)
