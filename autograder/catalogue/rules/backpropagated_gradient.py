"""What is left of a gradient behind a chain of layers, one neuron wide."""

from random import Random

import sympy as sp

from autograder.symbolic import (
    Case,
    CaseCheck,
    Edit,
    Mistake,
    Rule,
    Step,
    all_but_first,
    as_written,
    product,
    total,
    word,
)
from autograder.symbolic.draw import array

weights, preactivations, activation = sp.symbols("weights preactivations activation")
sigmoid, slopes, gradient = sp.symbols("sigmoid slopes gradient")
z = preactivations

SIGMOID, TANH, RELU = word("sigmoid"), word("tanh"), word("relu")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Chains of one to thirty layers with each activation, in the middle and far out in its tails."""

    def chains(name: str, title: str, *others: Case) -> CaseCheck:
        return CaseCheck(
            name,
            title,
            2,
            (
                Case("one layer", {"weights": [3], "preactivations": ["1/2"], "activation": name}),
                Case(
                    "three layers",
                    {"weights": [2, "-3/2", "1/2"], "preactivations": ["1/4", "3/2", "1"], "activation": name},
                ),
                Case(
                    "five layers of your own",
                    {
                        "weights": array(random, 5),
                        "preactivations": array(random, 5, low=-2 if name != "relu" else 1, high=3),
                        "activation": name,
                    },
                ),
                Case(
                    "thirty layers",
                    {"weights": ["3/2"] * 30, "preactivations": ["1/5", "2/5", "1/10"] * 10, "activation": name},
                ),
                *others,
            ),
        )

    def far(name: str) -> Case:
        return Case(
            "far out, where the activation is almost flat",
            {"weights": [2, 2, -1], "preactivations": [5, "-9/2", 3], "activation": name},
        )

    def middle(name: str) -> Case:
        return Case(
            "in the middle, where the activation is steepest",
            {"weights": [2, "-1/2"], "preactivations": [0, 0], "activation": name},
        )

    def ends(name: str) -> Case:
        return Case(
            "weights below 1, of both signs",
            {"weights": ["-1/4", "3/4", "1/8", "-1/2"], "preactivations": ["3", "1/2", "2", "5/4"], "activation": name},
        )

    return (
        chains("sigmoid", "chains of sigmoids", far("sigmoid"), middle("sigmoid"), ends("sigmoid")),
        chains("tanh", "chains of hyperbolic tangents", far("tanh"), middle("tanh"), ends("tanh")),
        chains(
            "relu",
            "chains of rectifiers",
            Case(
                "a layer that is switched off",
                {"weights": [2, 3, "-1/2"], "preactivations": ["1/2", "-1", 2], "activation": "relu"},
            ),
            Case(
                "a layer that stands exactly at 0",
                {"weights": [2, 3], "preactivations": [0, "3/2"], "activation": "relu"},
            ),
            ends("relu"),
        ),
    )


with as_written():

    def by_activation(sigmoid: sp.Expr, tanh: sp.Expr, relu: sp.Expr) -> sp.Expr:
        """One expression for each activation."""
        with as_written():
            return sp.Piecewise((sigmoid, sp.Eq(activation, SIGMOID)), (tanh, sp.Eq(activation, TANH)), (relu, True))

    OF_SIGMOID, OF_TANH, OF_RELU = sigmoid * (1 - sigmoid), 1 - sp.tanh(z) ** 2, sp.Max(sp.sign(z), 0)
    RULE = Rule(
        name="backpropagated_gradient",
        title="The gradient behind a chain of layers",
        task=(
            "Return what is left of a gradient of 1 behind a chain of layers a_i = act(z_i), z_i = w_i a_(i-1): the "
            "product of w_i and of the activation's derivative at z_i over all layers. The derivative of relu at 0 "
            "is 0."
        ),
        source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.2.5; Hochreiter 1991",
        parameters=(weights, preactivations, activation),
        steps=(
            Step(sigmoid, 1 / (1 + sp.exp(-z))),
            Step(slopes, by_activation(OF_SIGMOID, OF_TANH, OF_RELU)),
            Step(gradient, product(weights * slopes)),
        ),
        words={
            "weights": "the weights w_i, float64, shape (n,)",
            "preactivations": "what goes into the activations, z_i, float64, shape (n,)",
            "activation": 'a str: "sigmoid", "tanh" or "relu"',
            "gradient": "a float",
        },
        cases=cases,
        theorems=("vanishing",),
        mistakes=(
            Mistake(
                "sum",
                "the layers are added, not multiplied",
                "What does the chain rule do with the derivatives of functions inside functions?",
                "how the layers are put together",
                Edit({gradient: total(weights * slopes)}),
            ),
            Mistake(
                "activation-not-derivative",
                "the activation itself in the place of its derivative",
                "What is the slope of tanh at 0, and what is tanh(0)?",
                "the factor of each layer",
                Edit({slopes: by_activation(sigmoid, sp.tanh(z), sp.Max(z, 0))}),
            ),
            Mistake(
                "sigmoid-not-derivative",
                "the sigmoid itself in the place of its derivative",
                "What is the slope of the sigmoid at 0? Can it be 0.5?",
                "the derivative of the sigmoid",
                Edit({slopes: by_activation(sigmoid, OF_TANH, OF_RELU)}),
            ),
            Mistake(
                "taken-for-activations",
                "the derivatives take z for the value of the activation",
                "Which number goes into s * (1 - s): z, or the sigmoid of z?",
                "the argument of the derivative",
                Edit({slopes: by_activation(z * (1 - z), 1 - z**2, OF_RELU)}),
            ),
            Mistake(
                "tanh-not-squared",
                "the square in the derivative of tanh is missing",
                "What is the slope of tanh far to the left? Can it be larger than 1?",
                "the derivative of tanh",
                Edit({slopes: by_activation(OF_SIGMOID, 1 - sp.tanh(z), OF_RELU)}),
            ),
            Mistake(
                "tanh-not-derivative",
                "tanh itself in the place of its derivative",
                "What is the slope of tanh at 0?",
                "the derivative of tanh",
                Edit({slopes: by_activation(OF_SIGMOID, sp.tanh(z), OF_RELU)}),
            ),
            Mistake(
                "sigmoid-plus",
                "1 + s in the place of 1 - s",
                "What is the slope of the sigmoid far to the right?",
                "the derivative of the sigmoid",
                Edit({slopes: by_activation(sigmoid * (1 + sigmoid), OF_TANH, OF_RELU)}),
            ),
            Mistake(
                "relu-is-1-at-0",
                "the derivative of relu at 0 is taken as 1",
                "Which of the two values does this course choose at the corner?",
                "the comparison of z with 0",
                Edit({slopes: by_activation(OF_SIGMOID, OF_TANH, 1 - sp.Max(-sp.sign(z), 0))}),
            ),
            Mistake(
                "relu-is-half-at-0",
                "the derivative of relu at 0 is taken as 1/2",
                "Which value does this course choose at the corner?",
                "the derivative of relu",
                Edit({slopes: by_activation(OF_SIGMOID, OF_TANH, (1 + sp.sign(z)) / 2)}),
            ),
            Mistake(
                "relu-not-derivative",
                "relu itself in the place of its derivative",
                "Is relu steeper at z = 3 than at z = 1?",
                "the derivative of relu",
                Edit({slopes: by_activation(OF_SIGMOID, OF_TANH, sp.Max(z, 0))}),
            ),
            Mistake(
                "relu-always-1",
                "the derivative of relu is taken as 1 everywhere",
                "How much gets through a layer that is switched off?",
                "the derivative of relu",
                Edit({slopes: by_activation(OF_SIGMOID, OF_TANH, sp.Abs(sp.sign(z)))}),
            ),
            Mistake(
                "sigmoid-of-2z",
                "the sigmoid of 2 z in the place of the sigmoid of z",
                "How is the sigmoid written with tanh? Compare both at z = 1.",
                "the line of the sigmoid",
                Edit({sigmoid: 1 / (1 + sp.exp(-2 * z))}),
            ),
            Mistake(
                "weighted-again",
                "z is multiplied by the weight once more",
                "z_i = w_i a_(i-1): is the weight already in z, or not yet?",
                "the argument of the activation",
                Edit(
                    {
                        sigmoid: 1 / (1 + sp.exp(-weights * z)),
                        slopes: by_activation(
                            OF_SIGMOID, 1 - sp.tanh(weights * z) ** 2, sp.Max(sp.sign(weights * z), 0)
                        ),
                    }
                ),
            ),
            Mistake(
                "dead-layers-skipped",
                "layers that are switched off are skipped, as if they were not there",
                "How much gets through a layer that is switched off?",
                "what is done where relu is flat",
                Edit(
                    {
                        gradient: sp.Piecewise(
                            (product(weights * slopes + 1 - slopes), sp.Eq(activation, RELU)),
                            (product(weights * slopes), True),
                        )
                    }
                ),
            ),
            Mistake(
                "weights-forgotten",
                "the weights are left out",
                "What does a layer with weight 0 let through?",
                "the factor of each layer",
                Edit({gradient: product(slopes)}),
            ),
            Mistake(
                "slopes-forgotten",
                "the activations are left out",
                "What is left behind thirty sigmoids whose weights are 1?",
                "the factor of each layer",
                Edit({gradient: product(weights)}),
            ),
            Mistake(
                "first-weight-missing",
                "one weight too few",
                "Count the factors for a chain of one layer.",
                "where the product starts",
                Edit({gradient: product(all_but_first(weights)) * product(slopes)}),
            ),
            Mistake(
                "first-layer-missing",
                "one layer too few",
                "Count the factors for a chain of one layer.",
                "where the product starts",
                Edit({gradient: product(all_but_first(weights * slopes))}),
            ),
            Mistake(
                "always-sigmoid",
                "every activation is treated as a sigmoid",
                "Where in your code is activation?",
                "the choice of the derivative",
                Edit({slopes: OF_SIGMOID}),
            ),
            Mistake(
                "sigmoid-sign",
                "the sigmoid has the wrong sign in its exponential, and its derivative is not a product",
                "What is the sigmoid far to the right? And its slope?",
                "the derivative of the sigmoid",
                Edit({slopes: by_activation(1 - sigmoid, OF_TANH, OF_RELU)}),
            ),
            Mistake(
                "absolute-values",
                "the signs of the weights are lost",
                "What does a single negative weight do to the gradient?",
                "the factor of each layer",
                Edit({gradient: product(sp.Abs(weights) * slopes)}),
            ),
        ),
    )
