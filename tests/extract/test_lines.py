"""JSON Lines of claims, read again: alike for `import`, `evaluate` and `train`, corrected or as they were printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.articles import HARBOUR, HARBOUR_TRIPLES
from support.command_line import answer, onrecord

from onrecord import graph
from onrecord.extract import Claim, Cue, Document, Speaker, Target, Triple
from onrecord.extract.errors import InputError
from onrecord.extract.gold import read_gold
from onrecord.extract.lines.extracted import Extracted, read_extracted
from onrecord.extract.triple import Addressee, EntityType, Kind, Role, covered
from onrecord.graph import lookups

ROOT = Path(__file__).parents[2]
TEXT = "“We will stay,” Ana Ruiz said. She denied that she had lied.\n"

# A triple and its object


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
names = words.filter(lambda name: bool(name.strip()))
types = st.sampled_from(get_args(EntityType))
spans = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda one: (one[0], sum(one)))).map(tuple)
articles = st.builds(
    Document,
    words,
    names,
    title=st.none() | words,
    url=st.none() | words,
    publisher=st.none() | words,
    date=st.none() | st.dates(),
    path=st.none() | words,
)
triples = st.builds(
    Triple,
    articles,
    st.none() | st.builds(Speaker, names, types, st.booleans(), words, spans),
    st.none() | st.builds(Cue, words, spans),
    st.builds(Claim, words, words, st.sampled_from(get_args(Kind)), spans, words),
    st.lists(st.builds(Target, names, types, st.sampled_from(get_args(Role)), words, spans), max_size=3).map(tuple),
    st.none() | st.floats(0, 1),
    st.lists(st.builds(Addressee, names, types, st.booleans(), words, spans), max_size=2).map(tuple),
    st.lists(words, max_size=2).map(tuple),
)


@given(triples)
def test_from_dict_is_the_inverse_of_to_dict(triple: Triple) -> None:
    line = json.loads(json.dumps(triple.to_dict()))
    assert Triple.from_dict(line, triple.document) == triple
    line["document"]["text"] = triple.document.text
    assert Triple.from_dict(line) == triple


def test_an_object_of_an_earlier_version_has_fewer_fields() -> None:
    line = HARBOUR_TRIPLES[0].to_dict()
    del line["confidence"], line["addressees"], line["reports"], line["claim"]["act"]
    made = Triple.from_dict(line, HARBOUR)
    assert (made.confidence, made.addressees, made.reports, made.claim.act) == (None, (), (), "say")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"claim": None}, "claim is no object"),
        ({"claim": {"id": "a", "text": "b", "kind": "loud", "spans": []}}, "claim.kind is 'loud', none of direct"),
        ({"cue": {"text": "said", "spans": [[9, 3]]}}, "cue.spans is no list of"),
        ({"speaker": {"name": " "}}, "speaker.name is no text"),
        ({"targets": {}}, "targets is no list"),
        ({"document": {"id": 7}}, "document.id is no text"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError) as error:
        Triple.from_dict(HARBOUR_TRIPLES[0].to_dict() | change)
    assert complaint in str(error.value)


# Corrected lines


def line(**parts: Any) -> dict[str, Any]:
    """A line of TEXT: its second claim, without an offset."""
    return {
        "document": {"id": "stay", "text": TEXT},
        "speaker": {"name": "Ana Ruiz", "type": "person", "text": "She"},
        "cue": {"text": "denied"},
        "claim": {"text": "that she had lied"},
        "targets": [{"name": "Ana Ruiz", "type": "person", "role": "about", "text": "Ana Ruiz"}],
    } | parts


def save(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def documents(path: Path) -> list[Extracted]:
    return list(read_extracted([path]))


def test_a_line_without_spans_is_found_by_its_words_for_all_three(tmp_path: Path) -> None:
    path = save(tmp_path / "corrected.jsonl", line())
    [annotated] = read_gold(path)
    [[attribution]] = annotated.annotators.values()
    [[triple]] = (found.triples for found in documents(path))
    assert triple.speaker
    assert triple.cue
    assert (triple.speaker.spans, triple.cue.spans, triple.claim.spans) == (
        attribution.source,
        attribution.cue,
        attribution.content,
    )
    assert covered(TEXT, triple.claim.spans) == triple.claim.text == "that she had lied"
    assert covered(TEXT, triple.targets[0].spans) == "Ana Ruiz"
    assert triple.claim.kind == "indirect"


def test_import_takes_what_evaluate_takes(tmp_path: Path) -> None:
    path, store = save(tmp_path / "corrected.jsonl", line()), str(tmp_path / "test.lbug")
    assert json.loads(answer("evaluate", str(path), str(path), "--json"))["end2end P/R/F1"] == [100.0, 100.0, 100.0]
    assert answer("import", str(path), store=store).endswith("1 document (1 added).\n")
    with graph.open(store, read_only=True) as opened:
        [said] = lookups.said(opened, "Ana Ruiz")
        assert lookups.show(opened, said.id).claim_spans == ((42, 59),)


def test_extracted_corrected_and_imported(tmp_path: Path) -> None:
    """What docs/training.md invites to: extract, change a text, take its spans out."""
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    lines = [json.loads(one) for one in answer("extract", str(article), "--format", "jsonl").splitlines()]
    lines[1]["claim"] |= {"text": "she had lied"}
    del lines[1]["claim"]["spans"]
    [found] = documents(save(tmp_path / "corrected.jsonl", *lines))
    assert found.whole
    assert [covered(TEXT, triple.claim.spans) for triple in found.triples] == ["“We will stay,”", "she had lied"]


def test_the_text_of_the_store_serves_to_find_words(tmp_path: Path) -> None:
    path = save(tmp_path / "corrected.jsonl", line(document={"id": "stay"}))
    [found] = read_extracted([path], {"stay": TEXT}.get)
    assert found.whole
    assert found.triples[0].claim.spans == ((42, 59),)


@pytest.mark.parametrize("read", [documents, read_gold])
@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"cue": {"text": "e"}}, "cue.text “e” stands 6 times in the article: give its spans"),
        ({"cue": {"text": "vowed"}}, "cue.text “vowed” does not stand in the article"),
        ({"cue": {"text": "said", "spans": [[0, 4]]}}, "cue.text is “said”, but its spans cover ““We ”"),
        ({"claim": {"text": "x", "spans": []}}, "claim.spans is empty"),
        ({"claim": {"spans": [[50, 99]]}}, f"no list of [start, stop] within a text of {len(TEXT)} characters"),
        ({"document": {"id": "stay"}}, "give document.text or document.path"),
        ({"document": {"id": "stay", "path": "/dev/zero"}}, "cannot be read from /dev/zero: there is no such file"),
        ({"document": {"id": "stay", "text": "a" * 400_001}}, "it is too long for one article"),
    ],
)
def test_the_same_is_wrong_for_all_three(
    read: Callable[[Path], Any], parts: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    path = save(tmp_path / "corrected.jsonl", line(), line(**({"document": {"id": "stay", "text": TEXT}} | parts)))
    if "document" in parts:
        save(path, line(**parts))
    with pytest.raises(InputError) as error:
        read(path)
    assert str(error.value).startswith(f"{path}, line ")
    assert complaint in str(error.value)


@pytest.mark.parametrize("read", [documents, read_gold])
def test_deep_nesting_is_a_wrong_line(read: Callable[[Path], Any], tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text('{"document": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    with pytest.raises(InputError, match="line 1: it is not valid JSON"):
        read(path)


@pytest.mark.parametrize("read", [documents, read_gold])
def test_articles_of_one_file_in_another_order(read: Callable[[Path], Any], tmp_path: Path) -> None:
    source = save(tmp_path / "articles.jsonl", *({"id": str(n), "text": f"Nobody spoke {n}."} for n in range(3)))
    ids = ("2", "0", "1")
    silent = [{"document": {"id": id, "path": str(source)}, "claim": None} for id in ids]
    found = read(save(tmp_path / "lines.jsonl", *silent))
    texts = [getattr(one, "text", None) or one.document.text for one in found]
    assert texts == [f"Nobody spoke {id}." for id in ids]


# What import must not swallow


@pytest.mark.parametrize("confidence", [-1, 5, float("nan"), float("inf"), True, "high"])
def test_a_confidence_is_a_probability(confidence: object, tmp_path: Path) -> None:
    path = save(tmp_path / "lines.jsonl", line(confidence=confidence))
    with pytest.raises(InputError, match="no number from 0 to 1"):
        documents(path)


def test_a_copied_line_with_the_old_id_is_a_claim_of_its_own(tmp_path: Path) -> None:
    first = line(claim={"id": "a", "text": "that she had lied"})
    copied = line(claim={"id": "a", "text": "“We will stay,”"}, cue={"text": "said"})
    [found] = documents(save(tmp_path / "lines.jsonl", first, copied, first))
    assert [triple.claim.text for triple in found.triples] == ["that she had lied", "“We will stay,”"]
    assert found.triples[0].claim.id == "a" != found.triples[1].claim.id


def test_one_speaker_says_the_same_words_by_several_cues(tmp_path: Path) -> None:
    """“I understand he was right, and I let him know”: two claims of hers in one place, as annotators mark them."""
    text = "“I understand he was right, and I let him know,” Ana Ruiz said."
    parts = {"document": {"id": "know", "text": text}, "claim": {"text": "he was right"}, "targets": []}
    speaker = {"name": "Ana Ruiz", "type": "person", "text": "I"}
    lines = [
        line(**parts, speaker=speaker | {"spans": [[at, at + 1]]}, cue={"text": cue})
        for at, cue in ((1, "understand"), (32, "let him know"))
    ]
    path = save(tmp_path / "lines.jsonl", *lines, *lines)
    [found] = documents(path)
    assert [triple.cue and triple.cue.text for triple in found.triples] == ["understand", "let him know"]
    store = str(tmp_path / "test.lbug")
    assert answer("import", str(path), store=store).endswith("1 document (1 added).\n")
    assert answer("import", str(path), store=store).endswith("1 document (1 unchanged).\n")
    with graph.open(store, read_only=True) as opened:
        assert [said.cue for said in lookups.said(opened, "Ana Ruiz")] == ["understand", "let him know"]


def test_a_claim_told_in_two_ways_is_no_choice_of_ours(tmp_path: Path) -> None:
    path = save(tmp_path / "lines.jsonl", line(), line(targets=[]), line(confidence=0.5))
    with pytest.raises(InputError, match=r"line 3: another line has the same claim .* with the same cue: keep one"):
        documents(path)


@pytest.mark.parametrize(
    ("text", "cue", "act"),
    [
        ("Ana Ruiz denied that she had lied.", "denied", "deny"),
        ("Ana Ruiz did not really deny that she had lied.", "deny", "leave open"),
        ("Ana Ruiz didn’t deny that she had lied.", "deny", "leave open"),
        ("No minister denied that she had lied.", "denied", "deny"),
        ("Ana Ruiz promised that she had lied.", "promised", "promise"),
        ("Ana Ruiz sighed that she had lied.", "sighed", "say"),
    ],
)
def test_an_act_that_is_left_out_is_told_from_the_cue(text: str, cue: str, act: str, tmp_path: Path) -> None:
    parts: dict[str, Any] = {
        "document": {"id": "act", "text": text},
        "speaker": None,
        "cue": {"text": cue},
        "targets": [],
    }
    kept = line(**parts, claim={"text": "she had lied", "act": "say"})
    [found, given] = documents(
        save(tmp_path / "lines.jsonl", line(**parts), kept | {"document": {"id": "given", "text": text}})
    )
    assert (found.triples[0].claim.act, given.triples[0].claim.act) == (act, "say")


def test_the_annotated_news_that_come_along_are_read() -> None:
    """Each file of bench/wikinews, with all claims that its lines have, most of their acts more than saying."""
    for path in sorted((ROOT / "bench" / "wikinews").glob("*.jsonl")):
        lines = [json.loads(one) for one in path.read_text(encoding="utf-8").splitlines()]
        triples = [triple for found in documents(path) for triple in found.triples]
        assert len(triples) == sum(one["claim"] is not None for one in lines)
        assert len({triple.claim.act for triple in triples}) > 15


def test_what_came_before_a_wrong_line_is_in_and_said(tmp_path: Path) -> None:
    good = [line(document={"id": str(n), "text": TEXT}) for n in range(3)]
    path, store = save(tmp_path / "lines.jsonl", *good, line(confidence=7)), str(tmp_path / "test.lbug")
    run = onrecord("import", str(path), store=store)
    assert run.returncode == 1
    assert run.stderr == (
        "Stopped: 3 documents done; the same command goes on from there.\n"
        f"Error: {path}, line 4: confidence is 7, no number from 0 to 1\n"
    )
    save(path, *good, line(confidence=0.7))
    assert answer("import", str(path), store=store).endswith("4 documents (1 added, 3 unchanged).\n")


def test_words_in_the_form_that_earlier_versions_printed_are_mended(tmp_path: Path) -> None:
    """They printed what names were read from: “Mary O’Brien” where the article has another mark."""
    text = "Mary O‘Brien said that it was fine."
    written = line(
        document={"id": "fine", "text": text, "date": "2024-03-05"},
        speaker={"name": "Mary O’Brien", "type": "person", "text": "Mary O’Brien", "spans": [[0, 12]]},
        cue={"text": "said", "spans": [[13, 17]]},
        claim={"text": "that it was fine", "spans": [[18, 34]]},
        targets=[],
    )
    [found] = documents(save(tmp_path / "lines.jsonl", written))
    [triple] = found.triples
    assert found.whole
    assert triple.speaker
    assert triple.speaker.text == "Mary O‘Brien"
    assert triple.document.date == date(2024, 3, 5)
