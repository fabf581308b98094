"""What people know of names, told to a store: it overrules what was decided from articles, and can be taken back.

Names are resolved here; `entities.corrections` holds the pieces of knowledge themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.graph.corrections import making
from onrecord.graph.entities import corrections
from onrecord.graph.entities.corrections import Known
from onrecord.graph.errors import NotFound, StoreError
from onrecord.graph.lookups.answers import Entity
from onrecord.graph.lookups.documents import document_meant
from onrecord.graph.lookups.people import certain, find
from onrecord.graph.lookups.reasons import entities_of, known, known_of, why
from onrecord.graph.stores.store import Store


class NothingToChange(StoreError):
    """What was to be declared is so already, or what was to be taken back was never declared."""


def add_aliases(store: Store, name: str, others: Sequence[str]) -> int:
    """Declare that `others` are names of the one called `name`, and return how many there are."""
    return _learn(store, [corrections.alias(name, other) for other in others])


def remove_aliases(store: Store, name: str, others: Sequence[str]) -> int:
    """Take back what `add_aliases` declared."""
    return _unlearn(store, [corrections.alias(name, other) for other in others])


def add_file(store: Store, file: Path) -> int:
    """Declare what a CSV file of aliases says (see `corrections.read_aliases`), and return how many lines it has."""
    return _learn(store, [*corrections.read_aliases(file)])


def remove_file(store: Store, file: Path) -> int:
    """Take back what `add_file` declared."""
    return _unlearn(store, [*corrections.read_aliases(file)])


def merge(store: Store, name: str | Entity, other: str | Entity, by: str = "") -> tuple[Entity, Entity]:
    """Make one entity of two, which then has the name of the first.

    A source without a name is somebody in its article alone: it gets the name there (see `corrections.making.name`).

    Returns:
        both, as they were.

    Raises:
        UnknownName, AmbiguousName: a name is nobody's, or fits several.
        NothingToChange: they are one already, or the first is a source without a name.
    """
    first, second = _named(store, name), certain(store, other)
    if not second.named:
        making.name(store, second, first, by=by)
        return first, second
    if first.id == second.id:
        raise NothingToChange(f"“{_text(name)}” and “{_text(other)}” are one already: {first.name} ({first.id}).")
    apart = (corrections.set_apart_in(entity.id) for entity in (first, second))
    store.learn([corrections.merge(first.name, second.name, *apart)])
    return first, second


def unmerge(store: Store, name: str | Entity, other: str, document: str = "") -> Known:
    """Take back what `merge` did with these two, given in either order, or with a source of one document.

    Returns:
        what was declared, with both names.

    Raises:
        UnknownName, AmbiguousName: a name is nobody's, or fits several.
        NothingToChange: nobody merged the two.
    """
    if named := making.naming_of(store, other, _text(name), document):
        making.undo(store, named)
        return Known("merge", named.change["name"], named.change["source"], named.document)
    one = _named(store, name)
    merges = [each for each in known_of(store, one.name, *one.aliases) if each.kind == "merge"]
    merged = [each for each in merges if each.is_between(_text(name), other)]
    if not merged:
        raise NothingToChange(f"nobody merged “{_text(name)}” and “{other}”; “onrecord alias --list” has what was.")
    store.learn(removed=merged)
    return merged[0]


def split(store: Store, name: str, document: str = "") -> bool:
    """Set a name apart from the entity that it was joined with, in all documents or in one (see `document_meant`).

    Returns:
        whether the name was joined with another until now; if not, it is kept from being joined with one later.

    Raises:
        NothingToChange: no article has the name, or only as a short form of another name in the same article.
        NotFound: there is no such document.
    """
    ids = entities_of(store, name)
    if not ids:
        raise NothingToChange(_never_joined(store, name))
    joined = any(len(why(store, id)) > 1 for id in ids)
    store.learn([corrections.split(name, document and document_meant(store, document))])
    return joined


def _never_joined(store: Store, name: str) -> str:
    """Why a name that is none of those that are joined cannot be split."""
    wanted = name.casefold()
    called = [each for each in find(store, name) if wanted in {other.casefold() for other in each.aliases}]
    if not called:
        return f"no article has the name “{name}”; “onrecord who NAME --why” lists names."
    return (
        f"“{name}” is what articles call {' or '.join(each.name for each in called)} after the whole name, which says "
        f"who is meant: “onrecord split {called[0].name!r} --document ID” sets the one of an article apart, and "
        f"“onrecord correct ID --speaker NAME” gives a claim another speaker."
    )


def unsplit(store: Store, name: str, document: str = "") -> None:
    """Take back what `split` did.

    Raises:
        NothingToChange: nobody split the name.
    """
    declared = corrections.split(name, document and _document(store, document))
    if declared.identity not in {each.identity for each in known(store)}:
        raise NothingToChange(f"nobody split “{name}”; “onrecord alias --list” has what was.")
    store.learn(removed=[declared])


def _document(store: Store, given: str) -> str:
    """The id of a document that may be there no more."""
    try:
        return document_meant(store, given)
    except NotFound:
        return given


def _learn(store: Store, pieces: list[Known]) -> int:
    store.learn(pieces)
    return len(pieces)


def _unlearn(store: Store, pieces: list[Known]) -> int:
    store.learn(removed=pieces)
    return len(pieces)


def _named(store: Store, name: str | Entity) -> Entity:
    entity = certain(store, name)
    if not entity.named:
        raise NothingToChange(f"{entity.name} is a source without a name: it is nobody outside its article.")
    return entity


def _text(name: str | Entity) -> str:
    return name if isinstance(name, str) else name.name
