"""Where no mistake explains the answers, it is said what is right, what is not, and what the wrong ones share.

Nothing is named here: the functions are judged as if no mistake were known.
"""

from __future__ import annotations

import pytest

from autograder.expected.faults import FaultDictionary, NoShelf
from autograder.expected.fingerprints import layout_of
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.diagnosis.diagnose import diagnose
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Diagnosis, Exercise, Variants
from tests.in_process import answers_of, compiled
from tests.registry import EXERCISES, name_of

TEXTS = Texts()
NOTHING_KNOWN = Variants({}, "...\n", (), (), ())
BY_NAME = {exercise.name: exercise for exercise in EXERCISES}

MOMENTUM = """
def momentum(w, grad, state, *, lr, beta):
    v = beta * state["v"] + grad
    {change}
    return w - lr * v, {{"v": v}}
"""
ADAM = """
def adam(w, grad, state, *, lr, beta1, beta2, eps):
    t = state["t"] + 1
    m = beta1 * state["m"] + (1 - beta1) * grad
    v = beta2 * state["v"] + (1 - beta2) * grad**2
    {change}
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), {{"m": m, "v": v, "t": t}}
"""
LINEAR_DECAY = """
def linear_decay(step, *, lr_start, lr_end, total_steps):
    x = min(step / total_steps, 1)
    {change}
    return lr_start + (lr_end - lr_start) * x
"""
COSINE = """
def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    x = min(step, total_steps) / total_steps
    {change}
    return lr_end + (lr_start - lr_end) * (1 + x) / 2
"""
EMA = """
def exponential_moving_average(values, *, beta, bias_correction):
    a, found = 0.0, []
    for k, value in enumerate(values, 1):
        a = beta * a + (1 - beta) * value
        found.append(a / (1 - beta**{change}) if bias_correction else a)
    return np.array(found)
"""
LEAST_SQUARES = """
def least_squares_gradient(w, X, y):
    g = X.T @ (X @ w - y) / len(y)
    return {result}
"""
NEWTON = """
def newton(w, grad, hessian):
    step = np.linalg.solve(hessian, grad)
    {change}
    return w - step
"""


def diagnosis_of(exercise: Exercise, source: str) -> Diagnosis | None:
    """What is said of a function where no mistake is known that could be named."""
    key = key_for([exercise]).exercises[exercise.name]
    answers = answers_of(compiled(source, exercise.name), key)
    faults = FaultDictionary(NOTHING_KNOWN, layout_of(key), NoShelf())
    return diagnose(observe(key, answers, answers), lambda: faults, TEXTS)


def where(name: str, source: str) -> str:
    """Where a function goes wrong, as a student reads it."""
    diagnosis = diagnosis_of(BY_NAME[name], source)
    assert diagnosis is not None
    assert diagnosis.kind == "localised"
    return diagnosis.where


def test_a_factor_holds_for_every_number() -> None:
    """Nothing is called a multiple of the right values where some are not numbers."""
    twice = "2 * (lr_start + (lr_end - lr_start) * x)"
    assert "always 2 times" in where("linear_decay", LINEAR_DECAY.format(change=f"return {twice}"))
    said = where("linear_decay", LINEAR_DECAY.format(change=f"return {twice} if step != 3 else np.nan"))
    assert "wrong at step" in said
    assert "times" not in said


@pytest.mark.parametrize(
    ("name", "source", "change", "said"),
    [
        ("momentum", MOMENTUM, "w = w + 1e-3", "v is right, w is not: look at what computes w."),
        ("momentum", MOMENTUM, "v = v * 1.5", "w and v are wrong: look at what computes v."),
        ("momentum", MOMENTUM, "v = np.where(grad == 0, state['v'], v)", "wrong only where a gradient is 0"),
        ("momentum", MOMENTUM, "v = v + 0.1 * (grad < 0)", "wrong only where a gradient is negative"),
        ("momentum", MOMENTUM, "w = w + (np.ndim(w) == 2)", "right for single numbers, vectors and stacks of matrices"),
        ("momentum", MOMENTUM, "w = w + (np.size(w) > 1)", "right for single numbers, and wrong for"),
        ("momentum", MOMENTUM, "w = w + (lr == 0.3)", "wrong only with lr = 0.3"),
        ("momentum", MOMENTUM, "w = np.zeros_like(w) / 0", "not a number (NaN)"),
        ("adam", ADAM, "m_hat, v_hat = m / (1 - beta1), v / (1 - beta2)", "wrong later: look at what changes with t"),
        (
            "adam",
            ADAM,
            "n = t + (t == 1)\n    m_hat, v_hat = m / (1 - beta1**n), v / (1 - beta2**n)",
            "wrong only at the first step, from a state of zeros",
        ),
        ("momentum", MOMENTUM, "v = v + 0.5 * state['v']", "right as long as the state is zero"),
        ("linear_decay", LINEAR_DECAY, "lr_start = lr_start * 1.001", "right to 2 digits"),
        ("linear_decay", LINEAR_DECAY, "lr_start = lr_start * (1 + 2e-7)", "right to 6 digits"),
        (
            "cosine_annealing",
            COSINE,
            "x = float(np.cos(np.float32(np.pi * x)))",
            "Measured by the largest of its numbers, lr is right to",
        ),
        ("cosine_annealing", COSINE, "x = 0 * x + np.nan", "not a number"),
        ("linear_decay", LINEAR_DECAY, "return 0.0", "lr is always 0."),
        ("adam", ADAM, "m_hat, v_hat, t = m, v, state['t']", "look at what computes w and t"),
        (
            "linear_decay",
            LINEAR_DECAY,
            "return 0.5 * (lr_start + (lr_end - lr_start) * x)",
            "always 0.5 times the right one",
        ),
        (
            "linear_decay",
            LINEAR_DECAY,
            "x = x if step < total_steps else 0",
            "wrong at step 10 to 25, and right at",
        ),
        ("linear_decay", LINEAR_DECAY, "x = x + 0.1", "wrong at every step asked for: "),
        (
            "linear_decay",
            LINEAR_DECAY,
            "x = x / 2 if step in (3, 7) else x",
            "wrong at step 3 and 7, and right at step 0 to 2, 4 to",
        ),
        ("exponential_moving_average", EMA, "len(values)", "wrong only with bias_correction = True"),
        ("newton", NEWTON, "step = step * np.sign(step @ grad)", 'It is wrong in "a saddle", "a maximum" and 2 more'),
    ],
)
def test_what_the_wrong_answers_share(name: str, source: str, change: str, said: str) -> None:
    """A property that all wrong answers have and right ones rarely is what the student reads."""
    assert said in where(name, source.format(change=change))


def test_what_shows_only_in_long_runs() -> None:
    """A function that is right at every single step and in short runs is told in which long run it goes wrong."""
    source = ADAM.format(change="m_hat, v_hat = (1 + (beta1 == 0)) * m / (1 - beta1**t), v / (1 - beta2**t)")
    assert where("adam", source).startswith("All single steps and short runs are right. In the run ")


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_a_right_answer_is_not_localised(exercise: Exercise) -> None:
    """There is nothing to say of a function that is right."""
    assert diagnosis_of(exercise, right_answer(exercise)) is None


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        (
            "least_squares_gradient",
            LEAST_SQUARES.format(result="g / np.linalg.norm(g)"),
            "right direction, but not always the right length",
        ),
        (
            "least_squares_gradient",
            LEAST_SQUARES.format(result="-g / np.linalg.norm(g)"),
            "does not always point the right way",
        ),
        (
            "descend",
            "def descend(grad_fn, w, *, lr, steps):\n    path = [w]\n    for k in range(steps):\n"
            "        path.append(path[-1] - lr * grad_fn(path[-1]) * (1 + 0.37 * k * k))\n    return np.array(path)",
            "numbers 0 to 1 are right, and number 2 is the first that is not",
        ),
        (
            "cosine_annealing",
            "def cosine_annealing(step, *, lr_start, lr_end, total_steps):\n"
            "    x = np.float32(min(step, total_steps) / total_steps)\n"
            "    return float(lr_end + (lr_start - lr_end) * (1 + np.cos(np.float32(np.pi) * x)) / 2)",
            "float32 on the way",
        ),
    ],
)
def test_what_is_still_right_is_said(name: str, source: str, said: str) -> None:
    """A direction, the first rows, or as many digits as float32 has: the student reads what is right about numbers."""
    assert said in where(name, source)
