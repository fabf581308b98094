"""The code runs where a checkout has no symbolic links: cloned on Windows, from a zip file, or from an sdist."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from support.command_line import COMMAND, environment
from support.places import ROOT


def sdist(folder: Path) -> Path:
    """Build an sdist of the repository and unpack it."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return Path(str(archive).removesuffix(".tar.gz"))


def clone(folder: Path) -> Path:
    """Clone the repository's last commit as Git does where it cannot make links."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    made = folder / "clone"
    subprocess.run(["git", "clone", "-q", "-c", "core.symlinks=false", str(ROOT), str(made)], check=True)
    return made


@pytest.mark.parametrize("checkout", [sdist, clone], ids=["sdist", "clone"])
def test_articles_are_loaded_and_a_question_is_answered(checkout: object, tmp_path: Path) -> None:
    top = checkout(tmp_path)  # type: ignore[operator]
    assert not [path for path in top.rglob("*") if path.is_symlink()]
    known = environment(str(tmp_path / "test.lbug")) | {"PYTHONPATH": str(top / "src")}

    def run(*command: str) -> str:
        done = subprocess.run(command, env=known, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import onrecord.extract, onrecord.graph, onrecord.cli as cli; print(cli.__file__)"
    assert run(sys.executable, "-c", where) == f"{top / 'cli.py'}\n"
    paths = sorted(str(path) for path in (top / "examples").glob("*.txt"))[:2]
    assert "2 documents" in run(*COMMAND, "load", *paths, "--processes", "2")
    assert "Gordon Pryce" in run(*COMMAND, "speakers")
    assert run(*COMMAND, "cypher", "MATCH (d:Document) RETURN count(d) AS n", "--format", "csv").split() == ["n", "2"]


def test_an_sdist_has_all_files_of_the_repository(tmp_path: Path) -> None:
    """Also those that only tests read."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = {line.partition("\t")[2] for line in listed.splitlines() if not line.startswith("120000")}
    unpacked = sdist(tmp_path)
    packed = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert packed >= files
