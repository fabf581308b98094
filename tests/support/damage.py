"""An embedded store with something odd in its file, its log or its search folder, and what it answers then.

It may answer as before, or say that something is wrong. What it must not do is to answer otherwise without a word.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, Literal

from onrecord import graph
from onrecord.graph import Store, StoreError, lookups
from onrecord.graph.loading import batches
from onrecord.graph.model.tables import EDGES, NODES
from onrecord.graph.stores.check import check
from support.killing import PEOPLE, WORDS, articles, rows_in

Part = Literal["log", "search", "file"]
Outcome = Literal["same", "said", "checked", "silent", "died", "endless"]
"""`checked`: it answered otherwise without a word, but `onrecord check` says that something is wrong."""
NAME: Final = "store.lbug"
DOCUMENTS: Final = 30
DOCUMENTS_IN_LOG: Final = 20
ROWS_A_TRANSACTION: Final = 300
SECONDS: Final = 120
PAGE: Final = 4096  # bytes

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__, "support.killing", "onrecord.graph.stores.claim_index"])


@dataclass(frozen=True, slots=True)
class Damaged:
    """What was done to a part of a store, and what came of it: `answer` says it in words."""

    part: Part
    what: str
    outcome: Outcome
    answer: str


def make(folder: Path) -> None:
    """Make a store of which some is in its file and some in its log, with a search folder, as a killed loader would."""
    process = _processes.Process(target=_make, args=(folder,))
    process.start()
    process.join()


def _make(folder: Path) -> None:
    batches.ROWS_A_TRANSACTION = ROWS_A_TRANSACTION
    path = str(folder / NAME)
    whole = list(articles(DOCUMENTS))
    with graph.open(path) as store:
        list(store.load(whole[: DOCUMENTS - DOCUMENTS_IN_LOG]))
    store = graph.open(path)
    list(store.load(whole[DOCUMENTS - DOCUMENTS_IN_LOG :]))
    lookups.search(store, WORDS[0])  # makes the index
    copy = folder / "killed"
    copy.mkdir()
    for file in folder.glob(f"{NAME}*"):
        (shutil.copytree if file.is_dir() else shutil.copy2)(file, copy / file.name)


def try_out(whole: Path, part: Part, dice: random.Random, expected: str) -> Damaged:
    """Damage a copy of the store in folder `whole`, ask it, and throw it away.

    Args:
        whole: a folder that holds a store as `make` makes it.
        part: what to damage.
        dice: chooses where and how.
        expected: what the store answers when nothing is wrong with it (see `answers`).
    """
    folder = whole.with_name("damaged")
    shutil.copytree(whole, folder)
    try:
        what = damage(folder, part, dice)
        receiving, sending = _processes.Pipe(duplex=False)
        writes_first = dice.random() < 0.3
        process = _processes.Process(target=_ask, args=(sending, folder / NAME, writes_first))
        process.start()
        sending.close()
        if not receiving.poll(SECONDS):
            process.kill()
            process.join()
            return Damaged(part, what, "endless", f"no answer in {SECONDS} s")
        try:
            answer, said, checked = receiving.recv()
        except EOFError:
            process.join()
            return Damaged(part, what, "died", f"the process ended with {process.exitcode}")
        process.join()
        if said or answer == expected:
            return Damaged(part, what, "said" if said else "same", said)
        return Damaged(part, what, "checked" if checked else "silent", checked or answer)
    finally:
        shutil.rmtree(folder)


def damage(folder: Path, part: Part, dice: random.Random) -> str:
    """Do something to a part of the store in a folder. Returns what it was."""
    store = folder / NAME
    files = {"log": [Path(f"{store}.wal")], "file": [store], "search": sorted((folder / f"{NAME}.search").iterdir())}
    file = dice.choice(files[part])
    data = bytearray(file.read_bytes())
    at = dice.randrange(len(data)) if data else 0
    what = dice.choice(["bit", "bit", "bit", "byte", "zeros", "noise", "cut", "longer", "swapped", "gone", "emptied"])
    match what:
        case "bit" if data:
            data[at] ^= 1 << dice.randrange(8)
        case "byte" if data:
            data[at] = dice.randrange(256)
        case "zeros":
            data[at : at + PAGE] = bytes(min(PAGE, len(data) - at))
        case "noise":
            data[at : at + PAGE] = dice.randbytes(min(PAGE, len(data) - at))
        case "cut":
            del data[at:]
        case "longer":
            data += dice.randbytes(dice.randrange(1, 2 * PAGE))
        case "swapped":
            first, second = (dice.randrange(len(data) // PAGE + 1) * PAGE for _ in range(2))
            one, other = data[first : first + PAGE], data[second : second + PAGE]
            if len(one) == len(other):
                data[first : first + PAGE], data[second : second + PAGE] = other, one
        case "emptied":
            data.clear()
        case _:
            file.unlink()
            return f"{file.name} gone"
    file.write_bytes(data)
    return f"{file.name} {what} at {at}"


def _ask(told: Connection, path: Path, writes_first: bool) -> None:
    messages = _Messages()
    logging.getLogger("onrecord.graph").addHandler(messages)
    answer = checked = ""
    try:
        if writes_first:
            graph.open(str(path)).close()
        with graph.open(str(path), read_only=True) as store:
            answer = answers(store)
            checked = " / ".join(str(part.problem) for part in check(store) if part.wrong)
    except StoreError as error:
        messages.texts.append(f"{type(error).__name__}: {error}")
    told.send((answer, " / ".join(messages.texts), checked))


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def answers(store: Store) -> str:
    """A hash of what the store answers: all that is in it, and look-ups by its indexes."""
    return hashlib.sha256("\n".join(map(repr, _answers(store))).encode()).hexdigest()


def _answers(store: Store) -> Iterator[object]:
    for table in (*NODES, *EDGES):
        yield sorted(map(repr, rows_in(store, table)))
    yield lookups.info(store).documents
    yield lookups.speakers(store)
    yield lookups.targets(store)
    for name in PEOPLE[::4]:
        yield lookups.find(store, name)
        yield lookups.said(store, name)
        yield lookups.about(store, name)
    for word in (*WORDS[::4], '"harbour bridge"', "cou*"):
        yield sorted(statement.id for statement in lookups.search(store, word))
