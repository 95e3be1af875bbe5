"""The derivative of x cos(pi x)."""

import sympy as sp

from autograder.catalogue.rules.x_cos_pi_x import RULE as FUNCTION
from autograder.catalogue.rules.x_cos_pi_x import points, x
from autograder.symbolic import Edit, Mistake, Rule, Step, as_written

derivative = sp.Symbol("derivative")
SLOPE = sp.diff(FUNCTION.steps[0].expression.doit(), x)

with as_written():
    RULE = Rule(
        name="x_cos_pi_x_gradient",
        title="The derivative of x cos(pi x)",
        task="Return the derivative of x cos(pi x) with respect to x, elementwise.",
        source="the product rule and the chain rule",
        parameters=(x,),
        steps=(Step(derivative, SLOPE),),
        words={
            "x": "points, float64, any shape",
            "derivative": "a new array, float64, same shape as x",
        },
        cases=points,
        mistakes=(
            Mistake(
                "no-chain-rule",
                "the inner derivative is missing",
                "What is the derivative of cos(pi x)? Compare it with (cos(pi (x + h)) - cos(pi x)) / h for a small h.",
                "the term with the sine",
                Edit({derivative: sp.cos(sp.pi * x) - x * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "no-product-rule",
                "only the cosine is differentiated",
                "How many factors of the function depend on x? What is your derivative at x = 0?",
                "the terms of the sum",
                Edit({derivative: -sp.pi * x * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "product-of-derivatives",
                "the derivatives of the two factors are multiplied",
                "Is the derivative of x * x equal to 1 * 1?",
                "the terms of the sum",
                Edit({derivative: -sp.pi * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "only-the-first-term",
                "the cosine is not differentiated",
                "How many factors of the function depend on x?",
                "the terms of the sum",
                Edit({derivative: sp.cos(sp.pi * x)}),
            ),
            Mistake(
                "sign-of-the-sine",
                "the sign of the term with the sine is wrong",
                "Does the cosine rise or fall just to the right of 0?",
                "the term with the sine",
                Edit({derivative: sp.cos(sp.pi * x) + sp.pi * x * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "negative",
                "the sign of the whole derivative is wrong",
                "Does the function rise or fall at x = 0?",
                "the sign of the result",
                Edit({derivative: -sp.cos(sp.pi * x) + sp.pi * x * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "factor-x-missing",
                "the term with the sine has lost its factor x",
                "Which factor stays when the cosine is differentiated?",
                "the term with the sine",
                Edit({derivative: sp.cos(sp.pi * x) - sp.pi * sp.sin(sp.pi * x)}),
            ),
            Mistake(
                "sinc-of-pi-x",
                "there is one pi too many in the sine, as in np.sinc(pi*x)",
                "What does np.sinc(1) print, and what np.sin(1)?",
                "the argument of the sine",
                Edit({derivative: sp.cos(sp.pi * x) - x * sp.sin(sp.pi * sp.pi * x)}),
            ),
            Mistake(
                "degrees",
                "the angles are in degrees",
                "What does np.cos(180) print?",
                "the arguments of sine and cosine",
                Edit({derivative: sp.cos(180 * x) - 180 * x * sp.sin(180 * x)}),
            ),
            Mistake(
                "no-pi",
                "the derivative of x cos(x), without pi",
                "What is the derivative at x = 1, and what is it in your code?",
                "the arguments of sine and cosine",
                Edit({derivative: sp.cos(x) - x * sp.sin(x)}),
            ),
            Mistake(
                "the-function-itself",
                "the function is returned, not its derivative",
                "What is the slope at x = 0?",
                "the whole expression",
                Edit({derivative: x * sp.cos(sp.pi * x)}),
            ),
        ),
    )
