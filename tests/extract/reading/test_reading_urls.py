"""Reading what a URL leads to, from a server on this machine: pages, feeds, sitemaps, files, and what goes wrong."""

from __future__ import annotations

import gzip
import io
import json
import socket
import ssl
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import trustme
from support.web_server import Page, Site, article, serving

from onrecord.extract import Document
from onrecord.extract.reading import Fetching, Remark, SeveralDocumentsError, Skipped, read
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import Unreached
from onrecord.extract.reading.online import urls
from onrecord.extract.reading.online.addresses import is_public
from onrecord.extract.reading.online.client import Client, FetchError

HERE = Fetching(allow_private=True, delay=0)
STAYS = "Ana Ruiz, the mayor, said that the bridge stays."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def items(site: Site, path: str, fetching: Fetching = HERE) -> tuple[list[Document], list[Remark]]:
    found = list(read([site.url(path)], fetching=fetching))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Remark)]


def reason(site: Site, path: str, fetching: Fetching = HERE) -> str:
    documents, [remark] = items(site, path, fetching)
    assert not documents
    assert isinstance(remark, Skipped)
    assert remark.path == site.url(path)
    return remark.reason


# Pages


def test_a_page_has_the_url_where_it_was(site: Site) -> None:
    site.pages["/bridge?utm_source=mail&id=7"] = Page(article("Bridge", STAYS, date="2026-03-01"), packed=True)
    [page], remarks = items(site, "/bridge?utm_source=mail&id=7")
    assert STAYS in page.text
    assert page.title == "Bridge"
    assert page.date == date(2026, 3, 1)
    assert page.url == page.id == site.url("/bridge?id=7")
    assert page.path is None
    assert not remarks
    assert site.asked[0][1]["User-Agent"].startswith("onrecord/")
    assert "gzip" in site.asked[0][1]["Accept-Encoding"]


def test_a_page_that_states_its_url_is_one_with_its_copy_in_a_file_and_in_a_feed(site: Site, tmp_path: Path) -> None:
    text = article("Bridge", STAYS, canonical="https://post.example/bridge?utm_campaign=x")
    site.pages["/b"] = Page(text)
    site.pages["/feed"] = Page(rss(full("Bridge", "https://post.example/bridge?utm_source=rss#top")), type="text/xml")
    (tmp_path / "b.html").write_text(text)
    found = [*read([site.url("/b"), tmp_path / "b.html", site.url("/feed")], fetching=HERE)]
    assert {page.id for page in found if isinstance(page, Document)} == {"https://post.example/bridge"}


def test_what_the_server_says_of_the_encoding_goes_before_all_guesses(site: Site) -> None:
    text = article("Bridge", "José Ñandú, the mayor, said “it stays”.")
    site.pages["/b"] = Page(text.encode("cp1252"), type="text/html; charset=windows-1252")
    site.pages["/wrong"] = Page(text.encode(), type="text/html; charset=nonsense")
    for path in ("/b", "/wrong"):
        [page], _ = items(site, path)
        assert "José Ñandú, the mayor, said “it stays”." in page.text


def test_redirects_are_followed_and_the_last_url_counts(site: Site) -> None:
    site.pages["/old"] = Page(status=301, headers={"Location": "middle"})
    site.pages["/middle"] = Page(status=307, headers={"Location": site.url("/new")})
    site.pages["/new"] = Page(article("Bridge", STAYS))
    [page], _ = items(site, "/old")
    assert page.url == site.url("/new")


def test_redirects_without_end_are_said(site: Site) -> None:
    site.pages["/a"] = Page(status=302, headers={"Location": "/a"})
    assert reason(site, "/a") == "it is redirected over 10 times"


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://host.example/x", "http://[1", "gopher:x"])
def test_redirects_to_what_is_no_page_are_refused(site: Site, to: str) -> None:
    site.pages["/a"] = Page(status=302, headers={"Location": to})
    assert "no URL that can be fetched" in reason(site, "/a")


FEEDS = (
    '<link rel="alternate" type="application/json+oembed" href="/oembed">'
    '<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
    '<link rel="alternate" type="application/rss+xml" href="http://[no-address">'
    '<link rel="Alternate home" type="application/rss+xml" title="The Post" href="feed.xml">'
    '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'
)
FRONT = (
    f"<html><head><title>The Post</title>{FEEDS}</head><body><ul><li><a href='/1'>Bridge</a></li></ul></body></html>"
)


def test_of_a_front_page_the_feed_is_read_that_it_names(site: Site) -> None:
    site.pages["/"] = Page(FRONT)
    site.pages["/news/"] = Page(f"<html><head>{FEEDS}</head><body><div id='app'></div></body></html>")
    site.pages["/feed.xml"] = site.pages["/news/feed.xml"] = Page(rss(full("Bridge", "https://post.example/1")))
    for path, feed in (("/", "/feed.xml"), ("/news/", "/news/feed.xml")):
        [page], [remark] = items(site, path)
        assert page.url == "https://post.example/1"
        assert remark == Remark(
            site.url(path), f"a page without an article of its own: the feed that it names was read, {site.url(feed)}"
        )
    site.pages["/bridge"] = Page(article("Bridge", STAYS).replace("<head>", f"<head>{FEEDS}"))
    [page], remarks = items(site, "/bridge")
    assert STAYS in page.text
    assert not remarks


def test_a_front_page_without_a_feed_or_with_a_broken_one_is_said(site: Site) -> None:
    site.pages["/"] = Page("<html><head><title>The Post</title></head><body><div id='app'></div></body></html>")
    assert "no article was found" in reason(site, "/")
    site.pages["/"] = Page(FRONT)
    site.pages["/feed.xml"] = Page("<rss><channel>")
    documents, remarks = items(site, "/")
    assert not documents
    assert [remark.path for remark in remarks[:2]] == [site.url("/"), site.url("/feed.xml")]


def test_the_rest_is_read_where_one_url_fails(site: Site) -> None:
    site.pages["/b"] = Page(article("Bridge", STAYS))
    first, second = read([site.url("/none"), site.url("/b")], fetching=HERE)
    assert first == Skipped(site.url("/none"), "the server answered 404 (Not Found)")
    assert isinstance(second, Document)


def test_a_server_that_is_not_there_is_said() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert list(read([url], fetching=HERE)) == [Unreached(url, "the server cannot be reached")]


def test_a_host_that_is_not_there_is_said() -> None:
    [skipped] = read(["http://no-such-host.invalid/a"])
    assert isinstance(skipped, Skipped)
    assert skipped.reason == "there is no host no-such-host.invalid, or it cannot be found now"


def test_what_is_no_web_server_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def speak() -> None:
            for _ in range(2):
                connection, _address = server.accept()
                connection.recv(65_536)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
                connection.close()

        threading.Thread(target=speak, daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        [skipped] = read([url], fetching=HERE)
        assert isinstance(skipped, Skipped)
        assert skipped.reason.startswith("the connection fails")


def test_an_answer_that_breaks_off_is_no_article(site: Site) -> None:
    site.pages["/b"] = Page(article("Bridge", STAYS), cut=300)
    assert "breaks off" in reason(site, "/b")


def test_damaged_gzip_is_said(site: Site) -> None:
    site.pages["/b"] = Page(gzip.compress(b"A page. " * 99)[:20] + b"no gzip", headers={"Content-Encoding": "gzip"})
    assert "breaks off" in reason(site, "/b")


def test_what_is_too_large_is_not_read_to_its_end(site: Site) -> None:
    site.pages["/plain"] = Page(b"x" * 300_000, type="text/plain")
    site.pages["/bomb"] = Page(b"x" * 50_000_000, type="text/plain", packed=True)
    small = Fetching(allow_private=True, delay=0, most_bytes=200_000)
    assert reason(site, "/plain", small) == "it is over 0.2 MB"
    assert reason(site, "/bomb", small) == "it is over 0.2 MB"


def test_what_takes_too_long_is_given_up(site: Site) -> None:
    site.pages["/slow"] = Page(article("Bridge", STAYS), slowly=0.01)
    assert reason(site, "/slow", Fetching(allow_private=True, delay=0, seconds=0.2)) == "the answer takes too long"


def test_a_busy_server_is_asked_again_when_it_says(site: Site) -> None:
    answers = [Page(status=503, headers={"Retry-After": "0"}), Page(article("Bridge", STAYS))]
    site.pages["/b"] = lambda: answers.pop(0)
    site.pages["/tomorrow"] = Page(status=429, headers={"Retry-After": "86400"})
    [page], _ = items(site, "/b")
    assert page.title == "Bridge"
    assert reason(site, "/tomorrow") == "the server answered 429 (Too Many Requests)"


def test_one_url_option_for_a_feed_of_several_is_an_error(site: Site) -> None:
    site.pages["/feed"] = Page(rss(full("A", "/a"), full("B", "/b")), type="application/rss+xml")
    with pytest.raises(SeveralDocumentsError):
        list(read([site.url("/feed")], url="https://post.example/x", fetching=HERE))


# What may be connected to


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "ff02::1",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"],
)
def test_private_addresses_are_refused_in_every_form(host: str) -> None:
    with serving({"/": Page(article("Secret", STAYS))}) as site:
        [skipped] = read([f"http://{host}:{site.port}/"])
        assert isinstance(skipped, Skipped)
        assert "private network" in skipped.reason or "no host" in skipped.reason
        assert not site.asked


def test_private_addresses_are_refused_behind_a_redirect_a_feed_and_a_sitemap() -> None:
    with serving(host="127.0.0.2") as secret, serving() as site:
        secret.pages["/"] = Page(article("Secret", STAYS))
        site.pages["/redirect"] = Page(status=302, headers={"Location": secret.url("/")})
        site.pages["/feed"] = Page(rss(f"<item><title>A</title><link>{secret.url('/')}</link></item>"), type="text/xml")
        site.pages["/sitemap.xml"] = Page(sitemap(secret.url("/")), type="text/xml")
        client = Client(Fetching(delay=0), is_public=lambda address: address == "127.0.0.1")
        for path in ("/redirect", "/feed", "/sitemap.xml"):
            [skipped] = urls.read(site.url(path), client, Columns())
            assert isinstance(skipped, Skipped)
            assert skipped.reason == "127.0.0.2 is in a private network: --allow-private allows it"
        assert not secret.asked


def test_a_certificate_has_to_be_that_of_the_name_and_of_someone_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server)
    with serving({"/b": Page(article("Bridge", STAYS))}, safe=server) as site:
        by_name = f"https://localhost:{site.port}/b"
        [skipped] = read([by_name], fetching=HERE)
        assert isinstance(skipped, Skipped)
        assert skipped.reason.startswith("the connection is not safe")
        authority.cert_pem.write_to_path(tmp_path / "ca.pem")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
        [page] = read([by_name], fetching=HERE)
        assert isinstance(page, Document)
        assert page.url == by_name
        [other] = read([site.url("/b")], fetching=HERE)
        assert isinstance(other, Skipped)
        assert other.reason.startswith("the connection is not safe")


# What sites allow


def test_robots_txt_is_minded_and_asked_once(site: Site) -> None:
    asked = []

    def robots() -> Page:
        asked.append(1)
        return Page("User-agent: *\nDisallow: /private\n\nUser-agent: onrecord\nDisallow: /ours", type="text/plain")

    site.pages.update(
        {"/robots.txt": robots, "/private": Page(article("A", STAYS)), "/ours": Page(article("B", STAYS))}
    )
    first, second = read([site.url("/private"), site.url("/ours")], fetching=HERE)
    assert isinstance(first, Document)
    assert second == Skipped(site.url("/ours"), "the site's robots.txt does not allow it")
    named = Fetching("newsbot/1.0", allow_private=True, delay=0)
    assert reason(site, "/private", named) == "the site's robots.txt does not allow it"
    assert items(site, "/ours", named)[0]
    assert site.asked[-1][1]["User-Agent"] == "newsbot/1.0"
    assert len(asked) == 3


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.pages.update({"/robots.txt": Page(status=500), "/a": Page(article("A", STAYS))})
    assert reason(site, "/a").startswith("the site's robots.txt cannot be read (the server answered 500")
    assert not site.asked


def test_the_crawl_delay_is_kept(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 0.3", type="text/plain")
    paths = ["/a", "/b", "/c"]
    site.pages.update({path: Page(article(path, STAYS)) for path in paths})
    list(read([site.url(path) for path in paths], fetching=HERE))
    assert site.paths == paths
    gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert min(gaps) >= 0.29


def test_pages_of_one_host_are_asked_for_one_second_apart(site: Site) -> None:
    waits: list[float] = []
    site.pages.update({path: Page(article(path, STAYS)) for path in ("/a", "/b")})
    client = Client(Fetching(allow_private=True), pause=waits.append)
    for path in ("/a", "/b"):
        client.get(site.url(path))
    assert len(waits) == 1
    assert 0.5 < waits[0] <= 1


# Feeds


def rss(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Post</title><link>https://post.example</link>{''.join(entries)}</channel></rss>"
    )


def full(title: str, link: str) -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<p>{STAYS}</p>]]></content:encoded></item>"
    )


def test_a_feed_gives_its_full_texts_and_the_pages_of_the_others(site: Site) -> None:
    teaser = f"<item><title>Second</title><link>{site.url('/2?utm_source=rss')}</link><description>More</description>"
    teaser += "<pubDate>Wed, 06 Mar 2024 10:00:00 GMT</pubDate></item>"
    gone = f"<item><title>Third</title><link>{site.url('/3')}</link></item>"
    none = "<item><title>Fourth</title><description>No link</description></item>"
    site.pages["/feed"] = Page(rss(full("First", "https://post.example/1"), teaser, gone, none), type="text/xml")
    site.pages["/2?utm_source=rss"] = Page(article("Second bridge", STAYS))
    [first, second], remarks = items(site, "/feed")
    assert (first.url, first.title, first.text) == ("https://post.example/1", "First", STAYS)
    assert (second.url, second.title, second.date) == (site.url("/2"), "Second bridge", date(2024, 3, 6))
    assert second.publisher == "The Post" or second.publisher == "127.0.0.1"
    assert remarks == [
        Skipped(site.url("/3"), "the server answered 404 (Not Found)"),
        Skipped(site.url("/feed"), "1 of 4 entries, which have no full text and no link"),
    ]


def test_a_feed_names_the_publisher_of_pages_that_state_none(site: Site) -> None:
    teaser = f"<item><title>Bridge</title><link>{site.url('/b')}</link><description>More</description></item>"
    site.pages["/feed"] = Page(rss(teaser), type="text/xml")
    page = article("Bridge", STAYS, canonical="https://www.post.example/bridge")
    for stated, publisher in (("", "The Post"), ('<meta property="og:site_name" content="Tarn Post">', "Tarn Post")):
        site.pages["/b"] = Page(page.replace("<head>", f"<head>{stated}"))
        [document], _ = items(site, "/feed")
        assert (document.url, document.publisher) == ("https://www.post.example/bridge", publisher)


def test_atom_and_json_feeds_are_told_by_what_they_are(site: Site) -> None:
    site.pages["/page"] = Page(article("Page", STAYS))
    site.pages["/atom"] = Page(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry><title>A</title><id>urn:1</id>'
        f'<link href="{site.url("/page")}"/><summary>More</summary></entry></feed>',
        type="text/html",
    )
    site.pages["/json"] = Page(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "The Post",
                "items": [
                    {"id": "1", "url": "https://post.example/1", "content_text": STAYS},
                    {"id": "2", "url": site.url("/page"), "summary": "More"},
                ],
            }
        ),
        type="application/feed+json",
    )
    assert [page.url for page in items(site, "/atom")[0]] == [site.url("/page")]
    assert [page.url for page in items(site, "/json")[0]] == ["https://post.example/1", site.url("/page")]


def test_a_feed_that_ends_early_is_said(site: Site) -> None:
    text = rss(full("First", "https://post.example/1"), full("Second", "https://post.example/2"))
    site.pages["/feed"] = Page(text[: text.rindex("</item>") - 60], type="text/xml")
    [first], [remark] = items(site, "/feed")
    assert first.title == "First"
    assert "ends early" in remark.reason


# Sitemaps


def sitemap(*pages: str, news: str = "") -> str:
    entries = "".join(f"<url><loc>{page}</loc>{news}</url>" for page in pages)
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{entries}</urlset>'
    )


def index(*maps: str) -> str:
    entries = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in maps)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'


def test_a_sitemap_gives_its_pages_with_the_days_that_it_states(site: Site) -> None:
    news = (
        "<news:news><news:publication_date>2026-03-01T08:00:00Z</news:publication_date>"
        "<news:title>Bridge</news:title></news:news>"
    )
    site.pages["/sitemap.xml"] = Page(sitemap(site.url("/a"), site.url("/none"), site.url("/b"), news=news))
    site.pages.update({path: Page(article(path, STAYS)) for path in ("/a", "/b")})
    pages, [remark] = items(site, "/sitemap.xml")
    assert [(page.url, page.date) for page in pages] == [(site.url(path), date(2026, 3, 1)) for path in ("/a", "/b")]
    assert remark.path == site.url("/none")


def test_an_index_of_packed_sitemaps_gives_each_page_once(site: Site) -> None:
    site.pages["/index.xml"] = Page(index(site.url("/1.xml.gz"), site.url("/2.xml"), site.url("/index.xml")))
    site.pages["/1.xml.gz"] = Page(gzip.compress(sitemap(site.url("/a")).encode()), type="application/x-gzip")
    site.pages["/2.xml"] = Page(sitemap(site.url("/b"), site.url("/a")), type="text/xml", packed=True)
    site.pages.update({path: Page(article(path, STAYS)) for path in ("/a", "/b")})
    pages, remarks = items(site, "/index.xml")
    assert [page.url for page in pages] == [site.url("/a"), site.url("/b")]
    assert not remarks


def test_damaged_sitemaps_are_said(site: Site) -> None:
    site.pages["/a"] = Page(article("A", STAYS))
    text = sitemap(site.url("/a"), site.url("/cut"))
    site.pages["/cut.xml"] = Page(text[: text.index("cut") + 1], type="text/xml")
    site.pages["/empty.xml"] = Page(sitemap(), type="text/xml")
    site.pages["/broken.xml.gz"] = Page(gzip.compress(text.encode())[:60], type="application/gzip")
    [page], [remark] = items(site, "/cut.xml")
    assert page.url == site.url("/a")
    assert remark == Remark(site.url("/cut.xml"), "the sitemap ends early: what is whole of it has been read")
    assert reason(site, "/empty.xml") == "the sitemap has no pages, or is damaged"
    assert "damaged or ends early" in reason(site, "/broken.xml.gz")


# Files of other kinds


def test_files_are_read_by_what_they_are(site: Site) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", STAYS)
        archive.writestr("b.txt", STAYS + " She left.")
    site.pages["/a.txt"] = Page(STAYS, type="text/plain")
    site.pages["/table"] = Page(f'text,url\n"{STAYS}",https://post.example/1\n', type="text/csv")
    site.pages["/lines.jsonl"] = Page(json.dumps({"text": STAYS, "id": "x1"}) + "\n", type="application/octet-stream")
    site.pages["/all.zip"] = Page(packed.getvalue(), type="application/zip")
    assert [(one.text, one.url) for one in items(site, "/a.txt")[0]] == [(STAYS, site.url("/a.txt"))]
    assert [one.url for one in items(site, "/table")[0]] == ["https://post.example/1"]
    assert [(one.id, one.url) for one in items(site, "/lines.jsonl")[0]] == [("x1", None)]
    assert [one.text for one in items(site, "/all.zip")[0]] == [STAYS, STAYS + " She left."]


def test_a_picture_is_no_article(site: Site) -> None:
    site.pages["/a.png"] = Page(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff", type="image/png")
    assert "binary" in reason(site, "/a.png")


def test_the_client_tells_what_is_unchanged(site: Site) -> None:
    site.pages["/feed"] = Page(rss(), etag='"1"', headers={"Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"})
    client = Client(HERE)
    first = client.get(site.url("/feed"))
    again = client.get(site.url("/feed"), etag=first.etag, modified=first.modified)
    assert (first.unchanged, again.unchanged, again.data) == (False, True, b"")
    assert site.asked[-1][1]["If-Modified-Since"] == "Sun, 01 Mar 2026 10:00:00 GMT"


def test_what_is_no_url_is_said() -> None:
    with pytest.raises(FetchError, match="no URL that can be fetched"):
        Client().get("mailto:ana@post.example")
