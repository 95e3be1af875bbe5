"""CPU time of all checks of theorems in the course on right answers: calls as the child makes them, and judging."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

from autograder.catalogue.course import load_course
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import ExerciseKey
from tests.in_process import answers_of, compiled

RUNS = 9


def measured() -> str:
    """Median, least and most, in milliseconds."""
    course, texts = load_course(), Texts()
    keys = [only_theorems(key_for(course.exercises).exercises[exercise.name]) for exercise in course.exercises]
    functions = [compiled(right_answer(exercise), exercise.name) for exercise in course.exercises]
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for key, function in zip(keys, functions, strict=True):
            judge(observe(key, answers_of(function, key), {}), 1.0, texts)
        times.append(1000 * (time.process_time() - start))
    steps = sum(probe.call.steps for key in keys for check in key.checks for probe in check.probes)
    return f"{statistics.median(times):.1f} ms ({min(times):.1f} to {max(times):.1f}) for {steps} steps"


def only_theorems(key: ExerciseKey) -> ExerciseKey:
    """A key with the checks of theorems alone."""
    return replace(key, checks=tuple(check for check in key.checks if any(p.theorem for p in check.probes)))
