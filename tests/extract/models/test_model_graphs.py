"""What is exported says what the trained network says: nearly, in int8; and nearer, in float for a GPU."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnxruntime.capi.onnxruntime_pybind11_state import Fail

if TYPE_CHECKING:
    from onrecord.extract.training.network import Network

PIECES, WORDS = 60, 40
Window = dict[str, NDArray[np.int64]]


THINNED = {"heads": 3, "head": 8, "span": 48}
"""Fewer heads than the width has room for, and a narrower span head."""


@pytest.fixture(scope="module", params=[{"heads": 2}, THINNED], ids=["whole", "thinned"])
def network(request: pytest.FixtureRequest, torch: ModuleType) -> Network:
    from onrecord.extract.training.base import Sizes
    from onrecord.extract.training.embeddings import in_four_bits
    from onrecord.extract.training.network import Network

    torch.manual_seed(1)
    network = Network(50, Sizes(width=32, layers=2, inner=64, positions=128, **request.param))
    network.eval()
    table = network.encoder.words.weight.data
    table.copy_(in_four_bits(table).table())  # as training does
    return network


@pytest.fixture(scope="module")
def folder(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from onrecord.extract.training.export import export

    folder = tmp_path_factory.mktemp("model")
    export(network, folder)
    return folder


@pytest.fixture(scope="module")
def window() -> Window:
    random = np.random.default_rng(1)
    extra = np.stack([random.integers(0, size, PIECES) for size in (5, 4, 2)], axis=1)
    first = np.sort(random.choice(PIECES, WORDS, replace=False))
    return {"pieces": random.integers(0, 50, PIECES), "extra": extra, "first": first}


def run(path: Path, given: dict[str, NDArray[np.generic]]) -> list[NDArray[np.float32]]:
    found: list[NDArray[np.float32]] = onnxruntime.InferenceSession(str(path)).run(None, given)
    return found


@pytest.mark.parametrize(("suffix", "tolerance"), [("", 0.15), (".gpu", 0.06)])
def test_words_and_cues(
    torch: ModuleType, network: Network, folder: Path, window: Window, suffix: str, tolerance: float
) -> None:
    with torch.no_grad():
        given = [torch.from_numpy(window[name])[None] for name in ("pieces", "extra", "first")]
        words, cues = network.encode(given[0], given[1], torch.ones(1, PIECES, dtype=torch.bool), given[2])
        named = network.names(words)
    vectors, logits, names = run(folder / f"encoder{suffix}.onnx", dict(window))
    np.testing.assert_allclose(names, named[0].numpy(), atol=tolerance)
    np.testing.assert_allclose(vectors, words[0].numpy(), atol=tolerance)
    np.testing.assert_allclose(logits, cues[0].numpy(), atol=tolerance)


@pytest.mark.parametrize(("suffix", "tolerance"), [("", 0.15), (".gpu", 0.06)])
def test_spans_of_cues(torch: ModuleType, network: Network, folder: Path, suffix: str, tolerance: float) -> None:
    torch.manual_seed(2)
    words, begin, end = torch.randn(1, WORDS, 32), torch.tensor([0, 7, WORDS - 2]), torch.tensor([0, 9, WORDS - 1])
    here = torch.ones(1, WORDS, dtype=torch.bool)
    with torch.no_grad():
        spans = network.spans(words, torch.zeros(3, dtype=torch.long), begin, end, here)
    expected = (spans.tags, spans.roles, torch.stack([spans.keep, spans.thought], dim=-1))
    given = {"vectors": words[0].numpy(), "begin": begin.numpy(), "end": end.numpy()}
    given["near"] = np.tile(np.arange(WORDS), (3, 1))
    for found, right in zip(run(folder / f"spans{suffix}.onnx", given), expected, strict=True):
        np.testing.assert_allclose(found, right.numpy(), atol=tolerance)


@pytest.mark.parametrize(("suffix", "tolerance"), [("", 0.15), (".gpu", 0.06)])
def test_mentions(torch: ModuleType, network: Network, folder: Path, suffix: str, tolerance: float) -> None:
    torch.manual_seed(3)
    words, begin, end = torch.randn(1, WORDS, 32), torch.tensor([0, 7]), torch.tensor([3, 7])
    with torch.no_grad():
        expected = network.mentions(words, torch.zeros(2, dtype=torch.long), begin, end)
    both = torch.cat([words[0, begin], words[0, end]], dim=-1)
    for found, right in zip(run(folder / f"mentions{suffix}.onnx", {"vectors": both.numpy()}), expected, strict=True):
        np.testing.assert_allclose(found, right.numpy(), atol=tolerance)


def test_a_model_is_read_back_as_the_network_that_it_was(
    torch: ModuleType, network: Network, folder: Path, window: Window
) -> None:
    from onrecord.extract.training.restore import restore

    def outputs(one: Network) -> list[NDArray[np.float32]]:
        given = [torch.from_numpy(window[name])[None] for name in ("pieces", "extra", "first")]
        here, first = torch.ones(1, WORDS, dtype=torch.bool), torch.tensor([0])
        words, cues = one.encode(given[0], given[1], torch.ones(1, PIECES, dtype=torch.bool), given[2])
        spans = one.spans(words, first, first + 3, first + 4, here)
        return [each.numpy() for each in (words, cues, *spans, *one.mentions(words, first, first + 2, first + 5))]

    with torch.no_grad():
        for found, right in zip(outputs(restore(folder).eval()), outputs(network), strict=True):
            np.testing.assert_allclose(found, right, atol=0.06)


def test_the_graphs_for_a_gpu_take_their_weights_from_the_others(folder: Path) -> None:
    (folder / "spans.onnx").rename(folder / "elsewhere.onnx")
    try:
        with pytest.raises(Fail, match=r"spans\.onnx"):
            onnxruntime.InferenceSession(str(folder / "spans.gpu.onnx"))
    finally:
        (folder / "elsewhere.onnx").rename(folder / "spans.onnx")
