"""`python -m tests.benchmarks.named`: how many typical mistakes are named, by unit, and what is said of each.

Writes `named.md` beside this module. The mistakes are those of `tests/typical`, one function each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from autograder.model import DiagnosisKind
from tests.typical.attempts import Attempt, attempts

FOUND = Path(__file__).with_name("named.md")
KINDS = ("mistake", "convention", "behaviour", "localised", "exception", "passed")
NAMED = KINDS[:3]
HEAD = """# Typical mistakes, and what is said of them

Made by `python -m tests.benchmarks.named` from `tests/typical`. Of the same functions 31 % were named before families
of mistakes were looked for (unit 01: 10 %, 02: 23 %, 03: 31 %, 04: 43 %, 05: 57 %, 06: 50 %).

"""


def kind_of(attempt: Attempt) -> str:
    """How an attempt is answered."""
    if attempt.passes:
        return "passed"
    return attempt.diagnosis.kind.value if attempt.diagnosis else "exception"


def share_named(some: Sequence[Attempt]) -> float:
    """Which part of some attempts is told a mistake, a convention or a behaviour by its name."""
    return sum(kind_of(attempt) in NAMED for attempt in some) / len(some)


def table(some: Sequence[Attempt]) -> list[str]:
    """A line for each unit: how many attempts, how many are named, and how all are answered."""
    lines = [f"| unit | attempts | named | {' | '.join(KINDS)} |", f"|{'---|' * (len(KINDS) + 3)}"]
    for unit in dict.fromkeys(attempt.exercise.unit for attempt in some):
        mine = [attempt for attempt in some if attempt.exercise.unit == unit]
        kinds = Counter(map(kind_of, mine))
        cells = [unit, len(mine), f"{share_named(mine):.0%}", *(kinds[kind] for kind in KINDS)]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def said_of(attempt: Attempt) -> str:
    """What its author reads."""
    if attempt.diagnosis is None:
        return "nothing"
    titles = [part.title for part in attempt.diagnosis.parts]
    where = attempt.diagnosis.where if attempt.diagnosis.kind is DiagnosisKind.LOCALISED else ""
    return "; ".join(filter(None, [*titles, where]))


def main() -> None:
    """Print the table and write the page."""
    some = attempts()
    lines = [*table(some), "", f"Named of all: {share_named(some):.0%} of {len(some)}."]
    print("\n".join(lines))
    told = [f"- **{attempt.id}** ({kind_of(attempt)}): {said_of(attempt)}" for attempt in some]
    FOUND.write_text(HEAD + "\n".join([*lines, "", *told]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
