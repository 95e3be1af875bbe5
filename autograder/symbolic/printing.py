"""A rule as people and programs read it: plain text, LaTeX and NumPy source, all printed from its steps."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter

from autograder.symbolic.functions import ARRAY_FUNCTIONS, BY_NAME, ELEMENTWISE, GRADIENT_AT
from autograder.symbolic.rule import Loop, Rule
from autograder.symbolic.steps import Step, Steps, as_written
from autograder.symbolic.template import HOLE, filled
from autograder.symbolic.vocabulary import LATEX_NAMES

_BRACKETED = (BY_NAME["//"], BY_NAME["%"])
"""What needs no parentheses where it stands alone."""


class PlainText(StrPrinter):
    """Formulas as they are written in code comments: `w - lr*v`, `beta1**t`."""

    array_template = "text"

    def __init__(self) -> None:
        super().__init__({"order": "none"})

    def doprint(self, expression: Any) -> str:
        """The expression; a choice between branches, or `a // b`, needs no parentheses where it stands alone."""
        if isinstance(expression, sp.Piecewise):
            return self._branches(expression)
        printed = str(super().doprint(expression))
        return printed[1:-1] if isinstance(expression, _BRACKETED) else printed

    def _print_Function(self, node: Any) -> str:
        if node.func not in ARRAY_FUNCTIONS:
            return f"{node.func.__name__}({', '.join(map(self._print, node.args))})"
        function = ARRAY_FUNCTIONS[node.func]
        level = PRECEDENCE["Pow"] if function.is_operator else PRECEDENCE["Lambda"]
        arguments = [self.parenthesize(argument, level) for argument in node.args]
        return str(getattr(function, self.array_template).format(*arguments))

    def _print_Mul(self, node: Any) -> str:
        first, *others = _factors(node)
        if first.is_Number and first.is_negative and others:
            rest = others if first == -1 else [-first, *others]
            return f"-{self._print_Mul(sp.Mul(*rest, evaluate=False)) if rest[1:] else self._factor(rest[0])}"
        return "".join(
            [f"1{self._divided(first)}" if _is_divisor(first) else self._factor(first), *map(self._times, others)]
        )

    def _factor(self, node: Any) -> str:
        return self.parenthesize(node, PRECEDENCE["Mul"])

    def _times(self, node: Any) -> str:
        return self._divided(node) if _is_divisor(node) else f"*{self._factor(node)}"

    def _divided(self, node: Any) -> str:
        divisor = node.base if node.exp == -1 else sp.Pow(node.base, -node.exp, evaluate=False)
        return f"/{self.parenthesize(divisor, PRECEDENCE['Mul'] + 1)}"

    def _print_Rational(self, node: Any) -> str:
        return as_decimal(node) or str(super()._print_Rational(node))

    def parenthesize(self, item: Any, level: int, strict: bool = False) -> str:
        """What stands beside a product or a power; a decimal needs no parentheses."""
        is_decimal = item.is_Rational and item > 0 and as_decimal(item)
        return is_decimal or str(super().parenthesize(item, level, strict))

    def _print_Abs(self, node: Any) -> str:
        return f"abs({self._print(node.args[0])})"

    def _print_Max(self, node: Any) -> str:
        return f"max({', '.join(map(self._print, node.args))})"

    def _print_Min(self, node: Any) -> str:
        return f"min({', '.join(map(self._print, node.args))})"

    def _print_Word(self, node: Any) -> str:
        return f'"{node.name}"'

    def _print_Infinity(self, node: Any) -> str:
        return "inf"

    def _print_Piecewise(self, node: Any) -> str:
        return f"({self._branches(node)})"

    def _branches(self, node: Any) -> str:
        *guarded, (last, _) = node.args
        choices = [f"{self._print(value)} if {self._print(condition)}" for value, condition in guarded]
        return " else ".join([*choices, self._print(last)])

    def _print_Relational(self, node: Any) -> str:
        return f"{self._print(node.lhs)} {node.rel_op} {self._print(node.rhs)}"

    def _print_And(self, node: Any) -> str:
        return f"({' and '.join(map(self._print, node.args))})"

    def _print_Or(self, node: Any) -> str:
        return f"({' or '.join(map(self._print, node.args))})"

    def _print_Not(self, node: Any) -> str:
        return f"(not {self._print(node.args[0])})"

    def _print_Sum(self, node: Any) -> str:
        return f"sum({self._terms(node)})"

    def _print_Product(self, node: Any) -> str:
        return f"product({self._terms(node)})"

    def _terms(self, node: Any) -> str:
        index, first, last = node.limits[0]
        until = sp.simplify(last.doit() + 1)
        return f"{self._print(node.function)} for {index} in range({self._print(first)}, {self._print(until)})"


def _factors(node: Any) -> list[Any]:
    """The factors of a product that was written as a product of products; a 1 in front says nothing."""
    factors = [factor for argument in node.args for factor in (_factors(argument) if argument.is_Mul else [argument])]
    return factors[1:] if factors[0] == 1 and factors[1:] and not _is_divisor(factors[1]) else factors


def _is_divisor(node: Any) -> bool:
    return bool(node.is_Pow and node.exp.is_Rational and node.exp < 0)


class _NumPy(PlainText):
    """Formulas as NumPy source."""

    array_template = "numpy"

    def _print_Function(self, node: Any) -> str:
        printed = super()._print_Function(node)
        return f"np.{printed}" if node.func in ELEMENTWISE.values() else printed

    def _print_Abs(self, node: Any) -> str:
        return f"np.abs({self._print(node.args[0])})"

    def _print_Max(self, node: Any) -> str:
        return self._fold("np.maximum", node)

    def _print_Min(self, node: Any) -> str:
        return self._fold("np.minimum", node)

    def _fold(self, function: str, node: Any) -> str:
        return functools.reduce(lambda first, other: f"{function}({first}, {other})", map(self._print, node.args))

    def _print_Product(self, node: Any) -> str:
        return f"np.prod([{self._terms(node)}])"

    def _print_Infinity(self, node: Any) -> str:
        return "np.inf"

    def _print_Pow(self, node: Any, rational: bool = False) -> str:
        if node.exp == sp.Rational(1, 2):
            return f"np.sqrt({self._print(node.base)})"
        return str(super()._print_Pow(node, rational=rational))

    def _print_Pi(self, node: Any) -> str:
        return "np.pi"


class _Elementwise(_NumPy):
    """Formulas as NumPy source in which conditions are about each element of an array."""

    def _branches(self, node: Any) -> str:
        *guarded, (last, _) = node.args
        printed = self._print(last)
        for value, condition in reversed(guarded):
            printed = f"np.where({self._print(condition)}, {self._print(value)}, {printed})"
        return printed


class _Latex(LatexPrinter):
    """Formulas for pages and notebooks, in the field's letters."""

    def __init__(self) -> None:
        super().__init__({"order": "none"})

    def _print_Mul(self, expr: Any) -> str:
        """A product with several divisors, written from left to right, is one fraction, not fractions of fractions."""
        factors = list(expr.args)
        while factors[0].is_Mul:
            factors[:1] = factors[0].args
        is_nested = expr.is_Mul and sum(map(_is_divisor, factors)) > 1
        return str(super()._print_Mul(sp.Mul(*factors, evaluate=False) if is_nested else expr))

    def _print_Symbol(self, node: Any, style: str = "plain") -> str:
        if node.name[-1:].isdigit() and "." in node.name:
            return str(node.name)  # a decimal
        if max(map(len, node.name.split("_"))) == 1 or node.name in LATEX_NAMES:
            return LATEX_NAMES.get(node.name) or str(super()._print_Symbol(node, style=style))
        return rf"\mathit{{{node.name}}}".replace("_", r"\_")

    def _print_Word(self, node: Any) -> str:
        return rf"\text{{{node.name}}}"

    def _print_Function(self, node: Any, exp: Any = None) -> str:
        arguments = [self._print(argument) for argument in node.args]
        if isinstance(node, GRADIENT_AT):
            return rf"{LATEX_NAMES['grad_fn']}\left({arguments[0]}\right)"
        if node.func in ARRAY_FUNCTIONS:
            wrapped = [rf"\left({a}\right)" if part.is_Add else a for a, part in zip(arguments, node.args, strict=True)]
            return ARRAY_FUNCTIONS[node.func].latex.format(*wrapped)
        return str(super()._print_Function(node, exp=exp))


MOST_PARTS, MOST_DIGITS = 10, 6
"""Of a fraction that is written as one, such as 3/2 and 1/10; and of a decimal, such as 3.4445, behind its point."""


def as_decimal(number: Any) -> str:
    """A rational as the decimal that it is written as; empty where it is written as a fraction, or is no decimal."""
    if number.q <= MOST_PARTS or 10**MOST_DIGITS % number.q:
        return ""
    return format(Decimal(int(number.p)) / Decimal(int(number.q)), "f")


def text(expression: Any) -> str:
    """An expression as plain text, in the names of the code."""
    return PlainText().doprint(expression)


def latex(expression: Any) -> str:
    """An expression as LaTeX."""
    decimals = {number: sp.Symbol(as_decimal(number)) for number in expression.atoms(sp.Rational) if as_decimal(number)}
    if decimals:
        with as_written():
            expression = expression.xreplace(decimals)
    return _Latex().doprint(expression)


def formula_text(rule: Rule) -> str:
    """The rule as plain text, one line for each step, a loop's words in front of its lines."""
    if rule.loop is None:
        return "\n".join(_text_lines(rule.steps))
    before, body, after = map(_text_lines, rule.loop.parts(rule.steps))
    start = ", ".join(f"{name} = {value}" for name, value in rule.loop.start.items())
    words = f"{rule.loop.words}:" if not start else f"start with {start}; {rule.loop.words}:"
    return "\n".join([*before, words, *(f"    {line}" for line in body), *after])


def _text_lines(steps: Steps) -> list[str]:
    return [f"{step.symbol.name} = {text(step.expression)}" for step in steps]


def formula_latex(rule: Rule) -> str:
    """The rule as a LaTeX `aligned` block."""
    lines = [rf"{latex(step.symbol)} &\leftarrow {latex(step.expression)}" for step in rule.steps]
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def numpy_expression(expression: Any, *, elementwise: bool = False) -> str:
    """An expression as NumPy source; with `elementwise`, conditions choose for each element of an array."""
    return (_Elementwise() if elementwise else _NumPy()).doprint(expression)


def numpy_source(rule: Rule) -> str:
    """The rule as a Python function that uses NumPy: a right answer, or a wrong one if the rule was edited."""
    return filled(numpy_template(rule), [numpy_line(step) for step in rule.steps])


def numpy_line(step: Step) -> str:
    """A step as a line of NumPy."""
    return f"{step.symbol.name} = {numpy_expression(step.expression)}"


def numpy_template(rule: Rule) -> str:
    """The function around the steps: `...` stands where they go, or the names of those that go elsewhere."""
    lines = [f"def {rule.signature}:"]
    lines += [f'    {q.name} = state["{q.name}"]' for q in rule.state]
    lines += [f"    {line}" for line in (_looped(rule.loop) if rule.loop else [HOLE])]
    value = "np.array(collected)" if rule.loop and rule.loop.collect else rule.returned.name
    state = ", ".join(f'"{q.name}": {q.name}' for q in rule.state)
    lines.append(f"    return {value}, {{{state}}}" if rule.state else f"    return {value}")
    return "\n".join(lines) + "\n"


def _looped(loop: Loop) -> list[str]:
    collected = f"collected = [{loop.collect}]" if loop.with_start else "collected = []"
    items = ", ".join(loop.items.split()) or "_"
    return [
        *([f"{HOLE} {' '.join(loop.names_before)}"] if loop.before else []),
        *(f"{name} = {value}" for name, value in loop.start.items()),
        *([collected] if loop.collect else []),
        f"for {items} in {loop.over}:",
        f"    {HOLE}",
        *([f"    collected.append({loop.collect})"] if loop.collect else []),
        *([f"{HOLE} {' '.join(loop.names_after)}"] if loop.after else []),
    ]
