"""The language model that training starts from: any BERT in a folder, or the one of e5.py.

Whatever it comes from, it becomes a `Base`: sizes, vocabulary, how text is normalised for it, and weights under BERT's
names. Another source of weights is another function that returns one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.extract.attribution.features import Normalizer, make_tokenizer
from onrecord.extract.attribution.windows import CORE, LEARNT_MARGIN
from onrecord.extract.errors import ExtractionError

if TYPE_CHECKING:
    from torch import Tensor

# Rows of the embedding table that are kept: the special tokens, what the texts use, and then the most frequent.
VOCABULARY = 20_000
INSTALL = "install the training tools: pip install 'onrecord[train]', or in the repository `uv sync --extra train`"


class BaseModelError(ExtractionError):
    """A base model cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a BERT is.

    Attributes:
        width: numbers in the vector of a word piece.
        layers: how many.
        heads: attention heads of a layer.
        inner: inner width of a layer.
        positions: longest text, in pieces.
        head: numbers of a head; 0: the heads share the width, as in BERT. A thinned network keeps fewer heads.
        span: width of the span head.
    """

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    head: int = 0
    span: int = 160

    @property
    def attended(self) -> int:
        """How many numbers all the heads of a layer have."""
        return self.heads * self.head if self.head else self.width


@dataclass(frozen=True, slots=True)
class Base:
    """A language model to start from.

    Attributes:
        name, licence: for the model card.
        vocabulary: row of each word piece in the embeddings; about in order of frequency.
        weights: reads the weights, named as BERT's are: "embeddings.word_embeddings.weight" and so on.
    """

    name: str
    licence: str
    sizes: Sizes
    vocabulary: dict[str, int]
    normalizer: Normalizer
    weights: Callable[[], Mapping[str, Tensor]]


def read_base(folder: Path) -> Base:
    """A BERT as its publishers pack it: config.json, tokenizer.json (word pieces) and model.safetensors in a folder.

    Raises:
        BaseModelError: a file is missing, or the model is of another kind.
    """
    config, tokenizer = _read_json(folder / "config.json"), _read_json(folder / "tokenizer.json")
    _require((folder / "model.safetensors").is_file(), folder / "model.safetensors", "is not there")
    _require(config.get("model_type") == "bert", folder / "config.json", "model_type is not “bert”")
    _require(config.get("hidden_act") == "gelu", folder / "config.json", "hidden_act is not “gelu”")
    _require(tokenizer["model"]["type"] == "WordPiece", folder / "tokenizer.json", "its model is not “WordPiece”")
    sizes = Sizes(
        width=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        positions=config["max_position_embeddings"],
    )
    longest = CORE + 2 * LEARNT_MARGIN
    _require(sizes.positions >= longest, folder / "config.json", f"max_position_embeddings is under {longest}")
    normalizer = tokenizer["normalizer"] or {}
    return Base(
        name=config.get("_name_or_path") or folder.name,
        licence=_licence(folder),
        sizes=sizes,
        vocabulary=tokenizer["model"]["vocab"],
        normalizer=Normalizer(normalizer.get("lowercase", False), normalizer.get("strip_accents")),
        weights=lambda: _read_weights(folder / "model.safetensors"),
    )


def pruned_vocabulary(base: Base, texts: Iterable[str]) -> list[str]:
    """The pieces of a base model to keep, in its order: what `texts` use, then what is frequent in their script."""
    whole = make_tokenizer(base.vocabulary, base.normalizer)
    used: Counter[int] = Counter()
    for text in texts:
        used.update(whole.encode(text, add_special_tokens=False).ids)
    script = {character for piece, row in base.vocabulary.items() if used[row] > 1 for character in piece}

    def worth(item: tuple[str, int]) -> tuple[bool, bool, bool, int]:
        piece, row = item
        readable = not piece.startswith("[unused") and all(c.isascii() or c in script for c in piece)
        needed = piece in ("[PAD]", "[UNK]") or (readable and len(piece.removeprefix("##")) == 1)
        return (not needed, used[row] < 2, not readable, row)

    kept = sorted(base.vocabulary.items(), key=worth)[:VOCABULARY]
    return [piece for piece, _ in sorted(kept, key=lambda item: item[1])]


def _require(fine: bool, path: Path, fault: str) -> None:
    if not fine:
        raise BaseModelError(
            f"{path}: {fault}. A base model is a BERT with config.json, tokenizer.json (word pieces) and "
            "model.safetensors, such as save_pretrained() of the transformers library writes them."
        )


def _read_json(path: Path) -> dict[str, Any]:
    _require(path.is_file(), path, "is not there")
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BaseModelError(f"{path}: it is not valid JSON ({error})") from None
    return content


def _read_weights(path: Path) -> Mapping[str, Tensor]:
    from safetensors.torch import load_file

    return {key.removeprefix("bert."): value.float() for key, value in load_file(path).items()}


def _licence(folder: Path) -> str:
    """What the README of a base model states in its header."""
    readme = folder / "README.md"
    stated = readme.is_file() and re.search(r"^license:\s*(\S+)", readme.read_text(encoding="utf-8"), re.MULTILINE)
    return stated[1] if stated else "not stated; look it up before you pass the model on"
