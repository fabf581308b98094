"""Queries as a server gets them: without the conditions that nobody asks for, and with all of their columns."""

from __future__ import annotations

import re

import pytest

from onrecord.graph.filters import EVERYTHING
from onrecord.graph.lookups import queries
from onrecord.graph.model.query import Query
from onrecord.graph.queries import switched

ALL = {name: each for name, each in vars(queries).items() if isinstance(each, Query)}
PARAMS = {**EVERYTHING.params(), "repeats": False, "claims_only": False}


@pytest.mark.parametrize("name", ALL)
def test_no_column_is_switched_off(name: str) -> None:
    text = ALL[name].text
    assert columns(switched(text, PARAMS)) == columns(text)


def columns(text: str) -> list[str]:
    """What each RETURN of a query has after it."""
    return re.findall(r"RETURN (.*)", text)
