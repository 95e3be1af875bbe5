"""Which mistakes are handed out: none that its look gives away, and none that is an equal program."""

from __future__ import annotations

import ast
import re
from itertools import islice

import pytest

from autograder.catalogue.load import rule_of
from autograder.expected.fingerprints import layout_of, same_at
from autograder.expected.lookup import key_for, variants_for
from autograder.expected.printed import right_answer
from autograder.expected.programs import given_by, program, source_of
from autograder.model import EditKind, Exercise
from autograder.repair.looks import ODDITIES, gives_away
from autograder.repair.pool import FEWEST, is_fit, suitable, suitable_pairs
from tests.registry import EXERCISES, GRADED, name_of

MOST_PAIRS, MOST_LOOKED_AT = 3, 40
"""Of each exercise's pairs, as many are carried out, and looked at; of single mistakes all are."""
ODD = (
    ("a = x\n", "a = x\nb = a\n", "it is longer"),
    ("a = x*y + x\n", "a = 9*y\n", "a number does not belong there"),
    ("a = x*y + x\n", "a = x # y\n", "it has a comment"),
    ("new = x*y\n", "a_2 = x\n", "a name is new"),
    ("def f(x, y):\n    a = x*y\n    return a", "def f(x, y):\n    a = x\n    return a", "something is not used"),
    ("a = x*y\n", "a = x\n", "a line only copies"),
    ("a = x - y*z + z\n", "a = (x - y) + z\n", "brackets are needless"),
    ("a = 1 + x + y\n", "a = 1*x + y\n", "arithmetic does nothing"),
    ("a = x + y*z*z\n", "a = x - x + y\n", "arithmetic does nothing"),
    ("a = x*y\nb = x + y\n", "a = x*y\na = x+y\n", "a name is given a value again"),
)


@pytest.mark.parametrize(("right", "odd", "why"), ODD)
def test_what_gives_a_mistake_away_is_seen(right: str, odd: str, why: str) -> None:
    """Each oddity of a program's look is seen, and the right program has none."""
    assert gives_away(odd, right) == why
    assert gives_away(right, right) == ""


def test_every_oddity_has_an_example() -> None:
    """No oddity is looked for that nothing shows."""
    assert {why for _, _, why in ODD} == set(ODDITIES)


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_nothing_that_is_drawn_is_told_by_its_look(exercise: Exercise) -> None:
    """All of the catalogue, alone and in pairs: not longer, no number or comment of its own, nothing left over."""
    right = right_answer(exercise)
    numbers = _numbers(right)
    pairs = suitable_pairs(exercise)
    few = pairs[:: 1 + len(pairs) // MOST_LOOKED_AT]
    for broken in (*suitable(exercise), *(pair for pair in few if not gives_away(pair.source, right))):
        assert broken.source != right
        assert len(broken.source) <= len(right)
        assert broken.source.count("\n") <= right.count("\n")
        assert not re.search("#|_new|hard|mistake", broken.source.partition("\n")[2])
        assert _numbers(broken.source) <= numbers


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_nothing_that_is_drawn_is_an_equal_program(exercise: Exercise) -> None:
    """What is drawn gives another answer than the right program, each convention and each other mistake."""
    key, variants = key_for([exercise]).exercises[exercise.name], variants_for(exercise)
    layout = layout_of(key)
    all_of_them = {variant.parts[0]: given_by(source_of(variant, variants), layout) for variant in variants.alone}
    for broken in suitable(exercise):
        given = all_of_them[broken.mistakes[0]]
        assert variants.named[broken.mistakes[0]].kind is EditKind.MISTAKE
        assert not same_at(layout, given, layout.right_fingerprint).all()
        alike = [id_ for id_, other in all_of_them.items() if same_at(layout, given, other).all()]
        assert alike == [broken.mistakes[0]]
    for pair in islice(filter(is_fit, suitable_pairs(exercise)), MOST_PAIRS):
        given = given_by(pair.source, layout)
        assert not same_at(layout, given, layout.right_fingerprint).all()
        assert not any(same_at(layout, given, other).all() for other in all_of_them.values())


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_two_mistakes_stand_in_lines_of_their_own(exercise: Exercise) -> None:
    """Of a pair each mistake is there as it is alone, in other lines than the other one."""
    variants = variants_for(exercise)
    alone = {broken.mistakes[0]: broken.lines for broken in suitable(exercise)}
    for pair in suitable_pairs(exercise):
        first, second = (alone[id_] for id_ in pair.mistakes)
        for line, right, *either in zip(pair.lines, variants.right, first, second, strict=True):
            assert [line] == ([one for one in either if one != right] or [right])


def test_two_that_are_one_mistake_of_the_catalogue_are_not_drawn() -> None:
    """Both weights of Adadelta swapped, one by one, is the mistake of swapping them."""
    adadelta = next(exercise for exercise in GRADED if exercise.name == "adadelta")
    both = ("adadelta/s-weights-swapped", "adadelta/d-weights-swapped")
    assert not any(map(is_fit, (pair for pair in suitable_pairs(adadelta) if pair.mistakes == both)))


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_an_exercise_is_no_answer(exercise: Exercise) -> None:
    """Of an exercise nothing is drawn, or one of several: else its name would say which mistake it is."""
    assert len(suitable(exercise)) == 0 or len(suitable(exercise)) >= FEWEST


def test_most_exercises_have_something_to_mend() -> None:
    """Rules of three lines and more all have mistakes that suit."""
    long = [exercise for exercise in GRADED if not exercise.is_reference and len(rule_of(exercise).steps) > 2]
    assert [exercise.name for exercise in long if not suitable(exercise)] == []


def _numbers(source: str) -> set[str]:
    return {str(node.value) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}


def test_a_program_is_what_it_is_printed_from() -> None:
    """The right lines of an exercise's variants are its right answer."""
    for exercise in GRADED[:5]:
        variants = variants_for(exercise)
        assert program(variants.right, variants) == right_answer(exercise)
