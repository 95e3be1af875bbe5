"""Commands for authors, and what `grade show` and `grade doctor` print."""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

import autograder
from autograder.authoring import prove as verify
from autograder.authoring.checkout import handed_out_files
from autograder.catalogue.landscapes import LANDSCAPES
from autograder.catalogue.load import rule_of
from autograder.cli import COMMANDS, authors
from autograder.expected.lookup import key_for
from autograder.expected.shipped import KEY, VARIANTS, shipped_file
from autograder.model import Exercise, IsolationLevel
from autograder.quiz.course_quiz import CourseQuiz
from autograder.sandbox import levels
from tests.cli.grade import Grade
from tests.registry import COURSE, EXERCISES, REFERENCES, RULES, UNDER_EVERY_CONVENTION, name_of

ROOT = Path(__file__).parents[2]


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
def test_show_works_for_every_exercise_and_format(grade: Grade, exercise: Exercise, form: str) -> None:
    """`grade show` prints something for each exercise in each format; a function without a rule has no LaTeX."""
    result = grade("show", exercise.name, "--format", form)
    if exercise.is_reference and form == "latex":
        assert (result.code, "has no formula" in result.err) == (2, True)
    else:
        assert (result.code, bool(result.out.strip())) == (0, True)


def test_show_prints_formula_and_every_quantity(grade: Grade) -> None:
    """`grade show momentum --steps 2` prints the formula, conventions, and exact and decimal intermediate values."""
    out = grade("show", "momentum", "--steps", "2").out
    for line in (
        "v = beta*v + grad",
        "w = w - lr*v",
        "ema:",
        "v = 9/10*0 + 8 = 8",
        "grad = 2*16/5 = 32/5 = 6.4",
        "v = 9/10*8 + 32/5 = 68/5 = 13.6",
        "w = 16/5 - 1/10*68/5 = 46/25 = 1.84",
    ):
        assert line in out


def test_show_takes_settings_landscapes_and_conventions(grade: Grade) -> None:
    """--set, --on and --convention change what is worked out."""
    out = grade("show", "momentum", "--convention", "ema", "--set", "w=1,2", "--set", "lr=1/20", "--on", "valley").out
    assert "v = beta*v + (1 - beta)*grad" in out
    assert "grad = [(1/5)*1, 4*2] = [1/5, 8] = [0.2, 8]" in out


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
    assert "step = 0, 1, 9, 10, 11, 20" in grade("show", "linear_decay").out
    series = grade("show", "linear_decay", "--set", "step=0,50").out
    assert "step = 0, 50" in series
    assert [line for line in series.splitlines() if line.startswith("step")] == ["step = 0", "step = 50"]
    assert "\nstep = 3\n" in grade("show", "linear_decay", "--set", "step=3").out


def test_show_lists_the_checks(grade: Grade) -> None:
    """With --checks every check is listed with its weight and what its probes show, also as data."""
    out = grade("show", "momentum", "--checks").out
    assert "What `grade check` tries, for 6 points:" in out
    assert "one step from zero state: weight 2 of 14" in out
    assert "the worked example: L(w) = w^2 at w = 4" in out
    assert "leaves its arguments as they are: costs up to 1.5 points" in out
    shown = json.loads(grade("show", "momentum", "--checks", "--format", "json").out)
    assert shown["points"] == 6
    first, *_, last = shown["checks"]
    assert (first["id"], first["weight"], first["cost"]) == ("momentum/one-step", 2, 0)
    assert (last["id"], last["weight"], last["cost"]) == ("momentum/repeat", 0, 3)
    assert "several steps on given gradients" in grade("show", "momentum", "--checks", "--format", "html").out


@pytest.mark.parametrize("name", LANDSCAPES)
@pytest.mark.parametrize("form", ["text", "latex", "json", "html"])
def test_show_works_for_every_landscape_and_format(grade: Grade, name: str, form: str) -> None:
    """`grade show` prints the loss of each landscape in each format."""
    result = grade("show", name, "--format", form)
    assert result.code == 0
    assert "L(" in result.out


def test_show_prints_the_facts_of_a_landscape(grade: Grade) -> None:
    """A landscape that is called like an exercise is shown below its rule: critical points, values, learning rates."""
    out = grade("show", "x_cos_pi_x").out
    for words in (
        "value = x*cos(pi*x)",
        "L(x) = x*cos(pi*x)    for -1 <= x <= 2",
        "minimum  x = -0.273852686801  -0.178602511548  6.52576863538",
        "maximum  x = 0.273852686801   0.178602511548   -6.52576863538",
        "minimum  x = 1.09040822195    -1.04672112466   12.0914128189",
        "Lipschitz constant of the gradient on this domain: 2*pi**2 = 19.7392088022",
        "It stays near the minimum at x = 1.09040822195 for lr < 0.16540664271",
    ):
        assert words in out
    assert "saddle   x = 0, y = 0   0" in grade("show", "two_valleys").out
    assert "2/(501 + sqrt(250601)) = 0.00199680383744" in grade("show", "rosenbrock").out
    assert "none is known" in grade("show", "rosenbrock").out
    assert "the mean of the losses that come in turn: 3*x, -x, -x" in grade("show", "reddi").out


def test_show_prints_the_path_over_a_landscape(grade: Grade) -> None:
    """With --on the points that the rule passes are listed with their losses; --steps says how many."""
    arguments = ["show", "gradient_descent", "--on", "x_cos_pi_x", "--set", "w=-1", "--set", "lr=0.05"]
    out = grade(*arguments).out
    assert "0     -1             1" in out
    assert "1     -0.95          0.9383039236" in out
    assert "20    -0.2744596722  -0.1786013089" in out
    assert "    3     " in grade(*arguments, "--steps", "3").out
    assert "    4     " not in grade(*arguments, "--steps", "3").out
    path = json.loads(grade(*arguments, "--format", "json").out)["path"]
    assert path[1] == {"step": 1, "at": [-0.95], "loss": pytest.approx(0.9383039236)}


@pytest.mark.parametrize("landscape", ["x_cos_pi_x", "valley", "spectrum"])
def test_show_plots_the_path(grade: Grade, landscape: str) -> None:
    """The page draws the path and the loss as SVG of its own: well-formed, without scripts, nothing from elsewhere."""
    page = grade("show", "gradient_descent", "--on", landscape, "--format", "html").out
    pictures = [f"<svg xmlns{part[: part.rindex('</svg>')]}</svg>" for part in page.split("<svg xmlns")[1:]]
    assert len(pictures) == (1 if landscape == "spectrum" else 2)
    for picture in pictures:
        assert len(ElementTree.fromstring(picture).findall(".//{*}circle")) >= 20
    assert "<script" not in page
    assert "href" not in page


def test_show_takes_newton_over_a_landscape(grade: Grade) -> None:
    """Newton's method is given the Hessian of the landscape as well."""
    out = grade("show", "newton", "--on", "x_cos_pi_x", "--set", "w=0.5", "--steps", "4").out
    assert "4     0.2738526868  0.1786025115" in out


def test_show_as_json_is_data(grade: Grade) -> None:
    """With --format json the worked steps are data."""
    shown = json.loads(grade("show", "gradient_descent", "--format", "json").out)
    assert shown["steps"][0][-1] == {"name": "w", "exact": "16/5", "decimal": "3.2", "put_in": "4 - 1/10*8"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing"], 'no exercise or landscape "nothing"'),
        (["nothing"], "square, shifted_square"),
        (["rosenbrock", "--steps", "2"], "grade show RULE --on rosenbrock"),
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


def course_of(*names: str) -> str:
    """A course file that uses only some of the built-in exercises, so that proving it is quick."""
    return "".join(f"[exercise.{e.name}]\nuse = false\n" for e in EXERCISES if e.name not in names)


def test_verify_proves_the_built_in_course(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """`grade verify` of the built-in course tries every claim at least once, and all of them hold.

    Only one unit here: of all units each claim has tests of its own, and `.ci/run` types the command itself.
    """
    narrow = dataclasses.replace(COURSE, exercises=COURSE.of_unit("06_second_order"))
    monkeypatch.setattr(authors, "course_at", lambda *_: narrow)
    handed_out = partial(handed_out_files, keys=key_for(COURSE.exercises).exercises)
    monkeypatch.setattr(verify, "expected_files", lambda _, checkout, **__: handed_out(COURSE, checkout))
    monkeypatch.setattr(verify.Verifier, "_unlisted", lambda *_: iter([""]))
    result = grade("verify")
    assert result.code == 0, result.out
    lines = [line for line in result.out.splitlines() if " tried)" in line]
    assert len(lines) == 9 + bool(CourseQuiz.of(narrow).questions)
    assert all(line.startswith("holds") for line in lines)


def test_verify_proves_a_course_with_other_conventions(grade: Grade) -> None:
    """A course that overlays the built-in one is proved without the checkout's solutions."""
    Path("course.toml").write_text(
        'preset = "keras"\n' + course_of("momentum", "nesterov", "adagrad"), encoding="utf-8"
    )
    result = grade("verify")
    assert result.code == 0, result.out
    assert result.out.count("holds") == 7


OWN_RULE = '''
from autograder.catalogue.shared import LR
from autograder.symbolic import Rule

RULE = Rule.from_text(
    "sign_descent",
    title="Sign descent",
    task="Step by lr against the sign of the gradient.",
    source="Riedmiller and Braun 1993",
    takes="w grad",
    hyperparameters=(LR,),
    steps="""
        w = w - lr*sign(grad)
    """,
)
'''
OWN_MISTAKES = """
MISTAKES = (
    ("no-sign", "no sign", "the step", "Is a step as long as lr?", "w = w - lr*grad"),
)
"""
OLD_RULE = """
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


@pytest.mark.parametrize("apart", [False, True], ids=["in one file", "mistakes apart"])
def test_an_instructors_own_exercise(grade: Grade, apart: bool) -> None:
    """A rule file and an entry in a course's folder make an exercise: stub, checks, show and proof are derived.

    The mistakes may stand in the same file, or in one of the same name in the folder `mistakes`.
    """
    files = {"rules/sign_descent.py": OWN_RULE, "mistakes/sign_descent.py": OWN_MISTAKES}
    if not apart:
        files = {"rules/sign_descent.py": OWN_RULE + OWN_MISTAKES}
    for name, text in files.items():
        Path(name).parent.mkdir()
        Path(name).write_text(text, encoding="utf-8")
    entry = '[exercise.sign_descent]\nrule = "rules/sign_descent.py"\nunit = "02_momentum"\npoints = 3\n'
    entry += course_of("momentum")
    Path("course.toml").write_text(entry, encoding="utf-8")
    assert "w = w - lr*sign(grad)" in grade("show", "sign_descent").out
    verified = grade("verify")
    assert verified.code == 0, verified.out
    assert grade("build", "-o", "handout").code == 0
    stub = Path("handout/02_momentum/momentum.py").read_text(encoding="utf-8")
    assert "def sign_descent(w, grad, *, lr):" in stub
    for name, text in {**files, "course.toml": entry}.items():
        assert Path("handout", name).read_text(encoding="utf-8") == text
    handed_out = grade("check", "handout", "--only", "sign_descent")
    assert (handed_out.code, "sign_descent is not written yet" in handed_out.out) == (1, True)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("raise ValueError('oops')", "the rule cannot be loaded: ValueError: oops"),
        ("RULE = (", "the rule cannot be loaded: SyntaxError: '(' was never closed"),
        ("RULE = 1\0", "the rule cannot be loaded: "),
        ("x = 1", "assigns its rule to RULE"),
        (OWN_RULE.replace('"sign_descent"', '"other"'), 'the rule is named "other"'),
        (
            OWN_RULE.replace("sign(grad)", "sing(grad)"),
            "line 13: w = w - lr*sing(grad): column 12: there is no function sing",
        ),
        (OWN_RULE.replace("w = w - lr", "w - lr"), "line 13: w - lr*sign(grad): a line is written  name = formula"),
        (
            OWN_RULE + OWN_MISTAKES.replace("lr*grad", "lr*slope"),
            "line 18: w = w - lr*slope: column 12: slope is not known",
        ),
        (
            OWN_RULE + OWN_MISTAKES.replace('"w = w', '"v = w'),
            "line 18: v = w - lr*grad: the rule has no line of v",
        ),
        (
            OWN_RULE.replace("(LR,)", '("lr",)'),
            "line 5: sign_descent: each of hyperparameters must be a",
        ),
        (OWN_RULE.replace("(LR,)", "(LR)"), "sign_descent: hyperparameters must be a tuple"),
        (OWN_RULE.replace('"Riedmiller and Braun 1993"', "None"), "line 5: sign_descent: source must be a text"),
        (OWN_RULE.replace("w = w - lr*sign(grad)", ""), "steps says nothing: write a line  name = formula"),
        (OWN_RULE.replace('takes="w grad"', 'takes="step w grad"'), "sign_descent has no cases: only for an optimizer"),
        (OWN_RULE + "def cases(random):\n    return ()\n", "cases(random) and also(random) give no checks"),
        (OWN_RULE + "MISTAKES = None\n", "MISTAKES is a tuple of (id, what the code does, where to look"),
        ("import nothing_of_that_name\n" + OWN_RULE, "line 1: the rule cannot be loaded: ModuleNotFoundError"),
        (OWN_RULE + 'MISTAKES = (("no-sign", "no sign"),)', "a mistake is (id, what the code does, where to look"),
        (OLD_RULE, "this is the old form of a rule"),
        (OLD_RULE, 'line 12: parameters  becomes  takes="w grad"'),
        (OLD_RULE, "line 2: Step  becomes  a line of the text in steps="),
        (OLD_RULE, "line 15: mistakes  becomes  MISTAKES"),
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


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ('accept = ["doubel"]\n', 'sign_descent has no convention "doubel"; it has default'),
        ('convention = "doubel"\n', 'sign_descent has no convention "doubel"; it has default'),
        ('[mistakes]\n"sign_descent/no-sgin" = 0.5\n', 'did you mean "sign_descent/no-sign"?'),
    ],
)
def test_what_a_course_says_of_an_own_rule_is_in_it(grade: Grade, course: str, words: str) -> None:
    """Conventions that are accepted and mistakes with a price are those of the rule: the error names its file."""
    Path("own.py").write_text(OWN_RULE + OWN_MISTAKES, encoding="utf-8")
    text = '[exercise.sign_descent]\nrule = "own.py"\nunit = "02_momentum"\npoints = 3\n'
    Path("course.toml").write_text(text + course, encoding="utf-8")
    result = grade("show", "sign_descent")
    assert result.code == 2
    assert "own.py" in result.err
    assert words in result.err


def test_build_finds_everything_up_to_date(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """`grade build --check` in this checkout has nothing to say against it; expected values have tests of their own."""
    files = [
        shipped_file(exercise, what) for exercise in [*UNDER_EVERY_CONVENTION, *REFERENCES] for what in (KEY, VARIANTS)
    ]
    as_they_are = {file: file.read_text(encoding="utf-8") for file in files}
    monkeypatch.setattr("autograder.authoring.checkout.shipped_files", lambda *_, **__: as_they_are)
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
    refusals = {"full": levels.Refusal(IsolationLevel.FULL, "namespaces", "Operation not permitted")}
    monkeypatch.setattr(levels, "refused", refusals.get)
    monkeypatch.setattr(levels, "_setting", lambda name: "1" if "apparmor" in name else "")
    result = grade("doctor")
    assert "isolation: restricted: " in result.out
    assert "not full: namespaces: Operation not permitted" in result.out
    assert "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" in result.out
    refusals["restricted"] = levels.Refusal(IsolationLevel.RESTRICTED, "libseccomp", "not installed")
    result = grade("doctor")
    assert "isolation: none: " in result.out
    assert "apt-get install libseccomp2" in result.out
    assert "--isolation none" in result.out


def test_rules_of_the_course_are_all_loadable() -> None:
    """Every exercise's file holds the rule of its name."""
    assert [rule_of(exercise).name for exercise in RULES] == [exercise.name for exercise in RULES]
