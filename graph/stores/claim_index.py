"""The full-text index of an embedded store: a folder beside its file, made by Tantivy from what the store holds.

It is never more than a copy. Before it is asked it is brought up to date, by comparing the digests of the documents in
the store with those of the documents in it. So a loader that was killed, another version of an article, or a store that
was moved or put back from a backup cannot make it wrong. What is known of it is written beside it, with what its files
are (see `index_files`): where they are others, nothing is known, and it is made anew.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tantivy
from tantivy import FieldType, Occur, Query

from onrecord.graph.stores.fulltext import Term, parted
from onrecord.graph.stores.index_files import are_as_written, written
from onrecord.graph.stores.pages import portions

if TYPE_CHECKING:
    from onrecord.graph.filters import Filters

VERSION: Final = 3  # of what is in the index
MARK: Final = "onrecord.mark.json"
DOCUMENTS: Final = "onrecord.documents.json"
DOCUMENTS_A_PORTION: Final = 500
FOOTER: Final = 8  # bytes at the end of each file of the index
HEAP: Final = 64 * 1024 * 1024  # bytes
WAIT: Final = 0.05  # seconds

Digests = dict[str, str]
Claims = Callable[[list[str]], Iterable[Sequence[Any]]]
"""From ids of documents to their claims: the document's id, the claim's id, text, kind, act, date and confidence."""


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("act", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_float_field("confidence", indexed=True, fast=True)
    return builder.build()


SCHEMA: Final = _schema()


class ClaimIndex:
    """The index in a folder; where that cannot be made, one in memory for as long as this object lives.

    Args:
        folder: where the index is, or is made.
        in_memory: leave the folder alone.
    """

    def __init__(self, folder: Path, *, in_memory: bool = False) -> None:
        self._folder = folder
        self._in_memory: Digests | None = {} if in_memory else None  # what is in it, if it is in memory
        self._files: Any = None  # what is written of its files
        self._index = tantivy.Index(SCHEMA) if in_memory else self._open()

    def mark(self) -> Any:
        """What `set_mark` was given last; None if the index was made by another version, or never."""
        state = self._read(MARK)
        return state.get("mark") if state else None

    def set_mark(self, mark: Any) -> None:
        """Remember that it is up to date with a store of this mark."""
        if self._in_memory is None:
            self._write(MARK, {"mark": mark})

    def digests(self) -> Digests:
        """The digests of the documents in it; none where it is not known to be whole."""
        if self._in_memory is not None:
            return self._in_memory
        state = self._read(DOCUMENTS)
        documents = state.get("documents") if state else None
        return documents if isinstance(documents, dict) else {}

    def claims(self) -> int:
        """Count the claims in it."""
        return int(self._index.searcher().num_docs)

    def is_damaged(self) -> bool:
        """Read all files and tell whether they are others than were written, even if they look the same."""
        return self._in_memory is None and self._read(DOCUMENTS, thoroughly=True) is None

    def catch_up(self, now: Digests, claims: Claims) -> None:
        """Bring it up to date with a store that holds documents of these digests."""
        if now and self.digests() == now:
            return
        writer = self._writer()
        try:
            before = self.digests()  # another process may have brought it up to date while we waited for it
            if not before:
                writer.delete_all_documents()
            for id in before.keys() | now.keys() if before else ():
                if before.get(id) != now.get(id):
                    writer.delete_documents_by_term("document", id)
            coming = (id for id, digest in now.items() if digest != before.get(id))
            for ids in portions(coming, DOCUMENTS_A_PORTION):
                for claim in claims(ids):
                    writer.add_document(_entry(*claim))
            writer.commit()
        finally:
            writer.wait_merging_threads()  # which also lets others write
        if self._in_memory is None:
            self._write(DOCUMENTS, {"documents": now})
        else:
            self._in_memory = now
        self._index.reload()

    def search(
        self, terms: Sequence[Term], filters: Filters, among: Sequence[str] | None, most: int
    ) -> list[tuple[str, float]]:
        """The ids of at most `most` claims that have all terms, best first, with their scores.

        `among`: the ids of the only claims that count, if not all do.
        """
        searcher = self._index.searcher()
        wanted = [*map(_asked, terms), *_limits(filters)]
        if among is not None:
            wanted.append(_unweighted(Query.term_set_query(SCHEMA, "id", among)))
        query = Query.boolean_query([(Occur.Must, each) for each in wanted])
        most = min(most, searcher.num_docs)
        hits = searcher.search(query, most, count=False).hits if most else []
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

    def _open(self) -> tantivy.Index:
        """The index in the folder; a new one if there is none, or it is damaged or another version's."""
        for _ in range(2):
            try:
                self._folder.mkdir(exist_ok=True)
                self._check_lengths()
                index = tantivy.Index(SCHEMA, str(self._folder))
                index.searcher()
                return index
            except OSError:
                break
            except Exception:  # whatever is wrong with it
                shutil.rmtree(self._folder, ignore_errors=True)
        self._in_memory = {}
        return tantivy.Index(SCHEMA)

    def _check_lengths(self) -> None:
        """Raise ValueError where a file of the index has not even its end, at which Tantivy would panic."""
        meta = self._folder / "meta.json"
        if not meta.exists():
            return
        ids = {segment["segment_id"].replace("-", "") for segment in json.loads(meta.read_text("utf-8"))["segments"]}
        for file in self._folder.iterdir():
            if file.name.partition(".")[0] in ids and file.stat().st_size < FOOTER:
                raise ValueError(f"{file} is cut short")

    def _writer(self) -> tantivy.IndexWriter:
        """The one writer that there may be; waits for another process that has it."""
        while True:
            try:
                return self._index.writer(HEAP, num_threads=1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                time.sleep(WAIT)

    def _read(self, name: str, *, thoroughly: bool = False) -> dict[str, Any] | None:
        """What `_write` wrote, if this version did, and of the index as it is."""
        with suppress(OSError, ValueError, RecursionError):
            content = json.loads((self._folder / name).read_text("utf-8"))
            if isinstance(content, dict) and content.get("version") == VERSION:
                self._files = content.get("files")
                return content if are_as_written(self._folder, self._files, thoroughly) else None
        return None

    def _write(self, name: str, content: dict[str, Any]) -> None:
        part = self._folder / f"{name}.{os.getpid()}"
        self._files = written(self._folder, self._files)
        part.write_text(json.dumps({"version": VERSION, "files": self._files, **content}), "utf-8")
        part.replace(self._folder / name)


def _entry(
    document: str, id: str, text: str, kind: str, act: str | None, day: Date | None, confidence: float | None
) -> tantivy.Document:
    entry = tantivy.Document(id=id, document=document, words=parted(text), kind=kind)
    if act is not None:
        entry.add_text("act", act)
    if day is not None:
        entry.add_integer("day", day.toordinal())
    if confidence is not None:
        entry.add_float("confidence", confidence)
    return entry


def _asked(term: Term) -> Query:
    if term.prefix:
        return Query.regex_query(SCHEMA, "words", f"{term.prefix}.*")
    if len(term.words) > 1:
        return Query.phrase_query(SCHEMA, "words", list(term.words))
    return Query.term_query(SCHEMA, "words", term.words[0])


def _limits(filters: Filters) -> Iterator[Query]:
    """What the filters ask for, without a weight in the ranking."""
    if filters.since is not None or filters.until is not None:
        since, until = (filters.since or Date.min).toordinal(), (filters.until or Date.max).toordinal()
        yield _unweighted(Query.range_query(SCHEMA, "day", FieldType.Integer, since, until))
    if filters.kind is not None:
        yield _unweighted(Query.term_query(SCHEMA, "kind", filters.kind))
    if filters.acts:
        yield _unweighted(Query.term_set_query(SCHEMA, "act", list(filters.acts)))
    if filters.min_confidence is not None:
        yield _unweighted(Query.range_query(SCHEMA, "confidence", FieldType.Float, filters.min_confidence))


def _unweighted(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
