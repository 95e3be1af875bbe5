"""A course that does not show formulas: stub, notebook, page, check and `grade show` give values in their place."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest

from autograder.authoring.handout import key_of_unit
from autograder.authoring.notebooks.units import student_notebook
from autograder.authoring.stubs import stub_of_unit
from autograder.authoring.withheld import as_handed_out
from autograder.catalogue.course import load_course
from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.errors import CourseError
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.expected.withheld import is_slope_of
from autograder.model import Exercise
from autograder.model.course import Course, FormulaShown
from tests.cli.grade import Grade
from tests.registry import COURSE, EXERCISES, RULES, name_of

KEYS = key_for(EXERCISES)
LATER = 'extends = "default"\nformula = "after_first_try"\n[exercise.momentum]\nformula = "hidden"\n'
VELOCITY = "beta*v + grad"


def course_of(tmp_path: Path, text: str) -> Course:
    file = tmp_path / "course.toml"
    file.write_text(text, encoding="utf-8")
    return load_course(file)


def right_sides(formula: str) -> list[str]:
    """What the lines of a formula compute, as far as it is longer than a word."""
    sides = [line.partition(" = ")[2] for line in formula.splitlines() if not line.endswith(":")]
    return [side for side in sides if re.search(r"[*/+(]", side)]


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
@pytest.mark.parametrize("shown", [FormulaShown.HIDDEN, FormulaShown.AFTER_FIRST_TRY])
def test_no_line_of_a_withheld_formula_is_in_the_docstring(exercise: Exercise, shown: FormulaShown) -> None:
    """What is asked for stays; of the formula there is nothing, and most functions say what they give."""
    key = KEYS.exercises[exercise.name]
    told = as_handed_out(dataclasses.replace(exercise, formula=shown), key)
    for side in right_sides(key.formula):
        task = key.docstring.partition("\n\nFormula:")[0]
        assert " ".join(side.split()) in " ".join(task.split()) or side not in " ".join(told.docstring.split())
    assert (told.formula, told.latex) == ("", "")
    for word in ("Formula:\n", "Arguments:\n", "Returns:\n", "Source: "):
        assert told.docstring.count(f"\n\n{word}") == 1
    assert max(map(len, told.docstring.splitlines())) <= 100


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.formula is FormulaShown.HIDDEN], ids=name_of)
def test_what_is_to_be_derived_stands_nowhere(exercise: Exercise, grade: Grade) -> None:
    """Neither `grade show` in any form, nor stub, nor notebook, nor a landscape, nor the feedback says it."""
    formula, latex = KEYS.exercises[exercise.name].formula, KEYS.exercises[exercise.name].latex
    sides = [*right_sides(formula), latex]
    for form in ("text", "json", "html", "latex"):
        for command in (("show", exercise.name), ("show", "x_cos_pi_x"), ("show", "newton", "--on", "x_cos_pi_x")):
            out = " ".join(grade(*command, "--format", form).out.split())
            assert not any(" ".join(side.split()) in out for side in sides)
    key = key_of_unit(COURSE, KEYS, exercise.unit)
    text = stub_of_unit(exercise.unit, key)
    assert not any(side in text for side in sides)
    notebook = json.loads(student_notebook(exercise.unit, COURSE.of_unit(exercise.unit), key))
    assert not any(side in "".join(cell["source"]) for cell in notebook["cells"] for side in sides)


def test_a_derivative_that_is_asked_for_is_recognised_by_what_it_gives() -> None:
    """Of all rules and landscapes one rule is the derivative of one landscape."""
    pairs = [(e.name, name) for e in RULES for name, one in LANDSCAPES.items() if is_slope_of(rule_of(e), one)]
    assert pairs == [("x_cos_pi_x_gradient", "x_cos_pi_x")]


def test_a_course_says_it_of_all_and_an_exercise_of_itself(tmp_path: Path) -> None:
    """The course's own word counts for every exercise; what is said of one counts more."""
    course = course_of(tmp_path, LATER)
    assert course.exercise("adam").formula is FormulaShown.AFTER_FIRST_TRY
    assert course.exercise("momentum").formula is FormulaShown.HIDDEN
    assert COURSE.exercise("adam").formula is FormulaShown.SHOWN


@pytest.mark.parametrize("text", ['formula = "never"\n', "formula = true\n", '[exercise.adam]\nformula = "no"\n'])
def test_another_word_is_refused_with_those_that_are_known(tmp_path: Path, text: str) -> None:
    """The error names the line and what may be said."""
    with pytest.raises(CourseError, match=r"line \d+: .*formula must be one of .*after_first_try"):
        course_of(tmp_path, text)


def test_a_formula_is_shown_once_a_first_version_was_checked(grade: Grade) -> None:
    """Before it says what to do; after a check of whatever the student wrote, `grade show` and the check say it."""
    Path("course.toml").write_text('formula = "after_first_try"\n', encoding="utf-8")
    grade("start", ".")
    file = Path("02_momentum/momentum.py")
    assert VELOCITY not in file.read_text(encoding="utf-8")
    assert VELOCITY not in Path("02_momentum/momentum.ipynb").read_text(encoding="utf-8")
    before = grade("show", "momentum").out
    assert VELOCITY not in before
    assert "grade check --only momentum" in before
    assert VELOCITY not in grade("check", "--all", "--only", "momentum").out
    stub = file.read_text(encoding="utf-8")
    start = stub.index("def momentum")
    end = stub.index("raise NotImplementedError()", start)
    file.write_text(stub[:end] + "return w, state" + stub[end + 27 :], encoding="utf-8")
    assert VELOCITY in grade("check", "--all", "--only", "momentum").out
    file.write_text(stub, encoding="utf-8")
    assert VELOCITY in grade("show", "momentum").out
    assert "beta*v" not in grade("show", "nesterov").out


def test_a_hidden_formula_stays_hidden_whatever_is_handed_in(grade: Grade) -> None:
    """A wrong and a right function are judged without it; our solution is shown beside a right one."""
    Path("course.toml").write_text('[exercise.momentum]\nformula = "hidden"\n', encoding="utf-8")
    right = "import numpy as np\n" + right_answer(COURSE.exercise("momentum"))
    for text in (right.replace("beta*v", "beta*grad"), right):
        Path("momentum.py").write_text(text, encoding="utf-8")
        assert VELOCITY not in grade("check", "momentum.py", "--all", "--only", "momentum", "--hint").out
        assert VELOCITY not in grade("show", "momentum").out
    Path("02_momentum").mkdir()
    Path("momentum.py").rename("02_momentum/momentum.py")
    assert VELOCITY in grade("show", "momentum", "--solution").out
