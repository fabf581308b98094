"""A user's reading query in a process of its own, which is ended when it takes too long or too much memory.

The engines have limits of their own, but do not keep to them everywhere: a function that makes a long list or text is
not interrupted, and its memory is not counted.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from onrecord.graph.errors import TOO_LARGE, TOO_LONG, CypherError, StoreError

MEMORY: Final = 1024 * 1024 * 1024  # bytes that a query may take, where the system can tell (Linux)
GRACE: Final = 1.0  # seconds for the engine to stop by itself
READY: Final = b"!"

Rows = tuple[list[str], list[list[Any]]]


def query(uri: str, text: str, params: Mapping[str, Any], limit: int, timeout: float) -> Rows:
    """`Store.read_only_query` of the store at `uri`, which is open for reading only.

    Raises:
        StoreError: as there.
    """
    command = [sys.executable, "-m", __name__]
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((uri, text, dict(params), limit, timeout), process.stdin)
            process.stdin.close()
            process.stdin = None
            # Opening the store is not counted as time of the query. Not `stdout.read`, whose buffer would swallow an
            # answer that is there already, and `communicate` not see it.
            first = os.read(process.stdout.fileno(), len(READY))
            rest, complaint = process.communicate(timeout=timeout + GRACE)
        except subprocess.TimeoutExpired:
            raise CypherError(TOO_LONG) from None
        finally:
            process.kill()
    output = (first + rest).removeprefix(READY)
    if not output:
        raise CypherError(_why_it_died(process.returncode, complaint.decode(errors="replace")))
    answer = pickle.loads(output)
    if isinstance(answer, StoreError):
        raise answer
    columns, rows = answer
    return columns, rows


def main() -> None:
    """Answer the query on standard input."""
    from onrecord import graph

    uri, text, params, limit, timeout = pickle.load(sys.stdin.buffer)
    output = sys.stdout.buffer

    def send(answer: bytes) -> None:
        output.write(answer)
        output.flush()

    try:
        with graph.open(uri, read_only=True) as store:
            _limit_memory()
            send(READY)
            send(pickle.dumps(store.read_only_query(text, params, limit, timeout)))
    except StoreError as error:
        send(pickle.dumps(error))


def _why_it_died(status: int, complaint: str) -> str:
    """What to say of a process that ended without an answer, as engines do that get no memory."""
    last = complaint.strip().rpartition("\n")[2]
    if status < 0 or "MemoryError" in last:
        return TOO_LARGE
    return f"The query's process ended without an answer ({last or f'exit status {status}'})."


def _limit_memory() -> None:
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[5])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main()
