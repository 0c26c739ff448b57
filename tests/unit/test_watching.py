"""What a decision asks of the tree it meets, and what is noted of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dangbo import datasets
from dangbo.ledger.watching import Watched
from dangbo.tree.asked import Tree
from dangbo.tree.tables import CELLS

KEYS = ("cb-cam-gia-tdp-1", "cb-quan-trieu-tdp-1", "tp-thai-nguyen", "nobody-has-this")
_EACH: dict[str, tuple[Callable[[Tree], Any], Callable[[Tree], Any]]] = {
    "organizations": (
        lambda tree: [*tree._found(iter(KEYS))],
        lambda tree: [tree._find(key) for key in KEYS],
    ),
    "those that are named": (
        lambda tree: tree._named(CELLS, iter(KEYS)),
        lambda tree: {key for key in KEYS if tree._naming(CELLS, key)},
    ),
}


@pytest.mark.parametrize(("at_once", "singly"), _EACH.values(), ids=_EACH)
def test_many_asked_for_at_once_are_noted_like_each(
    at_once: Callable[[Tree], Any], singly: Callable[[Tree], Any]
) -> None:
    city = datasets.thai_nguyen()
    once, each = Watched(city), Watched(city)  # type: ignore[abstract]  # its primitives are made from those of trees
    assert at_once(once) == singly(each) == at_once(city)
    assert once.seen == each.seen == set(KEYS)
    assert not once.whole
