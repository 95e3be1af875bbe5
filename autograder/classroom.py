"""Grade a class: read the submissions, grade those that changed, keep every result, write the reports."""

from __future__ import annotations

import gc
import hashlib
import json as json_text
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe, get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

import numpy as np

from autograder import __version__
from autograder.errors import GraderError, StoreError, UsageError
from autograder.grade import Grader
from autograder.model import Report, Status
from autograder.reports import csv, html, json
from autograder.sandbox import Sandbox, open_sandbox
from autograder.store import RunInfo, Store
from autograder.submissions import Submission, safe_file_name


@dataclass(frozen=True, slots=True)
class Plan:
    """How a class is to be graded."""

    grader: Grader
    isolation: str
    workers: int
    units: tuple[str, ...]

    def fingerprint(self, submission: Submission) -> str:
        """Names everything that a grade depends on: equal fingerprints give equal reports."""
        files = [(unit, file.name) for unit, file in sorted(submission.files.items())]
        parts = (
            submission.digest,
            repr((files, submission.notes)),
            self.grader.key.digest,
            self.grader.course.digest,
            self.grader.course.language,
            repr(self.units),
            self.isolation,
            __version__,
            np.__version__,
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's report, its JSON text, and whether it was kept from an earlier run."""

    report: Report
    text: str
    reused: bool = False


def grade_class(
    submissions: Sequence[Submission], plan: Plan, out: Path, on_graded: Callable[[Graded], None]
) -> tuple[Graded, ...]:
    """Grade every submission into OUT/results.db and write the reports; returns them in the submissions' order.

    Each result is stored as soon as it is there. Raises GraderError where we fail: what was graded until then is kept.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out} cannot be made ({error.strerror}): name another folder with -o") from error
    graded: dict[str, Graded] = {}
    with Store.open(out / "results.db") as store:
        run = store.begin(_run_info(plan))
        fingerprints = {submission.student: plan.fingerprint(submission) for submission in submissions}
        stored = {student: store.find(student, fingerprint) for student, fingerprint in fingerprints.items()}
        for student, kept in stored.items():
            if kept is not None:
                store.save(run, student, fingerprints[student], kept.report, graded_in=kept.graded_in)
                graded[student] = Graded(json.from_dict(json_text.loads(kept.report)), kept.report, reused=True)
                on_graded(graded[student])
        changed = [submission for submission in submissions if stored[submission.student] is None]
        for result in _grade_each(changed, plan):
            student = result.report.student
            broken = any(exercise.status is Status.BROKEN for exercise in result.report.exercises)
            store.save(run, student, fingerprints[student], result.text, reusable=not broken)
            graded[student] = result
            on_graded(result)
        store.finish(run)
    ordered = tuple(graded[submission.student] for submission in submissions)
    write_reports(ordered, plan, out)
    return ordered


def _grade_each(submissions: Sequence[Submission], plan: Plan) -> Iterator[Graded]:
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


def _grade_here(submissions: Sequence[Submission], plan: Plan) -> Iterator[Graded]:
    if submissions:
        with open_sandbox(plan.isolation) as sandbox:
            for submission in submissions:
                yield _graded(submission, plan, sandbox)


@contextmanager
def _worker(plan: Plan) -> Iterator[Connection]:
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


def _work(plan: Plan, connection: Connection) -> None:
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


def _graded(submission: Submission, plan: Plan, sandbox: Sandbox) -> Graded:
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


def _run_info(plan: Plan) -> RunInfo:
    course = plan.grader.course
    return RunInfo(
        settings={"units": list(plan.units), "workers": plan.workers},
        versions={"grade-descent": __version__, "numpy": np.__version__, "python": platform.python_version()},
        course=course.name,
        course_digest=course.digest,
        key_digest=plan.grader.key.digest,
        seed=plan.grader.key.seed,
        isolation=plan.isolation,
    )


# ---------------------------------------------------------------- files


def write_reports(graded: Sequence[Graded], plan: Plan, out: Path) -> None:
    """Write grades.csv, a JSON file and a page for each student, and the class page, each whole or not at all."""
    exercises = [exercise.name for exercise in plan.grader.course.exercises if _asked(exercise.unit, plan)]
    reports = [result.report for result in graded]
    names = file_names([report.student for report in reports])
    for result in graded:
        name = names[result.report.student]
        _write(out / "students" / f"{name}.json", result.text)
        _write(out / "students" / f"{name}.html", html.student_page(result.report))
    _write(out / "grades.csv", csv.grades(reports, exercises))
    links = {student: f"students/{name}.html" for student, name in names.items()}
    _write(out / "index.html", html.class_page(reports, links))


def _asked(unit: str, plan: Plan) -> bool:
    return not plan.units or unit in plan.units


def file_names(students: Sequence[str]) -> dict[str, str]:
    """A portable file name for each student; names that differ only in case get a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in students:
        name = base = safe_file_name(student)
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{base}-{count}"
        taken.add(name.casefold())
        names[student] = name
    return names


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): close it where it is open, see that the disk has room, and "
            "run the same again; what was graded is kept"
        ) from error
