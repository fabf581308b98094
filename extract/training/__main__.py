"""python -m onrecord.extract.training TRAIN DEV OUTPUT: train the attribution model.

With PolNeAR as it lies beside the repository:

    uv run --group train python -m onrecord.extract.training ../shared/corpora/polnear/train \
        ../shared/corpora/polnear/dev runs/polnear

The model is then in runs/polnear/model; copied to extract/attribution/weights it is the one that comes along. With
--export-only the best weights so far are exported, while a run goes on or after it was stopped.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from onrecord.extract.training.train import Settings, export_best, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="folder with text/ and attributions/ to learn from")
    parser.add_argument("dev", type=Path, help="folder like it to choose by")
    parser.add_argument("output", type=Path, help="folder for checkpoints and log; a stopped run there goes on")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--export-only", action="store_true", help="export the best weights in the output folder")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.export_only:
        export_best(arguments.output)
        return
    torch.set_num_threads(arguments.threads)
    settings = Settings(epochs=arguments.epochs, seed=arguments.seed)
    train(arguments.train, arguments.dev, arguments.output, settings)


if __name__ == "__main__":
    main()
