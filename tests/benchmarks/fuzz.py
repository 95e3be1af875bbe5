"""`python -m tests.benchmarks.fuzz [TARGET...]`: fuzz the readers of foreign bytes long, guided by coverage.

100,000 malformed messages, 10,000 malformed files of each kind, 10,000 conversations and texts. Needs atheris
(`pip install atheris`; Linux and macOS), which is in no extra. Each target runs in a process of its own.

`python -m tests.benchmarks.fuzz hand-ins [CLASSES]` grades classes of a hundred spoiled hand-ins each with `grade run`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.classroom.hand_ins import wrong_with
from tests.grading.fuzzing import TARGETS, Target

GUIDED = """
import sys
import atheris
with atheris.instrument_imports(include=["autograder"]):
    from tests.classroom.hand_ins import wrong_with
from tests.grading.fuzzing import TARGETS
target = TARGETS[sys.argv.pop(1)]
atheris.Setup(sys.argv, target.run)
atheris.Fuzz()
"""


def fuzz(name: str, target: Target) -> bool:
    """Run one target; what it raised, if anything, is printed. True where it raised nothing."""
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds):
            Path(folder, str(number)).write_bytes(seed)
        options = [
            f"-runs={target.runs}",
            "-max_len=8192",
            "-timeout=20",
            "-rss_limit_mb=4096",
            "-seed=1",
            f"-artifact_prefix={folder}/",
            folder,
        ]
        result = subprocess.run([sys.executable, "-c", GUIDED, name, *options], capture_output=True, text=True)
    done = [line for line in result.stderr.splitlines() if line.startswith(f"Done {target.runs} runs")]
    print(f"{name:<10} {done[0] if result.returncode == 0 and done else 'FAILED'}", flush=True)
    if result.returncode or not done:
        print(result.stdout[-3000:], result.stderr[-3000:])
    return result.returncode == 0 and bool(done)


def hand_ins(classes: int) -> bool:
    """Grade so many classes of spoiled hand-ins; what should not be so is printed. True where nothing was."""
    sound = True
    for seed in range(classes):
        with tempfile.TemporaryDirectory() as folder:
            wrong = list(wrong_with(seed, Path(folder), 100))
        print(f"class {seed}: {'; '.join(wrong) or 'ok'}", flush=True)
        sound = sound and not wrong
    return sound


def main() -> None:
    """Fuzz the targets named, or all; exit code 1 where one raised what it does not declare."""
    if sys.argv[1:2] == ["hand-ins"]:
        sys.exit(0 if hand_ins(int(sys.argv[2]) if len(sys.argv) > 2 else 100) else 1)
    results = [fuzz(name, TARGETS[name]) for name in sys.argv[1:] or TARGETS]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
