"""ONNX graphs written node by node, with the fused int8 operators of ONNX Runtime that no exporter writes by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, external_data_helper, helper, numpy_helper

OPSET, CONTRIB = 17, "com.microsoft"
INLINE = 1024  # bytes: what is smaller is written into every graph
# Seven bits of the eight: processors without VNNI instructions add up in 16 bits, which eight would overflow there.
WIDEST = 64
Array = NDArray[Any]
Value = str  # the name of what a node gives


class Small(NamedTuple):
    """Numbers in int8: (values - zero) · scale."""

    values: Value
    scale: Value
    zero: Value


class Graph:
    """A graph in the making: each operator is called with what it reads and returns the name of what it gives."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def __call__(self, operator: str, *inputs: Value | Array | None, outputs: int = 1, **attributes: Any) -> Any:
        """Add a node; arrays become constants. Returns the name of its output, or a list of them if there are several.

        The operator is one of ONNX, or of ONNX Runtime where its name begins with a dot.
        """
        number = len(self._nodes)
        names = [f"{operator.strip('.').lower()}{number}_{output}" for output in range(outputs)]
        read = [each if isinstance(each, str) else "" if each is None else self.constant(each) for each in inputs]
        domain = CONTRIB if operator.startswith(".") else ""
        self._nodes.append(helper.make_node(operator.strip("."), read, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, array: Array) -> Value:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def matmul(self, x: Value, weights: Array, bias: Array | None) -> Value:
        """x · weights + bias in int8: the weights with a scale a column, x with one scale, found as it comes."""
        return str(self(".DynamicQuantizeMatMul", x, *small(weights), None, bias))

    def matmuls(self, x: Value, *layers: tuple[Array, Array]) -> list[Value]:
        """The same for several matrices, x made int8 once."""
        made_small = self.quantized(x)
        return [self.matmul_of_small(made_small, weights, bias) for weights, bias in layers]

    def quantized(self, x: Value) -> Small:
        """x in int8, with one scale, found as it comes."""
        return Small(*self("DynamicQuantizeLinear", x, outputs=3))

    def matmul_of_small(self, x: Small, weights: Array, bias: Array) -> Value:
        """x · weights + bias, x in int8 already."""
        rows, scales = small(weights)
        return str(self(".MatMulIntegerToFloat", x.values, rows, x.scale, scales, x.zero, None, bias))

    def norm(self, x: Value, scale: Array, bias: Array, epsilon: float) -> Value:
        return str(self("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon))

    def write(
        self, path: Path, inputs: Mapping[str, Sequence[str | int]], outputs: Mapping[str, tuple[Value, Sequence[Any]]]
    ) -> None:
        """Write the graph: its inputs (integers unless named "vectors") and outputs with their shapes."""
        renamed = {value: name for name, (value, _) in outputs.items()}
        for node in self._nodes:
            node.input[:] = [renamed.get(each, each) for each in node.input]
            node.output[:] = [renamed.get(each, each) for each in node.output]
        graph = helper.make_graph(
            self._nodes,
            path.stem,
            [
                helper.make_tensor_value_info(
                    name, TensorProto.FLOAT if name == "vectors" else TensorProto.INT64, list(shape)
                )
                for name, shape in inputs.items()
            ],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))
                for name, (_, shape) in outputs.items()
            ],
            self._constants,
        )
        versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=versions, ir_version=8)
        onnx.save(model, str(path))
        onnx.checker.check_model(str(path))


class FloatGraph(Graph):
    """A graph that computes in float, for a GPU, with the weights of another that was written before.

    A constant that the other's file has is not written again but read from there.
    """

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self._file, self._bytes = weights.name, weights.read_bytes()

    def constant(self, array: Array) -> Value:
        name = super().constant(array)
        tensor = self._constants[-1]
        content = tensor.raw_data
        at = self._bytes.find(content) if len(content) > INLINE else -1
        if at >= 0:
            external_data_helper.set_external_data(tensor, self._file, offset=at, length=len(content))
            tensor.ClearField("raw_data")
        return name

    def matmul(self, x: Value, weights: Array, bias: Array | None) -> Value:
        product = self("MatMul", x, self("DequantizeLinear", *small(weights), axis=1))
        return str(product if bias is None else self("Add", product, bias))

    def quantized(self, x: Value) -> Small:
        return Small(x, "", "")

    def matmul_of_small(self, x: Small, weights: Array, bias: Array) -> Value:
        return self.matmul(x.values, weights, bias)


def small(weights: Array) -> tuple[Array, Array]:
    """A matrix in int8, and the scale of each column."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-8) / WIDEST
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)
