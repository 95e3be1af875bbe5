"""Code that was copied out of an interactive session, with its prompts, as the code that was typed.

>>> def twice(x):          In [1]: def twice(x):
...     return 2 * x          ...:     return 2 * x

IPython reads such a cell so; here a file is read so too. What the session answered is left out.
"""

from __future__ import annotations

import re

_FIRST = re.compile(r"(?P<indent>[ \t]*)(?:>>>|In[ \t]?\[[ \d]*\]:)(?:[ ](?P<code>.*)|$)")
_NEXT = re.compile(r"[ \t]*(?:\.\.\.:?|\.{3,}:)(?:[ ](?P<code>.*)|$)")
_ENDS_ANSWER = re.compile(r"\s*$|(?:async[ \t]+def|def|class|import|from|@|#)(?:\b|(?<=[@#]))")


def may_hold_prompts(source: str) -> bool:
    """Whether a line may begin with a prompt: mostly none does, and this is quick to see."""
    return ">>>" in source or "In [" in source or "In[" in source


def begins_with_prompt(line: str) -> bool:
    """Whether a line at which a statement starts is one of a session."""
    return _FIRST.match(line) is not None


def typed(lines: list[str], first: int) -> tuple[list[str], int]:
    """What was typed at a prompt and below it, line for line, with nothing for what was answered; and the line after.

    What stands below an answer goes on with a prompt, an empty line, or a definition or an import.
    """
    match = _FIRST.match(lines[first])
    assert match is not None
    code, number = [match["code"] or ""], first + 1
    while number < len(lines) and (more := _NEXT.match(lines[number])):
        code.append(more["code"] or "")
        number += 1
    while number < len(lines) and not _FIRST.match(lines[number]) and not _ENDS_ANSWER.match(lines[number]):
        code.append("")
        number += 1
    return code, number
