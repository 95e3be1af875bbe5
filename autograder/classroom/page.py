"""Somebody's page before it is made: what it is made of, and where its report comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

from autograder.classroom.pseudonyms import anonymous
from autograder.model import Report


class Reports(Protocol):
    """Everybody's reports, with the points that count, each made when it is asked for."""

    def lean(self, student: str) -> Report:
        """A report without what only the page shows."""
        ...

    def whole(self, student: str) -> Report:
        """All of it, in full."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """A page, its report not there yet: those of a very large class are not all held at once."""

    student: str
    made_of: str
    """Names all that the page says: where it is the same, so is the page."""
    reports: Reports

    def lean(self) -> Report:
        """The report without what only the page shows."""
        return self.reports.lean(self.student)

    def whole(self) -> Report:
        """All of it, in full."""
        return self.reports.whole(self.student)


def nameless(one: Page, pseudonym: str) -> Page:
    """A page under a pseudonym."""
    made_of = hashlib.sha256(f"{one.made_of}\0{pseudonym}".encode("utf-8", "backslashreplace")).hexdigest()
    return Page(pseudonym, made_of, _Nameless(one))


@dataclass(frozen=True, slots=True)
class _Nameless:
    """The reports of one page, under whatever name they are asked for."""

    page: Page

    def lean(self, student: str) -> Report:
        return anonymous(self.page.lean(), student)

    def whole(self, student: str) -> Report:
        return anonymous(self.page.whole(), student)
