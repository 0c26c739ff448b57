"""dangbo: records of Vietnamese party organizations (đảng bộ, chi bộ).

What is the organization on a date, what happens if it is reorganized, and how good is it against which target.

```
import dangbo as db

city = db.datasets.thai_nguyen()
city.check()
```

Names are loaded from their rooms on first use, so that the import stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dangbo import datasets as datasets
    from dangbo import render as render
    from dangbo import report as report
    from dangbo import text as text
    from dangbo.activity import (
        Meeting,
        MeetingCheck,
        MeetingScale,
        MeetingScore,
        MeetingTier,
        YearOfMeetings,
        check_meeting,
        score_meeting,
        year_of_meetings,
    )
    from dangbo.classification import (
        Classification,
        CriterionLevel,
        CriterionResult,
        Decision,
        Discipline,
        Evidence,
        RatingCounts,
        TaskCounts,
        classify,
    )
    from dangbo.errors import (
        DangboError,
        HierarchyError,
        InvalidInputError,
        PlanRejectedError,
        RuleNotInForceError,
        TermError,
        UnknownOrganizationError,
    )
    from dangbo.evaluation import (
        Comparison,
        Counted,
        Indicator,
        RatingRecord,
        Scheme,
        Tally,
        Target,
        YearByYear,
        allowed_count,
        compare,
        compare_years,
        required_count,
    )
    from dangbo.figures import Points, Printed, Ratio, Share, bases_that_print
    from dangbo.findings import Document, Finding, RuleRef, Severity
    from dangbo.hierarchy import Coverage, Hierarchy, Organization, ResidentialGroup
    from dangbo.members import Headcount, Member
    from dangbo.quota import (
        Candidate,
        ExcellentPlaces,
        Quota,
        QuotaGroups,
        QuotaSensitivity,
        Selection,
        excellent_places,
        excellent_quota,
        quota_by_group,
        quota_sensitivity,
        select_excellent,
    )
    from dangbo.restructure import (
        Allocation,
        Change,
        Consent,
        Conservation,
        Consolidate,
        Dissolve,
        Establish,
        Merge,
        Plan,
        Preview,
        Reassign,
        Transfer,
    )
    from dangbo.rules import RuleBook
    from dangbo.targets import (
        Apportionment,
        needed_by_subordinate,
        shortfall_in_points,
        shortfall_in_units,
        shortfall_of_plan,
    )
    from dangbo.terms import (
        Conclusion,
        CriterionGroup,
        DisciplineForm,
        Form,
        Grade,
        GroupKind,
        LegacyMemberRating,
        LegacyRating,
        Level,
        MemberStatus,
        Origin,
        Rating,
        RatingStatus,
        SubjectType,
        parse_kind,
    )

_ROOMS = {
    "activity": (
        "Meeting",
        "MeetingCheck",
        "MeetingScale",
        "MeetingScore",
        "MeetingTier",
        "YearOfMeetings",
        "check_meeting",
        "score_meeting",
        "year_of_meetings",
    ),
    "classification": (
        "Classification",
        "CriterionLevel",
        "CriterionResult",
        "Decision",
        "Discipline",
        "Evidence",
        "RatingCounts",
        "TaskCounts",
        "classify",
    ),
    "errors": (
        "DangboError",
        "HierarchyError",
        "InvalidInputError",
        "PlanRejectedError",
        "RuleNotInForceError",
        "TermError",
        "UnknownOrganizationError",
    ),
    "evaluation": (
        "Comparison",
        "Counted",
        "Indicator",
        "RatingRecord",
        "Scheme",
        "Tally",
        "Target",
        "YearByYear",
        "allowed_count",
        "compare",
        "compare_years",
        "required_count",
    ),
    "figures": ("Points", "Printed", "Ratio", "Share", "bases_that_print"),
    "findings": ("Document", "Finding", "RuleRef", "Severity"),
    "hierarchy": ("Coverage", "Hierarchy", "Organization", "ResidentialGroup"),
    "members": ("Headcount", "Member"),
    "quota": (
        "Candidate",
        "ExcellentPlaces",
        "Quota",
        "QuotaGroups",
        "QuotaSensitivity",
        "Selection",
        "excellent_places",
        "excellent_quota",
        "quota_by_group",
        "quota_sensitivity",
        "select_excellent",
    ),
    "restructure": (
        "Allocation",
        "Change",
        "Consent",
        "Conservation",
        "Consolidate",
        "Dissolve",
        "Establish",
        "Merge",
        "Plan",
        "Preview",
        "Reassign",
        "Transfer",
    ),
    "rules": ("RuleBook",),
    "targets": (
        "Apportionment",
        "needed_by_subordinate",
        "shortfall_in_points",
        "shortfall_in_units",
        "shortfall_of_plan",
    ),
    "terms": (
        "Conclusion",
        "CriterionGroup",
        "DisciplineForm",
        "Form",
        "Grade",
        "GroupKind",
        "LegacyMemberRating",
        "LegacyRating",
        "Level",
        "MemberStatus",
        "Origin",
        "Rating",
        "RatingStatus",
        "SubjectType",
        "parse_kind",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
_OPEN_ROOMS = frozenset({"datasets", "render", "report", "text"})

__version__ = "0.1.0"

__all__ = [
    "Allocation",
    "Apportionment",
    "Candidate",
    "Change",
    "Classification",
    "Comparison",
    "Conclusion",
    "Consent",
    "Conservation",
    "Consolidate",
    "Counted",
    "Coverage",
    "CriterionGroup",
    "CriterionLevel",
    "CriterionResult",
    "DangboError",
    "Decision",
    "Discipline",
    "DisciplineForm",
    "Dissolve",
    "Document",
    "Establish",
    "Evidence",
    "ExcellentPlaces",
    "Finding",
    "Form",
    "Grade",
    "GroupKind",
    "Headcount",
    "Hierarchy",
    "HierarchyError",
    "Indicator",
    "InvalidInputError",
    "LegacyMemberRating",
    "LegacyRating",
    "Level",
    "Meeting",
    "MeetingCheck",
    "MeetingScale",
    "MeetingScore",
    "MeetingTier",
    "Member",
    "MemberStatus",
    "Merge",
    "Organization",
    "Origin",
    "Plan",
    "PlanRejectedError",
    "Points",
    "Preview",
    "Printed",
    "Quota",
    "QuotaGroups",
    "QuotaSensitivity",
    "Rating",
    "RatingCounts",
    "RatingRecord",
    "RatingStatus",
    "Ratio",
    "Reassign",
    "ResidentialGroup",
    "RuleBook",
    "RuleNotInForceError",
    "RuleRef",
    "Scheme",
    "Selection",
    "Severity",
    "Share",
    "SubjectType",
    "Tally",
    "Target",
    "TaskCounts",
    "TermError",
    "Transfer",
    "UnknownOrganizationError",
    "YearByYear",
    "YearOfMeetings",
    "allowed_count",
    "bases_that_print",
    "check_meeting",
    "classify",
    "compare",
    "compare_years",
    "datasets",
    "excellent_places",
    "excellent_quota",
    "needed_by_subordinate",
    "parse_kind",
    "quota_by_group",
    "quota_sensitivity",
    "render",
    "report",
    "required_count",
    "score_meeting",
    "select_excellent",
    "shortfall_in_points",
    "shortfall_in_units",
    "shortfall_of_plan",
    "text",
    "year_of_meetings",
]


def __getattr__(name: str) -> object:
    if name in _ROOM_OF:
        value: object = getattr(import_module(f"dangbo.{_ROOM_OF[name]}"), name)
    elif name in _OPEN_ROOMS:
        value = import_module(f"dangbo.{name}")
    else:
        raise AttributeError(f"module 'dangbo' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, "__doc__", "__version__"})
