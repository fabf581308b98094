"""Whether a text is English, the language that claims are found in."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

Language = Literal["en", "any"]
"""What is read: articles in English, or those in any language as if they were."""

# One word in ten of nearly any English article, and rare in others: no model has to be read to know these.
_ENGLISH: Final = frozenset(
    {
        *("the", "and", "of", "to", "that", "with", "said", "from", "they", "was", "on", "has", "have"),
        *("his", "were", "would", "this", "which", "been", "their", "it", "he", "be", "but", "who"),
    }
)
_ENOUGH: Final = 0.1
_FEWEST_LETTERS: Final = 40
_HEAD: Final = 3_000
_FEWEST_WORDS: Final = 5  # different ones: names and noise tell no language
_SURE: Final = 0.9
_LAST_LATIN: Final = "\u024f"

_WORD: Final = re.compile(r"[^\W\d_]+")
_identifier: Any = None


def other_language(text: str) -> str | None:
    """The language of a text (ISO 639-1) if it is not English; None also where that cannot be told.

    Args:
        text: an article, of which the first few paragraphs tell.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_HEAD])]
    letters = "".join(words)
    if len(letters) < _FEWEST_LETTERS:
        return None
    if "the" in words and sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words):
        return None
    in_other_letters = sum(letter > _LAST_LATIN for letter in letters) > len(letters) / 2
    if len(set(words)) < _FEWEST_WORDS and not in_other_letters:
        return None
    language, probability = _identified(text[:_HEAD])
    return language if language != "en" and (in_other_letters or probability >= _SURE) else None


def _identified(text: str) -> tuple[str, float]:
    """The likeliest language, and how likely it is."""
    global _identifier
    if _identifier is None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        _identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    language, probability = _identifier.classify(text)
    return str(language), float(probability)
