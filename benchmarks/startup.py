"""P8: what `import dangbo` costs a program, against importing pydantic and making three models.

A process imports a module once, so each start is a process of its own; the clock runs inside it, around the imports.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from benchmarks.results import Measure, against
from benchmarks.timing import Timing, agree

STARTS: Final = 15
RATIO: Final = 1.3
LEFT_OUT: Final = ("networkx", "numpy", "pandas", "narwhals")

_PEER: Final = """
from typing import Annotated, Literal
from pydantic import BaseModel, Field
class Organization(BaseModel, frozen=True):
    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    form: Literal["dang_bo", "chi_bo"]
    level: Literal["central", "provincial", "immediate_superior", "grassroots", "below_grassroots"]
    parent: str | None = None
    unit_type: str | None = None
    full: Annotated[int, Field(ge=0)] = 0
    probationary: Annotated[int, Field(ge=0)] = 0
class Member(BaseModel, frozen=True):
    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    status: Literal["full", "probationary"] = "full"
class ResidentialGroup(BaseModel, frozen=True):
    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    kind: Literal["xom", "thon", "to_dan_pho"]
    cells: tuple[str, ...] = ()
    head_is_member: bool | None = None
"""
_DOOR: Final = "import dangbo"
_ROOMS: Final = "from dangbo import Form, Hierarchy, Merge, Organization, Plan, Rating, RuleBook, Share, Tally, Target"

_START: Final = """
import json, sys, time
start = time.perf_counter()
exec(compile({code!r}, "<start>", "exec"))
print(json.dumps([time.perf_counter() - start, sorted(sys.modules)]))
"""


def measure() -> Iterator[Measure]:
    """P8, of the bare import and of the names a program needs from nearly every room."""
    codes = (_PEER, _DOOR, _ROOMS)
    for code in codes:  # compiles what is not compiled yet
        loaded = {*LEFT_OUT} & {*started(code)[1]}
        agree(loaded, set(), f"heavy modules loaded by {code!r}")
    taken: dict[str, list[float]] = {code: [] for code in codes}
    for _ in range(STARTS):
        for code in codes:
            taken[code].append(started(code)[0])
    peer, door, rooms = (Timing(tuple(taken[code])) for code in codes)
    # The budget is that of the door. The rooms cost what they do whenever they are first used: reported, not judged.
    yield against("P8", "import dangbo", "any", door, peer, unit="x", limit=RATIO)
    yield against("P8", "import its main names, which loads nearly every room", "any", rooms, peer, unit="x")


def started(code: str) -> tuple[float, list[str]]:
    """Seconds that some code takes in a fresh process, and the modules loaded then."""
    done = subprocess.run([sys.executable, "-c", _START.format(code=code)], capture_output=True, check=True)  # noqa: S603 - this interpreter, code of this file
    seconds, modules = json.loads(done.stdout)
    return seconds, modules
