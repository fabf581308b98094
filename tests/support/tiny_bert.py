"""A BERT with random weights, small enough to train in seconds."""

from __future__ import annotations

import importlib.util
import json
import string
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 32, 2, 2, 64, 512
WORDS = ("the", "that", "said", "warned", "insisted", "was", "would", "close", "built", "long", "ago", "bridge", "Ana")


def write_bert(folder: Path, *, cased: bool, seed: int = 0) -> Path:
    """The files of a base model: config.json, tokenizer.json, model.safetensors, and a README that states a licence."""
    missing = [module for module in ("torch", "safetensors", "onnx") if not importlib.util.find_spec(module)]
    assert not missing, f"training needs {', '.join(missing)}: run the tests with `uv run --extra train pytest --all`"
    from safetensors.numpy import save_file

    characters = [c for c in string.digits + string.ascii_letters + string.punctuation if cased or c == c.lower()]
    words = WORDS if cased else tuple(word.lower() for word in WORDS)
    pieces = ["[PAD]", "[UNK]", *characters, *("##" + c for c in characters), *words]
    config = {
        "model_type": "bert",
        "_name_or_path": "tiny-bert",
        "hidden_act": "gelu",
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "intermediate_size": INNER,
        "max_position_embeddings": POSITIONS,
    }
    tokenizer = {
        "normalizer": {"type": "BertNormalizer", "lowercase": not cased, "strip_accents": None},
        "model": {"type": "WordPiece", "vocab": {piece: number for number, piece in enumerate(pieces)}},
    }
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (folder / "README.md").write_text("---\nlicense: cc0-1.0\n---\n", encoding="utf-8")
    save_file(_weights(len(pieces), np.random.default_rng(seed)), folder / "model.safetensors")
    return folder


def _weights(vocabulary: int, random: np.random.Generator) -> dict[str, np.ndarray]:
    shapes: dict[str, tuple[int, ...]] = {
        "word_embeddings.weight": (vocabulary, WIDTH),
        "position_embeddings.weight": (POSITIONS, WIDTH),
        "token_type_embeddings.weight": (2, WIDTH),
    }
    shapes = {f"embeddings.{name}": shape for name, shape in shapes.items()}
    norms = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        matrices = {f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")}
        matrices |= {"attention.output.dense": (WIDTH, WIDTH)}
        matrices |= {"intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
        for name, shape in matrices.items():
            shapes |= {f"{layer}.{name}.weight": shape, f"{layer}.{name}.bias": shape[:1]}
        norms += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
    weights = {name: random.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
    for norm in norms:
        weights |= {f"{norm}.weight": np.ones(WIDTH, np.float32), f"{norm}.bias": np.zeros(WIDTH, np.float32)}
    return {f"bert.{name}": value for name, value in weights.items()}
