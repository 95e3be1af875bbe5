"""Beginners' mistakes in Python, by kind: what an exception means here, as the id of a sentence and its values.

Each kind is one row of `KINDS`. What Python says comes first and stays; a row only adds what is true of every
exception that it fits.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import math
import re

import numpy as np

from autograder.grading.raised import Explains, Raised, Said, always, where
from autograder.grading.syntax_mistakes import OF_SYNTAX
from autograder.model import GradientFunction
from autograder.model.display import listed


def meaning(raised: Raised) -> Said | None:
    """What an exception means, where it is of a kind that is known."""
    if wanted := _other_order(raised):
        return wanted
    for pattern, explains in KINDS:
        if (found := re.search(pattern, raised.answer.message)) and (said := explains(raised, found)):
            return said
    if raised.answer.meant.startswith("import "):
        return "did-you-forget", {"line": raised.answer.meant}
    return ("did-you-mean", {"name": raised.answer.meant}) if raised.answer.meant else None


# ---------------------------------------------------------------- what explains

_HOMES = {"np": np, "np.linalg": np.linalg}
_MATH_IN_NUMPY = {"pow": "power", "fabs": "abs", "acos": "arccos", "asin": "arcsin", "atan": "arctan"}


def _one_number(raised: Raised, found: re.Match[str]) -> Said | None:
    line, imported = raised.part, re.findall(r"^from math import (.+)$", raised.source.text, re.MULTILINE)
    names = {name.strip("() ") for names in imported for name in names.split(",")}
    called = re.findall(r"\bmath\.(\w+)\(", line)
    bare = [name for name in re.findall(r"(?<![\w.])(\w+)\(", line) if name in names or "*" in names]
    for name in [name for name in (*called, *bare) if hasattr(np, _MATH_IN_NUMPY.get(name, name))]:
        id_ = "python.math" if called else "python.from-math"
        return id_, {"name": name, "numpy": _MATH_IN_NUMPY.get(name, name)}
    cast = re.search(r"(?<![\w.])(float|int|round|complex)\(", line)
    return ("python.one-number", {"name": cast[1]}) if cast else None


def _unbound(raised: Raised, found: re.Match[str]) -> Said:
    name = found[1]
    return f"python.unbound{'-state' if name in raised.key.state else ''}", {"name": name}


_CONSTANTS = frozenset(("pi", "e", "inf", "nan"))
_ENDS = frozenset(("end", "endif", "endfor", "endwhile", "fi", "done"))
_OFTEN_USED = frozenset(("zeros", "ones", "array", "zeros_like", "mean", "maximum", "minimum", "where", "clip", "sign"))
_WORDS = {"null": "None", "nil": "None", "none": "None", "undefined": "None", "true": "True", "false": "False"}


def _undefined(raised: Raised, found: re.Match[str]) -> Said | None:
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


def _missing_key(raised: Raised, found: re.Match[str]) -> Said | None:
    if not raised.key.state or found[1] in raised.key.state:
        return None
    if found[1] in raised.arguments:
        return "python.key-is-argument", {"key": found[1], "function": raised.key.name}
    keys = listed([f'"{name}"' for name in raised.key.state])
    return "python.missing-key", {"keys": keys, "key": found[0].partition(": ")[2].replace("'", '"')}


def _of_dict(id_: str) -> Explains:
    def explains(raised: Raised, found: re.Match[str]) -> Said | None:
        return (f"python.{id_}", {"entry": raised.key.state[0]}) if raised.key.state else None

    return explains


def _state_attribute(raised: Raised, found: re.Match[str]) -> Said | None:
    return ("python.state-attribute", {"name": found[1]}) if found[1] in raised.key.state else None


def _signature(raised: Raised, found: re.Match[str]) -> Said | None:
    """Of the call that the grader makes: then no line of the student's was reached."""
    return _compared(raised) if raised.answer.line is None else None


def _other_order(raised: Raised) -> Said | None:
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


def _own_call(id_: str) -> Explains:
    """Of a call of a function that the student wrote."""

    def explains(raised: Raised, found: re.Match[str]) -> Said | None:
        return (f"python.{id_}", {}) if raised.source.definition(found[1].rpartition(".")[2]) else None

    return explains


def _truth(raised: Raised, found: re.Match[str]) -> Said:
    builtin = re.search(r"(?<![\w.])(max|min)\(", raised.part)
    if builtin:
        return "python.max-of-arrays", {"name": builtin[1], "numpy": f"{builtin[1]}imum"}
    return "python.truth", {}


def _shapes(raised: Raised, found: re.Match[str]) -> Said:
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


def _unpacked(raised: Raised, found: re.Match[str]) -> Said | None:
    if not raised.key.state or not re.search(r"=\s*\(?state", raised.line):
        return None
    return "python.unpacked", {"entries": listed([f'`state["{name}"]`' for name in raised.key.state])}


def _array_method(raised: Raised, found: re.Match[str]) -> Said | None:
    home = next((name for name, module in _HOMES.items() if hasattr(module, found[1])), None)
    return ("python.array-method", {"name": found[1], "home": home}) if home else None


def _number_attribute(raised: Raised, found: re.Match[str]) -> Said | None:
    """A dot where a product is meant, or a function of NumPy's that a number does not have."""
    name, definition = found[1], raised.source.definition(raised.key.name)
    local = {node.id for node in ast.walk(definition[0]) if isinstance(node, ast.Name)} if definition else set()
    if name in {*raised.arguments, *local}:
        return "python.product", {}
    home = next((home for home, module in _HOMES.items() if hasattr(module, name)), None)
    return ("python.number-method", {"name": name, "home": home}) if home else None


def _number_in_brackets(raised: Raised, found: re.Match[str]) -> Said | None:
    inner = re.search(r"\[\s*(\w+)\s*\]$", raised.part)
    return ("python.bracketed", {}) if inner and inner[1] in raised.arguments else None


def _number_counted(raised: Raised, found: re.Match[str]) -> Said | None:
    counted = re.search(r"\bin (?:range\()?len\((\w+)\)", raised.line)
    return ("python.counted", {"name": counted[1]}) if counted else None


def _function_called(raised: Raised, found: re.Match[str]) -> Said | None:
    called = re.match(r"([\w.]+)\[(.*)\]$", raised.part)
    return ("python.function-brackets", {"call": f"{called[1]}({called[2]})"}) if called else None


def _replaced(raised: Raised, found: re.Match[str]) -> Said | None:
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


def _numpys_arguments(raised: Raised, found: re.Match[str]) -> Said | None:
    called = re.match(r"np\.(\w+)\(", raised.part)
    function = getattr(np, called[1], None) if called else None
    if called is None or not isinstance(function, np.ufunc):
        return None
    return "python.numpy-takes", {"name": called[1], "count": function.nin}


def _dict_made(raised: Raised, found: re.Match[str]) -> Said | None:
    is_made = raised.key.state and re.match(r"dict\(", raised.part)
    return ("python.make-dict", {"entry": raised.key.state[0]}) if is_made else None


def _not_called(raised: Raised, found: re.Match[str]) -> Said | None:
    """A method without its parentheses, as in `new = state.copy`."""
    method = re.search(r"=\s*\w+\.(copy|keys|values|items|mean|sum|tolist)\b(?!\()", raised.source.text)
    return ("python.not-called", {"name": method[1]}) if method else None


_OPERAND = (
    "^TypeError: (?:unsupported operand type|bad operand|can't multiply|can only concatenate|must be real"
    "|'[<>=!]+' not supported|loop of ufunc does not support)"
)
_SCALAR = "^TypeError: '?(?:object of type )?'?(?:float|int|numpy.float64)'"
_CALL = r"^TypeError: ([\w.<>]+)\(\)"
_FUNCTION = r"(?:function|method|builtin_function_or_method|ufunc|numpy\.ufunc)"
KINDS: tuple[tuple[str, Explains], ...] = (
    (r"'bitwise_xor'|operand type\(s\) for \^", where(r"\^", "power")),
    (r"^TypeError: only (?:0-dimensional|length-1|size-1) arrays|doesn't define __\w+__ method", _one_number),
    (r"^UnboundLocalError: .*?'(\w+)'", _unbound),
    (r"^NameError: name '([^']+)' is not defined", _undefined),
    (r"^KeyError: '?([^']+)'?$", _missing_key),
    (r"^AttributeError: '(?:float|int)' object has no attribute '(\w+)'", _number_attribute),
    (r"^TypeError: '(?:float|int)' object is not subscriptable", _number_in_brackets),
    (r"^TypeError: object of type 'int' has no len", _number_counted),
    (rf"^TypeError: (?:'{_FUNCTION}' object|type '\w+') is not subscriptable", _function_called),
    (rf"'{_FUNCTION}' object (?:does not support|is not subscriptable|has no attribute)", _not_called),
    (rf"{_CALL} (?:takes|missing)", _numpys_arguments),
    (r"^(?:TypeError|ValueError): .*(?:dict expected|dictionary update|not iterable)", _dict_made),
    (r"^AttributeError: 'dict' object has no attribute '(\w+)'", _state_attribute),
    (
        rf"{_CALL} (?:got an unexpected|missing \d+ required|takes (?:from )?(?:\d+|no) |got multiple values)",
        _signature,
    ),
    (rf"{_CALL} (?:missing \d+ required keyword|takes .* but \d+ (?:was|were) given)", _own_call("by-name")),
    (rf"{_CALL} missing \d+ required", _own_call("too-few")),
    (r"^TypeError: grad_fn\(\) (?:missing|takes|got)", always("grad_fn")),
    (r"^ValueError: The truth value of an array", _truth),
    (r"^ValueError: matmul: Input operand . does not have enough dimensions", always("at-number")),
    (r"^ValueError: matmul: |^ValueError: shapes .* not aligned", always("at")),
    (r"^ValueError: .*broadcast.*? shapes? (.*)$", _shapes),
    (r"^TypeError: 'int' object is not iterable", always("range")),
    (r"only integer scalar arrays can be converted", where(r"\brange\(", "range-of-array")),
    (r"^TypeError: '[\w.]+' object is not callable", _replaced),
    (r"^TypeError: '(?:float|int|numpy\.\w+)' object is not callable", always("called")),
    (r"^TypeError: 'dict' object is not callable", _of_dict("dict-called")),
    (
        r"len\(\) of unsized|iteration over a 0-d array|array is 0-dimensional|invalid index to scalar"
        rf"|{_SCALAR} (?:object is not (?:iterable|subscriptable)|has no len)",
        always("unsized"),
    ),
    (r"inhomogeneous shape", always("ragged")),
    (r"^ValueError: setting an array element with a sequence", always("entry")),
    (r"'NoneType' object has no attribute 'append'", where(r"=\s*[\w.]+\.append\(", "append-alone")),
    (r"'NoneType'", always("none")),
    (r"^TypeError: can't multiply sequence by non-int", always("sequence")),
    (rf"{_OPERAND}.*'set'", always("braces")),
    (rf"{_OPERAND}.*'tuple'", always("tuple")),
    (rf"{_OPERAND}.*(?:sequence|'?list'?)", always("list")),
    (r"^A value of type set was returned", always("set-returned")),
    (r"^A value of type generator was returned", always("generator")),
    (rf"^A value of type {_FUNCTION} was returned", always("function-returned")),
    (r"^IndexError: list assignment index out of range", always("list-entry")),
    (r"^TypeError: '(?:tuple)' object is not callable", where(r"\.shape\(", "shape-called")),
    (r"data ?type|construct a dtype", where(r"np\.(?:zeros|ones|empty|array)\(", "one-argument")),
    (rf"{_OPERAND}.*\bdict\b", _of_dict("dict")),
    (rf"{_OPERAND}.*'{_FUNCTION}'", always("function")),
    (rf"{_OPERAND}.*'?str'?|matching types .*dtype\('<U", always("text")),
    (r"^TypeError: ufunc '\w+' not supported for the input types", where(r"\(\s*['\"]", "text")),
    (r"^ValueError: (?:too many|not enough) values to unpack", _unpacked),
    (r"does not support item assignment|destination is read-only", always("fixed")),
    (r"Cannot cast ufunc '\w+' output", always("casting")),
    (r"^IndexError: (?:index -?\d+ is out of bounds|(?:list|tuple) index out of range)", always("bounds")),
    (
        r"cannot be interpreted as an integer|^IndexError: only integers, slices|indices must be integers",
        always("whole"),
    ),
    (r"^RecursionError", always("recursion")),
    (r"^ZeroDivisionError", always("zero")),
    (r"is not available while grading", always("library")),
    (r"^AttributeError: 'numpy\.ndarray' object has no attribute 'append'", always("append")),
    (r"^AttributeError: 'numpy\.(?:ndarray|float64)' object has no attribute '(\w+)'", _array_method),
    (r"^AttributeError: 'list' object has no attribute", always("list")),
    *OF_SYNTAX,
)
"""What Python says, as a pattern, and what explains it; the first that can is the one that counts.

The patterns are compiled where something was raised: most functions raise nothing.
"""
