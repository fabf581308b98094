"""The learned attribution model at run time: ONNX Runtime with int8 weights, no torch."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import (
    LIKELY,
    Floats,
    Tagged,
    find_cues,
    find_uncued,
    softmax,
    tag,
    without_rivals,
)
from onrecord.extract.attribution.features import (
    NO_LETTER,
    Features,
    Normalizer,
    featurize,
    make_tokenizer,
    under_headline,
)
from onrecord.extract.attribution.mentions import NAME_TAGS, Pairs, Reading
from onrecord.extract.attribution.windows import Window, split
from onrecord.extract.device import Device, session
from onrecord.extract.errors import ExtractionError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
INPUTS = {
    "encoder": {"pieces", "extra", "first"},
    "spans": {"vectors", "begin", "end", "near"},
    "mentions": {"vectors"},
}
"""The graphs of a model, and what each of them takes."""
OUTPUTS = 3
# A text whose first word is part of a cue: the model, which has nothing before it to go by, overlooks that word.
OPENING_CUE = re.compile(r"\s*According\b", re.IGNORECASE)
# At first a cue looks at so many words before it and so many in all; where a span comes within EDGE words of an end of
# these, at the whole window. Of 2,300 attributions in 98 articles 3 % needed that.
BEFORE, NEAR, EDGE = 48, 128, 8
FEWEST_WORDS = 2  # with letters, capital or small, of which the shortest statement has two: "Ruiz agreed"
UNKNOWN = "[UNK]"
OUTDATED = "this attribution model is of an earlier onrecord, which did not tell who is meant: train it again"


class AttributionModel:
    """Finds the attributions of a text, and what is needed to tell who is meant in them.

    Args:
        folder: where encoder.onnx, spans.onnx, mentions.onnx, links.json, vocabulary.txt and model.json lie, as
            `onrecord train` writes them.
        device: where it runs.
        threads: how many threads a window may use.

    Raises:
        ExtractionError: the device is not there, or a file is not what it has to be.
        FileNotFoundError: the folder lacks one of the files.
    """

    def __init__(self, folder: Path = WEIGHTS, device: Device = "auto", threads: int = 1) -> None:
        self._folder = folder
        self._tokenizer = read_tokenizer(folder)
        for name in ("encoder", "spans"):
            _present(folder / f"{name}.onnx")
        if not (folder / "mentions.onnx").is_file():
            raise ExtractionError(f"{folder}: {OUTDATED}.")
        self._encoder, self._spans, self._mentions = (_graph(folder, name, device, threads) for name in INPUTS)
        self._width = int(self._encoder.get_outputs()[0].shape[-1])
        self._pairs = Pairs.read(_present(folder / "links.json"))

    def attributions(self, text: str) -> tuple[Reading, list[Attribution]]:
        """What may be attributions of a text, in the order of their cues, and the text as the model read it."""
        features = featurize(text, self._tokenizer)
        if OPENING_CUE.match(text):
            features = under_headline(features, self._tokenizer)
        number = len(features.starts)
        # Of words that the model is not shown they stay 0, and take no memory: a run of marks has a word for each.
        vectors = np.zeros((number, self._width), dtype=np.float32)
        names = np.zeros((number, NAME_TAGS), dtype=np.float32)
        tagged = []
        try:
            for window in split(features):
                if not _may_tell(features, window):
                    continue
                found, words, tags = self._window(features, window)
                core, seen = slice(window.core_start, window.core_stop), window.core_start - window.start
                vectors[core] = words[seen : seen + window.core_stop - window.core_start]
                names[core] = tags[seen : seen + window.core_stop - window.core_start]
                tagged += found
        except Exception as error:  # ONNX Runtime's own, of many classes
            raise ExtractionError(
                f"{self._folder}: vocabulary.txt, encoder.onnx and spans.onnx do not fit one another; take all of them "
                f"from one training run ({error})"
            ) from error
        reading = Reading(features, vectors, names, self._pairs, self._run_mentions)
        return reading, [one.in_characters(features.starts, features.stops) for one in without_rivals(tagged)]

    def _run_mentions(self, vectors: Floats) -> tuple[Floats, Floats, Floats]:
        kinds, queries, keys = self._mentions.run(None, {"vectors": vectors})
        return kinds, queries, keys

    def _window(self, features: Features, window: Window) -> tuple[list[Tagged], Floats, Floats]:
        low, high = np.searchsorted(features.word_of, [window.start, window.stop])
        word_of = features.word_of[low:high]
        vectors, logits, names = self._encoder.run(
            None,
            {
                "pieces": features.pieces[low:high].astype(np.int64),
                "extra": features.extra[word_of].astype(np.int64),
                "first": np.searchsorted(word_of, np.arange(window.start, window.stop)),
            },
        )
        margin = window.core_start - window.start
        core = softmax(logits[margin : window.core_stop - window.start])
        cues = [_Candidate(*cue, True).moved(margin) for cue in find_cues(core)]
        cues += [_Candidate(*first, False).moved(margin) for first in find_uncued(core)]
        near = self._tagged(vectors, cues, min(NEAR, len(vectors)))
        far = [number for number, one in enumerate(near) if one is not None and one.is_cut]
        for number, one in zip(far, self._tagged(vectors, [cues[each] for each in far], len(vectors)), strict=True):
            near[number] = one
        found = [one.tagged.moved(window.start) for one in near if one is not None and one.tagged.score >= LIKELY]
        return found, vectors, names

    def _tagged(self, vectors: Floats, cues: Sequence[_Candidate], width: int) -> list[_Seen | None]:
        """What each cue attributes, seen in so many words around it."""
        if not cues:
            return []
        begin = np.array([cue.first for cue in cues])
        start = np.clip(begin - BEFORE, 0, len(vectors) - width)
        near = start[:, None] + np.arange(width)
        end = np.array([cue.stop - 1 for cue in cues])
        tags, roles, whole = self._spans.run(None, {"vectors": vectors, "begin": begin, "end": end, "near": near})
        tags, roles = softmax(tags), softmax(roles)
        keep, thought = (1 / (1 + np.exp(-whole))).T
        seen: list[_Seen | None] = []
        for number, (cue, at) in enumerate(zip(cues, start.tolist(), strict=True)):
            place = (cue.first - at, cue.stop - at, cue.score)
            one = tag(place, tags[number], float(keep[number]), cue.cued, roles[number])
            if one is None:
                seen.append(None)
            else:
                low, high = (at > 0) * EDGE, width - (at + width < len(vectors)) * EDGE
                is_cut = any(first < low or stop > high for first, stop in (*one.content, *one.source))
                seen.append(_Seen(replace(one, thought=bool(thought[number] > 0.5)).moved(at), is_cut))
        return seen


def _may_tell(features: Features, window: Window) -> bool:
    """Whether a window has words enough for somebody to say something: runs of marks cost most, for nothing."""
    seen = slice(window.start, window.stop)
    long = features.stops[seen] - features.starts[seen] > 1
    return bool(np.count_nonzero(long & (features.extra[seen, 0] != NO_LETTER)) >= FEWEST_WORDS)


class _Candidate(NamedTuple):
    """What may be a cue: first word, the one after the last, probability; false where a claim begins without one."""

    first: int
    stop: int
    score: float
    cued: bool

    def moved(self, words: int) -> _Candidate:
        return self._replace(first=self.first + words, stop=self.stop + words)


class _Seen(NamedTuple):
    """What a cue attributes, and whether a span of it may go on where the cue did not look."""

    tagged: Tagged
    is_cut: bool


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
    if found != INPUTS[name] or len(graph.get_outputs()) != OUTPUTS:
        raise ExtractionError(f"{folder / name}.onnx: it is the graph of another model: train or copy it again.")
    return graph


def _present(path: Path) -> Path:
    if not path.is_file():
        missing = "the attribution model lacks this file: give the folder that `onrecord train` made"
        raise FileNotFoundError(errno.ENOENT, missing, str(path))
    return path
