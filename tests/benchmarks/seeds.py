"""`python -m tests.benchmarks.seeds [COUNT]`: right functions under many seeds (usually twenty), every exercise."""

from __future__ import annotations

import os
import random
import sys
import tempfile

from autograder.model import Status
from autograder.sandbox import open_sandbox
from tests.grading.test_seeds import result_under
from tests.registry import EXERCISES


def main() -> None:
    """Grade the right function of every exercise under each seed; exit code 1 where one is not right."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    draw, wrong = random.Random(0), 0
    with tempfile.TemporaryDirectory() as cache, open_sandbox("none") as sandbox:
        os.environ["GRADE_DESCENT_CACHE"] = cache
        for seed in (draw.randrange(1, 2**63) for _ in range(count)):
            results = [result_under(seed, exercise, sandbox) for exercise in EXERCISES]
            missed = [result.name for result in results if result.status is not Status.PASSED]
            wrong += len(missed)
            print(f"seed {seed}: {', '.join(missed) or 'all right'}", flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
