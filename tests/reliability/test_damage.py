"""A damaged store answers as before, or says that something is wrong. Many more: bench/reliability/damage.py."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.damage import NAME, Part, answers, make, try_out

from onrecord import graph


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of which some is in its log, and its search folder."""
    folder = tmp_path_factory.mktemp("whole")
    make(folder)
    return folder / "killed"


@pytest.fixture(scope="module")
def expected(killed: Path) -> str:
    with graph.open(str(killed.parent / NAME), read_only=True) as store:
        return answers(store)


@pytest.mark.parametrize(("part", "times"), [("log", 12), ("search", 12)])
def test_nothing_is_answered_otherwise_without_a_word(killed: Path, expected: str, part: Part, times: int) -> None:
    dice = random.Random(14)
    tried = [try_out(killed, part, dice, expected) for _ in range(times)]
    assert [each for each in tried if each.outcome not in ("same", "said")] == []
    if part == "search":
        assert {each.outcome for each in tried} == {"same"}
    else:
        assert sum(each.outcome == "said" for each in tried) > times // 2


def test_a_log_that_the_engine_dies_of_is_not_given_to_it(killed: Path, expected: str) -> None:
    """Found by the bench: a bit in a length or a count that leads beyond the end."""
    dice = random.Random(1)
    log = killed / f"{NAME}.wal"
    whole = log.read_bytes()
    at = dice.randrange(len(whole) // 2)
    try:
        log.write_bytes(whole[:at] + b"\xff" * 64 + whole[at + 64 :])
        assert try_out(killed, "search", dice, expected).outcome == "said"
    finally:
        log.write_bytes(whole)
