"""Tables of claims cannot be misread: who, how and what, at every width, with ids that can be copied."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from support.articles import document, speaker, target, triple
from support.command_line import COMMAND, environment, onrecord
from support.debate import RULES, loaded

from onrecord import graph
from onrecord.extract import Claim, Cue, Document, Triple
from onrecord.extract.triple import claim_id

WATER = document(
    "Sunita Rao never said that the water was safe. A Brackwater spokesperson denied that the company had delayed the "
    "warning of the seventh of March by a week. It is said that Halloran resigned. Rao praised Halloran.",
    "sha256:" + 64 * "a",
    "2025-03-03",
    title="Water not safe, say engineers who were not asked",
    url="https://courier.example/2025/03/03/water-not-safe-say-engineers-who-were-not-asked",
)


def claim(who: str | None, cue: str, words: str, act: str, *of: str) -> Triple:
    made = triple(WATER, speaker(who) if who else None, words, *map(target, of), cue=cue, kind="indirect")
    return replace(made, claim=replace(made.claim, act=act))


TRIPLES = [
    claim("Sunita Rao", "never said", "that the water was safe", "withhold"),
    claim(
        "Brackwater spokesperson",
        "denied",
        "that the company had delayed the warning of the seventh of March by a week",
        "deny",
        "Brackwater",
    ),
    claim(None, "is said", "that Halloran resigned", "say", "Halloran"),
    claim("Rao", "praised", "Halloran", "praise", "Halloran"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("tables") / "test.lbug")
    with graph.open(path) as opened:
        assert len(list(opened.load([(WATER, TRIPLES)]))) == 1
    return path


def printed(store: str, width: int, *arguments: str) -> str:
    run = subprocess.run(
        [*COMMAND, *arguments], capture_output=True, env=environment(store) | {"COLUMNS": str(width)}, check=True
    )
    return run.stdout.decode()


def words(output: str) -> str:
    """What is printed, without the breaks of lines and columns."""
    return re.sub(r"[\s|─]+", " ", output)


QUESTIONS = {
    "said": ["said", "Sunita Rao"],
    "search": ["search", "delayed warning"],
    "about": ["about", "Brackwater"],
    "hearsay": ["about", "Halloran"],
}


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("question", QUESTIONS)
def test_who_how_and_what_are_whole_at_every_width(store: str, question: str, width: int) -> None:
    shown = printed(store, width, *QUESTIONS[question])
    expected = {
        "said": ["Sunita Rao", "never said", "(withhold)", "that the water was safe", TRIPLES[0].claim.id],
        "search": ["Brackwater", "spokesperson", "denied", "(deny)", "by a week", TRIPLES[1].claim.id],
        "about": ["Brackwater", "spokesperson", "denied", "(deny)", "by a week", TRIPLES[1].claim.id],
        "hearsay": ["hearsay", "is said", "that Halloran resigned", TRIPLES[2].claim.id, "praised", "(praise)"],
    }[question]
    assert [part for part in expected if part not in words(shown)] == []
    assert max(map(len, map(str.rstrip, shown.splitlines()))) <= width


@pytest.fixture(scope="module")
def debate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that has something for each command, corrections included."""
    folder = tmp_path_factory.mktemp("debate")
    (folder / "concepts.csv").write_text(RULES, encoding="utf-8")
    path = str(folder / "debate.lbug")
    articles = loaded()
    with graph.open(path) as opened:
        assert [*opened.load(articles)]
    assert onrecord("concepts", str(folder / "concepts.csv"), store=path).returncode == 0
    wrong = onrecord("correct", articles[0][1][0].claim.id, "--speaker", "Ben Hall", "--by", "Eva", store=path)
    assert wrong.returncode == 0, wrong.stderr
    return path


OF_CLAIMS = {
    "claims": (["claims"], "a congestion charging scheme will fail"),
    "said": (["said", "Ben Hall"], "a congestion charging scheme will fail"),
    "said about": (["said", "Ben Hall", "--about", "Sund Bridge"], "the Sund must be crossed"),
    "about": (["about", "Sund Bridge"], "the Sund must be crossed"),
    "search": (["search", "scheme"], "a congestion charging scheme will fail"),
    "between": (["between", "Ben Hall", "Sund Bridge"], "the Sund must be crossed"),
    "compare": (["compare", "Ben Hall", "Cy Dorn", "--about", "Sund Bridge"], "the Sund must be crossed"),
    "path": (["path", "Ben Hall", "Sund Bridge"], "the Sund must be crossed"),
    "statements": (["network", "--mode", "statements"], "congestion charge"),
    "corrections": (["corrections"], "Ben Hall"),
    "cypher": (["cypher", "MATCH (c:Claim) RETURN c.text AS claim, c.id AS speaker"], "the Sund must be crossed"),
}


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("question", OF_CLAIMS)
def test_every_table_with_a_column_of_claims_is_printed_at_every_width(debate: str, question: str, width: int) -> None:
    arguments, expected = OF_CLAIMS[question]
    assert expected in words(printed(debate, width, *arguments))


def test_corrections_in_blocks_begin_with_the_day_and_name_the_claim(debate: str) -> None:
    first, *rest = printed(debate, 40, "corrections").splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", first.strip())
    assert any(re.match(r"  claim: \w+", line) for line in rest)


def test_how_stands_before_the_claim(store: str) -> None:
    for width in (40, 80, 200):
        shown = words(printed(store, width, "search", "delayed warning"))
        assert "spokesperson denied (deny) that the company had delayed" in shown


def test_headings_do_not_say_said_over_denials(store: str) -> None:
    for question in QUESTIONS.values():
        first = printed(store, 120, *question).splitlines()[0]
        assert not re.search(r"\bsaid\b", first, re.IGNORECASE)


def test_what_is_said_by_nobody_is_hearsay_in_show_too(store: str) -> None:
    assert re.search(r"^speaker +hearsay$", printed(store, 80, "show", TRIPLES[2].claim.id), re.MULTILINE)


@pytest.fixture(scope="module")
def untitled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with a plain text, which has a publisher and no title."""
    article = document(
        "\nWater not safe.\n\nSunita Rao said that the pipes were old.", "plain", publisher="The Courier"
    )
    path = str(tmp_path_factory.mktemp("untitled") / "test.lbug")
    with graph.open(path) as opened:
        list(opened.load([(article, [triple(article, speaker("Sunita Rao"), "that the pipes were old")])]))
    return path


def test_articles_without_a_title_are_called_by_their_first_words(untitled: str) -> None:
    assert "Water not safe." in printed(untitled, 80, "documents")
    assert '"title": null' in printed(untitled, 80, "documents", "--format", "json"), "programs are told what is there"


@pytest.mark.parametrize("question", [["said", "Rao"], ["claims"], ["search", "pipes"]])
def test_blocks_name_the_article(untitled: str, question: list[str]) -> None:
    assert "  in: The Courier: Water not safe." in printed(untitled, 60, *question).splitlines()


def test_blocks_of_documents_fit_and_have_the_id_whole(store: str) -> None:
    lines = printed(store, 80, "documents").splitlines()
    assert lines[0] == f"2025-03-03  {WATER.title}"
    assert f"  id: {WATER.id}" in lines


def test_long_ids_and_urls_of_documents_are_not_broken(store: str) -> None:
    for width in (40, 80):
        shown = printed(store, width, "documents")
        assert WATER.id in shown


def test_columns_side_by_side_have_the_cue_too(store: str) -> None:
    shown = words(printed(store, 100, "compare", "Rao", "Brackwater spokesperson", "--about", "Halloran"))
    assert "praised (praise) Halloran" in shown


def test_a_claim_inside_another_is_shown_with_its_cue(tmp_path: Path) -> None:
    text = "Edith Marsh said that Halloran denied lying."
    article = Document(text, "nested")
    inner = triple(article, speaker("Halloran"), "lying", cue="denied", kind="indirect")
    denial = replace(inner, claim=replace(inner.claim, act="deny"))
    spans = ((len("Edith Marsh said "), len(text) - 1),)
    outer = Triple(
        article,
        triple(article, speaker("Edith Marsh"), "lying").speaker,
        Cue("said", ((12, 16),)),
        Claim(claim_id("nested", "Edith Marsh", spans), "that Halloran denied lying", "indirect", spans),
        (),
        0.9,
        reports=(denial.claim.id,),
    )
    path = str(tmp_path / "nested.lbug")
    with graph.open(path) as opened:
        list(opened.load([(article, [outer, denial])]))
    assert "Halloran denied (deny) lying" in words(printed(path, 80, "show", outer.claim.id))
