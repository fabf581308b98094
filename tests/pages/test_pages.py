"""Pages as a browser asks for them, over a real socket: what they show, and what they refuse."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode

import lxml.html
import pytest
from support.articles import document, speaker, target, triple
from support.served import Served, pages_of

import onrecord
from onrecord.extract import Document
from onrecord.graph import lookups
from onrecord.graph.filters import Filters
from onrecord.graph.lookups.articles import article
from onrecord.graph.network import digraph
from onrecord.pages import addresses
from onrecord.pages.guard import HEADERS
from onrecord.pages.server import LISTS, THINGS

STEERING = dict.fromkeys([*range(32), 127, *range(0x2400, 0x2422)])
"""Characters that only steer, and the signs that stand for them on a page."""

TEXT = (
    "Ana Ruiz denied on Monday that Lee Park had promised to resign.\n\n“He never said so,” Ruiz added. "
    "Lee Park called <b>Ana Ruiz</b> “a liar & a thief”."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("pages") / "s.lbug"
    with onrecord.open(path) as store:
        store.load(
            [
                Document(TEXT, id="a/1.json", title="Ruiz <script>alert(1)</script>", url="javascript:alert(1)"),
                Document(
                    "Lee Park said: “Ana Ruiz lied.”",
                    id="b2",
                    title="Park answers",
                    publisher="The Tarn Post",
                    url="https://tarn.example/b2",
                ),
            ]
        )
    with onrecord.open(path, read_only=True) as store, pages_of(store) as found:
        yield found


def test_every_view_has_a_page_and_the_same_as_json(served: Served) -> None:
    claim = served.store.said("Park").to_dicts()[0]["id"]
    ids = {"entity": "person:ana ruiz", "article": "b2", "claim": claim}
    questions = {"/compare": {"one": "Ruiz", "other": "Park"}, "/network": {"of": "Ruiz"}, "/search": {"q": "lied"}}
    paths = {path: urlencode(questions.get(path, {})) for path in LISTS}
    for path, question in paths.items():
        status, headers, text = served.ask(f"{path}?{question}")
        assert status == 200, text
        assert headers["content-type"].startswith("text/html")
        linked = re.search(r'<a href="([^"]+)">This page as JSON', text)
        assert linked
        status, headers, text = served.ask(linked[1].replace("&amp;", "&"))
        assert (status, headers["content-type"]) == (200, "application/json")
        assert json.loads(text)
    for kind in THINGS:
        assert served.ask(f"/{kind}/{quote(ids[kind], safe='')}")[0] == 200
        assert json.loads(served.ask(f"/{kind}/{quote(ids[kind], safe='')}.json")[2])


def test_pages_answer_as_the_commands_do(served: Served) -> None:
    said = lookups.said(served.store.engine, "Ruiz")
    shown = json.loads(served.ask("/entity/person%3Aana%20ruiz.json")[2])
    assert [each["id"] for each in shown["said"]["rows"]] == [each.id for each in said]
    assert [each["how"] for each in shown["said"]["rows"]] == [each.how for each in said]
    assert "denied" in shown["said"]["rows"][0]["how"]


def test_an_article_is_shown_whole_with_its_claims_marked(served: Served) -> None:
    text = served.ask(f"/article/{quote('a/1.json', safe='')}/")[2]
    shown = article(served.store.engine, "a/1.json")
    body = text.partition('<article class="text">')[2].partition("</article>")[0]
    plain = re.sub(r"<[^>]+>", "", body.replace("</p>\n<p>", "\n\n")).strip()
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == TEXT
    assert body.count('class="anchor"') == len(shown.claims) > 1
    assert '<span class="cue"' in body
    assert "person%3Aana%20ruiz" in text


def test_what_an_article_holds_is_text_and_nothing_else(served: Served) -> None:
    text = served.ask(f"/article/{quote('a/1.json', safe='')}/")[2]
    assert "<script>alert" not in text
    assert "javascript:" not in text
    assert "&lt;b&gt;" in text


def test_names_lead_to_who_has_them(served: Served) -> None:
    status, headers, _ = served.ask("/named?name=Lee+Park")
    assert (status, headers["location"]) == (302, "/entity/person%3Alee%20park")
    status, _, text = served.ask("/entity/Nobody")
    assert (status, "Nobody" in text) == (404, True)
    assert "error" in json.loads(served.ask("/entity/Nobody.json")[2])


def test_openapi_describes_each_view(served: Served) -> None:
    described = json.loads(served.ask("/openapi.json")[2])
    assert len(described["paths"]) == len(LISTS) + len(THINGS)
    for path, parts in described["paths"].items():
        assert parts["get"]["summary"], path


ORIGIN = {"Origin": "http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
REFUSED = [
    # other names for this server
    ("GET", "/", {"Host": "evil.example"}, 421),
    ("GET", "/", {"Host": "evil.example:{port}"}, 421),
    ("GET", "/", {"Host": "127.0.0.1.evil.example:{port}"}, 421),
    ("GET", "/", {"Host": "localhost.evil.example:{port}"}, 421),
    ("GET", "/", {"Host": "127.0.0.1:1"}, 421),
    ("GET", "/", {"Host": "127.0.0.1"}, 421),
    ("GET", "/", {"Host": "0.0.0.0:{port}"}, 421),
    ("GET", "/", {"Host": "169.254.169.254:{port}"}, 421),
    ("GET", "/", {"Host": "user@127.0.0.1:{port}"}, 421),
    ("GET", "/", {"Host": "127.1:{port}"}, 421),
    ("GET", "/entity/person%3Aana%20ruiz.json", {"Host": "rebound.example:{port}"}, 421),
    # what is neither reading nor a correction
    ("PUT", "/", {}, 405),
    ("DELETE", "/claim/c1", {}, 405),
    ("PATCH", "/claim/c1", {}, 405),
    ("OPTIONS", "/", {"Origin": "http://evil.example"}, 405),
    ("TRACE", "/", {}, 405),
    ("CONNECT", "/", {}, 405),
    # corrections of a server that only shows
    ("POST", "/", ORIGIN, 403),
    ("POST", "/claim/c1", ORIGIN, 403),
    ("POST", "/corrections", ORIGIN, 403),
    ("POST", "/entity/person%3Aana%20ruiz", ORIGIN, 403),
    # files that are none of ours
    ("GET", "/static/", {}, 404),
    ("GET", "/static", {}, 404),
    ("GET", "/static/..%2Fserver.py", {}, 404),
    ("GET", "/static/../server.py", {}, 404),
    ("GET", "/static/%2e%2e/%2e%2e/store.py", {}, 404),
    ("GET", "/static/%2Fetc%2Fpasswd", {}, 404),
    ("GET", "/static/style.css%00.js", {}, 400),
    ("GET", "/templates/base.html", {}, 404),
    ("GET", "/.git/config", {}, 404),
    ("GET", "/server.py", {}, 404),
    # addresses that are no pages
    ("GET", "/cypher", {}, 404),
    ("GET", "/cypher?query=MATCH+(n)+RETURN+n", {}, 404),
    ("GET", "/admin", {}, 404),
    ("GET", "/entity/", {}, 404),
    ("GET", "/claim/", {}, 404),
    ("GET", "/article/%00", {}, 400),
    ("GET", "/" + "a" * 9000, {}, 414),
    ("GET", "/search?q=" + "a" * 9000, {}, 414),
    ("GET", "/entity/person%3Aana%20ruiz?since=yesterday", {}, 400),
    ("GET", "/entity/person%3Aana%20ruiz?kind=loud", {}, 400),
    ("GET", "/entity/person%3Aana%20ruiz?confidence=very", {}, 400),
    ("GET", "/entity/person%3Aana%20ruiz?confidence=7", {}, 400),
    ("GET", "/network", {}, 404),
    ("GET", "/compare?one=Ruiz", {}, 404),
]


@pytest.mark.parametrize(("method", "path", "headers", "status"), REFUSED)
def test_refused(served: Served, method: str, path: str, headers: dict[str, str], status: int) -> None:
    given = {name: value.format(port=served.port) for name, value in headers.items()}
    body = b"claim=c1" if method == "POST" else None
    answered, sent, text = served.ask(path, method, given, body)
    assert answered == status, text
    for name, value in HEADERS.items():
        assert sent[name] == value
    assert "Traceback" not in text


def test_there_are_forty_refusals() -> None:
    assert len(REFUSED) >= 40


FORGED = [
    {"Origin": ""},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "https://127.0.0.1:{port}.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Content-Length": "9999999"},
    {"Transfer-Encoding": "chunked", "Content-Length": ""},
]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_corrections_are_refused_where_pages_correct(tmp_path: Path, forged: dict[str, str]) -> None:
    with onrecord.open(tmp_path / "s.lbug") as store:
        store.load(Document(TEXT, id="a"))
        before = store.said("Ruiz").to_dicts()
        with pages_of(store, edit=True) as served:
            headers = {name: value.format(port=served.port) for name, value in {**ORIGIN, **forged}.items()}
            body = b"0\r\n\r\n" if "Transfer-Encoding" in forged else b"claim=c1&token=wrong"
            assert served.ask("/corrections", "POST", headers, body)[0] in (403, 413)
            assert store.said("Ruiz").to_dicts() == before


def test_a_token_is_asked_for(tmp_path: Path) -> None:
    with onrecord.open(tmp_path / "s.lbug") as store:
        store.load(Document(TEXT, id="a"))
        with pages_of(store, token="open sesame") as served:
            assert served.ask("/")[0] == 401
            assert served.ask("/?token=wrong")[0] == 401
            assert served.ask("/", headers={"Cookie": "onrecord=wrong"})[0] == 401
            status, headers, _ = served.ask("/search?q=lied&token=open+sesame")
            assert (status, headers["location"]) == (303, "/search?q=lied")
            assert {"HttpOnly", "SameSite=strict"} <= set(headers["set-cookie"].split("; "))
            assert served.ask("/", headers={"Cookie": headers["set-cookie"].partition(";")[0]})[0] == 200
            assert served.ask("/", headers={"Authorization": "Bearer open sesame"})[0] == 200


HOSTILE = [
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7 %>",
    "]]> --> <!-- <![CDATA[",
    "\u202etxet sdrawkcab\u202c \u2066isolated",
    "\u061c\u200e\u200f\ufeff marks",
    "a\rb\r\nc\x0bd\x0c\x1b[31mred\x07",
    "javascript:alert(1)//",
    "../../etc/passwd",
    "..",
    "a/b?c#d%2Fe&f=g",
    "name.json",
    "name.json/",
    "Ünïcödé 張三 \U0001f600 e\u0301",
    "N" * 500,
    "long " * 100,
]


def harmful(page: str) -> list[str]:
    """The elements and attributes of a page that are none of ours."""
    elements = list(lxml.html.fromstring(page).iter("*"))
    attributes = [(name, value) for element in elements for name, value in element.attrib.items()]
    found = [str(element.tag) for element in elements if element.tag in ("img", "svg", "iframe", "object", "base")]
    found += [name for name, _ in attributes if name.startswith("on") or name == "style"]
    return found + [value for name, value in attributes if name in ("href", "src", "action") and ":" in value[:12]]


def test_hostile_names_and_texts_are_shown_whole_and_as_text(tmp_path: Path) -> None:
    with onrecord.open(tmp_path / "s.lbug") as store:
        for words in HOSTILE:
            text = f"{words}\n\n{words} said that {words} lied."
            article_of = document(text, words, title=words, publisher=words, url=f"javascript:{words}")
            found = [triple(article_of, speaker(words), f"that {words} lied", target(words), cue="said")]
            assert [*store.engine.load([(article_of, found)])]
        with pages_of(store) as served:
            for words in HOSTILE:
                status, _, page = served.ask(addresses.article(words))
                assert status == 200, words
                visible = html.unescape(re.sub(r"<[^>]+>", "", page))
                there = "".join(visible.translate(STEERING).split())
                assert "".join(words.translate(STEERING).split()) in there, words
                assert page.count("<script") == 1, words
                assert not harmful(page), words
                [[claim, who]] = store.engine.read(
                    "MATCH (e:Entity)-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document {id: $id}) RETURN c.id, e.id",
                    id=words,
                )
                asked = [("/search", {"q": words}), ("/topic", {"q": words}), ("/network", {"of": who})]
                asked += [("/compare", {"one": who, "other": who, "about": who}), ("/corrections", {}), ("/", {})]
                asked += [("/documents", {}), ("/named", {"name": f"zz {words}"})]
                paths = [addresses.asked(path, **question) for path, question in asked]
                for path in (addresses.claim(claim), addresses.entity(who), *paths):
                    status, _, page = served.ask(path)
                    assert (status, page.count("<script"), page.count("</html>")) == (200, 1, 1), (path, words)
                    assert [each for each in harmful(page) if each != "svg"] == [], (path, words)


def test_ten_thousand_claims_in_one_article(tmp_path: Path) -> None:
    sentences = [f"Ana Ruiz said no {number} times." for number in range(10_000)]
    long = document("\n".join(sentences), "long")
    found = [triple(long, speaker("Ana Ruiz"), f"no {number} times", cue="said") for number in range(10_000)]
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert [*store.engine.load([(long, found)])]
        with pages_of(store) as served:
            status, _, page = served.ask("/article/long")
            assert (status, page.count('class="anchor"')) == (200, 10_000)
            assert "no 9999 times" in page
            first = addresses.claim(found[0].claim.id)
            for path in (first, "/entity/person%3Aana%20ruiz", "/search?q=times", "/topic?q=times", "/documents", "/"):
                status, _, page = served.ask(path)
                assert (status, page.count("</html>")) == (200, 1), path
                assert len(page) < 100_000, path


def test_nothing_is_made_up_where_a_claim_has_no_cue_no_speaker_or_no_title(tmp_path: Path) -> None:
    bare = document(
        "The harbour is to stay open, whatever the council of the old town may think of it. Lee Park lied.", ""
    )
    bare = replace(bare, id="sha256:0123456789abcdef", path="/home/us/news/harbour.txt")
    found = [
        triple(bare, speaker("Ana Ruiz"), "The harbour is to stay open", cue=None),
        triple(bare, speaker("Ben Hall"), "Lee Park lied", target("Lee Park"), cue="said"),
    ]
    found[1] = replace(found[1], cue=None)
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert [*store.engine.load([(bare, found)])]
        store.correct(found[1].claim.id, speaker="")
        with pages_of(store) as served:
            claims = (f"/claim/{each.claim.id}" for each in found)
            for path in (*claims, "/entity/person:ana%20ruiz", "/search?q=lied", "/documents"):
                _, _, page = served.ask(path)
                shown = re.sub(r"<[^>]+>", " ", page.partition("<main")[2].partition("</main>")[0])
                assert not re.search(r"\b(said|reported|hearsay)\b", shown), path
                assert "sha256" not in shown, path
                assert "whatever the council of …" in shown, path
            _, _, page = served.ask(f"/claim/{found[1].claim.id}")
            assert "<i>no speaker</i>" in page
            assert "no speaker" in served.ask(f"/article/{bare.id}")[2]
            assert re.findall(r'<dd class="cite" tabindex="0">([^<]*)</dd>', page) == [
                "[The harbour is to stay open, whatever the council of …]. (n.d.). harbour.txt.",
                "“The harbour is to stay open, whatever the council of …” harbour.txt.",
                "“The harbour is to stay open, whatever the council of …” n.d. harbour.txt.",
            ]


def test_a_colon_stands_right_after_the_speaker_and_a_time_line_tells_of_what_has_no_day(tmp_path: Path) -> None:
    interview = document("Ana Ruiz: The harbour is to stay open.", "interview")
    report = document("Ana Ruiz denied that Lee Park lied.", "report", "2024-05-01")
    found = [
        (interview, [triple(interview, speaker("Ana Ruiz"), "The harbour is to stay open", cue=":")]),
        (report, [triple(report, speaker("Ana Ruiz"), "that Lee Park lied", target("Lee Park"), cue="denied")]),
    ]
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert len([*store.engine.load(found)]) == 2
        with pages_of(store) as served:
            pages = [f"/claim/{found[0][1][0].claim.id}", "/search?q=harbour", "/article/interview", "/article/report"]
            texts = [re.sub(r"<[^>]+>", "", served.ask(path)[2]) for path in pages]
            assert [bool(re.search(r"Ana Ruiz:\s", text)) for text in texts] == [True, True, True, False]
            assert "Ana Ruiz denied" in texts[3]
            assert "; 1 without a day is not in it" in served.ask("/entity/person:ana%20ruiz")[2]


def test_a_claim_has_its_answers_on_its_page(tmp_path: Path) -> None:
    accused = document("Lee Park said that Ana Ruiz took the harbour money.", "a1", "2024-05-01")
    denied = document("Ana Ruiz denied that she took harbour money.", "a2", "2024-05-03")
    late = document("Ana Ruiz denied that she took harbour money.", "a3", "2024-09-03")
    first = triple(accused, speaker("Lee Park"), "that Ana Ruiz took the harbour money", target("Ana Ruiz"))
    first = replace(first, claim=replace(first.claim, act="accuse"))
    others = [triple(each, speaker("Ana Ruiz"), "that she took harbour money", cue="denied") for each in (denied, late)]
    others = [replace(each, claim=replace(each.claim, act="deny")) for each in others]
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert [*store.engine.load([(accused, [first]), (denied, [others[0]]), (late, [others[1]])])]
        pairs = [(each.denial.id, each.claim.id) for each in store.contradictions()]
        assert pairs == [(others[0].claim.id, first.claim.id)]
        with pages_of(store) as served:
            for one in (first, others[0]):
                shown = json.loads(served.ask(f"/claim/{one.claim.id}.json")[2])["answers"]
                assert [(each["denial"]["id"], each["claim"]["id"]) for each in shown] == pairs
            page = served.ask(f"/claim/{first.claim.id}")[2]
            assert "May be answered by" in page
            assert f"/claim/{others[0].claim.id}" in page
            assert json.loads(served.ask(f"/claim/{others[1].claim.id}.json")[2])["answers"] == []


def test_a_network_has_the_closest_and_tells_how_many_more_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = document("Ana Ruiz said that Lee Park, Ben Hall and Nora Berg lied. Ben Hall said that Nora Berg ran.", "a")
    said = (("Ben Hall", "Ben Hall"), ("Ben Hall", "lied"), ("Nora Berg", "Nora Berg"), ("Lee Park", "Lee Park"))
    found = [triple(told, speaker("Ana Ruiz"), words, target(name)) for name, words in said]
    found.append(triple(told, speaker("Ben Hall"), "Nora Berg ran", target("Nora Berg")))
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert [*store.engine.load([(told, found)])]
        whole = digraph.ego(store.engine, "person:ana ruiz", 1)
        every = digraph.closest(store.engine, "person:ana ruiz", 10)
        assert dict(every.nodes(data=True)) == dict(whole.nodes(data=True))
        assert sorted(every.edges(data=True)) == sorted(whole.edges(data=True))
        assert every.graph["left_out"] == 0
        nearest = digraph.closest(store.engine, "person:ana ruiz", 1)
        assert set(nearest) == {"person:ana ruiz", "person:ben hall"}
        assert nearest.graph["left_out"] == 2
        sure = Filters.of(min_confidence=0.5)
        within, around = (
            dict(found(store.engine, "person:ana ruiz", number, sure).nodes(data=True))
            for found, number in ((digraph.closest, 10), (digraph.ego, 1))
        )
        assert within == around
        monkeypatch.setattr(digraph, "MOST_AMONG", 0)  # as in a store where the others have made many claims
        bounded = digraph.closest(store.engine, "person:ana ruiz", 10)
        assert sorted(bounded.edges) == sorted(edge for edge in whole.edges if "person:ana ruiz" in edge)
        assert bounded.graph["unasked"] == 1  # Ben Hall; the others say nothing
        with pages_of(store) as served:
            assert "What the 1 who speak most of all said" in served.ask("/network?of=person:ana+ruiz")[2]


def test_the_numbers_of_a_narrow_network_are_those_of_the_list_below(served: Served) -> None:
    page = lxml.html.fromstring(served.ask("/network?of=Ruiz")[2])
    [narrow] = page.cssselect("svg.narrow")
    numbered = {text.text: text.getparent().get("href") for text in narrow.cssselect("text.inside")}
    listed = {str(n): link.get("href") for n, link in enumerate(page.cssselect("ol.around a"), 1)}
    assert numbered == listed
    assert listed
    assert not page.cssselect("svg.broad text.inside")


def test_a_name_that_fits_several_leads_to_the_same_question_about_one(tmp_path: Path) -> None:
    told = document("Ana Ruiz said no. Ben Ruiz said yes.", "a")
    found = [triple(told, speaker("Ana Ruiz"), "no"), triple(told, speaker("Ben Ruiz"), "yes")]
    with onrecord.open(tmp_path / "s.lbug") as store:
        assert [*store.engine.load([(told, found)])]
        with pages_of(store) as served:
            status, _, text = served.ask("/search?q=yes&by=ruiz&page=3")
            assert (status, "Who is meant?" in text) == (300, True)
            assert 'href="/search?q=yes&amp;by=person%3Aben+ruiz"' in text
            status, _, text = served.ask("/compare?one=Ana+Ruiz&other=Ben+Ruis")
            assert (status, "Nobody is called that" in text) == (404, False)
            assert 'href="/compare?one=Ana+Ruiz&amp;other=person%3Aben+ruiz"' in text
            assert "Nobody is called that" in served.ask("/compare?one=Ana+Ruiz&other=Xyz")[2]


def test_a_topic_tells_how_many_of_its_claims_have_no_day(served: Served) -> None:
    def cells(words: str) -> list[str]:
        return [
            each.text_content() for each in lxml.html.fromstring(served.ask(f"/topic?q={words}")[2]).cssselect("td")
        ]

    assert cells("lied") == ["Lee Park", "1", "on a day that is not known", "1"]
    assert cells("xyzzy") == ["Nobody."]
