"""Everybody's result: of an earlier run where nothing has changed, else graded now; what is the same is run once.

Students go by in portions, so that little of a very large class is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json as json_text
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.classroom.keep import Keeper, Result
from autograder.classroom.lean import lean_from, shared, short_from
from autograder.classroom.likeness import Form, forms_from, forms_of_each, forms_text
from autograder.classroom.packing import Packed, of_student, packed
from autograder.classroom.plan import ClassRun, Graded, fingerprint
from autograder.classroom.sources import source_of
from autograder.classroom.stored import Seen
from autograder.classroom.workers import GradeEach
from autograder.errors import GraderError
from autograder.model import Report, Standing
from autograder.model.submission import Origin, Submission
from autograder.processes import Each
from autograder.reports import json
from autograder.submissions.places import Place
from autograder.submissions.read import ClassToRead

PORTION = 256
"""Students that are read before they are graded; at least some for each worker."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work: what is handed in is read where it lies, and graded anywhere."""

    readers: Each
    grade: GradeEach


@dataclass(frozen=True, slots=True)
class Taken:
    """A student's result, and what else is known of the submission once it is graded."""

    graded: Graded
    """Of an earlier run as short as may be (`short_from`)."""
    origin: Origin
    digest: str
    mark: str
    """Names the report: equal marks are equal reports."""
    forms: tuple[Form, ...]
    """By which it is told who handed in the same."""

    @property
    def is_short(self) -> bool:
        """Whether of the exercises only the worst is in the report."""
        return self.graded.reused

    @property
    def student(self) -> str:
        """Who handed it in."""
        return self.graded.report.student


@dataclass(frozen=True, slots=True)
class _Open:
    """A student whose result is not known yet."""

    places: tuple[Place, ...]
    look: str | None
    is_damaged: bool
    """Whether a result was kept that cannot be read."""


def results_of(
    found: ClassToRead,
    plan: ClassRun,
    keeper: Keeper,
    workers: Workers,
    on_graded: Callable[[Graded], None],
) -> Iterator[Taken]:
    """Everybody's result, each kept as soon as it is there: first those that are known, then the others as they end."""
    basis = plan.basis
    known: list[tuple[str, int]] = []
    taken: list[Taken] = []
    left: list[_Open] = []
    for places, look in zip(found.students, found.looks(), strict=True):
        student = places[0].student
        look = look and _digest(f"{look} {basis}")[:20]
        seen = keeper.find(student, look) if look else None
        again = _again(seen) if seen else None
        if seen and again:
            known.append((student, seen.run))
            taken.append(again)
        else:
            left.append(_Open(places, look, is_damaged=seen is not None))
    if known:
        keeper.keep_again(known)
    for one in taken:
        on_graded(one.graded)
        yield one
    size = max(PORTION, 8 * plan.workers)
    for start in range(0, len(left), size):
        portion = left[start : start + size]
        submissions = found.read([one.places for one in portion], workers.readers)
        opened = {one.places[0].student: one for one in portion}
        forms = forms_of_each(submissions, workers.readers)
        read = [_read(one, opened[one.student], some, basis) for one, some in zip(submissions, forms, strict=True)]
        yield from _results_of(read, plan, keeper, workers.grade, on_graded)


def _again(seen: Seen) -> Taken | None:
    """A result of an earlier run; None where it cannot be read, and is to be made anew."""
    try:
        graded = Graded(short_from(seen.own), reused=True)
    except GraderError:
        return None
    origin = Origin(**json_text.loads(seen.origin))
    return Taken(graded, origin, seen.digest, _digest(seen.own), forms_from(seen.forms))


@dataclass(frozen=True, slots=True)
class _Read:
    """A submission that was read, and what it is kept under."""

    submission: Submission
    fingerprint: str
    look: str | None
    is_damaged: bool
    forms: tuple[Form, ...]

    def result(self, report: Packed | str, *, graded_in: int | None = None, reusable: bool = True) -> Result:
        """What is kept of it."""
        source = replace(source_of(self.submission), forms=forms_text(self.forms))
        return Result(self.submission.student, self.fingerprint, report, graded_in, reusable, source, self.look)

    def taken(self, report: Report, own: str, **how: bool) -> Taken:
        """What is known of it from now on."""
        graded = Graded(report, **how)
        return Taken(graded, self.submission.origin, self.submission.digest, _digest(own), self.forms)


def _read(submission: Submission, one: _Open, forms: tuple[Form, ...], basis: str) -> _Read:
    is_sure = not (submission.problem or submission.broken)  # it may be well another time, on a machine with less to do
    look = one.look if is_sure else None
    return _Read(submission, fingerprint(submission, basis), look, one.is_damaged, forms)


def _results_of(
    portion: Sequence[_Read],
    plan: ClassRun,
    keeper: Keeper,
    grade: GradeEach,
    on_graded: Callable[[Graded], None],
) -> Iterator[Taken]:
    """The results of a portion that was read."""
    changed: dict[str, list[_Read]] = {}
    for read in portion:
        submission = read.submission
        again, is_damaged = _known(read, keeper)
        if again:
            on_graded(again.graded)
            yield again
        else:
            read = replace(read, is_damaged=is_damaged)
            alone = submission.student if submission.is_each_ones_own or submission.broken else ""
            changed.setdefault(f"{read.fingerprint} {alone}", []).append(read)
    same = list(changed.values())
    first = {some[0].submission.student: some for some in same}
    for graded in grade([some[0].submission for some in same], plan):
        for number, read in enumerate(first[graded.report.student]):
            own = of_student(graded.packed.own, read.submission.student) if number else graded.packed.own
            is_withheld = graded.report.status is Standing.WITHHELD
            keeper.keep(read.result(replace(graded.packed, own=own), reusable=not is_withheld))
            report = shared(replace(graded.report, student=read.submission.student))
            taken = read.taken(report, own, replaces_damaged=read.is_damaged, same_as_another=number > 0)
            on_graded(taken.graded)
            yield taken


def _known(read: _Read, keeper: Keeper) -> tuple[Taken | None, bool]:
    """A result of the student's own, or of whoever handed in the same; and whether one is there that is damaged."""
    student = read.submission.student
    kept = keeper.find_read(student, read.fingerprint)
    if kept is not None:
        own = packed(kept.report).own
        try:
            json.from_text(kept.report)
            taken = read.taken(short_from(own), own, reused=True)
        except GraderError:
            return None, True
        keeper.keep(read.result(kept.report, graded_in=kept.graded_in))
        return taken, False
    others = None if read.submission.is_each_ones_own else keeper.find_same(read.fingerprint)
    if others is None:
        return None, read.is_damaged
    own = of_student(others.own, student)
    try:
        taken = read.taken(lean_from(own), own, same_as_another=True)
    except GraderError:
        return None, read.is_damaged
    keeper.keep(read.result(replace(others, own=own)))
    return taken, False


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
