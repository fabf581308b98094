"""The page that asks in Cypher: there only where the server was started with it, and it reads, whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from support.articles import BOTH
from support.contents import contents
from support.hostile import CALLS, ENDLESS, FILES, HIDDEN, SCHEMA_CHANGES, SEVERAL, WRITES
from support.served import Served, pages_of

import onrecord
from onrecord.graph.errors import TOO_LONG, CypherError
from onrecord.held import MOST_ASKED
from onrecord.pages import views

NAMES = "MATCH (e:Entity) WHERE e.claims_by > 0 RETURN e.name AS name, e.claims_by AS claims ORDER BY name"
REFUSED = [attempt for kind in (WRITES, SCHEMA_CHANGES, FILES, CALLS, HIDDEN, SEVERAL) for attempt in kind[::3]]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("cypher") / "s.lbug"
    with onrecord.open(path) as store:
        assert [*store.engine.load(BOTH)]
    with onrecord.open(path, read_only=True) as store, pages_of(store, cypher=True) as found:
        yield found


def asked(served: Served, query: str, kind: str = "") -> tuple[int, str]:
    status, _, text = served.ask(f"/cypher{kind}?{urlencode({'query': query})}")
    return status, text


def test_a_query_is_answered_as_the_command_answers_it(served: Served) -> None:
    table = served.store.cypher(NAMES)
    status, text = asked(served, NAMES, ".json")
    shown = json.loads(text)
    assert (status, shown["columns"], shown["rows"]) == (200, ["name", "claims"], table.rows)
    status, text = asked(served, NAMES)
    page = lxml.html.fromstring(text)
    assert [cell.text_content() for cell in page.cssselect("table td")] == [
        str(each) for row in table.rows for each in row
    ]
    assert page.cssselect("textarea")[0].text_content().strip() == NAMES
    assert [link.text for link in page.cssselect("nav a")] == ["Documents", "Corrections", "Cypher"]
    assert "/cypher.json" in json.loads(served.ask("/openapi.json")[2])["paths"]


def test_what_a_query_gives_is_text(served: Served) -> None:
    status, text = asked(served, "RETURN '<img src=x onerror=alert(1)>' AS `<b>`, {a: [1, null]} AS m")
    assert (status, "<img" in text, "<b>" in text) == (200, False, False)
    assert "{&#34;a&#34;: [1, null]}" in text


def test_there_are_no_more_rows_than_it_says(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_ROWS", 2)
    shown = json.loads(asked(served, "UNWIND range(1, 9) AS n RETURN n", ".json")[1])
    assert (shown["rows"], shown["more"]) == ([[1], [2]], True)
    assert ", and there are more" in asked(served, "UNWIND range(1, 9) AS n RETURN n")[1]


def test_what_does_more_than_read_is_refused_and_changes_nothing(served: Served) -> None:
    before = contents(served.store.engine)
    for attempt in REFUSED:
        status, text = asked(served, attempt.replace("{file}", "/etc/passwd"))
        assert (status, 'role="alert"' in text) == (400, True), attempt
    assert len(REFUSED) > 40
    assert contents(served.store.engine) == before


def test_what_takes_long_or_is_long_is_stopped(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SECONDS", 0.5)
    status, text = asked(served, ENDLESS[0])
    assert (status, "too long" in text) == (400, True)
    status, text = asked(served, f"RETURN 1 //{'x' * views.LONGEST_QUERY}", ".json")
    assert (status, "characters" in json.loads(text)["error"]) == (400, True)


def test_an_address_that_is_too_long_says_why(served: Served) -> None:
    spaced = f"RETURN 1 //{'( ' * 1900}"  # of fewer than the characters that a query may have
    status, _, text = served.ask(f"/cypher?{urlencode({'query': spaced}, quote_via=quote)}")
    assert len(spaced) < views.LONGEST_QUERY
    assert status == 200
    status, _, text = served.ask(f"/cypher?{urlencode({'query': spaced.replace('( ', 'éé')}, quote_via=quote)}")
    assert status == 414
    assert "and 12,000 are taken" in text
    assert "or ask it by “onrecord cypher”" in text
    assert served.ask(f"/cypher.json?query={'x' * 13000}")[0] == 414


def test_other_pages_are_read_while_queries_are_asked(served: Served) -> None:
    with ThreadPoolExecutor(MOST_ASKED + 1) as threads:
        queries = [threads.submit(asked, served, ENDLESS[0]) for _ in range(MOST_ASKED + 1)]
        refused = next(as_completed(queries)).result()
        assert (refused[0], "try again in a few seconds" in refused[1]) == (503, True)
        assert "Ola Berg" in served.ask("/")[2]
        assert [each.done() for each in queries].count(True) == 1
    assert sorted(each.result()[0] for each in queries) == [400, 400, 503]
    assert json.loads(asked(served, "RETURN 1 AS x", ".json")[1])["rows"] == [[1]]


def test_another_page_that_takes_too_long_says_so(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(store: onrecord.Store, limit: int) -> None:
        raise CypherError(TOO_LONG)

    monkeypatch.setattr("onrecord.graph.lookups.articles.newest", slow)
    status, _, text = served.ask("/")
    assert (status, TOO_LONG in text, "<textarea" in text) == (400, True, False)


def test_json_has_nothing_of_how_a_page_is_drawn(served: Served) -> None:
    for page in ("/documents.json", "/search.json?q=harbour"):
        assert json.loads(served.ask(page)[2]).keys().isdisjoint({"called", "done"})


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_cannot_have_it_asked(served: Served, site: str) -> None:
    for path in ("/cypher?query=RETURN+1", "/cypher.json?query=RETURN+1"):
        assert served.ask(path, headers={"Sec-Fetch-Site": site})[0] == 403
    assert served.ask("/", headers={"Sec-Fetch-Site": site})[0] == 200
    assert served.ask("/cypher", headers={"Sec-Fetch-Site": "none"})[0] == 200
