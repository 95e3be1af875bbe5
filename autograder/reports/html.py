"""Pages: one for each student, without scripts, and one for the class. Beside them they need one folder of assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from autograder.model import Report
from autograder.model.marks import QuestionStatistics
from autograder.model.roster import Attendance
from autograder.model.submission import HandIns
from autograder.reports.of_class.view import class_view
from autograder.reports.pages import page, page_alone
from autograder.reports.sentences import texts_in
from autograder.reports.shared import ASSETS_FOLDER
from autograder.reports.view import student_view

NOBODY = HandIns(())


def student_page(report: Report, assets: str = f"../{ASSETS_FOLDER}") -> str:
    """Score, units, and every exercise with what is the matter with it; `assets` is the way to the shared folder."""
    return page("student.html", **_of_student(report), assets=assets)


def student_page_alone(report: Report) -> str:
    """A student's page that needs no folder beside it, to be handed back through a platform."""
    return page_alone("student.html", **_of_student(report))


def _of_student(report: Report) -> Mapping[str, object]:
    texts = texts_in(report.language)
    return {"title": texts("grade-of", student=report.student), "view": student_view(report), "texts": texts}


def class_page(
    reports: Sequence[Report],
    links: Mapping[str, str],
    questions: Sequence[QuestionStatistics] = (),
    found: HandIns = NOBODY,
    attendance: Attendance | None = None,
) -> str:
    """A class: who needs somebody, how it did and what it got wrong, each exercise, and everybody.

    Args:
        reports: everybody's, sorted by name.
        links: student -> where the page lies, seen from this one; whoever is not in it has none.
        questions: how the class did in each question of the quiz.
        found: what else lay among the submissions.
        attendance: who is who on the roster; None without one.
    """
    view = class_view(reports, links, questions, found, attendance)
    return page("class.html", title=view.title, assets=ASSETS_FOLDER, view=view, data=Markup(view.data))
