"""What a call in an instructor's file lacks, or has too much of, in the words of who writes such files."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple

CALL = r"(?P<call>[\w.<>]+)\(\) "
LACKS = re.compile(CALL + r"missing \d+ required (?:keyword-only|positional) arguments?: (?P<names>.*)")
UNKNOWN = re.compile(CALL + r"got an unexpected keyword argument '(?P<name>\w+)'")
TWICE = re.compile(CALL + r"got multiple values for argument '(?P<name>\w+)'")
MANY = re.compile(CALL + r"takes (?P<number>.*) positional arguments? but")
OWN = ("cases", "also")
"""Functions of an instructor's that are called with one argument, `random`."""
BY_PARTS = "Rule.__init__"
"""What nobody is to call who writes a rule file: rules are read from text."""


class _Called(NamedTuple):
    """What was called, as it is written in a file, and the names of what it takes, where that is known."""

    name: str
    takes: tuple[str, ...]


def what_is_wrong(error: BaseException, known: Mapping[str, object]) -> str:
    """What is wrong with a call, where that is what an error says: a sentence with what to write; else empty.

    `known` are the names of the file, among which what was called is looked for.
    """
    if not isinstance(error, TypeError):
        return ""
    said = str(error)
    found = next((match for shape in (LACKS, UNKNOWN, TWICE, MANY) if (match := shape.match(said))), None)
    if found is None:
        return ""
    if found["call"] == BY_PARTS:
        return "rules are read from text: write  RULE = Rule.from_text(...)"
    if found["call"] in OWN:
        return f"{found['call']} is called with one argument: write  def {found['call']}(random):"
    called = _called(found["call"], known)
    return _sentence(found, called)


def _sentence(found: re.Match[str], called: _Called) -> str:
    it_takes = f"; it takes {', '.join(called.takes)}" if called.takes else ""
    if found.re is LACKS:
        missing = re.findall(r"'(\w+)'", found["names"])
        add = ", ".join(f"{name}=..." for name in missing)
        in_order = it_takes if "positional" in found[0] else ""
        return f"{called.name}(...) lacks {', '.join(missing)}: add  {add}{in_order}"
    if found.re is UNKNOWN:
        like = " or ".join(get_close_matches(found["name"], called.takes, n=2))
        return f"{called.name}(...) takes no {found['name']}{f': did you mean {like}?' if like else it_takes}"
    if found.re is TWICE:
        return f"{called.name}(...) is given {found['name']} twice: leave one out"
    return f"{called.name}(...) is given too many values without a name: write  name=...  before each{it_takes}"


def _called(path: str, known: Mapping[str, object]) -> _Called:
    """What a path such as "Rule.from_text" or "Case.__init__" stands for."""
    first, *others = path.removesuffix(".__init__").split(".")
    held = known.get(first)
    for name in others:
        held = getattr(held, name, None)
    if not callable(held):
        return _Called(".".join([first, *others]), ())
    return _Called(".".join([first, *others]), tuple(inspect.signature(held).parameters))
