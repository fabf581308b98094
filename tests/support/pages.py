"""Pages of publishers, made of articles: what a site puts round an article, and what it does to its text."""

from __future__ import annotations

import random
from html import escape

MARKED = "rgb(255, 0, 255)"
"""The colour in which a browser marks the words of a text fragment on these pages."""

QUOTES = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'))


def with_quotes(text: str, kind: int) -> str:
    """The text with its straight quotation marks written as some newspapers do; as long as it was."""
    opening, closing = QUOTES[kind % len(QUOTES)]
    parts = text.split('"')
    return parts[0] + "".join((opening if n % 2 else closing) + part for n, part in enumerate(parts[1:], start=1))


def page(title: str, text: str, seed: int) -> str:
    """A page with the article: markup inside its sentences, and what stands around repeats some of its words."""
    dice = random.Random(seed)
    paragraphs = [each for each in text.split("\n\n") if each.strip()]
    teasers = "".join(f"<li><a href='#'>{escape(' '.join(each.split()[:4]))}</a></li>" for each in paragraphs[1:5])
    body = []
    for number, each in enumerate(paragraphs):
        name = dice.choice(["p", "p", "p", "p", "blockquote", "div"])
        body.append(f"<{name}>{_marked_up(each, dice)}</{name}>")
        if number == 1:
            body.append(f"<aside><h3>Related</h3><ul>{teasers}</ul></aside>")
        if number % 4 == 2:
            body.append("<figure><div class='picture'></div><figcaption>Photo: the agency</figcaption></figure>")
    filler = "<p>" + "Subscribe to our newsletter for more news of this kind every day. " * 40 + "</p>"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title><style>
body {{ font: 17px/1.5 'DejaVu Sans', sans-serif; margin: 0 auto; max-width: 640px; color: #333; background: #fff }}
p, blockquote, div {{ margin: 0 0 1em }}
.picture {{ height: 300px; background: #ddd }}
::target-text {{ background-color: {MARKED}; color: #000 }}
</style></head><body>
<header><nav><a href="#">Home</a> <a href="#">World</a> <a href="#">{escape(title)}</a></nav></header>
<section><h2>Most read</h2><ul>{teasers}</ul></section>
<main><h1>{escape(title)}</h1><article>
{chr(10).join(body)}
</article></main><footer>{filler}{filler}</footer></body></html>"""


def _marked_up(paragraph: str, dice: random.Random) -> str:
    """A paragraph with links, emphasis and comments inside its sentences, and lines broken where they may be."""
    words = paragraph.split(" ")
    out, at = [], 0
    while at < len(words):
        size = min(dice.randint(1, 4), len(words) - at)
        chunk = escape(" ".join(words[at : at + size]), quote=False)
        at += size
        opened, closed = dice.choice(
            [("", "")] * 8
            + [("<a href='#'>", "</a>"), ("<em>", "</em>"), ("<strong>", "</strong>"), ("<span>", "</span>")]
            + [("<!-- an advertisement -->", ""), ("<b>" + chunk[:1] + "</b>", "")]
        )
        out.append(opened + (chunk[1:] if opened.startswith("<b>") and chunk[0] not in "&" else chunk) + closed)
    # A letter as a character reference would be cut in two by what follows it.
    return "".join(each + dice.choice([" ", " ", "\n", "  "]) for each in out).rstrip()
