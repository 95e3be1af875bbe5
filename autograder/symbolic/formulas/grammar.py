"""The grammar of formulas: one method for each of its lines, from what binds loosest to what binds tightest."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sympy as sp

from autograder.symbolic.formulas.limits import FormulaError, Limits
from autograder.symbolic.formulas.names import Function, Vocabulary, proposal
from autograder.symbolic.formulas.parts import Kind, Part, condition, made, numbers, numeral, over_range, raised, value
from autograder.symbolic.formulas.tokens import Token

_SUMS = {"+": operator.add, "-": operator.sub}
_PRODUCTS = ("*", "/", "//", "%")
_SUBSCRIPTS = ("[0]", "[1:]")
_COMPARISONS = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "==": sp.Eq, "!=": sp.Ne}


class Reader:
    """Goes through the tokens of one formula once, from left to right."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary, limits: Limits) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.limits = limits
        self.at = 0
        self.depth = 0
        self.indices: dict[str, sp.Symbol] = {}

    def whole(self) -> Any:
        """The expression of the formula."""
        part = value(self.choice())
        if self.next.kind != "end":
            raise self.unexpected("is a sign such as * missing?")
        return part.expression

    def choice(self) -> Part:
        """`number if condition else value`, or what has no condition."""
        part, branches = self.disjunction(), []
        while self.take("if"):
            branches.append((value(part), condition(self.disjunction())))
            self.need("else")
            part = self.disjunction()
        if not branches:
            return part
        pieces = [(chosen.expression, when.expression) for chosen, when in branches]
        parts = [value(part), *(part for branch in branches for part in branch)]
        return made(sp.Piecewise(*pieces, (part.expression, True)), parts, self.limits, part.kind)

    def disjunction(self) -> Part:
        """`condition or condition`"""
        return self.joined("or", sp.Or, self.conjunction)

    def conjunction(self) -> Part:
        """`condition and condition`"""
        return self.joined("and", sp.And, self.negation)

    def joined(self, word: str, join: Callable[..., Any], read: Callable[[], Part]) -> Part:
        """Conditions joined by a word, or what stands alone."""
        parts = [read()]
        while self.take(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        conditions = [condition(part).expression for part in parts]
        return made(join(*conditions, evaluate=False), parts, self.limits, Kind.CONDITION)

    def negation(self) -> Part:
        """`not condition`"""
        if not self.take("not"):
            return self.comparison()
        with self.inside():
            part = condition(self.negation())
        return made(sp.Not(part.expression, evaluate=False), [part], self.limits, Kind.CONDITION)

    def comparison(self) -> Part:
        """Two numbers or words compared; not three."""
        left = self.sum()
        if self.next.text not in _COMPARISONS:
            return left
        compare = _COMPARISONS[self.advance().text]
        parts = [value(left), value(self.sum())]
        if self.next.text in _COMPARISONS:
            raise FormulaError("compare two at a time, and join the comparisons by  and", self.next.column)
        if Kind.WORD in {part.kind for part in parts} and compare not in (sp.Eq, sp.Ne):
            raise FormulaError("words are compared by == or !=", left.column)
        return made(compare(*(part.expression for part in parts)), parts, self.limits, Kind.CONDITION)

    def sum(self) -> Part:
        """Terms added and subtracted."""
        left = self.term()
        while self.next.text in _SUMS:
            add = _SUMS[self.advance().text]
            left = self.applied(add, left, self.term())
        return left

    def term(self) -> Part:
        """Factors multiplied and divided; a fraction of two whole numbers is one number."""
        left = self.signed()
        while self.next.text in _PRODUCTS:
            sign = self.advance()
            right = self.signed()
            if sign.text != "*" and right.expression == 0:
                raise FormulaError("this divides by 0", sign.column)
            if sign.text == "/" and all(part.expression.is_Integer for part in (left, right)):
                left = self.applied(sp.Rational, left, right)
            else:
                makes = {"*": operator.mul, "/": operator.truediv}.get(sign.text) or self.function(sign).make
                left = self.applied(makes, left, right)
        return left

    def signed(self) -> Part:
        """`-number`"""
        if not self.take("-"):
            return self.power()
        with self.inside():
            return self.applied(operator.neg, self.signed())

    def power(self) -> Part:
        """`base**exponent`"""
        base = self.atom()
        if not self.take("**"):
            return base
        with self.inside():
            base, exponent = numbers(base, self.signed())
            return raised(base, exponent, self.limits)

    def atom(self) -> Part:
        """A number, a name, a call or a bracket, with its subscripts; or a word."""
        token = self.next
        if token.kind == "number":
            part = numeral(self.advance())
        elif token.kind == "word" and self.vocabulary.word is not None:
            part = Part(self.vocabulary.word(self.advance().text[1:-1]), token.column, Kind.WORD)
        elif token.kind == "name":
            part = self.call(token) if self.tokens[self.at + 1].text == "(" else self.named(self.advance())
        elif self.take("("):
            with self.inside():
                part = self.choice()
                self.need(")")
        else:
            raise self.unexpected("a number or a name belongs here")
        while self.next.text in _SUBSCRIPTS:
            part = self.applied(self.function(self.advance()).make, part)
        return part

    def named(self, token: Token) -> Part:
        """A name that stands for a number."""
        known = {**self.vocabulary.symbols, **self.indices}
        if token.text in known:
            return Part(known[token.text], token.column)
        if token.text in self.vocabulary.functions or token.text in self.vocabulary.ranges:
            raise FormulaError(f"{token.text} needs its arguments in brackets", token.column)
        raise FormulaError(f"{token.text[:40]} is not known here{proposal(token.text, known)}", token.column)

    def call(self, name: Token) -> Part:
        """`function(value, ...)`, or a sum or product over a range."""
        self.need(name.text)
        self.need("(")
        with self.inside():
            index = self.index_ahead() if name.text in self.vocabulary.ranges else None
            if index is not None:
                return self.over_a_range(name, index)
            function = self.function(name)
            arguments = [self.choice()]
            while self.take(","):
                arguments.append(self.choice())
            self.need(")")
        if not function.fewest <= len(arguments) <= function.most:
            raise FormulaError(f"{name.text} takes {function.arity} in its brackets, not {len(arguments)}", name.column)
        return self.applied(function.make, *arguments)

    def over_a_range(self, name: Token, index: Token) -> Part:
        """`value for i in range(first, end))`, in which the value may use i."""
        if index.text in self.vocabulary.symbols or index.text in self.indices:
            raise FormulaError(f"{index.text} is something else already: count with another name", index.column)
        self.indices[index.text] = symbol = sp.Symbol(index.text, integer=True)
        body = self.choice()
        del self.indices[index.text]
        for text in ("for", index.text, "in", "range", "("):
            self.need(text)
        first = self.choice()
        self.need(",")
        end = self.choice()
        self.need(")")
        self.need(")")
        parts = numbers(body, first, end)
        return over_range(self.vocabulary.ranges[name.text], symbol, parts, self.limits)

    def index_ahead(self) -> Token | None:
        """What a sum or product counts with, which follows what it adds up; None where it does not count."""
        level = 0
        for token, following in zip(self.tokens[self.at :], self.tokens[self.at + 1 :], strict=False):
            level += {"(": 1, ")": -1}.get(token.text, 0)
            if level < 0:
                return None
            if level == 0 and token.text == "for" and following.kind == "name":
                return following
        return None

    def applied(self, function: Callable[..., Any], *parts: Part) -> Part:
        """What a function makes of numbers."""
        return made(function(*(part.expression for part in numbers(*parts))), parts, self.limits)

    @property
    def next(self) -> Token:
        """The token that has not been read yet."""
        return self.tokens[self.at]

    def advance(self) -> Token:
        """The next token, which is read now."""
        self.at += 1
        return self.tokens[self.at - 1]

    def take(self, text: str) -> bool:
        """Whether this is what comes next; then it is read."""
        found = self.next.kind != "word" and self.next.text == text
        self.at += found
        return found

    def need(self, text: str) -> None:
        """Read what must come next."""
        if not self.take(text):
            raise self.unexpected(f"{text} belongs here")

    def function(self, token: Token) -> Function:
        """What a name or sign calls."""
        if token.text in self.vocabulary.functions:
            return self.vocabulary.functions[token.text]
        if token.kind == "sign":
            raise FormulaError(f"{token.text} cannot be used in this formula", token.column)
        if token.text in self.vocabulary.symbols or token.text in self.indices:
            raise FormulaError(f"{token.text} is not a function: is a * missing?", token.column)
        known = (name for name in self.vocabulary.functions if name.isidentifier())
        raise FormulaError(f"there is no function {token.text[:40]} here{proposal(token.text, known)}", token.column)

    def unexpected(self, what: str) -> FormulaError:
        """The error for a token that cannot stand where it does."""
        if self.next.kind == "end":
            return FormulaError(f"the formula ends too early: {what}", self.next.column)
        return FormulaError(f"{self.next.text[:40]} cannot stand here: {what}", self.next.column)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """One level deeper."""
        self.depth += 1
        if self.depth > self.limits.depth:
            what = f"more than {self.limits.depth} brackets or signs stand inside each other"
            raise FormulaError(what, self.next.column)
        yield
        self.depth -= 1
