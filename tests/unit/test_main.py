"""The command line: what it says, what it writes, and that it says so in both languages."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dangbo as db
from dangbo.__main__ import main
from dangbo.base.findings import Lang
from dangbo.base.words import Words
from dangbo.commands.terminal import progress_of

LINES: dict[Lang, list[str]] = {
    "vi": [
        r"30/4/2023 +986 = 1 \+ 100 \+ 885 +tính được",
        r"TCCSĐ = đảng bộ \+ chi bộ +30/4/2023 +100 = 75 \+ 25 +in trong nguồn",
        r" ✓ 100\n",
        r"30/4/2023 +885 +in trong nguồn",
        r" ✓ 885\n",
        r"30/4/2023 +910 = 885 \+ 25 +tính được\n",
        r"Đảng viên +30/4/2023 +27\.960 +giả lập",
        r" ✓ gần 28\.000\n",
        r"30/4/2023 +401/401 +100,0% +in trong nguồn",
        r" ✓ 100%\n",
        r"(?<!\d)3/2023 +353/401 +88,03% +in trong nguồn",
        r" ✓ trên 88%\n",
        r"2021 +91/98 +92,9% +85% +\+7,9",
        r"✓ đạt +suy ra +✓ 92,9%\n",
        r"2022 +95/100 +95,0% +85% +\+10,0",
        r"✓ đạt +in trong nguồn +✓ 95%\n",
        r"2022 +24\.037/24\.090 +99,78% +90% +\+9,78",
        r"✓ đạt +giả lập +✓ 99,78%\n",
        r"số 98 là suy ra.* năm nào trước cũng là suy ra",
        r"nguồn không nêu mức xếp loại.*\[target/tier-unstated\]",
        r"“vượt\s9,78%”,\s+đúng\s+là\s+số\s+điểm\s+phần\s+trăm",
        r"Đảng viên: 27\.960 = 3\.350 \+ 520 \+ 24\.090",
        r"Tổng cộng +100 +75 +25 +0 +885 +27\.960",
        r"Tháng có sinh hoạt định kỳ 2022 10\.909/10\.909 100,00% giả lập",
        r"Buổi sinh hoạt có chi ủy 2022 10\.909/10\.909 100,00% giả lập họp chuẩn bị trước",
        r"Chi bộ trả lời khảo sát 2022 861/885 97,3% giả lập",
        r"8/2022-4/2023 278/398 69,8% giả lập",
        r"30/4/2023 401 = 392 \+ 8 \+ 1 giả lập",
        r"■ có sinh hoạt +908 +908 +0 +909",
        r"theo Quy định số 09-QĐ/TU, 8/2022 đến 4/2023 \(giả lập\)",
        r"○ chưa lần nào +294",
        r"861 phiếu trả lời trên 885 .*nguồn gốc số liệu: giả lập",
        r"Chưa rõ 09-QĐ/TU yêu cầu dự bao nhiêu lần nên không xét.*nhiều nhất 90/398 chi bộ.*phải dự 9 lần",
        r"phường giả định, 50 tổ chức, 1\.500 đảng viên.* 31/3/2026 có việc gì cần xử lý\? [0-9]+ việc: [0-9]+ quá hạn",
        r"Toàn bộ là giả lập; 6 việc đầu.*… và [0-9]+ hàng nữa",
        r"Bí thư kiêm trưởng xóm,.* 31/3/2026 15/28 53,6% giả lập",
        r"Sáp nhập Chi bộ tổ dân phố 12 vào Chi bộ tổ dân phố 2",
        r"24 → 43 đảng viên",
        r"có 43 đảng viên, trên 30; chưa ghi văn bản đồng ý.*Điều\s+21\.5.*\[org/large-cell\]",
        r"được chia.*từ 01/7/2025 ",
        r"tổ chức 986 - 1 - 1 \+ 1 = 985",
        r"Ngày 01/6/2023: 985 tổ chức, 27\.960 đảng viên; không sót một ai",
        r"kết quả như cũ",
        r"số vấn đề phát hiện từ 1 còn 0",
    ],
    "en": [
        r"30 April 2023 +986 = 1 \+ 100 \+ 885",
        r"30 April 2023 +100 = 75 \+ 25",
        r" ✓ 100\n",
        r"30 April 2023 +885",
        r" ✓ 885\n",
        r"30 April 2023 +910 = 885 \+ 25",
        r"Members +30 April 2023 +27,960",
        r" ✓ gần 28\.000\n",
        r"30 April 2023 +401/401 +100\.0%",
        r" ✓ 100%\n",
        r"(?<!\d)3/2023 +353/401 +88\.03%",
        r" ✓ trên 88%\n",
        r"2021 +91/98 +92\.9% +85% +\+7\.9",
        r"inferred, not printed +✓ 92,9%\n",
        r"2022 +95/100 +95\.0% +85% +\+10\.0",
        r"printed in the source +✓ 95%\n",
        r"2022 +24,037/24,090 +99\.78% +90% +\+9\.78",
        r"98 is inferred.* order is inferred too",
        r"does not state its tier.*\[target/tier-unstated\]",
        r"Members: 27,960 = 3,350 \+ 520 \+ 24,090",
        r"Total +100 +75 +25 +0 +885 +27,960",
        r"Months with the 2022 10,909/10,909 100\.00% synthetic, made monthly meeting",
        r"Cells that 2022 861/885 97\.3% synthetic, made",
        r"Residential cells 8/2022-4/2023 278/398 69\.8% synthetic",
        r"30 April 2023 401 = 392 \+ 8 \+ 1 synthetic",
        r"■ met +908 +908 +0 +909",
        r"Visits to cells under 09-QĐ/TU, 8/2022 to 4/2023 \(synthetic\)",
        r"○ never visited +294",
        r"861 of the 885 asked answered .* synthetic",
        r"How often 09-QĐ/TU asks for visits is not known.*at most 90 of 398 cells.*takes 9 visits of each",
        r"invented ward, 50 organizations and 1,500 members.*on 31 March 2026\? [0-9]+ lines: [0-9]+ overdue",
        r"All of it is synthetic; the first 6.*… and [0-9]+ more rows",
        r"Heads who are 31 March 2026 15/28 53\.6% synthetic, made for the secretaries, by seats",
        r"Merge Chi bộ tổ dân phố 12 into Chi bộ tổ dân phố 2",
        r"has 43 members, more than 30, and no consent is recorded.*Art\. 21\.5.*\[org/large-cell\]",
        r"may be divided.*must be, from",
        r"organizations 986 - 1 - 1 \+ 1 = 985",
        r"1 June 2023: 985 organizations, 27,960 members; nobody is lost",
        r"the\s+same\s+result",
        r"the findings go from 1 to 0",
    ],
}
"""What the journey has to show, as patterns over the whole output."""


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_journey_shows_every_figure_with_its_date_and_origin(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path / "new" / "folder"), "--lang", lang]) == 0
    out = capsys.readouterr().out

    flat = " ".join(out.split())  # lines are broken where the terminal ends
    missing = [line for line in LINES[lang] if not (re.search(line, out) or re.search(line, flat))]
    assert missing == []
    assert "▲ 9" not in out  # no printed figure is contradicted
    assert str(tmp_path / "new" / "folder" / "report.html") in out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_is_whole_offline_and_in_the_language_asked_for(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path), "--lang", lang]) == 0
    capsys.readouterr()
    html = (tmp_path / "report.html").read_text(encoding="utf-8")

    assert f'<html lang="{lang}">' in html
    assert html.rstrip().endswith("</html>")
    assert "<script" not in html
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", html)
    assert ("100 thẻ, 910 ô" if lang == "vi" else "100 cards, 910 tiles") in html
    assert "Chi bộ tổ dân phố 2 · " in html
    assert html.count("<svg") == 7  # the wall, months of cells on four sheets, visits by kind, visits by member
    assert ("12/12 tháng có sinh hoạt" if lang == "vi" else "met in 12/12 months") in html
    assert len(html) < 1_000_000


def test_two_runs_write_the_same_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        assert main(["demo", "--out", str(tmp_path / name)]) == 0
    capsys.readouterr()

    assert (tmp_path / "a" / "report.html").read_bytes() == (tmp_path / "b" / "report.html").read_bytes()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ("Không ghi được", "ở đó đã có tệp cùng tên", "Chọn thư mục khác bằng --out")),
        ("en", ("Cannot write", "a file has the name of the folder", "Choose another folder with --out")),
    ],
)
def test_a_folder_that_cannot_be_written_is_said_with_what_to_do(
    lang: Lang, words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert main(["demo", "--out", str(tmp_path / "file"), "--lang", lang]) == 1
    said = capsys.readouterr().err
    assert [part for part in words if part not in said] == []
    assert "Errno" not in said


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied"), "(không có quyền ghi ở đó)"),
        (IsADirectoryError(21, "Is a directory"), "(ở đó đã có thư mục tên report.html)"),
        (OSError(28, "No space left on device"), "report.html (đĩa đã đầy). Chọn thư mục khác"),
    ],
)
def test_the_words_of_the_system_are_not_repeated(
    error: OSError, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "write_text", refuse)

    assert main(["demo", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert str(error.strerror) not in said


def test_help_says_what_the_library_is_with_examples_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], []):
        if arguments:
            with pytest.raises(SystemExit) as done:
                main(arguments)
            assert done.value.code == 0
        else:
            assert main(arguments) == 0
        out = capsys.readouterr().out
        assert "hồ sơ tổ chức đảng" in out
        assert "records of Vietnamese party organizations" in out
        assert "python -m dangbo demo --lang en" in out
        assert "import dangbo as db" in out


def test_wrong_arguments_are_refused_with_the_choices(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["demo", "--lang", "fr"])

    assert refused.value.code == 2
    assert "'fr'" in capsys.readouterr().err


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr("dangbo.commands.demo.journey", fail)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (db.TermError(Words(vi="mức", en="tier"), "x"), 1, "'x' không phải là mức"),
        (
            PermissionError(13, "Permission denied", "out.xlsx"),
            1,
            "out.xlsx (không có quyền ghi ở đó). Nếu tệp",
        ),
        (ValueError("Nguyễn Văn An 19/05/1960"), 3, "Lỗi của chính thư viện (ValueError, "),
        (KeyboardInterrupt(), 130, ""),
    ],
    ids=["of the library", "of the system", "a fault", "Ctrl-C"],
)
def test_no_error_is_a_traceback(
    error: BaseException, status: int, words: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, error)

    assert main(["demo"]) == status
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert "Nguyễn" not in said  # the words of a fault may be somebody's name
    assert "Permission denied" not in said


def test_a_bar_is_for_terminals_only(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_of(Path("a.xlsx")) as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


# --- as a process of its own ------------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "dangbo", *arguments],
        capture_output=True,
        check=False,
        env=os.environ | environment,
        timeout=60,
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_command_runs_from_a_terminal_that_knows_no_vietnamese(lang: Lang, tmp_path: Path) -> None:
    done = run("demo", "--out", str(tmp_path), "--lang", lang, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")

    assert done.returncode == 0
    assert done.stderr == b""
    assert "Đảng bộ thành phố Thái Nguyên" in done.stdout.decode("utf-8")
    assert (tmp_path / "report.html").exists()


def test_the_version_is_that_of_the_package() -> None:
    done = run("--version")

    assert re.fullmatch(r"dangbo [0-9]+\.[0-9]+\.[0-9]+\S*\s*", done.stdout.decode())


@pytest.mark.skipif(os.name == "nt", reason="closing the pipe early is another error there")
def test_a_reader_who_stops_early_gets_no_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dangbo", "demo", "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
    assert (tmp_path / "report.html").exists()  # the work goes on: only nobody listens


class _Closed(io.StringIO):
    """An output nobody reads, or that has no room."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, _: str) -> int:
        raise self.error

    def fileno(self) -> int:
        return os.open(os.devnull, os.O_WRONLY)


@pytest.mark.parametrize(("error", "status"), [(None, 0), (BrokenPipeError(32, ""), 0), (OSError(28, ""), 1)])
def test_a_closed_screen_stops_no_work_and_a_full_disk_is_told(
    error: OSError | None,
    status: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None if error is None else _Closed(error))

    assert main(["template", str(tmp_path)]) == status
    assert len([*tmp_path.iterdir()]) == 10
    assert capsys.readouterr().err == (
        "Không ghi được ra màn hình hoặc nơi nhận (đĩa đã đầy). Nếu tệp đang mở trong\n"
        "Excel thì đóng lại, hoặc chọn chỗ khác để ghi.\n"
        if status
        else ""
    )
