"""Gradescope's autograder: a zip with this package as a wheel, the course, and the two programs that Gradescope runs.

`setup.sh` installs once, when the image is made; `run_autograder` grades one submission as `grade run` grades a class,
in the strictest isolation that the container allows, and leaves `results.json`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import grade_descent

from autograder._version import __version__
from autograder.classroom.exports.feedback import zipped
from autograder.errors import UsageError

PACKAGE = Path(__file__).parents[2]
WHEEL = f"grade_descent-{__version__}-py3-none-any.whl"
INFO = f"grade_descent-{__version__}.dist-info"
COURSE = "course.toml"
SETUP = """#!/usr/bin/env bash
# Installs the grader; Gradescope runs this once, when it makes the image.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
python3 -m pip install "$here"/*.whl
"""
PREPARE = """
# The right answers to this course's own numbers are worked out now, and kept in the image.
python3 -c 'from autograder.cli import main; main()' run "$(mktemp -d)" -o "$(mktemp -d)" --isolation none@COURSE@
"""
RUN = """#!/usr/bin/env bash
# Grades one submission; Gradescope runs this for each.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
grade() { python3 -c 'from autograder.cli import main; main()' "$@"; }
level="$(python3 -c 'from autograder.sandbox.levels import find_best; print(find_best().best)')"
mkdir -p "$work/class" "$root/results"
cp -R "$root/submission" "$work/class/student"
cd "$work"
grade run class -o out --isolation "$level" @RUN@ || test $? -eq 3  # a grade that is withheld is said in the results
python3 -c 'from autograder.reports.gradescope import main; main()' out/students/student.json > results.json
mv results.json "$root/results/results.json"
"""


def autograder_zip(units: Sequence[str], course: Mapping[str, bytes], *, has_seed: bool) -> bytes:
    """The zip to upload as a programming assignment's autograder.

    Args:
        units: which units are graded; empty for all.
        course: the course file and the rules beside it by their paths; empty for the built-in course.
        has_seed: whether the course draws numbers of its own; else everybody is asked the numbers of `grade check`.

    Raises:
        UsageError: the package is not installed, so that there is nothing to make a wheel of.
    """
    asked = "".join(f" --unit {unit}" for unit in units) + ("" if has_seed else " --seed 0")
    asked += f' --course "$root/source/course/{COURSE}"' if course else ""
    setup = SETUP + (PREPARE.replace("@COURSE@", f' --course "$here/course/{COURSE}"') if has_seed else "")
    files = {"setup.sh": setup.encode(), "run_autograder": RUN.replace(" @RUN@", asked).encode(), WHEEL: wheel()}
    return zipped({**files, **{f"course/{path}": content for path, content in course.items()}})


def wheel() -> bytes:
    """This package as a wheel, made of the files that are installed."""
    try:
        installed = distribution("grade-descent")
    except PackageNotFoundError:
        raise UsageError("grade-descent is not installed, so no wheel can be made: type  pip install .") from None
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, folder in (("autograder", PACKAGE), ("grade_descent", Path(grade_descent.__file__).parent))
        for path in _modules(folder)
    }
    for name in ("METADATA", "entry_points.txt"):
        files[f"{INFO}/{name}"] = (installed.read_text(name) or "").encode("utf-8")
    files[f"{INFO}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: grade-descent\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    return zipped({**files, f"{INFO}/RECORD": f"{record}{INFO}/RECORD,,\n".encode()})


def _modules(folder: Path) -> Iterator[Path]:
    """Every file of a package that belongs to it; in a checkout, `front` holds the other one."""
    inside = (path.relative_to(folder).parts for path in sorted(folder.rglob("*")) if path.is_file())
    return (folder.joinpath(*parts) for parts in inside if "__pycache__" not in parts and parts[0] != "front")


def _digest(content: bytes) -> str:
    """A digest as a wheel's RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
