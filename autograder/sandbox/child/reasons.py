"""Why a name is not there: the first statement that failed and would have bound it.

Loaded by the child only: standard library.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Failure = dict[str, Any]


class Reasons:
    """The names that one unit lost, each with the failure that is to be mended; says exceptions as `failures` does."""

    def __init__(self, failures: Any) -> None:
        self._failures = failures
        self._lost: dict[str, tuple[Failure, str]] = {}
        self._stars: list[str] = []

    def lose(self, names: Iterable[str], failure: Failure, place: str) -> None:
        """Note that a statement failed at some place, and which names it would have bound."""
        for name in names:
            self._lost[name] = (failure, place)

    def brought_nothing(self, library: str) -> None:
        """Note a star import from a library that is not there: any name may be missing because of it."""
        if library not in self._stars:
            self._stars.append(library)

    def root(self, raised: BaseException) -> tuple[Failure, str] | None:
        """The failure, and its place, because of which this exception was raised; None where there is none."""
        return self._lost.get(raised.name) if type(raised) is NameError and type(raised.name) is str else None

    def of_undefined(self, name: str) -> Failure:
        """What is said of a function that is not there: the failure that took it away, if one did."""
        if name not in self._lost:
            return {"kind": "undefined"}
        failure, _ = self._lost[name]
        return {**failure, "kind": "undefined", "because": failure["kind"]}

    def failure(self, raised: BaseException, file: str) -> Failure:
        """An exception as data, a missing name with the reason why it is missing."""
        said: Failure = self._failures.failure(raised, file)
        if type(raised) is not NameError:
            return said
        if root := self.root(raised):
            failure, place = root
            why = f", because {place} did not run: {failure['message']}"
        elif self._stars:
            stars = " and ".join(f"from {library} import *" for library in self._stars)
            why = f" ({stars} brought nothing: it is not available while grading)"
        else:
            return said
        return {**said, "meant": "", **self._failures.error(said["message"] + why)}

    def error(self, message: str) -> Failure:
        """An answer that says what went wrong."""
        said: Failure = self._failures.error(message)
        return said
