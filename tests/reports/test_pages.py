"""Pages as a browser shows them: accessible in both looks, styled by the shared folder, and silent."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograder.expected.lookup import key_for
from autograder.model import Exercise, Picture, Status
from autograder.reports import html
from autograder.reports.mathml import formula
from autograder.reports.pages import ASSETS_FOLDER, assets, environment
from autograder.reports.pictures import in_words, svg
from tests.browser import BROWSER, FLAGS, axe_finds, in_browser, with_axe
from tests.registry import UNDER_EVERY_CONVENTION, name_of
from tests.reports.samples import DIAGNOSED, EVERY_STATUS, report
from tests.reports.samples import exercise as sample

LATEX = r"\begin{aligned} v &\leftarrow \beta v + g \\ w &\leftarrow w - \eta v \end{aligned}"
PICTURE = Picture(
    "momentum(w=4, lr=0.1)",
    "step",
    "w",
    right=((0.0, 4.0), (1.0, 3.2), (2.0, 1.76)),
    own=((0.0, 4.0), (1.0, 4.8), (2.0, 6.24)),
    parts=1,
    levels=(((0.0, 2.0), (1.0, 3.0), (2.0, 2.0)),),
)
SHOWN = report(
    "uma",
    sample("drawn", Status.FAILED, message="w came out wrong.", latex=LATEX, picture=PICTURE, got="w = 4.8"),
    *EVERY_STATUS.exercises,
    notes=EVERY_STATUS.notes,
    output="printed\n",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with what pages share."""
    (tmp_path / ASSETS_FOLDER).mkdir()
    for name, text in assets().items():
        (tmp_path / ASSETS_FOLDER / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("spoiled", [b"", b"grade-descent 1 0\nspoiled"], ids=["cut", "another's"])
def test_what_is_kept_of_a_template_changes_no_page(
    spoiled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates are compiled once for a cache; what is damaged there is made anew."""
    monkeypatch.setenv("GRADE_DESCENT_CACHE", str(tmp_path))
    shown = []
    for _ in range(3):
        environment.cache_clear()
        shown.append(html.student_page(SHOWN, ASSETS_FOLDER))
        kept = sorted(tmp_path.glob("template-*"))
        for file in kept:
            file.write_bytes(spoiled)
    assert kept
    assert len(set(shown)) == 1


@with_axe
@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_page_of_a_student_passes_axe(look: str, folder: Path) -> None:
    """With everything unfolded, axe finds nothing against the page in a look."""
    unfold = "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
    passed, violations = axe_finds(html.student_page(SHOWN, ASSETS_FOLDER), folder, look, unfold)
    assert not violations
    assert passed > 15


@in_browser
def test_a_page_is_shown_as_it_is_without_a_complaint(folder: Path) -> None:
    """Under its own policy a page opened from a file loads its style and says nothing on the console."""
    assert BROWSER is not None
    (folder / "page.html").write_text(html.student_page(SHOWN, ASSETS_FOLDER), encoding="utf-8")
    log = [*FLAGS, "--enable-logging=stderr", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    done = subprocess.run([BROWSER, *log, (folder / "page.html").as_uri()], capture_output=True, text=True, check=True)
    assert "CONSOLE" not in done.stderr


def test_what_is_told_comes_before_what_is_folded() -> None:
    """A card says the mistake, then the call, what is expected and what came, and only then rule and checks."""
    page = html.student_page(report("ada", DIAGNOSED))
    order = ("the step goes up the gradient", "came out wrong", "w = 3.2, v = 8", "w = 4.8, v = 8", "<summary>The rule")
    places = [page.index(words, page.index('class="card')) for words in order]
    assert places == sorted(places)
    assert "<details open" not in page


def test_a_picture_says_in_words_what_it_shows() -> None:
    """The text alternative of a picture holds both lines and where they part; markup in it is none."""
    words = in_words(PICTURE)
    for part in ("(1, 3.2)", "(1, 4.8)", "part at step 1, w 4.8"):
        assert part in words
    assert f"<title>{words}</title>" in svg(PICTURE)


def test_a_line_that_runs_away_does_not_flatten_the_right_one() -> None:
    """The axes stay those of the right line, a few times over, whatever a function gives."""
    away = Picture("f()", "step", "w", PICTURE.right, ((0.0, 4.0), (1.0, -1e300), (2.0, 1e300)), 1)
    assert "e+300" not in svg(away).partition("</title>")[2]


@pytest.mark.parametrize("exercise", UNDER_EVERY_CONVENTION, ids=name_of)
def test_every_formula_becomes_mathml(exercise: Exercise) -> None:
    """Each rule is well-formed MathML with a row for each step, in which no LaTeX is left."""
    latex = key_for([exercise]).exercises[exercise.name].latex
    made = ElementTree.fromstring(formula(latex))
    assert len(made.findall("mtable/mtr")) == latex.count(r"&\leftarrow")
    assert not {"\\", "&"} & set("".join(made.itertext()))
