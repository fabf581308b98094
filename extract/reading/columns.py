"""Which column of a table holds which field of an article: by the names that tables use, or as it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from onrecord.extract.errors import ExtractionError

NAMES: Final = {
    "text": ("text", "body", "content", "article", "article text", "article body", "full text"),
    "title": ("title", "headline"),
    "date": ("date", "published", "publication date", "date published", "published at", "pub date"),
    "url": ("url", "link", "permalink"),
    "publisher": ("publisher", "source", "publication", "outlet"),
    "author": ("author", "authors", "byline"),
    "id": ("id", "article id"),
}
"""The fields of an article, and the columns that hold them, the likeliest first, in any case and with any signs
between words."""

_SHOWN = 30  # characters of a name
_LISTED = 20


class ColumnError(ExtractionError):
    """A table lacks a column that is needed; the message says which, and what columns it has."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the fields of an article are found in a table.

    Attributes:
        said: the name of the column for a field (one of `NAMES`), for those that the user has said.
    """

    said: Mapping[str, str] = field(default_factory=dict)

    def of(self, names: Sequence[str]) -> dict[str, int]:
        """Find the column of each field, as its place among the names; a field that has none is left out.

        Raises:
            ColumnError: there is none for the text, or none of a name that was said.
        """
        plain = [_plain(name) for name in names]
        found = {}
        for which, usual in NAMES.items():
            said = self.said.get(which)
            if said is not None:
                place = names.index(said) if said in names else _first(plain, [_plain(said)])
                if place is None:
                    raise ColumnError(f"it has no column “{said}”: {_listed(names)}")
            else:
                place = _first(plain, usual)
            if place is not None:
                found[which] = place
        if "text" not in found:
            raise ColumnError(
                f"it has no column for the text ({', '.join(NAMES['text'][:4])}): {_listed(names)}. "
                "Say which one it is: --column text=NAME"
            )
        return found

    def fit(self, names: Sequence[str]) -> bool:
        """Whether these are the columns of a table of articles."""
        try:
            return bool(self.of(names))
        except ColumnError:
            return False

    def renamed(self, record: Any) -> Any:
        """A record, as a line of JSON is one, with what was said to be a field under the field's name."""
        if not self.said or not isinstance(record, dict):
            return record
        return record | {which: record[name] for which, name in self.said.items() if name in record}


def by_usual_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an article in a mapping that names them in any of the usual ways."""
    plain = [_plain(str(name)) for name in fields]
    values = list(fields.values())
    places = {which: _first(plain, usual) for which, usual in NAMES.items()}
    return {which: values[place] for which, place in places.items() if place is not None}


def _first(plain: Sequence[str], usual: Sequence[str]) -> int | None:
    return next((plain.index(name) for name in map(_plain, usual) if name in plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _listed(names: Sequence[str]) -> str:
    short = [name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…" for name in names[:_LISTED]]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"its columns are {', '.join(short)}{more}"
