"""Corrections by click: what the forms of pages ask for, done by the same functions as `onrecord correct` and `merge`.

Each function gives the address of the page to show next, which tells what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from onrecord.errors import Error
from onrecord.graph import curation
from onrecord.graph.corrections import kept
from onrecord.graph.corrections.correction import Correction
from onrecord.graph.errors import NotFound
from onrecord.graph.lookups import queries, resolve
from onrecord.pages import addresses
from onrecord.pages.drawn import written
from onrecord.store import Store

Form = Mapping[str, str]

DONE = {"undone": "Taken back.", "merged": "The two are one from now on.", "split": "The name is an entity of its own."}


class NoSuchForm(Error):
    """A form asks for what no page offers."""


def claim(store: Store, id: str, form: Form, by: str) -> str:
    """Correct a claim, drop or confirm it, name its source, or take back its last correction."""
    match form.get("do"):
        case "correct":
            return _after(store, store.correct(id, **_changes(form), by=by))
        case "drop":
            return _after(store, store.correct(id, drop=True, by=by))
        case "confirm":
            return _after(store, store.correct(id, confirm=True, by=by))
        case "name":
            document = store.show(id).statement.document
            made = store.name_source(form.get("source", ""), form.get("name", "").strip(), document, by)
            return addresses.asked(addresses.claim(id), done=made.id)
        case "undo":
            return _undone(store, id)
        case _:
            raise NoSuchForm("There is no such form.")


def article(store: Store, id: str, form: Form, by: str) -> str:
    """Add a claim that was missed in an article."""
    words, speaker, cue = (form.get(name, "").strip() for name in ("words", "speaker", "cue"))
    act = form.get("act") or None
    return _after(store, store.add(id, words, speaker=speaker, about=_names(form), cue=cue, act=act, by=by))


def entity(store: Store, id: str, form: Form, by: str) -> str:
    """Make somebody one with another, give an unnamed source its name, or set a name apart."""
    who = resolve(store.engine, id)
    match form.get("do"):
        case "merge" if who.named:
            curation.merge(store.engine, who, form.get("other", "").strip(), by)
            return addresses.asked(addresses.entity(who.id), done="merged")
        case "merge":
            first, _ = curation.merge(store.engine, form.get("other", "").strip(), who, by)
            return addresses.asked(addresses.entity(first.id), done="merged")
        case "split":
            store.split(form.get("name", ""))
            return addresses.asked(addresses.named(form.get("name", "")), done="split")
        case _:
            raise NoSuchForm("There is no such form.")


def corrections(store: Store, form: Form, by: str) -> str:
    """Take back a correction, or what was declared of names."""
    if form.get("known"):
        found = [each for each in store.known() if written(each) == form["known"]]
        if not found:
            raise NotFound("That has been taken back already.")
        store.engine.learn(removed=found)
        return addresses.asked("/corrections", done="undone")
    return _undone(store, form.get("id", ""))


FORMS: dict[str, Callable[..., str]] = {
    "claim": claim,
    "article": article,
    "entity": entity,
    "corrections": corrections,
}


def done(store: Store, what: str) -> dict[str, Any] | None:
    """What a page tells of the correction of this id, or of another change; None where there is nothing to tell."""
    if what in DONE:
        return {"text": DONE[what], "id": ""}
    made = kept.of_ids(store.engine.read, [what])
    return {"text": f"Kept: {made[0].what}.", "id": made[0].id} if made else None


def _changes(form: Form) -> dict[str, Any]:
    """The fields of a form that are not as its page had them; line breaks may have become others on the way."""
    changed: dict[str, Any] = {}
    for field in ("speaker", "about", "act", "words", "cue"):
        given, before = form.get(field), form.get(f"{field}_before", "")
        if given is not None and given.split() != before.split():
            changed[field] = _names(form) if field == "about" else given.strip()
    return changed


def _names(form: Form) -> list[str]:
    """Whom a claim is about: a name a line."""
    return [name.strip() for name in form.get("about", "").splitlines() if name.strip()]


def _undone(store: Store, id: str) -> str:
    return _page(store, store.undo(id), "undone")


def _after(store: Store, made: Correction) -> str:
    return _page(store, made, made.id)


def _page(store: Store, correction: Correction, done: str) -> str:
    """The page of what a correction is about: the claim; where it is no more, its article, or all corrections."""
    documents, claims = (
        store.engine.each(query, [id])
        for query, id in (
            (queries.TEXT, correction.document),
            (queries.STATEMENT, correction.claim),
        )
    )
    page = addresses.claim(correction.claim) if claims else addresses.article(correction.document)
    return addresses.asked(page if documents else "/corrections", done=done)
