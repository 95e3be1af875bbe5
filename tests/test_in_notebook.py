"""`check(f)` in a notebook or console."""

from __future__ import annotations

import contextlib
import inspect
import linecache
import logging
import random
import re
import signal
import subprocess
import sys
import threading
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder import check
from autograder.authoring.made_up import submission, unit_text
from autograder.errors import UsageError
from autograder.expected.lookup import key_for
from autograder.expected.printed import mistakes, right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.in_notebook import report_on
from autograder.model import Exercise, ExerciseResult, Report, Status
from autograder.reports import notebook
from autograder.sandbox import open_sandbox
from autograder.sandbox.in_place import InPlaceSandbox
from tests.browser import axe_finds, with_axe
from tests.registry import COURSE, EXERCISES, name_of

Namespace = dict[str, Any]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def defined(source: str, name: str = "momentum") -> Callable[..., Any]:
    """A function as a cell defines it."""
    namespace: Namespace = {"np": np, "__name__": "__main__"}
    exec(compile(source, "<cell>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function


RIGHT = {exercise.name: right_answer(exercise) for exercise in EXERCISES}
MOMENTUM = COURSE.exercise("momentum")


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_right_function_gets_its_points_as_a_plain_number(
    exercise: Exercise, capsys: pytest.CaptureFixture[str]
) -> None:
    """The value is a builtin float, all the points; the console shows plain text, and stderr stays empty."""
    score = check(defined(RIGHT[exercise.name], exercise.name))
    assert type(score) is float
    assert score == exercise.points
    shown = capsys.readouterr()
    assert f"{exercise.name}: passed" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_the_kernel_and_the_grader_agree(exercise: Exercise) -> None:
    """A wrong function gets the same statuses, points and sentences here as in a process of its own."""
    name, source = next(iter(mistakes(exercise).items()), ("right", RIGHT[exercise.name]))
    here = report_on(defined(source, exercise.name)).exercises[0]
    grader = Grader(COURSE, key_for([exercise]), Texts())
    with open_sandbox("none") as sandbox:
        there = grader.grade(submission("s", {exercise.unit: unit_text([source])}), sandbox, units=[exercise.unit])
    (other,) = (result for result in there.exercises if result.name == exercise.name)
    assert without_lines(here) == without_lines(other), name


def without_lines(result: ExerciseResult) -> str:
    """All that was found, but for line numbers: a cell's lines are not those of a file."""
    return re.sub(r" \(line \d+\)", "", repr((result.checks, result.score, result.diagnosis)))


def test_functions_of_other_cells_are_seen() -> None:
    """A function may call one that another cell has defined."""
    source = "def step(w, v, lr):\n    return w - lr * v\n" + RIGHT["momentum"].replace("w - lr*v", "step(w, v, lr)")
    assert "step(w, v, lr)" in source
    assert check(defined(source)) == MOMENTUM.points


def test_minimum_raises_with_the_feedback() -> None:
    """Fewer points than asked for is an AssertionError that says what was found; enough is the score."""
    wrong = defined(next(iter(mistakes(MOMENTUM).values())))
    with pytest.raises(AssertionError, match=r"(?s)momentum: failed.*came out wrong.*expected.*yours"):
        check(wrong, minimum=MOMENTUM.points)
    assert check(defined(RIGHT["momentum"]), minimum=MOMENTUM.points) == MOMENTUM.points


NOISE = """
import logging, sys, warnings
def momentum(w, grad, state, *, lr, beta):
    print("to stdout")
    print("to stderr", file=sys.stderr)
    warnings.warn("a warning", DeprecationWarning, stacklevel=1)
    logging.getLogger("student").error("logged")
    v = beta * state["v"] + grad
    return w - lr * v, {"v": v}
"""


def test_what_the_function_prints_is_kept_out_of_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints, complaints, warnings and logs do not reach stderr, where nbgrader would take them for a failure."""
    warnings.simplefilter("always")
    stream = logging.StreamHandler()  # writes to stderr as it is now
    logging.getLogger("student").addHandler(stream)
    try:
        assert check(defined(NOISE)) == MOMENTUM.points
    finally:
        logging.getLogger("student").removeHandler(stream)
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "to stderr" in shown.out


def test_random_numbers_and_logging_are_as_before() -> None:
    """What the check needs for itself is put back: random states, and the level below which nothing is logged."""
    random.seed(1)
    np.random.seed(1)
    expected = random.random(), np.random.random()
    random.seed(1)
    np.random.seed(1)
    check(defined(RIGHT["momentum"]))
    assert (random.random(), np.random.random()) == expected
    assert logging.root.manager.disable == 0


def test_an_endless_loop_ends_and_costs_its_function(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop is stopped after the time for one call, and the report says so."""
    Path("course.toml").write_text('extends = "default"\n[limits]\ncall_seconds = 0.05\n', encoding="utf-8")
    report = report_on(defined("def momentum(w, grad, state, *, lr, beta):\n    while True:\n        w = w + 1\n"))
    assert report.exercises[0].status is Status.TIMEOUT
    assert report.score == 0
    assert "no answer within 0.05 s" in notebook.text(report)


def test_it_can_be_interrupted() -> None:
    """The interrupt of the person at the keyboard ends the check; it is not taken for an error of the function."""
    with pytest.raises(KeyboardInterrupt):
        check(defined("def momentum(w, grad, state, *, lr, beta):\n    raise KeyboardInterrupt\n"))


def test_the_interrupt_of_a_kernel_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal while a function runs ends the check long before the function's time is over."""
    Path("course.toml").write_text('extends = "default"\n[limits]\ncall_seconds = 60\n', encoding="utf-8")
    endless = defined("def momentum(w, grad, state, *, lr, beta):\n    print('here')\n    while True: pass\n")
    threading.Timer(0.5, signal.raise_signal, [signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt) as stopped:
        check(endless)
    assert shown_by_ipython(stopped.value) == ["stopped: nothing was found yet"]


def shown_by_ipython(error: BaseException) -> list[str]:
    """The lines that IPython shows of an exception that says itself how it wants to be shown."""
    lines: list[str] = error._render_traceback_()  # type: ignore[attr-defined]
    return lines


class _Class:
    pass


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([lambda w: w], "a lambda has no name"),
        ([np.sqrt], "that you wrote yourself"),
        ([np], "is a module"),
        ([3], "not what it returns"),
        ([(np.zeros(2), {"v": np.zeros(2)})], "not what it returns"),
        ([None], "not what it returns"),
        (["adam"], "without quotation marks:  check(adam)"),
        (["?"], "without quotation marks:  check(momentum)"),
        ([_Class], "_Class is a class"),
        ([_Class()], "not what it returns"),
        ([], "check takes the function that you wrote"),
        ([defined(RIGHT["adam"], "adam"), defined(RIGHT["momentum"])], "one function at a time"),
        ([defined(RIGHT["momentum"].replace("momentum", "momentun"), "momentun")], "did you mean momentum?"),
    ],
)
def test_what_is_no_exercise_is_refused_in_a_line(given: list[Any], said: str) -> None:
    """Something that is no function of the course raises, so that a test cell can never pass by it: one line."""
    with pytest.raises(UsageError) as refused:
        check(*given)
    (line,) = shown_by_ipython(refused.value)
    assert said in line
    assert "\n" not in line


@pytest.mark.parametrize("minimum", [7, "3", float("nan"), [1]], ids=repr)
def test_a_minimum_that_nobody_reaches_is_refused(minimum: Any) -> None:
    """More points than there are, or no number at all, is a mistake of whoever wrote the test."""
    with pytest.raises(UsageError, match="momentum has 6 points"):
        check(defined(RIGHT["momentum"]), minimum=minimum)


def test_in_a_kernel_the_exception_is_text_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """IPython shows what is raised without the lines of ours that led to it."""
    from IPython.core.interactiveshell import InteractiveShell

    shell, seen = InteractiveShell(), list[list[str]]()
    monkeypatch.setattr(shell, "_showtraceback", lambda kind, error, lines: seen.append(lines))
    shell.run_cell("from grade_descent import check\ncheck('adam')")
    assert [len(lines) for lines in seen] == [1]


def test_our_own_failure_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no result comes, the cell fails: it never ends without an exception or a number."""

    def broken(*_: object) -> None:
        raise RuntimeError("no result")

    monkeypatch.setattr(InPlaceSandbox, "run", broken)
    with pytest.raises(RuntimeError):
        check(defined(RIGHT["momentum"]))


def test_the_course_beside_the_notebook_counts() -> None:
    """Points and conventions come from the nearest course file."""
    Path("course.toml").write_text('extends = "default"\n[conventions]\nmomentum = "ema"\n', encoding="utf-8")
    assert check(defined(RIGHT["momentum"])) < MOMENTUM.points
    ema = "def momentum(w, grad, state, *, lr, beta):\n    v = beta * state['v'] + (1 - beta) * grad\n"
    assert check(defined(f"{ema}    return w - lr * v, {{'v': v}}\n")) == MOMENTUM.points


def own_line(source: str, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report on a function whose cell was kept, as Jupyter does."""
    lines = source.splitlines(keepends=True)
    monkeypatch.setitem(linecache.cache, "<cell>", (len(source), None, lines, "<cell>"))
    return report_on(defined(source))


UPHILL = RIGHT["momentum"].replace("w - lr*v", "w + lr*v").replace("    return", "    print('v is', v)\n    return")
TYPO = RIGHT["momentum"].replace("w - lr*v", "w - lr*velocty")


def test_the_card_has_all_that_its_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """Picture, question, printed, own line, and where to look: folded, or unfolded for who asks."""
    page = notebook.html(own_line(UPHILL, monkeypatch))
    for part in ("<svg", "v is 8.0", "<summary>Where to look</summary>", "is the loss", "yours"):
        assert part in page
    assert "<details open>" not in page
    assert "<details open><summary>Where to look" in notebook.html(own_line(UPHILL, monkeypatch), hint=True)
    assert "Where to look: the sign" in notebook.text(own_line(UPHILL, monkeypatch), hint=True)
    assert "Where to look" not in notebook.text(own_line(UPHILL, monkeypatch))
    assert "velocty" in notebook.html(own_line(TYPO, monkeypatch)).split("<pre")[1]


THEMES = {
    "JupyterLab light": '<body data-jp-theme-light="true" style="background: #fff; color: #111">',
    "JupyterLab dark": '<body data-jp-theme-light="false" style="background: #111; color: #eee">',
    "VS Code dark": '<body class="vscode-dark" style="background: #1e1e1e; color: #ccc">',
    "VS Code high contrast": '<body class="vscode-high-contrast" style="background: #000; color: #fff">',
    "a theme nobody knows": '<body style="background: #282c34; color: #abb2bf">',
}
"""Notebooks around a cell, as they say of themselves which theme they are in."""


@with_axe
@pytest.mark.parametrize("theme", THEMES)
def test_the_card_can_be_read_in_every_theme(theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all unfolded, axe finds nothing against a wrong, a right and a broken function's card."""
    reports = [own_line(source, monkeypatch) for source in (UPHILL, RIGHT["momentum"], TYPO)]
    cards = "".join(notebook.html(report, hint=True) for report in reports)
    body = f"{THEMES[theme]}<main><h1>Notebook</h1>{cards}</main></body>"
    page = f'<!DOCTYPE html><html lang="en"><head><title>Notebook</title></head>{body}</html>'
    unfold = "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
    passed, violations = axe_finds(page, tmp_path, "light", unfold)
    assert not violations
    assert passed > 10


@with_axe
def test_the_card_can_be_read_under_the_rules_of_jupyterlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under JupyterLab's own style sheets, in its dark theme, every word of a card has contrast enough."""
    card = new_output("display_data", data={"text/html": notebook.html(own_line(UPHILL, monkeypatch))})
    cell = new_code_cell("check(momentum)", outputs=[card])
    page, _ = HTMLExporter(template_name="lab", theme="dark").from_notebook_node(new_notebook(cells=[cell]))
    page = re.sub(r"(?s)<script.*?</script>", "", page)
    unfold = "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
    _, violations = axe_finds(page, tmp_path, "light", unfold)
    ours = [found for found in violations if found[0] == "color-contrast" and "highlight" not in found[1]]
    assert not ours


# ---------------------------------------------------------------- recipes of the README

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
RECIPES = {
    recipe.partition("\n")[0]: recipe
    for recipe in re.findall(r"```python\n(# (?:tests/|test_).*?)```", README, re.DOTALL)
}
OTHERS = {
    "otter.test_files": {"test_case": lambda points: lambda test: test},
    "gradescope_utils.autograder_utils.decorators": {"partial_credit": lambda points: lambda test: test},
}
"""What other graders bring, as far as a recipe meets it: the tests run without them."""


@pytest.mark.parametrize("is_right", [True, False], ids=["right", "wrong"])
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_does_what_the_readme_says(recipe: str, is_right: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test of pytest, otter-grader or gradescope-utils a right function passes, and a wrong one is told."""
    function = defined(RIGHT["momentum"] if is_right else UPHILL)
    for name, brought in {**OTHERS, "momentum": {"momentum": function}}.items():
        for depth in range(1, name.count(".") + 2):
            part = ".".join(name.split(".")[:depth])
            monkeypatch.setitem(sys.modules, part, types.ModuleType(part))
        vars(sys.modules[name]).update(brought)
    names: Namespace = {"__name__": "recipe"}
    exec(compile(RECIPES[recipe], recipe, "exec"), names)
    given = inspect.signature(names["test_momentum"]).parameters if "test_momentum" in names else {}
    scores: list[float] = []
    with contextlib.nullcontext() if is_right else pytest.raises(AssertionError, match="goes up the gradient"):
        if "TestMomentum" in names:
            names["TestMomentum"]().test_momentum(set_score=scores.append)
            assert scores == [MOMENTUM.points], "goes up the gradient"
        else:
            names["test_momentum"](*([function] if given else []))


def failing() -> Report:
    """A report on a function that prints what could do harm."""
    hostile = "def momentum(w, grad, state, *, lr, beta):\n    print('<script>\\x1b[2J')\n    raise ValueError('<b>')\n"
    return report_on(defined(hostile))


def test_feedback_is_escaped() -> None:
    """Whatever a function prints or raises stays text in the page."""
    page = notebook.html(failing())
    assert "&lt;script&gt;\\x1b[2J" in page
    assert "ValueError: &lt;b&gt;" in page
    assert "<script>" not in page
    assert "\x1b" not in page + notebook.text(failing())


def test_feedback_says_what_a_student_needs() -> None:
    """A page and the text both show the failing probe, expected and yours, what it looks like, and the formula."""
    report = report_on(defined(next(iter(mistakes(MOMENTUM).values()))))
    for shown, formula in ((notebook.html(report), "<math"), (notebook.text(report), "w = w - lr*v")):
        for part in ("came out wrong", "expected", "yours", "It looks like this", formula, "0 of 6 points"):
            assert part in shown


def test_importing_stays_light() -> None:
    """`from autograder import check` loads neither NumPy nor SymPy; a check with expected values at hand no SymPy."""
    code = (
        "import sys\nfrom autograder import check\n"
        "print([m for m in ('numpy', 'sympy', 'click', 'IPython') if m in sys.modules])\n"
        f"import numpy as np\n{RIGHT['gradient_descent']}\ncheck(gradient_descent)\nprint('sympy' in sys.modules)\n"
    )
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert (lines[0], lines[-1]) == ("[]", "False")


FALLS_BACK = """
def momentum(w, grad, state, *, lr, beta):
    try:
        import sympy
        return "there"
    except ImportError:
        v = beta * state["v"] + grad
        return w - lr * v, {"v": v}
"""


def test_imports_are_as_in_grading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that grading has not is not there in a check either: a fallback runs, anything else names it."""
    uses = "def momentum(w, grad, state, *, lr, beta):\n    import sympy\n    return sympy.Matrix([1])\n"
    for known in (False, True):  # whether the source of the cell was kept, as Jupyter does
        for source, said in ((FALLS_BACK, "passed"), (uses, "sympy")):
            lines = source.splitlines(keepends=True) if known else []
            monkeypatch.setitem(linecache.cache, "<cell>", (len(source), None, lines, "<cell>"))
            report = report_on(defined(source))
            assert said in notebook.text(report)
    assert "sympy is not available while grading" in notebook.text(report)
    assert check(defined(RIGHT["momentum"])) == MOMENTUM.points


def test_what_grading_will_not_have_is_a_warning() -> None:
    """A function that uses another library, or a file of the folder, is told so, with its points; others are not."""
    Path("tools.py").write_text("def velocity(beta, v, grad):\n    return beta * v + grad\n", encoding="utf-8")
    sys.path.insert(0, str(Path.cwd()))
    try:
        source = RIGHT["momentum"].replace("beta*v + grad", "velocity(beta, v, grad)")
        report = report_on(defined(f"from tools import velocity\nimport hypothesis\nx = hypothesis\n{source}    x\n"))
    finally:
        sys.path.remove(str(Path.cwd()))
        del sys.modules["tools"]
    assert report.score == MOMENTUM.points
    assert any("momentum uses tools.py: hand that in" in note for note in report.notes)
    assert report_on(defined(RIGHT["momentum"])).notes == ()


def test_nobody_is_asked_for_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a kernel with a person, input() would wait for who sits there: it is refused, and theirs again afterwards."""
    asked: list[object] = []
    monkeypatch.setattr("builtins.input", asked.append)

    def momentum(w, grad, state, *, lr, beta):  # type: ignore[no-untyped-def]
        return w - float(input("lr? ")) * grad, state

    assert "remove input()" in notebook.text(report_on(momentum))
    assert not asked
    input("again")
    assert asked == ["again"]


def test_a_question_is_not_called_unwritten() -> None:
    """In a kernel without a person, input() raises a kind of NotImplementedError: it is said what it is."""
    asks = "class StdinNotImplementedError(NotImplementedError): pass\n"
    report = report_on(
        defined(f"{asks}def momentum(w, grad, state, *, lr, beta):\n    raise StdinNotImplementedError('x')\n")
    )
    assert "asks for input" in notebook.text(report)
