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
    from dangbo.citations import (
        Document,
        RuleRef,
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
    from dangbo.correspondence import (
        Correspondence,
    )
    from dangbo.errors import (
        DangboError,
        HierarchyError,
        InvalidInputError,
        LedgerError,
        NoFigureError,
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
    from dangbo.figures import (
        Points,
        Printed,
        Ratio,
        Share,
        bases_that_print,
    )
    from dangbo.findings import (
        Finding,
        Severity,
    )
    from dangbo.hierarchy import (
        Consent,
        Coverage,
        Hierarchy,
        HostUnit,
        MassBody,
        Organization,
        ResidentialGroup,
    )
    from dangbo.history import (
        History,
    )
    from dangbo.lineage import (
        Lineage,
        Succession,
    )
    from dangbo.members import (
        Headcount,
        Member,
    )
    from dangbo.movements import (
        Movements,
    )
    from dangbo.operations import (
        Admit,
        Allocation,
        AssignGroups,
        Assignment,
        ByNumber,
        Consolidate,
        Convert,
        Disband,
        Dissolve,
        Establish,
        Leave,
        Merge,
        MergeGroups,
        Operation,
        Realign,
        Rearrange,
        Reassign,
        Recode,
        Rename,
        Restore,
        Split,
        SplitGroup,
        Transfer,
    )
    from dangbo.order import (
        OrderPair,
    )
    from dangbo.papers import (
        DecisionPapers,
        decision_papers,
    )
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
        Change,
        Conservation,
        Flow,
        Matrix,
        Plan,
        Preview,
        Waiver,
    )
    from dangbo.rules import (
        RuleBook,
    )
    from dangbo.succession import (
        CarriedCounts,
        CarriedRatings,
        ComparableSeries,
        ComparableUnit,
        carry_counts,
        carry_ratings,
        comparable_series,
        comparable_units,
    )
    from dangbo.targets import (
        Apportionment,
        needed_by_subordinate,
        shortfall_in_points,
        shortfall_in_units,
        shortfall_of_plan,
    )
    from dangbo.terms import (
        AdmitReason,
        CarryStrategy,
        Conclusion,
        CriterionGroup,
        DisciplineForm,
        Form,
        Grade,
        GroupKind,
        LeaveReason,
        LegacyMemberRating,
        LegacyRating,
        Level,
        MassBodyKind,
        MemberStatus,
        Origin,
        Rating,
        RatingStatus,
        SubjectType,
        TransferKind,
        parse_kind,
    )
    from dangbo.timeline import (
        Correction,
        Enactment,
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
    "citations": (
        "Document",
        "RuleRef",
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
    "correspondence": ("Correspondence",),
    "errors": (
        "DangboError",
        "HierarchyError",
        "InvalidInputError",
        "LedgerError",
        "NoFigureError",
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
    "figures": (
        "Points",
        "Printed",
        "Ratio",
        "Share",
        "bases_that_print",
    ),
    "findings": (
        "Finding",
        "Severity",
    ),
    "hierarchy": (
        "Consent",
        "Coverage",
        "Hierarchy",
        "HostUnit",
        "MassBody",
        "Organization",
        "ResidentialGroup",
    ),
    "history": ("History",),
    "lineage": (
        "Lineage",
        "Succession",
    ),
    "members": (
        "Headcount",
        "Member",
    ),
    "movements": ("Movements",),
    "operations": (
        "Admit",
        "Allocation",
        "AssignGroups",
        "Assignment",
        "ByNumber",
        "Consolidate",
        "Convert",
        "Disband",
        "Dissolve",
        "Establish",
        "Leave",
        "Merge",
        "MergeGroups",
        "Operation",
        "Realign",
        "Rearrange",
        "Reassign",
        "Recode",
        "Rename",
        "Restore",
        "Split",
        "SplitGroup",
        "Transfer",
    ),
    "order": ("OrderPair",),
    "papers": (
        "DecisionPapers",
        "decision_papers",
    ),
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
        "Change",
        "Conservation",
        "Flow",
        "Matrix",
        "Plan",
        "Preview",
        "Waiver",
    ),
    "rules": ("RuleBook",),
    "succession": (
        "CarriedCounts",
        "CarriedRatings",
        "ComparableSeries",
        "ComparableUnit",
        "carry_counts",
        "carry_ratings",
        "comparable_series",
        "comparable_units",
    ),
    "targets": (
        "Apportionment",
        "needed_by_subordinate",
        "shortfall_in_points",
        "shortfall_in_units",
        "shortfall_of_plan",
    ),
    "terms": (
        "AdmitReason",
        "CarryStrategy",
        "Conclusion",
        "CriterionGroup",
        "DisciplineForm",
        "Form",
        "Grade",
        "GroupKind",
        "LeaveReason",
        "LegacyMemberRating",
        "LegacyRating",
        "Level",
        "MassBodyKind",
        "MemberStatus",
        "Origin",
        "Rating",
        "RatingStatus",
        "SubjectType",
        "TransferKind",
        "parse_kind",
    ),
    "timeline": (
        "Correction",
        "Enactment",
    ),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
_OPEN_ROOMS = frozenset({"datasets", "render", "report", "text"})

__version__ = "0.1.0"

__all__ = [
    "Admit",
    "AdmitReason",
    "Allocation",
    "Apportionment",
    "AssignGroups",
    "Assignment",
    "ByNumber",
    "Candidate",
    "CarriedCounts",
    "CarriedRatings",
    "CarryStrategy",
    "Change",
    "Classification",
    "ComparableSeries",
    "ComparableUnit",
    "Comparison",
    "Conclusion",
    "Consent",
    "Conservation",
    "Consolidate",
    "Convert",
    "Correction",
    "Correspondence",
    "Counted",
    "Coverage",
    "CriterionGroup",
    "CriterionLevel",
    "CriterionResult",
    "DangboError",
    "Decision",
    "DecisionPapers",
    "Disband",
    "Discipline",
    "DisciplineForm",
    "Dissolve",
    "Document",
    "Enactment",
    "Establish",
    "Evidence",
    "ExcellentPlaces",
    "Finding",
    "Flow",
    "Form",
    "Grade",
    "GroupKind",
    "Headcount",
    "Hierarchy",
    "HierarchyError",
    "History",
    "HostUnit",
    "Indicator",
    "InvalidInputError",
    "Leave",
    "LeaveReason",
    "LedgerError",
    "LegacyMemberRating",
    "LegacyRating",
    "Level",
    "Lineage",
    "MassBody",
    "MassBodyKind",
    "Matrix",
    "Meeting",
    "MeetingCheck",
    "MeetingScale",
    "MeetingScore",
    "MeetingTier",
    "Member",
    "MemberStatus",
    "Merge",
    "MergeGroups",
    "Movements",
    "NoFigureError",
    "Operation",
    "OrderPair",
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
    "Realign",
    "Rearrange",
    "Reassign",
    "Recode",
    "Rename",
    "ResidentialGroup",
    "Restore",
    "RuleBook",
    "RuleNotInForceError",
    "RuleRef",
    "Scheme",
    "Selection",
    "Severity",
    "Share",
    "Split",
    "SplitGroup",
    "SubjectType",
    "Succession",
    "Tally",
    "Target",
    "TaskCounts",
    "TermError",
    "Transfer",
    "TransferKind",
    "UnknownOrganizationError",
    "Waiver",
    "YearByYear",
    "YearOfMeetings",
    "allowed_count",
    "bases_that_print",
    "carry_counts",
    "carry_ratings",
    "check_meeting",
    "classify",
    "comparable_series",
    "comparable_units",
    "compare",
    "compare_years",
    "datasets",
    "decision_papers",
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
