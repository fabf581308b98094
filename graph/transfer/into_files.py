"""The whole graph to files, in pages: memory stays flat however large it is, and nothing is left out.

What cannot be finished leaves nothing behind: files are written beside their place, and put there when they are whole.
"""

from __future__ import annotations

import gc
import os
import shlex
import shutil
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TextIO

from onrecord.graph.corrections import kept
from onrecord.graph.errors import AskedWrongly, StoreError
from onrecord.graph.stores import pages
from onrecord.graph.stores.store import Store
from onrecord.graph.transfer.formats import DATABASE_FORMATS, FOLDER_FORMATS, Format
from onrecord.graph.transfer.formats.files import Portions, number
from onrecord.graph.transfer.said import Account, account_of, accounts_of
from onrecord.graph.transfer.sinks import Sink


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        counts: how many nodes and edges of each kind were written.
        command: how they are opened, where there is more to say.
        left_out: how many nodes of each kind were not written, since the format cannot have them.
        why: what these lack.
    """

    counts: Counter[str] = field(default_factory=Counter)
    command: str | None = None
    left_out: Counter[str] = field(default_factory=Counter)
    why: str = ""


def export(store: Store, format: Format, output: Path | TextIO) -> Exported:
    """Write the whole graph. `output`: a new or empty folder for the formats of several files, else a file.

    Raises:
        StoreError: the store cannot be read, or the folder has something in it.
        OSError: it cannot be written.
    """
    with _without_collector():
        try:
            return _export(store, format, output)
        except BaseException as error:
            # They hold what reads ahead, whose thread has to end before whoever called closes the store.
            traceback.clear_frames(error.__traceback__)
            raise


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for circles: there are none in rows, and to look through so many doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _export(store: Store, format: Format, output: Path | TextIO) -> Exported:
    if format in FOLDER_FORMATS:
        if not isinstance(output, Path):
            raise AskedWrongly(f"{format} is several files: give a folder to put them in.")
        with _new_folder(output) as folder:
            return _write_folder(store, format, folder, output)
    if format in DATABASE_FORMATS:
        if not isinstance(output, Path):
            raise AskedWrongly(f"{format} is a file that is no text: give a place to put it.")
        return _write_sqlite(store, output) if format == "sqlite" else _write_dna(store, output)
    if isinstance(output, Path):
        with _new_file(output) as file:
            return _write_file(store, format, file)
    return _write_file(store, format, output)


def write_corrected(store: Store, file: TextIO) -> None:
    """Write the articles that people corrected as JSON Lines, which “onrecord train” and “import” read."""
    from onrecord.graph.transfer.formats.jsonl import write_lines

    documents = sorted({each.document for each in kept.all_of(store.read) if not each.lost})
    for ids in pages.portions(documents, pages.DOCUMENTS_A_PAGE):
        write_lines(map(account_of, pages.articles_of(store, ids)), file, kept.known(store.read, store.each, ids))


def _write_folder(store: Store, format: Format, folder: Path, place: Path) -> Exported:
    counts: Counter[str] = Counter()
    if format in ("brat", "label-studio"):
        from onrecord.graph.transfer.annotated import places
        from onrecord.graph.transfer.formats import brat, label_studio

        write = brat.write_folder if format == "brat" else label_studio.write_folder
        accounts = chain.from_iterable(_accounts(store, Counter()))
        documents, claims = write(accounts, places(store), folder)
        return Exported(Counter(Document=documents, Claim=claims))
    portions = _counted(pages.tables(store), counts)
    if format == "parquet":
        from onrecord.graph.transfer.formats.parquet import write_parquet

        write_parquet(portions, folder)
        return Exported(counts)
    from onrecord.graph.transfer.formats import csv_files

    if format == "csv":
        csv_files.write_csv(portions, folder)
        return Exported(counts)
    # A server may be written to meanwhile, and its index would not be that of what has been read: it is made anew.
    index = pages.index(store) if store.kind == "ladybug" else iter(())
    csv_files.write_neo4j_admin(chain(index, portions), folder)
    return Exported(counts, csv_files.import_command(place.absolute()))


def _write_sqlite(store: Store, place: Path) -> Exported:
    from onrecord.graph.transfer.sinks.sqlite import SqliteSink, metadata

    with _new_path(place) as part, closing(SqliteSink(part)) as sink:
        # It keeps a process busy that puts the rows in; a third one would only take turns with it on two cores.
        exported = _poured(store, sink, apart=False)
    about = place.with_name(f"{place.stem}.metadata.yml")
    about.write_text(metadata(place.stem), encoding="utf-8")
    return replace(exported, command=f"datasette {shlex.quote(str(place))} --metadata {shlex.quote(str(about))}")


def _write_dna(store: Store, place: Path) -> Exported:
    from onrecord.graph.discourse.kept import tagger
    from onrecord.graph.transfer.sinks.dna import CODER, PASSWORD, DnaSink, codes_by

    codes = codes_by(tagger(store))
    with _new_path(place) as part, closing(DnaSink(part, codes)) as sink:
        exported = _poured(store, sink)
    return replace(exported, command=f"Open {place} in DNA 3 as coder {CODER} with the password {PASSWORD}.")


def _sink(format: Format, file: TextIO) -> Sink | None:
    """The sink of a format; None for the formats that are no sinks."""
    match format:
        case "ftm":
            from onrecord.graph.transfer.sinks.ftm import FtmSink

            return FtmSink(file)
        case "annotations":
            from onrecord.graph.transfer.sinks.annotations import AnnotationsSink

            return AnnotationsSink(file)
        case "schema.org":
            from onrecord.graph.transfer.sinks.schema_org import SchemaOrgSink

            return SchemaOrgSink(file)
        case "citations":
            from onrecord.graph.transfer.sinks.citations import CitationsSink

            return CitationsSink(file)
        case _:
            return None


def _poured(store: Store, sink: Sink, *, apart: bool = True) -> Exported:
    """Give a sink the whole graph. `apart`: see `pages.documents_ahead`."""
    counts: Counter[str] = Counter()
    for entities in pages.entities(store, apart=apart):
        counts["Entity"] += len(entities)
        sink.write(entities=entities)
    for articles in _accounts(store, counts, apart=apart):
        sink.write(articles=articles)
    sink.finish()
    return Exported(counts)


def _write_file(store: Store, format: Format, file: TextIO) -> Exported:
    counts: Counter[str] = Counter()
    sink = _sink(format, file)
    if sink is not None:
        return _poured(store, sink)
    match format:
        case "hypothesis":
            from onrecord.graph.transfer.sinks.annotations import HypothesisSink

            noted = HypothesisSink(file)
            counts = _poured(store, noted).counts - noted.left_out
            return Exported(counts, left_out=noted.left_out, why="without a URL, which Hypothesis needs")
        case "jsonl":
            from onrecord.graph.transfer.formats.jsonl import write_lines

            corrected = {each.document for each in kept.all_of(store.read)}
            for page in _accounts(store, counts):
                ids = [id for article in page if (id := article.document["id"]) in corrected]
                write_lines(page, file, kept.known(store.read, store.each, ids) if ids else {})
        case "cypher":
            from onrecord.graph.transfer.formats.cypher_script import write_script

            write_script(_counted(pages.tables(store), counts), file)
        case _:
            from onrecord.graph.transfer.formats.graphml_gexf import write_gexf, write_graphml

            write = write_graphml if format == "graphml" else write_gexf
            write(lambda wanted: _counted(pages.tables(store, wanted), counts), file)
    return Exported(counts)


def _counted(portions: Portions, counts: Counter[str]) -> Portions:
    for table, portion in portions:
        counts[table] += number(portion)
        yield table, portion


def _accounts(store: Store, counts: Counter[str], *, apart: bool = True) -> Iterator[list[Account]]:
    """All documents with what is said in them, in portions, counted. `apart`: see `pages.documents_ahead`."""
    for page in map(accounts_of, pages.documents_ahead(store, apart=apart)):
        counts["Document"] += len(page)
        counts["Claim"] += sum(len(article.claims) for article in page)
        yield page


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """A folder that gets to its place when all is in it."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise StoreError(f"{place} is there already and not an empty folder: give another, or remove it.")
    part = place.with_name(place.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        if place.exists():
            place.rmdir()
        part.rename(place)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def _new_file(place: Path) -> Iterator[TextIO]:
    """A file that gets to its place, over the one that is there, when all is in it."""
    with _new_path(place) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def _new_path(place: Path) -> Iterator[Path]:
    """Where to write a file that gets to its place, over the one that is there, when all is in it."""
    part = place.with_name(place.name + ".part")
    part.unlink(missing_ok=True)
    try:
        yield part
        os.replace(part, place)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
