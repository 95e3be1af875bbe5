"""Work leaves this process through workers of our own: started isolated, and never the end of everything."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from autograder.errors import GraderError, IsolationError
from autograder.processes import Crew, Forks, Here, Job, Lost
from autograder.submissions import cells, files


def a_job(function: Callable[[Any], Any]) -> Job:
    """A job that any process can open, for a function that is not from a file of tests."""
    return cast(Job, partial(nullcontext, function))


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """Two workers."""
    with Crew(2) as opened:
        yield opened


def test_every_task_is_carried_out(crew: Crew) -> None:
    """Each task has its result, whatever the order in which they end, and also a second job has."""
    assert dict(crew.each(a_job(str), range(20))) == {n: str(n) for n in range(20)}
    assert dict(crew.each(a_job(cells.split_cells), ["", "x = 1\n"])) == dict(
        Here().each(a_job(cells.split_cells), ["", "x = 1\n"])
    )
    assert list(crew.each(a_job(str), [])) == []


def test_what_a_task_raises_is_raised_here(crew: Crew) -> None:
    """An error crosses as it is, with what it says."""
    with pytest.raises(ZeroDivisionError):
        list(crew.each(a_job(partial(divmod, 1)), [0]))
    (error,) = dict(crew.each(a_job(partial(IsolationError, "namespaces")), ["no"])).values()
    assert (type(error), error.part, error.why) == (IsolationError, "namespaces", "no")


def test_a_worker_that_ends_costs_its_task_alone(crew: Crew) -> None:
    """A task that ends its worker each time is lost; those before and after it have their results."""
    codes = ["1", "__import__('os')._exit(3)", "2", "__import__('os').kill(__import__('os').getpid(), 9)", "3"]
    assert dict(crew.each(a_job(eval), codes)) == {0: 1, 1: Lost(late=False), 2: 2, 3: Lost(late=False), 4: 3}


def test_a_worker_that_is_killed_is_replaced(crew: Crew, tmp_path: Path) -> None:
    """A worker that something else ends once does the same task again."""
    mark = tmp_path / "mark"
    code = f"import os\nif not os.path.exists({str(mark)!r}): open({str(mark)!r}, 'w').close(); os._exit(1)\n"
    assert dict(crew.each(a_job(exec), [code])) == {0: None}


def test_a_task_that_takes_too_long_is_lost(crew: Crew) -> None:
    """A worker is stopped at its time, and the next task has another one."""
    assert dict(crew.each(a_job(time.sleep), [600, 0], seconds=0.5)) == {0: Lost(late=True), 1: None}
    assert dict(crew.each(a_job(str), [1])) == {0: "1"}


def test_a_worker_that_cannot_start_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where Python is not there, or ends at once, nothing waits and nothing is silent."""
    for program in ("/bin/false", str(tmp_path / "nowhere")):
        monkeypatch.setattr(sys, "executable", program)
        with Crew(1) as crew, pytest.raises(GraderError, match=r"ended before it began|cannot be started"):
            list(crew.each(a_job(str), [1]))


def test_nothing_stays_behind() -> None:
    """With the block every worker ends, also where it is left in the middle of a task."""
    with Crew(2) as crew:
        (pid,) = dict(crew.each(a_job(eval), ["__import__('os').getpid()"])).values()
    assert has_ended(pid)
    crew = Crew(1)
    (pid,) = dict(crew.each(a_job(eval), ["__import__('os').getpid()"])).values()
    interrupted(crew)
    assert has_ended(pid)


def interrupted(crew: Crew) -> None:
    """Leave a crew's block as Ctrl-C does, in the middle of a task that takes minutes."""
    with suppress(KeyboardInterrupt), crew:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            list(crew.each(a_job(time.sleep), [600]))
        finally:
            signal.signal(signal.SIGALRM, before)


def has_ended(pid: int) -> bool:
    """Whether there is no such process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_workers_take_the_package_from_where_it_is_here(crew: Crew) -> None:
    """A worker's package is this one, and its path holds no working folder."""
    code = "(__import__('autograder').__file__, __import__('sys').path, __import__('sys').flags.isolated)"
    ((where, path, isolated),) = dict(crew.each(a_job(eval), [code])).values()
    assert Path(where) == Path(files.__file__).parents[1] / "__init__.py"
    assert isolated == 1
    assert not {"", os.getcwd()} & set(path) or str(Path(where).parents[1]) == os.getcwd()


# ---------------------------------------------------------------- forks


def of_forks(test: Callable[..., None]) -> Callable[..., None]:
    """For tests of forks, which other threads of the test's process do not hurt."""
    linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a crew does it on other systems")
    return cast(Callable[..., None], linux(pytest.mark.filterwarnings("ignore:.*multi-threaded")(test)))


@contextmanager
def _odd_tasks() -> Iterator[Callable[[str], object]]:
    def carry_out(task: str) -> object:
        if task == "sleep":
            time.sleep(60)
        if task == "end":
            os._exit(7)
        if task == "raise":
            raise ValueError("no")
        return task.upper()

    yield carry_out


@of_forks
@pytest.mark.parametrize(
    ("task", "result"), [("right", "RIGHT"), ("sleep", Lost(late=True)), ("end", Lost(late=False))]
)
def test_a_fork_costs_its_task_at_most(task: str, result: object) -> None:
    """A fork that takes too long, or ends, loses its own task; the others have their results."""
    found = dict(Forks().each(_odd_tasks, [task, "after"], 1.0))
    assert found == {0: result, 1: "AFTER"}


@of_forks
def test_what_a_fork_raises_is_raised_here() -> None:
    """What carrying out a task raises in a fork is raised by the one who asked for it."""
    with pytest.raises(ValueError, match="no"):
        list(Forks().each(_odd_tasks, ["raise"]))
