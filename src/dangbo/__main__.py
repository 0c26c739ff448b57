"""`python -m dangbo`: the parser of the command line; what a command does stands in `dangbo.commands`."""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple, TextIO, cast

_HELP: Final = """\
dangbo: hồ sơ tổ chức đảng (đảng bộ, chi bộ) trong Python.
Trả lời ba câu hỏi: vào một ngày bất kỳ, tổ chức gồm những gì; sắp xếp lại thì
điều gì thay đổi, có đúng quy định không, có ai bị sót không; chất lượng thế nào
so với chỉ tiêu. Mỗi số liệu có cơ sở tính, ngày và nguồn gốc.

dangbo: records of Vietnamese party organizations in Python. It answers what the
organization is on any date, what a reorganization changes (previewed, checked
against the rules in force, with nobody lost), and how good it is against which
target. Every figure keeps its base, its date and its origin.
"""

_EXAMPLES: Final = """\
ví dụ / examples:
  python -m dangbo demo                      hành trình mẫu, ghi report.html vào thư mục hiện tại
  python -m dangbo demo --lang en --out out  the journey in English, report.html in the folder "out"

trong Python / in Python:
  import dangbo as db
  city = db.datasets.thai_nguyen()           986 tổ chức / organizations, 30/4/2023
  city.show("dbp-phu-xa")                    tổ chức đảng của một phường / a branch of the tree
  city.check()                               kiểm tra theo quy định / findings under the rules of its date
  plan.preview(city); plan.apply(city)       xem trước, áp dụng / look first, then apply

Chạy không cần mạng. Dữ liệu mẫu không có người thật.
It runs offline. Nobody in the sample data is real.
"""

_DEMO: Final = """\
In ra hành trình mẫu qua Đảng bộ TP. Thái Nguyên như một bài báo năm 2023 mô tả: số
liệu chính, hai bảng hằng năm, chỉ tiêu, sinh hoạt chi bộ, khảo sát, việc dự sinh hoạt,
một phương án sắp xếp được xem trước rồi áp dụng; rồi việc cần xử lý của một phường
giả định năm 2026; ghi report.html.

Prints the journey through the party organization of TP. Thái Nguyên as an article
of 2023 describes it: key figures, the two yearly tables, targets, meetings of cells,
a survey, visits, a reorganization previewed and applied; then what needs attention
in an invented ward of 2026; writes report.html.
"""


_TEMPLATE: Final = """\
Ghi vào thư mục các tệp Excel trống có chú thích và danh sách chọn, để điền rồi đọc lại.
Tệp đã có sẵn thì không ghi đè.

Writes empty workbooks with comments and lists to choose from, to be filled in and
read back. A file that is there already is not replaced.
"""

_CHECK: Final = """\
Đọc tệp Excel, CSV như hiện có và nêu mọi chỗ sai: ở ô nào, vì sao, sửa thế nào. Không in
nội dung ô. Kết thúc bằng mã 1 nếu có chỗ phải sửa. Với --xlsx, ghi thêm một tệp Excel
tô màu từng ô sai; tệp đó có dữ liệu cá nhân như tệp gốc.

Reads workbooks and CSV files as they are and tells what is wrong: in which cell, why,
and how to put it right. It prints no contents. Exit status 1 where something must be
corrected. --xlsx writes a workbook with each cell colored; it holds personal data as
the file itself does.
"""

_RECONCILE: Final = """\
So danh sách đảng viên A với B: mỗi dòng của mỗi danh sách thuộc đúng một nhóm (giống
nhau, khác thông tin, khác chi bộ, chỉ có ở một bên, lặp lại, có thể là một người ...).
In số lượng, không in nội dung. Với --xlsx, ghi tệp Excel nêu từng chỗ khác và cột Chọn
(A, B, bỏ qua); tệp đó có dữ liệu cá nhân. Điền xong, chạy lại với --choices và --out để
ghi danh sách A theo các lựa chọn. Không ghi đè tệp nào.
Mã kết thúc: 0 nếu mọi dòng giống nhau, hoặc mọi chỗ khác đã được chọn và ghi; 1 nếu có
chỗ khác, có dòng không đọc được hoặc còn chỗ giữ nguyên; 2 nếu sai tham số.

Compares the list of members A with B: each line of either is in exactly one class
(equal, different, another cell, only in one, repeated, may be one person ...). It
prints counts and no contents. --xlsx writes a workbook with each difference and a
column to choose in (A, B, skip); it holds personal data. When it is filled in, run
this again with --choices and --out: list A is written as was chosen. No file is
replaced. Exit status 0 where all lines are equal, or all differences were chosen and
written; 1 where something differs, could not be read or stays as it is; 2 after wrong
arguments.
"""

_REPORT: Final = """\
Từ tệp của đơn vị (tổ chức đảng, đảng viên, tổ dân phố, chức vụ, xếp loại) hoặc từ tệp sổ:
nếu có chỗ phải sửa thì nêu ra, ghi từng ô vào problems.xlsx và dừng; nếu không thì ghi
register.jsonl (sổ), tables.xlsx (hai bảng hằng năm, số liệu, chỉ tiêu) và report.html.

From the files of an office (organizations, members, residential groups, seats, ratings)
or from a ledger: where something must be corrected, it is told, cell by cell in
problems.xlsx, and nothing else is made; otherwise register.jsonl, tables.xlsx (the two
yearly tables, figures, targets) and report.html.
"""


# --- the command line -------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dangbo",
        description=_HELP,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = sys.modules[__package__ or "dangbo"].__version__  # loaded already: this module is in it
    parser.add_argument("--version", action="version", version=f"dangbo {version}")
    commands = parser.add_subparsers(dest="command", metavar="command", title="lệnh / commands")
    for name, command in _COMMANDS.items():
        below = commands.add_parser(
            name,
            help=command.help,
            description=command.description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.arguments(below)
        below.add_argument(
            "--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ, mặc định vi / language, vi by default"
        )
    return parser


class _Command(NamedTuple):
    """A command: what the help says of it, its arguments, and what carries it out."""

    help: str
    description: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="thư mục ghi report.html, mặc định là thư mục hiện tại / folder for report.html, by default this one",
    )


def _demo(given: argparse.Namespace) -> int:
    from dangbo.commands.demo import journey  # here, as in each command: --help and --version load no room

    return journey(given.out, lang=given.lang)


def _template_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="thư mục ghi các tệp mẫu / folder for the workbooks")


def _template(given: argparse.Namespace) -> int:
    from dangbo.commands.files import write_template_files

    return write_template_files(given.folder, lang=given.lang)


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--xlsx",
        metavar="OUT",
        type=Path,
        help="ghi thêm tệp .xlsx tô màu từng ô sai, không ghi đè tệp nào / the workbook with each cell colored; "
        "no file is replaced",
    )
    parser.add_argument(
        "--kind", choices=_KINDS, metavar="KIND", help=f"loại danh sách / what the list is: {', '.join(_KINDS)}"
    )
    parser.add_argument("--sheet", metavar="NAME", help="chỉ đọc trang này / the one sheet that is read")
    _columns(parser)


_KINDS: Final = (
    "organizations",
    "profiles",
    "groups",
    "seats",
    "ratings",
    "meetings",
    "visits",
    "life events",
    "prospects",
)
"""`io.headings.Kind`, which a parser would load a room for; a test holds them together."""


def _columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--columns",
        metavar="HEADING=FIELD",
        type=_heading,
        action="append",
        default=[],
        help="tiêu đề nào là trường nào, ghi nhiều lần được / which heading is which field; may be repeated",
    )


def _heading(text: str) -> tuple[str, str]:
    heading, between, field = (part.strip() for part in text.rpartition("="))
    if not (heading and between and field):
        raise argparse.ArgumentTypeError(f"'{text}': ghi 'Tiêu đề=trường' / write 'Heading=field'")
    return heading, field


def _check(given: argparse.Namespace) -> int:
    from dangbo.commands.files import check_files

    return check_files(
        given.files, out=given.xlsx, kind=given.kind, sheet=given.sheet, columns=given.columns, lang=given.lang
    )


def _reconcile_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", metavar="A", type=Path, help="tệp của danh sách A / the file of list A")
    parser.add_argument("b", metavar="B", type=Path, help="tệp của danh sách B / the file of list B")
    parser.add_argument("--xlsx", metavar="OUT", type=Path, help="tệp để chọn / the workbook to choose in")
    parser.add_argument("--choices", metavar="FILE", type=Path, help="tệp đã chọn / that workbook filled in")
    parser.add_argument(
        "--out", metavar="NEW", type=Path, help="danh sách A theo các lựa chọn / list A as was chosen (.xlsx, .csv)"
    )
    parser.add_argument(
        "--people",
        choices=("ids", "initials", "names"),
        default="ids",
        help="tệp để chọn ghi tên thế nào, mặc định không ghi / how people are named in the workbook, by default not",
    )
    parser.add_argument(
        "--sheet",
        metavar="NAME",
        action="append",
        default=[],
        help="trang cần đọc; ghi hai lần nếu A và B khác nhau / the sheet; twice where A and B differ",
    )
    _columns(parser)


def _reconcile(given: argparse.Namespace) -> int:
    from dangbo.commands.reconciling import reconcile_files

    return reconcile_files(
        (given.a, given.b),
        xlsx=given.xlsx,
        choices=given.choices,
        out=given.out,
        sheets=given.sheet,
        columns=given.columns,
        people=given.people,
        lang=given.lang,
    )


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="tệp Excel hoặc CSV / workbooks and CSV files"
    )


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    _files(parser)
    parser.add_argument(
        "--out", metavar="DIR", type=Path, required=True, help="thư mục kết quả / folder of the results"
    )
    parser.add_argument(
        "--year",
        metavar="YEAR",
        type=_year,
        help="năm báo cáo, mặc định là năm của kết quả xếp loại / the year reported, by default that of the ratings",
    )
    parser.add_argument("--on", metavar="DATE", help="số liệu tính đến ngày, mặc định 31/12 / day the files are of")
    parser.add_argument("--scheme", metavar="TOML", type=Path, help="tệp chỉ tiêu / targets to compare with")
    parser.add_argument(
        "--root", metavar="NAME", help="tên đảng bộ cơ sở, nếu danh sách chỉ có chi bộ / name of the organization above"
    )
    parser.add_argument("--plan", metavar="JSON", type=Path, help="phương án cần xem trước / a plan to preview")
    _columns(parser)


def _year(text: str) -> int:
    if re.fullmatch("[1-9][0-9]{3}", text) is None:  # of two digits nobody knows the century
        raise argparse.ArgumentTypeError(f"'{text}': năm có bốn chữ số / a year has four digits")
    return int(text)


def _report(given: argparse.Namespace) -> int:
    from dangbo.commands.report import report_files

    return report_files(
        given.files,
        out=given.out,
        year=given.year,
        on=given.on,
        scheme=given.scheme,
        plan=given.plan,
        root=given.root,
        columns=given.columns,
        lang=given.lang,
    )


_COMMANDS: Final = {
    "demo": _Command("hành trình mẫu / the journey; writes report.html", _DEMO, _demo_arguments, _demo),
    "template": _Command("tệp mẫu để điền / empty workbooks to fill in", _TEMPLATE, _template_arguments, _template),
    "check": _Command("tìm chỗ sai trong tệp / what is wrong in files", _CHECK, _check_arguments, _check),
    "reconcile": _Command(
        "so hai danh sách đảng viên / two lists compared", _RECONCILE, _reconcile_arguments, _reconcile
    ),
    "report": _Command("báo cáo năm từ tệp của mình / the yearly report", _REPORT, _report_arguments, _report),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments; those of the process by default.

    Returns:
        The exit status: 0 when all went well, 1 when something must be put right first (a file that cannot be read or
        written, what is wrong in it, what differs between two lists), 3 when the library itself is at fault, 130 after
        Ctrl-C.

    Raises:
        SystemExit: after `--help` and `--version`, and with status 2 after wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # consoles of Windows speak other encodings, which lack most letters
            stream.reconfigure(encoding="utf-8", errors="replace")
    with redirect_stdout(cast("TextIO", _Listened(sys.stdout))):
        return _carried_out(argv)


class _Listened:
    """A stream whose reader may leave early (`... | head`), or which is closed: the work goes on all the same."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, as long as somebody reads."""
        self._tried(lambda stream: stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Here, where a closed pipe is met, and not on the way out."""
        self._tried(lambda stream: stream.flush())

    def _tried(self, step: Callable[[TextIO], object]) -> None:
        if self._stream is None:
            return
        try:
            step(self._stream)
        except OSError as error:
            if not (isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)):
                raise
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())  # for what waits to be written


def _carried_out(argv: Sequence[str] | None) -> int:
    """The exit status of a command, whatever happens in it."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    try:
        status = _COMMANDS[arguments.command].run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - nobody at a terminal of an office can use a traceback
        from dangbo.commands.terminal import trouble

        return trouble(error, lang=arguments.lang)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
