"""Words and tables on a terminal of 80 columns, a bar where reading takes long, and what is said of errors."""

from __future__ import annotations

import errno
import importlib.util
import sys
import textwrap
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from dangbo.base.errors import DangboError
from dangbo.base.findings import Lang
from dangbo.base.words import Words
from dangbo.io.sources import Progress
from dangbo.render import Drawing, Table, draw_table

WIDTH: Final = 80
"""Columns of a terminal nobody has widened."""


def paragraph(words: Words, *, lang: Lang) -> None:
    """Print a paragraph and a blank line."""
    print(textwrap.fill(words.text(lang=lang), WIDTH, break_long_words=False, break_on_hyphens=False))
    print()


def heading(number: int, words: Words, *, lang: Lang) -> None:
    """Print the heading of a part."""
    line = f"{number}. {words.text(lang=lang)}"
    print(f"{line}\n{'═' * len(line)}\n")


def table(drawn: Table, *, lang: Lang) -> None:
    """Print a table with all its rows."""
    draw(draw_table(drawn, limit=None, lang=lang))


def draw(drawing: Drawing) -> None:
    """Print a drawing and a blank line."""
    print(f"{drawing.text}\n")


_ANOTHER_FOLDER: Final = Words(
    vi="Chọn thư mục khác bằng --out, ví dụ --out ket-qua.",
    en="Choose another folder with --out, such as --out result.",
)
_ANOTHER_PLACE: Final = Words(
    vi="Nếu tệp đang mở trong Excel thì đóng lại, hoặc chọn chỗ khác để ghi.",
    en="Close the file if a spreadsheet has it open, or choose another place.",
)


def not_written(target: Path, error: OSError, *, remedy: Words = _ANOTHER_FOLDER, lang: Lang) -> str:
    """Why a file could not be written and what to do; the words of the system are in no language asked for."""
    reasons: tuple[tuple[tuple[type[OSError], ...], Words], ...] = (
        ((PermissionError,), Words(vi="không có quyền ghi ở đó", en="writing there is not allowed")),
        ((IsADirectoryError,), Words(vi=f"ở đó đã có thư mục tên {target.name}", en="a folder has that name")),
        ((FileNotFoundError,), Words(vi="ở đó không có thư mục này", en="there is no such folder")),
        (
            (FileExistsError, NotADirectoryError),
            Words(vi="ở đó đã có tệp cùng tên", en="a file has the name of the folder"),
        ),
    )
    known = [words for kinds, words in reasons if isinstance(error, kinds)]
    known += [words for number, words in _REASONS.items() if error.errno == number]
    reason = f" ({known[0].text(lang=lang)})" if known else ""
    failed = Words(vi=f"Không ghi được {target}{reason}.", en=f"Cannot write {target}{reason}.")
    return f"{failed.text(lang=lang)} {remedy.text(lang=lang)}"


_REASONS: Final = {
    errno.ENOSPC: Words(vi="đĩa đã đầy", en="the disk is full"),
    errno.EDQUOT: Words(vi="đã hết dung lượng được cấp", en="there is no room left for you"),
    errno.EROFS: Words(vi="ổ đĩa chỉ cho đọc", en="the disk can only be read"),
    errno.ENAMETOOLONG: Words(vi="tên quá dài", en="the name is too long"),
    errno.EINVAL: Words(vi="tên không dùng được", en="no file can have that name"),
}


def told(text: str) -> None:
    """Print lines that may be longer than the terminal: broken at blanks, with the indent they have."""
    print(broken(text))
    print()


def broken(text: str) -> str:
    """Lines that may be longer than the terminal, broken at blanks, with the indent they have."""
    lines: list[str] = []
    for line in text.splitlines():
        body = line.lstrip()
        indent = line[: len(line) - len(body)]
        more = f"{indent}  " if body.startswith("- ") else indent
        lines.append(
            textwrap.fill(
                body,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=more,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )
    return "\n".join(lines)


def trouble(error: Exception, *, lang: Lang) -> int:
    """Print what is wrong and what to do, where errors go.

    Args:
        error: an error of the library says itself; one of the system is about a file. Of any other only its kind and
            place are said: its words may hold what stands in a file.
        lang: language of the words.

    Returns:
        The exit status: 1, or 3 where the library is at fault.
    """
    with suppress(OSError):  # it may be this that went wrong
        sys.stdout.flush()
    if isinstance(error, DangboError):
        print(broken(error.text(lang=lang)), file=sys.stderr)
        return 1
    if isinstance(error, OSError):
        name = str(error.filename or _HERE.text(lang=lang))
        print(broken(not_written(Path(name), error, remedy=_ANOTHER_PLACE, lang=lang)), file=sys.stderr)
        return 1
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [frame for frame in frames if frame.f_globals.get("__name__", "").startswith("dangbo.")] or frames
    where = f"{ours[-1].f_globals.get('__name__', '?')}, {ours[-1].f_lineno}" if ours else "?"
    fault = Words(
        vi=f"Lỗi của chính thư viện ({type(error).__name__}, {where}). Gửi dòng này cho người phát triển; trong đó "
        "không có nội dung tệp của bạn.",
        en=f"A fault of the library itself ({type(error).__name__}, {where}). Send this line to its developers; "
        "nothing of your files stands in it.",
    )
    print(textwrap.fill(fault.text(lang=lang), WIDTH), file=sys.stderr)
    return 3


_HERE: Final = Words(vi="ra màn hình hoặc nơi nhận", en="to the screen, or where it leads")


def written(path: Path, what: Words, *, lang: Lang) -> None:
    """Say which file was written, and what it is."""
    words = Words(vi="Đã ghi", en="Written").text(lang=lang)
    print(f"{words}: {path} ({what.text(lang=lang)})")


@contextmanager
def progress_of(path: Path) -> Iterator[Progress | None]:
    """A bar for a file that is read, where somebody looks at a terminal and tqdm is installed; else `None`."""
    if sys.stderr is None or not sys.stderr.isatty() or importlib.util.find_spec("tqdm") is None:
        yield None
        return
    from tqdm import tqdm

    with tqdm(desc=path.name, leave=False, dynamic_ncols=True, file=sys.stderr) as bar:

        def step(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield step
