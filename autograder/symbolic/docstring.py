"""The docstring of a stub: task, formula, shapes and source, all taken from the rule."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from autograder.symbolic.printing import formula_text
from autograder.symbolic.rule import Rule

WIDTH = 92

USUAL_WORDS: Mapping[str, str] = {
    "w": "weights, float64, any shape",
    "grad": "gradient of the loss at w, float64, same shape as w",
    "grad_fn": "function that returns the gradient at a point, in the shape of the point",
    "step": "how many updates have been made before this one, int, 0 or more",
}
USUAL_RESULT = "a new array, float64, same shape as w"


def docstring(rule: Rule) -> str:
    """The text between the triple quotes, not indented."""
    parts = [
        f"{rule.title}.",
        textwrap.fill(rule.task, WIDTH),
        "Formula:\n" + "\n".join(map(_formula_line, formula_text(rule).splitlines())),
        "Arguments:\n" + _table(_arguments(rule)),
        "Returns:\n" + _table(_results(rule)),
        textwrap.fill(f"Source: {rule.source}", WIDTH),
    ]
    return "\n\n".join(parts)


def _formula_line(line: str) -> str:
    """A line of the formula, broken where it is too long, what follows set in under what is assigned."""
    name, equals, _ = line.partition(" = ")
    indent = " " * (4 + len(name + equals) if equals else 8)
    return textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent=indent, break_long_words=False)


def _arguments(rule: Rule) -> dict[str, str]:
    arguments = {s.name: rule.words.get(s.name, USUAL_WORDS.get(s.name, "")) for s in rule.parameters}
    if rule.state:
        entries = ", ".join(f'"{q.name}": {q.meaning}' for q in rule.state)
        arguments["state"] = f"dict {{{entries}}}; before the first step: {_first_state(rule)}"
    return arguments | {h.name: h.meaning for h in rule.hyperparameters}


def _first_state(rule: Rule) -> str:
    """What the state holds before the first step."""
    if any(q.start != "0" for q in rule.state):
        return ", ".join(f"{q.name} {'as given' if q.start is None else q.start}" for q in rule.state)
    counts = [q.name for q in rule.state if q.integer]
    zeros = "zeros of w's shape" if all(q.shape == "w" for q in rule.state) else "zeros"
    return zeros + (f" ({' and '.join(counts)}: 0)" if counts else "")


def _results(rule: Rule) -> dict[str, str]:
    name = "result" if rule.loop else rule.returned.name
    words = rule.words.get("result") or rule.words.get(name) or USUAL_RESULT
    if not rule.state:
        return {name: words}
    entries = ", ".join(f'"{q.name}"' for q in rule.state)
    return {rule.returns: f"{name}: {words}; state: a new dict with {entries}"}


def _table(rows: Mapping[str, str]) -> str:
    width = max(map(len, rows)) + 2
    lines = [
        textwrap.fill(words, WIDTH, initial_indent=f"    {name:<{width}}", subsequent_indent=" " * (width + 4))
        for name, words in rows.items()
    ]
    return "\n".join(lines)
