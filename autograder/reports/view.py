"""What of a report is shown, in the order in which it is read: cards of exercises, units, and a student's whole page.

Pages, the course in the browser and the terminal show these; here it is decided what is said, and not how it looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache, partial

from autograder.basics.dataclass import dataclass
from autograder.basics.recent import Recent
from autograder.model import (
    Excerpt,
    ExerciseResult,
    Outcome,
    Picture,
    QuestionResult,
    RepairResult,
    Report,
    Standing,
    Status,
    UnitScore,
)
from autograder.model.course import Unit
from autograder.model.report import counted
from autograder.reports.sentences import IN_ENGLISH, texts_in
from autograder.reports.wording import explained, how_points_came_about, points, quoted_lines, telling_check, word
from autograder.texts import Texts

MOST_KEPT = 256
"""Of lines of checks: more than a course has exercises."""


class Tone(StrEnum):
    """How a status is to be taken; a word says it too."""

    GOOD = "good"
    OPEN = "open"
    QUIET = "quiet"  # nothing to say yet


TONES = {Status.PASSED: Tone.GOOD, Status.MISSING: Tone.QUIET, Status.SKIPPED: Tone.QUIET}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check in a line."""

    word: str
    tone: Tone
    title: str
    weight: str
    """What it earned of its weight: "2 of 3"; empty where it has none."""
    message: str = ""
    """What it says that no line before it says."""


@dataclass(frozen=True, slots=True)
class Card:
    """An exercise: what is the matter with it first, then all that may be asked for."""

    name: str
    word: str
    tone: Tone
    points: str
    points_in_words: str
    """With the word: "3 of 6 points"."""
    place: str
    """The file and line, as editors open them: "02_momentum/momentum.py:86"; empty where there is no file."""
    says: tuple[str, ...]
    """The named mistakes with a question each, or where the answers depart."""
    hints: tuple[str, ...]
    """Where to look, for who asks."""
    message: str
    expected: str
    got: str
    excerpt: Excerpt | None
    """The line of the student's own that is meant, where one is known."""
    printed: tuple[str, ...]
    """What the call printed that is told of, line by line."""
    picture: Picture | None
    tally: str
    also_true: tuple[str, ...]
    """The theorems that a right function was seen to obey, or another property that it has."""
    question: str
    """What there is to think on, once it is right."""
    summary: str
    """How many checks there are, and how they ended: "6 checks: 1 passed, 5 failed"."""
    checks: tuple[CheckLine, ...]
    formula: str
    latex: str
    convention: str
    """Empty where there is only one form."""

    @property
    def quoted(self) -> str:
        """The excerpt as lines of text; empty where there is none."""
        return "\n".join(filter(None, quoted_lines(self.excerpt))) if self.excerpt else ""

    @property
    def is_open(self) -> bool:
        """Whether there is something to mend."""
        return self.tone is Tone.OPEN


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit with its cards."""

    name: str
    title: str
    points: str
    points_in_words: str
    passed: int
    cards: tuple[Card, ...]

    @property
    def open(self) -> tuple[Card, ...]:
        """The exercises in which something is to be mended."""
        return tuple(card for card in self.cards if card.is_open)

    @property
    def good(self) -> tuple[Card, ...]:
        """Those that pass."""
        return tuple(card for card in self.cards if card.tone is Tone.GOOD)

    @property
    def unwritten(self) -> tuple[Card, ...]:
        """Those of which nothing can be said yet."""
        return tuple(card for card in self.cards if card.tone is Tone.QUIET)


@dataclass(frozen=True, slots=True)
class StudentView:
    """All that a student's page shows."""

    student: str
    points: str
    standing: str
    """What became of the submission as a whole, where it is not simply graded."""
    notes: tuple[str, ...]
    how: tuple[str, ...]
    """What became of the points that the checks gave; empty where they are these."""
    passed: int
    exercises: int
    """How many exercises count, and how many of them pass; those beyond the core do not."""
    units: tuple[UnitView, ...]
    quiz: tuple[QuestionResult, ...]
    repairs: tuple[RepairResult, ...]
    output: str
    grader: str

    @property
    def further(self) -> tuple[int, int]:
        """How many exercises beyond the core pass, and how many there are."""
        cards = [card for unit in self.units for card in unit.cards]
        good = sum(card.tone is Tone.GOOD for card in cards)
        return good - self.passed, len(cards) - self.exercises

    @property
    def first_open(self) -> Card | None:
        """What to mend first."""
        return next((card for unit in self.units for card in unit.open), None)


def student_view(report: Report) -> StudentView:
    """A report as its page shows it."""
    texts = texts_in(report.language)
    units = tuple(
        unit_view(score, [result for result in report.exercises if result.unit == score.name], texts)
        for score in report.units
    )
    core = {unit.name for unit in counted(report.units)}
    return StudentView(
        student=report.student,
        points=points(report.score, report.max_score, texts, in_full=True),
        standing="" if report.status is Standing.GRADED else texts.of(report.status.value),
        notes=report.notes,
        how=tuple(how_points_came_about(report, texts)),
        passed=sum(unit.passed for unit in units if unit.name in core),
        exercises=sum(len(unit.cards) for unit in units if unit.name in core),
        units=units,
        quiz=report.quiz,
        repairs=report.repairs,
        output=report.output,
        grader=grader_in_words(report, texts),
    )


def unit_view(score: UnitScore, results: Sequence[ExerciseResult], texts: Texts) -> UnitView:
    """A unit with the cards of its exercises."""
    cards = tuple(card(result, texts) for result in results)
    return UnitView(
        name=score.name,
        title=texts.of(unit_title(score.name)),
        points=points(score.score, score.max_score, texts),
        points_in_words=points(score.score, score.max_score, texts, in_full=True),
        passed=sum(one.tone is Tone.GOOD for one in cards),
        cards=cards,
    )


def unit_title(unit: str) -> str:
    """A unit's name in words: "02 momentum"."""
    number, underscore, _ = unit.partition("_")
    words = Unit(unit).short.replace("_", " ")
    return f"{number} {words}" if underscore else unit


def card(result: ExerciseResult, texts: Texts = IN_ENGLISH) -> Card:
    """An exercise's card."""
    told = telling_check(result)
    parts = result.diagnosis.parts if result.diagnosis else ()
    return Card(
        name=result.name,
        word=word(result.status, texts),
        tone=tone(result.status),
        points=points(result.score, result.max_score, texts),
        points_in_words=points(result.score, result.max_score, texts, in_full=True),
        place=_place(result),
        says=tuple(explained(result, texts)),
        hints=tuple(part.place for part in parts if part.place),
        message=told.message if told else "",
        expected=told.expected if told else "",
        got=told.got if told else "",
        excerpt=result.excerpt,
        printed=tuple(line for line in result.printed.splitlines() if line.strip()),
        picture=result.picture,
        tally=result.tally,
        also_true=_also_true(result),
        question=result.question,
        summary=_summary(result.checks, texts),
        checks=_lines_in(texts).of(result.checks),
        formula=result.formula,
        latex=result.latex,
        convention="" if result.convention == "default" else result.convention,
    )


def _also_true(result: ExerciseResult) -> tuple[str, ...]:
    """The theorems that were seen to hold of a right function, else the property that is known of it."""
    if result.status is not Status.PASSED:
        return ()
    theorems = tuple(check.title for check in result.checks if check.short)
    return theorems or ((result.also_true,) if result.also_true else ())


def _place(result: ExerciseResult) -> str:
    """The file, and the line that is to be mended, or else the one that the function starts on."""
    line = result.excerpt.line if result.excerpt else result.line
    return f"{result.file}:{line}" if result.file and line else result.file or ""


def tone(status: Status) -> Tone:
    """How a status is to be taken."""
    return TONES.get(status, Tone.OPEN)


def _summary(checks: Sequence[Outcome], texts: Texts) -> str:
    if not checks:
        return ""
    counts = Counter(word(check.status, texts) for check in checks)
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    return texts("checks", count=len(checks), counts=said)


@lru_cache(maxsize=8)
def _lines_in(texts: Texts) -> Recent[Sequence[Outcome], tuple[CheckLine, ...]]:
    """A line for each check; where an exercise passed, a class has the same ones."""
    return Recent(partial(_check_lines, texts=texts), MOST_KEPT)


def _check_lines(checks: Sequence[Outcome], texts: Texts) -> tuple[CheckLine, ...]:
    """A line for each check; a sentence that several have only once."""
    lines: list[CheckLine] = []
    said: set[str] = set()
    for check in checks:
        weight = points(check.score, check.max_score, texts) if check.max_score else ""
        message = "" if check.message in said else check.message
        said.add(check.message)
        lines.append(CheckLine(word(check.status, texts), tone(check.status), check.title, weight, message))
    return tuple(lines)


def grader_in_words(report: Report, texts: Texts = IN_ENGLISH) -> str:
    """Which grader gave the grade, and how the code was locked in."""
    grader = report.grader
    sentence = "grader" if grader.seed is None else "grader-seed"
    said = {"version": grader.version, "course": grader.course, "key": grader.key, "seed": str(grader.seed)}
    return texts("isolation", isolation=str(report.isolation), details=texts(sentence, **said))
