"""Whole documents into a store: from another store, or as `onrecord extract` printed them.

What is there already, as it is, is left alone, so that doing it twice changes nothing. Documents that only the target
has stay, also those of a file of which others come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from onrecord.extract import checks
from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.lines.extracted import Extracted, read_extracted
from onrecord.extract.triple import Triple
from onrecord.graph.corrections import kept
from onrecord.graph.corrections.correction import Correction, in_order
from onrecord.graph.corrections.differences import Reviewed, edited
from onrecord.graph.corrections.making import user
from onrecord.graph.discourse import kept as concepts
from onrecord.graph.loading import load as loading
from onrecord.graph.loading.batches import Entry
from onrecord.graph.loading.load import Loaded
from onrecord.graph.loading.queries import KNOWN_DOCUMENTS
from onrecord.graph.lookups import reasons as explaining
from onrecord.graph.model.rows import ArticleRows, key, rows_of
from onrecord.graph.model.triples import triples_of
from onrecord.graph.stores import pages
from onrecord.graph.stores.store import Store
from onrecord.graph.transfer import queries
from onrecord.graph.transfer.formats import Foreign, Given

CORRECTIONS_A_TRANSACTION: Final = 500

ROWS_A_TRANSACTION: Final = 25_000
"""More than in loading, where they have to wait for what is extracted."""


def copy(source: Store, target: Store) -> Iterator[Loaded]:
    """Copy all documents with what was found in them, several a transaction, each all there or not at all.

    What people said of names and of claims is copied first, with their concepts, and articles as they were read before.

    Lazy: it copies as the result is iterated over, and reports each document once it is safely in `target`. Another
    version of a document there is replaced. Copying that was stopped goes on where it is started again.

    Raises:
        StoreError: a store cannot be read or written to.
    """
    if said := sorted({*explaining.known(source)} - {*explaining.known(target)}):
        target.learn(said)
    if rules := sorted({*concepts.rules(source)} - {*concepts.rules(target)}):
        concepts.add(target, rules)
    there = {each.id for each in kept.all_of(target.read)}
    corrections = [each for each in kept.all_of(source.read) if each.id not in there]
    for start in range(0, len(corrections), CORRECTIONS_A_TRANSACTION):
        portion = corrections[start : start + CORRECTIONS_A_TRANSACTION]
        target.write(partial(loading.correct, added=portion))
    for page in pages.digests(source):
        known = {row.id: row.digest for row in target.read(KNOWN_DOCUMENTS, ids=list(page))}
        changed = [id for id, digest in page.items() if known.get(id) != digest]
        unchanged = page.keys() - set(changed)
        yield from (Loaded(id, "unchanged", 0, frozenset()) for id in sorted(unchanged))
        portions = (
            kept.originals(source.read, source.each, ids) for ids in pages.portions(changed, pages.DOCUMENTS_A_PAGE)
        )
        yield from _put(target, chain.from_iterable(portions))


def put(target: Store, extracted: Iterable[tuple[Document, Sequence[Triple]]]) -> Iterator[Loaded]:
    """Put documents with their triples into a store, as `copy` does. No id may come twice.

    Raises:
        StoreError: the store cannot be written to.
    """
    return _put(target, (rows_of(document, triples) for document, triples in extracted))


def take_back(store: Store, format: Given, paths: Iterable[Path], by: str = "") -> list[Correction]:
    """Keep what was corrected in articles that `export` wrote for an annotation tool, and return it.

    Args:
        format: "brat" or "label-studio".
        paths: brat's folders, or the JSON files that Label Studio exports.
        by: who corrected them; without it, the user's name on this machine.

    Raises:
        InputError: a file is not as the tool writes it, or the store does not have an article.
    """
    from onrecord.graph.transfer import annotated
    from onrecord.graph.transfer.formats import brat, label_studio

    read = brat.read_folder if format == "brat" else label_studio.read_file
    return annotated.take_back(store, chain.from_iterable(map(read, paths)), by or user())


def read_from(
    store: Store, format: Foreign, paths: Iterable[Path], say: Callable[[str], None]
) -> Iterator[tuple[Document, Sequence[Triple]]]:
    """Read what other tools coded, quoted or annotated, for `put`.

    Where the store has the article that annotations or coded statements are of, its claims are kept beside theirs.

    Args:
        say: takes a sentence on each thing in the files that was passed over.

    Raises:
        InputError: a file is none of its format, or damaged; documents before it were given.
        OSError: a file cannot be read.
    """
    from onrecord.graph.transfer.sources.reading import read

    def known(id: str, url: str | None) -> tuple[Document, list[Triple]] | None:
        there = kept.originals(store.read, store.each, [key(id)])
        if not there and url is not None:
            of_url = [row.id for row in store.read(queries.OF_URL, url=url)]
            there = kept.originals(store.read, store.each, of_url) if len(of_url) == 1 else []
        return triples_of(there[0]) if there else None

    return read(format, paths, known, say)


def text_of(store: Store, document_id: str) -> str | None:
    """The text of a document in a store, None if it is not there."""
    rows = store.read(queries.TEXT, id=key(document_id))
    return rows[0].text if rows else None


def read_back(
    store: Store, paths: Iterable[str | Path], without_text: list[str], by: str = ""
) -> Iterator[tuple[Document, Sequence[Triple]]]:
    """Read what `onrecord extract` or `export` wrote as JSON Lines, documents with their triples.

    Args:
        store: gives the texts of documents whose lines do not hold them.
        paths: files of JSON Lines; "-" is standard input.
        without_text: takes the ids of those documents of whose text only the quoted parts are known.
        by: who made the corrections in lines that were edited; without it, the user's name on this machine.

    Raises:
        InputError: a line is wrong.
    """
    for found in read_extracted(paths, lambda id: text_of(store, id)):
        if not found.whole:
            without_text.append(found.document.id)
        if found.whole and found.described.get("corrections"):
            yield found.document, _corrected(store, found, by)
        else:
            yield found.document, found.triples


def correct_by(store: Store, paths: Iterable[str | Path], by: str = "") -> list[Correction]:
    """Keep as corrections what was edited in JSON Lines that `export` wrote, and return them.

    A claim of an article that none of its lines has is dropped, and the others are as their lines have them; articles
    without a line stay as they are.

    Args:
        store: has the articles.
        paths: files of JSON Lines; "-" is standard input.
        by: who edited them; without it, the user's name on this machine.

    Raises:
        InputError: a line is wrong, or the store does not have its article, or with another text.
    """

    return [each for found in read_extracted(paths, partial(text_of, store)) for each in _made_so(store, found, by)]


def _made_so(store: Store, found: Extracted, by: str) -> list[Correction]:
    """Make an article's claims those of its lines by corrections."""
    from onrecord.graph.transfer import annotated

    made: list[Correction] = []
    for _ in range(2):  # where “she” has followed who was corrected before her, her own line says who she is
        there = kept.read(store.read, store.each, [key(found.document.id)])
        if not there:
            raise InputError(f"the store has no document {found.document.id}: load it first")
        document, before = triples_of(there[0])
        if found.whole and found.document.text != document.text:
            raise InputError(f"the store has another text of {document.id} than these lines: export it again")
        made += annotated.keep(store, document, before, map(Reviewed, found.triples), by or user())
    return made


def _corrected(store: Store, found: Extracted, by: str) -> list[Triple]:
    """Keep the corrections that come with a document, and those that were made in its lines; return what was read."""
    document, described = found.document, found.described
    try:
        corrections = [Correction.from_dict(each) for each in checks.sequence(described["corrections"], "corrections")]
        read = [
            Triple.from_dict({**checks.mapping(each, "read"), "document": {"id": document.id}}, document)
            for each in checks.sequence(described.get("read"), "read")
        ]
    except InputError as error:
        raise InputError(f"document.corrections of {document.id}: {error}") from None
    own = [replace(each, document=key(document.id)) for each in in_order(corrections)]
    there = kept.of_documents(store.read, [key(document.id)])
    same = [(each.claim, each.kind, each.change) for each in there]
    own += [
        each
        for each in edited(document, read, own, found.triples, by or user())
        if (each.claim, each.kind, each.change) not in same  # the file was imported before
    ]
    store.write(partial(loading.correct, added=own))
    return read


def _put(target: Store, articles: Iterable[ArticleRows]) -> Iterator[Loaded]:
    """Write articles, several a transaction. If reading fails, those before are written first."""
    failures: list[BaseException] = []
    for chunk in _chunks(_until_failure(articles, failures)):
        yield from target.write(partial(loading.save, chunk=chunk))
    if failures:
        raise failures[0]


def _chunks(articles: Iterable[ArticleRows]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    rows = 0
    for article in articles:
        if chunk and rows + article.size > ROWS_A_TRANSACTION:
            yield chunk
            chunk, rows = [], 0
        chunk.append(Entry(article, None))  # None: others of its file may be elsewhere
        rows += article.size
    if chunk:
        yield chunk


def _until_failure(articles: Iterable[ArticleRows], failures: list[BaseException]) -> Iterator[ArticleRows]:
    """The articles that can be read; why there are no more goes to `failures`."""
    try:
        yield from articles
    except Exception as failure:
        failures.append(failure)
