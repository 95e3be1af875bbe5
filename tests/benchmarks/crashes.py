"""`python -m tests.benchmarks.crashes [KILLS]`: is a run that is killed at random moments as it would be undisturbed?

Each time the grader, a worker, or what runs students' code is ended with kill -9 at a moment drawn at random; the same
is then typed again until it comes to its end. Nothing may be lost, graded twice, or another than without the kill.
Then a disk is full: the files of the results may not grow beyond a size.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from tests.classroom import crashes

STUDENTS = 60
KILLS = 50
WHO = ("the grader", "what workers are forked from", "a worker", "what runs students' code")
MISSED = "too early or too late"
MOST_TRIES = 4
"""For each kill: a moment at which there is nobody to kill is not one of them."""
FULL = (0, 20_000, 60_000)
"""Sizes at which a file may grow no more, in bytes."""


def killed(who: str, random_: random.Random, longest: float, submissions: Path, out: Path) -> str:
    """Grade a class, with one process killed at a random moment, and to its end; what the killed run ended with."""
    run = crashes.started(submissions, out)
    time.sleep(random_.uniform(0.1, longest))
    seeds = list(crashes.children(run.pid))
    workers = [process for seed in seeds for process in crashes.children(seed)]
    below = [process for worker in workers for process in crashes.below(worker)]
    others = dict(zip(WHO, ([run.pid], seeds, workers, below), strict=True))[who]
    if others:
        crashes.kill(random_.choice(others))
    code = crashes.ended(run)
    while code != 0:
        code = crashes.ended(crashes.started(submissions, out))
        assert code == 0, f"a run after a kill ended with {code}"
    return "" if others else MISSED


def on_a_full_disk(size: int, submissions: Path, out: Path) -> tuple[int, str]:
    """Grade a class where no file may grow beyond a size: the exit code, and the last that was said."""
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
    command = crashes.command(submissions, out)
    run = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    return run.returncode, (run.stderr.strip().splitlines() or [""])[-1]


def wrong_after(out: Path, undisturbed: Path) -> Iterator[str]:
    """What is not as it is where nothing happened, and only then remove it."""
    yield from crashes.wrong_with(out, undisturbed)
    shutil.rmtree(out)


def main() -> None:
    """Print how many kills hit what, and what was wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    random_ = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        submissions, undisturbed, out = (
            crashes.write_class(folder / "class", STUDENTS),
            folder / "first",
            folder / "out",
        )
        start = time.monotonic()
        assert crashes.ended(crashes.started(submissions, undisturbed)) == 0
        longest = time.monotonic() - start
        hit: Counter[str] = Counter()
        wrong: list[str] = []
        for who in islice(cycle(WHO), MOST_TRIES * kills):
            missed = killed(who, random_, longest, submissions, out)
            hit[missed or who] += 1
            wrong += wrong_after(out, undisturbed)
            if hit.total() - hit[MISSED] == kills:
                break
        print(f"{kills} kills in {STUDENTS} submissions: {dict(hit)}; wrong: {wrong or 'nothing'}")
        for size in FULL:
            code, said = on_a_full_disk(size, submissions, out)
            assert crashes.ended(crashes.started(submissions, out)) == 0
            others = list(wrong_after(out, undisturbed))
            print(f"no room after {size} bytes: exit {code}, {said}; wrong: {others or 'nothing'}")


if __name__ == "__main__":
    main()
