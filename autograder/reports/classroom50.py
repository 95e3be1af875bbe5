"""A report as Classroom 50's `result.json`, whose scores are whole numbers: ours are counted in half points.

What the runner says comes from its environment. Source: Classroom 50's description of autograders of one's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from autograder.model import ExerciseResult, Json, Report, Status
from autograder.reports import safe
from autograder.reports.findings import text_of
from autograder.reports.tests_in_json import tests_of
from autograder.texts import Texts

SCHEMA = "classroom50/result/v1"
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "classroom": "CLASSROOM",
        "assignment": "ASSIGNMENT",
        "submission": "SUBMISSION_TAG",
        "commit": "COMMIT_URL",
        "release": "RELEASE_URL",
        "review": "REVIEW_URL",
    }
)
"""What the runner says, and in which variable."""


def render(report: Report, environment: Mapping[str, str] = MappingProxyType({})) -> str:
    """One document, in ASCII."""
    fields: dict[str, Json] = {
        "schema": SCHEMA,
        **{field: environment.get(name, "") for field, name in FIELDS.items()},
        "datetime": _time(environment.get("SUBMISSION_TAG", "")),
        "score": halves(report.score),
        "max-score": halves(report.max_score),
        "points": None if math.isnan(report.score) else report.score,
        "max-points": report.max_score,
    }
    written = {name: safe.json_line(value) for name, value in fields.items()}
    return safe.json_of({**written, "tests": tests_of(report, _test)})


def _time(tag: str) -> str:
    """When it was handed in, as the tag of a submission says it: "submit/20261130T120000Z-abc"."""
    digits = re.search(r"(\d{4})\D?(\d\d)\D?(\d\d)\D?(\d\d)\D?(\d\d)\D?(\d\d)", tag)
    return "{}-{}-{}T{}:{}:{}Z".format(*digits.groups()) if digits else ""


def halves(points: float) -> int:
    """Points in halves, a part of one dropped; 0 where there is no grade."""
    return 0 if math.isnan(points) else math.floor(2 * points)


def _test(exercise: ExerciseResult, texts: Texts) -> dict[str, Json]:
    return {
        "test-name": safe.clean(exercise.name),
        "passed": exercise.status is Status.PASSED,
        "score": halves(exercise.score),
        "max-score": halves(exercise.max_score),
        "output": text_of(exercise, texts),
    }
