"""The help of each command, as docs/commands.md shows it."""

from __future__ import annotations

import re

from support.command_line import answer
from support.places import ROOT

DOCS = ROOT / "docs" / "commands.md"
HELP_BLOCK = re.compile(r"(?<=```console\n)\$ onrecord (\S+) --help\n.*?(?=```)", re.DOTALL)


def help_block(command: str) -> str:
    """What the user sees: the command as it is typed, and its answer."""
    shown = answer(command, "--help").replace("python -m onrecord.cli", "onrecord")
    return f"$ onrecord {command} --help\n{shown}"
