"""What packages of QTI have in common: their manifest, which also lists what is not carried, and the zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from autograder.quiz.export.variants import Export

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of all files in a zip, so that the same quiz is the same bytes."""

Resource = tuple[str, str, str, Sequence[str]]
"""Its identifier, its type, its file, and the identifiers of those it depends on."""


def element(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new element at the end of another one."""
    made = ET.SubElement(parent, tag, attributes)
    if text:
        made.text = text
    return made


def xml(root: ET.Element) -> bytes:
    """An element as a file."""
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def manifest(export: Export, schema: tuple[str, str], resources: Sequence[Resource]) -> bytes:
    """The list of a package's files. Its description says what is not carried."""
    attributes = {"identifier": "grade-descent-quiz", "xmlns": PACKAGE, "xmlns:imsmd": LOM}
    root = ET.Element("manifest", attributes)
    metadata = element(root, "metadata")
    element(metadata, "schema", schema[0])
    element(metadata, "schemaversion", schema[1])
    general = element(element(metadata, "imsmd:lom"), "imsmd:general")
    element(element(general, "imsmd:title"), "imsmd:langstring", export.title)
    description = "\n".join(["Not carried:", *export.lost]) if export.lost else "Everything is carried."
    element(element(general, "imsmd:description"), "imsmd:langstring", description)
    element(root, "organizations")
    listed = element(root, "resources")
    for id_, type_, file, needs in resources:
        resource = element(listed, "resource", identifier=id_, type=type_, href=file)
        element(resource, "file", href=file)
        for other in needs:
            element(resource, "dependency", identifierref=other)
    return xml(root)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()
