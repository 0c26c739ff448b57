"""The survey of 2022 in the cells of TP. Thái Nguyên: the article says that it was made, everything else is made up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Final, NamedTuple

from dangbo.base.terms import Level
from dangbo.base.words import Words
from dangbo.datasets.city import thai_nguyen
from dangbo.datasets.making import between, pick
from dangbo.life.surveys import Question

_ANSWERED: Final = 861
"""Of 885 cells."""
_SURVEY_SEED: Final = 20220701
_QUALITY: Final = (("Tốt", "good"), ("Khá", "fair"), ("Trung bình", "average"), ("Kém", "poor"))
_OFTEN: Final = (14, 8, 2, 1)
_DIFFICULTIES: Final = (
    ("Nội dung chưa sát thực tế", "contents far from the place"),
    ("Ít ý kiến phát biểu", "few speak"),
    ("Đảng viên đi làm ăn xa", "members work far away"),
    ("Thiếu tài liệu", "papers are lacking"),
    ("Chi ủy kiêm nhiệm nhiều việc", "the committee has too many other posts"),
    ("Thiếu nơi sinh hoạt", "no place to meet"),
)


class Survey(NamedTuple):
    """A survey: what was asked, and the sheet of the answers.

    Attributes:
        questions: what was asked.
        rows: a row of each cell that answered, its id under "cell".
    """

    questions: tuple[Question, ...]
    rows: tuple[dict[str, object], ...]


def thai_nguyen_survey() -> Survey:
    """The survey of 2022 in the cells below grassroots committees; questions and answers are made up.

    Of 885 cells 861 answer, some of them not every question. The article tells neither a question nor a result.

    Examples:
        >>> from dangbo import tally_survey
        >>> survey = thai_nguyen_survey()
        >>> tally_survey(survey.rows, survey.questions, population=885).response
        Share(861, of=885) = 97,3%
    """
    return _survey()


@cache
def _survey() -> Survey:
    rng = Random(_SURVEY_SEED)
    cells = [cell.id for cell in thai_nguyen().select(level=Level.BELOW_GRASSROOTS)]
    count = len(cells) - _ANSWERED
    silent = {at * len(cells) // count for at in range(count)}
    rows = tuple(_answers(cell, rng) for at, cell in enumerate(cells) if at not in silent)
    questions = (
        Question("quality", Words(vi="Chất lượng sinh hoạt", en="Quality of the meetings"), "single", _words(_QUALITY)),
        Question("difficulties", Words(vi="Khó khăn, vướng mắc", en="Difficulties"), "several", _words(_DIFFICULTIES)),
        Question("minutes", Words(vi="Số phút một buổi", en="Minutes of a meeting"), "number", at_least=1, at_most=480),
    )
    return Survey(questions, rows)


def _words(options: Iterable[tuple[str, str]]) -> tuple[Words, ...]:
    return tuple(Words(vi=vi, en=en) for vi, en in options)


_TIERS: Final = tuple(vi for (vi, _), count in zip(_QUALITY, _OFTEN, strict=True) for _ in range(count))


def _answers(cell: str, rng: Random) -> dict[str, object]:
    told = [vi for vi, _ in _DIFFICULTIES if rng.random() < 1 / 4]
    return {
        "cell": cell,
        "quality": pick(rng, _TIERS),
        "difficulties": "; ".join(told),
        "minutes": between(rng, 60, 150) if rng.random() < _NOTED else None,
    }


_NOTED: Final = 0.97
"""How many note how long they meet."""
