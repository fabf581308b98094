"""The answers to the questions of `questions.py` reckoned once more, in plain Python over the JSON Lines of
`onrecord extract`: no store, no Cypher, nothing of `onrecord.graph`.

An entity is written as its id. Which mentions are one entity is told by `entity_of` alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import date as Date
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

Line = dict[str, Any]
Filter = Callable[[Line], bool]


def fold(text: str) -> str:
    """A text without case, accents and marks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[.'’‘]", "", letters)))


ONE = {
    "person:councillor dev patil": "person:dev patil",
    "person:patil": "person:dev patil",
    "person:ashdown": "person:margaret ashdown",
    "person:calder subsea": "organization:calder subsea",
    "organization:ex calder": "person:calder",
    "organization:karim benchekroun": "person:karim benchekroun",
}
"""Which names of the collection are one, told by hand."""


def entity_of(mention: Line, document: str, unnamed: set[tuple[str, str]]) -> str:
    """Who is meant: the same in all documents if named, else one of this document alone."""
    name = re.sub(r"^the (?=.)", "", fold(mention["name"]))
    place = f"@{document}" if (mention["type"], fold(mention["name"])) in unnamed else ""
    id = f"{mention['type']}:{name}{place}"
    return ONE.get(id, id)


class Reckoning:
    """Everything that is asked, of the lines."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = [_completed(line) for line in lines]
        unnamed: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for line in self.lines:
            who = line["speaker"]
            if who and not who["named"]:
                unnamed[line["document"]["id"]].add((who["type"], fold(who["name"])))
        for line in self.lines:
            document = line["document"]["id"]
            line["by"] = entity_of(line["speaker"], document, unnamed[document]) if line["speaker"] else None
            line["of"] = _targets(line, "about", document, unnamed[document])
            line["to"] = [entity_of(one, document, unnamed[document]) for one in line["addressees"]]
        self.lines.sort(key=_order)
        first: dict[Any, str] = {}
        for line in self.lines:
            named = line["speaker"] and line["speaker"]["named"]
            same = (line["by"], fold(line["claim"]["text"])) if named else line["claim"]["id"]
            line["statement"] = first.setdefault(same, line["claim"]["id"])

    def said(self, by: str, *, about: str | None = None, to: str | None = None, **filters: Any) -> list[str]:
        found = (line for line in self._within(**filters) if line["by"] == by)
        found = (line for line in found if (not about or about in line["of"]) and (not to or to in line["to"]))
        return _ids(found, filters)

    def about(self, target: str, **filters: Any) -> list[str]:
        return _ids((line for line in self._within(**filters) if target in line["of"]), filters)

    def between(self, one: str, other: str, **filters: Any) -> list[str]:
        pairs = ((one, other), (other, one))
        return _ids(
            (x for x in self._within(**filters) if any(x["by"] == a and b in x["of"] for a, b in pairs)), filters
        )

    def compare(self, one: str, other: str, about: str, **filters: Any) -> list[str]:
        return _ids((x for x in self._within(**filters) if x["by"] in (one, other) and about in x["of"]), filters)

    def search(self, words: str, *, by: str | None = None, about: str | None = None, **filters: Any) -> list[str]:
        """Ids in the order of ids: how well they fit is not reckoned."""
        found = (x for x in self._within(**filters) if (not by or x["by"] == by) and (not about or about in x["of"]))
        return sorted(line["claim"]["id"] for line in found if _has(words, line["claim"]["text"]))

    def speakers(self, *, repeats: bool = False, **filters: Any) -> list[Any]:
        return self._ranked(((x["by"], x) for x in self._within(**filters) if x["by"]), repeats, filters)

    def targets(self, *, repeats: bool = False, **filters: Any) -> list[Any]:
        return self._ranked(((who, x) for x in self._within(**filters) for who in x["of"]), repeats, filters)

    def who(self, id: str, **filters: Any) -> list[Any]:
        """How many statements by and about, the first and last day, and the two rankings."""
        lines = self._within(**filters)
        by, about = [x for x in lines if x["by"] == id], [x for x in lines if id in x["of"]]
        days = sorted(day for day in (x["document"]["date"] for x in (*by, *about)) if day)
        speaks_of = self._ranked(((who, x) for x in by for who in x["of"]), False, filters)
        spoken_of_by = self._ranked(((x["by"], x) for x in about if x["by"]), False, filters)
        numbers = (len({x["statement"] for x in lines}) for lines in (by, about))
        return [*numbers, days[0] if days else None, days[-1] if days else None, speaks_of, spoken_of_by]

    def documents(self, **filters: Any) -> list[Any]:
        """Those with claims within the limits: id, claims, speakers."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self._within(**filters), key=lambda x: (x["document"]["date"] or "9", x["document"]["id"])):
            found.setdefault(line["document"]["id"], []).append(line)
        rows = [[id, len(lines), len({x["by"] for x in lines if x["by"]})] for id, lines in found.items()]
        return rows[: filters.get("limit")]

    def show(self, id: str) -> list[Any]:
        """Its words, act, spans, addressees, what it reports, and all places of the statement."""
        [line] = [x for x in self.lines if x["claim"]["id"] == id]
        places = [x["claim"]["id"] for x in self.lines if x["statement"] == line["statement"]]
        claim, speaker, cue = line["claim"], line["speaker"] or {}, line["cue"] or {}
        spans = [part.get("spans", []) for part in (claim, cue, speaker)]
        told = [one["name"] for one in line["addressees"]]
        return [claim["text"], claim["act"], speaker.get("text"), *spans, told, sorted(line["reports"]), places]

    def timeline(self, id: str, unit: str, *, repeats: bool = False, **filters: Any) -> list[Any]:
        """Each period from the first to the last with the claims by and about, then the undated ones."""
        parts = []
        for chosen in (lambda x: x["by"] == id, lambda x: id in x["of"]):
            firsts: dict[str, str | None] = {}
            for line in filter(chosen, self._within(**filters)):
                firsts.setdefault(line["claim"]["id"] if repeats else line["statement"], line["document"]["date"])
            parts.append(Counter(_period(day, unit) if day else "undated" for day in firsts.values()))
        days = [Date.fromisoformat(x["document"]["date"]) for x in self.lines if x["document"]["date"]]
        every = (min(days) + timedelta(days=n) for n in range((max(days) - min(days)).days + 1))
        periods = list(dict.fromkeys(_period(day.isoformat(), unit) for day in every))
        filled = [n for n, period in enumerate(periods) if any(part[period] for part in parts)]
        shown = periods[filled[0] : filled[-1] + 1] if filled else []
        shown += ["undated"] if any(part["undated"] for part in parts) else []
        return [[period, parts[0][period], parts[1][period]] for period in shown][: filters.get("limit")]

    def path(self, start: str, end: str, **filters: Any) -> list[Any]:
        """Each step's speaker, target and earliest claim, on the first by ids of the shortest chains."""
        lines = self._within(**filters)
        steps: dict[str, set[str]] = defaultdict(set)
        for line in lines:
            steps[line["by"] or ""].update(line["of"])
        chains = deque([[start]])
        best: list[list[str]] = []
        while chains and not (best and len(chains[0]) >= len(best[0])):
            chain = chains.popleft()
            for other in steps[chain[-1]] - set(chain):
                (best if other == end else chains).append([*chain, other])
        if not best:
            return []
        pairs = pairwise(min(best))
        return [[a, b, next(x["claim"]["id"] for x in lines if x["by"] == a and b in x["of"])] for a, b in pairs]

    def _within(self, **filters: Any) -> list[Line]:
        return [line for line in self.lines if all(test(line) for test in _tests(**filters))]

    def _ranked(self, parts: Iterable[tuple[str, Line]], repeats: bool, filters: Line) -> list[Any]:
        """Entities with their numbers of statements and documents, most first, then by name."""
        counted: dict[str, list[Line]] = defaultdict(list)
        for who, line in parts:
            counted[who].append(line)
        rows = [
            [
                who,
                len({x["claim"]["id"] if repeats else x["statement"] for x in lines}),
                len({x["document"]["id"] for x in lines}),
            ]
            for who, lines in counted.items()
        ]
        return sorted(rows, key=lambda row: (-row[1], row[0]))


def _completed(line: Line) -> Line:
    return {"addressees": [], "reports": [], **line}


def _targets(line: Line, role: str, document: str, unnamed: set[tuple[str, str]]) -> list[str]:
    found = (entity_of(target, document, unnamed) for target in line["targets"] if target["role"] == role)
    return list(dict.fromkeys(found))


def _order(line: Line) -> Any:
    spans = line["claim"]["spans"]
    document = line["document"]
    return document["date"] or "9999-12-31", document["id"], spans[0][0] if spans else 0, line["claim"]["id"]


def _ids(lines: Iterable[Line], filters: Line) -> list[str]:
    return [line["claim"]["id"] for line in lines][: filters.get("limit")]


def _tests(
    since: str = "",
    until: str = "",
    kind: str = "",
    acts: Iterable[str] = (),
    min_confidence: float | None = None,
    limit: int | None = None,
) -> Iterable[Filter]:
    if since or until:
        yield lambda x: bool(x["document"]["date"]) and since <= x["document"]["date"] <= (until or "9")
    if kind:
        yield lambda x: x["claim"]["kind"] == kind
    if acts:
        yield lambda x: x["claim"]["act"] in acts
    if min_confidence is not None:
        yield lambda x: x["confidence"] >= min_confidence


def _has(question: str, text: str) -> bool:
    """Whether the text has all that is asked for: words, "phrases", beginnings*."""
    words = _words(text)
    phrases = [_words(phrase) for phrase in re.findall(r'"([^"]*)"', question)]
    rest = re.sub(r'"[^"]*"', " ", question).split()
    beginnings = [_words(word)[0] for word in rest if word.endswith("*")]
    phrases += [_words(word) for word in rest if not word.endswith("*")]
    places = range(len(words))
    return all(any(words[n : n + len(each)] == each for n in places) for each in phrases) and all(
        any(word.startswith(each) for word in words) for each in beginnings
    )


def _words(text: str) -> list[str]:
    return fold(re.sub(r"['’]s\b", "", text)).split()


def _period(day: str, unit: str) -> str:
    year, week, _ = Date.fromisoformat(day).isocalendar()
    return {"day": day, "week": f"{year}-W{week:02}", "month": day[:7]}[unit]


def read(path: Path) -> Reckoning:
    """The reckoning of the lines of a file."""
    return Reckoning(json.loads(line) for line in path.read_text("utf-8").splitlines())
