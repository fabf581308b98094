"""A store built of shards, step by step; what an earlier build left of the same shards is taken up."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from onrecord import __version__
from onrecord.extract.shards.shard import shards_in
from onrecord.graph.bulk import admin_files, articles, ladybug_copy, names, repeats, scratch
from onrecord.graph.bulk.articles import Shard
from onrecord.graph.bulk.repeats import Portion
from onrecord.graph.bulk.tables import Tables
from onrecord.graph.errors import StoreError
from onrecord.graph.stores.written_down import WrittenDown
from onrecord.graph.transfer.formats.csv_files import import_command

CLAIMS_A_PORTION: Final = 50_000
"""Claims, about, whose repeats are worked out at once: they and their words are in memory."""


@dataclass(frozen=True, slots=True)
class Built:
    """How much is in what was built."""

    documents: int
    claims: int


def build_store(shards: Path, store: Path, processes: int = 1) -> Built:
    """Build a new embedded store of a folder of shards: the same graph as loading their articles makes.

    Killed and started again, it goes on; until it is done, there is nothing at the place of the store.

    Raises:
        InputError: there are no shards, or one cannot be read.
        StoreError: there is a store already.
    """
    folder, of = store.with_name(store.name + ".building"), _of(shards)
    built = _taken_up(folder, store, of, "build makes a new store. Give another path, or load into it")
    if built is None:
        tables, built = _steps(shards, folder, of, processes)
        made = folder / "store.lbug"
        ladybug_copy.copy(tables.all(), made, processes)
        scratch.put_in_place(made, store, built)
    WrittenDown(store).write(built.documents)
    return built


def build_files(shards: Path, place: Path, processes: int = 1) -> tuple[Built, str]:
    """Write files for `neo4j-admin database import`, as exporting the store that `build_store` makes does.

    Returns:
        also the command that imports them.

    Raises:
        InputError: there are no shards, or one cannot be read.
        StoreError: there is something at the place.
    """
    folder, of = place.with_name(place.name + ".building"), _of(shards)
    built = _taken_up(folder, place, of, "the files need a new folder. Give another, or remove it")
    if built is None:
        tables, built = _steps(shards, folder, of, processes)
        part = folder / "files"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        admin_files.write(tables.all(), part)
        scratch.put_in_place(part, place, built)
    return built, import_command(place.absolute())


def _of(shards: Path) -> list[object]:
    """What a build is of: this version, and the shards with their sizes and times."""
    states = [(path, path.stat()) for path in shards_in(shards)]
    return [__version__, [[str(path), state.st_size, state.st_mtime_ns] for path, state in states]]


def _taken_up(folder: Path, place: Path, of: object, hint: str) -> Built | None:
    built: Built | None = scratch.taken_up(folder, place, of)
    if built is None and place.exists():
        raise StoreError(f"{place} is there already, and {hint}.")
    return built


def _steps(shards: Path, folder: Path, of: object, processes: int) -> tuple[Tables, Built]:
    scratch.begin(folder, of)
    paths = shards_in(shards)
    left_out = articles.versions(paths)
    tasks = [
        Shard(path, folder / f"{number:06}", out)
        for number, (path, out) in enumerate(zip(paths, left_out, strict=True))
    ]
    scratch.each(articles.make_tables, tasks, processes)
    folders = tuple(task.folder for task in tasks)
    every = folder / "all"
    every.mkdir(exist_ok=True)
    if scratch.missing([every / "entities.pickle"]):
        names.join(folders, every)
    documents = claims = 0
    first = scratch.read_table(every / "Entity.arrow").num_rows
    entities = scratch.read_object(every / "entities.pickle")
    for each in folders:
        names.number_ends(each, entities, first)
        first += scratch.read_table(each / "Entity.arrow").num_rows
        documents += scratch.read_table(each / "Document.arrow").num_rows
        claims += scratch.read_table(each / "Claim.arrow").num_rows
    portions = -(-claims // CLAIMS_A_PORTION) or 1
    scratch.each(repeats.link, [Portion(n, portions, folders, every) for n in range(portions)], processes)
    return Tables(folders, every), Built(documents, claims)
