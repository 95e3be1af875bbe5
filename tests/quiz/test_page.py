"""The page quiz.html: it understands answers as the marker does, saves the same sheet, and holds no key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.model.items import (
    BlankKey,
    FormulaKey,
    Frozen,
    LettersKey,
    LineKey,
    MatchKey,
    NumberKey,
    OrderKey,
)
from autograder.model.marks import Verdict
from autograder.model.sheet import AnswersTo
from autograder.quiz.formats import FORMATS
from autograder.quiz.marking.answers import formula
from autograder.quiz.marking.mark import marked
from autograder.quiz.marking.values import FUNCTIONS, text_of
from autograder.quiz.page import page_text
from autograder.quiz.sheets import read_sheet, sheet_text
from autograder.symbolic.formulas import FormulaError
from tests.browser import LOOKS, axe_finds, in_browser, result, shown, with_axe
from tests.quiz.made import QUESTIONS, item
from tests.quiz.test_answers import MEANINGS, MISREAD, USUAL
from tests.quiz.test_sheets import ITEMS, QUIZ
from tests.quiz.typed import ATTACKS, NAMES

PAGE = page_text(ITEMS, "ada", 0)

TYPED = (
    *(f"{name}*(1 - {name}**2)/sqrt(abs({name}))" for name in NAMES),
    *(
        "0.1",
        "1e-3",
        "1.50e2",
        "12345678901234567890",
        "0.00000000001",
        "1e-20",
        "1e30",
        "007",
        "1.",
        ".5",
        "1e",
        "0x1",
    ),
    *("--1", "-1**2", "(-1)**2", "2**-1", "2**-(1+1)", "1-(2-3)", "1-2-3", "1/2/3", "1/(2/3)", "2*(3+4)*5", "-(1*2)"),
    *("3**41", "3**40", "(1/2)**40", "2**(1/3)", "2**3**2", "2**(2**2)", "w**40", "w**lr", "(2*w)**(lr/3)"),
    *("max(1, 2)", "min(1)", "max(1,2,3,4,5,6,7,8,9,1)", "sin(pi)", "Sqrt(2)", "sqrt 2", "w(2)", "nope", "nope(1)"),
    *(
        "3,8",
        "max(3,8)",
        "a = 3",
        "w == 3",
        "β*v",
        "η",
        "x₁",
        "²",
        "2²³",
        "√w/2",
        "√(4)",
        "√ 9",
        "5÷0",
        "1/0.0",
        "7//2",
    ),
    *("1" * 20, "1" * 21, "1" * 301, "(" * 25 + "1" + ")" * 25, "(" * 26 + "1" + ")" * 26, "1+" * 60 + "1"),
    *(
        "1+" * 61 + "1",
        "-" * 25 + "1",
        "-" * 26 + "1",
        "\u00a01\t+\n2",
        "1\u2028",
        "",
        "   ",
        "w=",
        "é=1",
        "🙂",
        "1+🙂",
        "if",
    ),
)
EXAMPLES = tuple(
    dict.fromkeys((*MEANINGS, *MISREAD, *TYPED, *(a for a in ATTACKS if not re.search(r"[\ud800-\udfff]", a))))
)
"""What is typed into a field, right and wrong."""
SETS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "numbers": ((), USUAL),
    "formulas": (NAMES, USUAL),
    "every function": (NAMES, tuple(FUNCTIONS)),
}
"""Names and functions that a field knows."""


def understood(text: str, names: tuple[str, ...], functions: tuple[str, ...]) -> list[object]:
    """The marker's echo of an answer, or the column and the beginning of what it says against it."""
    try:
        return ["", text_of(formula(text, names, functions))]
    except FormulaError as error:
        return [error.what.partition(";")[0], error.column]


@in_browser
@pytest.mark.parametrize("known", SETS)
def test_the_page_reads_formulas_as_the_marker_does(known: str, tmp_path: Path) -> None:
    """The page accepts and refuses the same inputs, echoes the same text, and says the same at the same column."""
    names, functions = SETS[known]
    script = """
        report(given.examples.map((text) => {
            try {
                const tree = readFormula(text, given.names, given.functions, data.words);
                mathOf(tree);
                return ["", textOf(tree)];
            } catch (error) {
                if (!(error instanceof FormulaError)) return [String(error), 0];
                return [error.what.split(";")[0], error.column];
            }
        }));
    """
    values = {"examples": EXAMPLES, "names": names, "functions": functions}
    found = result(PAGE, script, tmp_path, values=values)
    ours = [understood(text, names, functions) for text in EXAMPLES]
    differ = [(text[:50], a, b) for text, a, b in zip(EXAMPLES, ours, found, strict=True) if a != b]
    assert not differ
    assert 20 < sum(not what for what, _ in ours) < len(ours) - 20


def right_answer(key: BlankKey) -> str:
    """What to type to be right."""
    match key:
        case NumberKey():
            return f"{float(key.value):.12g}"
        case FormulaKey():
            return key.shown
        case LettersKey() | MatchKey():
            return " ".join(key.right) or "none"
        case OrderKey():
            return " ".join(key.order)
        case LineKey():
            return str(key.right)


def answers_to(frozen: Frozen) -> AnswersTo:
    """Right answers to a whole question."""
    texts = {blank: right_answer(key) for blank, key in frozen.key.blanks.items()}
    return AnswersTo(frozen.item.question, frozen.item.version, texts, 0)


FILL = """
    for (const field of fields) {
        field.write(given.answers[field.item.question][field.blank.id]);
        field.element.dispatchEvent(new Event("input"));
    }
"""


@in_browser
@pytest.mark.parametrize("unit", QUIZ.questions)
def test_the_page_saves_the_sheet_that_an_editor_would_and_keeps_answers(unit: str, tmp_path: Path) -> None:
    """Filled in with the keys and loaded again, the page's sheet is our own sheet to the letter, and all is right."""
    items = QUIZ.items(unit)
    answers = {frozen.item.question: answers_to(frozen) for frozen in items}
    script = f"""
        if (sessionStorage.getItem("filled")) {{
            report([sheetText(), document.getElementById("progress").textContent, fields.map((field) =>
                field.element.querySelector(".echo").classList.contains("bad"))]);
        }} else {{
            {FILL}
            sessionStorage.setItem("filled", "yes");
            location.reload();
        }}
    """
    page = page_text([frozen.item for frozen in items], "ada", 0)
    values = {"answers": {id_: dict(given.texts) for id_, given in answers.items()}}
    text, progress, bad = result(page, script, tmp_path, values=values)
    assert text == sheet_text([frozen.item for frozen in items], "ada", 0, answers)
    assert progress == f"{len(bad)} of {len(bad)} answered"
    assert not any(bad)
    sheet = read_sheet(text.encode(), "quiz.toml")
    for frozen, given in zip(items, sheet.answers, strict=True):
        assert marked(frozen, given.texts).verdict is Verdict.RIGHT


STRANGE = ('"', "\\", '\\"', "é", "\u00a0x", "a\u2028b", "🙂", "tab\there", "\\U00000041", "'", "]]", "# no", "w = 3")


@in_browser
def test_whatever_is_typed_is_saved_and_opened_again(tmp_path: Path) -> None:
    """Quotes, backslashes and signs that cannot be seen come back from the saved sheet as they were typed."""
    script = """
        report(given.typed.map((text) => {
            const [field] = fields;
            field.write(text);
            field.element.dispatchEvent(new Event("input"));
            const saved = sheetText();
            fillIn({});
            fillIn(answersIn(saved));
            return [field.text, saved];
        }));
    """
    found = result(PAGE, script, tmp_path, values={"typed": STRANGE})
    first = ITEMS[0]
    for typed, (again, saved) in zip(STRANGE, found, strict=True):
        given = AnswersTo(first.question, first.version, {first.blanks[0].id: typed.strip()}, 0)
        assert again == typed.strip()
        assert saved == sheet_text(ITEMS, "ada", 0, {first.question: given})


@in_browser
def test_fields_work_by_keys_and_buttons_alone(tmp_path: Path) -> None:
    """Places are swapped by buttons, "none of these" goes with no other, and a choice can be left open again."""
    by_kind = {frozen.item.blanks[0].kind: frozen for frozen in map(item, (question.id for question in QUESTIONS))}
    page = page_text([by_kind[kind].item for kind in ("order", "choices", "choice")], "ada", 0)  # type: ignore[index]
    script = """
        const [order, choices, choice] = fields;
        order.write("a b c");
        order.element.querySelector('[aria-label="Move place 2 up"]').click();
        const boxes = [...choices.element.querySelectorAll("input")];
        boxes[0].click();
        boxes.at(-1).click();
        choice.element.querySelector("input").click();
        const chosen = choice.text;
        choice.element.querySelector("button").click();
        const typed = [...document.querySelectorAll("input, select, button, summary, pre")];
        report([order.text, choices.text, chosen, choice.text, typed.filter((one) => one.tabIndex < 0).length]);
    """
    order, choices, chosen, left, unreachable = result(page, script, tmp_path)
    assert order.startswith("b a c")
    assert (choices, chosen, left, unreachable) == ("none", "a", "", 0)


@in_browser
def test_the_page_runs_under_its_own_policy_and_asks_no_network(tmp_path: Path) -> None:
    """As it is handed out, all its scripts and its style are let in, and nothing else is."""
    document = shown(PAGE, tmp_path)
    blanks = sum(len(one.blanks) for one in ITEMS)
    assert f">0 of {blanks} answered<" in document
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', PAGE)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert not re.search(r"""(src|href)\s*=\s*["'](?!blob:)|url\(|@import|fetch\(|XMLHttpRequest""", PAGE)


@pytest.mark.parametrize("unit", QUIZ.questions)
def test_no_key_is_in_the_page(unit: str) -> None:
    """Nothing of a key stands in the page, neither a number nor what is said afterwards."""
    items = QUIZ.items(unit)
    page = page_text([frozen.item for frozen in items], "ada", 0)
    for frozen in items:
        assert not frozen.key.feedback or frozen.key.feedback[:40] not in page
        for key in frozen.key.blanks.values():
            if isinstance(key, NumberKey):
                assert len(key.value) <= 6 or key.value[:10] not in page


def test_a_text_cannot_end_the_script_that_holds_it() -> None:
    """A student's name is data, whatever it looks like."""
    page = page_text(ITEMS, "</script><script>alert(1)</script>", 0)
    assert "<script>alert" not in page


def test_the_page_is_a_form_of_sheets() -> None:
    """`grade quiz new --format html` writes it."""
    name, write = FORMATS["html"]
    assert name == "quiz.html"
    assert write(ITEMS, "ada", 0) == PAGE


@with_axe
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("unit", QUIZ.questions)
def test_the_page_passes_axe(unit: str, look: str, tmp_path: Path) -> None:
    """Filled in or with an answer that is not understood, in both looks, axe finds nothing against the page."""
    items = QUIZ.items(unit)
    page = page_text([frozen.item for frozen in items], "ada", 0)
    answers = {frozen.item.question: dict(answers_to(frozen).texts) for frozen in items}
    script = f"""
        {FILL}
        for (const field of fields.filter((one) => one.input).slice(1)) {{
            field.write("3,8");
            field.element.dispatchEvent(new Event("input"));
        }}
        document.querySelector("details").open = true;
    """
    passed, violations = axe_finds(page, tmp_path, look, script, values={"answers": answers})
    assert not violations
    assert passed > 20
