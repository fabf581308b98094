"""Which mentions mean the same, as the model has learned it: a link from each mention back to those before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

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
AHEAD = 60  # mentions: how far on somebody is named of whom a lead tells already
LIKELIEST = 16  # entities that are kept of those that a mention may mean
FEWEST = 1e-4  # a share under which an entity is no longer thought of
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
        self._number: dict[Entity, int] = {}
        self._entities: list[Entity] = []
        # Whom each mention (row) may mean, by number, and how likely. From row `_guessed` on only of known mentions.
        self._who = np.zeros((len(self._order), LIKELIEST), dtype=np.int64)
        self._shares = np.zeros((len(self._order), LIKELIEST), dtype=np.float32)
        self._known: set[Span] = set()
        self._guessed = 0
        self._fitting: dict[tuple[str, int], bool] = {}
        for span, entity in known.items():
            self.learn(span, entity)

    def type(self, span: Span) -> EntityType | None:
        """The likeliest type of what a mention means; None where it is not known as one."""
        return self._links.type(span) if self._links is not None and span in self._links.number else None

    def learn(self, span: Span, entity: Entity) -> None:
        """From now on a mention is known to mean an entity."""
        number = self._number.setdefault(entity, len(self._entities))
        if number == len(self._entities):
            self._entities.append(entity)
        row = bisect_left(self._order, span)
        self._who[row, 0], self._shares[row] = number, 0
        self._shares[row, 0] = 1
        self._known.add(span)

    def meant(self, span: Span, fits: Callable[[Entity], bool]) -> tuple[Entity | None, float]:
        """Whom a mention most likely means of those that fit and were mentioned before, and how likely, 0 to 1."""
        if self._links is None:
            return None, 0.0
        self._guess(bisect_left(self._order, (span[0],)))
        who, shares = self._meaning(span)
        for each in np.argsort(-shares).tolist():
            entity = self._entities[who[each]]
            if fits(entity):
                return entity, float(shares[each])
        return None, 0.0

    def shares(self, span: Span) -> dict[Entity, float]:
        """How likely a mention means each of the entities that were mentioned before, 0 to 1."""
        if self._links is None or span not in self._links.number:
            return {}
        self._guess(bisect_left(self._order, (span[0],)))
        who, shares = self._meaning(span)
        return {self._entities[number]: share for number, share in zip(who.tolist(), shares.tolist(), strict=True)}

    def foretold(self, span: Span, later: Mapping[Entity, Span]) -> tuple[Entity | None, float]:
        """Of whom a mention tells who is named only after it, and how likely, 0 to 1: "a councillor" of the lead.

        Args:
            span: the mention.
            later: those who may be meant, each with where its first name stands.
        """
        found: tuple[Entity | None, float] = (None, 0.0)
        if self._links is None or span not in self._links.number:
            return found
        row = bisect_left(self._order, span)
        for entity, name in later.items():
            here = bisect_left(self._order, name)
            low = max(here - REACH, 0)
            if row < here <= row + AHEAD:
                odds = np.exp(np.minimum(self._links.scores(name, low, here), MOST))
                share = float(odds[row - low] / (1 + odds.sum()))
                found = max(found, (entity, share), key=lambda each: each[1])
        return found

    def _meaning(self, span: Span) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Whom a mention may mean, by number, and how likely, by the links to those before it.

        What is mentioned before it may not be known either: "the site" after "the site".
        """
        assert self._links is not None
        here = bisect_left(self._order, (span[0],))
        low = max(here - REACH, 0)
        odds = np.exp(np.minimum(self._links.scores(span, low, here), MOST))
        row, place = self._shares[low:here].nonzero()
        who, entry = np.unique(self._who[low:here][row, place], return_inverse=True)
        summed = np.bincount(entry, odds[row] * self._shares[low:here][row, place], len(who))
        return who, summed / (1 + summed.sum())

    def _guess(self, stop: int) -> None:
        """Work out whom the mentions before one mean, in the order of the text, since each goes by those before it."""
        for row in range(self._guessed, stop):
            span = self._order[row]
            if span not in self._known:
                who, shares = self._meaning(span)
                likely = np.argsort(-shares)[:LIKELIEST]
                likely = likely[shares[likely] >= FEWEST]
                fitting = self._fit(self._text[slice(*span)].lower(), who[likely].tolist())
                self._who[row, : len(likely)] = who[likely]
                self._shares[row, : len(likely)] = shares[likely] * fitting
        self._guessed = max(self._guessed, stop)

    def _fit(self, word: str, who: list[int]) -> list[bool]:
        """Which of some entities words can mean."""
        is_pronoun = word in GENDERS or word in IT
        apart = (PAST | CONTRASTS) & {*word.replace("-", " ").split()}
        kind = word if is_pronoun else " ".join((*sorted(apart), noun_of(word)))
        for number in who:
            if (kind, number) not in self._fitting:
                entity = self._entities[number]
                self._fitting[kind, number] = entity.named and may_mean(word, entity)
        return [self._fitting[kind, number] for number in who]


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
