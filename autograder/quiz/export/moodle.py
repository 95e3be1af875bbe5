"""Moodle XML: a category for each question, with its variants, of which a quiz takes one as a random question.

What the elements mean is documented at docs.moodle.org, "Moodle XML format"; there is no schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from autograder.quiz.export.html import html
from autograder.quiz.export.package import xml
from autograder.quiz.export.portable import Asked, Choice, Numeric, Pairs, Typed
from autograder.quiz.export.variants import Export, Group

HOW_TO = "Add a random question from each category below this one to your quiz: each student gets one of its variants."
TYPES = {Numeric: "numerical", Typed: "shortanswer", Pairs: "matching", Choice: "multichoice"}


def loses(asked: Asked) -> Iterator[str]:
    """What Moodle cannot carry of a question."""
    if isinstance(asked.way, Choice) and asked.way.several:
        yield "a part of the options earns what Moodle reckons: each right one its part, less as much for a wrong one"
        yield "nothing is said of a right option that was left out"


def write(export: Export) -> bytes:
    """The file; its first category lists what is not carried."""
    root = ET.Element("quiz")
    top = f"$course$/top/{_escaped(export.title)}"
    info = "\n\n".join([HOW_TO, *(["Not carried:", "\n".join(export.lost)] if export.lost else [])])
    _category(root, top, info)
    for group in export.groups:
        _category(root, f"{top}/{group.variants[0].unit}/{_escaped(group.name)}", "")
        for number, asked in enumerate(group.variants, 1):
            _question(root, group, number, asked)
    return xml(root)


def _escaped(name: str) -> str:
    """A name in the path of a category, in which one / parts two categories."""
    return name.replace("/", "//")


def _category(root: ET.Element, path: str, info: str) -> None:
    question = ET.SubElement(root, "question", type="category")
    _text(ET.SubElement(question, "category"), path)
    _formatted(question, "info", info)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = text


def _formatted(parent: ET.Element, tag: str, text: str) -> None:
    """An element that holds a text as HTML."""
    _text(ET.SubElement(parent, tag, format="html"), html(text))


def _question(root: ET.Element, group: Group, number: int, asked: Asked) -> None:
    question = ET.SubElement(root, "question", type=TYPES[type(asked.way)])
    _text(ET.SubElement(question, "name"), f"{asked.title} ({group.name}, variant {number})")
    _formatted(question, "questiontext", asked.text)
    _formatted(question, "generalfeedback", asked.feedback)
    for tag, value in (("defaultgrade", f"{asked.points:.7g}"), ("penalty", "0"), ("hidden", "0")):
        ET.SubElement(question, tag).text = value
    ET.SubElement(question, "idnumber").text = f"{group.name} {number}"
    match asked.way:
        case Numeric():
            _numeric(question, asked.way)
        case Choice():
            _choice(question, asked.way)
        case Typed():
            ET.SubElement(question, "usecase").text = "0"
            for text in asked.way.right:
                _answer(question, text, "100", "")
        case Pairs():
            _pairs(question, asked.way)


def _answer(question: ET.Element, text: str, fraction: str, says: str) -> ET.Element:
    answer = ET.SubElement(question, "answer", fraction=fraction, format="moodle_auto_format")
    _text(answer, text)
    _formatted(answer, "feedback", says)
    return answer


def _numeric(question: ET.Element, way: Numeric) -> None:
    for near, fraction, says in ((way.right, "100", ""), *((near, "0", says) for near, says in way.wrong)):
        ET.SubElement(_answer(question, near.middle, fraction, says), "tolerance").text = near.tolerance
    ET.SubElement(question, "unitgradingtype").text = "0"
    ET.SubElement(question, "showunits").text = "3"


def _choice(question: ET.Element, way: Choice) -> None:
    ET.SubElement(question, "single").text = "false" if way.several else "true"
    ET.SubElement(question, "shuffleanswers").text = "false" if way.in_order else "true"
    ET.SubElement(question, "answernumbering").text = "none" if way.in_order else "abc"
    right = sum(option.is_right for option in way.options)
    for option in way.options:
        share = f"{100 / right:.7g}"  # Moodle knows the fractions of 100 by 1 to 10, to five digits behind the point
        wrong = f"-{share}" if way.several else "0"
        answer = _answer(question, html(option.text), share if option.is_right else wrong, option.says)
        answer.set("format", "html")


def _pairs(question: ET.Element, way: Pairs) -> None:
    ET.SubElement(question, "shuffleanswers").text = "true"
    for left, right in (*way.pairs, *(("", right) for right in way.extra)):
        pair = ET.SubElement(question, "subquestion", format="html")
        _text(pair, html(left))
        _text(ET.SubElement(pair, "answer"), right)
