"""From articles to triples: the whole way, document → spaCy Doc → attributions → resolved names → triples."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.extract import workers
from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.finder import Finder
from onrecord.extract.attribution.nesting import within
from onrecord.extract.attribution.rules.fronted import without_main_clause
from onrecord.extract.attribution.rules.phrases import well_ended
from onrecord.extract.device import Device
from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.identity import identity
from onrecord.extract.names import Resolved, resolve
from onrecord.extract.page.form import plain
from onrecord.extract.page.quotes import Quotation, find_quotations, kind_of
from onrecord.extract.parsing.fluent import fluent
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.parsing.pipeline import english
from onrecord.extract.precision import Precision
from onrecord.extract.triple import Claim, Cue, Triple, claim_id, covered
from onrecord.extract.unreal import told_as_made

# spaCy needs about a gigabyte for each 100,000 characters that it reads at once; a book is read in pieces.
PIECE = 50_000


class Extractor:
    """Finds who says what about whom.

    Args:
        model: a folder of attribution weights other than those that come along.
        precision: how sure a claim has to be: "high" gives few wrong claims, "recall" misses few right ones.
        device: where the attribution model runs, "cpu" or "cuda"; "auto" takes a GPU if there is one.
        nested: whether claims inside other claims are found as well.
        nlp: a spaCy pipeline with tagger and parser, to be used instead of the English one.
        processes: in how many processes `stream` works, at best as many as the machine has cores. With several, each
            has models of its own, and a script that uses them needs `if __name__ == "__main__":`.

    Raises:
        FileNotFoundError: `model` lacks one of its files.
        ExtractionError: the device is not there, or a pipeline was given to several processes.
    """

    def __init__(
        self,
        *,
        model: str | Path | None = None,
        precision: Precision = "balanced",
        device: Device = "auto",
        nlp: Language | None = None,
        processes: int = 1,
        nested: bool = True,
    ) -> None:
        if processes > 1 and nlp is not None:
            raise ExtractionError("A spaCy pipeline cannot be taken to other processes: leave out nlp or processes.")
        self._settings: dict[str, Any] = {"model": model, "precision": precision, "device": device, "nested": nested}
        self._processes = processes
        self._nested = nested
        self._given = nlp
        if processes == 1:  # several have models of their own
            self._finder, self._nlp  # noqa: B018

    @cached_property
    def _finder(self) -> Finder:
        model = self._settings["model"]
        return Finder(Path(model) if model else None, self._settings["precision"], self._settings["device"])

    @cached_property
    def _nlp(self) -> Language:
        return self._given or english(entities=False)

    @property
    def identity(self) -> str:
        """What stands for all that decides which claims are found; another one each time where that is not known."""
        if self._given is not None:
            return uuid4().hex
        model = self._settings["model"]
        return identity(Path(model) if model else None, self._settings["precision"], nested=self._nested)

    def triples(self, article: str | Document) -> list[Triple]:
        """The triples of one article, in the order of the text.

        Raises:
            TypeError: the article is neither a text nor a document.
        """
        return next(self._pipe([_document(article)], 1))[1]

    def stream(self, articles: Iterable[str | Document], batch: int = 4) -> Generator[tuple[Document, list[Triple]]]:
        """Each article with its triples, one after the other.

        Args:
            articles: texts or documents, taken as they are needed.
            batch: how many articles spaCy is given at once, in one process.

        Raises:
            ExtractionError: one of several processes has died, of too little memory for instance.
            TypeError: an article is neither a text nor a document, or all of them are one text.
        """
        if isinstance(articles, str | bytes | Document):
            raise TypeError("stream takes several articles: give a list of them, or use triples for one.")
        documents = map(_document, articles)
        if self._processes == 1:
            yield from self._pipe(documents, batch)
        else:
            yield from workers.extract(documents, self._processes, **self._settings)

    def _pipe(self, documents: Iterable[Document], batch: int) -> Iterator[tuple[Document, list[Triple]]]:
        pieces = (piece for document in documents for piece in _pieces(document))
        parsed: list[Doc] = []
        for doc, (document, is_last) in self._nlp.pipe(pieces, as_tuples=True, batch_size=batch):
            parsed.append(doc)
            if is_last:
                whole = doc if len(parsed) == 1 else Doc.from_docs(parsed, ensure_whitespace=False) or doc
                yield document, self.read(whole, document)
                parsed = []

    def read(self, doc: Doc, document: Document) -> list[Triple]:
        """The triples of a parsed article: each claim, and after it those that it reports."""
        page, attributions = self._finder.find(document.text, document.set_apart)
        parse = Parse(doc, plain(document.text, document.set_apart))
        attributions = well_ended(parse, without_main_clause(parse, told_as_made(parse, attributions)))
        around = within(attributions)
        if not self._nested:
            attributions = [one for one, outer in zip(attributions, around, strict=True) if outer is None]
            around = [None] * len(attributions)
        who = resolve(parse, attributions, page.reading, document.author)
        found = [
            _triple(
                document,
                attribution,
                resolved,
                act_of(parse, parse.tokens(attribution.cue), parse.tokens(attribution.source)),
                page.quotations,
            )
            for attribution, resolved in zip(attributions, who, strict=True)
        ]
        for number, outer in enumerate(around):
            if outer is not None and _is_retold(found[number], found[outer]):
                found[number] = replace(found[number], claim=_as_retold(found[number].claim))
        inside: dict[int | None, list[int]] = {}
        for number, outer in enumerate(around):
            if found[number].speaker is not None or not attributions[number].is_open:
                inside.setdefault(outer, []).append(number)

        def told(outer: int | None) -> Iterator[Triple]:
            for number in inside.get(outer, []):
                reports = tuple(found[inner].claim.id for inner in inside.get(number, []))
                yield replace(found[number], reports=reports)
                yield from told(number)

        return list(told(None))


def _document(article: str | Document) -> Document:
    if isinstance(article, Document):
        return article
    if isinstance(article, str):
        return Document(article)
    kind = type(article).__name__
    hint = {
        "bytes": "decode it first, for instance with .decode('utf-8')",
        "list": "for several articles use Extractor().stream",
        "tuple": "for several articles use Extractor().stream",
    }.get(kind, "give its text")
    raise TypeError(f"An article is a text (str) or a Document, and this is {kind}: {hint}.")


def _pieces(document: Document) -> Iterator[tuple[str, tuple[Document, bool]]]:
    """An article, cut where a paragraph ends (or a word, or anywhere) if it is too long; the last piece is marked."""
    text, start = fluent(plain(document.text, document.set_apart)).text, 0
    while len(text) - start > PIECE:
        end = start + PIECE
        stop = text.rfind("\n", start, end) + 1 or text.rfind(" ", start, end) + 1 or end
        yield text[start:stop], (document, False)
        start = stop
    yield text[start:], (document, True)


def _is_retold(inner: Triple, outer: Triple) -> bool:
    """Whether a claim is told by somebody else, who is quoted: then the quoted words are not its speaker's."""
    who, teller = inner.speaker, outer.speaker
    is_own = who is not None and teller is not None and who.name == teller.name
    return "indirect" not in (outer.claim.kind, inner.claim.kind) and not is_own


def _as_retold(claim: Claim) -> Claim:
    """A claim within a quotation: quoted only where it has marks of its own."""
    marked = find_quotations(claim.text)
    spans = [(0, len(claim.text))]
    return replace(claim, kind=kind_of(claim.text, spans, marked))


def _triple(
    document: Document, attribution: Attribution, resolved: Resolved, act: str, quotations: list[Quotation]
) -> Triple:
    text, spans = document.text, attribution.content
    cue = Cue(covered(text, attribution.cue), attribution.cue) if attribution.cue else None
    claim = Claim(
        claim_id(document.id, covered(text, attribution.source), spans),
        covered(text, spans),
        kind_of(text, spans, quotations),
        spans,
        act,
    )
    # Names are read in the plain form; what a triple quotes is the article's own.
    speaker = resolved.speaker and replace(resolved.speaker, text=covered(text, resolved.speaker.spans))
    return Triple(
        document,
        speaker,
        cue,
        claim,
        tuple(replace(target, text=covered(text, target.spans)) for target in resolved.targets),
        attribution.score,
        tuple(replace(hearer, text=covered(text, hearer.spans)) for hearer in resolved.addressees),
    )
