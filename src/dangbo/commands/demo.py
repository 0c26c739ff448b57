"""`python -m dangbo demo`: the journey through a city's party organization, on a terminal and as a page.

Everything printed is computed from the data of `dangbo.datasets` by the rooms below; what the newspaper article prints
stands here as constants, to be compared with. Nothing is fetched, no clock is read.
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dangbo import datasets
from dangbo.attention import attention
from dangbo.attention.agenda import Agenda, Urgency
from dangbo.base.citations import Document
from dangbo.base.figures import Share, bases_that_print
from dangbo.base.findings import Lang
from dangbo.base.terms import Form, Level, Origin, Rating
from dangbo.base.text import format_date, format_number
from dangbo.base.words import Words
from dangbo.change.verbs.organizations import Dissolve, Establish, Merge
from dangbo.commands.terminal import WIDTH, draw, heading, not_written, paragraph, table
from dangbo.evaluation import Tally
from dangbo.hierarchy import Hierarchy
from dangbo.life.activity import activity_of
from dangbo.life.duty import CellKind, DutyProfile
from dangbo.life.register import tree_of
from dangbo.life.surveys import tally_survey
from dangbo.life.visit_coverage import VisitCoverage, reach, visit_coverage
from dangbo.rating.comparison import compare
from dangbo.render import Drawing
from dangbo.report.tables import (
    KeyFigure,
    division_table,
    indicators_table,
    key_figures,
    page,
    ratings_table,
    structure_table,
)
from dangbo.report.walls import meetings_wall, visits_wall
from dangbo.restructure import Plan, Preview
from dangbo.tree.records import Consent, Organization

# --- what the article prints ----------------------------------------------------------------------------------------

_YEAR: Final = 2022


@dataclass(frozen=True, slots=True)
class _Claim:
    """A figure of `datasets.ARTICLE` as it stands there, and what the data behind it is."""

    printed: str
    origin: Origin
    on: str | None = None
    decimals: int | None = None


_CLAIMS: Final = {
    "grassroots": _Claim("100", Origin.PRINTED),
    "cells_below": _Claim("885", Origin.PRINTED),
    "members": _Claim("gần 28.000", Origin.SYNTHETIC),
    "groups": _Claim("100%", Origin.PRINTED),
    "heads": _Claim("trên 88%", Origin.PRINTED, on="3/2023", decimals=2),
}
_PRINTED_SHARES: Final = {2021: "92,9%", 2022: "95%"}
_PRINTED_MEMBERS: Final = "99,78%"
_PRINTED_EXCESS: Final = "9,78%"


def _figures(city: Hierarchy, lang: Lang) -> list[KeyFigure]:
    """The key figures beside what the article prints."""
    shown = []
    for key, figure in key_figures(city, lang=lang).items():
        claim = _CLAIMS.get(key)
        if claim is None:
            shown.append(figure)
            continue
        on = claim.on or figure.on
        shown.append(replace(figure, printed=claim.printed, origin=claim.origin, on=on, decimals=claim.decimals))
    return shown


def _targets(city: Hierarchy, lang: Lang) -> list[KeyFigure]:
    """The ratings against the targets of the scheme."""
    ratings, scheme = datasets.thai_nguyen_ratings(), datasets.thai_nguyen_scheme()
    good, vague = scheme
    items = []
    for year, printed in _PRINTED_SHARES.items():
        tally = Tally.of(ratings, city, subjects="organizations", level=Level.GRASSROOTS, year=year)
        items.append(
            KeyFigure(
                Words(vi=good.name, en="TCCSĐ rated good or better").text(lang=lang),
                compare(tally, good),
                origin=Origin.PRINTED if tally.rated == tally.total else Origin.INFERRED,
                printed=printed,
                note=_inferred_base(tally, printed, lang) if tally.rated < tally.total else "",
            )
        )
    tally = Tally.of(ratings, city, subjects="members", year=_YEAR)
    result = compare(tally, vague, tier=Rating.COMPLETED)
    reads = result.excess is not None and result.excess.prints_as(_PRINTED_EXCESS)
    count, of = (format_number(value, lang=lang) for value in (result.count or 0, result.of))
    note = Words(
        vi=f"Đảng viên: {count}/{of} là số giả lập, cho ra đúng tỷ lệ bài báo in; bài báo ghi “vượt "
        f"{_PRINTED_EXCESS}”, "
        f"{'đúng' if reads else 'không đúng'} là số điểm phần trăm.",
        en=f"Members: {count}/{of} are synthetic and print the share of the article; it says “vượt {_PRINTED_EXCESS}” "
        f"(above by), which {'is' if reads else 'is not'} the percentage points.",
    )
    name = Words(vi="Đảng viên hoàn thành nhiệm vụ trở lên", en="Members rated completed or better").text(lang=lang)
    items.append(KeyFigure(name, result, origin=Origin.SYNTHETIC, printed=_PRINTED_MEMBERS, note=note.text(lang=lang)))
    return items


def _inferred_base(tally: Tally, printed: str, lang: Lang) -> str:
    """How the base the article leaves unsaid follows from what it prints."""
    count = tally.at_least(Rating.GOOD)
    bases = bases_that_print(count, printed, near=range(tally.total - 10, tally.total + 11))
    fits = ", ".join(map(str, bases))
    return Words(
        vi=f"Năm {tally.year}: quanh {tally.total}, chỉ có {count}/{fits} in ra {printed}, nên số {fits} là suy ra; "
        "bài báo viết “91-95” và “92,9-95%” cho hai năm, nên năm nào trước cũng là suy ra.",
        en=f"{tally.year}: near {tally.total}, {count} prints as {printed} only over {fits}, so {fits} is "
        "inferred; the "
        "article writes “91-95” and “92,9-95%” for two years, so their order is inferred too.",
    ).text(lang=lang)


# --- the life of the cells --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Life:
    """What the article tells of cells without a figure: meetings, the survey, visits; figures and pictures, made up."""

    figures: list[KeyFigure]
    pictures: list[tuple[str, Drawing]]
    visits: VisitCoverage


def _life(city: Hierarchy, lang: Lang) -> _Life:
    records, survey = datasets.thai_nguyen_activity(), datasets.thai_nguyen_survey()
    ledger, meetings, [duty] = records.register, records.meetings or (), records.duty or ()
    activity = activity_of(ledger, meetings, _YEAR)
    total = activity.total
    prepared = sum(one.prepared_on is not None for one in meetings if one.on.year == _YEAR)
    assigned = records.assignments or ()
    begun = min(one.since for one in assigned)
    visits = visit_coverage(duty, assigned, records.visits or (), ledger, begun, city.as_of)
    below = city.select(level=Level.BELOW_GRASSROOTS)
    answers = tally_survey(
        survey.rows, survey.questions, population=[cell.id for cell in below], by="cell", origin=Origin.SYNTHETIC
    )
    year, period = str(_YEAR), "8/2022-4/2023"
    shares: list[tuple[Words, Share | None, str]] = [
        (Words(vi="Tháng có sinh hoạt định kỳ", en="Months with the monthly meeting"), total.months, year),
        (
            Words(vi="Buổi sinh hoạt có chi ủy họp chuẩn bị trước", en="Meetings prepared by the chi ủy before"),
            Share(prepared, of=total.meetings),
            year,
        ),
        (
            Words(vi="Buổi có nội dung chuyên đề", en="Meetings with a theme"),
            Share(total.thematic, of=total.meetings),
            year,
        ),
        (Words(vi="Đảng viên dự họp", en="Members who attended"), total.attended, year),
        (Words(vi="Chi bộ trả lời khảo sát", en="Cells that answered the survey"), answers.response, year),
    ]
    shares += (
        (
            Words(vi=f"{kind.label} có thành ủy viên đến dự", en=f"{kind.gloss.capitalize()}s visited"),
            share,
            period,
        )
        for kind, share in visits.kinds
    )
    figures = [
        KeyFigure(name.text(lang=lang), share, on=on, origin=Origin.SYNTHETIC)
        for name, share, on in shares
        if share is not None
    ]
    cover = city.coverage()
    parts = (
        (Words(vi="chi bộ riêng", en="an own cell"), cover.own),
        (Words(vi="chi bộ ghép", en="a joint cell"), cover.joint),
        (Words(vi="nhiều chi bộ", en="several cells"), cover.several),
    )
    figures.append(
        KeyFigure(
            Words(vi="Xóm, tổ dân phố", en="Residential groups").text(lang=lang),
            cover.total - len(cover.none),
            on=city.as_of,
            origin=Origin.SYNTHETIC,
            parts=[(words.text(lang=lang), len(groups)) for words, groups in parts],
        )
    )
    names = (
        Words(vi="Sinh hoạt chi bộ", en="Meetings of the cells"),
        Words(vi="Dự sinh hoạt chi bộ", en="Visits to the cells"),
        Words(vi="Kết quả khảo sát", en="The survey"),
    )
    drawings = (
        meetings_wall(activity, title=_meetings_title(lang), lang=lang),
        visits_wall(visits, city, title=_visits_title(duty, lang), lang=lang),
        answers.show(lang=lang),
    )
    pictures = [(name.text(lang=lang), drawing) for name, drawing in zip(names, drawings, strict=True)]
    return _Life(figures, pictures, visits)


def _meetings_title(lang: Lang) -> str:
    return Words(
        vi=f"Sinh hoạt chi bộ hằng tháng, năm {_YEAR} (giả lập)", en=f"Meetings of cells by month, {_YEAR} (synthetic)"
    ).text(lang=lang)


def _visits_title(duty: DutyProfile, lang: Lang) -> str:
    paper = "" if duty.document is None else duty.document.number
    return Words(
        vi=f"Dự sinh hoạt chi bộ theo Quy định số {paper}, 8/2022 đến 4/2023 (giả lập)",
        en=f"Visits to cells under {paper}, 8/2022 to 4/2023 (synthetic)",
    ).text(lang=lang)


def _tell_life(life: _Life, city: Hierarchy, lang: Lang) -> None:
    """The part of the journey about meetings, the survey and visits."""
    paragraph(
        Words(
            vi="Bài báo nêu: sinh hoạt định kỳ hằng tháng, cấp ủy họp chuẩn bị trước; năm 2022 khảo sát các chi bộ "
            "trực thuộc đảng ủy cơ sở; từ tháng 7/2022 thành ủy viên dự sinh hoạt chi bộ theo Quy định 09-QĐ/TU. "
            "Bài báo không nêu kết quả nào của các việc đó: số liệu dưới đây là giả lập.",
            en="The article tells of monthly meetings, which the committee of the cell prepares; of a survey of 2022 "
            "in the cells below grassroots committees; of members of the city committee who come to cells under "
            "09-QĐ/TU of July 2022. It gives no result of any of it: the figures below are synthetic.",
        ),
        lang=lang,
    )
    title = Words(vi="Đời sống chi bộ", en="The life of the cells").text(lang=lang)
    table(indicators_table(life.figures, title=title, lang=lang), lang=lang)
    for _, drawing in life.pictures:
        draw(drawing)
    [other] = DutyProfile.in_force("kon-tum", on=city.as_of, committee=Level.PROVINCIAL)
    residential = sum(row.kind is CellKind.RESIDENTIAL for row in life.visits.cells)
    found = reach(other, members=life.visits.members, cells=residential)
    paper = "" if other.document is None else other.document.citation
    paragraph(
        Words(
            vi=f"Chưa rõ 09-QĐ/TU yêu cầu dự bao nhiêu lần nên không xét đủ hay thiếu. Nếu lấy số lần của tỉnh khác "
            f"({paper}) với {residential} chi bộ khu dân cư, tính được: {found.explain()}",
            en=f"How often 09-QĐ/TU asks for visits is not known, and nothing is judged. With the number of another "
            f"province ({paper}) and {residential} residential cells, computed: {found.explain(lang='en')}",
        ),
        lang=lang,
    )


# --- a ward of 2026 ---------------------------------------------------------------------------------------------------

_WARD_DAY: Final = "2026-03-31"
_SHOWN: Final = 6
"""So many lines of an agenda show what it is; the page has all."""


def _ward_figures(ward: Hierarchy, lang: Lang) -> list[KeyFigure]:
    """What the records of the ward say of its residential groups."""
    cover = ward.coverage()
    shares = (
        (Words(vi="Xóm, tổ dân phố có chi bộ", en="Residential groups with a cell"), cover.groups),
        (Words(vi="Trưởng xóm, tổ trưởng là đảng viên", en="Head is a member"), cover.heads_who_are_members),
        (
            Words(
                vi="Bí thư kiêm trưởng xóm, tổ trưởng, theo chức vụ đã ghi", en="Heads who are secretaries, by seats"
            ),
            cover.secretaries_who_are_heads,
        ),
    )
    return [
        KeyFigure(name.text(lang=lang), share, origin=Origin.SYNTHETIC) for name, share in shares if share is not None
    ]


def _tell_attention(agenda: Agenda, lang: Lang) -> None:
    """What the office of an invented ward has to do on a day."""
    ward = tree_of(datasets.ward_2026().register, agenda.on)
    counts = [
        f"{sum(line.urgency is urgency for line in agenda)} {urgency.words.text(lang=lang).lower()}"
        for urgency in Urgency
    ]
    size, people = (format_number(count, lang=lang) for count in (len(ward), ward.headcount().total))
    paragraph(
        Words(
            vi=f"Văn phòng đảng ủy một phường giả định, {size} tổ chức, {people} đảng viên, hỏi một câu: ngày "
            f"{format_date(agenda.on)} có việc gì cần xử lý? {len(agenda)} việc: {', '.join(counts)}. Toàn bộ là "
            f"giả lập; {_SHOWN} việc đầu:",
            en=f"The office of an invented ward, {size} organizations and {people} members, asks one question: what "
            f"needs attention on {format_date(agenda.on, lang='en')}? {len(agenda)} lines: {', '.join(counts)}. All "
            f"of it is synthetic; the first {_SHOWN}:",
        ),
        lang=lang,
    )
    draw(agenda.show(limit=_SHOWN, lang=lang))
    title = Words(vi="Xóm, tổ dân phố của phường này", en="The residential groups of this ward").text(lang=lang)
    table(indicators_table(_ward_figures(ward, lang), title=title, lang=lang), lang=lang)


# --- the plan -------------------------------------------------------------------------------------------------------

_WARD: Final = "dbp-phu-xa"
_MERGED: Final = "cb-tdp-2"


def _plan() -> Plan:
    """A reorganization inside one ward; the decision is made up."""
    return Plan(
        effective="2023-06-01",
        decided_by=_WARD,
        basis=Document(kind="quyết định", number="15-QĐ/ĐU", issued="2023-05-20", issuer="Đảng ủy phường Phú Xá"),
        operations=[
            Merge(sources=["cb-tdp-12"], into=_MERGED),
            Dissolve(organization="cb-cty-x", members_to="cb-tdp-5"),
            Establish(
                organization=Organization(
                    id="cb-cty-y",
                    name="Chi bộ Công ty Y",
                    form=Form.CHI_BO,
                    level=Level.BELOW_GRASSROOTS,
                    parent=_WARD,
                    unit_type="enterprise-limited",
                ),
                members=["m-00017", "m-00023", "m-00031"],
            ),
        ],
    )


def _consent(plan: Plan) -> Plan:
    """The same plan with the consent its finding asks for."""
    paper = Document(kind="công văn", number="21-CV/TU", issued="2023-05-15", issuer="Thành ủy Thái Nguyên")
    return replace(plan, consents=(Consent(organization=_MERGED, document=paper),))


# --- the journey ----------------------------------------------------------------------------------------------------


def journey(out: Path, *, lang: Lang) -> int:
    """Print the journey and write `report.html`.

    Args:
        out: the folder of the page; made where it does not exist.
        lang: the language of both.

    Returns:
        The exit status: 0 when all went well, 1 when the page could not be written.
    """
    city, ratings = datasets.thai_nguyen(), datasets.thai_nguyen_ratings()
    figures, targets = _figures(city, lang), _targets(city, lang)
    notes = [
        Words(
            vi=f"Hai năm đều tính trên danh sách tính đến ngày {format_date(city.as_of)}. Nguồn chỉ ghi 91 và 95 TCCSĐ "
            "hoàn thành tốt nhiệm vụ trở lên, cùng các tỷ lệ 92,9%, 95% và 99,78%; 98 là suy ra; mọi kết quả xếp loại "
            "khác là giả lập.",
            en=f"Both years are counted over the books of {format_date(city.as_of, lang='en')}. The source "
            "says only 91 "
            "and 95 TCCSĐ good or better, 92.9%, 95% and 99.78%; 98 is inferred, every other rating is synthetic.",
        ).text(lang=lang)
    ]
    plan = _plan()
    preview = plan.preview(city)
    life = _life(city, lang)
    agenda = attention(datasets.ward_2026(), on=_WARD_DAY)
    to_do = Words(vi="Một phường giả định: việc cần xử lý", en="An invented ward: what needs attention")

    _opening(city, lang)
    heading(1, Words(vi="Toàn cảnh", en="What there is"), lang=lang)
    table(
        indicators_table(figures, title=Words(vi="Số liệu chính", en="Key figures").text(lang=lang), lang=lang),
        lang=lang,
    )
    _print_origins(lang)
    paragraph(Words(vi="Tổ chức đảng của một phường:", en="One ward of the tree:"), lang=lang)
    draw(city.show(_WARD, depth=1, lang=lang))

    heading(2, Words(vi="Hai bảng báo cáo cấp trên hằng năm", en="The two tables sent upward every year"), lang=lang)
    table(structure_table(city, lang=lang), lang=lang)
    table(ratings_table(ratings, city, year=_YEAR, previous=city, notes=notes, lang=lang), lang=lang)

    heading(3, Words(vi="So với chỉ tiêu", en="Against the targets"), lang=lang)
    source = datasets.thai_nguyen_scheme().source.citation
    table(
        indicators_table(
            targets, title=Words(vi=f"Chỉ tiêu: {source}", en=f"Targets: {source}").text(lang=lang), lang=lang
        ),
        lang=lang,
    )

    heading(4, Words(vi="Đời sống chi bộ", en="The life of the cells"), lang=lang)
    _tell_life(life, city, lang)

    heading(5, Words(vi="Một phương án sắp xếp, xem trước", en="A reorganization, previewed"), lang=lang)
    paragraph(
        Words(
            vi=f"Phương án và số quyết định là giả định, của {city[_WARD].name}. Xem trước không làm thay đổi gì.",
            en=f"A plan of {city[_WARD].name}, invented like the number of its decision. A preview changes nothing.",
        ),
        lang=lang,
    )
    draw(preview.show(lang=lang))
    division = division_table(preview, lang=lang)
    if division is not None:
        table(division, lang=lang)

    heading(6, Words(vi="Kết quả", en="The result"), lang=lang)
    _result(city, plan, preview, lang)

    html = page(
        city,
        records=ratings,
        year=_YEAR,
        previous=city,
        indicators=[*figures, *life.figures, *targets],
        preview=preview,
        more=[*life.pictures, (to_do.text(lang=lang), agenda.show(limit=None, lang=lang))],
        source=_source_in_short(lang),
        notes=[*notes, _source(lang)],
        lang=lang,
    )
    target = out / "report.html"
    try:
        out.mkdir(parents=True, exist_ok=True)
        target.write_text(html, encoding="utf-8")
    except OSError as error:
        print(not_written(target, error, lang=lang), file=sys.stderr)
        return 1
    heading(7, Words(vi="Một phường năm 2026: việc cần xử lý", en="A ward of 2026: what needs attention"), lang=lang)
    _tell_attention(agenda, lang)

    heading(8, Words(vi="Tiếp theo", en="What next"), lang=lang)
    _next(target, lang)
    return 0


def _opening(city: Hierarchy, lang: Lang) -> None:
    day = format_date(city.as_of, lang=lang)
    print(Words(vi=f"{city.root.name}, tính đến ngày {day}", en=f"{city.root.name}, {day}").text(lang=lang))
    print()
    print(f"{textwrap.fill(_source(lang), WIDTH)}\n")


def _source(lang: Lang) -> str:
    """Where the city comes from, and what of it is made up."""
    article = datasets.ARTICLE
    of = f", {format_date(article.issued, lang=lang)}" if article.issued else ""
    return Words(
        vi=f"Theo bài báo “{article.title}” ({article.issuer}{of}). Số liệu bài báo ghi được dựng lại đúng "
        "từng con số; "
        "những gì bài báo không nêu (đảng viên, tên đơn vị, ngày cụ thể) là dữ liệu giả lập, không có người thật.",
        en=f"After the newspaper article “{article.title}” ({article.issuer}{of}). What it prints is reproduced to the "
        "last figure; what it does not tell (members, names of units, exact days) is synthetic. Nobody here is real.",
    ).text(lang=lang)


def _source_in_short(lang: Lang) -> str:
    """The same for the head of a page, where the wall needs the room."""
    issued = datasets.ARTICLE.issued
    day = f" {format_date(issued, lang=lang)}" if issued else ""
    return Words(
        vi=f"Số liệu theo bài báo{day}, phần còn lại là giả lập, không có người thật",
        en=f"Figures of an article{day}, the rest is synthetic, nobody is real",
    ).text(lang=lang)


def _print_origins(lang: Lang) -> None:
    paragraph(
        Words(
            vi="Nguồn gốc: in trong nguồn = bài báo ghi số này; tính được = tính từ số liệu; suy ra = bài báo không "
            "ghi nhưng rút ra được; giả lập = đặt ra cho ví dụ. Tỷ lệ luôn được tính lại từ hai số.",
            en="Origin: printed = the article has this figure; computed = from the data; inferred = not printed, but "
            "it follows; synthetic = made up for the example. Shares are always computed again from both counts.",
        ),
        lang=lang,
    )


def _result(city: Hierarchy, plan: Plan, preview: Preview, lang: Lang) -> None:
    after = plan.apply(city)
    count, people, before, size = (
        format_number(value, lang=lang)
        for value in (len(after), after.headcount().total, len(city), after.headcount(_MERGED).total)
    )
    merged = after[_MERGED].name
    groups = ", ".join(group.name for group in after.groups_of(_MERGED))
    first, then = len(preview.findings), len(_consent(plan).preview(city).findings)
    same, kept = plan.apply(city).same_as(after), preview.conservation.holds
    lines = (
        Words(
            vi=f"Ngày {format_date(after.as_of)}: {count} tổ chức, {people} đảng viên; "
            f"{'không sót một ai' if kept else 'số liệu không khớp'}.",
            en=f"{format_date(after.as_of, lang='en')}: {count} organizations, {people} members; "
            f"{'nobody is lost' if kept else 'the figures do not balance'}.",
        ),
        Words(vi=f"{merged}: {size} đảng viên, lãnh đạo {groups}.", en=f"{merged}: {size} members, serving {groups}."),
        Words(
            vi=f"Hiện trạng ngày {format_date(city.as_of)} vẫn nguyên {before} tổ chức; áp dụng lại phương án, kết quả "
            f"{'như cũ' if same else 'khác đi'}.",
            en=f"The snapshot of {format_date(city.as_of, lang='en')} still has its {before} organizations; applied "
            f"again, the plan gives {'the same result' if same else 'another result'}.",
        ),
        Words(
            vi=f"Ghi văn bản đồng ý của cấp ủy cấp trên vào phương án: số vấn đề phát hiện từ {first} còn {then}.",
            en=f"With the consent recorded in the plan, the findings go from {first} to {then}.",
        ),
    )
    for words in lines:
        print(textwrap.fill(words.text(lang=lang), WIDTH, initial_indent="- ", subsequent_indent="  "))
    print()


def _next(target: Path, lang: Lang) -> None:
    print(f"{Words(vi='Đã ghi', en='Written').text(lang=lang)}: {target}")
    paragraph(
        Words(
            vi="Mở bằng trình duyệt để xem mọi TCCSĐ và chi bộ trên một màn hình, các bảng, phương án và từng "
            "tháng của mỗi chi bộ; không cần mạng.",
            en="Open it in a browser for all organizations on one screen, the tables, the plan and the months of "
            "every cell; no network is needed.",
        ),
        lang=lang,
    )
    paragraph(Words(vi="Trong notebook hoặc Python:", en="In a notebook or in Python:"), lang=lang)
    print(
        textwrap.indent(
            "import dangbo as db\n"
            "city = db.datasets.thai_nguyen()\n"
            f'city.show("{_WARD}")\n'
            "city.coverage().heads_who_are_members\n"
            "db.datasets.thai_nguyen_changes()[0].preview(db.datasets.thai_nguyen_2021())",
            "    ",
        )
    )
