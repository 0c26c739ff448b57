"""`ById`: results in an order that are looked up by id."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from dangbo.base.records import id_of, read_id

_Item = TypeVar("_Item")


class ById(Generic[_Item]):
    """What results by id have in common: `in`, iteration and `len`, and the look-up behind `[...]`.

    `in` asks for an id, iteration gives the results in their order, `[...]` finds what has an id or raises. The index
    is made on the first look-up; from then on each costs the same, however many results there are.
    """

    __slots__ = ("_places",)

    _places: dict[str, tuple[_Item, ...]]

    @abstractmethod
    def _items(self) -> tuple[_Item, ...]:
        """The results in their order."""

    @abstractmethod
    def _ids(self, item: _Item) -> Iterable[str]:
        """The ids a result is found by."""

    @abstractmethod
    def _unknown(self, key: str) -> Exception:
        """What to raise where nothing has an id."""

    def _index(self) -> dict[str, tuple[_Item, ...]]:
        try:
            return self._places
        except AttributeError:
            places: dict[str, list[_Item]] = {}
            for item in self._items():
                for key in self._ids(item):
                    places.setdefault(key, []).append(item)
            index = {key: tuple(items) for key, items in places.items()}
            object.__setattr__(self, "_places", index)
            return index

    def _found(self, asked: object, *, where: str) -> tuple[_Item, ...]:
        """What has an id, in order; at least one.

        Raises:
            InvalidInputError: neither an id nor a record that has one.
        """
        key = read_id(asked, where=where)
        found = self._index().get(key)
        if found is None:
            raise self._unknown(key)
        return found

    def __contains__(self, key: object) -> bool:
        asked = id_of(key)
        return isinstance(asked, str) and asked in self._index()

    def __iter__(self) -> Iterator[_Item]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())
