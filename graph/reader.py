"""A process that reads a store for another one, `python -m onrecord.graph.reader` (see `stores.pages.read_apart`).

Standard input tells what is wanted, a pickle: the store, a part of the graph, and the tables of it. Standard output has
the pages of that part, a pickle each, and None after the last; or the error that ended the reading.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from itertools import chain

from onrecord import graph
from onrecord.graph.errors import StoreError
from onrecord.graph.stores.pages import PARTS


def main() -> None:
    """Read, and write."""
    gc.disable()  # there are no circles in columns, and to look through so many values doubles the time
    uri, part, wanted = pickle.load(sys.stdin.buffer)
    output = sys.stdout.buffer
    try:
        with graph.open(uri, read_only=True) as store:
            for page in chain(PARTS[part](store, wanted), [None]):
                pickler = pickle.Pickler(output, pickle.HIGHEST_PROTOCOL)
                pickler.fast = True  # few values are there twice, and to remember all takes longer than to write them
                pickler.dump(page)
                output.flush()
                del page, pickler  # so that not two pages are in memory
    except StoreError as error:
        pickle.dump(error, output)
        output.flush()
    except BrokenPipeError:  # nobody reads it any more
        os._exit(1)


if __name__ == "__main__":
    main()
