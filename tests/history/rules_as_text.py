"""All that is derived from the rules, as lines of text, to compare two states: `python rules_as_text.py [NAME]...`

For every exercise under every convention: what is printed of it, the expected values, what each edit makes of it, and
the programs with two edits.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from sympy import evaluate


def module(*names: str) -> Any:
    """The first of some modules that is there: the layout has changed."""
    for name in names:
        try:
            return import_module(f"autograder.{name}")
        except ModuleNotFoundError:
            continue
    raise ModuleNotFoundError(names)


load_course = module("catalogue.course", "course").load_course
rule_of = module("catalogue.load", "rule_files").rule_of
derive = module("expected.derive", "derive")
json_form = module("expected.json_form", "key_format")
edits = module("expected.edits", "symbolic.edits")
printing = module("symbolic.printing")
docstring = module("symbolic.docstring").docstring


def lines(exercise: Any, convention: str) -> Iterator[tuple[str, Any]]:
    """What is derived of an exercise under a convention, each with what it is."""
    rule = rule_of(exercise)
    form = rule.under(convention)
    yield "title", (rule.title, rule.task, rule.source, rule.theorems)
    yield "conventions", [(c.name, c.title, c.used_by) for c in rule.conventions]
    yield "docstring", docstring(form)
    yield from printed("", form)
    yield "expected", json_form.exercise_key_to_json(derive.exercise_key(rule, convention, 0))
    named = edits.named_edits(rule, convention)
    for edit in named:
        steps = edits.applied(rule, convention, (edit,))
        yield edit.id, (edit.kind, edit.title, edit.hint, edit.place, steps is None)
        if steps is not None:
            yield from printed(edit.id, replace(form, steps=steps, result=form.returned))
    with evaluate(False):
        both = [(pair, edits.applied(rule, convention, pair)) for pair in edits.pairs(named)]
    for pair, steps in both:
        if steps is not None:
            yield " and ".join(edit.id for edit in pair), [printing.numpy_expression(s.expression) for s in steps]


def printed(id_: str, rule: Any) -> Iterator[tuple[str, Any]]:
    """A rule as NumPy, as text and as LaTeX."""
    yield f"{id_} numpy", printing.numpy_source(rule)
    yield f"{id_} text", printing.formula_text(rule)
    yield f"{id_} latex", printing.formula_latex(rule)


if __name__ == "__main__":
    for exercise in load_course().exercises:
        if exercise.name in sys.argv[1:] or not sys.argv[1:]:
            for convention in rule_of(exercise).conventions:
                for what, line in lines(exercise, convention.name):
                    print(exercise.name, convention.name, what, json.dumps(line), sep=" | ")
