"""A store built of shards is the store that loading their articles makes, its indexes included."""

from __future__ import annotations

import csv
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from itertools import islice
from pathlib import Path
from typing import get_args

import pytest
from support.articles import BOTH, document, speaker, target, triple
from support.command_line import answer, onrecord
from support.hostile import HOSTILE
from support.killing import WORDS, articles, fingerprint

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.extract.shards import shard
from onrecord.extract.triple import Addressee, Claim, Cue, EntityType, Role, Span, Speaker, Target
from onrecord.graph import lookups
from onrecord.graph.bulk import build as building
from onrecord.graph.bulk.build import build_files, build_store
from onrecord.graph.transfer.into_files import export

Articles = Sequence[tuple[Document, Sequence[Triple]]]


def speeches() -> list[tuple[Document, list[Triple]]]:
    """Articles in which names, repeats, stand-ins and what is said to whom hang together over several articles."""
    found = []
    stock = "make the county great again for all of its people"
    for number in range(40):  # a phrase in so many wordings that it is a stock phrase
        words = f"we will {stock} and build {WORDS[number % len(WORDS)]} number {number}"
        page = document(
            f"Ana Ruiz said that {words}. Kyiv heard it.", f"stock-{number:02}", f"2024-0{1 + number % 9}-01"
        )
        found.append((page, [triple(page, speaker("Ana Ruiz"), words, target("Kyiv", "place"), kind="indirect")]))
    for number, (who, called, day) in enumerate(
        [
            ("Vladimir V. Harkov", "Harkov", "2024-01-01"),
            ("Vladimir Harkov", "Mr. Harkov", "2024-02-01"),
            ("Harkov", "Harkov", "2024-02-20"),
            ("Ola Harkov", "Harkov", "2025-11-01"),
            ("Harkov", "Harkov", "2025-12-01"),
            ("Harkov", "Harkov", None),
        ]
    ):
        said = "the harbour will stay open until all of its owners have paid"
        text = f"{who} said: “{said}.” {called} told Ukraine and the National Harbour Office (NHO)."
        page = document(text, f"names-{number}", day)
        first = triple(
            page,
            speaker(who, text=called),
            said,
            target("Ukraine", "place"),
            target("National Harbour Office", "organization", text="NHO"),
            target("NHO", "organization", "mention"),
        )
        told = Addressee("Ukraine", "place", True, "Ukraine", ())
        hearsay = triple(page, None, "stay open", cue=None)
        found.append((page, [replace(first, addressees=(told,), reports=(hearsay.claim.id,)), hearsay]))
    aide = document("A senior aide said that talks had failed.", "aide", "2024-01-01")
    unnamed = triple(aide, speaker("A senior aide", named=False), "talks had failed", kind="indirect")
    return [*found, (aide, [unnamed]), (document("Nobody says anything.", "silent"), [])]


NAMES = (
    *("Ana Ruiz", "Ruíz, Ana", "Ruiz", "John Harkov Jr.", "John Harkov", "John Harkov Sr.", "EU", "European Union"),
    *(
        "a senior aide",
        "The aide",
        "the Kremlin",
        "Russia's government",
        "Moscow",
        "“Q” \\ \x7f\t",
        "ﬁnance  Chief",
        "x" * 600,
    ),
)
TYPES = get_args(EntityType)


def drawn(seed: int) -> Iterator[tuple[Document, list[Triple]]]:
    """Articles in which anybody may be anything: named or not, of several types, twice in a claim."""
    dice = random.Random(seed)

    def spans() -> tuple[Span, ...]:
        starts = sorted(dice.sample(range(400), dice.choice([0, 1, 1, 1, 2])))
        return tuple((start, start + 3) for start in starts)

    def who() -> tuple[str, EntityType, bool, str, tuple[Span, ...]]:
        name = dice.choice(NAMES)
        return name, dice.choice(TYPES), dice.random() < 0.7, dice.choice([name, "he", name.split()[-1]]), spans()

    def about() -> Target:
        name, type, _, text, found = who()
        return Target(name, type, dice.choice(get_args(Role)), text, found)

    for number in range(60):
        day = Date(2023 + number % 3, 1 + number % 12, 3) if number % 7 else None
        page = Document(
            f"é {number} " + "word " * 100, f"drawn-{number}", date=day, date_from="byline" if day else None
        )
        ids = [f"{number}-{dice.randrange(8)}" if dice.random() < 0.9 else f"{number}" * 300 for _ in range(9)]
        found = [
            Triple(
                page,
                Speaker(*who()) if dice.random() < 0.8 else None,
                Cue("said “so”", spans()) if dice.random() < 0.8 else None,
                Claim(id, f"the harbour will {dice.choice(WORDS)} stay open for good", "indirect", spans(), "deny"),
                tuple(about() for _ in range(dice.randrange(4))),
                dice.choice([None, 0.5, 1.0, 0.123456789]),
                tuple(Addressee(*who()) for _ in range(dice.choice([0, 0, 1, 3]))),
                tuple(dice.sample(ids, dice.choice([0, 0, 2]))),
            )
            for id in ids
        ]
        yield page, found


ALL = [*BOTH, *HOSTILE, *speeches(), *((page, found) for page, found in islice(articles(30), 30)), *drawn(7)]


def shards(folder: Path, some: Articles, size: int = 20) -> Path:
    folder.mkdir()
    for start in range(0, len(some), size):
        shard.write(folder / f"made-{start:05}.parquet", "made", False, some[start : start + size], [])
    return folder


def loaded(path: Path, some: Articles) -> str:
    with graph.open(str(path)) as store:
        assert all(each.outcome for each in store.load(some))
    return str(path)


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> str:
    return fingerprint(loaded(tmp_path_factory.mktemp("loaded") / "test.lbug", ALL))


@pytest.mark.parametrize("processes", [1, 2])
def test_what_is_built_is_what_loading_makes(
    tmp_path: Path, wanted: str, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "CLAIMS_A_PORTION", 100)
    source = shards(tmp_path / "shards", ALL)
    built = build_store(source, tmp_path / "built.lbug", processes)
    with graph.open(str(tmp_path / "built.lbug"), read_only=True) as store:
        assert (built.documents, built.claims) == (lookups.info(store).documents, lookups.info(store).claims)
    assert fingerprint(str(tmp_path / "built.lbug")) == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["built.lbug", "built.lbug.contents", "shards"]


def test_loading_and_forgetting_go_on_from_there(tmp_path: Path) -> None:
    first, then = ALL[:-10], ALL[-10:]
    alike = []
    build_store(shards(tmp_path / "shards", first), tmp_path / "built.lbug")
    loaded(tmp_path / "loaded.lbug", first)
    for name in ("built.lbug", "loaded.lbug"):
        with graph.open(str(tmp_path / name)) as store:
            assert {each.outcome for each in store.load([*first[:3], *then])} == {"unchanged", "added"}
            for number in range(0, 40, 3):
                store.forget(f"stock-{number:02}")
        alike.append(fingerprint(str(tmp_path / name)))
    assert alike[0] == alike[1]


def test_of_several_versions_the_last_counts(tmp_path: Path) -> None:
    def page(text: str, id: str = "", path: str | None = None) -> tuple[Document, list[Triple]]:
        one = document(text, id, path=path) if path else document(text, id)
        return one, [triple(one, speaker("Ana Ruiz"), text.split("“")[1].split("”")[0])]

    some = [
        page("Ana Ruiz said: “We will go home now.”", "a"),
        page("Ana Ruiz said: “We stay for good here.”", path="/news/one.txt"),
        page("Ana Ruiz said: “We shall see what comes.”", path="/news/one.txt"),
        page("Ana Ruiz said: “We will never go home now.”", "a"),
        page("Ana Ruiz said: “We stay for good here now.”", path="/news/one.txt"),
        page("Ana Ruiz said: “We will go home soon.”", "b"),
        page("Ana Ruiz said: “We will never go home now.”", "a"),
    ]
    build_store(shards(tmp_path / "shards", some, 3), tmp_path / "built.lbug")
    assert fingerprint(str(tmp_path / "built.lbug")) == fingerprint(loaded(tmp_path / "loaded.lbug", some))


def test_nothing_but_silent_articles(tmp_path: Path) -> None:
    some: Articles = [(document("Nobody says anything.", "silent"), [])]
    build_store(shards(tmp_path / "shards", some), tmp_path / "built.lbug")
    assert fingerprint(str(tmp_path / "built.lbug")) == fingerprint(loaded(tmp_path / "loaded.lbug", some))


def test_what_the_engine_cannot_write_is_said_and_taken_up(tmp_path: Path) -> None:
    source, store = shards(tmp_path / "shards", BOTH), tmp_path / "new.lbug"
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2**17, 2**17));"
        "from pathlib import Path; from onrecord.graph.bulk import ladybug_copy, build;"
        "from onrecord.graph.errors import StoreError\n"
        "try: build.build_store(*map(Path, sys.argv[1:]))\n"
        "except StoreError as error: print(error); sys.exit(3)"
    )
    failed = subprocess.run([sys.executable, "-c", program, source, store], capture_output=True, text=True, check=False)
    assert failed.returncode == 3, failed
    assert "goes on from here" in failed.stdout
    assert not store.exists()
    assert build_store(source, store).claims == 7


def test_the_files_for_neo4j_admin_are_those_of_an_export(tmp_path: Path) -> None:
    source = shards(tmp_path / "shards", ALL)
    build_store(source, tmp_path / "built.lbug")
    with graph.open(str(tmp_path / "built.lbug"), read_only=True) as store:
        exported = export(store, "neo4j-admin", tmp_path / "exported")
    _, command = build_files(source, tmp_path / "files")
    assert command == (exported.command or "").replace("/exported/", "/files/")
    names = sorted(path.name for path in (tmp_path / "exported").iterdir())
    assert sorted(path.name for path in (tmp_path / "files").iterdir()) == names
    for name in names:
        assert rows(tmp_path / "files" / name) == rows(tmp_path / "exported" / name), name


def rows(path: Path) -> list[list[str]]:
    """The header, and the rows in one order; numbers as one writes them."""
    with path.open(encoding="utf-8", newline="") as file:
        first, *rest = csv.reader(file)
    return [first, *sorted([value.removesuffix(".0") for value in row] for row in rest)]


@pytest.mark.parametrize("way", ["store", "files"])
def test_killed_and_started_again_it_builds_the_same(tmp_path: Path, wanted: str, way: str) -> None:
    source = shards(tmp_path / "shards", ALL, 10)
    dice = random.Random(way)

    def build(name: str) -> None:
        if way == "store":
            build_store(source, tmp_path / name)
        else:
            build_files(source, tmp_path / name)

    kills = 0
    while True:
        child = os.fork()
        if not child:
            build("killed")
            os._exit(0)
        time.sleep(dice.random() * 0.2 * (1 + kills))
        os.kill(child, signal.SIGKILL)
        if os.waitpid(child, 0)[1] == 0:
            break
        kills += 1
    assert kills
    assert not (tmp_path / "killed.building").exists()
    if way == "store":
        assert fingerprint(str(tmp_path / "killed")) == wanted
    else:
        build("whole")
        for path in (tmp_path / "whole").iterdir():
            assert path.read_bytes() == (tmp_path / "killed" / path.name).read_bytes()


def test_the_command_line(tmp_path: Path) -> None:
    source, store = shards(tmp_path / "shards", BOTH), tmp_path / "new.lbug"
    built = onrecord("build", str(source), "--store", str(store))
    assert (built.returncode, built.stderr) == (0, f"Built {store}: 2 documents, 7 claims.\n")
    assert "Ruíz" in answer("speakers", "--store", str(store))
    assert "database import" in answer("build", str(source), "--neo4j-admin", str(tmp_path / "files"))
    for arguments, message in (
        ((str(source), "--store", str(store)), "is there already, and build makes a new store"),
        ((str(source), "--neo4j-admin", str(tmp_path / "files")), "is there already"),
        ((str(source), "--store", "neo4j://localhost"), "build files with --neo4j-admin"),
        (
            (str(tmp_path / "none"), "--store", str(tmp_path / "x")),
            "Make shards with: onrecord extract ARTICLES --output",
        ),
    ):
        refused = onrecord("build", *arguments)
        assert refused.returncode == (2 if "neo4j://localhost" in arguments else 1)
        assert message in refused.stderr
