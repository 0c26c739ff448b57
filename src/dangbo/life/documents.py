"""Records of the life of cells and members as documents: each by its fields, and read back.

```
DutyVisit.as_dict()           {"schema": "dangbo/duty-visit", "version": 1, "member": ..., "cell": ..., "on": ...}
DutyVisit.from_dict(...)      .from_json(...)
```
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from dangbo.base.clauses import FORMS
from dangbo.base.documents import Format, ReadDocument
from dangbo.base.json_records import Records
from dangbo.base.text import lower_first
from dangbo.base.words import Words
from dangbo.life.titles import TITLES

RECORDS: Final = Records(TITLES, forms=FORMS)
"""How such records are written."""

_NAMES: Final = MappingProxyType(
    {
        "CellAssignment": "cell-assignment",
        "DutyVisit": "duty-visit",
        "Meeting": "meeting",
        "Proposal": "proposal",
        "Prospect": "prospect",
    }
)
"""What the document of a record is called."""


class LifeRecord(ReadDocument):
    """A record of the life of a cell or a member, which is a document by its fields."""

    __slots__ = ()

    @classmethod
    def _format(cls) -> Format[Any]:
        """How it is written; what a class of the caller's own adds to one is no part of it."""
        kind = next(one for one in cls.__mro__ if one.__name__ in _NAMES)
        found = _FORMATS.get(kind)
        if found is None:
            title = RECORDS.title_of(kind)
            of = Words(vi=lower_first(title.vi), en=f"the {lower_first(title.en)}")
            found = _FORMATS[kind] = Format(_NAMES[kind.__name__], 1, kind, of, RECORDS)
        return found


_FORMATS: Final[dict[type[Any], Format[Any]]] = {}
