"""A student's path: start, check, read what is wrong, fill it in, full marks."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.authoring.checkout import find_checkout
from autograder.authoring.made_up import by_unit
from autograder.expected.printed import right_answer
from autograder.model.course import Unit
from autograder.reports.parts_of_screen import MOST_LINES
from tests.cli.grade import Grade
from tests.registry import ALL_POINTS, CORE_UNITS, COURSE, EXERCISES

ROOT = find_checkout()
UNIT_FILES = {unit: f"{unit}/{Unit(unit).file}" for unit in COURSE.units}


def hand_in(folder: Path, **functions: str) -> None:
    """Write a student's files with right answers, some functions replaced."""
    answers = {exercise.name: right_answer(exercise) for exercise in EXERCISES} | functions
    for unit, text in by_unit(EXERCISES, answers).items():
        path = folder / UNIT_FILES[unit]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_start_unpacks_and_never_overwrites(grade: Grade) -> None:
    """The first time every unit's file is new; the second time nothing changes, whatever the files hold."""
    first = grade("start")
    assert first.code == 0
    assert all(Path(name).is_file() for name in UNIT_FILES.values())
    assert f"Open {UNIT_FILES[COURSE.units[0]]}, then type:  grade check\n" in first.out
    Path(UNIT_FILES["02_momentum"]).write_text("my work\n", encoding="utf-8")
    again = grade("start")
    assert again.code == 0
    assert "nothing was changed" in again.out
    assert Path(UNIT_FILES["02_momentum"]).read_text(encoding="utf-8") == "my work\n"


def test_start_in_another_folder(grade: Grade) -> None:
    """`grade start DIR` unpacks there and says how to check there."""
    assert "grade check exercises" in grade("start", "exercises").out
    assert (Path("exercises") / UNIT_FILES["01_gradient_descent"]).is_file()


def test_stubs_are_not_written_yet(grade: Grade) -> None:
    """Checking the stubs fails, shows the first exercise in full and the others in a line, and the next step."""
    grade("start")
    result = grade("check")
    assert result.code == 1
    assert f"{EXERCISES[0].name}  not written yet\n{UNIT_FILES[COURSE.units[0]]}:" in result.out
    assert f"0 of {len(COURSE.core.exercises)}" in result.out
    assert "value = x**3" in result.out
    assert "w = w - lr*grad" not in result.out
    assert f"Next: write {EXERCISES[0].name}, then type:  grade check\n" in result.out


def test_unwritten_functions_may_be_allowed(grade: Grade) -> None:
    """With --started stubs do not fail, but a wrong answer still does."""
    grade("start")
    assert grade("check", "--started").code == 0
    stub = Path(UNIT_FILES["01_gradient_descent"])
    text = stub.read_text(encoding="utf-8").replace("raise NotImplementedError()", "return w", 1)
    stub.write_text(text, encoding="utf-8")
    assert grade("check", "--started").code == 1


def test_right_answers_pass(grade: Grade) -> None:
    """A folder of right answers ends with 0 and a warm word."""
    hand_in(Path())
    result = grade("check")
    assert result.code == 0
    assert f"All {len(EXERCISES)} exercises pass. Well done!" in result.out
    assert f"{ALL_POINTS:g} of {ALL_POINTS:g}" in result.out


def test_a_wrong_answer_shows_expected_and_got(grade: Grade) -> None:
    """A mistake is told with the call, the right numbers, the student's numbers, and the place."""
    hand_in(Path(), momentum='def momentum(w, grad, state, *, lr, beta):\n    return w, {"v": grad}\n')
    result = grade("check")
    assert result.code == 1
    assert 'momentum(w=4, grad=8, state={"v": 0}, lr=0.1, beta=0.9): w came out wrong.' in result.out
    assert "expected  w = 3.2, v = 8" in result.out
    assert "yours     w = 4, v = 8" in result.out
    assert re.search(r"^02_momentum/momentum\.py:\d+$", result.out, re.MULTILINE)
    assert "Next: mend momentum, then type:  grade check\n" in result.out


@pytest.mark.parametrize("path", ["02_momentum", "02_momentum/momentum.py"])
def test_one_unit_or_file_is_checked_alone(grade: Grade, path: str) -> None:
    """Naming a unit's folder or file checks its exercises and no others."""
    hand_in(Path())
    result = grade("check", path)
    assert result.code == 0
    assert "All 3 exercises pass" in result.out
    assert "gradient_descent" not in result.out


def test_several_files_are_checked_together(grade: Grade) -> None:
    """Two files on the command line are one submission."""
    hand_in(Path())
    assert f"All {len(EXERCISES)} exercises pass" in grade("check", *UNIT_FILES.values()).out


def test_only_and_unit_narrow_the_check(grade: Grade) -> None:
    """--only and --unit choose exercises, a unit also without its number."""
    hand_in(Path())
    assert "nesterov passes. Well done!" in grade("check", "--only", "nesterov").out
    assert "All 3 exercises pass" in grade("check", "--unit", "momentum").out


def test_the_warm_up_comes_first_and_is_never_in_the_way(grade: Grade) -> None:
    """It is what `grade` begins with; unwritten, wrong or not there, it fails nobody who has begun what counts."""
    grade("start")
    assert grade().out.startswith("cubes  not written yet\n00_warm_up/warm_up.py:")
    assert grade("check", "00_warm_up").code == 1
    stub = Path(UNIT_FILES["00_warm_up"]).read_text(encoding="utf-8")
    hand_in(Path())
    Path(UNIT_FILES["00_warm_up"]).write_text(stub, encoding="utf-8")
    done = grade("check")
    assert done.code == 0
    assert (
        f"All {len(COURSE.graded.exercises)} exercises pass. Well done! {ALL_POINTS:g} of {ALL_POINTS:g} points."
        in done.out
    )
    shutil.rmtree("00_warm_up")
    assert grade("check").code == 0
    hand_in(Path(), cubes="def cubes(x):\n    return 3 * x\n")
    wrong = grade("check")
    assert wrong.code == 1
    assert wrong.out.startswith("cubes  wrong\n")


@pytest.mark.parametrize("options", [(), ("--format", "github"), ("--started",), ("--started", "--format", "github")])
def test_the_course_is_the_list(grade: Grade, options: tuple[str, ...]) -> None:
    """Where all but one unit is gone, each is a line with the command that brings it back.

    The check fails, but for --started, where nothing that is not begun does.
    """
    hand_in(Path())
    for unit in COURSE.units[1:]:
        shutil.rmtree(unit)
    result = grade("check", *options)
    assert result.code == (0 if "--started" in options else 1)
    assert "exercises pass" not in result.out
    said = result.err if "github" in options else result.out
    for unit in CORE_UNITS[1:]:
        assert f"{unit}: there is no {Unit(unit).file}. To get it, type  grade start\n" in said
    assert grade("check", COURSE.units[0]).code == grade("check", "--unit", COURSE.units[0]).code == 0
    grade("start")
    assert grade("check", "--started").code == 0


@pytest.mark.parametrize(
    "place", ["my work/momentum.py", "02_momentum/mine/momentum.py", "02_momentum/momentum (1).py", "02_momentum/m.py"]
)
def test_a_unit_that_was_moved_or_renamed_is_read_and_said(grade: Grade, place: str) -> None:
    """A unit's file in another place than the others', or of another name, fails until it is where it belongs."""
    hand_in(Path())
    Path(place).parent.mkdir(exist_ok=True)
    Path(UNIT_FILES["02_momentum"]).rename(place)
    result = grade("check")
    assert result.code == 1
    assert "exercises pass" not in result.out
    assert "not written" not in result.out
    *_, command = result.out.rstrip().rpartition("type  ")
    _, source, target = shlex.split(command)
    assert source == place
    shutil.move(source, target)
    assert (target, grade("check").code) == (UNIT_FILES["02_momentum"], 0)


def test_a_folder_around_the_units_is_no_other_place(grade: Grade) -> None:
    """Checked from one folder above, and from within a unit, everything is where it belongs."""
    hand_in(Path("exercises"))
    assert f"All {len(EXERCISES)} exercises pass" in grade("check").out
    assert grade("check", "--only", "momentum", "exercises").code == 0


def test_a_file_that_does_not_hold_what_was_asked_for(grade: Grade) -> None:
    """--only with the file of another unit says which file to name."""
    hand_in(Path())
    result = grade("check", UNIT_FILES["02_momentum"], "--only", "descend")
    assert result.code == 2
    assert "is in gradient_descent.py, and not in 02_momentum/momentum.py" in result.err


def test_a_hint_names_the_command_that_shows_the_right_values(grade: Grade) -> None:
    """--hint always has something to say about a wrong answer, and nothing about a right one."""
    hand_in(Path(), momentum='def momentum(w, grad, state, *, lr, beta):\n    return w, {"v": grad}\n')
    assert "grade show momentum --convention heavy_ball" in grade("check", "--hint").out
    assert "Hint" not in grade("check").out
    assert "Hint" not in grade("check", "--hint", "--only", "nesterov").out


def test_a_function_that_is_partly_written_is_started(grade: Grade) -> None:
    """--started forgives what is not written at all, not what gives up on some calls."""
    body = "    if w.ndim:\n        raise NotImplementedError\n    return w - lr * grad\n"
    hand_in(Path(), gradient_descent=f"def gradient_descent(w, grad, *, lr):\n{body}")
    result = grade("check", "--started", "--only", "gradient_descent")
    assert result.code == 1
    assert "not written" in result.out


def test_watching_checks_again_after_a_change(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """--watch checks at once and after each change, outlives a file that is gone, and ends with Ctrl-C."""
    hand_in(Path())
    file = Path(UNIT_FILES["02_momentum"])
    changes: Iterator[Callable[[], None]] = iter([file.unlink, lambda: hand_in(Path())])

    def change(_: object) -> str:
        try:
            next(changes)()
        except StopIteration:
            raise KeyboardInterrupt from None
        return ""

    monkeypatch.setattr("autograder.cli.watch._wait", change)
    result = grade("check", "--watch", str(file))
    assert result.code == 0
    assert result.out.count("02 momentum  ███  3 of 3") == 2
    assert "does not exist" in result.err
    assert "stopped watching" in result.err


def test_keys_of_the_watch_ask_for_more(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """n goes on to the next that does not pass, p draws it, s works it out, a lists its checks, and q ends."""
    hand_in(Path(), momentum=right_answer(COURSE.exercise("momentum")).replace("+ grad", "- grad"))
    keys = iter("pnsaq")
    monkeypatch.setattr("autograder.cli.watch._wait", lambda _: next(keys))
    monkeypatch.setattr("autograder.cli.keys._none", lambda _: "")
    result = grade("check", "--watch", UNIT_FILES["02_momentum"])
    assert result.code == 0
    first, drawn, after, *_ = result.out.split("[q] quit")
    assert "wrong sign" in first
    assert "they part at" not in first
    assert "they part at step 1" in drawn
    assert "momentum" in after  # the only one that does not pass
    assert "16/5 = 3.2" in result.out


def test_watching_is_for_people(grade: Grade) -> None:
    """--watch with another format than text is refused with a sentence."""
    hand_in(Path())
    result = grade("check", "--watch", "--format", "json")
    assert result.code == 2
    assert "leave out" in result.err


def test_all_shows_every_exercise_in_full(grade: Grade) -> None:
    """With --all every formula is shown."""
    hand_in(Path())
    result = grade("check", "--all")
    assert "w = w - lr*grad" in result.out
    assert "ahead = w - lr*beta*v" in result.out


def test_json_is_one_document(grade: Grade) -> None:
    """With --format json standard output is the report and nothing else."""
    hand_in(Path(), momentum="def momentum():\n    return 0\n")
    result = grade("check", "--format", "json")
    report = json.loads(result.out)
    assert result.code == 1
    assert report["schema"] == 1
    assert report["isolation"] == "none"
    assert [exercise["name"] for exercise in report["exercises"]] == [exercise.name for exercise in EXERCISES]
    momentum = next(exercise for exercise in report["exercises"] if exercise["name"] == "momentum")
    assert (momentum["status"], momentum["file"]) == ("error", "02_momentum/momentum.py")
    assert momentum["diagnosis"] is None


def test_junit_is_one_document(grade: Grade) -> None:
    """With --format junit standard output is one XML document with the right counts."""
    hand_in(Path(), momentum='def momentum(w, grad, state, *, lr, beta):\n    return w, {"v": grad}\n')
    root = ET.fromstring(grade("check", "--format", "junit").out)
    assert root.tag == "testsuites"
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) > 0
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase"))


def test_what_is_not_written_is_skipped_in_junit_where_it_does_not_fail(grade: Grade) -> None:
    """With --started a consumer of the JUnit document finds no failure where the exit code is 0."""
    grade("start")
    shutil.rmtree(COURSE.units[-1])
    result = grade("check", "--started", "--format", "junit")
    root = ET.fromstring(result.out)
    assert (result.code, root.attrib["failures"], root.attrib["errors"]) == (0, "0", "0")
    assert root.attrib["skipped"] == root.attrib["tests"] != "0"
    assert ET.fromstring(grade("check", "--format", "junit").out).attrib["failures"] != "0"


@pytest.mark.parametrize("summary", ["nothing/here", ".", "/dev/full"])
def test_a_summary_that_cannot_be_written_costs_no_grade(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, summary: str
) -> None:
    """Where GITHUB_STEP_SUMMARY names what is no file, or the disk is full, the grade is the same, with a warning."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", summary)
    hand_in(Path())
    result = grade("check", "--format", "github", "--unit", "momentum")
    assert (result.code, result.out) == (0, "16 of 16 points\n")
    assert f"{summary} (GITHUB_STEP_SUMMARY) cannot be written" in result.err


def test_github_annotations_and_summary(grade: Grade, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With --format github each failed exercise is annotated at its function's line, and the summary has a table."""
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    hand_in(Path(), momentum='def momentum(w, grad, state, *, lr, beta):\n    return w, {"v": grad}\n')
    result = grade("check", "--format", "github")
    line = (
        Path(UNIT_FILES["02_momentum"])
        .read_text(encoding="utf-8")
        .splitlines()
        .index("def momentum(w, grad, state, *, lr, beta):")
    )
    assert f"::error file=02_momentum/momentum.py,line={line + 1},title=momentum%3A" in result.out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path.cwd().parent))
    assert "::error file=here/02_momentum/momentum.py,line=" in grade("check", "--format", "github").out
    assert "| momentum | failed |" in summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "grade start"),
        (["check", "nothing.py"], "nothing.py does not exist"),
        (["check", "--only", "momentum", "--unit", "gradient_descent"], "leave one out"),
        (["start", "/dev/null/here"], "/dev/null/here cannot be written"),
        (["check", "--only", "nothing"], 'no exercise "nothing"; it has cubes, moved'),
        (["check", "--only", "ada"], 'several names begin with "ada": adagrad, adam'),
        (["check", "zzz"], "zzz does not exist, and the course has no exercise or unit"),
        (["show", "schedules"], "schedules is a unit: name one of its exercises, linear_decay"),
        (["chekc"], "did you mean check?"),
        (["check", "--unit", "nothing"], 'no unit "nothing"'),
        (["check", "--course", "nothing.toml"], "nothing.toml"),
        (["check", "--format", "nothing"], "nothing"),
        (["nothing"], "No such command"),
    ],
)
def test_wrong_usage_ends_with_2(grade: Grade, arguments: list[str], words: str) -> None:
    """What cannot be done as typed ends with 2 and a sentence, and nothing on standard output."""
    result = grade(*arguments)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_the_course_file_is_found_upwards(grade: Grade) -> None:
    """A course.toml in a folder above decides what is checked."""
    hand_in(Path("student"))
    Path("course.toml").write_text('[conventions]\nmomentum = "ema"\n', encoding="utf-8")
    result = grade("check", "student", "--format", "json")
    momentum = next(e for e in json.loads(result.out)["exercises"] if e["name"] == "momentum")
    assert (momentum["convention"], momentum["status"]) == ("ema", "failed")


def test_a_course_may_require_a_version(grade: Grade) -> None:
    """A course that requires another version is refused with the command that installs it."""
    hand_in(Path())
    Path("course.toml").write_text('requires = ">=99"\n', encoding="utf-8")
    result = grade("check")
    assert result.code == 2
    assert "pip install 'grade-descent>=99'" in result.err


def test_a_wrong_course_file_names_key_and_line(grade: Grade) -> None:
    """A course file with an unknown key is a usage error that names file, line and key."""
    hand_in(Path())
    Path("course.toml").write_text("[exercise.momentum]\npoint = 3\n", encoding="utf-8")
    result = grade("check")
    assert result.code == 2
    assert "course.toml, line 2: exercise.momentum.point" in result.err


def test_nothing_but_ascii_is_needed(grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal that knows only ASCII the tables are drawn with ASCII characters."""
    monkeypatch.setattr("autograder.cli.check_shown.use_ascii", lambda: True)
    hand_in(Path())
    assert grade("check").out.isascii()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Momentum"], "momentum passes"),
        (["nest"], "nesterov passes"),
        (["nesterof"], "nesterov passes"),
        (["2"], "All 3 exercises pass"),
        (["02"], "All 3 exercises pass"),
        (["02-momentum"], "All 3 exercises pass"),
        (["--only", "Momentun"], "momentum passes"),
        (["--unit", "momentun"], "All 3 exercises pass"),
        (["--unit", "3", "--only", "ADAM"], "adam passes"),
    ],
)
def test_names_are_taken_as_they_are_typed(grade: Grade, arguments: list[str], said: str) -> None:
    """Names in capitals, by number, cut short or misspelt are the ones that were meant; a guess is said."""
    hand_in(Path())
    result = grade("check", *arguments)
    assert (result.code, said in result.out) == (0, True)
    guessed = any(name in ("nesterof", "Momentun", "momentun") for name in arguments)
    assert ("is taken for" in result.err) is guessed


@pytest.mark.parametrize(("name", "shown"), [("Momentun", "momentum(w"), ("nest", "nesterov(w"), ("SADDLE", "saddle")])
def test_show_takes_names_as_they_are_typed(grade: Grade, name: str, shown: str) -> None:
    """`grade show` resolves the names of exercises and landscapes alike."""
    assert shown in grade("show", name).out


def test_grade_alone_begins_and_goes_on(grade: Grade) -> None:
    """Without exercises `grade` says how to begin; with them it checks, as `grade check` does."""
    first = grade()
    assert (first.code, "grade start" in first.out) == (0, True)
    grade("start")
    again = grade()
    assert (again.code, again.out) == (1, grade("check").out)


def test_what_is_worked_on_is_shown(grade: Grade) -> None:
    """What is started and wrong comes before what is not written, and of two the one in the file changed last."""
    grade("start")
    wrong = "return w, state"
    for unit, at in (("02_momentum", 0), ("03_adaptive", 1)):
        file = Path(UNIT_FILES[unit])
        file.write_text(file.read_text("utf-8").replace("raise NotImplementedError()", wrong, 2), encoding="utf-8")
        os.utime(file, (at, at))
    assert grade("check").out.startswith("adagrad  wrong\n03_adaptive/adaptive.py:")
    os.utime(UNIT_FILES["02_momentum"], (2, 2))
    shown = grade("check").out
    assert shown.startswith(("exponential_moving_average  ", "momentum  "))
    assert len(shown.splitlines()) <= 12


def test_a_success_is_seen_once(grade: Grade) -> None:
    """What passes for the first time is shown with its path and what comes next; the next time it is done."""
    grade("start")
    grade("check")
    file = Path(UNIT_FILES["01_gradient_descent"])
    text = file.read_text("utf-8").replace("raise NotImplementedError()", "return w - lr * grad", 1)
    file.write_text(text, encoding="utf-8")
    first = grade("check").out
    assert first.startswith("gradient_descent  right, all ")
    assert "yours, and right" in first
    assert "Also true of your function: " in first
    assert "Next: write descend, then type:  grade check\n01_gradient_descent/gradient_descent.py:" in first
    assert grade("check").out.startswith("descend  not written yet")


def test_who_tried_three_times_is_offered_ways_out(grade: Grade) -> None:
    """From the third version that does not pass on, what helps is named in a line, and in full to who asks for it."""
    unit = UNIT_FILES["02_momentum"]
    right = right_answer(COURSE.exercise("momentum"))
    shown = []
    for number, body in enumerate(["- grad", "- grad ", "- grad  ", "+ grad"]):
        hand_in(Path(), momentum=right.replace("+ grad", body))
        os.utime(unit, (1 + number, 1 + number))
        shown.append(grade("check", "momentum").out)
    assert ["Stuck?" in out for out in shown] == [False, False, True, False]
    assert len(shown[2].splitlines()) <= MOST_LINES
    hand_in(Path(), momentum=right.replace("+ grad", "- grad"))
    asked = grade("check", "momentum", "--hint").out
    assert all(f"grade {way} momentum" in asked for way in ("show", "reset", "report"))


def test_what_another_exercise_raises_is_shown_where_it_is_called(grade: Grade) -> None:
    """The line that is shown is the one that passes too little, and not one of a function that is right."""
    body = "    for i in order:\n        w = w - lr * least_squares_gradient(w, X, None)\n    return w\n"
    hand_in(Path(), sgd_epoch=f"# %%\ndef sgd_epoch(w, X, y, order, *, lr):\n{body}\n# %%\n")
    said = grade("check", "sgd_epoch").out
    (line,) = re.findall(r"which line\s+(\d+)\s+calls", said)
    assert f"gradient_descent.py:{line}\n" in said
    assert f"{line} | w = w - lr * least_squares_gradient(w, X, None)\n" in said


def test_a_unit_that_is_done_names_its_quiz(grade: Grade) -> None:
    """With the last function of a unit its quiz is named by the command that asks it."""
    right = right_answer(COURSE.exercise("nesterov"))
    hand_in(Path(), nesterov=right.replace("w - lr", "w + lr"))
    assert "grade quiz" not in grade("check", "02").out
    hand_in(Path(), nesterov=right)
    assert "02 momentum is done. Its quiz:  grade quiz 02\n" in grade("check", "02").out


@pytest.mark.parametrize(
    ("typed", "meant"), [("hint", "grade check --hint"), ("next", "grade"), ("list", "grade check")]
)
def test_what_other_tools_call_it_leads_to_the_command(typed: str, meant: str, grade: Grade) -> None:
    """Who types a command of other tools is told the one that does it here; `help` helps."""
    failed = grade(typed)
    assert (failed.code, failed.err) == (2, f'grade: No such command "{typed}": type  {meant}\n')
    assert grade("help").out == grade("--help").out
    assert grade("help", "check").out == grade("check", "--help").out
