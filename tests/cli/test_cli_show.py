"""`onrecord show`: a claim in its sentence, with speaker and cue marked, and its source."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.articles import HARBOUR, HARBOUR_TRIPLES, document, speaker, triple
from support.command_line import answer, at_terminal

from onrecord import graph
from onrecord.graph import lookups
from onrecord.graph.lookups import Shown, Statement

QUOTATION, ACCUSATION, _ = (triple.claim.id for triple in HARBOUR_TRIPLES)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("show") / "test.lbug")
    with graph.open(path) as opened:
        assert [loaded.claims for loaded in opened.load([(HARBOUR, HARBOUR_TRIPLES)])] == [3]
    return path


def test_in_a_pipe_the_marks_are_brackets(store: str) -> None:
    first, blank, *source = answer("show", QUOTATION, store=store).splitlines()
    assert first == "[claim “The harbour will stay open,”] [speaker Mayor Ana Ruíz] [cue said] on Monday."
    assert blank == ""
    assert dict(line.split(maxsplit=1) for line in source) == {
        "speaker": "Ana Ruíz",
        "cue": "said",
        "kind": "direct",
        "confidence": "0.98",
        "about": "harbour",
        "title": "Harbour to stay open",
        "publisher": "The Daily Quay",
        "date": "2024-05-01",
        "url": "https://quay.example/harbour",
        "link": "https://quay.example/harbour#:~:text=The%20harbour%20will%20stay%20open",
        "document": "harbour-1",
        "claim": QUOTATION,
    }


def test_at_a_terminal_the_marks_are_colours(store: str) -> None:
    first = at_terminal(["show", ACCUSATION], store=store).splitlines()[0]
    assert first == "\x1b[1;36mShe\x1b[0m \x1b[1;33maccused\x1b[0m Norsk Havn of \x1b[1;32mgreed\x1b[0m."


def test_json_has_the_sentence_and_the_spans(store: str) -> None:
    shown = json.loads(answer("show", ACCUSATION, "--format", "json", store=store))
    assert shown["sentence"] == "She accused Norsk Havn of greed."
    assert [HARBOUR.text[start:stop] for start, stop in shown["claim_spans"]] == ["greed"]
    assert (shown["speaker"], shown["speaker_text"]) == ("Ana Ruíz", "She")


def test_it_says_what_was_corrected_by_whom_and_when(tmp_path: Path) -> None:
    path = str(tmp_path / "test.lbug")
    with graph.open(path) as opened:
        list(opened.load([(HARBOUR, HARBOUR_TRIPLES)]))
    for given in (["--speaker", "Ola Berg", "--by", "ann"], ["--act", "deny", "--claim", "of greed", "--by", "bob"]):
        answer("correct", ACCUSATION, *given, store=path)
    answer("correct", QUOTATION, "--confirm", "--by", "ann", store=path)
    day = datetime.now(UTC).date()

    def row(id: str, name: str) -> str:
        lines = dict(line.split(maxsplit=1) for line in answer("show", id, store=path).split("\n\n")[1].splitlines())
        return lines[name]

    assert row(ACCUSATION, "corrected") == f"speaker by ann on {day}; act, claim by bob on {day}"
    assert row(QUOTATION, "confirmed") == f"by ann on {day}"


def test_it_says_where_else_the_statement_was_published(tmp_path: Path) -> None:
    path = str(tmp_path / "places.lbug")
    claim = "“The harbour will stay open until Easter,”"
    articles = [
        document(f"{claim} Ana Ruíz said.", id, day, publisher=publisher)
        for id, day, publisher in (("first", "2024-05-01", "The Daily Quay"), ("second", "2024-05-02", "The Gazette"))
    ]
    found = [triple(article, speaker("Ana Ruíz"), claim) for article in articles]
    with graph.open(path) as opened:
        assert len(list(opened.load([(each.document, [each]) for each in found]))) == 2
    for each in found:
        *_, heading, columns, _, first, second = answer("show", each.claim.id, store=path).splitlines()
        assert heading == "Published in 2 places"
        assert columns.split() == ["date", "publisher", "title", "id"]
        assert first.split() == ["2024-05-01", "The", "Daily", "Quay", found[0].claim.id]
        assert second.split() == ["2024-05-02", "The", "Gazette", found[1].claim.id]
    shown = json.loads(answer("show", found[1].claim.id, "--format", "json", store=path))
    assert [place["document"] for place in shown["places"]] == ["first", "second"]
    [once] = json.loads(answer("speakers", "--format", "json", store=path))
    [every] = json.loads(answer("speakers", "--repeats", "--format", "json", store=path))
    assert (once["claims"], every["claims"]) == (1, 2)
    for arguments, number in (([], 1), (["--repeats"], 2)):  # one number, wherever it is asked for
        who = json.loads(answer("who", "Ruiz", *arguments, "--format", "json", store=path))
        periods = json.loads(answer("timeline", "Ruiz", *arguments, "--format", "json", store=path))
        assert (who["entity"]["said"], sum(each["by"] for each in periods)) == (number, number)


def test_a_claim_inside_another_is_no_other_place(tmp_path: Path) -> None:
    inner = "that the harbour of Bergen would stay open until Easter"
    texts = {"first": f"Ana Ruíz said she had said {inner}.", "second": f"Ana Ruíz said {inner}."}
    articles = {id: document(text, id, f"2024-05-0{len(id) - 4}") for id, text in texts.items()}
    outer = triple(articles["first"], speaker("Ana Ruíz"), f"she had said {inner}")
    told = triple(articles["first"], speaker("Ana Ruíz", text="she"), inner, cue="had said")
    outer = replace(outer, reports=(told.claim.id,))
    again = triple(articles["second"], speaker("Ana Ruíz"), inner)
    path = str(tmp_path / "test.lbug")
    with graph.open(path) as opened:
        assert [*opened.load([(articles["first"], [outer, told]), (articles["second"], [again])])]
        for each in (outer, told):
            places = lookups.show(opened, each.claim.id).places
            assert [(place.document, place.id) for place in places] == [
                ("first", each.claim.id), ("second", again.claim.id)
            ]  # fmt: skip
        [ranked] = lookups.speakers(opened)
        assert (ranked.claims, lookups.who(opened, "Ruiz").entity.said) == (1, 1)


@pytest.mark.parametrize(
    ("before", "within", "after"),
    [
        ("It rained. ", "Sen. J. Smith of the U.S. Senate said that *it* was so.", " It rained on."),
        ("“No!” ", "“Is *it*?” she said.", "\n\nIt rained."),
        ("Headline without a stop\n\n", "He said *it* was so", "\n\nIt rained."),
        ("", "*It* is. Is it? “It is!” he said.", ""),
    ],
)
def test_where_a_sentence_begins_and_ends(before: str, within: str, after: str) -> None:
    """The claim is what is between the stars, the cue “said”."""
    text = (before + within + after).replace("*", "")
    claim, cue = len(before) + within.index("*"), text.index("said")
    shown = Shown(
        statement=Statement("1", None, None, "said", "it", "indirect", 0.5, [], [], "d", None, None, None),
        speaker_text=None,
        text=text,
        claim_spans=((claim, claim + 2),),
        cue_spans=((cue, cue + 4),),
        speaker_spans=(),
    )
    assert shown.sentence == within.replace("*", "")
