"""What students read is true as far as a machine can tell: every kind of untrue sentence is looked for in all."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import numpy as np
import pytest

from autograder.catalogue.load import rule_of
from autograder.cli import COMMANDS
from autograder.expected.lookup import faults_for, key_for
from autograder.expected.opposites import contradict
from autograder.model import Carried, EditKind, Exercise, ExerciseKey, Named, Variants
from autograder.symbolic.rule import Rule
from tests.registry import COURSE, UNDER_EVERY_CONVENTION
from tests.sentences import Said, sentences

SENTENCES = tuple(sentences())
IDS = [f"{exercise.name}.{exercise.convention}" for exercise in UNDER_EVERY_CONVENTION]
under_every_convention = pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=IDS)

WORDS = {"a", "A", "b", "kind", "order", "power", "values", "weights", "z"}
"""Names of quantities that are plain words as well."""
NOT_QUANTITIES = re.compile(r"[a-z)]'s\b|[a-zA-Z]\^\d|L\(w\)|\bas in [^|]*|x \* x|\bz (?:with|=)")
"""Where a letter is something else: "Newton's", x^2, who else writes it so."""


@cache
def key_of(exercise: Exercise) -> ExerciseKey:
    """The key that ships."""
    return key_for([exercise]).exercises[exercise.name]


def variants_of(exercise: Exercise) -> Variants:
    """The variants that ship."""
    return faults_for(exercise, key_of(exercise), 0).variants


def texts_of(named: Named) -> str:
    """All that is said of an edit."""
    return f"{named.title} | {named.hint} | {named.place}"


# ---------------------------------------------------------------- in all sentences


def test_nothing_is_left_to_be_filled_in() -> None:
    """Only the sentences of feedback, which are filled in while grading, hold names in braces."""
    unfilled = [said for said in SENTENCES if said.kind not in ("feedback", "theorem")]
    assert not [said for said in unfilled if re.search(r"\{[a-z_.]*\}", said.text)]


def test_what_is_told_to_be_called_exists() -> None:
    """Functions of NumPy and commands that a sentence names are there."""
    for said in SENTENCES:
        for name in re.findall(r"\bnp\.([a-z_.]+[a-z])", said.text):
            part: object = np
            for attribute in name.split("."):
                part = getattr(part, attribute)
        assert set(re.findall(r"`grade ([a-z]+)", said.text)) <= set(COMMANDS), said


def test_a_number_of_arxiv_belongs_to_the_same_people_everywhere() -> None:
    """Each paper is cited with the authors and the year that it has in every other place."""
    cited: dict[str, set[str]] = defaultdict(set)
    for said in SENTENCES:
        for authors, year, _, number in re.findall(
            r"([A-Z][\w' ,.-]*?) (\d{4}) ?\(([^()]*?)arXiv:(\d{4}\.\d{4,5})\)", said.text
        ):
            cited[number].add(f"{authors.split()[0]} {year}")
    assert len(cited) >= 12
    assert {number: who for number, who in cited.items() if len(who) > 1} == {}


@pytest.mark.parametrize(
    ("name", "cites", "not_cites"),
    [
        ("step_decay", "StepLR", "He et al."),
        ("reduce_on_plateau", "section 3.4", ""),
        ("triangular_cycle", "section 3.1", "section 3.2"),
        ("nadam", "Dozat 2015", "Dozat 2016"),
        ("momentum", "Polyak 1964", "equations"),
    ],
)
def test_sources_that_were_wrong_once(name: str, cites: str, not_cites: str) -> None:
    """A source is the place in which the rule stands, and in this form."""
    (source,) = {said.text for said in SENTENCES if said[:2] == ("rule", "source") and said.by == name}
    assert cites in source
    assert not not_cites or not_cites not in source


@pytest.mark.parametrize("by", ["momentum", "nesterov", "adam"])
def test_what_is_shown_of_gradient_descent_is_cited_for_it_alone(by: str) -> None:
    """That gradient descent leaves saddles does not say that other methods do."""
    assert not [said for said in SENTENCES if said.by == by and "Lee, Simchowitz" in said.text]


# ---------------------------------------------------------------- of mistakes


def quantities(rule: Rule) -> set[str]:
    """Every name that stands for a number in a rule, under any convention."""
    names = {*rule.symbols, *(q.name for q in rule.state), *(h.name for h in rule.hyperparameters)}
    return names | {step.symbol.name for steps in rule.forms.values() for step in steps}


ALL_QUANTITIES = {name for exercise in UNDER_EVERY_CONVENTION for name in quantities(rule_of(exercise))} - WORDS
CODE = {n for n in ALL_QUANTITIES if len(n) == 1 or re.search(r"[_\d]", n) or n in {"lr", "eps", "beta", "rho", "tol"}}


def quantities_under(exercise: Exercise, convention: str) -> set[str]:
    """Every name that stands for a number in one form of a rule."""
    form = rule_of(exercise).under(convention)
    names = {*form.arguments, *(q.name for q in form.state), *(h.name for h in form.hyperparameters)}
    return names.union(*(map(str, (step.symbol, *step.expression.free_symbols)) for step in form.steps))


def said_of(named: Named) -> set[str]:
    """The names of quantities in all that is said of an edit."""
    return CODE.intersection(re.findall(r"[A-Za-z_]\w*", NOT_QUANTITIES.sub("", texts_of(named))))


@under_every_convention
def test_a_sentence_names_only_quantities_of_its_form(exercise: Exercise) -> None:
    """No title, question or place speaks of a letter that the rule does not have under the course's convention.

    Beside another convention, nor of one that this has not.
    """
    variants = variants_of(exercise)
    named = list(variants.named.values())
    usual, form = quantities(rule_of(exercise)), quantities_under(exercise, exercise.convention)
    for one in named:
        assert not said_of(one) - (form if one.kind is EditKind.MISTAKE else usual), texts_of(one)
    for first, second, *_ in variants.pairs:
        other, mistake = sorted((named[first], named[second]), key=lambda one: one.kind is EditKind.MISTAKE)
        if other.kind is EditKind.CONVENTION:
            there = quantities_under(exercise, other.id.partition("/convention-")[2])
            assert not said_of(mistake) - there, (other.id, texts_of(mistake))


@under_every_convention
def test_every_mistake_that_is_named_changes_an_answer(exercise: Exercise) -> None:
    """Nothing is listed that nobody can be told of."""
    variants = variants_of(exercise)
    found = {ids[0] for variant in variants.alone for ids in (variant.parts, *variant.same) if len(ids) == 1}
    assert set(variants.named) == found


@under_every_convention
def test_no_two_mistakes_have_one_title(exercise: Exercise) -> None:
    """A student who is to say which mistake it was can tell them apart by what they are called."""
    titles = [named.title for named in variants_of(exercise).named.values()]
    assert len(set(titles)) == len(titles)


@under_every_convention
def test_no_two_titles_that_are_told_together_contradict_each_other(exercise: Exercise) -> None:
    """Of two mistakes at once neither says too little of what the other says too much of."""
    variants = variants_of(exercise)
    named = list(variants.named.values())
    for first, second, *_ in variants.pairs:
        both = named[first], named[second]
        if all(one.kind is EditKind.MISTAKE for one in both):
            assert not contradict(both[0].title, both[1].title), both


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("there is no bias correction", "the bias is corrected in the averages and again in the learning rate"),
        ("t is one too large where it is used", "the correction uses one step less than t, and 1 where that is 0"),
        ("t is never increased", "t is increased once more after it has been used"),
    ],
)
def test_titles_that_contradict_each_other_are_seen(first: str, second: str) -> None:
    """None and twice, one less and one more: of one thing only one of them can be so."""
    assert contradict(first, second)
    assert contradict(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("eps is not used", "the learning rate is applied twice"),
        ("the root is forgotten", "beta1 and 1 - beta1 are swapped in m"),
        ("m is averaged with beta2", "v is averaged with beta1"),
    ],
)
def test_titles_about_two_things_do_not_contradict_each_other(first: str, second: str) -> None:
    """Two mistakes at two places may be told together."""
    assert not contradict(first, second)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("momentum", "gradient-turned-round", "ascent"),
        ("adam", "t-at-least-1", "t-one-ahead"),
        ("rmsprop", "complement-squared", "correction-of-step-1"),
    ],
)
def test_mistakes_that_undo_each_other_are_not_told_together(name: str, first: str, second: str) -> None:
    """Where w is right in every run from the start, two sentences about the step would both be untrue."""
    variants = variants_of(COURSE.exercise(name))
    ids = list(variants.named)
    told = [{ids[one], ids[other]} for one, other, *_ in variants.pairs]
    assert told
    assert {f"{name}/{first}", f"{name}/{second}"} not in told


@pytest.mark.parametrize("exercise", [e for e in UNDER_EVERY_CONVENTION if rule_of(e).state], ids=str)
def test_nothing_is_said_of_a_step_that_is_right(exercise: Exercise) -> None:
    """A mistake that leaves w right in every run from a state of zeros is not told as one of the step."""
    faults = faults_for(exercise, key_of(exercise), 0)
    layout = faults.layout
    fresh = [number for number, probe in enumerate(layout.probes) if is_fresh(probe.call.arguments[-1])]
    for row, variant in enumerate(faults.variants.alone):
        named = faults.variants.named[variant.parts[0]]
        if fresh and named.kind is EditKind.MISTAKE and " step" in texts_of(named):
            first = [layout.blocks[number][0] for number in fresh]
            places = np.concatenate([np.arange(block.start, block.stop) for block in first])
            gaps = np.abs(faults.alone.fingerprint(row).numbers - layout.right)[places]
            is_right = (gaps <= layout.tolerances[places]).all()
            assert not (is_right and re.search(r"\b(your|the) step\b", texts_of(named))), named


def is_fresh(state: object) -> bool:
    """Whether a state is of zeros."""
    entries = state.start if isinstance(state, Carried) else state
    return isinstance(entries, dict) and not any(np.any(np.asarray(entry)) for entry in entries.values())


# ---------------------------------------------------------------- of numbers


@under_every_convention
def test_no_right_answer_is_what_50_digits_leave_of_a_zero(exercise: Exercise) -> None:
    """A number that is far below its own tolerance is written as 0."""
    for check in key_of(exercise).checks:
        for quantity in (quantity for probe in check.probes for quantity in probe.expected):
            if quantity.tolerances is not None:
                sizes = np.abs(np.asarray(quantity.values, dtype=np.float64))
                assert not ((sizes > 0) & (sizes < 1e-25 * quantity.tolerances)).any(), quantity


def test_said_by_everybody() -> None:
    """The script that prints all sentences finds every kind of them."""
    assert {said.kind for said in SENTENCES} == {
        "feedback", "landscape", "theorem", "rule", "check", EditKind.MISTAKE, EditKind.CONVENTION,
    }  # fmt: skip
    assert all(isinstance(said, Said) and said.text for said in SENTENCES)
