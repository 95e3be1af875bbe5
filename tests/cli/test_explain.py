"""`grade explain`: how grading decides is computed from the course in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.grade import Grade
from tests.cli.test_adjust import LATE
from tests.cli.test_gradebook import all_of, write_class
from tests.registry import COURSE


def test_all_that_decides_is_explained(grade: Grade) -> None:
    """Every exercise with its points, tolerances, costs, totals, seeds, what is kept, versions and weekly work."""
    said = " ".join(grade("explain").out.split())
    for exercise in COURSE.exercises:
        assert f"{exercise.name} ({exercise.unit})" in said
    for words in (
        "rounded up to half a point",
        "A NaN never passes",
        "results.db",
        "grade forget",
        "seed 0",
        "--dry-run",
        "counts apart: 07 training",
        "For practice, no points, in the convention default",
    ):
        assert words in said
    assert "There are no deadlines" in said
    assert "up to 0 points" not in said


def test_it_is_of_the_course_in_use(grade: Grade) -> None:
    """Points, prices, accepted conventions and the policy are those of the course file."""
    text = '[exercise.adam]\npoints = 3\naccept = ["eps_hat"]\n[mistakes]\n"adam/eps-inside" = 0.5\n'
    Path("course.toml").write_text(f'{text}[grading]\nfeedback = "title"\n{LATE}', encoding="utf-8")
    said = grade("explain", "Adam").out
    for words in ("3 points, in the convention corrected; eps_hat earns the same.", "but adam/eps-inside, 50 % of"):
        assert words in said
    whole = " ".join(grade("explain").out.split())
    assert "Late work loses 10 % of the unit's points for each day" in whole
    assert "mistakes and checks by their titles" in whole


def test_a_person_s_grade_is_explained_and_the_page_lies_in_the_folder(grade: Grade) -> None:
    """What was found and corrected, when it was graded, and a page that students' pages lead to."""
    write_class("ada", "bob", wrong=("bob",))
    all_of(grade)
    grade("adjust", "out", "bob", "--points", "1", "--why", "asked politely")
    said = grade("explain", "out", "bob").out
    for words in ("asked politely", "in run 1", "failed: one step", "it looks like: ", "momentum: failed, 1 of 6"):
        assert words in said
    page = Path("out/assets/how-grading-decides.html").read_text(encoding="utf-8")
    assert "momentum (02_momentum)" in page
    assert 'href="../assets/how-grading-decides.html"' in Path("out/students/bob.html").read_text(encoding="utf-8")
    assert 'href="assets/how-grading-decides.html"' in Path("out/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [(["momentum", "ada"], "holds no results"), (["zzz"], "the course has no exercise"), (["out"], "no exercise")],
)
def test_what_cannot_be_explained_is_said(grade: Grade, words: list[str], said: str) -> None:
    """One sentence, and what to type."""
    result = grade("explain", *words)
    assert result.code == 2
    assert said in result.err
