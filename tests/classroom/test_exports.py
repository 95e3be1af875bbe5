"""Grades go back to a platform under the right name, or they do not go."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.authoring.made_up import by_unit
from autograder.classroom.exports import TARGETS, export
from autograder.classroom.exports.grades import Grades, columns_of
from autograder.classroom.tables import written
from autograder.errors import UsageError
from autograder.expected.printed import right_answer
from autograder.model import Standing
from autograder.model.course import Unit
from autograder.model.roster import Person
from tests.classroom.graded import NAMES, UNITS, graded, grades, learners, table
from tests.registry import EXERCISES

MADE_HERE = [target for target, platform in TARGETS.items() if not platform.extra]
CANVAS = [
    "Student",
    "ID",
    "SIS User ID",
    "SIS Login ID",
    "Section",
    "01_gradient_descent (71)",
    "Momentum (72)",
    "Exam (73)",
]


def rows_of(data: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of a file that was made, by their heads."""
    separator = "\t" if encoding == "utf-16" else ","
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=separator))


def a_canvas_gradebook(path: Path, *, without: str = "", **changed: str) -> bytes:
    """What Canvas exports: everybody with a number, and rows about the columns."""
    rows = [["    Points Possible", "", "", "", "", "2", "2", "100"]]
    for number, (student, name) in enumerate(NAMES.items(), 1):
        if student != without:
            rows.append([name, str(number), "", f"u{student}", "A", "", "1", "77"])
    rows.append(["Student, Test", "99", "", "test", "A", "", "", ""])
    text = written(CANVAS, rows)
    for old, new in changed.items():
        text = text.replace(old.encode(), new.encode())
    path.write_bytes(text)
    return text


# ---------------------------------------------------------------- new files


@pytest.mark.parametrize("target", ["canvas", "brightspace", "blackboard", "moodle"])
def test_a_new_file_has_everybody_with_each_unit(target: str) -> None:
    """Each platform's file has a row for each login, with the points of both units, and no cell begins a formula."""
    (data,) = export(target, grades(learners(login="u"))).files.values()
    rows = [row for row in rows_of(data) if any(f"u{student}" in row.values() for student in NAMES)]
    assert len(rows) == len(NAMES)
    for row in rows:
        points = [cell for head, cell in row.items() if head.startswith(UNITS) and "feedback" not in head]
        assert points == ["2", "1.5"]
        assert not any(cell.startswith(("=", "@", "+", "-")) for cell in row.values())


@pytest.mark.parametrize("target", MADE_HERE)
def test_an_export_is_the_same_byte_for_byte(target: str) -> None:
    """What has not changed is exported the same again."""
    handed_in = {"ada": {UNITS[1]: ("momentum.py", "def momentum(): ...\n")}}
    first, second = (export(target, grades(learners(login="u"), handed_in=handed_in)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("target", ["canvas", "brightspace", "blackboard", "moodle"])
def test_who_has_no_grade_is_named_and_gets_none(target: str) -> None:
    """A grade that is withheld is an empty cell where other grades are written, no row where there are none."""
    ada, ben, *_ = learners(login="u")
    nothing = replace(graded("obrien", math.nan, math.nan), status=Standing.WITHHELD)
    half = replace(ada, report=graded("ada", momentum=math.nan))
    exported = export(target, grades((half, replace(ben, report=nothing))))
    text = next(iter(exported.files.values())).decode()
    assert "nan" not in text
    assert "no grade: obrien (02_momentum) withheld" in exported.notes
    assert target == "moodle" or "uobrien" not in text
    assert "uada" in text


def test_one_column_for_the_course_in_other_points() -> None:
    """The total, out of 100 and under a title of one's own, is what the points are of the most."""
    people = learners(login="u")
    columns = columns_of([one.report for one in people], (), {"total": "Coding"}, total=True, out_of=100)
    (data,) = export("canvas", replace(grades(people), columns=columns)).files.values()
    possible, *rows = rows_of(data)
    assert (possible["Coding"], {row["Coding"] for row in rows}) == ("100", {"87.5"})


def test_a_person_without_a_number_is_left_out_and_named() -> None:
    """Canvas would make a new student of a name alone."""
    ada, ben, *_ = learners()
    known = replace(ben, person=replace(ben.person, id="7"))
    exported = export("canvas", grades((ada, known)))
    assert "Ada" not in exported.files["canvas.csv"].decode()
    assert any("ada is left out" in note for note in exported.notes)


def test_the_number_of_a_download_is_known_again() -> None:
    """Canvas's own number is written, and no login is made up beside it."""
    ada, *_ = learners()
    downloaded = Person("lovelaceada", platform="canvas", platform_id="4413")
    (data,) = export("canvas", grades((replace(ada, person=downloaded),))).files.values()
    assert [(row["ID"], row["SIS Login ID"]) for row in rows_of(data)[1:]] == [("4413", "")]


# ---------------------------------------------------------------- the platform's own file


def test_canvas_s_file_with_two_columns_for_a_name(tmp_path: Path) -> None:
    """Last and first name stay where Canvas looks for them, and who has no last name is a person too."""
    rows = ["LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Momentum (5)", ",,,,,,Manual Posting"]
    rows += ["    Points Possible,,,,,,2", ",Ada,4413,,uada,A,", "O'Brien,,4414,,uobrien,A,"]
    book = table(tmp_path / "g.csv", "".join(f"{row}\n" for row in rows).encode())
    (data,) = export("canvas", grades(learners(login="u"), book=book)).files.values()
    heads, *_, ada, obrien, _ = data.decode().split("\n")
    assert heads == rows[0]
    assert (ada[:16], obrien[:14]) == (",Ada,4413,,uada,", "O'Brien,,4414,")


@pytest.mark.parametrize("login", ["u", ""], ids=["login", "name"])
def test_canvas_s_own_file_is_filled_in(tmp_path: Path, login: str) -> None:
    """Names with commas, quotes, newlines, emoji and formulas find their rows; other columns and people stay out."""
    a_canvas_gradebook(tmp_path / "g.csv")
    book = table(tmp_path / "g.csv", (tmp_path / "g.csv").read_bytes())
    exported = export("canvas", grades(learners(login=login), book=book))
    possible, *rows = rows_of(exported.files["canvas.csv"])
    assert list(possible) == CANVAS[:7]
    assert "Points Possible" in possible["Student"]
    assert {row["ID"]: (row[CANVAS[5]], row[CANVAS[6]]) for row in rows} == {
        str(number): ("2", "1.5") for number in range(1, len(NAMES) + 1)
    }
    assert not any(row["Student"].startswith(("=", "@")) for row in rows)
    assert [row["Student"].replace("'=", "=").replace("'@", "@") for row in rows] == list(NAMES.values())
    assert not exported.notes


def test_who_is_in_no_row_is_named_and_not_written(tmp_path: Path) -> None:
    """A student whom the gradebook does not list gets no row, and neither do two who may be one row's."""
    a_canvas_gradebook(tmp_path / "g.csv", without="ada")
    book = table(tmp_path / "g.csv", (tmp_path / "g.csv").read_bytes())
    twin = replace(learners()[1], report=graded("Sarah O'Brien"))
    people = (*learners(), replace(twin, person=replace(twin.person, student="Sarah O'Brien")))
    exported = export("canvas", grades(people, book=book))
    said = "\n".join(exported.notes)
    assert "ada is in no row" in said
    assert said.count("shares row 3 with another student") == 2
    text = exported.files["canvas.csv"].decode()
    assert "Lovelace" not in text
    assert "O'Brien" not in text


def test_what_has_no_grade_stays_as_it_is_there(tmp_path: Path) -> None:
    """A blank cell would take a grade away that is there already."""
    a_canvas_gradebook(tmp_path / "g.csv")
    book = table(tmp_path / "g.csv", (tmp_path / "g.csv").read_bytes())
    ada, *_ = learners(login="u")
    made = export("canvas", grades((replace(ada, report=graded("ada", momentum=math.nan)),), book=book))
    assert rows_of(made.files["canvas.csv"])[1][CANVAS[6]] == "1"


OTHERS = {
    "brightspace": (
        "utf-8",
        ["OrgDefinedId", "Username", "Last Name", "First Name", "Momentum Points Grade <Numeric MaxPoints:2 Weight:1>",
         "End-of-Line Indicator"],
        lambda number, student: [f"#{number}", f"u{student}", f"L{number}", "F", "", "#"],
    ),
    "blackboard": (
        "utf-16",
        ["Last Name", "First Name", "Username", "Student ID", "Momentum [Total Pts: 2 Score] |4711"],
        lambda number, student: [f"L{number}", "F", f"u{student}", str(number), ""],
    ),
}  # fmt: skip


@pytest.mark.parametrize("target", OTHERS)
def test_other_platforms_own_files_are_filled_in(tmp_path: Path, target: str) -> None:
    """Every login keeps its row and the column its head, in the platform's own encoding."""
    encoding, heads, row = OTHERS[target]
    rows = [row(number, student) for number, student in enumerate(NAMES, 1)]
    separator = "\t" if encoding == "utf-16" else ","
    book = table(tmp_path / "g", written(heads, rows, encoding=encoding, separator=separator), utf_16=True)
    exported = export(target, grades(learners(login="u"), book=book))
    (data,) = exported.files.values()
    points = next(head for head in heads if head.startswith("Momentum"))
    assert {row["Username"]: row[points] for row in rows_of(data, encoding)} == {f"u{s}": "1.5" for s in NAMES}
    assert ("#" in set(rows_of(data, encoding)[0].values())) is (target == "brightspace")
    assert exported.notes == (f"no column in {tmp_path / 'g'} for 01_gradient_descent: left out",)


BAD_BOOKS = {
    "empty": (b"", "row 1: the file is empty"),
    "utf-16": ("Student,ID".encode("utf-16"), "row 1: the file is UTF-16"),
    "cp1252": (b"Student,ID,Momentum\nAda,1,\nJos\xe9,2,\n", 'row 3: "José" is not UTF-8'),
    "another language": (
        "Schüler,Kennung,Momentum\nada,1,\n".encode(),
        "row 1: it is no gradebook as Canvas writes it",
    ),
    "another course": (b"Student,ID,Essay (1)\nada,1,\n", "row 1: no column is called like 02_momentum"),
    "other people": (b"Student,ID,Momentum (1)\nNobody,1,\n", "row 1: nobody of this class is in the file"),
    "twice": (b"Student,ID,Momentum (1)\nada,1,\nbob,1,\n", "row 3: '1' is in row 2 already"),
    "no number": (b"Student,ID,Momentum (1)\nada,1,\nbob,,\n", "row 3: it does not say by a number"),
    "two columns": (b"Student,ID,Momentum (1),momentum (2)\nada,1,,\n", "row 1: Momentum (1) and momentum (2) may"),
    "other points": (b"Student,ID,Momentum (1)\nPoints Possible,,10\nada,1,\n", "row 2: Momentum (1) has 10 points"),
    "a cell too many": (b"Student,ID,Momentum (1)\nada,1,,,x\n", "row 2: it has 5 cells"),
    "a quote": (b'Student,ID,Momentum (1)\n"ada,1,\n', "row 2: it is no row of a table"),
}


@pytest.mark.parametrize("what", BAD_BOOKS)
def test_a_wrong_gradebook_names_the_row(tmp_path: Path, what: str) -> None:
    """A file of another course, class or language, a damaged one, people twice: a sentence with the row."""
    data, words = BAD_BOOKS[what]

    def fill() -> None:
        book = table(tmp_path / "g.csv", data)
        asked = [column for column in grades(learners()).columns if column.unit == UNITS[1]]
        export("canvas", replace(grades(learners(), book=book), columns=tuple(asked)))

    with pytest.raises(UsageError) as told:
        fill()
    assert f"g.csv, {words}" in str(told.value)


# ---------------------------------------------------------------- Moodle

ENGLISH = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
           "Last modified (submission)", "Last modified (grade)", "Feedback comments"]  # fmt: skip
GERMAN = ["ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung", "Bewertung kann geändert"
          " werden", "Zuletzt geändert (Abgabe)", "Zuletzt geändert (Bewertung)", "Feedback als Kommentar"]  # fmt: skip


def a_worksheet(heads: list[str], most: str, participant: str = "Participant ") -> bytes:
    """The grading worksheet of one assignment."""
    rows = [
        [f"{participant}{n + 1000}", name, f"u{student}@uni.edu", "-", "", most, "Yes", "-", "-", ""]
        for n, (student, name) in enumerate(NAMES.items())
    ]
    return written(heads, rows, encoding="utf-8-sig", line_end="\n")


def of_momentum(**more: object) -> Grades:
    """The class with the column of one unit, each with an e-mail."""
    known = tuple(
        replace(one, person=replace(one.person, name="", email=f"u{one.student}@uni.edu")) for one in learners()
    )
    whole = grades(known, **more)
    return replace(whole, columns=tuple(column for column in whole.columns if column.unit == UNITS[1]))


@pytest.mark.parametrize(
    ("heads", "most", "participant", "score"),
    [(ENGLISH, "2.00", "Participant ", "1.5"), (GERMAN, "2,00", "Teilnehmer/in", "1,5")],
    ids=["English", "German"],
)
def test_a_worksheet_is_filled_in_whatever_its_language(
    tmp_path: Path, heads: list[str], most: str, participant: str, score: str
) -> None:
    """Grade and feedback go into their columns, all other cells stay, in the notation of the file."""
    before = a_worksheet(heads, most, participant)
    exported = export("moodle", of_momentum(book=table(tmp_path / "w.csv", before)))
    rows = rows_of(exported.files["moodle.csv"], "utf-8-sig")
    assert [row[heads[4]] for row in rows] == [score] * len(NAMES)
    assert all(row[heads[9]].startswith("1.5 of 2 points; 0 of 1 exercises pass.<br>momentum") for row in rows)
    for row, was in zip(rows, rows_of(before, "utf-8-sig"), strict=True):
        for head in {*heads} - {heads[1], heads[4], heads[9]}:
            assert row[head] == was[head]
    assert not exported.notes


def test_a_worksheet_holds_one_grade(tmp_path: Path) -> None:
    """Where several units were graded it must be said which one is meant."""
    book = table(tmp_path / "w.csv", a_worksheet(ENGLISH, "2.00"))
    with pytest.raises(UsageError, match=r"say which with --unit NAME or --total"):
        export("moodle", grades(learners(email="a@"), book=book))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Identifier,Full name\nAda,Ada\n", "row 2: its first cell, 'Ada', is no identifier"),
        (a_worksheet(ENGLISH, "100.00"), "row 2: the maximum grade is 100.00 there"),
        (a_worksheet(ENGLISH, "").replace(b"Maximum", b"No"), "row 1: it is no grading worksheet of Moodle"),
    ],
    ids=["no identifier", "other points", "no maximum"],
)
def test_a_wrong_worksheet_names_the_row(tmp_path: Path, data: bytes, words: str) -> None:
    """What is no worksheet, or one with other points, is said with its row."""
    with pytest.raises(UsageError) as told:
        export("moodle", of_momentum(book=table(tmp_path / "w.csv", data)))
    assert words in str(told.value)


# ---------------------------------------------------------------- feedback


def entries(data: bytes) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_moodle_s_feedback_zip(tmp_path: Path) -> None:
    """Each page lies where Moodle looks for it: name, participant, plugin, split at underscores and nothing else."""
    book = table(tmp_path / "w.csv", a_worksheet(ENGLISH, "2.00").replace(b"Ada", b"A_d/a"))
    made = entries(export("moodle", of_momentum(book=book, feedback=True)).files["moodle-feedback.zip"])
    assert len(made) == len(NAMES)
    for path, page in made.items():
        folder, file = path.split("/")
        _, participant, *plugin = folder.split("_", 4)
        assert 1000 <= int(participant) < 1000 + len(NAMES)
        assert plugin == ["assignsubmission", "file", ""]
        assert file == "feedback.html"
        assert page.startswith(b"<!DOCTYPE html>")
        assert b"<style>" in page
        assert b"page.css" not in page


def test_canvas_s_feedback_zip(tmp_path: Path) -> None:
    """Feedback has the name of the file that was downloaded, and is what its end promises."""
    a_canvas_gradebook(tmp_path / "g.csv")
    book = table(tmp_path / "g.csv", (tmp_path / "g.csv").read_bytes())
    names = ("lovelaceada_1_501_momentum.py", "obriensarah_LATE_2_502_m.zip", "x_3_503_momentum.ipynb", "other.py")
    made = export("canvas", grades(learners(), book=book, feedback=True, download=names))
    files = entries(made.files["canvas-feedback.zip"])
    assert set(files) == set(names[:3])
    assert files[names[0]].startswith(b"2 of 2 points; 1 of 1 exercises pass.")
    assert entries(files[names[1]])["feedback.html"].startswith(b"<!DOCTYPE html>")
    assert json.loads(files[names[2]])["nbformat"] == 4
    assert sum("no file in the download" in note for note in made.notes) == len(NAMES) - 3


# ---------------------------------------------------------------- results of an autograder


def test_gradescope_s_results_add_up() -> None:
    """The score is the student's, each exercise is a test with its points, and none is hidden."""
    files = export("gradescope", grades(learners())).files
    results = json.loads(files["results/ada.json"])
    assert results["score"] == 3.5
    assert [(test["name"], test["score"], test["max_score"]) for test in results["tests"]] == [
        ("descend", 2.0, 2.0),
        ("momentum", 1.5, 2.0),
    ]
    assert not any("visibility" in test for test in results["tests"])


def test_classroom_50_s_result_is_in_whole_numbers() -> None:
    """Scores are counted in half points, and what the runner knows comes from its environment."""
    runner = {"CLASSROOM": "nn", "ASSIGNMENT": "hw", "SUBMISSION_TAG": "submit/20261130T120000Z-abc", "HOME": "/root"}
    (data,) = export("classroom50", grades(learners()[:1], environment=runner)).files.values()
    result = json.loads(data)
    assert (result["schema"], result["classroom"], result["assignment"]) == ("classroom50/result/v1", "nn", "hw")
    assert (result["score"], result["max-score"], result["datetime"]) == (7, 8, "2026-11-30T12:00:00Z")
    assert [test["passed"] for test in result["tests"]] == [True, False]
    assert all(type(test["score"]) is int for test in result["tests"])


def test_the_autograder_works_in_a_clean_folder_without_network(tmp_path: Path) -> None:
    """Its own setup installs the wheel that it carries, and its own program leaves the results of a submission."""
    for path, content in entries(export("gradescope", grades(learners())).files["autograder.zip"]).items():
        place = tmp_path / "source" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    momentum = by_unit(EXERCISES, {e.name: right_answer(e) for e in EXERCISES})["02_momentum"]
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / Unit("02_momentum").file).write_text(momentum, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python3").symlink_to(sys.executable)
    installed = tmp_path / "installed"
    dependencies = [entry for entry in sys.path if "site-packages" in entry]
    environment = {
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.defpath}",
        "HOME": str(tmp_path),
        "AUTOGRADER_ROOT": str(tmp_path),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_COMPILE": "1",
        "PIP_TARGET": str(installed),
        "PYTHONPATH": os.pathsep.join([str(installed), *dependencies]),
    }
    for program in ("setup.sh", "run_autograder"):
        script = str(tmp_path / "source" / program)
        done = subprocess.run(["bash", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    scores = {test["name"]: test["score"] == test["max_score"] for test in results["tests"]}
    assert scores["momentum"]
    assert scores["nesterov"]
    assert not scores["adam"]
    assert (installed / "autograder" / "cli").is_dir()
