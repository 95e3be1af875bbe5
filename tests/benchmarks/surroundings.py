"""`python -m tests.benchmarks.surroundings`: what real surroundings cost right functions, as a table.

Writes `surroundings.md`: every template of `tests/surroundings.py`, the points that right functions get in it, and
what the report says was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import Report
from autograder.sandbox import open_sandbox
from autograder.sandbox.levels import find_best
from tests.registry import COURSE
from tests.surroundings import EXERCISES, LIMITS, SURROUNDINGS, UNIT, Surrounding

TABLE = Path(__file__).with_suffix(".md")
HEAD = """# What real surroundings cost

Right functions of a unit in the surroundings of real files and notebooks (`tests/surroundings.py`). What cannot run in
any Python 3 costs its points; nothing else does.

| surroundings | form | points | what is said |
|---|---|---|---|
"""


def reports() -> Iterator[tuple[Surrounding, Report]]:
    """Every template with the report on it."""
    grader = Grader(replace(COURSE, limits=LIMITS), key_for(EXERCISES), Texts())
    with open_sandbox(find_best().best) as sandbox:
        for surrounding in SURROUNDINGS:
            yield surrounding, grader.grade(surrounding.submission(), sandbox, units=[UNIT])


def row(surrounding: Surrounding, report: Report) -> str:
    """A line of the table."""
    form = "file" if isinstance(surrounding.text, str) else "notebook"
    lost = f"; cannot run: {', '.join(surrounding.loses)}" if surrounding.loses else ""
    said = "<br>".join(report.notes[:3]).replace("|", "\\|") + ("<br>..." if len(report.notes) > 3 else "")
    return f"| {surrounding.name} | {form} | {report.score:g} of {report.max_score:g}{lost} | {said} |\n"


def main() -> None:
    """Grade all of them, and write the table."""
    rows = [row(surrounding, report) for surrounding, report in reports()]
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} surroundings: {TABLE}")


if __name__ == "__main__":
    main()
