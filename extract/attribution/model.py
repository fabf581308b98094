"""The learned attribution model at run time: ONNX Runtime with int8 weights, no torch."""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import LIKELY, Tagged, find_cues, softmax, tag, without_rivals
from onrecord.extract.attribution.features import Features, Normalizer, featurize, make_tokenizer
from onrecord.extract.attribution.windows import Window, split
from onrecord.extract.device import Device, session

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"


class AttributionModel:
    """Finds the attributions of a text.

    Args:
        folder: where encoder.onnx, spans.onnx, vocabulary.txt and model.json lie, as `onrecord train` writes them.
        device: where it runs.
        threads: how many threads a window may use.

    Raises:
        ExtractionError: the device is not there.
        FileNotFoundError: the folder lacks one of the files.
    """

    def __init__(self, folder: Path = WEIGHTS, device: Device = "auto", threads: int = 1) -> None:
        self._tokenizer = read_tokenizer(folder)
        for name in ("encoder", "spans"):
            _present(folder / f"{name}.onnx")
        self._encoder, self._spans = (session(folder, name, device, threads) for name in ("encoder", "spans"))

    def attributions(self, text: str) -> tuple[Features, list[Attribution]]:
        """What may be attributions of a text, in the order of their cues, and the text as the model saw it."""
        features = featurize(text, self._tokenizer)
        tagged = [one for window in split(features) for one in self._window(features, window)]
        return features, [one.in_characters(features.starts, features.stops) for one in without_rivals(tagged)]

    def _window(self, features: Features, window: Window) -> list[Tagged]:
        low, high = np.searchsorted(features.word_of, [window.start, window.stop])
        word_of = features.word_of[low:high]
        vectors, logits = self._encoder.run(
            None,
            {
                "pieces": features.pieces[low:high].astype(np.int64),
                "extra": features.extra[word_of].astype(np.int64),
                "first": np.searchsorted(word_of, np.arange(window.start, window.stop)),
            },
        )
        margin = window.core_start - window.start
        core = softmax(logits[margin : window.core_stop - window.start])
        cues = [(first + margin, stop + margin, score) for first, stop, score in find_cues(core)]
        if not cues:
            return []
        begin, end = np.array([cue[0] for cue in cues]), np.array([cue[1] - 1 for cue in cues])
        tags, keep = self._spans.run(None, {"vectors": vectors, "begin": begin, "end": end})
        found = (
            tag(cue, softmax(row), float(kept))
            for cue, row, kept in zip(cues, tags, 1 / (1 + np.exp(-keep)), strict=True)
        )
        return [one.moved(window.start) for one in found if one is not None and one.score >= LIKELY]


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model: vocabulary.txt, a piece a line, and how text is normalised for it, in model.json."""
    vocabulary = _present(folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    settings = json.loads(_present(folder / "model.json").read_text(encoding="utf-8"))
    return make_tokenizer(vocabulary, Normalizer(**settings["normalizer"]))


def write_tokenizer(vocabulary: Sequence[str], normalizer: Normalizer, folder: Path) -> None:
    """Write the files that `read_tokenizer` reads."""
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    (folder / "model.json").write_text(json.dumps({"normalizer": asdict(normalizer)}) + "\n", encoding="utf-8")


def _present(path: Path) -> Path:
    if not path.is_file():
        missing = "the attribution model lacks this file: give the folder that `onrecord train` made"
        raise FileNotFoundError(errno.ENOENT, missing, str(path))
    return path
