"""Files changed at random, from seeds: whatever they have become, opening them gives a workbook or one clear error.

`python -m tests.mutations 10000` opens as many and prints how many gave which error; the tests open 200.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from dangbo.base.errors import DangboError
from dangbo.io.sources import open_workbook

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


if __name__ == "__main__":
    originals = import_module("tests.unit.test_sources").originals  # which imports this file
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    sys.stdout.write(f"{Counter(outcome(mutated(seed, originals())) for seed in range(count))}\n")
