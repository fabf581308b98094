"""The extractor that is made once for a process, when it is first needed, and kept."""

from __future__ import annotations

from functools import cache

from onrecord.extract.extractor import Extractor


@cache
def extractor() -> Extractor:
    """The extractor with its usual settings."""
    return Extractor()
