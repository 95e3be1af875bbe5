"""Commands for authors, and what `grade show` and `grade doctor` print."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import autograder
from autograder.cli import COMMANDS
from autograder.rule_files import rule_of
from autograder.sandbox import levels
from tests.cli import Grade
from tests.registry import EXERCISES, name_of

ROOT = Path(__file__).parent.parent


def test_version(grade: Grade) -> None:
    """`grade --version` and `autograder.__version__` agree."""
    assert grade("--version").out.strip().endswith(autograder.__version__)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_in_the_readme(grade: Grade, command: str) -> None:
    """Each command says what it does, and the README names it."""
    result = grade(command, "--help")
    assert result.code == 0
    assert result.out.startswith("Usage:")
    assert f"grade {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
@pytest.mark.parametrize("form", ["text", "latex", "json", "html"])
def test_show_works_for_every_exercise_and_format(grade: Grade, exercise: object, form: str) -> None:
    """`grade show` prints something for each exercise in each format."""
    result = grade("show", name_of(exercise).partition(".")[0], "--format", form)
    assert result.code == 0
    assert result.out.strip()


def test_show_prints_formula_and_every_quantity(grade: Grade) -> None:
    """`grade show momentum --steps 2` prints the formula, conventions, and exact and decimal intermediate values."""
    out = grade("show", "momentum", "--steps", "2").out
    for line in (
        "v = beta*v + grad",
        "w = w - lr*v",
        "ema:",
        "grad = 32/5 = 6.4",
        "v    = 68/5 = 13.6",
        "w    = 46/25 = 1.84",
    ):
        assert line in out


def test_show_takes_settings_landscapes_and_conventions(grade: Grade) -> None:
    """--set, --on and --convention change what is worked out."""
    out = grade("show", "momentum", "--convention", "ema", "--set", "w=1,2", "--set", "lr=1/20", "--on", "valley").out
    assert "v = beta*v + (1 - beta)*grad" in out
    assert "grad = [1/5, 8] = [0.2, 8]" in out


def test_show_says_which_convention_counts(grade: Grade) -> None:
    """The course's own convention is called so; under another one, the course's is named beside it."""
    assert "as this course writes it: heavy_ball" in grade("show", "momentum").out
    assert "; this course grades heavy_ball" in grade("show", "momentum", "--convention", "ema").out
    Path("course.toml").write_text('[conventions]\nmomentum = "ema"\n', encoding="utf-8")
    assert "as this course writes it: ema" in grade("show", "momentum").out


def test_show_takes_as_many_steps_as_a_function_takes_by_itself(grade: Grade) -> None:
    """A function that goes on for several steps shows them all, or with --steps the first ones."""
    assert "step 2" in grade("show", "descend").out
    assert "step 2" not in grade("show", "descend", "--steps", "1").out
    assert "step 3" in grade("show", "descend", "--set", "steps=3").out


def test_show_takes_a_value_for_each_step(grade: Grade) -> None:
    """An input that changes from step to step is shown as a series, and --set takes a series or a single value."""
    assert "step = 0, 1, 2" in grade("show", "linear_decay").out
    series = grade("show", "linear_decay", "--set", "step=0,50").out
    assert "step = 0, 50" in series
    assert ("step 2" in series, "step 3" in series) == (True, False)
    assert "step 2" not in grade("show", "linear_decay", "--set", "step=3").out


def test_show_lists_the_checks(grade: Grade) -> None:
    """With --checks every check is listed with its points and what its probes show, also as data."""
    out = grade("show", "momentum", "--checks").out
    assert "one step from zero state: 1.34 points" in out
    assert "the worked example: L(w) = w^2 at w = 4" in out
    assert "leaves its arguments as they are: costs up to 1.5 points" in out
    shown = json.loads(grade("show", "momentum", "--checks", "--format", "json").out)
    assert shown["checks"][0]["id"] == "momentum/one-step"
    assert "several steps on given gradients" in grade("show", "momentum", "--checks", "--format", "html").out


def test_show_as_json_is_data(grade: Grade) -> None:
    """With --format json the worked steps are data."""
    shown = json.loads(grade("show", "gradient_descent", "--format", "json").out)
    assert shown["steps"][0][-1] == {"name": "w", "exact": "16/5", "decimal": "3.2"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], 'no exercise "nothing"'),
        (["momentum", "--convention", "nothing"], "it has heavy_ball"),
        (["momentum", "--on", "nothing"], "there are square"),
        (["momentum", "--set", "w"], "--set NAME=VALUE"),
        (["momentum", "--set", "gamma=1"], "it has w, lr, beta"),
        (["momentum", "--set", "lr=fast"], "such as 0.1 or 1/10"),
        (["sgd_epoch", "--on", "square"], "leave out --on"),
        (["momentum", "--steps", "0"], "--steps"),
        (["descend", "--steps", "3"], "ends after 2 steps with these inputs"),
    ],
)
def test_show_refuses_what_it_cannot_show(grade: Grade, arguments: list[str], words: str) -> None:
    """A wrong name, setting or landscape ends with 2 and says what there is."""
    result = grade("show", *arguments)
    assert result.code == 2
    assert words in result.err


def test_verify_proves_the_built_in_course(grade: Grade) -> None:
    """`grade verify` tries every claim at least once, and all of them hold."""
    result = grade("verify")
    assert result.code == 0, result.out
    lines = [line for line in result.out.splitlines() if " tried)" in line]
    assert len(lines) == 7
    assert all(line.startswith("holds") for line in lines)


def test_verify_proves_a_course_with_other_conventions(grade: Grade) -> None:
    """A course that overlays the built-in one is proved without the checkout's solutions."""
    Path("course.toml").write_text('preset = "keras"\n[exercise.descend]\nuse = false\n', encoding="utf-8")
    result = grade("verify")
    assert result.code == 0, result.out
    assert result.out.count("holds") == 4


OWN_RULE = """
from autograder.symbolic import Edit, Mistake, Rule, Step, as_written, grad, lr, w
from autograder.symbolic.hyperparameters import LEARNING_RATE
import sympy as sp

with as_written():
    RULE = Rule(
        name="sign_descent",
        title="Sign descent",
        task="Step by lr against the sign of the gradient.",
        source="Riedmiller and Braun 1993",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE,),
        steps=(Step(w, w - lr * sp.sign(grad)),),
        mistakes=(
            Mistake("no-sign", "no sign", "Is a step as long as lr?", "the step", Edit({w: w - lr * grad})),
        ),
    )
"""


def test_an_instructors_own_exercise(grade: Grade) -> None:
    """A rule file and an entry in a course's folder make an exercise: stub, checks, show and proof are derived."""
    Path("rules").mkdir()
    Path("rules/sign_descent.py").write_text(OWN_RULE, encoding="utf-8")
    entry = '[exercise.sign_descent]\nrule = "rules/sign_descent.py"\nunit = "02_momentum"\npoints = 3\n'
    Path("course.toml").write_text(entry, encoding="utf-8")
    assert "w = w - lr*sign(grad)" in grade("show", "sign_descent").out
    verified = grade("verify")
    assert verified.code == 0, verified.out
    assert grade("build", "-o", "handout").code == 0
    stub = Path("handout/02_momentum/momentum.py").read_text(encoding="utf-8")
    assert "def sign_descent(w, grad, *, lr):" in stub
    assert Path("handout/course.toml").read_text(encoding="utf-8") == entry
    handed_out = grade("check", "handout", "--only", "sign_descent")
    assert (handed_out.code, "sign_descent is not written yet" in handed_out.out) == (1, True)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("raise ValueError('oops')", "the rule cannot be loaded: ValueError: oops"),
        ("x = 1", "assigns its rule to RULE"),
        (OWN_RULE.replace('"sign_descent"', '"other"'), 'the rule is named "other"'),
    ],
)
def test_a_wrong_rule_file_is_named(grade: Grade, rule: str, words: str) -> None:
    """A rule file that cannot be used ends with 2 and a sentence that names it."""
    Path("wrong.py").write_text(rule, encoding="utf-8")
    text = '[exercise.sign_descent]\nrule = "wrong.py"\nunit = "02_momentum"\npoints = 3\n'
    Path("course.toml").write_text(text, encoding="utf-8")
    result = grade("show", "sign_descent")
    assert result.code == 2
    assert "wrong.py" in result.err
    assert words in result.err


def test_build_finds_everything_up_to_date(grade: Grade) -> None:
    """`grade build --check` in this checkout has nothing to say against it."""
    result = grade("build", "--check")
    assert result.code == 0, result.out
    assert "up to date" in result.out


def test_doctor_says_what_this_machine_can_do(grade: Grade) -> None:
    """`grade doctor` names the isolation level, the extras, the versions, and whether students' code can be run."""
    result = grade("doctor")
    for words in (
        f"isolation: {levels.find_best().best}: ",
        "extra notebook",
        "students' process: starts and answers",
        "package name",
        "numpy",
    ):
        assert words in result.out


def test_doctor_says_why_not_more(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a level is refused, `grade doctor` names the part and what would help; that is no problem, but a note."""
    refusals = {"full": levels.Refusal("full", "namespaces", "Operation not permitted")}
    monkeypatch.setattr(levels, "refused", refusals.get)
    monkeypatch.setattr(levels, "_setting", lambda name: "1" if "apparmor" in name else "")
    result = grade("doctor")
    assert "isolation: restricted: " in result.out
    assert "not full: namespaces: Operation not permitted" in result.out
    assert "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" in result.out
    refusals["restricted"] = levels.Refusal("restricted", "libseccomp", "not installed")
    result = grade("doctor")
    assert "isolation: none: " in result.out
    assert "apt-get install libseccomp2" in result.out
    assert "--isolation none" in result.out


def test_rules_of_the_course_are_all_loadable() -> None:
    """Every exercise's file holds the rule of its name."""
    assert [rule_of(exercise).name for exercise in EXERCISES] == [exercise.name for exercise in EXERCISES]
