"""What is asked in a transaction, alone or with what is written before and after it."""

from __future__ import annotations

from onrecord.graph import Store
from onrecord.graph.entities.queries import ALL_DOCUMENTS
from onrecord.graph.loading.queries import DELETE_DOCUMENT
from onrecord.graph.model.joined import Statement, as_list, can_be_joined, joined
from onrecord.graph.model.query import Count, Id
from onrecord.graph.model.tables import columns
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.stores.queries import COUNT_DOCUMENTS, DOCUMENT_IDS

ARTICLE = dict.fromkeys(columns("Document")) | {"id": "one", "title": "One", "text": "Nothing was said."}


def test_what_is_asked_is_answered_as_of_then(store: Store) -> None:
    def work(transaction: Transaction) -> tuple[list[int], list[list[Id]]]:
        numbers, ids = [transaction.ask(COUNT_DOCUMENTS)], [transaction.ask(ALL_DOCUMENTS)]
        transaction.create("Document", [ARTICLE])
        numbers, ids = [*numbers, transaction.ask(COUNT_DOCUMENTS)], [*ids, transaction.ask(ALL_DOCUMENTS)]
        transaction.each(DELETE_DOCUMENT, ["one"])
        numbers, ids = [*numbers, transaction.ask(COUNT_DOCUMENTS)], [*ids, transaction.ask(ALL_DOCUMENTS)]
        return [row.number for answer in reversed(numbers) for row in answer()], [answer() for answer in ids]

    assert store.write(work) == ([0, 1, 0], [[], [Id("one")], []])


def test_what_has_an_order_is_asked_by_itself_after_what_was_written(store: Store) -> None:
    def work(transaction: Transaction) -> list[str]:
        transaction.create("Document", [ARTICLE, ARTICLE | {"id": "another"}])
        return [row.id for row in transaction.run(DOCUMENT_IDS, after="", limit=5)]

    assert store.write(work) == ["another", "one"]


def test_nothing_to_do_is_nothing_done(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        for table in ("Document", "Claim", "SAID"):
            transaction.create(table, [])
        transaction.each(DELETE_DOCUMENT, [])
        transaction.add_aliases({})
        transaction.add_counts([])

    store.write(work)
    assert store.read(COUNT_DOCUMENTS) == [Count(0)]


def test_statements_are_one() -> None:
    assert joined([Statement("CREATE (n {id: $id})", {"id": 1}, returns=False)]) == (
        "CREATE (n {id: $given.id_0})",
        {"given": {"id_0": 1}},
    )
    text, params = joined(
        [
            Statement("CREATE (n {id: $id})", {"id": 1}, returns=False),
            Statement("MATCH (n {id: $id}) RETURN n.id AS id", {"id": 2}, returns=True),
        ]
    )
    assert text == (
        "CALL () {CREATE (n {id: $given.id_0})}\n"
        "CALL () {CALL () {MATCH (n {id: $given.id_1}) RETURN n.id AS id} RETURN collect([id]) AS rows_1}\n"
        "RETURN rows_1"
    )
    assert params == {"given": {"id_0": 1, "id_1": 2}}


def test_queries_that_can_be_parts_of_others() -> None:
    parts = "MATCH (e) RETURN e.id AS id, 'by' AS role, coalesce(c.statement, c.id) AS statement, number"
    assert can_be_joined(parts)
    assert as_list(parts, "rows").endswith("RETURN collect([id, role, statement, number]) AS rows")
    for other in ("RETURN e.id AS id ORDER BY id", "RETURN e.id", "SHOW INDEXES YIELD name RETURN name"):
        assert not can_be_joined(f"MATCH (e) {other}" if other.startswith("RETURN") else other)


def test_no_parameter_is_found_in_a_text() -> None:
    written = "CREATE (n:`a$id` {id: $id, title: 'It\\'s $id', text: \"$5 said\"})"
    assert joined([Statement(written, {"id": 1}, returns=False)])[0] == written.replace("id: $id,", "id: $given.id_0,")
