"""The training loop: resumable, scored on dev as it goes, ended when dev gets no better; it keeps the mean of weights.

Two runs with the same seed, data, base and threads give the same weights on a CPU, whether they were stopped or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import (
    KEEP,
    OUT,
    UNCUED,
    find_cues,
    find_uncued,
    softmax,
    tag,
    without_rivals,
)
from onrecord.extract.attribution.features import Features
from onrecord.extract.attribution.model import read_tokenizer, write_tokenizer
from onrecord.extract.attribution.windows import CORE, LEARNT_MARGIN, split
from onrecord.extract.evaluation import Scores
from onrecord.extract.gold import Annotated
from onrecord.extract.gold.webanno import Chained
from onrecord.extract.training.base import Base, Sizes, pruned_vocabulary
from onrecord.extract.training.distillation import SOFT, Teacher
from onrecord.extract.training.embeddings import in_four_bits
from onrecord.extract.training.examples import (
    IGNORED,
    Article,
    Batch,
    collate,
    epoch,
    make_example,
    read_articles,
    read_chained,
)
from onrecord.extract.training.export import export
from onrecord.extract.training.network import Cues, Mentions, Network, Outputs
from onrecord.extract.training.progress import Progress
from onrecord.extract.training.restore import restore
from onrecord.extract.training.settings import Settings

TOKENIZER = ("vocabulary.txt", "model.json")
SCORE_EVERY = 500
"""Steps between two scorings of dev, each followed by a checkpoint; an epoch of fewer steps ends with one."""


def train(
    corpus: Sequence[Annotated],
    chained: Sequence[Chained],
    dev: Sequence[Annotated],
    base: Base | Path,
    teacher: Teacher | None,
    output: Path,
    settings: Settings,
    log: Progress,
) -> None:
    """Train on one corpus, choose by another; `output` gets the tokenizer, the last checkpoint and the best weights.

    The network begins with the base model's weights, with those of an exported model in a folder, or with those of a
    teacher, which then was made from the same base. A run that was stopped goes on from its last checkpoint.
    """
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(settings.seed)
    if isinstance(base, Path):
        for name in TOKENIZER:
            (output / name).write_bytes((base / name).read_bytes())
        network = restore(base)
    else:
        vocabulary = teacher.vocabulary if teacher else pruned_vocabulary(base, (one.text for one in corpus))
        write_tokenizer(vocabulary, base.normalizer, output)
    tokenizer = read_tokenizer(output)
    articles = read_articles(corpus, tokenizer) + read_chained(chained, tokenizer)
    if teacher and not isinstance(base, Path):
        network = teacher.pupil(settings.layers or base.sizes.layers)
    elif not isinstance(base, Path):
        network = Network(len(vocabulary), base.sizes)
        network.load_base(base, [base.vocabulary[piece] for piece in vocabulary])
    words = network.encoder.words.weight
    words.data.copy_(in_four_bits(words.data).table())
    run = _Run(network, teacher, articles, settings, output)
    run.resume(log)
    run.learn(articles, list(zip(dev, read_articles(dev, tokenizer), strict=True)), log)


def export_best(output: Path, folder: Path) -> None:
    """Write the best weights of a run into a folder, as the product runs them.

    Raises:
        FileNotFoundError: nothing has been trained there.
    """
    best = torch.load(output / "best.pt", weights_only=True)
    vocabulary = (output / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    network = Network(len(vocabulary), Sizes(**best["sizes"]))
    network.load_state_dict(best["weights"])
    export(network, folder)
    for name in TOKENIZER:
        (folder / name).write_bytes((output / name).read_bytes())


class _Run:
    """All that changes while training goes on, and how it is saved and brought back."""

    def __init__(
        self,
        network: Network,
        teacher: Teacher | None,
        articles: Sequence[Article],
        settings: Settings,
        output: Path,
    ) -> None:
        self.network, self.teacher, self.settings, self.output = network, teacher, settings, output
        self.mean = {key: value.detach().clone() for key, value in network.state_dict().items()}
        self.optimizer, self.schedule, self.total = _optimizer(network, articles, settings)
        self.epoch = self.done = 0  # in which epoch it is, and how many of its batches are done
        self.step, self.best, self.waited = 0, -1.0, 0

    def resume(self, log: Progress) -> None:
        """Go on where the last checkpoint was made, if there is one."""
        if not (self.output / "last.pt").exists():
            return
        saved = torch.load(self.output / "last.pt", weights_only=True)
        for part in ("network", "optimizer", "schedule"):
            getattr(self, part).load_state_dict(saved[part])
        torch.set_rng_state(saved["random"])
        self.mean = saved["mean"]
        self.epoch, self.done, self.step, self.best, self.waited = saved["place"]
        log(f"going on from step {self.step:,}")

    def learn(self, articles: Sequence[Article], dev: Sequence[tuple[Annotated, Article]], log: Progress) -> None:
        settings, losses = self.settings, []
        log.start(self.step, self.total)
        while self.epoch < settings.epochs and self.waited < settings.patience:
            batches = epoch(articles, settings.seed * 1000 + self.epoch, settings.batch, settings.rehearsed)
            for batch in islice(batches, self.done, None):
                losses.append(_step(self.network, batch, self.optimizer, settings, self.teacher))
                self.schedule.step()
                self.step, self.done = self.step + 1, self.done + 1
                _average(self.mean, self.network, min(settings.averaging, self.step / (self.step + 10)))
                if log.is_due(self.step):
                    log.losses(self.step, self.epoch, np.mean(losses, axis=0))
                    losses = []
                if self.step % SCORE_EVERY == 0:
                    self._score(dev, log)
                    if self.waited >= settings.patience:
                        return
            unscored = self.done < SCORE_EVERY or self.epoch + 1 == settings.epochs
            self.epoch, self.done = self.epoch + 1, 0
            if unscored and self.step % SCORE_EVERY:
                self._score(dev, log)

    def _score(self, dev: Sequence[tuple[Annotated, Article]], log: Progress) -> None:
        """Score the mean of the weights on dev, keep them if they are the best so far, and make a checkpoint."""
        current = {key: value.clone() for key, value in self.network.state_dict().items()}
        self.network.load_state_dict(self.mean)
        scores = Scores()
        for one, article in dev:
            predicted = predict(self.network, article.features)
            for gold in article.annotators:
                scores.add(one.text, gold, predicted, 1 / len(article.annotators))
        self.network.load_state_dict(current)
        reached = scores.f1("right")
        better = reached > self.best
        log(f"step {self.step:,}: dev {scores}" + (", the best so far" if better else ""))
        if better:
            self.best, self.waited = reached, 0
            _save({"sizes": asdict(self.network.sizes), "weights": self.mean}, self.output / "best.pt")
        elif self.best > 0:  # before anything is found right there is nothing to get better than
            self.waited += 1
            if self.waited == self.settings.patience:
                log(f"training ends: dev got no better (patience {self.waited})")
        _save(
            {
                "network": current,
                "optimizer": self.optimizer.state_dict(),
                "schedule": self.schedule.state_dict(),
                "mean": self.mean,
                "random": torch.get_rng_state(),
                "place": (self.epoch, self.done, self.step, self.best, self.waited),
            },
            self.output / "last.pt",
        )


def _save(content: dict[str, Any], path: Path) -> None:
    """Write a file so that it is never half written, whenever the process is killed."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


def _optimizer(
    network: Network, articles: Sequence[Article], settings: Settings
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler, float]:
    """The optimizer, its schedule, and about how many steps there will be."""
    heads = [
        parameter
        for part in (network.cues, network.spans, network.names, network.mentions, network.encoder.features)
        for parameter in part.parameters()
    ]
    known = {id(parameter) for parameter in heads}
    rest = [p for p in network.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": rest, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings.decay, betas=(0.9, 0.98), fused=True)
    drawn = (len(one.features.pieces) * (1.0 if one.whole else settings.rehearsed) for one in articles)
    pieces = sum(drawn) * 1.12  # with the margins
    total = settings.epochs * pieces / (settings.batch * (CORE + 2 * LEARNT_MARGIN) * 0.85)

    def rate(step: int) -> float:
        warm = settings.warm_up * total
        return min((step + 1) / warm, max(0.02, (total - step) / (total - warm)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate), total


def _step(
    network: Network, batch: Batch, optimizer: torch.optim.Optimizer, settings: Settings, teacher: Teacher | None
) -> list[float]:
    network.train()
    right = len(batch.window)
    with torch.autocast("cpu", torch.bfloat16):
        words, logits = network.encode(batch.pieces, batch.extra, batch.mask, batch.first)
        window, place = _wrong_cues(logits.detach().float(), batch, settings.wrong_cues)
        cues = Cues(torch.cat([batch.window, window]), torch.cat([batch.begin, place]), torch.cat([batch.end, place]))
        spans = network.spans(words, *cues, batch.words)
        names = network.names(words)
        mentions = network.mentions(words, batch.mention_window, batch.mention_begin, batch.mention_end)
        lesson = teacher.loss(batch, cues, Outputs(words, logits, spans.tags, spans.keep)) if teacher else None
    many = max(1, right)
    losses = [
        _cue_loss(logits.float(), batch) / many,
        _sum_of_losses(spans.tags[:right], batch.tags) / many,
        F.binary_cross_entropy_with_logits(
            spans.keep.float(), (torch.arange(len(spans.keep)) < right).float(), reduction="sum"
        )
        / many,
        _sum_of_losses(spans.roles[:right], batch.roles) / many,
        _mean_of_losses(torch.stack([-spans.thought[:right], spans.thought[:right]], dim=-1) / 2, batch.thought),
        _sum_of_losses(names, batch.names) / max(1, len(batch.first)),
        _mean_of_losses(mentions.kinds[:, :-1], batch.type),
        _mean_of_losses(torch.stack([-mentions.kinds[:, -1], mentions.kinds[:, -1]], dim=-1) / 2, batch.named),
        _link_loss(network, mentions, batch),
    ]
    loss = torch.stack([weight * each for weight, each in zip(WEIGHTS, losses, strict=True)]).sum()
    if lesson is not None:
        loss = (1 - SOFT) * loss + lesson
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return [float(each.detach()) for each in losses]


# What each loss counts: cues, spans, keep, roles, thought, names, types, named, links.
WEIGHTS = (1.0, 0.3, 0.5, 0.3, 0.3, 0.03, 0.3, 0.2, 0.7)


def _cue_loss(logits: Tensor, batch: Batch) -> Tensor:
    """Cross entropy; where claims without cue are not annotated, they are as right as OUT is."""
    share = logits.log_softmax(-1)
    free = share[..., [OUT, UNCUED]].logsumexp(-1, keepdim=True)
    either = torch.cat([free, share[..., OUT + 1 :]], dim=-1)
    share = torch.where(batch.whole[:, None, None], share, either)
    return F.nll_loss(share.flatten(0, 1), batch.cues.flatten(), reduction="sum", ignore_index=IGNORED)


def _sum_of_losses(logits: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), reduction="sum", ignore_index=IGNORED)


def _mean_of_losses(logits: Tensor, labels: Tensor) -> Tensor:
    known = labels != IGNORED
    if not known.any():
        return logits.sum() * 0.0
    return F.cross_entropy(logits.float()[known], labels[known])


def _link_loss(network: Network, mentions: Mentions, batch: Batch) -> Tensor:
    """How unlikely it is that each mention has one of its antecedents, or none where it is the first."""
    if not len(batch.entity):
        return mentions.query.sum() * 0.0
    links = network.mentions.links(mentions, batch.distance, batch.alike)
    follows = torch.cat([torch.ones(len(links), 1, dtype=torch.bool), batch.follows], dim=1)
    same = (batch.entity[:, None] == batch.entity[None, :]) & batch.follows
    truth = torch.cat([~same.any(1, keepdim=True), same], dim=1)
    share = links.masked_fill(~follows, -1e4).log_softmax(-1)
    return -share.masked_fill(~truth, -1e4).logsumexp(-1).mean()


def _wrong_cues(cues: Tensor, batch: Batch, many: int) -> tuple[Tensor, Tensor]:
    """The words most easily taken for a cue that are none: what the keep score has to learn to refuse."""
    shares = cues.softmax(-1)
    doubt = 1 - shares[..., OUT] - shares[..., UNCUED] * ~batch.whole[:, None]
    doubt = doubt.masked_fill(batch.cues != OUT, 0.0)
    value, place = doubt.topk(min(many, doubt.shape[1]), dim=1)
    window, column = (value > 0.08).nonzero(as_tuple=True)
    return window, place[window, column]


@torch.no_grad()
def _average(mean: dict[str, Tensor], network: Network, weight: float) -> None:
    for key, value in network.state_dict().items():
        mean[key].lerp_(value, 1 - weight)


@torch.no_grad()
def predict(network: Network, features: Features) -> list[Attribution]:
    """The attributions of one article by the network itself, as the exported model finds them."""
    network.eval()
    tagged = []
    for window in split(features):
        batch = collate([[make_example(features, window)]])
        with torch.autocast("cpu", torch.bfloat16):
            words, logits = network.encode(batch.pieces, batch.extra, batch.mask, batch.first)
        low, high = window.core_start - window.start, window.core_stop - window.start
        core = softmax(logits[0, low:high].float().numpy())
        cues = [(*cue, True) for cue in find_cues(core)] + [(*first, False) for first in find_uncued(core)]
        if not cues:
            continue
        begin = torch.tensor([cue[0] + low for cue in cues])
        end = torch.tensor([cue[1] + low - 1 for cue in cues])
        with torch.autocast("cpu", torch.bfloat16):
            spans = network.spans(words, torch.zeros(len(cues), dtype=torch.long), begin, end, batch.words)
        tags, keep = spans.tags.float().numpy(), torch.sigmoid(spans.keep.float()).tolist()
        for (first, stop, score, cued), row, kept in zip(cues, tags, keep, strict=True):
            if (one := tag((first + low, stop + low, score), softmax(row), kept, cued)) and one.score >= KEEP:
                tagged.append(one.moved(window.start))
    return [one.in_characters(features.starts, features.stops) for one in without_rivals(tagged)]
