"""The flow from a submission to a report, with real children."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest

from autograder.authoring.made_up import by_unit, submission
from autograder.catalogue.course import load_course
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Report, Status
from autograder.model.run import Sandbox
from autograder.model.submission import SourceFile, Submission
from autograder.reports import FORMATS, document, findings, github, html, screen, text
from autograder.reports.csv import grades
from autograder.sandbox import open_sandbox
from tests.partly_right import partly_right_answer
from tests.registry import ALL_POINTS, CORE_UNITS, GRADED
from tests.registry import COURSE as WHOLE

COURSE = WHOLE.graded
GRADER = Grader(COURSE, key_for(GRADED), Texts())
RIGHT = {exercise.name: right_answer(exercise) for exercise in GRADED}
SIGNATURE = {name: source.splitlines()[0] for name, source in RIGHT.items()}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests of this file, as for a class."""
    with open_sandbox("none") as opened:
        yield opened


@pytest.fixture(scope="module")
def partly_right(sandbox: Sandbox) -> Report:
    """The report on a submission in which every exercise is partly right."""
    report = graded(sandbox, {exercise.name: partly_right_answer(exercise) for exercise in GRADED})
    assert all(0 < exercise.score < exercise.max_score for exercise in report.exercises)
    return report


def graded(sandbox: Sandbox, functions: Mapping[str, str]) -> Report:
    """The report on a submission with some functions as given and all others right."""
    return GRADER.grade(submission("ada", by_unit(GRADED, {**RIGHT, **functions})), sandbox)


def with_body(name: str, body: str) -> dict[str, str]:
    """A function with another body."""
    return {name: f"{SIGNATURE[name]}\n    {body}\n"}


def status(report: Report, name: str) -> Status:
    """The status of one exercise."""
    return next(exercise.status for exercise in report.exercises if exercise.name == name)


def test_right_answers_get_full_marks(sandbox: Sandbox) -> None:
    """A submission of right answers passes every exercise with its max_score, and the sums agree."""
    report = graded(sandbox, {})
    assert {exercise.status for exercise in report.exercises} == {Status.PASSED}
    assert all(exercise.score == exercise.max_score for exercise in report.exercises)
    assert report.score == report.max_score == sum(exercise.points for exercise in GRADED)
    assert [unit.name for unit in report.units] == [unit for unit in CORE_UNITS if unit in COURSE.units]
    assert report.isolation == "none"
    assert report.notes == ()


@pytest.mark.parametrize(
    ("body", "expected", "words"),
    [
        ("raise NotImplementedError()", Status.MISSING, "is not written yet"),
        ("return 1 / 0", Status.ERROR, "ZeroDivisionError: division by zero (line"),
        ("return {1, 2}", Status.ERROR, "A value of type set was returned: see the docstring"),
        ("return None", Status.FAILED, "momentum returned None"),
        ("raise SystemExit", Status.ERROR, "ends the program"),
        ("import os; os._exit(3)", Status.CRASHED, "exit code 3"),
        ("while True: pass", Status.TIMEOUT, "a loop that does not end"),
        ("return w, {}", Status.FAILED, 'should hold "v", but holds nothing'),
        ("return momentum(w, grad, state, lr=lr, beta=beta)", Status.ERROR, "RecursionError"),
        ("return [0.0] * 10**12", Status.ERROR, "MemoryError"),
    ],
)
def test_what_goes_wrong_costs_one_exercise(sandbox: Sandbox, body: str, expected: Status, words: str) -> None:
    """Whatever one function does, its exercise says so in a sentence and all others keep full marks."""
    report = graded(sandbox, with_body("momentum", body))
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    assert exercise.status is expected
    assert any(words in check.message for check in exercise.checks), [check.message for check in exercise.checks]
    assert exercise.score == 0
    assert report.score == report.max_score - exercise.max_score


def test_partial_credit(sandbox: Sandbox) -> None:
    """A velocity that is forgotten is right for one step from zero state, and earns the weight of that check."""
    report = graded(sandbox, with_body("momentum", 'return w - lr * grad, {"v": grad}'))
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    assert [check.status for check in exercise.checks[:2]] == [Status.PASSED, Status.FAILED]
    assert sum(check.score for check in exercise.checks) == exercise.checks[0].max_score == 2
    assert exercise.score == 1.0
    assert exercise.tally == "The checks that passed weigh 2 of 14: 1 of 6 points, rounded to half a point."


@pytest.mark.parametrize(
    "render",
    [
        *(partial(document, form=form) for form in FORMATS),
        github.summary,
        html.student_page,
        lambda report: html.class_page([report], {report.student: "ada.html"}),
        lambda report: screen.render(report, view=screen.CheckView(show_all=True), width=80, color=False),
        lambda report: text.render_class([report], width=80, color=False),
        lambda report: "\n".join(map(findings.comment, report.exercises)),
    ],
)
def test_points_are_halves_in_every_format(partly_right: Report, render: Callable[[Report], str]) -> None:
    """No report, page, table or comment on partly right answers has a score that is not a multiple of one half."""
    shown = render(partly_right)
    pairs = re.findall(r"([\d.]+) of (\d[\d.]*\d|\d)", shown)
    scores = re.findall(r'"(?:max_)?score": ([\d.]+)', shown)
    assert pairs or scores or "testsuites" in shown
    assert all((2 * float(number)).is_integer() for number in [*scores, *itertools.chain(*pairs)])


def test_csv_has_halves(partly_right: Report) -> None:
    """The table of grades has a multiple of one half in every cell that is a number."""
    _, row = csv.reader(grades([partly_right], [exercise.name for exercise in GRADED]).splitlines())
    assert len(row) == len(GRADED) + 5
    assert all((2 * float(number)).is_integer() for number in (*row[1:3], *row[5:]))


def test_a_renamed_function_is_missing(sandbox: Sandbox) -> None:
    """A function under another name is missing, and the sentence asks for the name."""
    report = graded(sandbox, {"momentum": RIGHT["momentum"].replace("def momentum", "def Momentum")})
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    assert exercise.status is Status.MISSING
    assert "There is no function momentum" in exercise.checks[0].message


def test_a_wrong_signature_is_named(sandbox: Sandbox) -> None:
    """A parameter of another name is an error that says which, with the call that was made."""
    report = graded(sandbox, {"momentum": RIGHT["momentum"].replace("lr, beta", "learning_rate, beta")})
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    assert exercise.status is Status.ERROR
    assert "unexpected keyword argument 'lr'" in exercise.checks[0].message
    assert "momentum(w=4, grad=8" in exercise.checks[0].message


def test_extra_parameters_with_defaults_are_accepted(sandbox: Sandbox) -> None:
    """A function may have more parameters, if they have defaults."""
    source = RIGHT["momentum"].replace("lr, beta", "lr, beta, verbose=False")
    assert status(graded(sandbox, {"momentum": source}), "momentum") is Status.PASSED


def test_a_syntax_error_costs_its_cell(sandbox: Sandbox) -> None:
    """A syntax error is told with its line and costs the functions of its own cell only."""
    report = graded(sandbox, {"momentum": "def momentum(:\n"})
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    assert exercise.status is Status.ERROR
    assert "SyntaxError" in exercise.checks[0].message
    assert "It happened in" not in exercise.checks[0].message
    assert report.score == report.max_score - exercise.max_score


def test_state_between_calls_is_found(sandbox: Sandbox) -> None:
    """A function that counts its calls gives another answer in another order, which costs half."""
    source = "calls = []\n" + RIGHT["gradient_descent"].replace(
        "return w", "calls.append(1)\n    return w + (0 if len(calls) < 12 else 1e-3)"
    )
    exercise = graded(sandbox, {"gradient_descent": source}).exercises[0]
    assert exercise.status is Status.FAILED
    repeat = next(check for check in exercise.checks if check.id.endswith("/repeat"))
    assert repeat.status is Status.FAILED
    assert "another answer" in repeat.message


def test_randomness_is_found(sandbox: Sandbox) -> None:
    """A function that adds noise does not give the same answer twice."""
    source = RIGHT["gradient_descent"].replace("return w", "return w + 1e-3 * np.random.rand()")
    exercise = graded(sandbox, {"gradient_descent": source}).exercises[0]
    assert next(check for check in exercise.checks if check.id.endswith("/repeat")).status is Status.FAILED


def test_in_place_work_costs_a_quarter(sandbox: Sandbox) -> None:
    """A function that changes its argument keeps three quarters of its points, and is told which argument."""
    exercise = graded(sandbox, with_body("gradient_descent", "w -= lr * grad\n    return w")).exercises[0]
    assert exercise.score == 0.75 * exercise.max_score
    failed = [check for check in exercise.checks if check.status is Status.FAILED]
    assert [check.id for check in failed] == ["gradient_descent/arguments"]
    assert "changed its argument w" in failed[0].message


def test_a_mutated_state_is_found(sandbox: Sandbox) -> None:
    """Writing into the old state counts as changing an argument."""
    body = 'state["v"] = beta * state["v"] + grad\n    return w - lr * state["v"], state'
    report = graded(sandbox, with_body("momentum", body))
    exercise = next(exercise for exercise in report.exercises if exercise.name == "momentum")
    failed = [check for check in exercise.checks if check.status is Status.FAILED]
    assert [check.id for check in failed] == ["momentum/arguments"]
    assert "its argument state" in failed[0].message


def test_a_missing_file_is_said(sandbox: Sandbox) -> None:
    """Exercises of a unit that was not handed in are missing, with the name of the file."""
    texts = by_unit(GRADED, RIGHT)
    report = GRADER.grade(submission("ada", {COURSE.units[0]: texts[COURSE.units[0]]}), sandbox)
    assert status(report, "momentum") is Status.MISSING
    messages = {
        check.message for e in report.exercises if e.name == "momentum" for check in e.checks if check.max_score
    }
    assert messages == {"momentum.py was not handed in."}


def test_a_problem_with_the_submission_is_told_in_every_check(sandbox: Sandbox) -> None:
    """Where nothing can be graded, every exercise is an error with the sentence why, and the report notes it."""
    report = GRADER.grade(Submission("ada", {}, (), "ada.zip cannot be read: pack it again"), sandbox)
    assert {exercise.status for exercise in report.exercises} == {Status.ERROR}
    assert report.score == 0
    assert report.notes == ("ada.zip cannot be read: pack it again",)


def test_an_unreadable_file_costs_its_unit(sandbox: Sandbox) -> None:
    """A file that cannot be read is an error of its unit; the other units are graded."""
    whole = submission("ada", by_unit(GRADED, RIGHT))
    files = {**whole.files, COURSE.units[1]: SourceFile("momentum.py", None, "momentum.py is not UTF-8", ())}
    report = GRADER.grade(Submission("ada", files, (), ""), sandbox)
    assert [unit.score == unit.max_score for unit in report.units] == [
        unit != COURSE.units[1] for unit in CORE_UNITS if unit in COURSE.units
    ]
    assert status(report, "momentum") is Status.ERROR


def test_printed_output_is_kept_and_cut(sandbox: Sandbox) -> None:
    """What the code prints is in the report up to the limit, and printing a great deal changes no grade."""
    texts = by_unit(GRADED, RIGHT)
    texts[COURSE.units[0]] += "\n# %%\nfor i in range(100000):\n    print('line', i)\n"
    report = GRADER.grade(submission("ada", texts), sandbox)
    assert report.score == report.max_score
    assert report.output.startswith("line 0\nline 1\n")
    assert len(report.output) <= COURSE.limits.output_kib << 10
    assert "The printed output was cut." in report.notes


def test_imports_that_are_not_there_do_no_harm(sandbox: Sandbox) -> None:
    """Plotting libraries and the package itself may be imported; only using what is not there is an error."""
    texts = by_unit(GRADED, RIGHT)
    unit = COURSE.units[1]
    texts[unit] = (
        "import matplotlib.pyplot as plt\nfrom grade_descent import check\nimport torch\n"
        f"{texts[unit]}\ncheck(momentum)\n"
    )
    assert GRADER.grade(submission("ada", texts), sandbox).score == ALL_POINTS
    report = graded(sandbox, with_body("momentum", "import scipy.linalg; return scipy.linalg.norm(w), state"))
    messages = [check.message for e in report.exercises if e.name == "momentum" for check in e.checks]
    assert "scipy.linalg is not available while grading" in messages[0]


def test_only_some_units_are_asked_for(sandbox: Sandbox) -> None:
    """Grading one unit counts only its points."""
    whole = submission("ada", by_unit(GRADED, RIGHT))
    report = GRADER.grade(whole, sandbox, units=[COURSE.units[1]])
    assert [unit.name for unit in report.units] == [COURSE.units[1]]
    assert report.score == report.max_score == sum(e.points for e in COURSE.of_unit(COURSE.units[1]))


def test_each_convention_is_graded_by_its_own_values(sandbox: Sandbox) -> None:
    """Under another convention of the course the default's answer fails, and the convention's own passes."""
    import dataclasses

    exercises = tuple(
        dataclasses.replace(e, convention="ema") if e.name == "momentum" else e for e in load_course().exercises
    )
    grader = Grader(dataclasses.replace(COURSE, exercises=exercises), key_for(exercises), Texts())
    default = grader.grade(submission("ada", by_unit(GRADED, RIGHT)), sandbox)
    assert status(default, "momentum") is Status.FAILED
    own = {e.name: right_answer(e) for e in exercises}
    assert grader.grade(submission("ada", by_unit(exercises, own)), sandbox).score == ALL_POINTS


def test_a_hang_in_one_case_costs_only_what_it_shows(sandbox: Sandbox) -> None:
    """A function that is right but for one shape, on which it hangs, is not accused of answering differently."""
    source = (
        "def momentum(w, grad, state, *, lr, beta):\n    while np.ndim(w) == 2:\n        pass\n"
        '    v = beta * state["v"] + grad\n    return w - lr * v, {"v": v}\n'
    )
    result = next(e for e in graded(sandbox, {"momentum": source}).exercises if e.name == "momentum")
    assert not any(o.status is Status.FAILED for o in result.checks if o.id.endswith("repeat"))
    assert result.score > 0


def test_what_breaks_the_grader_costs_one_exercise(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exercise whose answers our own code cannot deal with is withheld, loudly, and the others keep their grades."""

    def broken(*_: object) -> None:
        raise ValueError("an answer of a new kind")

    monkeypatch.setattr("autograder.grading.diagnosis.diagnose.diagnose", broken)
    report = graded(sandbox, with_body("momentum", "return w, state"))
    withheld = [exercise.name for exercise in report.exercises if exercise.status is Status.BROKEN]
    assert withheld == ["momentum"]
    assert "an answer of a new kind" in str(next(e for e in report.exercises if e.name == "momentum").checks)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "There is no function momentum"),
        ("class Work:\n    def momentum(w):\n        return w\n", "There is momentum in line 2, but not any more"),
        (
            "if __name__ == '__main__':\n    def momentum(w):\n        return w\n",
            "outside of any class, function or `if`",
        ),
        ("def momentum(w):\n    return w\ndel momentum\n", "do not delete it"),
        ("def momentum(:\n    pass\n", "SyntaxError"),
        ("1 / 0\n@nowhere\ndef momentum(w):\n    return w\n", "NameError: name 'nowhere' is not defined"),
    ],
    ids=["empty", "class", "main", "deleted", "syntax", "decorator"],
)
def test_only_true_reasons_are_told(sandbox: Sandbox, source: str, reason: str) -> None:
    """A function that is not there has the reason for that, and nothing is said of time or of calls that hung."""
    report = GRADER.grade(submission("s", {"02_momentum": source}), sandbox, units=["02_momentum"])
    (result,) = (exercise for exercise in report.exercises if exercise.name == "momentum")
    said = [check.message for check in result.checks]
    assert reason in said[0]
    assert not any("did not come back" in message or "used up" in message for message in said)
    assert ("momentum.py holds no code." in report.notes) == (not source)


def test_a_state_that_is_changed_in_place_is_called_a_dict(sandbox: Sandbox) -> None:
    """The sentence about a changed dict speaks of dicts."""
    source = "def momentum(w, grad, state, *, lr, beta):\n    state['v'] = beta * state['v'] + grad\n"
    report = GRADER.grade(
        submission("s", {"02_momentum": f"{source}    return w - lr * state['v'], {{**state}}\n"}),
        sandbox,
        units=["02_momentum"],
    )
    said = " ".join(check.message for exercise in report.exercises for check in exercise.checks)
    assert "momentum changed its argument state, a dict: return a new one instead" in said
