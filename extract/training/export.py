"""The trained network as the product runs it: two ONNX graphs with int8 weights.

The encoder takes one window at a time, so nothing is padded and no mask is needed. Embeddings are int8 with a scale a
row; matrices are int8 with a scale a column (dynamic quantisation); all else stays as it is.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.extract.training.network import (
    DILATIONS,
    Encoder,
    Layer,
    Network,
    SpanHead,
    distance_bucket,
)

OPSET = 17


class SmallTable(nn.Module):
    """An embedding table in int8, with a scale for each row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class OneWindowEncoder(nn.Module):
    """The encoder and the cue head for one window: pieces (n), features (n, 3), first pieces of the words (m)."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        encoder: Encoder = network.encoder
        self.words, self.positions = SmallTable(encoder.words.weight.data), SmallTable(encoder.positions.weight.data)
        self.encoder, self.cues = encoder, network.cues

    def forward(self, pieces: Tensor, extra: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        x = self.words(pieces) + self.positions(torch.arange(pieces.shape[0])) + self.encoder.kinds
        for number, table in enumerate(self.encoder.features):
            x = x + table(extra[:, number])
        x = self.encoder.norm(x)
        for layer in self.encoder.layers:
            x = self._layer(layer, x)
        vectors = x[first]
        return vectors, self.cues(vectors)

    @staticmethod
    def _layer(layer: Layer, x: Tensor) -> Tensor:
        joined = torch.cat([layer.query.weight, layer.key.weight, layer.value.weight])
        bias = torch.cat([layer.query.bias, layer.key.bias, layer.value.bias])
        width = layer.out.in_features // layer.heads
        parts = (x @ joined.T.contiguous() + bias).view(-1, 3, layer.heads, width)
        query, key, value = (parts[:, part].transpose(0, 1) for part in range(3))
        weights = (query @ key.transpose(-1, -2) * width**-0.5).softmax(-1)
        attended = (weights @ value).transpose(0, 1).reshape(-1, layer.out.in_features)
        x = layer.attention_norm(x + layer.out(attended))
        return layer.norm(x + layer.narrow(F.gelu(layer.widen(x))))


class OneWindowSpans(nn.Module):
    """The span head for the cues of one window; its convolutions written as matrices, so that they quantise."""

    def __init__(self, head: SpanHead) -> None:
        super().__init__()
        self.head = head
        self.kernels = nn.ParameterList(
            nn.Parameter(convolution.weight.data.permute(2, 1, 0).reshape(-1, convolution.out_channels))
            for convolution in head.mix
        )

    def forward(self, words: Tensor, begin: Tensor, end: Tensor) -> tuple[Tensor, Tensor]:
        head = self.head
        cue = torch.cat([words[begin], words[end]], dim=-1)
        query = head.cue(cue)
        x = head.word(words).unsqueeze(0) * (1 + head.fit(cue)).unsqueeze(1) + query.unsqueeze(1)
        x = x + head.distance(distance_bucket(torch.arange(words.shape[0]), begin, end))
        x = F.gelu(head.norm(x))
        for dilation, kernel, convolution in zip(DILATIONS, self.kernels, head.mix, strict=True):
            wide = F.pad(x, (0, 0, dilation, dilation))
            length = words.shape[0]
            near = [wide[:, shift * dilation : shift * dilation + length] for shift in range(3)]
            x = x + F.gelu(torch.cat(near, dim=-1) @ kernel + convolution.bias)
        return head.tag(x), head.keep(torch.cat([query, x.amax(1)], dim=-1)).squeeze(-1)


def export(network: Network, folder: Path) -> None:
    """Write encoder.onnx and spans.onnx into `folder`; with the tokenizer's files beside them it is a model."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    pieces, words = torch.ones(40, dtype=torch.long), torch.arange(0, 40, 2)
    extra = torch.zeros(40, 3, dtype=torch.long)
    vectors = torch.randn(len(words), network.sizes.width)
    cue = torch.tensor([3, 7])
    _write(
        OneWindowEncoder(network),
        (pieces, extra, words),
        folder / "encoder.onnx",
        {"pieces": {0: "pieces"}, "extra": {0: "pieces"}, "first": {0: "words"}},
        ["vectors", "cues"],
    )
    _write(
        OneWindowSpans(network.spans),
        (vectors, cue, cue + 1),
        folder / "spans.onnx",
        {"vectors": {0: "words"}, "begin": {0: "found"}, "end": {0: "found"}},
        ["tags", "keep"],
    )


def _write(
    module: nn.Module, inputs: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], outputs: list[str]
) -> None:
    whole = path.with_suffix(".float.onnx")
    torch.onnx.export(
        module,
        inputs,
        str(whole),
        input_names=list(axes),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )
    # Seven bits of the eight: processors without VNNI instructions add up in 16 bits, which eight would overflow there.
    quantize_dynamic(
        whole,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
    )
    onnx.checker.check_model(str(path))
    whole.unlink()
