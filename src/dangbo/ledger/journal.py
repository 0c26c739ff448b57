r"""Files that only grow: JSON Lines, each line sealed by a hash over everything before it.

One JSON object a line, in UTF-8, each ended by "\n". The last entry of every object is "sha256": the hash over the seal
of the line before and the rest of its own line, letter by letter. A line that was edited, taken out or put elsewhere
breaks the chain where it happened; so does a line that was not written to its end. Lines cut off at the end leave no
trace in the file: whoever must know keeps the last seal elsewhere. What editors and version control put around lines
(a mark at the beginning, "\r\n", blanks and blank lines, no end of the last line) is no part of them, breaks nothing.

One writes at a time: whoever comes second waits, and then sees what the first has left. A writer that is killed leaves
the file as it was, or a line that does not end, or beside it a draft that the next one takes away.

Nothing here knows what the lines say.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

if sys.platform == "win32":  # pragma: no cover - the other system
    import msvcrt
else:
    import fcntl

Damage: TypeAlias = Literal["truncated", "unreadable", "unsealed", "recoded"]
"""What is wrong with a line: it does not end, it is no JSON object with a seal, the seal does not fit, or the file is
written in another encoding."""

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
            if number == 1 and raw.startswith(_UTF_16):
                raise DamagedLineError(1, "recoded")
            line = raw.removeprefix(_MARK) if number == 1 else raw
            if not line.strip():
                continue
            try:
                words, written = _parted(number, line)
            except DamagedLineError:
                if raw.endswith(b"\n"):
                    raise
                raise DamagedLineError(number, "truncated") from None
            if _seal(words, seal) != written:
                raise DamagedLineError(number, "unsealed")
            seal = written
            yield Entry(number, _said(number, words), seal)


_MARK: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


def _parted(number: int, raw: bytes) -> tuple[str, str]:
    """A line without its seal, and the seal."""
    try:
        text = raw.decode().strip(" \t\r\n")
    except UnicodeDecodeError:
        raise DamagedLineError(number, "unreadable") from None
    cut = len(text) - len(_tail("0" * _HEX))
    seal = text[cut + len(_tail("")) - 2 : -2]
    if cut < 1 or text[cut:] != _tail(seal):
        raise DamagedLineError(number, "unreadable")
    return f"{text[:cut]}}}", seal


def _said(number: int, words: str) -> dict[str, object]:
    try:
        body = json.loads(words, object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse)
        if "\\u" in words:  # half a letter can be written so, and never again
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # sealed by somebody else than this library
        raise DamagedLineError(number, "unreadable") from None
    if not isinstance(body, dict):
        raise DamagedLineError(number, "unreadable")
    return body


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("an entry stands twice")
    return values


def _refuse(word: str) -> object:
    raise ValueError(f"{len(word)} letters that are no whole number")


class End:
    """The end of a file, which nobody else adds to meanwhile.

    Attributes:
        seal: of the last line; `None` where that does not end, or there is none.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._size = end = os.lseek(handle, 0, os.SEEK_END)
        last = tail = self._before(end)
        while tail and not tail.strip():  # blank lines an editor put there
            end -= len(tail)
            tail = self._before(end)
        tail = self._before(end - len(tail) + len(tail.rstrip()))
        found = _SEALED.search(tail)
        self.seal = None if found is None else found[1].decode()
        self._open = found is not None and not last.endswith(b"\n")

    def _before(self, end: int) -> bytes:
        """The last bytes before a place."""
        start = max(0, end - _TAIL)
        os.lseek(self._handle, start, os.SEEK_SET)
        return os.read(self._handle, end - start)

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines; they are on the disk when this returns. What could not be written whole is taken back.

        Raises:
            OSError: the file cannot be written, or somebody wrote to it who does not wait for others.
        """
        data = _bytes(lines)
        if not data:
            return
        if self._open:
            data = b"\n" + data
        left, written = memoryview(data), 0
        try:
            while left:
                count = os.write(self._handle, left)
                left, written = left[count:], written + count
            os.fsync(self._handle)
        except BaseException:
            with suppress(OSError):
                if os.lseek(self._handle, 0, os.SEEK_END) == self._size + written:
                    os.ftruncate(self._handle, self._size)
            raise
        if os.lseek(self._handle, 0, os.SEEK_CUR) != self._size + written:
            raise OSError(errno.EBUSY, "another program wrote to the file at the same time; read it to see what stands")


_TAIL: Final = 256
"""Most bytes of a file that are looked at together, from its end: a seal and more."""

_SEALED: Final = re.compile(rb',"sha256":"([0-9a-f]{64})"\}\s*\Z')

_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def end_of(path: str | os.PathLike[str]) -> Iterator[End]:
    """The end of a file, to look at and to add to; another writer is waited for.

    Raises:
        OSError: the file cannot be opened.
    """
    while True:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY)
        try:
            _hold(handle)
            if _stands_at(handle, path):  # it may have been written anew while we waited
                yield End(handle)
                return
        finally:
            _let_go(handle)


def write(path: str | os.PathLike[str], lines: Iterable[Line]) -> None:
    """Write a file anew, whole or not at all: what stood there stays until the new one is on the disk.

    A new file can be read by its owner only; one that replaces another keeps its permissions. The draft lies in the
    same folder under a name of its own, ".name.tmp"; one that a killed writer left is taken away.

    Raises:
        OSError: the file cannot be written.
    """
    target = Path(path).resolve()
    draft = target.with_name(f".{target.name}.tmp")
    handle = _own(draft)
    try:
        with open(handle, "wb", closefd=False) as file:
            file.writelines(_bytes([line]) for line in lines)
            file.flush()
            os.fsync(handle)
        if target.exists():
            shutil.copymode(target, draft)
        if os.name != "nt":
            with _held(target):
                os.replace(draft, target)  # noqa: PTH105 - the same on every system, and said so
    except BaseException:
        _take_away(handle, draft)
        raise
    finally:
        _let_go(handle)
    if os.name == "nt":  # pragma: no cover - what is open cannot be replaced there
        os.replace(draft, target)  # noqa: PTH105 - as above
    _settle_folder(target.parent)


def _own(draft: Path) -> int:
    """A new draft that is ours alone; what another writer left, or is still writing, goes first."""
    while True:
        with suppress(FileExistsError):
            handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            _hold(handle)
            if _stands_at(handle, draft):
                return handle
            _let_go(handle)
            continue
        if draft.is_symlink():
            draft.unlink(missing_ok=True)
            continue
        with suppress(FileNotFoundError):
            handle = os.open(draft, os.O_RDWR | _BINARY | _NO_LINK)
            try:
                _hold(handle)
                _take_away(handle, draft)
            finally:
                _let_go(handle)
            if os.name == "nt":  # pragma: no cover - what is open cannot be taken away there
                draft.unlink()


def _take_away(handle: int, draft: Path) -> None:
    """Remove a draft that we hold, unless another one has taken its place."""
    with suppress(OSError):
        if _stands_at(handle, draft):
            draft.unlink()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep others from adding to a file, where there is one that may be opened."""
    try:
        handle = os.open(path, os.O_RDWR | _BINARY)
    except OSError:
        yield
        return
    try:
        _hold(handle)
        yield
    finally:
        _let_go(handle)


if sys.platform == "win32":  # pragma: no cover - the other system

    def _hold(handle: int) -> None:
        """Wait until nobody else holds a file; where its system knows no locks, go on."""
        with suppress(OSError):
            os.lseek(handle, _BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

    _BYTE: Final = (1 << 31) - 2
    """The byte that stands for the whole file: one far behind its end, so that reading goes on."""

else:

    def _hold(handle: int) -> None:
        """Wait until nobody else holds a file; where its system knows no locks, go on."""
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)


def _let_go(handle: int) -> None:
    """Close a file; whoever waits for it goes on."""
    os.close(handle)


def _stands_at(handle: int, path: str | os.PathLike[str]) -> bool:
    """Whether an open file is the one that stands at a path."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))  # noqa: PTH116 - a path or a file
    except FileNotFoundError:
        return False


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
