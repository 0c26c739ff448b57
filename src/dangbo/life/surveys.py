"""A small survey (khảo sát): what the rows of a sheet answer to a few questions, each with its own base.

```
Question(key, words, kind, options)     one choice, several choices, a number
     | tally_survey(rows, questions, population=)
SurveyResult                            response of the population; of each question its answers over those who gave one
```

There is no editor of questionnaires here: rows come as a sheet has them, a column for each question. An answer that
fits no option is told by its row and not counted; what it says is repeated nowhere, since people write names there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias, cast

from typing_extensions import TypedDict

from dangbo.base.envelope import FindingDocument, OneOf, ShareDocument, WordsDocument
from dangbo.base.errors import InvalidInputError
from dangbo.base.figures import Share, figure_problem
from dangbo.base.findings import Finding, Lang, finding
from dangbo.base.frames import FrameColumn, Framed, columns_of
from dangbo.base.reading import read_choice, read_name, read_subject, read_term, whole_count
from dangbo.base.records import RecordType, id_of, instances_of
from dangbo.base.results import finding_texts, told
from dangbo.base.terms import Origin
from dangbo.base.text import UnreadableError, count_of, fold, is_missing, nfc, parse_date, unless_personal
from dangbo.base.told import Documented
from dangbo.base.words import NO_WORDS, Words, known_language
from dangbo.life.rows import AS_NAMED, first_of
from dangbo.render.findings import Findings
from dangbo.render.table import number_cell, share_cell
from dangbo.render.worded import words_table
from dangbo.tree.frames import rows_or_frame
from dangbo.tree.rows import Across, Sheet, is_blank, missing_column, misspelt, sheet
from dangbo.tree.structure import refuse

if TYPE_CHECKING:
    from dangbo.render import Drawing, Table
    from dangbo.tree.records import Organization

__all__ = ["Answers", "Numbers", "Population", "Question", "QuestionKind", "SurveyResult", "tally_survey"]

QuestionKind: TypeAlias = Literal["single", "several", "number"]
"""One of the options; as many of them as one likes; a number."""

Population: TypeAlias = "int | Iterable[str | Organization]"
"""How many were asked, or the ids of those who were."""

KINDS: Final[dict[QuestionKind, Words]] = {
    "single": Words(vi="chọn một", en="one choice"),
    "several": Words(vi="chọn nhiều", en="several choices"),
    "number": Words(vi="ghi số", en="number to be filled in"),
}
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True, init=False)
class Question(metaclass=RecordType):
    """A question of a survey.

    Args:
        key: what its column is called.
        words: what is asked; a text stands for both languages.
        kind: one choice, several choices or a number.
        options: what can be chosen, at least two, in the order of the sheet; none where a number is asked for. A cell
            names an option in either language, in any spelling, or by its number, counted from 1; where options are
            numbers themselves ("3", "2", "1"), the option of that word goes before.
        at_least: the lowest number; of several choices the fewest. `None` for no bound.
        at_most: the highest number; of several choices the most.

    Raises:
        InvalidInputError: a blank key, a kind nobody knows, options that are missing, alike or out of place, bounds of
            a question with one choice, bounds that contradict each other.

    Examples:
        >>> Question("hold", Words(vi="Ngày sinh hoạt", en="Day of meeting"), "single", ["Ngày 3", "Ngày khác"]).kind
        'single'
    """

    key: str
    words: Words
    kind: QuestionKind
    options: tuple[Words, ...]
    at_least: int | None
    at_most: int | None

    def __init__(
        self,
        key: str,
        words: Words | str,
        kind: QuestionKind,
        options: Sequence[Words | str] = (),
        *,
        at_least: int | None = None,
        at_most: int | None = None,
    ) -> None:
        name = read_name(key, "Question.key")
        where = f"Question({unless_personal(name)!r})"
        values = {
            "key": name,
            "words": _words(words, f"{where}.words"),
            "kind": read_choice(kind, KINDS, f"{where}.kind"),
            "options": tuple(_words(one, f"{where}.options") for one in _listed(options, f"{where}.options")),
            "at_least": None if at_least is None else whole_count(at_least, f"{where}.at_least"),
            "at_most": None if at_most is None else whole_count(at_most, f"{where}.at_most"),
        }
        for field_name, value in values.items():
            object.__setattr__(self, field_name, value)
        if problems := list(self._contradictions(where)):
            raise InvalidInputError(problems)

    def _contradictions(self, where: str) -> Iterator[Finding]:
        count = len(self.options)
        if self.kind == "number" and count:
            yield figure_problem(
                f"{where}.options",
                Words(en="a number has no options", vi="câu ghi số không có phương án trả lời"),
                Words(en="Leave them out, or ask for a choice.", vi="Bỏ các phương án, hoặc đổi thành câu chọn."),
            )
        if self.kind != "number" and count < _FEWEST:
            yield figure_problem(
                f"{where}.options",
                Words(en="a choice needs two options or more", vi="câu chọn cần ít nhất hai phương án"),
                Words(en="Give what can be chosen.", vi="Ghi các phương án trả lời."),
            )
        spelt = Counter(key for one in self.options for key in {_exact(one.vi), _exact(one.en)})
        if any(times > 1 for times in spelt.values()):
            yield figure_problem(
                f"{where}.options",
                Words(en="two options read the same", vi="có hai phương án giống nhau"),
                Words(en="Word each differently.", vi="Ghi mỗi phương án một khác."),
            )
        if self.kind == "single" and (self.at_least is not None or self.at_most is not None):
            yield figure_problem(
                where,
                Words(en="one choice has no bounds", vi="câu chọn một không có giới hạn"),
                Words(
                    en="Leave them out, or ask for several choices.", vi="Bỏ giới hạn, hoặc đổi thành câu chọn nhiều."
                ),
            )
        least, most = self.at_least or 0, self.at_most
        if self.kind == "several" and count >= _FEWEST and (least > count or most == 0):
            yield figure_problem(
                where,
                Words(
                    en=f"no answer is possible: there are {count} options",
                    vi=f"không thể trả lời: có {count} phương án",
                ),
                Words(en="Correct the bounds.", vi="Sửa lại giới hạn."),
            )
        if most is not None and least > most:
            yield figure_problem(
                where,
                Words(en="the least is above the most", vi="mức thấp nhất lớn hơn mức cao nhất"),
                Words(en="Correct the bounds.", vi="Sửa lại giới hạn."),
            )


def _words(value: object, where: str) -> Words:
    if isinstance(value, Words):
        return Words(vi=read_name(value.vi, where), en=read_name(value.en, where))
    text = read_name(value, where)
    return Words(vi=text, en=text)


def _listed(values: object, where: str) -> Sequence[object]:
    if isinstance(values, Sequence) and not isinstance(values, str | bytes):
        return values
    raise InvalidInputError(
        [
            figure_problem(
                where,
                Words(en="the options are no list", vi="các phương án không phải là danh sách"),
                Words(en="Give a list, in the order of the sheet.", vi="Ghi thành danh sách, theo thứ tự của phiếu."),
            )
        ]
    )


# --- results ----------------------------------------------------------------------------------------------------------


class NumbersDocument(TypedDict):
    """Numbers that were answered; exact, as text."""

    count: int
    total: str
    lowest: str
    highest: str
    mean: str


@dataclass(frozen=True, slots=True)
class Numbers(Documented):
    """The numbers somebody gave to a question, exactly.

    Attributes:
        count: how many.
        total: their sum.
        lowest: the lowest.
        highest: the highest.
    """

    count: int
    total: Fraction
    lowest: Fraction
    highest: Fraction

    @property
    def mean(self) -> Fraction:
        """Their average, exactly.

        Examples:
            >>> Numbers(2, Fraction(5), Fraction(1), Fraction(4)).mean
            Fraction(5, 2)
        """
        return self.total / self.count

    def as_dict(self) -> NumbersDocument:
        """Plain JSON values; exact numbers are text."""
        return {
            "count": self.count,
            "total": str(self.total),
            "lowest": str(self.lowest),
            "highest": str(self.highest),
            "mean": str(self.mean),
        }


class OptionDocument(TypedDict):
    """An answer that could be chosen, and how many did."""

    words: WordsDocument
    share: ShareDocument | None


class AnswersDocument(TypedDict):
    """A question of a survey, and what was answered; nobody's answer by itself."""

    key: str
    words: WordsDocument
    kind: QuestionKind
    answered: int
    silent: int
    unread: int
    options: list[OptionDocument]
    numbers: NumbersDocument | None


@dataclass(frozen=True, slots=True)
class Answers(Documented):
    """What was answered to one question.

    Attributes:
        question: the question.
        answered: rows with an answer that counts: the base of every share.
        silent: rows that answer something else and leave this one open.
        unread: rows whose answer fits no option, or is no number within the bounds; findings tell which.
        shares: of each option, in their order, those who chose it over those who answered; `None` while nobody did.
            Where several may be chosen they add up to more than all.
        numbers: the numbers given; `None` for a choice, and while nobody gave one.
    """

    question: Question
    answered: int
    silent: int
    unread: int
    shares: tuple[Share | None, ...]
    numbers: Numbers | None

    def __getitem__(self, option: str | int) -> Share | None:
        """The share of an option, by its words in either language or its number, counted from 1.

        Raises:
            InvalidInputError: no such option.
        """
        found = _choice(option, self.question)
        if not self.shares:
            raise InvalidInputError(
                [
                    figure_problem(
                        f"Question({self.question.key!r})",
                        Words(en="a number has no options", vi="câu ghi số không có phương án trả lời"),
                        Words(en="Look at its `numbers`.", vi="Xem các số đã ghi."),
                    )
                ]
            )
        if found is None:
            raise InvalidInputError(
                [
                    figure_problem(
                        f"Question({self.question.key!r})",
                        Words(en="there is no such option", vi="không có phương án này"),
                        Words(
                            en=f"Choose one of {', '.join(one.en for one in self.question.options)}.",
                            vi=f"Chọn một trong {', '.join(one.vi for one in self.question.options)}.",
                        ),
                    )
                ]
            )
        return self.shares[found]

    def as_dict(self) -> AnswersDocument:
        """The question and its answers as plain JSON values."""
        return {
            "key": self.question.key,
            "words": self.question.words.as_dict(),
            "kind": self.question.kind,
            "answered": self.answered,
            "silent": self.silent,
            "unread": self.unread,
            "options": [
                {"words": words.as_dict(), "share": None if share is None else share.as_dict()}
                for words, share in zip(self.question.options, self.shares, strict=True)
            ],
            "numbers": None if self.numbers is None else self.numbers.as_dict(),
        }


class SurveyDocument(TypedDict):
    """The answers to a survey, counted."""

    schema: Literal["dangbo/survey"]
    version: Literal[1]
    population: int
    responses: int
    response: ShareDocument | None
    blank: int
    missing: list[str]
    answers: list[AnswersDocument]
    findings: list[FindingDocument]
    on: str | None
    origin: Annotated[str, OneOf(Origin)]


@dataclass(frozen=True, slots=True, repr=False)
class SurveyResult(Documented, Framed, metaclass=RecordType):
    """What a survey came to. Made by `tally_survey`.

    Vietnamese term: kết quả khảo sát.

    Attributes:
        population: how many were asked.
        responses: how many answered at least one question.
        blank: rows that answer none.
        answers: what was answered, question by question.
        missing: ids of those who were asked and did not answer, in the order given, of a set in that of
            the ids; empty where nobody said who was asked.
        findings: what was not counted, and why.
        on: the day of the survey; `None` where nobody said.
        origin: where the figures come from.
    """

    population: int
    responses: int
    blank: int
    answers: tuple[Answers, ...]
    missing: tuple[str, ...] = ()
    findings: Findings = Findings()  # noqa: RUF009 - a tuple that never changes
    on: dt.date | None = None
    origin: Origin = Origin.COMPUTED

    @property
    def response(self) -> Share | None:
        """Those who answered over those who were asked; `None` where more answered than were asked."""
        if self.responses > self.population or not self.population:
            return None
        return Share(self.responses, of=self.population, on=self.on, origin=self.origin)

    def __getitem__(self, key: str) -> Answers:
        """What was answered to a question.

        Raises:
            InvalidInputError: no such question; it names those there are.
        """
        found = {one.question.key: one for one in self.answers}
        given: object = key
        wanted = nfc(given) if isinstance(given, str) else key
        return found[read_choice(wanted, {name: one.question.words for name, one in found.items()}, "question")]

    def __iter__(self) -> Iterator[Answers]:
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def __repr__(self) -> str:
        return (
            f"SurveyResult({self.responses} of {self.population} answered, questions: {len(self.answers)}, "
            f"findings: {len(self.findings)})"
        )

    def __str__(self) -> str:
        return self.explain(lang="en")

    def explain(self, *, lang: Lang = "vi") -> str:
        """The response, how many answered each question, and what was not counted.

        Raises:
            TermError: another language than "vi" and "en".
        """
        known_language(lang)
        lines = [self._response_words().text(lang=lang)]
        lines += (
            told(
                Words(vi="{asked}: {count} trả lời.", en="{asked}: {count} answered."),
                asked=one.question.words,
                count=one.answered,
            ).text(lang=lang)
            for one in self.answers
        )
        return " ".join([*lines, *finding_texts(self.findings, lang=lang)])

    def _response_words(self) -> Words:
        share = self.response
        words = Words(
            vi="{responses} phiếu trả lời trên {population} đối tượng khảo sát{share}; nguồn gốc số liệu: {origin}.",
            en="{responses} of the {population} asked answered{share}; figures: {origin}.",
        )
        part = NO_WORDS if share is None else Words(vi=f" ({share.text()})", en=f" ({share.text(lang='en')})")
        origin = Words(vi=self.origin.label.lower(), en=self.origin.gloss)
        return told(words, responses=self.responses, population=self.population, share=part, origin=origin)

    def _frame(self) -> list[FrameColumn]:
        rows = [
            (answers, option, share)
            for answers in self.answers
            for option, share in zip(answers.question.options or (None,), answers.shares or (None,), strict=True)
        ]
        return columns_of(
            rows,
            ("question", "text", lambda one: one[0].question.key),
            ("question_vi", "text", lambda one: one[0].question.words.vi),
            ("question_en", "text", lambda one: one[0].question.words.en),
            ("kind", "text", lambda one: one[0].question.kind),
            ("option_vi", "text", lambda one: None if one[1] is None else one[1].vi),
            ("option_en", "text", lambda one: None if one[1] is None else one[1].en),
            ("share", "share", lambda one: one[2]),
            ("answered", "count", lambda one: one[0].answered),
            ("silent", "count", lambda one: one[0].silent),
            ("unread", "count", lambda one: one[0].unread),
            ("mean", "number", lambda one: None if one[0].numbers is None else one[0].numbers.mean),
        )

    def show(self, *, lang: Lang = "vi") -> Drawing:
        """A table: of each question its base, of each answer its count and share.

        Raises:
            TermError: another language than "vi" and "en".
        """
        return self.table(lang=lang).show(limit=None, lang=lang)

    def table(self, *, lang: Lang = "vi") -> Table:
        """What `show` draws, as a table whose cells keep their values.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        heads = (
            Words(vi="Câu hỏi, phương án", en="Question, answer"),
            Words(vi="Số lượng", en="Count"),
            Words(vi="Tỷ lệ", en="Share"),
        )
        rows: list[tuple[str, str, str]] = []
        totals = []
        for one in self.answers:
            totals.append(len(rows))
            base = Words(vi="số trả lời", en="answered")
            rows.append((f"{one.question.words.text(lang=lang)} ({base.text(lang=lang)})", _n(one.answered, lang), ""))
            rows += (
                (f"  {words.text(lang=lang)}", "–", "–")
                if share is None
                else (f"  {words.text(lang=lang)}", _n(share.count, lang), share_cell(share, lang=lang))
                for words, share in zip(one.question.options, one.shares, strict=True)
            )
            rows += _number_rows(one.numbers, lang)
        notes = [self._response_words().text(lang=lang), *finding_texts(self.findings, lang=lang)]
        if any(one.question.kind == "several" for one in self.answers):
            several = Words(
                vi="Câu chọn nhiều: tổng các tỷ lệ có thể lớn hơn 100%.",
                en="Where several may be chosen the shares may add up to more than 100%.",
            )
            notes.append(several.text(lang=lang))
        title = Words(vi="Kết quả khảo sát", en="The survey")
        return words_table(title, heads, rows, totals=totals, notes=notes, lang=lang)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def as_dict(self) -> SurveyDocument:
        """The result as plain JSON values."""
        share = self.response
        return {
            "schema": "dangbo/survey",
            "version": 1,
            "population": self.population,
            "responses": self.responses,
            "response": None if share is None else share.as_dict(),
            "blank": self.blank,
            "missing": list(self.missing),
            "answers": [one.as_dict() for one in self.answers],
            "findings": [one.as_dict() for one in self.findings],
            "on": None if self.on is None else self.on.isoformat(),
            "origin": self.origin.value,
        }


def _n(count: int, lang: Lang) -> str:
    return number_cell(count, lang=lang)


def _number_rows(numbers: Numbers | None, lang: Lang) -> Iterator[tuple[str, str, str]]:
    if numbers is None:
        return
    for words, value in (
        (Words(vi="  Trung bình", en="  Average"), numbers.mean),
        (Words(vi="  Thấp nhất", en="  Lowest"), numbers.lowest),
        (Words(vi="  Cao nhất", en="  Highest"), numbers.highest),
    ):
        places = 0 if value.denominator == 1 else _PLACES
        yield words.text(lang=lang), number_cell(value, decimals=places, lang=lang), ""


_PLACES: Final = 2


# --- the tally --------------------------------------------------------------------------------------------------------


def tally_survey(
    rows: Any,  # noqa: ANN401 - whatever holds a table
    questions: Iterable[Question],
    *,
    population: Population,
    by: str | None = None,
    on: dt.date | str | None = None,
    origin: Origin | str = Origin.COMPUTED,
    columns: Mapping[str, str] = AS_NAMED,
    first_row: int | None = None,
) -> SurveyResult:
    """Count what the rows of a sheet answer.

    Several choices stand in one cell with ";" or a new line between, or as a list. Rows in which nothing stands are no
    rows; a row that answers none of the questions is `blank` and no response. One pass over the rows.

    Args:
        rows: mappings, a `csv.DictReader`, columns by name, or a data frame of pandas, Polars, PyArrow or what else
            narwhals knows; what is in columns of no question is not looked at.
        questions: what is counted.
        population: how many were asked, or the ids of those who were: of the cells, say.
        by: the column with the id of who answers. With it a second row of one respondent is not counted but told, and
            so is one who was not asked; without it every row is a response.
        on: the day of the survey.
        origin: where the rows come from: synthetic, say.
        columns: names of columns, each with the key of the question it answers, or the name `by` goes by:
            `{"Đồng chí đánh giá chất lượng sinh hoạt thế nào?": "quality"}`.
        first_row: the number of the first row; by default what the reader of the file knows, or 1.

    Raises:
        InvalidInputError: no table, a column that is missing, no question or one asked twice, a population of nobody,
            ids of a population without a column that says who answers.

    Examples:
        >>> asked = [Question("day", "Sinh hoạt đúng ngày", "single", ["Có", "Không"])]
        >>> result = tally_survey([{"day": "có"}, {"day": "Không"}, {"day": "co"}], asked, population=4)
        >>> result.response, result["day"]["Có"]
        (Share(3, of=4) = 75,0%, Share(2, of=3) = 66,7%)
    """
    asked = _questions(questions)
    listed = isinstance(population, Iterable) and not isinstance(population, str | bytes)
    ids = _ids(cast("Iterable[object]", population), by) if listed else None
    count = whole_count(population, "population") if ids is None else len(ids)
    if not count:
        raise InvalidInputError(
            [
                figure_problem(
                    "population",
                    Words(en="nobody was asked", vi="không có ai được khảo sát"),
                    Words(en="Say how many were asked.", vi="Ghi số đối tượng được khảo sát."),
                )
            ]
        )
    whole = _answers(rows, asked, by, columns, first_row)
    found = _columns(whole, asked, by, columns)
    problems: list[Finding] = []
    kept = [at for at in range(len(whole.rows)) if not is_blank(whole.rows[at])]
    answered: list[str] = []
    if by is not None:
        kept, answered = _respondents(kept, found[by], whole, ids, problems)
    source = read_term(Origin, origin, "origin")
    day = None if on is None else parse_date(on, where="on")
    readers = [_Reader(one, found[one.key], whole) for one in asked]
    some = [at for at in kept if not all(_is_open(one.column[at]) for one in readers)]
    answers = tuple(one.tally(some, problems, lambda n, of: Share(n, of=of, on=day, origin=source)) for one in readers)
    if len(some) > count:
        problems.append(finding("survey/above-population", "population", count=len(some), limit=count))
    given = set(answered)
    missing = () if ids is None else tuple(one for one in ids if one not in given)
    return SurveyResult(count, len(some), len(kept) - len(some), answers, missing, Findings(problems), day, source)


@dataclass(frozen=True, slots=True)
class _NoRecord:
    """What no row of a survey is: there is no record of one."""


def _answers(given: object, asked: Sequence[Question], by: str | None, columns: object, first_row: int | None) -> Sheet:
    """The rows of a survey, out of whatever holds a table."""
    keys = {one.key: one.key for one in asked} | ({} if by is None else {by: by})
    named = {**keys, **columns} if isinstance(columns, Mapping) else keys
    rows = rows_or_frame(given, "answer", _NoRecord, columns=named, first_row=first_of(first_row))
    whole = sheet(rows, "answer", _NoRecord, first_row=first_row)
    refuse(whole.problems)
    return whole


def _questions(questions: object) -> tuple[Question, ...]:
    asked = tuple(instances_of(Question, questions, "questions"))
    twice = [key for key, times in Counter(one.key for one in asked).items() if times > 1]
    if asked and not twice:
        return asked
    reason = Words(en="no question is asked", vi="không có câu hỏi nào")
    remedy = Words(en="Give at least one question.", vi="Ghi ít nhất một câu hỏi.")
    if twice:
        listed = ", ".join(f"'{unless_personal(key)}'" for key in twice)
        reason = Words(en=f"{listed} is asked twice", vi=f"{listed} hỏi hai lần")
        remedy = Words(en="Ask each question once.", vi="Mỗi câu chỉ hỏi một lần.")
    raise InvalidInputError([figure_problem("questions", reason, remedy)])


def _ids(population: Iterable[object], by: str | None) -> tuple[str, ...]:
    if by is None:
        raise InvalidInputError(
            [
                figure_problem(
                    "by",
                    Words(
                        en="those asked are given by id, and no column says who answers",
                        vi="đối tượng khảo sát được ghi theo mã nhưng chưa nêu cột ghi mã người trả lời",
                    ),
                    Words(
                        en="Name the column, or give how many were asked.",
                        vi="Ghi tên cột, hoặc ghi số đối tượng được khảo sát.",
                    ),
                )
            ]
        )
    read = dict.fromkeys(read_subject(one, "population") for one in population)
    return tuple(sorted(read) if isinstance(population, set | frozenset) else read)  # a set has no order of its own


def _columns(
    whole: Sheet, asked: Sequence[Question], by: str | None, named: Mapping[str, str]
) -> dict[str, Sequence[Any]]:
    """The columns of the questions, and that of who answers."""
    wanted = [one.key for one in asked] + ([] if by is None else [by])
    given: object = named
    if not isinstance(given, Mapping) or not all(one in wanted for one in given.values()):
        reason = Words(en="it names no question that is asked", vi="không ứng với câu hỏi nào")
        remedy = Words(
            en=f"Write the column, then one of {', '.join(wanted)}.", vi=f"Ghi cột, rồi một trong {', '.join(wanted)}."
        )
        raise InvalidInputError([figure_problem("columns", reason, remedy)])
    rows = whole.rows
    headers: set[object] = set(rows.columns) if isinstance(rows, Across) else set().union(*rows)
    spelt = {nfc(name): name for name in headers if isinstance(name, str)}
    spelt |= {key: spelt[nfc(name)] for name, key in named.items() if nfc(name) in spelt}
    absent = [name for name in wanted if name not in spelt]  # other columns may be called as they like
    alike = {name: near for name, near in misspelt(spelt, wanted) if near in absent}
    problems = [finding("input/unknown-column", name, nearest=near) for name, near in alike.items()]
    problems += (
        missing_column(whole, name, spelt, wanted)
        for name in wanted
        if rows and name not in spelt and name not in alike.values()
    )
    refuse(problems)
    if isinstance(rows, Across):
        return {name: _cells(rows.columns[spelt[name]]) for name in wanted} if rows else dict.fromkeys(wanted, ())
    return {name: [row.get(spelt[name]) for row in rows] if rows else () for name in wanted}


def _cells(column: Sequence[Any]) -> Sequence[Any]:
    """A column whose cells are those of Python: an array of a frame is the list of several choices."""
    kept = column if isinstance(column, list | tuple) else [*column]
    if any(hasattr(kind, "tolist") for kind in {*map(type, kept)}):
        return [one.tolist() if hasattr(one, "tolist") else one for one in kept]
    return kept


def _respondents(
    kept: Sequence[int], column: Sequence[Any], whole: Sheet, ids: Sequence[str] | None, problems: list[Finding]
) -> tuple[list[int], list[str]]:
    """The rows of those who were asked, each once; the first of two rows counts."""
    known = None if ids is None else set(ids)
    rows: list[int] = []
    seen: dict[str, int] = {}
    wrong: dict[str, list[int]] = {}
    for at in kept:
        key = id_of(column[at])
        if not isinstance(key, str) or not key:
            wrong.setdefault("survey/no-respondent", []).append(at)
        elif key in seen:
            wrong.setdefault("survey/answered-twice", []).append(at)
        elif known is not None and key not in known:
            wrong.setdefault("survey/unknown-respondent", []).append(at)
        else:
            seen[key] = at
            rows.append(at)
    for code in ("survey/no-respondent", "survey/answered-twice", "survey/unknown-respondent"):
        if code in wrong:
            count, listed = len(wrong[code]), whole.listed(wrong[code])
            problems.append(finding(cast("Any", code), "rows", count=count, rows=listed))
    return rows, list(seen)


_BETWEEN: Final = re.compile(r"[;\n\r]+")


def _exact(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def _is_open(value: object) -> bool:
    """Whether a cell answers nothing; a list of nothing does not either."""
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_is_open, value))
    return is_missing(nfc(value)) if isinstance(value, str) else is_missing(value)


def _choice(value: object, question: Question) -> int | None:
    """The place of the option a value names: by its words, by their bare letters where one has them, by its number.

    A sheet makes a number of the option "3", so a number is looked for among the words first; and is no place where
    options are numbers that say something else: of "0", "1", "2 or more" the second is not 2.
    """
    options = question.options
    number = None
    with suppress(UnreadableError):
        number = count_of(value)
    keys = [_exact(value)] if isinstance(value, str) else []
    keys += [] if number is None else [str(number)]
    for key in keys:
        for place, one in enumerate(options):
            if key in {_exact(one.vi), _exact(one.en)}:
                return place
        bare = fold(key)
        alike = {place for place, one in enumerate(options) if bare and bare in {fold(one.vi), fold(one.en)}}
        if len(alike) == 1:
            return alike.pop()
    if number is None or not 1 <= number <= len(options):
        return None
    begins = ((place, _NUMBERED.match(text)) for place, one in enumerate(options, 1) for text in (one.vi, one.en))
    return None if any(found and int(found[0]) != place for place, found in begins) else number - 1


_NUMBERED: Final = re.compile(r"[0-9]{1,9}")


def _choices(value: object, question: Question) -> set[int] | None:
    """The places of all options a cell names; `None` where one of its parts names none."""
    if isinstance(value, list | tuple | set | frozenset):
        parts: list[object] = [part for part in value if not _is_open(part)]
    elif isinstance(value, str) and _choice(value, question) is None:
        parts = [part for part in _BETWEEN.split(value) if not _is_open(part)]
        if len(parts) == 1 and "," in value:  # forms on the web put commas between
            parts = [part for part in value.split(",") if part.strip()]
    else:
        parts = [value]
    found = [_choice(part, question) for part in parts]
    return None if None in found else {place for place in found if place is not None}


def _number(value: object) -> Fraction | None:
    """The number a cell is: whole, or with decimals behind a comma or point; a float by what the sheet shows of it."""
    try:
        return Fraction(count_of(value))
    except UnreadableError:
        pass
    if isinstance(value, Decimal | Fraction):
        exact = Fraction(value) if not isinstance(value, Decimal) or value.is_finite() else None
        return exact if exact is not None and exact >= 0 else None  # as text and whole numbers are read
    text = repr(value) if type(value) is float else nfc(value).replace(",", ".") if isinstance(value, str) else ""
    if not _DECIMAL.fullmatch(text):
        return None
    try:
        return Fraction(Decimal(text))
    except InvalidOperation:  # pragma: no cover - the pattern leaves none
        return None


_DECIMAL: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")


class _Reader:
    """The column of a question."""

    def __init__(self, question: Question, column: Sequence[Any], whole: Sheet) -> None:
        self.question = question
        self.column = column
        self.whole = whole

    def tally(self, rows: Sequence[int], problems: list[Finding], share: Callable[[int, int], Share]) -> Answers:
        """What the rows answer; rows that cannot be read join the problems."""
        question = self.question
        wrong: dict[str, list[int]] = {}
        chosen: Counter[int] = Counter()
        numbers: list[Fraction] = []
        known: dict[object, tuple[set[int] | None, str | None]] = {}  # people answer in few ways
        answered = silent = 0
        for at in rows:
            value = self.column[at]
            if _is_open(value):
                silent += 1
                continue
            if question.kind == "number":
                number = _number(value)
                code = self._of_number(number)
                if number is not None and code is None:
                    numbers.append(number)
            else:
                key = value if isinstance(value, str) else None
                read = known.get(key) if key is not None else None
                if read is None:
                    places = _choices(value, question)
                    read = places, self._of_choice(places)
                    if key is not None:
                        known[key] = read
                places, code = read
                if places is not None and code is None:
                    chosen.update(places)
            if code is None:
                answered += 1
            else:
                wrong.setdefault(code, []).append(at)
        problems += (self._told(code, unread) for code, unread in wrong.items())
        of_each = tuple(share(chosen[place], answered) if answered else None for place in range(len(question.options)))
        summed = Numbers(len(numbers), sum(numbers, Fraction()), min(numbers), max(numbers)) if numbers else None
        return Answers(question, answered, silent, sum(map(len, wrong.values())), of_each, summed)

    def _of_number(self, number: Fraction | None) -> str | None:
        if number is None:
            return "survey/no-number"
        least, most = self.question.at_least, self.question.at_most
        outside = (least is not None and number < least) or (most is not None and number > most)
        return "survey/out-of-bounds" if outside else None

    def _of_choice(self, places: set[int] | None) -> str | None:
        if places is None:
            return "survey/no-such-option"
        count, question = len(places), self.question
        if question.kind == "single":
            return None if count == 1 else "survey/how-many-choices"
        least, most = question.at_least or 1, question.at_most
        return "survey/how-many-choices" if count < least or (most is not None and count > most) else None

    def _told(self, code: str, rows: Sequence[int]) -> Finding:
        question = self.question
        facts: dict[str, Any] = {"count": len(rows), "rows": self.whole.listed(rows)}
        if code == "survey/no-such-option":
            facts["limit"] = len(question.options)
        elif code != "survey/no-number":
            facts["bounds"] = _bounds(question)
        return finding(cast("Any", code), question.key, **facts)


def _bounds(question: Question) -> Words:
    """The bounds of a question, in words."""
    least, most = question.at_least, question.at_most
    if question.kind == "single":
        return Words(vi="1", en="1")
    if question.kind == "several":
        least = least or 1
    if least is None or most is None:
        if most is not None:
            return told(Words(vi="nhiều nhất {most}", en="at most {most}"), most=most)
        return told(Words(vi="ít nhất {least}", en="at least {least}"), least=least or 0)
    return told(Words(vi="từ {least} đến {most}", en="from {least} to {most}"), least=least, most=most)
