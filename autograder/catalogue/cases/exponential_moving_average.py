"""Inputs that show exponential moving average."""

from random import Random

from autograder.symbolic import Case, CaseCheck
from autograder.symbolic.draw import array


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
                Case(
                    "values that are tinier still",
                    {"values": ["3e-17", "-1e-17", "2e-17"], "beta": "4/5", "bias_correction": True},
                ),
                Case("large values", {"values": [1000000, -2500000, 4], "beta": "4/5", "bias_correction": True}),
            ),
        ),
    )
