"""Every format of a report: as the golden files say, and whole whatever students write."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import GraderError
from autograder.model import Diagnosis, DiagnosisKind, Report, Status
from autograder.reports import FORMATS, document, findings, github, html, notebook, screen, text
from autograder.reports import csv as grades_csv
from autograder.reports import json as json_report
from autograder.reports.safe import clean, number
from autograder.reports.wording import word
from tests.reports.samples import DIAGNOSED, EVERY_STATUS, HOSTILE, RIGHT, SAMPLES, exercise, report

Golden = Callable[[str, str], None]
ENDINGS = {"json": "json", "junit": "xml", "github": "txt"}
anything = st.text(st.characters(), max_size=60)


def view(**choices: bool) -> screen.CheckView:
    """A view of `grade check`."""
    return screen.CheckView(choices.get("show_all", False), choices.get("hint", False), "grade check momentum.py")


# ---------------------------------------------------------------- golden files


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("form", FORMATS)
def test_documents(golden: Golden, form: str, sample: str) -> None:
    """JSON, JUnit and annotations of each sample are as before."""
    golden(f"{sample}.{form}.{ENDINGS[form]}", document(SAMPLES[sample], form))


@pytest.mark.parametrize("sample", SAMPLES)
def test_summaries_and_pages(golden: Golden, sample: str) -> None:
    """The summary for GitHub and the student's page of each sample are as before."""
    golden(f"{sample}.summary.md", github.summary(SAMPLES[sample]))
    golden(f"{sample}.html", html.student_page(SAMPLES[sample]))


@pytest.mark.parametrize("width", [50, 80])
@pytest.mark.parametrize("sample", SAMPLES)
def test_terminal(golden: Golden, sample: str, width: int) -> None:
    """What `grade check` prints is as before, on a usual and on a narrow terminal."""
    golden(f"{sample}.{width}.txt", screen.render(SAMPLES[sample], view=view(), width=width, color=False))


def test_whole_class(golden: Golden) -> None:
    """The table, the page and the CSV of a class are as before."""
    reports = list(SAMPLES.values())
    golden("class.txt", text.render_class(reports, width=80, color=False))
    golden("class.csv", grades_csv.grades(reports, ["momentum", "nesterov", "right"]))
    golden("class.html", html.class_page(reports, {report.student: "students/x.html" for report in reports}))


@pytest.mark.parametrize("form", [*FORMATS, "text", "html", "summary"])
def test_every_format_tells_the_mistake(form: str) -> None:
    """A named mistake's title and hint, and where answers depart, stand in every format of one report."""
    where = Diagnosis(DiagnosisKind.LOCALISED, where="Only v is wrong.")
    localised = exercise("localised", Status.FAILED, message="v came out wrong.", diagnosis=where)
    one = report("ada", DIAGNOSED, localised)
    others = {
        "text": lambda: screen.render(one, view=view(show_all=True), width=200, color=False),
        "html": lambda: html.student_page(one),
        "summary": lambda: github.summary(one).replace("\\", ""),
    }
    told = others[form]() if form in others else document(one, form)
    for words in ("the step goes up the gradient", "Is the loss smaller?", "Only v is wrong."):
        assert words in told


@pytest.mark.parametrize("form", [*FORMATS, "text", "html", "summary", "cell", "cell text", "comment"])
def test_every_format_tells_what_else_it_could_be(form: str) -> None:
    """Alternatives stand beside a named mistake wherever it is shown, also below a cell and beside nbgrader's grade."""
    assert DIAGNOSED.diagnosis is not None
    also = dataclasses.replace(
        DIAGNOSED.diagnosis, alternatives=(("momentum/lr-twice",),), where="The same with this: lr is applied twice."
    )
    diagnosed = dataclasses.replace(DIAGNOSED, diagnosis=also)
    one = report("ada", diagnosed)
    others = {
        "text": lambda: screen.render(one, view=view(show_all=True), width=200, color=False),
        "html": lambda: html.student_page(one),
        "summary": lambda: github.summary(one).replace("\\", ""),
        "cell": lambda: notebook.html(one),
        "cell text": lambda: notebook.text(one),
        "comment": lambda: findings.comment(diagnosed),
    }
    told = others[form]() if form in others else document(one, form)
    assert "The same with this: lr is applied twice." in told


# ---------------------------------------------------------------- JSON


def test_the_schema_of_a_report() -> None:
    """The documented keys are there at every level."""
    data = json.loads(document(EVERY_STATUS, "json"))
    wanted = "schema student isolation grader score max_score units late adjustments exercises quiz"
    assert set(wanted.split()) <= set(data)
    assert set(data["grader"]) == {"version", "course", "key", "seed"}
    wanted = "name unit convention status score max_score file line checks diagnosis"
    assert set(wanted.split()) <= set(data["exercises"][0])
    wanted = "id title status score max_score message expected got"
    assert set(data["exercises"][0]["checks"][0]) == set(wanted.split())
    diagnosis = next(e["diagnosis"] for e in data["exercises"] if e["diagnosis"])
    assert set(diagnosis) == {"kind", "parts", "first_visible_step", "alternatives", "where"}
    assert set(diagnosis["parts"][0]) == {"id", "title", "hint", "place"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_json_is_read_back(sample: str) -> None:
    """A report read from its JSON is the same report, but for what no encoding can carry."""
    text_of = document(SAMPLES[sample], "json")
    assert text_of.isascii()
    assert document(json_report.from_dict(json.loads(text_of)), "json") == text_of


WHOLE = json.loads(document(RIGHT, "json"))


DAMAGE: tuple[tuple[str, object], ...] = (
    *(("schema", 2), ("student", 3), ("isolation", None), ("grader", 3), ("grader", {}), ("score", "x")),
    *(("max_score", None), ("units", 3), ("units", [3]), ("units", [{}]), ("exercises", None), ("exercises", [[]])),
    *(
        ("exercises", [{**WHOLE["exercises"][0], "checks": None}]),
        ("exercises", [{**WHOLE["exercises"][0], "file": 3}]),
    ),
    *(("late", 3), ("notes", 3), ("notes", [3]), ("output", ["x"]), ("no_such_part", 1)),
)


@pytest.mark.parametrize(("part", "damage"), DAMAGE)
def test_other_data_is_not_a_report(part: str, damage: object) -> None:
    """Data of another schema, with parts missing or of another kind, is refused with a sentence."""
    with pytest.raises(GraderError):
        json_report.from_text(json.dumps({**WHOLE, part: damage}))


@pytest.mark.parametrize("text", ["", "{", "null", "[" * 100_000, "\udc80", '{"schema": 1'])
def test_damaged_text_is_not_a_report(text: str) -> None:
    """What is no document is refused with a sentence."""
    with pytest.raises(GraderError):
        json_report.from_text(text)


# ---------------------------------------------------------------- hostile text


class Tags(HTMLParser):
    """Collects tags and visible text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attributes)


def with_text(hostile: str) -> Report:
    """A report that has the same text wherever students can put any."""
    wrong = exercise(
        "momentum", Status.FAILED, message=hostile, expected=hostile, got=hostile, file=hostile, formula=hostile
    )
    return report(hostile, wrong, notes=(hostile,), output=hostile)


@given(anything)
def test_pages_hold_no_tag_of_a_student(hostile: str) -> None:
    """Whatever students write, a page has the tags of the page and no others."""
    plain = Tags(html.student_page(with_text("x"))).tags
    assert Tags(html.student_page(with_text(hostile + "x"))).tags == plain
    links = {hostile: "x.html"}
    assert (
        Tags(html.class_page([with_text(hostile)], links)).tags
        == Tags(html.class_page([with_text("x")], {"x": "x"})).tags
    )


@given(anything)
def test_documents_parse_whatever_students_write(hostile: str) -> None:
    """JSON and XML are well-formed and CSV has its columns, for any text at all."""
    json.loads(document(with_text(hostile), "json"))
    ET.fromstring(document(with_text(hostile), "junit"))
    rows = list(csv.reader(io.StringIO(grades_csv.grades([with_text(hostile)], ["momentum"]))))
    assert len(rows) == 2
    assert len(rows[1]) == 6
    assert rows[1][0][:1] not in ("=", "+", "-", "@", "\t", "\r")


@given(anything)
def test_annotations_cannot_be_forged(hostile: str) -> None:
    """An annotation is one line, and only our own lines start a command."""
    lines = github.render(with_text(hostile)).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::notice", "1.5"]


@given(anything)
def test_terminals_get_no_control_characters(hostile: str) -> None:
    """Nothing that students write moves a cursor, hides or reorders text."""
    shown = screen.render(with_text(hostile), view=view(show_all=True), width=80, color=False)
    assert not set(shown) & {"\x1b", "\x07", "\x00", "\u202e", "\u200b", "\r"}
    assert "\u202e" not in text.render_class([with_text(hostile)], width=80, color=False)


@given(anything, st.integers(20, 100))
def test_cleaned_text_is_short_and_harmless(hostile: str, limit: int) -> None:
    """Cleaned text is printable, encodable and no longer than asked, and plain text stays as it is."""
    cleaned = clean(hostile * 4, limit)
    assert len(cleaned) <= limit
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean("plain text") == "plain text"


# ---------------------------------------------------------------- what is shown


def test_colour_is_never_the_only_sign() -> None:
    """Without colour every status is a word, and with it the words are the same."""
    plain = screen.render(EVERY_STATUS, view=view(show_all=True), width=100, color=False)
    colored = screen.render(EVERY_STATUS, view=view(show_all=True), width=100, color=True)
    for status in Status:
        assert word(status) in plain
    assert "\x1b[" in colored
    assert "\x1b[" not in plain


def test_hints_only_where_asked() -> None:
    """The place to look is shown with --hint only, the nudge always."""
    sample = report("ada", DIAGNOSED)
    assert "Where to look: the sign" not in screen.render(sample, view=view(), width=80, color=False)
    assert "Where to look: the sign" in screen.render(sample, view=view(hint=True), width=80, color=False)
    assert "Is the loss smaller?" in screen.render(sample, view=view(), width=80, color=False)


def test_no_more_annotations_than_are_shown() -> None:
    """Beyond ten of a kind the last annotation names the rest."""
    many = report("ada", *(exercise(f"e{n}", Status.FAILED, message="wrong") for n in range(14)))
    lines = [line for line in github.render(many).splitlines() if line.startswith("::error")]
    assert len(lines) == 10
    assert "5 more: e9, e10, e11, e12, e13" in lines[-1]


def test_tables_without_box_characters() -> None:
    """On request tables are drawn in ASCII."""
    assert screen.render(EVERY_STATUS, view=view(), width=80, color=False, ascii_only=True).isascii()
    assert text.render_class([RIGHT, EVERY_STATUS], width=80, color=False, ascii_only=True).isascii()


def test_a_page_is_self_contained() -> None:
    """Pages load nothing from elsewhere and say so to the browser; a student's runs nothing, a class's our table."""
    pages = {html.student_page(HOSTILE): 0, html.class_page([HOSTILE], {HOSTILE.student: "x.html"}): 2}
    for page, scripts in pages.items():
        assert "default-src 'none'" in page
        assert page.count("<script") == scripts
        assert "http://" not in page
        assert "https://" not in page


@pytest.mark.parametrize(("value", "shown"), [(3.0, "3"), (1.5, "1.5"), (0.5, "0.5"), (0.0, "0"), (100.0, "100")])
def test_points_have_no_needless_digits(value: float, shown: str) -> None:
    """Points are shown without trailing zeros."""
    assert number(value) == shown


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_numbers_of_a_class_are_never_cut(width: int) -> None:
    """Where the units do not fit beside the points, their names become numbers, or they are left out."""
    units = tuple(dataclasses.replace(RIGHT.units[0], name=f"{number:02}_a_long_name") for number in range(1, 7))
    shown = text.render_class([dataclasses.replace(RIGHT, units=units)], width=width, color=False)
    assert "\u2026" not in shown
    assert max(map(len, shown.splitlines())) <= width
