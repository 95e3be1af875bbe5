"""Hostile hand-ins through `grade run` as it is typed.

    python -m tests.sandbox.through_run [--level LEVEL] [--user] [NAME...]

Each is handed in between two innocent students. Whatever it is: exit code 0, the innocent have all points, its status
is one that its name says, no secret is in any output, no code ran outside of the sandbox, every report is short, and
no process stays. `# Working folder: ...` says where the command is typed; `# Log: github.` that no line of the log may
be one that GitHub's runner obeys. With --user the grader is an ordinary user.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.grading.bounds import MOST_BYTES
from tests.sandbox.corpus import CORPUS, MARKER, ROOT, Attack

RIGHT = "def gradient_descent(w, grad, *, lr):\n    return w - lr * grad\n"
INNOCENT = ("aaron", "zoe")
SECRET = "PLANTED-2718281828"
LIMITS = "[limits]\ncall_seconds = 0.5\ncpu_seconds = 5\n"
SECONDS = 120
"""No hand-in may hold up a class for longer."""
EXERCISE = "gradient_descent"
GRADE = "import sys; from autograder.cli import main; main(sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Graded:
    """What came of a run: its folder, its exit code, and what it printed."""

    folder: Path
    code: int
    log: str


def graded(attack: Attack, folder: Path, level: str, *, as_user: bool = False) -> Graded:
    """Hand an attack in and grade the class."""
    students, secret = folder / "class", folder / "secret.txt"
    students.mkdir(parents=True)
    secret.write_text(SECRET, encoding="utf-8")
    attack.hand_in(students, secret)
    for name in INNOCENT:
        (students / name).mkdir()
        (students / name / f"{EXERCISE}.py").write_text(RIGHT + f"# {name}\n", encoding="utf-8")
    course = folder / "course.toml"
    course.write_text(LIMITS, encoding="utf-8")
    here = students / attack.working_folder.replace("class", "") if attack.working_folder else folder
    arguments = ["run", os.path.relpath(students, here), "-o", str(folder / "out"), "--course", str(course)]
    arguments += ["--isolation", level, "--unit", EXERCISE, "--seed", "0", "--workers", "2"]
    if as_user:
        command = [sys.executable, "-m", "tests.sandbox.surroundings", "ordinary-user", "sh", "-c"]
        script = 'cd "$0" && exec "$@"'
        command += [script, str(here), sys.executable, "-I", "-c", GRADE, *arguments]
        subprocess.run(["chmod", "-R", "a+rwX", str(folder)], check=True)
        here = ROOT
    else:
        command = [str(Path(sys.executable).parent / "grade"), *arguments]
    with (folder / "log").open("w", encoding="utf-8") as log:
        code = subprocess.run(command, cwd=here, stdout=log, stderr=log, timeout=SECONDS, check=False).returncode
    return Graded(folder, code, (folder / "log").read_text(encoding="utf-8", errors="replace"))


def problems(attack: Attack, run: Graded, level: str) -> Iterator[str]:
    """What is wrong with a run, whatever was handed in."""
    if run.code != 0:
        yield f"exit code {run.code}: {run.log[:300]}"
    if (run.folder / MARKER).exists():
        yield "code ran outside of the sandbox"
    reports = {path: json.loads(path.read_text(encoding="utf-8")) for path in run.folder.glob("out/students/*.json")}
    yield from (f"a report of {path.stat().st_size} bytes" for path in reports if path.stat().st_size > MOST_BYTES)
    exercises = {report["student"]: exercise for report in reports.values() for exercise in _attacked(report)}
    for name in INNOCENT:
        if name not in exercises or exercises[name]["score"] != exercises[name]["max_score"]:
            yield f"{name} has not got all points"
    statuses = {exercise["status"] for name, exercise in exercises.items() if name not in INNOCENT}
    expected = attack.expected_at(level)
    if expected and not statuses <= expected:
        yield f"status {statuses}"
    written = [path.read_bytes() for path in run.folder.glob("out/**/*") if path.is_file()]
    if level != "none" and any(SECRET.encode() in text for text in (run.log.encode(), *written)):
        yield "the secret is in an output"
    if "\n# Log: github." in attack.text and obeyed(run.log):
        yield f"GitHub's runner would obey {obeyed(run.log)}"
    if left := [pid for pid in os.listdir("/proc") if pid.isdigit() and _is_of(pid, run.folder)]:
        yield f"processes stay: {left}"


def _attacked(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [exercise for exercise in report["exercises"] if exercise["name"] == EXERCISE]


def obeyed(log: str) -> list[str]:
    """The lines of a log that GitHub's runner takes for commands."""
    return [line for line in log.splitlines() if re.match(r"\s*::", line) or "##[" in line]


def _is_of(pid: str, folder: Path) -> bool:
    try:
        return str(folder) in Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def main() -> None:
    """Run the attacks named, or all; exit code 1 where one got through."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--level", default="auto")
    parser.add_argument("--user", action="store_true")
    options = parser.parse_args()
    through = 0
    for attack in CORPUS:
        if (options.names and attack.name not in options.names) or not attack.runs_at(options.level):
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            started = time.monotonic()
            try:
                run = graded(attack, Path(folder, "run"), options.level, as_user=options.user)
                found = list(problems(attack, run, options.level))
            except subprocess.TimeoutExpired:
                found = [f"not finished within {SECONDS} s"]
        through += bool(found)
        print(
            f"{'ESCAPE' if found else 'ok':<7}{attack.name:<60}{time.monotonic() - started:5.1f} s  {'; '.join(found)}"
        )
    sys.exit(1 if through else 0)


if __name__ == "__main__":
    main()
