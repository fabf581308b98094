"""Characters that would steer a terminal: articles, file names and users' own queries may have them.

What is read by people goes without them. JSON keeps them, as escapes that every reader of JSON turns back.
"""

from __future__ import annotations

import re
from typing import Final

DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks of direction (Unicode's Bidi_Control), which can show the parts of a line in another order."""

UNPRINTABLE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")

_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # all but the end of a line
_DIRECTION: Final = re.compile(f"[{DIRECTIONS}]")
_IN_JSON: Final = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{DIRECTIONS}]")
_NO_WIDTH: Final = "\u200b"


def harmless(text: str) -> str:
    """Give a text without what would steer a terminal; ends of lines stay.

    >>> harmless("Ana\\x1b[2J Ruiz\\u202e")
    'Ana [2J Ruiz'
    """
    return text if text.isascii() and text.isprintable() else _CONTROLS.sub(" ", _DIRECTION.sub("", text))


def one_for_one(text: str) -> str:
    """Do the same, with a character in the place of each, so that offsets into the text stay right."""
    return _CONTROLS.sub(" ", _DIRECTION.sub(_NO_WIDTH, text))


def in_one_line(text: str) -> str:
    """Do the same in one line, with a blank for each run of blanks and controls."""
    return UNPRINTABLE.sub(" ", _DIRECTION.sub("", text)).strip()


def escaped(text: str) -> str:
    """Give JSON with escapes for the characters that JSON itself lets stand, but a terminal obeys.

    So are those at which some programs end a line, and halves of surrogate pairs, which UTF-8 does not have.
    """
    return (
        text if text.isascii() and "\x7f" not in text else _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    )
