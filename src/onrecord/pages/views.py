"""What each page shows: asked of the store by the same look-ups as the commands, the same on both stores.

A view gives plain values, which a template draws and which the page as JSON holds as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from itertools import pairwise
from typing import Any, get_args

from onrecord.extract.triple import Kind
from onrecord.graph import lookups
from onrecord.graph.errors import CypherError, NotFound
from onrecord.graph.filters import FilterError, Filters
from onrecord.graph.lookups import Entity, Statement, articles
from onrecord.graph.lookups import exchanges as exchanged
from onrecord.graph.lookups import queries as asking
from onrecord.graph.lookups.contradictions import answers
from onrecord.pages import citations, drawing
from onrecord.store import Store

Question = Mapping[str, str]
View = dict[str, Any]

ROWS = 50  # claims of a page
MOST_PAGES = 200
LONGEST_QUERY, MOST_ROWS, SECONDS = 4_000, 500, 5.0  # of Cypher: characters, rows, and how long it may take
FEW = 10
MOST_OF_TOPIC = 500  # claims that a topic is counted by
FILTERS = ("since", "until", "kind", "act", "confidence")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long list: its page, from 1, and whether there is one before and one after."""

    rows: Sequence[Any]
    page: int
    more: bool


def start(store: Store, question: Question) -> View:
    """Who speaks most, who is spoken of most, and the newest articles."""
    return {
        "info": store.info(),
        "speakers": store.speakers(limit=FEW),
        "targets": store.targets(limit=FEW),
        "newest": articles.newest(store.engine, FEW),
    }


def search(store: Store, question: Question) -> View:
    """Whose name it is, and the claims that have the words."""
    words = question.get("q", "").strip()
    by, about = (question.get(name, "").strip() or None for name in ("by", "about"))
    filters, page = _filters(question), _page(question)
    people = lookups.find(store.engine, words)[:FEW] if words else []
    found = lookups.search(store.engine, words, by, about, _up_to(filters, page)) if words else []
    near = lookups.similar(store.engine, words)[:FEW] if words and not people and not found else []
    return {"q": words, "by": by, "about": about, "people": people, "near": near, "claims": _part(found, page)}


def named(store: Store, question: Question) -> View:
    """Whom a name fits."""
    name = question.get("name", "").strip()
    found = lookups.find(store.engine, name) if name else []
    whole = [entity for entity in found if name in (entity.name, entity.id)]
    near = [] if found or not name else lookups.similar(store.engine, name)
    return {"name": name, "people": whole if len(whole) == 1 else found, "near": near}


def entity(store: Store, question: Question, id: str) -> View:
    """Who someone is on record: what they said, what was said of them, when."""
    who = _entity(store, id)
    filters, page = _filters(question), _page(question)
    # What several parts of the page need is asked for once: whether anything stands for them, and their days.
    exact = len(lookups.whole(store.engine, who.id, filters)) == 1
    filters = replace(filters, exact=exact)
    days = lookups.days(store.engine, who.id, Filters(exact=exact))
    card = lookups.who(store.engine, who, Filters(limit=FEW, exact=exact), on=days)
    said = lookups.said(store.engine, who, None, _up_to(filters, page))
    about = lookups.about(store.engine, who, None, _up_to(filters, page))
    return {
        "entity": card.entity,
        "first": card.first,
        "last": card.last,
        "speaks_of": card.speaks_of,
        "spoken_of_by": card.spoken_of_by,
        "why": store.why(card.entity) if card.entity.named else [],
        "said": _part(said, page),
        "about": _part(about, page),
        "periods": exchanged.timeline(store.engine, who, "month", filters, on=days if filters.are_none() else None),
    }


def article(store: Store, question: Question, id: str) -> View:
    """An article with what is said in it."""
    shown = articles.article(store.engine, id)
    return {"article": shown, "speakers": _speakers(shown)}


def claim(store: Store, question: Question, id: str) -> View:
    """A claim in its text, with all its places, and how to cite it."""
    shown = lookups.show(store.engine, id)
    start, _ = shown.sentence_span
    stop = start + len(shown.sentence)
    return {
        "statement": shown.statement,
        "source": next(iter(store.engine.each(asking.SOURCE_OF_CLAIM, [shown.statement.id])), None),
        "how": shown.statement.how,
        "sentence": shown.sentence,
        "marks": _marks(shown, start, stop),
        "link": shown.link,
        "told": shown.told,
        "places": shown.places,
        "reports": shown.reports,
        "reported_in": shown.reported_in,
        "answers": answers(store.engine, shown.statement),
        "citations": citations.of(shown),
        "corrected": shown.corrected,
        "read_as": shown.read_as,
        "corrections": shown.corrections,
    }


def compare(store: Store, question: Question) -> View:
    """Two people side by side: what each said of the other, or of a third."""
    one, other = (lookups.resolve(store.engine, question.get(name, "")) for name in ("one", "other"))
    about = question.get("about", "").strip()
    filters = _up_to(_filters(question), 1, 2 * ROWS)
    if about:
        third = lookups.resolve(store.engine, about)
        found = exchanged.compare(store.engine, one, other, third, filters)
    else:
        third = None
        found = exchanged.between(store.engine, one, other, filters)
    return {
        "one": one,
        "other": other,
        "about": third,
        "said_by_one": [each for each in found if each.speaker == one.name],
        "said_by_other": [each for each in found if each.speaker != one.name],
    }


def topic(store: Store, question: Question) -> View:
    """Who says most on some words, and when."""
    words = question.get("q", "").strip()
    found = (
        lookups.search(store.engine, words, None, None, _up_to(_filters(question), 1, MOST_OF_TOPIC)) if words else []
    )
    # The same statement in several articles counts once, on the day of the first, as it does in rankings.
    counted = list({each.repeats or each.id: each for each in sorted(found, key=_day, reverse=True)}.values())
    speakers = Counter(each.speaker for each in counted if each.speaker)
    months = Counter(each.date.isoformat()[:7] for each in counted if each.date)
    return {
        "q": words,
        "number": len(counted),
        "full": len(found) > MOST_OF_TOPIC,
        "speakers": [{"name": name, "claims": number} for name, number in speakers.most_common(FEW)],
        "months": [{"month": month, "claims": number} for month, number in sorted(months.items())],
        "claims": _part(found[: ROWS + 1], 1),
    }


def network(store: Store, question: Question) -> View:
    """Who talks about someone, and about whom someone talks."""
    from onrecord.graph.network import digraph

    who = _entity(store, question.get("of", ""))
    filters = _filters(question)
    found = digraph.closest(store.engine, who.id, drawing.MOST_AROUND, filters)
    left_out = found.graph["left_out"]
    groups = digraph.communities(found) if len(found) > 1 else {}
    rows = sorted(
        (
            {
                "speaker": found.nodes[one]["name"],
                "speaker_id": one,
                "target": found.nodes[other]["name"],
                "target_id": other,
                "claims": known["claims"],
                "documents": known["documents"],
            }
            for one, other, known in found.edges(data=True)
        ),
        key=lambda row: (who.id not in (row["speaker_id"], row["target_id"]), -row["claims"], row["speaker"]),
    )
    return {
        "entity": who,
        "network": found,
        "groups": groups,
        "edges": rows[: 2 * ROWS],
        "number": len(rows),
        "left_out": left_out,
        "unasked": found.graph["unasked"],
    }


def documents(store: Store, question: Question) -> View:
    """The documents by day."""
    page = _page(question)
    return {"documents": _part(lookups.documents(store.engine, _up_to(_filters(question), page)), page)}


def corrections(store: Store, question: Question) -> View:
    """What people put right of claims, and what they know of names."""
    made = store.corrections()
    lost = [each for each in made if each.lost]
    return {"corrections": made[::-1], "lost": lost, "known": list(store.known())}


def cypher(store: Store, question: Question) -> View:
    """What a query in Cypher gives, which may only read.

    Raises:
        CypherError: it is wrong, does more than read, or takes too long.
    """
    text = question.get("query", "").strip()
    if len(text) > LONGEST_QUERY:
        raise CypherError(f"The query has {len(text):,} characters; {LONGEST_QUERY:,} are taken here.")
    found = lookups.cypher(store.engine, text, limit=MOST_ROWS, timeout=SECONDS) if text else None
    return {
        "q": text,
        "columns": list(found.columns) if found else [],
        "rows": found.rows if found else [],
        "more": bool(found and found.more),
    }


def _entity(store: Store, id: str) -> Entity:
    """The entity of an id, or of a name that fits one alone."""
    if not id.strip():
        raise NotFound("Nobody was asked for.")
    return lookups.resolve(store.engine, id)


def _filters(question: Question) -> Filters:
    """The filters of a question; those it leaves empty are none.

    Raises:
        FilterError: a day, a kind or a confidence is none.
    """
    given = {name: question.get(name, "").strip() for name in FILTERS}
    try:
        confidence = float(given["confidence"]) if given["confidence"] else None
    except ValueError:
        raise FilterError(f"confidence is “{given['confidence']}”: give a probability from 0 to 1.") from None
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    if given["kind"] and given["kind"] not in kinds:
        raise FilterError(f"kind is “{given['kind']}”: give one of {', '.join(kinds)}.")
    return Filters.of(
        since=given["since"] or None,
        until=given["until"] or None,
        kind=kinds.get(given["kind"]),
        min_confidence=confidence,
        acts=given["act"] or None,
    )


def _page(question: Question) -> int:
    given = question.get("page", "1")
    return min(max(int(given), 1), MOST_PAGES) if given.isascii() and given.isdecimal() and len(given) < 6 else 1


def _up_to(filters: Filters, page: int, rows: int = ROWS) -> Filters:
    """The filters, with a limit that reaches one row beyond a page."""
    return replace(filters, limit=page * rows + 1)


def _part(rows: Sequence[Any], page: int) -> Part:
    first = (page - 1) * ROWS
    return Part(rows[first : first + ROWS], page, len(rows) > first + ROWS)


def _day(statement: Statement) -> Date:
    return statement.date or Date.max


def _speakers(shown: articles.Article) -> list[tuple[str, int]]:
    """Who speaks in an article, and how often."""
    return Counter(claim.speaker.name if claim.speaker else "" for claim in shown.claims).most_common()


def _marks(shown: lookups.Shown, start: int, stop: int) -> list[tuple[str, str]]:
    """The sentence of a claim in pieces: the words, and what they are, empty for none."""
    parts = {"claim": shown.claim_spans, "cue": shown.cue_spans, "speaker": shown.speaker_spans}
    spans = [(max(a, start), min(b, stop), name) for name, each in parts.items() for a, b in each]
    borders = sorted({start, stop, *(at for a, b, _ in spans for at in (a, b) if start <= at <= stop)})
    return [
        (shown.text[a:b], next((name for first, last, name in reversed(spans) if first <= a and b <= last), ""))
        for a, b in pairwise(borders)
    ]
