"""The line of the student's file that a verdict speaks of, and what was printed on the way."""

from __future__ import annotations

from autograder.grading.judge import GROWN, worst_of
from autograder.grading.observe import Observation
from autograder.grading.points import RANKS
from autograder.grading.slips import only_return, shown, telling_slip
from autograder.grading.source import Source, is_stub
from autograder.model import Answer, Behaviour, Excerpt, Status

_FORMS_OF_RETURNS = {"wrong-type", "not-a-pair", "returned-none", "swapped", "not-a-dict", "no-such-entry"}
"""What is wrong with what is returned as a whole: the line with `return` is shown."""


def quoted(observation: Observation, source: Source) -> tuple[Excerpt | None, str]:
    """The line of the student's file that the verdict speaks of, where one is known, and what that call printed."""
    status, probe = min(worst_of(observation).values(), key=lambda one: RANKS[one[0]])
    answer = observation.answers[probe.id]
    printed = "" if status is Status.PASSED else answer.printed
    name = observation.layout.key.name
    if status in (Status.ERROR, Status.MISSING):
        definition = source.definition(name)
        is_unwritten = status is Status.MISSING and (definition is None or is_stub(definition[0]))
        is_of_value = answer.defined and answer.line is None and not _is_signature(answer)
        raised = only_return(source, name) if is_of_value else _raised(answer, source, name)
        return None if is_unwritten else raised, printed
    if slip := telling_slip(source, name, status):
        return shown(slip, source, name), printed
    mismatch = observation.mismatch(probe)
    if answer.message.startswith(GROWN) or (mismatch is not None and mismatch.form in _FORMS_OF_RETURNS):
        return only_return(source, name), printed
    behaved = observation.behaviours.get(Behaviour.ARGUMENTS)
    in_place = source.first_line_in_place(name) if behaved and behaved.fault else None
    return source.excerpt_at(in_place) if in_place else None, printed


def _raised(answer: Answer, source: Source, name: str) -> Excerpt | None:
    """The line that an exception came from; where another exercise's function raised it, the one that calls that."""
    call = source.call_of(answer.within, name)
    if call is None:
        return source.excerpt(answer)
    return source.excerpt_at(source.line_of(call, name), (call.col_offset, call.end_col_offset or -1), name)


def _is_signature(answer: Answer) -> bool:
    """Whether the call itself was refused: then no line of the function was reached."""
    return answer.message.startswith("TypeError: ")
