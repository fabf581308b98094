"""What a cue tells of its claim: the act, whom it is said to, and the claims that it reports."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.attribution_markup import parsed, resolved

from onrecord.extract import Extractor
from onrecord.extract.acts import act_of
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.rules.silent import unspoken
from onrecord.extract.lexicon.acts import acts

ACTS = [
    ("{source:Ana Ruiz} {cue:said} {content:the bridge was safe}.", "say"),
    ("{source:Ana Ruiz} {cue:denied} {content:that the bridge was unsafe}.", "deny"),
    ("{source:Ana Ruiz} {cue:did not deny} {content:that the bridge was unsafe}.", "leave open"),
    ("{source:Ana Ruiz} {cue:refused to rule out} {content:a vote}.", "leave open"),
    ("{source:Ana Ruiz} {cue:has accused} {content:Lee Park of lying}.", "accuse"),
    ("{source:Ana Ruiz} {cue:blamed} {content:Lee Park for the delay}.", "blame"),
    ("{source:Ana Ruiz} {cue:praised} {content:the crew}.", "praise"),
    ("{source:Ana Ruiz} {cue:vowed} {content:to rebuild the bridge}.", "promise"),
    ("{source:Her} {cue:pledge} {content:to rebuild the bridge} won votes.", "promise"),
    ("{source:Ana Ruiz} {cue:called for} {content:a new vote}.", "demand"),
    ("{source:Ana Ruiz} {cue:called} {content:the plan “absurd”}.", "say"),
    ("{source:Ana Ruiz} {cue:warned} {content:that the river would rise}.", "warn"),
    ("{source:Ana Ruiz} {cue:declined to say} {content:who would pay}.", "withhold"),
    ("{source:Ana Ruiz} {cue:does not believe} {content:that it will hold}.", "doubt"),
    ("{source:Voters} {cue:are worried about} {content:the price of bread}.", "fear"),
    ("{source:The mayor} {cue:said in a warning to the builders} {content:that time was short}.", "warn"),
    ("{cue:According to} {source:the report}, {content:the bridge was unsafe}.", "say"),
    ("{source:The firm} {cue:neither confirmed nor denied} {content:the sale}.", "withhold"),
    ("{source:The council} {cue:has yet to say} {content:when the pool will open}.", "withhold"),
    ("{source:The council} {cue:failed to say} {content:why the pool had closed}.", "withhold"),
    ("{source:Lee Park} {cue:stopped short of calling for} {content:a vote}.", "withhold"),
    ("{source:Neither Ana Ruiz nor Lee Park} {cue:said} {content:that the bridge was safe}.", "withhold"),
    ("{source:No 10} {cue:has denied} {content:that the bridge is unsafe}.", "deny"),
    ("{source:Ana Ruiz} saw neither him nor her, {cue:said} {content:the mill had closed}.", "say"),
    ("{source:No minister} {cue:has said} {content:that the bridge is safe}.", "withhold"),
    ("{source:Few engineers} {cue:believe} {content:that the bridge is safe}.", "doubt"),
    ("{source:A few engineers} {cue:believe} {content:that the bridge is safe}.", "believe"),
    ("Without a pause, {source:Ana Ruiz} {cue:accused} {content:Lee Park of lying}.", "accuse"),
    ("{source:Ana Ruiz} {cue:left without denying} {content:that she had lied}.", "leave open"),
    ("{source:Ana Ruiz} {cue:did not hesitate to blame} {content:Lee Park}.", "blame"),
    ("{source:Ana Ruiz} {cue:lost no time in criticising} {content:the plan}.", "criticize"),
    ("{source:Ana Ruiz} {cue:could not help but admit} {content:that he was right}.", "admit"),
    ("{source:Ana Ruiz} {cue:never failed to mention} {content:that she had warned them}.", "say"),
    ("{source:Ana Ruiz} {cue:hardly ever criticises} {content:the crew}.", "withhold"),
    ("{content:“Never,”} {source:Ana Ruiz} {cue:said}.", "say"),
    ("At no point in ten years did {source:Ana Ruiz} {cue:admit} {content:that the bridge was unsafe}.", "deny"),
    ("Not once did {source:Ana Ruiz} {cue:claim} {content:that the bridge was safe}.", "withhold"),
    ("Rarely does {source:Ana Ruiz} {cue:criticise} {content:the crew}.", "withhold"),
    ("Not only did {source:Ana Ruiz} {cue:admit} {content:the theft}, she sang of it.", "admit"),
    ("Not until Friday did {source:Ana Ruiz} {cue:admit} {content:the theft}.", "admit"),
    ("{source:Ana Ruiz} {cue:promised} {content:nothing}.", "withhold"),
    ("{source:Ana Ruiz} {cue:promised} {content:nothing but trouble}.", "promise"),
    ("{source:Ana Ruiz} {cue:said} {content:nothing would change}.", "say"),
    ("Not even {source:Ana Ruiz} {cue:believes} {content:that the bridge is safe}.", "doubt"),
]


@pytest.mark.parametrize(("article", "act"), ACTS)
def test_act(article: str, act: str) -> None:
    parse, [attribution] = parsed(article)
    assert act_of(parse, parse.tokens(attribution.cue), parse.tokens(attribution.source)) == act
    assert act in acts()


ADDRESSEES = [
    ("{source:Ana Ruiz} {cue:told} the Harbour Times {content:that she would stay}.", [("Harbour Times", True)]),
    ("{source:Ana Ruiz} {cue:told} reporters {content:that she would stay}.", [("reporters", False)]),
    ("Lee Park came. “{content:You are late},” {source:Ana Ruiz} {cue:said to} him.", [("Lee Park", True)]),
    ("{source:Ana Ruiz} {cue:warned} Lee Park {content:that the river would rise}.", [("Lee Park", True)]),
    (
        "{source:Ana Ruiz} {cue:said in an interview with} Radio Sund {content:that she was well}.",
        [("Radio Sund", True)],
    ),
    ("{source:Ana Ruiz} {cue:told} Lee Park and Eva Lund {content:to stay}.", [("Lee Park", True), ("Eva Lund", True)]),
    ("{source:Ana Ruiz} {cue:accused} {content:Lee Park of lying}.", []),
    ("{source:Ana Ruiz} {cue:said} on Monday {content:that she would stay}.", []),
]


@pytest.mark.parametrize(("article", "expected"), ADDRESSEES)
def test_addressees(article: str, expected: list[tuple[str, bool]]) -> None:
    [one] = resolved(article)
    assert [(addressee.name, addressee.named) for addressee in one.addressees] == expected
    assert one.speaker is not None
    assert one.speaker.name == "Ana Ruiz"


def test_a_claim_that_reports_another_gives_both() -> None:
    text = "The vote was lost. Ana Ruiz, the mayor, said that Lee Park had promised to rebuild the bridge by May."
    outer, inner = Extractor().triples(text)
    assert [one.speaker and one.speaker.name for one in (outer, inner)] == ["Ana Ruiz", "Lee Park"]
    assert outer.reports == (inner.claim.id,)
    assert (inner.reports, inner.claim.act, inner.claim.text) == ((), "promise", "to rebuild the bridge by May")
    assert Extractor(nested=False).triples(text) == [replace(outer, reports=())]


def test_what_somebody_believes_by_their_own_words_stands_inside_what_they_say() -> None:
    text = "Ana Ruiz, the mayor, was there. “We believe the bridge will hold,” Ms Ruiz said on Monday."
    outer, inner = Extractor().triples(text)
    assert outer.reports == (inner.claim.id,)
    assert inner.speaker is not None
    assert (inner.speaker.name, inner.claim.text) == ("Ana Ruiz", "the bridge will hold")


def test_a_quotation_that_goes_on_has_a_speaker_without_words() -> None:
    text = "“We will mend it,” Ana Ruiz said.\n\n“There is nothing else to be done about the bridge.”"
    last = Extractor(nested=False).triples(text)[-1]
    assert (last.cue, last.speaker and (last.speaker.name, last.speaker.text, last.speaker.spans)) == (
        None,
        ("Ana Ruiz", "", ()),
    )


def test_a_source_that_is_an_article_alone_goes_up_to_the_comma() -> None:
    text = "According to the lease, work must begin in May."
    torn = Attribution(source=((13, 16),), cue=((0, 12),), content=((17, 46),), score=0.9)
    whole = unspoken(text, torn)
    assert (text[slice(*whole.source[0])], text[slice(*whole.content[0])]) == ("the lease", "work must begin in May")
