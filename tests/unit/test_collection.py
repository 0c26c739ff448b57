"""Results that are looked up by id: one way to ask for one, for whether it is there, and for all of them."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy
from typing import Any

import pytest

import dangbo as db
from dangbo import InvalidInputError, Rating, TermError, UnknownOrganizationError, datasets
from dangbo.base.collection import ById
from tests.builders import article, reported


def _scheme() -> db.Scheme:
    steps = [db.Target("TCCSĐ", at_least=f"{80 + n}%", tier=Rating.GOOD, years=(2021 + n, 2021 + n)) for n in range(3)]
    one = db.Target("đảng viên", at_least="90%", tier=Rating.GOOD)
    return db.Scheme("Đề án 03", source=db.Document(kind="đề án", number="03-ĐA/TU"), targets=[*steps, one])


def _quotas() -> db.QuotaGroups:
    tally = db.Tally({Rating.EXCELLENT: 4, Rating.GOOD: 20}, year=2022, subjects="members")
    return db.quota_by_group({"dbp-1": tally, "dbp-2": tally}, on="2022-12-31")


def _ratings() -> db.CarriedRatings:
    records = datasets.thai_nguyen_ratings()
    return db.carry_ratings(records, article(), year=2021, on="2023-04-30", strategy="mixed")


def _counts() -> db.CarriedCounts:
    values = {"dbp-phu-xa": 12, "dbp-gia-sang": 5}
    return db.carry_counts(values, article(), start="2021-06-30", end="2023-04-30", strategy="sum")


def _series() -> db.ComparableSeries:
    return db.comparable_series({2021: {"dbp-phu-xa": (9, 10)}, 2022: {"dbp-phu-xa": (10, 10)}}, article())


def _correspondence() -> db.Correspondence:
    return article().correspondence("2021-06-30", "2023-04-30")


def _closing() -> db.ClosingChanges:
    return reported().changed_since_closing("2022-12-31")


TABLES: list[tuple[Callable[[], Any], str, type[Exception]]] = [
    (_scheme, "đảng viên", TermError),
    (_quotas, "dbp-2", TermError),
    (_ratings, "dbp-phu-xa", UnknownOrganizationError),
    (_counts, "dbp-phu-xa", UnknownOrganizationError),
    (_series, "dbp-phu-xa", UnknownOrganizationError),
    (_correspondence, "dbp-phu-xa", UnknownOrganizationError),
    (_closing, "dbp-gia-sang", UnknownOrganizationError),
]


@pytest.mark.parametrize(("made", "key", "error"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_looked_up_by_id_answers_alike(made: Callable[[], Any], key: str, error: type[Exception]) -> None:
    table = made()
    found = table[key]
    assert key in table
    assert len(table) == len(list(table)) > 0
    assert all(one in list(table) for one in (found if isinstance(found, tuple) else (found,)))
    assert not [other for other in ("no-such-id", None, 5) if other in table]
    with pytest.raises(error, match="no-such-id"):
        table["no-such-id"]
    with pytest.raises(InvalidInputError):
        table[5]


@pytest.mark.parametrize(("made", "key", "error"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_look_up_leaves_no_trace(made: Callable[[], Any], key: str, error: type[Exception]) -> None:
    asked, fresh = made(), made()
    assert key in asked
    assert asked == fresh
    assert copy(asked) == pickle.loads(pickle.dumps(asked)) == fresh  # noqa: S301 - made in this line
    assert pickle.loads(pickle.dumps(asked))[key] == fresh[key]  # noqa: S301 - made in this line
    with pytest.raises(error):
        copy(asked)["no-such-id"]


def test_an_apportionment_gives_the_count_and_answers_like_the_others() -> None:
    good = db.Target("TCCSĐ", at_least="80%", tier=Rating.GOOD)
    parts = db.needed_by_subordinate({"cb-1": 5, "cb-2": 10}, good)
    assert isinstance(parts, ById)
    assert ("cb-1" in parts, "cb-3" in parts, None in parts, 5 in parts) == (True, False, False, False)
    assert (len(parts), [one.subordinate for one in parts]) == (2, ["cb-1", "cb-2"])
    assert parts["cb-2"] == list(parts)[1].needed == 8
    assert copy(parts) == pickle.loads(pickle.dumps(parts)) == db.needed_by_subordinate({"cb-1": 5, "cb-2": 10}, good)  # noqa: S301 - made in this line
    with pytest.raises(InvalidInputError):
        parts[0]  # type: ignore[index]
    with pytest.raises(UnknownOrganizationError, match="did you mean 'cb-1'"):
        parts["cb-11"]


def test_a_record_finds_what_its_id_does() -> None:
    city = datasets.thai_nguyen()
    for table in (_ratings(), _counts(), _series(), _correspondence()):
        assert city["dbp-phu-xa"] in table
        assert table[city["dbp-phu-xa"]] == table["dbp-phu-xa"]


def test_a_name_with_several_targets_is_in_its_scheme_and_asks_for_the_year() -> None:
    scheme = _scheme()
    assert "TCCSĐ" in scheme
    assert len(scheme.yearly("TCCSĐ")) == 3
    with pytest.raises(TermError, match="year="):
        scheme["TCCSĐ"]


def test_the_index_is_made_once_however_often_it_is_asked() -> None:
    class Counting(ById[str]):
        __slots__ = ("asked",)

        def __init__(self) -> None:
            self.asked = 0

        def _items(self) -> tuple[str, ...]:
            self.asked += 1
            return ("a", "b")

        def _ids(self, item: str) -> tuple[str]:
            return (item,)

        def _unknown(self, key: str) -> Exception:
            return LookupError(key)

    table = Counting()
    assert [key in table for key in "abc" * 100] == [True, True, False] * 100
    assert table.asked == 1
