"""The page that asks in Cypher: there only where the server was started with it, and it reads, whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import lxml.html
import pytest
from support.articles import BOTH
from support.contents import contents
from support.hostile import CALLS, ENDLESS, FILES, HIDDEN, SCHEMA_CHANGES, SEVERAL, WRITES
from support.served import Served, pages_of

import onrecord
from onrecord.graph.errors import TOO_LONG, CypherError
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
    assert served.ask(f"/cypher?query={'x' * 9000}")[0] == 414


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
