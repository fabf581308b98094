"""What is packed: the members of a zip file, and what a gz file holds, with limits on what they may grow to."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from onrecord.extract.reading.item import Skipped

MAX_GROWTH = 200
"""How many times larger than packed a file may be, if it is over FREE_BYTES. Text shrinks to a third or a tenth; a bomb
grows a thousandfold."""

FREE_BYTES = 100_000_000

DAMAGE = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError)
"""What reading a packed file raises where it is damaged."""


class BombError(EOFError):
    """A packed file grows beyond all that text does."""


class _Limited(io.RawIOBase):
    """A stream of unpacked bytes that ends with an error where they are far more than the packed ones."""

    def __init__(self, unpacked: BinaryIO, packed_bytes: int) -> None:
        self._unpacked = unpacked
        self._most = max(FREE_BYTES, MAX_GROWTH * packed_bytes)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._unpacked.seek(offset, whence)

    def tell(self) -> int:
        return self._unpacked.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._unpacked.read(len(buffer))
        if self._unpacked.tell() > self._most:
            raise BombError(f"unpacked it is over {MAX_GROWTH} times larger, as no text is")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def unpacked(stream: BinaryIO) -> Iterator[BinaryIO]:
    """What a gz file holds."""
    packed_bytes = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    with gzip.GzipFile(fileobj=stream) as file:
        yield _limited(cast(BinaryIO, file), packed_bytes)


def members(stream: BinaryIO, path: str) -> Iterator[tuple[str, BinaryIO] | Skipped]:
    """The files in a zip file, in the order of their names, each with its name; hidden ones are left out."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*DAMAGE, ValueError) as error:
        yield Skipped(path, f"it is no zip file, or a damaged one ({error})")
        return
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            name = member.filename
            if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
                continue
            if member.flag_bits & 1:
                yield Skipped(f"{path}/{name}", "it is encrypted: unpack it first")
                continue
            try:
                with archive.open(member) as file:
                    yield name, _limited(cast(BinaryIO, file), member.compress_size)
            except (*DAMAGE, ValueError) as error:
                yield Skipped(f"{path}/{name}", f"it is damaged ({error})")


def _limited(unpacked: BinaryIO, packed_bytes: int) -> BinaryIO:
    return io.BufferedReader(_Limited(unpacked, packed_bytes))
