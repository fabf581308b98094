"""A whole training run: annotated articles in, a folder with a model and its card out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from onrecord.extract.attribution.finder import Finder
from onrecord.extract.errors import ExtractionError, InputError
from onrecord.extract.evaluation import Scores
from onrecord.extract.gold import Annotated, count, fingerprint, hold_out, read_gold
from onrecord.extract.gold.webanno import has_chains, read_chains
from onrecord.extract.training.base import Base, read_base
from onrecord.extract.training.calibrate import calibrate
from onrecord.extract.training.card import Data, card
from onrecord.extract.training.distillation import Teacher
from onrecord.extract.training.e5 import e5
from onrecord.extract.training.labels import with_names
from onrecord.extract.training.progress import Progress
from onrecord.extract.training.settings import Settings
from onrecord.extract.training.train import export_best, train


class RunError(ExtractionError):
    """Training cannot begin or go on; the message says why and what to do."""


def run(
    gold: Sequence[Path],
    dev: Path | None,
    base: Path | None,
    teacher: Path | None,
    output: Path,
    settings: Settings,
    *,
    threads: int,
    command: str,
    say: Callable[[str], None],
) -> Path:
    """Train a model and return its folder, `output`/model.

    A run that was stopped goes on with its next steps. A run that is interrupted (KeyboardInterrupt) still exports the
    best weights so far.

    Args:
        gold: folders of brat standoff or files of JSON Lines to learn from; folders of WebAnno's TSV with coreference,
            to learn from who is meant.
        dev: one to choose by; without it every tenth article is held out.
        base: folder of the BERT, or of the exported model, to start from; without it E5-small.
        teacher: output folder of an earlier run from that base, whose model this one is to learn from.
        threads: how many CPU threads to use; the same number gives the same weights.
        command: what was typed, for the model card.
        say: takes each line on how it goes.

    Raises:
        InputError: annotated articles cannot be read.
        BaseModelError: the base model cannot be used.
        RunError: `output` holds another run.
    """
    torch.set_num_threads(threads)
    linked = [path for path in gold if has_chains(path)]
    chained = [one for path in linked for one in read_chains(path)]
    corpus, chosen_by = _data([path for path in gold if path not in linked], dev, say)
    start = _start(base)
    master = Teacher.read(teacher) if teacher else None
    output.mkdir(parents=True, exist_ok=True)
    data = [
        Data(", ".join(map(str, gold)), *count(corpus), fingerprint(corpus)),
        Data(str(dev) if dev else "held out of these", *count(chosen_by), fingerprint(chosen_by)),
    ]
    prints = [one.fingerprint for one in data]
    begun = {"data": prints, "settings": asdict(settings), "base": _described(start), "chained": len(chained)}
    _claim(output, {**begun, "teacher": str(teacher) if teacher else None})
    log = Progress(output / "log.txt", say)
    if any(one.details for one in corpus):
        corpus = with_names(corpus)
    log("; ".join(f"{kind} {one}" for kind, one in zip(("learning from", "choosing by"), data, strict=True)))
    model = output / "model"
    licence = "that of the model it began with" if isinstance(start, Path) else start.licence

    def finish() -> None:
        export_best(output, model)
        calibrate(model, chosen_by)
        scores = _scores(model, chosen_by)
        text = card(data, _described(start), licence, teacher, settings, scores, threads=threads, command=command)
        (model / "README.md").write_text(text, encoding="utf-8")
        log(f"the model is in {model}: dev {scores}")

    try:
        train(corpus, chained, chosen_by, start, master, output, settings, log)
    except KeyboardInterrupt:
        if (output / "best.pt").exists():
            finish()
        raise
    finish()
    return model


def _start(base: Path | None) -> Base | Path:
    """What training starts from: a language model, or the folder of a model that was trained already."""
    if base is None:
        return e5()
    return base if (base / "encoder.onnx").is_file() else read_base(base)


def _described(start: Base | Path) -> str:
    if isinstance(start, Path):
        return f"the model in {start}"
    sizes = ", ".join(f"{name} {size:,}" for name, size in asdict(start.sizes).items())
    return f"{start.name} ({sizes})"


def _data(
    gold: Sequence[Path], dev: Path | None, say: Callable[[str], None]
) -> tuple[list[Annotated], list[Annotated]]:
    """What to learn from and what to choose by; no article is in both."""
    corpus = [one for path in gold for one in read_gold(path)]
    if dev is None:
        if len(corpus) < 2:
            raise InputError(f"{gold[0]}: one article alone cannot be learned from and chosen by: give --dev")
        return hold_out(corpus)
    chosen_by = read_gold(dev)
    texts = {one.text for one in chosen_by}
    learned = [one for one in corpus if one.text not in texts]
    if not learned:
        raise InputError(f"{dev}: it has all the articles that were to be learned from")
    if len(learned) < len(corpus):
        say(f"{len(corpus) - len(learned)} of {len(corpus)} articles are in {dev} too and are not learned from")
    return learned, chosen_by


def _claim(output: Path, this: dict[str, object]) -> None:
    """Make a folder that of this run.

    Raises:
        RunError: it is another's.
    """
    this = json.loads(json.dumps(this))
    path = output / "run.json"
    if not path.exists():
        path.write_text(json.dumps(this, indent=2) + "\n", encoding="utf-8")
        return
    begun = json.loads(path.read_text(encoding="utf-8"))
    other = [part for part in this if begun.get(part) != this[part]]
    if other:
        raise RunError(
            f"{output} holds a run with other {' and '.join(other)} (see {path}): start this one in another folder, or "
            "go on with what that one was started with"
        )


def _scores(model: Path, dev: Sequence[Annotated]) -> Scores:
    """The exported model on dev, with the code around it."""
    finder, scores = Finder(model), Scores()
    for one in dev:
        _, found = finder.find(one.text)
        for gold in one.annotators.values():
            scores.add(one.text, gold, found, 1 / len(one.annotators))
    return scores
