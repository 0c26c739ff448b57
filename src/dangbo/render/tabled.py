"""What a result that is read as a table has in common: it is drawn as one, in a notebook too."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from dangbo.base.findings import Lang

if TYPE_CHECKING:
    from dangbo.render.drawing import Drawing
    from dangbo.render.table import Table


class Tabled:
    """A result that is read as a table: subclasses say `table`, whose cells keep their values."""

    __slots__ = ()

    @abstractmethod
    def table(self, *, lang: Lang = "vi") -> Table:
        """The result as a table.

        Args:
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """

    def show(self, *, limit: int | None = 40, lang: Lang = "vi") -> Drawing:
        """What `table` holds, as text and HTML.

        Args:
            limit: most rows to show; `None` for all.
            lang: language of the words.

        Raises:
            TermError: another language than "vi" and "en".
        """
        return self.table(lang=lang).show(limit=limit, lang=lang)

    def _repr_html_(self) -> str:
        return self.show().html
