r"""Files that only grow: JSON Lines, each line sealed by a hash over everything before it.

One JSON object a line, in UTF-8, each ended by "\n". The last entry of every object is "sha256": the hash over the seal
of the line before and the rest of its own line, letter by letter. A line that was edited, taken out or put elsewhere
breaks the chain where it happened; so does a line that was not written to its end. Lines cut off at the end leave no
trace in the file: whoever must know keeps the last seal elsewhere. What editors and version control put around lines
(a mark at the beginning, "\r\n", blanks and blank lines, no end of the last line) is no part of them, breaks nothing.

A line may carry names beside what is sealed, each with a salt. The sealed part holds a digest of every salted name and
one hash over all of them, so that the seal vouches for the names and yet does not depend on them: a name and its salt
may be erased, and every seal stays what it was. Nobody can guess an erased name from what is left.

```
{"beside":{"salts":"...","names":["Nguyễn Văn A",null]},     not sealed; null: an erased one
 "names":{"whole":"...","digests":"..."},"members":{...},"sha256":"..."}     all on one line
```

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
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from hashlib import blake2b, sha256, shake_256
from pathlib import Path
from secrets import token_bytes
from types import NoneType
from typing import Final, Literal, NamedTuple, TypeAlias

if sys.platform == "win32":  # pragma: no cover - the other system
    import msvcrt
else:
    import fcntl

Damage: TypeAlias = Literal["truncated", "unreadable", "unsealed", "recoded", "document"]
"""What is wrong with a line: it does not end, it is no JSON object with a seal, the seal does not fit, the file is
written in another encoding, or it holds a document and no lines."""

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
    """A line ready to be written: its bytes, without the end of the line, and its seal."""

    data: bytes
    seal: str


class Entry(NamedTuple):
    """A line as it was read: its number from 1, what it says, its seal, and the names beside it, `None` if erased."""

    number: int
    body: dict[str, object]
    seal: str
    names: tuple[str | None, ...] = ()


def sealed(body: Mapping[str, object], after: str, *, names: Sequence[str | None] = (), secret: bytes = b"") -> Line:
    """A line that says this and stands after the line with that seal.

    Args:
        body: what it says, as JSON knows it; not empty.
        after: seal of the line before; `START` for the first.
        names: the names beside it; `None` for one that is erased already.
        secret: what their salts are made of, known to nobody else: with one secret a line is always salted alike. By
            default it is another one each time.

    Examples:
        >>> line = sealed({"schema": "a/b", "version": 1}, START)
        >>> line.data[:42], line.seal[:8]
        (b'{"schema":"a/b","version":1,"sha256":"cd90', 'cd90b16f')
    """
    if not names:
        words = _json(body)
        seal = _seal(after, words[:-1])
        return Line(words[:-1] + _tail(seal), seal)
    given = _json(names)
    words = _json(body)
    sources = shake_256((secret or token_bytes(SECRET)) + after.encode() + given + words).digest(_SALT * len(names))
    salts = [_NO_SALT if name is None else sources[at * _SALT :][:_SALT] for at, name in enumerate(names)]
    beside = b'{"salts":"%b","names":%b}' % (b64encode(b"".join(salts)), given)
    digests = b64encode(b"".join(map(_digest, salts, names)))
    words = b'{"names":{"whole":"%b","digests":"%b"},%b' % (sha256(beside).hexdigest().encode(), digests, words[1:])
    seal = _seal(after, words[:-1])
    return Line(_BESIDE + beside + b"," + words[1:-1] + _tail(seal), seal)


SECRET: Final = 32
"""Bytes of what salts are made of."""

_SALT: Final = 12
_DIGEST: Final = 15
"""Bytes of a salt and of the digest of a salted name."""

_NO_SALT: Final = bytes(_SALT)
"""What stands for the salt of an erased name."""

_BESIDE: Final = b'{"beside":'
_WITHIN: Final = b',"names":{"whole":"'
"""Where a line begins that has names beside it, and what follows on them: no text within can hold this unescaped."""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _digest(salt: bytes, name: str | None) -> bytes:
    """The digest of a salted name; of an erased one nothing is left."""
    return bytes(_DIGEST) if name is None else blake2b(salt + name.encode(), digest_size=_DIGEST).digest()


def _seal(after: str, words: bytes | memoryview) -> str:
    """The hash over the seal before and an object, which is given without its last bracket."""
    seal = sha256(after.encode())
    seal.update(words)
    seal.update(b"}")
    return seal.hexdigest()


def _tail(seal: str) -> bytes:
    return f',"sha256":"{seal}"}}'.encode()


def read(path: str | os.PathLike[str]) -> Iterator[Entry]:
    """The lines of a file, one after the other, each compared with its seal.

    Raises:
        DamagedLineError: at the first line that is not as it was written; those before it were yielded.
        OSError: the file cannot be read.
    """
    with Path(path).open("rb", buffering=_AT_ONCE) as file:
        yield from _entries(file)


def entries_of(lines: Iterable[str]) -> Iterator[Entry]:
    """The same of lines that came in another way, as text; where nothing stands beside one, its names are erased.

    Raises:
        DamagedLineError: at the first line that is not as it was written; those before it were yielded.
    """
    return _entries((line.encode(errors="replace") + b"\n" for line in lines), parted=True)


def as_text(line: Line, *, names: bool) -> str:
    """A line as text, with the names beside it or without them; its seal fits either way."""
    data = line.data
    if not names and data.startswith(_BESIDE):
        data = b"{" + data[data.index(_WITHIN) + 1 :]
    return data.decode()


def _entries(lines: Iterable[bytes], *, parted: bool = False) -> Iterator[Entry]:
    """Lines compared with their seals, one after the other.

    Args:
        lines: each with its end.
        parted: whether what stands beside a line may have been left out.
    """
    seal = START
    for number, raw in enumerate(lines, 1):
        if number == 1 and raw.startswith(_UTF_16):
            raise DamagedLineError(1, "recoded")
        line = (raw.removeprefix(_MARK) if number == 1 else raw).strip(b" \t\r\n")
        if not line:
            continue
        try:
            words, written = _parted(number, line)
        except DamagedLineError:
            if number == 1 and _DOCUMENT.match(raw):
                raise DamagedLineError(1, "document") from None
            if raw.endswith(b"\n"):
                raise
            raise DamagedLineError(number, "truncated") from None
        beside = b""
        if words.startswith(_BESIDE):
            beside, words = _apart(number, words)
        if _seal(seal, words) != written:
            raise DamagedLineError(number, "unsealed")
        seal = written
        body = _said(number, words + b"}")
        names = _erased_all(number, body) if parted and not beside else _named(number, body, beside)
        yield Entry(number, body, seal, names)


_DOCUMENT: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*\{(\s*\n|\s*"schema":\s*"dangbo/((?!ledger")|ledger",\s*"version":\s*\d{1,9},\s*"lines"))'
)
"""How a document begins, that of a ledger too, where a file of lines should."""

_AT_ONCE: Final = 1 << 20
"""Bytes of a file that are read together: lines of people are long."""


def _parted(number: int, line: bytes) -> tuple[bytes, str]:
    """A line without its seal and last bracket, and the seal."""
    found = _SEALED.search(line, max(0, len(line) - len(_tail("0" * _HEX))))
    if found is None or not found.start():
        raise DamagedLineError(number, "unreadable")
    return line[: found.start()], found[1].decode()


def _apart(number: int, words: bytes) -> tuple[bytes, bytes]:
    """What stands beside, and what is sealed."""
    end = words.find(_WITHIN)
    if end < 0:
        raise DamagedLineError(number, "unsealed")
    return words[len(_BESIDE) : end], b"{" + words[end + 1 :]


def _said(number: int, words: bytes) -> dict[str, object]:
    try:
        body = json.loads(words.decode(), object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse)
        if (
            b"\\" in words and b"\\u" in words
        ):  # hardly any line holds the first; half a letter can be written so, and never again
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # sealed by somebody else than this library
        raise DamagedLineError(number, "unreadable") from None
    if not isinstance(body, dict):
        raise DamagedLineError(number, "unreadable")
    return body


def _named(number: int, body: dict[str, object], beside: bytes) -> tuple[str | None, ...]:
    """The names beside a line: as they were written or erased, and nothing else.

    Raises:
        DamagedLineError: one of them was edited, or not all of them stand there.
    """
    vouched = body.pop("names", None)
    if vouched is None and not beside:
        return ()
    try:
        given = _said(number, beside)
    except DamagedLineError:
        raise DamagedLineError(number, "unsealed") from None
    match vouched, given:
        case {"whole": whole, "digests": str(digests), **other}, {
            "salts": str(salts),
            "names": list(names),
            **more,
        } if not other and not more and {*map(type, names)} <= {str, NoneType}:
            if sha256(beside).hexdigest() == whole or _vouched(digests, salts, names):
                return tuple(names)
    raise DamagedLineError(number, "unsealed")


def _erased_all(number: int, body: dict[str, object]) -> tuple[None, ...]:
    """The names of a line beside which none stand: as many as it vouches for, each as if it were erased."""
    match body.pop("names", None):
        case None:
            return ()
        case {"whole": str(), "digests": str(digests), **other} if not other:
            with suppress(ValueError):
                count, rest = divmod(len(b64decode(digests, validate=True)), _DIGEST)
                if count and not rest:
                    return (None,) * count
    raise DamagedLineError(number, "unsealed")


def _vouched(digests: str, salts: str, names: Sequence[str | None]) -> bool:
    """Whether every name has its digest, or is erased together with its salt."""
    try:
        known, salt = (b64decode(text, validate=True) for text in (digests, salts))
    except ValueError:
        return False
    if len(known) != _DIGEST * len(names) or len(salt) != _SALT * len(names):
        return False
    for at, name in enumerate(names):
        own = salt[at * _SALT :][:_SALT]
        if own != _NO_SALT if name is None else _digest(own, name) != known[at * _DIGEST :][:_DIGEST]:
            return False
    return True


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("an entry stands twice")
    return values


def _refuse(word: str) -> object:
    raise ValueError(f"{len(word)} letters that are no whole number")


def is_seal(text: object) -> bool:
    """Whether something may be the seal of a line."""
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) is not None


def erase(path: str | os.PathLike[str], find: Callable[[Iterator[Entry]], Mapping[int, Collection[int]]]) -> None:
    """Write a file anew without some of its names; every seal stays, and so does what editors put around lines.

    Nobody else adds to the file meanwhile. What is erased is in no draft; the file holds it until the new one is on the
    disk.

    Args:
        path: the file.
        find: the places of the names to erase by the number of their line; what it raises leaves the file as it was.

    Raises:
        DamagedLineError: a line is not as it was written.
        OSError: the file cannot be read or written.
    """
    target = Path(path).resolve()
    # The draft comes first, as with every writer: two who wait for each other would wait for ever.
    with _drafted(target) as draft, nullcontext() if os.name == "nt" else _alone_with(target):
        if places := find(read(target)):
            draft.write(_erased(target, places))
            draft.take_place()


def _erased(path: Path, places: Mapping[int, Collection[int]]) -> Iterator[bytes]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            yield _without(number, raw, places[number]) if number in places else raw


def _without(number: int, raw: bytes, places: Collection[int]) -> bytes:
    """A sound line without the names at these places, and without their salts."""
    start = raw.index(_BESIDE) + len(_BESIDE)
    end = raw.index(_WITHIN, start)
    beside = json.loads(raw[start:end])
    digests = raw[end:].partition(b'"digests":"')[2].partition(b'"')[0]
    if not _vouched(digests.decode(), beside["salts"], beside["names"]):  # only the hash over all of them did
        raise DamagedLineError(number, "unsealed")
    salts, names = bytearray(b64decode(beside["salts"])), beside["names"]
    for at in places:
        names[at], salts[at * _SALT : (at + 1) * _SALT] = None, _NO_SALT
    return raw[:start] + b'{"salts":"%b","names":%b}' % (b64encode(salts), _json(names)) + raw[end:]


_MARK: Final = b"\xef\xbb\xbf"
_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")


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
"""The end of a line."""

_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_NO_LINK: Final[int] = getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def end_of(path: str | os.PathLike[str]) -> Iterator[End]:
    """The end of a file, to look at and to add to; another writer is waited for.

    Raises:
        OSError: the file cannot be opened.
    """
    with _alone_with(path) as handle:
        yield End(handle)


@contextmanager
def _alone_with(path: str | os.PathLike[str]) -> Iterator[int]:
    """A file that nobody else adds to meanwhile."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY)
        try:
            _hold(handle)
            if _stands_at(handle, path):  # it may have been written anew while we waited
                yield handle
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
    with _drafted(target) as draft:
        draft.write(line.data + b"\n" for line in lines)
        with nullcontext() if os.name == "nt" else _held(target):
            draft.take_place()


class _Draft:
    """What is to stand in the place of a file, and nobody else may write to.

    Attributes:
        path: where it lies.
        handle: it, opened.
        is_due: whether it is to take that place once it is closed; what is open cannot be moved on Windows.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self.path = target.with_name(f".{target.name}.tmp")
        self.handle = _own(self.path)
        self.is_due = False

    def write(self, lines: Iterable[bytes]) -> None:
        """Put everything on the disk."""
        with open(self.handle, "wb", closefd=False) as file:
            file.writelines(lines)
            file.flush()
            os.fsync(self.handle)
        if self._target.exists():
            shutil.copymode(self._target, self.path)

    def take_place(self) -> None:
        """Let it stand where the file stood."""
        self.is_due = os.name == "nt"
        if not self.is_due:
            os.replace(self.path, self._target)  # noqa: PTH105 - the same on every system, and said so


@contextmanager
def _drafted(target: Path) -> Iterator[_Draft]:
    """A draft of a file, which is gone at the end unless it has taken the place of the file."""
    draft = _Draft(target)
    try:
        yield draft
    finally:
        if not draft.is_due:
            _take_away(draft.handle, draft.path)
        _let_go(draft.handle)
    if draft.is_due:  # pragma: no cover - the other system
        os.replace(draft.path, target)  # noqa: PTH105 - as above
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
    return b"".join(line.data + b"\n" for line in lines)


def _settle_folder(folder: Path) -> None:
    """Have the new name of a file on the disk too, where the system lets a folder be opened (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
