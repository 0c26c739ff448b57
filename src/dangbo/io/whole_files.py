"""Files that are whole or not there: a draft beside the file, which takes its place once everything is in it.

```
in_place_of(path)        what is written takes the place of a file once it is whole
workbook_path(path)      the path of a workbook, if it is called as programs expect; csv_path, of a CSV
```
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from dangbo.base.reading import bad_figure
from dangbo.base.words import Words

__all__ = ["csv_path", "in_place_of", "workbook_path"]


@contextmanager
def in_place_of(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write into, which takes the place of another once it is whole and on the disk.

    What stood there stays if anything goes wrong. The draft lies in the same folder under a name nobody has. A new file
    can be read by its owner only, since it may be about people; one that replaces another keeps its permissions.

    Args:
        path: the file that is to be there at the end; a link is followed.

    Raises:
        OSError: the file cannot be written: there is no such folder, the disk is full, Excel has it open, it is none.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     with in_place_of(Path(folder, "a.txt")) as file:
        ...         _ = file.write(b"whole")
        ...     print(*(found.name for found in Path(folder).iterdir()))
        a.txt
    """
    if "\0" in os.fsdecode(path):  # which no name can have, and no system says so as it says the rest
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.fsdecode(path))
    target = Path(path).resolve()
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not target.is_file():  # a device, a pipe: nothing takes the place of these
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(target))
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:_LONGEST_STEM]}.", suffix=".tmp", dir=target.parent)
        draft = Path(name)
        with open(handle, "w+b") as file:  # noqa: PTH123 - a handle, and no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException as error:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        if isinstance(error, OSError) and _is_of_draft(error, target):  # nobody knows the draft: it is the file
            raise OSError(error.errno, error.strerror, str(target)) from error
        raise


def _is_of_draft(error: OSError, target: Path) -> bool:
    """Whether an error of the system is about the draft of a file: by its name, or by none, as where a disk is full."""
    about = error.filename
    return error.errno is not None and (
        about is None or (isinstance(about, str) and Path(about).parent == target.parent and about.endswith(".tmp"))
    )


def workbook_path(path: str | os.PathLike[str], *, where: str = "path") -> Path:
    """The path of a workbook that is to be written: by another name than `.xlsx` no program opens one.

    Args:
        path: the file.
        where: what is named in the error.

    Raises:
        InvalidInputError: its name ends in something else, or in nothing.

    Examples:
        >>> workbook_path("ket-qua.xlsx").name
        'ket-qua.xlsx'
    """
    return _ending(path, lambda end: end == ".xlsx", _NOT_XLSX, _NAME_XLSX, where)


def csv_path(path: str | os.PathLike[str]) -> Path:
    """The path of a CSV that is to be written: by the name of a workbook programs take it for a damaged one.

    Args:
        path: the file.

    Raises:
        InvalidInputError: its name is that of a workbook.

    Examples:
        >>> csv_path("ket-qua.csv").name
        'ket-qua.csv'
    """
    return _ending(path, lambda end: end not in _BOOKS, _NOT_CSV, _NAME_CSV)


def _ending(
    path: str | os.PathLike[str], fits: Callable[[str], bool], reason: Words, remedy: Words, where: str = "path"
) -> Path:
    """A path, if the end of its name tells what will be in it."""
    whole = Path(os.fsdecode(path))
    if not fits(whole.suffix.lower()):
        raise bad_figure(where, reason, remedy)
    return whole


_BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_NOT_XLSX: Final = Words(
    vi="tên tệp Excel không kết thúc bằng .xlsx", en="the name of the workbook does not end in .xlsx"
)
_NAME_XLSX: Final = Words(
    vi="Đặt tên như ket-qua.xlsx: tên khác thì Excel không mở được.",
    en="Name it like result.xlsx: by another name Excel does not open it.",
)
_NOT_CSV: Final = Words(vi="tên tệp là tên của một tệp Excel", en="the name is that of a workbook")
_NAME_CSV: Final = Words(
    vi="Đặt tên như ket-qua.csv, hoặc ghi thành tệp Excel.", en="Name it like result.csv, or write a workbook."
)


_LONGEST_STEM: Final = 40
"""A name may have 255 bytes, and the draft adds to it."""
