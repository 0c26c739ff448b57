"""A table keeps the values beside its words: every public function and method that makes one is walked."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import json
import pkgutil
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import jsonschema
import pytest
from pydantic import TypeAdapter

import dangbo
from dangbo import Points, Profiles, Rating, datasets, write_csv, write_xlsx
from dangbo.base.figures import Growth, Ratio, Share
from dangbo.base.text import format_date
from dangbo.io.written_cells import meant
from dangbo.render import Cell, Column, Table
from dangbo.render.table import TableDocument
from dangbo.report import tables as report
from tests.unit.test_languages import _ABSTRACT, NAMES, _call

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dangbo.base.findings import Lang
    from dangbo.life.completeness import CompletenessBy

FIGURE = re.compile(r"[+-]?[0-9][0-9.,]*%?(?: (?:điểm phần trăm|percentage points))?")
DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}")
NUMBERS = (int, Fraction, Decimal, Share, Ratio, Growth, Points)

IN_WORDS = {
    ("life.membership_forms.GroupForm.table", 0): "what a line is called, of which some are '1.1'",
    ("report.papers.DecisionPapers.tables", 1): "which operations, of which there may be several",
    ("rating.classification.result.Classification.table", 2): "evidence as it was told, mostly a sentence",
}
"""Columns with digits that are no figures, by what makes the table and their place, and why."""


def tables_in(result: object) -> Iterator[Table]:
    if isinstance(result, Table):
        yield result
    elif isinstance(result, tuple | list):
        for part in result:
            yield from tables_in(part)


def made(lang: Lang) -> Iterator[tuple[str, Table]]:
    """Every table that the walk of the languages makes, and some that have more in them."""
    for name in sorted(set(NAMES) - _ABSTRACT):
        for table in tables_in(_call(name, lang)):
            yield name, table
    city = datasets.thai_nguyen()
    ratings = datasets.thai_nguyen_ratings()
    yield "two years", report.ratings_table(ratings, city, year=2022, previous=city, lang=lang)
    yield "key figures", report.indicators_table(report.key_figures(city, lang=lang).values(), lang=lang)
    known = {"handbook": [*city.members][:2000]}
    each: tuple[CompletenessBy, ...] = ("organization", "field", "organization and field")
    for by in each:
        yield f"by {by}", Profiles().completeness(city, by=by, also=known).table(lang=lang)
    ward = datasets.ward_2026()
    yield "agenda", dangbo.attention(ward, on="2026-04-03").table(lang=lang)
    yield "findings", city.check().table(lang=lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_figures_and_days_in_a_table_have_their_values_and_leave_as_them(lang: Lang, tmp_path: Path) -> None:
    bare, other, count = [], [], 0
    several = [*made(lang)]
    for name, table in several:
        for row in table.rows:
            for at, cell in enumerate(row):
                value = getattr(cell, "value", None)
                told = (name, table.columns[at].title)
                if (name, at) in IN_WORDS:
                    continue
                if FIGURE.fullmatch(cell):
                    count += 1
                    if not isinstance(value, NUMBERS):
                        bare.append(told)
                    elif isinstance(meant(cell), str):
                        other.append(told)
                elif DAY.fullmatch(cell):
                    count += 1
                    if not (isinstance(value, dt.date) and format_date(value, lang=lang) == cell):
                        bare.append(told)
    assert set(bare) == set()
    assert set(other) == set()
    assert count > 500
    assert len({name for name, _ in several}) > 30
    write_xlsx(tmp_path / "all.xlsx", [table for _, table in several], lang=lang)
    write_csv(tmp_path / "one.csv", several[-1][1])


def test_every_table_is_a_document_with_the_words_and_the_value_of_each_cell() -> None:
    promised, values = TypeAdapter(TableDocument), list[object]()
    for name, table in made("vi"):
        told = table.as_dict()
        assert promised.validate_python(told, strict=True) == told == json.loads(table.to_json()), name
        assert [[cell["text"] for cell in row] for row in told["rows"]] == [[*row] for row in table.rows]
        values += [cell["value"] for row in told["rows"] for cell in row]
    assert {int, str, dict, list, type(None)} <= {type(value) for value in values}
    assert {"count": 95, "of": 100, "on": None, "origin": "computed"} in values


def test_the_document_of_a_table_holds_what_its_values_are() -> None:
    exact = [
        5,
        dt.date(2023, 4, 30),
        Decimal("8.50"),
        Fraction(7, 2),
        Points(10),
        Share(1, of=3),
        (0, 144),
        True,
        Rating.GOOD,
    ]
    table = Table("", [Column("a")], [[Cell(value, "x")] for value in exact], totals=[7])
    jsonschema.validate(table.as_dict(), Table.json_schema())
    share = {"count": 1, "of": 3, "on": None, "origin": "computed"}
    told = [row[0]["value"] for row in table.as_dict()["rows"]]
    assert told == [5, "2023-04-30", "8.50", "7/2", "10", share, [0, 144], True, "good"]


OTHERWISE = {"Preview": "several tables and trees; what is in them is `changes`, `totals`, `matrix`"}
"""What draws a table and has none of its own, and why."""


def test_whatever_draws_a_table_gives_it_too() -> None:
    """One name for it: `table(lang=...)`, or `tables(lang=...)` where there are several."""
    without = []
    for module in pkgutil.walk_packages(dangbo.__path__, "dangbo."):
        if module.name.endswith("__main__") or ".commands" in module.name:
            continue
        room = importlib.import_module(module.name)
        for name, thing in vars(room).items():
            shows = inspect.isclass(thing) and thing.__module__ == room.__name__ and "show" in vars(thing)
            if shows and not (hasattr(thing, "table") or hasattr(thing, "tables")):
                without.append(name)
    drawn = {name for name in without if "\u2500\u2500\u2500" in str(_call(_shower(name), "vi"))}
    assert drawn == {*OTHERWISE}


def _shower(name: str) -> str:
    return next(one for one in NAMES if one.endswith(f".{name}.show"))
