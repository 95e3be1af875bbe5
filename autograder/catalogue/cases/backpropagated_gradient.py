"""Inputs that show the gradient behind a chain of layers."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Chains of one to forty layers with each activation, in the middle and far out in its tails."""

    def chains(name: str, title: str, *others: Case) -> CaseCheck:
        small = "1/4" if name == "relu" else 1  # the slopes of the others make it vanish
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
                Case(
                    "forty layers: the gradient vanishes, but is not 0",
                    {"weights": [small, "-1/2"] * 20, "preactivations": ["1/5", "3/2"] * 20, "activation": name},
                ),
                Case(
                    "thirty layers with large weights",
                    {"weights": [8, -6, 7] * 10, "preactivations": ["1/5", "2/5", "1/10"] * 10, "activation": name},
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
