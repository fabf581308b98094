"""The trained network as the product runs it: two ONNX graphs with int8 weights.

The encoder takes one window at a time, so nothing is padded and no mask is needed. Embeddings of words are in four
bits, of positions in int8 with a scale a row. Matrices are int8 with a scale a column, and what they are multiplied
with is made int8 as it comes; all else stays.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor, nn

from onrecord.extract.attribution.decoding import CUE_TAGS, ROLES
from onrecord.extract.attribution.mentions import NAME_TAGS, TYPES
from onrecord.extract.training.embeddings import in_four_bits
from onrecord.extract.training.graphs import Array, FloatGraph, Graph, Value
from onrecord.extract.training.network import (
    DILATIONS,
    LINK_WIDTH,
    Encoder,
    Layer,
    MentionHead,
    Network,
    SpanHead,
    distance_bucket,
)

FURTHEST = 256  # words from a cue: from there on all are equally far
FAR = 1 << 30
GELU = ".FastGelu"  # by tanh: half of what the exact one takes, and the scores are the same


def export(network: Network, folder: Path) -> None:
    """Write the graphs of encoder, spans and mentions into `folder`; with the tokenizer's files it is a model.

    encoder.gpu.onnx and so on are the same for a GPU, in float; they take their weights from the others.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    for suffix in ("", ".gpu"):
        _write_encoder(_graph(folder / "encoder.onnx", suffix), network, folder / f"encoder{suffix}.onnx")
        _write_spans(_graph(folder / "spans.onnx", suffix), network.spans, folder / f"spans{suffix}.onnx")
        _write_mentions(_graph(folder / "mentions.onnx", suffix), network.mentions, folder / f"mentions{suffix}.onnx")
    pairs = network.mentions
    weights = {"distance": pairs.distance, "alike": pairs.alike, "none": pairs.none}
    links = {name: [round(value, 4) for value in each.tolist()] for name, each in weights.items()}
    (folder / "links.json").write_text(json.dumps(links) + "\n", encoding="utf-8")


def _graph(weights: Path, suffix: str) -> Graph:
    return FloatGraph(weights) if suffix else Graph()


def _write_encoder(graph: Graph, network: Network, path: Path) -> None:
    """For one window: pieces (n), features (n, 3), firsts of its m words → vectors (m, width), cues, names."""
    encoder = network.encoder
    feature_table, factors = _features(encoder)
    feature = graph("ReduceSum", graph("Mul", "extra", factors), np.array([1]), keepdims=0)
    x = graph("Add", _embedded_in_four_bits(graph, encoder.words, "pieces"), graph("Gather", feature_table, feature))
    places = _range(graph, graph("Shape", "pieces"))
    x = graph("Add", x, _embedded(graph, encoder.positions, places))
    x = graph.norm(graph("Unsqueeze", x, np.array([0])), *_norm(encoder.norm))
    for layer in encoder.layers:
        x = _layer(graph, layer, x)
    vectors = graph("Gather", graph("Squeeze", x, np.array([0])), "first")
    widened, _, _, narrowed = network.cues
    cues = _dense(graph, graph(GELU, graph.matmul(vectors, *_linear(widened))), narrowed)
    graph.write(
        path,
        {"pieces": ["pieces"], "extra": ["pieces", 3], "first": ["words"]},
        {
            "vectors": (vectors, ["words", network.sizes.width]),
            "cues": (cues, ["words", CUE_TAGS]),
            "names": (_dense(graph, vectors, network.names), ["words", NAME_TAGS]),
        },
    )


def _layer(graph: Graph, layer: Layer, x: Value) -> Value:
    query, key, value = graph.matmuls(x, *map(_linear, (layer.query, layer.key, layer.value)))
    attended = graph(".MultiHeadAttention", query, key, value, num_heads=layer.heads)
    x = _added(graph, x, graph.matmul(attended, *_linear(layer.out)), layer.attention_norm)
    inner = graph(GELU, graph.matmul(x, *_linear(layer.widen)))
    return _added(graph, x, graph.matmul(inner, *_linear(layer.narrow)), layer.norm)


def _write_spans(graph: Graph, head: SpanHead, path: Path) -> None:
    """For the cues of one window: vectors (m, width), first, last word of each → tags, roles (cues, near, …), whole.

    `near` are the words that each cue looks at (cues, near). `whole` is whether it is a cue at all, and whether what it
    attributes is thought. The convolutions are written as matrices: each word's neighbours side by side, in int8
    already.
    """
    cue = graph("Concat", graph("Gather", "vectors", "begin"), graph("Gather", "vectors", "end"), axis=-1)
    fit, fit_bias = _linear(head.fit)
    query, fitted = graph.matmuls(cue, _linear(head.cue), (fit, fit_bias + 1))
    words = graph.matmul("vectors", *_linear(head.word))
    x = graph("Mul", graph("Gather", words, "near"), graph("Unsqueeze", fitted, np.array([1])))
    x = graph("Add", x, graph("Unsqueeze", query, np.array([1])))
    x = graph(GELU, _added(graph, x, _distance(graph, head), head.norm))
    for dilation, convolution in zip(DILATIONS, head.mix, strict=True):
        small = graph.quantized(x)
        wide = graph("Pad", small.values, np.array([0, dilation, 0, 0, dilation, 0]), small.zero)
        taps = [(0, -2 * dilation), (dilation, -dilation), (2 * dilation, FAR)]
        near = [graph("Slice", wide, *(np.array([each]) for each in (*tap, 1))) for tap in taps]
        kernel = convolution.weight.data.permute(2, 1, 0).reshape(-1, convolution.out_channels)
        side_by_side = small._replace(values=graph("Concat", *near, axis=-1))
        mixed = graph.matmul_of_small(side_by_side, _array(kernel), _array(convolution.bias))
        x = graph("Add", x, graph(GELU, mixed))
    pooled = graph("ReduceMax", x, axes=[1], keepdims=0)
    whole = _dense(graph, graph("Concat", query, pooled, axis=-1), head.keep)
    graph.write(
        path,
        {"vectors": ["words", head.word.in_features], "begin": ["found"], "end": ["found"], "near": ["found", "near"]},
        {
            "tags": (_dense(graph, x, head.tag), ["found", "near", 3]),
            "roles": (_dense(graph, x, head.role), ["found", "near", ROLES]),
            "whole": (whole, ["found", 2]),
        },
    )


def _write_mentions(graph: Graph, head: MentionHead, path: Path) -> None:
    """For mentions: the vectors of first and last words side by side (n, 2 · width) → kinds, queries, keys (n, …)."""
    fitted, query, key = graph.matmuls("vectors", *map(_linear, (head.fit, head.query, head.key)))
    kinds = _dense(graph, graph(GELU, fitted), head.kind)
    graph.write(
        path,
        {"vectors": ["mentions", head.query.in_features]},
        {
            "kinds": (kinds, ["mentions", len(TYPES) + 1]),
            "queries": (query, ["mentions", LINK_WIDTH]),
            "keys": (key, ["mentions", LINK_WIDTH]),
        },
    )


def _distance(graph: Graph, head: SpanHead) -> Value:
    """What is known of each place by its distance from the cue."""
    before = graph("Min", graph("Sub", "near", graph("Unsqueeze", "begin", np.array([1]))), np.array([0]))
    after = graph("Max", graph("Sub", "near", graph("Unsqueeze", "end", np.array([1]))), np.array([0]))
    distance = graph("Clip", graph("Add", before, after), np.array(-FURTHEST), np.array(FURTHEST))
    cue = torch.zeros(1, dtype=torch.long)
    buckets = _array(distance_bucket(torch.arange(-FURTHEST, FURTHEST + 1), cue, cue)[0])
    bucket = graph("Gather", buckets, graph("Add", distance, np.array([FURTHEST])))
    return str(graph("Gather", _array(head.distance.weight), bucket))


def _range(graph: Graph, length: Value) -> Value:
    return str(graph("Range", np.array(0), graph("Squeeze", length, np.array([0])), np.array(1)))


def _embedded(graph: Graph, table: nn.Embedding, ids: Value) -> Value:
    """The rows of a table that is kept in int8, with a scale for each row."""
    rows = _array(table.weight)
    scales = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-8) / 127
    small = np.round(rows / scales).astype(np.int8)
    values = graph("Cast", graph("Gather", small, ids), to=TensorProto.FLOAT)
    return str(graph("Mul", values, graph("Gather", scales, ids)))


def _embedded_in_four_bits(graph: Graph, table: nn.Embedding, ids: Value) -> Value:
    """The rows of a table of four bits a number: two in a byte, the first half of a row in the lower bits."""
    steps, width, low = map(_array, in_four_bits(table.weight.data))
    first, second = np.split(steps, 2, axis=1)
    both = graph("Cast", graph("Gather", first | second << 4, ids), to=TensorProto.FLOAT)
    upper = graph("Floor", graph("Mul", both, np.array(1 / 16, dtype=np.float32)))
    lower = graph("Sub", both, graph("Mul", upper, np.array(16, dtype=np.float32)))
    groups = graph("Reshape", graph("Concat", lower, upper, axis=1), np.array([0, width.shape[1], -1]))
    halves = (graph("Gather", part.astype(np.float16)[:, :, None], ids) for part in (width, low))
    widths, lows = (graph("Cast", each, to=TensorProto.FLOAT) for each in halves)
    rows = graph("Add", graph("Mul", groups, widths), lows)
    return str(graph("Reshape", rows, np.array([0, steps.shape[1]])))


def _features(encoder: Encoder) -> tuple[Array, Array]:
    """One row for every combination of the features, and what each feature counts in a row's number."""
    rows = encoder.kinds.data[None]
    factors: list[int] = []
    for table in encoder.features:
        factors = [*(factor * table.num_embeddings for factor in factors), 1]
        rows = (rows[:, None] + table.weight.data[None]).flatten(0, 1)
    return _array(rows), np.array(factors)


def _added(graph: Graph, x: Value, y: Value, norm: nn.LayerNorm) -> Value:
    """x + y, normed: on a processor quicker than the operator of ONNX Runtime that does both at once."""
    scale, bias, epsilon = _norm(norm)
    return graph.norm(graph("Add", x, y), scale, bias, epsilon)


def _dense(graph: Graph, x: Value, layer: nn.Linear) -> Value:
    weights, bias = _linear(layer)
    return str(graph("Add", graph("MatMul", x, weights), bias))


def _linear(layer: nn.Linear) -> tuple[Array, Array]:
    return _array(layer.weight.data.T), _array(layer.bias)


def _norm(norm: nn.LayerNorm) -> tuple[Array, Array, float]:
    return _array(norm.weight), _array(norm.bias), norm.eps


def _array(tensor: Tensor) -> Array:
    return tensor.detach().cpu().numpy()
