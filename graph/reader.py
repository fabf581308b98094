"""A process that reads the documents of a store for another one, `python -m onrecord.graph.reader` (`stores.pages`).

Standard input tells what is wanted, a pickle: the store, ranges of documents by their first and last ids, and tables of
edges. Standard output has what `columns_within` gives for each range, a pickle each, or the error that the store is.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys

from onrecord import graph
from onrecord.graph.errors import StoreError
from onrecord.graph.stores.articles import columns_within


def main() -> None:
    """Read, and write."""
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
