r"""Files that only grow: JSON Lines, each line sealed by a hash over everything before it.

One JSON object a line, in UTF-8, each ended by "\n". The last entry of every object is "sha256": the hash over the seal
of the line before and the rest of its own line, letter by letter. A line that was edited, taken out or put elsewhere
breaks the chain where it happened; so does a line that was not written to its end. Lines cut off at the end leave no
trace in the file: whoever must know keeps the last seal elsewhere.

Nothing here knows what the lines say.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

Damage: TypeAlias = Literal["truncated", "unreadable", "unsealed"]
"""What is wrong with a line: it does not end, it is no JSON object with a seal, or the seal does not fit."""

START: Final = ""
"""The seal before the first line."""

_HEX: Final = 64


class DamagedLineError(ValueError):
    """A line that is not as it was written.

    Attributes:
        line: its number, from 1.
        damage: what is wrong with it.
    """

    def __init__(self, line: int, damage: Damage) -> None:
        self.line = line
        self.damage: Damage = damage
        super().__init__(line, damage)


class Line(NamedTuple):
    """A line ready to be written: its text, without the end of the line, and its seal."""

    text: str
    seal: str


class Entry(NamedTuple):
    """A line as it was read: its number from 1, what it says, and its seal."""

    number: int
    body: dict[str, object]
    seal: str


def sealed(body: Mapping[str, object], after: str) -> Line:
    """A line that says this and stands after the line with that seal.

    Args:
        body: what it says, as JSON knows it; not empty.
        after: seal of the line before; `START` for the first.

    Examples:
        >>> line = sealed({"schema": "a/b", "version": 1}, START)
        >>> line.text[:42], line.seal[:8]
        ('{"schema":"a/b","version":1,"sha256":"cd90', 'cd90b16f')
    """
    words = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    seal = _seal(words, after)
    return Line(f"{words[:-1]}{_tail(seal)}", seal)


def _seal(words: str, after: str) -> str:
    return sha256(f"{after}{words}".encode()).hexdigest()


def _tail(seal: str) -> str:
    return f',"sha256":"{seal}"}}'


def read(path: str | os.PathLike[str]) -> Iterator[Entry]:
    """The lines of a file, one after the other, each compared with its seal.

    Raises:
        DamagedLineError: at the first line that is not as it was written; those before it were yielded.
        OSError: the file cannot be read.
    """
    seal = START
    with Path(path).open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.endswith(b"\n"):
                raise DamagedLineError(number, "truncated")
            words, written = _parted(number, raw)
            if _seal(words, seal) != written:
                raise DamagedLineError(number, "unsealed")
            seal = written
            yield Entry(number, _said(number, words), seal)


def _parted(number: int, raw: bytes) -> tuple[str, str]:
    """A line without its seal, and the seal."""
    try:
        text = raw.decode().removesuffix("\n")
    except UnicodeDecodeError:
        raise DamagedLineError(number, "unreadable") from None
    cut = len(text) - len(_tail("0" * _HEX))
    seal = text[cut + len(_tail("")) - 2 : -2]
    if cut < 1 or text[cut:] != _tail(seal):
        raise DamagedLineError(number, "unreadable")
    return f"{text[:cut]}}}", seal


def _said(number: int, words: str) -> dict[str, object]:
    try:
        body = json.loads(words)
    except ValueError:  # sealed by somebody else than this library
        raise DamagedLineError(number, "unreadable") from None
    if not isinstance(body, dict):
        raise DamagedLineError(number, "unreadable")
    return body


def last_line(path: str | os.PathLike[str]) -> str | None:
    """The text of the last line of a file; `None` where it does not end, or there is none."""
    with Path(path).open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        tail = b""
        while end and b"\n" not in tail[:-1]:
            start = max(0, end - _BLOCK)
            file.seek(start)
            tail = file.read(end - start) + tail
            end = start
    if not tail.endswith(b"\n"):
        return None
    return tail[:-1].rpartition(b"\n")[2].decode(errors="replace")


_BLOCK: Final = 1 << 16


def is_sealed(text: str, seal: str) -> bool:
    """Whether the text of a line bears this seal."""
    return text.endswith(_tail(seal))


def append(path: str | os.PathLike[str], lines: Iterable[Line]) -> None:
    """Add lines to a file; they are on the disk when this returns. What could not be written whole is taken back.

    Raises:
        OSError: the file cannot be written.
    """
    data = _bytes(lines)
    with Path(path).open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            with suppress(OSError):
                file.truncate(size)
            raise


def write(path: str | os.PathLike[str], lines: Iterable[Line]) -> None:
    """Write a file anew, whole or not at all: what stood there stays until the new one is on the disk.

    A new file can be read by its owner only; one that replaces another keeps its permissions.

    Raises:
        OSError: the file cannot be written.
    """
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.writelines(_bytes([line]) for line in lines)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        os.replace(name, target)  # noqa: PTH105 - the same on every system, and said so
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise
    _settle_folder(target.parent)


def _bytes(lines: Iterable[Line]) -> bytes:
    return "".join(f"{line.text}\n" for line in lines).encode()


def _settle_folder(folder: Path) -> None:
    """Have the new name of a file on the disk too, where the system lets a folder be opened (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
