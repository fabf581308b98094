"""A folder of weights that is broken is said to be so, in a sentence that names the file, when it is opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command_line import onrecord

from onrecord.extract.attribution.finder import Finder
from onrecord.extract.attribution.model import WEIGHTS
from onrecord.extract.errors import ExtractionError

GRAPHS = ("encoder.onnx", "spans.onnx", "mentions.onnx")
CPU_FILES = (*GRAPHS, "links.json", "vocabulary.txt", "model.json", "confidence.json")
VOCABULARY = (WEIGHTS / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
CONFIDENCE = json.loads((WEIGHTS / "confidence.json").read_text(encoding="utf-8"))
NORMALIZER = {"lowercase": True, "strip_accents": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The weights that come along, as links, so that a file can be put in the place of one."""
    for name in CPU_FILES:
        (tmp_path / name).symlink_to(WEIGHTS / name)
    return tmp_path


def put(folder: Path, name: str, content: bytes) -> None:
    (folder / name).unlink()
    (folder / name).write_bytes(content)


def test_a_whole_folder_is_opened(folder: Path) -> None:
    assert Finder(folder, device="cpu").find("“We will stay,” Ana Ruiz said.")[1]


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize(
    "broken", [lambda whole: b"", lambda whole: whole[: len(whole) // 2], lambda whole: b"\x07random" * 99]
)
def test_a_broken_graph(folder: Path, name: str, broken: Callable[[bytes], bytes]) -> None:
    put(folder, name, broken((WEIGHTS / name).read_bytes()))
    with pytest.raises(ExtractionError, match=f"{folder / name}: it is no graph"):
        Finder(folder, device="cpu")


@pytest.mark.parametrize("content", [b"", b"[]", b'{"distance": [], "alike": [], "none": []}', b'{"distance": "far"}'])
def test_links_that_are_none(folder: Path, content: bytes) -> None:
    put(folder, "links.json", content)
    with pytest.raises(ExtractionError, match=f"{folder / 'links.json'}: it tells nothing of links"):
        Finder(folder, device="cpu")


def test_graphs_in_each_others_place(folder: Path) -> None:
    put(folder, "encoder.onnx", (WEIGHTS / "spans.onnx").read_bytes())
    with pytest.raises(ExtractionError, match="it is the graph of another model"):
        Finder(folder, device="cpu")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it has no [UNK]"),
        ("\n".join(piece for piece in VOCABULARY if piece != "[UNK]").encode(), "it has no [UNK]"),
        (b"[UNK]\n\xff\xfe", "it is not UTF-8"),
        ("\n".join(VOCABULARY[:13_000]).encode(), "it has 13,000 pieces, the model 20,000"),
        ("\n".join([*VOCABULARY, *map(str, range(100_000))]).encode(), "it has 120,000 pieces, the model 20,000"),
    ],
)
def test_a_vocabulary_that_is_another(folder: Path, content: bytes, reason: str) -> None:
    put(folder, "vocabulary.txt", content)
    with pytest.raises(ExtractionError) as error:
        Finder(folder, device="cpu")
    assert str(error.value).startswith(f"{folder / 'vocabulary.txt'}: ")
    assert reason in str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"normalizer": {"uppercase": true}}',
        b'{"normalizer": {"lowercase": "yes"}}',
        b'{"normalizer": 7}',
    ],
)
def test_a_description_that_is_none(folder: Path, content: bytes) -> None:
    put(folder, "model.json", content)
    with pytest.raises(ExtractionError, match=f"{folder / 'model.json'}: it describes no model"):
        Finder(folder, device="cpu")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"bias": 1}',
        json.dumps(CONFIDENCE | {"bias": "much"}).encode(),
        json.dumps(CONFIDENCE | {"weights": {"hue": 1}}).encode(),
        json.dumps(CONFIDENCE | {"thresholds": {"high": 0.7}}).encode(),
    ],
)
def test_a_confidence_that_is_none(folder: Path, content: bytes) -> None:
    put(folder, "confidence.json", content)
    with pytest.raises(ExtractionError, match=f"{folder / 'confidence.json'}: it holds no confidence"):
        Finder(folder, device="cpu")


def test_a_vocabulary_of_an_earlier_version_that_is_too_long_is_said_at_the_first_article(folder: Path) -> None:
    """Earlier versions did not write down how many pieces a model has."""
    put(folder, "model.json", json.dumps({"normalizer": NORMALIZER}).encode())
    put(folder, "vocabulary.txt", "\n".join([*VOCABULARY, "zyzzyva"]).encode())
    with pytest.raises(ExtractionError, match="do not fit one another"):
        Finder(folder, device="cpu").find("The zyzzyva, Ana Ruiz said.")


def test_the_command_line_says_a_sentence(folder: Path, tmp_path: Path) -> None:
    put(folder, "encoder.onnx", b"")
    (tmp_path / "article.txt").write_text("“We will stay,” Ana Ruiz said.")
    run = onrecord("extract", str(tmp_path / "article.txt"), "--model", str(folder))
    assert run.returncode == 1
    assert run.stderr == (
        f"Error: {folder / 'encoder.onnx'}: it is no graph of a model, or damaged: train or copy it again.\n"
    )
