"""Programs that read what onrecord writes, each in an environment of its own, so that they do not get in our way."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence

import pytest


def command(packages: Sequence[str], *arguments: str) -> list[str]:
    """The command that runs a program of these packages ("datasette==0.65.5"), which uv fetches once."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.fail("uv is not there, which fetches the programs that read our files: pip install uv")
    wanted = [part for package in packages for part in ("--with", package)]
    return [uv, "run", "--no-project", "--isolated", "--quiet", *wanted, *arguments]


def python(packages: Sequence[str], script: str, *arguments: str, input: str | None = None) -> str:
    """What a Python script prints that uses these packages."""
    done = subprocess.run(
        command(packages, "python", "-c", script, *arguments), input=input, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
