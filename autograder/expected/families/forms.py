"""A form that many rules share, written otherwise: averages, velocities and corrections for their start at 0.

Each is found by its structure in a line of the program, and tried in every rule and every line that has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.expected.families import inputs
from autograder.expected.families.program import Program, Suspect

CORRECTION = re.compile(r"\(1 - (?P<beta>\w+)\*\*(?P<t>\w+|\([^()]+\))\)")
"""1 - beta**t."""
CORRECTIONS = (
    "(1 - {beta})**{t}",
    "{beta}**{t}",
    "1 - {beta}*{t}",
    "(1 - {beta})*{t}",
    "1 - {t}**{beta}",
    "1 - {beta}",
    "1 - {beta}**({t} + 1)",
    "1 - {beta}**({t} - 1)",
    "1/(1 - {beta}**{t})",
    "1 + {beta}**{t}",
    "{t}",
)
GUARDED = (
    ("1 - {beta}**({t} - 1) if {t} > 1 else 1", "counted-from-0-guarded"),
    ("1 - {beta}**{t} if {t} > 1 else 1", "first-uncorrected"),
)
"""Corrections that leave out the first step, and the sentences about them."""
AVERAGE = re.compile(r"(?P<a>\w+) = (?P<beta>\w+)\*(?P=a) \+ \(1 - (?P=beta)\)\*(?P<x>.+)")
"""a = beta*a + (1 - beta)*x."""
AVERAGES = (
    "{a} + {beta}*{x}",
    "{beta}*({a} + {x})",
    "{beta}*{a} - (1 - {beta})*{x}",
    "{beta}*{a} + {x}",
    "{a} + {x}",
    "{beta}*{a} + (1 - {beta})**2*{x}",
    "{beta}**2*{a} + (1 - {beta}**2)*{x}",
    "{beta}*{a} + 1 - {beta}*{x}",
    "np.maximum({a}, {beta}*{a} + (1 - {beta})*{x})",
    "{beta}*{a} + (1 + {beta})*{x}",
)
STARTED = re.compile(r"(\w+) = 0\n")
"""What a loop starts with."""
VELOCITY = re.compile(r"(?P<a>\w+) = (?P<beta>\w+)\*(?P=a) (?P<sign>[+-]) (?P<x>\w+|\w+\*\w+)")
"""v = beta*v + x."""
VELOCITIES = (
    "{a} {sign} {beta}*{x}",
    "{beta}*({a} {sign} {x})",
    "{beta}*{a} {sign} (1 - {beta})*{x}",
    "{beta}*{a}",
    "{beta}*{a} {sign} 2*{x}",
    "(1 - {beta})*{a} {sign} {x}",
)


def suspects(known: Program) -> Iterator[Suspect]:
    """The program with one of these forms written otherwise, in one line or in all that have it."""
    yield from _corrections(known)
    yield from _starts(known)
    for at, line in enumerate(known.lines):
        for pattern, others in ((AVERAGE, AVERAGES), (VELOCITY, VELOCITIES)):
            found = pattern.fullmatch(line)
            if found:
                parts = found.groupdict()
                yield from (_written(known, at, parts["a"], other.format(**parts)) for other in others)
                if pattern is AVERAGE:
                    yield from _averages(known, at, parts)


def _starts(known: Program) -> Iterator[Suspect]:
    """An average over a series begins with the first value, where it should begin with 0."""
    averages = {found["a"] for line in known.lines if (found := AVERAGE.fullmatch(line))}
    series = next((name for name in known.key.parameters if f" in {name}:" in known.template), "")
    for name in averages.intersection(STARTED.findall(known.template)) if series else ():
        first = f"{name} = {series}[0] if len({series}) else 0.0"
        changed = known.with_template(known.template.replace(f"{name} = 0\n", f"{first}\n"))
        yield Suspect("starts-at-first-value", changed.function)
        flags = (flag for flag in inputs.of_flags(changed) if flag.sentence == "flag-ignored")
        yield from (Suspect("starts-at-first-value-flag-ignored", flag.function, flag.details) for flag in flags)


def _written(known: Program, at: int, target: str, formula: str) -> Suspect:
    return Suspect(
        "another-form", known.with_text(at, f"{target} = {formula}"), {"line": target, "said": _read(formula)}
    )


def _averages(known: Program, at: int, parts: dict[str, str]) -> Iterator[Suspect]:
    """Another weight for what is new, or an average that begins with its first value."""
    weights = [h for h in known.hyperparameters if h != parts["beta"] and known.kind(h) is float]
    for other in weights:
        yield _written(known, at, parts["a"], "{beta}*{a} + (1 - {other})*{x}".format(**parts, other=other))
    right = "{beta}*{a} + (1 - {beta})*{x}".format(**parts)
    first = "np.where(np.any({a}), {right}, {x})".format(**parts, right=right)
    yield Suspect("first-value-whole", known.with_text(at, f"{parts['a']} = {first}"), {"line": parts["a"]})
    yield from _all_averages(known) if at == _first_average(known) else ()


def _first_average(known: Program) -> int:
    return next(at for at, line in enumerate(known.lines) if AVERAGE.fullmatch(line))


def _all_averages(known: Program) -> Iterator[Suspect]:
    """Every average of the program begins with its first value."""
    lines = list(known.lines)
    for at, line in enumerate(lines):
        found = AVERAGE.fullmatch(line)
        if found is not None:
            a, x = found["a"], found["x"]
            lines[at] = f"{a} = np.where(np.any({a}), {line.partition(' = ')[2]}, {x})"
    yield Suspect("averages-start-whole", known.with_lines(lines))


def _corrections(known: Program) -> Iterator[Suspect]:
    at = [number for number, line in enumerate(known.lines) if CORRECTION.search(line)]
    choices = [at] if len(at) < 2 else [at, *([number] for number in at)]
    options = [(form, "another-correction") for form in CORRECTIONS] + list(GUARDED)
    for places in choices if at else ():
        found = CORRECTION.search(known.lines[places[0]])
        assert found is not None
        for form, sentence in options:
            details = {"line": _targets(known, places), "said": form.format(**found.groupdict())}
            yield Suspect(sentence, known.with_lines(_corrected(known, places, form)), details)


def _corrected(known: Program, places: Sequence[int], form: str) -> list[str]:
    """The lines, with another correction in some of them."""
    lines = list(known.lines)
    for place in places:
        lines[place] = CORRECTION.sub(lambda found: f"({form.format(**found.groupdict())})", lines[place])
    return lines


def _targets(known: Program, places: Sequence[int]) -> str:
    return " and ".join(dict.fromkeys(known.targets[place] for place in places))


def _read(formula: str) -> str:
    """A formula as students read it."""
    return formula.replace("np.maximum", "max").replace("np.", "")
