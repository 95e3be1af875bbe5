"""A rule as people and programs read it: plain text, LaTeX and NumPy source, all printed from its steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from autograder.symbolic.rule import Rule
from autograder.symbolic.vocabulary import ARRAY_FUNCTIONS, LATEX_NAMES, grad_fn


class _Text(StrPrinter):
    """Formulas as they are written in code comments: `w - lr*v`, `beta1**t`."""

    array_template = "text"

    def __init__(self) -> None:
        super().__init__({"order": "none"})

    def _print_Function(self, node: Any) -> str:
        arguments = [self._print(argument) for argument in node.args]
        if node.func in ARRAY_FUNCTIONS:
            return str(getattr(ARRAY_FUNCTIONS[node.func], self.array_template).format(*arguments))
        return f"{node.func.__name__}({', '.join(arguments)})"

    def _print_Mul(self, node: Any) -> str:
        return str(super()._print_Mul(sp.Mul(*map(_one_over_root, node.args), evaluate=False)))

    def _print_Abs(self, node: Any) -> str:
        return f"abs({self._print(node.args[0])})"

    def _print_Max(self, node: Any) -> str:
        return f"max({', '.join(map(self._print, node.args))})"

    def _print_Piecewise(self, node: Any) -> str:
        branches = [(self._print(value), condition) for value, condition in node.args]
        *guarded, (last, _) = branches
        return " else ".join([*(f"{value} if {self._print(condition)}" for value, condition in guarded), last])


class _NumPy(_Text):
    """Formulas as NumPy source."""

    array_template = "numpy"
    names: Mapping[str, str] = {"cos": "np.cos", "floor": "np.floor", "Abs": "np.abs", "sign": "np.sign"}
    folded: Mapping[str, str] = {"Max": "np.maximum", "Min": "np.minimum"}

    def _print_Function(self, node: Any) -> str:
        name = node.func.__name__
        if name in self.names:
            return f"{self.names[name]}({self._print(node.args[0])})"
        return super()._print_Function(node)

    def _print_Abs(self, node: Any) -> str:
        return f"np.abs({self._print(node.args[0])})"

    def _print_Max(self, node: Any) -> str:
        return self._fold(node)

    def _print_Min(self, node: Any) -> str:
        return self._fold(node)

    def _fold(self, node: Any) -> str:
        first, *others = (self._print(argument) for argument in node.args)
        for other in others:
            first = f"{self.folded[node.func.__name__]}({first}, {other})"
        return first

    def _print_Pow(self, node: Any, rational: bool = False) -> str:
        if node.exp == sp.Rational(1, 2):
            return f"np.sqrt({self._print(node.base)})"
        return str(super()._print_Pow(node, rational=rational))

    def _print_Pi(self, node: Any) -> str:
        return "np.pi"


class _Latex(LatexPrinter):
    """Formulas for pages and notebooks, in the field's letters."""

    def __init__(self) -> None:
        super().__init__({"order": "none"})

    def _print_Symbol(self, node: Any, style: str = "plain") -> str:
        return LATEX_NAMES.get(node.name) or str(super()._print_Symbol(node, style=style))

    def _print_Function(self, node: Any, exp: Any = None) -> str:
        arguments = [self._print(argument) for argument in node.args]
        if isinstance(node, grad_fn):
            return rf"{LATEX_NAMES['grad_fn']}\left({arguments[0]}\right)"
        if node.func in ARRAY_FUNCTIONS:
            wrapped = [rf"\left({a}\right)" if part.is_Add else a for a, part in zip(arguments, node.args, strict=True)]
            return ARRAY_FUNCTIONS[node.func].latex.format(*wrapped)
        return str(super()._print_Function(node, exp=exp))


def _one_over_root(factor: Any) -> Any:
    """A factor 1/sqrt(x) as the power -1/2, which is printed without parentheses of its own."""
    is_one = factor.is_Pow and factor.exp == -1 and factor.base.is_Pow and factor.base.exp == sp.Rational(1, 2)
    return sp.Pow(factor.base.base, -sp.Rational(1, 2), evaluate=False) if is_one else factor


def text(expression: Any) -> str:
    """An expression as plain text, in the names of the code."""
    return _Text().doprint(expression)


def latex(expression: Any) -> str:
    """An expression as LaTeX."""
    return _Latex().doprint(expression)


def formula_text(rule: Rule) -> str:
    """The rule as plain text, one line for each step, a loop's words in front."""
    lines = [f"{step.symbol.name} = {text(step.expression)}" for step in rule.steps]
    if rule.loop is None:
        return "\n".join(lines)
    start = ", ".join(f"{symbol.name} = {text(value)}" for symbol, value in rule.loop.start.items())
    words = f"{rule.loop.words}:" if not start else f"start with {start}; {rule.loop.words}:"
    return "\n".join([words, *(f"    {line}" for line in lines)])


def formula_latex(rule: Rule) -> str:
    """The rule as a LaTeX `aligned` block."""
    lines = [rf"{latex(step.symbol)} &\leftarrow {latex(step.expression)}" for step in rule.steps]
    return r"\begin{aligned} " + r" \\ ".join(lines) + r" \end{aligned}"


def numpy_expression(expression: Any) -> str:
    """An expression as NumPy source."""
    return _NumPy().doprint(expression)


def numpy_source(rule: Rule) -> str:
    """The rule as a Python function that uses NumPy: a right answer, or a wrong one if the rule was edited."""
    lines = [f"def {rule.signature}:"]
    lines += [f'    {q.symbol.name} = state["{q.symbol.name}"]' for q in rule.state]
    steps = [f"{step.symbol.name} = {numpy_expression(step.expression)}" for step in rule.steps]
    lines += [f"    {line}" for line in (_looped(rule, steps) if rule.loop else steps)]
    result = rule.loop.collect if rule.loop and rule.loop.collect else rule.returned
    value = "np.array(collected)" if rule.loop and rule.loop.collect else result.name
    state = ", ".join(f'"{q.symbol.name}": {q.symbol.name}' for q in rule.state)
    lines.append(f"    return {value}, {{{state}}}" if rule.state else f"    return {value}")
    return "\n".join(lines) + "\n"


def _looped(rule: Rule, steps: list[str]) -> list[str]:
    loop = rule.loop
    assert loop is not None
    lines = [f"{symbol.name} = {numpy_expression(value)}" for symbol, value in loop.start.items()]
    if loop.collect:
        lines.append(f"collected = [{loop.collect.name}]" if loop.with_start else "collected = []")
        steps = [*steps, f"collected.append({loop.collect.name})"]
    targets = ", ".join(target.name for target in loop.targets) or "_"
    return [*lines, f"for {targets} in {loop.over}:", *(f"    {line}" for line in steps)]
