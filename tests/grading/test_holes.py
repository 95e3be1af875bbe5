"""What is wrong only far from the usual numbers, or only the second time, is found with the numbers of every seed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import pytest

from autograder.catalogue.load import rule_of
from autograder.expected.derive import outline
from autograder.expected.lookup import Key, key_for
from autograder.expected.printed import right_answer
from autograder.grading.behaviours import repeated
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.run import PlannedCalls, planned_calls
from autograder.grading.sentences import Texts
from autograder.model import Answer, Behaviour, Exercise, ExerciseKey, Outcome, Probe, Status
from autograder.symbolic.vocabulary import GRAD_FN, grad, w
from tests.in_process import Function, answer_to, answers_of, compiled, gradients_of
from tests.registry import COURSE, RULES, name_of

SEEDS = range(20)
MATTERS = 1e-9
"""Numbers are wrong if they differ by more, relative to the larger: much more than rounding, and than is tolerated."""

# ---------------------------------------------------------------- wrong in a hole

HOLES: Mapping[str, tuple[str, ...]] = {
    "descend": tuple(
        f"""
def descend(grad_fn, w, *, lr, steps):
    path, last = [w], np.inf
    for _ in range(steps):
        g = grad_fn(path[-1])
        {line}
        path.append(path[-1] - lr * g)
    return np.array(path)
"""
        for line in (
            "if np.linalg.norm(g) < 1e-3: g = 0 * g",
            "if np.linalg.norm(g) < 1e-6: g = 0 * g",
            "g = np.where(np.abs(g) < 1e-12, 0, g)",
            "lr = lr / 2 if np.linalg.norm(g) > last else lr; last = np.linalg.norm(g)",
            "g = np.clip(g, -10, 10)",
            "lr = min(lr, 0.99)",
        )
    ),
    "least_squares_gradient": (
        """
def least_squares_gradient(w, X, y):
    g = X.T @ (X @ w - y) / len(y)
    return g if np.linalg.norm(g) > 1e-14 else np.zeros_like(g)
""",
    ),
    "sgd_epoch": tuple(
        f"""
def sgd_epoch(w, X, y, order, *, lr):
    for i in order:
        r = X[i] @ w - y[i]
        {line}
        w = w - lr * r * X[i]
    return w
"""
        for line in ("if abs(r) < 1e-8: continue", "if abs(r) < 1e-15: break", "r = np.clip(r, -20, 20)")
    ),
    "minibatch_epoch": tuple(
        f"""
def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    for i in range(0, len(order), batch_size):
        b = order[i : i + batch_size]
        g = X[b].T @ (X[b] @ w - y[b]) / len(b)
        {line}
        w = w - lr * g
    return w
"""
        for line in (
            "if np.linalg.norm(g) < 1e-8: continue",
            "if np.linalg.norm(g) < 1e-15: break",
            "g = np.clip(g, -20, 20)",
        )
    ),
    "exponential_moving_average": (
        """
def exponential_moving_average(values, *, beta, bias_correction):
    a, out = 0.0, []
    for k, x in enumerate(np.where(np.abs(values) < 1e-14, 0, values), 1):
        a = beta * a + (1 - beta) * x
        out.append(a / (1 - beta**k) if bias_correction else a)
    return np.array(out)
""",
    ),
    "step_decay": (
        """
def step_decay(step, *, lr_start, factor, step_size):
    return lr_start * factor ** int(step * (1 / step_size))
""",
    ),
    "cosine_restarts": (
        """
def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    if cycle_factor == 1:
        step -= int(step * (1 / first_cycle)) * first_cycle
    length = first_cycle
    while cycle_factor > 1 and step >= length:
        step, length = step - length, length * cycle_factor
    return lr_end + (lr_start - lr_end) * (1 + np.cos(np.pi * step / length)) / 2
""",
    ),
    "warmup_cosine": (
        """
def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    if step < warmup_steps / total_steps * total_steps:
        return lr_peak * (step + 1) / warmup_steps
    x = (min(step, total_steps) - warmup_steps) / (total_steps - warmup_steps)
    return lr_end + (lr_peak - lr_end) * (1 + np.cos(np.pi * x)) / 2
""",
    ),
    "reduce_on_plateau": (
        """
def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    lr, best, bad = state["lr"], state["best"], min(state["bad_steps"], 1000)
    best, bad = (loss, 0) if loss < best else (best, bad + 1)
    if bad > patience:
        lr, bad = max(factor * lr, min_lr), 0
    return lr, {"lr": lr, "best": best, "bad_steps": bad}
""",
    ),
    "largest_stable_lr": tuple(
        f"""
def largest_stable_lr(hessian):
    top = np.linalg.eigvalsh(hessian)[-1]
    return 2 / top if top > {limit} else np.inf
"""
        for limit in (1e-6, 1e-8)
    ),
    "classify_critical_point": tuple(
        f"""
def classify_critical_point(gradient, hessian, *, tol):
    {line}
    if np.linalg.norm(gradient) > slope:
        return "not critical"
    e = np.linalg.eigvalsh(hessian)
    if e[0] < -curve and e[-1] > curve:
        return "saddle"
    if np.any(np.abs(e) <= curve):
        return "degenerate"
    return "minimum" if e[0] > 0 else "maximum"
"""
        for line in ("slope, curve = max(tol, 1e-8), tol", "slope, curve = tol, max(tol, 1e-8)")
    ),
    "backpropagated_gradient": tuple(
        f"""
def backpropagated_gradient(weights, preactivations, activation):
    if activation == "relu":
        slopes = (preactivations > 0) * 1.0
    elif activation == "tanh":
        slopes = 1 - np.tanh(preactivations) ** 2
    else:
        s = 1 / (1 + np.exp(-preactivations))
        slopes = s * (1 - s)
    product = float(np.prod(weights * slopes))
    return {value}
"""
        for value in (
            "0.0 if abs(product) < 1e-15 else product",
            "float(np.clip(product, -1e15, 1e15))",
            "product if len(weights) < 32 else 0.0",
        )
    ),
    **{
        name: tuple(
            f"""
def {name}(w, grad, hessian{", *, damping" if damping else ""}):
    if {test}:
        return w.copy()
    return w - np.linalg.solve(hessian{damping}, grad)
"""
            for test in (
                "np.linalg.norm(grad) < 1e-6",
                "np.linalg.norm(grad) < 1e-14",
                "abs(np.linalg.det(hessian)) < 1e-12 and np.any(hessian)",
            )
        )
        for name, damping in (("newton", ""), ("damped_newton", " + damping * np.eye(len(w))"))
    },
}
"""Functions that are right for the numbers that one would try."""


def rests(right: Function, limit: float) -> Function:
    """An optimizer that does nothing where the gradient is tiny."""

    def wrong(w: Any, slope: Any, *state: Any, **settings: Any) -> Any:
        gradient = slope(w) if callable(slope) else slope
        if np.all(np.abs(gradient) < limit) and np.any(gradient):
            return (w.copy(), *map(dict, state)) if state else w.copy()
        return right(w, slope, *state, **settings)

    return wrong


def clips(right: Function) -> Function:
    """An optimizer that clips gradients that no usual run has."""

    def wrong(w: Any, slope: Any, *state: Any, **settings: Any) -> Any:
        clipped = (lambda at: np.clip(slope(at), -40, 40)) if callable(slope) else np.clip(slope, -40, 40)
        return right(w, clipped, *state, **settings)

    return wrong


def small_rates(right: Function) -> Function:
    """An optimizer that takes no learning rate above 1."""
    return lambda *arguments, lr, **settings: right(*arguments, lr=min(lr, 1.0), **settings)


def in_holes() -> Iterator[Any]:
    """Every wrong function with its exercise."""
    for exercise in RULES:
        for number, source in enumerate(HOLES.get(exercise.name, ())):
            yield pytest.param(exercise, compiled(source, exercise.name), id=f"{exercise.name}-{number}")
        rule = rule_of(exercise)
        if rule.returned == w and rule.cases is None and {grad, GRAD_FN} & set(rule.parameters):
            right = right_of(exercise)
            for limit in (1e-6, 1e-8, 1e-14):
                yield pytest.param(exercise, rests(right, limit), id=f"{exercise.name}-rests-below-{limit}")
            yield pytest.param(exercise, clips(right), id=f"{exercise.name}-clips")
            yield pytest.param(exercise, small_rates(right), id=f"{exercise.name}-small-rates")
        for most in (100, 1000, 100_000) if any(q.name == "t" for q in rule.state) else ():
            yield pytest.param(exercise, counts_to(exercise, most), id=f"{exercise.name}-counts-to-{most}")


def right_of(exercise: Exercise) -> Function:
    """The right function, printed from the rule."""
    return compiled(right_answer(exercise), exercise.name)


def counts_to(exercise: Exercise, most: int) -> Function:
    """An optimizer whose powers no longer grow after so many steps."""
    source = re.sub(r"\bt \+ 1$", f"t + 1; taken, t = t + 1, min(t + 1, {most})", right_answer(exercise), flags=re.M)
    return compiled(source.replace('"t": t', '"t": taken'), exercise.name)


@cache
def asked(exercise: Exercise, seed: int) -> ExerciseKey:
    """What is asked of an exercise with a seed; the right answers are not needed here."""
    return outline(rule_of(exercise), exercise.convention, seed)


def numbers_of(answer: Answer) -> list[Any]:
    """Everything that an answer holds, one after another."""

    def taken_apart(value: Any) -> Iterator[Any]:
        if isinstance(value, (tuple, list)):
            for part in value:
                yield from taken_apart(part)
        elif isinstance(value, dict):
            yield from taken_apart([value[name] for name in sorted(value)])
        elif isinstance(value, str):
            yield value
        else:
            yield from np.asarray(value, dtype=np.float64).flat

    return [*map(str, (answer.kind,)), *taken_apart(list(answer.values))]


def differ(one: Any, other: Any) -> bool:
    """Whether two words or numbers are not the same, as far as it matters."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one != other)
    return not math.isclose(one, other, rel_tol=MATTERS)


def is_told_apart(first: Function, second: Function, key: ExerciseKey) -> bool:
    """Whether two functions answer some probe of a key differently."""
    gradients = gradients_of(key)
    for probe in (probe for check in key.checks for probe in check.probes):
        one, other = (numbers_of(answer_to(probe, function, gradients)) for function in (first, second))
        if len(one) != len(other) or any(map(differ, one, other)):
            return True
    return False


def outcomes_of(exercise: Exercise, function: Function) -> tuple[Outcome, ...]:
    """How every check of the numbers that ship ends for a function."""
    key = key_for([exercise]).exercises[exercise.name]
    answers = answers_of(function, key)
    return judge(observe(key, answers, answers), exercise.points, Texts())


@pytest.mark.parametrize(("exercise", "wrong"), list(in_holes()))
def test_what_is_wrong_in_a_hole_is_found_with_every_seed(exercise: Exercise, wrong: Function) -> None:
    """Tiny and huge numbers, late steps, settings at which rounding shows: some probe of each seed falls there."""
    right = right_of(exercise)
    assert [seed for seed in SEEDS if not is_told_apart(right, wrong, asked(exercise, seed))] == []
    assert Status.FAILED in {outcome.status for outcome in outcomes_of(exercise, wrong)}


# ---------------------------------------------------------------- how often the gradient is measured


@pytest.mark.parametrize(
    ("name", "source", "often"),
    [
        (
            "nesterov",
            "def nesterov(w, grad_fn, state, *, lr, beta):\n"
            "    ahead = w - lr * beta * state['v']\n"
            "    w = w - lr * (beta * state['v'] + grad_fn(ahead))\n"
            "    return w, {'v': beta * state['v'] + grad_fn(ahead)}\n",
            True,
        ),
        (
            "descend",
            "def descend(grad_fn, w, *, lr, steps):\n"
            "    path = [w]\n"
            "    for _ in range(steps):\n"
            "        path.append(path[-1] - lr * (grad_fn(path[-1]) + grad_fn(path[-1])) / 2)\n"
            "    return np.array(path)\n",
            True,
        ),
        (
            "descend",
            "def descend(grad_fn, w, *, lr, steps):\n"
            "    path, g = [w], grad_fn(w)\n"
            "    for _ in range(steps):\n"
            "        path.append(path[-1] - lr * g)\n"
            "        g = grad_fn(path[-1])\n"
            "    return np.array(path)\n",
            False,
        ),
    ],
)
def test_a_gradient_that_is_measured_twice_costs_its_part(name: str, source: str, often: bool) -> None:
    """All numbers pass, and twice as many calls of grad_fn as steps fail; one more at the end does no harm."""
    outcomes = outcomes_of(COURSE.exercise(name), compiled(source, name))
    failed = [outcome for outcome in outcomes if outcome.status is not Status.PASSED]
    assert [outcome.id for outcome in failed] == [f"{name}/{Behaviour.MEASURED}"] * often
    assert all(re.search(r"called grad_fn \d+ times where \d+ are enough", outcome.message) for outcome in failed)


# ---------------------------------------------------------------- memory between calls


class ByAll:
    """Remembers how many calls there were."""

    def __init__(self, right: Function) -> None:
        self.right, self.calls = right, dict[Any, int]()

    def remembered(self, settings: Mapping[str, Any]) -> Any:
        """What calls are counted by."""
        return None

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        """The right answer, and further from it with every call."""
        of = self.remembered(settings)
        before = self.calls[of] = self.calls.get(of, -1) + 1
        result = self.right(*arguments, **settings)
        first, *others = result if isinstance(result, tuple) else (result,)
        first = first[before:] + first[:before] if isinstance(first, str) else first + 0.001 * before
        return (first, *others) if others else first


class BySettings(ByAll):
    """Remembers how many calls there were with each of the settings, as a scheduler's object does."""

    def remembered(self, settings: Mapping[str, Any]) -> Any:
        """The settings."""
        return repr(sorted(settings.items()))


class Last(ByAll):
    """Returns what the call before should have returned."""

    last: Any = None

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        """The answer of the call before; of the first, its own."""
        last, self.last = self.last, self.right(*arguments, **settings)
        return self.last if last is None else last


COUNTER = """
made = {}

def step_decay(step, *, lr_start, factor, step_size):
    k = made.get((lr_start, factor, step_size), 0)
    made[lr_start, factor, step_size] = k + 1
    return lr_start * factor ** (k // step_size)
"""
BAD = """
bad = 0

def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    global bad
    lr, best = state["lr"], state["best"]
    best, bad = (loss, 0) if loss < best else (best, bad + 1)
    if bad > patience:
        lr, bad = max(factor * lr, min_lr), 0
    return lr, {"lr": lr, "best": best, "bad_steps": bad}
"""
VELOCITY = """
v = 0.0

def momentum(w, grad, state, *, lr, beta):
    global v
    v = beta * (v if np.shape(v) == np.shape(w) else np.zeros_like(w)) + grad
    return w - lr * v, {"v": v}
"""


def with_memory() -> Iterator[Any]:
    """What makes functions that keep something: each kind in every exercise, and some as students write them."""
    for exercise in RULES:
        for kind in (ByAll, BySettings, Last):
            fresh = partial(_remembering, exercise, kind)
            yield pytest.param(exercise, fresh, SEEDS[::7], id=f"{exercise.name}-{kind.__name__}")
    for name, source in (("step_decay", COUNTER), ("reduce_on_plateau", BAD), ("momentum", VELOCITY)):
        yield pytest.param(COURSE.exercise(name), partial(compiled, source, name), SEEDS, id=f"{name}-global")


def _remembering(exercise: Exercise, kind: type[ByAll]) -> Function:
    return kind(right_of(exercise))


def run(planned: PlannedCalls, function: Function, gradients: Mapping[str, Function]) -> Mapping[str, Answer]:
    """The answers to calls that are made in order, by probe."""
    answers = [answer_to(Probe("", "", call, ()), function, gradients) for call in planned.calls]
    ((probes, given),) = planned.by_exercise(answers).values()
    return dict(zip(probes, given, strict=True))


def behaves(exercise: Exercise, fresh: Callable[[], Function], seed: int) -> bool:
    """Whether a function gives the same again, as the grader asks it to."""
    key = asked(exercise, seed)
    first, again = (
        run(planned_calls(Key({exercise.name: key}, seed), (exercise,), other_order), fresh(), gradients_of(key))
        for other_order in (False, True)
    )
    answered = [(p, first[p.id]) for check in key.checks for p in check.probes if first[p.id].returned]
    return repeated(answered, again).fault is None


@pytest.mark.parametrize(("exercise", "fresh", "seeds"), list(with_memory()))
def test_memory_between_calls_is_found_with_every_seed(
    exercise: Exercise, fresh: Callable[[], Function], seeds: Sequence[int]
) -> None:
    """Counters of all calls and by settings, the answer before, a state in a global: none is taken for a formula."""
    assert [seed for seed in seeds if behaves(exercise, fresh, seed)] == []


@pytest.mark.parametrize("exercise", RULES, ids=name_of)
def test_right_functions_keep_nothing(exercise: Exercise) -> None:
    """A right function is never said to remember anything."""
    assert all(behaves(exercise, partial(right_of, exercise), seed) for seed in SEEDS[::7])
