"""Known mistakes of which an edge was mended: what is passed over sooner is passed over rightly."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.expected.lookup import faults_for, key_for
from autograder.expected.printed import right_answer
from autograder.expected.programs import source_of
from autograder.grading.diagnosis.edges import Edges
from autograder.grading.observe import observe
from tests.in_process import answers_of, compiled
from tests.registry import COURSE

EVERY = 15
"""Of how many mistakes one is tried."""


@pytest.mark.parametrize("name", ["descend", "minibatch_epoch", "rmsprop", "adam", "amsgrad", "damped_newton"])
def test_no_mistake_with_a_mended_edge_is_passed_over(name: str) -> None:
    """Whoever makes it right for one value of one hyperparameter is among the few that are looked at."""
    exercise = COURSE.exercise(name)
    key = key_for([exercise]).exercises[name]
    faults, right = faults_for(exercise, key, 0), compiled(right_answer(exercise), name)
    calls = [probe.call for check in key.checks for probe in check.probes]
    settings = {item for call in calls for item in call.keywords.items() if isinstance(item[1], int | float)}
    few = []
    for row in range(0, len(faults.alone), EVERY):
        wrong = compiled(source_of(faults.variants.alone[row], faults.variants), name)
        for setting, value in sorted(settings):

            def mended(
                *arguments: Any, wrong: Any = wrong, of: tuple[str, Any] = (setting, value), **keywords: Any
            ) -> Any:
                return (right if keywords[of[0]] == of[1] else wrong)(*arguments, **keywords)

            answers = answers_of(mended, key)
            edges = Edges(observe(key, answers, answers))
            if edges.edge(faults.alone.fingerprint(row)):
                candidates = edges.candidates(faults)
                assert row in candidates
                few.append(len(candidates) < len(faults.alone))
    assert any(few)
