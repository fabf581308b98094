"""What can go wrong with extraction that is no fault of the caller's code."""

from __future__ import annotations

import pickle

from onrecord.errors import Error


class ExtractionError(Error):
    """Extraction cannot begin or go on; the message says why, of which article if of one, and what to do."""


class InputError(ExtractionError):
    """Claims or annotations that were read are not as they have to be.

    The message names the file and the line, or the field, and says what is wrong there.
    """


def sendable(error: Exception) -> Exception:
    """Give what another process can be told of an error: itself, or a sentence where it cannot be pickled."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):
            return error
    except Exception:  # of whatever class: it is what the error holds that cannot be pickled, or made again
        pass
    if isinstance(error, Error):
        return ExtractionError(str(error))
    return ExtractionError(f"An article cannot be extracted ({type(error).__name__}: {error}).")
