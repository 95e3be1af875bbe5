"""What was graded by hand in formgrader becomes corrections of ours, as often as it is taken over."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder.classroom.adjust import Graded
from autograder.classroom.exports.nbgrader_folder import programs_on_path
from autograder.classroom.formgrader import take_over
from autograder.classroom.store import Source, Store
from autograder.reports import json
from tests.classroom.test_gradebook import SECOND, part
from tests.classroom.test_store import INFO
from tests.registry import COURSE

Change = Callable[[float | None, float | None, str | None], None]


@pytest.fixture
def in_formgrader(tmp_path: Path) -> Change:
    """A course folder of nbgrader with one student's grade, which a person may change: score, extra credit, comment."""
    (tmp_path / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.root = {str(tmp_path)!r}\n", encoding="utf-8"
    )
    (tmp_path / "out").mkdir()
    content = '{"problem": "", "units": {}, "elsewhere": {}, "sheets": {}}'
    with Store.open(tmp_path / "out/results.db") as store:
        run = store.begin(replace(INFO, settings={"units": [SECOND]}))
        store.save(run, "ada", "f", json.render(part(SECOND, 1.5)), source=Source("d", content, "{}"))
        store.finish(run)
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with programs_on_path(), Gradebook(address) as gradebook:
        gradebook.add_assignment(SECOND)
        gradebook.add_notebook("momentum", SECOND)
        gradebook.add_grade_cell("momentum-check", "momentum", SECOND, max_score=2, cell_type="code")
        gradebook.add_solution_cell("momentum", "momentum", SECOND)
        gradebook.add_student("ada")
        with warnings.catch_warnings(action="ignore", category=SAWarning):  # of nbgrader's own order of things
            gradebook.add_submission(SECOND, "ada")

    def change(score: float | None, credit: float | None, comment: str | None) -> None:
        with Gradebook(address) as gradebook:
            (notebook,) = gradebook.find_submission(SECOND, "ada").notebooks
            for grade in notebook.grades:
                grade.manual_score, grade.extra_credit = score, credit
            for said in notebook.comments:
                said.manual_comment = comment
            gradebook.db.commit()

    return change


def test_scores_and_comments_are_taken_over_once(tmp_path: Path, in_formgrader: Change) -> None:
    """To the nearest half, with the comment as the reason; what is changed or removed there is changed here."""
    out = tmp_path / "out"

    def counts() -> tuple[float, list[object]]:
        report = Graded.of(out, COURSE, "ada").final
        return report.score, [made["why"] for made in report.adjustments]

    in_formgrader(0.8, None, "half of it\nis right")
    assert len(take_over(out, COURSE, is_named=True).new) == 1
    assert counts() == (1.0, ["half of it is right"])
    again = take_over(out, COURSE, is_named=True)
    assert (again.new, again.gone) == ((), ())
    in_formgrader(1.0, 0.5, None)
    taken = take_over(out, COURSE, is_named=True)
    assert (len(taken.new), len(taken.gone)) == (1, 1)
    assert counts() == (1.5, ["graded by hand in formgrader"])
    in_formgrader(None, None, "see me")
    take_over(out, COURSE, is_named=True)
    assert counts() == (1.5, ["see me"])
    in_formgrader(None, None, None)
    take_over(out, COURSE, is_named=True)
    assert counts() == (1.5, [])
