"""What a snapshot has of its document: how it is asked for it; what stands in it, `tree/snapshots.py` knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, cast

from dangbo.base.people import NamedDocument, PeopleNamed
from dangbo.base.told import WholeDocument

if TYPE_CHECKING:
    from dangbo.base.documents import ReadFormat
    from dangbo.hierarchy import Hierarchy
    from dangbo.tree.snapshots import Snapshot


class ToldTree(NamedDocument, WholeDocument):
    """A snapshot that is told, and read, as the document `dangbo/hierarchy`."""

    __slots__ = ()

    def as_dict(self, *, people: PeopleNamed = "ids") -> dict[str, Any]:
        """The document `dangbo/hierarchy`: everything the snapshot holds; O(everything).

        Args:
            people: "names" for names of members too, and of heads of residential groups who are no members. A document
                without names is read as well: everybody in it is called "[không ghi tên]", which says that the
                document left the name out. Only where a name stands for the id of who holds a seat, it is not, since
                nobody holds the seat then.

        Raises:
            InvalidInputError: another way to show people.

        Examples:
            >>> from dangbo import datasets, Hierarchy
            >>> city = datasets.thai_nguyen()
            >>> Hierarchy.from_dict(city.as_dict(people="names")).same_as(city)
            True
        """
        from dangbo.tree.snapshots import plain_tree  # loaded by those who write or read

        return plain_tree(cast("Hierarchy", self), people=people)

    @classmethod
    def _format(cls) -> ReadFormat[Snapshot]:
        from dangbo.tree.snapshots import FORMAT

        return FORMAT

    @classmethod
    def _from_read(cls, read: Snapshot) -> Self:
        from dangbo.tree.snapshots import tree_of

        made: Any = tree_of(cast("Any", cls), read)
        return cast("Self", made)
