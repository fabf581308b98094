"""Begin sooner: what the command line's processes leave out of what they import."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Final

ASYNCHRONOUS: Final = "ladybug.async_connection"
TABLES: Final = ("numpy", "pandas", "pyarrow")


def import_engine(uri: str) -> None:
    """Import the engine of a store without what onrecord does not use of it, for which it imports most.

    For processes of ours alone: whoever imports an engine gets the whole.
    """
    if "://" in uri:
        _import_neo4j()
    else:
        _import_ladybug()


def _import_ladybug() -> None:
    """Without its asynchronous connections, for which it imports all of asyncio: two thirds of the time."""
    if "ladybug" in sys.modules:
        return
    left_out = ModuleType(ASYNCHRONOUS)
    left_out.__dict__["AsyncConnection"] = None
    with instead({ASYNCHRONOUS: left_out}):
        import ladybug  # noqa: F401


def _import_neo4j() -> None:
    """Without the libraries whose tables it takes and makes where they are installed: pandas alone takes 1.5 s."""
    if "neo4j" in sys.modules:
        return
    with instead({name: None for name in TABLES if name not in sys.modules}):
        import neo4j  # noqa: F401


@contextmanager
def instead(modules: Mapping[str, ModuleType | None]) -> Iterator[None]:
    """Have these imported for the names meanwhile; None: the module is not there."""
    # Types say that there is no None; the language does: such a module is not found.
    sys.modules.update(modules)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in modules:
            del sys.modules[name]
