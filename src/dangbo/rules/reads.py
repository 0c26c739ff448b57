"""What the code of this library reads of rules: their unit, the columns and the rows it asks for by name.

A book of one's own may leave a rule out, add rows and columns, and put rows into another order. What it may not do is
keep a rule and leave out what is read of it: the loader compares every rule with this list, so that such a file is
refused with its line, and no check stumbles over it later.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

KEY: Final = "key"
"""The column that names a row: texts and order are for people, and change."""


BLOCKS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("OCC", "AGE", "SCH", "QUA", "TIT", "JOIN", "THE"), "statistics-form-blocks"),
    "ETH": "statistics-ethnic-groups",
    "REL": "statistics-religions",
}
"""The rules that hold the rows a row of a form stands for, by the word the keys of these rows begin with."""


class Part(NamedTuple):
    """A column that is read.

    Attributes:
        type: what it holds.
        choices: the words it is understood in; empty where any will do.
        optional: whether a table or row without it is understood too.
    """

    type: str
    choices: tuple[str, ...] = ()
    optional: bool = False


class Reading(NamedTuple):
    """How a rule is read.

    Attributes:
        units: the units it may have.
        parts: the columns read, by name.
        keys: the rows read, by their key.
    """

    units: tuple[str, ...]
    parts: Mapping[str, Part] = MappingProxyType({})
    keys: tuple[str, ...] = ()


_MEASURES: Final = (
    *("members", "full-members", "committee-members", "times-a-year"),
    *("years", "months", "days", "working-days"),
)


def _rows(keys: tuple[str, ...] = (), **parts: Part) -> Reading:
    return Reading(("rows",), {**({KEY: _TEXT} if keys else {}), **parts}, keys)


def _table(**parts: Part) -> Reading:
    return Reading(("table",), parts)


def _may(part: Part) -> Part:
    return part._replace(optional=True)


def _of(*choices: str) -> Part:
    return Part("text", choices)


def _form(*keys: str) -> Reading:
    return _rows(
        keys,
        label=_WORDS,
        level=_may(_COUNT),
        within=_may(_TEXT),
        adds=_may(_ADDS),
        block=_may(_of(*BLOCKS)),
        to=_may(_DATE),
        sources=_may(_TEXTS),
    )


_TEXT, _TEXTS, _WORDS, _WHOLE = Part("text"), Part("texts"), Part("words"), Part("whole")
_RATIO, _COUNT, _CONFIDENCE, _DATE = Part("ratio"), Part("count"), Part("confidence"), Part("date")
_ADDS: Final = _of("head", "sum", "of_which", "balance")
_STATEMENT: Final = Reading(("statement",))
_NUMBER: Final = Reading(_MEASURES)
_WORKING_DAYS: Final = Reading(("working-days",))
_MOMENT: Final = _of("year_start", "year_end", "during_year", "unstated")

_READ: Final[Mapping[str, Reading]] = {
    # structure
    "allowed-kinds": Reading(("kinds",)),
    "cell-congress-interval": _table(times=_WHOLE, in_years=_WHOLE, leeway_months=_may(_WHOLE)),
    "cell-division": Reading(("division",)),
    "cell-size-consent": Reading(("members",)),
    "chi-uy-min-full-members": Reading(("full-members",)),
    "dang-bo-min-members": Reading(("members",)),
    "direct-superior-decides": Reading(("body",)),
    "kind-labels": Reading(("labels",)),
    "kinds-with-consent": Reading(("kinds",)),
    "min-full-members": Reading(("full-members",)),
    "min-full-members-kept": Reading(("full-members",)),
    "part-committee-consent": Reading(("body",)),
    "unit-types": Reading(("codes",)),
    "village-cell": Reading(("village",)),
    # committees
    "appointed-members-max-share": _table(grassroots=_RATIO, above_grassroots=_RATIO),
    "chi-bo-deputies": Reading(("committee-members",)),
    "chi-uy-max-members": Reading(("committee-members",)),
    "committee-hand-over-deadline": _WORKING_DAYS,
    "committee-member-leaves": _STATEMENT,
    "commune-committee-size-2025": _table(
        at_most=_WHOLE, standing_at_least=_WHOLE, standing_at_most=_WHOLE, deputies=_WHOLE
    ),
    "congress-approval-deadline": _WORKING_DAYS,
    "congress-report-deadline": _WORKING_DAYS,
    "elected-members-moved-share": Reading(("share",)),
    "inspection-committee": _STATEMENT,
    "part-committee-max-members": Reading(("committee-members",)),
    "standing-committee-max-share": Reading(("share",)),
    "standing-committee-min-members": Reading(("committee-members",)),
    # plans and their papers
    "admission-ceremony-deadline": _table(counted_from=_of("receipt", "issue"), working_days=_may(_WHOLE)),
    "admission-decided-by": _rows(where=_WORDS, by=_WORDS),
    "admission-decision-deadline": _NUMBER,
    "change-steps": _rows(
        change=_of("establish", "merge_or_split", "dissolve"), step=_WORDS, words=_WORDS, key=_may(_TEXT)
    ),
    "collective-transfer": _STATEMENT,
    "committee-after-change": _STATEMENT,
    "disciplinary-dissolution-grounds": _rows(ground=_WORDS),
    "discipline-of-members": _rows(member=_of("full", "probationary"), forms=_TEXTS),
    "dissolution-decision": _rows(point=_WORDS),
    "establishment-proposal": _rows(point=_WORDS),
    "hand-over": _rows(
        ("cell", "village_cell", "grassroots", "immediate_superior", "central"),
        inside=_may(_WORDS),
        gives=_WORDS,
        receives=_WORDS,
        record=_WORDS,
        confidence=_may(_CONFIDENCE),
    ),
    "inspection-committee-after-change": _STATEMENT,
    "members-after-disciplinary-dissolution": _rows(("below_grassroots", "grassroots"), by=_WORDS),
    "part-committee": _rows(point=_WORDS, key=_may(_TEXT)),
    "probation": Reading(("months",)),
    "readmission": _table(
        months=_WHOLE, months_after_record_cleared=_may(_WHOLE), consent=_may(_WORDS), times_at_most=_may(_WHOLE)
    ),
    "records-keeper": _STATEMENT,
    "records-recovery-deadline": _WORKING_DAYS,
    "resignation": _STATEMENT,
    "seal-recovery-after-merger": _WORKING_DAYS,
    "strike-off-grounds": _rows(("absent_or_unpaid",), ground=_WORDS, months=_may(_WHOLE)),
    "temporary-cell-min-full-members": Reading(("full-members",)),
    "temporary-transfer": _rows(
        case=_WORDS, at_least_months=_WHOLE, at_most_months=_may(_WHOLE), below_months=_may(_WHOLE)
    ),
    "term-count-after-change": _rows(("part", "merged", "founded"), words=_WORDS),
    "transfer-blocked": _STATEMENT,
    "transfer-paper-by": _STATEMENT,
    "transfer-slip-deadline": _NUMBER,
    "transfer-start-deadline": _NUMBER,
    "vote-thresholds": _rows(
        ("in_cell", "deciding_body", "empowered_committee", "disbanding_proposed", "disbanding_decided"),
        matter=_WORDS,
        comparator=_of("above", "at_least"),
        share=_RATIO,
        of=_WORDS,
    ),
    # profiles
    "admission-age": Reading(("range",)),
    "card-number": _table(digits=_WHOLE, same_as=_may(_of("personal_identification_number"))),
    "file-number": _rows(
        shape=_WORDS,
        digits=_may(_WHOLE),
        letters_at_least=_may(_WHOLE),
        letters_at_most=_may(_WHOLE),
        characters=_may(_WHOLE),
    ),
    "personal-id": _table(digits=_WHOLE, old_digits=_WHOLE, country_from=_WHOLE),
    "personal-id-century": _rows(digit=_COUNT, sex=_of("male", "female"), first_year=_WHOLE, last_year=_WHOLE),
    "personal-id-provinces": _rows(code=_TEXT),
    # lives and badges
    "badge-deferral": _rows(form=_TEXT, months=_WHOLE),
    "badge-early": _rows(case=_of("illness", "death"), first_year=_WHOLE, last_year=_WHOLE, months_early=_WHOLE),
    "badge-rounds": _table(days=_TEXTS),
    "badge-years": _table(years=Part("wholes")),
    "course-certificate-validity": _NUMBER,
    "decision-deadline-extension": _WORKING_DAYS,
    "recognition-decision-deadline": _NUMBER,
    "recognition-review-deadline": _NUMBER,
    # ratings
    "excellent-quota-members": Reading(("quota",)),
    "excellent-quota-organizations": Reading(("quota",)),
    "rating-coverage": _rows(subject=_TEXT, test=_TEXT, words=_WORDS, levels=_may(_TEXTS)),
    "rating-exemptions": _rows(id=_TEXT, subjects=_TEXTS, outcome=_TEXT, months=_may(_WHOLE)),
    "rating-regime": _table(regime=_TEXT),
    **{
        f"rating-criteria-{subject}": Reading(("criteria",), {"id": _TEXT})
        for subject in ("organization", "member", "leader", "collective")
    },
    "rating-years": Reading(("table",)),
    # statistics
    "reconciliation-interval": _table(transfer_notices_months=_may(_WHOLE), list_against_files_months=_may(_WHOLE)),
    "statistics-due": Reading(("times-a-year",)),
    "statistics-ethnic-groups": _rows(label=_WORDS, key=_TEXT, counts=_may(_of("not", "open")), also=_may(_TEXTS)),
    "statistics-form-1": _form(
        *("1", "1.A", "1.B", "1.B1", "1.B2", "1.B2a", "1.B2b", "1.B3"),
        *("1.C", "1.C1", "1.C2", "1.C3", "1.C3p", "1.C4", "1.C5", "1.C5a", "1.C5b", "1.D"),
    ),
    "statistics-form-2": _form("2", "2.I"),
    "statistics-form-2b": _form("2B", "2B.I", "2B.II"),
    "statistics-form-3": _form("3", "3.I"),
    "statistics-form-4": _form("4", "4.I", "4.II"),
    "statistics-form-blocks": _rows(
        label=_WORDS,
        key=_TEXT,
        level=_may(_COUNT),
        within=_may(_TEXT),
        adds=_may(_ADDS),
        at_least=_may(_COUNT),
        at_most=_may(_COUNT),
        first_day=_may(_DATE),
        last_day=_may(_DATE),
        to=_may(_DATE),
        sources=_may(_TEXTS),
    ),
    "statistics-form-columns": _rows(forms=_TEXTS, label=_WORDS, under=_may(_WORDS), number=_TEXT),
    "statistics-religions": _rows(label=_WORDS, key=_TEXT, counts=_may(_of("not", "open")), also=_may(_TEXTS)),
    # dues
    "dues": _rows(key=_TEXT, share=_may(_RATIO), of=_may(_WORDS), dong=_may(_WHOLE), dong_at_most=_may(_WHOLE)),
    "dues-exempt": _rows(key=_TEXT, effect=_of("free", "less")),
    "dues-uninsured": _rows(key=_TEXT, share=_RATIO, of=_WORDS),
    "regional-minimum-wage": _rows(zone=_TEXT, dong=_WHOLE),
    # working days
    "five-day-week": _STATEMENT,
    "swapped-days": _rows(off=_may(_DATE), worked=_may(_DATE)),
    # meetings
    "meeting-attendance": _table(above=_RATIO, modality=_of("must", "strive")),
    "meeting-day": _table(day=_WHOLE, last_day=_WHOLE),
    "meeting-length": _table(regular=_WHOLE, with_thematic=_WHOLE),
    "meeting-thematic": _table(per_quarter=_WHOLE),
}

_OF_PLACES: Final[Mapping[str, Reading]] = {
    "badge-windows": _rows(first_month=_WHOLE, last_month=_WHOLE, round=_TEXT),
    "cell-visits": Reading(
        ("rows",),
        {
            KEY: _TEXT,
            "level": _of("central", "provincial", "immediate_superior", "grassroots"),
            "kinds": Part("texts", ("grassroots", "residential", "other")),
            "at_least": _may(_WHOLE),
            "per": _of("year", "quarter", "month"),
        },
    ),
    "meeting-tiers": Reading(("rows",), {"tier": _of("good", "fair", "average", "poor"), "from": _may(_COUNT)}),
    "meeting-items": _rows(item=_TEXT, label=_WORDS, points=_WHOLE),
    "meeting-full-marks": _rows(item=_TEXT, label=_WORDS),
    "meeting-bands": _rows(item=_TEXT, points=_WHOLE, at_least=_may(_RATIO), above=_may(_RATIO), below=_may(_RATIO)),
    "meeting-thematic": _table(points=_WHOLE),
    "meeting-length": _table(border=_WHOLE, below=_WHOLE, above=_WHOLE),
}
"""What is read of the rules of one place, by their id without that of the place."""

_TARGET: Final = _table(
    direction=_of("at_least", "above", "at_most", "within"),
    bound=_RATIO,
    upper=_may(_RATIO),
    counts=_of("ratings", "things"),
    tier=_may(Part("tier")),
    base=_may(_of("rated", "on_books")),
    numerator=_WORDS,
    numerator_moment=_MOMENT,
    denominator=_WORDS,
    denominator_moment=_MOMENT,
    first_year=_WHOLE,
    last_year=_WHOLE,
)


def reading(rule_id: str, scope: str = "") -> Reading | None:
    """How a rule is read; `None` where nothing of it is, but for showing it.

    Args:
        rule_id: the rule.
        scope: id of the place of a local one.
    """
    name = rule_id.removeprefix(f"{scope}-") if scope else rule_id
    if name.startswith("target-"):
        return _TARGET
    return (_OF_PLACES if scope else _READ).get(name)
