"""Who talks about whom as a network: measured, written for other programs, drawn for an article."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from matplotlib.image import imread
from support.articles import BOTH, Batches, document, speaker, target, triple
from support.command_line import COMMAND, answer, environment, onrecord

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.filters import FilterError, Filters
from onrecord.graph.network import digraph as networks
from onrecord.graph.network.arrows import curve
from onrecord.graph.network.digraph import communities, ego, measure, network
from onrecord.graph.network.legend import Legend
from onrecord.graph.network.picture import arranged, draw, drawn

RUIZ, BERG, NORSK = "person:ana ruiz", "person:ola berg", "organization:norsk havn"


def accusation(id: str, publisher: str, of: str) -> tuple[Document, list[Triple]]:
    """Another accusation of Norsk Havn, and what Ana Ruíz says of herself."""
    text = document(f"Ana Ruíz accused Norsk Havn of {of}. Ana Ruíz said Ana Ruíz was calm.", id, publisher=publisher)
    norsk, herself = target("Norsk Havn", "organization"), target("Ana Ruíz")
    return text, [
        triple(text, speaker("Ana Ruíz"), of, norsk, cue="accused", kind="indirect"),
        triple(text, speaker("Ana Ruíz"), "Ana Ruíz was calm", herself, kind="indirect"),
    ]


ARTICLES: Batches = [*BOTH, accusation("waste", "The Gazette", "waste"), accusation("sloth", "The Gazette", "sloth")]


def two_circles() -> list[tuple[Document, list[Triple]]]:
    """Two circles of five people each who speak of each other, and one sentence that leads from one to the other."""
    sentences = [
        (f"{circle}{a} Smith", f"{circle}{b} Smith")
        for circle in ("Ada", "Ben")
        for a, b in combinations(["a", "b", "c", "d", "e"], 2)
    ]
    sentences += [(b, a) for a, b in sentences] + [("Adaa Smith", "Bena Smith")]
    articles = []
    for number, (who, whom) in enumerate(sentences):
        text = document(f"{who} said {whom} was wrong.", f"circle-{number}")
        articles.append((text, [triple(text, speaker(who), f"{whom} was wrong", target(whom), kind="indirect")]))
    return articles


@pytest.fixture
def loaded(store: Store) -> Store:
    """A store with four articles in it."""
    assert len(list(store.load(ARTICLES))) == 4
    return store


@pytest.fixture
def circles(tmp_path: Path) -> str:
    """The path of an embedded store with two circles of people."""
    path = str(tmp_path / "circles.lbug")
    with graph.open(path) as store:
        assert len(list(store.load(two_circles()))) == 41
    return path


# What it is


def test_an_edge_counts_what_one_said_about_the_other(loaded: Store) -> None:
    talk = network(loaded)
    assert list(talk.edges(data="weight")) == [
        (NORSK, "place:bergen", 1),
        (RUIZ, NORSK, 3),
        (RUIZ, "place:harbour", 1),
        (BERG, RUIZ, 1),
    ]
    counts = {"claims": 3, "documents": 3, "publishers": 2, "against": 0, "in_favour": 0}
    assert talk.edges[RUIZ, NORSK] == {**counts, "weight": 3}
    assert network(loaded, weight="publishers").edges[RUIZ, NORSK]["weight"] == 2
    assert talk.nodes[BERG] == {"name": "Ola Berg", "type": "person", "named": True, "said": 1, "about": 1}
    assert RUIZ not in talk[RUIZ]


def test_a_statement_that_is_repeated_counts_once(store: Store) -> None:
    words = "“Ola Berg has sold the old harbour of this town to people whom nobody here has ever met or voted for,”"
    texts = [document(f"{words} Ana Ruíz said.", f"sale-{n}", f"2024-05-0{n}", publisher=f"Paper {n}") for n in (1, 2)]
    list(store.load([(text, [triple(text, speaker("Ana Ruíz"), words, target("Ola Berg"))]) for text in texts]))
    talk = network(store)
    edge = talk.edges[RUIZ, BERG]
    assert [edge[what] for what in ("claims", "documents", "publishers", "weight")] == [1, 2, 2, 1]
    assert (talk.nodes[RUIZ]["said"], talk.nodes[BERG]["about"]) == (1, 1)


def test_filters_narrow_edges_and_counts(loaded: Store) -> None:
    direct = network(loaded, Filters(kind="direct"))
    assert set(direct.edges) == {(RUIZ, "place:harbour"), (BERG, RUIZ)}
    assert direct.nodes[RUIZ]["said"] == 1
    assert len(network(loaded, Filters(kind="mixed"))) == 0


def test_ego_is_who_is_near_in_either_direction(loaded: Store) -> None:
    assert set(ego(loaded, BERG, 1)) == {BERG, RUIZ}
    assert set(ego(loaded, BERG, 2)) == {BERG, RUIZ, NORSK, "place:harbour"}
    assert set(ego(loaded, BERG, 3)) == set(network(loaded)) == set(ego(loaded, BERG, 10**12))
    assert len(ego(loaded, "person:a senior aide@harbour-1", 2)) == 0


@pytest.mark.parametrize("filters", [Filters(), Filters(kind="direct")], ids=["all", "some"])
def test_those_closest_are_as_in_the_network_around_one(loaded: Store, filters: Filters) -> None:
    around, near = ego(loaded, RUIZ, 1, filters), networks.closest(loaded, RUIZ, 10, filters)
    assert dict(near.nodes(data=True)) == dict(around.nodes(data=True))
    assert sorted(near.edges(data=True)) == sorted(around.edges(data=True))
    of_one = {(talk.speaker, talk.target): talk.claims for talk in networks.talks_of(loaded, RUIZ, filters)}
    assert of_one == {
        (one, other): claims for one, other, claims in around.edges(data="claims") if RUIZ in (one, other)
    }
    assert len(of_one) >= 2


def test_those_who_say_too_much_are_not_asked_what_they_say_of_each_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(list(store.load(two_circles()))) == 41
    one = "person:adaa smith"
    whole = networks.closest(store, one, 10)
    assert len(whole.edges) == 21
    monkeypatch.setattr(networks, "MOST_AMONG", 8)  # two of the four others with four claims each
    near = networks.closest(store, one, 10)
    among = {edge for edge in near.edges if one not in edge}
    assert (near.graph["unasked"], len({speaker for speaker, _ in among})) == (3, 2)
    assert set(near.edges) == {edge for edge in whole.edges if one in edge} | among


def test_both_stores_give_the_same_network(neo4j_uri: str, tmp_path: Path) -> None:
    found = []
    for uri in (neo4j_uri, str(tmp_path / "test.lbug")):
        with graph.open(uri) as store:
            list(store.load(ARTICLES))
            talk = network(store)
            found.append((list(talk.nodes(data=True)), list(talk.edges(data=True)), communities(talk)))
    assert found[0] == found[1]


# Measures


def test_metrics(loaded: Store) -> None:
    talk = network(loaded)
    assert measure(talk, "in-degree").values[RUIZ] == 1
    assert measure(talk, "out-degree").values[RUIZ] == 2
    assert measure(talk, "reciprocity").values == dict.fromkeys(talk, 0.0)
    between = measure(talk, "betweenness")
    assert max(between.values, key=between.values.__getitem__) == RUIZ
    assert between.sources is None
    ranks = measure(talk, "pagerank").values
    assert sum(ranks.values()) == pytest.approx(1)
    assert max(ranks, key=ranks.__getitem__) == "place:bergen"


def test_betweenness_of_a_large_network_is_estimated_and_says_so(circles: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "STEPS", 300)
    monkeypatch.setattr(networks, "FEWEST_SOURCES", 2)
    with graph.open(circles, read_only=True) as store:
        found = [measure(network(store), "betweenness") for _ in range(2)]
    assert found[0].sources == 300 // 51
    assert found[0] == found[1]


def test_communities_are_who_talk_about_each_other_most(circles: str) -> None:
    with graph.open(circles, read_only=True) as store:
        found = communities(network(store))
    assert {id: number for id, number in found.items() if id.startswith("person:ada")} == {
        f"person:ada{letter} smith": 1 for letter in "abcde"
    }
    assert {number for id, number in found.items() if id.startswith("person:ben")} == {2}


def test_the_same_question_has_the_same_answer_every_time(circles: str) -> None:
    answers = set()
    for seed in ("1", "2"):  # which decides on the order of sets of strings
        run = subprocess.run(
            [*COMMAND, "network", "--communities", "--metric", "betweenness", "--format", "csv"],
            env=environment(circles) | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        answers.add(run.stdout)
    [table] = answers
    assert table.startswith("name,type,said,about,betweenness,community,id\n")
    assert len(table.splitlines()) == 11


def test_on_the_command_line(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(ARTICLES))
    lines = answer("network", "--ego", "berg", "--limit", "1", "--format", "jsonl", store=store_uri).splitlines()
    [row] = [json.loads(line) for line in lines]
    assert list(row) == ["name", "type", "said", "about", "in-degree", "id"]
    assert (row["name"], row["in-degree"], row["id"]) == ("Ana Ruíz", 1, RUIZ)


# Files for other programs


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "json"])
def test_other_programs_read_it(circles: str, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"talk.{suffix}"
    run = onrecord("network", "--communities", "--output", str(path), store=circles)
    assert (run.returncode, run.stdout) == (0, "")
    assert run.stderr == f"{path}: 10 nodes, 41 edges.\n"
    readers = {
        "graphml": nx.read_graphml,
        "gexf": nx.read_gexf,
        "json": lambda path: nx.node_link_graph(json.loads(path.read_text()), edges="links"),
    }
    talk = readers[suffix](path)
    assert isinstance(talk, nx.DiGraph)
    node = talk.nodes["person:adaa smith"]
    assert (node["name"], node["said"], node["in-degree"], node["community"]) == ("Adaa Smith", 5, 4, 1)
    assert talk.edges["person:adaa smith", "person:bena smith"]["claims"] == 1


def test_names_that_xml_cannot_hold(tmp_path: Path) -> None:
    odd = 'Ana "<&>\x01 Ruíz {$x$} \U0001f600'
    text = document(f"{odd} said Bo was wrong.", "odd")
    path = str(tmp_path / "odd.lbug")
    with graph.open(path) as store:
        list(store.load([(text, [triple(text, speaker(odd), "Bo was wrong", target("Bo"), kind="indirect")])]))
    for suffix in ("graphml", "gexf", "svg"):
        answer("network", "--output", str(tmp_path / f"odd.{suffix}"), store=path)
    names = {name for _, name in nx.read_graphml(tmp_path / "odd.graphml").nodes(data="name")}
    assert names == {odd.replace("\x01", "\ufffd"), "Bo"}
    assert len(nx.read_gexf(tmp_path / "odd.gexf")) == 2


# Pictures


def crowd(number: int) -> nx.DiGraph:
    """A network of so many, all around a few of whom everybody speaks."""
    talk = nx.DiGraph()
    for at in range(number):
        name = f"Somebody with the Number {at}" if at % 3 else f"No. {at}"
        talk.add_node(f"person:{at:03}", name=name, type="person", named=True, said=(at * at) % 97, about=1)
    for at in range(1, number):
        talk.add_edge(f"person:{at:03}", f"person:{at % 5:03}" if at >= 5 else "person:000", weight=1 + at % 7)
    return talk


@pytest.mark.parametrize("number", [1, 2, 60])
def test_no_label_or_circle_overlaps_another(number: int) -> None:
    placed = arranged(crowd(number))
    assert len(placed) == number
    overlaps = [
        (one.label, other.label)
        for one, other in combinations(placed, 2)
        if abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    ]
    assert overlaps == []


def test_who_is_quoted_more_has_a_larger_circle() -> None:
    talk = crowd(30)
    by_radius = sorted(arranged(talk), key=lambda each: each.radius)
    assert [talk.nodes[each.id]["said"] for each in by_radius] == sorted(said for _, said in talk.nodes(data="said"))


def test_a_picture_shows_those_of_whom_there_is_most_and_says_how_many_are_left_out(
    circles: str, tmp_path: Path
) -> None:
    picture = tmp_path / "talk.svg"
    run = onrecord("network", "--output", str(picture), "--limit", "4", store=circles)
    assert run.stderr == f"{picture}: 4 nodes, 7 edges; the other 6 are left out.\n"
    drawn = picture.read_text()
    assert drawn.startswith("<?xml")
    assert 'id="person:adaa_smith"' in drawn
    assert "4 of 10 shown; left out: Adad Smith, " in written(picture)


def written(picture: Path) -> str:
    """The texts of an SVG, which are texts and no outlines of letters."""
    return unescape(" ".join(re.findall(r">([^<>]+)</text>", picture.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("talk", [crowd(2), crowd(12), crowd(40)], ids=len)
def test_no_arrow_runs_behind_the_circle_of_another(talk: nx.DiGraph) -> None:
    placed, arrows = drawn(talk)
    known = {each.id: each for each in placed}
    assert [(each.start, each.stop) for each in arrows] == sorted(
        talk.edges, key=lambda edge: (talk.edges[edge]["weight"], edge)
    )
    for arrow in arrows:
        places = curve(arrow.points, 200)
        assert tuple(places[0]) == known[arrow.start].centre
        assert tuple(places[-1]) == pytest.approx(known[arrow.stop].centre)
        for other in placed:
            if other.id not in (arrow.start, arrow.stop):
                assert np.linalg.norm(places - other.centre, axis=1).min() > other.radius


def test_two_arrows_between_two_do_not_lie_on_each_other() -> None:
    talk = crowd(2)
    talk.add_edge("person:000", "person:001", weight=3)
    (_, one), (_, other) = ((each.start, curve(each.points, 3)[1]) for each in drawn(talk)[1])
    assert np.linalg.norm(one - other) > 10


def test_a_picture_tells_title_days_source_types_and_credit(tmp_path: Path) -> None:
    path, picture = str(tmp_path / "test.lbug"), tmp_path / "talk.svg"
    with graph.open(path) as store:
        list(store.load(ARTICLES))
    answer(
        "network",
        "--output",
        str(picture),
        "--title",
        "The quarrel of $5 & more",
        "--credit",
        "Drawn by us.",
        store=path,
    )
    texts = written(picture)
    assert texts.count("The quarrel of $5 & more") == 1
    for part in ("Ana Ruíz", "Norsk Havn", "person", "organisation", "place", "5 shown."):
        assert part in texts
    assert "Published 1 May 2024 to 3 May 2024. Source: 4 documents of The Gazette" in texts
    assert "claims found by onrecord. Drawn by us." in texts
    answer("network", "--ego", "berg", "--output", str(picture), store=path)
    assert "Who speaks of whom: Ola Berg" in written(picture)


def test_an_edge_tells_what_is_against_and_what_in_favour(store: Store) -> None:
    text = document(
        "Ana Ruíz accused Ola Berg of sloth. Ana Ruíz praised Norsk Havn. Ana Ruíz blamed Ola Berg for rain.", "t"
    )
    made = [("accused", "of sloth", "accuse", "Ola Berg"), ("praised", "Norsk Havn", "praise", "Norsk Havn")]
    made.append(("blamed", "for rain", "blame", "Ola Berg"))
    found = [
        (triple(text, speaker("Ana Ruíz"), words, target(of), cue=cue, kind="indirect"), act)
        for cue, words, act, of in made
    ]
    list(store.load([(text, [replace(each, claim=replace(each.claim, act=act)) for each, act in found])]))
    talk = network(store)
    assert [(edge["against"], edge["in_favour"]) for *_, edge in talk.edges(data=True)] == [(0, 1), (2, 0)]


def test_a_picture_of_nobody_is_not_drawn(circles: str, tmp_path: Path) -> None:
    picture = tmp_path / "talk.png"
    run = onrecord("network", "--since", "2030-01-01", "--output", str(picture), store=circles)
    assert "has nobody who talks about anybody within these limits" in run.stderr
    assert not picture.exists()


def test_png(circles: str, tmp_path: Path) -> None:
    picture = tmp_path / "talk.PNG"
    answer("network", "--ego", "Adaa Smith", "--output", str(picture), store=circles)
    height, width, _ = (pixels := imread(picture, format="png")).shape
    assert min(height, width) >= 400
    inked = pixels[..., :3].min(axis=2) < 0.9
    assert 0.001 < inked.mean() < 0.5  # circles, arrows and labels on a light ground
    edge = inked[[0, -1]].any() or inked[:, [0, -1]].any()
    assert not edge  # nothing is cut off


def test_the_same_network_gives_the_same_picture(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        draw(crowd(8), tmp_path / name, Legend())
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


# What can go wrong


@pytest.mark.parametrize(
    ("question", "status", "sentence"),
    [
        (
            ["--output", "talk.pdf"],
            2,
            "talk.pdf: the name has to end with one of .graphml, .gexf, .json, .png, .svg, .csv",
        ),
        (["--output", "no/folder/talk.json"], 1, "no/folder/talk.json: No such file or directory"),
        (["--ego", "nobody"], 0, "has nobody called “nobody”"),
        (["--since", "2030-01-01"], 0, "has nobody who talks about anybody within these limits."),
    ],
)
def test_a_sentence_says_what_is_wrong(circles: str, question: list[str], status: int, sentence: str) -> None:
    run = onrecord("network", *question, store=circles)
    assert (run.returncode, run.stdout) == (status, "")
    assert sentence in run.stderr


@pytest.mark.parametrize(
    ("library", "question"), [("matplotlib", ["--output", "talk.png"]), ("scipy", ["--metric", "pagerank"])]
)
def test_without_the_extra_the_message_names_what_to_install(
    circles: str, tmp_path: Path, library: str, question: list[str]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules['{library}'] = None\n")
    run = subprocess.run(
        [*COMMAND, "network", *question],
        env=environment(circles) | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.endswith(
        f"needs {library}, which is not there. Install it with: pip install 'onrecord[network]'\n"
    )


def test_a_weight_that_is_none_is_refused(store: Store) -> None:
    weight: Any = "repeats"
    with pytest.raises(FilterError, match="give one of claims, documents, publishers"):
        network(store, weight=weight)
