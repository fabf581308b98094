"""Whether a text is English, the language that claims are found in."""

from __future__ import annotations

import re
from typing import Any, Final, Literal

Language = Literal["en", "any"]
"""What is read: articles in English, or those in any language as if they were."""

# Most words in ten of any English article, and rare in others: no model has to be read to know these.
_ENGLISH: Final = frozenset({"the", "and", "of", "to", "that", "with", "said", "from", "they", "was", "on"})
_ENOUGH: Final = 0.1
_FEWEST_LETTERS: Final = 40
_HEAD: Final = 3_000
_UNLIKELY: Final = 0.05

_WORD: Final = re.compile(r"[^\W\d_]+")
_identifier: Any = None


def other_language(text: str) -> str | None:
    """The language of a text (ISO 639-1) if it is not English; None also where that cannot be told.

    Args:
        text: an article, of which the first few paragraphs tell.
    """
    words = [word.casefold() for word in _WORD.findall(text[:_HEAD])]
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    if "the" in words and sum(word in _ENGLISH for word in words) >= _ENOUGH * len(words):
        return None
    ranked = _ranked(text[:_HEAD])
    likeliest = max(ranked, key=lambda language: ranked[language])
    return likeliest if likeliest != "en" and ranked.get("en", 0.0) <= _UNLIKELY else None


def _ranked(text: str) -> dict[str, float]:
    """The probability of each language."""
    global _identifier
    if _identifier is None:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        _identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return {str(language): float(probability) for language, probability in _identifier.rank(text)}
