"""What an article is called where it has no title."""

from __future__ import annotations

from typing import Protocol

FIRST_WORDS = 10
UNTITLED = "untitled article"


class Titled(Protocol):
    """A claim's article, or an article."""

    @property
    def title(self) -> str | None: ...


def heading(article: Titled, text: str) -> str:
    """What stands over an article: its title, else the first words of its text."""
    return article.title or first_words(text) or UNTITLED


def first_words(text: str) -> str:
    """The words that a text begins with, of its first line that has some.

    >>> first_words("\\nThe harbour stays open.\\nMore.")
    'The harbour stays open.'
    """
    line = next((line for line in text.splitlines() if line.strip()), "")
    words = line.split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
