"""A smaller network learns from a larger one: what it thinks of each word, not only what annotators marked.

The pupil begins with every so many of the teacher's layers (as DistilBERT did, Sanh et al. 2019) and all the rest of
it. Then it learns to give the same word vectors, and the teacher's probabilities beside the annotators' labels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from onrecord.extract.training.base import BaseModelError, Sizes
from onrecord.extract.training.examples import Batch
from onrecord.extract.training.network import Cues, Network, Outputs

# Parts of the loss: the teacher's probabilities against the labels, and the likeness of the vectors.
SOFT, LIKENESS = 0.5, 10.0


@dataclass(frozen=True, slots=True)
class Teacher:
    """A trained network that another learns from, and the word pieces that both read."""

    network: Network
    vocabulary: list[str]

    @classmethod
    def read(cls, run: Path) -> Teacher:
        """The best weights of a training run, from its folder.

        Raises:
            BaseModelError: there are none.
        """
        if not (run / "best.pt").is_file():
            raise BaseModelError(
                f"{run}: there is no best.pt. A teacher is the output folder of an earlier `onrecord train`"
            )
        best = torch.load(run / "best.pt", weights_only=True)
        vocabulary = (run / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        network = Network(len(vocabulary), Sizes(**best["sizes"]))
        network.load_state_dict(best["weights"])
        return cls(network.eval(), vocabulary)

    def pupil(self, layers: int) -> Network:
        """A network of so many of the teacher's layers, its first and its last among them.

        Raises:
            BaseModelError: the teacher has fewer.
        """
        sizes = self.network.sizes
        if layers > sizes.layers:
            raise BaseModelError(f"the teacher has {sizes.layers} layers, so a pupil cannot have {layers}")
        chosen = torch.linspace(0, sizes.layers - 1, layers).round().long().tolist()
        weights = self.network.state_dict()
        pupil = Network(len(self.vocabulary), replace(sizes, layers=layers))
        pupil.load_state_dict({name: weights[_of_teacher(name, chosen)] for name in pupil.state_dict()})
        return pupil

    def loss(self, batch: Batch, cues: Cues, given: Outputs) -> Tensor:
        """How far the pupil's outputs are from the teacher's, a right cue of the batch."""
        with torch.no_grad():
            words, logits = self.network.encode(batch.pieces, batch.extra, batch.mask, batch.first)
            spans = self.network.spans(words, *cues, batch.words)
            taught = Outputs(words, logits, spans.tags, spans.keep)
        many = max(1, len(batch.window))
        here = batch.words.unsqueeze(-1)
        unlike = ((given.words.float() - taught.words.float()).square() * here).mean(-1).sum() / here.sum()
        loss = _cross_entropy(given.cues, taught.cues, batch.words) / many
        if len(cues.window):
            seen = batch.words[cues.window]
            loss = loss + 0.3 * _cross_entropy(given.tags, taught.tags, seen) / len(cues.window)
            sure = taught.keep.float().sigmoid()
            loss = loss + 0.5 * F.binary_cross_entropy_with_logits(given.keep.float(), sure, reduction="sum") / many
        return SOFT * loss + LIKENESS * unlike


def _of_teacher(name: str, chosen: list[int]) -> str:
    """The name of the teacher's weights that the pupil's begin with."""
    if not name.startswith("encoder.layers."):
        return name
    encoder, layers, number, rest = name.split(".", 3)
    return f"{encoder}.{layers}.{chosen[int(number)]}.{rest}"


def _cross_entropy(logits: Tensor, taught: Tensor, here: Tensor) -> Tensor:
    """Cross entropy with the teacher's probabilities, summed over the words that are there."""
    each = -(taught.float().softmax(-1) * logits.float().log_softmax(-1)).sum(-1)
    return (each * here).sum()
