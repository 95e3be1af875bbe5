"""Our own failures. What a student's code does wrong is data (an Outcome), never one of these.

    GradeDescentError           anything we report in one sentence, without a traceback
    |-- UsageError              the command cannot be carried out as typed             exit code 2
    |   |-- CourseError         a course file is wrong: names the file, the line and the key
    |   `-- SubmissionError     a path that was to be graded is not there or cannot be read
    `-- GraderError             we failed; no grade is given                           exit code 3
        |-- SandboxError        the sandbox could not be started or broke twice
        |   `-- IsolationError  this machine does not allow a level of isolation; nothing is run at a weaker one
        |-- ExpectedValuesError expected values are missing, stale or damaged
        `-- StoreError          the results database cannot be read or written
            `-- StoreInUseError another program uses it

Every message is a sentence that says what is wrong, and what to do or type next.

Exceptions that never leave the room that raises them are not here: of the sandbox (a late or lost child, bytes that are
no frame), of the submissions (a file that cannot be read), of exact arithmetic (a tie, an undefined value).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice


class GradeDescentError(Exception):
    """A failure that a person can act on; its text is shown as it is."""

    exit_code = 3


class UsageError(GradeDescentError):
    """The command cannot be carried out as typed."""

    exit_code = 2


def closest(name: str, known: Iterable[str]) -> str | None:
    """The name that somebody meant who typed another; None where none is like it."""
    return next(iter(_closest_ones(name, known)), None)


def _closest_ones(name: str, known: Iterable[str]) -> list[str]:
    """The names that are most like another, all equally: students of one name are told apart by a number behind it."""
    import difflib  # only where a name is wrong: the commands start quickly

    typed = name.casefold()
    folded = {one.casefold(): one for one in known}
    like = difflib.get_close_matches(typed, folded)
    alike = [difflib.SequenceMatcher(None, one, typed).ratio() for one in like]
    return sorted(folded[one] for one, ratio in zip(like, alike, strict=True) if ratio == alike[0])


MOST_LISTED = 20
"""Names that a sentence lists."""


def unknown(what: str, name: str, known: Collection[str], *, are_all: bool = False) -> UsageError:
    """The error for a name that is not known: it says which one is most like it, or lists all that there are.

    `what` is half a sentence, such as "the course has no exercise"; `are_all` says that nothing has them, they are all.
    """
    if meant := _closest_ones(name, known):
        return UsageError(f'{what} "{name}": did you mean {" or ".join(meant)}?')
    more = [f"{len(known) - MOST_LISTED} more"] if len(known) > MOST_LISTED else []
    names = ", ".join([*islice(known, MOST_LISTED), *more])
    return UsageError(f'{what} "{name}"; there are {names}' if are_all else f'{what} "{name}"; it has {names}')


class CourseError(UsageError):
    """A course file, or a rule file it names, is wrong."""


class SubmissionError(UsageError):
    """A path that was to be graded is not there, or cannot be read at all."""


class GraderError(GradeDescentError):
    """The grader itself failed, so no grade may be given."""


class SandboxError(GraderError):
    """The sandbox could not be started, or broke twice on one submission."""


class IsolationError(SandboxError):
    """This machine does not allow a level of isolation: `part` names what is missing, `why` is the system's reason."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"students' code cannot be locked in here: {part}: {why}")
        self.part = part
        self.why = why

    def __reduce__(self) -> tuple[type[IsolationError], tuple[str, str]]:
        return IsolationError, (self.part, self.why)


class ExpectedValuesError(GraderError):
    """The expected values (the key) are missing, stale or damaged."""


class StoreError(GraderError):
    """The results database cannot be read or written."""


class StoreInUseError(StoreError):
    """Another program uses the results database, so nothing can be read or written for now."""
