"""A known program of an exercise as a function, and functions made of it: what a family of mistakes is written with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.at_once import Frame, compiled_line, frame_of
from autograder.expected.programs import function_of, program
from autograder.model import EditKind, ExerciseKey, Series, Variants
from autograder.symbolic.template import filled

Function = Callable[..., Any]
Named = dict[str, Any]
"""Arguments, or returned quantities, by name."""
Quantities = Callable[[list[Any], Named], list[Any]]
"""(what is returned, one quantity after another; the arguments) -> what is returned instead."""
Change = Callable[[Any], Any]
"""What becomes of a value."""


@dataclass(frozen=True, eq=False)
class Program:
    """The right program of an exercise, or that of another convention, called with its arguments by name."""

    key: ExerciseKey
    function: Function
    lines: tuple[str, ...]
    """Its steps in order, each an assignment in NumPy."""
    template: str
    """Its source with one line `...` in the place of the steps."""
    convention: str = ""
    """The id of the convention, where it is not the course's."""

    @classmethod
    def of(cls, lines: Sequence[int], variants: Variants, key: ExerciseKey, convention: str = "") -> Program:
        """The program of some lines."""
        steps = tuple(variants.table[line] for line in lines)
        return cls(key, function_of(program(lines, variants), key.name), steps, variants.template, convention)

    @cached_property
    def frame(self) -> Frame | None:
        """What stands around the steps; None where they stand in a loop."""
        return frame_of(self.template)

    def with_template(self, template: str) -> Program:
        """The program with something else around its steps."""
        function = function_of(filled(template, self.lines), self.key.name)
        return replace(self, template=template, function=function)

    def with_text(self, at: int, line: str) -> Function:
        """The program with another line in the place of one of its lines."""
        return self.with_lines((*self.lines[:at], line, *self.lines[at + 1 :]))

    def with_lines(self, lines: Sequence[str]) -> Function:
        """The program with other lines; compiled when it is first called."""
        if self.frame is None:
            source, name = filled(self.template, lines), self.key.name
            return lambda *arguments, **keywords: function_of(source, name)(*arguments, **keywords)
        return self.calling(lambda given: self._carried_out(lines, given))

    def _carried_out(self, lines: Sequence[str], given: Named) -> Any:
        """What some lines give, one after another."""
        assert self.frame is not None
        names: Named = {"np": np, **given}
        exec(self.frame.before, names)
        for line in lines:
            exec(compiled_line(line), names)
        return eval(self.frame.returned, names)

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """What each line assigns."""
        return tuple(line.partition(" = ")[0] for line in self.lines)

    def with_line(self, at: int, run: Callable[[Named, Callable[[int], None]], None]) -> Function:
        """The program with one of its lines run by a function of the names and of how a line is carried out."""
        frame = self.frame
        assert frame is not None

        def answer(given: Named) -> Any:
            names: Named = {"np": np, **given}
            exec(frame.before, names)

            def step(number: int) -> None:
                exec(compiled_line(self.lines[number]), names)

            for number in range(len(self.lines)):
                if number == at:
                    run(names, step)
                else:
                    step(number)
            return eval(frame.returned, names)

        return self.calling(answer)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of what is passed by position."""
        return self.key.parameters

    @cached_property
    def hyperparameters(self) -> tuple[str, ...]:
        """The names of what is passed by keyword."""
        names = [name.strip() for name in self.key.signature.removesuffix(")").partition("(")[2].split(",")]
        return tuple(names[names.index("*") + 1 :]) if "*" in names else ()

    @cached_property
    def quantities(self) -> tuple[str, ...]:
        """The names of what is returned: the first quantity, then the entries of the state."""
        probe = next(probe for check in self.key.checks for probe in check.probes)
        return (probe.expected[0].name, *self.key.state)

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The entries of the state that are counts, and were asked for."""
        call = next(probe for check in self.key.checks for probe in check.probes)
        return tuple(
            quantity.name
            for quantity in call.expected[1:]
            if isinstance(quantity.values, np.ndarray) and quantity.values.dtype.kind == "i"
        )

    def first(self, name: str) -> Any:
        """What an argument is in the first call; None where it is had from something else."""
        call = next(probe for check in self.key.checks for probe in check.probes).call
        value = {**dict(zip(self.key.parameters, call.arguments, strict=False)), **call.keywords}.get(name)
        return value.values[0] if isinstance(value, Series) else value

    def kind(self, name: str) -> type | None:
        """Whether an argument is a truth value, a whole number, another number, or none of these."""
        if name not in self._kinds:
            first = self.first(name)
            self._kinds[name] = next((kind for kind in (bool, int, float) if isinstance(first, kind)), None)
        return self._kinds[name]

    @cached_property
    def _kinds(self) -> dict[str, type | None]:
        """Those that were asked for."""
        return {}

    def __call__(self, arguments: Mapping[str, Any]) -> Any:
        """What the program returns."""
        positional = [arguments[name] for name in self.parameters]
        return self.function(*positional, **{name: arguments[name] for name in self.hyperparameters})

    def with_inputs(self, change: Callable[[Named], Named]) -> Function:
        """The program, asked for something else: with its arguments by name sent through a function."""
        return self.calling(lambda arguments: self(change(dict(arguments))))

    def with_results(self, change: Quantities) -> Function:
        """The program with what it returns sent through a function of that and of its arguments."""
        return self.calling(lambda arguments: self.together(change(self.apart(self(arguments)), arguments)))

    def calling(self, answer: Callable[[Named], Any]) -> Function:
        """A function with the program's signature that answers with what a function of its arguments by name says."""
        parameters = self.parameters

        def function(*positional: Any, **keywords: Any) -> Any:
            return answer({**dict(zip(parameters, positional, strict=True)), **keywords})

        return function

    def apart(self, value: Any) -> list[Any]:
        """What is returned, one quantity after another."""
        return [value[0], *(value[1][name] for name in self.key.state)] if self.key.state else [value]

    def together(self, quantities: Sequence[Any]) -> Any:
        """The quantities as they are returned."""
        if not self.key.state:
            return quantities[0]
        return quantities[0], dict(zip(self.key.state, quantities[1:], strict=True))


@lru_cache(maxsize=256)
def programs_of(key: ExerciseKey, variants: Variants) -> tuple[Program, ...]:
    """The right program of an exercise, then those of the other conventions; kept, with all that is made of them."""
    alone = (variant for variant in variants.alone if variants.named[variant.parts[0]].kind is EditKind.CONVENTION)
    others = (Program.of(variant.lines, variants, key, variant.parts[0]) for variant in alone)
    return (Program.of(variants.right, variants, key), *others)


@dataclass(frozen=True, slots=True, eq=False)
class Suspect:
    """A function that makes a mistake, with the sentence that says so."""

    sentence: str
    """The id of the sentences about it: `<id>.title`, `<id>.hint` and `<id>.place`."""
    function: Function
    details: Mapping[str, object] = field(default_factory=dict)
    """What the sentences speak of, by name."""
