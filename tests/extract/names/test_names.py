"""The names of people as newspapers write them: where each begins and ends, and who bears the short form."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from onrecord.extract.names.entities import Entity, find_entities
from onrecord.extract.names.mentions import Name, find_names
from onrecord.extract.names.spans import is_given_name
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.parsing.pipeline import english


@cache
def nlp() -> Language:
    return english()


def people(text: str) -> dict[str, int]:
    """The people that a text names, with how often it does."""
    parse = Parse(nlp()(text))
    return {who.name: len(who.names) for who in find_entities(parse, find_names(parse)).all if who.type == "person"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kim Min-jun, the North's envoy, said the launch was a test. “It was a success,” Kim told reporters. "
            "Park Ji-woo, the South's defence minister, accused Kim of lying.",
            {"Kim Min-jun": 3, "Park Ji-woo": 1},
        ),
        (
            "Taiwan's president, Lin Ing-wei, said there was no danger. Foreign Minister Wu Chao-lin told reporters "
            "that Lin was right.",
            {"Lin Ing-wei": 2, "Wu Chao-lin": 1},
        ),
        ("Jean-Luc Moreau and Lee Jae-hyun met on Monday.", {"Jean-Luc Moreau": 1, "Lee Jae-hyun": 1}),
        (
            "Harold “Duke” Prentiss, who runs the café, said so. “I lose ten customers a day,” Prentiss said.",
            {"Harold Prentiss": 2},
        ),
        (
            "William (Bill) Thorne said the club was bankrupt. Margaret \"Peggy\" Lund, its treasurer, denied that.",
            {"William Thorne": 1, "Margaret Lund": 1},
        ),
        ("Thomas \"Tom\" Halloran said he was sorry. Tom said that he would go.", {"Thomas Halloran": 2}),
        (
            "María José García López, the health minister, said it would open in May. “It is done,” García said. "
            "Carlos Vidal Roca, who leads the opposition, accused García of lying. Vidal said the lifts did not work.",
            {"María José García López": 3, "Carlos Vidal Roca": 2},
        ),
        (
            "Oliver Hamilton, the harbour master, said on Tuesday that the quay would close. “We have no money left,” "
            "Hamilton said.",
            {"Oliver Hamilton": 2},
        ),
        (
            "Oliver Jordan, the harbour master, said on Tuesday that the quay would close. “We have no money left,” "
            "Jordan said.",
            {"Oliver Jordan": 2},
        ),
        ("Ann Jordan flew to Amman. In Jordan, prices rose. Jordan said that it would help.", {"Ann Jordan": 1}),
        (
            "“We hope to open by Easter,” said Tom Reed, who sells fish. “Ramadan is our month,” said Nadia Haddad.",
            {"Tom Reed": 1, "Nadia Haddad": 1},
        ),
        (
            "Pat O’Brien, the harbour master, resigned on Monday. O'Brien said that the quay would close.",
            {"Pat O’Brien": 2},
        ),
    ],
)  # fmt: skip
def test_people(text: str, expected: dict[str, int]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize("nationality", ["Norwegian", "Briton", "German", "American"])
def test_a_nationality_is_no_part_of_a_name(nationality: str) -> None:
    found = people(f"The race was cut short. {nationality} Ingrid Solheim said she would ride on.")
    assert "Ingrid Solheim" in found
    assert f"{nationality} Ingrid Solheim" not in found


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Min-jun", True), ("Ji-woo", True), ("Ing-wei", True), ("Chao-lin", True), ("Eui-sun", True), ("Tae-oh", True),
        ("Jae-hyun", True), ("London-based", False), ("Trump-era", False), ("Rao-led", False), ("Roe-like", False),
        ("Jun", False), ("stand-in", False),
    ],
)  # fmt: skip
def test_given_names_of_syllables(word: str, expected: bool) -> None:
    assert is_given_name(word) == expected


def test_a_person_who_is_called_by_a_suffix_alone_has_no_surname() -> None:
    name = Name(0, 1, 0, "MP", ("mp",), "PERSON")
    assert Entity("MP", "person", names=[name]).surname == ""
