#!/usr/bin/env bash
# CPython 3.8 to 3.13, multiprocessing with "spawn": of processes that are started while SIGINT is blocked, so that they
# are deaf to Ctrl-C, the first is not. Its start first starts the resource tracker, which ends by unblocking SIGINT.
# Seen: False True – and SIGINT is no longer blocked in the process that had blocked it, between the two.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cat > "$folder/program.py" <<'PYTHON'
import signal
from multiprocessing import get_context


def is_deaf(connection):
    connection.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


if __name__ == "__main__":
    context, seen = get_context("spawn"), []
    for _ in range(2):
        ours, theirs = context.Pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        process = context.Process(target=is_deaf, args=(theirs,))
        process.start()
        seen.append(ours.recv())
        process.join()
    print(*seen)
    assert seen == [False, True]
PYTHON
python3 "$folder/program.py"
