"""What `grade demo` makes: right, marked in every function, arranged differently each time, and recognised."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random

from autograder.authoring.made_up import by_unit
from autograder.authoring.marked import marked
from autograder.expected.printed import right_answer
from autograder.model.course import Unit
from autograder.submissions.demo_mark import MARK, is_marked
from tests.cli.grade import Grade
from tests.cli.test_gradebook import all_of, write_class
from tests.registry import EXERCISES

RIGHT = by_unit(EXERCISES, {exercise.name: right_answer(exercise) for exercise in EXERCISES})


def test_marked_answers_are_right_and_recognised(grade: Grade) -> None:
    """All points for what two draws have made of the right answers, with a note that it is the demo's."""
    for seed in (1, 2):
        for unit, text in RIGHT.items():
            Path(f"d{seed}/{unit}").mkdir(parents=True)
            Path(f"d{seed}/{unit}/{Unit(unit).file}").write_text(marked(text, Random(seed)), encoding="utf-8")
        result = grade("check", f"d{seed}")
        assert (result.code, "Made by grade demo" in result.out) == (0, True), result.out[-2000:]


def test_every_function_carries_the_mark_and_no_two_draws_are_the_same() -> None:
    """Also without the comment at the top each function is known."""
    one, other = (marked(text, Random(seed)) for seed, text in enumerate([RIGHT["03_adaptive"]] * 2))
    assert one != other
    functions = [node for node in ast.parse(one).body if isinstance(node, ast.FunctionDef)]
    assert functions
    assert all(is_marked(ast.unparse(function)) for function in functions)
    assert marked("", Random(0)) == ""


def test_what_was_handed_in_is_exported_with_its_base(grade: Grade) -> None:
    """A folder for each student, what was handed out, and the commands; names are pseudonyms where asked."""
    write_class("ada", "bob")
    all_of(grade, "--anonymous")
    assert grade("export", "out", "--to", "jplag").code == 0
    folder = Path("out/export/jplag")
    assert (folder / "submissions/ada/02_momentum.py").read_text(encoding="utf-8").startswith("# an unmistakable")
    assert "NotImplementedError" in (folder / "base/02_momentum.py").read_text(encoding="utf-8")
    assert "java -jar jplag.jar" in (folder / "HOW.txt").read_text(encoding="utf-8")
    assert grade("export", "out", "--to", "compare50", "--anonymous").code == 0
    assert not [path for path in Path("out/export/compare50/submissions").iterdir() if path.name == "ada"]


def test_a_run_names_who_handed_in_the_demo_s_code(grade: Grade) -> None:
    """On the terminal and on the class page."""
    write_class("ada", "bob", "carl")
    Path("class/ada/momentum.py").write_text(f"# {MARK}\n{RIGHT['02_momentum']}", encoding="utf-8")
    assert "Holds code that grade demo made: ada" in all_of(grade)
    assert "Holds code that grade demo made: ada" in Path("out/index.html").read_text(encoding="utf-8")
