"""The exercises of a report as tests of another program, each as JSON; what passed alike in a class is written once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from autograder.basics.recent import Recent
from autograder.model import ExerciseResult, Json, Report, Status
from autograder.reports import safe
from autograder.reports.sentences import texts_in
from autograder.texts import Language, Texts

MOST_KEPT = 1024
AsTest = Callable[[ExerciseResult, Texts], dict[str, Json]]
Writes = Callable[[ExerciseResult], str]


def tests_of(report: Report, as_test: AsTest) -> list[str]:
    """Each exercise as `as_test` says it in the report's language."""
    write, write_passed = _writers(as_test, report.language)
    return [(write_passed if one.status is Status.PASSED else write)(one) for one in report.exercises]


@lru_cache(maxsize=16)
def _writers(as_test: AsTest, language: Language) -> tuple[Writes, Writes]:
    """Who writes one exercise, and who remembers those that came before."""
    texts = texts_in(language)

    def write(exercise: ExerciseResult) -> str:
        return safe.json_line(as_test(exercise, texts))

    return write, Recent[ExerciseResult, str](write, MOST_KEPT).of
