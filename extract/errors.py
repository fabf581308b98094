"""What can go wrong with extraction that is no fault of the caller's code."""

from __future__ import annotations

from onrecord.errors import Error


class ExtractionError(Error):
    """Extraction cannot begin or go on; the message says why, of which article if of one, and what to do."""


class InputError(ExtractionError):
    """Claims or annotations that were read are not as they have to be.

    The message names the file and the line, or the field, and says what is wrong there.
    """
