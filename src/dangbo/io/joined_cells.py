"""Several values in one cell, one under the other: taken apart, and one of them put in the place of another.

```
split_cells(raws, wanted)        a column for each value, as under "Ngày vào Đảng, ngày chính thức"
put_among(raw, new, wanted)      the cell with some of its values replaced, the others as they stand
```
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dangbo.base.findings import Code
from dangbo.io.grids import Raw, written_day
from dangbo.io.values import Misread, Wanted

__all__ = ["put_among", "split_cells"]

_LINES: Final = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_BETWEEN: Final = (re.compile(r"\s*;\s*"), re.compile(r"\s*,\s+|,(?=[0-9/]{6})"), re.compile(r"\s+[-–]\s+"))
_SLASH: Final = re.compile(r"\s*/\s*")


def split_cells(
    raws: Sequence[Raw], wanted: Sequence[Wanted], *, least: int | None = None
) -> tuple[list[list[Raw]], list[Misread]]:
    r"""One column for each of several values that cells hold together, as under "Ngày vào Đảng, ngày chính thức".

    The values stand on lines of their own, in the order of the heading; a line that is left blank keeps its place. A
    cell of one line may part them by ";", "," or " - " instead, or by "/" where none is a day.

    Args:
        raws: what the cells hold.
        wanted: what the values should be.
        least: how many of them, from the first on, there should be at least: whoever bears the name given at birth has
            no other one. All of them unless told.

    Returns:
        A column for each of `wanted`; and the cells that hold fewer values, which are taken as the first ones, or more,
        which are not taken.

    Examples:
        >>> columns, told = split_cells(["03/02/2001\n03/02/2002", "19/05/2025"], [Wanted.DAY, Wanted.DAY])
        >>> columns
        [['03/02/2001', '19/05/2025'], ['03/02/2002', None]]
        >>> told
        [Misread(1, 'table/fewer-values', taken=True)]
    """
    count = len(wanted)
    enough = count if least is None else least
    columns: list[list[Raw]] = [[] for _ in wanted]
    told: list[Misread] = []
    for at, raw in enumerate(raws):
        parts = _parts(raw, count, wanted) if isinstance(raw, str) else [raw]
        if raw is not None and len(parts) != count and any(part is not None for part in parts):
            few = len(parts) < count
            code: Code = "table/fewer-values" if few else "table/more-values"
            if not few or len(parts) < enough:
                told.append(Misread(at, code, {"count": len(parts), "wanted": count}, None, taken=few))
            parts = parts if few else []
        for number, column in enumerate(columns):
            column.append(parts[number] if number < len(parts) else None)
    return columns, told


def _parts(raw: str, count: int, wanted: Sequence[Wanted]) -> list[Raw]:
    lines = [line.strip(" \t") for line in _LINES.split(raw)]
    while len(lines) > count and not all(lines):  # blank lines that only part the values, or end the cell
        lines.pop(max(at for at, line in enumerate(lines) if not line))
    if len(lines) == 1:
        ways = _BETWEEN if Wanted.DAY in wanted else (*_BETWEEN, _SLASH)
        split = (way.split(lines[0]) for way in ways)
        lines = next((parts for parts in split if len(parts) == count and any(parts)), lines)
    return [line or None for line in lines]


def put_among(raw: Raw, new: Mapping[int, str | None], wanted: Sequence[Wanted]) -> str | None:
    r"""A cell of several values with some of them replaced; the others, and what parts them, stay as they are.

    Args:
        raw: what the cell holds.
        new: by place among the values, what is to stand there; `None` for nothing.
        wanted: what the values are.

    Returns:
        The text of the cell, which `split_cells` reads as these values; `None` where none is left.

    Examples:
        >>> two = [Wanted.DAY, Wanted.DAY]
        >>> put_among("03/02/2001; 03/02/2002", {1: "19/05/2002"}, two)
        '03/02/2001; 19/05/2002'
        >>> put_among("03/02/2001", {1: "03/02/2002"}, two), put_among(None, {1: "03/02/2002"}, two)
        ('03/02/2001\n03/02/2002', '\n03/02/2002')
    """
    text = "" if raw is None else written_day(raw) if isinstance(raw, dt.date) else str(raw)
    parts = [part if isinstance(part, str) else None for part in _parts(text, len(wanted), wanted)]
    parts += [None] * (len(wanted) - len(parts))
    meant = [new.get(at, part) for at, part in enumerate(parts)]
    if not any(meant):
        return None
    below = "\n".join(part or "" for part in meant)
    ways = (there if meant[-1] else there.rstrip() for there in (*_in_place(text, new, len(wanted)), below))
    for candidate in (*ways, below):  # a last line that is blank keeps "a/b" one value
        again = _parts(candidate, len(wanted), wanted)
        if [*again, *[None] * (len(wanted) - len(again))] == meant:
            return candidate
    return below  # a value with a line of its own in it: whoever reads the cell again tells


def _in_place(text: str, new: Mapping[int, str | None], count: int) -> Iterator[str]:
    """The text with values replaced where they stand, by each way values are parted that gives as many as wanted."""
    for way in (_LINES, *_BETWEEN, _SLASH):
        pieces = re.split(f"({way.pattern})", text)
        if len(pieces) == 2 * count - 1:
            for at, value in new.items():
                pieces[2 * at] = value or ""
            yield "".join(pieces)
