"""Articles with their claims as one file of HTML: no server, no outside address, no script but its own."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence

from onrecord.graph.lookups.articles import Article
from onrecord.graph.lookups.titles import heading
from onrecord.pages.drawn import environment, inline


def page(articles: Sequence[Article], title: str = "") -> str:
    """Draw articles, each with its claims, cues, speakers and targets marked and who says what about whom beside it.

    Args:
        articles: in the order of the page.
        title: of the page; without it, that of the first article.
    """
    style, script = inline("style.css"), inline("pages.js")
    first = articles[0].document
    drawn = (
        environment()
        .get_template("file.html")
        .render(
            articles=[(each, _speakers(each)) for each in articles],
            title=title or heading(first, articles[0].text),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
            question={},
        )
    )
    return drawn.encode("utf-8", "replace").decode("utf-8")


def _speakers(article: Article) -> list[tuple[str, int]]:
    return Counter(claim.speaker.name if claim.speaker else "" for claim in article.claims).most_common()


def _hash(text: str) -> str:
    """What a policy names a piece of the page by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
