"""onrecord train: from annotated articles to a model that extract uses, killed and resumed in between.

The articles are few and the network is tiny, so what comes out is no good model; that training learns is shown on
sentences of one pattern.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from support.annotated_articles import articles, write_lines, write_standoff
from support.command_line import COMMAND, answer, environment, onrecord
from support.tiny_bert import write_bert

from onrecord.extract.attribution.finder import Finder
from onrecord.extract.attribution.model import AttributionModel
from onrecord.extract.errors import InputError
from onrecord.extract.gold import fingerprint, read_gold
from onrecord.extract.training.settings import Settings

MODEL = ("encoder.onnx", "spans.onnx", "mentions.onnx", "links.json", "vocabulary.txt", "model.json")
FOR_A_GPU = ("encoder.gpu.onnx", "spans.gpu.onnx", "mentions.gpu.onnx")


@pytest.fixture(scope="module")
def base(torch: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("base") / "tiny-bert", cased=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Annotated articles of both forms: a folder and a file to learn from, and a folder to choose by."""
    folder = tmp_path_factory.mktemp("data")
    write_standoff(folder / "polnear", articles(6, seed=1))
    write_lines(folder / "ours.jsonl", articles(6, seed=2))
    write_standoff(folder / "dev", articles(3, seed=3))
    return folder


def train(data: Path, base: Path, output: Path, epochs: int) -> list[str]:
    """The arguments of a training run."""
    gold = [str(data / "polnear"), str(data / "ours.jsonl"), "--dev", str(data / "dev")]
    limits = ["--epochs", str(epochs), "--patience", str(epochs), "--seed", "5", "--threads", "1"]
    return ["train", *gold, "--base", str(base), "--output", str(output), *limits]


@pytest.fixture(scope="module")
def undisturbed(data: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of six epochs that nothing disturbed."""
    output = tmp_path_factory.mktemp("runs") / "undisturbed"
    run = onrecord(*train(data, base, output, 6))
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"{output / 'model'}\n"
    return output


def test_a_run_says_how_it_goes(undisturbed: Path) -> None:
    log = (undisturbed / "log.txt").read_text(encoding="utf-8")
    assert "12 articles, 48 attributions" in log
    assert "step 1 of about " in log
    assert "loss of cues " in log
    assert " left\n" in log
    assert len(re.findall(r"^step \d+: dev end to end P ", log, re.MULTILINE)) == 6


def test_a_cased_base_gives_a_cased_model(undisturbed: Path) -> None:
    normalizer = json.loads((undisturbed / "model" / "model.json").read_text(encoding="utf-8"))["normalizer"]
    assert normalizer["lowercase"] is False
    reading, _ = AttributionModel(undisturbed / "model").attributions("Ana ana")
    assert reading.features.pieces[0] != reading.features.pieces[1]


def test_the_card_tells_what_the_model_is(undisturbed: Path, data: Path, base: Path) -> None:
    card = (undisturbed / "model" / "README.md").read_text(encoding="utf-8")
    learned = [one for part in ("polnear", "ours.jsonl") for one in read_gold(data / part)]
    assert f"12 articles, 48 attributions ({fingerprint(learned)})" in card
    assert f"3 articles, 12 attributions ({fingerprint(read_gold(data / 'dev'))})" in card
    for fact in ("tiny-bert (width 32, layers 2,", "cc0-1.0", "seed 5", "epochs 6", "torch ", f"--base {base}"):
        assert fact in card
    assert "| end2end P/R/F1 | " in card


def test_a_run_that_was_killed_goes_on_to_the_same_weights(data: Path, base: Path, undisturbed: Path) -> None:
    killed = undisturbed.parent / "killed"
    arguments = train(data, base, killed, 6)
    stopped_by(signal.SIGKILL, arguments)
    assert not (killed / "model").exists()
    run = onrecord(*arguments)
    assert run.returncode == 0
    assert "going on from step " in run.stderr
    for name in MODEL:
        assert (killed / "model" / name).read_bytes() == (undisturbed / "model" / name).read_bytes()
    assert same_weights(killed / "last.pt", undisturbed / "last.pt")


def test_an_interrupted_run_leaves_the_best_model_so_far(data: Path, base: Path, tmp_path: Path) -> None:
    said = stopped_by(signal.SIGINT, train(data, base, tmp_path / "run", 500))
    assert "Interrupted: the same command goes on" in said
    assert {path.name for path in (tmp_path / "run" / "model").iterdir()} == {*MODEL, *FOR_A_GPU, "README.md"}


def stopped_by(sent: signal.Signals, arguments: list[str]) -> str:
    """What a run says that is sent a signal after it has made its first checkpoint."""
    process = subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, text=True, env=environment(None))
    assert process.stderr
    said = ""
    with process:
        for line in process.stderr:
            said += line
            if "dev end to end" in line and process.poll() is None and said.count("dev end to end") == 2:
                process.send_signal(sent)
    assert process.returncode == (-signal.SIGKILL if sent == signal.SIGKILL else 130), said
    return said


def same_weights(one: Path, other: Path) -> bool:
    import torch

    ours, theirs = (torch.load(path, weights_only=True) for path in (one, other))
    return all(torch.equal(ours[part][key], theirs[part][key]) for part in ("network", "mean") for key in ours[part])


def test_a_folder_keeps_to_its_run(data: Path, base: Path, undisturbed: Path) -> None:
    from onrecord.extract.training.run import RunError, run

    with pytest.raises(RunError, match="holds a run with other data and settings"):
        run([data / "polnear"], data / "dev", base, None, undisturbed, Settings(), threads=1, command="", say=print)


def test_training_learns_and_ends_when_dev_gets_no_better(learned: tuple[Path, list[str]]) -> None:
    model, said = learned
    assert [line for line in said if "training ends: dev got no better" in line]
    text, attributions = next(articles(1, seed=9))
    _, found = Finder(model).find(text)
    assert [(one.source, one.cue, one.content) for one in found] == [
        (one.source, one.cue, one.content) for one in attributions
    ]


def test_extract_uses_what_training_wrote(learned: tuple[Path, list[str]], tmp_path: Path) -> None:
    # These annotators leave “that” outside of the claim, the model that comes along takes it in.
    text, attributions = next(articles(1, seed=9))
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    claims = answer("extract", str(tmp_path), "--model", str(learned[0]), "--format", "jsonl")
    found = [json.loads(line)["claim"]["spans"] for line in claims.splitlines()]
    assert found == [[list(span) for span in one.content] for one in attributions]


def test_a_pupil_has_some_of_its_teachers_layers(data: Path, base: Path, undisturbed: Path, tmp_path: Path) -> None:
    import torch

    from onrecord.extract.training.run import run

    settings = Settings(epochs=1, layers=1)
    gold, dev, pupil = [data / "polnear"], data / "dev", tmp_path / "pupil"
    model = run(gold, dev, base, undisturbed, pupil, settings, threads=1, command="", say=print)
    assert torch.load(pupil / "best.pt", weights_only=True)["sizes"]["layers"] == 1
    assert f"| Teacher | {undisturbed} |" in (model / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def learned(base: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A model that has learned one pattern, and what was said meanwhile; without dev, so a tenth is held out."""
    from onrecord.extract.training.run import run

    folder, said = tmp_path_factory.mktemp("learned"), list[str]()
    corpus = write_lines(folder / "articles.jsonl", articles(40))
    settings = Settings(epochs=100, patience=3, batch=1, encoder_rate=3e-3, head_rate=1e-2, averaging=0.9)
    return run([corpus], None, base, None, folder / "run", settings, threads=1, command="", say=said.append), said


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        ("config.json", {"model_type": "roberta"}, "model_type is not “bert”"),
        ("config.json", {"max_position_embeddings": 128}, "max_position_embeddings is under 416"),
        ("tokenizer.json", {"model": {"type": "BPE"}}, "its model is not “WordPiece”"),
    ],
)
def test_a_base_of_another_kind_is_refused(
    file: str, change: dict[str, object], complaint: str, tmp_path: Path, torch: ModuleType
) -> None:
    from onrecord.extract.training.base import BaseModelError, read_base

    folder = write_bert(tmp_path / "base", cased=False)
    content = json.loads((folder / file).read_text(encoding="utf-8"))
    (folder / file).write_text(json.dumps({**content, **change}), encoding="utf-8")
    with pytest.raises(BaseModelError, match=complaint) as error:
        read_base(folder)
    assert str(folder / file) in str(error.value)


def test_an_article_of_dev_is_not_learned_from(data: Path, base: Path, tmp_path: Path) -> None:
    from onrecord.extract.training.run import run

    with pytest.raises(InputError, match="it has all the articles that were to be learned from"):
        run([data / "dev"], data / "dev", base, None, tmp_path, Settings(), threads=1, command="", say=print)


def test_training_goes_on_from_a_model(data: Path, undisturbed: Path, tmp_path: Path) -> None:
    run = onrecord(*train(data, undisturbed / "model", tmp_path / "more", 1))
    assert run.returncode == 0, run.stderr
    model = tmp_path / "more" / "model"
    assert (model / "vocabulary.txt").read_bytes() == (undisturbed / "model" / "vocabulary.txt").read_bytes()
    assert f"the model in {undisturbed / 'model'}" in (model / "README.md").read_text(encoding="utf-8")


def test_a_model_that_does_not_tell_who_is_meant_is_refused(undisturbed: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(undisturbed / "model", old)
    (old / "mentions.onnx").unlink()
    article = tmp_path / "article.txt"
    article.write_text("Ana Ruiz said that the bridge was built long ago.", encoding="utf-8")
    run = onrecord("extract", str(article), "--model", str(old))
    assert run.returncode != 0
    assert f"{old}: this attribution model is of an earlier onrecord" in run.stderr
