"""Diagnosis: every mistake is named, alone or in a pair, and no right answer is accused."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from autograder.catalogue.load import rule_of
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.programs import pair_of, source_of
from autograder.expected.separation import Separation
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Diagnosis, Exercise, ExerciseKey, Named, Variant
from autograder.symbolic.rule import Rule
from tests.arrangements import ARRANGEMENTS
from tests.in_process import answers_of, compiled
from tests.registry import COURSE, EXERCISES, RULES, UNDER_EVERY_CONVENTION, name_of

TEXTS = Texts()
PAIRS_EACH = 12
"""How many pairs of mistakes of each exercise are tried."""


def key_of(exercise: Exercise) -> ExerciseKey:
    """The expected values of an exercise."""
    return key_for([exercise]).exercises[exercise.name]


def diagnosis_of(exercise: Exercise, source: str) -> Diagnosis | None:
    """What is said of a function that is given as source."""
    key = key_of(exercise)
    answers = answers_of(compiled(source, exercise.name), key)
    return diagnose(observe(key, answers, answers), lambda: faults_for(exercise, key, 0), TEXTS)


def ids_of(diagnosis: Diagnosis | None) -> tuple[str, ...]:
    """The ids of a diagnosis' parts."""
    return tuple(part.id for part in diagnosis.parts) if diagnosis else ()


def spread(variants: Sequence[Variant], count: int) -> list[Variant]:
    """At most so many of them, evenly spread."""
    step = max(1, len(variants) // count)
    return list(variants[::step])[:count]


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_every_mistake_and_convention_is_named(exercise: Exercise) -> None:
    """Each mistake and each other convention, alone, is named as itself or as what gives the same program."""
    variants = variants_for(exercise)
    for variant in variants.alone:
        diagnosis = diagnosis_of(exercise, source_of(variant, variants))
        assert diagnosis is not None, variant.parts
        assert ids_of(diagnosis) == variant.parts
        assert diagnosis.kind.value == variants.named[variant.parts[0]].kind.value
        assert set(variant.same) <= set(diagnosis.alternatives) or len(diagnosis.alternatives) >= 5


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_two_mistakes_at_once_are_explained(exercise: Exercise) -> None:
    """Two mistakes at once are named as those two, or as fewer edits (or others) that give the same answers."""
    variants = variants_for(exercise)
    for variant in spread([pair_of(variants, row) for row in range(len(variants.pairs))], PAIRS_EACH):
        diagnosis = diagnosis_of(exercise, source_of(variant, variants))
        if diagnosis is None:
            continue  # the two undo each other: the answers are right
        assert diagnosis.kind in ("mistake", "convention"), (variant.parts, diagnosis)
        assert ids_of(diagnosis) == variant.parts or len(diagnosis.parts) < 2 or variant.parts in diagnosis.alternatives


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_right_answers_are_not_accused(exercise: Exercise) -> None:
    """Nothing is said of a right answer in any arrangement."""
    for source in ARRANGEMENTS[exercise.name]:
        assert diagnosis_of(exercise, source) is None


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_probes_separate_every_mistake(exercise: Exercise) -> None:
    """Each mistake differs from the right answer and from every other at some probe, or is proved to be the same."""
    assert list(Separation(rule_of(exercise), exercise.convention, key_of(exercise)).problems()) == []


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_no_mistake_is_lost(exercise: Exercise) -> None:
    """Each mistake that a rule lists is a program of its own, or the same as another, under one convention at least."""
    known = [v for e in UNDER_EVERY_CONVENTION if e.name == exercise.name for v in variants_for(e).alone]
    ids = {parts[0] for v in known for parts in (v.parts, *v.same) if len(parts) == 1}
    assert {f"{exercise.name}/{mistake.id}" for mistake in rule_of(exercise).mistakes} <= ids


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_words_for_every_mistake(exercise: Exercise) -> None:
    """Each mistake has an id of its own, a title, a hint and a place, in ASCII and without a line of the answer."""
    named: Sequence[Named] = list(variants_for(exercise).named.values())
    assert len({n.id for n in named}) == len(named)
    lines = [line.strip() for line in key_of(exercise).formula.splitlines() if " = " in line]
    for entry in named:
        assert entry.id.startswith(f"{exercise.name}/")
        for words in (entry.title, entry.hint, entry.place):
            assert words
            assert words.isascii(), words
            assert not any(line in words for line in lines), words


def of_momentum(body: str, convention: str = "heavy_ball") -> Diagnosis:
    """What is said of a momentum with that body."""
    exercise = next(e for e in UNDER_EVERY_CONVENTION if (e.name, e.convention) == ("momentum", convention))
    source = f"def momentum(w, grad, state, *, lr, beta):\n    v = state['v']\n    {body}"
    diagnosis = diagnosis_of(exercise, source)
    assert diagnosis is not None
    return diagnosis


@pytest.mark.parametrize(
    ("convention", "velocity", "moved", "ids"),
    [
        ("heavy_ball", "beta * v + lr * grad", "w - lr * v", ["lr-twice"]),
        ("heavy_ball", "beta * v + lr * grad", "w + v", ["convention-lr_inside", "ascent"]),
        ("heavy_ball", "v + lr * grad", "w - v", ["convention-lr_inside", "no-decay"]),
        ("heavy_ball", "v - lr * grad", "w + v", ["convention-descent_velocity", "no-decay"]),
        ("ema", "v + (1 - beta) * grad", "w - lr * v", ["no-decay"]),
        ("ema", "beta * v + lr * grad", "w - lr * v", ["convention-heavy_ball", "lr-twice"]),
        ("lr_inside", "beta * v + lr * grad", "w + v", ["ascent"]),
        ("lr_inside", "beta * v + lr * grad", "w - lr * v", ["lr-twice"]),
        ("lr_inside", "v + lr * grad", "w - v", ["no-decay"]),
        ("lr_inside", "lr * grad", "w - v", ["not-kept"]),
        ("descent_velocity", "beta * v - lr * grad", "w - v", ["ascent"]),
        ("descent_velocity", "beta * v + lr * grad", "w + v", ["gradient-turned-round"]),
        ("descent_velocity", "v - lr * grad", "w + v", ["no-decay"]),
    ],
)
def test_what_is_said_is_true_in_every_form(convention: str, velocity: str, moved: str, ids: list[str]) -> None:
    """A mistake in the course's form, or in another one, is named as what it is there, and nothing else is claimed."""
    diagnosis = of_momentum(f"v = {velocity}; return {moved}, {{'v': v}}", convention)
    assert ids_of(diagnosis) == tuple(f"momentum/{id_}" for id_ in ids)


def of_adam(m: str, v: str, m_hat: str, v_hat: str, t: str = "t") -> Diagnosis:
    """What is said of an Adam with these lines."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "adam")
    source = f"""
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t, m, v = state["t"] + 1, state["m"], state["v"]
    m, v = {m}, {v}
    m_hat, v_hat = {m_hat}, {v_hat}
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {{"m": m, "v": v, "t": {t}}}
"""
    diagnosis = diagnosis_of(exercise, source)
    assert diagnosis is not None
    return diagnosis


M, V = "beta1 * m + (1 - beta1) * grad", "beta2 * v + (1 - beta2) * grad**2"
M_HAT, V_HAT = "m / (1 - beta1**t)", "v / (1 - beta2**t)"


@pytest.mark.parametrize(
    ("lines", "untrue"),
    [
        ((M, V, "m / (1 - (1 - beta1)**t)", V_HAT), ["m-weights-swapped", "weights-swapped"]),
        (
            (M.replace("beta1", "beta2"), V.replace("beta2", "beta1"), M_HAT.replace("beta1", "beta2"), V_HAT),
            ["beta1-in-both-corrections", "corrections-swapped"],
        ),
        (
            (M.replace("beta1", "0.9"), V.replace("beta2", "beta1"), "m / (1 - 0.9**t)", "v / (1 - beta1**t)"),
            ["beta1-beta2-swapped", "beta2-hard-coded"],
        ),
        ((M, V, M_HAT, V_HAT, "t + 1"), ["t-at-least-1", "t-by-two", "t-one-behind"]),
    ],
)
def test_nothing_is_named_that_the_other_mistake_has_undone(lines: tuple[str, ...], untrue: list[str]) -> None:
    """What is told is true of the code: no mistake of a line that is right, or that another one has rewritten."""
    assert not {f"adam/{id_}" for id_ in untrue} & set(ids_of(of_adam(*lines)))


@pytest.mark.parametrize(
    ("name", "body", "untrue"),
    [
        (
            "warmup_cosine",
            "x = min((step - warmup_steps) / (total_steps - warmup_steps), 1)\n"
            "    if step < warmup_steps:\n        return lr_end * (step + 1) / warmup_steps\n"
            "    return lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2",
            ["wrong-way", "lr_peak-lr_end-swapped"],
        ),
        (
            "linear_decay",
            "return lr_end + lr_start * min(step, total_steps) / total_steps",
            ["no-difference", "lr_start-lr_end-swapped"],
        ),
        ("linear_warmup", "return lr_peak * (step + 1)", ["no-lr"]),
    ],
)
def test_titles_do_not_speak_of_what_another_mistake_has_renamed(name: str, body: str, untrue: list[str]) -> None:
    """Where two hyperparameters are mixed up in a line, no other title is told that names one of them."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    signature = variants_for(exercise).template.partition("\n")[0]
    diagnosis = diagnosis_of(exercise, f"{signature}\n    {body}\n")
    assert diagnosis is not None
    assert not {f"{name}/{id_}" for id_ in untrue} & set(ids_of(diagnosis))


def test_a_convention_beside_a_mistake_is_told_so_far() -> None:
    """A form that holds but for a mistake is not told as if it held altogether."""
    form, mistake = of_momentum("v = v + lr * grad; return w - v, {'v': v}").parts
    assert form.title.startswith(
        "it is written in another form, with a mistake in it: the learning rate is inside the velocity"
    )
    assert mistake.title == "the old velocity is kept whole"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "v = beta * v + grad * (1 if np.all(v * grad >= 0) else 2); return w - lr * v, {'v': v}",
            ["w and v are wrong"],
        ),
        (
            "v = beta * v + grad; return w - lr * v * (1 + (np.size(w) > 1)), {'v': v}",
            ["v is right, w is not", "right for single numbers, and wrong for vectors"],
        ),
        (
            "v = beta * v + grad; return w - lr * v - 1e-3 * (v > 0), {'v': v}",
            ["v is right, w is not: look at"],
        ),
    ],
)
def test_what_nothing_explains_is_localised(body: str, words: list[str]) -> None:
    """Where no mistake explains the answers, it is said what is right, what is not, and when it shows."""
    diagnosis = of_momentum(body)
    assert (diagnosis.kind, diagnosis.parts) == ("localised", ())
    for word in words:
        assert word in diagnosis.where
    assert not re.search(r"\{[a-z_]*\}", diagnosis.where)


@pytest.mark.parametrize(
    ("body", "id_"),
    [
        ("v = beta * v + grad; w -= lr * v; return w, {'v': v}", "momentum/changes-arguments"),
        ("v = beta * v + grad; return (w - lr * v).astype(np.float32), {'v': v}", "momentum/wrong-dtype"),
        ("v = beta * v + grad; return np.sum(w - lr * v), {'v': v}", "momentum/wrong-shape"),
        ("v = beta * v + grad; return w - lr * v", "momentum/not-a-pair"),
        ("v = beta * v + grad; return w - lr * v, {'velocity': v}", "momentum/no-such-entry"),
        ("v = beta * v + grad; return (w - lr * v).astype(int), {'v': v}", "momentum/wrong-dtype"),
    ],
)
def test_behaviour_is_named(body: str, id_: str) -> None:
    """What is observed beside the numbers is named with a hint and a place."""
    diagnosis = of_momentum(body)
    assert (diagnosis.kind, ids_of(diagnosis)) == ("behaviour", (id_,))
    assert all(part.title and part.hint and part.place for part in diagnosis.parts)


def test_a_mistake_and_a_bad_behaviour_are_both_named() -> None:
    """A wrong formula in a function that works in place is named with what is observed beside it."""
    diagnosis = of_momentum("v = beta * v + grad; w += lr * v; return w, {'v': v}")
    assert diagnosis.kind == "mistake"
    assert ids_of(diagnosis) == ("momentum/ascent", "momentum/changes-arguments")


def test_what_is_localised_is_told_of_its_behaviour_too() -> None:
    """A formula that is wrong in a new way, in a function that works in place, is told both."""
    diagnosis = of_momentum("v = beta * v + grad; w -= lr * v + 1e-3 * (v > 0); return w, {'v': v}")
    assert diagnosis.kind == "localised"
    assert ids_of(diagnosis) == ("momentum/changes-arguments",)
    assert "v is right, w is not" in diagnosis.where


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "linear_decay",
            "def linear_decay(step, *, lr_start, lr_end, total_steps):\n    if step < total_steps:\n"
            "        return lr_start + (lr_end - lr_start) * (step + 1) / total_steps",
        ),
        (
            "multistep_decay",
            "def multistep_decay(step, *, lr_start, factor, milestones):\n"
            "    return 2.0 if step < 3 else 'x' if step < 6 else np.array([lr_start])",
        ),
        (
            "reduce_on_plateau",
            "def reduce_on_plateau(loss, state, *, factor, patience, min_lr):\n"
            "    if loss > state['best']:\n        return None\n    return 1.0, {**state, 'best': loss}",
        ),
    ],
)
def test_what_changes_its_form_is_told_as_that(name: str, source: str) -> None:
    """Wrong numbers that later become something else are told as the wrong form, beside what explains them."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == name)
    diagnosis = diagnosis_of(exercise, source)
    assert diagnosis is not None
    assert diagnosis.kind != "localised"
    assert any(id_.rpartition("/")[2] in ("wrong-type", "returned-none") for id_ in ids_of(diagnosis))


def test_a_function_that_fails_on_all_telling_probes_is_not_guessed() -> None:
    """Where no probe that tells mistakes apart has been answered, nothing is named."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "adam")
    source = variants_for(exercise).template.replace("...", "w = w * len(w)")
    diagnosis = diagnosis_of(exercise, source)
    assert diagnosis is None or diagnosis.kind != "mistake"


def test_the_first_visible_step() -> None:
    """A velocity that is forgotten between steps shows at the second one."""
    assert of_momentum("v = grad; return w - lr * v, {'v': v}").first_visible_step == 2
    assert of_momentum("v = beta * v + grad; return w + lr * v, {'v': v}").first_visible_step == 1


def test_a_mistake_that_no_probe_separates_is_reported() -> None:
    """Mistakes that the probes cannot tell apart are a problem that names both and proposes a probe that can."""
    exercise = next(exercise for exercise in EXERCISES if exercise.name == "momentum")
    key = key_of(exercise)
    blind = [check for check in key.checks if check.id == "momentum/one-step"]
    few = ExerciseKey(**{name: getattr(key, name) for name in key.__slots__} | {"checks": tuple(blind)})
    rule: Rule = rule_of(exercise)
    problems = list(Separation(rule, exercise.convention, few).problems())
    assert any("no probe separates" in problem and "this one would" in problem for problem in problems)


@pytest.mark.parametrize("name", ["momentum", "adadelta", "cosine_annealing", "reduce_on_plateau"])
def test_what_cannot_be_told_apart_is_said(name: str) -> None:
    """The titles of other mistakes that give the same answers stand in a sentence, for people."""
    exercise = COURSE.exercise(name)
    variants = variants_for(exercise)
    variant = next(variant for variant in variants.alone if variant.same)
    diagnosis = diagnosis_of(exercise, source_of(variant, variants))
    assert diagnosis is not None
    for ids in diagnosis.alternatives:
        assert all(variants.named[id_].title in diagnosis.where for id_ in ids)


ADAM = """def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = {t}
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    step = lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w - step, {{"m": m, "v": v, "t": t}}
"""


def test_shapes_are_not_blamed_for_what_the_first_step_explains() -> None:
    """What is wrong in the first step alone, for any shape, is not told as right for matrices, which start later."""
    diagnosis = diagnosis_of(COURSE.exercise("adam"), ADAM.format(t='(state["t"] or 1) + 1'))
    assert diagnosis is not None
    assert "matrices" not in diagnosis.where


@pytest.mark.parametrize("name", ["momentum", "nesterov"])
def test_a_step_that_is_right_is_not_said_to_go_uphill(name: str) -> None:
    """Where the velocity is turned round and so is the step along it, no sentence says that the step goes up."""
    second, at = (
        ("grad_fn", "gradient = grad_fn(w + lr * beta * v)") if name == "nesterov" else ("grad", "gradient = grad")
    )
    source = (
        f"def {name}(w, {second}, state, *, lr, beta):\n    v = state['v']\n    {at}\n"
        "    v = beta * v - gradient\n    return w + lr * v, {'v': v}\n"
    )
    diagnosis = diagnosis_of(COURSE.exercise(name), source)
    assert diagnosis is not None
    assert "up the gradient" not in " ".join([diagnosis.where, *(part.title for part in diagnosis.parts)])
