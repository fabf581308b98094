"""From one store to another: complete, idempotent, in both directions, and gone on with where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.articles import ANSWER, ANSWER_TRIPLES, BOTH, HARBOUR, HARBOUR_TRIPLES, document
from support.command_line import answer, onrecord
from support.contents import contents
from support.hostile import HOSTILE, HOSTILE_DOCUMENT

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.stores import pages
from onrecord.graph.transfer import into_store as copying

ARTICLES = [*BOTH, *HOSTILE]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of an embedded store that is not there yet."""
    return str(tmp_path / "other.lbug")


def outcomes(source: Store, target: Store) -> list[str]:
    return sorted(found.outcome for found in copying.copy(source, target))


def test_all_that_is_there_is_copied_and_again_changes_nothing(store: Store, path: str) -> None:
    list(store.load(ARTICLES))
    with graph.open(path) as other:
        assert outcomes(store, other) == ["added"] * 4
        assert contents(other) == contents(store)
        assert outcomes(store, other) == ["unchanged"] * 4
        assert contents(other) == contents(store)


def test_into_the_other_kind_of_store(store: Store, path: str) -> None:
    with graph.open(path) as other:
        list(other.load(ARTICLES))
        assert outcomes(other, store) == ["added"] * 4
        assert contents(store) == contents(other)
        assert {found.outcome for found in store.load(ARTICLES)} == {"unchanged"}


def test_what_has_changed_is_replaced_and_what_only_the_target_has_stays(store: Store, path: str) -> None:
    with graph.open(path) as other:
        list(other.load([(HARBOUR, HARBOUR_TRIPLES), (document("Old words.", "answer-1"), [])]))
        list(store.load([(ANSWER, ANSWER_TRIPLES), HOSTILE[0]]))
        copied = {found.document: found.outcome for found in copying.copy(store, other)}
        assert copied == {"answer-1": "replaced", HOSTILE_DOCUMENT.id: "added"}
        assert {found.id for found in lookups.documents(other)} == {"harbour-1", "answer-1", HOSTILE_DOCUMENT.id}
        [ruiz] = lookups.find(other, "ana ruiz")
        assert ruiz.aliases == ["Ana Ruíz", "Mayor Ana Ruíz", "Ruiz"]


def test_a_file_of_which_only_some_articles_are_copied_keeps_the_others(tmp_path: Path, path: str) -> None:
    one, two = (document(f"Article {n}.", path=str(tmp_path / "all.jsonl")) for n in (1, 2))
    with graph.open(path) as other, graph.open(str(tmp_path / "part.lbug")) as part:
        list(other.load([(one, []), (two, [])]))
        list(part.load([(one, [])]))
        assert outcomes(part, other) == ["unchanged"]
        list(part.load([(HARBOUR, HARBOUR_TRIPLES)]))
        assert outcomes(part, other) == ["added", "unchanged"]
        assert lookups.info(other).documents == 3


def test_it_goes_on_where_it_was_stopped(store: Store, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "ROWS_A_TRANSACTION", 1)
    monkeypatch.setattr(pages, "DOCUMENTS_A_PAGE", 2)
    list(store.load(ARTICLES))
    with graph.open(path) as other:
        copying_it = copying.copy(store, other)
        assert next(copying_it).outcome == "added"
        copying_it.close()  # type: ignore[attr-defined]
        assert lookups.info(other).documents == 1
        assert outcomes(store, other) == ["added"] * 3 + ["unchanged"]
        assert contents(other) == contents(store)


def test_on_the_command_line(store_uri: str, path: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
    assert answer("copy", store_uri, path) == f"Copied {store_uri} to {path}: 2 documents (2 added).\n"
    assert answer("copy", path, store_uri) == f"Copied {path} to {store_uri}: 2 documents (2 unchanged).\n"


def test_a_store_is_not_copied_into_itself(path: str) -> None:
    with graph.open(path) as store:
        list(store.load(BOTH))
    run = onrecord("copy", path, path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "cannot be copied into itself" in run.stderr


def test_what_is_not_there_makes_no_new_store(tmp_path: Path, path: str) -> None:
    run = onrecord("copy", str(tmp_path / "none.lbug"), path)
    assert run.returncode == 1
    assert "There is no store at" in run.stderr
    assert list(tmp_path.iterdir()) == []
