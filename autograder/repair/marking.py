"""What a repair is worth: the function by the exercise's own checks, and the name of the mistake.

Points count where a repair was handed in, or the course requires one, as those of the quiz do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.expected.lookup import key_for
from autograder.grading.grade import Grader
from autograder.model import ExerciseResult, Status
from autograder.model.marks import Verdict
from autograder.model.report import RepairResult, Report, Standing, UnitScore
from autograder.model.run import Sandbox
from autograder.model.submission import Submission
from autograder.repair.draw import ANYBODY, Drawn, drawn, folded, of_version, units_with_repair
from autograder.repair.handed_in import HandedIn, is_untouched, read_repair
from autograder.repair.naming import naming_of
from autograder.repair.sentences import texts_in


@dataclass(frozen=True, slots=True)
class RepairMarker:
    """Marks what one submission after another has of repairs."""

    grader: Grader
    tells_of_untouched: bool = False
    """Whether a repair that is as it was handed out is in the report too, which counts for nothing."""

    def added(
        self, report: Report, submission: Submission, sandbox: Sandbox, units: Sequence[str] | None = None
    ) -> Report:
        """The report with the repairs of its units, or of some units, which come in where they are not in it.

        Raises GraderError where we fail altogether.
        """
        known = [unit.name for unit in report.units] if units is None else list(units)
        required = self.grader.course.repair.required
        if submission.problem or submission.broken or not (submission.repairs or required):
            return report
        by_unit, problems = self._by_unit(submission)
        notes: list[str] = []
        results: list[RepairResult] = []
        with_repair = units_with_repair(self.grader.course) if required else ()
        for unit in known:
            if unit in by_unit:
                result, said = self._result(unit, by_unit[unit], submission.student, sandbox)
                results += [result] if result and (result.max_score or self.tells_of_untouched) else []
                notes += said
            elif unit in with_repair:
                results.append(self._nothing(unit, "repair-not-handed-in"))
        return _with(report, results, problems, notes)

    # ------------------------------------------------------------ files

    def _by_unit(self, submission: Submission) -> tuple[dict[str, HandedIn], list[str]]:
        """The repair of each unit, and why others could not be read; of two that differ, neither counts."""
        texts, units = texts_in(self.grader.course.language), self.grader.course.units
        found: dict[str, HandedIn] = {}
        torn: set[str] = set()
        problems: list[str] = []
        for file in submission.repairs:
            if file.problem:
                problems.append(file.problem)
                continue
            read = read_repair(file, units)
            if read.unit not in units:
                example = next(iter(units_with_repair(self.grader.course)), units[0])
                said = texts("nothing-to-mend", unit=read.unit[:60]) if read.unit else ""
                problems.append(said or texts("repair-no-unit", file=file.name, unit=example))
            elif read.unit not in found:
                found[read.unit] = read
            elif read.says != found[read.unit].says:
                torn.add(read.unit)
                problems.append(texts("two-files", file=found[read.unit].file.name, other=file.name))
        return {unit: read for unit, read in found.items() if unit not in torn}, problems

    # ------------------------------------------------------------ one repair

    def _result(
        self, unit: str, handed_in: HandedIn, student: str, sandbox: Sandbox
    ) -> tuple[RepairResult | None, list[str]]:
        """The result of a unit's repair, and sentences about its file; none where the unit has none."""
        texts = texts_in(self.grader.course.language)
        own = drawn(self.grader.course, unit, handed_in.student)
        if own is None:
            return None, [texts("nothing-to-mend", unit=unit)]
        if problem := self._problem(unit, handed_in, student):
            return replace(self._nothing(unit, "", own), status=str(Verdict.INVALID), message=problem), [problem]
        asked, notes = own, []
        if handed_in.version not in ("", own.version):
            older = of_version(self.grader.course, unit, handed_in.version, handed_in.student)
            if older is None:
                again = texts("no-such-version", file=handed_in.file.name, command=_again(unit))
                return replace(self._nothing(unit, "", own), status=str(Verdict.INVALID), message=again), [again]
            whose = handed_in.student or texts("everybody")
            asked, notes = older, [texts("other-version", file=handed_in.file.name, student=whose)]
        if is_untouched(handed_in, asked):
            return self._untouched(unit, asked, handed_in), notes
        return self._marked(asked, handed_in, student, sandbox), notes

    def _problem(self, unit: str, handed_in: HandedIn, student: str) -> str:
        """Why a repair cannot count; empty where it can."""
        texts, settings = texts_in(self.grader.course.language), self.grader.course.repair
        name, whose = handed_in.file.name, handed_in.student
        if student and whose != ANYBODY and folded(whose) != folded(student):
            return texts("other-student", file=name, student=student[:60])
        if handed_in.seed not in (None, settings.seed):
            seed, own = str(handed_in.seed), str(settings.seed)
            return texts("other-seed", file=name, seed=seed, own=own, command=_again(unit))
        return ""

    def _marked(self, asked: Drawn, handed_in: HandedIn, student: str, sandbox: Sandbox) -> RepairResult:
        """The marks of a repair that somebody has worked on."""
        texts = texts_in(self.grader.course.language)
        checked = self._checked(asked, handed_in, student, sandbox)
        is_named, about_name = naming_of(handed_in, asked, texts)
        is_mended, half = checked.status is Status.PASSED, self.grader.course.repair.points / 2
        mended = texts("mended", exercise=checked.name) if is_mended else self._what_is_wrong(checked)
        score = half * (is_mended + is_named)
        if checked.status is Status.BROKEN:
            score = math.nan
        verdict = (Verdict.WRONG, Verdict.PARTLY, Verdict.RIGHT)[is_mended + is_named]
        return RepairResult(
            id=id_of(asked.unit),
            unit=asked.unit,
            exercise=checked.name,
            status=str(Verdict.BROKEN if checked.status is Status.BROKEN else verdict),
            score=score,
            max_score=2 * half,
            mended=is_mended,
            named=is_named,
            message="\n".join([mended, about_name]),
            file=handed_in.file.name,
        )

    def _checked(self, asked: Drawn, handed_in: HandedIn, student: str, sandbox: Sandbox) -> ExerciseResult:
        """The function by the exercise's own checks, as one that was handed in in its unit's file."""
        exercise, grader = asked.broken.exercise, self.grader
        key = grader.key
        if exercise.name not in key.exercises:
            key = key_for([exercise], key.seed)
        alone = Grader(replace(grader.course, exercises=(exercise,)), key, grader.texts)
        report = alone.grade(Submission(student, {asked.unit: handed_in.file}, (), ""), sandbox)
        return report.exercises[0]

    def _what_is_wrong(self, checked: ExerciseResult) -> str:
        """The first check that does not pass, in words: not which mistake it is, for that is the question."""
        texts = texts_in(self.grader.course.language)
        open_ones = (check for check in checked.checks if check.status not in (Status.PASSED, Status.SKIPPED))
        first = next((check for check in open_ones if check.message), None)
        if first is None:
            return texts("not-mended-short", exercise=checked.name)
        return texts("not-mended", exercise=checked.name, title=first.title, message=first.message)

    # ------------------------------------------------------------ nothing to mark

    def _nothing(self, unit: str, sentence: str, own: Drawn | None = None) -> RepairResult:
        said = texts_in(self.grader.course.language)(sentence) if sentence else ""
        name, most = own.broken.exercise.name if own else "", self.grader.course.repair.points
        return RepairResult(id_of(unit), unit, name, str(Verdict.OPEN), 0.0, most, message=said)

    def _untouched(self, unit: str, asked: Drawn, handed_in: HandedIn) -> RepairResult:
        """Of a file that lay in the folder that was handed out: it counts only where the course requires one."""
        settings, name = self.grader.course.repair, asked.broken.exercise.name
        said = texts_in(self.grader.course.language)("untouched", file=handed_in.file.name, exercise=name)
        most = settings.points if settings.required else 0.0
        return replace(self._nothing(unit, "", asked), max_score=most, message=said, file=handed_in.file.name)


def id_of(unit: str) -> str:
    """What a unit's repair is called in a report: "adaptive/repair"."""
    return f"{unit.partition('_')[2]}/repair"


def _again(unit: str) -> str:
    return f"grade start --repair {unit.partition('_')[2]}"


def _with(report: Report, results: Sequence[RepairResult], problems: Sequence[str], notes: Sequence[str]) -> Report:
    """The report with the results; what could not be read is for who grades."""
    by_unit = {result.unit: result for result in results}
    missing = [UnitScore(unit, 0.0, 0.0) for unit in by_unit if unit not in {one.name for one in report.units}]
    units = tuple(_with_points(unit, by_unit) for unit in (*report.units, *missing))
    return replace(
        report,
        score=round(math.fsum(unit.score for unit in units), 2),
        max_score=round(math.fsum(unit.max_score for unit in units), 2),
        units=units,
        status=_standing(report, results, problems),
        repairs=tuple(results),
        notes=tuple(dict.fromkeys((*problems, *report.notes, *notes))),
    )


def _with_points(unit: UnitScore, results: Mapping[str, RepairResult]) -> UnitScore:
    found = results.get(unit.name)
    if found is None:
        return unit
    score, most = unit.score + found.score, unit.max_score + found.max_score
    return replace(unit, score=round(score, 2), max_score=round(most, 2))


def _standing(report: Report, results: Sequence[RepairResult], problems: Sequence[str]) -> Standing:
    if report.status is Standing.WITHHELD or any(math.isnan(result.score) for result in results):
        return Standing.WITHHELD
    if problems:
        return Standing.UNREADABLE
    is_there = any(_is_worked_on(results))
    return Standing.GRADED if is_there and report.status is Standing.NOTHING else report.status


def _is_worked_on(results: Sequence[RepairResult]) -> Iterator[bool]:
    return (result.status != Verdict.OPEN for result in results)
