"""What a decision asks of the tree it meets: kept with it, to know whether another decision before it would matter.

A decision comes to the same wherever everything it asked for is the same. By that `dangbo.ledger.late` finds which
later ones are to be played again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from dangbo.tree.asked import Tree
from dangbo.tree.records import Organization
from dangbo.tree.tables import Link

EVERYBODY: Final = "_everybody"
"""That somebody is on record somewhere: all a decision asks of the sums of a tree, but for what its proof compares."""

_SUMS: Final = frozenset({"__len__", "_count_of", "as_of"})
"""Asked by the proof alone, before and after: what another decision adds stands on both sides. Dates are told apart."""
_ALL: Final = frozenset({"__iter__", "_ids"})


class Watched(Tree):
    """A tree that notes what it is asked.

    Args:
        tree: the tree.

    Attributes:
        seen: ids, codes and names of tables it was asked about.
        whole: whether somebody went through all organizations.
    """

    __slots__ = ("_tree", "seen", "whole")

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.seen: set[str] = set()
        self.whole = False
        see, find, kids = self.seen.add, tree._find, tree._kids  # noqa: SLF001 - a tree in front of a tree

        def found(key: str) -> Organization | None:
            see(key)
            return find(key)

        def below(key: str) -> Any:  # noqa: ANN401 - ids in order
            see(key)
            return kids(key)

        self._find, self._kids = found, below

    def _found(self, keys: Iterable[str]) -> Iterable[Organization | None]:
        keys = [*keys]  # many are noted at once: the merger of a nation asks for every cell of it
        self.seen.update(keys)
        return self._tree._found(keys)

    def _named(self, link: Link[Any], keys: Iterable[str]) -> set[str]:
        keys = [*keys]
        self.seen.update(keys)
        return self._tree._named(link, keys)


def _asked(name: str) -> Callable[..., Any]:
    """A primitive of trees that notes what it is asked for, and asks the tree."""

    def ask(self: Any, *args: Any) -> Any:  # noqa: ANN401 - whatever the primitive takes and gives
        if name in _SUMS:
            pass
        elif args:  # of a row of a table its key; of a table as a whole its name
            keys = [one for one in args if isinstance(one, str)]
            self.seen.update(keys or [str(getattr(one, "name", one)) for one in args])
        elif name in _ALL:
            self.whole = True
        else:
            self.seen.add(name)
        return getattr(self._tree, name)(*args)

    return ask


def _root(self: Any) -> Organization:  # noqa: ANN401 - as above
    root: Organization = self._tree.root
    self.seen.add(root.id)
    return root


for _name in Tree.__abstractmethods__:
    setattr(Watched, _name, _asked(_name))
Watched.root = property(_root)  # type: ignore[assignment, method-assign]
Watched.as_of = property(lambda self: self._tree.as_of)  # type: ignore[assignment, method-assign]
Watched.__abstractmethods__ = frozenset()
