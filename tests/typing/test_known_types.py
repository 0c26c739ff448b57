"""What an editor knows of the things a user makes, and of their documents: for mypy, pyright and a run."""

from __future__ import annotations

from typing import assert_type

import dangbo as db
from dangbo.base.envelope import FindingDocument


def test_what_is_constructed_is_known() -> None:
    """Each class here has the metaclass of records, whose call must not hide what it makes."""
    city = db.Hierarchy([db.Organization("dbp", "Đảng bộ", db.Form.DANG_BO, db.Level.GRASSROOTS)], as_of="2023-04-30")
    assert_type(city, db.Hierarchy)
    assert_type(db.Tally({"good": 1}, year=2022), db.Tally)
    assert_type(db.Target("x", at_least="85%", tier="good"), db.Target)
    assert_type(db.Share(1, of=2), db.Share)
    assert_type(db.Profiles([]), db.Profiles)
    assert_type(db.History(city), db.History)
    assert_type(db.Document("quyết định", "1-QĐ/ĐU"), db.Document)


def test_what_is_told_is_known() -> None:
    tally = db.Tally({"good": 1}, year=2022)
    assert_type(tally.as_dict()["rated"], int)
    assert_type(db.labels("rating")["rating"].entries[0].words.vi, str)
    assert_type(db.labels("rating").as_dict()["vocabularies"]["rating"]["entries"][0]["label"], str)
    quota = db.excellent_quota(tally, on="2022-12-31")
    assert_type(quota.as_dict()["findings"], list[FindingDocument])
    life = db.Life.of([db.LifeEvent("m-1", "kết nạp", "07/06/1996")])
    for event in life.as_dict(people="all")["events"]:
        assert_type(event.get("kind", ""), str)


def test_what_is_told_without_a_named_shape_can_be_looked_into() -> None:
    """Documents of records, and schemas: JSON values, which no checker stands in the way of."""
    document = db.Document("quyết định", "1-QĐ/ĐU")
    plan = db.Plan("2023-06-01", "dbp", document, [db.Merge(["cb-1"], "cb-2")])
    assert plan.as_dict()["operations"][0]["sources"] == ["cb-1"]
    assert db.Plan.json_schema()["properties"]["version"]["const"] == 2
    assert db.Quota.json_schema()["properties"]["schema"]["const"] == "dangbo/quota"
