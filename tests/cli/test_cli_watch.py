"""`onrecord watch` on feeds of a server on this machine: what is new is loaded once, and it ends cleanly."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command_line import COMMAND, environment
from support.command_line import onrecord as run_onrecord
from support.web_server import Page, Site, article, serving

import onrecord
from onrecord.extract.default import extractor
from onrecord.extract.reading import Fetching
from onrecord.watching import Watch, listed

STAYS = "Ana Ruiz, the mayor, said that the bridge stays."
GOES = "Tom Hale, the treasurer, said that the bridge has to go."


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def feed(*entries: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>{"".join(entries)}</channel></rss>'


def entry(site: Site, path: str, description: str = "More") -> str:
    return (
        f"<item><title>{path}</title><link>{site.url(path)}</link><description>{description}</description>"
        "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>"
    )


def watch_once(store: Path, *sources: str) -> subprocess.CompletedProcess[str]:
    return run_onrecord("watch", *sources, "--once", "--allow-private", store=str(store))


def read(store: Path, url: str) -> tuple[str, list[str]]:
    """What one reading of a feed loads, and what it says beside."""
    finder = extractor()
    fetching = Fetching(allow_private=True, delay=0)
    report, _ = Watch(str(store), finder.stream, finder.identity, fetching).read([url])
    return str(report), [remark.reason for remark in report.remarks]


def titles(store: Path) -> list[str]:
    with onrecord.open(store, read_only=True) as opened:
        return sorted(str(row.title) for row in opened.documents())


def test_what_is_new_is_loaded_once_and_nothing_is_said_otherwise(site: Site, tmp_path: Path) -> None:
    store, feeds = tmp_path / "s.lbug", tmp_path / "feeds.txt"
    feeds.write_text(f"# The Post\n{site.url('/feed')} # all of it\n\n")
    site.pages["/1"] = Page(article("Bridge stays", STAYS))
    site.pages["/2"] = Page(article("Bridge goes", GOES))
    site.pages["/feed"] = Page(feed(entry(site, "/1")), etag='"1"', type="application/rss+xml")

    first = watch_once(store, str(feeds))
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(f"Loaded into {store}: 1 document, ")

    before = store.read_bytes()
    unchanged = watch_once(store, str(feeds))
    assert (unchanged.returncode, unchanged.stdout, unchanged.stderr) == (0, "", "")
    assert site.paths == ["/feed", "/1", "/feed"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    assert store.read_bytes() == before, "nothing is written where nothing is new"

    site.pages["/feed"] = Page(feed(entry(site, "/2"), entry(site, "/1")), etag='"2"')
    site.asked.clear()
    second = watch_once(store, str(feeds))
    assert second.stdout.startswith(f"Loaded into {store}: 1 document, ")
    assert site.paths == ["/feed", "/2"]
    assert titles(store) == ["Bridge goes", "Bridge stays"]


def test_an_entry_that_changes_is_read_again_and_replaces_the_old_one(site: Site, tmp_path: Path) -> None:
    store, url = tmp_path / "s.lbug", site.url("/feed")
    site.pages["/1"] = Page(article("Bridge", STAYS))
    site.pages["/feed"] = Page(feed(entry(site, "/1")))
    read(store, url)
    site.pages["/1"] = Page(article("Bridge", GOES))
    assert read(store, url) == ("0 documents, 0 claims by 0 speakers", [])
    site.pages["/feed"] = Page(feed(entry(site, "/1", "Changed")))
    assert read(store, url)[0].startswith("1 document (1 replaced), ")
    with onrecord.open(store, read_only=True) as opened:
        assert opened.find("Tom Hale")
        assert not opened.find("Ana Ruiz")


def test_what_cannot_be_reached_now_is_tried_again_and_what_is_gone_is_not(site: Site, tmp_path: Path) -> None:
    store, url = tmp_path / "s.lbug", site.url("/feed")
    site.pages["/later"] = Page(status=500)
    site.pages["/feed"] = Page(feed(entry(site, "/later"), entry(site, "/gone")), etag='"1"')
    assert read(store, url)[1] == [
        "the server answered 500 (Internal Server Error)",
        "the server answered 404 (Not Found)",
    ]
    site.pages["/later"] = Page(article("Later", STAYS))
    loaded, remarks = read(store, url)
    assert loaded.startswith("1 document, ")
    assert remarks == []
    assert site.paths == ["/feed", "/later", "/gone", "/feed", "/later"]
    read(store, url)
    assert site.paths[5:] == ["/feed"]
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_sitemap_is_watched_as_a_feed_is(site: Site, tmp_path: Path) -> None:
    store, url = tmp_path / "s.lbug", site.url("/map")

    def sitemap(*paths: str) -> Page:
        urls = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
        return Page(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', type="text/xml")

    site.pages.update({"/1": Page(article("One", STAYS)), "/2": Page(article("Two", GOES)), "/map": sitemap("/1")})
    read(store, url)
    site.pages["/map"] = sitemap("/1", "/2")
    assert read(store, url)[0].startswith("1 document, ")
    assert site.paths == ["/map", "/1", "/map", "/2"]


def test_a_feed_that_fails_is_not_forgotten(site: Site, tmp_path: Path) -> None:
    store, url = tmp_path / "s.lbug", site.url("/feed")
    site.pages.update({"/1": Page(article("One", STAYS)), "/feed": Page(feed(entry(site, "/1")))})
    read(store, url)
    whole = site.pages["/feed"]
    site.pages["/feed"] = Page(status=503)
    assert read(store, url)[1] == ["the server answered 503 (Service Unavailable)"]
    site.pages["/feed"] = whole
    assert read(store, url) == ("0 documents, 0 claims by 0 speakers", [])
    assert site.paths == ["/feed", "/1", "/feed", "/feed"]


def test_feeds_that_cannot_be_read_are_said(site: Site, tmp_path: Path) -> None:
    store = tmp_path / "s.lbug"
    site.pages["/page"] = Page(article("A page", STAYS))
    run = watch_once(store, site.url("/none"), site.url("/page"))
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        f"Skipped {site.url('/none')}: the server answered 404 (Not Found)",
        f"Skipped {site.url('/page')}: it is no feed or sitemap, and names none: load it with onrecord load",
    ]
    assert not store.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("post.example/feed", "line 1: 'post.example/feed' is no URL"),
        ("# none", "there is no URL of a feed in it"),
        (None, "cannot be read: No such file"),
    ],
)
def test_files_that_list_no_feeds_are_said(tmp_path: Path, content: str | None, reason: str) -> None:
    path = tmp_path / "feeds.txt"
    if content:
        path.write_text(content)
    with pytest.raises(onrecord.Error) as error:
        listed([str(path)])
    assert str(error.value).startswith(str(path))
    assert reason in str(error.value)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_goes_on_until_it_is_stopped_and_others_read_meanwhile(
    site: Site, tmp_path: Path, how: signal.Signals
) -> None:
    store = tmp_path / "s.lbug"
    site.pages["/1"] = Page(article("Bridge stays", STAYS))
    site.pages["/2"] = Page(article("Bridge goes", GOES))
    site.pages["/feed"] = Page(feed(entry(site, "/1")))
    process = subprocess.Popen(
        [*COMMAND, "watch", site.url("/feed"), "--every", "0.01", "--allow-private"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(str(store)),
    )
    try:
        assert process.stdout is not None
        assert "1 document, " in process.stdout.readline()
        site.pages["/feed"] = Page(feed(entry(site, "/1"), entry(site, "/2")))
        assert "1 document, " in process.stdout.readline()
        asked = len(site.asked)
        while len(site.asked) < asked + 2:
            time.sleep(0.05)
        process.send_signal(how)
        output, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, output, errors) == (0, "", "Stopped.\n")
    assert titles(store) == ["Bridge goes", "Bridge stays"]


def test_the_feed_that_a_page_names_is_watched(site: Site, tmp_path: Path) -> None:
    store, front = tmp_path / "s.lbug", site.url("/")
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/"] = Page(f"<html><head>{link}</head><body><p>The Post</p></body></html>", etag='"page"')
    site.pages["/feed"] = Page(feed(entry(site, "/1")), etag='"1"', type="application/rss+xml")
    site.pages["/1"] = Page(article("Bridge stays", STAYS))
    site.pages["/2"] = Page(article("Bridge goes", GOES))
    assert read(store, front)[0].startswith("1 document, ")
    assert read(store, front) == ("0 documents, 0 claims by 0 speakers", [])
    site.pages["/feed"] = Page(feed(entry(site, "/2"), entry(site, "/1")), etag='"2"')
    assert read(store, front)[0].startswith("1 document, ")  # though the page is as it was
    assert titles(store) == ["Bridge goes", "Bridge stays"]
    assert site.paths.count("/1") == 1
    site.pages["/"] = Page("<html><body><p>The Post</p></body></html>")
    assert "names none" in read(store, front)[1][0]
