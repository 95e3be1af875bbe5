"""Work leaves this process through workers of our own: started isolated, and never the end of everything."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from autograder.errors import GraderError, IsolationError
from autograder.processes import Crew, Forks, Here, Job, Lost
from autograder.processes.seed import Seed
from autograder.submissions import cells, files


def a_job(function: Callable[[Any], Any]) -> Job:
    """A job that any process can open, for a function that is not from a file of tests."""
    return cast(Job, partial(nullcontext, function))


def of_forks(test: Callable[..., None]) -> Callable[..., None]:
    """For tests of forks, which other threads of the test's process do not hurt."""
    linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a crew does it on other systems")
    return cast(Callable[..., None], linux(pytest.mark.filterwarnings("ignore:.*multi-threaded")(test)))


FORKED = pytest.param(
    True, marks=pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux alone")
)


@pytest.fixture(scope="module", params=[False, FORKED], ids=["fresh", "forked"])
def crew(request: pytest.FixtureRequest) -> Iterator[Crew]:
    """Two workers: fresh interpreters, and forks."""
    with Crew(2) as opened:
        if request.param:
            fork(opened)
        yield opened


def fork(crew: Crew, prepare: Callable[[], object] = lambda: None, *inherited: object) -> None:
    """Have a crew's workers be forks, though the process of a test may have other threads: none holds what we need."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Seed, "can_be", lambda: True)
        crew.fork_from_here(prepare, *inherited)


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


@pytest.mark.parametrize("forked", [False, FORKED])
def test_nothing_stays_behind(forked: bool) -> None:
    """With the block every worker ends, also where it is left in the middle of a task."""
    for leave in (nullcontext, interrupted):
        crew = Crew(2)
        if forked:
            fork(crew)
        with suppress(KeyboardInterrupt), crew:
            (pids,) = dict(crew.each(a_job(eval), ["(__import__('os').getpid(), __import__('os').getppid())"])).values()
            with leave():
                list(crew.each(a_job(time.sleep), [600 if leave is interrupted else 0]))
        assert [has_ended(pid) for pid in pids] == [True, forked]


@contextmanager
def interrupted() -> Iterator[None]:
    """Ctrl-C after a moment, in the middle of a task that takes minutes."""
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        yield
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
    """A worker's package is this one, and the path of a fresh one holds no working folder."""
    code = "(__import__('autograder').__file__, __import__('sys').path, __import__('sys').flags.isolated)"
    ((where, path, isolated),) = dict(crew.each(a_job(eval), [code])).values()
    assert Path(where) == Path(files.__file__).parents[1] / "__init__.py"
    if isolated:
        assert not {"", os.getcwd()} & set(path) or str(Path(where).parents[1]) == os.getcwd()
    else:
        assert path == sys.path


class Large:
    """What is not to be sent."""

    is_ready = False

    def make_ready(self) -> None:
        """Done once, before the first worker is forked."""
        self.is_ready = True

    def __reduce__(self) -> tuple[type, tuple[()]]:
        raise AssertionError("it was sent")

    def told(self, task: str) -> tuple[str, bool, int]:
        """What there is in the process that is asked."""
        return task, self.is_ready, os.getppid()


def first_of(pair: tuple[Large, str]) -> AbstractContextManager[Callable[[str], object]]:
    """The job of asking the first of two things."""
    return nullcontext(pair[0].told)


@of_forks
def test_what_forks_inherit_is_made_ready_once_and_never_sent() -> None:
    """Workers forked from a process have what it has, though that process itself keeps it as it was."""
    large = Large()
    with Crew(2) as crew:
        fork(crew, large.make_ready, large)
        found = dict(crew.each(cast(Job, partial(first_of, (large, "small"))), ["a", "b", "c"])).values()
    assert {(task, ready) for task, ready, _ in found} == {("a", True), ("b", True), ("c", True)}
    assert len({parent for *_, parent in found}) == 1
    assert not large.is_ready


@of_forks
def test_where_nothing_can_be_forked_any_more_a_fresh_worker_comes(capfd: pytest.CaptureFixture[str]) -> None:
    """Who kills the process that workers are forked from costs nobody a result, now or in the next task."""
    with Crew(1) as crew:
        fork(crew)
        ask = a_job(eval)
        (pids,) = dict(crew.each(ask, ["(__import__('os').getpid(), __import__('os').getppid())"])).values()
        os.kill(pids[1], signal.SIGKILL)
        os.kill(pids[0], signal.SIGKILL)
        assert dict(crew.each(ask, ["__import__('sys').flags.isolated"])) == {0: 1}
    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------- forks


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
