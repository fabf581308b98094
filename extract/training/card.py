"""The model card: what a trained model is, what it learned from, and how well it does."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from onrecord.extract.evaluation import Scores
from onrecord.extract.training.settings import Settings

_LIBRARIES = ("onrecord", "torch", "onnx", "onnxruntime", "tokenizers")

_CARD = """\
# An attribution model

Finds cue, source and content of attributions in news, for `onrecord … --model FOLDER`.

| | |
|---|---|
| Base | {base} |
| Licence of the base | {licence} |
| Teacher | {teacher} |
| Learned from | {train} |
| Chosen by | {dev} |
| Settings | {settings} |
| CPU threads | {threads} |
| Made with | {versions} |
| Date | {date} |
| Command | `{command}` |

The model derives from its base, so the base's licence holds for it too; whether the articles' licences allow the use
that you make of it is yours to know. No text of theirs is in these files but single word pieces.

## Scores on what it was chosen by

The exported model with the code that onrecord has around it, in percent; sources as they are written, unresolved.

| | |
|---|---|
{scores}
"""


@dataclass(frozen=True, slots=True)
class Data:
    """Annotated articles: where they come from, how many, and what tells them from others."""

    source: str
    articles: int
    attributions: int
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.source}: {self.articles:,} articles, {self.attributions:,} attributions ({self.fingerprint})"


def card(
    data: Sequence[Data],
    base: str,
    licence: str,
    teacher: Path | None,
    settings: Settings,
    scores: Scores,
    *,
    threads: int,
    command: str,
) -> str:
    """The card as Markdown; `data` is what was learned from and what was chosen by."""
    return _CARD.format(
        base=base,
        licence=licence,
        teacher=teacher or "none",
        train=data[0],
        dev=data[1],
        settings=", ".join(f"{name} {value}" for name, value in asdict(settings).items()),
        threads=threads,
        versions=", ".join(f"{name} {version(name)}" for name in _LIBRARIES) + f", Python {platform.python_version()}",
        date=date.today().isoformat(),
        command=command,
        scores="\n".join(f"| {what} | {' '.join(map(str, row))} |" for what, row in scores.figures().items()),
    )
