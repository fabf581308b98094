"""onrecord evaluate: how well claims agree with annotated ones, as brat standoff or as JSON Lines.

bench/test_evaluate.py compares the figures with those of the scorers beside the repository.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.annotated_articles import as_line, write_lines, write_standoff
from support.attribution_markup import read_markup
from support.command_line import answer, onrecord

from onrecord.extract.document import fingerprint
from onrecord.extract.errors import InputError
from onrecord.extract.gold import read_gold
from onrecord.extract.gold.lines import read_predictions

GOLD = read_markup(
    "{source1:Ana Ruiz} {cue1:said} {content1:the old bridge was not safe}.\n"
    "{source2:Lee Park} {cue2:denied} {content2:it}.\n"
    "“{content3:Let us go},” {cue3:said} {source3:Jo Hill}, who was tired of it all.\n"
    "{source4:Sam Okoro} {cue4:hopes} {content4:to come back in spring}.\n"
)
# The first as it is, the second with a wrong source, the third too long, the fourth not at all, and one that is none.
FOUND = read_markup(
    "{source1:Ana Ruiz} {cue1:said} {content1:the old bridge was not safe}.\n"
    "Lee Park {cue2:denied} {content2:it}.\n"
    "“{content3:Let us go},” {cue3:said} {source3:Jo Hill}, {content3:who was} {content4:tired of it all}.\n"
    "{source2:Sam Okoro} hopes to come back in spring.\n"
)


def figures(*arguments: Path | str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = json.loads(answer("evaluate", *map(str, arguments), "--json"))
    return found


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write_standoff(tmp_path / "gold", [GOLD])


def test_the_figures_are_right_by_hand(gold: Path, tmp_path: Path) -> None:
    assert figures(gold, write_lines(tmp_path / "found.jsonl", [FOUND])) == {
        "content overlap P/R/F1": [75.0, 75.0, 75.0],
        "content exact P/R/F1": [50.0, 50.0, 50.0],
        "content tokens P/R/F1": [62.5, 66.7, 64.5],
        "source accuracy (overlap, exact)": [66.7, 66.7],
        "cue accuracy": [100.0],
        "end2end P/R/F1": [50.0, 50.0, 50.0],
        "end2end direct P/R/F1 (gold n)": [0.0, 100.0, 0.0, 1],
        "end2end mixed P/R/F1 (gold n)": [100.0, 0.0, 0.0, 0],
        "end2end indirect P/R/F1 (gold n)": [33.3, 33.3, 33.3, 3],
    }


def test_people_get_lines(gold: Path, tmp_path: Path) -> None:
    lines = answer("evaluate", str(gold), str(write_lines(tmp_path / "found.jsonl", [FOUND]))).splitlines()
    assert len(lines) == 9
    assert [line.split() for line in lines if line.startswith("end2end P")] == [
        ["end2end", "P/R/F1", "50.0", "50.0", "50.0"]
    ]


def test_articles_without_a_claim_count(gold: Path, tmp_path: Path) -> None:
    write_standoff(gold, [GOLD, read_markup("{source:Ana Ruiz} {cue:said} {content:no}.")])
    run = onrecord("evaluate", str(gold), str(write_lines(tmp_path / "found.jsonl", [FOUND])), "--json")
    assert "found.jsonl has no claim of 1 article: counted as empty" in run.stderr
    assert json.loads(run.stdout)["end2end P/R/F1"] == [50.0, 40.0, 44.4]


def test_names_are_measured_where_gold_has_them(tmp_path: Path) -> None:
    text, attributions = GOLD
    speakers = ["Ana Ruiz", "Lee Park", "Jo Hill", "Sam Okoro"]
    bridge = {"name": "Old Bridge", "role": "about"}

    def lines(names: list[str], targets: list[dict[str, str]]) -> list[dict[str, Any]]:
        written = [as_line(text, one) for one in attributions]
        for line, name in zip(written, names, strict=True):
            line["speaker"] |= {"name": name, "type": "person", "named": True}
        written[0]["targets"] = targets
        return written

    gold = save(tmp_path / "gold.jsonl", *lines(speakers, [bridge, {"name": "Port", "role": "mention"}]))
    wrong = ["Mayor Ana Ruiz", "Jo Hill", "Hill", "Sam Okoro"]
    targets = [bridge, {"name": "Port", "role": "about"}, {"name": "Lee Park", "role": "about"}]
    found = figures(gold, save(tmp_path / "found.jsonl", *lines(wrong, targets)))
    assert found["speaker accuracy (all, named)"] == [75.0, 75.0]
    assert found["who said what P/R/F1"] == [75.0, 75.0, 75.0]
    # Of Old Bridge and Lee Park one is right; Port, which is merely mentioned, does not count.
    assert found["triple P/R/F1"] == [50.0, 100.0, 66.7]


def test_claims_inside_others_without_a_cue_and_addressees_are_measured_where_gold_has_them(tmp_path: Path) -> None:
    text, attributions = read_markup(
        "{source1:Ana Ruiz} {cue1:told} the council "
        "{content1:{source2:Lee Park} {cue2:promised} {content2:a bridge}}.\n"
        "“{content3:We knew nothing of it}.”\n"
    )
    lines = [as_line(text, one) for one in attributions]
    lines[0]["addressees"] = [{"name": "Council"}, {"name": "Mayor"}]
    gold = save(tmp_path / "gold.jsonl", *lines)
    lines[0]["addressees"] = [{"name": "the council"}]
    found = figures(gold, save(tmp_path / "found.jsonl", *lines[:2]))
    assert found["end2end nested P/R/F1 (gold n)"] == [100.0, 100.0, 100.0, 1]
    assert found["end2end uncued P/R/F1 (gold n)"] == [0.0, 0.0, 0.0, 1]
    assert found["addressees P/R/F1 (gold n)"] == [100.0, 50.0, 66.7, 2]


def test_what_extract_prints_is_measured_as_what_is_extracted_now(gold: Path, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    claims.write_text(answer("extract", str(gold / "text"), "--format", "jsonl"), encoding="utf-8")
    assert figures(gold, claims) == figures(gold)
    # As gold it agrees with itself; its article is found by its path.
    assert figures(claims, claims)["end2end P/R/F1"] == [100.0, 100.0, 100.0]


def test_a_corrected_line_needs_no_offsets(gold: Path, tmp_path: Path) -> None:
    text, attributions = GOLD
    lines = [as_line(text, one) for one in attributions]
    lines[0]["claim"] = {"text": "the old bridge was not safe"}
    lines[3]["speaker"] = {"text": "Sam Okoro", "name": "Sam Okoro"}
    silent = {"document": {"id": "silent", "text": "Nobody spoke."}, "claim": None}
    corrected = save(tmp_path / "corrected.jsonl", *lines, silent)
    assert figures(gold, save(tmp_path / "found.jsonl", *lines))["end2end P/R/F1"] == [100.0, 100.0, 100.0]
    assert figures(corrected, corrected)["end2end P/R/F1"] == [100.0, 100.0, 100.0]


LINE = {"document": {"id": "a", "text": "It is, she said, late."}, "claim": {"spans": [[0, 5]]}}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "it is not valid JSON"),
        ("[]", "it is not an object"),
        (json.dumps({"claim": None}), "it has no document.id"),
        (json.dumps({"document": {"id": "b"}}), "it has no claim (null says"),
        (json.dumps({"document": {"id": "b"}, "claim": None}), "give document.text or document.path"),
        (
            json.dumps({"document": {"id": "b", "path": "gone.txt"}, "claim": None}),
            "cannot be read from gone.txt: there is no such",
        ),
        (json.dumps({**LINE, "claim": {}}), "claim has neither spans nor text"),
        (json.dumps({**LINE, "claim": "late"}), "claim is neither an object nor null"),
        (json.dumps({**LINE, "claim": {"spans": []}}), "claim.spans is empty"),
        (json.dumps({**LINE, "claim": {"spans": [[3, 99]]}}), "claim.spans is no list of [start, stop] within a text"),
        (json.dumps({**LINE, "claim": {"text": "It was"}}), "claim.text “It was” does not stand in the article"),
        (json.dumps({**LINE, "cue": {"text": "s"}}), "cue.text “s” stands 3 times in the article"),
        (json.dumps({**LINE, "claim": {"text": "It was", "spans": [[0, 5]]}}), "its spans cover “It is”"),
        (json.dumps({**LINE, "targets": [{"role": "about"}]}), "a target lacks its name or role"),
    ],
)
def test_a_wrong_line_is_named(line: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_gold(path)
    assert str(error.value).startswith(f"{path}, line 3: ")
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("lines", "place", "complaint"),
    [
        ("T1\tContent 0 900\tAna R\n", "line 1", "0 to 900 is no part of a text of"),
        ("T1\tContent nought\tAna R\n", "line 1", "it should say “TYPE START STOP"),
        ("T1\tContent 0 5\tAna R\nE1\tContent:T1 Cue:T7\n", "line 2", "the file has no T7"),
    ],
)
def test_a_wrong_annotation_is_named(lines: str, place: str, complaint: str, gold: Path) -> None:
    path = gold / "attributions" / "article-0_own.ann"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_gold(gold)
    assert str(error.value).startswith(f"{path}, {place}: {complaint}")


def test_annotations_without_their_article_are_named(gold: Path) -> None:
    (gold / "text" / "article-0.txt").rename(gold / "text" / "other.txt")
    with pytest.raises(InputError, match=r"article-0_own.ann: there is no text/article-0.txt for it"):
        read_gold(gold)


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ({"id": fingerprint("Another text."), "path": "there/article-0.txt"}, "it was extracted from another text"),
        ({"id": "b"}, "the gold articles have no b"),
    ],
)
def test_claims_of_another_article_are_named(
    document: dict[str, str], complaint: str, gold: Path, tmp_path: Path
) -> None:
    path = save(tmp_path / "found.jsonl", {**LINE, "document": document})
    with pytest.raises(InputError) as error:
        read_predictions(path, read_gold(gold))
    assert str(error.value).startswith(f"{path}, line 1: {complaint}")


def test_what_is_wrong_is_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    run = onrecord("evaluate", str(tmp_path / "gone"))
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr == f"Error: {tmp_path / 'gone'}: there is no such file or folder: check the path\n"


def save(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path
