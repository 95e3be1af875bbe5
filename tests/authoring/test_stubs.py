"""From masters to the files that students fill in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.authoring.checkout import find_checkout, handed_out_files, out_of_date
from autograder.authoring.handout import write_new
from autograder.authoring.stubs import fill_docstrings, packaged_master, stub_of_unit
from autograder.authoring.withheld import as_handed_out
from autograder.catalogue.course import load_course
from autograder.errors import UsageError
from autograder.expected.lookup import key_for
from autograder.model import Exercise
from autograder.model.course import FormulaShown, Unit
from tests.registry import COURSE, EXERCISES, name_of

KEYS = key_for(EXERCISES).exercises
UNITS = COURSE.units


def stub(unit: str) -> str:
    """The stub of a unit as it is handed out."""
    return stub_of_unit(unit, {e.name: as_handed_out(e, KEYS[e.name]) for e in COURSE.of_unit(unit)})


def functions(text: str) -> dict[str, ast.FunctionDef]:
    """The functions at the top of a module."""
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def test_everything_derived_is_up_to_date() -> None:
    """Assignments and masters without solutions are what a build would make now (of keys, `test_key.py` proves it)."""
    checkout = find_checkout()
    assert checkout is not None
    assert out_of_date(handed_out_files(load_course(), checkout, KEYS)) == []


@pytest.mark.parametrize("unit", UNITS)
def test_packaged_masters_give_the_assignments(unit: str) -> None:
    """An installed package unpacks exactly the files that the checkout holds in `assignments/`."""
    checkout = find_checkout()
    assert checkout is not None
    assert stub(unit) == (checkout.assignments / unit / Unit(unit).file).read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_stub_says_all_that_a_student_needs(exercise: Exercise) -> None:
    """Signature as the rule says; task, formula, every argument, result and source in the docstring; body unwritten."""
    function = functions(stub(exercise.unit))[exercise.name]
    key = KEYS[exercise.name]
    assert f"{exercise.name}({ast.unparse(function.args)})" == key.signature
    docstring = ast.get_docstring(function) or ""
    is_there = " ".join(key.formula.splitlines()[-1].split()) in " ".join(docstring.split())
    assert is_there == (exercise.formula is FormulaShown.SHOWN)
    formula = () if exercise.is_reference else ("Formula:",)
    for word in (*formula, "Arguments:", "Returns:", "Source:"):
        assert word in docstring
    for argument in (*function.args.args, *function.args.kwonlyargs):
        assert f"\n    {argument.arg} " in docstring
    assert ast.unparse(function.body[-1]) == "raise NotImplementedError()"


@pytest.mark.parametrize("unit", UNITS)
def test_no_solution_is_handed_out(unit: str) -> None:
    """Neither a stub nor a packaged master holds a solution region, and no placeholder is left in a stub."""
    for text in (stub(unit), packaged_master(unit) or ""):
        assert "SOLUTION" not in text
    assert "{{" not in stub(unit)


@pytest.mark.parametrize("unit", COURSE.graded.units)
def test_each_unit_has_a_cell_to_try(unit: str) -> None:
    """Every unit ends in an ungraded cell that runs only where the student runs the file, and draws something."""
    last = stub(unit).split("\n# %%")[-1]
    assert 'if __name__ == "__main__":' in last
    assert "matplotlib" in last or "write_curves" in last


def test_the_first_cell_shows_why_in_place_work_is_dangerous() -> None:
    """The first code cell of unit 01 is five lines that change the caller's array."""
    first = next(cell for cell in stub("01_gradient_descent").split("# %%")[1:] if not cell.startswith(" [markdown]"))
    lines = first.strip().splitlines()
    assert len(lines) == 5
    namespace: dict[str, object] = {"print": lambda *_: None}
    exec(first, namespace)
    assert list(namespace["caller"]) == [3.2, 1.6]  # type: ignore[call-overload]


def test_an_exercise_that_is_not_used_leaves_its_cell_out() -> None:
    """A course without an exercise has stubs without it, and nothing else is missing."""
    keys = {e.name: KEYS[e.name] for e in COURSE.of_unit("02_momentum") if e.name != "momentum"}
    assert set(functions(stub_of_unit("02_momentum", keys))) == set(keys)


def test_an_instructors_own_exercise_gets_a_cell() -> None:
    """An exercise that the built-in master does not know is added to its unit as a stub of its own."""
    keys = {name: KEYS[name] for name in ("gradient_descent", "momentum")}
    assert set(functions(stub_of_unit("02_momentum", keys))) == set(keys)
    assert set(functions(stub_of_unit("09_new", keys))) == set(keys)


def test_an_unknown_placeholder_is_refused() -> None:
    """A master that mentions an exercise which the course lacks is an error that names it."""
    with pytest.raises(UsageError, match="nonsense"):
        fill_docstrings('"""{{nonsense}}"""', {})


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    """Unpacking never overwrites: a student's work stays as it is."""
    mine, new = tmp_path / "mine.py", tmp_path / "unit" / "new.py"
    mine.write_text("my work\n", encoding="utf-8")
    assert write_new({mine: "stub\n", new: "stub\n"}) == [new]
    assert mine.read_text(encoding="utf-8") == "my work\n"
