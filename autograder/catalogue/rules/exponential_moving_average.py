"""The exponential moving average, the building block of momentum and of the adaptive methods."""

from random import Random

import sympy as sp

from autograder.catalogue.shared.hyperparameters import AVERAGE_COEFFICIENT
from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Hyperparameter,
    Loop,
    Mistake,
    Rule,
    Step,
    as_written,
    beta,
    integer,
    rational,
    rows,
)
from autograder.symbolic.draw import array

values, x_k, a, average = sp.symbols("values x_k a average")
bias_correction = sp.Symbol("bias_correction")
k = integer("k")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Series with and without the correction: constant, zero, of changing sign, tiny and large."""

    def both(check: str, title: str, corrected: bool) -> CaseCheck:
        return CaseCheck(
            check,
            title,
            2,
            (
                Case(
                    "three values to follow on paper",
                    {"values": [1, 2, 4], "beta": "1/2", "bias_correction": corrected},
                ),
                Case("a constant series", {"values": [3] * 5, "beta": "9/10", "bias_correction": corrected}),
                Case(
                    "zeros, jumps and changes of sign",
                    {"values": [0, 5, -5, 0, *array(random, 4)], "beta": "4/5", "bias_correction": corrected},
                ),
            ),
        )

    return (
        both("plain", "without bias correction", False),
        both("corrected", "with bias correction", True),
        CaseCheck(
            "edges",
            "one value, no memory and a long one, tiny and large values",
            1,
            (
                Case("one value", {"values": array(random, 1), "beta": "3/5", "bias_correction": True}),
                Case("a long memory", {"values": array(random, 12), "beta": "999/1000", "bias_correction": True}),
                Case("no memory at all", {"values": array(random, 4), "beta": 0, "bias_correction": True}),
                Case(
                    "a short memory, and many values",
                    {"values": array(random, 120), "beta": "1/1000", "bias_correction": False},
                ),
                Case(
                    "tiny values",
                    {
                        "values": ["1/1000000000", "-3/1000000000", "2/1000000000"],
                        "beta": "3/5",
                        "bias_correction": False,
                    },
                ),
                Case("large values", {"values": [1000000, -2500000, 4], "beta": "4/5", "bias_correction": True}),
            ),
        ),
    )


with as_written():
    CORRECTED = a / (1 - beta**k)
    FIRST = sp.And(sp.Eq(k, 1), sp.Not(bias_correction), evaluate=False)
    RULE = Rule(
        name="exponential_moving_average",
        title="Exponential moving average",
        task=(
            "Return the moving average after each value: an array as long as `values`. The average starts at 0; with "
            "`bias_correction` every average is divided by 1 - beta**k, where k counts the values from 1."
        ),
        source="Kingma and Ba 2015 (arXiv:1412.6980), section 3, for the bias correction",
        parameters=(values,),
        hyperparameters=(
            AVERAGE_COEFFICIENT,
            Hyperparameter(bias_correction, "whether to correct for the start at 0", rational(1), ()),
        ),
        steps=(
            Step(k, k + 1),
            Step(a, beta * a + (1 - beta) * x_k),
            Step(average, sp.Piecewise((CORRECTED, bias_correction), (a, True))),
        ),
        loop=Loop("for each value x_k, one after another", "values", (x_k,), {k: rational(0), a: rational(0)}, average),
        words={
            "values": "the series, float64, shape (n,)",
            "result": "the average after each value, float64, shape (n,)",
        },
        cases=cases,
        mistakes=(
            Mistake(
                "swapped",
                "beta and 1 - beta are swapped",
                "With beta = 0.99, should the average change quickly or slowly?",
                "the weights of the past and of the new value",
                Edit({a: (1 - beta) * a + beta * x_k}),
            ),
            Mistake(
                "starts-at-first-value",
                "without bias correction the average starts at the first value, not at 0",
                "What should the first average of 4, 4, 4, ... be with beta = 0.5?",
                "the average before the first value",
                Edit({a: sp.Piecewise((x_k, FIRST), (beta * a + (1 - beta) * x_k, True))}),
            ),
            Mistake(
                "no-complement",
                "the new value is not weighted with 1 - beta",
                "What is the average of 3, 3, 3, ...? What does yours tend to?",
                "the weight of the new value",
                Edit({a: beta * a + x_k}),
            ),
            Mistake(
                "count-from-0",
                "the correction counts the values from 0",
                "What do you divide by at the first value?",
                "the exponent in 1 - beta**k",
                Edit({average: sp.Piecewise((a / (1 - beta ** (k - 1)), bias_correction), (a, True))}),
            ),
            Mistake(
                "fixed-correction",
                "the correction does not change from value to value",
                "Does the first value need the same correction as the hundredth?",
                "the exponent in 1 - beta**k",
                Edit({average: sp.Piecewise((a / (1 - beta), bias_correction), (a, True))}),
            ),
            Mistake(
                "corrected-with-n",
                "all averages are corrected as the last one",
                "Does the first value need the same correction as the hundredth?",
                "the exponent in 1 - beta**k",
                Edit({average: sp.Piecewise((a / (1 - beta ** rows(values)), bias_correction), (a, True))}),
            ),
            Mistake(
                "corrected-fed-back",
                "the corrected average goes into the next average",
                "Which average does the next value change: the plain one or the corrected one?",
                "what is kept for the next value",
                Edit(then=(Step(a, average),)),
            ),
            Mistake(
                "always-corrected",
                "the correction is applied even when it is switched off",
                "Try bias_correction=False: does the first average stay (1 - beta) * values[0]?",
                "where bias_correction is used",
                Edit({average: CORRECTED}),
            ),
        ),
    )
