"""A report as JUnit XML: a suite for each unit, a case for each check."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from autograder.model import ExerciseResult, Outcome, RepairResult, Report, Status
from autograder.reports.safe import xml, xml_document
from autograder.reports.sentences import texts_in
from autograder.reports.wording import explained, first_open
from autograder.texts import Texts

ERRORS = frozenset([Status.ERROR, Status.TIMEOUT, Status.CRASHED, Status.BROKEN])


def render(report: Report) -> str:
    """One document in ASCII; times are not measured and therefore 0."""
    texts = texts_in(report.language)
    root = ET.Element("testsuites", name="grade")
    for unit in report.units:
        exercises = [exercise for exercise in report.exercises if exercise.unit == unit.name]
        suite = ET.SubElement(root, "testsuite", {"name": xml(unit.name), **_counts(exercises)})
        for exercise in exercises:
            for check in exercise.checks:
                _add_case(suite, exercise, check, texts)
        for repair in (one for one in report.repairs if one.unit == unit.name):
            _add_repair(suite, repair, texts)
            suite.attrib |= _more(suite, repair)
    root.attrib |= _counts(report.exercises)
    for repair in report.repairs:
        root.attrib |= _more(root, repair)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return xml_document(document.decode("ascii")) + "\n"


def _counts(exercises: tuple[ExerciseResult, ...] | list[ExerciseResult]) -> dict[str, str]:
    statuses = [check.status for exercise in exercises for check in exercise.checks]
    return {
        "tests": str(len(statuses)),
        "failures": str(sum(status in (Status.FAILED, Status.MISSING) for status in statuses)),
        "errors": str(sum(status in ERRORS for status in statuses)),
        "skipped": str(sum(status is Status.SKIPPED for status in statuses)),
        "time": "0",
    }


def _more(element: ET.Element, repair: RepairResult) -> dict[str, str]:
    """The counts of an element with the two cases of a repair."""
    failures = (not repair.mended) + (not repair.named)
    return {"tests": str(int(element.attrib["tests"]) + 2), "failures": str(int(element.attrib["failures"]) + failures)}


def _add_repair(suite: ET.Element, repair: RepairResult, texts: Texts) -> None:
    """Two cases: the function is right again, and the mistake is named."""
    for name, is_right in (("right-again", repair.mended), ("mistake-named", repair.named)):
        case = ET.SubElement(suite, "testcase", classname=xml(f"{repair.unit}.repair"), name=xml(texts(name)), time="0")
        if not is_right:
            lines = [xml(line) for line in (*repair.message.splitlines(), repair.file) if line]
            failure = ET.SubElement(case, "failure", message=" ".join(lines), type=xml(repair.status))
            failure.text = "\n".join(lines)


def _add_case(suite: ET.Element, exercise: ExerciseResult, check: Outcome, texts: Texts) -> None:
    case = ET.SubElement(
        suite, "testcase", classname=xml(f"{exercise.unit}.{exercise.name}"), name=xml(check.title), time="0"
    )
    if check.status is Status.PASSED:
        return
    message = xml(check.message or texts.of(check.status.value))
    if check.status is Status.SKIPPED:
        ET.SubElement(case, "skipped", message=message)
        return
    tag = "error" if check.status in ERRORS else "failure"
    element = ET.SubElement(case, tag, message=message, type=check.status.value)
    values = (("expected", check.expected), ("got", check.got)) if check.expected else ()
    details = [f"{texts(name) + ':':<10}{value}" for name, value in values]
    place = f"{exercise.file}:{exercise.line or 1}" if exercise.file else ""
    told = explained(exercise, texts) if check is first_open(exercise) else ()  # once for each exercise
    element.text = "\n".join(xml(line) for line in [check.message, *details, *told, place] if line)
