"""Exports read back as the systems they are for read them: each question can be marked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree as ET

Answer = str | frozenset[str] | Mapping[str, str]
"""A number or letters as typed; the texts of the options that are chosen; or each left side's right side."""


@dataclass(frozen=True)
class Read:
    """A question of an export."""

    group: str
    text: str
    mark: Callable[[Answer], tuple[float, str]]
    """An answer -> the part of the points that it earns, and what is said."""


def plain(html: str | None) -> str:
    """The text of a piece of HTML that has no attributes."""
    text = html or ""
    for tag in ("<p>", "</p>", "<pre>", "</pre>"):
        text = text.replace(tag, " ")
    return " ".join(unescape(text).split())


# ---------------------------------------------------------------- Moodle


def moodle(content: bytes) -> Iterator[Read]:
    """The questions of a Moodle XML file, with the names of their categories."""
    group = ""
    for question in ET.fromstring(content):
        kind = question.get("type")
        if kind == "category":
            group = question.findtext("category/text", "").replace("//", "\0").rpartition("/")[2].replace("\0", "/")
        else:
            text = plain(question.findtext("questiontext/text"))
            yield Read(group, text, lambda given, q=question, kind=kind: MOODLE[kind](q, given))  # type: ignore[misc]


def _moodle_number(question: ET.Element, given: Answer) -> tuple[float, str]:
    assert isinstance(given, str)
    for answer in question.findall("answer"):
        if abs(Decimal(given) - Decimal(answer.findtext("text", ""))) <= Decimal(answer.findtext("tolerance", "")):
            return float(answer.get("fraction", "")) / 100, plain(answer.findtext("feedback/text"))
    return 0.0, ""


def _moodle_text(question: ET.Element, given: Answer) -> tuple[float, str]:
    assert isinstance(given, str)
    texts = [answer.findtext("text", "") for answer in question.findall("answer")]
    return float(given.lower() in texts), ""


def _moodle_choice(question: ET.Element, given: Answer) -> tuple[float, str]:
    chosen = [answer for answer in question.findall("answer") if plain(answer.findtext("text")) in given]
    assert len(chosen) == len(given)
    assert question.findtext("single") == "false" or len(chosen) == 1
    share = max(0.0, sum(float(answer.get("fraction", "")) for answer in chosen) / 100)
    return share, "\n".join(plain(answer.findtext("feedback/text")) for answer in chosen)


def _moodle_pairs(question: ET.Element, given: Answer) -> tuple[float, str]:
    assert isinstance(given, Mapping)
    found = [
        (plain(pair.findtext("text")), plain(pair.findtext("answer/text"))) for pair in question.findall("subquestion")
    ]
    pairs = [(left, right) for left, right in found if left]
    assert set(given.values()) <= {right for _, right in found}
    return sum(given[left] == right for left, right in pairs) / len(pairs), ""


MOODLE = {
    "numerical": _moodle_number,
    "shortanswer": _moodle_text,
    "multichoice": _moodle_choice,
    "matching": _moodle_pairs,
}

# ---------------------------------------------------------------- Canvas


def without_namespaces(content: bytes) -> ET.Element:
    """A document's root, with plain names of elements."""
    root = ET.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def canvas(content: bytes) -> Iterator[Read]:
    """The questions of a Canvas package, with the titles of their groups."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = without_namespaces(archive.read("imsmanifest.xml"))
        assert {file.get("href") for file in listed.iter("file")} | {"imsmanifest.xml"} == set(archive.namelist())
        (quiz,) = (r for r in listed.iter("resource") if r.get("type") == "imsqti_xmlv1p2")
        root = without_namespaces(archive.read(quiz.get("href", "")))
    for section in root.findall("assessment/section/section"):
        assert section.findtext("selection_ordering/selection/selection_number") == "1"
        for item in section.findall("item"):
            text = plain(item.findtext("presentation/material/mattext"))
            yield Read(section.get("title", ""), text, lambda given, item=item: _canvas(item, given))  # type: ignore[misc]


def _canvas(item: ET.Element, given: Answer) -> tuple[float, str]:
    """What the conditions of an item come to, one after the other, until one ends it."""
    responses = dict(_responses(item, given))
    feedback = {one.get("ident", ""): plain(one.findtext(".//mattext")) for one in item.findall("itemfeedback")}
    types = [one.findtext("fieldentry") for one in item.iter("qtimetadatafield")]
    together = any if "short_answer_question" in types else all  # Canvas takes several texts for alternatives
    score, said = Decimal(0), []
    for condition in item.findall("resprocessing/respcondition"):
        shown = condition.find("displayfeedback")
        name = "" if shown is None else shown.get("linkrefid", "")
        if not together(_holds(one, responses) for one in condition.findall("conditionvar/*")):
            continue
        if (earned := condition.find("setvar")) is not None:
            score = (score if earned.get("action") == "Add" else Decimal(0)) + Decimal(earned.text or "")
        if name and name != "general_incorrect_fb":
            said.append(feedback[name])
        if condition.get("continue") == "No":
            break
    if score == 0 and "general_incorrect_fb" in feedback:
        said.append(feedback["general_incorrect_fb"])
    return float(score / 100), "\n".join(said)


def _responses(item: ET.Element, given: Answer) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(given, str):
        yield "response1", frozenset({given})
        return
    for response in item.findall("presentation/response_lid"):
        left = plain(response.findtext("material/mattext"))
        wanted = {given[left]} if isinstance(given, Mapping) else given
        labels = response.findall("render_choice/response_label")
        names = {plain(label.findtext("material/mattext")): label.get("ident", "") for label in labels}
        yield response.get("ident", ""), frozenset(names[text] for text in wanted)


def _holds(condition: ET.Element, responses: Mapping[str, frozenset[str]]) -> bool:
    match condition.tag:
        case "and":
            return all(_holds(one, responses) for one in condition)
        case "or":
            return any(_holds(one, responses) for one in condition)
        case "not":
            return not any(_holds(one, responses) for one in condition)
        case "other":
            return True
        case "varequal":
            return condition.text in responses[condition.get("respident", "")]
    (typed,) = responses[condition.get("respident", "")]
    if condition.tag == "vargte":
        return Decimal(typed) >= Decimal(condition.text or "")
    assert condition.tag == "varlte"
    return Decimal(typed) <= Decimal(condition.text or "")


# ---------------------------------------------------------------- QTI 2.1


def qti21(content: bytes) -> Iterator[Read]:
    """The items of a QTI 2.1 package, with the titles of their sections."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = without_namespaces(archive.read("imsmanifest.xml"))
        assert {file.get("href") for file in listed.iter("file")} | {"imsmanifest.xml"} == set(archive.namelist())
        test = without_namespaces(archive.read("test.xml"))
        items = {name: without_namespaces(archive.read(name)) for name in archive.namelist() if "item-" in name}
    for section in test.iter("assessmentSection"):
        assert [one.get("select") for one in section.findall("selection")] == ["1"]
        for reference in section.findall("assessmentItemRef"):
            item = items[reference.get("href", "")]
            body = item.find("itemBody")
            assert body is not None
            texts = (one.text or "" for one in body if one.tag in ("p", "pre"))
            text = " ".join(" ".join(texts).split())
            yield Read(section.get("title", ""), text, lambda given, item=item: _qti21(item, given))  # type: ignore[misc]


def _qti21(item: ET.Element, given: Answer) -> tuple[float, str]:
    """What response processing comes to: the part of the points of the right response, and the feedback shown."""
    score, outcomes = _processed(item, _qti21_response(item, given))
    best, _ = _processed(
        item, frozenset(one.text or "" for one in item.findall("responseDeclaration/correctResponse/*"))
    )
    said = [
        " ".join(" ".join(feedback.itertext()).split())
        for feedback in item.findall("modalFeedback")
        if feedback.get("identifier", "") in outcomes.get(feedback.get("outcomeIdentifier", ""), ())
    ]
    return score / best, "\n".join(said)


def _qti21_response(item: ET.Element, given: Answer) -> frozenset[str]:
    if isinstance(given, str):
        return frozenset({given})
    labels = [*item.iter("simpleChoice"), *item.iter("simpleAssociableChoice")]
    name_of = {
        (one.tag, one.get("identifier", "")[:4], " ".join("".join(one.itertext()).split())): one for one in labels
    }
    names = {key: one.get("identifier", "") for key, one in name_of.items()}
    if isinstance(given, Mapping):
        tag = "simpleAssociableChoice"
        return frozenset(f"{names[tag, 'left', a]} {names[tag, 'righ', b]}" for a, b in given.items())
    return frozenset(names["simpleChoice", "opti", text] for text in given)


def _processed(item: ET.Element, response: frozenset[str]) -> tuple[float, dict[str, frozenset[str]]]:
    outcomes = {"SCORE": frozenset({"0"})}
    for rule in item.findall("responseProcessing/*"):
        branches = [rule] if rule.tag == "setOutcomeValue" else rule.findall("*")
        for branch in branches:
            if rule.tag == "setOutcomeValue":
                outcomes[rule.get("identifier", "")] = _value(item, rule[0], response)
            elif _is_met(item, branch[0], response):
                outcomes |= {one.get("identifier", ""): _value(item, one[0], response) for one in branch[1:]}
                break
    (score,) = outcomes["SCORE"]
    return float(score), outcomes


def _value(item: ET.Element, of: ET.Element, response: frozenset[str]) -> frozenset[str]:
    match of.tag:
        case "variable":
            return response
        case "correct":
            return frozenset(one.text or "" for one in item.findall("responseDeclaration/correctResponse/value"))
        case "mapResponse":
            entries = item.findall("responseDeclaration/mapping/mapEntry")
            earned = [float(one.get("mappedValue", "")) for one in entries if one.get("mapKey") in response]
            return frozenset({str(sum(earned))})
    assert of.tag == "baseValue"
    return frozenset({of.text or ""})


def _is_met(item: ET.Element, test: ET.Element, response: frozenset[str]) -> bool:
    if test.tag == "or":
        return any(_is_met(item, one, response) for one in test)
    a, b = (_value(item, one, response) for one in test)
    if test.tag in ("match", "stringMatch"):
        return {one.lower() for one in a} == {one.lower() for one in b}
    assert (test.tag, test.get("toleranceMode")) == ("equal", "absolute")
    below, _ = test.get("tolerance", "").split()
    return all(abs(Decimal(one) - Decimal(other)) <= Decimal(below) for one in a for other in b)


# ---------------------------------------------------------------- what is not carried


def note_of_moodle(content: bytes) -> str:
    """What the first category says."""
    return unescape(ET.fromstring(content).findtext("question/info/text", ""))


def note_of_package(content: bytes) -> str:
    """What the manifest's description says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = without_namespaces(archive.read("imsmanifest.xml"))
    return root.findtext("metadata/lom/general/description/langstring", "")


READERS: Mapping[str, Callable[[bytes], Iterator[Read]]] = {"moodle": moodle, "canvas": canvas, "qti21": qti21}
"""By the name of the format."""
NOTES: Mapping[str, Callable[[bytes], str]] = {
    "moodle": note_of_moodle,
    "canvas": note_of_package,
    "qti21": note_of_package,
}
"""What a file says that it does not carry."""
