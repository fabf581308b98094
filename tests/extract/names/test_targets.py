"""Whom a claim is about. Each case is an article and, for its last attribution, the targets with their roles."""

from __future__ import annotations

import pytest
from support.attribution_markup import resolved

CASES = [
    pytest.param(
        "{source:Robert Hale} {cue:accused} {content:Susan Price of theft}.",
        [("Susan Price", "about")],
        id="accused",
    ),
    pytest.param(
        "Susan Price left early. {source:Robert Hale} {cue:blamed} Price {cue:for} {content:the fire}.",
        [("Susan Price", "about")],
        id="object of the cue",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:told} Sky News {content:that Susan Price had left}.",
        [("Susan Price", "about")],
        id="not who is spoken to",
    ),
    pytest.param(
        "Susan Price left early. {source:Robert Hale} {cue:said} {content:she was ill}.",
        [("Susan Price", "about")],
        id="pronoun",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:said} {content:he would resign}.",
        [],
        id="never the speaker",
    ),
    pytest.param(
        "{content:“I have known Susan Price for years,”} {source:Robert Hale} {cue:said}.",
        [("Susan Price", "about")],
        id="I is the speaker",
    ),
    pytest.param(
        "French President Claire Dupont left. {source:Robert Hale} {cue:said} {content:the French president was ill}.",
        [("Claire Dupont", "about")],
        id="role",
    ),
    pytest.param(
        "Foreign Minister Pavel Novak met his Polish counterpart Adam Kowal. "
        "{source:Kowal} {cue:accused} {content:his Czech counterpart of delay}.",
        [("Pavel Novak", "about")],
        id="counterpart",
    ),
    pytest.param(
        "Ukrainian minister Olena Bondar flew to Berlin. {source:She} {cue:said} {content:Ukraine needed help and "
        "her country would fight}.",
        [("Ukraine", "about")],
        id="her country",
    ),
    pytest.param(
        "Susan Price spoke first. {source:Robert Hale} {cue:said} {content:Susan Price‘s plan was no good}.",
        [("Susan Price", "about")],
        id="an apostrophe turned round",
    ),
    pytest.param(
        "Susan Price spoke to a man. {source:Robert Hale} {cue:said} {content:the woman had to go}.",
        [("Susan Price", "about")],
        id="a noun with a gender",
    ),
    pytest.param(
        "Robert Hale and Susan Price met. {source:A poll} {cue:showed} {content:the candidates were tied}.",
        [("Robert Hale", "about"), ("Susan Price", "about")],
        id="several at once",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:said} {content:Susan Price had been seen in Berlin}.",
        [("Susan Price", "about"), ("Berlin", "mention")],
        id="where it happens",
    ),
    pytest.param(
        "{source:Kyiv} {cue:said} {content:Russia had broken the treaty}.",
        [("Russia", "about")],
        id="a country that acts",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:said} {content:Russian troops had left on Monday for $3 million}.",
        [],
        id="no adjectives, dates or sums",
    ),
    pytest.param(
        "{source:Robert Hale} {cue:said} {content:Susan Price lied. Price knew}.",
        [("Susan Price", "about")],
        id="each once",
    ),
]


@pytest.mark.parametrize(("article", "targets"), CASES)
def test_targets(article: str, targets: list[tuple[str, str]]) -> None:
    found = resolved(article)[-1].targets
    assert [(target.name, target.role) for target in found] == targets


def test_text_and_spans_are_those_of_the_first_mention() -> None:
    [one] = resolved("Susan Price left. {source:Robert Hale} {cue:said} {content:she lied, that Price knew}.")
    [target] = one.targets
    assert (target.name, target.type, target.text, target.spans) == ("Susan Price", "person", "she", ((35, 38),))
