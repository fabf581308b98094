"""What can go wrong with extraction that is no fault of the caller's code."""

from __future__ import annotations

from onrecord.errors import Error


class ExtractionError(Error):
    """Extraction cannot begin or go on; the message says why, of which article if of one, and what to do."""
