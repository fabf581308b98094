"""Questions to a small collection of articles of our own, and three ways to their answers.

The collection is `examples/` with `collection/articles.jsonl`; `collection/claims.jsonl` is what `onrecord extract`
printed of it, `collection/answers.json` the answers. After a change of either, `uv run python tests/questions.py` has
the answers reckoned again, to be read before they are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any

from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters
from onrecord.graph.lookups import Ranked, Statement, exchanges
from onrecord.graph.lookups import paths as chains
from support.places import TESTS
from support.reckoning import Line, Reckoning, read

FOLDER = TESTS / "collection"
CLAIMS = FOLDER / "claims.jsonl"
ANSWERS = FOLDER / "answers.json"

NAMES = {
    "Gordon Pryce": "person:gordon pryce",
    "pryce": "person:gordon pryce",
    "GORDON PRYCE": "person:gordon pryce",
    "TERESA VILAR": "person:teresa vilar",
    "margaret ashdown": "person:margaret ashdown",
    "Solheim": "person:ingrid solheim",
    "Neil Thackeray": "person:neil thackeray",
    "Dev Patil": "person:dev patil",
    "Moira Jessop": "person:moira jessop",
    "Sofia Marchetti": "person:sofia marchetti",
    "Leo Farrant": "person:leo farrant",
    "Morocco": "place:morocco",
    "lucia ferrante": "person:lucia ferrante",
}
"""Names as they are typed, and who is meant."""

DATED = {"since": "2026-08-01", "until": "2026-09-13"}


@dataclass(frozen=True)
class Question:
    """What is asked: `ask` names the look-up, and the reckoning that answers it too."""

    text: str
    ask: str
    names: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Cypher:
    """A query, and how its rows are reckoned; their order counts if the query gives one."""

    text: str
    query: str
    reckoned: Callable[[list[Line]], list[Any]]
    params: Mapping[str, Any] = field(default_factory=dict)


def _q(text: str, ask: str, *names: str, **options: Any) -> Question:
    return Question(text, ask, names, options)


QUESTIONS: list[Question | Cypher] = [
    _q("What did Pryce say?", "said", "Gordon Pryce"),
    _q("What did Vilar say, by her name in capitals?", "said", "TERESA VILAR"),
    _q("What did Pryce say of Thackeray?", "said", "pryce", about="Neil Thackeray"),
    _q("What did Ashdown say of Pryce?", "said", "margaret ashdown", about="GORDON PRYCE"),
    _q("What did Pryce say in quotation marks only?", "said", "Gordon Pryce", kind="direct"),
    _q("What did Pryce deny?", "said", "Gordon Pryce", acts=["deny"]),
    _q("What did Pryce promise or claim?", "said", "Gordon Pryce", acts=["promise", "claim"]),
    _q("What did Pryce say from August to the middle of September?", "said", "Gordon Pryce", **DATED),
    _q("What did Pryce surely say?", "said", "Gordon Pryce", min_confidence=0.95),
    _q("What are the first five things that Pryce said?", "said", "Gordon Pryce", limit=5),
    _q("What did Ashdown tell Patil?", "said", "margaret ashdown", to="Dev Patil"),
    _q("What did Farrant say of Morocco? (Nothing.)", "said", "Leo Farrant", about="Morocco"),
    _q("What is said about Pryce?", "about", "Gordon Pryce"),
    _q("What is said about Vilar?", "about", "TERESA VILAR"),
    _q("What is said about Calder?", "about", "organization:calder subsea"),
    _q("Of what is Pryce accused?", "about", "pryce", acts=["accuse", "blame", "criticize"]),
    _q("What is said about Pryce since September?", "about", "pryce", since="2026-09-01"),
    _q("What is quoted in part about Vilar?", "about", "TERESA VILAR", kind="mixed"),
    _q("What are the first three things said about Solheim?", "about", "Solheim", limit=3),
    _q("Who is Pryce?", "who", "Gordon Pryce"),
    _q("Who is Vilar?", "who", "TERESA VILAR"),
    _q("Who is Ashdown, in September?", "who", "margaret ashdown", since="2026-09-01"),
    _q("Who is Thackeray, of whom much is said?", "who", "Neil Thackeray", kind="indirect"),
    _q("Who speaks?", "speakers"),
    _q("Who speaks, every article counted?", "speakers", repeats=True),
    _q("Who speaks in dated articles?", "speakers", **DATED),
    _q("Who accuses?", "speakers", acts=["accuse"]),
    _q("Who is quoted word for word?", "speakers", kind="direct"),
    _q("Who is spoken of?", "targets"),
    _q("Who is spoken of, every article counted?", "targets", repeats=True),
    _q("Who is spoken of until the end of August?", "targets", until="2026-08-31"),
    _q("Who is surely spoken of?", "targets", min_confidence=0.97),
    _q("Which documents are there?", "documents"),
    _q("Which documents are dated?", "documents", since="2026-01-01"),
    _q("Which documents have denials?", "documents", acts=["deny"]),
    _q("Which two documents are the first with quotations?", "documents", kind="direct", limit=2),
    _q("Where does the first quotation of Pryce stand?", "show", "said Gordon Pryce direct"),
    _q("Where does what Patil reports stand?", "show", "search told him valuation"),
    _q("Where was the field published?", "show", "search expectations"),
    _q("What is said of sponges?", "search", "sponge*"),
    _q("What is said of the valuation?", "search", "VALUATION"),
    _q("What is said of a contract and of signing?", "search", "contract sign*"),
    _q("Who asked for one sheet of paper?", "search", '"one sheet of paper"'),
    _q("What did Pryce say with “the” in it?", "search", "the", by="Gordon Pryce"),
    _q("What is said of Pryce with “he” in it, in September?", "search", "he", about="pryce", since="2026-09-01"),
    _q("What is said of a frank conversation?", "search", "Conversation frank"),
    _q("What did Ashdown and Pryce say of each other?", "between", "margaret ashdown", "Gordon Pryce"),
    _q("What did Vilar and Pryce say of each other?", "between", "TERESA VILAR", "pryce"),
    _q("What did Marchetti and Pryce quote of each other?", "between", "Sofia Marchetti", "pryce", kind="direct"),
    _q("What do Vilar and Ashdown say of Pryce?", "compare", "TERESA VILAR", "margaret ashdown", about="pryce"),
    _q("What do Patil and Jessop say of Pryce?", "compare", "Dev Patil", "Moira Jessop", about="pryce"),
    _q("When does Pryce speak, week by week?", "timeline", "Gordon Pryce", unit="week"),
    _q("When does Pryce speak, month by month, all counted?", "timeline", "pryce", unit="month", repeats=True),
    _q("On which days does Ashdown speak?", "timeline", "margaret ashdown", unit="day"),
    _q("When is or does Vilar only say?", "timeline", "TERESA VILAR", unit="month", acts=["say"]),
    _q("How does one get from Farrant to Pryce?", "path", "Leo Farrant", "Gordon Pryce"),
    _q("How does one get from Jessop to Morocco?", "path", "Moira Jessop", "Morocco"),
    _q(
        "How does one get from Farrant to Vilar in dated articles? (One cannot.)",
        "path",
        "Leo Farrant",
        "TERESA VILAR",
        **DATED,
    ),
    _q("How does one get from Patil to Ferrante?", "path", "Dev Patil", "lucia ferrante"),
    Cypher(
        "How many claims of each kind are there?",
        "MATCH (c:Claim) RETURN c.kind, count(*) AS n ORDER BY c.kind",
        lambda lines: [
            [kind, sum(x["claim"]["kind"] == kind for x in lines)] for kind in ("direct", "indirect", "mixed")
        ],
    ),
    Cypher(
        "What is claimed without a speaker?",
        "MATCH (c:Claim) WHERE NOT EXISTS { MATCH (:Entity)-[:SAID]->(c) } RETURN c.text",
        lambda lines: [[x["claim"]["text"]] for x in lines if x["speaker"] is None],
    ),
    Cypher(
        "Which publishers have how many claims since a day?",
        "MATCH (c:Claim)-[:FOUND_IN]->(d:Document) WHERE d.date >= date($day) RETURN d.publisher, count(*)",
        lambda lines: [
            [one, sum(x["document"]["publisher"] == one and x["document"]["date"] >= "2026-09-01" for x in lines)]
            for one in {x["document"]["publisher"] for x in lines if (x["document"]["date"] or "") >= "2026-09-01"}
        ],
        {"day": "2026-09-01"},
    ),
    Cypher(
        "Which unnamed sources are there?",
        "MATCH (s:Entity {named: false})-[:SAID]->(:Claim) RETURN DISTINCT s.id",
        lambda lines: [[id] for id in {x["by"] for x in lines if x["speaker"] and "@" in x["by"]}],
    ),
    Cypher(
        "Who report what others said?",
        "MATCH (s:Entity)-[:SAID]->(c:Claim)-[:REPORTS]->(inner:Claim) RETURN s.id, c.id, inner.id",
        lambda lines: [[x["by"], x["claim"]["id"], inner] for x in lines for inner in x["reports"] if x["by"]],
    ),
    Cypher(
        "Who speak of each other?",
        "MATCH (a:Entity)-[:SAID]->(:Claim)-[:ABOUT {role: 'about'}]->(b:Entity)-[:SAID]->(:Claim)"
        "-[:ABOUT {role: 'about'}]->(a) WHERE a.id < b.id RETURN DISTINCT a.id, b.id",
        lambda lines: [
            [a, b]
            for a, b in {(x["by"], of) for x in lines for of in x["of"] if x["by"]}
            if a < b and any(x["by"] == b and a in x["of"] for x in lines)
        ],
    ),
]


def ask(store: Store, question: Question | Cypher) -> Any:
    """The store's answer, in the form of the reckoning."""
    if isinstance(question, Cypher):
        return sorted(lookups.cypher(store, question.query, question.params).rows)
    options = dict(question.options)
    limits = {name: options.pop(name) for name in [*options] if name in Filters.__dataclass_fields__}
    for day in ("since", "until"):
        if day in limits:
            limits[day] = Date.fromisoformat(limits[day])
    return _plain(_ASK[question.ask](store, *question.names, Filters(**limits), **options))


def reckon(reckoning: Reckoning, question: Question | Cypher) -> Any:
    """The reckoning's answer."""
    if isinstance(question, Cypher):
        return sorted(question.reckoned(reckoning.lines))
    if question.ask == "show":
        return reckoning.show(_which(question.names[0], reckoning.said, reckoning.search))
    names = [NAMES.get(name, name) for name in question.names]
    options = {
        name: NAMES.get(value, value) if isinstance(value, str) else value for name, value in question.options.items()
    }
    answer = getattr(reckoning, question.ask)(*names, **options)
    return json.loads(json.dumps(answer))


def _which(words: str, said: Callable[..., list[Any]], search: Callable[..., list[Any]]) -> Any:
    """The first claim that is meant by “said NAME KIND” or “search WORDS”."""
    look_up, *rest = words.split()
    return search(" ".join(rest))[0] if look_up == "search" else said(NAMES[" ".join(rest[:-1])], kind=rest[-1])[0]


def _show(store: Store, words: str, _: Filters) -> list[Any]:
    def said(id: str, kind: Any) -> list[str]:
        return [each.id for each in lookups.said(store, id, filters=Filters(kind=kind))]

    shown = lookups.show(store, _which(words, said, lambda words: sorted(x.id for x in lookups.search(store, words))))
    statement = shown.statement
    spans = [shown.claim_spans, shown.cue_spans, shown.speaker_spans]
    told, reports = shown.told, sorted(each.id for each in shown.reports)
    return [statement.claim, statement.act, shown.speaker_text, *spans, told, reports, [x.id for x in shown.places]]


def _who(store: Store, name: str, filters: Filters) -> list[Any]:
    card = lookups.who(store, name, filters)
    assert card is not None
    return [card.entity.said, card.entity.about, card.first, card.last, card.speaks_of, card.spoken_of_by]


_ASK: dict[str, Callable[..., Any]] = {
    "said": lambda store, name, filters, about=None, to=None: lookups.said(store, name, about, filters, to=to),
    "about": lambda store, name, filters: lookups.about(store, name, filters=filters),
    "who": _who,
    "speakers": lookups.speakers,
    "targets": lookups.targets,
    "documents": lambda store, filters: [[x.id, x.claims, x.speakers] for x in lookups.documents(store, filters)],
    "show": _show,
    "search": lambda store, words, filters, by=None, about=None: sorted(
        x.id for x in lookups.search(store, words, by, about, filters)
    ),
    "between": exchanges.between,
    "compare": lambda store, one, other, filters, about: exchanges.compare(store, one, other, about, filters),
    "timeline": lambda store, name, filters, unit, repeats=False: [
        [x.period, x.by, x.about] for x in exchanges.timeline(store, name, unit, filters, repeats=repeats)
    ],
    "path": lambda store, one, other, filters: [
        [*_ends(store, step), step.statement.id] for step in chains.path(store, one, other, filters)
    ],
}


def _ends(store: Store, step: chains.Step) -> list[str]:
    ends = lookups.resolve(store, step.statement.speaker or ""), lookups.resolve(store, step.target)
    return [entity.id for entity in ends if entity is not None]


def _plain(answer: Any) -> Any:
    """Statements as ids, rankings as rows in the order of ids where numbers are equal, days as text."""
    match answer:
        case Statement():
            return answer.id
        case Ranked():
            return [answer.id, answer.claims, answer.documents]
        case Date():
            return answer.isoformat()
        case [Ranked(), *_]:
            return sorted((_plain(each) for each in answer), key=lambda row: (-row[1], row[0]))
        case list() | tuple():
            return [_plain(each) for each in answer]
        case _:
            return answer


if __name__ == "__main__":
    known = read(CLAIMS)
    answers = {question.text: reckon(known, question) for question in QUESTIONS}
    lines = (
        f"{json.dumps(text, ensure_ascii=False)}: {json.dumps(answer, ensure_ascii=False)}"
        for text, answer in answers.items()
    )
    ANSWERS.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
