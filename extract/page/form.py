"""The form a text has on the page taken off it, so that whatever reads it sees words, marks and paragraphs.

Articles come with lines broken for width, with tags and entities that a scraper left, with line ends of other systems.
Some have apostrophes that an editor turned into opening marks. `plain` mends all of it, one character for one, so that
every offset into what it gives is one into the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from itertools import pairwise

from onrecord.extract.triple import Span

# What is written in several ways. Each of the first ends a line; Python's own splitlines() takes them so, and nothing
# else here need know. Blanks of every width, no-break ones too, part words as the space does; marks of full width are
# plain ones. Half of a surrogate pair is no character.
ONE_WAY = str.maketrans(
    dict.fromkeys("\r\f\x1c\x1d\x1e\x85\u2029", "\n")
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\u200b" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | {"＂": '"', "＇": "'"}
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")
)
# Marks inside a quotation that is given marks itself.
INNER = str.maketrans('“”«»"', "‘’‘’'")
# A line that is broken within a paragraph, as by <br>; two of them end it.
SOFT_BREAK = re.compile("[\u2028\v]+")
ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
"""Characters that are put on the letter before them, as members of a regular expression's set."""
SENTENCE_END = frozenset(".!?…:;”\"'’)]»")
APOSTROPHE = re.compile(r"(?<=\w)[‘`´](?=\w)")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
# A line break that is not part of a blank line, and what stands around it.
BROKEN_LINE = re.compile(r"(?<=\S)([^\S\n]*)\n(?=[^\S\n]*\S)")
# A line that ends within a sentence, which goes on small in the next: so PDFs are set, with no blank line anywhere.
WITHIN_SENTENCE = re.compile(r"(?<=[^\W_])([,–—-]?[^\S\n]*)\n(?=[^\S\n]*(?!by\b)[a-zà-öø-ÿ])")

# What a news desk writes before a headline: "UPDATE 2-Minister defends …", "Exclusive-…", "BREAKING: …".
_KINDS = (
    "advisory|analysis|brief|column|corrected|exclusive|explainer|factbox|feature|insight|interview|preview|timeline"
)
SLUG = re.compile(
    rf"^(?:(?:(?:update|wrapup|refile|rpt|{_KINDS})(?: \d+)?-)+(?=(?-i:[A-Z0-9“‘€£$]))"
    r"|(?:exclusive|breaking|watch|live|update): )",
    re.IGNORECASE | re.MULTILINE,
)
# What stands before an entry of a live report or a list: the time of day, a bullet or a number.
MARKER = re.compile(
    r"^(?:[\[(]?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?: ?[ap]\.?m\b\.?)?(?: (?:GMT|UTC|[A-Z]{1,3}T))?[\])]?(?: ?[:|–—-])?"
    r"|[•▪◦‣●■]|\d{1,2}[.)])[ \t]+(?=[A-Z“‘\"'€£$])",
    re.MULTILINE,
)

BLOCKS = (
    "p|br|hr|div|h[1-6]|li|[uod]l|d[td]|blockquote|section|article|header|footer|aside|main|nav|t[dhr]|table|fig\\w+"
)
INLINE = (
    "a|abbr|b|big|cite|code|del|em|font|i|iframe|img|ins|mark|picture|q|s|small|source|span|strike|strong|su[bp]|time|u"
)
LEFTOVER = re.compile(
    # Up to the next beginning, not to the end of the text: else many that nothing ends take the square of their number.
    r"(?P<unseen><!--(?:(?!<!--).)*?-->|<(?P<name>script|style)\b[^<>]*>(?:(?!<(?P=name)).)*?</(?P=name)>)"
    rf"|(?P<block></?(?:{BLOCKS})\b[^<>]*>)"
    rf"|(?P<inline></?(?:{INLINE})\b[^<>]*>)"
    r"|(?P<entity>&(?:amp;)*(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|amp|[a-z][a-z0-9]{1,15});)",
    re.IGNORECASE | re.DOTALL,
)
# Fills what is left of a mark within a word: unlike a blank it does not end the word, and tokenizers drop it.
NOTHING = "\u2060"


def plain(text: str, set_apart: Iterable[Span] = ()) -> str:
    """The text as it would be read aloud, as long as before: no markup, no slug before a headline, no time of day or
    bullet before an entry, and a line break only where a paragraph ends.

    A quotation mark in an entity (&ldquo;) stands where the entity begins or ends, so that all of it is the mark.

    Args:
        text: an article's.
        set_apart: quotations that the page sets apart, half-open offsets: they get marks in place of line breaks.
    """
    if "\r" in text:
        text = re.sub(r"\r\n", " \n", text)
    text = SOFT_BREAK.sub(lambda match: " " if len(match.group()) == 1 else "\n" * len(match.group()), text)
    text = text.translate(ONE_WAY)
    if "<" in text or "&" in text:
        text = LEFTOVER.sub(_in_plain, text)
    for aside in (SLUG, MARKER):
        text = aside.sub(lambda match: " " * len(match.group()), text)
    text = APOSTROPHE.sub("’", text)
    broken = BROKEN_LINE if _is_wrapped(text) else WITHIN_SENTENCE
    text = broken.sub(r"\1 ", text)
    return _marked(text, set_apart)


def _marked(text: str, set_apart: Iterable[Span]) -> str:
    """The text with marks around the quotations that are set apart: at the end of the empty line before each of their
    paragraphs, and right after the last."""
    characters = list(text)
    for start, stop in set_apart:
        characters[start:stop] = text[start:stop].translate(INNER)
        if text[start - 1 : start] == "\n":
            characters[start - 1] = "“"
        for match in BLANK_LINE.finditer(text, start, stop):
            characters[match.end() - 1] = "“"
        if text[stop : stop + 1] == "\n":
            characters[stop] = "”"
    return "".join(characters)


def _in_plain(match: re.Match[str]) -> str:
    """What a leftover means, as long as it is."""
    length = len(match.group())
    if match["unseen"]:
        return " " * length
    if match["block"]:
        return "\n" + " " * (length - 1)
    text, start, stop = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[stop : stop + 1]
    within_word = before.isalnum() and after.isalnum()
    if match["inline"]:
        return (NOTHING if within_word else " ") * length
    meant = unescape(unescape(match.group().replace("&amp;", "&"))).translate(ONE_WAY)
    if len(meant) != 1:
        return match.group()
    opens = (not before or before.isspace() or before in "([>—–-;") and not after.isspace()
    if meant in "\"'":
        meant = {'"': "”“", "'": "’‘"}[meant][opens]
    within_word = within_word and not meant.isspace()
    fill = (NOTHING if within_word or (meant.isalnum() and (before.isalnum() or after.isalnum())) else " ") * (
        length - 1
    )
    return fill + meant if meant in "”’»)" and not within_word else meant + fill


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken for width, so that only a blank line ends a paragraph."""
    broken = fluent = 0
    for line, following in pairwise(text.split("\n")):
        if line.strip() and following.strip():
            broken += 1
            fluent += 40 <= len(line) <= 120 and line.rstrip()[-1] not in SENTENCE_END
    return broken >= 2 and fluent > broken / 2
