"""The tables of the whole graph, put together from what the steps of a build left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.bulk import names, scratch
from onrecord.graph.bulk.counts import count
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.model.arrow import frame, schema
from onrecord.graph.stores import upgrade


class Tables:
    """The tables of the model, each as an Arrow table.

    Args:
        folders: the shards' tables, in their order.
        folder: those of all names and repeats.
    """

    def __init__(self, folders: Sequence[Path], folder: Path) -> None:
        self._folders = folders
        self._folder = folder

    def all(self) -> Iterator[tuple[str, Any]]:
        """Give each table with its name, none of edges before those of its ends."""
        claims = self._of_shards("Claim")
        ids = claims.column("id").combine_chunks()
        statements = self._statements(ids)
        entities = self._entities(statements)
        yield "Entity", entities
        texts = pc.take(ids, pa.array(statements))
        yield (
            "Claim",
            claims.set_column(claims.column_names.index("statement"), "statement", texts).select(_names("Claim")),
        )
        documents = self._of_shards("Document")
        yield "Document", documents
        entity_ids = entities.column("id").combine_chunks()
        for table, end in ENTITY_END.items():
            edges = self._of_shards(table)
            ends = entity_ids.take(self._of_shards(f"{table}.ends").column("entity").combine_chunks())
            yield table, edges.set_column(edges.column_names.index(end), end, ends).select(_names(table))
        yield "REPORTS", self._of_shards("REPORTS")
        in_document = documents.column("id").combine_chunks().take(self._document_of_claims())
        yield "FOUND_IN", pa.table([ids, in_document], ["from", "to"])
        repeated = np.flatnonzero(statements != np.arange(len(statements)))
        yield "REPEATS", pa.table([ids.take(pa.array(repeated)), texts.take(pa.array(repeated))], ["from", "to"])
        yield "STANDS_FOR", self._of_all("STANDS_FOR")
        yield "Block", self._of_all("Block")
        yield "Shingle", self._of_portions("Shingle")
        aliases = zip(entity_ids.to_pylist(), entities.column("aliases").to_pylist(), strict=True)
        yield from names.index(aliases).items()
        yield "Model", frame("Model", [upgrade.mark()])

    def _statements(self, ids: Any) -> Any:
        """For each claim the place of that which it repeats, its own if none."""
        statements = np.arange(len(ids), dtype=np.int64)
        links = self._of_portions("links")
        if links.num_rows:
            own, repeated = (pc.index_in(links.column(name), ids).to_numpy() for name in ("id", "statement"))
            statements[own] = repeated
        return statements

    def _entities(self, statements: Any) -> Any:
        entities = pa.concat_tables([self._of_all("Entity"), self._of_shards("Entity")])
        for name, numbers in count(self._folders, statements, entities.num_rows).items():
            entities = entities.set_column(entities.column_names.index(name), name, numbers)
        return entities

    def _document_of_claims(self) -> Any:
        places, first = [], 0
        for folder in self._folders:
            places.append(scratch.read_table(folder / "Claim.arrow").column("document").to_numpy() + first)
            first += scratch.read_table(folder / "Document.arrow").num_rows
        return pa.array(np.concatenate(places))

    def _of_shards(self, table: str) -> Any:
        return pa.concat_tables(scratch.read_table(folder / f"{table}.arrow") for folder in self._folders)

    def _of_portions(self, table: str) -> Any:
        return pa.concat_tables(map(scratch.read_table, sorted(self._folder.glob(f"{table}-*.arrow"))))

    def _of_all(self, table: str) -> Any:
        return scratch.read_table(self._folder / f"{table}.arrow")


def _names(table: str) -> list[str]:
    names: list[str] = schema(table).names
    return names
