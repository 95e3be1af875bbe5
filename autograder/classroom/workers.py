"""Grade submissions side by side, each worker a process with a sandbox of its own."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import Pipe, get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext

from autograder.classroom.plan import ClassRun, Graded
from autograder.errors import GraderError
from autograder.model.run import Sandbox
from autograder.model.submission import Submission
from autograder.reports import json
from autograder.sandbox import open_sandbox


def _grade_each(submissions: Sequence[Submission], plan: ClassRun) -> Iterator[Graded]:
    """Grade submissions side by side, each worker a process with a sandbox of its own, in the order they end."""
    if min(plan.workers, len(submissions)) <= 1:
        yield from _grade_here(submissions, plan)
        return
    waiting = list(reversed(submissions))
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(plan)) for _ in range(min(plan.workers, len(submissions)))]
        for worker in workers:
            worker.send(waiting.pop())
        while workers:
            ready = wait(workers)
            for worker in [worker for worker in workers if worker in ready]:
                graded = _answer_of(worker)
                if waiting:  # before the result is stored, so that the worker does not wait for that
                    with suppress(OSError):  # one that is gone is noticed when its answer is asked for
                        worker.send(waiting.pop())
                else:
                    workers.remove(worker)
                yield graded


def _grade_here(submissions: Sequence[Submission], plan: ClassRun) -> Iterator[Graded]:
    if submissions:
        with open_sandbox(plan.isolation) as sandbox:
            for submission in submissions:
                yield _graded(submission, plan, sandbox)


@contextmanager
def _worker(plan: ClassRun) -> Iterator[Connection]:
    """A process that grades what it is sent; it ends with the connection."""
    ours, theirs = Pipe()
    process = _processes().Process(target=_work, args=(plan, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(5)
        if process.is_alive():
            process.kill()
            process.join()


def _processes() -> ForkServerContext | SpawnContext:
    """Where the system can fork, workers are forked from one process that has loaded all they need."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def _work(plan: ClassRun, connection: Connection) -> None:
    """Grade one submission after another, until the other side closes; our own failures are sent as they are."""
    with suppress(GraderError):  # what cannot be read is told by the submission that needs it
        plan.grader.prepare()
    gc.freeze()  # the key is large and stays: collections need not look through it
    with suppress(EOFError, OSError, KeyboardInterrupt), open_sandbox(plan.isolation) as sandbox:
        while True:
            submission = connection.recv()
            try:
                connection.send(_graded(submission, plan, sandbox))
            except GraderError as error:
                connection.send(error)


def _graded(submission: Submission, plan: ClassRun, sandbox: Sandbox) -> Graded:
    report = plan.grader.grade(submission, sandbox, units=plan.units)
    return Graded(report, json.render(report))


def _answer_of(worker: Connection) -> Graded:
    try:
        answer = worker.recv()
    except (EOFError, OSError) as error:
        raise GraderError(
            "a grading process ended without a word: run the same again, what was graded is kept"
        ) from error
    if isinstance(answer, GraderError):
        raise answer
    assert isinstance(answer, Graded)
    return answer
