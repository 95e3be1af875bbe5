"""`python -m tests.benchmarks.mutation`: does the grader notice every small change of a right solution?

    pip install cosmic-ray && nice python -m tests.benchmarks.mutation [UNIT ...]

Cosmic Ray changes each solution in every way that its operators know (shifts and bitwise operators are left out: on
float64 they only raise). Each mutant is handed in like a student's file and graded in a process of its own. What was
found is written to `mutation.md`; every mutant that survives must be explained in `equivalent_mutants.toml`. All units
together take some ten minutes.
"""

from __future__ import annotations

import difflib
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from autograder.authoring.made_up import submission
from autograder.catalogue.course import load_course
from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Exercise, ExerciseResult, Status
from autograder.model.course import Course, Unit
from autograder.model.run import Sandbox
from autograder.sandbox import open_sandbox

HERE = Path(__file__).parent
FOUND = HERE / "mutation.md"
EQUIVALENT: Mapping[str, Mapping[str, str]] = tomllib.loads(
    (HERE / "equivalent_mutants.toml").read_text(encoding="utf-8")
)
"""Function -> changed line -> why it computes the same."""
LEFT_OUT = ("Shift", "Bit", "Variable")
"""Operators by parts of their names: bitwise ones, and those that need to be told names."""
TOLD = ("named", "localised", "behaviour", "error or timeout", "nothing said")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A unit's file with one change in one function."""

    function: str
    before: str
    after: str
    text: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a mutant: it survived, or what the student would have been told."""

    mutant: Mutant
    told: str
    """One of TOLD; empty where the mutant survived."""


# ---------------------------------------------------------------- mutants


@cache
def operators() -> tuple[Any, ...]:
    """Cosmic Ray's operators that fit arithmetic."""
    try:
        from cosmic_ray.plugins import get_operator, operator_names
    except ImportError:
        raise SystemExit("This needs Cosmic Ray: type  pip install cosmic-ray  and try again.") from None
    return tuple(get_operator(name)() for name in operator_names() if not any(part in name for part in LEFT_OUT))


def versions(code: str) -> Iterator[str]:
    """Every other text that one operator makes of some code by one change."""
    from cosmic_ray.mutating import mutate_code

    seen = {code}
    for operator in operators():
        for occurrence in count():
            changed = mutate_code(code, operator, occurrence)
            if changed is None:
                break
            if changed not in seen:
                seen.add(changed)
                yield changed


def mutants(master: str) -> Iterator[Mutant]:
    """Every mutant of the solutions of a unit."""
    for cell in (part for part in re.split(r"(?m)^(?=# %%)", master) if "### BEGIN SOLUTION" in part):
        mark, _, code = cell.partition("\n")
        signature, _, _ = code.partition("### BEGIN SOLUTION")
        (function,) = re.findall(r"(?m)^def (\w+)", signature)
        for changed in (version for version in versions(code) if version.startswith(signature)):
            before, after = difference(code, changed)
            yield Mutant(function, before, after, master.replace(cell, f"{mark}\n{changed}"))


def difference(code: str, changed: str) -> tuple[str, str]:
    """The line that was changed, before and after."""
    lines = list(difflib.ndiff(code.splitlines(), changed.splitlines()))
    before, after = ([line[2:].strip() for line in lines if line.startswith(sign)] for sign in ("- ", "+ "))
    return " ".join(before), " ".join(after)


# ---------------------------------------------------------------- grading


def fate(mutant: Mutant, unit: str, course: Course, sandbox: Sandbox) -> Fate:
    """Hand the mutant in and see: graded is the changed function, or the whole unit where that is a helper."""
    asked = [e for e in course.of_unit(unit) if e.name == mutant.function] or list(course.of_unit(unit))
    results = graded(mutant, asked, unit, course, sandbox)
    wrong = [result for result in results if result.score < result.max_score]
    return Fate(mutant, told(wrong[0]) if wrong else "")


def graded(
    mutant: Mutant, asked: Sequence[Exercise], unit: str, course: Course, sandbox: Sandbox
) -> Sequence[ExerciseResult]:
    """The results of the exercises asked for."""
    grader = Grader(replace(course, exercises=tuple(asked)), key_for(asked), Texts())
    return grader.grade(submission("mutant", {unit: mutant.text}), sandbox).exercises


def told(result: ExerciseResult) -> str:
    """What a student would have been told of a function that lost points."""
    if result.diagnosis is not None:
        return result.diagnosis.kind if result.diagnosis.kind in TOLD else "named"
    return "nothing said" if result.status is Status.FAILED else "error or timeout"


def fates(unit: str, course: Course, sandbox: Sandbox) -> list[Fate]:
    """What became of every mutant of a unit."""
    master = (HERE.parents[1] / "solutions" / unit / Unit(unit).file).read_text(encoding="utf-8")
    found = [fate(mutant, unit, course, sandbox) for mutant in mutants(master)]
    print(f"{unit}: {len(found)} mutants", file=sys.stderr, flush=True)
    return found


# ---------------------------------------------------------------- the page


def explanation(mutant: Mutant) -> str:
    """Why a mutant that survived computes the same; empty where nobody has said."""
    return EQUIVALENT.get(mutant.function, {}).get(mutant.after, "")


def page(found: Mapping[str, Sequence[Fate]]) -> str:
    """What was found, as Markdown."""
    everything = [one for unit in found.values() for one in unit]
    survivors = [one.mutant for one in everything if not one.told]
    equivalent = [mutant for mutant in survivors if explanation(mutant)]
    killed = len(everything) - len(survivors)
    lines = [
        "# Mutants of the solutions",
        "",
        "Made by `python -m tests.benchmarks.mutation`, which says how. A mutant is a solution with one small change.",
        "",
        f"{len(everything)} mutants: {killed} lost points, {len(survivors)} survived, of which {len(equivalent)} "
        f"compute the same. Score: {killed} of {len(everything) - len(equivalent)} mutants that are wrong.",
        "",
        f"| unit | mutants | survived | {' | '.join(TOLD)} |",
        f"|---|---|---|{'---|' * len(TOLD)}",
        *(row(unit, unit_fates) for unit, unit_fates in found.items()),
        row("all", everything),
        "",
        "The last columns say what a student would have been told of those that lost points: the mistake (or the two), "
        "what departs first and what still holds, what the function does beside its numbers, or the exception itself.",
        "",
        "## Survivors",
        "",
        "| function | line | becomes | why it is no mistake |",
        "|---|---|---|---|",
        *(
            f"| {m.function} | `{m.before}` | `{m.after}` | {explanation(m) or '**not explained**'} |"
            for m in survivors
        ),
    ]
    return "\n".join(lines) + "\n"


def row(name: str, some: Sequence[Fate]) -> str:
    """A line of the table."""
    counts = Counter(one.told for one in some)
    numbers = [len(some), counts[""], *(counts[kind] for kind in TOLD)]
    return f"| {name} | {' | '.join(map(str, numbers))} |"


def main() -> None:
    """Grade the mutants of all units, one unit after another, or of those named; write the page where it is all."""
    course = load_course()
    asked = sys.argv[1:] or list(course.units)
    with open_sandbox("none") as sandbox:
        found = {unit: fates(unit, course, sandbox) for unit in asked}
    text = page(found)
    if len(found) == len(course.units):
        FOUND.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    sys.exit("not explained" in text)


if __name__ == "__main__":
    main()
