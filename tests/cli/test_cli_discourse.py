"""`onrecord network` in its modes of discourse: what it prints, and what other programs read of what it writes."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from support.articles import document, speaker, target, triple
from support.command_line import onrecord
from support.debate import RULES, loaded

import onrecord as onrecord_api
from onrecord import graph
from onrecord.graph.discourse import kept
from onrecord.graph.discourse.concepts import Rule, read_concepts
from onrecord.graph.discourse.tagged import UnknownConcept
from onrecord.graph.network.picture import AGAINST, IN_FAVOUR


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("discourse")
    (folder / "concepts.csv").write_text(RULES, encoding="utf-8")
    with graph.open(str(folder / "debate.lbug")) as store:
        assert [*store.load(loaded())]
        kept.add(store, [*read_concepts(folder / "concepts.csv")])
    return str(folder / "debate.lbug")


def rows(path: str, *arguments: str) -> list[dict[str, Any]]:
    done = onrecord("network", *arguments, "--format", "json", store=path)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def ties(found: Sequence[dict[str, Any]], *names: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in names) for row in found}


def test_two_mode_once_per_document_and_every_time(path: str) -> None:
    once = rows(path, "--mode", "two-mode")
    assert ties(once, "actor", "concept", "weight") == {
        ("Ana Ruíz", "congestion charge", 1), ("Ben Hall", "congestion charge", -1), ("Ben Hall", "new bridge", 1),
        ("Norsk Havn", "congestion charge", 1), ("Norsk Havn", "new bridge", -1), ("Cy Dorn", "new bridge", 2),
    }  # fmt: skip
    twice = rows(path, "--mode", "two-mode", "--duplicates", "all", "--open-agrees")
    assert ties(twice, "actor", "concept", "agree") >= {("Ana Ruíz", "congestion charge", 2)}
    assert ("Cy Dorn", "congestion charge", 1) in ties(twice, "actor", "concept", "weight")


def test_congruence_and_conflict_of_actors(path: str) -> None:
    found = rows(path, "--mode", "actors", "--duplicates", "range")
    assert ties(found, "one", "other", "congruence", "conflict") == {
        ("Ana Ruíz", "Norsk Havn", 1, 0), ("Ana Ruíz", "Ben Hall", 0, 1), ("Ben Hall", "Norsk Havn", 0, 2),
        ("Ben Hall", "Cy Dorn", 1, 0), ("Cy Dorn", "Norsk Havn", 0, 1),
    }  # fmt: skip
    average = rows(path, "--mode", "actors", "--duplicates", "range", "--tie", "conflict", "--normalise", "average")
    assert average[0] == {"one": "Ben Hall", "other": "Norsk Havn", "weight": 1, "congruence": 0, "conflict": 1}


def test_statements_are_listed_with_their_claims(path: str) -> None:
    found = rows(path, "--mode", "statements", "--since", "2024-02-01", "--duplicates", "all")
    assert [(row["date"], row["actor"], row["concept"], row["stance"]) for row in found] == [
        ("2024-02-10", "Ben Hall", "new bridge", "agree"),
        ("2024-02-10", "Cy Dorn", "new bridge", "agree"),
        ("2024-02-10", "Cy Dorn", "congestion charge", "open"),
        ("2024-02-12", "Cy Dorn", "new bridge", "agree"),
    ]


def claimed(path: str, *arguments: str) -> list[str]:
    done = onrecord("claims", *arguments, "--format", "jsonl", store=path)
    assert done.returncode == 0, done.stderr
    return [json.loads(line)["claim"] for line in done.stdout.splitlines()]


def test_claims_on_a_concept(path: str) -> None:
    bridge = [
        "no new bridge is needed",
        "the Sund must be crossed",
        "the new bridge will come",
        "the new bridge cannot wait",
    ]
    assert claimed(path, "--concept", "New Bridge") == bridge
    assert claimed(path, "--concept", "new bridge", "--limit", "2") == bridge[:2]
    assert claimed(path, "--concept", "new bridge", "--by", "Cy Dorn", "--limit", "1") == bridge[2:3]
    assert len(claimed(path, "--concept", "new bridge", "--concept", "congestion charge")) == 9
    assert claimed(path, "--concept", "no bridge at all") == []
    unknown = onrecord("claims", "--concept", "bridges", store=path)
    assert unknown.returncode == 2
    assert "It has congestion charge, new bridge, no bridge at all." in unknown.stderr


def test_concepts_in_python(path: str, tmp_path: Path) -> None:
    with onrecord_api.open(tmp_path / "own.lbug") as store:
        assert store.concepts() == []
        with pytest.raises(UnknownConcept, match="It has none"):
            store.claims(concept="new bridge")
        list(store.engine.load(loaded()))
        store.add_concepts([Rule("bridge", ("new bridge",)), Rule("charge", acts=("support",))])
        assert [rule.concept for rule in store.concepts()] == ["bridge", "charge"]
        assert [each.speaker for each in store.claims(concept="bridge", limit=2)] == ["Norsk Havn", "Cy Dorn"]
        with pytest.raises(onrecord_api.Error, match="nothing says which claims"):
            store.add_concepts([Rule("nothing")])
        store.remove_concepts([Rule("bridge", ("new bridge",))])
        store.add_concepts(Path(path).with_name("concepts.csv"))
        assert {row["concept"] for row in store.concepts().to_dicts()} >= {"charge", "new bridge"}


def test_without_concepts_they_are_what_claims_are_about(path: str, tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "plain.lbug")) as store:
        assert [*store.load(loaded())]
    found = rows(str(tmp_path / "plain.lbug"), "--mode", "two-mode")
    assert ties(found, "actor", "concept", "weight") == {("Ben Hall", "Sund Bridge", 1)}


def test_files_are_read_by_networkx_and_as_a_matrix(path: str, tmp_path: Path) -> None:
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        place = tmp_path / f"two{ending}"
        assert onrecord("network", "--mode", "two-mode", "--output", str(place), store=path).returncode == 0
        network = read(place)
        assert network.nodes["actor:Cy Dorn"]["mode"] == "actor"
        assert network.edges["actor:Cy Dorn", "concept:new bridge"]["weight"] == 2
        assert len(network) == 6
    place = tmp_path / "actors.csv"
    assert onrecord("network", "--mode", "actors", "--output", str(place), store=path).returncode == 0
    with place.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    assert header == ["", "Ana Ruíz", "Ben Hall", "Cy Dorn", "Norsk Havn"] == ["", *(line[0] for line in lines)]
    assert lines[1] == ["Ben Hall", "0", "0", "2", "0"]


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        ("two-mode", {"Ana Ruíz", "Ben Hall", "Cy Dorn", "Norsk Havn", "congestion charge", "new bridge"}),
        ("actors", {"Ana Ruíz", "Ben Hall", "Cy Dorn", "Norsk Havn"}),
        ("concepts", {"congestion charge", "new bridge"}),
    ],
)
def test_pictures_have_all_names_and_colours_of_stances(path: str, tmp_path: Path, mode: str, names: set[str]) -> None:
    place = tmp_path / "picture.svg"
    given = ["--mode", mode, "--tie", "subtract", "--title", "Charge and bridge", "--credit", "By us"]
    done = onrecord("network", *given, "--output", str(place), store=path)
    assert done.returncode == 0, done.stderr
    assert f"picture.svg: {len(names)} nodes, " in done.stderr
    drawing = ElementTree.parse(place)
    words = [" ".join("".join(each.itertext()).split()) for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    whole = " ".join(words)
    assert all(name in whole for name in names)
    assert "Charge and bridge" in words
    assert "Source: 4 documents; claims found by onrecord. By us" in whole
    assert ("concept" in words) is (mode != "actors")
    if mode != "concepts":
        drawn = place.read_text(encoding="utf-8").casefold()
        assert AGAINST.casefold() in drawn
        assert IN_FAVOUR.casefold() in drawn


def test_a_picture_has_those_with_most_ties_and_says_whom_not(path: str, tmp_path: Path) -> None:
    place = tmp_path / "picture.svg"
    assert onrecord("network", "--mode", "two-mode", "--limit", "3", "--output", str(place), store=path).returncode == 0
    drawn = " ".join("".join(ElementTree.parse(place).getroot().itertext()).split())
    assert "3 of 6 shown; left out: " in drawn


def test_pictures_of_windows_and_none_where_there_is_nothing_to_draw(path: str, tmp_path: Path) -> None:
    given = ["--mode", "actors", "--window", "7d", "--until", "2024-01-31", "--output", str(tmp_path / "week.png")]
    done = onrecord("network", *given, store=path)
    assert done.returncode == 0, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["week-2024-01-03.png"]
    assert (tmp_path / "week-2024-01-03.png").read_bytes().startswith(b"\x89PNG")
    assert "week-DAY.png: 1 network; in " in done.stderr
    nothing = ["--mode", "actors", "--since", "2030-01-01", "--output", str(tmp_path / "none.svg")]
    done = onrecord("network", *nothing, store=path)
    assert "none.svg is not drawn" in done.stderr
    assert not (tmp_path / "none.svg").exists()


def test_a_window_gives_a_table_and_a_file_each(path: str, tmp_path: Path) -> None:
    found = rows(path, "--mode", "actors", "--window", "4w")
    assert ties(found, "since", "until", "statements", "congruence", "conflict") == {
        ("2024-01-03", "2024-01-30", 4, 1, 2), ("2024-01-31", "2024-02-27", 3, 2, 0),
    }  # fmt: skip
    done = onrecord(
        "network", "--mode", "actors", "--window", "4w", "--output", str(tmp_path / "n.graphml"), store=path
    )
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["n-2024-01-03.graphml", "n-2024-01-31.graphml"]


def test_where_there_is_nothing_it_says_why(tmp_path: Path) -> None:
    article = document("Ana Ruiz said that Lee Park lied. Ben Hall said that Lee Park did not.", "a")
    found = [
        triple(article, speaker(who), claim, target("Lee Park"))
        for who, claim in (("Ana Ruiz", "that Lee Park lied"), ("Ben Hall", "that Lee Park did not"))
    ]
    store = str(tmp_path / "said.lbug")
    with graph.open(store) as opened:
        none = onrecord("network", "--mode", "actors", store=str(tmp_path / "none.lbug"))
        assert none.returncode == 1
        assert [*opened.load([(article, found)])]
    given = ["network", "--mode", "actors"]
    assert "no act among them tells a stance: --open-agrees" in onrecord(*given, store=store).stderr
    assert "none of them dated" in onrecord(*given, "--window", "30d", store=store).stderr
    assert "As long as no concepts are declared" in onrecord(*given, "--act", "deny", store=store).stderr
    assert rows(store, "--mode", "actors", "--tie", "ignore") == [
        {"one": "Ana Ruiz", "other": "Ben Hall", "weight": 1, "congruence": 0, "conflict": 0}
    ]
    alone = onrecord("network", "--mode", "concepts", "--open-agrees", store=store)
    assert "2 statements in" in alone.stderr
    assert "no two are tied" in alone.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mode", "actors", "--normalise", "activity"], "normalised by"),
        (["--mode", "two-mode", "--tie", "conflict"], "between two actors"),
        (["--mode", "actors", "--window", "month"], "is no window"),
        (["--mode", "statements", "--window", "30d"], "--window is for networks: give --mode two-mode"),
        (["--mode", "statements", "--tie", "ignore", "--ego", "Ana"], "--ego and --tie are for networks"),
        (["--mode", "actors", "--ego", "Ana"], "--ego is for who talks about whom: leave out --mode"),
        (["--mode", "actors", "--step", "3d"], "--step moves a window"),
        (["--duplicates", "week"], "--duplicates is for networks of statements: give --mode"),
        (["--mode", "actors", "--format", "json", "--output", "camps.csv"], "the name is that of csv"),
        (["--window", "30d"], "give --mode"),
        (["--mode", "two-mode", "--output", "camps.pdf"], "has to end with one of .graphml, .gexf, .json, .png, .svg"),
    ],
)
def test_what_cannot_be_is_said(path: str, arguments: list[str], said: str) -> None:
    done = onrecord("network", *arguments, store=path)
    assert done.returncode == 2
    assert said in done.stderr
