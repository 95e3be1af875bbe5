"""AMSGrad: Adam that never forgets the largest average of squares, so that its steps cannot grow again."""

import sympy as sp

from autograder.catalogue.mistakes.averages import moment_mistakes
from autograder.catalogue.mistakes.steps import correction_mistakes, division_mistakes, doubly_corrected, stored_hats
from autograder.catalogue.shared.averages import (
    COUNT,
    FIRST_MOMENT,
    HATS,
    MOMENTS,
    SECOND_MOMENT,
    average,
    corrected,
    m,
    m_hat,
    t,
    v,
    v_hat,
)
from autograder.catalogue.shared.hyperparameters import (
    EPSILON,
    FIRST_MOMENT_COEFFICIENT,
    LEARNING_RATE,
    SECOND_MOMENT_COEFFICIENT,
)
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    beta1,
    beta2,
    eps,
    grad,
    lr,
    w,
)

v_max = sp.Symbol("v_max", nonnegative=True)
LINE = "the line of v_max"


def maximum_mistakes(new: sp.Symbol) -> tuple[Mistake, ...]:
    """Mistakes in the line of v_max, where the maximum is taken over the values of `new`."""
    return (
        Mistake(
            "v_max-not-used",
            "the maximum is forgotten: this is Adam",
            "After one large gradient and many small ones, can v_max become smaller again in your code?",
            LINE,
            Edit({v_max: new}),
        ),
        Mistake(
            "minimum",
            "the smaller of the two is taken",
            "Start from zero state: is v_max still 0 after the first step?",
            LINE,
            Edit({v_max: sp.Min(v_max, new)}),
        ),
        Mistake(
            "fading-maximum",
            "the old maximum fades with beta2, as in AdaMax",
            "Pass a gradient of 0: should v_max change?",
            LINE,
            Edit({v_max: sp.Max(beta2 * v_max, new)}),
        ),
        Mistake(
            "sum",
            f"v_max sums all {new.name}",
            f"After two equal gradients, is v_max larger than {new.name}?",
            LINE,
            Edit({v_max: v_max + new}),
        ),
        Mistake(
            "maximum-of-squares",
            f"v_max is the largest grad**2, not the largest {new.name}",
            f"After one step from zero state, is v_max equal to {new.name}?",
            LINE,
            Edit({v_max: sp.Max(v_max, grad**2)}),
        ),
    )


def corrected_again(edit: Edit, title: str = "v is corrected before the maximum and again after it") -> Mistake:
    """The correction of v before the maximum beside that which a form has."""
    return Mistake(
        "corrected-maximum-corrected-again",
        title,
        "How many times do you divide by 1 - beta2**t on the way from v to w, and how many times does the formula?",
        LINE,
        edit,
    )


def maximum_not_used(edit: Edit) -> Mistake:
    """A maximum that nothing reads."""
    return Mistake(
        "maximum-not-used",
        "v_max is computed, but the step is divided by the root of v",
        "Change v_max in the state you pass: does the new w change?",
        "what m_hat is divided by",
        edit,
    )


def corrected_maximum_kept(kept: sp.Expr) -> Mistake:
    """A corrected v_max in the state."""
    return Mistake(
        "corrected-maximum-kept",
        "the maximum is corrected for the step and returned so in the state",
        "How often has a maximum that never changes been divided by 1 - beta2**t after three steps?",
        "what you return as the state",
        Edit(then=(Step(v_max, kept),)),
    )


with as_written():
    RULE = Rule(
        name="amsgrad",
        title="AMSGrad",
        task=(
            "Update Adam's averages and the largest v so far, coordinate by coordinate; correct m and that maximum for "
            "their start at 0, and step. Return the new w and a new state."
        ),
        source="Reddi, Kale and Kumar 2018 (arXiv:1904.09237), algorithm 2, with the bias correction of PyTorch",
        parameters=(w, grad),
        hyperparameters=(LEARNING_RATE, FIRST_MOMENT_COEFFICIENT, SECOND_MOMENT_COEFFICIENT, EPSILON),
        state=(FIRST_MOMENT, SECOND_MOMENT, StateQuantity(v_max, "largest v so far"), COUNT),
        steps=(
            *MOMENTS,
            Step(v_max, sp.Max(v_max, v)),
            HATS[0],
            Step(v_hat, corrected(v_max, beta2)),
            Step(w, w - lr * m_hat / (sp.sqrt(v_hat) + eps)),
        ),
        conventions=(
            Convention("max_of_raw", "the largest plain v is kept and then corrected", "PyTorch"),
            Convention(
                "max_of_corrected",
                "the largest corrected v is kept",
                "optax",
                Edit(
                    {
                        v_hat: corrected(v, beta2),
                        v_max: sp.Max(v_max, v_hat),
                        w: w - lr * m_hat / (sp.sqrt(v_max) + eps),
                    },
                    order=(t, m, v, m_hat, v_hat, v_max, w),
                ),
                (
                    *maximum_mistakes(v_hat),
                    maximum_not_used(Edit({w: w - lr * m_hat / (sp.sqrt(v_hat) + eps)})),
                    corrected_maximum_kept(corrected(v_max, beta2)),
                    corrected_again(Edit({w: w - lr * m_hat / (sp.sqrt(corrected(v_max, beta2)) + eps)})),
                    *correction_mistakes(
                        lambda c: {m_hat: c(m, beta1, t), v_hat: c(v, beta2, t)}, but={"no-bias-correction"}
                    ),
                    doubly_corrected(square=v_max),
                    *division_mistakes(m_hat, v_max),
                ),
            ),
            Convention(
                "uncorrected",
                "without bias correction",
                "Reddi, Kale and Kumar 2018",
                Edit({w: w - lr * m / (sp.sqrt(v_max) + eps)}, order=(t, m, v, v_max, w)),
                (
                    maximum_not_used(Edit({w: w - lr * m / (sp.sqrt(v) + eps)})),
                    corrected_again(Edit({v_max: sp.Max(v_max, corrected(v, beta2))}), "v is corrected"),
                    *division_mistakes(m, v_max),
                ),
            ),
        ),
        theorems=("first-step", "scale-invariance", "amsgrad-learns"),
        mistakes=(
            *maximum_mistakes(v),
            maximum_not_used(Edit({v_hat: corrected(v, beta2)})),
            Mistake(
                "maximum-not-kept",
                "the step uses the maximum, but the state keeps the new v as v_max",
                "After one large gradient and many small ones, can v_max become smaller again in your code?",
                "what you return as the state",
                Edit(then=(Step(v_max, v),)),
            ),
            Mistake(
                "maximum-kept-as-v",
                "the maximum is stored as v too",
                "Which v does the next step average with: the plain one or the maximum?",
                "what you return as the state",
                Edit(then=(Step(v, v_max),)),
            ),
            Mistake(
                "average-of-maximum",
                "v itself is averaged with v_max, not with its own past",
                "After one large gradient and many small ones, should v forget it? And v_max?",
                "the line of v",
                Edit({v: average(v_max, beta2, grad**2)}),
            ),
            corrected_maximum_kept(v_hat),
            Mistake(
                "beta1-fades",
                "m is averaged with beta1/t, which the paper needs for its theorem",
                "Print the weight of the old m in the first three steps: should it change?",
                "the line of m",
                Edit({m: average(m, beta1 / t, grad)}),
            ),
            corrected_again(Edit({v_max: sp.Max(v_max, corrected(v, beta2))})),
            *correction_mistakes(
                lambda c: {m_hat: c(m, beta1, t), v_hat: c(v_max, beta2, t)}, but={"no-bias-correction"}
            ),
            stored_hats(m_hat),
            stored_hats(m_hat, v_hat),
            doubly_corrected(),
            *moment_mistakes(),
            *division_mistakes(m_hat, v_hat),
        ),
    )
