"""What people know of names, which wins over what is decided from articles: aliases, merges and splits.

Each piece of it can be taken back, and giving it twice is giving it once. It is kept in the store, with the block of
each name that it is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final, Literal, get_args

from onrecord.extract.triple import EntityType
from onrecord.graph.entities.evidence import OF_DOCUMENT, block_of
from onrecord.graph.entities.person_names import name_key
from onrecord.graph.errors import StoreError
from onrecord.graph.lists import read_list
from onrecord.graph.model.rows import clean, key
from onrecord.graph.spelling import fits_partly, normalise

NoteKind = Literal["alias", "merge", "split"]

COLUMNS: Final = ("name", "alias", "type", "wikidata", "kind", "document", "name_document")


class AliasFileError(StoreError):
    """A file of aliases cannot be read; the message says which line, and what is wrong with it."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A piece of knowledge.

    Attributes:
        kind: "alias": `other` is another name of `name`; "merge": the entities of both are one, that of `name`;
            "split": `name` is an entity of its own.
        name, other: names as they are written; of a split, `other` is empty.
        document: the id of the document that a split is limited to; of a merge, that in which `other` has been set
            apart by a split; empty for all.
        type: of the entity, empty where the articles are to tell.
        wikidata: the entity's id there, as in "Q3874799"; empty if nobody gave it.
        name_document: of a merge, the id of the document in which `name` has been set apart; otherwise empty.
    """

    kind: NoteKind
    name: str
    other: str = ""
    document: str = ""
    type: str = ""
    wikidata: str = ""
    name_document: str = ""

    @property
    def key(self) -> str:
        return _in_document(name_key(self.name, "person"), self.name_document)

    @property
    def other_key(self) -> str:
        if not self.other:
            return ""
        return _in_document(name_key(self.other, "person"), self.document if self.kind == "merge" else "")

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same piece of knowledge, whatever else is said with it."""
        return (self.kind, self.key, self.other_key, self.document)

    def is_between(self, one: str, other: str) -> bool:
        """Tell whether it is about two names, in either order, each given as it is, by a part of it, or by an id."""
        ends = ((self.name, self.key), (self.other, self.other_key))
        return any(_fits(one, *first) and _fits(other, *second) for first, second in (ends, ends[::-1]))

    def names(self) -> set[str]:
        """The keys of the names that it is about."""
        return {self.key, self.other_key} - {""}


Notes = dict[str, list[Known]]
"""Of a block: what is known of each of its names."""


def alias(name: str, other: str, type: str = "", wikidata: str = "") -> Known:
    """`other` is another name of `name`."""
    return _checked(Known("alias", clean(name), clean(other), "", type, wikidata))


def merge(name: str, other: str, name_document: str = "", document: str = "") -> Known:
    """Two entities are one. The documents are those in which `name` and `other` were set apart, if they were."""
    return _checked(Known("merge", clean(name), clean(other), document, name_document=name_document))


def set_apart_in(id: str) -> str:
    """Return the id of the document in which a split set an entity apart, by the entity's id; empty if none did."""
    return id.partition(OF_DOCUMENT)[2]


def split(name: str, document: str = "") -> Known:
    """A name is an entity of its own, everywhere or in one document."""
    return _checked(Known("split", clean(name), "", key(document) if document else ""))


def _in_document(name: str, document: str) -> str:
    return f"{name}{OF_DOCUMENT}{document}" if document else name


def _fits(given: str, name: str, key: str) -> bool:
    return fits_partly(given, normalise(name)) or given.partition(":")[2] == key


def _checked(known: Known) -> Known:
    if not known.key or (known.kind != "split" and not known.other_key):
        raise StoreError("A name is missing: give two names that have letters in them.")
    if known.key == known.other_key:
        raise StoreError(f"“{known.name}” and “{known.other}” are the same name already.")
    return known


def read_aliases(path: Path) -> Iterator[Known]:
    """The aliases of a CSV file with the columns name, alias and, where they are there, type and wikidata.

    With the columns kind and document it may have merges and splits too, as they are listed.

    Raises:
        AliasFileError: a line is wrong.
        OSError: the file cannot be read.
    """
    for line, cells in read_list(path, COLUMNS, ("name", "alias"), AliasFileError):
        if any(cells.values()):
            yield _of_line(cells, path, line)


def _of_line(row: Mapping[str, str], path: Path, line: int) -> Known:
    if row["type"] not in ("", *get_args(EntityType)):
        listed = ", ".join(get_args(EntityType))
        raise AliasFileError(f"{path}, line {line}: the type is {row['type']!r}, none of {listed}.")
    try:
        match row["kind"]:
            case "split":
                return split(row["name"], row["document"])
            case "merge":
                return merge(row["name"], row["alias"], row["name_document"], row["document"])
            case _:
                return alias(row["name"], row["alias"], row["type"], row["wikidata"])
    except StoreError as error:
        raise AliasFileError(f"{path}, line {line}: {error}") from None


def read_notes(text: str) -> Notes:
    """What the knowledge of a block is written as, read again."""
    return {name: [Known(*entry) for entry in entries] for name, entries in json.loads(text).items()}


def write_notes(notes: Mapping[str, Iterable[Known]]) -> str:
    """The knowledge of a block as text, the same for the same knowledge."""
    plain = {name: [astuple(known) for known in sorted(notes[name])] for name in sorted(notes)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def changed(notes: Notes, block: str, added: Iterable[Known], removed: Iterable[Known]) -> Notes:
    """The knowledge of a block after a change."""
    result = {name: {known.identity: known for known in entries} for name, entries in notes.items()}
    for known, is_added in [*((known, False) for known in removed), *((known, True) for known in added)]:
        for name in known.names():
            if block_of(name) == block:
                entries = result.setdefault(name, {})
                entries.pop(known.identity, None)
                if is_added:
                    entries[known.identity] = known
    return {name: sorted(entries.values()) for name, entries in result.items() if entries}
