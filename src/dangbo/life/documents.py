"""Records of the life of cells and members as documents: each by its fields, and read back.

```
DutyVisit.as_dict()           {"schema": "dangbo/duty-visit", "version": 1, "member": ..., "cell": ..., "on": ...}
DutyVisit.from_dict(...)      .from_json(...)
```
"""

from __future__ import annotations

from typing import Any, Final

from dangbo.base.clauses import FORMS
from dangbo.base.documents import Format, Formats
from dangbo.base.json_records import Records
from dangbo.base.told import RecordDocument
from dangbo.life.titles import TITLES

RECORDS: Final = Records(TITLES, forms=FORMS)
"""How such records are written."""

_FORMATS: Final = Formats(
    RECORDS,
    {
        "CellAssignment": "cell-assignment",
        "DutyVisit": "duty-visit",
        "Meeting": "meeting",
        "Proposal": "proposal",
        "Prospect": "prospect",
    },
)


class LifeRecord(RecordDocument):
    """A record of the life of a cell or a member, which is a document by its fields."""

    __slots__ = ()

    @classmethod
    def _format(cls) -> Format[Any]:
        return _FORMATS.of(cls)

    def as_dict(self) -> dict[str, Any]:
        """The record as plain JSON values, which make it again; fields that have their default are left out."""
        return self._format().as_dict(self)
