"""The command line explains itself: help for every command and option, the same in docs/commands.md, and at once.

After a change of a help text, `uv run python tests/update_commands.py` brings docs/commands.md up to date.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import typer
from support.command_line import onrecord
from support.help_texts import DOCS, HELP_BLOCK, help_block, help_of

from onrecord.cli import app

COMMANDS = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
HEAVY = {"spacy", "onnxruntime", "tokenizers", "numpy", "ladybug", "neo4j", "pyarrow", "trafilatura", "rich.table"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_each_of_its_options_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_in_the_docs_is_current(name: str) -> None:
    # How typer breaks the lines is its own affair.
    written = {found[1]: found[0].split() for found in HELP_BLOCK.finditer(DOCS.read_text(encoding="utf-8"))}
    assert written[name] == help_block(name).split()


def test_the_docs_have_a_section_for_every_command_and_no_other() -> None:
    sections = re.findall(r"^## (\S+)$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert sections == list(COMMANDS)


def test_help_lists_every_command() -> None:
    listed = help_of()
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []


def test_the_list_of_commands_says_whole_sentences() -> None:
    assert [line for line in help_of().splitlines() if line.startswith("  ") and line.endswith("...")] == []


def test_nothing_heavy_is_imported_for_help() -> None:
    program = (
        "import sys\n"
        "from onrecord.cli import app\n"
        "sys.argv = ['onrecord', '--help']\n"
        "try: app()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("Usage: onrecord")
    assert HEAVY & set(run.stderr.split()) == set()


def test_a_mistyped_command_is_said_without_a_traceback() -> None:
    run = onrecord("sayd")
    assert run.returncode == 2
    assert "No such command 'sayd'" in run.stderr
