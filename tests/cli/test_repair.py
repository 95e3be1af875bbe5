"""Repairs at the command line: begun, mended, checked, handed out for a roster and graded with a class."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.expected.printed import right_answer
from autograder.repair.draw import drawn, short_name
from tests.cli.grade import Grade
from tests.registry import COURSE

ROOT = Path(__file__).parents[2]
UNIT, SHORT = "02_momentum", "momentum"
FILE = Path(UNIT, "repair.py")


def _solved(file: Path, student: str, unit: str = UNIT) -> None:
    """Mend a file, and name the mistake."""
    one = drawn(COURSE, unit, student)
    assert one is not None
    broken, right = (
        "\n".join(text.splitlines()[1:]) for text in (one.broken.source, right_answer(one.broken.exercise))
    )
    names = ", ".join(map(short_name, one.broken.mistakes))
    text = file.read_text(encoding="utf-8").replace(broken, right).replace('MISTAKE = ""', f'MISTAKE = "{names}"')
    file.write_text(text, encoding="utf-8")


def test_a_student_begins_mends_and_is_told(grade: Grade) -> None:
    """From nothing to all points; what is there is never overwritten."""
    begun = grade("start", "--repair", SHORT, "--student", "ada")
    assert begun.code == 0
    assert f"grade check {FILE}" in begun.out
    handed_out = FILE.read_text(encoding="utf-8")
    assert grade("check", FILE).code == 1
    assert grade("check", "--started").code == 0
    _solved(FILE, "ada")
    assert "already" in grade("start", "--repair", "2", "--student", "ada").out
    checked = grade("check", FILE)
    assert (checked.code, "2 of 2 points" in checked.out) == (0, True)
    assert FILE.read_text(encoding="utf-8") != handed_out
    report = json.loads(grade("check", FILE, "--format", "json").out)
    assert [(one["unit"], one["score"], one["mended"], one["named"]) for one in report["repairs"]] == [
        (UNIT, 2.0, True, True)
    ]


def test_the_same_seed_gives_the_same_file(grade: Grade) -> None:
    """Twice the same student, in other places, the file is the same; without a student it is everybody's."""
    for folder in ("a", "b"):
        assert grade("start", folder, "--repair", SHORT, "--student", "Zoë").code == 0
    assert Path("a", FILE).read_bytes() == Path("b", FILE).read_bytes()
    grade("start", "c", "--repair", SHORT)
    assert '# student = ""' in Path("c", FILE).read_text(encoding="utf-8")


def test_units_come_one_after_another(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a unit: the first that has no repair yet; in a unit's folder, that unit's, beside its file."""
    for _ in range(2):
        grade("start", "--repair")
    assert sorted(path.parent.name for path in Path().rglob("repair.py")) == ["01_gradient_descent", UNIT]
    Path("04_schedules").mkdir()
    monkeypatch.chdir("04_schedules")
    grade("start", "--repair")
    assert Path("repair.py").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["start", "--repair", "00_warm_up"], "there is no repair of 00_warm_up"),
        (["start", "--repair", "nothing_like_it"], "the course has no unit"),
        (["start", "--student", "ada"], "--repair"),
        (["build", "--repair"], "-o"),
        (["build", "-o", "x", "--repair", "--overwrite"], "-o"),
        (["build", "-o", "x", "--roster", "roster.csv"], "--repair"),
    ],
)
def test_what_does_not_fit_is_said(grade: Grade, arguments: list[str], said: str) -> None:
    """Wrong usage ends with 2 and the next thing to type."""
    Path("roster.csv").write_text("ada\n", encoding="utf-8")
    ended = grade(*arguments)
    assert (ended.code, said in ended.err) == (2, True)


def test_a_repair_is_no_other_version_of_a_function(grade: Grade) -> None:
    """The broken function beside a unit's file, under whatever name, is never taken for the unit's own."""
    shutil.copytree(ROOT / "assignments" / UNIT, UNIT)
    grade("start", "--repair", SHORT)
    Path(UNIT, "my_repair (1).py").write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    checked = grade("check", "--unit", SHORT, "--format", "json")
    report = json.loads(checked.out)
    assert {one["status"] for one in report["exercises"]} == {"missing"}
    assert not report["notes"]
    assert len(report["repairs"]) == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"a" * (300 << 10), b"\xff\xfe\x00", b"\0" * 9])
def test_what_cannot_be_read_is_no_repair_that_is_done(grade: Grade, content: bytes) -> None:
    """Of a file that is no text, alone or beside a unit's own, nothing is right; it is said why."""
    FILE.parent.mkdir()
    FILE.write_bytes(content)
    checked = grade("check", FILE)
    assert (checked.code, "Well done" in checked.out, "repair.py" in checked.out) == (1, False, True)
    assert grade("check", "--started").code == 1


def test_a_class_gets_repairs_and_is_graded_on_them(grade: Grade) -> None:
    """Each student of a roster gets one for each unit; what comes back is graded, what is untouched does not count."""
    Path("roster.csv").write_text("id,name\n1001,Ada\n1002,Bob\n1003,Zoë\n", encoding="utf-8")
    assert grade("build", "-o", "class", "--repair", SHORT, "--roster", "roster.csv").code == 0
    texts = {student: Path("class", student, FILE).read_text(encoding="utf-8") for student in ("1001", "1002", "1003")}
    assert len(set(texts.values())) == 3
    _solved(Path("class", "1001", FILE), "1001")
    Path("class", "1002", FILE).write_text(Path("class", "1001", FILE).read_text(encoding="utf-8"), encoding="utf-8")
    assert grade("run", "class", "-o", "out", "--unit", SHORT, "--isolation", "none", "--workers", "1").code == 0
    reports = {s: json.loads(Path("out", "students", f"{s}.json").read_text(encoding="utf-8")) for s in texts}
    assert (reports["1001"]["score"], reports["1001"]["status"]) == (2.0, "graded")
    assert (reports["1002"]["score"], reports["1002"]["repairs"][0]["status"]) == (0.0, "invalid")
    assert (reports["1003"]["repairs"], reports["1003"]["status"]) == ([], "handed in nothing")
    assert reports["1003"]["max_score"] == reports["1001"]["max_score"] - 2
    page = Path("out", "students", "1001.html").read_text(encoding="utf-8")
    assert "is named rightly" in page


def test_a_course_says_how_repairs_count(grade: Grade) -> None:
    """[repair] in the course file: points, seed and whether it is required; what is wrong is said with its line."""
    Path("course.toml").write_text('extends = "default"\n[repair]\npoints = 4\nseed = 3\n', encoding="utf-8")
    grade("start", "--repair", SHORT)
    assert "# seed = 3" in FILE.read_text(encoding="utf-8")
    FILE.write_text(FILE.read_text(encoding="utf-8") + "\n#\nMISTAKE = 'ascent'\n", encoding="utf-8")
    assert "of 4 points" in grade("check", FILE).out
    for wrong in ("points = 1.5", "points = 0", "seed = -1", 'required = "yes"', "other = 1"):
        Path("course.toml").write_text(f'extends = "default"\n[repair]\n{wrong}\n', encoding="utf-8")
        ended = grade("start", "--repair", SHORT)
        assert (ended.code, "line 3" in ended.err) == (2, True)
