"""Every worked number of the handouts that concerns the first three units: L(w) = w^2, w = 4, lr 0.1, beta 0.9."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.exact import follow
from autograder.expected.plan import ProbePlan
from autograder.expected.printed import right_answer
from autograder.expected.worked import explain
from autograder.model.explanation import Explanation
from autograder.symbolic.evaluate import EXACT, ROUNDED
from tests.in_process import compiled
from tests.registry import COURSE


def worked(name: str, convention: str, steps: int) -> Explanation:
    """The worked example of the handouts, carried on for some steps."""
    return explain(rule_of(load_course().exercise(name)), convention, steps=steps, settings={})


def exact(explanation: Explanation, quantity: str) -> list[str]:
    """The exact values of one quantity, step by step."""
    return [q.exact for step in explanation.steps for q in step if q.name == quantity]


@pytest.mark.parametrize(
    ("name", "convention", "quantity", "values"),
    [
        ("gradient_descent", "default", "grad", ["8", "32/5"]),
        ("gradient_descent", "default", "w", ["16/5", "64/25", "256/125", "1024/625"]),
        ("momentum", "lr_inside", "v", ["4/5", "34/25"]),
        ("momentum", "lr_inside", "w", ["16/5", "46/25", "31/125", "-1543/1250", "-29021/12500"]),
        ("momentum", "heavy_ball", "w", ["16/5", "46/25", "31/125", "-1543/1250", "-29021/12500"]),
        ("momentum", "descent_velocity", "w", ["16/5", "46/25", "31/125"]),
        ("momentum", "ema", "w", ["98/25", "2356/625", "55607/15625"]),
        ("nesterov", "lr_outside", "w", ["16/5", "248/125"]),
        ("nesterov", "lr_inside", "w", ["16/5", "248/125"]),
    ],
)
def test_worked_numbers(name: str, convention: str, quantity: str, values: list[str]) -> None:
    """The handouts' numbers, and those that follow from them, come out of the rules exactly."""
    assert exact(worked(name, convention, len(values)), quantity) == values


def test_decimals_of_the_handout() -> None:
    """The decimals that the handout prints for gradient descent and momentum are the exact values."""
    decimals = {
        (name, q.name): q.decimal
        for name, convention in (("gradient_descent", "default"), ("momentum", "lr_inside"))
        for q in worked(name, convention, 2).steps[-1]
    }
    assert decimals["gradient_descent", "w"] == "2.56"
    assert decimals["momentum", "v"] == "1.36"
    assert decimals["momentum", "w"] == "1.84"


def test_momentum_does_not_avoid_oscillations() -> None:
    """The handout's claim is refuted by its own example: within four steps w has changed its sign."""
    last = worked("momentum", "lr_inside", 4).steps[-1]
    assert next(q.exact for q in last if q.name == "w") == "-1543/1250"


def test_momentum_does_not_speed_things_up_here() -> None:
    """After twenty steps of the handout's example momentum is 1.4 away, and plain gradient descent 0.046."""
    runs = (
        worked(name, convention, 20)
        for name, convention in (("gradient_descent", "default"), ("momentum", "lr_inside"))
    )
    ends = [float(q.decimal) for run in runs for q in run.steps[-1] if q.name == "w"]
    assert ends == pytest.approx([0.0461, -1.397], rel=1e-3)


@pytest.mark.parametrize("rate", [0.01, 0.03, 0.1, 0.3])
def test_adam_does_not_leave_the_higher_valley(rate: float) -> None:
    """From x = -1 on x cos(pi x) Adam ends in the local minimum, as RMSprop is said to do."""
    settings = {"lr": rate, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    assert ends_at("adam", {"m": np.zeros(()), "v": np.zeros(()), "t": 0}, settings) == pytest.approx(-0.2738527, 1e-6)


def test_momentum_rolls_over_the_ridge() -> None:
    """With beta = 0.9 and a rate of 0.05 heavy-ball momentum ends in the lower valley."""
    settings = {"lr": 0.05, "beta": 0.9}
    assert ends_at("momentum", {"v": np.zeros(())}, settings) == pytest.approx(1.0904082, 1e-6)


def ends_at(name: str, state: Any, settings: Mapping[str, float]) -> float:
    """Where an optimizer is after 2000 steps from x = -1 on x cos(pi x)."""
    optimizer, gradient = (compiled(right_answer(COURSE.exercise(n)), n) for n in (name, "x_cos_pi_x_gradient"))
    x = np.array(-1.0)
    for _ in range(2000):
        x, state = optimizer(x, gradient(x), state, **settings)
    return float(x)


# ---------------------------------------------------------------- unit 03

SETTINGS: Mapping[str, str] = {
    "lr": "1/10",
    "beta": "9/10",
    "beta1": "9/10",
    "beta2": "999/1000",
    "eps": "1/100000000",
}


def chain(name: str, convention: str, gradients: Iterable[Any], arithmetic: Any = ROUNDED, **changed: Any) -> Any:
    """What the rule computes from w = 4, or another start, on gradients or on L(w) = w^2 ("square")."""
    rule = rule_of(load_course().exercise(name)).under(convention)
    settings = {h.symbol.name: SETTINGS[h.symbol.name] for h in rule.hyperparameters}
    first = {"w": 4, **changed}
    given = [{**settings, **{k: v for k, v in changed.items() if k in settings}, "grad": g} for g in gradients]
    return list(follow(rule, ProbePlan("", ({**first, **given[0]}, *given[1:])), arithmetic))


def agree(value: Any, text: str) -> bool:
    """Whether a number has the given digits, as far as they go."""
    digits = len(text.replace("-", "").replace(".", "").lstrip("0"))
    return bool(abs(sp.Float(str(value.value), 50) / sp.Float(text, 50) - 1) < sp.Float(f"1e-{digits - 1}"))


@pytest.mark.parametrize(
    ("name", "convention", "w"),
    [
        (
            "rmsprop",
            "eps_outside",
            [
                "3.683772235233162061859051821075",
                "3.463507406994986808383661652408",
                "3.283858149678750728557850093214",
            ],
        ),
        (
            "rmsprop",
            "eps_inside",
            ["3.683772234230215008711250114605", "3.463507405462833609513469468210"],
        ),
        (
            "rmsprop",
            "no_eps",
            ["3.683772233983162066800110645557", "3.463507405124948494712455960676"],
        ),
        (
            "adam",
            "corrected",
            [
                "3.900000000124999999843750000195",
                "3.800073995080271379419769518357",
                "3.700273844343190603875898391292",
            ],
        ),
        (
            "adam",
            "uncorrected",
            [
                "3.683772246483161572694245775497",
                "3.260083525463305884363459837655",
                "2.770244118575992239822469219992",
            ],
        ),
        ("adagrad", "eps_outside", ["3.90000000012", "3.83018998657", "3.77364333022"]),
    ],
)
def test_paths_of_adaptive_methods(name: str, convention: str, w: list[str]) -> None:
    """The worked steps of RMSprop and Adam, right ones to all known digits, and those that would have followed."""
    traces = chain(name, convention, ["square"] * len(w))
    assert all(agree(trace.result, digits) for trace, digits in zip(traces, w, strict=True))


def test_the_first_step_of_rmsprop() -> None:
    """The handout's average 6.4 is exact, its root is 2.53 rounded, and the first step ends at 3.68 rounded."""
    (exact,) = chain("rmsprop", "no_eps", [8], EXACT)
    assert exact.state["s"] == sp.Rational("6.4")
    assert str(sp.N(sp.sqrt(exact.state["s"]), 31)) == "2.529822128134703465599114835546"
    assert exact.result == 4 - 1 / sp.sqrt(10)
    assert round(float(exact.result), 2) == 3.68


def test_the_second_step_of_rmsprop_is_not_3_48() -> None:
    """The handout has 10.24 and 3.48 where 11.188 and 3.4635 are right: a stale gradient and a wrong sum."""
    second = chain("rmsprop", "eps_outside", ["square"] * 2)[1]
    assert agree(second.state["s"], "11.18807115242989083380712788436")
    assert round(float(second.result), 4) == 3.4635
    without_eps = chain("rmsprop", "no_eps", ["square"] * 2, EXACT)[1]
    assert sp.expand(without_eps.state["s"]) == sp.Rational(61, 5) - 8 * sp.sqrt(10) / 25


def test_how_the_handout_came_to_3_48() -> None:
    """From its rounded 3.68, with gradient descent's gradient 6.4, s is 9.856, not 10.24, and w rounds to 3.48 too."""
    (stale,) = chain("rmsprop", "no_eps", ["32/5"], w="92/25", state={"s": "32/5"})
    assert agree(stale.state["s"], "9.856000000000000000000000")
    assert agree(stale.result, "3.476141123424949782145184376216")
    assert round(float(stale.result), 2) == 3.48
    (rounded,) = chain("rmsprop", "no_eps", ["184/25"], w="92/25", state={"s": "32/5"})
    assert agree(rounded.state["s"], "11.17696000000000000000000")
    assert agree(rounded.result, "3.459851380728587165722682263919")


def test_the_first_step_of_adam() -> None:
    """The handout's m 0.8 and v 0.064 are exact, the corrected ones are 8 and 64, and w is 3.9 but for eps."""
    (exact,) = chain("adam", "corrected", [8], EXACT)
    assigned = dict(exact.passes[0].assigned)
    assert [assigned[name] for name in ("m", "v", "m_hat", "v_hat")] == [
        sp.Rational("0.8"),
        sp.Rational("0.064"),
        8,
        64,
    ]
    assert exact.result == 4 - sp.Rational(1, 10) * 8 / (8 + sp.Rational(1, 10**8))


def test_the_averages_of_adams_second_step() -> None:
    """m, v and both corrected averages after the second step, which the handout leaves out."""
    assigned = dict(chain("adam", "corrected", ["square"] * 2)[1].passes[0].assigned)
    for name, digits in {
        "m": "1.50000000002499999996875",
        "v": "0.124776000003899999995188",
        "m_hat": "7.89473684223684210509868421",
        "v_hat": "62.4192096067533766859367184",
    }.items():
        assert agree(assigned[name], digits), name


def test_two_formulas_of_the_handouts_meet_at_the_first_step() -> None:
    """Without eps, uncorrected Adam's first step is RMSprop's for any gradient, so one step proves nothing."""
    for gradient in (8, "-3/7", "1/1000"):
        (adam,) = chain("adam", "uncorrected_no_eps", [gradient], EXACT)
        (rmsprop,) = chain("rmsprop", "no_eps", [gradient], EXACT)
        assert sp.simplify(adam.result - rmsprop.result) == 0


def test_which_beta_is_meant_for_rmsprop() -> None:
    """The list of usual values suggests 0.999 for RMSprop; the worked example has used 0.9."""
    (other,) = chain("rmsprop", "eps_outside", [8], beta="999/1000")
    assert agree(other.result, "0.837722464832")


def test_rmsprop_does_not_avoid_overshooting() -> None:
    """With a constant learning rate RMSprop ends in the exact cycle w = lr/2, -lr/2 around the minimum."""
    traces = chain("rmsprop", "no_eps", ["square"] * 4, EXACT, w="1/20", state={"s": "1/100"})
    assert [trace.result for trace in traces] == [sp.Rational(sign, 20) for sign in (-1, 1, -1, 1)]
    assert all(trace.state["s"] == sp.Rational(1, 100) for trace in traces)


# ---------------------------------------------------------------- figures that the prose quotes


def ends_of_steps(name: str, settings: Mapping[str, str]) -> list[str]:
    """Where w is after each of three steps on L(w) = w^2, to four digits."""
    shown = explain(rule_of(COURSE.exercise(name)), COURSE.exercise(name).convention, steps=3, settings=settings)
    return [f"{float(next(q.decimal for q in step if q.name == 'w')):.4f}" for step in shown.steps]


def test_a_penalty_does_nothing_in_adam_on_the_parabola() -> None:
    """On w^2 Adam with weight decay in the loss walks Adam's own path, and AdamW another one."""
    own_path = ["3.9000", "3.8001", "3.7003"]
    assert ends_of_steps("adam", {}) == own_path
    assert ends_of_steps("adamw", {"weight_decay": "1/2"}) == ["3.7000", "3.4153", "3.1453"]
    m, v, w, penalized = 0.0, 0.0, 4.0, []
    for t in range(1, 4):
        gradient = 2 * w + 0.5 * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= 0.1 * m / (1 - 0.9**t) / (v / (1 - 0.999**t)) ** 0.5
        penalized.append(f"{w:.4f}")
    assert penalized == own_path


def test_where_a_penalty_and_adamw_end() -> None:
    """On (w - 3)^2 with a decay of 1/2 the penalty's minimum is 2.4, and AdamW rests at 2 = 1/weight_decay."""
    w, lr = sp.symbols("w lr")
    assert sp.solve(2 * (w - 3) + w / 2, w) == [sp.Rational(12, 5)]
    slope = 2 * (2 - 3)
    assert sp.simplify((1 - lr / 2) * 2 - lr * sp.sign(slope)) == 2


def test_what_sets_the_length_of_adadeltas_first_step() -> None:
    """It is about lr*sqrt(eps/(1 - rho)) for any gradient that is not tiny."""
    (step,) = worked("adadelta", "default", 1).steps
    moved = 4 - float(next(q.decimal for q in step if q.name == "w"))
    assert moved == pytest.approx((1e-6 / 0.1) ** 0.5, rel=1e-4)
