"""What every look-up can be narrowed by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any, Final, TypedDict, Unpack, get_args

from onrecord.extract.triple import Kind
from onrecord.graph.errors import AskedWrongly


class Limits(TypedDict, total=False):
    """What a look-up can be narrowed by, as keywords: `since="2024-03-01", acts="deny"`.

    Keys:
        since, until: first and last day of publication, as a date or as text (“2024-03-05”); where either is set,
            undated documents are left out.
        kind: "direct", "mixed" or "indirect" claims only.
        min_confidence: only claims that are right with at least this probability, 0 to 1; claims of unknown confidence
            are left out.
        acts: only claims by which the speaker does this ("deny"), or one of these (["deny", "accuse"]); claims of
            unknown act are left out.
        limit: at most so many rows.
    """

    since: Date | str | None
    until: Date | str | None
    kind: Kind | None
    min_confidence: float | None
    acts: str | Sequence[str] | None
    limit: int | None


class FilterError(AskedWrongly):
    """A look-up was narrowed by something that cannot be; the message says what can."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What every look-up can be narrowed by.

    Attributes:
        since, until: first and last day of publication; where either is set, undated documents are left out.
        kind: only claims of this kind.
        min_confidence: only claims that are right with at least this probability; those of unknown confidence are left
            out.
        limit: at most so many rows, None for all.
        acts: only claims by which the speaker does one of these ("deny", "accuse" …), all if empty; those of unknown
            act are left out.
        exact: not also what stands for those who are asked for, as Kyiv does for Ukraine.
    """

    since: Date | None = None
    until: Date | None = None
    kind: Kind | None = None
    min_confidence: float | None = None
    limit: int | None = None
    acts: tuple[str, ...] = ()
    exact: bool = False

    @classmethod
    def of(cls, *, exact: bool = False, **limits: Unpack[Limits]) -> Filters:
        """Make filters of keywords.

        Args:
            exact: see `Filters`.
            limits: see `Limits`.

        Raises:
            FilterError: a day, a kind, an act or a probability is none.
        """
        kind, confidence = limits.get("kind"), limits.get("min_confidence")
        given = limits.get("acts") or ()
        acts = (given,) if isinstance(given, str) else tuple(given)
        if kind is not None and kind not in get_args(Kind):
            raise FilterError(f"kind is {kind!r}: give one of {', '.join(get_args(Kind))}.")
        if confidence is not None and not 0 <= confidence <= 1:
            raise FilterError(f"min_confidence is {confidence}: give a probability from 0 to 1.")
        for act in acts:
            check_act(act)
        return cls(
            since=_day(limits.get("since")),
            until=_day(limits.get("until")),
            kind=kind,
            min_confidence=confidence,
            limit=limits.get("limit"),
            acts=acts,
            exact=exact,
        )

    def params(self) -> dict[str, Any]:
        """As parameters of queries that return a part of the rows."""
        return {**self.params_of_all(), "limit": ALL_ROWS if self.limit is None else max(0, self.limit)}

    def params_of_all(self) -> dict[str, Any]:
        """As parameters of queries that return all rows."""
        return {
            "dated": self.since is not None or self.until is not None,
            "since": self.since or Date.min,
            "until": self.until or Date.max,
            "of_kind": self.kind is not None,
            "kind": self.kind or "",
            "graded": self.min_confidence is not None,
            "least": self.min_confidence or 0.0,
            "acted": bool(self.acts),
            "acts": list(self.acts) or [""],
        }

    def are_none(self) -> bool:
        """Whether all claims are let through; the limit is no matter."""
        return replace(self, limit=None, exact=False) == EVERYTHING


def _day(given: Date | str | None) -> Date | None:
    if not isinstance(given, str):
        return given
    try:
        return Date.fromisoformat(given)
    except ValueError:
        raise FilterError(f"{given!r} is no day: give it as YYYY-MM-DD.") from None


def check_act(act: str) -> None:
    """Refuse an act that no claim can have: the answer would be that nothing was found."""
    from onrecord.extract.lexicon.acts import act_of_word, acts  # reads a table, which most look-ups do not need

    if act not in acts():
        words = [word for word in re.findall(r"\w+", act) if act_of_word(word)]
        meant = ", ".join(dict.fromkeys(str(act_of_word(word)) for word in words))
        hint = f"did you mean {meant}? Otherwise, " if meant else ""
        listed = ", ".join(acts())
        raise FilterError(f"“{act}” is no act: {hint}the acts are {listed}. “onrecord acts” lists their words.")


EVERYTHING: Final = Filters()


ALL_ROWS: Final = 2**40
