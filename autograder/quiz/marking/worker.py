"""Marking in a process of its own, which can be killed: whatever somebody typed, it costs that answer at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from autograder.model.items import Frozen
from autograder.model.marks import Answered, Marks, Verdict
from autograder.processes.forks import Forks
from autograder.processes.job import Each, Lost

if TYPE_CHECKING:
    from autograder.processes.crew import Crew

SECONDS = 5.0
"""For one request. A right answer takes less than a hundredth of a second."""
MEMORY = 1 << 30
AT_ONCE = 500
"""As many questions take a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Work:
    """One question to be marked."""

    frozen: Frozen
    texts: Mapping[str, str]
    """The answers as they were typed, by the ids of the blanks."""
    penalty: float = 0.0
    attempts: int = 1


class Marker:
    """Marks in a process that can be killed, which is started when it is first needed; a context manager."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self._processes: Each = self._forks() if Forks.can_be() else self._crew()
        return self

    def _forks(self) -> Forks:
        """Forks of this process, each of which has loaded what marks."""
        import autograder.quiz.marking.mark  # noqa: F401  # here, and so once for all of them

        return Forks()

    def _crew(self) -> Crew:
        from autograder.processes.crew import Crew

        return self._opened.enter_context(Crew(1))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._opened.__exit__(kind, error, traceback)

    def marks(self, works: Sequence[Work]) -> tuple[Marks, ...]:
        """Mark some questions, many at once; one by one where that took too long, so that it costs one answer only."""
        parts = (works[at : at + AT_ONCE] for at in range(0, len(works), AT_ONCE))
        return tuple(marks for part in parts for marks in self._asked(part) or self._one_by_one(part))

    def _one_by_one(self, works: Sequence[Work]) -> Iterator[Marks]:
        for work in works:
            yield from self._asked([work]) or (_given_up(work),)

    def _asked(self, works: Sequence[Work]) -> tuple[Marks, ...] | None:
        """What the process says; None where it took too long, or too much memory."""
        ((_, found),) = self._processes.each(_marking, [works], self._seconds)
        return None if isinstance(found, Lost) else found


@contextmanager
def _marking() -> Iterator[Callable[[Sequence[Work]], tuple[Marks, ...] | None]]:
    """The job: from works to marks, with no more memory than that needs."""
    from autograder.quiz.marking.mark import marked  # only where it is done

    with suppress(ImportError, ValueError, OSError):  # other systems have no limit of this kind
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    def mark(works: Sequence[Work]) -> tuple[Marks, ...] | None:
        try:
            return tuple(marked(w.frozen, w.texts, penalty=w.penalty, attempts=w.attempts) for w in works)
        except MemoryError:
            return None

    yield mark


def _given_up(work: Work) -> Marks:
    item = work.frozen.item
    says = "This answer could not be worked out in time: write it in a simpler form."
    answers = tuple(Answered(blank.id, Verdict.INVALID, 0.0, says=says) for blank in item.blanks)
    return Marks(item.question, Verdict.INVALID, 0.0, item.points, answers)
