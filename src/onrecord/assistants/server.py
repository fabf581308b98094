"""The server that assistants ask, by the official SDK: tools for the look-ups, resources for documents and schema.

It only reads. What is wrong with a question is raised as a ToolError, since the SDK keeps the text of other exceptions
from those who ask.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

import onrecord
from onrecord.assistants import answers
from onrecord.errors import Error
from onrecord.extract.triple import Kind
from onrecord.graph.filters import Filters, Limits
from onrecord.graph.lookups import AmbiguousName, UnknownName, queries
from onrecord.graph.lookups.articles import article
from onrecord.graph.lookups.namesakes import Taken, noted
from onrecord.graph.network.digraph import talks_of
from onrecord.graph.network.queries import TalkRow
from onrecord.held import Held
from onrecord.pages.plain import plain
from onrecord.store import Store

INSTRUCTIONS = """Who said what about whom in a collection of news, with where it was reported.

Every row has the speaker, the cue (the words by which it was said, negation included: “never said” is no statement that
something is so), the exact words of the claim, and the article. Quote claims word for word, name speaker, publisher and
date, and link to “link” where there is one. Do not add what the rows do not say; if nothing is found, say so. A claim
tells what somebody said, not that it is true. “confidence” is how likely it was read rightly: below 0.7, say that it is
uncertain. Names that fit several are answered with candidates: ask again with an id. “taken” tells for whom a short
name was taken, and who else has it in theirs (“others”): say whom you mean; for another, ask again with an id."""

READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Name = Annotated[str, Field(description="A name, a part of one, or an id such as “person:ana ruiz”.")]
Day = Annotated[str | None, Field(description="A day of publication, YYYY-MM-DD.")]
Act = Annotated[str | None, Field(description="What the speaker does by it: say, deny, accuse, promise …")]
OfKind = Annotated[Kind | None, Field(description="Only claims quoted in this way.")]
Sure = Annotated[float | None, Field(description="Only claims right with at least this probability.", ge=0, le=1)]
Cursor = Annotated[str, Field(description="“next” of the answer before, for the rows after it.")]
Most = Annotated[int, Field(description="At most so many rows.", ge=1, le=answers.MOST_ROWS)]

Given = ParamSpec("Given")
Answer = dict[str, Any]


def make(store: Store) -> MCPServer[Any]:
    """The server of a store that is open for reading."""
    server: MCPServer[Any] = MCPServer(
        "onrecord", title="onrecord", instructions=INSTRUCTIONS, version=onrecord.__version__, log_level="ERROR"
    )
    held = Held(store)

    def tool(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(function)
        def asked(*given: Given.args, **named: Given.kwargs) -> Answer:
            try:
                with held.reading(), noted() as taken:
                    answer = function(*given, **named)
                    return {**answer, "taken": [_taken(each) for each in taken]} if taken else answer
            except Error as error:
                raise ToolError(_what_to_do(error)) from None

        server.tool(annotations=READING, structured_output=True)(asked)
        return asked

    told = answers.statements(store)

    @tool
    def find(name: Name) -> dict[str, Any]:
        """Find whom a name means: people, organisations and places, with how much they said and was said of them."""
        return {"rows": answers.rows(store.find(name)[: answers.MOST_ROWS])}

    @tool
    def said(
        speaker: Name,
        about: Annotated[str | None, Field(description="Only what was said about this one.")] = None,
        to: Annotated[str | None, Field(description="Only what was said to this one.")] = None,
        since: Day = None,
        until: Day = None,
        act: Act = None,
        kind: OfKind = None,
        min_confidence: Sure = None,
        limit: Most = 20,
        cursor: Cursor = "",
    ) -> dict[str, Any]:
        """What somebody said, oldest first."""
        limits = _limits(since, until, act, kind, min_confidence)
        return answers.paged(lambda n: store.said(speaker, about, to, **limits(n)), told, cursor, limit)

    @tool
    def about(
        target: Name,
        by: Annotated[str | None, Field(description="Only what this one said.")] = None,
        since: Day = None,
        until: Day = None,
        act: Act = None,
        kind: OfKind = None,
        min_confidence: Sure = None,
        limit: Most = 20,
        cursor: Cursor = "",
    ) -> dict[str, Any]:
        """What was said about somebody or something, by whom, oldest first."""
        limits = _limits(since, until, act, kind, min_confidence)
        return answers.paged(lambda n: store.about(target, by, **limits(n)), told, cursor, limit)

    @tool
    def between(
        one: Name, other: Name, since: Day = None, until: Day = None, limit: Most = 20, cursor: Cursor = ""
    ) -> dict[str, Any]:
        """What each of two said about the other, oldest first."""
        limits = _limits(since, until)
        return answers.paged(lambda n: store.between(one, other, **limits(n)), told, cursor, limit)

    @tool
    def compare(
        one: Name, other: Name, about: Name, since: Day = None, until: Day = None, limit: Most = 20, cursor: Cursor = ""
    ) -> dict[str, Any]:
        """What each of two said about the same third, oldest first."""
        limits = _limits(since, until)
        return answers.paged(lambda n: store.compare(one, other, about, **limits(n)), told, cursor, limit)

    @tool
    def contradictions(
        person: Annotated[str | None, Field(description="Only pairs in which this one denies or is denied.")] = None,
        since: Day = None,
        until: Day = None,
        limit: Most = 10,
        cursor: Cursor = "",
    ) -> dict[str, Any]:
        """Denials beside claims of others that they may answer, in the words of both; read both before you conclude."""
        limits = _limits(since, until)

        def pairs(found: Any) -> list[dict[str, Any]]:
            denied, claimed = ([getattr(each, name) for each in found] for name in ("denial", "claim"))
            return [
                {"denial": denial, "claim": claim, "about": each.about, "days": each.days, "shared_words": each.shared}
                for each, denial, claim in zip(found, told(denied), told(claimed), strict=True)
            ]

        return answers.paged(lambda n: store.contradictions(person, **limits(n)), pairs, cursor, limit)

    @tool
    def search(
        words: Annotated[str, Field(description="Words, “phrases” in quotation marks, beginnings* of words.")],
        by: Annotated[str | None, Field(description="Only what this one said.")] = None,
        about: Annotated[str | None, Field(description="Only what was said about this one.")] = None,
        since: Day = None,
        until: Day = None,
        act: Act = None,
        limit: Most = 20,
        cursor: Cursor = "",
    ) -> dict[str, Any]:
        """Claims that have all these words, the best first."""
        limits = _limits(since, until, act)
        return answers.paged(lambda n: store.search(words, by, about, **limits(n)), told, cursor, limit)

    @tool
    def show(claim: Annotated[str, Field(description="The id of a claim.")]) -> dict[str, Any]:
        """A claim in its sentence, with all places where it was published."""
        shown = store.show(claim)
        row = told([shown.statement])[0]
        parts = {"reports": shown.reports, "reported_in": shown.reported_in, "said_to": shown.told}
        inner = {name: plain(value) for name, value in parts.items() if value}
        places = plain(shown.places[: answers.MOST_ROWS])
        return {**row, "sentence": shown.sentence[: answers.MOST_CHARACTERS], **inner, "places": places}

    @tool
    def timeline(
        name: Name, by: Literal["day", "week", "month"] = "month", limit: Most = 50, cursor: Cursor = ""
    ) -> dict[str, Any]:
        """How many claims somebody made, and how many were made about them, in each period."""
        return answers.paged(lambda n: store.timeline(name, by, limit=n), answers.rows, cursor, limit)

    @tool
    def network(
        name: Name, since: Day = None, until: Day = None, limit: Most = 30, cursor: Cursor = ""
    ) -> dict[str, Any]:
        """Who talks about somebody, and about whom they talk, most claims first."""
        filters = Filters.of(**_limits(since, until)(None))
        talks = sorted(
            talks_of(store.engine, store.entity(name).id, filters),
            key=lambda talk: (-talk.claims, talk.speaker, talk.target),
        )
        return answers.paged(lambda n: talks[:n], lambda some: _edges(store, some), cursor, limit)

    _resources(server, held)
    _prompts(server)
    return server


def _edges(store: Store, talks: Sequence[TalkRow]) -> list[dict[str, Any]]:
    """What some say about others, with their names."""
    ids = dict.fromkeys(id for talk in talks for id in (talk.speaker, talk.target))
    names = {entity.id: entity.name for entity in store.engine.each(queries.ENTITY_BY_ID, [*ids])}
    return [
        {
            "speaker": names[talk.speaker],
            "about": names[talk.target],
            "claims": talk.claims,
            "articles": talk.documents,
        }
        for talk in talks
    ]


def _resources(server: MCPServer[Any], held: Held) -> None:
    @server.resource("onrecord://schema", mime_type="application/json")
    def schema() -> str:
        """The graph's nodes, edges and properties, and what they mean."""
        from onrecord.graph.model.description import model

        return json.dumps(plain(model()), ensure_ascii=False)

    @server.resource("onrecord://document/{id}", mime_type="application/json")
    def document(id: str) -> str:
        """An article: what is known of it, its text, and the claims in it."""
        try:
            with held.reading() as store:
                found = article(store.engine, id)
        except Error as error:
            raise ResourceError(str(error)) from None
        return json.dumps(plain(found), ensure_ascii=False)


def _prompts(server: MCPServer[Any]) -> None:
    @server.prompt(title="What did somebody say about something, with sources")
    def what_did_they_say(person: str, about: str = "") -> str:
        """What somebody said about somebody or something, quoted word for word with sources."""
        subject = f" about {about}" if about else ""
        return (
            f"What did {person} say{subject}? Use the tools of onrecord: “find” for whom the names mean, then “said” "
            "or “search”. Quote the exact words, with speaker, how it was said, publisher and date, each linked to its "
            "“link” or “url”. Tell denials from statements, and hearsay from quotation. Say what is uncertain "
            "(confidence below 0.7), and that nothing was found where nothing was found."
        )

    @server.prompt(title="Who contradicts whom")
    def who_contradicts(person: str) -> str:
        """What somebody denies, beside what others claim."""
        return (
            f"What does {person} deny that others claim, and who denies what {person} claims? Use “contradictions”, "
            "and “show” for the places of both. Quote both sides word for word with sources; do not judge who is right."
        )


def _limits(
    since: str | None,
    until: str | None,
    act: str | None = None,
    kind: Kind | None = None,
    min_confidence: float | None = None,
) -> Callable[[int | None], Limits]:
    """What a look-up is narrowed by, given at most how many rows it shall have."""

    def limits(rows: int | None) -> Limits:
        return {
            "since": since,
            "until": until,
            "acts": act,
            "kind": kind,
            "min_confidence": min_confidence,
            "limit": rows,
        }

    return limits


def _taken(name: Taken) -> dict[str, Any]:
    """Whom a name was taken for, and who else may be meant."""
    meant, *others = (
        {"id": each.id, "name": each.name, "type": each.type, "claims": each.said}
        for each in (name.meant, *name.others[: answers.MOST_ROWS])
    )
    return {"name": name.name, "meant": meant, "others": others}


def _what_to_do(error: Error) -> str:
    """The error with whom a name may mean, so that the question can be asked again."""
    candidates = error.candidates if isinstance(error, AmbiguousName | UnknownName) else []
    listed = "".join(f"\n- {each.id}: {each.name} ({each.type}, {each.said} claims)" for each in candidates[:10])
    return f"{error}{listed}"
