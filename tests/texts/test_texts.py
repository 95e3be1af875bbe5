"""Languages: what is missing in one, what has gone stale, and what happens to a sentence that it does not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from autograder.authoring.handout import files_of_author, own_files
from autograder.authoring.said import missing, of_everybody, of_exercise, of_units, stale
from autograder.catalogue.course import in_language, load_course
from autograder.cli import COMMANDS, cli
from autograder.cli.browser import open_course
from autograder.cli.doubt import report
from autograder.cli.help import sentences
from autograder.cli.predict import predict
from autograder.cli.quiz import take
from autograder.cli.reset import reset
from autograder.cli.show import show
from autograder.cli.students import check, start
from autograder.errors import CourseError
from autograder.expected.lookup import key_for
from autograder.texts import ENGLISH, FOLDER, Count, Language, Texts, language, languages, stored_language
from tests.cli.grade import Grade
from tests.registry import COURSE, UNDER_EVERY_CONVENTION

PACKAGE = FOLDER.parent
STUDENTS = (start, check, open_course, reset, report, show, predict, take)
OF_CLICK = (
    *("Usage:", "Options", "Commands", "Show this message and exit.", "Show the version and exit.", "Error:"),
    "Try '{text}' for help.",
    "No such option: {text}",
    "No such option: {text} Did you mean {text_2}?",
    "No such option {text}.",
    "No such option {text}. Did you mean {text_2}?",
    "No such option: {text} (Possible options: {text_2})",
    "No such command {text}.",
    "Invalid value for {text}: {text_2}",
    "{text} is not one of {text_2}.",
    "{text} is not a valid integer.",
    "{text} is not a valid integer range.",
    "{text} is not a valid float.",
    "{text} is not a valid float range.",
    "{text} is not in the range {text_2}.",
    "Path {text} does not exist.",
    "File {text} does not exist.",
    "Directory {text} does not exist.",
    "File {text} is a directory.",
    "Directory {text} is a file.",
    "Missing argument {text}.",
    "Missing option {text}.",
    "Got unexpected extra argument ({text})",
    "Got unexpected extra arguments ({text})",
    "Option {text} requires an argument.",
    "Option {text} does not take a value.",
)
"""What click says: of every command, and of one that it cannot read."""
OTHERS = [name for name in languages() if name != ENGLISH.name]
ROOMS_THAT_SPEAK = ("", "cli", "submissions", "sandbox", "quiz/marking", "quiz/generators", "classroom")
Sentences = list[tuple[str, str]]


@pytest.fixture(scope="module")
def everything() -> Sentences:
    """All that can be said under any convention."""
    of_exercises = [
        sentence
        for exercise in UNDER_EVERY_CONVENTION
        for sentence in of_exercise(exercise, key_for([exercise]).exercises[exercise.name])
    ]
    return [*of_everybody(), *of_units(COURSE.units), *of_exercises, *_of_help()]


def _of_help() -> Iterator[tuple[str, str]]:
    """What `--help` says of all commands in a line, and of those that students type."""
    lines = [text for _, text in COMMANDS.values()]
    for number, text in enumerate([*OF_CLICK, *lines, *chain.from_iterable(map(sentences, [cli, *STUDENTS]))]):
        yield f"help.{number}", text


def _composed() -> Iterator[tuple[str, str]]:
    """What is put together where it is said, with x in the place of each value: notes on files, answers to commands."""
    for file in chain.from_iterable(sorted((PACKAGE / room).glob("*.py")) for room in ROOMS_THAT_SPEAK):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for number, node in enumerate(ast.walk(tree)):
            if isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
                yield f"{file.name}.{number}", "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{file.name}.{number}", node.value


@pytest.mark.parametrize("name", OTHERS)
def test_no_sentence_is_missing(name: str, everything: Sentences) -> None:
    """Every sentence is there in every language."""
    assert missing(language(name), everything) == {}


@pytest.mark.parametrize("name", OTHERS)
def test_no_sentence_is_stale(name: str, everything: Sentences) -> None:
    """Every entry of a language is of a sentence that is said today."""
    assert stale(FOLDER / f"{name}.toml", [*everything, *_composed()]) == []


def _language(folder: Path, text: str) -> Language:
    (folder / "xx.toml").write_text(text, encoding="utf-8")
    return language("xx", folder)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("check", "--foo"), "Die Option '--foo' gibt es nicht"),
        (("check", "--format", "xx"), "Falscher Wert für '--format': 'xx' ist keines von 'text'"),
        (("quiz", "new"), "Das Argument 'ROSTER' fehlt."),
        (("start", "a", "b"), "Ein Argument zu viel: b"),
        (("show", "--steps"), "Die Option '--steps' braucht einen Wert."),
        (("chek",), "Meintest du check?"),
        (("hint",), 'Den Befehl "hint" gibt es nicht: tippe  grade check --hint'),
    ],
)
@pytest.mark.parametrize("asked", ["before", "behind", "in the course file"])
def test_a_command_that_cannot_be_read_is_told_in_the_language(
    typed: tuple[str, ...], said: str, asked: str, grade: Grade
) -> None:
    """`grade --language de ...`, `grade ... --language=de` and the course file are heard also by what click says."""
    if asked == "in the course file":
        Path("course.toml").write_text('language = "de"', encoding="utf-8")
    words = {"before": ("--language", "de", *typed), "behind": (typed[0], "--language=de", *typed[1:])}
    failed = grade(*words.get(asked, typed))
    assert failed.code == 2
    assert said in failed.err


def test_the_first_screen_is_said_in_the_language(
    grade: Grade, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`grade --language de` where nothing is yet says how to begin, in German."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    said = grade("--language", "de").out
    assert "die Aufgaben hierher auspacken" in said
    assert "learn optimizers" not in said


def test_how_grading_decides_is_said_in_the_language(grade: Grade) -> None:
    """No sentence of `grade explain` is left in English."""
    english, german = (grade("explain", "momentum", "--language", name).out.splitlines() for name in ("en", "de"))
    assert [line for line in german if line in english and line.strip("-") and not line.startswith("momentum (")] == []


def test_a_changed_sentence_is_said_in_english_and_named(tmp_path: Path) -> None:
    """Where the English has changed, nothing untrue is shown, and what is stale and what is missing is named."""
    spoken = _language(tmp_path, '"right" = ["correct", "richtig"]')
    assert Texts({"right": "right"}, spoken)("right") == "right"
    assert missing(spoken, [("right", "right")]) == {"right": "right"}
    assert stale(tmp_path / "xx.toml", [("right", "right")]) == ["right"]


def test_a_template_stands_for_many_sentences(tmp_path: Path) -> None:
    """What stands in the place of a name is kept, and translated where it is words."""
    spoken = _language(
        tmp_path,
        """
        "and" = ["{names} and {last}", "{names} und {last}"]
        "lines" = ["the lines of {names}", "die Zeilen von {names}"]
        "line" = ["the line of {name}", "die Zeile von {name}"]
        """,
    )
    assert spoken.of("the line of m_hat") == "die Zeile von m_hat"
    assert spoken.of("the lines of w, m and v") == "die Zeilen von w, m und v"
    assert spoken.of("the line of v and its correction") == "the line of v and its correction"
    assert Texts({}, spoken).listed(["w", "m", "v"]) == "w, m und v"


@pytest.mark.parametrize(("count", "said"), [(0, "many"), (1, "one"), (2, "two"), (3, "many"), (7, "many")])
def test_a_number_has_its_words(count: int, said: str) -> None:
    """A sentence says for which numbers it has words of their own."""
    assert f"{Count(count):one|two|many}" == said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('"a" = ["{name} is wrong", "falsch"]', "{name}"),
        ('"a" = ["wrong", "{name} ist falsch"]', "{name}"),
        ('"a" = ["{name} is wrong", "{name} ist { falsch"]', "filled in"),
        ('"a" = "falsch"', "two texts"),
        ('"a" = ["wrong"]', "two texts"),
        ('"a" = ["wrong", "falsch"', "valid TOML"),
    ],
)
def test_a_wrong_entry_is_named(text: str, named: str, tmp_path: Path) -> None:
    """The file and the entry are named, and what is wrong with it."""
    with pytest.raises(CourseError, match=r"xx\.toml") as error:
        _language(tmp_path, text)
    assert named in str(error.value)


def test_a_language_that_there_is_not_is_an_error() -> None:
    """It names those there are."""
    with pytest.raises(CourseError, match="There are de, en"):
        in_language(COURSE, "xx")


def test_a_course_has_sentences_and_languages_of_its_own(tmp_path: Path) -> None:
    """Its folder of texts counts before ours; its course file may name a language that only it has."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "de.toml").write_text('"right" = ["right", "stimmt"]', encoding="utf-8")
    (tmp_path / "texts" / "xx.toml").write_text('"right" = ["right", "juist"]', encoding="utf-8")
    file = tmp_path / "course.toml"
    for name, said in (("de", "stimmt"), ("xx", "juist")):
        file.write_text(f'language = "{name}"', encoding="utf-8")
        assert load_course(file).language.of("right") == said
    assert in_language(load_course(file), "de").language.of("wrong") == language("de").of("wrong") == "falsch"
    file.write_text('\nlanguage = "yy"', encoding="utf-8")
    with pytest.raises(CourseError, match='line 2: language is not known: "yy"; known are de, en, xx'):
        load_course(file)


def test_a_stored_report_is_read_whatever_its_language() -> None:
    """A language that only its course has, or none, is no damage."""
    assert stored_language("../de").of("right") == stored_language("xx").of("right") == "right"
    assert stored_language("de").of("right") == "richtig"


def test_students_get_the_sentences_of_their_course(tmp_path: Path) -> None:
    """They are handed out beside the course file that names their language."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "xx.toml").write_text('"right" = ["right", "juist"]', encoding="utf-8")
    (tmp_path / "course.toml").write_text('language = "xx"', encoding="utf-8")
    course = load_course(tmp_path / "course.toml")
    files = own_files(course, key_for([]))
    assert {name: text for name, text in files.items() if "xx" in text or "juist" in text}.keys() == {
        "course.toml",
        "texts/xx.toml",
    }
    assert files_of_author(course)["texts/xx.toml"] == files["texts/xx.toml"]
