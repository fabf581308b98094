"""The first of a ranking are those of the whole one, by whatever way a store gets at them."""

from __future__ import annotations

import random
from typing import get_args

import pytest
from support.articles import document, speaker, target, triple

from onrecord.extract.triple import Kind
from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters
from onrecord.graph.lookups import rankings

NAMES = [f"{first} {last}" for first in ("Ana", "Ben", "Cy") for last in ("Ruiz", "Hall", "Dorn", "Park")]
CLAIMS = [f"the harbour of {place} is closed for {days} days in winter" for place in ("Sund", "Ost") for days in "2345"]
FILTERS = [
    Filters(kind="direct"), Filters(kind="indirect", min_confidence=0.5), Filters(min_confidence=0.8),
    Filters(acts=("say",)), Filters(acts=("threaten",)), Filters.of(since="2024-03-03"),
]  # fmt: skip


@pytest.mark.parametrize("places", [rankings.PLACES, (0, 1, 2, 4, 8), (0, 1, 2)])
def test_the_first_are_those_of_the_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch, places: tuple[int, ...]
) -> None:
    dice = random.Random(len(places))
    articles = []
    for number in range(30):
        found = []
        said = [(dice.choice(NAMES[: 1 + dice.randrange(12)]), dice.choice(CLAIMS)) for _ in range(4)]
        text = " ".join(f"{who} said {claim}, as {NAMES[-1]} knows." for who, claim in said)
        article = document(text, f"article-{number}", f"2024-03-{1 + number % 5:02}")
        for who, claim in dict.fromkeys(said):
            kind: Kind = dice.choice(get_args(Kind))
            about = target(NAMES[-1], role=dice.choice(("about", "mention")))
            found.append(triple(article, speaker(who), claim, about, kind=kind, confidence=dice.random()))
        articles.append((article, found))
    assert [*store.load(articles)]
    monkeypatch.setattr(rankings, "PLACES", places)
    lengths = set()
    for filters in FILTERS:
        for ranked in (lookups.speakers, lookups.targets):
            for repeats in (False, True):
                whole = ranked(store, filters, repeats=repeats)
                lengths.add(len(whole))
                for limit in (1, 3, 5, 100):
                    first = Filters(
                        filters.since, filters.until, filters.kind, filters.min_confidence, limit, filters.acts
                    )
                    assert ranked(store, first, repeats=repeats) == whole[:limit], (filters, limit)
    assert max(lengths) > 5
    assert 0 in lengths
