"""`report`: from the workbook an office has to the register, the two yearly tables, the indicators and one page.

```
files  ->  what is wrong (problems.xlsx, and nothing else)
       ->  register.jsonl, tables.xlsx, report.html
```
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from dangbo.base.errors import DangboError, HierarchyError, InvalidInputError
from dangbo.base.findings import Finding, Lang, Severity
from dangbo.base.reading import bad_figure, read_year
from dangbo.base.terms import Form, Level
from dangbo.base.text import format_date, format_number, parse_date
from dangbo.base.words import Words
from dangbo.commands.reading import (
    Asked,
    blocks,
    columns_asked,
    is_same,
    read_files,
    show_options,
    show_problems,
    write_problems,
)
from dangbo.commands.terminal import broken, draw, heading, paragraph, table, told, trouble, written
from dangbo.evaluation import SUBJECT_WORDS, RatingRecord, Subjects, Tally
from dangbo.hierarchy import Hierarchy
from dangbo.history import History
from dangbo.io.building import build, ratings_of
from dangbo.io.grids import Place
from dangbo.io.headings import KIND_WORDS
from dangbo.io.imports import Import
from dangbo.io.whole_files import in_place_of
from dangbo.io.writing import write_xlsx
from dangbo.rating.comparison import compare
from dangbo.rating.schemes import Scheme
from dangbo.render import Table
from dangbo.render.findings import Findings
from dangbo.report.tables import (
    KeyFigure,
    division_table,
    indicators_table,
    key_figures,
    page,
    ratings_table,
    structure_table,
)
from dangbo.restructure import Plan, Preview
from dangbo.tree.records import Organization
from dangbo.tree.rows import few

_T = TypeVar("_T")
_SHOWN: Final = 20
"""So many findings of the files together are printed."""
_LEDGER: Final = b'{"schema":'
"""What the file of a ledger begins with, and no table does."""


class _When(NamedTuple):
    """The day the files are of, and the year that is reported."""

    on: dt.date
    year: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the report is to be about, read from the command line before any table is."""

    when: _When | None
    """Unless told, the ratings of the files have to say it."""
    scheme: Scheme | None
    plan: Plan | None
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Register:
    """The tree of the day, and the ratings that came with it; whether it was a ledger already."""

    tree: Hierarchy
    ratings: tuple[RatingRecord, ...]
    year: int
    kept: bool
    rolls: bool = True
    """Whether who is a member was in the files at all: without, nobody is counted."""


def report_files(
    files: Sequence[Path],
    *,
    out: Path,
    year: int | None,
    on: str | None,
    scheme: Path | None,
    plan: Path | None,
    root: str | None,
    columns: Iterable[tuple[str, str]] = (),
    lang: Lang,
) -> int:
    """Make the yearly report of an office out of its own files.

    Args:
        files: workbooks and CSV with organizations, members, residential groups, seats, ratings; or a ledger.
        out: folder of the results; made where it does not exist.
        year: the year that is reported; unless told the one of the day, or the one all ratings in the files are of.
        on: the day the files are of; the last of the year unless told. No clock is asked.
        scheme: a file with the targets to compare with.
        plan: a file with a plan to preview.
        root: name of the organization above cells that only lists of members name.
        columns: headings, each with the field it is, where they are not understood by themselves.
        lang: language of the results.

    Returns:
        The exit status: 0, or 1 where something must be put right first; then only `problems.xlsx` is written.

    Raises:
        DangboError: what is asked for cannot be read.
        OSError: a file cannot be written.
    """
    asked = _asked(on, year, scheme, plan, columns_asked(columns))
    _spare([*files, *(path for path in (scheme, plan) if path is not None)], out)
    out.mkdir(parents=True, exist_ok=True)
    found = _register(files, asked, out, root=root, lang=lang)
    if found is None:
        return 1
    tree = found.tree
    preview = None if asked.plan is None else asked.plan.preview(tree)
    drawn = key_figures(tree, lang=lang)
    figures = [figure for name, figure in drawn.items() if found.rolls or name != "members"]
    targets = _targets(asked, found)
    tables = _tables(found, found.year, figures, targets, lang)
    html = page(
        tree,
        records=found.ratings,
        year=found.year,
        indicators=[*figures, *targets],
        preview=preview,
        notes=_notes(found, found.year, lang),
        lang=lang,
    )
    _tell(found, asked, figures, targets, preview, lang)
    status = 0 if found.kept else _save(tree, out / "register.jsonl", lang)
    write_xlsx(out / _TABLES, tables, lang=lang)
    written(out / _TABLES, Words(vi="các bảng báo cáo hằng năm", en="the yearly tables"), lang=lang)
    with in_place_of(out / _PAGE) as file:
        file.write(html.encode("utf-8"))
    written(out / _PAGE, Words(vi="mở bằng trình duyệt", en="open it in a browser"), lang=lang)
    return status


def _asked(
    on: str | None, year: int | None, scheme: Path | None, plan: Path | None, columns: Mapping[str, str]
) -> _Wanted:
    """What is asked for, or every reason it cannot be read at once."""
    problems: list[Finding] = []
    day = None if on is None else _tried(partial(parse_date, on, where="--on"), problems)
    wanted = None if year is None else _tried(partial(read_year, year, "--year"), problems)
    targets = None if scheme is None else _tried(partial(Scheme.from_toml, scheme), problems)
    steps = None if plan is None else _tried(partial(_plan, plan), problems)
    if problems:
        raise InvalidInputError(problems)
    return _Wanted(_when(day, wanted), targets, steps, columns)


def _when(day: dt.date | None, year: int | None) -> _When | None:
    """The day and the year, where one of them is known."""
    if day is None:
        return None if year is None else _When(dt.date(year, 12, 31), year)
    return _When(day, day.year if year is None else year)


def _when_rated(rated: Iterable[Import], lang: Lang) -> _When:
    """The end of the one year all ratings of the files are of, which is told: no clock is asked.

    Raises:
        InvalidInputError: there are no ratings, or they are of several years.
    """
    years = sorted({row["year"] for read in rated for row in read.rows})
    when = _when(None, years[0]) if len(years) == 1 else None
    if when is None:
        listed = few([*map(str, years)])
        some = Words(
            vi=f", mà các tệp có kết quả xếp loại các năm {listed}" if years else "",
            en=f", and the files hold ratings of {listed}" if years else "",
        )
        raise bad_figure(
            "--year",
            Words(en=f"neither the year nor the day is given{some.en}", vi=f"chưa cho biết năm hoặc ngày{some.vi}"),
            Words(
                en="Give --year 2025 for the end of a year, or --on 30/6/2025 for a day.",
                vi="Ghi --year 2025 nếu là cuối năm, hoặc --on 30/6/2025 nếu là một ngày.",
            ),
        )
    paragraph(
        Words(
            vi=f"Chưa ghi --year: lập báo cáo năm {when.year}, năm của mọi kết quả xếp loại trong tệp; số liệu tính "
            f"đến {format_date(when.on)}.",
            en=f"No --year was given: the report is of {when.year}, the year of all ratings in the files, and as of "
            f"{format_date(when.on, lang='en')}.",
        ),
        lang=lang,
    )
    return when


def _tried(read: Callable[[], _T], problems: list[Finding]) -> _T | None:
    """What is read, or `None` after its problems joined the others."""
    try:
        return read()
    except DangboError as error:
        problems += error.findings
        return None


def _plan(path: Path) -> Plan:
    try:
        text = path.read_bytes()
    except OSError as error:
        raise bad_figure(
            "--plan",
            Words(en="the file cannot be read", vi="không đọc được tệp"),
            Words(
                en="Give the JSON file of a plan.",
                vi="Đưa tệp JSON của một phương án.",
            ),
        ) from error
    return Plan.from_json(text)


def _spare(given: Iterable[Path], out: Path) -> None:
    """Refuse a folder in which a result would take the place of a file that was given."""
    results = [out / name for name in (_TABLES, _PAGE)]
    taken = [target.name for target in results if any(is_same(path, target) for path in given)]
    if taken:
        names = ", ".join(taken)
        raise bad_figure(
            "--out",
            Words(
                en=f"{names} in that folder is a file you gave, and would be replaced",
                vi=f"{names} trong thư mục đó chính là tệp đưa vào, sẽ bị ghi đè",
            ),
            Words(en="Choose another folder.", vi="Chọn thư mục khác."),
        )


_TABLES: Final = "tables.xlsx"
_PAGE: Final = "report.html"


# --- the register -----------------------------------------------------------------------------------------------------


def _register(files: Sequence[Path], asked: _Wanted, out: Path, *, root: str | None, lang: Lang) -> _Register | None:
    """The tree of the day and the ratings; `None` after what stands in the way was told and written."""
    ledgers = [path for path in files if _is_ledger(path)]
    tables = [path for path in files if path not in ledgers]
    reads, problems = read_files(tables, Asked(columns=asked.columns), lang=lang)
    if problems:
        trouble(InvalidInputError(problems), lang=lang)
    for read in reads:
        show_problems(read, lang=lang)
    show_options([*problems, *(found for read in reads for found in read.problems)], lang=lang)
    for read in reads:
        if read.problems:
            write_problems([read], out / "problems.xlsx", lang=lang)
            print()
    if problems or any(map(blocks, reads)):
        paragraph(
            Words(
                vi="Sửa những chỗ chặn trong tệp rồi chạy lại; chưa lập báo cáo nào.",
                en="Correct what stops it in the file and run this again; no report was made.",
            ),
            lang=lang,
        )
        return None
    _tell_unused(reads, lang)
    rated = [read for read in reads if read.kind == "ratings"]
    if ledgers:
        _only_one(ledgers, reads)
    when = asked.when or _when_rated(rated, lang)
    if ledgers:
        tree = History.load(ledgers[0]).as_of(when.on)
        return _Register(tree, ratings_of(rated, tree, year=when.year), when.year, kept=True)
    kinds = {read.kind for read in reads}
    try:
        built = build([read for read in reads if read.kind in _BUILT], as_of=when.on, root=_root(root))
    except HierarchyError as error:
        stops = [found for found in error.findings if found.severity is Severity.BLOCK]  # the others were told above
        trouble(HierarchyError(stops or error.findings), lang=lang)
        if root is None and "organizations" not in kinds:
            print(broken(_ABOVE.text(lang=lang)), file=sys.stderr)
        return None
    told = {found for read in reads for found in read.problems}
    together = Findings(found for found in built.findings if found not in told)
    if together:
        draw(together.show(limit=_SHOWN, lang=lang))
    ratings = ratings_of(rated, built.hierarchy, year=when.year)
    return _Register(built.hierarchy, ratings, when.year, kept=False, rolls="profiles" in kinds)


_ABOVE: Final = Words(
    vi="Không có danh sách tổ chức đảng nào. Đưa thêm danh sách ấy; nếu chỉ có các chi bộ thì thêm "
    "--root 'Tên đảng bộ cơ sở', chi bộ được lập theo danh sách đảng viên.",
    en="There is no list of organizations. Give one; where there are cells only, add --root 'Name of the organization "
    "above', and the cells are made as the members name them.",
)


def _tell_unused(reads: Iterable[Import], lang: Lang) -> None:
    """Say which lists were read and are no part of this report."""
    for read in reads:
        if read.kind not in (*_BUILT, "ratings"):
            place, kind = Place(read.file, read.sheet).words, KIND_WORDS[read.kind]
            paragraph(
                Words(
                    vi=f"{place.vi}: {kind.vi}, không dùng trong báo cáo này.",
                    en=f"{place.en}: {kind.en}, no part of this report.",
                ),
                lang=lang,
            )


_BUILT: Final = ("organizations", "profiles", "groups", "seats")
"""The kinds of lists a register is made of."""


def _root(name: str | None) -> Organization | None:
    """The organization above the cells, of which no list says more than the user has: its name."""
    return None if name is None else Organization("goc", name, Form.DANG_BO, Level.GRASSROOTS)


def _is_ledger(path: Path) -> bool:
    """Whether a file is a ledger, by what it begins with; what cannot be opened is told where it is read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_LEDGER)) == _LEDGER
    except OSError:
        return False


def _only_one(ledgers: Sequence[Path], reads: Sequence[Import]) -> None:
    """Refuse several ledgers, and lists beside one; only ratings, which are no part of a register, go with it."""
    others = [read for read in reads if read.kind != "ratings"]
    if len(ledgers) > 1 or others:
        raise bad_figure(
            "FILE",
            Words(
                en=f"{len(ledgers)} ledgers and {len(others)} other lists were given",
                vi=f"có {len(ledgers)} tệp sổ và {len(others)} danh sách khác",
            ),
            Words(
                en="Give one ledger, with ratings beside it, or lists and no ledger.",
                vi="Đưa một tệp sổ, kèm kết quả xếp loại; hoặc chỉ đưa các danh sách.",
            ),
        )


def _save(tree: Hierarchy, path: Path, lang: Lang) -> int:
    """Write the register as a ledger of its own, unless there is one that holds decisions already."""
    if path.exists() and _has_entries(path):
        paragraph(
            Words(
                vi=f"Không ghi đè {path}: sổ ở đó đã có quyết định. Chọn thư mục khác bằng --out, hoặc đưa chính sổ "
                "đó vào lệnh.",
                en=f"{path} was not replaced: the ledger there holds decisions. Choose another folder with --out, or "
                "give that ledger as the file.",
            ),
            lang=lang,
        )
        return 1
    try:
        History(opening=tree).save(path)
    except OSError as error:  # which is about the draft of it
        raise OSError(error.errno, error.strerror, str(path)) from error
    written(path, Words(vi="sổ, có họ tên đảng viên", en="the register; it names members"), lang=lang)
    return 0


def _has_entries(path: Path) -> bool:
    """Whether a file is anything but a ledger without entries; what cannot be read is not replaced either."""
    try:
        return bool(History.load(path).log)
    except DangboError:
        return True


# --- what is reported -------------------------------------------------------------------------------------------------


def _targets(asked: _Wanted, found: _Register) -> list[KeyFigure]:
    """The ratings of the year against the targets of the scheme that are set for it."""
    if asked.scheme is None:
        return []
    figures = []
    for target in asked.scheme:
        if target.subjects is None or not target.includes(found.year):
            continue
        if not _of_year(found, found.year, target.subjects):  # nothing of nobody is no figure
            continue
        tally = Tally.of(found.ratings, found.tree, subjects=target.subjects, level=target.level, year=found.year)
        figures.append(KeyFigure(target.name, compare(tally, target)))
    return figures


def _of_year(found: _Register, year: int, subjects: Subjects) -> int:
    return sum(record.year == year and record.subjects == subjects for record in found.ratings)


def _notes(found: _Register, year: int, lang: Lang) -> list[str]:
    """What is to be known of the figures before they are read."""
    rolls = [] if found.rolls else [_NO_ROLLS.text(lang=lang)]
    return rolls + [
        Words(
            vi=f"Các tệp không có kết quả xếp loại {whose.vi} năm {year}: tất cả ghi là chưa xếp loại.",
            en=f"The files hold no ratings of {whose.en} for {year}: all of them stand as not yet rated.",
        ).text(lang=lang)
        for subjects, whose in SUBJECT_WORDS.items()
        if not _of_year(found, year, subjects)
    ]


_NO_ROLLS: Final = Words(
    vi="Các tệp không có danh sách đảng viên: chưa biết số đảng viên.",
    en="The files hold no list of members: how many there are is not known.",
)


def _tables(
    found: _Register, year: int, figures: Sequence[KeyFigure], targets: Sequence[KeyFigure], lang: Lang
) -> dict[str, Table]:
    """The tables of the workbook, by the names of their sheets."""
    tree, notes = found.tree, _notes(found, year, lang)
    tables: list[tuple[Words, Table]] = [
        (Words(vi="Cơ cấu", en="Structure"), structure_table(tree, lang=lang)),
        (
            Words(vi="Xếp loại", en="Ratings"),
            ratings_table(found.ratings, tree, year=year, notes=notes, lang=lang),
        ),
        (_KEY, indicators_table(figures, title=_KEY.text(lang=lang), lang=lang)),
    ]
    if targets:
        tables.append((_TARGETS, indicators_table(targets, title=_TARGETS.text(lang=lang), lang=lang)))
    return {name.text(lang=lang): drawn for name, drawn in tables}


_KEY: Final = Words(vi="Số liệu chính", en="Key figures")
_TARGETS: Final = Words(vi="Chỉ tiêu", en="Targets")


def _tell(
    found: _Register,
    asked: _Wanted,
    figures: Sequence[KeyFigure],
    targets: Sequence[KeyFigure],
    preview: Preview | None,
    lang: Lang,
) -> None:
    """The report on a terminal."""
    tree = found.tree
    size, people, rated = (
        format_number(count, lang=lang)
        for count in (len(tree), tree.headcount().total, sum(one.year == found.year for one in found.ratings))
    )
    paragraph(
        Words(
            vi=f"{tree.root.name}, ngày {format_date(tree.as_of)}: {size} tổ chức"
            f"{f', {people} đảng viên' if found.rolls else ''}; {rated} kết quả xếp loại năm {found.year}.",
            en=f"{tree.root.name}, {format_date(tree.as_of, lang='en')}: {size} organizations"
            f"{f', {people} members' if found.rolls else ''}; {rated} ratings of {found.year}.",
        ),
        lang=lang,
    )
    table(indicators_table(figures, title=_KEY.text(lang=lang), lang=lang), lang=lang)
    for note in _notes(found, found.year, lang):
        told(note)
    if asked.scheme is not None:
        _tell_targets(asked.scheme, targets, found.year, lang)
    if preview is not None:
        heading(1, Words(vi="Xem trước phương án", en="The plan, previewed"), lang=lang)
        draw(preview.show(lang=lang))
        division = division_table(preview, lang=lang)
        if division is not None:
            table(division, lang=lang)


def _tell_targets(scheme: Scheme, targets: Sequence[KeyFigure], year: int, lang: Lang) -> None:
    """The figures against their targets, and how many targets were not of the year."""
    title = Words(vi=f"Chỉ tiêu: {scheme.name}", en=f"Targets: {scheme.name}").text(lang=lang)
    if targets:
        table(indicators_table(targets, title=title, lang=lang), lang=lang)
    left = len(scheme.targets) - len(targets)
    if left:
        paragraph(
            Words(
                vi=f"{left} chỉ tiêu của {scheme.name} chưa so sánh: không đặt ra cho năm {year}, hoặc các tệp "
                "không có kết quả xếp loại tương ứng.",
                en=f"Targets of {scheme.name} that were not compared: {left}; they are not set for {year}, or the "
                "files hold no such ratings.",
            ),
            lang=lang,
        )
