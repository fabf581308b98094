"""The log of an embedded store, examined without the engine: whether it is whole, and if not, what can be read of it.

The engine writes each transaction to the log before it puts it into the file. A loader that is killed, or a full disk,
leaves a log that stops in the middle of a transaction: nothing that was committed is lost. A log that is damaged before
its end is another matter, and the engine cannot tell the two apart. It would read what is before the damage, and then
take the log away with all transactions that were committed behind it.

Ladybug's log is a header of 17 bytes with a checksum, and frames: the length of what is in it, that, and a checksum of
both, all numbers of 8 bytes, the lowest first.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEADER: Final = 17  # bytes
NUMBER: Final = 8  # bytes
LONG: Final = 2**16  # bytes
FACTOR: Final = 0xBF58476D1CE4E5B9
_MASK: Final = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Log:
    """What a log has in it.

    Attributes:
        size: bytes.
        whole: bytes from its beginning in which every checksum is right.
        read: transactions that were committed in these.
        lost: transactions that were committed behind these, so far as it can be told; they cannot be read.
        is_damaged: whether it is not whole, and not for having been written only in part.
    """

    size: int
    whole: int
    read: int
    lost: int
    is_damaged: bool


def examine(path: Path) -> Log:
    """Read a log and check it.

    Raises:
        OSError: it cannot be read.
    """
    data = memoryview(path.read_bytes())
    whole, read = _whole(data)
    rest = bytes(data[whole:])
    lost = rest.count(COMMIT)
    # What was only begun runs on beyond the end. The last commit with an odd bit in it does not.
    begun = _stop(data, whole) is None and not rest.endswith(COMMIT[NUMBER:])
    return Log(len(data), whole, read, lost, is_damaged=bool(rest) and (lost > 0 or not begun))


def _whole(data: memoryview) -> tuple[int, int]:
    """Where the first frame begins that is not right, and how many transactions are committed before it."""
    if len(data) < HEADER + NUMBER or _number(data, HEADER) != checksum(data[:HEADER]):
        return 0, 0
    start, commits = HEADER + NUMBER, 0
    while (stop := _stop(data, start)) is not None and _number(data, stop - NUMBER) == checksum(
        data[start : stop - NUMBER]
    ):
        commits += data[start:stop] == COMMIT
        start = stop
    return start, commits


def _stop(data: memoryview, start: int) -> int | None:
    """Where the frame that begins at `start` stops; None if that is beyond the end."""
    if start < HEADER or start + NUMBER > len(data):
        return None
    stop = start + NUMBER + _number(data, start) + NUMBER
    return stop if stop <= len(data) else None


def _number(data: memoryview, start: int) -> int:
    return int.from_bytes(data[start : start + NUMBER], "little")


def checksum(data: memoryview | bytes) -> int:
    """The engine's checksum, which is DuckDB's."""
    whole = len(data) // NUMBER * NUMBER
    result = 5381 ^ (_joined if whole < LONG else _joined_at_once)(bytes(data[:whole]))
    rest = bytes(data[whole:])
    return (result ^ _murmur(rest) if rest else result) & _MASK


def _joined(numbers: bytes) -> int:
    words = array("Q", numbers)
    if sys.byteorder == "big":
        words.byteswap()
    result = 0
    for word in words:
        result ^= word * FACTOR
    return result & _MASK


def _joined_at_once(numbers: bytes) -> int:
    """The same, a hundred times as quick where there are many; NumPy takes longer to import than a few take."""
    import numpy

    return int(numpy.bitwise_xor.reduce(numpy.frombuffer(numbers, "<u8") * numpy.uint64(FACTOR)))


def _murmur(rest: bytes) -> int:
    """MurmurHash64A of fewer than 8 bytes."""
    factor = 0xC6A4A7935BD1E995
    hashed = (0xE17A1465 ^ len(rest) * factor) & _MASK
    hashed = (hashed ^ int.from_bytes(rest, "little")) * factor & _MASK
    hashed = (hashed ^ hashed >> 47) * factor & _MASK
    return hashed ^ hashed >> 47


def _frame(content: bytes) -> bytes:
    framed = len(content).to_bytes(NUMBER, "little") + content
    return framed + checksum(framed).to_bytes(NUMBER, "little")


COMMIT: Final = _frame(bytes([2, *bytes(8)]))
"""The frame that ends each transaction."""
