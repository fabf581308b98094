"""One interface over two stores that hold the same graph."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from onrecord.extract.document import Document
from onrecord.extract.triple import Triple

Outcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that is now in the store: its id, what had to be done, its number of claims, its speakers' ids."""

    document: str
    outcome: Outcome
    claims: int
    speakers: frozenset[str]


class Store(ABC):
    """A graph of who said what about whom. Use it as a context manager, or `close()` it."""

    uri: str

    def load(self, batches: Iterable[tuple[Document, Sequence[Triple]]]) -> Iterator[Loaded]:
        """Put documents with their triples into the store, several a transaction, each all there or not at all.

        Lazy: documents are taken from `batches`, and written, as the result is iterated over; each is reported once
        it is safely in the store.
        """
        raise NotImplementedError

    @abstractmethod
    def close(self) -> None:
        """Let go of the store. Closing twice is harmless."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
