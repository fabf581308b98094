"""The training loop: resumable, scored on dev as it goes, the mean of the weights kept."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import KEEP, OUT, find_cues, softmax, tag, without_rivals
from onrecord.extract.attribution.features import Features
from onrecord.extract.attribution.windows import CORE, MARGIN, split
from onrecord.extract.training.base import base_folder, pruned_tokenizer
from onrecord.extract.training.corpus import read_corpus
from onrecord.extract.training.examples import Article, Batch, collate, epoch, make_example, read_articles
from onrecord.extract.training.export import export
from onrecord.extract.training.network import Network
from onrecord.extract.training.scoring import Scores

SCORE_EVERY = 500  # steps


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run is set to. Rates are peaks: they rise over `warm_up` of all steps and fall to nothing."""

    epochs: int = 5
    batch: int = 4
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    averaging: float = 0.998
    wrong_cues: int = 2
    seed: int = 1


def train(train_folder: Path, dev_folder: Path, output: Path, settings: Settings) -> None:
    """Train on one corpus, choose by another; `output` gets vocabulary, checkpoints, a log, and in the end the model.

    A run that was stopped goes on from its last checkpoint.
    """
    output.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(train_folder)
    tokenizer, rows = pruned_tokenizer(one.text for one in corpus)
    vocabulary = tokenizer.get_vocab()
    (output / "vocabulary.txt").write_text("\n".join(sorted(vocabulary, key=vocabulary.__getitem__)), encoding="utf-8")
    articles, dev_corpus = read_articles(corpus, tokenizer), read_corpus(dev_folder)
    dev = read_articles(dev_corpus, tokenizer)

    torch.manual_seed(settings.seed)
    network = Network(len(rows))
    network.load_base(base_folder(), rows)
    mean = {key: value.detach().clone() for key, value in network.state_dict().items()}
    optimizer, schedule = _optimizer(network, articles, settings)

    state: dict[str, Any] = {"step": 0, "best": 0.0}
    if (output / "last.pt").exists():
        saved = torch.load(output / "last.pt", weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        mean, state = saved["mean"], saved["state"]
        _log(output, f"going on from step {state['step']}")
    else:
        _log(output, json.dumps(asdict(settings)))

    step, began = 0, time.monotonic()
    losses: list[list[float]] = []
    for number in range(settings.epochs):
        for batch in epoch(articles, settings.seed * 1000 + number, settings.batch):
            step += 1
            if step <= state["step"]:
                continue
            parts = _step(network, batch, optimizer, settings)
            schedule.step()
            losses.append(parts)
            _average(mean, network, min(settings.averaging, step / (step + 10)))
            if step % 50 == 0:
                means = " ".join(f"{value:.3f}" for value in np.mean(losses, axis=0))
                _log(output, f"epoch {number} step {step} cue/span/keep loss {means}, {time.monotonic() - began:.0f} s")
                losses = []
            if step % SCORE_EVERY == 0:
                state["step"] = step
                _score_and_save(network, mean, dev, dev_corpus, output, state, optimizer, schedule)
    state["step"] = step
    _score_and_save(network, mean, dev, dev_corpus, output, state, optimizer, schedule)
    export_best(output)


def export_best(output: Path) -> None:
    """Write the best weights of a run to its folder `model`, as the product runs them.

    Raises:
        FileNotFoundError: nothing has been trained there.
    """
    vocabulary = (output / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    network = Network(len(vocabulary))
    network.load_state_dict(torch.load(output / "best.pt", weights_only=True))
    export(network, vocabulary, output / "model")
    _log(output, f"exported to {output / 'model'}")


def _optimizer(
    network: Network, articles: Sequence[Article], settings: Settings
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    heads = [*network.cues.parameters(), *network.spans.parameters(), *network.encoder.features.parameters()]
    known = {id(parameter) for parameter in heads}
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": rest, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay, betas=(0.9, 0.98), fused=True)
    pieces = sum(len(article.features.pieces) for article in articles) * 1.2  # with the margins
    total = settings.epochs * pieces / (settings.batch * (CORE + 2 * MARGIN) * 0.96)

    def rate(step: int) -> float:
        warm = settings.warm_up * total
        return min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _step(network: Network, batch: Batch, optimizer: torch.optim.Optimizer, settings: Settings) -> list[float]:
    network.train()
    with torch.autocast("cpu", torch.bfloat16):
        words, cues = network.encode(batch.pieces, batch.extra, batch.mask, batch.first)
        wrong = _wrong_cues(cues.detach().float(), batch, settings.wrong_cues)
        window = torch.cat([batch.window, wrong[0]])
        begin, end = torch.cat([batch.begin, wrong[1]]), torch.cat([batch.end, wrong[1]])
        right = len(batch.window)
        if len(window):
            tags, keep = network.spans(words, window, begin, end, batch.words)
    many = max(1, right)
    cue_loss = F.cross_entropy(cues.float().flatten(0, 1), batch.cues.flatten(), reduction="sum") / many
    span_loss = keep_loss = torch.zeros(())
    if len(window):
        truth = (torch.arange(len(window)) < right).float()
        keep_loss = F.binary_cross_entropy_with_logits(keep.float(), truth, reduction="sum") / many
    if right:
        span_loss = F.cross_entropy(tags[:right].float().flatten(0, 1), batch.tags.flatten(), reduction="sum") / many
    loss = cue_loss + 0.3 * span_loss + 0.5 * keep_loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return [float(cue_loss.detach()), float(span_loss.detach()), float(keep_loss.detach())]


def _wrong_cues(cues: Tensor, batch: Batch, many: int) -> tuple[Tensor, Tensor]:
    """The words most easily taken for a cue that are none: what the keep score has to learn to refuse."""
    doubt = 1 - cues.softmax(-1)[..., OUT]
    doubt = doubt.masked_fill(batch.cues != OUT, 0.0)
    value, place = doubt.topk(many, dim=1)
    window, column = (value > 0.08).nonzero(as_tuple=True)
    return window, place[window, column]


@torch.no_grad()
def _average(mean: dict[str, Tensor], network: Network, weight: float) -> None:
    for key, value in network.state_dict().items():
        mean[key].lerp_(value, 1 - weight)


def _score_and_save(
    network: Network,
    mean: dict[str, Tensor],
    dev: Sequence[Article],
    corpus: Sequence[Any],
    output: Path,
    state: dict[str, Any],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
) -> None:
    current = {key: value.clone() for key, value in network.state_dict().items()}
    network.load_state_dict(mean)
    scores = Scores()
    for article, one in zip(dev, corpus, strict=True):
        predicted = predict(network, article.features)
        for gold in article.annotators:
            scores.add(one.text, gold, predicted, 1 / len(article.annotators))
    network.load_state_dict(current)
    _log(output, f"step {state['step']}: {scores}")
    if scores.f1("right") >= state["best"]:
        state["best"] = scores.f1("right")
        torch.save(mean, output / "best.pt")
    saved = {"network": current, "mean": mean, "state": state}
    saved |= {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save(saved, output / "last.pt.part")
    (output / "last.pt.part").replace(output / "last.pt")


@torch.no_grad()
def predict(network: Network, features: Features) -> list[Attribution]:
    """The attributions of one article by the network itself, as the exported model finds them."""
    network.eval()
    tagged = []
    for window in split(features):
        batch = collate([make_example(features, window, (), None)])
        with torch.autocast("cpu", torch.bfloat16):
            words, logits = network.encode(batch.pieces, batch.extra, batch.mask, batch.first)
        low, high = window.core_start - window.start, window.core_stop - window.start
        cues = [
            (first + low, stop + low, score)
            for first, stop, score in find_cues(softmax(logits[0, low:high].float().numpy()))
        ]
        if not cues:
            continue
        begin = torch.tensor([cue[0] for cue in cues])
        end = torch.tensor([cue[1] - 1 for cue in cues])
        with torch.autocast("cpu", torch.bfloat16):
            tags, keep = network.spans(words, torch.zeros(len(cues), dtype=torch.long), begin, end, batch.words)
        for cue, row, kept in zip(cues, tags.float().numpy(), torch.sigmoid(keep.float()).tolist(), strict=True):
            if (one := tag(cue, softmax(row), kept)) and one.score >= KEEP:
                tagged.append(one.moved(window.start))
    return [one.in_characters(features.starts, features.stops) for one in without_rivals(tagged)]


def _log(output: Path, line: str) -> None:
    print(line, flush=True)
    with (output / "log.txt").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
