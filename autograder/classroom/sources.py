"""What a student handed in, as it is kept: the evidence in a dispute, and what a change of a grade may rest on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from autograder.classroom.store import Source
from autograder.model.submission import SourceFile, Submission


def source_of(submission: Submission) -> Source:
    """All that counts of a submission as JSON, under its digest, and what the platform says of it."""
    others = {
        "elsewhere": {exercise: _file(file) for exercise, file in sorted(submission.elsewhere.items())},
        "sheets": {sheet.name: sheet.content.decode("utf-8", "backslashreplace") for sheet in submission.sheets},
        **({"repairs": {file.name: _file(file) for file in submission.repairs}} if submission.repairs else {}),
    }
    problem = json.dumps(submission.problem or submission.broken)
    units = [
        (unit, f"{json.dumps(unit)}: {json.dumps(_file(file))}") for unit, file in sorted(submission.files.items())
    ]
    between = [piece for one in units for piece in (("", ", "), one)][1:]
    pieces = (("", f'{{"problem": {problem}, "units": {{'), *between, ("", f"}}, {json.dumps(others)[1:]}"))
    content = "".join(text for _, text in pieces)
    return Source(submission.digest, content, json.dumps(asdict(submission.origin)), pieces=pieces)


def _file(file: SourceFile) -> dict[str, object]:
    return {"name": file.name, "text": file.text, "problem": file.problem, "own": dict(file.own)}


def handed_in(content: str | None, unit: str) -> Mapping[str, str] | None:
    """What of a source the grades of a unit rest on, by exercise, "" for the unit's file; None where it is not kept.

    A file's name is no part of it.
    """
    if content is None:
        return None
    kept = json.loads(content)
    files = {"": kept["units"].get(unit), **kept["elsewhere"]}
    parts = {exercise: {**file, "name": ""} for exercise, file in files.items() if file is not None}
    return {exercise: json.dumps([kept["problem"], part]) for exercise, part in parts.items()}
