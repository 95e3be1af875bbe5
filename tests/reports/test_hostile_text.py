"""Every hostile text in every place of a report, through every format: it stands there, and nobody obeys it."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from autograder.model import Diagnosis, DiagnosisKind, Report, Status
from autograder.reports import FORMATS, document, findings, github, html, notebook, safe, screen, text
from autograder.reports import csv as grades_csv
from autograder.reports.safe import clean, csv_cell
from tests.reports.hostile_text import HOSTILE, Page, formulas_in, hidden_in, obeyed_in
from tests.reports.samples import exercise, report

Render: TypeAlias = Callable[[Report], str]
VIEW = screen.CheckView(show_all=True, hint=True, command="grade check momentum.py")
anything = st.text(st.characters(), min_size=1, max_size=60) | st.text(
    st.sampled_from(":#[]=+-@;,|'\"\\ \t\n\r\x1b<>&*_`$!()\u0300\u202e\u3164ax01"), min_size=1, max_size=40
)


def saying(words: str) -> Report:
    """A report that has the same text wherever students can put any."""
    wrong = exercise(
        "momentum",
        Status.ERROR,
        message=words,
        expected=words,
        got=words,
        file=words,
        diagnosis=Diagnosis(DiagnosisKind.LOCALISED, where=words),
    )
    return report(words, wrong, notes=(words, f"{words}:"), output=words * 2)


def printed(width: int) -> Render:
    """What `grade check` prints in a terminal of that width."""
    return lambda report: screen.render(report, view=VIEW, width=width, color=False)


LOGGED: Mapping[str, Render] = {
    **{form: lambda report, form=form: document(report, form) for form in FORMATS},  # type: ignore[misc]
    **{f"text {width}": printed(width) for width in (20, 50, 80, 100)},
    "class": lambda report: text.render_class([report], width=80, color=False),
    "csv": lambda report: grades_csv.grades([report], ["momentum"]),
    "notebook": notebook.text,
}
"""What stands in terminals and logs."""
PAGES: Mapping[str, Render] = {
    "student": html.student_page,
    "class": lambda report: html.class_page([report], {report.student: "students/x.html"}),
    "notebook": notebook.html,
    "summary": lambda report: MarkdownIt("commonmark").enable("table").render(github.summary(report)),
    "comment": lambda report: MarkdownIt("commonmark").render(findings.comment(report.exercises[0])),
}
"""What browsers show, what is written as Markdown as others turn it into a page."""


@cache
def tags_of_a_harmless(page: str) -> list[tuple[str, ...]]:
    """The tags that a page has where students write what nobody would obey."""
    return Page(PAGES[page](saying("harmless"))).tags


def check_log(form: str, words: str) -> None:
    """No line of a log is obeyed, but for the annotations of GitHub's format; nothing in it is hidden."""
    shown, ours = LOGGED[form](saying(words)), ("::error file=", "::notice title=note::")
    obeyed = [line for line in obeyed_in(shown) if form != "github" or not line.startswith(ours)]
    assert obeyed == []
    assert hidden_in(shown) == set()


def check_page(page: str, words: str) -> None:
    """A page has its own tags and no others, and nothing in it is hidden."""
    shown = PAGES[page](saying(words))
    assert Page(shown).tags == tags_of_a_harmless(page)
    assert hidden_in(shown) == set()


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("form", LOGGED)
def test_no_terminal_and_no_runner_obeys(form: str, words: str) -> None:
    """Each hostile text is only text in what is printed."""
    check_log(form, words)


@pytest.mark.parametrize("form", LOGGED)
@given(anything)
def test_no_terminal_and_no_runner_obeys_anything(form: str, words: str) -> None:
    """Whatever students write is only text in what is printed."""
    check_log(form, words)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("page", PAGES)
def test_no_browser_obeys(page: str, words: str) -> None:
    """Each hostile text is only text in a page."""
    check_page(page, words)


@pytest.mark.parametrize("page", PAGES)
@given(anything)
def test_no_browser_obeys_anything(page: str, words: str) -> None:
    """Whatever students write is only text in a page."""
    check_page(page, words)


# ---------------------------------------------------------------- what stands there


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("page", ["summary", "comment"])
def test_markdown_shows_the_text_as_it_is(page: str, words: str) -> None:
    """In GitHub's summary and in nbgrader's comments stands, once they are pages, what the student's code said."""
    shown = " ".join(Page(PAGES[page](saying(words))).text.split())
    assert " ".join(clean(words).split())[:500] in shown


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_documents_say_the_same_to_programs(words: str) -> None:
    """What keeps CI services from obeying changes nothing for a reader of JSON or XML."""
    assert json.loads(document(saying(words), "json"))["student"] == words
    root = ET.fromstring(document(saying(words), "junit"))
    messages = [case.get("message") for case in root.iter("error")]
    assert messages == [clean(words)] * len(messages) != []
    assert all((case.text or "").startswith(clean(words)) for case in root.iter("error"))


def test_apostrophes_stay_readable_in_a_summary() -> None:
    """GitHub's summary says what Python says, quotation marks included."""
    assert """name 'foo' is not "bar" """.rstrip() in github.summary(saying("""name 'foo' is not "bar" """.rstrip()))


def test_usual_text_stays_as_it_is() -> None:
    """What people write in their languages is shown as they wrote it: accents, other scripts, emoji, slices, paths."""
    for words in (
        "Zoë e\u0301ve",
        "山田\u3000太郎",
        "שלום",
        "विद्यार्थी",
        "ที่นี่",
        "😀👍",
        "x[::2]",
        r"C:\new",
        "# a comment",
    ):
        assert clean(words) == words
        assert words in text.render_class([saying(words)], width=200, color=False)


def test_lines_that_a_runner_would_obey_gain_a_blank() -> None:
    """The effect is the least that shows: a blank, and only where a line would be obeyed."""
    assert (
        safe.terminal("  ::error::x\ny ::error::z\n##[group]a # b ## c")
        == "  : :error::x\ny ::error::z\n## [group]a # b ## c"
    )


# ---------------------------------------------------------------- spreadsheets


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_spreadsheet_finds_a_formula(words: str) -> None:
    """At no separator does a cell of the table become a formula, and the table has its columns."""
    check_table(words)


@given(anything)
def test_no_spreadsheet_finds_a_formula_in_anything(words: str) -> None:
    """Whatever a student is called, no cell is a formula."""
    check_table(words)


def check_table(words: str) -> None:
    """A table of one student has two rows, and no formula however it is split."""
    table = grades_csv.grades([saying(words)], ["momentum"])
    assert [len(row) for row in csv.reader(io.StringIO(table))] == [6, 6]
    assert formulas_in(table) == []


@given(anything, anything)
def test_two_names_are_two_cells(first: str, second: str) -> None:
    """Different names never become the same cell."""
    assert (csv_cell(first) == csv_cell(second)) == (first == second)


def test_names_that_look_alike_are_two_cells() -> None:
    """A name that is written as another one is shown, or begins as one that is too long, is told from it."""
    names = ["\x1b", "\\x1b", "\\\\x1b", "\\\x1b", "=1", "'=1", "''=1", "##[", "#\\x23[", "a;=1", "a;'=1", " ", "\\x20"]
    names += ["w" * 3000, "w" * 3001, "w" * 20_000, "\u202e" * 9000, "\u202e" * 9001]
    assert all(csv_cell(one) != csv_cell(other) for one, other in combinations(names, 2))
