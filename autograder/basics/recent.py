"""What was made of objects, kept by the very objects: in a class the same ones come again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")


class Recent(Generic[Source, Made]):
    """Makes something of objects that never change, once of each; the least recent are forgotten.

    Unlike `lru_cache` it compares objects by what they are, not by what they equal: no hash walks through them, and 0.0
    is not -0.0.
    """

    def __init__(self, make: Callable[[Source], Made], most: int) -> None:
        self._make = make
        self._most = most
        self._made: OrderedDict[int, tuple[Source, Made]] = OrderedDict()  # holds the objects, so that ids stay theirs

    def of(self, source: Source) -> Made:
        """What is made of an object."""
        known = self._made.get(id(source))
        if known is not None:
            self._made.move_to_end(id(source))
            return known[1]
        made = self._make(source)
        self._made[id(source)] = source, made
        if len(self._made) > self._most:
            self._made.popitem(last=False)
        return made
