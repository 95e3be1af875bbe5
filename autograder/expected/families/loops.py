"""The loop is not the right one: another order, other parts, weights that stay, a step that comes after it.

Written for every rule that goes through samples in an order (sgd_epoch, minibatch_epoch) or through a number of steps
(descend), with nothing but the right program for one part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograder.expected.families.program import Function, Named, Program, Suspect
from autograder.model.display import number_text

Parts = Callable[[Any, int], Sequence[Any]]
"""(order, size of a part) -> the parts, each an array of indices."""


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with its loop changed."""
    if "order" in known.key.parameters:
        yield from _of_factors(known)
        yield from _of_order(known)
        yield from _of_parts(known)
        yield from _of_weights(known)
    if "steps" in known.hyperparameters and "grad_fn" in known.key.parameters:
        yield from _of_factors(known)
        yield from _of_path(known)


# ---------------------------------------------------------------- the order


def _of_order(known: Program) -> Iterator[Suspect]:
    for sentence, change in (
        ("order-ignored", lambda order: np.arange(len(order))),
        ("order-sorted", np.sort),
        ("order-reversed", lambda order: order[::-1]),
        ("order-without-repetition", lambda order: np.array(list(dict.fromkeys(order.tolist())), dtype=order.dtype)),
        ("first-left-out", lambda order: order[1:]),
        ("last-left-out", lambda order: order[:-1]),
        ("two-epochs", lambda order: np.concatenate([order, order])),
    ):
        yield Suspect(sentence, known.with_inputs(_with_order(change)))
    yield Suspect("order-ignored", known.with_inputs(lambda given: {**given, "order": np.arange(len(given["y"]))}))


def _with_order(change: Callable[[Any], Any]) -> Callable[[Named], Named]:
    return lambda given: {**given, "order": change(given["order"])}


# ---------------------------------------------------------------- the parts


def _size(given: Named) -> int:
    return int(given.get("batch_size", 1))


def _slices(order: Any, size: int) -> list[Any]:
    return [order[at : at + size] for at in range(0, len(order), size)]


def _joined(order: Any, size: int) -> list[Any]:
    """Parts of which the last, smaller one is joined with the one before it."""
    parts = _slices(order, size)
    return [*parts[:-2], np.concatenate(parts[-2:])] if len(parts) > 1 and len(parts[-1]) < size else parts


PARTS: tuple[tuple[str, Parts], ...] = (
    ("last-part-dropped", lambda order, size: [part for part in _slices(order, size) if len(part) == size]),
    ("equal-parts", lambda order, size: np.array_split(order, -(-len(order) // size))),
    ("size-for-number", lambda order, size: [part for part in np.array_split(order, size) if len(part)]),
    ("last-part-filled-up", lambda order, size: _slices(np.resize(order, -(-len(order) // size) * size), size)),
    ("one-sample-each", lambda order, size: _slices(order, 1)),
    ("all-at-once", lambda order, size: [order]),
    ("first-part-only", lambda order, size: _slices(order, size)[:1]),
    ("parts-overlap", lambda order, size: [order[at : at + size] for at in range(len(order) - size + 1)]),
    ("last-part-joined", _joined),
)


def _of_parts(known: Program) -> Iterator[Suspect]:
    if "batch_size" in known.hyperparameters:
        for sentence, parts in PARTS:
            yield Suspect(sentence, _through(known, parts))
    else:
        yield Suspect("first-part-only", known.with_inputs(_with_order(lambda order: order[:1])))


def _through(known: Program, parts: Parts) -> Callable[..., Any]:
    """The program, one part after another."""

    def answer(given: Named) -> Any:
        w = given["w"]
        for part in parts(given["order"], _size(given)):
            w = known({**given, "w": w, "order": part, "batch_size": max(1, len(part))})
        return w

    return known.calling(answer)


# ---------------------------------------------------------------- the weights


def _of_weights(known: Program) -> Iterator[Suspect]:
    def steps(given: Named) -> list[Any]:
        """The step that each part would take from the first weights."""
        parts = _slices(given["order"], _size(given))
        return [known({**given, "order": part}) - given["w"] for part in parts]

    yield Suspect("weights-frozen", known.calling(lambda given: given["w"] + sum(steps(given))))
    yield Suspect("step-after-the-loop", known.calling(lambda given: given["w"] + steps(given)[-1]))
    mean = known.calling(lambda given: given["w"] + sum(steps(given)) / len(steps(given)))
    yield Suspect("mean-of-the-steps", mean)
    yield Suspect("divided-by-samples", _at_rate(known, lambda given: given["lr"] / len(given["y"])))
    yield Suspect("divided-by-weights", _at_rate(known, lambda given: given["lr"] / len(given["w"])))


def _at_rate(known: Program, rate: Callable[[Named], Any]) -> Function:
    """The program with another learning rate."""
    return known.with_inputs(lambda given: {**given, "lr": rate(given)})


def _of_factors(known: Program) -> Iterator[Suspect]:
    for factor in (2.0, 0.5, 10.0, 0.1, -1.0):
        yield Suspect("steps-times", _at_rate(known, _times(factor)), {"factor": number_text(factor)})


def _times(factor: float) -> Callable[[Named], Any]:
    return lambda given: given["lr"] * factor


# ---------------------------------------------------------------- a path


Step = Callable[[Named, Any, int], Any]
"""(arguments, a point, the number of the step) -> the next point."""
RATES: tuple[tuple[str, Callable[[Any, int], Any]], ...] = (
    ("lr/(i + 1)", lambda lr, i: lr / (i + 1)),
    ("lr/sqrt(i + 1)", lambda lr, i: lr / np.sqrt(i + 1)),
    ("lr/2**i", lambda lr, i: lr / 2**i),
)
"""Learning rates that fall, by the number i of the step."""


def _of_path(known: Program) -> Iterator[Suspect]:
    yield Suspect("all-rows-the-last", known.with_results(lambda q, _: [np.broadcast_to(q[0][-1], q[0].shape).copy()]))
    yield Suspect("rows-reversed", known.with_results(lambda q, _: [q[0][::-1].copy()]))
    yield Suspect("start-twice", known.with_results(lambda q, _: [np.concatenate([q[0][:1], q[0][:-1]])]))
    later = known.calling(lambda given: known({**given, "steps": given["steps"] + 1})[1:])
    yield Suspect("start-left-out-of-path", later)

    def moved(given: Named, w: Any, lr: Any) -> Any:
        return known({**given, "w": w, "lr": lr, "steps": 1})[-1]

    frozen = _path(known, lambda given, w, _: w + moved(given, given["w"], given["lr"]) - given["w"])
    yield Suspect("gradient-frozen", frozen)
    from_start = _path(known, lambda given, w, _: given["w"] + moved(given, w, given["lr"]) - w)
    yield Suspect("always-from-the-start", from_start)
    for said, rate in RATES:
        yield Suspect("rate-falls", _path(known, _falling(moved, rate)), {"said": said})


def _falling(moved: Callable[[Named, Any, Any], Any], rate: Callable[[Any, int], Any]) -> Step:
    return lambda given, w, i: moved(given, w, rate(given["lr"], i))


def _path(known: Program, step: Step) -> Function:
    """A function that returns all points passed, the start first."""

    def answer(given: Named) -> Any:
        points = [np.asarray(given["w"], dtype=np.float64)]
        for number in range(given["steps"]):
            points.append(np.asarray(step(given, points[-1], number), dtype=np.float64))
        return np.array(points)

    return known.calling(answer)
