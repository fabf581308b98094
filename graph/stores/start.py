"""Begin sooner: what the command line's processes leave out of what they import."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Final

ASYNCHRONOUS: Final = "ladybug.async_connection"


def import_ladybug() -> None:
    """Import the embedded engine without its asynchronous connections, for which it imports all of asyncio.

    That is two thirds of the time of the import. For processes of ours alone: whoever imports Ladybug gets the whole.
    """
    if "ladybug" in sys.modules:
        return
    left_out = ModuleType(ASYNCHRONOUS)
    left_out.__dict__["AsyncConnection"] = None
    sys.modules[ASYNCHRONOUS] = left_out
    try:
        import ladybug  # noqa: F401
    finally:
        del sys.modules[ASYNCHRONOUS]
