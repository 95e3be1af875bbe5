"""An instructor's own rule is checked before it grades: a slip is an error that names the file and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.errors import CourseError
from autograder.expected.derivation import derive_key, derive_variants
from autograder.expected.quarrels import quarrels
from autograder.expected.separation import Separation
from autograder.model import Exercise
from autograder.symbolic.checked import checked
from tests.cli.grade import Grade
from tests.registry import RULES

FOLDER = Path(__file__).parents[1] / "courses" / "lion"
LION = (FOLDER / "rules" / "lion.py").read_text(encoding="utf-8")
MIX = "update = sign(beta1*m + (1 - beta1)*grad)"
OWN_CASE = '{"w": 1, "grad": 100, "lr": "1/10", "beta1": "0.9", "beta2": "0.99", "weight_decay": 0}'
OPTIMIZER = """
from autograder.catalogue.shared import FIRST_MOMENT, LR
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "lion", title="Lion", task="Step.", source="none", takes="w grad", state=(FIRST_MOMENT,),
    hyperparameters=(LR, Hyperparameter("beta1", "weight of the past", "0.9", "0.8 0.4")),
    steps=\"\"\"
        {steps}
    \"\"\",
    returns="w",
)
"""
SCHEDULE = """
from autograder.symbolic import Case, CaseCheck, Each, Hyperparameter, Rule

RULE = Rule.from_text(
    "lion", title="Lion", task="Return lr.", source="none", takes="step",
    hyperparameters=(Hyperparameter("lr_start", "the first", "0.1", "0.2"), Hyperparameter("decay", "how fast", "0.5")),
    steps="lr = lr_start/(1 + decay*step)",
    returns={{"lr": "a float"}},
)


def cases(random):
    return {cases}
"""


def optimizer(*lines: str) -> str:
    """A rule file for an optimizer with these lines."""
    return OPTIMIZER.format(steps="\n        ".join(lines))


BARE = optimizer("w = w - lr*grad")


def schedule(inputs: str) -> str:
    """A rule file for a schedule with one case."""
    return SCHEDULE.format(cases=f'(CaseCheck("rates", "the rates", 1, (Case("by hand", {{{inputs}}}),)),)')


def also(check: str, inputs: str = OWN_CASE) -> str:
    """Lion with a check of an instructor's own beside those that are derived."""
    return (
        f"{LION}\nfrom autograder.symbolic import Case, CaseCheck\n\n\ndef also(random):\n"
        f'    return (CaseCheck("{check}", "a large gradient", 1, (Case("a hundred", {inputs}),)),)\n'
    )


def exercise(tmp_path: Path, rule: str) -> Exercise:
    """Lion's exercise, with another rule file."""
    folder = shutil.copytree(FOLDER, tmp_path / "course")
    (folder / "rules" / "lion.py").write_text(rule, encoding="utf-8")
    return load_course(folder / "course.toml").exercise("lion")


# ---------------------------------------------------------------- slips

SLIPS = {
    "a symbol that is not bound": (LION.replace("(1 - beta2)*grad\n    ", "(1 - beta2)*foo\n    "), "foo is not known"),
    "a function that is not known": (
        LION.replace(f"{MIX}\n        w", "update = gamma(m)\n        w"),
        "no function gamma",
    ),
    "a line that comes too late": (
        optimizer("w = w - lr*m_new", "m_new = beta1*m + grad"),
        'w - lr*m_new" reads m_new',
    ),
    "a number that is none": (LION.replace('"0.9", "0.8 0.4"', '"x", "0.8 0.4"'), "hyperparameter beta1"),
    "a mistake of no line": (
        LION.replace('"update = sign(beta2', '"updat = sign(beta2'),
        "the rule has no line of updat",
    ),
    "a mistake that changes nothing": (LION.replace("sign(beta2*m + (1 - beta2)*grad)", MIX[9:]), '"one-beta" changes'),
    "a mistake that lacks a part": (LION.replace('"the order of the lines",', ""), "a mistake is (id, what"),
    "two mistakes of one name": (LION.replace('"no-sign"', '"one-beta"'), 'two mistakes have the id "one-beta"'),
    "0 divided by 0": (optimizer("m = beta1*m", "w = w - lr*m/(beta1 - beta1)"), "has no inputs: w has no value"),
    "a theorem that is none": (LION.replace('returns="w",', 'returns="w", theorems="x",'), 'lists the theorem "x"'),
    "no task": (BARE.replace(' task="Step.",', ""), "line 5: Rule.from_text(...) lacks task: add  task=..."),
    "a misspelt keyword": (BARE.replace("task=", "taks="), "takes no taks: did you mean takes or task?"),
    "a keyword in the singular": (BARE.replace("hyperparameters=", "hyperparameter="), "did you mean hyperparameters?"),
    "a keyword that is none": (BARE.replace("task=", "x="), "takes no x; it takes name, title, task, source, takes"),
    "a rule by its parts": (BARE.replace("Rule.from_text(", "Rule("), "write  RULE = Rule.from_text(...)"),
    "a name twice": (BARE.replace('"lion",', '"lion", name="lion",'), "is given name twice: leave one out"),
    "values without names": (BARE.replace("title=", ""), "is given too many values without a name"),
    "no usual value": (BARE.replace(', "0.9", "0.8 0.4"', ""), "line 7: Hyperparameter(...) lacks usual"),
    "names in a list": (BARE.replace('"w grad"', '["w", "grad"]'), "takes must be a text of names, or a dict"),
    "a result in a set": (BARE.replace('returns="w"', 'returns={"w"}'), "returns must be a text of names, or a dict"),
    "a case without inputs": (SCHEDULE.format(cases='(Case("by hand"),)'), "line 13: Case(...) lacks inputs"),
    "a case's keyword": (SCHEDULE.format(cases='(Case("by hand", input={}),)'), "Case(...) takes no input: did you"),
    "cases of nothing": (SCHEDULE.replace("(random)", "()").format(cases="()"), "write  def cases(random):"),
    "no cases": (schedule("").partition("def cases")[0], "Write a function  cases(random)  beside RULE"),
    "a case that lacks an input": (
        schedule('"step": 1, "decay": "1/2"'),
        'the case "by hand" of the check "rates" has no lr_',
    ),
    "a case with a name too many": (
        schedule('"step": 1, "decay": "1/2", "lr_start": "1/10", "lr_strt": 1'),
        "gives lr_strt, which the function does not take; did you mean lr_start?",
    ),
    "a float in a case": (schedule('"step": 1, "decay": 0.5, "lr_start": "1/10"'), "has a float in decay"),
    "a word for a number": (schedule('"step": 1, "decay": "half", "lr_start": "1/10"'), 'has decay = "half"'),
    "a fraction for a count": (schedule('"step": "1/2", "decay": "1/2", "lr_start": "1/10"'), "which is a count"),
    "series that do not fit": (
        schedule('"step": Each((1, 2, 3)), "decay": "1/2", "lr_start": Each(("1/10", "1/5"))'),
        "series of different lengths: 2, 3",
    ),
    "cases that fail": (SCHEDULE.format(cases="undefined"), "line 13: the rule cannot be carried out: NameError"),
    "cases that are none": (SCHEDULE.format(cases="None"), "are functions that return (CaseCheck("),
    "a check without a case": (SCHEDULE.format(cases='(CaseCheck("rates", "the rates", 1, ()),)'), "has no cases"),
    "a check of a name that is taken": (also("one-step"), 'two checks have the id "one-step"'),
    "an entry that the state has not": (also("mine", OWN_CASE[:-1] + ', "state": {"mm": 1}}'), "did you mean m?"),
}


@pytest.mark.parametrize(("rule", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_file_and_name(rule: str, said: str, tmp_path: Path) -> None:
    """Where the key is derived, which is before anything is graded, the error names the file and what is wrong."""
    with pytest.raises(CourseError) as error:
        derive_key(exercise(tmp_path, rule), 0)
    assert str(error.value).startswith(str(tmp_path / "course" / "rules" / "lion.py"))
    assert said in str(error.value)
    assert "TypeError" not in str(error.value)


def test_whoever_types_a_command_is_never_told_that_the_grader_failed(grade: Grade, tmp_path: Path) -> None:
    """A slip that shows only while the rule is carried out is an error of usage in every command."""
    course = Path(exercise(tmp_path, SCHEDULE.format(cases="undefined")).folder) / "course.toml"
    for command in (
        ["show", "lion"],
        ["show", "lion", "--checks"],
        ["verify", "--only", "lion"],
        ["build", "-o", "out"],
    ):
        result = grade(*command, "--course", course)
        assert result.code == 2
        assert "rules/lion.py" in result.err
        assert "failed" not in result.err


@pytest.mark.parametrize("exercise", RULES, ids=lambda exercise: exercise.name)
def test_built_in_rules_pass_the_same_test(exercise: Exercise) -> None:
    """Every rule that ships is bound, and every mistake that it lists changes something."""
    checked(rule_of(exercise))


# ---------------------------------------------------------------- inputs that are left out


def test_a_quantity_that_nobody_reads_needs_no_value(tmp_path: Path) -> None:
    """Where a branch does not read a quantity, it costs no inputs that this has no value there."""
    read = derive_key(exercise(tmp_path / "1", optimizer("m = beta1*m + grad", "r = sqrt(m + 4)", "w = w - lr*r")), 0)
    lines = ("m = beta1*m + grad", "r = sqrt(m + 4)", "w = w - (lr*r if norm(m) == -1 else lr*m)")
    unread = derive_key(exercise(tmp_path / "2", optimizer(*lines)), 0)
    assert "r has no value" in read.what_is_left_out
    assert not unread.what_is_left_out


def test_inputs_that_are_left_out_are_counted_and_told(grade: Grade, tmp_path: Path) -> None:
    """What has no value, and at which step, stands in `show --checks`, `build` and `verify`."""
    rule = optimizer("m = beta1*m + (1 - beta1)*grad", "r = sqrt(m + 4)", "w = w - lr*r*m")
    course = Path(exercise(tmp_path, rule).folder) / "course.toml"
    key = derive_key(load_course(course).exercise("lion"), 0)
    left_out = [why for check in key.checks for why in check.left_out]
    assert left_out == ["r has no value at step 2"]
    planned = 1 + sum(len(check.probes) for check in key.checks)
    said = f"lion: 1 of {planned} inputs left out: r has no value at step 2"
    shown = grade("show", "lion", "--checks", "--course", course).out
    assert "inputs left out: r has no value at step 2" in shown
    proved = grade("verify", "--only", "lion", "--course", course)
    assert proved.code == 0
    assert said in proved.out
    assert proved.out.endswith("lion proves itself.\n")
    assert said in grade("build", "-o", tmp_path / "out", "--course", course).out


# ---------------------------------------------------------------- more cases, and pairs


def test_also_adds_checks_beside_the_derived_ones(tmp_path: Path) -> None:
    """A check of an instructor's own takes nothing away."""
    own = [check.id for check in derive_key(exercise(tmp_path, also("mine")), 0).checks]
    derived = [check.id for check in derive_key(load_course(FOLDER / "course.toml").exercise("lion"), 0).checks]
    assert own == [*derived[:-3], "lion/mine", *derived[-3:]]


def test_a_mistake_that_is_the_right_program_is_refused(tmp_path: Path) -> None:
    """One that is written otherwise and gives the same is no mistake."""
    same = exercise(tmp_path, LION.replace("sign(beta2*m + (1 - beta2)*grad)", "sign((1 - beta1)*grad + m*beta1)"))
    problems = list(Separation(rule_of(same), same.convention, derive_key(same, 0)).problems())
    assert any("lion/one-beta changes nothing" in problem for problem in problems)


def test_two_mistakes_that_undo_each_other_are_refused(tmp_path: Path) -> None:
    """Two signs that cancel leave w right: no sentence about either is true, and nothing names what both do."""
    mistakes = (
        'MISTAKES = (\n    ("in-m", "m takes the gradient with the wrong sign", "m", "Which?", "m = beta1*m - grad"),\n'
        '    ("in-w", "the step is added", "w", "Which way?", "w = w + lr*m"),\n{more})\n'
    )
    steps = optimizer("m = beta1*m + grad", "w = w - lr*m")
    named = '    ("both", "the velocity points downhill", "m", "Which way?", "m = beta1*m - grad; w = w + lr*m"),\n'
    for number, more in enumerate(("", named)):
        own = exercise(tmp_path / str(number), steps + mistakes.format(more=more))
        key = derive_key(own, 0)
        variants = derive_variants(own, key)
        found = quarrels(rule_of(own), own.convention, key, variants)
        assert len(found) == (0 if more else 1)
        ids = list(variants.named)
        assert {"lion/in-m", "lion/in-w"} not in [{ids[first], ids[second]} for first, second, *_ in variants.pairs]
