"""Who says it: sources resolved within the article. Each case is an article and the speakers of its attributions."""

from __future__ import annotations

import pytest
from support.attribution_markup import resolved

CASES = [
    pytest.param(
        "Prime Minister Helena Marsh opened the bridge. {source:Marsh} {cue:said} {content:it was late}.",
        ["Helena Marsh"],
        id="surname",
    ),
    pytest.param(
        "Mr. Robert Hale runs the mill. {source:Mr. Hale} {cue:denied} {content:the report}.",
        ["Robert Hale"],
        id="title and surname",
    ),
    pytest.param(
        "Helen Anne Marsh met the press. {source:Helen Marsh} {cue:said} {content:the plan was dead}.",
        ["Helen Anne Marsh"],
        id="the longer form of a name",
    ),
    pytest.param(
        "Robert Hale spoke first. {source:He} {cue:said} {content:the mill would close}.",
        ["Robert Hale"],
        id="pronoun",
    ),
    pytest.param(
        "Robert Hale met Susan Price on Monday. {source:She} {cue:said} {content:the talks went well}. "
        "{source2:He} {cue2:said} {content2:they did not}.",
        ["Susan Price", "Robert Hale"],
        id="pronouns of two genders",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:said} {content:the mill would close}. Susan Price, his deputy, was in the room. "
        "{source2:Mr. Hale} {cue2:added} {content2:that he was sorry}. {source3:He} {cue3:gave} {content3:no date}.",
        ["Robert Hale", "Robert Hale", "Robert Hale"],
        id="pronoun of who speaks",
    ),
    pytest.param(
        "Bill Stone and Laura Stone ran the paper together. {source:Mrs. Stone} {cue:said} {content:it was hard}. "
        "{source2:Mr. Stone} {cue2:said} {content2:it was fun}.",
        ["Laura Stone", "Bill Stone"],
        id="two people with one surname",
    ),
    pytest.param(
        "Robert Stone came with his daughter. {source:His wife}, Laura Stone, stayed away, "
        "and {cue:said} {content:she was ill}.",
        ["Laura Stone"],
        id="spouse",
    ),
    pytest.param(
        "French President Claire Dupont arrived on Monday. {source:The French president} {cue:said} {content:"
        "the treaty would hold}.",
        ["Claire Dupont"],
        id="role with a nationality",
    ),
    pytest.param(
        "Claire Dupont, the president of France, met German Chancellor Hans Weber. "
        "{source:The German chancellor} {cue:said} {content:the treaty would hold}.",
        ["Hans Weber"],
        id="the role of another",
    ),
    pytest.param(
        "Foreign Minister Pavel Novak met his Polish counterpart Adam Kowal in Prague. "
        "{source:Kowal} {cue:accused} {content:{source2:his Czech counterpart} of {cue2:promising} {content2:it}}.",
        ["Adam Kowal", "Pavel Novak"],
        id="counterpart",
    ),
    pytest.param(
        "{source:The head of the city's planning team, Maria Lopez,} {cue:said} {content:the road would be moved}.",
        ["Maria Lopez"],
        id="apposition",
    ),
    pytest.param(
        "{source:Dario Conti, the finance minister,} {cue:said} {content:taxes would rise}.",
        ["Dario Conti"],
        id="apposed role",
    ),
    pytest.param(
        "The International Grain Council (IGC) met in London. {source:The IGC} {cue:expects} {content:a poor harvest}.",
        ["International Grain Council"],
        id="acronym",
    ),
    pytest.param(
        "{cue:According to} {source:a lobby group, the Center for Rural Studies,} {content:farms are closing}.",
        ["Center for Rural Studies"],
        id="apposed body",
    ),
    pytest.param("{source:Kyiv} {cue:insists} {content:the attack was unprovoked}.", ["Kyiv"], id="government"),
    pytest.param(
        "{source:Two U.S. officials familiar with the matter} {cue:said} {content:the ship had sunk}.",
        ["Two U.S. officials familiar with the matter"],
        id="unnamed group",
    ),
    pytest.param(
        "{source:A senior congressional aide} {cue:said} {content:the bill was dead}.",
        ["senior congressional aide"],
        id="unnamed person",
    ),
    pytest.param("{cue:It is said that} {content:the ship had sunk}.", [None], id="hearsay"),
    pytest.param(
        "Robert Hale, {source:who} runs the mill, {cue:said} {content:it would close}.",
        ["Robert Hale"],
        id="relative pronoun",
    ),
    pytest.param(
        "{source:Robert Hale and Susan Price} {cue:said} {content:the mill would close}. "
        "{source2:They} {cue2:gave} {content2:no date}.",
        ["Robert Hale and Susan Price", "Robert Hale and Susan Price"],
        id="joint speakers",
    ),
    pytest.param(
        "Robert Hale and Susan Price met again on Friday, {source:each} {cue:saying} {content:the other lied}.",
        ["Robert Hale and Susan Price"],
        id="each",
    ),
    pytest.param(
        "Senator Robert Hale met Senator Susan Price. Hale and Price talked for hours. "
        "{source:The senators} {cue:gave} {content:no date}.",
        ["Robert Hale and Susan Price"],
        id="a role for several",
    ),
    pytest.param(
        "Robert Hale met Susan Price, his campaign manager. {source:His campaign manager} {cue:said} {content:no}.",
        ["Susan Price"],
        id="a role for someone",
    ),
    pytest.param(
        "{source:Robert Hale}{cue::} {content:Well, {source2:I} {cue2:hope} {content2:so}.}",
        ["Robert Hale", "Robert Hale"],
        id="I in a transcript",
    ),
    pytest.param(
        "Mayor Slams Robert Hale\n\nRobert Hale runs the mill. {source:Hale} {cue:said} {content:it was unfair}.",
        ["Robert Hale"],
        id="the verb of a headline is no name",
    ),
    pytest.param(
        "{content:“{source2:I} {cue2:promised} {content2:a new road},”} {source:Robert Hale} {cue:said}.",
        ["Robert Hale", "Robert Hale"],
        id="I inside a quotation",
    ),
    pytest.param(
        "{source:HALE}{cue::} {content:We had no choice.}\n\nRobert Hale runs the mill.",
        ["Robert Hale"],
        id="capitals of a transcript",
    ),
    pytest.param(
        "Senators Robert Hale and Susan Price met the press on Monday. Mr. Hale and Ms. Price had flown in. "
        "{source:The two senators} {cue:said} {content:the plan was dead}.",
        ["Robert Hale and Susan Price"],
        id="a title that two share",
    ),
    pytest.param(
        "The law was drafted by Robert Hale and carried further by Susan Price. "
        "{source:The two ministers} {cue:said} {content:it would stay}.",
        ["Robert Hale and Susan Price"],
        id="as many as the sentence before names",
    ),
    pytest.param(
        "Ana Ruiz met forty retired judges -- {source:most of whom} {cue:said} {content:it was fair}.",
        ["forty retired judges"],
        id="most of whom",
    ),
    pytest.param(
        "The Supreme Court met the Tarn Court of Appeals. The Supreme Court left. "
        "{source:The appeals court} {cue:said} {content:it would wait}.",
        ["Tarn Court of Appeals"],
        id="the court with those words in its name",
    ),
    pytest.param(
        "Donald Hale sued Irene Hale on Monday. {source:He} {cue:said} {content:it was late}. "
        "{source2:His ex-wife} {cue2:agreed}, {content2:and she left}.",
        ["Donald Hale", "Irene Hale"],
        id="ex-wife",
    ),
    pytest.param(
        "Lee Park spoke to the Green nominee for mayor, {source:who} {cue:said} {content:he was tired}.",
        ["Green nominee for mayor"],
        id="who is meant by who",
    ),
    pytest.param(
        "Robert Hale left early. His wife, Laura, stayed. {content:“It was fun,”} {source:she} {cue:said}.",
        ["Laura"],
        id="the name beside a role",
    ),
    pytest.param(
        "Robert Hale met Susan Price in March. {source:The two} {cue:said} {content:the mill would close}.",
        ["Robert Hale and Susan Price"],
        id="the two",
    ),
    pytest.param(
        "Pope Gregory spoke on Sunday. {source:Gregory} {cue:said} {content:it was late}. "
        "{source2:Susan Price and the pontiff} {cue2:said} {content2:they agreed}.",
        ["Pope Gregory", "Susan Price and Pope Gregory"],
        id="a title for life; a name and a noun that and joins",
    ),
    pytest.param(
        "{source:A former aide to President Robert Hale} {cue:said} {content:the bill was dead}.",
        ["former aide to President Robert Hale"],
        id="not whom somebody works for",
    ),
    pytest.param(
        "Norsk Havn Foods said nothing. {source:Norsk} {cue:warned} {content:of a loss}. "
        "{source2:The biscuit maker} {cue2:said} {content2:it was late}.",
        ["Norsk Havn Foods", "Norsk Havn Foods"],
        id="the first word of a company's name, and its trade",
    ),
    pytest.param(
        "Loss at Corran\n\nBy Tunde Okoro\n\nShares in Corran Subsea fell after {source:the cable maker} {cue:said} "
        "{content:it would miss its target}. {source2:Corran} {cue2:blamed} {content2:the weather}.",
        ["Corran Subsea", "Corran Subsea"],
        id="a company with shares, not who wrote of it",
    ),
    pytest.param(
        "{source:The Bakers and Millers’ Union} {cue:said} {content:it was late}.",
        ["Bakers and Millers’ Union"],
        id="a body of its members",
    ),
    pytest.param(
        "{source:The local MP, Susan Price,} {cue:said} {content:it was late}.", ["Susan Price"], id="an MP is no name"
    ),
    pytest.param(
        "{cue:According to} {source:the largest study of its kind}, {content:bees are well}.",
        ["largest study of its kind"],
        id="its own kind",
    ),
    pytest.param(
        "Price Slams Critics Over School\n\nMayor Susan Price spoke. {source:Price} {cue:said} {content:it was late}.",
        ["Susan Price"],
        id="a surname in a headline of capitals",
    ),
    pytest.param(
        "{source:One of the authors of that report, Susan Price,} {cue:said} {content:it was late}.",
        ["Susan Price"],
        id="one of several",
    ),
]


@pytest.mark.parametrize(("article", "speakers"), CASES)
def test_speaker(article: str, speakers: list[str | None]) -> None:
    assert [one.speaker and one.speaker.name for one in resolved(article)] == speakers


TYPES = [
    pytest.param("{source:Robert Hale} {cue:said} {content:no}.", ("person", True), id="person"),
    pytest.param("{source:The Ministry of Health} {cue:said} {content:no}.", ("organization", True), id="organization"),
    pytest.param("{source:Moscow} {cue:denied} {content:it}.", ("place", True), id="government"),
    pytest.param("{source:Nevada} {cue:said} {content:no}.", ("place", True), id="state"),
    pytest.param("{source:Latinos} {cue:said} {content:no}.", ("group", True), id="people"),
    pytest.param("{source:Republicans} {cue:said} {content:no}.", ("group", True), id="party members"),
    pytest.param("{source:Critics} {cue:said} {content:no}.", ("group", False), id="group"),
    pytest.param("{source:The Republican hopefuls} {cue:said} {content:no}.", ("group", False), id="some of a party"),
    pytest.param("{source:Facebook} {cue:said} {content:no}.", ("organization", True), id="platform"),
    pytest.param("{source:A spokeswoman} {cue:said} {content:no}.", ("person", False), id="unnamed person"),
    pytest.param("{source:A new poll} {cue:shows} {content:a tie}.", ("work", False), id="poll"),
    pytest.param("{source:The piece} {cue:claims} {content:a tie}.", ("work", False), id="article"),
]


@pytest.mark.parametrize(("article", "expected"), TYPES)
def test_type_of_speaker(article: str, expected: tuple[str, bool]) -> None:
    speaker = resolved(article)[0].speaker
    assert speaker is not None
    assert (speaker.type, speaker.named) == expected


def test_text_and_spans_are_those_of_the_source() -> None:
    speaker = resolved("President Claire Dupont came. {source:The president} {cue:said} {content:no}.")[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.text, speaker.spans) == ("Claire Dupont", "The president", ((30, 43),))
