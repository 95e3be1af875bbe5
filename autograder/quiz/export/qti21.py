"""QTI 2.1: a zip with an item for each variant, and a test that picks one variant of each question.

The elements are those of IMS "Question and Test Interoperability Assessment Test, Section and Item Information Model"
2.1, in the order of its schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from autograder.quiz.blocks import blocks
from autograder.quiz.export.near import Near
from autograder.quiz.export.package import element, manifest, xml, zipped
from autograder.quiz.export.portable import Asked, Choice, Numeric, Pairs, Typed
from autograder.quiz.export.variants import Export

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"


def loses(asked: Asked) -> Iterator[str]:
    """What QTI 2.1 cannot carry of a question, or what is not written of it."""
    if isinstance(asked.way, Choice) and asked.way.several:
        yield "a part of the options earns nothing"
        yield "nothing is said of a right option that was left out"


def write(export: Export) -> bytes:
    """The zip; its manifest lists what is not carried."""
    items = {
        f"item-{at}-{number}": asked
        for at, group in enumerate(export.groups, 1)
        for number, asked in enumerate(group.variants, 1)
    }
    files = {f"{id_}.xml": _item(id_, asked) for id_, asked in items.items()}
    listed = [(id_, "imsqti_item_xmlv2p1", f"{id_}.xml", ()) for id_ in items]
    test = ("test", "imsqti_test_xmlv2p1", "test.xml", tuple(items))
    package = manifest(export, ("QTIv2.1 Package", "1.0.0"), [test, *listed])
    return zipped({"imsmanifest.xml": package, "test.xml": _test(export), **files})


def _test(export: Export) -> bytes:
    root = ET.Element("assessmentTest", xmlns=QTI, identifier="test", title=export.title)
    attributes = {"identifier": "questions", "navigationMode": "nonlinear", "submissionMode": "simultaneous"}
    part = element(root, "testPart", **attributes)
    for at, group in enumerate(export.groups, 1):
        section = element(part, "assessmentSection", identifier=f"question-{at}", title=group.name, visible="true")
        element(section, "selection", select="1")
        for number, _ in enumerate(group.variants, 1):
            id_ = f"item-{at}-{number}"
            element(section, "assessmentItemRef", identifier=id_, href=f"{id_}.xml")
    return xml(root)


# ---------------------------------------------------------------- items


class Parts(NamedTuple):
    """The elements of an item that hang on how it is answered."""

    response: ET.Element
    body: ET.Element
    processing: ET.Element


def _item(id_: str, asked: Asked) -> bytes:
    attributes = {"identifier": id_, "title": asked.title, "adaptive": "false", "timeDependent": "false"}
    root = ET.Element("assessmentItem", {"xmlns": QTI, **attributes})
    response = element(root, "responseDeclaration", identifier="RESPONSE")
    several = isinstance(asked.way, Choice) and asked.way.several
    score = element(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    element(element(score, "defaultValue"), "value", "0")
    for name, cardinality in (("FEEDBACK", "multiple" if several else "single"), ("EXPLANATION", "single")):
        element(root, "outcomeDeclaration", identifier=name, cardinality=cardinality, baseType="identifier")
    body = element(root, "itemBody")
    _blocks(body, asked.text)
    parts = Parts(response, body, element(root, "responseProcessing"))
    says: dict[str, str] = {}
    match asked.way:
        case Numeric():
            says = _numeric(parts, asked.way, asked.points)
        case Choice():
            says = _choice(parts, asked.way, asked.points)
        case Typed():
            _typed(parts, asked.way, asked.points)
        case Pairs():
            _pairs(parts, asked.way, asked.points)
    for name, text in says.items():
        _feedback(root, "FEEDBACK", name, text)
    if asked.feedback:
        _set(parts.processing, "EXPLANATION", "identifier", "explanation")
        _feedback(root, "EXPLANATION", "explanation", asked.feedback)
    return xml(root)


def _blocks(parent: ET.Element, text: str) -> None:
    for block in blocks(text):
        element(parent, "pre" if block.keeps_lines else "p", block.text)


def _feedback(root: ET.Element, outcome: str, name: str, text: str) -> None:
    _blocks(element(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show"), text)


def _set(parent: ET.Element, outcome: str, base_type: str, value: str) -> None:
    element(element(parent, "setOutcomeValue", identifier=outcome), "baseValue", value, baseType=base_type)


def _declared(response: ET.Element, cardinality: str, base_type: str, *right: str) -> None:
    response.set("cardinality", cardinality)
    response.set("baseType", base_type)
    correct = element(response, "correctResponse")
    for value in right:
        element(correct, "value", value)


def _if_right(processing: ET.Element, points: float) -> tuple[ET.Element, ET.Element]:
    """A condition that earns all points, and its first branch, in which the test is still to be put."""
    condition = element(processing, "responseCondition")
    branch = element(condition, "responseIf")
    _set(branch, "SCORE", "float", f"{points:.7g}")
    return condition, branch


def _test_first(branch: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """A test of the response, before what the branch does."""
    test = ET.Element(tag, attributes)
    branch.insert(0, test)
    return test


def _is_near(branch: ET.Element, near: Near) -> None:
    attributes = {"toleranceMode": "absolute", "tolerance": f"{near.tolerance} {near.tolerance}"}
    test = _test_first(branch, "equal", **attributes)
    element(test, "baseValue", near.middle, baseType="float")
    element(test, "variable", identifier="RESPONSE")


def _typing(body: ET.Element) -> None:
    element(element(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE", expectedLength="20")


def _numeric(parts: Parts, way: Numeric, points: float) -> dict[str, str]:
    _declared(parts.response, "single", "float", way.right.middle)
    _typing(parts.body)
    condition, branch = _if_right(parts.processing, points)
    _is_near(branch, way.right)
    says = {}
    for number, (near, text) in enumerate(way.wrong, 1):
        branch = element(condition, "responseElseIf")
        _set(branch, "FEEDBACK", "identifier", f"wrong-{number}")
        _is_near(branch, near)
        says[f"wrong-{number}"] = text
    return says


def _choice(parts: Parts, way: Choice, points: float) -> dict[str, str]:
    options = {f"option-{number}": option for number, option in enumerate(way.options, 1)}
    right = [name for name, option in options.items() if option.is_right]
    _declared(parts.response, "multiple" if way.several else "single", "identifier", *right)
    interaction = element(
        parts.body,
        "choiceInteraction",
        responseIdentifier="RESPONSE",
        shuffle="false" if way.in_order else "true",
        maxChoices="0" if way.several else "1",
    )
    for name, option in options.items():
        _blocks(element(interaction, "simpleChoice", identifier=name), option.text)
    _, branch = _if_right(parts.processing, points)
    test = _test_first(branch, "match")
    element(test, "variable", identifier="RESPONSE")
    element(test, "correct", identifier="RESPONSE")
    element(element(parts.processing, "setOutcomeValue", identifier="FEEDBACK"), "variable", identifier="RESPONSE")
    return {name: option.says for name, option in options.items() if option.says}


def _typed(parts: Parts, way: Typed, points: float) -> None:
    _declared(parts.response, "single", "string", way.right[0])
    _typing(parts.body)
    _, branch = _if_right(parts.processing, points)
    either = _test_first(branch, "or")
    for text in way.right:
        test = element(either, "stringMatch", caseSensitive="false")
        element(test, "variable", identifier="RESPONSE")
        element(test, "baseValue", text, baseType="string")


def _pairs(parts: Parts, way: Pairs, points: float) -> None:
    rights = list(dict.fromkeys((*(right for _, right in way.pairs), *way.extra)))
    right = [f"left-{number} right-{rights.index(text) + 1}" for number, (_, text) in enumerate(way.pairs, 1)]
    _declared(parts.response, "multiple", "directedPair", *right)
    mapping = element(parts.response, "mapping", defaultValue="0", lowerBound="0", upperBound=f"{points:.7g}")
    for pair in right:
        element(mapping, "mapEntry", mapKey=pair, mappedValue=f"{points / len(right):.7g}")
    interaction = element(
        parts.body,
        "matchInteraction",
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxAssociations=str(len(right)),
    )
    sides = (("left", [left for left, _ in way.pairs], "1"), ("right", rights, "0"))
    for side, texts, most in sides:
        listed = element(interaction, "simpleMatchSet")
        for number, text in enumerate(texts, 1):
            element(listed, "simpleAssociableChoice", text, identifier=f"{side}-{number}", matchMax=most)
    score = element(parts.processing, "setOutcomeValue", identifier="SCORE")
    element(score, "mapResponse", identifier="RESPONSE")
