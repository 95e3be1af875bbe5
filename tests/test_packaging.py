"""The wheel: what is in it, what is not, and that it works in an environment of its own."""

from __future__ import annotations

import csv
import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
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
    assert {name.split("/")[0] for name in names} == {"autograder", f"grade_descent-{autograder.__version__}.dist-info"}


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
    assert set(PROJECT["optional-dependencies"]) == {"all", "dev", "notebook", "pytest", "web"}
    assert PROJECT["requires-python"] == ">=3.11"
    assert not any("<" in dependency for dependency in PROJECT["dependencies"])
    assert PROJECT["scripts"] == {"grade": "autograder.cli:main"}


def needed(*names: str) -> Iterator[importlib.metadata.Distribution]:
    """Distributions with all that they require, without extras."""
    for name in names:
        distribution = importlib.metadata.distribution(name)
        yield distribution
        plain = [r for r in distribution.requires or [] if "extra ==" not in r and "platform" not in r]
        yield from needed(*(re.split(r"[^\w.-]", requirement)[0] for requirement in plain))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel and, without a network, links to the dependencies installed here."""
    folder = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    python = folder / "env" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    for distribution in needed("click", "numpy", "rich", "sympy"):
        for file in distribution.files or []:
            top = file.parts[0]
            if top != ".." and not (site / top).exists():
                (site / top).symlink_to(Path(str(distribution.locate_file(top))))
    return folder


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`grade` of the clean environment, in a folder beside it."""
    (installed / "work").mkdir(exist_ok=True)
    command = [str(installed / "env" / "bin" / "grade"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=installed / "work", check=False, timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made of symbolic links")
def test_the_wheel_works_in_a_clean_environment(installed: Path) -> None:
    """Installed alone, it unpacks the exercises, checks them, passes right answers and grades the demo class."""
    started = run(installed, "start", "student")
    assert started.returncode == 0, started.stderr
    assert "For notebooks as well, type  pip install 'grade-descent[notebook]'" in started.stdout
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


@pytest.mark.skipif(sys.platform == "win32", reason="the environment is made of symbolic links")
def test_the_clash_of_names_is_detected(installed: Path) -> None:
    """With the other distribution beside us, importing warns and `grade doctor` names it as a problem."""
    (site,) = (installed / "env" / "lib").glob("python*/site-packages")
    other = site / "autograder-3.7.7.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: autograder\nVersion: 3.7.7\n", encoding="utf-8")
    (other / "RECORD").write_text("autograder/__init__.py,,\n", encoding="utf-8")
    try:
        doctor = run(installed, "doctor")
        assert doctor.returncode == 1
        assert "autograder-3.7.7" in doctor.stdout
        assert "new virtual environment" in doctor.stderr
    finally:
        for file in other.iterdir():
            file.unlink()
        other.rmdir()
    assert "new virtual environment" not in run(installed, "doctor").stderr
