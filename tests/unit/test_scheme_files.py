"""The file of a scheme: what it holds, and every mistake with its key and line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import dangbo as db
from dangbo.base.terms import Level, Rating
from dangbo.evaluation import Tally
from dangbo.rating.comparison import compare
from dangbo.rating.schemes import Scheme
from dangbo.rating.targets import Target

GOOD = """\
name = "Nghị quyết 05"

[source]
kind = "nghị quyết"
number = "05-NQ/ĐU"
issued = 2025-01-10
issuer = "Đảng ủy xã Tân Cương"

[[targets]]
name = "Chi bộ hoàn thành tốt nhiệm vụ trở lên"
at_least = "85%"
tier = "HTTNV"
subjects = "organizations"
level = "below_grassroots"
years = [2025, 2030]

[[targets]]
name = "Đảng viên"
within = ["3%", "4,5%"]
subjects = "members"
base = "on_books"
"""

BAD = """\
name = "Nghị quyết 05"
colour = "đỏ"

[source]
kind = "nghị quyết"
issued = "2025-01-10"

[[targets]]
name = "Chi bộ"
at_least = 85
tier = "tuyệt vời"
subjects = "organizations"

[[targets]]
name = "Đảng viên"
above = "90"
tier = "HTTNV"
years = [2025]
subjects = "people"

[[targets]]
name = ""
subjects = "members"
level = "nowhere"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "scheme.toml"
    file.write_text(text, encoding="utf-8")
    return file


def told(file: Path) -> list[tuple[object, object]]:
    with pytest.raises(db.InvalidInputError) as refused:
        Scheme.from_toml(file)
    assert {found.code for found in refused.value.findings} == {"target/bad-file"}
    return [(dict(found.facts)["line"], dict(found.facts)["key"]) for found in refused.value.findings]


def test_a_file_holds_what_a_scheme_holds(tmp_path: Path) -> None:
    scheme = Scheme.from_toml(written(tmp_path, "\ufeff" + GOOD.replace("\n", "\r\n")))

    paper = db.Document("nghị quyết", "05-NQ/ĐU", "2025-01-10", "Đảng ủy xã Tân Cương")
    assert scheme == Scheme(
        "Nghị quyết 05",
        source=paper,
        targets=[
            Target(
                "Chi bộ hoàn thành tốt nhiệm vụ trở lên",
                at_least="85%",
                tier=Rating.GOOD,
                subjects="organizations",
                level=Level.BELOW_GRASSROOTS,
                years=(2025, 2030),
            ),
            Target(
                "Đảng viên", within=(Fraction(3, 100), Fraction(9, 200)), tier=None, subjects="members", base="on_books"
            ),
        ],
    )


def test_every_mistake_is_told_with_its_key_and_line(tmp_path: Path) -> None:
    assert told(written(tmp_path, BAD)) == [
        (6, "source.issued"),
        (10, "targets[1].at_least"),
        (11, "targets[1].tier"),
        (19, "targets[2].subjects"),
        (16, "targets[2].above"),
        (18, "targets[2].years"),
        (22, "targets[3].name"),
        (24, "targets[3].level"),
        (2, "colour"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (GOOD.replace('at_least = "85%"', 'at_least = "85%"\nabove = "90%"'), 9),
        (GOOD.replace('at_least = "85%"\n', ""), 9),
        (GOOD.replace('"4,5%"]', '"2%"]'), 17),
        (GOOD.replace("[2025, 2030]", "[2030, 2025]"), 9),
        (GOOD.replace("[2025, 2030]", "[true, 2030]"), 15),
        (GOOD.replace('subjects = "members"\n', ""), 17),
        (GOOD.replace("[source]", "[sourc]"), 0),
        ("name = ", 1),
        ("a = 1\na = 2\n", 2),
    ],
    ids=["two bounds", "no bound", "band", "years", "a bool", "whose", "no source", "syntax", "twice"],
)
def test_what_a_target_refuses_is_told_where_it_stands(text: str, line: int, tmp_path: Path) -> None:
    assert line in {at for at, _ in told(written(tmp_path, text))}


def test_two_targets_of_one_name_are_told_by_the_name(tmp_path: Path) -> None:
    twice = GOOD.replace("Chi bộ hoàn thành tốt nhiệm vụ trở lên", "Đảng viên")

    with pytest.raises(db.InvalidInputError, match=r"scheme\.toml: targets\['Đảng viên'\]: two targets have this name"):
        Scheme.from_toml(written(tmp_path, twice))


def test_a_file_that_cannot_be_read_is_told_in_both_languages(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "vì đó là thư mục"), (tmp_path / "none.toml", "vì ở đó không có tệp này")):
        with pytest.raises(db.InvalidInputError) as refused:
            Scheme.from_toml(path)
        assert words in refused.value.text()
        assert "the file cannot be read" in str(refused.value)


def test_a_tally_of_others_than_the_target_is_about_is_told() -> None:
    target = Target("Đảng viên", at_least="90%", tier=Rating.COMPLETED, subjects="members")
    counts = {Rating.GOOD: 9, Rating.NOT_COMPLETED: 1}

    mine, others = (compare(Tally(counts, year=2025, subjects=who), target) for who in ("members", "organizations"))
    assert [found.code for found in mine.findings] == []
    assert [found.code for found in others.findings] == ["target/subjects-differ"]
    assert "nói về đảng viên, còn số đếm là tổ chức đảng" in others.findings[0].text()


def test_a_mistake_is_told_in_one_language_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(GOOD.replace("at_least", "at_leest"), encoding="utf-8")
    with pytest.raises(db.InvalidInputError) as refused:
        Scheme.from_toml(tmp_path / "s.toml")

    assert "s.toml, line 11: targets[1].at_leest" in refused.value.text(lang="en")
    said = refused.value.text(lang="vi")
    assert "s.toml, dòng 11: targets[1].at_leest" in said
    assert "line" not in said
    assert "có phải 'at_least'? Sửa" in said
