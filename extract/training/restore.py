"""The network of an exported model, read back from its ONNX files, so that training can go on from it.

The weights come back as they were rounded: int8 matrices times their scales, word embeddings in four bits. So the
graphs of an earlier version can be written anew without training:

    uv run --extra train python -m onrecord.extract.training.restore MODEL
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from onrecord.extract.attribution.decoding import ROLES, UNCUED
from onrecord.extract.attribution.features import FEATURE_SIZES
from onrecord.extract.attribution.mentions import Pairs
from onrecord.extract.training.base import Sizes
from onrecord.extract.training.embeddings import GROUPS
from onrecord.extract.training.export import export
from onrecord.extract.training.network import Network

Array = NDArray[Any]
RARE = 5.0  # log-odds


class _Reader:
    """The constants of a graph, node by node."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(str(path)).graph
        self._constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.nodes = list(graph.node)

    def heads(self) -> int:
        """How many heads attention has."""
        node = next(node for node in self.nodes if node.op_type == "MultiHeadAttention")
        return next(attribute.i for attribute in node.attribute if attribute.name == "num_heads")

    def all(self, *operators: str) -> Iterator[list[Array]]:
        """The constants that each node of these operators reads, in the order of the graph, those without left out."""
        for node in self.nodes:
            found = [self._constants[name] for name in node.input if name in self._constants]
            if node.op_type in operators and found:
                yield found

    def matrices(self) -> Iterator[tuple[Array, Array]]:
        """Each int8 matrix in float, (inputs, outputs), with its bias."""
        for rows, *rest in self.all("MatMulIntegerToFloat", "DynamicQuantizeMatMul"):
            scales, bias = rest[0], rest[-1]
            yield rows.astype(np.float32) * scales, bias

    def dense(self) -> Iterator[tuple[Array, Array]]:
        """Each matrix that is kept in float, with the bias that is added to what it gives."""
        for node in self.nodes:
            if node.op_type == "MatMul" and node.input[1] in self._constants:
                after = next(other for other in self.nodes if node.output[0] in other.input)
                yield self._constants[node.input[1]], self._constants[after.input[1]]


def restore(folder: Path) -> Network:
    """The network of the model in a folder.

    One of the form without mentions gives what it has; what it lacks begins anew.
    """
    encoder = _Reader(folder / "encoder.onnx")
    matrices = list(encoder.matrices())
    norms = list(encoder.all("LayerNormalization"))
    layers = len(norms) // 2
    gathered = list(encoder.all("Gather"))
    packed, words_width, words_low, combined, positions, scales = (one[0] for one in gathered[:6])
    steps = np.concatenate([packed & 15, packed >> 4], axis=1).reshape(len(packed), GROUPS, -1)
    words = steps * words_width.astype(np.float32) + words_low.astype(np.float32)
    width = words.shape[1] * words.shape[2]
    inner = matrices[4][0].shape[1]
    heads = encoder.heads()
    attended = matrices[0][0].shape[1]
    head = 0 if attended == width else attended // heads
    spans = _Reader(folder / "spans.onnx")
    span = next(spans.matrices())[0].shape[1]
    sizes = Sizes(width, layers, heads, inner, len(positions), head, span)
    network = Network(len(packed), sizes)
    with torch.no_grad():
        _set(network.encoder.words.weight, words.reshape(len(packed), width))
        _set(network.encoder.positions.weight, positions * scales)
        _set_features(network, combined)
        _set_norm(network.encoder.norm, norms[0])
        for number, layer in enumerate(network.encoder.layers):
            parts = (layer.query, layer.key, layer.value, layer.out, layer.widen, layer.narrow)
            for part, matrix in zip(parts, matrices[6 * number : 6 * number + 6], strict=True):
                _set_linear(part, matrix)
            _set_norm(layer.attention_norm, norms[1 + 2 * number])
            _set_norm(layer.norm, norms[2 + 2 * number])
        _set_linear(network.cues[0], matrices[6 * layers])
        dense = list(encoder.dense())
        _set_linear(network.cues[3], dense[0])
        if len(dense) > 1:
            _set_linear(network.names, dense[1])
        _set_spans(network, spans)
        if (folder / "mentions.onnx").is_file():
            _set_mentions(network, folder)
        else:  # claims without cue are rare
            network.cues[3].bias[UNCUED] = -RARE
            network.cues[3].weight[UNCUED] *= 0.1
    return network


def _set_mentions(network: Network, folder: Path) -> None:
    head, graph = network.mentions, _Reader(folder / "mentions.onnx")
    for part, matrix in zip((head.fit, head.query, head.key), graph.matrices(), strict=True):
        _set_linear(part, matrix)
    _set_linear(head.kind, next(iter(graph.dense())))
    pairs = Pairs.read(folder / "links.json")
    _set(head.distance, pairs.distance)
    _set(head.alike, pairs.alike)
    _set(head.none, np.array([pairs.none], dtype=np.float32))


def _set_features(network: Network, combined: Array) -> None:
    """Tables of features from that of all their combinations, whose rows are sums: means, each less the mean of all."""
    table = combined.reshape(*FEATURE_SIZES, -1)
    mean = table.mean(axis=(0, 1, 2))
    _set(network.encoder.kinds, mean)
    for number, feature in enumerate(network.encoder.features):
        others = tuple(axis for axis in range(len(FEATURE_SIZES)) if axis != number)
        _set(feature.weight, table.mean(axis=others) - mean)


def _set_spans(network: Network, graph: _Reader) -> None:
    head, width = network.spans, network.sizes.span
    matrices = list(graph.matrices())
    _set_linear(head.cue, matrices[0])
    _set_linear(head.fit, (matrices[1][0], matrices[1][1] - 1))
    _set_linear(head.word, matrices[2])
    tables = [one[0] for one in graph.all("Gather") if one[0].ndim == 2]
    _set(head.distance.weight, tables[0])
    _set_norm(head.norm, next(iter(graph.all("LayerNormalization"))))
    for convolution, (matrix, bias) in zip(head.mix, matrices[3:], strict=True):
        _set(convolution.weight, matrix.reshape(3, width, width).transpose(2, 1, 0))
        _set(convolution.bias, bias)
    for dense in graph.dense():
        outputs = {3: head.tag, ROLES: head.role}
        _set_linear(outputs[dense[0].shape[1]] if dense[0].shape[0] == width else head.keep, dense)


def _set_linear(layer: nn.Module, matrix: tuple[Array, Array]) -> None:
    """The first outputs of a layer; a model of an older form has fewer of them."""
    weights, bias = matrix
    _set(layer.weight[: len(bias)], weights.T)
    _set(layer.bias[: len(bias)], bias)


def _set_norm(norm: nn.Module, constants: list[Array]) -> None:
    _set(norm.weight, constants[0])
    _set(norm.bias, constants[1])


def _set(parameter: Tensor | nn.Module, values: Array) -> None:
    assert isinstance(parameter, Tensor)
    parameter.copy_(torch.tensor(values, dtype=torch.float32))


def main() -> None:
    """Write a model's graphs anew, from the weights that they have, in the form of this version."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("model", type=Path, help="folder of a model, whose graphs are replaced")
    folder = parser.parse_args().model
    export(restore(folder), folder)


if __name__ == "__main__":
    main()
