"""Yearly ratings and their tallies.

Review, assessment and rating (kiểm điểm, đánh giá, xếp loại) end in one tier a year for every organization and every
member. What becomes of those tiers is counted here:

```
RatingRecord  one subject, one year: a tier, or why there is none
     | Tally.of(records, hierarchy, ...)          or typed in from published counts; Tally.by_group(...)
Tally         on the books = exempt + not yet rated + rated (excellent + good + completed + not completed)
     | compare(tally, target)                     `rating`: targets and schemes, comparison, quota
```

Every result of ratings prints a short explanation (`explain(lang=)`), shows itself as a table (`show(lang=)`) and
serializes (`as_dict()`, `to_json()`) with the ids of its rules. Two terms settle most quarrels about such figures:

| term | meaning |
|---|---|
| tier or better (mức ... trở lên) | the tier and everything above it; what targets are about |
| base | over whom a share is counted: those rated, or all on the books |

Nothing here is a float.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, TypeAlias, cast, get_args

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, OneOf
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share
from dangbo.base.findings import Code, Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import (
    bad_count,
    bad_figure,
    no_year,
    read_choice,
    read_count,
    read_subject,
    read_term,
    read_tier,
    read_tiers,
    read_year,
    tier_of,
    unknown_word,
)
from dangbo.base.records import RecordType, instance_of, instances_of, is_one_of
from dangbo.base.results import finding_texts, of_another_time, share_decimals
from dangbo.base.terms import Form, Level, Origin, Rating, RatingStatus
from dangbo.base.text import format_date, format_number, is_missing, nfc, parse_count, spaced_number
from dangbo.base.told import Documented, ReadDocument, RecordDocument
from dangbo.base.words import Words
from dangbo.render.findings import Findings
from dangbo.render.tabled import Tabled
from dangbo.tree.frames import Frame, is_frame, sheet_of_frame
from dangbo.tree.rating_cells import (
    Given,
    cells_with,
    contradiction,
    rated_year,
    status_of,
    year_of_cell,
)
from dangbo.tree.renaming import renamed
from dangbo.tree.rows import (
    Across,
    Sheet,
    by_column,
    is_blank,
    missing_column,
    misspelt,
    sheet,
    surplus_cells,
)

if TYPE_CHECKING:
    from dangbo.base.documents import ReadFormat
    from dangbo.hierarchy import Hierarchy
    from dangbo.render import Table
    from dangbo.tree.records import Organization

__all__ = ["Base", "GroupBy", "RatingRecord", "RatingRecords", "Ratings", "Subjects", "Tally"]

Subjects: TypeAlias = Literal["organizations", "members"]
"""Who is rated: party organizations (tổ chức đảng) or members (đảng viên)."""

Base: TypeAlias = Literal["rated", "on_books"]
"""Over whom a share is counted: those rated, or all on the books (rated, exempt and not yet rated)."""

GroupBy: TypeAlias = Literal["grassroots_organization", "kind", "kind_and_unit_type"]
"""How a hierarchy is divided into groups: by TCCSĐ; by form and level; by these and the kind of unit."""


_SUBJECT_KINDS: Final = get_args(Subjects)


SUBJECT_WORDS: Final[dict[Subjects, Words]] = {
    "organizations": Words(en="organizations", vi="tổ chức đảng"),
    "members": Words(en="members", vi="đảng viên"),
}
BASE_WORDS: Final[dict[Base, Words]] = {
    "rated": Words(en="those rated", vi="số được xếp loại"),
    "on_books": Words(en="all on the books", vi="tổng số theo danh sách"),
}
_GROUP_BY: Final[dict[GroupBy, Words]] = {
    "grassroots_organization": Words(en="by grassroots organization", vi="theo tổ chức cơ sở đảng"),
    "kind": Words(en="by form and level", vi="theo hình thức và cấp"),
    "kind_and_unit_type": Words(en="by form, level and kind of unit", vi="theo hình thức, cấp và loại hình"),
}


class RatingFields(TypedDict):
    """The rating of one subject in one year, or why it has none; codes of the tier and of the status."""

    subject: str
    year: int
    rating: str | None
    status: str
    subjects: Subjects


class RatingRecordDocument(RatingFields):
    """The rating of one subject in one year as a document."""

    schema: Literal["dangbo/rating"]
    version: Literal[1]


@dataclass(frozen=True, slots=True)
class RatingRecord(RecordDocument, metaclass=RecordType):
    """The rating (kết quả xếp loại) of one subject in one year, or why it has none.

    Args:
        subject: id of the organization or member, or its record.
        year: the year that was rated, not the year of the decision.
        rating: the tier decided, or its label; only with the status rated. An abbreviation is read as of the year.
        status: rated, exempt (miễn) or not yet rated (chưa xếp loại), or its label.
        subjects: what the id names.

    What a column of a data frame makes of these is read: the year 2025.0, and a cell it leaves blank (`None`, NaN,
    NaT, NA, an empty text), which is a rating nobody gave. A blank rating is no tier and no exemption: it is told.

    Raises:
        InvalidInputError: `rating/bad-count`: a tier without the status rated or the other way round, a year that is
            none. `input/bad-figure`: a blank id, a tier, a status or a kind of subjects nobody knows. All at once; what
            cannot be read is not repeated, because where a column has shifted it is a name.

    Examples:
        >>> RatingRecord("dbp-phu-xa", 2022, Rating.GOOD).rating.label
        'Hoàn thành tốt nhiệm vụ'
        >>> RatingRecord("m-00017", 2022, status=RatingStatus.EXEMPT, subjects="members").rating is None
        True
        >>> RatingRecord.from_dict({"schema": "dangbo/rating", "version": 1, "subject": "cb-2", "year": 2022, \
"rating": "good"})
        RatingRecord(subject='cb-2', year=2022, rating=<Rating.GOOD: 'good'>, status=<RatingStatus.RATED: 'rated'>, \
subjects='organizations')
    """

    subject: str
    year: int
    rating: Rating | None = None
    status: RatingStatus = RatingStatus.RATED
    subjects: Subjects = "organizations"

    if TYPE_CHECKING:  # accepts more than it keeps

        def __init__(
            self,
            subject: str | Organization,
            year: int,
            rating: Rating | str | None = None,
            status: RatingStatus | str = RatingStatus.RATED,
            subjects: Subjects = "organizations",
        ) -> None: ...

    def __post_init__(self) -> None:
        """Keep the id in NFC, read labels, and refuse what nobody knows or what contradicts itself."""
        if (
            type(self.subject) is not str
            or not self.subject.isascii()
            or not self.subject.isprintable()
            or not self.subject
            or self.subject[0] == " "
            or self.subject[-1] == " "
        ):
            object.__setattr__(self, "subject", read_subject(self.subject))
        problems: list[Finding] = []
        # records come in tens of thousands: what is right already costs a look at its type
        if type(self.year) is not int:
            object.__setattr__(self, "year", rated_year(self.year, f"{self.subject}, year", problems))
        if not problems and not dt.MINYEAR <= self.year <= dt.MAXYEAR:
            problems.append(no_year(f"{self.subject}, year", self.year))
        if self.rating is not None and type(self.rating) is not Rating:
            year = None if problems else self.year
            tier = (
                None
                if is_missing(self.rating)
                else tier_of(self.rating, f"{self.subject}, rating", problems, year=year)
            )
            object.__setattr__(self, "rating", tier)
        if type(self.status) is not RatingStatus:
            object.__setattr__(self, "status", status_of(self.status, f"{self.subject}, status", problems))
        if self.subjects not in _SUBJECT_KINDS:
            problems.extend(unknown_word(SUBJECT_WORDS, f"{self.subject}, subjects").findings)
        if not problems and (self.rating is None) is (self.status is RatingStatus.RATED):
            problems.append(bad_count(self.subject, contradiction(self.rating, self.status)))
        if problems:
            raise InvalidInputError(problems)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[RatingRecord | Mapping[str, Any]] | Mapping[str, Sequence[object]],
        *,
        columns: Mapping[str, str] = MappingProxyType({}),
        first_row: int | None = None,
    ) -> tuple[RatingRecord, ...]:
        """The ratings of a sheet; records among the rows pass as they are and come first.

        Columns are those of `from_frame`, and so is what is told of them.

        Args:
            rows: mappings from field to value, a `csv.DictReader`, the records of a data frame; or columns.
            columns: names of columns, each with the field it is: `{"Xếp loại": "rating"}`.
            first_row: number of the first row in its file; by default what a `csv.DictReader` says, or 1.

        Raises:
            InvalidInputError: cells that say nothing, alike ones together, with their rows and field and without the
                value.

        Examples:
            >>> rows = [{"id": "cb-1", "year": "2022", "Xếp loại": "HTTNV"}, {"id": "cb-2", "year": "2022"}]
            >>> rows[1]["Xếp loại"] = "miễn"
            >>> [record.status.value for record in RatingRecord.from_rows(rows, columns={"Xếp loại": "rating"})]
            ['rated', 'exempt']
        """
        first = None if first_row is None else parse_count(first_row, where="first_row")
        whole = sheet(rows, "rating", RatingRecord, first_row=first)
        ready = [] if isinstance(whole.rows, Across) else [row for row in whole.rows if isinstance(row, RatingRecord)]
        if ready:
            whole = whole.of([at for at, row in enumerate(whole.rows) if not isinstance(row, RatingRecord)])
        return (*ready, *_records_of_sheet(by_column(whole), columns))

    @classmethod
    def from_frame(
        cls, frame: Frame, *, columns: Mapping[str, str] = MappingProxyType({}), first_row: int | None = None
    ) -> tuple[RatingRecord, ...]:
        """The ratings of a data frame of pandas, Polars, PyArrow or what else narwhals knows, in its order.

        Columns are `subject` (or `id`) and `year`, `rating` or `status` or both, and `subjects` where they are members.
        Different cells are read once, however often they stand there. Rows in which nothing stands are left out. A
        tally of many needs no records: it takes the frame itself.

        Args:
            frame: a row for each rating; a lazy frame is collected. An index is no column.
            columns: names of columns, each with the field it is: `{"Xếp loại": "rating"}`.
            first_row: number of the first row in its file, for the places of problems; 1 unless told otherwise.

        Raises:
            MissingExtraError: narwhals is not installed; the error says how it is.
            InvalidInputError: no frame; cells that say nothing, alike ones together, with their rows and column and
                without the value.
        """
        first = None if first_row is None else parse_count(first_row, where="first_row")
        whole = sheet_of_frame(frame, "rating", RatingRecord, columns=columns, table="rows", first_row=first)
        return _records_of_sheet(whole, columns)

    def as_dict(self) -> RatingRecordDocument:
        """The rating as plain JSON values; its id is all it says of a person."""
        return {"schema": "dangbo/rating", "version": 1, **_fields_of(self)}

    @classmethod
    def _format(cls) -> ReadFormat[RatingRecord]:
        return _formats()[0]


def _fields_of(record: RatingRecord) -> RatingFields:
    return {
        "subject": record.subject,
        "year": record.year,
        "rating": None if record.rating is None else record.rating.value,
        "status": record.status.value,
        "subjects": record.subjects,
    }


class RatingRecordsDocument(TypedDict):
    """Ratings, one after the other."""

    schema: Literal["dangbo/ratings"]
    version: Literal[1]
    records: list[RatingFields]


@dataclass(frozen=True, slots=True, init=False, repr=False)
class RatingRecords(ReadDocument, metaclass=RecordType):
    """Ratings as one document: the body of a request, a file. Iteration gives the records, and `Tally.of` counts them.

    Args:
        records: in any order; whether one subject stands there twice is asked where they are counted.

    Raises:
        InvalidInputError: something that is no rating.

    Examples:
        >>> ratings = RatingRecords([RatingRecord("cb-1", 2022, "good"), RatingRecord("cb-2", 2022, status="exempt")])
        >>> ratings
        RatingRecords(2 records)
        >>> RatingRecords.from_json(ratings.to_json()) == ratings
        True
    """

    records: tuple[RatingRecord, ...]

    def __init__(self, records: Iterable[RatingRecord]) -> None:
        object.__setattr__(self, "records", tuple(instances_of(RatingRecord, records, "records")))

    def as_dict(self) -> RatingRecordsDocument:
        """The ratings as plain JSON values; ids are all they say of people."""
        return {"schema": "dangbo/ratings", "version": 1, "records": [_fields_of(record) for record in self.records]}

    @classmethod
    def _format(cls) -> ReadFormat[RatingRecords]:
        return _formats()[1]

    def __iter__(self) -> Iterator[RatingRecord]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return f"RatingRecords({spaced_number(len(self))} record{'' if len(self) == 1 else 's'})"


@cache
def _formats() -> tuple[ReadFormat[RatingRecord], ReadFormat[RatingRecords]]:
    """How one rating is read, and how many; made for those who do."""
    from dangbo.base.documents import ReadFormat
    from dangbo.base.json_records import ReadRecords

    records = ReadRecords(
        {
            "RatingRecord": Words(vi="Kết quả xếp loại đã ghi", en="Rating result"),
            "RatingRecords": Words(vi="Các kết quả xếp loại", en="Ratings"),
            ".records": Words(vi="Kết quả xếp loại", en="Ratings"),
            ".subject": Words(vi="Mã tổ chức đảng, đảng viên", en="Id of the organization or member"),
            ".year": Words(vi="Năm", en="Year"),
            ".rating": Words(vi="Mức xếp loại", en="Tier"),
            ".status": Words(vi="Tình trạng xếp loại", en="Status of the rating"),
            ".subjects": Words(vi="Đối tượng", en="What the id names"),
        },
        lists={"records": Words(vi="bản ghi", en="record")},
    )
    return (
        ReadFormat("rating", 1, RatingRecord, Words(vi="kết quả xếp loại đã ghi", en="the rating result"), records),
        ReadFormat("ratings", 1, RatingRecords, Words(vi="các kết quả xếp loại", en="the ratings"), records),
    )


Ratings: TypeAlias = (
    Iterable[RatingRecord] | Mapping[str, Rating | RatingStatus | str | None] | Mapping[str, Sequence[object]] | Frame
)
"""Ratings as they are counted: records; a tier or status, or its label, by the id of its subject; or a table by column.

A table, also a data frame, has the columns `id` (or `subject`) and `rating`, and where they are needed `status`, `year`
and `subjects`, as `RatingRecord` names them. A cell of `rating` may say exempt or not yet rated itself. No record is
made of a row.
"""


class TallyDocument(TypedDict):
    """How many got which rating in a year; counts by the code of the tier, the best first."""

    schema: Literal["dangbo/tally"]
    version: Literal[1]
    year: int
    subjects: Subjects
    counts: dict[str, int]
    rated: int
    exempt: int
    not_yet_rated: int
    total: int
    origin: Annotated[str, OneOf(Origin)]
    findings: list[FindingDocument]


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Tally(Documented, Tabled, Framed, metaclass=RecordType):
    """How many got which rating in a year. Totals are derived, never typed in.

    Args:
        counts: how many in each tier, by the tier or its label; tiers left out have none. An abbreviation is read as of
            the year.
        year: the year that was rated.
        exempt: those exempt from rating (miễn).
        not_yet_rated: those not rated, or not yet (chưa xếp loại).
        subjects: who is counted.
        origin: where the counts come from, or its label; shares taken from the tally say the same. Outside equality.
        findings: what to read before the counts are used: `figure/other-date` where `Tally.of` counted them on a tree
            of another year. Outside equality.

    Raises:
        InvalidInputError: `rating/bad-count`: a count that is negative, no whole number or not below 10^9, a tier given
            twice, a year that is none; `input/bad-figure`: a tier nobody knows; all at once.

    Examples:
        >>> tally = Tally({Rating.EXCELLENT: 15, Rating.GOOD: 80, Rating.COMPLETED: 5}, year=2022)
        >>> tally
        Tally(2022, 100 organizations: 15 excellent, 80 good, 5 completed, 0 not completed, 0 exempt, 0 not yet rated)
        >>> tally.rated, tally.at_least(Rating.GOOD), tally.share_at_least(Rating.GOOD)
        (100, 95, Share(95, of=100) = 95,0%)
        >>> Tally({Rating.GOOD: -3}, year=2022)
        Traceback (most recent call last):
            ...
        dangbo.base.errors.InvalidInputError: 1 problem
          - counts['good']: -3 is negative. Correct the figure at its source and count again. [rating/bad-count]
    """

    counts: tuple[tuple[Rating, int], ...]
    year: int
    exempt: int
    not_yet_rated: int
    subjects: Subjects
    origin: Origin = field(compare=False)
    findings: Findings = field(compare=False)

    def __init__(
        self,
        counts: Mapping[Rating, int] | Mapping[str, int] | Iterable[tuple[Rating | str, int]],
        *,
        year: int,
        exempt: int = 0,
        not_yet_rated: int = 0,
        subjects: Subjects = "organizations",
        origin: Origin | str = Origin.COMPUTED,
        findings: Iterable[Finding] = (),
    ) -> None:
        problems: list[Finding] = []
        year = read_count(year, "year", problems)
        if not problems and not dt.MINYEAR <= year <= dt.MAXYEAR:
            problems.append(no_year("year", year))
        as_of = None if problems else year
        by_tier = dict.fromkeys(Rating, 0)
        seen: set[Rating] = set()
        pairs = _pairs(counts)
        for number, (key, count) in enumerate(pairs, start=1):
            tier = key if type(key) is Rating else tier_of(key, f"counts, key {number}", problems, year=as_of)
            if tier is None:
                continue
            if tier in seen:
                problems.append(bad_count(f"counts['{tier.value}']", Words(vi="ghi hai lần", en="it is given twice")))
            seen.add(tier)
            by_tier[tier] = read_count(count, f"counts['{tier.value}']", problems)
        exempt = read_count(exempt, "exempt", problems)
        not_yet_rated = read_count(not_yet_rated, "not_yet_rated", problems)
        if problems:
            raise InvalidInputError(problems)
        object.__setattr__(self, "counts", tuple(by_tier.items()))
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "exempt", exempt)
        object.__setattr__(self, "not_yet_rated", not_yet_rated)
        object.__setattr__(self, "subjects", read_choice(subjects, SUBJECT_WORDS, "subjects"))
        object.__setattr__(self, "origin", read_term(Origin, origin, "origin"))
        object.__setattr__(self, "findings", Findings(findings))

    @classmethod
    def of(
        cls,
        records: Ratings,
        hierarchy: Hierarchy,
        *,
        subjects: Subjects,
        year: int,
        level: Level | str | None = None,
        form: Form | str | None = None,
        under: str | Organization | None = None,
        origin: Origin | str = Origin.COMPUTED,
    ) -> Self:
        """Count the records of a year against those who were to be rated.

        Whoever the filters select in the hierarchy and no record of the year names is not yet rated, people known
        only by number included, so that the total is the number on the books. Members are selected by the
        organization on whose roll they are. One pass over ratings and rolls; ids in the order of `hierarchy.members`
        need not be looked up.

        Args:
            records: rating records, ratings by id, a table by column, or a data frame (`Ratings`); those of other years
                or other subjects are passed over.
            hierarchy: the organizations, at a date of that year; one of another year is told by
                `figure/other-date` in the findings of the tally.
            subjects: count organizations or members.
            year: the year to count.
            level: only organizations of this level, or members of such; or its label.
            form: only organizations of this form, or members of such; or its label.
            under: only what stands below this organization; for members, its own roll too.
            origin: where the records come from, or its label.

        Raises:
            InvalidInputError: `input/bad-figure`: a level or form nobody knows. `rating/unknown-subject` for an id the
                hierarchy does not have, `rating/duplicate` for two records of one subject; all at once, whatever the
                filters select. Of a table also what `RatingRecord` refuses, with its rows, `input/missing-column`,
                `input/unlike-columns`.
            UnknownOrganizationError: `under` names no organization.

        Examples:
            >>> from dangbo.hierarchy import Hierarchy
            >>> from dangbo.tree.records import Organization
            >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
            >>> cells = [
            ...     Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp")
            ...     for n in (1, 2, 3)
            ... ]
            >>> tree = Hierarchy([ward, *cells], as_of="2022-12-31")
            >>> records = [RatingRecord("cb-1", 2022, Rating.GOOD), RatingRecord("cb-2", 2022, Rating.EXCELLENT)]
            >>> Tally.of(records, tree, subjects="organizations", form=Form.CHI_BO, year=2022)
            Tally(2022, 3 organizations: 1 excellent, 1 good, 0 completed, 0 not completed, 0 exempt, 1 not yet rated)
            >>> table = {"id": ["cb-1", "cb-2"], "rating": ["HTTNV", "HTXSNV"]}
            >>> Tally.of(table, tree, subjects="organizations", form=Form.CHI_BO, year=2022).rated
            2
        """
        read_choice(subjects, SUBJECT_WORDS, "subjects")
        year = read_year(year)
        from dangbo.hierarchy import Hierarchy  # as for type checkers: needed here only

        hierarchy = instance_of(Hierarchy, hierarchy, "hierarchy")
        at = None if level is None else read_term(Level, level, "level")
        of_form = None if form is None else read_term(Form, form, "form")
        selected = list(hierarchy.select(level=at, form=of_form, under=under))
        if subjects == "members":
            top = None if under is None else hierarchy[under]  # a chi bộ cơ sở has nothing below it and a roll
            if top is not None and at in {None, top.level} and of_form in {None, top.form}:
                selected.append(top)
            if len(selected) == len(hierarchy):
                total = hierarchy.headcount().total
            else:
                total = sum(len(hierarchy.roll(org)) + org.full + org.probationary for org in selected)
        else:
            total = len(selected)
        register = _Register.of(hierarchy, subjects, dict.fromkeys((org.id for org in selected), 0))
        ratings = _counted(records, register, subjects, year)[0]
        counts = {tier: ratings[tier] for tier in Rating}
        exempt = ratings[RatingStatus.EXEMPT]
        return cls(
            counts,
            year=year,
            exempt=exempt,
            not_yet_rated=total - exempt - sum(counts.values()),
            subjects=subjects,
            origin=origin,
            findings=_tree_of_another_year(hierarchy, subjects, year),
        )

    @classmethod
    def by_group(
        cls,
        records: Ratings,
        hierarchy: Hierarchy,
        *,
        subjects: Subjects,
        year: int,
        group_by: GroupBy | Mapping[str, str],
        origin: Origin | str = Origin.COMPUTED,
    ) -> dict[str, Self]:
        """One tally per group, as quotas are asked for: in one pass over records and rolls, however many groups.

        Within the TCCSĐ, members belong to the one they stand under, and organizations below it to the one above
        them; organizations at the grassroots level and higher are in no such group. By kind, members follow the
        organization on whose roll they are.

        Args:
            records: ratings as for `Tally.of`; those of other years or other subjects are passed over.
            hierarchy: the organizations, at a date of that year, as for `Tally.of`.
            subjects: count organizations or members.
            year: the year to count.
            group_by: how to divide the hierarchy, or the group of every subject by its id (those of similar tasks,
                which no register knows). Subjects such a mapping does not name are in no group.
            origin: where the records come from.

        Returns:
            The tally of every group that holds anybody, in the order of the hierarchy or of the mapping; the names are
            ids of TCCSĐ, "form/level" or "form/level/unit type", or those of the mapping.

        Raises:
            InvalidInputError: `rating/unknown-subject`, `rating/duplicate`, and `rating/no-group` for a record whose
                subject the mapping does not name; all at once.

        Examples:
            >>> from dangbo.hierarchy import Hierarchy
            >>> from dangbo.tree.records import Organization
            >>> ward = Organization("dbp", "Đảng bộ phường", Form.DANG_BO, Level.GRASSROOTS)
            >>> cells = [
            ...     Organization(f"cb-{n}", f"Chi bộ {n}", Form.CHI_BO, Level.BELOW_GRASSROOTS, parent="dbp", full=9)
            ...     for n in (1, 2)
            ... ]
            >>> tree = Hierarchy([ward, *cells], as_of="2022-12-31")
            >>> records = [RatingRecord("cb-1", 2022, Rating.GOOD)]
            >>> Tally.by_group(records, tree, subjects="organizations", year=2022, group_by="grassroots_organization")
            {'dbp': Tally(2022, 2 organizations: 0 excellent, 1 good, 0 completed, 0 not completed, 0 exempt, \
1 not yet rated)}
            >>> by_kind = Tally.by_group([], tree, subjects="members", year=2022, group_by="kind")
            >>> by_kind["chi_bo/below_grassroots"].total
            18
        """
        read_choice(subjects, SUBJECT_WORDS, "subjects")
        year = read_year(year)
        apart = _tree_of_another_year(hierarchy, subjects, year)
        register, totals = _groups(hierarchy, subjects, group_by)
        counts = _counted(records, register, subjects, year)
        tallies: dict[str, Self] = {}
        for number, (group, total) in enumerate(totals.items()):
            of = counts[number]
            exempt = of[RatingStatus.EXEMPT]
            by_tier = {tier: of[tier] for tier in Rating}
            unrated = total - exempt - sum(by_tier.values())
            tallies[group] = cls(
                by_tier,
                year=year,
                exempt=exempt,
                not_yet_rated=unrated,
                subjects=subjects,
                origin=origin,
                findings=apart,
            )
        return tallies

    @property
    def rated(self) -> int:
        """Those with a tier."""
        return sum(count for _, count in self.counts)

    @property
    def total(self) -> int:
        """All on the books: rated, exempt and not yet rated."""
        return self.rated + self.exempt + self.not_yet_rated

    def count(self, rating: Rating | str) -> int:
        """How many got this tier and no other; the tier or its label.

        Examples:
            >>> Tally({"good": 37, "Hoàn thành nhiệm vụ": 3}, year=2022).count("HTTNV")
            37
        """
        wanted = read_tier(rating, "rating", year=self.year)
        return next(count for tier, count in self.counts if tier is wanted)

    def at_least(self, rating: Rating | str) -> int:
        """How many got this tier or better (trở lên)."""
        lowest = read_tier(rating, "rating", year=self.year)
        return sum(count for tier, count in self.counts if tier >= lowest)

    def count_of(self, tiers: Iterable[Rating | str]) -> int:
        """How many got one of these tiers."""
        wanted = read_tiers(tiers, "tiers", year=self.year)
        return sum(count for tier, count in self.counts if tier in wanted)

    def share(self, rating: Rating | str, *, base: Base = "rated") -> Share | None:
        """Share of one tier alone, dated the last day of the year; `None` over an empty base.

        Examples:
            >>> Tally({Rating.GOOD: 37, Rating.EXCELLENT: 10, Rating.COMPLETED: 3}, year=2022).share(Rating.GOOD)
            Share(37, of=50) = 74,0%
        """
        return self._share(self.count(rating), base)

    def share_at_least(self, rating: Rating | str, *, base: Base = "rated") -> Share | None:
        """Share of a tier or better, dated the last day of the year; `None` over an empty base.

        Examples:
            >>> tally = Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2)
            >>> tally.share_at_least(Rating.GOOD)
            Share(91, of=98) = 92,9%
            >>> tally.share_at_least(Rating.GOOD, base="on_books")
            Share(91, of=100) = 91,0%
        """
        return self._share(self.at_least(rating), base)

    def _frame(self) -> list[FrameColumn]:
        rows: list[tuple[RatingStatus, Rating | None, int, Share | None]] = [
            *((RatingStatus.RATED, tier, count, self.share(tier)) for tier, count in self.counts),
            (RatingStatus.EXEMPT, None, self.exempt, None),
            (RatingStatus.NOT_YET_RATED, None, self.not_yet_rated, None),
        ]
        return columns_of(
            rows,
            ("year", "count", lambda _: self.year),
            ("subjects", "text", lambda _: self.subjects),
            ("status", "term", lambda row: row[0]),
            ("rating", "term", lambda row: row[1]),
            ("count", "count", lambda row: row[2]),
            ("share", "share", lambda row: row[3]),
            ("origin", "term", lambda _: self.origin),
        )

    def table(self, *, lang: Lang = "vi") -> Table:
        """A table of tiers, with base and date.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".

        Examples:
            >>> print(Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2).show(lang="en"))
            Ratings of 2021: organizations
            <BLANKLINE>
            Tier                        Count  Share
            ──────────────────────────  ─────  ─────
            task completed excellently      0   0.0%
            task completed well            91  92.9%
            task completed                  7   7.1%
            task not completed              0   0.0%
            rated                          98
            exempt                          0
            not yet rated                   2
            on the books                  100
            <BLANKLINE>
            Shares over those rated, 31 December 2021; computed from the data.
        """
        from dangbo.render import number_cell, share_cell, words_table

        words = SUBJECT_WORDS[self.subjects].text(lang=lang)
        rows: list[Sequence[str]] = []
        for tier, count in self.counts:
            share = self.share(tier)
            name = tier.words.text(lang=lang)
            rows.append(
                (
                    name,
                    number_cell(count, lang=lang),
                    "" if share is None else share_cell(share, decimals=share_decimals(self.rated), lang=lang),
                )
            )
        rows.extend(
            (Words(en=en, vi=vi).text(lang=lang), number_cell(count, lang=lang), "")
            for en, vi, count in (
                ("rated", "Được xếp loại", self.rated),
                ("exempt", "Miễn xếp loại", self.exempt),
                ("not yet rated", "Chưa xếp loại", self.not_yet_rated),
                ("on the books", "Tổng số", self.total),
            )
        )
        base = BASE_WORDS["rated"].text(lang=lang)
        day = format_date(_year_end(self.year), lang=lang)
        origin = self.origin.words.text(lang=lang)
        return words_table(
            Words(en=f"Ratings of {self.year}: {words}", vi=f"Kết quả xếp loại năm {self.year}: {words}"),
            (Words(en="Tier", vi="Mức xếp loại"), Words(en="Count", vi="Số lượng"), Words(en="Share", vi="Tỷ lệ")),
            rows,
            notes=[
                Words(
                    en=f"Shares over {base}, {day}; {origin}.",
                    vi=f"Tỷ lệ tính trên {base}, tính đến ngày {day}; {origin}.",
                ).text(lang=lang),
                *finding_texts(self.findings, lang=lang),
            ],
            totals=(len(Rating), len(rows) - 1),
            lang=lang,
        )

    def as_dict(self) -> TallyDocument:
        """The tally as plain JSON values."""
        return {
            "schema": "dangbo/tally",
            "version": 1,
            "year": self.year,
            "subjects": self.subjects,
            "counts": {tier.value: count for tier, count in self.counts},
            "rated": self.rated,
            "exempt": self.exempt,
            "not_yet_rated": self.not_yet_rated,
            "total": self.total,
            "origin": self.origin.value,
            "findings": [found.as_dict() for found in self.findings],
        }

    def explain(self, *, lang: Lang = "vi") -> str:
        """The counts in one sentence, with what they add up to.

        Examples:
            >>> print(Tally({Rating.GOOD: 91, Rating.COMPLETED: 7}, year=2021, not_yet_rated=2).explain(lang="en"))
            organizations of 2021: 100 on the books = 98 rated + 0 exempt + 2 not yet rated; 98 rated = 0 + 91 + 7 + 0.
        """
        total, rated, exempt, waiting = (
            format_number(count, lang=lang) for count in (self.total, self.rated, self.exempt, self.not_yet_rated)
        )
        tiers = " + ".join(format_number(count, lang=lang) for _, count in self.counts)
        words = SUBJECT_WORDS[self.subjects].text(lang=lang)
        said = Words(
            vi=f"{words} năm {self.year}: {total} theo danh sách = {rated} được xếp loại + {exempt} miễn + "
            f"{waiting} chưa xếp loại; {rated} được xếp loại = {tiers}.",
            en=f"{words} of {self.year}: {total} on the books = {rated} rated + {exempt} exempt + "
            f"{waiting} not yet rated; {rated} rated = {tiers}.",
        )
        return " ".join([said.text(lang=lang), *finding_texts(self.findings, lang=lang)])

    def __repr__(self) -> str:
        tiers = ", ".join(f"{spaced_number(count)} {tier.value.replace('_', ' ')}" for tier, count in self.counts)
        rest = f"{spaced_number(self.exempt)} exempt, {spaced_number(self.not_yet_rated)} not yet rated"
        return f"Tally({self.year}, {spaced_number(self.total)} {self.subjects}: {tiers}, {rest})"

    def _over(self, base: Base) -> int:
        return self.rated if read_choice(base, BASE_WORDS, "base") == "rated" else self.total

    def _share(self, count: int, base: Base) -> Share | None:
        of = self._over(base)
        return Share(count, of=of, on=_year_end(self.year), origin=self.origin) if of else None


def _tree_of_another_year(hierarchy: Hierarchy, subjects: Subjects, year: int) -> tuple[Finding, ...]:
    """What to say where the tree shows who there was in another year than the one rated."""
    day = hierarchy.as_of
    if day.year == year:
        return ()
    return (
        of_another_time(
            f"{subjects}/{year}",
            SUBJECT_WORDS[subjects],
            Words(en=f"ratings of {year}", vi=f"kết quả xếp loại năm {year}"),
            Words(
                en=f"the organizations of {format_date(day, lang='en')}",
                vi=f"tổ chức đảng tính đến ngày {format_date(day, lang='vi')}",
            ),
        ),
    )


def _groups(
    hierarchy: Hierarchy, subjects: Subjects, group_by: GroupBy | Mapping[str, str]
) -> tuple[_Register, dict[str, int]]:
    """Who is in which group, and how many each group holds, people known only by number included."""
    if not isinstance(group_by, str):
        register = _Register.of(hierarchy, subjects, {}, must_have_group=True)
        return register, register.divided(group_by)
    read_choice(group_by, _GROUP_BY, "group_by")
    above: dict[str, str | None] = {}
    group_of: dict[str, str] = {}
    totals: dict[str, int] = {}
    for org in hierarchy:  # parents first
        if group_by == "grassroots_organization":
            upper = None if org.parent is None else above[org.parent]
            above[org.id] = org.id if org.level is Level.GRASSROOTS else upper
            # people on the roll of a committee above the grassroots are a group of their own
            group = above[org.id] or org.id if subjects == "members" else upper
        else:
            unit = (org.unit_type,) if group_by == "kind_and_unit_type" and org.unit_type else ()
            group = "/".join((org.form.value, org.level.value, *unit))
        if group is None:
            continue
        size = len(hierarchy.roll(org)) + org.full + org.probationary if subjects == "members" else 1
        if size:
            group_of[org.id] = group
            totals[group] = totals.get(group, 0) + size
    numbers = {group: at for at, group in enumerate(totals)}
    return _Register.of(hierarchy, subjects, {key: numbers[group] for key, group in group_of.items()}), totals


# --- who is rated, and how often each rating stands ------------------------------------------------------------------

_STRANGER: Final = -1
_NO_GROUP: Final = -2
"""What stands for the number of a group: of whom nobody knows, and of those who are in none."""


class _Register:
    """Everybody who may be rated, in one order, each with the number of a group.

    Args:
        ids: everybody.
        find: the place of an id; `None` where there is none.
        marks: the number of each; `None` where all are in group 0.
        must_have_group: whether a rating of somebody in no group is a problem.
    """

    __slots__ = ("_find", "_ids", "_must_have_group", "marks")

    def __init__(
        self,
        ids: tuple[str, ...],
        find: Callable[[], Callable[[str], int | None]],
        marks: MutableSequence[int] | None,
        *,
        must_have_group: bool,
    ) -> None:
        self._ids = ids
        self._find = find
        self.marks = marks
        self._must_have_group = must_have_group

    @classmethod
    def of(
        cls, hierarchy: Hierarchy, subjects: Subjects, groups: dict[str, int], *, must_have_group: bool = False
    ) -> _Register:
        """The organizations of a hierarchy, or the people on their rolls, by the numbers of these organizations."""
        if subjects == "organizations":
            keys = tuple(org.id for org in hierarchy)
            own = [groups.get(key, _NO_GROUP) for key in keys]
            return cls(keys, lambda: {key: at for at, key in enumerate(keys)}.get, own, must_have_group=must_have_group)
        people, roll = hierarchy.members, hierarchy._roll  # noqa: SLF001 - whose roll a row is on shows nowhere else
        added = people.added()
        ids = people.columns.ids + tuple(added)

        def find() -> Callable[[str], int | None]:
            rows = people.columns.rows()
            return (lambda key: rows.get(key, added.get(key))) if added else rows.get

        everybody = len(groups) == len(hierarchy) and not any(groups.values()) and len(roll) == len(ids)
        marks = None if everybody else roll.marked({org.id: groups.get(org.id, _NO_GROUP) for org in hierarchy})
        return cls(ids, find, marks, must_have_group=must_have_group)

    def divided(self, groups: Mapping[str, str]) -> dict[str, int]:
        """Put everybody into the group a mapping names; how many each group holds."""
        totals: dict[str, int] = {}
        numbers: dict[str, int] = {}
        marks, find = self._all_marks(), self._find()
        self.marks = marks
        for key, group in groups.items():
            at = find(key)
            if at is not None and marks[at] != _STRANGER:
                marks[at] = numbers.setdefault(group, len(numbers))
                totals[group] = totals.get(group, 0) + 1
        return totals

    def _all_marks(self) -> MutableSequence[int]:
        return array("i", bytes(4 * len(self._ids))) if self.marks is None else self.marks

    def numbers_of(self, ids: Sequence[object]) -> Iterable[int] | None:
        """The group of each; `None` where one is unknown, there twice, or in no group and must be in one."""
        if len(ids) == len(self._ids) and tuple(ids) == self._ids:
            found = self._all_marks()
        else:
            found, marks, seen = array("i"), self._all_marks(), bytearray(len(self._ids))
            for at in map(self._find(), cast("Sequence[str]", ids)):
                if at is None or seen[at]:
                    return None
                seen[at] = 1
                found.append(marks[at])
        trouble = _STRANGER in found or (self._must_have_group and _NO_GROUP in found)
        return None if trouble else found

    def told(self, given: Given, ids: Sequence[str | None], year: int) -> Iterator[Finding]:
        """Who is there twice, then who is unknown or in no group."""
        times = Counter(ids)
        find, marks = self._find(), self._all_marks()
        wrong: dict[str, tuple[Code, list[int]]] = {}
        twice: dict[str, list[int]] = {}
        for key, number in times.items():
            if key is None:
                continue
            if number > 1:
                twice[key] = []
            at = find(key)
            mark = _STRANGER if at is None else marks[at]
            if mark == _STRANGER:
                wrong[key] = ("rating/unknown-subject", [])
            elif mark == _NO_GROUP and self._must_have_group:
                wrong[key] = ("rating/no-group", [])
        for at, key in enumerate(ids):
            if key in twice:
                twice[key].append(at)
            if key in wrong:
                wrong[key][1].append(at)
        for key, places in twice.items():
            yield finding("rating/duplicate", given.named(key, places), year=year, hint=given.rows(places))
        for key, (code, places) in wrong.items():
            yield finding(code, given.named(key, places), year=year, hint=given.rows(places))


def _counted(
    records: Ratings, register: _Register, subjects: Subjects, year: int
) -> defaultdict[int, Counter[Rating | RatingStatus]]:
    """How many in each group have each tier or status; everything that is wrong is raised at once."""
    problems: list[Finding] = []
    given = _given(records, subjects, year, problems)
    ids: Sequence[Any] = given.ids
    try:
        numbers = register.numbers_of(ids)
    except (TypeError, ValueError):  # an id that cannot be looked up, or compared
        numbers = None
    if numbers is None:
        ids = given.spelled(problems)
        numbers = None if None in ids else register.numbers_of(ids)
    if numbers is None:
        problems += register.told(given, ids, year)
    try:
        counts = _by_number(register, numbers, given)
    except TypeError:  # a cell that is a list or another thing no table holds
        given = given.plain()
        counts = _by_number(register, numbers, given)
    meaning = given.read({cell for _, cell in counts}, year, problems)
    if problems:
        raise InvalidInputError(problems)
    found: defaultdict[int, Counter[Rating | RatingStatus]] = defaultdict(Counter)
    for (number, cell), times in counts.items():
        found[number][meaning[cell]] += times
    return found


def _by_number(register: _Register, numbers: Iterable[int] | None, given: Given) -> Mapping[tuple[int, Any], int]:
    """How often each cell stands in each group; all of them in one where the groups cannot be told."""
    if register.marks is None or numbers is None:
        return {(0, cell): times for cell, times in Counter(given.cells()).items()}
    return Counter(zip(numbers, given.cells(), strict=True))


def _given(records: Ratings, subjects: Subjects, year: int, problems: list[Finding]) -> Given:
    """The ratings of a year and of these subjects, from whatever they came in."""
    if is_frame(records):
        return _of_table(sheet_of_frame(records, "rating", RatingRecord), subjects, year, problems)
    if isinstance(records, Mapping):
        if len(records) > _MOST_COLUMNS or not any(map(_is_column, records.values())):
            return Given(list(records), list(records.values()))
        return _of_table(sheet(records, "rating", RatingRecord), subjects, year, problems)
    rated = instances_of(RatingRecord, records, "records")
    of_year = [record for record in rated if record.year == year and record.subjects == subjects]
    return Given([record.subject for record in of_year], [record.rating or record.status for record in of_year])


_MOST_COLUMNS: Final = 1_000
"""Beyond these a mapping is no table by column."""


def _is_column(value: object) -> bool:
    """Whether a value is a list of cells, or a column of a frame."""
    return (isinstance(value, Sequence) and not isinstance(value, str | bytes)) or (
        hasattr(value, "__len__") and any(hasattr(value, name) for name in ("tolist", "to_list", "to_pylist"))
    )


_FIELDS: Final = ("id", "subject", "rating", "status", "year", "subjects")


def _of_table(whole: Sheet, subjects: Subjects, year: int, problems: list[Finding]) -> Given:
    """The columns of a table, of its rows that are of this year and of these subjects."""
    problems += whole.problems
    if not isinstance(whole.rows, Across) or problems:
        raise InvalidInputError(problems)
    if not whole.rows.columns:
        return Given((), ())
    columns = {nfc(name) if isinstance(name, str) else name: column for name, column in whole.rows.columns.items()}
    field = "subject" if "subject" in columns else "id"
    alike = dict(misspelt(columns, _FIELDS))
    problems += (finding("input/unknown-column", name, nearest=near) for name, near in alike.items())
    problems += (
        missing_column(whole, name, columns, _FIELDS)
        for name in (field, "rating")
        if name not in columns and name not in alike.values()
    )
    if problems:
        raise InvalidInputError(problems)
    columns = {
        name: column if isinstance(column, list) else [*column] for name, column in columns.items() if name in _FIELDS
    }
    places: Sequence[int] = range(len(whole.rows))
    for name, read, wanted in (("year", year_of_cell, year), ("subjects", _subjects_cell, subjects)):
        if name in columns:
            keep = cells_with(columns[name], read, wanted, whole, name, problems)
            if not all(keep):
                places = [at for at in places if keep[at]]
    kept = {
        name: columns[name] if isinstance(places, range) else [columns[name][at] for at in places]
        for name in (field, "rating", "status")
        if name in columns
    }
    return Given(kept[field], kept["rating"], kept.get("status"), whole, places, field)


def _records_of_sheet(whole: Sheet, named: Mapping[str, str]) -> tuple[RatingRecord, ...]:
    """The records of a table by column, whose columns may have names of their own."""
    problems = [*whole.problems]
    if named and not problems:
        (whole,), problems = renamed([whole], named, tables={"rows": "rating"}, model=RatingRecord)
    if problems:
        raise InvalidInputError(problems)
    columns = cast("Across", whole.rows).columns if whole.rows else {}
    if not columns:
        return ()
    columns = {nfc(name) if isinstance(name, str) else name: column for name, column in columns.items()}
    field = "subject" if "subject" in columns else "id"
    alike = dict(misspelt(columns, _FIELDS))
    problems = [finding("input/unknown-column", name, nearest=near) for name, near in alike.items()]
    needed = ("subject" if field not in columns else field, "year", "rating" if "status" not in columns else "status")
    problems += (
        missing_column(whole, name, columns, _FIELDS)
        for name in needed
        if name not in columns and name not in alike.values()
    )
    if problems:
        raise InvalidInputError(problems)
    problems += (found for _, found in surplus_cells(whole) if None in columns)
    read = {name: [*columns[name]] for name in _FIELDS if name in columns}
    count = len(whole.numbers)
    places = [at for at in range(count) if not is_missing(read[field][at]) or not is_blank(whole.rows[at])]
    if len(places) < count:
        read = {name: [*map(column.__getitem__, places)] for name, column in read.items()}
    given = Given(read[field], read.get("rating", [None] * len(places)), read.get("status"), whole, places, field)
    keys = given.spelled(problems)
    years = given.each(read["year"], year_of_cell, "year", problems)
    kinds: list[Subjects | None] = ["organizations"] * len(places)
    if "subjects" in read:
        kinds = given.each(read["subjects"], _subjects_cell, "subjects", problems)
    outcomes: list[Rating | RatingStatus | None] = [None] * len(places)
    for year in sorted({year for year in years if year is not None}):
        rows = [row for row, one in enumerate(years) if one == year]
        some = given.some(rows).plain()
        meaning = some.read({*some.cells()}, year, problems)
        for row, cell in zip(rows, some.cells(), strict=True):
            outcomes[row] = meaning.get(cell)
    if problems:
        raise InvalidInputError(problems)
    return tuple(
        RatingRecord(key, year, outcome, subjects=kind)
        if isinstance(outcome, Rating)
        else RatingRecord(key, year, None, outcome, kind)
        for key, year, outcome, kind in cast(
            "Iterable[tuple[str, int, Rating | RatingStatus, Subjects]]",
            zip(keys, years, outcomes, kinds, strict=True),
        )
    )


def _subjects_cell(cell: Any) -> Subjects:  # noqa: ANN401 - whatever stands in a cell
    if is_missing(cell):
        return "organizations"
    if not is_one_of(cell, SUBJECT_WORDS):
        raise unknown_word(SUBJECT_WORDS, "subjects")
    return cast("Subjects", cell)


def _pairs(counts: object) -> list[tuple[Any, Any]]:
    """Tiers and how many are in each, or an error for anything else."""
    whole = counts.items() if isinstance(counts, Mapping) else counts
    pairs: list[Any]
    pairs = (
        list(whole) if isinstance(whole, Iterable) and not isinstance(whole, str | bytes | set | frozenset) else [None]
    )
    if all(isinstance(pair, list | tuple) and len(pair) == len(("tier", "count")) for pair in pairs):
        return pairs
    raise bad_figure(
        "counts",
        Words(en="these are no counts by tier", vi="không phải số lượng theo từng mức xếp loại"),
        Words(en='Give a mapping, as {"good": 37}.', vi="Ghi số lượng của từng mức xếp loại."),
    )


def _year_end(year: int) -> dt.date:
    """The day a yearly rating is dated."""
    return dt.date(year, 12, 31)
