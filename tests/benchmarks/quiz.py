"""`python -m tests.benchmarks.quiz [RUNS]`: type 100,000 random answers, and say what the slowest one took.

Pieces of formulas in any order, and any text; nothing but our own errors may come of them, each within half a second.
"""

from __future__ import annotations

import random
import sys
import time
from decimal import Decimal

from autograder.quiz.marking.answers import formula
from autograder.quiz.marking.number import understood
from autograder.quiz.marking.values import FUNCTIONS, NoValueError, value_of
from autograder.symbolic.formulas import FormulaError
from tests.quiz.typed import ATTACKS, NAMES, PIECES

RUNS = 100_000
MOST_SECONDS = 0.5


def typed(luck: random.Random) -> str:
    """Something that somebody could type."""
    if luck.random() < 0.2:
        return "".join(chr(luck.randrange(1, 0x3000)) for _ in range(luck.randrange(80)))
    if luck.random() < 0.2:
        text = luck.choice(ATTACKS)
        at = luck.randrange(len(text) + 1)
        return f"{text[:at]}{luck.choice(PIECES)}{text[at + luck.randrange(3) :]}"
    return "".join(luck.choice(PIECES) for _ in range(luck.randrange(60)))


def tried(text: str) -> float:
    """Read and work out an answer; the seconds that it took."""
    start = time.perf_counter()
    try:
        tree = formula(text, NAMES, tuple(FUNCTIONS))
        understood(tree, value_of(tree, dict.fromkeys(NAMES, Decimal("0.75"))))
    except (FormulaError, NoValueError):
        pass  # in our own words, as it should be
    return time.perf_counter() - start


def main() -> None:
    """Try so many, and print the slowest."""
    luck = random.Random(0)
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    slowest = max(
        ((tried(text), text) for text in (*ATTACKS, *(typed(luck) for _ in range(runs)))), key=lambda one: one[0]
    )
    print(f"{runs} answers, the slowest took {slowest[0]:.3f} s: {slowest[1][:100]!r}")
    sys.exit(slowest[0] > MOST_SECONDS)


if __name__ == "__main__":
    main()
