"""What every look-up can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any, Final

from onrecord.extract.triple import Kind


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


EVERYTHING: Final = Filters()


ALL_ROWS: Final = 2**40
