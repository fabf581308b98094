"""Entity recognition with the model of a spaCy pipeline, most words decided at once.

spaCy steps through a text word by word and asks for each of its 74 actions whether it is allowed, which costs it more
than the network. But outside of entities a state is scored from the next word alone (spaCy's `TransitionBasedParser`
with state type "ner"), so all words can be scored together, and only those within an entity are stepped through. The
entities are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.tokens import Doc, Span

Floats = NDArray[np.float32]


class Recogniser:
    """Finds the entities of articles whose sentences are known.

    Args:
        ner: the trained entity recogniser of a spaCy pipeline, without entities set beforehand.
    """

    def __init__(self, ner: Any) -> None:
        lower, upper = ner.model.get_ref("lower"), ner.model.get_ref("upper")
        self._vectors = ner.model.get_ref("tok2vec")
        # A state has three features: the next word, the first word of the open entity, the word before the next.
        weights, self._absent = lower.get_param("W"), lower.get_param("pad")[0]
        self._pieces = weights.shape[1:3]
        self._features = [np.ascontiguousarray(each.reshape(-1, each.shape[-1]).T) for each in weights]
        self._bias = lower.get_param("b")
        self._scores, self._score_bias = upper.get_param("W").T, upper.get_param("b")
        names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
        self._moves = [name.partition("-")[::2] for name in names]
        self._number = {move: number for number, move in enumerate(self._moves)}
        kinds = np.array([kind for kind, _ in self._moves])
        self._begins, self._outside = kinds == "B", kinds == "O"
        # "U-" is for words that were forbidden to be in an entity beforehand.
        self._never = np.array([move == ("U", "") or move[0] in ("I", "L") for move in self._moves])

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a document."""
        doc.set_ents([Span(doc, start, stop, label) for start, stop, label in self._find(doc)], default="outside")
        return doc

    def _find(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """First token, the one after the last, and label of each entity."""
        if not len(doc):
            return
        vectors = self._vectors.predict([doc])
        following = self._feature(vectors, 0)
        scores = self._score(following + self._absent[1] + self._absent[2])
        space = doc.to_array(IS_SPACE).astype(bool)
        # Whether a sentence ends with a token: no entity goes on from there.
        last = np.append(doc.to_array(SENT_START)[1:] == 1, True)
        scores[:, self._never] = -np.inf
        scores[np.ix_(space, ~self._outside)] = -np.inf
        scores[np.ix_(last, self._begins)] = -np.inf
        chosen = scores.argmax(axis=1)
        stop = 0
        for start in np.flatnonzero(~self._outside[chosen]).tolist():
            if start < stop:
                continue
            kind, label = self._moves[chosen[start]]
            stop = start + 1
            if kind == "B":
                first, (goes_on, ends) = self._feature(vectors[start], 1), self._next_moves(label)
                while not last[stop]:
                    state = self._score(following[stop] + first + self._feature(vectors[stop - 1], 2))
                    stop += 1
                    if state[ends] > state[goes_on]:
                        break
                else:
                    stop += 1
            yield start, stop, label

    def _next_moves(self, label: str) -> tuple[int, int]:
        return self._number["I", label], self._number["L", label]

    def _feature(self, vectors: Floats, number: int) -> Floats:
        """What words add to a state as its feature of this number."""
        added: Floats = (vectors @ self._features[number]).reshape(*vectors.shape[:-1], *self._pieces)
        return added

    def _score(self, states: Floats) -> Floats:
        """The score of every move."""
        scored: Floats = (states + self._bias).max(axis=-1) @ self._scores + self._score_bias
        return scored
