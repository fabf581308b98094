"""What stands for all that decides which claims are found: the version of the code, the model, the precision."""

from __future__ import annotations

import hashlib
from pathlib import Path

from onrecord import __version__


def identity(model: Path | None, precision: str, *, nested: bool = True) -> str:
    """Tell one way of extracting from another; the device is no part of it.

    Args:
        model: a folder of weights other than those that come along.
        precision: how sure a claim has to be.
        nested: whether claims inside other claims are kept.
    """
    folders = [Path(__file__).parent, *([model] if model else [])]
    # By size and time rather than by content: it is asked before every load.
    files = [
        (str(file), file.stat().st_size, file.stat().st_mtime_ns)
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    return hashlib.sha256(repr([__version__, precision, nested, files]).encode()).hexdigest()[:16]
