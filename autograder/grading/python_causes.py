"""What explains an exception of one kind: each function looks at what was raised, and says nothing if in doubt."""

from __future__ import annotations

import ast
import builtins
import keyword
import math
import re

import numpy as np

from autograder.grading.raised import Explains, Raised, Said
from autograder.model import GradientFunction
from autograder.model.display import listed

_HOMES = {"np": np, "np.linalg": np.linalg}
_MATH_IN_NUMPY = {"pow": "power", "fabs": "abs", "acos": "arccos", "asin": "arcsin", "atan": "arctan"}


def one_number(raised: Raised, found: re.Match[str]) -> Said | None:
    """A function of `math`, or a conversion, that takes one number and was given an array."""
    line, imported = raised.part, re.findall(r"^from math import (.+)$", raised.source.text, re.MULTILINE)
    names = {name.strip("() ") for names in imported for name in names.split(",")}
    called = re.findall(r"\bmath\.(\w+)\(", line)
    bare = [name for name in re.findall(r"(?<![\w.])(\w+)\(", line) if name in names or "*" in names]
    for name in [name for name in (*called, *bare) if hasattr(np, _MATH_IN_NUMPY.get(name, name))]:
        id_ = "python.math" if called else "python.from-math"
        return id_, {"name": name, "numpy": _MATH_IN_NUMPY.get(name, name)}
    cast = re.search(r"(?<![\w.])(float|int|round|complex)\(", line)
    return ("python.one-number", {"name": cast[1]}) if cast else None


def unbound(raised: Raised, found: re.Match[str]) -> Said:
    """A name that is read before the function has given it a value; of the state, it has to be taken out first."""
    name = found[1]
    return f"python.unbound{'-state' if name in raised.key.state else ''}", {"name": name}


_CONSTANTS = frozenset(("pi", "e", "inf", "nan"))
_ENDS = frozenset(("end", "endif", "endfor", "endwhile", "fi", "done"))
_OFTEN_USED = frozenset(("zeros", "ones", "array", "zeros_like", "mean", "maximum", "minimum", "where", "clip", "sign"))
_WORDS = {"null": "None", "nil": "None", "none": "None", "undefined": "None", "true": "True", "false": "False"}


def undefined(raised: Raised, found: re.Match[str]) -> Said | None:
    """A name that there is not: of a library that was not imported, of another language, or with a slip."""
    name = found[1]
    if "\N{MIDDLE DOT}" in name or "\N{GREEK ANO TELEIA}" in name:
        return "python.product", {}
    if name == "T" and re.search(r"\^ *\{?T", raised.line):
        return "python.transpose", {}
    if name in ("np", "numpy"):
        return "python.no-numpy", {}
    if name in raised.key.state:
        return "python.undefined-state", {"name": name}
    if word := _WORDS.get(name, name.lower() if keyword.iskeyword(name.lower()) else ""):
        return "did-you-mean", {"name": word}
    if name == "self":
        return "python.self", {"arguments": listed(list(raised.arguments))}
    if (called := re.search(r"\bMath\.(\w+)", raised.line)) and name == "Math":
        return "did-you-mean", {"name": f"np.{called[1]}"}
    if name in _ENDS:
        return "python.end", {"name": name}
    is_called = re.search(rf"(?<![\w.]){name}\(", raised.line)
    is_numpys = name in _OFTEN_USED | _CONSTANTS or (hasattr(math, name) and is_called)
    if is_numpys and hasattr(np, name) and raised.answer.meant in ("", f"import {name}"):
        return "did-you-mean", {"name": f"np.{name}"}
    return (
        None
        if raised.answer.meant
        else ("python.undefined", {"name": name, "arguments": listed(list(raised.arguments))})
    )


def missing_key(raised: Raised, found: re.Match[str]) -> Said | None:
    """An entry of the state under another name."""
    if not raised.key.state or found[1] in raised.key.state:
        return None
    if found[1] in raised.arguments:
        return "python.key-is-argument", {"key": found[1], "function": raised.key.name}
    keys = listed([f'"{name}"' for name in raised.key.state])
    return "python.missing-key", {"keys": keys, "key": found[0].partition(": ")[2].replace("'", '"')}


def of_dict(id_: str) -> Explains:
    """Of a state that is taken for a number or a function."""

    def explains(raised: Raised, found: re.Match[str]) -> Said | None:
        return (f"python.{id_}", {"entry": raised.key.state[0]}) if raised.key.state else None

    return explains


def state_attribute(raised: Raised, found: re.Match[str]) -> Said | None:
    """An entry of the state that is written with a dot."""
    return ("python.state-attribute", {"name": found[1]}) if found[1] in raised.key.state else None


def signature(raised: Raised, found: re.Match[str]) -> Said | None:
    """Of the call that the grader makes: then no line of the student's was reached."""
    return _compared(raised) if raised.answer.line is None else None


def other_order(raised: Raised) -> Said | None:
    """Where the parameters have their names, and stand in another order."""
    node, _ = raised.source.definition(raised.key.name) or (None, 0)
    if node is None or isinstance(node, ast.ClassDef):
        return None
    wanted = list(raised.key.parameters[: len(raised.call.arguments)])
    named = [one.arg for one in (*node.args.posonlyargs, *node.args.args)][: len(wanted)]
    return _compared(raised) if named != wanted and sorted(named) == sorted(wanted) else None


def _compared(raised: Raised) -> Said | None:
    """How the function is called, beside its `def` line."""
    there = raised.source.definition(raised.key.name)
    if there is None:
        return None
    node, line = there
    parameters = "" if isinstance(node, ast.ClassDef) else f"({ast.unparse(node.args)})"
    written = f"{'def' if parameters else 'class'} {node.name}{parameters}"
    positional = ", ".join(raised.key.parameters[: len(raised.call.arguments)])
    named = f", *, {', '.join(raised.call.keywords)}" if raised.call.keywords else ""
    return "python.signature", {
        "wanted": f"{raised.key.name}({positional}{named})",
        "line": line,
        "written": written,
    }


def own_call(id_: str) -> Explains:
    """Of a call of a function that the student wrote."""

    def explains(raised: Raised, found: re.Match[str]) -> Said | None:
        return (f"python.{id_}", {}) if raised.source.definition(found[1].rpartition(".")[2]) else None

    return explains


def truth(raised: Raised, found: re.Match[str]) -> Said:
    """An array where one yes or no is needed."""
    builtin = re.search(r"(?<![\w.])(max|min)\(", raised.part)
    if builtin:
        return "python.max-of-arrays", {"name": builtin[1], "numpy": f"{builtin[1]}imum"}
    return "python.truth", {}


def shapes(raised: Raised, found: re.Match[str]) -> Said:
    """Two arrays whose shapes do not fit, or a state that another call has left behind."""
    node, _ = raised.source.definition(raised.answer.within) or (None, 0)
    kept = _global_names(node) & set(re.findall(r"\w+", raised.line)) if node else set()
    if kept:
        return "python.global", {"name": min(kept)}
    shapes = " and ".join(re.findall(r"\([\d, ]*\)", found[1]))
    matrix = re.search(r"\(\d+,\s*\d+\)", shapes)
    is_product = "*" in raised.part.replace("**", "") and "@" not in raised.part
    return f"python.{'star-for-at' if is_product and matrix else 'shapes'}", {"shapes": shapes}


def _global_names(function: ast.AST) -> set[str]:
    return {name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names}


def unpacked(raised: Raised, found: re.Match[str]) -> Said | None:
    """A state that is taken apart like a tuple."""
    if not raised.key.state or not re.search(r"=\s*\(?state", raised.line):
        return None
    return "python.unpacked", {"entries": listed([f'`state["{name}"]`' for name in raised.key.state])}


def array_method(raised: Raised, found: re.Match[str]) -> Said | None:
    """A function of NumPy's that is written as a method."""
    home = next((name for name, module in _HOMES.items() if hasattr(module, found[1])), None)
    return ("python.array-method", {"name": found[1], "home": home}) if home else None


def number_attribute(raised: Raised, found: re.Match[str]) -> Said | None:
    """A dot where a product is meant, or a function of NumPy's that a number does not have."""
    name, definition = found[1], raised.source.definition(raised.key.name)
    local = {node.id for node in ast.walk(definition[0]) if isinstance(node, ast.Name)} if definition else set()
    if name in {*raised.arguments, *local}:
        return "python.product", {}
    home = next((home for home, module in _HOMES.items() if hasattr(module, name)), None)
    return ("python.number-method", {"name": name, "home": home}) if home else None


def number_in_brackets(raised: Raised, found: re.Match[str]) -> Said | None:
    """A number that is taken for an array."""
    inner = re.search(r"\[\s*(\w+)\s*\]$", raised.part)
    return ("python.bracketed", {}) if inner and inner[1] in raised.arguments else None


def number_counted(raised: Raised, found: re.Match[str]) -> Said | None:
    """A number whose length is asked for."""
    counted = re.search(r"\bin (?:range\()?len\((\w+)\)", raised.line)
    return ("python.counted", {"name": counted[1]}) if counted else None


def function_called(raised: Raised, found: re.Match[str]) -> Said | None:
    """Square brackets where a call needs round ones."""
    called = re.match(r"([\w.]+)\[(.*)\]$", raised.part)
    return ("python.function-brackets", {"call": f"{called[1]}({called[2]})"}) if called else None


def replaced(raised: Raised, found: re.Match[str]) -> Said | None:
    """A name that was a function's, until a line gave it another value."""
    called = re.match(r"(\w+)\(", raised.part)
    node, _ = raised.source.definition(raised.answer.within) or (None, 0)
    if called is None or node is None:
        return None
    functions = {p for p, a in zip(raised.key.parameters, raised.call.arguments, strict=False) if _is_function(a)}
    stored = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    if called[1] not in stored or not (called[1] in functions or hasattr(builtins, called[1])):
        return None
    return "python.replaced", {"name": called[1]}


def _is_function(argument: object) -> bool:
    return isinstance(argument, GradientFunction)


def numpys_arguments(raised: Raised, found: re.Match[str]) -> Said | None:
    """A function of NumPy's that takes its numbers otherwise."""
    called = re.match(r"np\.(\w+)\(", raised.part)
    function = getattr(np, called[1], None) if called else None
    if called is None or not isinstance(function, np.ufunc):
        return None
    return "python.numpy-takes", {"name": called[1], "count": function.nin}


def dict_made(raised: Raised, found: re.Match[str]) -> Said | None:
    """A state that is made in a way that `dict` does not know."""
    is_made = raised.key.state and re.match(r"dict\(", raised.part)
    return ("python.make-dict", {"entry": raised.key.state[0]}) if is_made else None


def not_called(raised: Raised, found: re.Match[str]) -> Said | None:
    """A method without its parentheses, as in `new = state.copy`."""
    method = re.search(r"=\s*\w+\.(copy|keys|values|items|mean|sum|tolist)\b(?!\()", raised.source.text)
    return ("python.not-called", {"name": method[1]}) if method else None
