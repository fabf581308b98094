"""The root of all errors that onrecord raises."""

from __future__ import annotations


class Error(Exception):
    """Something that was asked for cannot be done.

    `str(error)` is written for the user: it names the input or the store, says what is wrong, and what to do.
    """


class UsageError(Error):
    """Something cannot be asked for so, whatever is in the input or the store; the command line ends with 2."""
