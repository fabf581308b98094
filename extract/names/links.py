"""Which mentions mean the same, as the model has learned it: a link from each mention back to those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from heapq import nlargest
from operator import itemgetter

import numpy as np

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.names.entities import PAST, Entities, Entity
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import EntityType, Span

MOST = 30.0  # log-odds
REACH = 400  # mentions: how far back an antecedent is looked for
FAINT = 1e-3  # odds against no antecedent, below which a link counts for nothing
LIKELIEST = 20  # entities that a mention may mean
GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
IT = frozenset({"it", "its", "itself"})


class Links:
    """The links between the mentions of an article.

    Args:
        parse: the parse of the article.
        reading: the article as the model read it.
        entities: the entities that the article names.
        attributions: its attributions, whose sources and targets are mentions too.
    """

    def __init__(self, parse: Parse, reading: Reading, entities: Entities, attributions: Iterable[Attribution]) -> None:
        self._text = parse.text
        # the mentions whose entity is known; of the others, whom each may mean, worked out when asked for
        self._known = {parse.span(name.start, name.stop): entity for entity in entities.all for name in entity.names}
        others = [
            span for one in attributions for span in (*(role.span for role in one.roles), *one.source[:1], begin(one))
        ]
        spans = list(dict.fromkeys([*self._known, *others]))
        self._guessed: dict[Span, tuple[dict[Entity, float], float]] = {}
        self._order = sorted(spans)
        self._links = reading.links(self._order, parse.text) if spans else None

    def type(self, span: Span) -> EntityType | None:
        """The likeliest type of what a mention means; None where it is not known as one."""
        return self._links.type(span) if self._links is not None and span in self._links.number else None

    def learn(self, span: Span, entity: Entity) -> None:
        """From now on a mention is known to mean an entity."""
        self._known[span] = entity

    def meant(self, span: Span, fits: Callable[[Entity], bool]) -> tuple[Entity | None, float]:
        """Whom a mention most likely means of those that fit and were mentioned before, and how likely, 0 to 1."""
        if self._links is None:
            return None, 0.0
        self._guess(bisect_left(self._order, (span[0],)))
        shares = self._shares(span, fits)
        best = max(shares, key=lambda entity: shares[entity], default=None)
        return best, shares[best] if best is not None else 0.0

    def _shares(self, span: Span, fits: Callable[[Entity], bool]) -> dict[Entity, float]:
        """How likely a mention means each of the entities that fit.

        What is mentioned before it may not be known either: "the site" after "the site".
        """
        assert self._links is not None
        odds: dict[Entity, float] = {}
        whole = 1.0
        here = bisect_left(self._order, (span[0],))
        low = max(here - REACH, 0)
        ones = np.exp(np.minimum(self._links.scores(span, low, here), MOST))
        near = np.flatnonzero(ones >= FAINT)
        for at, one in zip((near + low).tolist(), ones[near].tolist(), strict=True):
            other = self._order[at]
            known = self._known.get(other)
            shares, rest = ({known: 1.0}, 0.0) if known is not None else self._guessed[other]
            whole += one * rest
            for entity, share in shares.items():
                whole += one * share
                if fits(entity):
                    odds[entity] = odds.get(entity, 0.0) + one * share
        return {entity: each / whole for entity, each in odds.items()}

    def _guess(self, stop: int) -> None:
        """Work out whom the mentions before one mean, in the order of the text, since each goes by those before it."""
        for span in self._order[len(self._guessed) : stop]:
            shares = self._shares(span, self._fitting(self._text[slice(*span)].lower()))
            # Of hundreds of entities that something might mean, the unlikely ones are not told apart.
            likely = dict(nlargest(LIKELIEST, shares.items(), key=itemgetter(1)))
            self._guessed[span] = likely, sum(shares.values()) - sum(likely.values())

    def _fitting(self, word: str) -> Callable[[Entity], bool]:
        return lambda entity: entity.named and may_mean(word, entity)


def may_mean(word: str, entity: Entity) -> bool:
    """Whether a pronoun can mean an entity, by gender and number; any other word can."""
    if word in GENDERS:
        return entity.type == "person" and entity.gender in ("", GENDERS[word])
    if word in IT:
        return entity.type != "person"
    return not entity.former or not PAST.isdisjoint(word.split())


def begin(attribution: Attribution) -> Span:
    """Where a claim begins: the place that stands for its speaker where it has neither cue nor source."""
    start = attribution.content[0][0]
    return start, start + 1
