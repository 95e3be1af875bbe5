"""Exercises without a rule: a right function in NumPy, inputs and wrong functions, in `courses/line_search`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from autograder.catalogue.course import course_at, load_course
from autograder.catalogue.reference_file import reference_of
from autograder.errors import CourseError, UsageError
from autograder.expected.derivation import derive_key, derive_variants
from autograder.expected.faults import FaultDictionary, NoShelf
from autograder.expected.fingerprints import layout_of
from autograder.expected.precision import HangsError, measured
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import ExerciseKey, Status, Variants
from tests.cli.grade import Grade
from tests.in_process import answers_of, compiled

FOLDER = Path(__file__).parents[1] / "courses" / "line_search"
COURSE = load_course(FOLDER / "course.toml")
NAMES = ("line_search", "clip_gradient")

OTHERWISE = {
    "line_search": """
def line_search(loss, w, grad, *, lr, shrink, enough):
    rates = lr * shrink ** np.arange(61)
    falls = np.array([loss(w) - loss(w - rate * grad) for rate in rates])
    first = int(np.argmax(falls >= enough * rates * (grad @ grad)))
    return w - rates[first] * grad
""",
    "clip_gradient": """
def clip_gradient(grad, *, most):
    length = np.linalg.norm(grad)
    return grad / max(1.0, length / most)
""",
}


@pytest.fixture(scope="module")
def keys() -> dict[str, tuple[ExerciseKey, Variants]]:
    """The key and the variants of both exercises."""
    found = {}
    for name in NAMES:
        exercise = COURSE.exercise(name)
        key = derive_key(exercise, 3)
        found[name] = (key, derive_variants(exercise, key))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_right_answer_written_otherwise_passes(name: str, keys: dict[str, tuple[ExerciseKey, Variants]]) -> None:
    """Another arrangement of the right function gets full marks."""
    key, _ = keys[name]
    answers = answers_of(compiled(OTHERWISE[name], name), key)
    outcomes = judge(observe(key, answers, answers), 6, Texts())
    assert [outcome.status for outcome in outcomes] == [Status.PASSED] * len(key.checks)


@pytest.mark.parametrize("name", NAMES)
def test_its_mistakes_are_named(name: str, keys: dict[str, tuple[ExerciseKey, Variants]]) -> None:
    """Each wrong function is recognised by comparing what it gives, and no other one is named."""
    key, variants = keys[name]
    faults = FaultDictionary(variants, layout_of(key), NoShelf())
    for wrong in reference_of(COURSE.exercise(name)).wrong:
        answers = answers_of(compiled(wrong.source.text, name), key)
        found = diagnose(observe(key, answers, answers), lambda: faults, Texts())
        assert found is not None
        assert [part.id for part in found.parts] == [f"{name}/{wrong.label.id}"]
        assert found.parts[0].hint == wrong.label.hint


def test_what_is_told_holds_no_answer(keys: dict[str, tuple[ExerciseKey, Variants]]) -> None:
    """The functions that a call is given are sent without the right function and the wrong ones."""
    key, _ = keys["line_search"]
    assert sorted(key.gradients) == ["bowl_of_line_search", "valley_of_line_search"]
    assert not any("shrink" in source for source in key.gradients.values() if "def line_search(" in source)
    assert all(source.count("\ndef ") == 0 for source in key.gradients.values())


def test_the_course_proves_itself(grade: Grade) -> None:
    """`grade verify` holds for both, and `grade show` says what is right for the first input."""
    only = [word for name in NAMES for word in ("--only", name)]
    proved = grade("verify", *only, "--course", FOLDER / "course.toml")
    assert (proved.code, "FAILS" in proved.out) == (0, False)
    shown = grade("show", "clip_gradient", "--checks", "--course", FOLDER / "course.toml").out
    assert all(words in shown for words in ("result = [0.6, 0.8]", "by-element", "weight 2 of 3"))


# ---------------------------------------------------------------- how exact


def test_tolerances_follow_from_how_rounding_spreads() -> None:
    """What cancels is given more room than what does not, and never so much that a mistake fits in."""
    given = [{"x": np.array([0.1, 0.3])}]
    (plain,) = measured(lambda steps: [[3 * step["x"]] for step in steps], given)
    (cancelled,) = measured(lambda steps: [[(step["x"] + 1e6) - 1e6] for step in steps], given)
    assert plain.tolerances is not None
    assert cancelled.tolerances is not None
    assert 0 < plain.tolerances[0].max() < 1e-12 < cancelled.tolerances[0].max() < 1e-6


def test_what_hangs_on_rounding_is_refused() -> None:
    """A branch that a last digit decides, and a count that it changes, have no right answer."""
    tie = [{"x": np.array(0.5)}]
    with pytest.raises(HangsError):
        measured(lambda steps: [[np.where(step["x"] > 0.5, 1.0, step["x"])] for step in steps], tie)
    with pytest.raises(HangsError):
        measured(lambda steps: [[np.asarray(int(step["x"] >= 0.5))] for step in steps], tie)


# ---------------------------------------------------------------- what is wrong is said

RIGHT = (FOLDER / "refs" / "clip_gradient.py").read_text(encoding="utf-8")
SLIPS = {
    "a check that lacks a part": (
        ('"a gradient that is too long", 2, long', '"a gradient that is too long", long'),
        "CaseCheck(...) lacks cases",
    ),
    "cases of nothing": (("def cases(random)", "def cases()"), "write  def cases(random):"),
    "a mistake that lacks a part": (('"what is compared with most",', ""), "mistake(...) lacks hint"),
    "no such function": (("def clip_gradient(", "def clip("), "it defines no function clip_gradient"),
    "a slip of Python": (("length = np.sqrt", "length == np.sqrt"), "cannot be carried out"),
    "a syntax error": (("def cases(random):", "def cases(random)"), "cannot be loaded: SyntaxError"),
    "no inputs": (("def cases(", "def inputs("), "it has no inputs"),
    "an input too few": (('{"grad": [0, 0], "most": "1"}', '{"grad": [0, 0]}'), "has no most"),
    "an unknown input": (('{"grad": [0, 0], "most": "1"}', '{"grad": [0, 0], "mst": 1}'), "gives mst"),
    "a weight of 9": (('is too long", 2, long)', 'is too long", 9, long)'), "the weight 9"),
    "an id twice": (('CaseCheck("edges"', 'CaseCheck("long"'), 'two checks have the id "long"'),
    "an argument changed": (("length = np.sqrt(", "grad *= 2; length = np.sqrt("), "changes its argument grad"),
    "no float": (("else grad.copy()", "else [1.0]"), "return one array or number"),
    "a mistake with other arguments": (
        ("def by_element(grad, *, most)", "def by_element(g, *, most)"),
        "other arguments",
    ),
    "a mistake without a hint": (('"Clip [3, 4] with most = 1: does it still point the same way?"', '""'), "a hint"),
    "a loop outside": (("def cases(", "for i in []:\n    pass\n\n\ndef cases("), "and no For"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_its_author_is_said_before_it_grades(slip: str, tmp_path: Path) -> None:
    """It is a CourseError that names the file and what is wrong."""
    (before, after), words = SLIPS[slip]
    copied = shutil.copytree(FOLDER, tmp_path / "course")
    file = copied / "refs" / "clip_gradient.py"
    assert before in RIGHT
    file.write_text(RIGHT.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CourseError) as raised:
        derive_key(load_course(copied / "course.toml").exercise("clip_gradient"), 0)
    assert str(file) in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('reference = "refs/nothing.py"', "names a file that is not there"),
        ('reference = "/etc/passwd"', "must be a file in the folder of the course file"),
        ('reference = "refs/clip_gradient.py"\nrule = "refs/clip_gradient.py"', "an exercise has one of the two"),
        ('reference = "refs/clip_gradient.py"\nconvention = "ema"', "has one form"),
        ("reference = 3", "must be a file"),
    ],
)
def test_a_wrong_entry_of_the_course_file_is_said(lines: str, words: str, tmp_path: Path) -> None:
    """The error names the line."""
    copied = shutil.copytree(FOLDER, tmp_path / "course")
    file = copied / "course.toml"
    file.write_text(f'extends = "default"\n[exercise.clip_gradient]\nunit = "02_momentum"\n{lines}\n', encoding="utf-8")
    with pytest.raises(CourseError, match="line") as raised:
        load_course(file)
    assert words in str(raised.value)


# ---------------------------------------------------------------- what is handed out


@pytest.fixture
def only_clipping(tmp_path: Path) -> Path:
    """A course of one unit and a function of its own in it."""
    copied = shutil.copytree(FOLDER, tmp_path / "course")
    others = "".join(f"[unit.{unit}]\nuse = false\n" for unit in COURSE.units if unit != "02_momentum")
    entry = '[exercise.clip_gradient]\nreference = "refs/clip_gradient.py"\nunit = "02_momentum"\n'
    (copied / "course.toml").write_text(f'extends = "default"\n{entry}{others}', encoding="utf-8")
    return copied / "course.toml"


def test_students_get_no_right_function(grade: Grade, only_clipping: Path) -> None:
    """They get stub, right answers and the wrong functions, with which a check says the same as the instructor's."""
    assert grade("build", "-o", "there", "--course", only_clipping).code == 0
    told = {path: path.read_text(encoding="utf-8") for path in Path("there").rglob("*") if path.is_file()}
    assert not any("most / length" in text for text in told.values())
    assert Path("there/refs/clip_gradient.key.json") in told
    stub = Path("there/02_momentum/momentum.py")
    wrong = told[stub].replace(
        "    # YOUR CODE HERE\n    raise NotImplementedError()", "    return np.clip(grad, -most, most)"
    )
    stub.write_text(wrong, encoding="utf-8")
    said = grade("check", "there", "--only", "clip_gradient").out
    assert "each number is clipped by itself" in said


def test_what_is_out_of_date_is_said_and_written_anew_on_request(grade: Grade, only_clipping: Path) -> None:
    """Another convention after handing out makes files old; nothing is overwritten without being told to."""
    build = ("build", "-o", "there", "--course", only_clipping)
    assert "out of date" not in grade(*build).out
    assert grade(*build, "--check").code == 0
    before = Path("there/02_momentum/momentum.py").read_text(encoding="utf-8")
    only_clipping.write_text(f'preset = "keras"\n{only_clipping.read_text(encoding="utf-8")}', encoding="utf-8")
    said = grade(*build).out
    assert "out of date  there/02_momentum/momentum.py" in said
    assert "--overwrite" in said
    assert grade(*build, "--check").code == 1
    assert Path("there/02_momentum/momentum.py").read_text(encoding="utf-8") == before
    assert "written anew  there/course.toml" in grade(*build, "--overwrite").out
    assert Path("there/02_momentum/momentum.py").read_text(encoding="utf-8") != before
    assert grade(*build, "--check").code == 0


def test_a_course_folder_takes_its_functions_along(grade: Grade, only_clipping: Path) -> None:
    """`grade init --course` copies the course file and all that it names, so that the next command works."""
    assert grade("init", "there", "--course", only_clipping).code == 0
    assert Path("there/refs/clip_gradient.py").read_text(encoding="utf-8") == RIGHT
    assert grade("show", "clip_gradient", "--course", "there/course.toml").code == 0


STATEFUL = '''
import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, Each, mistake


def average(x, state, *, beta):
    """An average that goes on: return it, and the new state with "a" and the count "n"."""
    a = beta * state["a"] + (1 - beta) * x
    n = state["n"] + 1
    return a / (1 - beta**n), {"a": a, "n": n}


@mistake("uncorrected", "the average is not corrected", "the line with return", "What is it after one step?")
def uncorrected(x, state, *, beta):
    a = beta * state["a"] + (1 - beta) * x
    return a, {"a": a, "n": state["n"] + 1}


def cases(random):
    inputs = {"x": Each(([1, 2], [3, -1], [0, 5])), "state": {"a": [0, 0], "n": 0}, "beta": "0.9"}
    return (CaseCheck("run", "three steps", 1, (Case("from zero", inputs),)),)
'''


def test_a_state_goes_from_step_to_step(tmp_path: Path) -> None:
    """A function that returns a state is called in a chain; its counts are whole numbers, its mistakes are named."""
    (tmp_path / "average.py").write_text(STATEFUL, encoding="utf-8")
    entry = '[exercise.average]\nreference = "average.py"\nunit = "07_more"\n'
    (tmp_path / "course.toml").write_text(f'extends = "default"\n{entry}', encoding="utf-8")
    exercise = load_course(tmp_path / "course.toml").exercise("average")
    key = derive_key(exercise, 0)
    (probe,) = key.checks[0].probes
    assert (probe.call.is_chain, probe.call.steps, key.state, key.returns) == (True, 3, ("a", "n"), "(result, state)")
    first, _, counts = probe.expected
    assert np.asarray(first.values)[0] == pytest.approx([1, 2])
    assert (counts.tolerances, np.asarray(counts.values).tolist()) == (None, [1, 2, 3])
    assert list(derive_variants(exercise, key).named) == ["average/uncorrected"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has rights of another kind")
def test_a_function_that_others_may_write_is_not_run(tmp_path: Path) -> None:
    """A course that is found is obeyed only where its functions are ours too; nothing of them is run before."""
    copied = shutil.copytree(FOLDER, tmp_path / "course")
    file = copied / "refs" / "clip_gradient.py"
    file.write_text(f"open({str(tmp_path / 'mark')!r}, 'w')\n", encoding="utf-8")
    file.chmod(0o646)
    with pytest.raises(UsageError, match="everybody may write to"):
        course_at(None, copied)
    assert not (tmp_path / "mark").exists()
