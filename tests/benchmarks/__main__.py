"""`python -m tests.benchmarks [WORD ...]`: how long the usual commands take here, as a table beside their goals.

With words, only the rows that have one of them in their name; `peers` and `dask` print tables of their own, and take
minutes. Times are medians over several runs, of whole processes
where they are not called CPU; machines differ and are noisy, so nothing is asserted, and on a busy one CPU times say
more.
"""

from __future__ import annotations

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, cycle, islice
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from autograder.authoring.demo import Student, make_class
from autograder.authoring.demo_files import write_class
from autograder.authoring.made_up import submission
from autograder.catalogue.course import load_course
from autograder.expected.faults import FaultDictionary, NoShelf
from autograder.expected.fingerprints import layout_of
from autograder.expected.lookup import faults_for, key_for, variants_for
from autograder.expected.printed import mistakes, other_programs, right_answer
from autograder.expected.programs import pair_of, source_of
from autograder.grading.diagnosis import diagnose as diagnosing
from autograder.grading.diagnosis.diagnose import diagnose, prepare
from autograder.grading.grade import Grader
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.sentences import Texts
from autograder.model import Exercise
from autograder.model.course import Course, Unit
from autograder.sandbox import open_sandbox
from tests.benchmarks import convergence, isolation, limit, nbgrader, peers, scale
from tests.in_process import answers_of, compiled

GRADE = [sys.executable, "-c", "from autograder.cli import main; main()"]
SUBMISSIONS = 200
SOLUTIONS = Path(__file__).parents[2] / "solutions"
SLOW_BY_DESIGN = ("an endless loop in one function",)
RUNS = 15
EVERY = 3
"""Of how many mistakes one is diagnosed."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of the table; `measure` is given an empty folder."""

    what: str
    goal: str
    measure: Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Took:
    """What one run took, in seconds: by the clock, and of all processors together."""

    wall: float
    cpu: float


def timed(
    command: list[str], *, runs: int = 7, before: Callable[[], None] = lambda: None, **environment: str
) -> list[Took]:
    """What a command takes, each run a process of its own."""
    took = []
    for _ in range(runs):
        before()
        start, before_cpu = time.perf_counter(), children_cpu()
        subprocess.run(command, capture_output=True, env={**os.environ, **environment}, check=False)
        took.append(Took(time.perf_counter() - start, children_cpu() - before_cpu))
    return took


def children_cpu() -> float:
    """CPU time of the processes that have ended (0 where the system does not say)."""
    now = os.times()
    return now.children_user + now.children_system


def median(took: list[Took]) -> Took:
    """The median of each of the two."""
    return Took(statistics.median(t.wall for t in took), statistics.median(t.cpu for t in took))


def spread(took: list[Took]) -> str:
    """Median with minimum and maximum, and CPU time."""
    middle, walls = median(took), [t.wall for t in took]
    return f"{middle.wall:.2f} s ({min(walls):.2f} to {max(walls):.2f}; CPU {middle.cpu:.2f} s)"


def python(*statements: str) -> list[str]:
    """A command that carries out some statements."""
    return [sys.executable, "-c", "; ".join(statements)]


# ---------------------------------------------------------------- commands


def checked(folder: Path) -> str:
    """The check of a unit that is all right."""
    shutil.copytree(Path("solutions/01_gradient_descent"), folder / "01_gradient_descent")
    return spread(timed([*GRADE, "check", str(folder)]))


def own_key(folder: Path) -> str:
    """The key of one unit with another seed, where nothing is in the cache."""
    derive = python(
        "from autograder.catalogue.course import load_course",
        "from autograder.expected.lookup import key_for",
        "course = load_course()",
        "key_for(course.of_unit(course.units[0]), seed=1)",
    )
    cache = folder / "cache"
    return spread(timed(derive, before=lambda: rmtree(cache), GRADE_DESCENT_CACHE=str(cache)))


def default_key(folder: Path) -> str:
    """All that grading the built-in course needs (expected values and the programs of all mistakes), from nothing."""
    derive = python(
        "from autograder.catalogue.course import load_course",
        "from autograder.expected.shipped import shipped_files",
        "shipped_files(load_course().exercises, workers=2, anew=True)",
    )
    return spread(timed(derive, runs=1))


def rmtree(folder: Path) -> None:
    """Remove a folder if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def class_of(course: Course, count: int) -> list[Student]:
    """A class of the demo's students, without those that are slow on purpose, repeated until there are enough."""
    students = [s for s in make_class(course, key_for(course.exercises)) if s.story not in SLOW_BY_DESIGN]
    repeated = islice(enumerate(cycle(students)), count)
    return [replace(s, name=f"{s.name}{number}") for number, s in repeated]


def class_run(folder: Path, units: int | None = None) -> str:
    """Submissions a second, of all units or of the first ones, two at a time; and once more, nothing changed.

    No CPU time: the workers are no children that the command waits for, so the system does not count them for it.
    """
    course = load_course()
    asked = course.units[:units]
    narrowed = replace(course, exercises=tuple(e for e in course.exercises if e.unit in asked))
    write_class(class_of(narrowed, SUBMISSIONS), narrowed.units, folder / "class")
    out = folder / "out"
    only = [word for unit in asked for word in ("--unit", unit)]
    run = [
        *GRADE,
        "run",
        str(folder / "class"),
        "-o",
        str(out),
        "--isolation",
        "none",
        "--workers",
        "2",
        "--seed",
        "0",
        *only,
    ]
    fresh = timed(run, runs=3, before=lambda: rmtree(out))
    again = median(timed(run, runs=3))
    walls = [took.wall for took in fresh]
    rate = SUBMISSIONS / median(fresh).wall
    return f"{rate:.1f} a second; {min(walls):.2f} to {max(walls):.2f} s; unchanged: {again.wall:.2f} s"


def beside_the_limit(folder: Path) -> str:
    """What a submission of the whole core takes in a run at full, beside the bare calls of its functions.

    Beyond it networks are trained, whose calls alone take ten times as long as all others.
    """
    course = load_course().core
    return limit.described_beside(course, partial(cpu_of_a_submission, course), folder)


def cpu_of_a_submission(course: Course, folder: Path) -> float:
    """CPU seconds of a run, workers and students' processes included, for each right submission of a class.

    No two are the same, or they would be run once.
    """
    files = {unit: SOLUTIONS / unit / Unit(unit).file for unit in course.units}
    texts = {unit: file.read_text(encoding="utf-8") for unit, file in files.items()}
    scale.write_class(texts, SUBMISSIONS, folder / "class")
    run = [*GRADE, "run", str(folder / "class"), "-o", str(folder / "out"), "--isolation", "full", "--seed", "0"]
    return timed(run, runs=1)[0].cpu / SUBMISSIONS


# ---------------------------------------------------------------- parts, CPU time in this process


def diagnoses(_: Path) -> str:
    """What naming a mistake costs: the mean and the most, over mistakes of all exercises."""
    texts, times = Texts(), []
    for exercise in load_course().exercises:
        key = key_for([exercise]).exercises[exercise.name]
        faults_for(exercise, key, 0)  # read once for a whole class
        for source in list(other_programs(exercise).values())[::EVERY]:
            answers = answers_of(compiled(source, exercise.name), key)
            observation = observe(key, answers, answers)
            judge(observation, exercise.points, texts)
            start = time.process_time()
            diagnose(observation, partial(faults_for, exercise, key, 0), texts)
            times.append(time.process_time() - start)
    return f"{statistics.mean(times) * 1000:.1f} ms (at most {max(times) * 1000:.1f}; {len(times)} mistakes)"


def diagnoses_of_submissions(_: Path) -> str:
    """What naming mistakes costs for a whole submission: the mean and the most, over the demo's class."""
    course, texts = load_course(), Texts()
    grader = Grader(course, key_for(course.exercises), texts)
    students = [s for s in make_class(course, grader.key) if s.story not in SLOW_BY_DESIGN]
    prepared(grader)
    spent = []
    with open_sandbox("none") as sandbox:
        for student in students:
            with added_up(diagnosing, "diagnose") as seconds:
                grader.grade(submission(student.name, student.texts), sandbox)
            spent.append(sum(seconds) * 1000)
    wrong = [time for time in spent if time]
    return f"{statistics.mean(wrong):.1f} ms (at most {max(wrong):.1f}; {len(wrong)} submissions)"


def diagnoses_of_the_worst(_: Path) -> str:
    """The same where every function of the course is wrong: each with another mistake, and each in a way unknown."""
    course, texts = load_course(), Texts()
    grader = Grader(course, key_for(course.exercises), texts)
    known = {e.name: compiled(next(iter(mistakes(e).values())), e.name) for e in course.exercises}
    unknown = {e.name: _elsewhere(compiled(right_answer(e), e.name)) for e in course.exercises}
    two = {e.name: _with_two(e) for e in course.exercises}
    prepared(grader)
    return "; ".join(
        f"{what} {_diagnosed(grader, functions):.1f} ms"
        for what, functions in (("a known mistake", known), ("none known", unknown), ("two at once", two))
    )


def first_diagnoses(_: Path) -> str:
    """What naming two mistakes costs where nothing has been worked out before: the mean and the most, by exercise."""
    course, texts, times = load_course(), Texts(), []
    for exercise in course.exercises:
        key, variants = key_for([exercise]).exercises[exercise.name], variants_for(exercise)
        prepare(key)
        answers = answers_of(_with_two(exercise), key)
        observation = observe(key, answers, answers)
        start = time.process_time()
        diagnose(observation, partial(FaultDictionary, variants, layout_of(key), NoShelf()), texts)
        times.append((time.process_time() - start, exercise.name))
    most, name = max(times)
    return f"{statistics.mean(time for time, _ in times) * 1000:.0f} ms (at most {most * 1000:.0f}, {name})"


def prepared(grader: Grader) -> None:
    """As the processes are that grade a class."""
    grader.prepare()
    gc.collect()
    gc.freeze()


def _elsewhere(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose results are another's, a quarter more and a little."""

    def moved(value: Any) -> Any:
        match value:
            case tuple():
                return tuple(map(moved, value))
            case dict():
                return {name: moved(entry) for name, entry in value.items()}
            case str():
                return value[::-1]
        return value if np.asarray(value).dtype.kind != "f" else type(value)(value * 1.25 + 0.01)

    return lambda *arguments, **keywords: moved(function(*arguments, **keywords))


def _with_two(exercise: Exercise) -> Callable[..., Any]:
    """A function with two mistakes; with one where no two go together."""
    variants = variants_for(exercise)
    variant = pair_of(variants, 0) if len(variants.pairs) else variants.alone[0]
    return compiled(source_of(variant, variants), exercise.name)


def _diagnosed(grader: Grader, functions: Mapping[str, Callable[..., Any]]) -> float:
    """The milliseconds that it takes to diagnose a function of each exercise."""
    observations = {}
    for exercise in grader.course.exercises:
        key = grader.key.exercises[exercise.name]
        answers = answers_of(functions[exercise.name], key)
        observations[exercise] = observe(key, answers, answers)
        judge(observations[exercise], exercise.points, grader.texts)
    start = time.process_time()
    for exercise, observation in observations.items():
        key = grader.key.exercises[exercise.name]
        diagnose(observation, partial(faults_for, exercise, key, 0), grader.texts)
    return (time.process_time() - start) * 1000


def judgements(_: Path) -> str:
    """What observing and judging all functions of the course costs, where all are right and where all are wrong."""
    course, texts = load_course(), Texts()
    grader = Grader(course, key_for(course.exercises), texts)
    right = {e.name: compiled(right_answer(e), e.name) for e in course.exercises}
    wrong = {name: _elsewhere(function) for name, function in right.items()}
    prepared(grader)
    return "; ".join(f"{what} {_judged(grader, some):.1f} ms" for what, some in (("right", right), ("wrong", wrong)))


def _judged(grader: Grader, functions: Mapping[str, Callable[..., Any]]) -> float:
    """The milliseconds that it takes to observe and judge a function of each exercise: a median."""
    keys = [(exercise, grader.key.exercises[exercise.name]) for exercise in grader.course.exercises]
    answers = {exercise.name: answers_of(functions[exercise.name], key) for exercise, key in keys}
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        for exercise, key in keys:
            judge(observe(key, answers[exercise.name], answers[exercise.name]), exercise.points, grader.texts)
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


@contextmanager
def added_up(module: ModuleType, name: str) -> Iterator[list[float]]:
    """The CPU seconds of each call of a module's function in the block."""
    function, seconds = getattr(module, name), []

    def timed_function(*arguments: object) -> object:
        start = time.process_time()
        try:
            return function(*arguments)
        finally:
            seconds.append(time.process_time() - start)

    setattr(module, name, timed_function)
    try:
        yield seconds
    finally:
        setattr(module, name, function)


def notebooks(folder: Path) -> str:
    """Our rate beside that of nbgrader."""
    ours, theirs = nbgrader.rates(folder, GRADE)
    return f"{ours:.1f} a second; nbgrader autograde: {theirs:.2f}; {ours / theirs:.0f} times"


MEASUREMENTS = (
    Measurement("grade --help", "0.15 s", lambda _: spread(timed([*GRADE, "--help"]))),
    Measurement("import autograder", "never loads sympy", lambda _: spread(timed(python("import autograder")))),
    Measurement("convergence checks of the course, CPU", "0.03 s", lambda _: convergence.measured()),
    Measurement("grade check of one unit", "0.6 s", checked),
    Measurement("observing and judging a submission, CPU", "30 ms", judgements),
    Measurement("diagnosis of a wrong function, CPU", "10 ms", diagnoses),
    Measurement("diagnosis of a submission, CPU", "10 ms", diagnoses_of_submissions),
    Measurement("the same, all functions wrong, CPU", "10 ms", diagnoses_of_the_worst),
    Measurement("two mistakes, for the first time, CPU", "2 s", first_diagnoses),
    Measurement("a custom key for one unit, cold", "6 s", own_key),
    Measurement("default course's key from nothing", "30 s", default_key),
    Measurement(f"{SUBMISSIONS} submissions of two units", "30 a second", lambda folder: class_run(folder, 2)),
    Measurement(f"{SUBMISSIONS} submissions of the course", "20 a second", class_run),
    Measurement("a submission beside its bare calls, CPU", "3 times", beside_the_limit),
    Measurement("notebooks of one unit", "60 times", notebooks),
)


def main() -> None:
    """Print the table, or the rows asked for."""
    words = sys.argv[1:]
    print(f"{'what':<38} {'measured: median (min to max)':<60} goal")
    for measurement in MEASUREMENTS:
        if not words or any(word in measurement.what for word in words):
            with tempfile.TemporaryDirectory() as folder:
                print_row(measurement.what, measurement.measure(Path(folder)), measurement.goal)
    if not words or "isolation" in words:
        for row in isolation.rows():
            print_row(*row)
    course = load_course()
    tables: Mapping[str, Callable[[], Iterator[str]]] = {
        "peers": peers.rows,
        "dask": lambda: on_dask(course),
    }
    for line in chain.from_iterable(table() for name, table in tables.items() if name in words):
        print(line, flush=True)


def on_dask(course: Course) -> Iterator[str]:
    """The table of a cluster; only who asks for it needs Dask."""
    from tests.benchmarks import cluster

    yield from cluster.rows(course, class_of(course, cluster.MANY), GRADE)


def print_row(what: str, measured: str, goal: str) -> None:
    """One line of the table."""
    print(f"{what:<38} {measured:<60} {goal}", flush=True)


if __name__ == "__main__":
    main()
