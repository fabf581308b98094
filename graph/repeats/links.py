"""Which claims repeat which, kept right as documents come and go.

A claim repeats the earliest of the claims that are the same statement (see `comparison`): by day of publication,
undated last, then by document, place in it, and id. Which one that is depends on what is in the store and on nothing
else, not on the order in which it came there.

An index in the store finds the claims worth comparing: `Shingle.claims` lists the claims in which a shingle was chosen,
each as its wording's hash and its id. A shingle that one speaker has in more than STOCK wordings is a stock phrase
("make the county great"): for its sake claims are compared only where they share several of them, or all their words.
So a claim is compared with few others, however many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.repeats import queries
from onrecord.graph.repeats.comparison import Quoted, quoted, same_statement, shingles
from onrecord.graph.repeats.queries import SpokenClaim

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction

STOCK = 30
SEVERAL = 3  # stock phrases that two claims have to share to be compared
HASH_DIGITS = 16

Order = tuple[Date, str, int, str]


@dataclass(frozen=True)
class _Claim:
    """A claim of a named speaker. `repeated` is the place in order of the one that it repeats in the store."""

    speaker: str
    text: str
    kind: str
    order: Order
    repeated: Order | None = None

    @property
    def id(self) -> str:
        return self.order[-1]

    @cached_property
    def quoted(self) -> Quoted:
        return quoted(self.text, self.kind)

    @cached_property
    def shingles(self) -> frozenset[int]:
        return shingles(self.speaker, self.quoted.words)

    @cached_property
    def wording(self) -> str:
        return wording_hash(" ".join(word.form for word in self.quoted.words))


@dataclass(frozen=True, slots=True)
class Links:
    """What is to be written: for each claim the one it repeats or None, and the shingles' lists, empty for those to go.

    `new` are the ids of the claims that are not in the store yet.
    """

    repeated: dict[str, str | None] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    created: dict[int, list[str]] = field(default_factory=dict)
    changed: dict[int, list[str]] = field(default_factory=dict)

    def statement(self, claim_id: str) -> str:
        """The id of the claim that this one repeats, its own if none."""
        return self.repeated.get(claim_id) or claim_id


def plan(
    transaction: Transaction, gone: Collection[str], articles: Sequence[ArticleRows], moved: Mapping[str, str]
) -> Links:
    """What changes when the documents of ids `gone` go and `articles` come; asked before either is done.

    `moved`: claims that stay, but get another speaker, with its id: as if they went, and came from that one.
    """
    leaving = {claim.id: claim for claim in _claims(transaction, queries.CLAIMS_IN_DOCUMENT, gone)}
    coming = new = {claim.id: claim for article in articles for claim in _claims_of(article)}
    if moved:
        staying = {claim.id: claim for claim in _stored(transaction, moved)}
        leaving |= staying
        coming = new | {id: replace(claim, speaker=moved[id]) for id, claim in staying.items()}
    if not leaving and not coming:
        return Links()
    index = _Index(transaction)
    index.read((*leaving.values(), *coming.values()))
    index.take_out(leaving.values())
    index.put_in(coming.values())
    followers = {claim.id for claim in transaction.each(queries.REPEATING, sorted(leaving))}
    again = (followers | index.turned()) - leaving.keys() - coming.keys()
    known = coming | {claim.id: claim for claim in _stored(transaction, again)}
    index.read(known.values())
    near = {claim.id: index.near(claim) for claim in known.values()}
    others = {id for ids in near.values() for id in ids} - known.keys() - leaving.keys()
    everything = known | {claim.id: claim for claim in _stored(transaction, others)}
    return Links(_links(coming, known, everything, near), frozenset(new), *index.changes())


def write(transaction: Transaction, links: Links) -> None:
    """Carry out the plan, once the documents that go are gone and those that come are there."""
    moved = {id: other for id, other in links.repeated.items() if id not in links.new}
    transaction.each(queries.DELETE_REPEATS, moved)
    transaction.change(queries.SET_STATEMENTS, [{"id": id, "statement": other or id} for id, other in moved.items()])
    edges = [{"from": id, "to": other} for id, other in links.repeated.items() if other is not None]
    transaction.create("REPEATS", edges)
    transaction.create("Shingle", [{"id": id, "claims": claims} for id, claims in links.created.items()])
    kept = [{"id": id, "claims": claims} for id, claims in links.changed.items() if claims]
    transaction.change(queries.SET_SHINGLES, kept)
    emptied = [id for id, claims in links.changed.items() if not claims]
    if emptied:
        transaction.run(queries.DELETE_SHINGLES, ids=emptied)


def _links(
    coming: dict[str, _Claim], known: dict[str, _Claim], everything: dict[str, _Claim], near: dict[str, set[str]]
) -> dict[str, str | None]:
    """What each of the known claims repeats, and what others repeat from now on because of those that come."""
    compare = _Comparisons()
    found: dict[str, Order | None] = {}
    for claim in known.values():
        same = [other for id in near[claim.id] if (other := everything.get(id)) and compare(claim, other)]
        found[claim.id] = min((other.order for other in same if other.order < claim.order), default=None)
        if claim.id not in coming:
            continue
        for other in same:
            earlier = found.get(other.id, other.repeated)
            if other.id not in known and claim.order < other.order and (earlier is None or claim.order < earlier):
                found[other.id] = claim.order
    return {
        id: order and order[-1]
        for id, order in found.items()
        if id in coming or order != everything[id].repeated or (order and order[-1] in coming)
    }


class _Comparisons:
    """Comparing each two texts once."""

    def __init__(self) -> None:
        self._verdicts: dict[frozenset[tuple[str, str]], bool] = {}

    def __call__(self, one: _Claim, other: _Claim) -> bool:
        pair = frozenset([(one.kind, one.text), (other.kind, other.text)])
        if pair not in self._verdicts:
            self._verdicts[pair] = same_statement(one.quoted, other.quoted)
        return self._verdicts[pair]


class _Index:
    """The shingles of some claims, with the claims that each is in: as they are in the store, and as they are to be."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._before: dict[int, frozenset[str]] = {}
        self._after: dict[int, set[str]] = {}

    def read(self, claims: Iterable[_Claim]) -> None:
        """Read the shingles of these claims that have not been read yet."""
        wanted = {shingle for claim in claims for shingle in claim.shingles} - self._before.keys()
        if not wanted:
            return
        self._before |= dict.fromkeys(wanted, frozenset())
        found = self._transaction.run(queries.SHINGLES, ids=list(wanted))
        self._before |= {shingle.id: frozenset(shingle.claims) for shingle in found}
        self._after |= {shingle: set(self._before[shingle]) for shingle in wanted}

    def take_out(self, claims: Iterable[_Claim]) -> None:
        """Take out claims, whatever their wording was when they were put in."""
        for claim in claims:
            for shingle in claim.shingles:
                self._after[shingle] = {entry for entry in self._after[shingle] if entry[HASH_DIGITS:] != claim.id}

    def put_in(self, claims: Iterable[_Claim]) -> None:
        for claim in claims:
            entry = claim.wording + claim.id
            for shingle in claim.shingles:
                self._after[shingle].add(entry)

    def near(self, claim: _Claim) -> set[str]:
        """The ids of the claims that are worth comparing with this one."""
        shared: Counter[str] = Counter()
        for shingle in claim.shingles:
            entries = self._after[shingle]
            weight = 1 if _is_stock(entries) else SEVERAL
            for entry in entries:
                shared[entry] += weight
        near = (entry for entry, times in shared.items() if times >= SEVERAL or entry.startswith(claim.wording))
        return {entry[HASH_DIGITS:] for entry in near} - {claim.id}

    def turned(self) -> set[str]:
        """The ids of the claims with a shingle that has become a stock phrase, or is one no longer."""
        turned = [now for id, now in self._after.items() if _is_stock(now) != _is_stock(self._before[id])]
        return {entry[HASH_DIGITS:] for entries in turned for entry in entries}

    def changes(self) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
        """The lists to be created, and those to be changed."""
        changed = {id: sorted(now) for id, now in self._after.items() if now != self._before[id]}
        created = {id: claims for id, claims in changed.items() if not self._before[id]}
        return created, {id: claims for id, claims in changed.items() if id not in created}


def wording_hash(forms: str) -> str:
    """Give a hash of the forms of a claim's words, by which its entries in the index begin."""
    return blake2b(forms.encode(), digest_size=HASH_DIGITS // 2).hexdigest()


def _is_stock(entries: Collection[str]) -> bool:
    return len(entries) > STOCK and len({entry[:HASH_DIGITS] for entry in entries}) > STOCK


def _claims_of(article: ArticleRows) -> Iterator[_Claim]:
    """The claims that an article brings, those of named speakers; unnamed ones are nobody in another article."""
    speakers = {edge["to"]: edge["from"] for edge in article.said if article.entities[edge["from"]].named}
    for row in article.claims:
        if row["id"] in speakers:
            order = order_of(row["date"], article.id, row["start"], row["id"])
            yield _Claim(speakers[row["id"]], row["text"], row["kind"], order)


def _stored(transaction: Transaction, ids: Collection[str]) -> Iterator[_Claim]:
    return _claims(transaction, queries.CLAIM, sorted(ids))


def _claims(transaction: Transaction, query: Query[SpokenClaim], ids: Collection[str]) -> Iterator[_Claim]:
    """Claims of named speakers, as they are in the store."""
    rows = [row for row in transaction.each(query, ids) if row.named]
    repeated = {row.statement for row in rows if row.statement is not None and row.statement != row.id}
    orders = {row.id: order_of(*row) for row in transaction.each(queries.ORDER, sorted(repeated))}
    for row in rows:
        order = order_of(row.date, row.document, row.start, row.id)
        yield _Claim(row.speaker, row.text, row.kind, order, orders.get(row.statement or ""))


def order_of(date: Date | None, document: str, start: int, id: str) -> Order:
    """Give a claim's place in the order of all: by day of publication, undated last, then by document and place."""
    return date or Date.max, document, start, id
