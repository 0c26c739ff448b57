"""Out into a frame: `frame_of`, which every `to_frame` hands its columns to."""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from typing import Any

import pytest

from dangbo import Form, InvalidInputError, MissingExtraError, Points, Ratio, Share
from dangbo.base.frames import Backend, FrameColumn, frame_of

BACKENDS: tuple[Backend, ...] = ("pandas", "polars", "pyarrow")

COLUMNS = [
    FrameColumn("organization", "text", ["cb-1", None]),
    FrameColumn("form", "term", [Form.CHI_BO, None]),
    FrameColumn("full", "count", [31, None]),
    FrameColumn("good", "share", [Share(1, of=3), None]),
    FrameColumn("met", "share", [Ratio(14, of=11), None]),
    FrameColumn("a_head", "number", [Decimal("1.5"), None]),
    FrameColumn("above", "number", [Points(10), None]),
    FrameColumn("since", "day", [dt.date(2020, 1, 31), None]),
    FrameColumn("alone", "yes/no", [True, None]),
]


def rows_of(frame: Any) -> list[dict[str, object]]:  # noqa: ANN401 - of three packages
    """The rows of a frame, whichever package it is of: plain values, null as `None`."""
    if hasattr(frame, "to_pylist"):
        rows = frame.to_pylist()
    elif hasattr(frame, "to_dicts"):
        rows = frame.to_dicts()
    else:
        rows = frame.to_dict("records")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> object:  # noqa: ANN401 - of three packages
    if value is None or value != value or type(value).__name__ in {"NAType", "NaTType"}:  # noqa: PLR0124 - NaN
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def types_of(frame: Any) -> list[str]:  # noqa: ANN401 - of three packages
    """The types of the columns, as text."""
    return [str(one) for one in (frame.schema.types if hasattr(frame, "to_pylist") else frame.dtypes)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_frame_holds_exact_counts_codes_days_and_nulls(backend: Backend) -> None:
    first, second = rows_of(frame_of(COLUMNS, backend=backend))
    assert first == {
        "organization": "cb-1",
        "form": "chi_bo",
        "full": 31,
        "good_count": 1,
        "good_of": 3,
        "good_percent": pytest.approx(100 / 3),
        "met_count": 14,
        "met_of": 11,
        "met_percent": pytest.approx(1400 / 11),
        "a_head": 1.5,
        "above": 10.0,
        "since": dt.date(2020, 1, 31),
        "alone": True,
    }
    assert set(second.values()) == {None}


TYPES: dict[Backend, str] = {
    "pandas": "str str Int64 Int64 Int64 float64 Int64 Int64 float64 float64 float64 datetime64[us] boolean",
    "polars": "String String Int64 Int64 Int64 Float64 Int64 Int64 Float64 Float64 Float64 Date Boolean",
    "pyarrow": "string string int64 int64 int64 double int64 int64 double double double date32[day] bool",
}


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_types_of_a_frame_do_not_depend_on_what_is_in_it(backend: Backend) -> None:
    """Neither without rows, nor where all is null, is a column of another type."""
    for kept in (slice(0, 2), slice(0, 1), slice(1, 2), slice(0, 0)):
        frame = frame_of([c._replace(values=c.values[kept]) for c in COLUMNS], backend=backend)
        assert " ".join(types_of(frame)) == TYPES[backend]


@pytest.mark.parametrize(
    ("given", "near"), [("panda", "pandas"), ("pd", "pandas"), ("Polar", "polars"), ("arrow", "pyarrow")]
)
def test_another_backend_is_refused_with_the_nearest(given: str, near: str) -> None:
    wrong: Any = given
    with pytest.raises(InvalidInputError) as caught:
        frame_of(COLUMNS, backend=wrong)
    assert f"Did you mean '{near}'?" in str(caught.value)
    assert f"Có phải là '{near}'?" in caught.value.text(lang="vi")
    for one in BACKENDS:
        assert one in str(caught.value)
        assert one in caught.value.text()


def test_what_is_no_word_at_all_is_no_backend() -> None:
    given: Any
    for given in (None, 3, sys, ["pandas"], "", "duckdb"):
        with pytest.raises(InvalidInputError, match="Choose one of 'pandas', 'polars', 'pyarrow'"):
            frame_of(COLUMNS, backend=given)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_missing_package_is_told_with_the_line_that_installs_it(
    backend: Backend, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, backend, None)
        with pytest.raises(MissingExtraError, match=f"python -m pip install {backend}") as caught:
            frame_of(COLUMNS, backend=backend)
        assert (caught.value.extra, caught.value.package) == ("", backend)
    monkeypatch.setitem(sys.modules, "narwhals.stable.v2", None)
    if backend == "pandas":
        frame_of(COLUMNS, backend=backend)  # whose columns are made without it
        return
    with pytest.raises(MissingExtraError, match=r'python -m pip install "dangbo\[frames\]"'):
        frame_of(COLUMNS, backend=backend)


def test_columns_of_one_name_or_of_different_lengths_make_no_frame() -> None:
    with pytest.raises(ValueError, match="two columns of a frame are called 'full'"):
        frame_of([COLUMNS[2], COLUMNS[2]])
    with pytest.raises(ValueError, match="not of one length"):
        frame_of([COLUMNS[2], FrameColumn("other", "count", [1])])
