"""The wheel: what is in it, what is not, and that it works in an environment of its own."""

from __future__ import annotations

import csv
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import autograder
from autograder.authoring.made_up import by_unit
from autograder.expected.printed import right_answer
from autograder.expected.shipped import KEY, VARIANTS, shipped_file
from autograder.model.course import Unit
from autograder.quiz.course_quiz import CourseQuiz
from tests.registry import COURSE, EXERCISES

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as for a release."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_what_an_installation_needs(wheel: Path) -> None:
    """Course file, masters, expected values and every module are in it, and nothing beside the package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for unit in COURSE.units:
        assert f"autograder/authoring/masters/{unit}/{Unit(unit).file}" in names
    for unit in CourseQuiz.of(COURSE).questions:
        assert f"autograder/quiz/bank/{unit}.toml" in names
    for exercise in EXERCISES:
        for what in (KEY, VARIANTS):
            assert f"autograder/catalogue/derived/{shipped_file(exercise, what).name}" in names
    assert {"autograder/catalogue/course.toml", "autograder/py.typed", "autograder/sandbox/child/main.py"} <= names
    assert {name.split("/")[0] for name in names} == {
        "autograder",
        "grade_descent",
        f"grade_descent-{autograder.__version__}.dist-info",
    }


def test_the_wheel_holds_no_solution(wheel: Path) -> None:
    """No file of the wheel holds a solution region or the text of one."""
    archive = zipfile.ZipFile(wheel)
    everything = b"\n".join(archive.read(name) for name in archive.namelist())
    masters = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "solutions").rglob("*.py"))
    regions = re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", masters, re.DOTALL)
    assert len(regions) >= len(EXERCISES)  # helpers have regions too
    for region in regions:
        assert region.strip().encode() not in everything


def test_the_design_s_extras_and_dependencies() -> None:
    """Core dependencies and extras are those that the design names, without upper bounds."""
    assert {re.split(r"\W", dependency)[0] for dependency in PROJECT["dependencies"]} == {
        "click",
        "jinja2",
        "latex2mathml",
        "numpy",
        "packaging",
        "rich",
        "sympy",
    }
    assert set(PROJECT["optional-dependencies"]) == {"all", "cluster", "dev", "notebook", "pytest", "web"}
    assert PROJECT["requires-python"] == ">=3.11"
    assert not any("<" in dependency for dependency in PROJECT["dependencies"])
    assert PROJECT["scripts"] == {"grade": "grade_descent.command:main"}


def needed(*names: str) -> Iterator[importlib.metadata.Distribution]:
    """Distributions with all that they require, without extras."""
    for name in names:
        distribution = importlib.metadata.distribution(name)
        yield distribution
        plain = [r for r in distribution.requires or [] if "extra ==" not in r and "platform" not in r]
        yield from needed(*(re.split(r"[^\w.-]", requirement)[0] for requirement in plain))


def environment(folder: Path, *wheels: Path, also: Sequence[str] = ()) -> Path:
    """A clean environment with wheels, one after the other; what they depend on is linked to, without a network."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    python = folder / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    for wheel in wheels:
        subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    for distribution in needed("click", "jinja2", "latex2mathml", "numpy", "rich", "sympy", *also):
        for file in distribution.files or []:
            top = file.parts[0]
            if top != ".." and not (site / top).exists():
                (site / top).symlink_to(Path(str(distribution.locate_file(top))))
    return folder


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel."""
    return environment(tmp_path_factory.mktemp("clean"), wheel)


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`grade` of the clean environment, in a folder beside it."""
    (installed / "work").mkdir(exist_ok=True)
    return typed(installed, "grade", *arguments)


def typed(installed: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A program of the clean environment; pip finds nothing but what it is told of."""
    command = [str(installed / "env" / "bin" / program), *arguments]
    environ = {**os.environ, "PIP_NO_INDEX": "1"}
    place = installed / "work"
    return subprocess.run(command, capture_output=True, text=True, cwd=place, env=environ, check=False, timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made of symbolic links")
def test_the_wheel_works_in_a_clean_environment(installed: Path) -> None:
    """Installed alone, it unpacks the exercises, checks them, passes right answers and grades the demo class."""
    started = run(installed, "start", "student")
    assert started.returncode == 0, started.stderr
    for unit in COURSE.units:  # without nbgrader
        built = ROOT / "assignments" / unit / Unit(unit).notebook
        assert (installed / "work" / "student" / unit / built.name).read_bytes() == built.read_bytes()
    assert run(installed, "check", "student").returncode == 1
    for unit, text in by_unit(EXERCISES, {exercise.name: right_answer(exercise) for exercise in EXERCISES}).items():
        path = installed / "work" / "student" / unit / f"{Unit(unit).file}"
        assert path.exists()
        path.write_text(text, encoding="utf-8")
    checked = run(installed, "check", "student")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    demo = run(installed, "demo")
    assert demo.returncode == 0, demo.stderr
    with (installed / "work" / "grade-demo" / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) >= 24
    refused = run(installed, "build")
    assert refused.returncode == 2
    assert "clone the repository" in refused.stderr


OTHER = {
    "autograder/__init__.py": "from autograder import autograder\n",
    "autograder/autograder.py": "try:\n    pass\nexcept ValueError, e:\n    pass\n",
    "autograder-3.7.7.dist-info/METADATA": "Metadata-Version: 2.1\nName: autograder\nVersion: 3.7.7\n",
    "autograder-3.7.7.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
"""Another distribution that installs a package of our name, which Python 3 cannot even read."""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other distribution as a wheel."""
    path = tmp_path_factory.mktemp("other") / "autograder-3.7.7-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in OTHER.items():
            archive.writestr(name, text)
        record = "autograder-3.7.7.dist-info/RECORD"
        archive.writestr(record, "".join(f"{name},,\n" for name in (*OTHER, record)))
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made of symbolic links")
@pytest.mark.parametrize("order", ["ours first", "ours last", "the other is gone again"])
def test_another_package_of_our_name_is_told_and_cured(order: str, wheel: Path, other: Path, tmp_path: Path) -> None:
    """In any order `grade`, `grade doctor` and a notebook's import say what happened, and one command mends it."""
    wheels = (other, wheel) if order == "ours last" else (wheel, other)
    place = environment(tmp_path, *wheels, also=["pip"])
    (place / "work").mkdir()
    if order == "the other is gone again":
        assert typed(place, "python", "-m", "pip", "uninstall", "--yes", "autograder").returncode == 0
    works = order == "ours last"
    what = "files of Grade Descent are gone" if order == "the other is gone again" else "autograder-3.7.7"
    uses = [
        (run(place, "start"), 0 if works else 2),
        (run(place, "doctor"), 1),
        (typed(place, "python", "-c", "from grade_descent import check"), 0 if works else 1),
    ]
    for said, code in uses:
        assert said.returncode == code, said.stdout + said.stderr
        assert what in said.stdout + said.stderr
        assert "doctor --mend" in said.stdout + said.stderr
    assert "Traceback" not in uses[0][0].stderr + uses[1][0].stderr
    mended = run(place, "doctor", "--mend")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "no other distribution installs" in run(place, "doctor").stdout
    again = typed(place, "python", "-c", "from grade_descent import check; from autograder import check")
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made of symbolic links")
def test_a_file_of_the_same_name_is_told(installed: Path) -> None:
    """A file `autograder.py` of the student's own is named, with what to do; nothing is taken away."""
    (installed / "work").mkdir(exist_ok=True)
    own = installed / "work" / "autograder.py"
    own.write_text("x = 1\n", encoding="utf-8")
    said = typed(installed, "python", "-c", "from grade_descent import check")
    own.unlink()
    assert f"{own.name} hides the package" in said.stderr
    assert "Rename it" in said.stderr
