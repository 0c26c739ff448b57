"""Where the figures of the datasets come from: printed, computed, inferred or synthetic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

from typing_extensions import TypedDict

from dangbo.base.citations import Document
from dangbo.base.envelope import PaperDocument, WordsDocument
from dangbo.base.errors import TermError
from dangbo.base.terms import Origin
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words
from dangbo.datasets.ward_lines import PLANTED, PlantedLine

ARTICLE: Final = Document(
    kind="bài báo",
    title="TP. Thái Nguyên chú trọng nâng cao chất lượng tổ chức đảng",
    issued="2023-05-07",
    issuer="Duy Phương",
)
"""The article the printed figures are taken from; its issuer is the author it names."""

Dataset: TypeAlias = Literal[
    "thai_nguyen",
    "thai_nguyen_2021",
    "thai_nguyen_changes",
    "thai_nguyen_ratings",
    "thai_nguyen_scheme",
    "synthetic_country",
    "synthetic_profiles",
    "thai_nguyen_activity",
    "thai_nguyen_survey",
    "ward_2026",
]
"""What `provenance` can be asked about: the names of the functions."""


class ProvenanceDocument(TypedDict):
    """Where one part of a dataset comes from: printed, computed, inferred or synthetic."""

    key: str
    what: WordsDocument
    origin: str
    source: PaperDocument | None
    printed: str
    dated: str
    note: WordsDocument


@dataclass(frozen=True, slots=True)
class Provenance(Documented):
    """Where one part of a dataset comes from.

    Attributes:
        key: stable name of the part, such as "members".
        what: the part in words.
        origin: printed in a source, computed, inferred or synthetic.
        source: the paper it is printed in or inferred from; `None` for what is made up.
        printed: the words of the source; for what is made up, the words it must agree with. Empty where there are none.
        dated: the month or years the source counts for; empty where it does not say.
        note: how it was inferred or made.
        line: what an agenda must tell of it, where it was put out of order on purpose.
    """

    key: str
    what: Words
    origin: Origin
    source: Document | None = None
    printed: str = ""
    dated: str = ""
    note: Words = NO_WORDS
    line: PlantedLine | None = None

    def as_dict(self) -> ProvenanceDocument:
        """The part as plain JSON values."""
        return {
            "key": self.key,
            "what": self.what.as_dict(),
            "origin": self.origin.value,
            "source": None if self.source is None else self.source.as_dict(),
            "printed": self.printed,
            "dated": self.dated,
            "note": self.note.as_dict(),
        }


def provenance(dataset: Dataset) -> tuple[Provenance, ...]:
    """What of a dataset is printed in its source, what is inferred from it, and what is made up.

    Args:
        dataset: name of the function that gives it.

    Raises:
        TermError: no dataset has this name.

    Examples:
        >>> for part in provenance("thai_nguyen")[1:5]:
        ...     print(part.origin.value, part.dated or "-", part.what.text(lang="en"))
        printed 4/2023 885 cells below grassroots level
        computed - 986 organizations = 1 + 100 + 885; 910 cells = 885 + 25
        printed - 401 xóm and tổ dân phố, all with a party organization
        printed 3/2023 353 heads who are members
    """
    known = get_args(Dataset)
    if dataset not in known:
        raise TermError(Words(vi="bộ dữ liệu mẫu", en="dataset"), str(dataset), known)
    return _PROVENANCE[dataset]


def _printed(key: str, what: Words, words: str, *, dated: str = "") -> Provenance:
    return Provenance(key, what, Origin.PRINTED, ARTICLE, words, dated)


def _inferred(key: str, what: Words, words: str, why: Words, *, dated: str = "") -> Provenance:
    return Provenance(key, what, Origin.INFERRED, ARTICLE, words, dated, why)


def _computed(key: str, what: Words) -> Provenance:
    return Provenance(key, what, Origin.COMPUTED, ARTICLE)


def _synthetic(key: str, what: Words, how: Words = NO_WORDS, *, words: str = "") -> Provenance:
    return Provenance(key, what, Origin.SYNTHETIC, ARTICLE if words else None, words, note=how)


_PROVENANCE: Final[dict[Dataset, tuple[Provenance, ...]]] = {
    "thai_nguyen": (
        _printed(
            "grassroots",
            Words(vi="100 TCCSĐ = 75 đảng bộ + 25 chi bộ", en="100 TCCSĐ = 75 đảng bộ + 25 chi bộ"),
            "100 TCCSĐ trực thuộc, gồm 75 đảng bộ và 25 chi bộ",
            dated="4/2023",
        ),
        _printed(
            "cells",
            Words(vi="885 chi bộ trực thuộc đảng ủy cơ sở", en="885 cells below grassroots level"),
            "885 chi bộ trực thuộc đảng uỷ cơ sở",
            dated="4/2023",
        ),
        _computed(
            "totals",
            Words(
                vi="986 tổ chức = 1 + 100 + 885; 910 chi bộ = 885 + 25",
                en="986 organizations = 1 + 100 + 885; 910 cells = 885 + 25",
            ),
        ),
        _printed(
            "groups",
            Words(
                vi="401 xóm, tổ dân phố, đều có tổ chức đảng",
                en="401 xóm and tổ dân phố, all with a party organization",
            ),
            "toàn thành phố có 401 xóm, tổ dân phố, bảo đảm 100% xóm, tổ dân phố có tổ chức đảng",
        ),
        _printed(
            "heads",
            Words(vi="353 trưởng xóm, tổ trưởng tổ dân phố là đảng viên", en="353 heads who are members"),
            "353/401 trưởng xóm, tổ trưởng tổ dân phố là đảng viên, chiếm tỷ lệ trên 88%",
            dated="3/2023",
        ),
        _printed(
            "cells-phu-xa",
            Words(vi="Chi bộ tổ dân phố 2 và 12 của phường Phú Xá", en="the cells tổ dân phố 2 and 12 of Phú Xá"),
            "Chi bộ tổ dân phố 2 và 12, Đảng bộ phường Phú Xá",
        ),
        _printed(
            "cell-huong-son",
            Words(vi="Chi bộ tổ 4 của phường Hương Sơn", en="the cell tổ 4 of Hương Sơn"),
            "Chi bộ tổ 4, Đảng bộ phường Hương Sơn",
        ),
        Provenance(
            "communes",
            Words(vi="Tên 32 xã, phường", en="names of the 32 communes and wards"),
            Origin.PRINTED,
            dated="2023",
            note=Words(vi="Theo danh mục đơn vị hành chính.", en="From the gazetteer of administrative units."),
        ),
        _synthetic(
            "members",
            Words(
                vi="27.960 đảng viên: con số, họ tên, chính thức hay dự bị",
                en="27,960 members: the number, their names and status",
            ),
            Words(vi="Con số chính xác và từng người là giả lập.", en="The exact number and every person are made up."),
            words="tổng số gần 28.000 đảng viên",
        ),
        _synthetic(
            "units",
            Words(
                vi="Tên các đơn vị khác, số chi bộ của từng TCCSĐ, số đảng viên của từng chi bộ",
                en="names of the other units, how many cells each TCCSĐ and how many members each cell has",
            ),
        ),
        _synthetic(
            "coverage",
            Words(
                vi="Số xóm, tổ dân phố của từng xã, phường; chi bộ ghép; ai là trưởng xóm, tổ trưởng",
                en="groups of each commune, joint cells, who the heads are",
            ),
        ),
        _synthetic(
            "consents",
            Words(vi="Văn bản đồng ý cho chi bộ trên 30 đảng viên", en="consents for cells of more than 30 members"),
            Words(vi="Ghi sẵn để việc kiểm tra không báo gì.", en="Recorded so that the check finds nothing."),
        ),
        _synthetic(
            "as_of", Words(vi="Tính đến ngày 30/4/2023", en="the day, 30 April 2023"), words="tính đến tháng 4-2023"
        ),
    ),
    "thai_nguyen_2021": (
        _inferred(
            "organizations",
            Words(
                vi="984 tổ chức, 883 chi bộ trực thuộc đảng ủy cơ sở",
                en="984 organizations, 883 cells below grassroots level",
            ),
            "từ năm 2021 đến nay, thành phố cũng đã giải thể, chuyển sinh hoạt cho đảng viên ở một tổ chức đảng, "
            "thành lập 3 tổ chức đảng",
            Words(
                vi="885 - 3 + 1 = 883, nếu không có thay đổi nào khác.",
                en="885 - 3 + 1 = 883, if nothing else changed.",
            ),
        ),
        _synthetic(
            "as_of",
            Words(
                vi="Ngày 30/6/2021; đảng viên, TCCSĐ, xóm và tổ dân phố như năm 2023",
                en="the day, 30 June 2021; members, TCCSĐ and residential groups as in 2023",
            ),
        ),
    ),
    "thai_nguyen_changes": (
        _printed(
            "changes",
            Words(
                vi="Giải thể 1, thành lập 3 tổ chức đảng trong doanh nghiệp",
                en="one enterprise organization dissolved, three established",
            ),
            "giải thể, chuyển sinh hoạt cho đảng viên ở một tổ chức đảng, thành lập 3 tổ chức đảng ở doanh nghiệp tư "
            "nhân trực thuộc đảng ủy phường, xã",
        ),
        _synthetic(
            "decisions",
            Words(
                vi="Doanh nghiệp, nơi, ngày, người và số quyết định",
                en="which enterprises, where, when, who, and the decisions",
            ),
        ),
    ),
    "thai_nguyen_ratings": (
        _printed(
            "grassroots",
            Words(
                vi="91 rồi 95 TCCSĐ hoàn thành tốt nhiệm vụ, 92,9% rồi 95%",
                en="91, then 95 TCCSĐ rated good, 92.9 % then 95 %",
            ),
            "có 91-95 TCCSĐ hoàn thành tốt nhiệm vụ, chiếm tỷ lệ 92,9-95%",
            dated="2021-2022",
        ),
        _printed(
            "members",
            Words(vi="99,78% đảng viên hoàn thành nhiệm vụ trở lên", en="99.78 % of members completed or better"),
            "tổng số đảng viên hoàn thành và hoàn thành tốt nhiệm vụ trở lên chiếm 99,78%",
            dated="2021-2022",
        ),
        _inferred(
            "base",
            Words(
                vi="98 TCCSĐ được xếp loại năm 2021; 91 là năm 2021, 95 là năm 2022",
                en="98 TCCSĐ rated in 2021; 91 is of 2021 and 95 of 2022",
            ),
            "năm 2021-2022 của Đảng bộ thành phố, có 91-95 TCCSĐ",
            Words(
                vi="Quanh 100 chỉ có 98 cho ra 92,9%; thứ tự năm theo cách viết của câu.",
                en="Near 100 only 98 prints 92,9%; the years in the order of the sentence.",
            ),
        ),
        _inferred(
            "tier",
            Words(vi="91 và 95 gồm cả số hoàn thành xuất sắc nhiệm vụ", en="91 and 95 include the excellent"),
            "có 91-95 TCCSĐ hoàn thành tốt nhiệm vụ, chiếm tỷ lệ 92,9-95% (vượt chỉ tiêu Đề án đề ra là hằng năm có "
            "85% số TCCSĐ hoàn thành tốt nhiệm vụ trở lên)",
            Words(
                vi="So với chỉ tiêu “trở lên” thì phải đếm cả mức xuất sắc.",
                en="They are held against a target that says “trở lên” (or better).",
            ),
        ),
        _inferred(
            "members-year",
            Words(vi="99,78% là của năm 2022, tính trên số được xếp loại", en="99.78 % is of 2022, over those rated"),
            "Kết quả đánh giá phân loại tổ chức cơ sở đảng và đảng viên năm 2021-2022",
            Words(
                vi="Bài báo không nói riêng từng năm và không nêu cơ sở tính.",
                en="The article tells neither the year apart nor the base.",
            ),
        ),
        _synthetic(
            "tiers",
            Words(
                vi="15 + 80 + 5 TCCSĐ năm 2022; 3.350 miễn, 520 chưa xếp loại, 24.037/24.090 đảng viên; từng kết quả",
                en="15 + 80 + 5 TCCSĐ of 2022; 3,350 exempt, 520 not yet rated, 24,037/24,090 members; "
                "every single rating",
            ),
        ),
        _synthetic(
            "others",
            Words(
                vi="Kết quả của 910 chi bộ trong hai năm và của đảng viên năm 2021",
                en="the ratings of the 910 cells in both years, and of members in 2021",
            ),
        ),
        _synthetic(
            "books",
            Words(
                vi="Hai năm đều tính trên danh sách tính đến ngày 30/4/2023",
                en="both years are counted over the books of 30 April 2023",
            ),
            Words(
                vi="Năm 2021 cũng vậy; chi bộ thành lập chưa đủ 6 tháng tính đến cuối năm là chưa xếp loại.",
                en="2021 as well; a cell younger than six months at the end of a year is not yet rated.",
            ),
        ),
    ),
    "thai_nguyen_scheme": (
        _printed(
            "paper",
            Words(
                vi="Đề án 03-ĐA/TU ngày 15/4/2021, giai đoạn 2021 - 2025",
                en="scheme 03-ĐA/TU of 15 April 2021, for 2021-2025",
            ),
            "Đề án số 03-ĐA/TU ngày 15/4/2021 của Ban Chấp hành Đảng bộ thành phố về “Xây dựng tổ chức cơ sở đảng và "
            "phát triển đảng viên Đảng bộ TP. Thái Nguyên, giai đoạn 2021 - 2025”",
        ),
        _printed(
            "grassroots",
            Words(
                vi="Hằng năm 85% TCCSĐ hoàn thành tốt nhiệm vụ trở lên",
                en="every year 85 % of the TCCSĐ good or better",
            ),
            "hằng năm có 85% số TCCSĐ hoàn thành tốt nhiệm vụ trở lên",
        ),
        _inferred(
            "members",
            Words(vi="90% đảng viên, không rõ mức xếp loại", en="90 % of members, in a tier nobody states"),
            "99,78% (vượt 9,78% chỉ tiêu Đề án)",
            Words(
                vi="99,78 - 9,78 = 90, nếu 9,78 là điểm phần trăm.",
                en="99.78 - 9.78 = 90, if 9.78 are percentage points.",
            ),
        ),
        _inferred(
            "base",
            Words(vi="Tính trên số được xếp loại", en="counted over those rated"),
            "91-95 TCCSĐ hoàn thành tốt nhiệm vụ, chiếm tỷ lệ 92,9-95%",
            Words(vi="91/98 cho ra 92,9%; 91/100 thì không.", en="91/98 prints 92,9%; 91/100 does not."),
        ),
    ),
    "synthetic_country": (
        _synthetic(
            "everything",
            Words(vi="Toàn bộ tổ chức, số lượng và người", en="every organization, number and person"),
            Words(
                vi="Chỉ có các cấp và quy mô là giống thật.",
                en="Only the levels and orders of magnitude are like the real ones.",
            ),
        ),
    ),
    "synthetic_profiles": (
        _synthetic(
            "everything",
            Words(vi="Toàn bộ hồ sơ", en="every profile"),
            Words(
                vi="Số định danh mang mã 999, không phải mã tỉnh; tỷ lệ các nhóm cũng là giả lập.",
                en="Personal ids begin with 999, which is no province; how many there are of each kind is made up too.",
            ),
        ),
    ),
    "thai_nguyen_activity": (
        _printed(
            "monthly",
            Words(vi="Sinh hoạt định kỳ hằng tháng, có chuẩn bị", en="meetings every month, and prepared"),
            "đã thực hiện nghiêm túc, nền nếp việc tổ chức sinh hoạt định kỳ hằng tháng",
            dated="2021-2023",
        ),
        _printed(
            "duty",
            Words(
                vi="Quy định 09-QĐ/TU: ai dự sinh hoạt, ở loại chi bộ nào; không nêu số lần",
                en="09-QĐ/TU: who comes to the meetings of which cells; how often is not told",
            ),
            "tháng 7-2022, Ban Thường vụ Thành ủy đã ban hành Quy định số 09-QĐ/TU về việc dự sinh hoạt chi bộ, chi bộ "
            "cơ sở, chi bộ khu dân cư của các đồng chí Ủy viên Ban Chấp hành Đảng bộ thành phố",
            dated="7/2022",
        ),
        _synthetic(
            "meetings",
            Words(
                vi="21.811 buổi sinh hoạt từ 5/2021 đến 4/2023: ngày, số người dự, thời lượng",
                en="21,811 meetings from 5/2021 to 4/2023: their days, who came, how long they took",
            ),
            Words(
                vi="Mỗi chi bộ mỗi tháng một buổi, đúng quy định. 910 x 24 là 21.840; ba chi bộ lập sau và một chi bộ "
                "giải thể chỉ sinh hoạt trong thời gian tồn tại.",
                en="One of each cell in each month, inside the rules. 910 x 24 are 21,840; three cells that began "
                "later, and one that ended, met while they stood.",
            ),
        ),
        _synthetic(
            "visits",
            Words(
                vi="45 thành ủy viên, phân công phụ trách, các lượt dự từ 8/2022 đến 4/2023",
                en="45 members of the city committee, who answers for which cell, the visits from 8/2022 to 4/2023",
            ),
            Words(
                vi="Bài báo không nêu số thành ủy viên, cũng không nêu số lượt dự.",
                en="The article gives neither the size of the committee nor a number of visits.",
            ),
        ),
    ),
    "thai_nguyen_survey": (
        _printed(
            "survey",
            Words(
                vi="Khảo sát năm 2022 ở các chi bộ trực thuộc đảng ủy cơ sở",
                en="the survey of 2022 in the cells below grassroots committees",
            ),
            "năm 2022, Ban Tổ chức Thành uỷ đã tiến hành khảo sát chất lượng sinh hoạt ở các chi bộ trực thuộc đảng ủy "
            "cơ sở để nắm bắt những khó khăn, vướng mắc",
            dated="2022",
        ),
        _inferred(
            "population",
            Words(vi="885 chi bộ được khảo sát", en="885 cells were asked"),
            "885 chi bộ trực thuộc đảng uỷ cơ sở",
            Words(
                vi="Bài báo nêu 885 chi bộ vào tháng 4-2023; giữa năm 2022 có thể ít hơn một.",
                en="The article counts 885 in April 2023; in the middle of 2022 there may have been one fewer.",
            ),
            dated="4/2023",
        ),
        _synthetic(
            "answers",
            Words(vi="Các câu hỏi, 861 phiếu trả lời và từng câu trả lời", en="questions, 861 sheets, every answer"),
            Words(
                vi="Bài báo không nêu câu hỏi nào, không nêu kết quả nào.",
                en="The article tells neither a question nor a result.",
            ),
        ),
    ),
    "ward_2026": (
        _synthetic(
            "organizations",
            Words(
                vi="Một phường có 50 tổ chức: 1 + 3 đảng bộ, 12 + 8 + 26 chi bộ; 28 tổ dân phố",
                en="a ward of 50 organizations: 1 + 3 đảng bộ, 12 + 8 + 26 cells; 28 residential groups",
            ),
            Words(vi="Không phỏng theo phường nào; tên là giả định.", en="Like no ward there is; the name is made up."),
        ),
        _synthetic(
            "people",
            Words(
                vi="1.500 đảng viên: họ tên, hồ sơ, quá trình, chức vụ, đảng phí, kết quả xếp loại năm 2025",
                en="1,500 members: names, profiles, lives, seats, dues, the ratings of 2025",
            ),
            Words(vi="Số định danh mang mã 999, không phải mã tỉnh.", en="Personal ids begin with 999, no province."),
        ),
        _synthetic(
            "meetings",
            Words(
                vi="Sinh hoạt từ 01/2025 đến 3/2026, có danh sách dự và nghị quyết",
                en="meetings from January 2025 to March 2026 with lists of who came and resolutions",
            ),
        ),
        _synthetic(
            "duty",
            Words(
                vi="Phân công và các lượt dự từ 9/2025 theo hai quy định",
                en="assignments and visits since September 2025 under two duty profiles",
            ),
            Words(
                vi="Số lần hằng tháng theo một mẫu quyết định chưa kiểm chứng; số lần hằng quý là giả định.",
                en="Monthly is that of a model decision, unverified; quarterly is made up.",
            ),
        ),
        _synthetic(
            "prospects",
            Words(vi="Nguồn kết nạp và kiến nghị của chi bộ", en="prospects, and proposals of cells"),
        ),
        *(
            replace(_synthetic(f"line-{number:02d}", words), line=line)
            for number, (line, words) in enumerate(PLANTED, 1)
        ),
    ),
}
