"""Lines of a page that are nobody's claim: photo credits, "Leave a comment", subscription lines."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

# Lines longer than this are text, whatever they begin with.
LONGEST = 320


@cache
def _patterns() -> re.Pattern[str]:
    lines = files(__package__).joinpath("boilerplate.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    return re.compile("|".join(f"(?:{line})" for line in wanted), re.IGNORECASE)


def without_boilerplate(text: str) -> str:
    """The text with the lines that are boilerplate left blank, as long as before."""
    lines = text.splitlines(keepends=True)
    return "".join(_blank(line) if _is_boilerplate(line.strip()) else line for line in lines)


def _is_boilerplate(line: str) -> bool:
    return 0 < len(line) <= LONGEST and bool(_patterns().fullmatch(line))


def _blank(line: str) -> str:
    return "".join(character if character.isspace() else " " for character in line)
