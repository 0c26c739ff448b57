"""People on the way into the Party: steps as records and rows."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from dangbo import InvalidInputError, Prospect, ProspectStage


def test_steps_stand_in_their_order_and_are_read_as_lists_write_them() -> None:
    assert [one.step for one in ProspectStage] == [1, 2, 3, 4, 5, 6]
    for text in ("lớp cảm tình Đảng", unicodedata.normalize("NFD", "Lớp nhận thức về Đảng"), "LOP NHAN THUC VE DANG"):
        assert ProspectStage.parse(text) is ProspectStage.AWARENESS_CLASS


def test_rows_with_problems_are_refused_by_their_numbers_and_no_value_is_repeated() -> None:
    rows: list[dict[str, Any]] = [
        {"person": "q-1", "cell": "cb-1", "stage": "phân công giúp đỡ", "on": "2026-01-05"},
        {"person": "q-2", "cell": "", "stage": "Nguyễn Văn An", "on": "31/02/2026"},
    ]
    assert Prospect.from_rows(rows[:1])[0] == Prospect("q-1", "cb-1", ProspectStage.HELPER_ASSIGNED, "2026-01-05")
    with pytest.raises(InvalidInputError) as caught:
        Prospect.from_rows(rows)
    assert len(caught.value.findings) == 3
    assert all("row 2" in one.text(lang="en") for one in caught.value.findings)
    assert "Nguyễn" not in str(caught.value)
