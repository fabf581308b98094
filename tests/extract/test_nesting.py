"""Claims inside claims: which of an article's attributions stand in the content of another."""

from __future__ import annotations

import pytest
from support.attribution_markup import read_markup

from onrecord.extract.attribution.nesting import within

NESTED = [
    (
        "{source:Ana Ruiz} {cue:said} {content:it was safe}. {source2:Lee Park} {cue2:denied} {content2:it}.",
        [None, None],
    ),
    ("{source:Ana} {cue:said} {content:that {source2:Lee} had {cue2:promised} {content2:to rebuild it}}.", [None, 0]),
    (
        "{source:Ana} {cue:said} {content:{source2:Lee} {cue2:hoped} {content2:{source3:Eva} would {cue3:vow} "
        "{content3:to pay}}}.",
        [None, 0, 1],
    ),
    ("{source:Ana} {cue:said}: {content:“{source2:We} {cue2:believe} {content2:it will close}.”}", [None, 0]),
    # two verbs of one speaker: the second stands beside the first claim, not in it
    ("{source:She} {cue:said} {content:it was over} and {cue2:vowed} {content2:to leave}.", [None, None]),
    # without a cue a claim stands where its content does
    ("{source:Ana} {cue:wrote}: {content:It is late. {content2:“Go home.”} So he said.}", [None, 0]),
]


@pytest.mark.parametrize(("article", "around"), NESTED)
def test_which_claim_stands_in_which(article: str, around: list[int | None]) -> None:
    _, attributions = read_markup(article)
    assert within(attributions) == around
