"""The process that marks: one line of JSON for each request, one for each reply, until there are no more."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

from autograder.quiz.json_form import from_json, marks_to_json
from autograder.quiz.marking.mark import marked

MEMORY = 1 << 30


def _marked(request: str) -> list[dict[str, Any]] | str:
    """The marks that a request asks for; a sentence where we fail."""
    try:
        return [
            marks_to_json(
                marked(from_json(work["frozen"]), work["texts"], penalty=work["penalty"], attempts=work["attempts"])
            )
            for work in json.loads(request)
        ]
    except Exception as error:  # said where it can be acted on: the grader ends, no answer is taken for wrong
        return f"{type(error).__name__}: {error}"


def main() -> None:
    """Answer one request after the other, until there are no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for request in sys.stdin:
        print(json.dumps(_marked(request)), flush=True)


if __name__ == "__main__":
    main()
