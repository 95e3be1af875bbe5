"""x cos(pi x): a function of one number with local and global minima, as the handouts use it."""

from random import Random

import sympy as sp

from autograder.symbolic import Case, CaseCheck, Edit, Mistake, Rule, Step, as_written, rational, remainder
from autograder.symbolic.draw import array, number

x, value = sp.symbols("x value")


def points(random: Random) -> tuple[CaseCheck, ...]:
    """Points on both sides of every extremum, at zeros, outside the interval, and arrays of them."""
    return (
        CaseCheck(
            "points",
            "single points",
            2,
            (
                Case("two thirds of the way to 1/2", {"x": "1/3"}),
                Case("the left end of the interval", {"x": -1}),
                Case("the right end of the interval", {"x": 2}),
                Case("a zero", {"x": 0}),
                Case("near the local minimum", {"x": "-1/4"}),
                Case("near the global minimum", {"x": "109/100"}),
                Case("a point that is in no handout", {"x": number(random, -1, 2)}),
                Case("outside the interval", {"x": number(random, 3, 4)}),
            ),
        ),
        CaseCheck(
            "arrays",
            "arrays of any shape",
            1,
            (
                Case(
                    "a vector over the interval", {"x": ["-1", "-3/4", "-1/2", "-1/4", "1/5", "3/5", "1", "7/5", "2"]}
                ),
                Case("a vector of one", {"x": array(random, 1)}),
                Case("a matrix", {"x": array(random, 2, 3)}),
            ),
        ),
    )


with as_written():
    RULE = Rule(
        name="x_cos_pi_x",
        title="x cos(pi x)",
        task="Return x times the cosine of pi x, elementwise.",
        source="the handouts' example of local and global minima, on -1 <= x <= 2",
        parameters=(x,),
        steps=(Step(value, x * sp.cos(sp.pi * x)),),
        words={
            "x": "points, float64, any shape",
            "value": "a new array, float64, same shape as x",
        },
        cases=points,
        mistakes=(
            Mistake(
                "no-pi",
                "pi is missing in the cosine",
                "What should the function be at x = 1, and what is it in your code?",
                "the argument of the cosine",
                Edit({value: x * sp.cos(x)}),
            ),
            Mistake(
                "degrees",
                "the angle of the cosine is in degrees",
                "What does np.cos(180) print?",
                "the argument of the cosine",
                Edit({value: x * sp.cos(180 * x)}),
            ),
            Mistake(
                "modulo-1",
                "x is taken modulo 1 inside the cosine",
                "Are cos(0) and cos(pi) the same? After how much of x does cos(pi x) repeat?",
                "the argument of the cosine",
                Edit({value: x * sp.cos(sp.pi * remainder(x, 1))}),
            ),
            Mistake(
                "pi-is-3.14",
                "pi is written as 3.14",
                "How many digits of pi do you use? How many does NumPy know?",
                "where pi is written",
                Edit({value: x * sp.cos(rational("3.14") * x)}),
            ),
            Mistake(
                "two-pi",
                "2 pi in the place of pi",
                "What should the function be at x = 1, and what is it in your code?",
                "the argument of the cosine",
                Edit({value: x * sp.cos(2 * sp.pi * x)}),
            ),
            Mistake(
                "x-outside",
                "x is outside the cosine only",
                "Plot your function: is it a straight line?",
                "the parentheses of the cosine",
                Edit({value: x * sp.cos(sp.pi, evaluate=False)}),
            ),
            Mistake(
                "pi-outside",
                "pi multiplies the cosine, not its argument",
                "What should the function be at x = 1, and what is it in your code?",
                "the parentheses of the cosine",
                Edit({value: x * sp.pi * sp.cos(x)}),
            ),
            Mistake(
                "factor-x-missing",
                "the cosine is not multiplied by x",
                "What should the function be at x = 0?",
                "what multiplies the cosine",
                Edit({value: sp.cos(sp.pi * x)}),
            ),
            Mistake(
                "sine",
                "the sine in the place of the cosine",
                "What should the function be at x = 1/2, and what is it in your code?",
                "the name of the function",
                Edit({value: x * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "squared-inside",
                "x is squared inside the cosine",
                "In which order are product and cosine taken? Try x = 2.",
                "the argument of the cosine",
                Edit({value: x * sp.cos(sp.pi * x**2)}),
            ),
            Mistake(
                "cosine-of-everything",
                "the factor x is inside the cosine too",
                "Can your function be larger than 1? What should it be at x = 2?",
                "what multiplies the cosine",
                Edit({value: sp.cos(sp.pi * x * x)}),
            ),
        ),
    )
