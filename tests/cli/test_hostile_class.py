"""A class in which everybody says and is called what somebody would obey, through `grade run`, `check` and `export`."""

from __future__ import annotations

import json
import os
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.grade import Grade, Result
from tests.reports.hostile_text import HOSTILE, Page, formulas_in, hidden_in, obeyed_in

TEXTS = tuple(words for words in HOSTILE.values() if len(words) < 1000)[::2]
"""Enough for a class; each of the others goes through the formats alone, in `tests/reports`."""
SOURCE = """\
text = {text!r}

def speak():
    print(text.encode("utf-8", "backslashreplace").decode())

speak()

def momentum(w, grad, state, *, lr, beta):
    return w, {{text: w}}

def nesterov(w, grad_fn, state, *, lr, beta):
    raise ValueError(text)

def exponential_moving_average(values, *, beta, bias_correction):
    raise type("Failure" + text.replace("\\0", ""), (Exception,), {{}})(text)

raise RuntimeError(text)
"""
"""Printed, as a key of a state, in exceptions of functions, as an exception's name, and in the error of a cell."""

TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "main", "footer", "h1", "h2", "h3", "p", "a"),
    *("section", "article", "div", "pre", "span", "strong", "code", "small", "br", "dl", "dt", "dd", "figure"),
    *("figcaption", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
    *("math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msup", "msub", "msubsup"),
    *("mtable", "mtr", "mtd", "mover", "munder", "munderover", "mfenced", "mstyle"),
    *("svg", "g", "path", "polyline", "line", "circle", "rect", "text", "desc"),
}
"""Those of our own pages."""
OF_THE_CLASS = {
    "nav",
    "form",
    "label",
    "select",
    "option",
    "input",
    "button",
    "ol",
    "b",
    "polygon",
    "noscript",
    "script",
}
"""What only the page of a class has besides; its scripts are the data and the one that sorts them."""


def allowed(name: str) -> str:
    """The part of a text that a file system takes as a name: up to 200 bytes, without slash and zero byte."""
    plain = "".join(
        c for c in name if c not in "/\0" and not 0xD800 <= ord(c) < 0xDC80 and not 0xDD00 <= ord(c) < 0xE000
    )
    return os.fsencode(plain)[:200].decode("utf-8", "ignore")


@pytest.fixture
def hostile_class(grade: Grade) -> Path:
    """A folder of students, each with one text as name, as name of a file, and in all that the code says."""
    for number, words in enumerate(TEXTS):
        folder = Path("class") / f"{allowed(words) or number}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:  # two texts that differ only in what no name may hold
            continue
        (folder / "momentum.py").write_text(SOURCE.format(text=words), encoding="utf-8")
        (folder / f"x{allowed(words)[:100]}.py").touch()
    return Path("class")


def check_log(result: Result, own: str | tuple[str, ...] = ()) -> None:
    """Nothing in what a command printed is obeyed or hidden, but for lines of ours that begin so."""
    for printed in (result.out, result.err):
        assert [line for line in obeyed_in(printed) if not line.startswith(own)] == []
        assert hidden_in(printed) == set()


def pages(folder: Path) -> Iterator[tuple[Path, str]]:
    """The pages that a run has written."""
    yield from ((path, path.read_text(encoding="utf-8")) for path in folder.rglob("*.html"))


def test_nobody_obeys_a_class(hostile_class: Path, grade: Grade) -> None:
    """What `grade run` prints and writes, and what is exported, is only text to whoever shows it."""
    tried = grade("run", hostile_class, "-o", "out", "--unit", "momentum", "--dry-run")
    assert tried.code == 0
    check_log(tried)
    run = grade("run", hostile_class, "-o", "out", "--unit", "momentum", "--isolation", "none", "--workers", "2")
    assert run.code == 0
    check_log(run)
    students = len(list(hostile_class.iterdir()))
    assert students > 15
    for path, page in pages(Path("out")):
        assert hidden_in(page) == set(), path
        tags = [tag for tag, *_ in Page(page).tags]
        assert {*tags} <= (TAGS | OF_THE_CLASS if path.name == "index.html" else TAGS), path
        assert tags.count("script") == (2 if path.name == "index.html" else 0), path
    names = [json.loads(path.read_bytes())["student"] for path in Path("out/students").glob("*.json")]
    assert len(set(names)) == len(names) == students
    for path in Path("out/students").iterdir():
        assert all(c in "_.+@ -~" or unicodedata.category(c)[0] in "LMN" for c in path.name)
        assert hidden_in(path.name) == set()
        assert obeyed_in(path.read_text(encoding="utf-8")) == [] or path.suffix == ".html"
    table = Path("out/grades.csv").read_text(encoding="utf-8")
    assert formulas_in(table) == []
    assert hidden_in(table) == set()
    assert len({line.rpartition('"')[0] for line in table.splitlines()[1:]}) == students
    exported = grade("export", "out", "--to", "csv")
    assert exported.out == table
    check_log(exported)


@pytest.mark.parametrize("form", ["text", "json", "junit", "github"])
def test_nobody_obeys_a_check(hostile_class: Path, grade: Grade, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `grade check` prints in each format, and the summary for GitHub, is only text to a terminal and a runner."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(Path("summary.md").resolve()))
    for student in sorted(hostile_class.iterdir())[::4]:
        result = grade("check", student, "--unit", "momentum", "--format", form, "--all", "--hint")
        assert result.code == 1
        check_log(result, own=("::error ", "::notice title=note::") if form == "github" else ())
        if form == "json":
            json.loads(result.out)
        if form == "junit":
            ET.fromstring(result.out)
    if form == "github":
        summary = Path("summary.md").read_text(encoding="utf-8")
        assert hidden_in(summary) == set()
        assert "<script" not in summary


@pytest.mark.parametrize("name", ["colour", "command", "old command", "command in a line", "bidi override"])
def test_nobody_obeys_an_error(grade: Grade, name: str) -> None:
    """A path that is not there is named in a sentence that is only text."""
    for command in (["check", allowed(HOSTILE[name])], ["run", allowed(HOSTILE[name]), "-o", "out"]):
        result = grade(*command)
        assert result.code == 2
        check_log(result)
