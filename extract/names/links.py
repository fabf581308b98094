"""Which mentions mean the same, as the model has learned it: a link from each mention back to those before it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from math import exp
from operator import itemgetter

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.names.entities import PAST, Entities, Entity
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import EntityType, Span

MOST = 30.0  # log-odds
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
        # each mention so far whose entity is known, in the order of the text
        self._known = [(parse.span(name.start, name.stop), entity) for entity in entities.all for name in entity.names]
        self._known.sort(key=itemgetter(0))
        others = [
            span for one in attributions for span in (*(role.span for role in one.roles), *one.source[:1], begin(one))
        ]
        spans = list(dict.fromkeys([*(span for span, _ in self._known), *others]))
        self._links = reading.links(spans, parse.text) if spans else None

    def type(self, span: Span) -> EntityType | None:
        """The likeliest type of what a mention means; None where it is not known as one."""
        return self._links.type(span) if self._links is not None and span in self._links.number else None

    def learn(self, span: Span, entity: Entity) -> None:
        """From now on a mention is known to mean an entity."""
        insort(self._known, (span, entity), key=itemgetter(0))

    def meant(self, span: Span, fits: Callable[[Entity], bool]) -> tuple[Entity | None, float]:
        """Whom a mention most likely means of those that fit and were mentioned before, and how likely, 0 to 1."""
        if self._links is None:
            return None, 0.0
        odds: dict[int, float] = {}
        found: dict[int, Entity] = {}
        whole = 1.0
        for other, entity in self._known:
            if other[0] >= span[0]:
                break
            one = exp(min(self._links.score(span, other), MOST))
            whole += one
            if fits(entity):
                odds[id(entity)] = odds.get(id(entity), 0.0) + one
                found[id(entity)] = entity
        if not odds:
            return None, 0.0
        best = max(odds, key=lambda key: odds[key])
        return found[best], odds[best] / whole


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
