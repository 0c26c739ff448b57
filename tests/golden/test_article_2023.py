"""Every figure of the article of 07/05/2023, out of the library and as printed.

The article (`datasets.ARTICLE`) counts the party organization of TP. Thái Nguyên. Each test quotes the sentence it
reproduces.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from dangbo import datasets
from dangbo.base.figures import Printed, bases_that_print
from dangbo.base.terms import Form, Level, Rating
from dangbo.base.text import nfc
from dangbo.change.verbs.organizations import Dissolve, Establish
from dangbo.evaluation import Tally
from dangbo.rating.comparison import Comparison, compare

_ARTICLE = Path(__file__).parents[2].parent / "shared" / "article-2023.txt"


def test_what_provenance_quotes_stands_in_the_article() -> None:
    if not _ARTICLE.exists():
        pytest.skip("the article is not beside this repository")
    text = nfc(_ARTICLE.read_text(encoding="utf-8"))
    quotes = [part.printed for name in get_args(datasets.Dataset) for part in datasets.provenance(name) if part.printed]
    assert len(quotes) > 15
    assert [quote for quote in quotes if nfc(quote) not in text] == []
    assert datasets.ARTICLE.title in text
    assert f"{datasets.ARTICLE.issuer} 13:59, 07/05/2023" in text
    assert datasets.ARTICLE.issued == dt.date(2023, 5, 7)


def test_100_grassroots_organizations_are_75_dang_bo_and_25_chi_bo() -> None:
    """Tính đến tháng 4-2023, Đảng bộ thành phố có 100 TCCSĐ trực thuộc, gồm 75 đảng bộ và 25 chi bộ."""
    city = datasets.thai_nguyen()
    assert (city.as_of.year, city.as_of.month) == (2023, 4)
    assert city.direct_subordinates(city.root) == 100
    assert city.count(level=Level.GRASSROOTS) == 100
    assert city.count(level=Level.GRASSROOTS, by="form") == {Form.DANG_BO: 75, Form.CHI_BO: 25}


def test_885_cells_are_under_grassroots_committees() -> None:
    """885 chi bộ trực thuộc đảng uỷ cơ sở."""
    city = datasets.thai_nguyen()
    cells = [org for org in city if org.kind == (Form.CHI_BO, Level.BELOW_GRASSROOTS)]
    assert len(cells) == 885
    assert all(city[cell.parent or ""].kind == (Form.DANG_BO, Level.GRASSROOTS) for cell in cells)


def test_members_are_nearly_28_000() -> None:
    """Với tổng số gần 28.000 đảng viên."""
    assert Printed.parse("gần 28.000").admits(datasets.thai_nguyen().headcount().total)


def test_all_401_residential_groups_have_a_party_organization() -> None:
    """Toàn thành phố có 401 xóm, tổ dân phố, bảo đảm 100% xóm, tổ dân phố có tổ chức đảng."""
    covered = datasets.thai_nguyen().coverage().groups
    assert covered is not None
    assert (covered.count, covered.of) == (401, 401)
    assert covered.prints_as("100%")


def test_353_of_401_heads_are_members_over_88_percent() -> None:
    """Tính đến tháng 3-2023, có 353/401 trưởng xóm, tổ trưởng tổ dân phố là đảng viên, chiếm tỷ lệ trên 88%."""
    heads = datasets.thai_nguyen().coverage().heads_who_are_members
    assert heads is not None
    assert (heads.count, heads.of) == (353, 401)
    assert heads.prints_as("trên 88%")
    assert heads.text(decimals=2) == "88,03%"


def test_one_enterprise_cell_was_dissolved_and_three_established_under_wards_and_communes() -> None:
    """Giải thể ... một tổ chức đảng, thành lập 3 tổ chức đảng ở doanh nghiệp tư nhân trực thuộc đảng ủy phường, xã."""
    before = datasets.thai_nguyen_2021()
    operations = [operation for plan in datasets.thai_nguyen_changes() for operation in plan.operations]
    dissolved = [operation for operation in operations if isinstance(operation, Dissolve)]
    established = [operation.organization for operation in operations if isinstance(operation, Establish)]
    assert (len(operations), len(dissolved), len(established)) == (4, 1, 3)
    assert before.own_headcount(dissolved[0].organization).total > 0
    assert dissolved[0].members_to is not None
    committees = [before[org.parent or ""] for org in established]
    assert {committee.unit_type for committee in committees} == {"ward", "commune"}
    assert {org.unit_type for org in established} == {"enterprise-private"}


def test_the_cells_the_article_names_are_there() -> None:
    """Chi bộ tổ dân phố 2 và 12, Đảng bộ phường Phú Xá ... Chi bộ tổ 4, Đảng bộ phường Hương Sơn."""
    city = datasets.thai_nguyen()
    named = {(org.name, city[org.parent].name) for org in city if org.parent}
    assert ("Chi bộ tổ dân phố 2", "Đảng bộ phường Phú Xá") in named
    assert ("Chi bộ tổ dân phố 12", "Đảng bộ phường Phú Xá") in named
    assert ("Chi bộ tổ 4", "Đảng bộ phường Hương Sơn") in named


def _grassroots(year: int) -> Comparison:
    tally = Tally.of(
        datasets.thai_nguyen_ratings(),
        datasets.thai_nguyen(),
        subjects="organizations",
        level=Level.GRASSROOTS,
        year=year,
    )
    return compare(tally, datasets.thai_nguyen_scheme()["TCCSĐ hoàn thành tốt nhiệm vụ trở lên"])


@pytest.mark.parametrize(
    ("year", "count", "of", "printed", "excess"), [(2021, 91, 98, "92,9%", "+7,9"), (2022, 95, 100, "95%", "+10,0")]
)
def test_91_then_95_grassroots_organizations_pass_the_target_of_85_percent(
    year: int, count: int, of: int, printed: str, excess: str
) -> None:
    """Có 91-95 TCCSĐ hoàn thành tốt nhiệm vụ, chiếm tỷ lệ 92,9-95% (vượt chỉ tiêu ... hằng năm có 85%)."""
    result = _grassroots(year)
    assert result.share is not None
    assert result.excess is not None
    assert (result.count, result.of) == (count, of)
    assert result.share.prints_as(printed)
    assert result.target.at_least == Fraction(85, 100)
    assert result.met
    assert result.excess.text() == f"{excess} điểm phần trăm"
    assert result.findings == ()


def test_98_is_the_only_base_near_100_that_prints_92_9_percent() -> None:
    assert bases_that_print(91, "92,9%", near=range(94, 104)) == (_grassroots(2021).of,)


def test_99_78_percent_of_members_are_9_78_points_above_a_target_whose_tier_nobody_states() -> None:
    """Đảng viên hoàn thành và hoàn thành tốt nhiệm vụ trở lên chiếm 99,78% (vượt 9,78% chỉ tiêu Đề án)."""
    tally = Tally.of(datasets.thai_nguyen_ratings(), datasets.thai_nguyen(), subjects="members", year=2022)
    target = datasets.thai_nguyen_scheme()["Đảng viên"]
    assert target.tier is None
    result = compare(tally, target, tier=Rating.COMPLETED)
    assert result.share is not None
    assert result.excess is not None
    assert result.share.prints_as("99,78%")
    assert result.excess.text(decimals=2) == "+9,78 điểm phần trăm"
    assert [found.code for found in result.findings] == ["target/tier-unstated"]


def test_the_scheme_is_03_da_tu_of_15_april_2021_for_2021_to_2025() -> None:
    """Đề án số 03-ĐA/TU ngày 15/4/2021 của Ban Chấp hành Đảng bộ thành phố ..., giai đoạn 2021 - 2025."""
    scheme = datasets.thai_nguyen_scheme()
    assert scheme.source.key == ("03-ĐA/TU", "Ban Chấp hành Đảng bộ thành phố", dt.date(2021, 4, 15))
    assert "giai đoạn 2021 - 2025" in scheme.source.title
    assert all(target.years == (2021, 2025) and target.source == scheme.source for target in scheme)
