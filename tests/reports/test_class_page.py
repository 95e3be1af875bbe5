"""The page of a class: what it says, what its table does in a browser, and that nothing of a student's is obeyed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Diagnosis, DiagnosisKind, DiagnosisPart, Json, Report, Standing, Status, UnitScore
from autograder.model.marks import QuestionStatistics
from autograder.model.roster import Attendance, Person
from autograder.model.submission import HandIns, Stray
from autograder.reports import html
from autograder.reports.of_class.items import items_of
from autograder.reports.of_class.mistakes import mistakes_of, unexplained
from autograder.reports.pages import ASSETS_FOLDER, assets
from autograder.reports.safe import clean
from tests.browser import BROWSER, FLAGS, axe_finds, in_browser, result, with_axe
from tests.reports.samples import NASTY, exercise, report

ASCENT = DiagnosisPart("momentum/ascent", "the step goes up the gradient", "Is the loss smaller?", "the sign")
LATE = DiagnosisPart("nesterov/late", "the gradient is measured at w", "At which point?", "the call of grad_fn")


def wrong(name: str, *parts: DiagnosisPart) -> Any:
    """An exercise with some mistakes in it, or with one that nobody knows."""
    kind = DiagnosisKind.MISTAKE if parts else DiagnosisKind.LOCALISED
    return exercise(name, Status.FAILED, message="w came out wrong.", diagnosis=Diagnosis(kind, parts))


def student(number: int) -> Report:
    """A student of a class in which every third goes up the gradient, and every fifth measures at w."""
    first = wrong("momentum", ASCENT) if number % 3 == 0 else exercise("momentum", Status.PASSED)
    mistakes = (LATE, replace(ASCENT, id="nesterov/ascent")) if number % 15 == 0 else (LATE,) if number % 5 == 0 else ()
    second = wrong("nesterov", *mistakes) if mistakes or number == 7 else exercise("nesterov", Status.PASSED)
    return report(f"student {number:03}", first, second)


ADJUSTED: Mapping[str, Json] = {
    "number": 1,
    "on": "momentum",
    "change": "+1.5",
    "before": 0.5,
    "after": 2.0,
    "why": "was ill",
    "who": "TA",
    "when": "2027-01-31",
    "stale": "",
}
ODD = (
    replace(report("zoe", exercise("momentum", Status.MISSING, file=None)), status=Standing.NOTHING, score=0.0),
    replace(
        report("zora", exercise("momentum", Status.MISSING, file=None), notes=("zora.zip is no zip.",)),
        status=Standing.UNREADABLE,
        score=float("nan"),
    ),
    replace(student(1), student="zulu", late="2 days late", adjustments=(ADJUSTED,)),
)
CLASS = (*map(student, range(150)), *ODD)
ROSTER = Attendance(
    people=tuple(
        Person(r.student, name=f"Name {r.student[-3:]}", section="AB"[n % 2], email=f"s{n}@example.org")
        for n, r in enumerate(CLASS)
    ),
    absent=(Person(name="Ab Sent", email="ab@example.org", section="A"),),
    unknown={"zulu": "is in no row"},
)
QUIZ = (QuestionStatistics("rates", 140, 0.75, 0.31, (("rates/inverse", 12),)),)
FOUND = HandIns((), (Stray("notes.txt", "no submission"),), ("Read as a folder.",))


@cache
def page() -> str:
    """The class as a page."""
    return html.class_page(CLASS, links_of(CLASS), QUIZ, FOUND, ROSTER)


def links_of(reports: tuple[Report, ...]) -> Mapping[str, str]:
    """Where each student's page lies."""
    return {one.student: f"students/{one.student}.html" for one in reports}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what pages share."""
    made = tmp_path_factory.mktemp("class")
    (made / ASSETS_FOLDER).mkdir()
    for name, text in assets().items():
        (made / ASSETS_FOLDER / name).write_text(text, encoding="utf-8")
    return made


# ---------------------------------------------------------------- what it says


def test_mistakes_are_ordered_by_how_many_made_them() -> None:
    """A mistake told in the same words is one, in whichever exercises; each has its students and its sentence."""
    first, second = mistakes_of(CLASS)
    assert (len(first.students), dict(first.made)) == (50, {"momentum": 50, "nesterov": 10})
    assert (len(second.students), dict(second.made)) == (30, {"nesterov": 30})
    assert second.students["student 005"] == ("nesterov",)
    assert first.for_lecture == (
        "In momentum (50 of 151 who wrote it) and nesterov (10 of 151 who wrote it): the step goes up the gradient. "
        "Ask them: Is the loss smaller?"
    )
    assert unexplained(CLASS) == {"nesterov": ("student 007",)}


def test_each_exercise_has_its_statistics() -> None:
    """Facility is of those who wrote it; what is not written counts in the mean only."""
    momentum, nesterov = items_of(CLASS)
    assert (momentum.wrote, momentum.counts[Status.MISSING]) == (151, 2)
    assert momentum.facility == pytest.approx((101 * 2 + 50 * 1.5) / 302)
    assert nesterov.discrimination == momentum.discrimination is not None


@pytest.mark.parametrize(
    "words",
    [
        "Course: <strong>default</strong>",
        "Needs you: 1",
        "could not be read: zora.zip is no zip",
        "Not on the roster: 1",
        "On the roster, handed in nothing: 1",
        "Ab Sent",
        "section A, ab@example.org",
        "Nothing written: 1",
        "In momentum (50 of 151 who wrote it) and nesterov (10 of 151 who wrote it): the step goes up",
        "facility",
        "discrimination",
        "rates/inverse: 12",
        "Late: 1",
        "2 days late",
        "Adjustments: 1",
        "was ill",
        "Not a submission: 1",
        "Read as a folder.",
        "Isolation: none",
        'href="grades.csv"',
        'href="students/student%20149.html"',
    ],
)
def test_without_scripts_the_page_says_what_matters(words: str) -> None:
    """Who needs somebody, the mistakes and everybody's grade stand in the page itself."""
    assert words in re.sub(r"<script.*?</script>", "", page(), flags=re.DOTALL)


def test_a_class_of_nobody_has_a_page() -> None:
    """Without students nothing fails, and the page says so."""
    assert "Nobody has a grade yet" in html.class_page([], {})


def test_many_students_make_a_page_that_is_no_burden() -> None:
    """The page of 5,000 students with 38 exercises takes less than 3 MB."""
    exercises = tuple(
        replace(one, name=f"exercise_{number}", unit=f"{number % 6:02}_unit")
        for number in range(38)
        for one in student(number).exercises[:1]
    )
    units = tuple(UnitScore(f"{number:02}_unit", 10.5, 12.0) for number in range(6))
    many = tuple(
        replace(student(1), student=f"Maximiliane Musterfrau {n}", exercises=exercises, units=units, score=60.5)
        for n in range(5000)
    )
    people = tuple(Person(one.student, email=f"{n}@university.example", section="A") for n, one in enumerate(many))
    written = html.class_page(many, links_of(many), (), HandIns(()), Attendance(people, (), {}))
    assert len(written.encode()) < 3_000_000


# ---------------------------------------------------------------- what it does

READ = """
    const part = (id) => document.getElementById(id);
    const names = () => [...document.querySelectorAll("#rows tbody th a")].map((one) => one.textContent);
    const heads = () => [...document.querySelectorAll("#rows thead th")].map((one) => one.textContent);
    const set = (id, value, event = "change") => { part(id).value = value; part(id).dispatchEvent(new Event(event)); };
    const option = (id, words) => [...part(id).options].find((one) => one.textContent === words).value;
    const click = (words) => [...document.querySelectorAll("#rows thead button")]
        .find((one) => one.textContent === words).click();
    const found = {};
"""
STEPS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "at first some rows of all students are drawn": (
        "[names().length, part('shown').textContent, heads()]",
        lambda found: (
            found
            == [
                60,
                "All 153 students",
                ["student", "section", "02 momentum", "points", "status", "late", "adjusted", "note"],
            ]
        ),
    ),
    "more are drawn on request": ("(part('more').click(), names().length)", lambda found: found == 153),
    "a click sorts, those without a grade last": (
        "(click('points'), [names()[0], names().length])",
        lambda found: found[0] == "zoe",
    ),
    "another click sorts the other way": ("(click('points'), names()[0])", lambda found: found == "student 001"),
    "the head says how it is sorted": (
        "document.querySelector('[aria-sort]').textContent + document.querySelector('[aria-sort]').ariaSort",
        lambda found: found == "pointsdescending",
    ),
    "a search finds an e-mail": (
        "(set('search', 'S12@example', 'input'), names())",
        lambda found: found == ["student 012"],
    ),
    "a search finds a name without its accents": (
        "(set('search', 'ZOE', 'input'), names())",
        lambda found: found == ["zoe"],
    ),
    "a section is chosen": (
        "(set('search', '', 'input'), set('section', option('section', 'B')), part('shown').textContent)",
        lambda found: found == "76 of 153 students",
    ),
    "a status is chosen beside it": (
        "(set('standing', option('standing', 'could not be read')), names())",
        lambda found: found == ["zora"],
    ),
    "the students behind a mistake are shown": (
        "(document.querySelector('[data-mistake=\"1\"]').click(), part('shown').textContent)",
        lambda found: found == "30 of 153 students",
    ),
    "those who do not pass an exercise are shown": (
        "(document.querySelector('[data-exercise=\"0\"]').click(), part('shown').textContent)",
        lambda found: found == "52 of 153 students",
    ),
    "the matrix has every exercise, and a failed one its points": (
        "(set('columns', 'exercises'), [heads(), "
        "[...document.querySelectorAll('#rows tbody tr')[0].cells].map((one) => one.textContent)])",
        lambda found: found[0][2:4] == ["momentum", "nesterov"] and found[1][2:4] == ["1.5", "P"],
    ),
    "a cell leads to the exercise": (
        "document.querySelector('#rows .cell a').getAttribute('href')",
        lambda found: found == "students/student%20003.html#momentum",
    ),
    "everybody is printed": (
        "(set('exercise', ''), window.dispatchEvent(new Event('beforeprint')), names().length)",
        lambda found: found == 153,
    ),
}


@pytest.fixture(scope="module")
def done(folder: Path) -> Mapping[str, Any]:
    """What the page shows after each step."""
    steps = "".join(f"found[{json.dumps(name)}] = {script};" for name, (script, _) in STEPS.items())
    found: Mapping[str, Any] = result(page(), f"{READ}{steps} report(found);", folder)
    return found


@in_browser
@pytest.mark.parametrize("step", STEPS)
def test_the_table_does_what_is_asked(step: str, done: Mapping[str, Any]) -> None:
    """Sorted, filtered, searched and printed as somebody would."""
    assert STEPS[step][1](done[step]), done[step]


@in_browser
def test_nothing_of_a_student_is_obeyed(folder: Path) -> None:
    """Names, notes and sections with markup in them are text in the table, and no element of theirs is there."""
    evil = "</script><img src=x onerror=document.title='forged'><script>document.title='forged'</script>"
    people = (Person(evil, name=evil, section=evil, email=f"{evil}@x"), Person(NASTY, section=evil))
    one = replace(wrong("momentum", replace(ASCENT, title=evil, hint=evil)), name=evil)
    reports = (report(evil, one, notes=(evil,), late=evil), report(NASTY, one, notes=(NASTY,)))
    shown = html.class_page(
        reports, {evil: "students/a.html", NASTY: "students/b.html"}, (), HandIns(()), Attendance(people, people, {})
    )
    script = """
        const columns = document.getElementById("columns");
        columns.value = "exercises";
        columns.dispatchEvent(new Event("change"));
        setTimeout(() => report([
            document.querySelectorAll("#rows tbody tr").length, document.images.length, document.title,
            document.scripts.length, document.querySelector("#rows tbody a").textContent,
        ]), 50);
    """
    rows, images, title, scripts, name = result(shown, script, folder)
    assert (rows, images, title, scripts) == (2, 0, "Grades of 2 students", 4)
    assert name in (evil, clean(NASTY))


@in_browser
def test_the_page_runs_under_its_own_policy_in_silence(folder: Path) -> None:
    """Opened as it is, from a file, it draws its table, says nothing on the console, and asks for no network."""
    assert BROWSER is not None
    file = folder / "as_it_is.html"
    file.write_text(page(), encoding="utf-8")
    flags = [*FLAGS, "--enable-logging=stderr", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    shown = subprocess.run([BROWSER, *flags, file.as_uri()], capture_output=True, text=True, timeout=120, check=True)
    assert "CONSOLE" not in shown.stderr
    assert '<tr><th scope="row"><a href="students/student%20000.html">student 000</a>' in shown.stdout
    assert "default-src 'none'" in page()
    assert not re.search(r"https?://", page())


WIDE = """
    const box = document.querySelector(".rows");
    const columns = document.getElementById("columns");
    columns.value = "exercises";
    columns.dispatchEvent(new Event("change"));
    report([document.documentElement.scrollWidth <= document.documentElement.clientWidth, box.tabIndex]);
"""


@in_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_no_name_breaks_the_layout(width: int, folder: Path) -> None:
    """A name of 200 letters without a blank leaves the page as wide as the screen; tables scroll by themselves."""
    long = tuple(
        replace(one, student=f"{number}{'x' * 200}", notes=("y" * 200,)) for number, one in enumerate(CLASS[:20])
    )
    people = tuple(Person(one.student, section="st"[n % 2] * 100, email=f"{'e' * 100}@x") for n, one in enumerate(long))
    shown = html.class_page(
        long, links_of(long), QUIZ, HandIns((), (Stray("n" * 200, "w"),)), Attendance(people, people, {})
    )
    assert result(shown, WIDE, folder, f"--window-size={width},900") == [True, 0]


@with_axe
@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_page_passes_axe(look: str, folder: Path) -> None:
    """With every exercise shown and all unfolded, axe finds nothing against the page."""
    script = """
        document.querySelectorAll('details').forEach((one) => { one.open = true; });
        document.getElementById("columns").value = "exercises";
        document.getElementById("columns").dispatchEvent(new Event("change"));
    """
    passed, violations = axe_finds(page(), folder, look, script)
    assert not violations
    assert passed > 20


@in_browser
def test_the_keyboard_reaches_every_control(folder: Path) -> None:
    """Links, buttons and controls can be focused in the order of the page; the matrix is one stop for each student."""
    script = """
        document.getElementById("columns").value = "exercises";
        document.getElementById("columns").dispatchEvent(new Event("change"));
        const stops = [...document.querySelectorAll("a, button, input, select, [tabindex]")]
            .filter((one) => one.tabIndex >= 0 && one.offsetParent);
        stops.forEach((one) => one.focus());
        const rows = stops.filter((one) => one.closest("#rows tbody"));
        report([rows.length, ["search", "section", "standing", "exercise", "mistake", "columns", "clear"]
            .filter((id) => !stops.includes(document.getElementById(id)))]);
    """
    assert result(page(), script, folder) == [60, []]
