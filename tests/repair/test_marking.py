"""What a repair is worth: mended or not, named or not, and whatever else a student makes of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.classroom.pseudonyms import anonymous
from autograder.expected.lookup import key_for
from autograder.expected.printed import right_answer
from autograder.grading.grade import Grader
from autograder.grading.sentences import Texts
from autograder.model import IsolationLevel, Report, Standing
from autograder.model.course import RepairSettings
from autograder.model.marks import Verdict
from autograder.model.run import Sandbox
from autograder.model.submission import SourceFile, Submission
from autograder.repair.draw import Drawn, drawn, short_name, units_with_repair
from autograder.repair.handout import repair_text
from autograder.repair.marking import RepairMarker
from autograder.reports import json
from autograder.sandbox import open_sandbox
from autograder.submissions.cells import read_file
from tests.registry import COURSE

UNIT = "02_momentum"
UNITS = units_with_repair(COURSE)
MOST = COURSE.repair.points
MARKER = RepairMarker(Grader(COURSE, key_for(()), Texts()), tells_of_untouched=True)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One process for all of these tests."""
    with open_sandbox(IsolationLevel.NONE) as opened:
        yield opened


def _drawn(unit: str, student: str) -> Drawn:
    found = drawn(COURSE, unit, student)
    assert found is not None
    return found


def _file(text: str, name: str = f"{UNIT}/repair.py") -> SourceFile:
    return SourceFile(name, text, "", read_file(text, name).cells)


def _marked(
    sandbox: Sandbox, *texts: str, student: str = "ada", marker: RepairMarker = MARKER, units: tuple[str, ...] = UNITS
) -> Report:
    """The report on a student who handed in repairs with some texts, and nothing else."""
    files = tuple(_file(text) for text in texts)
    course = replace(COURSE, exercises=())
    nothing = Grader(course, key_for(()), Texts()).grade(Submission(student, {}, (), ""), sandbox)
    return marker.added(nothing, Submission(student, {}, (), "", repairs=files), sandbox, units)


def _handed_out(unit: str = UNIT, student: str = "ada") -> str:
    return repair_text(_drawn(unit, student), COURSE, student)


def _mended(text: str, one: Drawn) -> str:
    """The file with the right function in the place of the broken one."""
    _, *broken = one.broken.source.splitlines()
    _, *right = right_answer(one.broken.exercise).splitlines()
    assert "\n".join(broken) in text
    return text.replace("\n".join(broken), "\n".join(right))


def _naming(text: str, names: str) -> str:
    return text.replace('MISTAKE = ""', f'MISTAKE = "{names}"')


def _names(one: Drawn) -> str:
    return ", ".join(map(short_name, one.broken.mistakes))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("student", ["", "ada", "Zoë"])
def test_mended_and_named_is_right(sandbox: Sandbox, unit: str, student: str) -> None:
    """Whoever mends the function and names what was wrong gets all points, of any unit, for any student."""
    one, text = _drawn(unit, student), _handed_out(unit, student)
    (result,) = _marked(sandbox, _naming(_mended(text, one), _names(one)), student=student).repairs
    assert (result.status, result.score, result.mended, result.named) == (Verdict.RIGHT, MOST, True, True)
    (half,) = _marked(sandbox, _naming(text, _names(one)), student=student).repairs
    assert (half.status, half.score, half.mended, half.named) == (Verdict.PARTLY, MOST / 2, False, True)


@pytest.mark.parametrize("unit", UNITS)
def test_no_other_choice_is_taken(sandbox: Sandbox, unit: str) -> None:
    """Of the names in the file only the right one earns the points of the name."""
    one, text = _drawn(unit, "ada"), _mended(_handed_out(unit), _drawn(unit, "ada"))
    for choice in one.choices:
        if choice.id not in one.broken.mistakes:
            (result,) = _marked(sandbox, _naming(text, short_name(choice.id))).repairs
            assert (result.mended, result.named, result.score) == (True, False, MOST / 2)
            assert not any(short_name(id_) in result.message for id_ in one.broken.mistakes)


@pytest.mark.parametrize(
    "line",
    [
        "MISTAKE = '{}'",
        'MISTAKE: str = "{}"  # found it!',
        'MISTAKE="""{}"""',
        'MISTAKE = ["{}"]',
        'MISTAKE = ""\nMISTAKE = "{}"',
        "MISTAKE = ' {} ';",
    ],
)
def test_names_are_read_as_people_write_them(sandbox: Sandbox, line: str) -> None:
    """Other quotes, a type, a comment, a list, a second line: it is the same answer."""
    one = _drawn(UNIT, "ada")
    names = one.broken.mistakes[0].upper().replace("-", "_")
    (result,) = _marked(sandbox, _handed_out().replace('MISTAKE = ""', line.format(names))).repairs
    assert result.named


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "no line"),
        ("MISTAKE = no_root", "no line"),
        ("MISTAKE = f'{1}' + str(2)", "no line"),
        ("MISTAKE = __import__('os')._exit(3)", "no line"),
        ("MISTAKE = " + "(" * 5000, "no line"),
        ('MISTAKE = "' + "x" * 100_000 + '"', "no line"),
        ('MISTAKE = "no such thing"', "none of the mistakes"),
        ('MISTAKE = "\\u001b[31m"', "no line"),
        ('MISTAKE = "ascent, lr-twice, no-lr"', "there was one"),
    ],
)
def test_what_is_no_name_is_said_and_harms_nobody(sandbox: Sandbox, line: str, said: str) -> None:
    """What stands behind MISTAKE is read as text within limits: it is never carried out, and the function counts."""
    one = _drawn(UNIT, "ada")
    (result,) = _marked(sandbox, _mended(_handed_out(), one).replace('MISTAKE = ""', line)).repairs
    assert said in result.message
    assert (result.mended, result.named, result.score) == (True, False, MOST / 2)


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import os; os._exit(3)",
        "raise SystemExit",
        "np.add = None",
        "x = 'a' * 10**12",
        "1/0",
        "def (:",
    ],
)
def test_hostile_files_end_as_other_hand_ins_do(sandbox: Sandbox, code: str) -> None:
    """Code beside the function is run in the sandbox alone; a name that is right stays right."""
    one = _drawn(UNIT, "ada")
    text = _naming(_handed_out(), _names(one)) + f"\n{code}\n"
    (result,) = _marked(sandbox, text).repairs
    assert (result.mended, result.named, result.score) == (False, True, MOST / 2)


def test_what_is_as_it_was_handed_out_does_not_count(sandbox: Sandbox) -> None:
    """An untouched file is open; it has no points, and leaves the submission as it was."""
    report = _marked(sandbox, _handed_out())
    assert [(one.status, one.max_score) for one in report.repairs] == [(Verdict.OPEN, 0.0)]
    assert (report.score, report.max_score, report.status) == (0, 0, Standing.NOTHING)
    assert not _marked(sandbox, _handed_out(), marker=replace(MARKER, tells_of_untouched=False)).repairs


def test_where_it_is_required_it_counts(sandbox: Sandbox) -> None:
    """Where the course requires repairs, one that is missing or untouched counts with no points."""
    course = replace(COURSE, repair=RepairSettings(required=True, points=3.0))
    marker = replace(MARKER, grader=replace(MARKER.grader, course=course))
    report = _marked(sandbox, _handed_out(), marker=marker)
    assert [(one.unit, one.score, one.max_score) for one in report.repairs] == [(unit, 0, 3) for unit in UNITS]
    assert report.max_score == 3 * len(UNITS)


def test_nobody_hands_in_another_s_repair(sandbox: Sandbox) -> None:
    """A file that says that it is another student's, or was drawn with another seed, counts for nothing."""
    one = _drawn(UNIT, "bob")
    right = _naming(_mended(_handed_out(student="bob"), one), _names(one))
    (result,) = _marked(sandbox, right, student="ada").repairs
    assert (result.status, result.score, result.max_score) == (Verdict.INVALID, 0, MOST)
    assert "another student's" in result.message
    assert "bob" not in result.message  # a page of one student names no other
    named = anonymous(replace(_marked(sandbox, right, student="ada"), student="ada"), "quiet-otter")
    assert not any("ada" in said for said in (*named.notes, *(one.message for one in named.repairs)))
    (other,) = _marked(sandbox, right.replace("# seed = 0", "# seed = 5"), student="bob").repairs
    assert other.status == Verdict.INVALID
    assert _marked(sandbox, right, student="Bob").repairs[0].score == MOST


def test_the_first_lines_may_be_gone(sandbox: Sandbox) -> None:
    """Without its first lines the unit's folder and the student say which function it is."""
    one = _drawn(UNIT, "")
    text = _naming(_mended(_handed_out(student=""), one), _names(one))
    (result,) = _marked(sandbox, text[text.index("import numpy") :], student="").repairs
    assert result.score == MOST


def test_an_older_draw_is_graded_and_said(sandbox: Sandbox) -> None:
    """Where today something else is drawn, the version says what was handed out; one that is unknown is refused."""
    names = next(name for name in map(str, range(50)) if _drawn(UNIT, name).broken != _drawn(UNIT, "ada").broken)
    older = _drawn(UNIT, names)
    text = _naming(_mended(_handed_out(student=names), older), _names(older)).replace(
        f'"{names}"\n# seed', '"ada"\n# seed'
    )
    report = _marked(sandbox, text)
    assert report.repairs[0].score == MOST
    assert "older one" in report.notes[0]
    (unknown,) = _marked(sandbox, text.replace(older.version, "0" * 12)).repairs
    assert unknown.status == Verdict.INVALID


def test_two_files_that_differ_ask_which_one_counts(sandbox: Sandbox) -> None:
    """Of two different repairs of one unit neither counts; two that are the same are one."""
    text = _naming(_handed_out(), "ascent")
    report = _marked(sandbox, text, text + "\n")
    assert (report.status, report.repairs) == (Standing.UNREADABLE, ())
    assert "differ" in report.notes[0]
    assert len(_marked(sandbox, text, text).repairs) == 1


def test_a_report_with_repairs_is_stored_and_read(sandbox: Sandbox) -> None:
    """The document of a report has them, and one that was stored without them is read."""
    report = _marked(sandbox, _naming(_handed_out(), "ascent"))
    document = json.to_dict(report)
    assert json.from_dict(document) == report
    del document["repairs"]
    assert json.from_dict(document) == replace(report, repairs=())
