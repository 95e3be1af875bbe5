"""All that the page of a class shows, in the order in which it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from autograder.model import Report, Status
from autograder.model.marks import QuestionStatistics
from autograder.model.roster import Attendance
from autograder.model.submission import HandIns, Stray
from autograder.reports.of_class.grades import Grades, by_section, grades_of, histogram
from autograder.reports.of_class.items import ItemStatistics, items_of
from autograder.reports.of_class.mistakes import ClassMistake, mistakes_of, unexplained
from autograder.reports.of_class.needs import Group, needs_of
from autograder.reports.of_class.rows import LETTERS, data_of
from autograder.reports.view import grader_in_words
from autograder.reports.wording import adjusted, note, points, word


@dataclass(frozen=True, slots=True)
class StudentLine:
    """A student in a line, for who reads the page without scripts."""

    student: str
    link: str
    points: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A correction by hand: whose grade, and what was noted of it."""

    student: str
    what: str


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class: who needs somebody, how it did, what it got wrong, and everybody."""

    students: tuple[StudentLine, ...]
    links: Mapping[str, str]
    needs: tuple[Group, ...]
    grades: Grades | None
    histogram: str
    sections: tuple[Grades, ...]
    mistakes: tuple[ClassMistake, ...]
    unexplained: Mapping[str, tuple[str, ...]]
    items: tuple[ItemStatistics, ...]
    questions: tuple[QuestionStatistics, ...]
    late: tuple[tuple[str, str], ...]
    adjusted: tuple[Adjusted, ...]
    found_notes: tuple[str, ...]
    strays: tuple[Stray, ...]
    alike: tuple[str, ...]
    """Sentences on who handed in the same."""
    courses: tuple[str, ...]
    """The names of the courses that the grades are of; usually one."""
    graders: Mapping[str, int]
    """How a grade was made -> how many are."""
    data: str

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"Grades of {len(self.students)} student{'' if len(self.students) == 1 else 's'}"

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Those that some exercise of somebody has."""
        return tuple(status for status in Status if any(item.counts[status] for item in self.items))

    @property
    def letters(self) -> tuple[tuple[str, str], ...]:
        """The letter and the word of each of these."""
        return tuple((LETTERS[status], word(status)) for status in self.statuses)


def class_view(
    reports: Sequence[Report],
    links: Mapping[str, str],
    questions: Sequence[QuestionStatistics],
    found: HandIns,
    attendance: Attendance | None,
) -> ClassView:
    """A class as its page shows it.

    Args:
        reports: everybody's, sorted by name.
        links: student -> where the page lies, seen from the page of the class.
        questions: how the class did in each question of the quiz.
        found: what else lay among the submissions.
        attendance: who is who on the roster; None without one.
    """
    people = {person.student: person for person in attendance.people} if attendance else {}
    quoted = {student: quote(link) for student, link in links.items()}
    items, mistakes = items_of(reports), mistakes_of(reports)
    needs = needs_of(reports, attendance)
    lines = tuple(
        StudentLine(r.student, quoted.get(r.student, ""), points(r.score, r.max_score), r.status.value, note(r))
        for r in reports
    )
    return ClassView(
        students=lines,
        links=quoted,
        needs=needs,
        grades=grades_of(reports),
        histogram=histogram(reports),
        sections=by_section(reports, {student: person.section for student, person in people.items()}),
        mistakes=mistakes,
        unexplained=unexplained(reports),
        items=items,
        questions=tuple(questions),
        late=tuple((report.student, report.late) for report in reports if report.late),
        adjusted=tuple(_adjusted(reports)),
        found_notes=found.notes,
        strays=found.strays,
        alike=found.alike,
        courses=tuple(dict.fromkeys(report.grader.course for report in reports)),
        graders=Counter(map(grader_in_words, reports)),
        data=data_of(reports, quoted, items, mistakes, people),
    )


def _adjusted(reports: Sequence[Report]) -> Iterator[Adjusted]:
    """Every correction by hand, as it was noted."""
    for report in reports:
        for adjustment in report.adjustments:
            yield Adjusted(report.student, adjusted(adjustment))
