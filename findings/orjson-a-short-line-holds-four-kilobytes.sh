#!/usr/bin/env bash
# orjson 3.13.0: the bytes that dumps gives keep the whole buffer that they were written in. 100,000 kept lines of about
# 150 bytes (14 MB; sys.getsizeof says 176 bytes for the first) hold over 300 MB, while copies of them hold under 40 MB.
# One would expect what len and getsizeof say. Seen: 0.14 KB a line; held 3.9 KB kept, 0.2 KB copied.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check orjson==3.13.0
cd "$folder" && env/bin/python - <<'PYTHON'
import multiprocessing
import resource
import sys

import orjson


def megabytes(keep):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kept = [keep(orjson.dumps({"id": line, "speaker": "Ana Roe", "words": "No. " * 26})) for line in range(100_000)]
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return held, sum(map(len, kept)) / 2**20, sys.getsizeof(kept[0])


def as_it_is(line):
    return line


def copied(line):
    return bytes(memoryview(line))


context = multiprocessing.get_context("fork")
seen = []
for keep in (as_it_is, copied):
    with context.Pool(1) as pool:
        seen.append(pool.apply(megabytes, (keep,)))
print(seen)
(held, content, size), (held_by_copies, *_) = seen
assert 13 < content < 15 and size == 176, "the lines are others"
assert held > 300 and held_by_copies < 40, "the behaviour has changed"
PYTHON
