"""People on the way into the Party (nguồn kết nạp): what was done for each, by stage.

```
Prospect(person, cell, stage, on)      one step of one person: the class, the helper, the resolutions, the admission
```

A person is an id here and nothing else: no name of somebody who is no member yet is kept, shown or repeated.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dangbo.base.records import Day, Id, record
from dangbo.base.terms import Term
from dangbo.tree.reading import read_rows
from dangbo.tree.rows import sheet
from dangbo.tree.structure import refuse

__all__ = ["Prospect", "ProspectStage"]


class ProspectStage(Term, vi="bước xem xét kết nạp"):
    """How far somebody is on the way into the Party; the first step first.

    Attributes:
        step: its place on the way, counted from 1.

    Examples:
        >>> ProspectStage.parse("lớp nhận thức về Đảng").step, ProspectStage.parse("ket nap").step
        (1, 6)
    """

    AWARENESS_CLASS = (
        *("awareness_class", "Học lớp nhận thức về Đảng", "attended the awareness class"),
        *("lớp nhận thức về Đảng", "lớp cảm tình Đảng", "học lớp cảm tình Đảng", "bồi dưỡng nhận thức về Đảng"),
    )
    HELPER_ASSIGNED = (
        *("helper_assigned", "Phân công đảng viên giúp đỡ", "a member assigned to help"),
        *("phân công đảng viên chính thức giúp đỡ", "phân công giúp đỡ", "có đảng viên giúp đỡ"),
    )
    CELL_RESOLVED = (
        *("cell_resolved", "Chi bộ ra nghị quyết đề nghị kết nạp", "the cell resolved on the admission"),
        *("nghị quyết đề nghị kết nạp", "chi bộ đề nghị kết nạp", "nghị quyết của chi bộ"),
    )
    COMMITTEE_AGREED = (
        *("committee_agreed", "Đảng ủy đồng ý đề nghị kết nạp", "the committee agreed"),
        *("đảng ủy cơ sở đồng ý", "cấp ủy đồng ý", "đảng ủy đề nghị kết nạp", "nghị quyết của đảng ủy"),
    )
    DECIDED = "decided", "Quyết định kết nạp", "the admission decided", "có quyết định kết nạp"
    ADMITTED = "admitted", "Lễ kết nạp", "admitted", "kết nạp", "đã kết nạp", "tổ chức lễ kết nạp"

    @property
    def step(self) -> int:
        """Its place on the way, counted from 1."""
        return self._rank + 1


@record
class Prospect:
    """Nguồn kết nạp: a step that somebody took on the way into the Party. `Candidate` is a word of the quota.

    Each step of a person is a record of its own; the furthest of them is where the person stands.

    Args:
        person: id of the person, given by whoever keeps the list; no name.
        cell: id of the cell that looks after the person.
        stage: the step.
        on: the day of it: of the certificate, of the resolution, of the decision, of the ceremony.

    Raises:
        InvalidInputError: a blank id, a stage nobody knows, a day that does not exist.

    Examples:
        >>> Prospect("q-1", "cb-1", "chi bộ đề nghị kết nạp", "2026-02-03").stage
        <ProspectStage.CELL_RESOLVED: 'cell_resolved'>
    """

    person: Id
    cell: Id
    stage: ProspectStage
    on: Day

    if TYPE_CHECKING:  # accepts texts and keeps terms and days

        def __init__(self, person: str, cell: str, stage: ProspectStage | str, on: dt.date | str) -> None: ...

    @classmethod
    def from_rows(cls, rows: Any, *, first_row: int | None = None) -> tuple[Prospect, ...]:  # noqa: ANN401 - any table
        """The steps of a table: rows as mappings, a `csv.DictReader`, or columns by name.

        Args:
            rows: the table; its columns are called as the fields are.
            first_row: the number of the first row; by default what the reader of the file knows, or 1.

        Raises:
            InvalidInputError: everything that is wrong with the rows, by their numbers; no value is repeated.

        Examples:
            >>> rows = [{"person": "q-1", "cell": "cb-1", "stage": "kết nạp", "on": "3/2/2026"}]
            >>> Prospect.from_rows(rows)[0].on
            datetime.date(2026, 2, 3)
        """
        whole = sheet(rows, "prospect", cls, first_row=first_row)
        refuse(whole.problems)
        read = read_rows(whole, cls)
        refuse(read.problems, read.notes)
        return tuple(read.records)
