"""The learned attribution model at run time: ONNX Runtime with int8 weights, no torch."""

from __future__ import annotations

import errno
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import LIKELY, Tagged, find_cues, softmax, tag, without_rivals
from onrecord.extract.attribution.features import Features, Normalizer, featurize, make_tokenizer
from onrecord.extract.attribution.windows import Window, split
from onrecord.extract.device import Device, session
from onrecord.extract.errors import ExtractionError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
INPUTS = {"encoder": {"pieces", "extra", "first"}, "spans": {"vectors", "begin", "end"}}
"""The graphs of a model, and what each of them takes."""
UNKNOWN = "[UNK]"


class AttributionModel:
    """Finds the attributions of a text.

    Args:
        folder: where encoder.onnx, spans.onnx, vocabulary.txt and model.json lie, as `onrecord train` writes them.
        device: where it runs.
        threads: how many threads a window may use.

    Raises:
        ExtractionError: the device is not there, or a file is not what it has to be.
        FileNotFoundError: the folder lacks one of the files.
    """

    def __init__(self, folder: Path = WEIGHTS, device: Device = "auto", threads: int = 1) -> None:
        self._folder = folder
        self._tokenizer = read_tokenizer(folder)
        for name in INPUTS:
            _present(folder / f"{name}.onnx")
        self._encoder, self._spans = (_graph(folder, name, device, threads) for name in INPUTS)

    def attributions(self, text: str) -> tuple[Features, list[Attribution]]:
        """What may be attributions of a text, in the order of their cues, and the text as the model saw it."""
        features = featurize(text, self._tokenizer)
        try:
            tagged = [one for window in split(features) for one in self._window(features, window)]
        except Exception as error:  # ONNX Runtime's own, of many classes
            raise ExtractionError(
                f"{self._folder}: vocabulary.txt, encoder.onnx and spans.onnx do not fit one another; take all of them "
                f"from one training run ({error})"
            ) from error
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
    """Read the tokenizer of a model: vocabulary.txt, a piece a line, and how text is normalised for it, in model.json.

    Raises:
        ExtractionError: a file is not what `write_tokenizer` writes.
        FileNotFoundError: the folder lacks one of the files.
    """
    path, described = _present(folder / "vocabulary.txt"), _present(folder / "model.json")
    try:
        settings = json.loads(described.read_text(encoding="utf-8"))
        normalizer = Normalizer(**settings["normalizer"])
        number = settings.get("pieces")
        if not all(isinstance(value, bool | None) for value in asdict(normalizer).values()):
            raise ValueError("a setting of the normalizer is neither true, false nor null")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ExtractionError(f"{described}: it describes no model ({error!r}): train or copy it again.") from None
    try:
        vocabulary = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        raise ExtractionError(f"{path}: it is not UTF-8: train or copy the model again.") from None
    if UNKNOWN not in vocabulary:
        raise ExtractionError(f"{path}: it is no vocabulary, since it has no {UNKNOWN}: train or copy the model again.")
    if number is not None and number != len(vocabulary):
        raise ExtractionError(f"{path}: it has {len(vocabulary):,} pieces, the model {number:,}: copy the model again.")
    return make_tokenizer(vocabulary, normalizer)


def write_tokenizer(vocabulary: Sequence[str], normalizer: Normalizer, folder: Path) -> None:
    """Write the files that `read_tokenizer` reads."""
    (folder / "vocabulary.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    described = {"normalizer": asdict(normalizer), "pieces": len(vocabulary)}
    (folder / "model.json").write_text(json.dumps(described) + "\n", encoding="utf-8")


def _graph(folder: Path, name: str, device: Device, threads: int) -> Any:
    """One of a model's graphs, if it takes what it has to take."""
    graph = session(folder, name, device, threads)
    found = {each.name for each in graph.get_inputs()}
    if found != INPUTS[name] or len(graph.get_outputs()) != 2:
        raise ExtractionError(f"{folder / name}.onnx: it is the graph of another model: train or copy it again.")
    return graph


def _present(path: Path) -> Path:
    if not path.is_file():
        missing = "the attribution model lacks this file: give the folder that `onrecord train` made"
        raise FileNotFoundError(errno.ENOENT, missing, str(path))
    return path
