"""What is due or out of order on a date: one question over everything an office keeps, and one list.

```
attention(ward, on="2026-03-31")  ->  Agenda        a list of AgendaLine, and what was not asked
   records.py         OfficeRecords: the register and everything beside it, in one bundle
   asked.py           Asked: the tree on that day, its rules, the days looked at; Question
   questions.py       every question there is
   organizations.py, committees.py, years.py ...    the questions, room by room
   strangers.py       what records name and the register does not know
   agenda.py          AgendaLine, Urgency, Agenda
```
"""

from __future__ import annotations

__all__ = ["attention"]

import sys
from importlib import import_module
from inspect import signature
from types import ModuleType

from dangbo.attention.asking import attention


class _Room(ModuleType):
    """The room that is called like the function in it, as `dangbo.attention`.

    Whoever imports a module of the room makes the import system put the room under that name, over whatever stood
    there. So the room can be called itself, and what is typed works whatever was imported first.
    """

    __call__ = staticmethod(attention)

    def __reduce__(self) -> tuple[object, ...]:
        """Copied and sent to another process by its name, as a function is; modules are not."""
        return import_module, (__name__,)


sys.modules[__name__].__class__ = _Room
__signature__ = signature(attention)  # what editors and `help` show of the room that is called
