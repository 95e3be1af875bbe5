"""QTI 1.2 as Canvas reads it: a zip with a quiz in which one variant of each question is picked for each student.

The elements are those that Canvas itself exports and its importer looks for; the standard leaves them open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from autograder.quiz.export.html import html
from autograder.quiz.export.package import element, manifest, xml, zipped
from autograder.quiz.export.portable import Asked, Choice, Numeric, Pairs, Typed
from autograder.quiz.export.variants import Export, Group

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
META = "http://canvas.instructure.com/xsd/cccv1p0"


def loses(asked: Asked) -> Iterator[str]:
    """What Canvas cannot carry of a question."""
    match asked.way:
        case Numeric(wrong=wrong) if wrong:
            yield "what is said of each known wrong number is one text, which everybody sees who is wrong"
        case Choice(several=True):
            yield "a part of the options earns what Canvas reckons"
            yield "nothing is said of a right option that was left out"


def write(export: Export) -> bytes:
    """The zip; its manifest lists what is not carried."""
    id_ = identifier(export.title, *(asked.text for group in export.groups for asked in group.variants))
    files = {
        "imsmanifest.xml": _manifest(export, id_),
        f"{id_}/assessment_meta.xml": _meta(export, id_),
        f"{id_}/{id_}.xml": _quiz(export, id_),
    }
    return zipped(files)


def identifier(*parts: object) -> str:
    """A name that the same parts always get."""
    return "g" + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:31]


def _manifest(export: Export, id_: str) -> bytes:
    meta = f"{id_}/assessment_meta.xml"
    return manifest(
        export,
        ("IMS Content", "1.1.3"),
        [
            (id_, "imsqti_xmlv1p2", f"{id_}/{id_}.xml", [f"{id_}_meta"]),
            (f"{id_}_meta", "associatedcontent/imscc_xmlv1p1/learning-application-resource", meta, []),
        ],
    )


def _meta(export: Export, id_: str) -> bytes:
    root = ET.Element("quiz", identifier=id_, xmlns=META)
    element(root, "title", export.title)
    element(root, "quiz_type", "assignment")
    element(root, "points_possible", f"{sum(group.variants[0].points for group in export.groups):g}")
    return xml(root)


def _quiz(export: Export, id_: str) -> bytes:
    root = ET.Element("questestinterop", xmlns=QTI)
    quiz = element(root, "assessment", ident=id_, title=export.title)
    everything = element(quiz, "section", ident="root_section")
    for group in export.groups:
        section = element(everything, "section", ident=identifier(id_, group.name), title=group.name)
        selection = element(element(section, "selection_ordering"), "selection")
        element(selection, "selection_number", "1")
        extension = element(selection, "selection_extension")
        element(extension, "points_per_item", f"{group.variants[0].points:g}")
        for asked in group.variants:
            _item(section, group, asked)
    return xml(root)


TYPES = {Numeric: "numerical_question", Typed: "short_answer_question", Pairs: "matching_question"}


def _type(asked: Asked) -> str:
    if isinstance(asked.way, Choice):
        return "multiple_answers_question" if asked.way.several else "multiple_choice_question"
    return TYPES[type(asked.way)]


def _item(section: ET.Element, group: Group, asked: Asked) -> None:
    item = element(section, "item", ident=identifier(group.name, asked.text), title=asked.title)
    metadata = element(element(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", _type(asked)), ("points_possible", f"{asked.points:g}")):
        field = element(metadata, "qtimetadatafield")
        element(field, "fieldlabel", label)
        element(field, "fieldentry", entry)
    presentation = element(item, "presentation")
    _text(presentation, html(asked.text))
    processing = element(item, "resprocessing")
    element(element(processing, "outcomes"), "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    says = {"general_fb": asked.feedback}
    if asked.feedback:
        _says(element(processing, "respcondition", **{"continue": "Yes"}), "general_fb", always=True)
    match asked.way:
        case Numeric():
            says |= _numeric(presentation, processing, asked.way)
        case Choice():
            says |= _choice(presentation, processing, asked.way)
        case Typed():
            _typed(presentation, processing, asked.way)
        case Pairs():
            _pairs(presentation, processing, asked.way)
    for name, text in says.items():
        if text:
            feedback = element(item, "itemfeedback", ident=name)
            _text(element(feedback, "flow_mat"), html(text))


def _text(parent: ET.Element, text: str, texttype: str = "text/html") -> None:
    element(element(parent, "material"), "mattext", text, texttype=texttype)


def _says(condition: ET.Element, name: str, *, always: bool = False) -> None:
    """Show a feedback where a condition holds."""
    if always:
        element(element(condition, "conditionvar"), "other")
    element(condition, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _earns(processing: ET.Element, points: str = "100", action: str = "Set") -> ET.Element:
    """A condition that earns points, of 100."""
    condition = element(processing, "respcondition", **{"continue": "No" if action == "Set" else "Yes"})
    holds = element(condition, "conditionvar")
    element(condition, "setvar", points, action=action, varname="SCORE")
    return holds


def _numeric(presentation: ET.Element, processing: ET.Element, way: Numeric) -> dict[str, str]:
    """Canvas takes every condition on a number for a right answer, so known wrong ones are named in words alone."""
    response = element(presentation, "response_str", ident="response1", rcardinality="Single")
    element(element(response, "render_fib", fibtype="Decimal"), "response_label", ident="answer1")
    either = element(_earns(processing), "or")
    element(either, "varequal", way.right.middle, respident="response1")
    both = element(either, "and")
    element(both, "vargte", way.right.low, respident="response1")
    element(both, "varlte", way.right.high, respident="response1")
    if not way.wrong:
        return {}
    _says(element(processing, "respcondition", **{"continue": "Yes"}), "general_incorrect_fb", always=True)
    return {"general_incorrect_fb": "\n\n".join(f"{_short(near.middle)}: {says}" for near, says in way.wrong)}


def _short(number: str) -> str:
    """A number as it is read in a sentence."""
    return f"{float(number):.6g}"


def _choice(presentation: ET.Element, processing: ET.Element, way: Choice) -> dict[str, str]:
    cardinality = "Multiple" if way.several else "Single"
    response = element(presentation, "response_lid", ident="response1", rcardinality=cardinality)
    render = element(response, "render_choice")
    says = {}
    for number, option in enumerate(way.options, 1):
        _text(element(render, "response_label", ident=f"option{number}"), html(option.text))
        if option.says:
            says[f"option{number}_fb"] = option.says
            condition = element(processing, "respcondition", **{"continue": "Yes"})
            element(element(condition, "conditionvar"), "varequal", f"option{number}", respident="response1")
            _says(condition, f"option{number}_fb")
    holds = _earns(processing)
    parent = element(holds, "and") if way.several else holds
    for number, option in enumerate(way.options, 1):
        if option.is_right:
            element(parent, "varequal", f"option{number}", respident="response1")
        elif way.several:
            element(element(parent, "not"), "varequal", f"option{number}", respident="response1")
    return says


def _typed(presentation: ET.Element, processing: ET.Element, way: Typed) -> None:
    """Texts beside each other in one condition are alternatives to Canvas, which writes them so itself."""
    response = element(presentation, "response_str", ident="response1", rcardinality="Single")
    element(element(response, "render_fib"), "response_label", ident="answer1", rshuffle="No")
    holds = _earns(processing)
    for text in way.right:
        element(holds, "varequal", text, respident="response1")


def _pairs(presentation: ET.Element, processing: ET.Element, way: Pairs) -> None:
    rights = list(dict.fromkeys((*(right for _, right in way.pairs), *way.extra)))
    for number, (left, right) in enumerate(way.pairs, 1):
        response = element(presentation, "response_lid", ident=f"response_{number}")
        _text(response, left, "text/plain")
        render = element(response, "render_choice")
        for at, text in enumerate(rights, 1):
            _text(element(render, "response_label", ident=f"right{at}"), text, "text/plain")
        holds = _earns(processing, f"{100 / len(way.pairs):.9g}", "Add")
        element(holds, "varequal", f"right{rights.index(right) + 1}", respident=f"response_{number}")
