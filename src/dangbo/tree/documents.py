"""The records of a tree as documents: each by its fields, under a name of its own, and read back.

```
Organization.as_dict()                  {"schema": "dangbo/organization", "version": 1, "id": ..., "name": ...}
Member.as_dict(people="names")          names of people only where they are asked for
Seat.from_dict(...), Seat.from_json(...)
```

Fields that have their default are left out. Inside another document a record stands without "schema" and "version".
"""

from __future__ import annotations

__all__ = ["RegisterRecord"]

from typing import TYPE_CHECKING, Any, ClassVar

from dangbo.base.people import PeopleNamed, names_told
from dangbo.base.told import RecordDocument

if TYPE_CHECKING:
    from dangbo.base.documents import Format


class RegisterRecord(RecordDocument):
    """A record of the register, which is a document by its fields.

    Attributes:
        personal: the fields that hold the name of a person: left out unless names are asked for.
    """

    __slots__ = ()

    personal: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def _format(cls) -> Format[Any]:
        from dangbo.tree.formats import FORMATS  # loaded by those who write or read

        return FORMATS.of(cls)

    def as_dict(self) -> dict[str, Any]:
        """The record as plain JSON values; fields that have their default are left out."""
        return self._format().as_dict(self)


def told_of_people(record: RegisterRecord, people: PeopleNamed) -> dict[str, object]:
    """A record as plain JSON values, without the names of people unless they are to be shown.

    Raises:
        InvalidInputError: another way to show people.
    """
    values = RegisterRecord.as_dict(record)
    return values if names_told(people) else {name: one for name, one in values.items() if name not in record.personal}
