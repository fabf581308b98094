"""The pages in Chromium: read, corrected, by keyboard, enlarged; no error on a console, no serious finding of axe.

tests/support/axe.min.js is axe-core 4.14.1 (https://github.com/dequelabs/axe-core, MPL-2.0), as its makers publish it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from support.articles import HARBOUR, HARBOUR_TRIPLES, document, speaker, target, triple
from support.command_line import COMMAND, answer, environment
from support.places import ROOT

import onrecord
from onrecord.graph.lookups.articles import of_triples
from onrecord.pages.file import page

AXE = (ROOT / "tests" / "support" / "axe.min.js").read_text("utf-8")
LONG = "Commission of Inquiry into the Conduct of " + "Quayside" * 20
NAME = "column" * 20
PERSON = "/entity/person%3Aana%20ruiz"


@dataclass
class Site:
    """A running `onrecord serve --edit`."""

    address: str
    store: Path
    claim: str
    file: Path

    @property
    def pages(self) -> list[str]:
        """The address of each kind of page, those of a long name among them, and of a page without a server."""
        paths = [
            "/",
            "/search?q=harbour",
            "/search?q=Anna+Ruis",
            "/named?name=Nobody",
            PERSON,
            f"/entity/{quote(f'organization:{LONG.lower()}', safe='')}",
            "/article/harbour-1",
            "/article/long",
            f"/claim/{self.claim}",
            "/compare?one=Ana+Ruiz&other=Norsk+Havn",
            "/topic?q=harbour",
            "/network?of=person%3Aana+ruiz",
            "/documents",
            "/corrections",
            f"/cypher?query={quote(f'MATCH (d:Document) RETURN d.id AS {NAME}, d.title, d.text')}",
            "/nowhere",
        ]
        return [*(self.address + path for path in paths), self.file.as_uri()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("pages")
    store = folder / "s.lbug"
    long = document(f"{LONG} said that Ana Ruíz had {'delay' * 60}.", "long", "2024-06-01", title=LONG)
    articles = [(HARBOUR, HARBOUR_TRIPLES)]
    articles.append((long, [triple(long, speaker(LONG, "organization"), f"Ana Ruíz had {'delay' * 60}",
                                   target("Ana Ruíz"), kind="indirect")]))  # fmt: skip
    for month in range(1, 13):
        text = f"Lee Park said that Ana Ruíz had closed harbour {month}. Ana Ruíz denied that Lee Park knew it."
        told = document(text, f"month-{month}", date(2024, month, 2).isoformat(), title=f"Harbour {month}")
        claims = [
            triple(told, speaker("Lee Park"), f"Ana Ruíz had closed harbour {month}", target("Ana Ruíz")),
            triple(told, speaker("Ana Ruíz"), "Lee Park knew it", target("Lee Park"), cue="denied"),
        ]
        articles.append((told, claims))
    with onrecord.open(store) as opened:
        assert [*opened.engine.load(articles)]
        opened.correct(articles[2][1][0].claim.id, act="accuse", by="the desk")
    file = folder / "page.html"
    file.write_text(page([of_triples(HARBOUR, HARBOUR_TRIPLES)]), encoding="utf-8")
    command = [*COMMAND, "serve", "--store", str(store), "--port", str(free_port()), "--edit", "--cypher"]
    command += ["--by", "the desk"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(None)) as process:
        assert process.stdout
        line = process.stdout.readline()
        address = line.partition(f"{store}: ")[2].strip().rstrip("/")
        assert address, line
        yield Site(address, store, HARBOUR_TRIPLES[0].claim.id, file)
        process.terminate()


def free_port() -> int:
    import socket

    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def test_a_reader_goes_from_a_search_to_the_sentence(chromium: webdriver.Chrome, site: Site) -> None:
    chromium.get(site.address)
    find(chromium, "#q").send_keys("ruiz")
    follow(chromium, find(chromium, ".search button"))
    follow(chromium, link(chromium, "Ana Ruíz"))
    assert find(chromium, "h1").text == "Ana Ruíz"
    follow(chromium, link(chromium, "“The harbour will stay open,”"))
    sentence = find(chromium, "blockquote.sentence")
    assert sentence.text.startswith("“The harbour will stay open,” Mayor Ana Ruíz said on Monday.")
    assert sentence.find_element(By.CSS_SELECTOR, ".claim").text == "“The harbour will stay open,”"
    assert str(find(chromium, "a[rel~=external]").get_attribute("href")).startswith(f"{HARBOUR.url}#:~:text=")
    follow(chromium, link(chromium, "Harbour to stay open"))
    assert find(chromium, "article.text").text == HARBOUR.text
    assert [each.text for each in chromium.find_elements(By.CSS_SELECTOR, ".text .cue")][:2] == ["said", "accused"]


def test_a_margin_is_narrowed(chromium: webdriver.Chrome, site: Site) -> None:
    chromium.get(f"{site.address}/article/harbour-1")
    told = chromium.find_elements(By.CSS_SELECTOR, ".told")
    assert all(each.is_displayed() for each in told)
    find(chromium, ".pick select[name=speaker]").send_keys("Ana")
    shown = [each.text for each in told if each.is_displayed()]
    assert 0 < len(shown) < len(told)
    assert all("Ana Ruíz" in each for each in shown)


def test_a_correction_is_made_seen_by_the_command_and_taken_back(chromium: webdriver.Chrome, site: Site) -> None:
    before = claims(site)
    chromium.get(f"{site.address}/claim/{site.claim}")
    find(chromium, ".edit summary").click()
    field = find(chromium, "#edit-speaker")
    field.clear()
    field.send_keys("Lee Park")
    follow(chromium, find(chromium, ".edit form button"))
    assert "speaker: Ana Ruíz → Lee Park" in find(chromium, "[role=status]").text
    assert find(chromium, "h1").text.startswith("Lee Park")
    assert claims(site)[site.claim]["speaker"] == "Lee Park"
    follow(chromium, find(chromium, "[role=status] button"))
    assert find(chromium, "[role=status]").text == "Taken back."
    assert claims(site) == before


def test_all_is_reached_by_keyboard(chromium: webdriver.Chrome, site: Site) -> None:
    chromium.get(site.address)
    press(chromium, Keys.TAB)
    assert chromium.switch_to.active_element.text == "Skip to the page"
    press(chromium, Keys.ENTER)
    assert chromium.switch_to.active_element.get_attribute("id") == "main"
    chromium.get(site.address)
    tab_to(chromium, "input", "")
    press(chromium, "ruiz")
    followed(chromium, lambda: press(chromium, Keys.ENTER))
    tab_to(chromium, "a", "Ana Ruíz")
    followed(chromium, lambda: press(chromium, Keys.ENTER))
    tab_to(chromium, "a", "“The harbour will stay open,”")
    followed(chromium, lambda: press(chromium, Keys.ENTER))
    tab_to(chromium, "summary", "Put this right")
    press(chromium, Keys.ENTER)
    tab_to(chromium, "button", "It is right")
    followed(chromium, lambda: press(chromium, Keys.ENTER))
    assert "is right" in find(chromium, "[role=status]").text
    tab_to(chromium, "button", "Take back")
    followed(chromium, lambda: press(chromium, Keys.ENTER))
    assert find(chromium, "[role=status]").text == "Taken back."


def test_no_page_has_a_serious_finding_or_an_error_on_the_console(chromium: webdriver.Chrome, site: Site) -> None:
    console(chromium)
    found: list[str] = []
    for address in site.pages:
        chromium.get(address)
        chromium.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
        chromium.execute_script(AXE)
        result = chromium.execute_async_script("axe.run().then(arguments[0])")
        assert result["passes"], address
        for each in result["violations"]:
            if each["impact"] in ("serious", "critical"):
                nodes = [f"{node['html'][:200]} {node['failureSummary'][:300]}" for node in each["nodes"]][:2]
                found.append(f"{address} {each['id']} {nodes}")
        log = [each["message"] for each in console(chromium) if each["level"] in ("SEVERE", "WARNING")]
        # A browser reports the status of the page that is not there.
        found += [f"{address} {each}" for each in log if "/nowhere" not in each and "/named" not in each]
    assert not found, "\n".join(found)


# Widths of a desktop, of the same at 200 % and 400 %, and of a phone, in CSS pixels.
@pytest.mark.parametrize("width", [1280, 640, 390, 320])
def test_nothing_is_cut_off_at_any_width_or_zoom(chromium: webdriver.Chrome, site: Site, width: int) -> None:
    with window(chromium, width):
        found = []
        for address in site.pages:
            chromium.get(address)
            beyond = chromium.execute_script(BEYOND)
            if beyond:
                found.append(f"{address}: {beyond[:5]}")
        assert not found, "\n".join(found)


# What reaches beyond the page, but for what can be scrolled to within it, and headings for screen readers.
BEYOND = """
const wide = document.documentElement.clientWidth + 1;
const apart = (element) => element.closest('.chart, .wide, .skip, .hidden, defs');
return [...document.body.querySelectorAll('*')]
  .filter((each) => !apart(each) && each.getClientRects().length)
  .filter((each) => each.getBoundingClientRect().right > wide || each.getBoundingClientRect().left < -1)
  .map((each) => each.outerHTML.slice(0, 120));
"""


@contextmanager
def window(browser: webdriver.Chrome, width: int) -> Iterator[None]:
    """A window of this width, as a browser has it where its text is enlarged."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        yield
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def claims(site: Site) -> dict[str, dict[str, Any]]:
    """All claims as another process reads them, by their ids."""
    lines = answer("claims", "--store", str(site.store), "--format", "jsonl").splitlines()
    return {each["id"]: each for each in map(json.loads, lines)}


def find(browser: webdriver.Chrome, selector: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, selector)


def link(browser: webdriver.Chrome, text: str) -> WebElement:
    return browser.find_element(By.PARTIAL_LINK_TEXT, text)


def follow(browser: webdriver.Chrome, element: WebElement) -> None:
    followed(browser, element.click)


def followed(browser: webdriver.Chrome, action: Any) -> None:
    """Do what leads to another page, and wait for it."""
    browser.execute_script("window.stale = true")
    action()
    WebDriverWait(browser, 60).until(
        lambda _: browser.execute_script("return !window.stale && document.readyState === 'complete'")
    )


def console(browser: webdriver.Chrome) -> list[dict[str, Any]]:
    """What was written to the console since it was asked for last."""
    found: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return found


def press(browser: webdriver.Chrome, keys: str) -> None:
    webdriver.ActionChains(browser).send_keys(keys).perform()


def tab_to(browser: webdriver.Chrome, tag: str, text: str) -> None:
    """Go on with the tabulator until it is on such an element; whatever it passes has to show that it is there."""
    for _ in range(150):
        press(browser, Keys.TAB)
        here = browser.switch_to.active_element
        outline = here.value_of_css_property("outline-style")
        assert outline != "none", here.get_attribute("outerHTML")
        if here.tag_name == tag and text in here.text:
            return
    raise AssertionError(f"no {tag} “{text}” on {browser.current_url}")
