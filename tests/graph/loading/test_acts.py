"""What is done by saying it, to whom it is said, and claims inside claims: in the store, look-ups, copies and files."""

from __future__ import annotations

import json
from dataclasses import replace

import ladybug
import neo4j
import pytest
from support.articles import document, speaker, target, triple
from support.command_line import answer, onrecord
from support.contents import contents
from support.neo4j_server import PASSWORD

from onrecord import graph
from onrecord.extract import Triple
from onrecord.extract.triple import Addressee, Claim
from onrecord.graph import Store, lookups
from onrecord.graph.filters import FilterError, Filters
from onrecord.graph.lookups import UnknownName
from onrecord.graph.transfer import into_store as copying

ARTICLE = document(
    "Ana Ruiz accused Norsk Havn of greed. She told the Daily Quay and a reporter that Ola Berg had promised to leave.",
    "quay-1",
    "2024-05-01",
)


def acting(found: Triple, act: str, addressees: tuple[Addressee, ...] = (), reports: tuple[str, ...] = ()) -> Triple:
    claim = found.claim
    return replace(
        found,
        claim=Claim(claim.id, claim.text, claim.kind, claim.spans, act),
        addressees=addressees,
        reports=reports,
    )


GREED = acting(
    triple(ARTICLE, speaker("Ana Ruiz"), "greed", target("Norsk Havn", "organization"), cue="accused", kind="indirect"),
    "accuse",
)
LEAVE = acting(
    triple(ARTICLE, speaker("Ola Berg"), "to leave", cue="promised", kind="indirect"),
    "promise",
)
PAPER = Addressee("Daily Quay", "organization", True, "the Daily Quay", ((47, 61),))
REPORTER = Addressee("a reporter", "person", False, "a reporter", ((66, 76),))
TOLD = acting(
    triple(
        ARTICLE,
        speaker("Ana Ruiz", text="She"),
        "that Ola Berg had promised to leave",
        target("Ola Berg"),
        cue="told",
        kind="indirect",
    ),
    "say",
    (PAPER, REPORTER),
    (LEAVE.claim.id, "a claim that is not there"),
)
TRIPLES = [GREED, TOLD, LEAVE]


@pytest.fixture
def store(store: Store) -> Store:
    assert [loaded.claims for loaded in store.load([(ARTICLE, TRIPLES)])] == [3]
    return store


def claims(store: Store, *acts: str) -> list[str]:
    return [found.claim for found in lookups.said(store, "ana ruiz", filters=Filters(acts=acts))]


def test_look_ups_are_narrowed_by_act(store: Store) -> None:
    assert claims(store, "accuse") == ["greed"]
    assert claims(store, "deny") == []
    assert len(claims(store, "accuse", "say")) == len(claims(store)) == 2
    assert [found.act for found in lookups.about(store, "norsk havn")] == ["accuse"]
    assert [row.name for row in lookups.speakers(store, Filters(acts=("promise",)))] == ["Ola Berg"]
    assert lookups.documents(store, Filters(acts=("accuse",)))[0].claims == 1


def test_whom_it_was_said_to(store: Store) -> None:
    [told] = lookups.said(store, "ana ruiz", to="daily quay")
    assert told.claim == TOLD.claim.text
    assert lookups.said(store, "ana ruiz", "ola berg", to="daily quay") == [told]
    assert lookups.said(store, "ana ruiz", "norsk havn", to="daily quay") == []
    assert lookups.said(store, "ana ruiz", to="norsk havn") == []
    with pytest.raises(UnknownName, match="has nobody called “nobody”"):
        lookups.said(store, "ana ruiz", to="nobody")
    assert lookups.show(store, told.id).told == ["Daily Quay", "a reporter"]
    [reporter] = lookups.find(store, "a reporter")
    assert (reporter.id, reporter.named) == ("person:a reporter@quay-1", False)


def test_a_claim_inside_another(store: Store) -> None:
    outer, inner = (lookups.show(store, found.claim.id) for found in (TOLD, LEAVE))
    assert [(claim.id, claim.speaker, claim.claim) for claim in outer.reports] == [
        (LEAVE.claim.id, "Ola Berg", "to leave")
    ]
    assert [claim.id for claim in inner.reported_in] == [TOLD.claim.id]
    assert outer.reported_in == inner.reports == []


def test_whom_it_was_told_goes_with_the_document(store: Store) -> None:
    lookups.forget(store, ARTICLE.id)
    assert not any(contents(store))


def test_copied_and_exported_with_the_rest(
    store: Store, store_uri: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    with graph.open(str(folder / "copy.lbug")) as other:
        assert [found.outcome for found in copying.copy(store, other)] == ["added"]
        assert contents(other) == contents(store)
    store.close()
    lines = answer("export", "-", "--format", "jsonl", store=store_uri)
    wanted = {found.claim.id: found.to_dict() for found in TRIPLES}
    wanted[TOLD.claim.id]["reports"] = [LEAVE.claim.id]
    got = [json.loads(line) for line in lines.splitlines()]
    got[0]["document"].pop("text")
    assert {line["claim"]["id"]: line for line in got} == wanted
    answer("import", "-", store=str(folder / "import.lbug"), input=lines.encode())
    with graph.open(str(folder / "import.lbug")) as imported, graph.open(store_uri) as again:
        assert contents(imported) == contents(again)


def test_on_the_command_line(store: Store, store_uri: str) -> None:
    store.close()
    [accused] = json.loads(
        answer("said", "ruiz", "--act", "accuse", "--act", "deny", "--format", "json", store=store_uri)
    )
    assert (accused["claim"], accused["act"]) == ("greed", "accuse")
    assert "promised to leave" in answer("said", "ruiz", "--to", "quay", store=store_uri)
    assert "nothing that Ana Ruiz said to “berg”" in onrecord("said", "ruiz", "--to", "berg", store=store_uri).stderr
    shown = answer("show", TOLD.claim.id, store=store_uri)
    assert "told        Daily Quay; a reporter\n" in shown
    assert shown.endswith(f"Ola Berg  promised (promise)  to leave  {LEAVE.claim.id}\n")
    assert "Reported in" in answer("show", LEAVE.claim.id, store=store_uri)


def test_a_store_of_an_earlier_version_opens_and_its_claims_have_no_act(store: Store, store_uri: str) -> None:
    kind = store.kind
    store.close()
    if kind == "ladybug":
        with ladybug.Database(store_uri) as database, ladybug.Connection(database) as connection:
            for change in ("ALTER TABLE Claim DROP act", "DROP TABLE TOLD", "DROP TABLE REPORTS"):
                connection.execute(change)
    else:
        with neo4j.GraphDatabase.driver(store_uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
            session.run("MATCH (c:Claim) REMOVE c.act").consume()
    with graph.open(store_uri, read_only=True) as opened:
        assert [found.act for found in lookups.said(opened, "ana ruiz")] == [None, None]
        assert claims(opened, "accuse") == []


@pytest.mark.parametrize(
    ("given", "meant"), [("foo", ""), ("denied", "did you mean deny?"), ("deny,accuse", "did you mean deny, accuse?")]
)
def test_an_unknown_act_is_an_error_that_lists_the_acts(given: str, meant: str) -> None:
    with pytest.raises(FilterError, match=r"the acts are say, claim, .*, deny, retract, leave open, ") as error:
        Filters.of(acts=["deny", given])
    assert meant in str(error.value)


def test_the_acts_are_listed() -> None:
    rows = {row["act"]: row for row in json.loads(answer("acts", "--format", "json"))}
    assert rows["deny"]["negated"] == "leave open"
    assert {"deny", "rule out", "denial"} <= set(rows["deny"]["words"])
    for act in rows:
        assert Filters.of(acts=act).acts == (act,)
