"""Adadelta: the ratio of two roots, of past updates and of past gradients, sets the length of the step."""

import sympy as sp

from autograder.catalogue.mistakes.averages import average_mistakes, square_mistakes
from autograder.catalogue.shared.averages import average
from autograder.catalogue.shared.hyperparameters import EPSILON_OF_ADADELTA, LEARNING_RATE
from autograder.symbolic import (
    Convention,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    eps,
    grad,
    lr,
    norm,
    rational,
    w,
)

rho, u = sp.symbols("rho u")
s, d = sp.symbols("s d", nonnegative=True)
UPDATE = "the line of u"

with as_written():
    STARTED = sp.Piecewise((d + eps, sp.Eq(norm(d), 0)), (d, True))
    RULE = Rule(
        name="adadelta",
        title="Adadelta",
        task=(
            "Update the average s of the squared gradients, compute the update u from both roots, then update the "
            "average d of the squared updates, and step. Return the new w and a new state."
        ),
        source="Zeiler 2012 (arXiv:1212.5701), algorithm 1; the learning rate was added by libraries, 1 is the paper",
        parameters=(w, grad),
        hyperparameters=(
            Hyperparameter(
                lr, "learning rate: a factor on the update, 1 in the paper", rational(1), LEARNING_RATE.others
            ),
            Hyperparameter(
                rho,
                "weight of the past in both averages, 0 <= rho < 1",
                rational("9/10"),
                (rational("4/5"), rational("2/5")),
            ),
            EPSILON_OF_ADADELTA,
        ),
        state=(
            StateQuantity(s, "average of the squared gradients"),
            StateQuantity(d, "average of the squared updates u"),
        ),
        steps=(
            Step(s, average(s, rho, grad**2)),
            Step(u, sp.Mul(grad, sp.sqrt(d + eps), 1 / sp.sqrt(s + eps))),
            Step(d, average(d, rho, u**2)),
            Step(w, w - lr * u),
        ),
        conventions=(Convention("default", "eps inside both roots", "Zeiler 2012, PyTorch, optax, Keras"),),
        mistakes=(
            # weights-swapped is the general mistake rho-complement
            *average_mistakes({s: (rho, grad**2), d: (rho, u**2)}, but={"weights-swapped"}),
            *square_mistakes(s, lambda new: average(s, rho, new)),
            Mistake(
                "new-d-in-step",
                "the step uses d after its update",
                "At the first step d is 0: what is then left under the root in the numerator?",
                "the order of the lines of u, d and w",
                Edit({w: w - lr * grad * sp.sqrt(d + eps) / sp.sqrt(s + eps)}),
            ),
            Mistake(
                "d-of-gradients",
                "d averages the squared gradients, as s does",
                "Compare s and d after one step from zero state: should they be equal?",
                "the line of d",
                Edit({d: average(d, rho, grad**2)}),
            ),
            Mistake(
                "d-not-squared",
                "d averages u, not u**2",
                "Can d become negative in your code?",
                "the line of d",
                Edit({d: average(d, rho, u)}),
            ),
            Mistake(
                "square-of-average-update",
                "the updates are averaged and then squared",
                "Let the gradient change its sign at every step: should the average of the squares tend to 0?",
                "where the square of u is taken",
                Edit({u: grad * sp.sqrt(d**2 + eps) / sp.sqrt(s + eps), d: average(d, rho, u)}),
            ),
            Mistake(
                "d-squared-whole",
                "the whole average of updates is squared, the past with it",
                "Pass a gradient of 0 and d = 2 with rho = 0.5: what should the new d be?",
                "where the square of u is taken",
                Edit({d: average(d, rho, u) ** 2}),
            ),
            Mistake(
                "d-with-lr",
                "lr is already in the update that d averages",
                "Change lr: should s and d after one step change?",
                "where lr is multiplied in",
                Edit({d: average(d, rho, (lr * u) ** 2)}),
            ),
            Mistake(
                "roots-swapped",
                "the two roots are swapped",
                "If the gradients become larger, should the step become longer or shorter?",
                UPDATE,
                Edit({u: grad * sp.sqrt(s + eps) / sp.sqrt(d + eps)}),
            ),
            Mistake(
                "no-numerator",
                "the root of the past updates is missing, as in RMSprop",
                "Is d used anywhere on the way to w?",
                UPDATE,
                Edit({u: grad / sp.sqrt(s + eps)}),
            ),
            Mistake(
                "no-denominator",
                "the root of the past gradients is missing",
                "Is s used anywhere on the way to w?",
                UPDATE,
                Edit({u: grad * sp.sqrt(d + eps)}),
            ),
            Mistake(
                "no-roots",
                "the roots are forgotten",
                "Double the gradients from a zero state: by how much does u grow? And on paper?",
                UPDATE,
                Edit({u: grad * (d + eps) / (s + eps)}),
            ),
            Mistake(
                "eps-outside",
                "eps is added to the roots, not inside them",
                "How large is the root in the numerator at the first step, when d is still 0 and eps = 0.01?",
                "where eps is added",
                Edit({u: grad * (sp.sqrt(d) + eps) / (sp.sqrt(s) + eps)}),
            ),
            Mistake(
                "eps-outside-quotient",
                "one root over a quotient, and the second eps is beside the quotient",
                "Which of your two eps is still in the denominator? Use eps = 0.1 and follow the order of / and +.",
                "the parentheses under the root",
                Edit({u: grad * sp.sqrt((d + eps) / s + eps)}),
            ),
            Mistake(
                "eps-in-state",
                "eps is added to the averages in the state, again at every step",
                "Pass a gradient of 0 and eps = 0.1: what is added to s and d, and what should be?",
                "where eps is added",
                Edit(
                    {
                        s: average(s, rho, grad**2) + eps,
                        u: grad * sp.sqrt(STARTED) / sp.sqrt(s),
                        d: average(STARTED, rho, u**2) + eps,
                    }
                ),
            ),
            Mistake(
                "no-eps",
                "eps is not used",
                "At the first step d is 0: how long is the step then?",
                UPDATE,
                Edit({u: grad * sp.sqrt(d) / sp.sqrt(s)}),
            ),
            Mistake(
                "no-eps-in-numerator",
                "eps is missing in the numerator",
                "At the first step d is 0: how long is the step then?",
                UPDATE,
                Edit({u: grad * sp.sqrt(d) / sp.sqrt(s + eps)}),
            ),
            Mistake(
                "no-eps-in-denominator",
                "eps is missing in the denominator",
                "What do you divide by if all gradients so far were 0?",
                UPDATE,
                Edit({u: grad * sp.sqrt(d + eps) / sp.sqrt(s)}),
            ),
        ),
    )
