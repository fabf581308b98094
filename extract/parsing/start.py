"""Begin sooner: what the command line's processes leave out of what they import."""

from __future__ import annotations

import sys
from types import ModuleType


def import_spacy() -> None:
    """Import spaCy without its own command line, which takes two fifths of the time and is not used here.

    For processes of ours alone: whoever imports spaCy for themselves gets the whole of it.
    """
    if "spacy" in sys.modules:
        return
    left_out = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    left_out["spacy.cli.info"].__dict__["info"] = None
    sys.modules.update(left_out)
    try:
        import spacy  # noqa: F401
    finally:
        for name in left_out:
            del sys.modules[name]
