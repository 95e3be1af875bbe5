"""What grows in powers is counted with a logarithm in floats, which may come out just below a whole number.

math.log(243, 3) is 4.999..., so that int(...) of it is 4. Written for every rule of steps with a line that goes through
whole numbers until a power is reached.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from autograder.expected.families.lines import is_a_search
from autograder.expected.families.program import Function, Named, Program, Suspect

STEP = "step"
_POWER = re.compile(r"(?<![\w.])([a-zA-Z]\w*)\*\*_")
"""The name whose powers a search goes through."""


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with a count that is one too small wherever the logarithm of the power just reached is too small."""
    if STEP not in known.key.parameters or known.frame is None:
        return
    for at, line in enumerate(known.lines):
        if is_a_search(line) and (base := _POWER.search(line)):
            yield Suspect("count-by-logarithm", _counted(known, at, base[1]), {"line": known.targets[at]})


def _counted(known: Program, at: int, base: str) -> Function:
    target = known.targets[at]

    def run(names: Named, step: Callable[[int], None]) -> None:
        now = names[STEP]
        names[STEP] = now - 1
        step(at)
        before = names[target]
        names[STEP] = now
        step(at)
        count, power = names[target], names[base]
        if count > before and power > 1:
            names[target] = int(math.log(power**count, power))

    return known.with_line(at, run)
