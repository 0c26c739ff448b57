"""`python -m dangbo`: the parser of the command line; what a command does stands in `dangbo.commands`."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

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


_COMMANDS: Final = {
    "demo": _Command("hành trình mẫu / the journey; writes report.html", _DEMO, _demo_arguments, _demo),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments; those of the process by default.

    Returns:
        The exit status: 0 when all went well, 1 when something must be put right first (a file that cannot be read or
        written, what is wrong in it), 3 when the library itself is at fault, 130 after Ctrl-C.

    Raises:
        SystemExit: after `--help` and `--version`, and with status 2 after wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # consoles of Windows speak other encodings, which lack most letters
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    try:
        status = _COMMANDS[arguments.command].run(arguments)
        sys.stdout.flush()  # here, where a closed pipe is met, and not on the way out
    except BrokenPipeError:  # the reader has seen enough: `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - nobody at a terminal of an office can use a traceback
        from dangbo.commands.terminal import trouble

        return trouble(error, lang=arguments.lang)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
