"""The grammar of formulas: one method for each of its lines, from what binds loosest to what binds tightest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from autograder.symbolic.formulas.limits import FormulaError, Limits
from autograder.symbolic.formulas.names import Function, Vocabulary, proposal
from autograder.symbolic.formulas.parts import Kind, Part, condition, made, numbers, numeral, over_range, raised, value
from autograder.symbolic.formulas.tokens import Token
from autograder.symbolic.formulas.tree import Node, Op

_SUMS = {"+": Op.SUM, "-": Op.DIFFERENCE}
_PRODUCTS = ("*", "/", "//", "%")
_SUBSCRIPTS = ("[0]", "[1:]")
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")


class Reader:
    """Goes through the tokens of one formula once, from left to right."""

    def __init__(self, tokens: Sequence[Token], vocabulary: Vocabulary, limits: Limits) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.limits = limits
        self.at = 0
        self.depth = 0
        self.indices: set[str] = set()

    def whole(self) -> Node:
        """The tree of the formula."""
        part = value(self.choice())
        if self.next.kind != "end":
            raise self.unexpected("is a sign such as * missing?")
        return part.node

    def choice(self) -> Part:
        """`number if condition else value`, or what has no condition."""
        part, branches = self.disjunction(), []
        while self.take("if"):
            branches += [value(part), condition(self.disjunction())]
            self.need("else")
            part = self.disjunction()
        if not branches:
            return part
        parts = [*branches, value(part)]
        return made(Node(Op.CHOICE, _nodes(parts)), parts, self.limits, part.kind)

    def disjunction(self) -> Part:
        """`condition or condition`"""
        return self.joined(Op.OR, self.conjunction)

    def conjunction(self) -> Part:
        """`condition and condition`"""
        return self.joined(Op.AND, self.negation)

    def joined(self, word: Op, read: Callable[[], Part]) -> Part:
        """Conditions joined by a word, or what stands alone."""
        parts = [read()]
        while self.take(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        conditions = [condition(part) for part in parts]
        return made(Node(word, _nodes(conditions)), parts, self.limits, Kind.CONDITION)

    def negation(self) -> Part:
        """`not condition`"""
        if not self.take("not"):
            return self.comparison()
        with self.inside():
            part = condition(self.negation())
        return made(Node(Op.NOT, (part.node,)), [part], self.limits, Kind.CONDITION)

    def comparison(self) -> Part:
        """Two numbers or words compared; not three."""
        left = self.sum()
        if self.next.text not in _COMPARISONS:
            return left
        sign = self.advance().text
        parts = [value(left), value(self.sum())]
        if self.next.text in _COMPARISONS:
            raise FormulaError("compare two at a time, and join the comparisons by  and", self.next.column)
        if Kind.WORD in {part.kind for part in parts} and sign not in ("==", "!="):
            raise FormulaError("words are compared by == or !=", left.column)
        return made(Node(Op.COMPARISON, _nodes(parts), sign), parts, self.limits, Kind.CONDITION)

    def sum(self) -> Part:
        """Terms added and subtracted."""
        left = self.term()
        while self.next.text in _SUMS:
            op = _SUMS[self.advance().text]
            left = self.applied(op, left, self.term())
        return left

    def term(self) -> Part:
        """Factors multiplied and divided; a fraction of two whole numbers is one number."""
        left = self.signed()
        while self.next.text in _PRODUCTS:
            sign = self.advance()
            right = self.signed()
            if sign.text != "*" and right.number == 0:
                raise FormulaError("this divides by 0", sign.column)
            if sign.text in ("*", "/"):
                left = self.applied(Op(sign.text), left, right)
            else:
                self.function(sign)
                left = self.applied(Op.CALL, left, right, text=sign.text)
        return left

    def signed(self) -> Part:
        """`-number`"""
        if not self.take("-"):
            return self.power()
        with self.inside():
            return self.applied(Op.NEGATIVE, self.signed())

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
            part = Part(Node(Op.WORD, text=self.advance().text[1:-1]), token.column, Kind.WORD)
        elif token.kind == "name":
            part = self.call(token) if self.tokens[self.at + 1].text == "(" else self.named(self.advance())
        elif self.take("("):
            with self.inside():
                part = self.choice()
                self.need(")")
        else:
            raise self.unexpected("a number or a name belongs here")
        while self.next.text in _SUBSCRIPTS:
            subscript = self.advance()
            self.function(subscript)
            part = self.applied(Op.CALL, part, text=subscript.text)
        return part

    def named(self, token: Token) -> Part:
        """A name that stands for a number."""
        known = {*self.vocabulary.symbols, *self.indices}
        if token.text in known:
            return Part(Node(Op.NAME, text=token.text), token.column, has_names=True)
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
        return self.applied(Op.CALL, *arguments, text=name.text)

    def over_a_range(self, name: Token, index: Token) -> Part:
        """`value for i in range(first, end))`, in which the value may use i."""
        if index.text in self.vocabulary.symbols or index.text in self.indices:
            raise FormulaError(f"{index.text} is something else already: count with another name", index.column)
        self.indices.add(index.text)
        body = self.choice()
        self.indices.remove(index.text)
        for text in ("for", index.text, "in", "range", "("):
            self.need(text)
        first = self.choice()
        self.need(",")
        end = self.choice()
        self.need(")")
        self.need(")")
        parts = numbers(body, first, end)
        return over_range(name.text, index.text, parts, self.limits)

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

    def applied(self, op: Op, *parts: Part, text: str = "") -> Part:
        """What an operation or a function makes of numbers."""
        return made(Node(op, _nodes(numbers(*parts)), text), parts, self.limits)

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


def _nodes(parts: Sequence[Part]) -> tuple[Node, ...]:
    return tuple(part.node for part in parts)
