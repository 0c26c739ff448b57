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
from threading import RLock

__version__ = "0.1.0"

_ROOMS = {
    "attention.agenda": "Agenda AgendaLine Urgency",
    "attention.records": "OfficeRecords",
    "base.citations": "Document RuleRef",
    "base.errors": (
        "DangboError HierarchyError InfeasibleError InvalidInputError LedgerError MissingExtraError NoFigureError "
        "PlanRejectedError RuleNotInForceError TableError TermError UnknownOrganizationError"
    ),
    "base.figures": "Points Printed Ratio Share bases_that_print",
    "base.findings": "Finding Severity",
    "base.terms": (
        "AcademicTitle AdmitReason CarryStrategy Conclusion CriterionGroup DisciplineForm DuesKind Form "
        "Grade GroupKind LeaveReason LegacyMemberRating LegacyRating Level LifeEventKind LifeStatus "
        "MassBodyKind MeetingKind MemberStatus MoveScope Occupation Origin PoliticalTheory Post PostBody Qualification "
        "Rating RatingStatus Schooling SeatSource Sex SubjectType TransferKind parse_kind"
    ),
    "carry.counts": "CarriedCounts carry_counts",
    "carry.ratings": "CarriedRatings carry_ratings",
    "carry.units": "ComparableSeries ComparableUnit comparable_series comparable_units",
    "change.inverse": "Restore",
    "change.order": "OrderPair",
    "change.play": "Allocation ByNumber Operation",
    "change.differences": "Change Flow Matrix",
    "change.proof": "Conservation",
    "change.verbs.borders": "HandOut Receive Roll",
    "change.verbs.facts": "ChangeHostUnit Divide Recode Rename WithdrawConsent",
    "change.verbs.groups": "AssignGroups Assignment ChangeGroup MergeGroups Realign SplitGroup",
    "change.verbs.organizations": ("Consolidate Convert Disband Dissolve Establish Merge Rearrange Reassign Split"),
    "change.verbs.people": "Admit Leave Recognize RenameMember Transfer",
    "change.verbs.posts": "Appoint EndPost",
    "evaluation": "RatingRecord RatingRecords Tally",
    "hierarchy": "Hierarchy",
    "history": "History",
    "io.building": "Built build ratings_of",
    "io.filled_forms": "FilledForm FormColumn FormComparison FormDifference FormFigures read_form",
    "io.imports": "Import Kept KeptColumn",
    "io.labels": "Labels labels",
    "io.reading": "read_table",
    "io.templates": "write_templates",
    "io.writing": "write_csv write_xlsx",
    "io.writing_back": "WrittenBack",
    "io.corrected_books": "CellChange Corrections",
    "io.matching": "MatchSign",
    "io.comparing": "Match MatchClass",
    "io.reconciling": "Reconciliation reconcile",
    "ledger.closed": "ClosingChanges",
    "ledger.closing": "Balance Closing Expectation",
    "ledger.correspondence": "Correspondence",
    "ledger.form_one": "MovementForm",
    "ledger.lineage": "Lineage Succession",
    "ledger.movements": "Movements",
    "ledger.timeline": "Correction Enactment",
    "life.assignment": "AssignmentPlan assign_cells",
    "life.completeness": "Completeness",
    "life.dues": "Dues DuesPaid dues",
    "life.composition": "Composition composition",
    "life.activity": "Activity activity_of",
    "life.admissions": "AdmissionProgress Prospect ProspectStage admission_progress",
    "life.badges": "BadgeDue",
    "life.deadlines": "Deadline",
    "life.duty": "CellKind DutyProfile kind_of_cell",
    "life.events": "LifeEvent",
    "life.lives": "Life LifeState Probation",
    "life.meeting_checks": "OpenTask check_meetings tasks_open",
    "life.meeting_frame": "MeetingCheck check_meeting",
    "life.meeting_scales": "MeetingScale MeetingScore MeetingTier score_meeting",
    "life.meeting_years": "YearOfMeetings year_of_meetings",
    "life.meeting_parts": "Attendance Presence Resolution Task Topic TopicKind",
    "life.meetings": "Meeting MeetingBody Meetings",
    "life.membership_forms": "GroupForm MembershipForm",
    "life.profiles": "Profile Profiles",
    "life.register": "Register Spans",
    "life.schedule": "Planned schedule",
    "life.seniority": "Elapsed Seniority",
    "life.visit_coverage": "Reach VisitCoverage reach visit_coverage",
    "life.visits": "CellAssignment DutyVisit Proposal",
    "life.surveys": "Question SurveyResult tally_survey",
    "life.working_days": "WorkingDays",
    "rating.apportionment": (
        "Apportionment needed_by_subordinate shortfall_in_points shortfall_in_units shortfall_of_plan"
    ),
    "rating.classification.evidence": "CriterionLevel Discipline Evidence RatingCounts RatingDecision TaskCounts",
    "rating.classification.judging": "classify",
    "rating.classification.result": "Classification CriterionResult",
    "rating.comparison": "Comparison YearByYear compare compare_years",
    "rating.places": "Candidate ExcellentPlaces Selection excellent_places select_excellent",
    "rating.quota": "Quota QuotaGroups QuotaSensitivity excellent_quota quota_by_group quota_sensitivity",
    "rating.schemes": "Scheme",
    "rating.targets": "Counted Indicator Target allowed_count required_count",
    "render.findings": "Findings",
    "report.papers": "DecisionPapers decision_papers",
    "restructure": "Plan Preview Waiver",
    "rules": "RuleBook",
    "rules.words": "Explanation RuleDiff",
    "tree.committees": "Committee",
    "tree.members": "Headcount Member",
    "tree.posts": "Mandate Seat",
    "tree.records": "Consent Coverage HostUnit MassBody Organization ResidentialGroup Stay",
}
"""The public names by the room they live in; `__init__.pyi` tells type checkers the same, and a test compares them."""

_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}
_OPEN = (
    *("attention", "base", "carry", "change", "datasets", "evaluation", "hierarchy", "history", "io", "ledger", "life"),
    *("rating", "render", "report", "restructure", "rules", "tree"),
)
"""Rooms and folders that `dangbo.<room>` opens on first use."""

__all__ = sorted(["attention", "datasets", *_ROOM_OF])  # noqa: PLE0605 - a list, and in order


_LOADING = RLock()
"""One thread at a time loads rooms: of two that meet in a folder and in a module of it, Python lets neither through."""


def __getattr__(name: str) -> object:
    if name in _ROOM_OF:
        with _LOADING:
            value: object = getattr(import_module(f"dangbo.{_ROOM_OF[name]}"), name)
    elif name in _OPEN:
        with _LOADING:
            value = import_module(f"dangbo.{name}")
    else:
        from dangbo.base.text import nearest

        near = nearest(name, [*_OPEN, *_ROOM_OF], limit=2)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise AttributeError(f"module 'dangbo' has no attribute {name!r}{hint}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_OPEN, "__doc__", "__version__"})
