"""The first check that a broken function fails, in words: the call, what it gives, and what is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.expected.fingerprints import Fingerprint, Layout, layout_of, near, quantities
from autograder.expected.programs import given_by, gradients_of, values_given
from autograder.model import ExerciseKey
from autograder.model.display import call_text, value_text
from autograder.repair.pool import Broken
from autograder.texts import Texts


def what_fails(broken: Broken, key: ExerciseKey, texts: Texts) -> Iterator[str]:
    """The title of the first check that fails, and lines that say what the function gives in one of its calls."""
    layout = layout_of(key)
    given = given_by(broken.source, layout)
    probe, step, quantity = _first_wrong(given, layout)
    asked = layout.probes[probe]
    check = next(check for check in key.checks if asked in check.probes)
    values = values_given(broken.source, key.name, asked.call, gradients_of(key))
    expected = asked.expected[quantity]
    call = call_text(asked.call, key.parameters, key.losses, step + 1)
    yield texts.of(check.title)
    yield texts("step-of", step=step + 1, steps=asked.call.steps, call=call) if asked.call.is_chain and step else call
    got = _got(values, step, quantity, key)
    yield texts("gives", name=expected.name, value=got) if got else texts("stops")
    yield texts("is-right", name=expected.name, value=value_text(expected.values[step]))


def _first_wrong(given: Fingerprint, layout: Layout) -> tuple[int, int, int]:
    """The probe, the step and the quantity (each from 0) of the first number that is not right."""
    wrong = ~near(layout, given.numbers, layout.right)
    probe = int(layout.probe[wrong].min())
    here = np.flatnonzero(wrong & (layout.probe == probe))
    place = int(here[layout.at[here].argmin()])
    block = next(n for n, one in enumerate(layout.blocks[probe]) if one.start <= place < one.stop)
    return probe, int(layout.at[place]), block


def _got(values: Sequence[Any], step: int, quantity: int, key: ExerciseKey) -> str:
    taken = quantities(values[step], key.state) if step < len(values) else None
    return value_text(taken[quantity]) if taken else ""
