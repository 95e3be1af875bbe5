"""At which steps a schedule is wrong: the run of steps that tells most, and what is wrong in it, in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.compare import Departure
from autograder.contrast import right_at
from autograder.model import Probe, Series
from autograder.texts import Texts
from autograder.values_text import listed, value_text
from autograder.variants import Observed

MOST_RUNS = 3
"""How many runs of neighbouring steps are listed."""


def steps_asked(probe: Probe) -> tuple[int, ...]:
    """The steps at which a schedule is asked for, one after another; empty for anything else."""
    for argument in probe.call.arguments[:1]:
        if isinstance(argument, Series) and not probe.call.is_chain and all(type(v) is int for v in argument.values):
            return argument.values
    return ()


def at_which_steps(observed: Observed, departures: Mapping[str, Departure], texts: Texts) -> str:
    """At which steps a schedule is wrong, where right and wrong ones stand beside each other most."""
    series = [probe for probe in observed.probes if probe.id in departures and steps_asked(probe)]
    probe = max(series, key=lambda probe: _mixed(observed, probe, departures))
    asked, right = steps_asked(probe), right_at(observed, probe, departures)
    wrong = [step for step, fine in zip(asked, right, strict=False) if not fine]
    (name,) = departures[probe.id].names
    return texts(
        "wrong-at-every-step" if len(wrong) == len(right) else "wrong-at-some-steps",
        settings=", ".join(f"{name} = {value_text(value)}" for name, value in probe.call.keywords.items()),
        name=name,
        steps=_ranges(wrong, asked),
    )


def _mixed(observed: Observed, probe: Probe, departures: Mapping[str, Departure]) -> int:
    """How much a series tells: how many of its steps are right, or wrong, whichever are fewer."""
    right = right_at(observed, probe, departures)
    return int(min(right.sum(), len(right) - right.sum()))


def _ranges(wrong: Sequence[int], asked: Sequence[int]) -> str:
    """Steps in short: 4 to 9 and 12; neighbours are those that were asked for one after another."""
    runs: list[list[int]] = []
    for step in wrong:
        follows = runs and asked[asked.index(runs[-1][-1]) + 1] == step
        runs = [*runs[:-1], [*runs[-1], step]] if follows else [*runs, [step]]
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return listed(texts if len(texts) <= MOST_RUNS else [*texts[:MOST_RUNS], f"{len(texts) - MOST_RUNS} more"])
