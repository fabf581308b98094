"""`onrecord check` on stores that are whole, and on damaged copies: what differs from what was loaded is said."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from support.articles import BOTH
from support.command_line import onrecord
from support.contents import contents
from support.hostile import HOSTILE

from onrecord import graph
from onrecord.errors import Error
from onrecord.graph import Store, curation
from onrecord.graph.lookups import search
from onrecord.graph.stores.check import check, mend

MENDED = {"counts", "names", "search"}


@pytest.fixture
def loaded(store_uri: str) -> str:
    """A store in which people have corrected something, too."""
    with graph.open(store_uri) as store:
        assert len(list(store.load([*BOTH, *HOSTILE]))) == 4
        curation.add_aliases(store, "Ana Ruíz", ["the mayor of Bergen"])
        curation.split(store, "Norsk Havn", "answer-1")
    return store_uri


def wrong(uri: str) -> dict[str, int]:
    with graph.open(uri, read_only=True) as store:
        return {part.part: part.wrong for part in check(store) if part.wrong}


def test_nothing_is_wrong_with_a_store_as_it_was_loaded(loaded: str) -> None:
    with graph.open(loaded, read_only=True) as store:
        found = {part.part: (part.number, part.wrong) for part in check(store)}
    assert found.keys() == {"loss", "documents", "claims", "entities", "ids", "edges", "counts", "names", "search"}
    assert [found[part] for part in ("documents", "claims", "search")] == [(4, 0), (9, 0), (9, 0)]
    assert {number for _, number in found.values()} == {0}


CHANGES = {
    "a letter of a text": ("MATCH (d:Document {id: 'harbour-1'}) SET d.text = d.text + 'x'", "documents"),
    "a title": ("MATCH (d:Document {id: 'harbour-1'}) SET d.title = 'x'", "documents"),
    "a span": ("MATCH (c:Claim {kind: 'direct'}) SET c.spans = [1, 2]", "documents"),
    "a name": ("MATCH (:Entity)-[r:SAID {name: 'Ana Ruíz'}]->(:Claim) SET r.name = 'Ola'", "documents"),
    "a speaker": ("MATCH (:Entity)-[r:SAID {name: 'Ana Ruíz'}]->(:Claim) DELETE r", "documents"),
    "a target": ("MATCH (:Claim)-[r:ABOUT {name: 'Bergen'}]->(:Entity) DELETE r", "documents"),
    "whose claim it is": ("MATCH (c:Claim)-[r:FOUND_IN]->(:Document {id: 'harbour-1'}) DELETE r", "claims"),
    "what somebody is": ("MATCH (e:Entity {name: 'Ana Ruíz'}) SET e.type = 'place'", "entities"),
    "a count": ("MATCH (e:Entity {name: 'Ana Ruíz'}) SET e.claims_by = 7", "counts"),
    "an alias": ("MATCH (:Alias {id: 'ana ruiz'})-[r:NAMES]->(:Entity) DELETE r", "names"),
    "a word": ("MATCH (:Word {id: 'ruiz'})-[r:IN_ALIAS]->(:Alias) DELETE r", "names"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_differs_from_what_was_loaded_is_said(loaded: str, what: str) -> None:
    query, part = CHANGES[what]
    with graph.open(loaded) as store:
        store.write(lambda transaction: transaction.run(query))
    found = wrong(loaded)
    assert part in found
    if found.keys() <= MENDED:
        with graph.open(loaded) as store:
            mend(store)
        assert wrong(loaded) == {}


def test_words_that_are_searched_by_on_neo4j(neo4j_uri: str) -> None:
    with graph.open(neo4j_uri) as store:
        assert len(list(store.load(BOTH))) == 2
        store.write(lambda transaction: transaction.run("MATCH (c:Claim {kind: 'direct'}) SET c.words = 'odd'"))
        number = len(store.read("MATCH (c:Claim {kind: 'direct'}) RETURN c.id"))
    assert wrong(neo4j_uri) == {"search": number}
    with graph.open(neo4j_uri) as store:
        mend(store)
    assert wrong(neo4j_uri) == {}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "whole.lbug"
    with graph.open(str(path)) as store:
        assert len(list(store.load([*BOTH, *HOSTILE]))) == 4
    return path


def damaged(file: Path, damage: Callable[[Path], None]) -> Path:
    copy = file.with_name("copy.lbug")
    shutil.copyfile(file, copy)
    damage(copy)
    return copy


def flip(path: Path, at: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.write_bytes(content)


def test_a_letter_that_has_become_another_one_in_the_file(file: Path) -> None:
    places = [found.start() for found in re.finditer(b"harbour will stay", file.read_bytes())]
    assert places
    for at in places:
        assert wrong(str(damaged(file, lambda copy, at=at: flip(copy, at)))) == {"documents": 1}  # type: ignore[misc]


def test_an_edge_that_reads_otherwise_from_its_other_end(file: Path) -> None:
    """The engine keeps each edge for both ends, and what reads the documents reads one of them."""
    with graph.open(str(file), read_only=True) as store:
        number, lopsided = store.edges()
        assert number > 30
        assert lopsided == 0
    places = [found.start() for found in re.finditer(b"A senior aide", file.read_bytes())]
    found = [wrong(str(damaged(file, lambda copy, at=at: flip(copy, at)))) for at in places]  # type: ignore[misc]
    assert {"edges": 1} in found, "that only reading from both ends tells"


def test_an_index_of_ids_that_does_not_find_what_is_there(file: Path) -> None:
    """The engine keeps each id twice: with what it is of, and in an index, by which search and load look it up."""
    with graph.open(str(file), read_only=True) as store:
        ids = [row[0] for row in store.read("MATCH (c:Claim) RETURN c.id")]
    places = [found.start() for id in ids for found in re.finditer(id.encode(), file.read_bytes())]
    found = [wrong(str(damaged(file, lambda copy, at=at: flip(copy, at + 9)))) for at in places]  # type: ignore[misc]
    assert {"ids": 1} in found


def test_a_text_that_is_no_unicode_any_more_is_said(file: Path) -> None:
    places = [found.start() for found in re.finditer(b"harbour will stay", file.read_bytes())]
    for at in places:
        with graph.open(str(damaged(file, lambda copy, at=at: flip(copy, at, 7))), read_only=True) as store:  # type: ignore[misc]
            problems = " ".join(str(part.problem) for part in check(store) if part.wrong)
        assert "it cannot be read" in problems


def test_a_claim_whose_id_has_become_another_one_is_said_by_search(file: Path) -> None:
    with graph.open(str(file), read_only=True) as store:
        ids = [statement.id for statement in search(store, "harbour")]
    places = [found.start() for id in ids for found in re.finditer(id.encode(), file.read_bytes())]
    shutil.copytree(f"{file}.search", file.with_name("copy.lbug.search"))
    said = []
    for at in places:
        with graph.open(str(damaged(file, lambda copy, at=at: flip(copy, at + 9))), read_only=True) as store:  # type: ignore[misc]
            try:
                search(store, "harbour")
            except Error as error:
                said.append("is damaged: a claim that was looked up by its id" in str(error))
    assert any(said)


def test_random_damage_is_never_silent(file: Path) -> None:
    """What check calls right is right: the graph is the one that was loaded."""
    with graph.open(str(file), read_only=True) as store:
        before = contents(store)
    used = [at for at, byte in enumerate(file.read_bytes()) if byte]
    random = Random(14)
    for _ in range(10):
        copy = damaged(file, lambda copy: flip(copy, random.choice(used), random.randrange(8)))
        try:
            found = wrong(str(copy))
            if not found:
                with graph.open(str(copy), read_only=True) as store:
                    assert contents(store) == before
        except Error:
            pass  # it is said that the file cannot be opened or read


def test_a_bit_of_the_search_index_whose_file_looks_unchanged(file: Path) -> None:
    def number(store: Store) -> int:
        from onrecord.graph.lookups import search

        return len(search(store, "harbour"))

    with graph.open(str(file), read_only=True) as store:
        before = number(store)
    [store_file, *_] = sorted(Path(f"{file}.search").glob("*.store"))
    seen = store_file.stat()
    flip(store_file, seen.st_size // 3)
    os.utime(store_file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert wrong(str(file)) == {}
    with graph.open(str(file), read_only=True) as store:
        assert number(store) == before


def test_on_the_command_line(file: Path) -> None:
    run = onrecord("check", "--format", "csv", store=str(file))
    assert run.returncode == 0
    assert run.stdout.splitlines()[:3] == ["part,number,wrong,problem,remedy", "loss,4,0,,", "documents,4,0,,"]
    Path(f"{file}.contents").write_text('{"documents": 6}')
    with graph.open(str(file)) as store:
        store.write(lambda transaction: transaction.run("MATCH (e:Entity {name: 'Ana Ruíz'}) SET e.claims_about = 9"))
    Path(f"{file}.contents").write_text('{"documents": 6}')
    run = onrecord("check", store=str(file))
    assert run.returncode == 1
    assert "2 documents are missing. Load the same articles again." in run.stderr
    assert "have other counts than claims. `onrecord check --mend` makes it anew." in run.stderr
    run = onrecord("check", "--mend", store=str(file))  # opened for writing, which takes note of what there is
    assert run.returncode == 0
    assert "holds 4 documents, but 6 were written to it" in run.stderr
