# What type checkers see of the front door; __init__.py loads the same names on first use.
from dangbo import base as base
from dangbo import carry as carry
from dangbo import change as change
from dangbo import datasets as datasets
from dangbo import evaluation as evaluation
from dangbo import hierarchy as hierarchy
from dangbo import history as history
from dangbo import io as io
from dangbo import ledger as ledger
from dangbo import life as life
from dangbo import rating as rating
from dangbo import render as render
from dangbo import report as report
from dangbo import restructure as restructure
from dangbo import rules as rules
from dangbo import tree as tree
from dangbo.attention import attention as attention
from dangbo.attention.agenda import Agenda as Agenda
from dangbo.attention.agenda import AgendaLine as AgendaLine
from dangbo.attention.agenda import Urgency as Urgency
from dangbo.attention.records import OfficeRecords as OfficeRecords
from dangbo.base.citations import Document as Document
from dangbo.base.citations import RuleRef as RuleRef
from dangbo.base.errors import DangboError as DangboError
from dangbo.base.errors import HierarchyError as HierarchyError
from dangbo.base.errors import InfeasibleError as InfeasibleError
from dangbo.base.errors import InvalidInputError as InvalidInputError
from dangbo.base.errors import LedgerError as LedgerError
from dangbo.base.errors import MissingExtraError as MissingExtraError
from dangbo.base.errors import NoFigureError as NoFigureError
from dangbo.base.errors import PlanRejectedError as PlanRejectedError
from dangbo.base.errors import RuleNotInForceError as RuleNotInForceError
from dangbo.base.errors import TableError as TableError
from dangbo.base.errors import TermError as TermError
from dangbo.base.errors import UnknownOrganizationError as UnknownOrganizationError
from dangbo.base.figures import Points as Points
from dangbo.base.figures import Printed as Printed
from dangbo.base.figures import Ratio as Ratio
from dangbo.base.figures import Share as Share
from dangbo.base.figures import bases_that_print as bases_that_print
from dangbo.base.findings import Finding as Finding
from dangbo.base.findings import Severity as Severity
from dangbo.base.terms import AcademicTitle as AcademicTitle
from dangbo.base.terms import AdmitReason as AdmitReason
from dangbo.base.terms import CarryStrategy as CarryStrategy
from dangbo.base.terms import Conclusion as Conclusion
from dangbo.base.terms import CriterionGroup as CriterionGroup
from dangbo.base.terms import DisciplineForm as DisciplineForm
from dangbo.base.terms import DuesKind as DuesKind
from dangbo.base.terms import Form as Form
from dangbo.base.terms import Grade as Grade
from dangbo.base.terms import GroupKind as GroupKind
from dangbo.base.terms import LeaveReason as LeaveReason
from dangbo.base.terms import LegacyMemberRating as LegacyMemberRating
from dangbo.base.terms import LegacyRating as LegacyRating
from dangbo.base.terms import Level as Level
from dangbo.base.terms import LifeEventKind as LifeEventKind
from dangbo.base.terms import LifeStatus as LifeStatus
from dangbo.base.terms import MassBodyKind as MassBodyKind
from dangbo.base.terms import MeetingKind as MeetingKind
from dangbo.base.terms import MemberStatus as MemberStatus
from dangbo.base.terms import MoveScope as MoveScope
from dangbo.base.terms import Occupation as Occupation
from dangbo.base.terms import Origin as Origin
from dangbo.base.terms import PoliticalTheory as PoliticalTheory
from dangbo.base.terms import Post as Post
from dangbo.base.terms import PostBody as PostBody
from dangbo.base.terms import Qualification as Qualification
from dangbo.base.terms import Rating as Rating
from dangbo.base.terms import RatingStatus as RatingStatus
from dangbo.base.terms import Schooling as Schooling
from dangbo.base.terms import SeatSource as SeatSource
from dangbo.base.terms import Sex as Sex
from dangbo.base.terms import SubjectType as SubjectType
from dangbo.base.terms import TransferKind as TransferKind
from dangbo.base.terms import parse_kind as parse_kind
from dangbo.carry.counts import CarriedCounts as CarriedCounts
from dangbo.carry.counts import carry_counts as carry_counts
from dangbo.carry.ratings import CarriedRatings as CarriedRatings
from dangbo.carry.ratings import carry_ratings as carry_ratings
from dangbo.carry.units import ComparableSeries as ComparableSeries
from dangbo.carry.units import ComparableUnit as ComparableUnit
from dangbo.carry.units import comparable_series as comparable_series
from dangbo.carry.units import comparable_units as comparable_units
from dangbo.change.differences import Change as Change
from dangbo.change.differences import Flow as Flow
from dangbo.change.differences import Matrix as Matrix
from dangbo.change.inverse import Restore as Restore
from dangbo.change.order import OrderPair as OrderPair
from dangbo.change.play import Allocation as Allocation
from dangbo.change.play import ByNumber as ByNumber
from dangbo.change.play import Operation as Operation
from dangbo.change.proof import Conservation as Conservation
from dangbo.change.verbs.borders import HandOut as HandOut
from dangbo.change.verbs.borders import Receive as Receive
from dangbo.change.verbs.borders import Roll as Roll
from dangbo.change.verbs.facts import ChangeHostUnit as ChangeHostUnit
from dangbo.change.verbs.facts import Divide as Divide
from dangbo.change.verbs.facts import Recode as Recode
from dangbo.change.verbs.facts import Rename as Rename
from dangbo.change.verbs.facts import WithdrawConsent as WithdrawConsent
from dangbo.change.verbs.groups import AssignGroups as AssignGroups
from dangbo.change.verbs.groups import Assignment as Assignment
from dangbo.change.verbs.groups import ChangeGroup as ChangeGroup
from dangbo.change.verbs.groups import MergeGroups as MergeGroups
from dangbo.change.verbs.groups import Realign as Realign
from dangbo.change.verbs.groups import SplitGroup as SplitGroup
from dangbo.change.verbs.organizations import Consolidate as Consolidate
from dangbo.change.verbs.organizations import Convert as Convert
from dangbo.change.verbs.organizations import Disband as Disband
from dangbo.change.verbs.organizations import Dissolve as Dissolve
from dangbo.change.verbs.organizations import Establish as Establish
from dangbo.change.verbs.organizations import Merge as Merge
from dangbo.change.verbs.organizations import Rearrange as Rearrange
from dangbo.change.verbs.organizations import Reassign as Reassign
from dangbo.change.verbs.organizations import Split as Split
from dangbo.change.verbs.people import Admit as Admit
from dangbo.change.verbs.people import Leave as Leave
from dangbo.change.verbs.people import Recognize as Recognize
from dangbo.change.verbs.people import RenameMember as RenameMember
from dangbo.change.verbs.people import Transfer as Transfer
from dangbo.change.verbs.posts import Appoint as Appoint
from dangbo.change.verbs.posts import EndPost as EndPost
from dangbo.evaluation import RatingRecord as RatingRecord
from dangbo.evaluation import RatingRecords as RatingRecords
from dangbo.evaluation import Tally as Tally
from dangbo.hierarchy import Hierarchy as Hierarchy
from dangbo.history import History as History
from dangbo.io.building import Built as Built
from dangbo.io.building import build as build
from dangbo.io.building import ratings_of as ratings_of
from dangbo.io.comparing import Match as Match
from dangbo.io.comparing import MatchClass as MatchClass
from dangbo.io.corrected_books import CellChange as CellChange
from dangbo.io.corrected_books import Corrections as Corrections
from dangbo.io.filled_forms import FilledForm as FilledForm
from dangbo.io.filled_forms import FormColumn as FormColumn
from dangbo.io.filled_forms import FormComparison as FormComparison
from dangbo.io.filled_forms import FormDifference as FormDifference
from dangbo.io.filled_forms import FormFigures as FormFigures
from dangbo.io.filled_forms import read_form as read_form
from dangbo.io.imports import Import as Import
from dangbo.io.imports import Kept as Kept
from dangbo.io.imports import KeptColumn as KeptColumn
from dangbo.io.labels import Labels as Labels
from dangbo.io.labels import labels as labels
from dangbo.io.matching import MatchSign as MatchSign
from dangbo.io.reading import read_table as read_table
from dangbo.io.reconciling import Reconciliation as Reconciliation
from dangbo.io.reconciling import reconcile as reconcile
from dangbo.io.templates import write_templates as write_templates
from dangbo.io.writing import write_csv as write_csv
from dangbo.io.writing import write_xlsx as write_xlsx
from dangbo.io.writing_back import WrittenBack as WrittenBack
from dangbo.ledger.closed import ClosingChanges as ClosingChanges
from dangbo.ledger.closing import Balance as Balance
from dangbo.ledger.closing import Closing as Closing
from dangbo.ledger.closing import Expectation as Expectation
from dangbo.ledger.correspondence import Correspondence as Correspondence
from dangbo.ledger.form_one import MovementForm as MovementForm
from dangbo.ledger.lineage import Lineage as Lineage
from dangbo.ledger.lineage import Succession as Succession
from dangbo.ledger.movements import Movements as Movements
from dangbo.ledger.timeline import Correction as Correction
from dangbo.ledger.timeline import Enactment as Enactment
from dangbo.life.activity import Activity as Activity
from dangbo.life.activity import activity_of as activity_of
from dangbo.life.admissions import AdmissionProgress as AdmissionProgress
from dangbo.life.admissions import Prospect as Prospect
from dangbo.life.admissions import ProspectStage as ProspectStage
from dangbo.life.admissions import admission_progress as admission_progress
from dangbo.life.assignment import AssignmentPlan as AssignmentPlan
from dangbo.life.assignment import assign_cells as assign_cells
from dangbo.life.badges import BadgeDue as BadgeDue
from dangbo.life.completeness import Completeness as Completeness
from dangbo.life.composition import Composition as Composition
from dangbo.life.composition import composition as composition
from dangbo.life.deadlines import Deadline as Deadline
from dangbo.life.dues import Dues as Dues
from dangbo.life.dues import DuesPaid as DuesPaid
from dangbo.life.dues import dues as dues
from dangbo.life.duty import CellKind as CellKind
from dangbo.life.duty import DutyProfile as DutyProfile
from dangbo.life.duty import kind_of_cell as kind_of_cell
from dangbo.life.events import LifeEvent as LifeEvent
from dangbo.life.lives import Life as Life
from dangbo.life.lives import LifeState as LifeState
from dangbo.life.lives import Probation as Probation
from dangbo.life.meeting_checks import OpenTask as OpenTask
from dangbo.life.meeting_checks import check_meetings as check_meetings
from dangbo.life.meeting_checks import tasks_open as tasks_open
from dangbo.life.meeting_frame import MeetingCheck as MeetingCheck
from dangbo.life.meeting_frame import check_meeting as check_meeting
from dangbo.life.meeting_parts import Attendance as Attendance
from dangbo.life.meeting_parts import Presence as Presence
from dangbo.life.meeting_parts import Resolution as Resolution
from dangbo.life.meeting_parts import Task as Task
from dangbo.life.meeting_parts import Topic as Topic
from dangbo.life.meeting_parts import TopicKind as TopicKind
from dangbo.life.meeting_scales import MeetingScale as MeetingScale
from dangbo.life.meeting_scales import MeetingScore as MeetingScore
from dangbo.life.meeting_scales import MeetingTier as MeetingTier
from dangbo.life.meeting_scales import score_meeting as score_meeting
from dangbo.life.meeting_years import YearOfMeetings as YearOfMeetings
from dangbo.life.meeting_years import year_of_meetings as year_of_meetings
from dangbo.life.meetings import Meeting as Meeting
from dangbo.life.meetings import MeetingBody as MeetingBody
from dangbo.life.meetings import Meetings as Meetings
from dangbo.life.membership_forms import GroupForm as GroupForm
from dangbo.life.membership_forms import MembershipForm as MembershipForm
from dangbo.life.profiles import Profile as Profile
from dangbo.life.profiles import Profiles as Profiles
from dangbo.life.register import Register as Register
from dangbo.life.register import Spans as Spans
from dangbo.life.schedule import Planned as Planned
from dangbo.life.schedule import schedule as schedule
from dangbo.life.seniority import Elapsed as Elapsed
from dangbo.life.seniority import Seniority as Seniority
from dangbo.life.surveys import Question as Question
from dangbo.life.surveys import SurveyResult as SurveyResult
from dangbo.life.surveys import tally_survey as tally_survey
from dangbo.life.visit_coverage import Reach as Reach
from dangbo.life.visit_coverage import VisitCoverage as VisitCoverage
from dangbo.life.visit_coverage import reach as reach
from dangbo.life.visit_coverage import visit_coverage as visit_coverage
from dangbo.life.visits import CellAssignment as CellAssignment
from dangbo.life.visits import DutyVisit as DutyVisit
from dangbo.life.visits import Proposal as Proposal
from dangbo.life.working_days import WorkingDays as WorkingDays
from dangbo.rating.apportionment import Apportionment as Apportionment
from dangbo.rating.apportionment import needed_by_subordinate as needed_by_subordinate
from dangbo.rating.apportionment import shortfall_in_points as shortfall_in_points
from dangbo.rating.apportionment import shortfall_in_units as shortfall_in_units
from dangbo.rating.apportionment import shortfall_of_plan as shortfall_of_plan
from dangbo.rating.classification.evidence import CriterionLevel as CriterionLevel
from dangbo.rating.classification.evidence import Discipline as Discipline
from dangbo.rating.classification.evidence import Evidence as Evidence
from dangbo.rating.classification.evidence import RatingCounts as RatingCounts
from dangbo.rating.classification.evidence import RatingDecision as RatingDecision
from dangbo.rating.classification.evidence import TaskCounts as TaskCounts
from dangbo.rating.classification.judging import classify as classify
from dangbo.rating.classification.result import Classification as Classification
from dangbo.rating.classification.result import CriterionResult as CriterionResult
from dangbo.rating.comparison import Comparison as Comparison
from dangbo.rating.comparison import YearByYear as YearByYear
from dangbo.rating.comparison import compare as compare
from dangbo.rating.comparison import compare_years as compare_years
from dangbo.rating.places import Candidate as Candidate
from dangbo.rating.places import ExcellentPlaces as ExcellentPlaces
from dangbo.rating.places import Selection as Selection
from dangbo.rating.places import excellent_places as excellent_places
from dangbo.rating.places import select_excellent as select_excellent
from dangbo.rating.quota import Quota as Quota
from dangbo.rating.quota import QuotaGroups as QuotaGroups
from dangbo.rating.quota import QuotaSensitivity as QuotaSensitivity
from dangbo.rating.quota import excellent_quota as excellent_quota
from dangbo.rating.quota import quota_by_group as quota_by_group
from dangbo.rating.quota import quota_sensitivity as quota_sensitivity
from dangbo.rating.schemes import Scheme as Scheme
from dangbo.rating.targets import Counted as Counted
from dangbo.rating.targets import Indicator as Indicator
from dangbo.rating.targets import Target as Target
from dangbo.rating.targets import allowed_count as allowed_count
from dangbo.rating.targets import required_count as required_count
from dangbo.render.findings import Findings as Findings
from dangbo.report.papers import DecisionPapers as DecisionPapers
from dangbo.report.papers import decision_papers as decision_papers
from dangbo.restructure import Plan as Plan
from dangbo.restructure import Preview as Preview
from dangbo.restructure import Waiver as Waiver
from dangbo.rules import RuleBook as RuleBook
from dangbo.rules.words import Explanation as Explanation
from dangbo.rules.words import RuleDiff as RuleDiff
from dangbo.tree.committees import Committee as Committee
from dangbo.tree.members import Headcount as Headcount
from dangbo.tree.members import Member as Member
from dangbo.tree.posts import Mandate as Mandate
from dangbo.tree.posts import Seat as Seat
from dangbo.tree.records import Consent as Consent
from dangbo.tree.records import Coverage as Coverage
from dangbo.tree.records import HostUnit as HostUnit
from dangbo.tree.records import MassBody as MassBody
from dangbo.tree.records import Organization as Organization
from dangbo.tree.records import ResidentialGroup as ResidentialGroup
from dangbo.tree.records import Stay as Stay

__version__: str
__all__ = [
    "Activity",
    "Admit",
    "AdmitReason",
    "Agenda",
    "AgendaLine",
    "Allocation",
    "Appoint",
    "Apportionment",
    "AssignGroups",
    "Assignment",
    "Attendance",
    "BadgeDue",
    "Balance",
    "Built",
    "ByNumber",
    "Candidate",
    "CarriedCounts",
    "CarriedRatings",
    "CarryStrategy",
    "CellAssignment",
    "CellChange",
    "CellKind",
    "Change",
    "Classification",
    "Closing",
    "ClosingChanges",
    "Committee",
    "ComparableSeries",
    "ComparableUnit",
    "Comparison",
    "Composition",
    "Conclusion",
    "Consent",
    "Conservation",
    "Consolidate",
    "Convert",
    "Correction",
    "Corrections",
    "Correspondence",
    "Counted",
    "Coverage",
    "CriterionGroup",
    "CriterionLevel",
    "CriterionResult",
    "DangboError",
    "Deadline",
    "DecisionPapers",
    "Disband",
    "Discipline",
    "DisciplineForm",
    "Dissolve",
    "Document",
    "Dues",
    "DuesKind",
    "DuesPaid",
    "DutyProfile",
    "DutyVisit",
    "Elapsed",
    "Enactment",
    "EndPost",
    "Establish",
    "Evidence",
    "ExcellentPlaces",
    "Expectation",
    "Explanation",
    "FilledForm",
    "Finding",
    "Findings",
    "Flow",
    "Form",
    "FormColumn",
    "FormComparison",
    "FormDifference",
    "FormFigures",
    "Grade",
    "GroupForm",
    "GroupKind",
    "HandOut",
    "Headcount",
    "Hierarchy",
    "HierarchyError",
    "History",
    "HostUnit",
    "Import",
    "Indicator",
    "InvalidInputError",
    "Kept",
    "KeptColumn",
    "Labels",
    "Leave",
    "LeaveReason",
    "LedgerError",
    "LegacyMemberRating",
    "LegacyRating",
    "Level",
    "Life",
    "LifeEvent",
    "LifeEventKind",
    "LifeState",
    "LifeStatus",
    "Lineage",
    "Mandate",
    "MassBody",
    "MassBodyKind",
    "Match",
    "MatchClass",
    "MatchSign",
    "Matrix",
    "Meeting",
    "MeetingBody",
    "MeetingCheck",
    "MeetingKind",
    "MeetingScale",
    "MeetingScore",
    "MeetingTier",
    "Member",
    "MemberStatus",
    "MembershipForm",
    "Merge",
    "MergeGroups",
    "MissingExtraError",
    "MoveScope",
    "MovementForm",
    "Movements",
    "NoFigureError",
    "OfficeRecords",
    "OpenTask",
    "Operation",
    "OrderPair",
    "Organization",
    "Origin",
    "Plan",
    "PlanRejectedError",
    "Planned",
    "Points",
    "Post",
    "PostBody",
    "Presence",
    "Preview",
    "Printed",
    "Probation",
    "Proposal",
    "Quota",
    "QuotaGroups",
    "QuotaSensitivity",
    "Rating",
    "RatingCounts",
    "RatingDecision",
    "RatingRecord",
    "RatingRecords",
    "RatingStatus",
    "Ratio",
    "Reach",
    "Realign",
    "Rearrange",
    "Reassign",
    "Receive",
    "Recode",
    "Recognize",
    "Reconciliation",
    "Register",
    "Rename",
    "RenameMember",
    "ResidentialGroup",
    "Resolution",
    "Restore",
    "Roll",
    "RuleBook",
    "RuleDiff",
    "RuleNotInForceError",
    "RuleRef",
    "Scheme",
    "Seat",
    "SeatSource",
    "Selection",
    "Seniority",
    "Severity",
    "Share",
    "Spans",
    "Split",
    "SplitGroup",
    "Stay",
    "SubjectType",
    "Succession",
    "TableError",
    "Tally",
    "Target",
    "Task",
    "TaskCounts",
    "TermError",
    "Topic",
    "TopicKind",
    "Transfer",
    "TransferKind",
    "UnknownOrganizationError",
    "Urgency",
    "VisitCoverage",
    "Waiver",
    "WorkingDays",
    "WrittenBack",
    "YearByYear",
    "YearOfMeetings",
    "activity_of",
    "allowed_count",
    "attention",
    "bases_that_print",
    "build",
    "carry_counts",
    "carry_ratings",
    "check_meeting",
    "check_meetings",
    "classify",
    "comparable_series",
    "comparable_units",
    "compare",
    "compare_years",
    "composition",
    "datasets",
    "decision_papers",
    "dues",
    "excellent_places",
    "excellent_quota",
    "io",
    "kind_of_cell",
    "labels",
    "needed_by_subordinate",
    "parse_kind",
    "quota_by_group",
    "quota_sensitivity",
    "ratings_of",
    "reach",
    "read_form",
    "read_table",
    "reconcile",
    "required_count",
    "schedule",
    "score_meeting",
    "select_excellent",
    "shortfall_in_points",
    "shortfall_in_units",
    "shortfall_of_plan",
    "tasks_open",
    "visit_coverage",
    "write_csv",
    "write_templates",
    "write_xlsx",
    "year_of_meetings",
]
