"""Confidence: how sure a claim is to be right, from the model through the store to the look-ups."""

from __future__ import annotations

import shutil
from pathlib import Path

import ladybug
import neo4j
import pytest
from support.articles import BOTH
from support.command_line import answer, onrecord
from support.neo4j_server import PASSWORD
from support.places import ROOT

from onrecord import graph
from onrecord.extract import Extractor, Triple
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.confidence import FILE, Confidence
from onrecord.extract.attribution.finder import Finder, Page, settle
from onrecord.extract.attribution.model import WEIGHTS
from onrecord.extract.gold import read_gold
from onrecord.extract.page.paragraphs import find_paragraphs
from onrecord.extract.page.quotes import find_quotations
from onrecord.extract.precision import Precision
from onrecord.extract.training.calibrate import calibrate, calibration_error, reliability
from onrecord.graph import lookups
from onrecord.graph.filters import Filters

KINDS = ROOT / "bench" / "kinds"
TEXT = (KINDS / "text" / "diplomacy.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found() -> dict[Precision, list[Triple]]:
    """The claims of the text for each precision."""
    settings: tuple[Precision, ...] = ("high", "balanced", "recall")
    return {precision: Extractor(precision=precision).triples(TEXT) for precision in settings}


def test_each_precision_has_the_claims_of_the_stricter_one_and_more(found: dict[Precision, list[Triple]]) -> None:
    high, balanced, recall = ({one.claim.text for one in found[p]} for p in ("high", "balanced", "recall"))
    assert high < recall
    assert high <= balanced <= recall


def test_a_claim_is_as_sure_as_its_precision_asks(found: dict[Precision, list[Triple]]) -> None:
    for precision, least in Confidence.read(WEIGHTS).thresholds.items():
        assert found[precision]
        assert all(least <= (one.confidence or 0) <= 1 for one in found[precision])


@pytest.mark.parametrize(("threshold", "scores"), [(0.4, [0.9, 0.63]), (0.7, [0.9]), (0.91, [])])
def test_a_quotation_without_a_cue_is_less_sure_than_the_claim_that_it_goes_on(
    threshold: float, scores: list[float]
) -> None:
    text = "“We will keep it,” Ruiz said. She sat down. “There is nothing else to be done.”"
    ruiz, said, first = ((text.index(words), text.index(words) + len(words)) for words in ("Ruiz", "said", text[:18]))
    page = Page(text, find_quotations(text), find_paragraphs(text))
    claims = settle(page, [Attribution((ruiz,), (said,), (first,), 0.9)], threshold)
    assert [one.score for one in claims] == scores


def test_confidence_is_printed_with_each_claim(found: dict[Precision, list[Triple]]) -> None:
    first = found["balanced"][0]
    assert first.to_dict()["confidence"] == first.confidence


def test_reliability_is_read_off_bin_by_bin() -> None:
    pairs = [(0.95, 1.0), (0.91, 1.0), (0.55, 1.0), (0.55, 0.0), (1.0, 1.0)]
    assert reliability(pairs) == [pytest.approx((0.55, 0.5, 2)), pytest.approx((2.86 / 3, 1.0, 3))]
    assert calibration_error(pairs) == pytest.approx((2 * 0.05 + 3 * (1 - 2.86 / 3)) / 5)


def test_a_model_is_calibrated_on_articles_that_are_new_to_it(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(WEIGHTS, model)
    (model / FILE).unlink()
    calibration = calibrate(model, read_gold(KINDS))
    assert calibration is not None
    thresholds = Confidence.read(model).thresholds
    assert thresholds["recall"] <= thresholds["balanced"] <= thresholds["high"]
    assert len(calibration.articles) == len(list((KINDS / "text").glob("*.txt")))
    assert Finder(model, "high").find(TEXT)[1]


def test_a_model_that_was_never_calibrated_borrows_the_confidence_of_ours(tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(WEIGHTS, model)
    (model / FILE).unlink()
    assert calibrate(model, read_gold(KINDS)[:2]) is None
    assert not (model / FILE).exists()
    assert Finder(model).find(TEXT)[1] == Finder().find(TEXT)[1]


def test_the_command_line_has_precision_and_least_confidence(tmp_path: Path) -> None:
    article, store = tmp_path / "article.txt", str(tmp_path / "test.lbug")
    article.write_text(TEXT, encoding="utf-8")
    strict = answer("extract", str(article), "--precision", "high").splitlines()
    assert 0 < len(strict) < len(answer("extract", str(article), "--precision", "recall").splitlines())
    assert f"{len(strict)} claims" in answer("load", str(article), "--precision", "high", store=store)
    assert onrecord("said", "ruiz", "--min-confidence", "2", store=store).returncode == 2


def test_every_look_up_takes_a_least_confidence(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
    for question in (
        ["said", "ruiz"],
        ["about", "norsk havn"],
        ["who", "ruiz"],
        ["speakers"],
        ["targets"],
        ["documents"],
    ):
        everything = answer(*question, "--format", "json", store=store_uri)
        assert answer(*question, "--min-confidence", "0.5", "--format", "json", store=store_uri) == everything
        assert answer(*question, "--min-confidence", "0.99", "--format", "json", store=store_uri) != everything


def test_a_store_of_an_earlier_version_opens_and_its_claims_have_no_confidence(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
        version = store.kind
    _forget_confidence(store_uri, version)
    with graph.open(store_uri, read_only=True) as store:
        assert [statement.confidence for statement in lookups.said(store, "Ruiz")] == [None, None]
        assert lookups.said(store, "Ruiz", filters=Filters(min_confidence=0.1)) == []
    with graph.open(store_uri) as store:
        lookups.forget(store, "harbour-1")
        assert [loaded.outcome for loaded in store.load(BOTH)] == ["added", "unchanged"]
        assert [statement.confidence for statement in lookups.said(store, "Ruiz")] == [0.98, 0.8]


def _forget_confidence(uri: str, kind: str) -> None:
    """Make a store what it was before claims had a confidence."""
    if kind == "ladybug":
        with ladybug.Database(uri) as database, ladybug.Connection(database) as connection:
            connection.execute("ALTER TABLE Claim DROP confidence")
        return
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (c:Claim) REMOVE c.confidence").consume()
