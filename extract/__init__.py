"""Text in, triples out: read articles, find who says what about whom.

    >>> from onrecord.extract import Document, Extractor
    >>> extractor = Extractor()
    >>> for triple in extractor.triples("“We will stay,” Ana Ruiz said."):
    ...     print(triple.speaker.name, "–", triple.claim.text)
    Ana Ruiz – “We will stay,”

Names are imported when they are first used, so that whoever needs only the data types does not load spaCy.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from onrecord.extract.document import Document
from onrecord.extract.triple import Claim, Cue, Speaker, Target, Triple

if TYPE_CHECKING:
    from onrecord.extract.extractor import Extractor

__all__ = ["Claim", "Cue", "Document", "Extractor", "Speaker", "Target", "Triple"]


def __getattr__(name: str) -> object:
    if name == "Extractor":
        from onrecord.extract.extractor import Extractor

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Callable(ModuleType):
    """The package itself as a function, so that `onrecord.extract("…")` works beside `onrecord.extract.Extractor`."""

    def __call__(self, article: str | Document) -> list[Triple]:
        """Find the triples of one article, in the order of the text.

        The extractor is made at the first call, which takes a second or two, and kept. For other settings, and for many
        articles, make an `Extractor`.
        """
        from onrecord.extract.default import extractor

        return extractor().triples(article)


sys.modules[__name__].__class__ = _Callable
