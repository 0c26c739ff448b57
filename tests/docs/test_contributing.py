"""CONTRIBUTING names rooms that are there."""

from __future__ import annotations

import re
from pathlib import Path

import dangbo

ROOT = Path(__file__).resolve().parents[2]


def section(title: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_where_to_look_is_answered_with_rooms_that_exist() -> None:
    (package,) = dangbo.__path__
    rooms = re.findall(r"`([\w/]+(?:\.\w+|/))`", section("Where would I look for ...?"))
    assert len(set(rooms)) > 20
    assert [room for room in rooms if not (Path(package) / room).exists()] == []


def test_the_commands_it_names_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", section("Commands") + section("Releasing"))) <= targets
