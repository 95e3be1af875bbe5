"""Lion, an optimizer of an instructor's own, in a course folder outside the package: `courses/lion` is such a folder.

Stub, checks, formula, worked steps, diagnosis and proof are derived from its rule file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder
from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.errors import CourseError
from autograder.expected.derivation import derive_key
from autograder.expected.derive import exercise_key
from autograder.expected.printed import other_programs, right_answer
from autograder.grading.judge import judge
from autograder.grading.observe import observe
from autograder.grading.points import tally
from autograder.grading.sentences import Texts
from autograder.model import Exercise, Status
from autograder.symbolic.lines import read_edit
from autograder.symbolic.vocabulary import words_of
from tests.cli.grade import Grade
from tests.in_process import answers_of, compiled
from tests.registry import EXERCISES

FOLDER = Path(__file__).parents[1] / "courses" / "lion"
LION: Exercise = load_course(FOLDER / "course.toml").exercise("lion")
PACKAGE = Path(autograder.__file__).parent

SIGNATURE = "def lion(w, grad, state, *, lr, beta1, beta2, weight_decay):\n"
ARRANGEMENTS = (
    f"""{SIGNATURE}
    m = state["m"]
    update = np.sign(beta1 * m + (1 - beta1) * grad)
    return w - lr * (update + weight_decay * w), {{"m": beta2 * m + (1 - beta2) * grad}}
""",
    f"""{SIGNATURE}
    def towards(new, weight):
        return new + weight * (state["m"] - new)
    mix = towards(grad, beta1)
    step = np.where(mix > 0, lr, np.where(mix < 0, -lr, 0.0))
    return (1 - lr * weight_decay) * w - step, {{"m": towards(grad, beta2)}}
""",
)


def contents(folder: Path) -> dict[Path, int]:
    """Every file of a folder with the time of its last change; compiled files do not count."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path: path.stat().st_mtime_ns for path in files}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that these tests share, so that Lion's key is derived once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def course(grade: Grade, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The course file of a copy of the folder, far from the checkout; the package stays as it is."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(cache))
    before = contents(PACKAGE)
    copied = shutil.copytree(FOLDER, tmp_path / "course")
    yield copied / "course.toml"
    assert contents(PACKAGE) == before


def hand_in(function: str, student: str = "ada") -> Path:
    """A submission of the unit with one function."""
    file = Path("handed_in", student, "03_adaptive", "adaptive.py")
    file.parent.mkdir(parents=True)
    file.write_text(f"import numpy as np\n\n\n{function}", encoding="utf-8")
    return file


@pytest.mark.parametrize("command", [("start", "there"), ("build", "-o", "there")], ids=lambda command: command[0])
def test_students_get_its_stub(grade: Grade, course: Path, command: tuple[str, ...]) -> None:
    """The unit's file ends with a stub that has the signature, the formula and the paper, and that is not written."""
    assert grade(*command, "--course", course).code == 0
    stub = Path("there/03_adaptive/adaptive.py").read_text(encoding="utf-8")
    for words in (SIGNATURE, "update = sign(beta1*m + (1 - beta1)*grad)", "arXiv:2302.06675", "def adamw("):
        assert words in stub
    checked = grade("check", "there", "--only", "lion")
    assert (checked.code, "lion is not written yet" in checked.out) == (1, True)


def test_show_works_out_its_steps(grade: Grade, course: Path) -> None:
    """`grade show lion --steps 2` prints formula and exact values."""
    out = grade("show", "lion", "--steps", "2", "--course", course).out
    for line in ("w = w - lr*(update + weight_decay*w)", "= 487/125 = 3.896", "= 491/3125 = 0.15712"):
        assert line in out
    shown = json.loads(grade("show", "lion", "--checks", "--format", "json", "--course", course).out)
    assert [check["id"] for check in shown["checks"]][:2] == ["lion/one-step", "lion/mid-state"]


@pytest.mark.parametrize("answer", ARRANGEMENTS)
def test_a_right_answer_passes(grade: Grade, course: Path, answer: str) -> None:
    """`grade check` gives full marks, whatever the arrangement."""
    result = grade("check", hand_in(answer), "--only", "lion", "--course", course)
    assert (result.code, "5 of 5" in result.out) == (0, True)


@pytest.mark.parametrize(
    ("mistake", "title"),
    [
        ("m-first", "m is updated before the step uses it"),
        ("one-beta", "this is Signum"),
        ("beta1-beta2-swapped", "beta1 and beta2 are swapped"),
        ("no-sign", "the mix itself is the step"),
        ("mix-stored", "the mix is stored as the new m"),
    ],
)
def test_a_wrong_answer_is_told_its_mistake(grade: Grade, course: Path, mistake: str, title: str) -> None:
    """`grade check` names the mistake, also one that no rule file mentions because it is derived for every rule."""
    exercise = load_course(course).exercise("lion")
    source = next(source for ids, source in other_programs(exercise).items() if f"lion/{mistake}" in ids)
    result = grade("check", hand_in(source), "--only", "lion", "--course", course)
    assert result.code == 1
    assert title in " ".join(result.out.split())


def test_a_class_is_graded(grade: Grade, course: Path) -> None:
    """`grade run` gives the exercise a column with its points."""
    hand_in(ARRANGEMENTS[0])
    hand_in(f"{SIGNATURE}    return w, state\n", "bob")
    run = ("run", "handed_in", "-o", "out", "--isolation", "none", "--seed", "0", "--unit", "adaptive")
    assert grade(*run, "--course", course).code == 0
    head, ada, bob = (line.split(",") for line in Path("out/grades.csv").read_text(encoding="utf-8").split())
    at = head.index("lion")
    assert [float(row[at]) for row in (ada, bob)] == [5, 0]


def test_verify_proves_it(grade: Grade, course: Path) -> None:
    """`grade verify --course` proves stub, right answer, every mistake and the probes (here for Lion alone)."""
    others = "".join(
        f"\n[exercise.{exercise.name}]\nuse = false\n" for exercise in EXERCISES if exercise.name != "lion"
    )
    course.write_text(course.read_text(encoding="utf-8") + others, encoding="utf-8")
    result = grade("verify", "--course", course)
    assert result.code == 0, result.out
    assert "The course proves itself." in result.out


@pytest.mark.parametrize("seed", [0, 24, 90, 103])
def test_rounding_never_decides_a_sign(seed: int) -> None:
    """Every arrangement gets full marks, also with seeds whose first draw has a sign that rounding could decide."""
    key = derive_key(LION, seed)
    for source in (right_answer(LION), *ARRANGEMENTS):
        answers = answers_of(compiled(source, LION.name), key)
        outcomes = judge(observe(key, answers, answers), LION.points, Texts())
        assert {outcome.status for outcome in outcomes} == {Status.PASSED}
        assert tally(LION.points, key.checks, outcomes).score == LION.points


def test_the_tutorial_shows_this_course() -> None:
    """The README's tutorial has at most fifteen lines of text, and shows what the rule file says."""
    readme = (FOLDER.parents[2] / "README.md").read_text(encoding="utf-8")
    tutorial = readme.partition("### An optimizer of your own\n")[2].partition("\n## ")[0]
    lines = [line.strip() for line in tutorial.splitlines() if line.strip()]
    assert len(lines) <= 15
    code = tutorial.partition("```python\n")[2].partition("```")[0]
    rule = (FOLDER / "rules" / "lion.py").read_text(encoding="utf-8")
    lines = [line.strip() for line in code.splitlines() if " = " in line]
    assert len(lines) == 3
    assert all(line in rule for line in (*lines, '"m; update; w"'))


def test_a_rule_that_rounding_decides_is_refused() -> None:
    """Where every draw has a sign that rounding could decide, the author of the rule is told."""
    rule = rule_of(LION)
    tie = read_edit("w = w - lr*sign(lr*grad - lr*grad)", words_of(rule.symbols), {"w"})
    with pytest.raises(CourseError, match="rounding could decide"):
        exercise_key(rule.edited(tie), "default", 0)
