"""The help of each command, as docs/commands.md shows it."""

from __future__ import annotations

import re

from typer.testing import CliRunner

from onrecord.cli import app
from support.places import ROOT

DOCS = ROOT / "docs" / "commands.md"
HELP_BLOCK = re.compile(r"(?<=```console\n)\$ onrecord (\S+) --help\n.*?(?=```)", re.DOTALL)


def help_block(command: str) -> str:
    """What the user sees: the command as it is typed, and its answer."""
    return f"$ onrecord {command} --help\n{help_of(command)}"


def help_of(*command: str) -> str:
    """The answer to --help at a terminal of 80 columns."""
    run = CliRunner().invoke(app, [*command, "--help"], prog_name="onrecord", env={"COLUMNS": "80"})
    assert run.exit_code == 0, run.output
    return run.output
