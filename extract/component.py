"""onrecord as a spaCy component: `nlp.add_pipe("onrecord")`.

Afterwards `doc._.triples` holds the triples of a Doc (their document is `doc._.document`, made from the text unless it
was set before), and `doc.spans` the places: "claims", "speakers", "cues" and "targets".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from onrecord.extract.extractor import Extractor


class OnRecord:
    """The component: finds the triples of each Doc."""

    def __init__(self, nlp: Language, model: str | None) -> None:
        from onrecord.extract.extractor import Extractor

        for name in ("triples", "document"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)
        self.extractor: Extractor = Extractor(model=model, nlp=nlp)

    def __call__(self, doc: Doc) -> Doc:
        from onrecord.extract.document import Document

        if doc._.document is None:
            doc._.document = Document(doc.text)
        doc._.triples = self.extractor.read(doc, doc._.document)
        places: dict[str, list[Any]] = {"claims": [], "speakers": [], "cues": [], "targets": []}
        for triple in doc._.triples:
            places["claims"] += triple.claim.spans
            places["speakers"] += triple.speaker.spans if triple.speaker else ()
            places["cues"] += triple.cue.spans if triple.cue else ()
            places["targets"] += [span for target in triple.targets for span in target.spans]
        for name, spans in places.items():
            found = (doc.char_span(start, stop, name, alignment_mode="expand") for start, stop in spans)
            doc.spans[name] = [span for span in found if span is not None]
        return doc


@Language.factory("onrecord", default_config={"model": None}, assigns=["doc._.triples", "doc._.document", "doc.spans"])
def make_onrecord(nlp: Language, name: str, model: str | None) -> OnRecord:
    """The factory that spaCy calls; `model` is a folder of weights other than those that come along."""
    return OnRecord(nlp, model)
