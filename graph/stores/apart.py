"""The documents of a store read by a process of its own, while this one is at work on those that were read before.

A thread only helps as long as the engine is at work: what it gives is made into values of Python under Python's lock.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Collection, Generator, Sequence
from typing import Final

from onrecord.graph.errors import StoreError
from onrecord.graph.stores.articles import Columns, columns_within

ENDED: Final = "{uri}: the process that reads it ended with exit code {code}; if memory ran out, leave it more."


def documents(uri: str, ranges: Sequence[tuple[str, str]], wanted: Collection[str]) -> Generator[dict[str, Columns]]:
    """The tables of `columns_within`, for each range of documents.

    Args:
        uri: of a store that is there.
        ranges: the first and the last id of each.
        wanted: the tables of edges that are read.

    Raises:
        StoreError: the store cannot be read.
    """
    # Ctrl-C is for this process, which ends the other; -P: modules of the current folder are not the library's.
    command = [sys.executable, "-P", "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((uri, [*ranges], [*wanted]), process.stdin)
            process.stdin.flush()
            for _ in ranges:
                try:
                    page = pickle.load(process.stdout)
                except (EOFError, pickle.UnpicklingError):
                    raise StoreError(ENDED.format(uri=uri, code=process.wait())) from None
                if isinstance(page, StoreError):
                    raise page
                yield page
        finally:
            process.kill()


def main() -> None:
    """Read what standard input asks for, and write it to standard output, a pickle for each range."""
    from onrecord import graph

    gc.disable()  # there are no circles in columns, and to look through so many values doubles the time
    uri, ranges, wanted = pickle.load(sys.stdin.buffer)
    output = sys.stdout.buffer
    try:
        with graph.open(uri, read_only=True) as store:
            for first, last in ranges:
                pickler = pickle.Pickler(output, pickle.HIGHEST_PROTOCOL)
                pickler.fast = True  # few values are there twice, and to remember all takes longer than to write them
                pickler.dump(columns_within(store, first, last, wanted))
                output.flush()
    except StoreError as error:
        pickle.dump(error, output)
        output.flush()
    except BrokenPipeError:  # nobody reads it any more
        os._exit(1)


if __name__ == "__main__":
    main()
