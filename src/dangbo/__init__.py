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
    from dangbo.errors import (
        DangboError,
        HierarchyError,
        InvalidInputError,
        PlanRejectedError,
        RuleNotInForceError,
        TermError,
        UnknownOrganizationError,
    )
    from dangbo.evaluation import Comparison, Quota, RatingRecord, Scheme, Tally, Target, compare, excellent_quota
    from dangbo.figures import Points, Printed, Ratio, Share, bases_that_print
    from dangbo.findings import Document, Finding, RuleRef, Severity
    from dangbo.hierarchy import Coverage, Hierarchy, Organization, ResidentialGroup
    from dangbo.members import Headcount, Member
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
    from dangbo.terms import Form, GroupKind, Level, MemberStatus, Origin, Rating, RatingStatus, parse_kind

_ROOMS = {
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
        "Quota",
        "RatingRecord",
        "Scheme",
        "Tally",
        "Target",
        "compare",
        "excellent_quota",
    ),
    "figures": ("Points", "Printed", "Ratio", "Share", "bases_that_print"),
    "findings": ("Document", "Finding", "RuleRef", "Severity"),
    "hierarchy": ("Coverage", "Hierarchy", "Organization", "ResidentialGroup"),
    "members": ("Headcount", "Member"),
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
    "terms": ("Form", "GroupKind", "Level", "MemberStatus", "Origin", "Rating", "RatingStatus", "parse_kind"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}
_OPEN_ROOMS = frozenset({"datasets", "render", "report", "text"})

__version__ = "0.1.0"

__all__ = [
    "Allocation",
    "Change",
    "Comparison",
    "Consent",
    "Conservation",
    "Consolidate",
    "Coverage",
    "DangboError",
    "Dissolve",
    "Document",
    "Establish",
    "Finding",
    "Form",
    "GroupKind",
    "Headcount",
    "Hierarchy",
    "HierarchyError",
    "InvalidInputError",
    "Level",
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
    "Rating",
    "RatingRecord",
    "RatingStatus",
    "Ratio",
    "Reassign",
    "ResidentialGroup",
    "RuleBook",
    "RuleNotInForceError",
    "RuleRef",
    "Scheme",
    "Severity",
    "Share",
    "Tally",
    "Target",
    "TermError",
    "Transfer",
    "UnknownOrganizationError",
    "bases_that_print",
    "compare",
    "datasets",
    "excellent_quota",
    "parse_kind",
    "render",
    "report",
    "text",
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
