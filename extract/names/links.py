"""Which mentions mean the same, as the model has learned it: a link from each mention back to those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.names.entities import PAST, Entities, Entity
from onrecord.extract.names.entities.sorts import may_be_called, noun_of
from onrecord.extract.names.roles import CONTRASTS
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import EntityType, Span

MOST = 30.0  # log-odds
REACH = 400  # mentions: how far back an antecedent is looked for
NEW = 8  # entities that the article does not name: room for so many is made at once
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
        known = {parse.span(name.start, name.stop): entity for entity in entities.all for name in entity.names}
        others = (
            span for one in attributions for span in (*(role.span for role in one.roles), *one.source[:1], begin(one))
        )
        self._order = sorted({*known, *others})
        self._links = reading.links(self._order, parse.text) if self._order else None
        self._column: dict[Entity, int] = {}
        # How likely each mention (row) means each entity (column). From row `_guessed` on only of known ones.
        self._shares = np.zeros((len(self._order), len(entities.all) + NEW), dtype=np.float32)
        self._known: set[Span] = set()
        self._guessed = 0
        self._fitting: dict[str, NDArray[np.bool_]] = {}
        for span, entity in known.items():
            self.learn(span, entity)

    def type(self, span: Span) -> EntityType | None:
        """The likeliest type of what a mention means; None where it is not known as one."""
        return self._links.type(span) if self._links is not None and span in self._links.number else None

    def learn(self, span: Span, entity: Entity) -> None:
        """From now on a mention is known to mean an entity."""
        column = self._column.setdefault(entity, len(self._column))
        if column == self._shares.shape[1]:
            self._shares = np.pad(self._shares, ((0, 0), (0, NEW)))
        row = self._shares[bisect_left(self._order, span)]
        row[:] = 0
        row[column] = 1
        self._known.add(span)
        self._fitting.clear()

    def meant(self, span: Span, fits: Callable[[Entity], bool]) -> tuple[Entity | None, float]:
        """Whom a mention most likely means of those that fit and were mentioned before, and how likely, 0 to 1."""
        if self._links is None:
            return None, 0.0
        self._guess(bisect_left(self._order, (span[0],)))
        shares, entities = self._meaning(span), list(self._column)
        for column in np.argsort(-shares).tolist():
            if shares[column] <= 0:
                break
            if fits(entities[column]):
                return entities[column], float(shares[column])
        return None, 0.0

    def _meaning(self, span: Span) -> NDArray[np.float32]:
        """How likely a mention means each entity, by the links to those before it.

        What is mentioned before it may not be known either: "the site" after "the site".
        """
        assert self._links is not None
        here = bisect_left(self._order, (span[0],))
        low = max(here - REACH, 0)
        known = self._shares[low:here, : len(self._column)]
        odds = np.exp(np.minimum(self._links.scores(span, low, here), MOST)) @ known
        shares: NDArray[np.float32] = odds / (1 + odds.sum())
        return shares

    def _guess(self, stop: int) -> None:
        """Work out whom the mentions before one mean, in the order of the text, since each goes by those before it."""
        for row in range(self._guessed, stop):
            span = self._order[row]
            if span not in self._known:
                shares = self._meaning(span)
                self._shares[row, : len(shares)] = shares * self._fit(self._text[slice(*span)].lower())
        self._guessed = max(self._guessed, stop)

    def _fit(self, word: str) -> NDArray[np.bool_]:
        """Which entities words can mean."""
        is_pronoun = word in GENDERS or word in IT
        apart = (PAST | CONTRASTS) & {*word.replace("-", " ").split()}
        kind = word if is_pronoun else " ".join((*sorted(apart), noun_of(word)))
        if kind not in self._fitting:
            fitting = [entity.named and may_mean(word, entity) for entity in self._column]
            self._fitting[kind] = np.array(fitting, dtype=bool)
        return self._fitting[kind]


def may_mean(word: str, entity: Entity) -> bool:
    """Whether a pronoun can mean an entity, by gender and number; any other word can."""
    if word in GENDERS:
        return entity.type == "person" and entity.gender in ("", GENDERS[word])
    if word in IT:
        return entity.type != "person"
    return (not entity.former or not PAST.isdisjoint(word.split())) and may_be_called(word, entity)


def begin(attribution: Attribution) -> Span:
    """Where a claim begins: the place that stands for its speaker where it has neither cue nor source."""
    start = attribution.content[0][0]
    return start, start + 1
