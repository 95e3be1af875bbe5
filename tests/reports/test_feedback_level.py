"""What students are told of a report: all, titles, or points."""

from __future__ import annotations

import pytest

from autograder.model.policy import Feedback
from autograder.reports import html, json
from autograder.reports.feedback_level import as_told
from tests.reports.samples import DIAGNOSED, EVERY_STATUS

SECRETS = {
    Feedback.TITLE: (DIAGNOSED.checks[1].expected, DIAGNOSED.checks[1].got, "Is the loss smaller?", "step 2"),
    Feedback.SCORE: (DIAGNOSED.checks[1].expected, "goes up the gradient", "scalars, vectors and matrices", "step 2"),
}
SAID = {Feedback.TITLE: ("goes up the gradient", "scalars, vectors and matrices"), Feedback.SCORE: ("diagnosed",)}


@pytest.mark.parametrize("level", SECRETS)
def test_no_more_is_told_than_the_course_wants(level: Feedback) -> None:
    """Neither the page nor the document holds what is not to be told; points, statuses and notes are there."""
    told = as_told(EVERY_STATUS, level)
    texts = (html.student_page(told), json.render(told))
    for text in texts:
        assert not [secret for secret in SECRETS[level] if secret in text]
        assert all(said in text for said in (*SAID[level], *EVERY_STATUS.notes))
    assert [(e.score, e.status) for e in told.exercises] == [(e.score, e.status) for e in EVERY_STATUS.exercises]
    assert json.from_text(texts[1]) == told


def test_all_of_it_is_the_report_itself() -> None:
    """Where everything is told nothing is made anew."""
    assert as_told(EVERY_STATUS, Feedback.FULL) is EVERY_STATUS
