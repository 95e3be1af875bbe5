"""`grade new` begins an exercise that is proved once it is filled in, and every example of its guide is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.catalogue.course import load_course
from autograder.catalogue.guide import EDITS, FORMULAS, RULE, guide, rule_of_guide
from autograder.catalogue.landscapes import LANDSCAPES
from autograder.expected.derive import exercise_key
from autograder.symbolic.checked import checked
from autograder.symbolic.formulas import parse
from autograder.symbolic.functions import ARRAY_FUNCTIONS
from autograder.symbolic.vocabulary import CONSTANTS, FUNCTIONS, PARAMETERS, RANGES, words_of
from tests.cli.grade import Grade
from tests.registry import COURSE

FILLED = {
    "rule": {
        'title="FILL IN"': 'title="Sign descent"',
        'task="FILL IN"': 'task="Step by the sign of the gradient. Return the new w."',
        'source="FILL IN"': 'source="Bernstein et al. 2018 (arXiv:1802.04434), algorithm 1"',
        "FILL IN\n": "w = w - lr*sign(grad)\n",
        "FILL IN what it is": "a step of one length",
    },
    "reference": {
        "FILL IN what it is": "a step of one length",
        "FILL IN what students read in the stub": "Step by the sign of the gradient",
        "    return FILL_IN\n\n\n@mistake": "    return w - lr * np.sign(grad)\n\n\n@mistake",
        "    return FILL_IN": "    return w - lr * grad",
        '"FILL IN",  # its id': '"no-sign",  # its id',
        '"FILL IN",  # what the': '"the step is as long as the gradient",  # what the',
        '"FILL IN",  # where': '"what lr is multiplied by",  # where',
        '"FILL IN",  # a question': '"How far is a step from a gradient of 100?",  # a question',
    },
}


@pytest.mark.parametrize("kind", FILLED)
def test_what_is_filled_in_is_proved(grade: Grade, kind: str) -> None:
    """As it is written it is refused with its lines; filled in, it proves itself."""
    flags = ("--reference",) if kind == "reference" else ()
    begun = grade("new", "sign_step", *flags)
    assert begun.code == 0
    file = Path("refs" if kind == "reference" else "rules", "sign_step.py")
    unfilled = grade("verify", "--only", "sign_step")
    assert unfilled.code == 2
    assert f"{file}, lines 1," in unfilled.err
    text = file.read_text(encoding="utf-8")
    for hole, part in FILLED[kind].items():
        assert hole in text
        text = text.replace(hole, part)
    file.write_text(text, encoding="utf-8")
    proved = grade("verify", "--only", "sign_step")
    assert (proved.code, proved.out.splitlines()[-1]) == (0, "sign_step proves itself.")


def test_nothing_is_overwritten_and_slips_are_said(grade: Grade) -> None:
    """A second one of the same name, a name that is no function's, and one that the course has, end with 2."""
    assert "the course has an exercise adam already" in grade("new", "adam").err
    assert grade("new", "mine").code == 0
    unit = load_course(Path("course.toml")).exercises[-1].unit
    assert (unit > max(COURSE.units), f'unit = "{unit}"' in grade("new", "another").out) == (True, True)
    for arguments, words in {
        ("mine",): "has an exercise mine already",
        ("Mine",): "a Python function's name",
        ("adam",): "has an exercise adam already",
        ("yours", "--unit", "adaptive"): 'must look like "03_adaptive"',
        (): "grade new --guide",
    }.items():
        result = grade("new", *arguments)
        assert result.code == 2
        assert words in result.err
    assert "[exercise.other]" in grade("new", "other").out
    assert "is there already" in grade("new", "other").err


# ---------------------------------------------------------------- the guide


def test_the_guide_names_all_that_may_be_used() -> None:
    """Every parameter, function, constant and landscape of the registries stands in it."""
    said = guide()
    functions = [function.name for function in ARRAY_FUNCTIONS.values()]
    assert [
        name for name in (*PARAMETERS, *FUNCTIONS, *functions, *CONSTANTS, *RANGES, *LANDSCAPES) if name not in said
    ] == []
    assert max(map(len, said.splitlines())) <= 120


def test_its_rule_is_one() -> None:
    """The rule that it shows is read, checked and carried out as it stands there."""
    rule = checked(rule_of_guide())
    assert len(exercise_key(rule, "default", 0).checks) > 5
    assert all(line.strip() in guide() for line in RULE.splitlines())


@pytest.mark.parametrize("formula", [formula for formula, _ in FORMULAS])
def test_its_formulas_can_be_read(formula: str) -> None:
    """Each is a formula in the words of its rule."""
    parse(formula, words_of(rule_of_guide().symbols))


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS])
def test_its_mistakes_change_its_rule(edit: str) -> None:
    """Each is a mistake of its rule that changes what it does."""
    checked(rule_of_guide().with_mistakes((("one", "a title", "a place", "a question?", edit),), {}))
