"""A report as Gradescope's `results.json`: the score, and a test for each exercise with what is said of it.

Source: Gradescope's documentation of autograders. A total is shown as long as no test is hidden, so none is.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from autograder.model import ExerciseResult, Json, QuestionResult, RepairResult, Report, Status
from autograder.reports import safe
from autograder.reports.findings import text_of
from autograder.reports.json import from_text
from autograder.reports.sentences import texts_in
from autograder.reports.tests_in_json import tests_of
from autograder.reports.wording import points
from autograder.texts import Texts


def render(report: Report) -> str:
    """One document, in ASCII; without a score where there is no grade: Gradescope then says that it failed."""
    texts = texts_in(report.language)
    told = [f"{points(report.score, report.max_score, texts, in_full=True)}.", *report.notes]
    fields: dict[str, str | list[str]] = {
        "output": safe.json_line("\n".join(map(safe.clean, told))),
        "output_format": safe.json_line("text"),
        "stdout_visibility": safe.json_line("hidden"),
        "tests": [*tests_of(report, _test), *(safe.json_line(_question(one)) for one in report.beside)],
    }
    if not math.isnan(report.score):
        fields["score"] = safe.json_line(report.score)
    return safe.json_of(fields)


def _question(question: QuestionResult | RepairResult) -> dict[str, Json]:
    return {
        "name": safe.clean(question.id),
        "score": question.score,
        "max_score": question.max_score,
        "output": safe.clean(question.message, keep="\n"),
        "output_format": "text",
    }


def _test(exercise: ExerciseResult, texts: Texts) -> dict[str, Json]:
    return {
        "name": safe.clean(exercise.name),
        "score": 0.0 if math.isnan(exercise.score) else exercise.score,
        "max_score": exercise.max_score,
        "status": "passed" if exercise.status is Status.PASSED else "failed",
        "output": text_of(exercise, texts),
        "output_format": "text",
        "tags": [safe.clean(exercise.unit)],
    }


def main() -> None:
    """Print the results of the report in a file, which the command line names."""
    print(render(from_text(Path(sys.argv[1]).read_text(encoding="utf-8"))), end="")
