"""What onrecord makes of a sentence or two: each line of tests/cases/*.jsonl is one example.

    {"name": …, "text": …, "claims": [{"speaker", "cue", "claim", "kind", "about", "named"}]}

`claims` are all the claims that the text makes, no more. `claim` is a piece of the text, or a list of pieces where the
claim is split; `cue` is null where none is written, `speaker` where nobody is named as one. `about` (names the claim
says something of; there may be more), `not_about` (names that it says nothing of) and `named` may be left out. What
counts as a claim, and where it begins and ends: docs/claims.md. A line marked `"hard": "why"` is one that onrecord is
known to get wrong.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from support.places import TESTS

from onrecord.extract import Extractor
from onrecord.extract.triple import Triple, covered

Case = dict[str, Any]

FOLDER = TESTS / "cases"
WORD = re.compile(r"\w+(?:['’]\w+)*")
# Annotators differ on these at the edge of a claim ("vowed to | leave", "vowed | to leave").
LINKS = {"about", "as", "for", "of", "that", "to"}


def read_cases() -> list[Case]:
    lines = ((path.stem, line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [{"form": form, **json.loads(line)} for form, line in lines]


def title(case: Case) -> str:
    return f"{case['form']}: {case['name']}"


def known_wrong(case: Case) -> pytest.MarkDecorator | tuple[()]:
    """Not strict: int8 arithmetic differs a little between processors, and a doubtful case may come right."""
    return pytest.mark.xfail(reason=case["hard"]) if "hard" in case else ()


CASES = read_cases()


@cache
def extractor() -> Extractor:
    return Extractor()


def pieces(claim: str | list[str]) -> list[str]:
    return [claim] if isinstance(claim, str) else claim


def place(text: str, claim: str | list[str]) -> tuple[tuple[int, int], ...]:
    """Where the pieces of a claim stand in the text, one after the other."""
    spans: list[tuple[int, int]] = []
    for piece in pieces(claim):
        start = text.index(piece, spans[-1][1] if spans else 0)
        spans.append((start, start + len(piece)))
    return tuple(spans)


def words(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """The places of the words in the spans, so that marks and stops at their edges make no difference."""
    return tuple(
        match.start()
        for match in WORD.finditer(text)
        if match.group().lower() not in LINKS and any(start <= match.start() < stop for start, stop in spans)
    )


def has_name(expected: str | None, found: str | None) -> bool:
    """Whether the name found has all the words of the one expected; it may have more, such as a title."""
    if expected is None or found is None:
        return expected is found
    return set(WORD.findall(expected.casefold())) <= set(WORD.findall(found.casefold()))


def same_cue(expected: str | None, found: Triple) -> bool:
    if expected is None or found.cue is None:
        return expected is None and found.cue is None
    return expected in found.cue.text or found.cue.text in expected


@pytest.mark.parametrize("case", CASES, ids=title)
def test_case_is_well_formed(case: Case) -> None:
    for claim in case["claims"]:
        assert covered(case["text"], place(case["text"], claim["claim"])) == " ".join(pieces(claim["claim"]))
        assert claim["kind"] in ("direct", "mixed", "indirect")
        assert claim["cue"] is None or claim["cue"] in case["text"]


@pytest.mark.parametrize("case", [pytest.param(case, id=title(case), marks=known_wrong(case)) for case in CASES])
def test_claims(case: Case) -> None:
    text = case["text"]
    found = [(words(text, triple.claim.spans), triple) for triple in extractor().triples(text)]
    expected = [(words(text, place(text, claim["claim"])), claim) for claim in case["claims"]]
    shown = [triple.claim.text for _, triple in found]
    assert sorted(key for key, _ in found) == sorted(key for key, _ in expected), shown
    for key, claim in expected:  # one says what another denies
        same = [triple for other, triple in found if other == key]
        triple = next((one for one in same if same_cue(claim["cue"], one)), same[0])
        speaker = triple.speaker
        assert has_name(claim["speaker"], speaker.name if speaker else None)
        assert same_cue(claim["cue"], triple)
        assert triple.claim.kind == claim["kind"]
        if "named" in claim:
            assert speaker is not None
            assert speaker.named == claim["named"]
        about = [target.name for target in triple.targets if target.role == "about"]
        for name in claim.get("about", []):
            assert any(has_name(name, other) for other in about), about
        for name in claim.get("not_about", []):
            assert not any(has_name(name, other) for other in about), about


def test_a_headline_under_a_heading_is_not_laid_in_the_mouth_of_who_spoke_last() -> None:
    text = "Peter Holm, the coach, said the team was ready.\n\nMOST READ\n“I gave up my job for a donkey”\nTen soups"
    speakers = {one.claim.text: one.speaker and one.speaker.name for one in extractor().triples(text)}
    assert speakers.pop("the team was ready") == "Peter Holm"
    assert not any(speakers.values())
