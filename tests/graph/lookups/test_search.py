"""Full-text search over claims: words, "phrases", beginnings*, ranked, the same on both stores, right after changes."""

from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
from datetime import date as Date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.articles import Batches, document, speaker, target, triple
from support.command_line import answer, onrecord
from support.hostile import HOSTILE, STRANGE, WORDS
from support.places import TESTS

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters
from onrecord.graph.stores import fulltext
from onrecord.graph.stores import upgrade as upgrading
from onrecord.graph.transfer import into_store as copying


def article(id: str, day: str | None, *claims: tuple[str, str, str]) -> tuple:  # type: ignore[type-arg]
    """An article in which each speaker makes a claim of a target."""
    text = document(" ".join(f"{who} said {claim} of {of}." for who, claim, of in claims), id, day)
    return text, [triple(text, speaker(who), claim, target(of), confidence=0.9) for who, claim, of in claims]


ARTICLES: Batches = [
    article(
        "trade",
        "2024-03-01",
        ("Ana Ruíz", "sanctions work, whatever they say", "Norland"),
        ("Ola Berg", "the sanctions on grain will not work", "Ana Ruíz"),
        ("Ola Berg", "work on the bridge goes on", "Norland"),
    ),
    article(
        "war",
        "2024-03-05",
        ("Ada Holm", "Erdoğan’s co-operation would be a sanction in itself", "Norland"),
        ("Ada Holm", "The U.S. says no, it didn't agree", "Ana Ruíz"),
    ),
    article("undated", None, ("Ana Ruíz", "no bridge, no grain: sanctions, sanctions, sanctions", "Ola Berg")),
]

QUESTIONS = {
    "sanctions": ["no bridge, no grain", "sanctions work", "the sanctions on grain"],
    "SANCTIONS Work": ["sanctions work", "the sanctions on grain"],
    '"sanctions work"': ["sanctions work"],
    "“work, whatever”": ["sanctions work"],
    '"sanctions work': ["sanctions work"],
    'grain "not work"': ["the sanctions on grain"],
    "sanction": ["Erdoğan’s co-operation"],
    "sanct*": ["sanctions work", "the sanctions on grain", "Erdoğan’s co-operation", "no bridge, no grain"],
    "sanct* grain": ["the sanctions on grain", "no bridge, no grain"],
    "erdogan": ["Erdoğan’s co-operation"],
    "Erdoğan's": ["Erdoğan’s co-operation"],
    "co-operation": ["Erdoğan’s co-operation"],
    "co-op*": ["Erdoğan’s co-operation"],
    "operation co": ["Erdoğan’s co-operation"],
    "US": ["The U.S. says no"],
    "u.s. didn’t": ["The U.S. says no"],
    "no": ["no bridge, no grain", "The U.S. says no"],
    "will not": ["the sanctions on grain"],
    "bridge tunnel": [],
    '"work sanctions"': [],
    "": [],
    "*": [],
    '"': [],
    '"" ** --': [],
}
"""What is asked, and how the claims begin that are found, in their order."""


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(ARTICLES))
    return store


def found(store: Store, question: str, by: str | None = None, about: str | None = None, **filters: object) -> list[str]:
    return [each.claim for each in lookups.search(store, question, by, about, Filters(**filters))]  # type: ignore[arg-type]


def test_words_phrases_and_beginnings(store: Store) -> None:
    answers = {question: found(store, question) for question in QUESTIONS}
    assert {question: len(claims) for question, claims in answers.items()} == {
        question: len(begin) for question, begin in QUESTIONS.items()
    }
    for question, claims in answers.items():
        for claim, beginning in zip(claims, QUESTIONS[question], strict=True):
            assert claim.startswith(beginning), question


def test_a_claim_that_says_it_more_often_or_in_fewer_words_is_better(store: Store) -> None:
    first, second, third = found(store, "sanctions")
    assert first.count("sanctions") == 3
    assert len(second) < len(third)


def test_only_what_someone_said_of_someone_within_limits(store: Store) -> None:
    assert found(store, "sanct*", by="berg") == ["the sanctions on grain will not work"]
    assert found(store, "sanct*", about="berg") == ["no bridge, no grain: sanctions, sanctions, sanctions"]
    assert len(found(store, "sanct*", about="norland")) == 2
    assert found(store, "work", by="berg", about="norland") == ["work on the bridge goes on"]
    assert len(found(store, "sanct*", since=Date(2024, 3, 1))) == 3
    assert len(found(store, "sanct*", since=Date(2024, 3, 1), until=Date(2024, 3, 4))) == 2
    assert found(store, "sanct*", min_confidence=0.95) == []
    assert len(found(store, "sanct*", min_confidence=0.9, kind="direct")) == 4
    assert found(store, "sanct*", kind="indirect") == []
    assert len(found(store, "sanct*", acts=("say",))) == 4
    assert found(store, "sanct*", acts=("deny", "ask")) == []
    assert found(store, "sanctions", limit=1) == ["no bridge, no grain: sanctions, sanctions, sanctions"]


def test_what_is_changed_or_forgotten_is_found_as_it_is_now(store: Store) -> None:
    assert len(found(store, "sanctions")) == 3
    list(store.load([article("trade", "2024-03-01", ("Ana Ruíz", "tariffs fail", "Norland"))]))
    assert found(store, "sanctions") == ["no bridge, no grain: sanctions, sanctions, sanctions"]
    assert found(store, "tariffs fail") == ["tariffs fail"]
    lookups.forget(store, "undated")
    assert found(store, "sanctions") == []


def test_it_is_found_in_a_copy(store: Store, tmp_path: Path, neo4j_uri: str) -> None:
    uri = str(tmp_path / "copy.lbug") if store.kind == "neo4j" else neo4j_uri
    with graph.open(uri) as other:
        list(copying.copy(store, other))
        assert found(other, "sanct* grain") == found(store, "sanct* grain") != []


def test_it_is_found_when_the_store_is_opened_again(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(ARTICLES))
    for _ in range(2):
        with graph.open(store_uri, read_only=True) as store:
            assert len(found(store, "sanct*")) == 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An embedded store that was loaded and closed."""
    path = tmp_path / "own.lbug"
    with graph.open(str(path)) as store:
        list(store.load(ARTICLES))
    return path


def in_file(path: Path, question: str) -> list[str]:
    with graph.open(str(path), read_only=True) as store:
        return found(store, question)


def test_an_index_that_is_gone_damaged_or_of_another_store_is_made_anew(file: Path) -> None:
    index = Path(f"{file}.search")
    before = in_file(file, "sanct*")
    shutil.rmtree(index)
    assert in_file(file, "sanct*") == before
    for suffix in (".term", ".idx", ".pos", ".store", ".fast", ".fieldnorm", ".json"):
        for damage in (lambda whole: b"broken", lambda whole: b"", lambda whole: whole[: len(whole) // 2]):
            for part in [each for each in index.iterdir() if each.suffix == suffix]:
                part.write_bytes(damage(part.read_bytes()))
            assert in_file(file, "sanct*") == before, suffix
    other = file.with_name("other.lbug")
    with graph.open(str(other)) as store:
        list(store.load([article("bees", None, ("Ada Holm", "bees are well", "Norland"))]))
    shutil.rmtree(index)
    shutil.copytree(f"{other}.search", index)
    assert in_file(file, "sanct*") == before
    assert in_file(file, "bees") == []


@pytest.mark.parametrize("odd", ["[]", "{}", "null", "1", '{"version": 3}', '{"version": 3, "files": []}', "[" * 5000])
def test_odd_files_in_the_folder_of_an_index(file: Path, odd: str) -> None:
    before = in_file(file, "sanct*")
    for name in ("meta.json", "onrecord.mark.json", "onrecord.documents.json"):
        (Path(f"{file}.search") / name).write_text(odd)
        assert in_file(file, "sanct*") == before, name


def test_files_that_are_gone_from_the_folder_of_an_index(file: Path) -> None:
    before = in_file(file, "sanct*")
    index = Path(f"{file}.search")
    for name in sorted(part.name for part in index.iterdir() if not part.name.startswith(".tantivy")):
        if (index / name).exists():
            (index / name).unlink()
            assert in_file(file, "sanct*") == before, name
    (index / "meta.json").unlink()
    with graph.open(str(file)) as store:
        list(store.load([article("late", "2024-04-01", ("Ada Holm", "late sanctions came", "Norland"))]))
    assert len(in_file(file, "sanct*")) == len(before) + 1


def test_an_odd_bit_in_an_index_changes_no_answer(file: Path) -> None:
    before = in_file(file, "sanct*")
    dice = random.Random(7)
    for _ in range(12):
        part = dice.choice([each for each in sorted(Path(f"{file}.search").iterdir()) if each.stat().st_size])
        content = bytearray(part.read_bytes())
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        part.write_bytes(content)
        assert in_file(file, "sanct*") == before, part.name


def test_a_store_where_nothing_can_be_written_is_searched_all_the_same(file: Path) -> None:
    shutil.rmtree(f"{file}.search")
    Path(f"{file}.search").write_text("in the way")
    assert len(in_file(file, "sanct*")) == 4


LOAD_AND_WAIT = """
import sys
sys.path[:0] = sys.argv[2:]
from test_search import article
from onrecord import graph
with graph.open(sys.argv[1]) as store:
    for loaded in store.load([article("late", "2024-04-01", ("Ada Holm", "late sanctions came", "Norland"))]):
        print(loaded.document, flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_loader_loaded_is_found(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(ARTICLES))
    command = [sys.executable, "-c", LOAD_AND_WAIT, store_uri, str(TESTS), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"late\n"
        process.send_signal(signal.SIGKILL)
    with graph.open(store_uri, read_only=True) as store:
        assert found(store, "late sanctions") == ["late sanctions came"]
        assert len(found(store, "sanctions")) == 4


def test_a_server_of_an_earlier_onrecord_is_searched(neo4j_uri: str) -> None:
    with graph.open(neo4j_uri) as store:
        list(store.load(ARTICLES))
        store.write(lambda transaction: transaction.run("DROP INDEX claim_search"))
    with graph.open(neo4j_uri, read_only=True) as store:
        assert len(found(store, "sanct*")) == 4
        assert found(store, "sanct*", by="berg") == ["the sanctions on grain will not work"]


def test_a_server_that_was_filled_without_us_is_searched(neo4j_uri: str) -> None:
    with graph.open(neo4j_uri) as store:
        list(store.load(ARTICLES))
        store.write(lambda transaction: transaction.run("MATCH (c:Claim) REMOVE c.words"))
        store.write(lambda transaction: transaction.run("DROP INDEX claim_search"))
        store.write(upgrading.unmark)
    with graph.open(neo4j_uri, read_only=True) as store:
        assert len(found(store, "sanct*")) == 4


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet=st.sampled_from("sanctio work\"“”*'\\+-&|!(){}[]^~?:/ANDORT\u0130é\0\n$`,;#🙂"), max_size=40))
def test_nothing_that_is_typed_is_an_error(store: Store, question: str) -> None:
    assert all(claim for claim in found(store, question))


def test_strange_claims_are_found_by_any_of_their_words(store: Store) -> None:
    list(store.load(HOSTILE))
    for word in fulltext.words(WORDS[len(STRANGE) :]):
        assert [claim for claim in found(store, word) if "“claim” of Ada" in claim], word


def test_a_word_of_any_length(store: Store) -> None:
    long = "a" * 40_000
    list(store.load([article("long", None, ("Ada Holm", long, "Norland"))]))
    assert found(store, long) == [long]
    assert found(store, "aaaa*") == [long]


def test_on_the_command_line(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(ARTICLES))
    [heading, _, row] = answer("search", '"sanctions work"', "--by", "ruiz", store=store_uri).splitlines()
    assert heading.split() == ["date", "speaker", "how", "claim", "id"]
    assert re.match(r"2024-03-01  Ana Ruíz  \w+  sanctions work, whatever they say", row)
    run = onrecord("search", "sanct*", "--limit", "2", store=store_uri)
    assert len(re.findall(r"\b[0-9a-f]{16}\b", run.stdout)) == 2
    assert run.stderr == "These are the best 2; --limit N gives more.\n"
    run = onrecord("search", "tunnels", "--about", "Berg", store=store_uri)
    assert f"{store_uri} has no claim about “Berg” with the words tunnels." in run.stderr
    run = onrecord("search", "tunnels", "--by", "Nemo", store=store_uri)
    assert "has nobody called “Nemo”" in run.stderr
