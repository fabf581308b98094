"""One piece of work: its files read, what is missing extracted, its shards written."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.extract.document import Document
from onrecord.extract.reading import read
from onrecord.extract.reading.item import Remark
from onrecord.extract.shards import shard
from onrecord.extract.shards.plan import Job, Work
from onrecord.extract.triple import Triple

Triples = Callable[[Document], list[Triple]]


@dataclass(frozen=True, slots=True)
class Begun:
    """An article is about to be extracted."""

    article: str
    path: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """An article, or several, has been extracted, with so many claims, though it may not be in a shard yet."""

    claims: int
    articles: int = 1


def make(work: Work, job: Job, triples: Triples) -> Generator[Begun | Progress]:
    """Make those shards of a piece of work that are not there, and report how it goes on.

    Args:
        triples: finds the triples of an article.
    """
    there = work.there(job)
    if work.is_done(there):
        return
    for number, (articles, is_last, remarks) in enumerate(_portions(work, job)):
        if number in there or number % work.turns != work.turn:
            continue
        found = []
        for document in articles:
            yield Begun(document.id, document.path)
            found.append((document, triples(document)))
            yield Progress(len(found[-1][1]))
        shard.write(work.shard(job, number), work.fingerprint, is_last, found, remarks)


def _portions(work: Work, job: Job) -> Iterator[tuple[list[Document], bool, list[Remark]]]:
    """The articles of each shard, whether it is the last, and what there was to say while they were read."""
    remarks: list[Remark] = []
    items = read(work.paths, **job.known)

    def documents() -> Iterator[Document]:
        for item in items:
            if isinstance(item, Remark):
                remarks.append(item)
            else:
                yield item

    rest = documents()
    ahead = next(rest, None)
    if ahead is None:
        yield [], True, remarks
    while ahead is not None:
        portion = [ahead, *islice(rest, job.articles_a_shard - 1)]
        ahead = next(rest, None)
        yield portion, ahead is None, [*remarks]
        remarks.clear()
