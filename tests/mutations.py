"""Files changed at random, from seeds: whatever they have become, opening them gives a workbook or one clear error.

`python -m tests.mutations 10000` opens as many, reads them as every kind of list, builds a tree of what was read, and
prints how many gave which error; the tests open 200, and read and build 15.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import get_args
from zipfile import ZIP_DEFLATED, ZipFile

from dangbo import build, read_table
from dangbo.base.errors import DangboError
from dangbo.io.headings import Kind
from dangbo.io.sources import open_workbook
from tests.workbooks import (
    NOTE,
    SIGNATURES,
    Person,
    flat_list,
    national_list,
    people,
    roll_book,
    statistics_form,
    total,
)

_NUMBERS = (b"9999999", b"-1", b"0", b"4294967295", b"1e400", b"")


def _changed(chance: random.Random, whole: bytes) -> bytes:
    """A few changes: a byte, something left out, put in or doubled, a number become another."""
    data = bytearray(whole)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(max(len(data), 1))
        match chance.randrange(5):
            case 0 if data:
                data[at % len(data)] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(1, 40)]
            case 2:
                data[at:at] = chance.randbytes(chance.randrange(1, 9))
            case 3:
                data[at:at] = data[at : at + chance.randrange(1, 60)]
            case _:
                digit = next((one for one in range(at, len(data)) if 0x30 <= data[one] <= 0x39), None)
                if digit is not None:
                    data[digit : digit + 1] = chance.choice(_NUMBERS)
    return bytes(data)


def _changed_within(chance: random.Random, whole: bytes) -> bytes:
    """A package that is sound, with one part of it changed: what a change of its bytes would never get to."""
    stream = BytesIO()
    with ZipFile(BytesIO(whole)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        names = before.namelist()
        cells = [name for name in names if any(word in name for word in ("sheet", "content", "Strings", "styles"))]
        chosen = chance.choice(cells if chance.random() < 0.7 else names)
        for name in names:
            part = before.read(name)
            after.writestr(name, _changed(chance, part) if name == chosen else part)
    return stream.getvalue()


def mutated(seed: int, originals: Sequence[bytes]) -> bytes:
    """The file of a seed."""
    chance = random.Random(seed)  # noqa: S311 - the same files every time
    original = chance.choice(originals)
    within = original.startswith(b"PK") and chance.random() < 0.7
    return _changed_within(chance, original) if within else _changed(chance, original)


def outcome(data: bytes) -> str:
    """The code of the error a file gives, or "opened"."""
    try:
        open_workbook(data)
    except DangboError as error:
        return error.findings[0].code
    return "opened"


@cache
def lists() -> tuple[bytes, ...]:
    """A list of each layout, and one as text."""
    some = people(6)
    sections: list[Person | str] = ["I. Chi bộ thôn 3 (6 đồng chí)", *some]
    below = [total(6), *SIGNATURES, *NOTE]
    text = "STT;Mã đảng viên;Họ và tên;Ngày sinh;Chi bộ;Ngày chính thức\n" + "".join(
        f"{at};m-{at};Lê Văn Thử;12/05/196{at};Chi bộ 1;19/05/1991\n" for at in range(1, 6)
    )
    return (
        national_list(some),
        national_list(some, state="2025-flat"),
        roll_book(some),
        flat_list(24, some),
        flat_list(4, sections, title=["DANH SÁCH"], numbers="plain", below=below),
        statistics_form([("Chi bộ 1", 2, 28), ("Chi bộ 2", 1, 3)]),
        text.encode(),
        text.encode("utf-16"),
    )


def outcomes(data: bytes) -> Iterator[str]:
    """What comes of reading a file as every kind of list, whole and in part, and of building a tree of it."""
    try:
        book = open_workbook(data)
    except DangboError as error:
        yield error.findings[0].code
        return
    for kind in get_args(Kind):
        for on_problem in ("refuse", "take-good-rows"):
            try:
                read = read_table(book, kind, on_problem=on_problem)
                str(read)
                build([read], as_of="2026-01-01")
            except DangboError as error:
                yield error.findings[0].code
            else:
                yield "built"


if __name__ == "__main__":
    originals = (*import_module("tests.unit.test_sources").originals(), *lists())  # which imports this file
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.stdout.write(f"{Counter(one for seed in range(count) for one in outcomes(mutated(seed, originals)))}\n")
