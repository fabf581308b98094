"""Runs the command line as a user does: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

COMMAND = [sys.executable, "-m", "onrecord.cli"]


def environment(store: str | None) -> dict[str, str]:
    """Ours, with a terminal of 80 columns, and a store or none."""
    known = {name: content for name, content in os.environ.items() if name != "ONRECORD_STORE"}
    return {**known, "COLUMNS": "80", "TERM": "xterm-256color", **({"ONRECORD_STORE": store} if store else {})}


def onrecord(
    *arguments: str, store: str | None = None, input: bytes | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """`onrecord arguments…` with its output in pipes. `store` goes into ONRECORD_STORE."""
    run = subprocess.run(
        [*COMMAND, *arguments], input=input, capture_output=True, env=environment(store), cwd=cwd, check=False
    )
    output, errors = run.stdout.decode(), run.stderr.decode()
    assert "Traceback" not in errors, errors
    return subprocess.CompletedProcess(run.args, run.returncode, output, errors)


def answer(*arguments: str, store: str | None = None, input: bytes | None = None) -> str:
    """What `onrecord arguments…` prints, when nothing is wrong."""
    run = onrecord(*arguments, store=store, input=input)
    assert run.returncode == 0, run.stderr
    return run.stdout


def at_terminal(arguments: Sequence[str], store: str | None = None, **variables: str) -> str:
    """What `onrecord arguments…` prints at a terminal, colours and all, with these variables in its environment."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, stderr=theirs, env=environment(store) | variables)
    os.close(theirs)
    output = b""
    try:
        while chunk := os.read(ours, 4096):
            output += chunk
    except OSError:
        pass  # how Linux says that the other end is closed
    finally:
        os.close(ours)
    assert process.wait() == 0, output.decode()
    return output.decode()
