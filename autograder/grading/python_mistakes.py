"""Beginners' mistakes in Python, by kind: what an exception means here, as the id of a sentence and its values.

Each kind is one row of `KINDS`. What Python says comes first and stays; a row only adds what is true of every
exception that it fits.
"""

from __future__ import annotations

import re

from autograder.grading import python_causes as causes
from autograder.grading.raised import Explains, Raised, Said, always, where
from autograder.grading.syntax_mistakes import OF_SYNTAX


def meaning(raised: Raised) -> Said | None:
    """What an exception means, where it is of a kind that is known."""
    if wanted := causes.other_order(raised):
        return wanted
    for pattern, explains in KINDS:
        if (found := re.search(pattern, raised.answer.message)) and (said := explains(raised, found)):
            return said
    if raised.answer.meant.startswith("import "):
        return "did-you-forget", {"line": raised.answer.meant}
    return ("did-you-mean", {"name": raised.answer.meant}) if raised.answer.meant else None


_OPERAND = (
    "^TypeError: (?:unsupported operand type|bad operand|can't multiply|can only concatenate|must be real"
    "|'[<>=!]+' not supported|loop of ufunc does not support)"
)
_SCALAR = "^TypeError: '?(?:object of type )?'?(?:float|int|numpy.float64)'"
_CALL = r"^TypeError: ([\w.<>]+)\(\)"
_FUNCTION = r"(?:function|method|builtin_function_or_method|ufunc|numpy\.ufunc)"
KINDS: tuple[tuple[str, Explains], ...] = (
    (r"'bitwise_xor'|operand type\(s\) for \^", where(r"\^", "power")),
    (r"^TypeError: only (?:0-dimensional|length-1|size-1) arrays|doesn't define __\w+__ method", causes.one_number),
    (r"^UnboundLocalError: .*?'(\w+)'", causes.unbound),
    (r"^NameError: name '([^']+)' is not defined", causes.undefined),
    (r"^KeyError: '?([^']+)'?$", causes.missing_key),
    (r"^AttributeError: '(?:float|int)' object has no attribute '(\w+)'", causes.number_attribute),
    (r"^TypeError: '(?:float|int)' object is not subscriptable", causes.number_in_brackets),
    (r"^TypeError: object of type 'int' has no len", causes.number_counted),
    (rf"^TypeError: (?:'{_FUNCTION}' object|type '\w+') is not subscriptable", causes.function_called),
    (rf"'{_FUNCTION}' object (?:does not support|is not subscriptable|has no attribute)", causes.not_called),
    (rf"{_CALL} (?:takes|missing)", causes.numpys_arguments),
    (r"^(?:TypeError|ValueError): .*(?:dict expected|dictionary update|not iterable)", causes.dict_made),
    (r"^AttributeError: 'dict' object has no attribute '(\w+)'", causes.state_attribute),
    (
        rf"{_CALL} (?:got an unexpected|missing \d+ required|takes (?:from )?(?:\d+|no) |got multiple values)",
        causes.signature,
    ),
    (rf"{_CALL} (?:missing \d+ required keyword|takes .* but \d+ (?:was|were) given)", causes.own_call("by-name")),
    (rf"{_CALL} missing \d+ required", causes.own_call("too-few")),
    (r"^TypeError: grad_fn\(\) (?:missing|takes|got)", always("grad_fn")),
    (r"^ValueError: The truth value of an array", causes.truth),
    (r"^ValueError: matmul: Input operand . does not have enough dimensions", always("at-number")),
    (r"^ValueError: matmul: |^ValueError: shapes .* not aligned", always("at")),
    (r"^ValueError: .*broadcast.*? shapes? (.*)$", causes.shapes),
    (r"^TypeError: 'int' object is not iterable", always("range")),
    (r"only integer scalar arrays can be converted", where(r"\brange\(", "range-of-array")),
    (r"^TypeError: '[\w.]+' object is not callable", causes.replaced),
    (r"^TypeError: '(?:float|int|numpy\.\w+)' object is not callable", always("called")),
    (r"^TypeError: 'dict' object is not callable", causes.of_dict("dict-called")),
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
    (rf"{_OPERAND}.*\bdict\b", causes.of_dict("dict")),
    (rf"{_OPERAND}.*'{_FUNCTION}'", always("function")),
    (rf"{_OPERAND}.*'?str'?|matching types .*dtype\('<U", always("text")),
    (r"^TypeError: ufunc '\w+' not supported for the input types", where(r"\(\s*['\"]", "text")),
    (r"^ValueError: (?:too many|not enough) values to unpack", causes.unpacked),
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
    (r"^AttributeError: 'numpy\.(?:ndarray|float64)' object has no attribute '(\w+)'", causes.array_method),
    (r"^AttributeError: 'list' object has no attribute", always("list")),
    *OF_SYNTAX,
)
"""What Python says, as a pattern, and what explains it; the first that can is the one that counts.

The patterns are compiled where something was raised: most functions raise nothing.
"""
