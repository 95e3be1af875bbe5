"""Read the runs of a question: which rule is carried out, on what, with which arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.model.question import Run
from autograder.quiz.question_file import Table

RUN_KEYS = (
    "rule", "convention", "on", "steps", "until", "set", "each", "free", "settled", "mistake"
)  # fmt: skip


def runs_of(table: Table) -> Mapping[str, Run]:
    """The runs of a question, by the prefix of their quantities; CourseError where one cannot be read."""
    named = table.table("runs")
    if "run" in table.data and named.data:
        raise table.wrong("runs", "cannot stand beside run: name them all")
    if "run" in table.data:
        return {"": _run(table.table("run"))}
    return {name: _run(named.table(name)) for name in named.data}


def _run(table: Table) -> Run:
    table.refuse_unknown(RUN_KEYS)
    if "rule" not in table.data and "on" not in table.data:
        raise table.wrong("", "a run names a rule, a landscape (on), or both")
    each = table.table("each")
    return Run(
        rule=table.text("rule", ""),
        convention=table.text("convention", ""),
        on=table.text("on", ""),
        steps=table.text("steps", "1"),
        until=table.text("until", ""),
        set={name: _value(table.table("set"), name) for name in table.table("set").data},
        each={name: _several(each, name) for name in each.data},
        free=table.texts("free"),
        settled=table.text("settled", ""),
        mistake=table.text("mistake", ""),
    )


def _value(table: Table, name: str) -> Any:
    """A formula as text, or nested lists of them, which are arrays."""

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return tuple(map(plain, value))
        if isinstance(value, str | int):
            return str(value)
        raise table.wrong(name, 'must be a formula as text such as "1/10", or a list of them')

    return plain(table.data[name])


def _several(table: Table, name: str) -> tuple[Any, ...]:
    value = _value(table, name)
    return tuple(value.split()) if isinstance(value, str) else value
