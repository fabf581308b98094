"""Take the pictures of docs/pages, of each page at 1,280 and 390 pixels: uv run python tests/update_pictures.py

The store that they show is made of examples/, with a correction and a name that was joined by hand.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from selenium import webdriver
from support.browser import chromium
from support.command_line import COMMAND, environment
from support.places import ROOT

import onrecord
from onrecord.pages import addresses

WIDTHS = {1280: "", 390: "-on-a-phone"}
HIGHEST = 1600  # pixels; a long page is cut there
COLOURS = 64
PORT = 8399


def addresses_of(store: onrecord.Store) -> dict[str, str]:
    """The page of each kind that is taken, by the name of its picture."""
    one, other = store.speakers(limit=2)
    claims = [*store.claims()]
    claim = max(claims, key=lambda each: (bool(store.show(each.id).reports), bool(each.about), len(each.claim)))
    documents = store.documents()
    article = max(documents, key=lambda each: each.claims)
    words = max(claim.claim.split(), key=len).strip("“”.,")
    return {
        "start": "/",
        "search": addresses.asked("/search", q=words),
        "person": addresses.entity(one.id),
        "article": addresses.article(article.id),
        "claim": addresses.claim(claim.id),
        "compare": addresses.asked("/compare", one=one.id, other=other.id),
        "topic": addresses.asked("/topic", q=words),
        "network": addresses.asked("/network", of=one.id),
        "documents": "/documents",
        "corrections": "/corrections",
        "cypher": "/cypher?"
        + urlencode({"query": "MATCH (e:Entity)-[:SAID]->(c:Claim)\nRETURN e.name, c.act, count(*)"}),
        "nobody": addresses.named("Nobody"),
    }


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address at which the pages of a store are shown."""
    command = [*COMMAND, "serve", "--store", str(store), "--port", str(PORT), "--edit", "--cypher", "--by", "the desk"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(None)) as process:
        assert process.stdout
        process.stdout.readline()
        yield f"http://127.0.0.1:{PORT}"
        process.terminate()


def taken(browser: webdriver.Chrome, address: str, width: int) -> Image.Image:
    """The page at this address, as wide as this, and whole if it is not too high."""
    metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(address)
    height = min(HIGHEST, max(800, browser.execute_script("return document.documentElement.scrollHeight")))
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics | {"height": height})
    png = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    return Image.open(io.BytesIO(b64decode(png))).convert("RGB").quantize(COLOURS)


def main() -> None:
    """Make the store, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "examples.lbug"
        with onrecord.open(path) as store:
            store.load(ROOT / "examples")
            one, other = store.speakers(limit=2)
            store.correct(store.said(other.id)[0].id, confirm=True, by="the desk")
            store.correct(store.said(one.id)[0].id, act="report", by="the desk")
            store.alias(one.name, one.name.split()[-1])
            pages = addresses_of(store)
        with served(path) as address, chromium() as browser:
            for name, page in pages.items():
                for width, suffix in WIDTHS.items():
                    taken(browser, address + page, width).save(ROOT / "docs" / "pages" / f"{name}{suffix}.png")


if __name__ == "__main__":
    main()
