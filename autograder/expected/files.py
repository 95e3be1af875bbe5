"""The texts in which keys and variants are kept: JSON, laid out so that a change can be read in a diff."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from autograder.expected.json_form import exercise_key_from_json, exercise_key_to_json
from autograder.model import EditKind, ExerciseKey, Named, Variant, Variants

# ---------------------------------------------------------------- keys


def key_text(key: ExerciseKey) -> str:
    """A key as text: a line for each probe."""
    data = exercise_key_to_json(key)
    checks = data.pop("checks")
    lines = [json.dumps({**data, "checks": None}, indent=1).replace("null\n}", "[")]
    for check in checks:
        probes = ",\n".join(f"   {json.dumps(probe)}" for probe in check.pop("probes"))
        head = json.dumps(check)[:-1]
        lines.append(f' {head}, "probes": [\n{probes}\n ]}}' + ("," if check is not checks[-1] else ""))
    return "\n".join([*lines, "]}"]) + "\n"


def key_from(text: str | bytes) -> ExerciseKey:
    """The key that was written as text; LookupError, TypeError or ValueError where it is something else."""
    return exercise_key_from_json(json.loads(text))


# ---------------------------------------------------------------- variants


def variants_text(variants: Variants) -> str:
    """Variants as text: a line for each mistake, each line of NumPy and each program."""
    number = {id_: index for index, id_ in enumerate(variants.named)}

    def numbers(ids: tuple[str, ...]) -> list[int]:
        return [number[id_] for id_ in ids]

    lists: Mapping[str, list[Any]] = {
        "named": [[n.id, n.kind, n.title, n.hint, n.place] for n in variants.named.values()],
        "table": list(variants.table),
        "alone": [[numbers(v.parts), list(v.lines), list(map(numbers, v.same))] for v in variants.alone],
        "pairs": list(map(_shortened, variants.pairs, repeat(_lines_alone(variants.alone, number)))),
    }
    parts = [f'{{\n"template": {json.dumps(variants.template)}']
    for name, entries in lists.items():
        body = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
        parts.append(f'"{name}": [\n{body}\n]')
    parts.append(f'"right": {json.dumps(variants.right)}')
    return ",\n".join(parts) + "\n}\n"


def variants_from(text: str | bytes) -> Variants:
    """The variants that were written as text; LookupError, TypeError or ValueError where it is something else."""
    data = json.loads(text)
    named = [Named(id_, EditKind(kind), *words) for id_, kind, *words in data["named"]]

    def ids(numbers: list[int]) -> tuple[str, ...]:
        return tuple(named[number].id for number in numbers)

    alone = tuple(Variant(ids(parts), tuple(lines), tuple(map(ids, same))) for parts, lines, same in data["alone"])
    lines_alone = {parts[0]: lines for parts, lines, _ in data["alone"]}
    return Variants(
        {entry.id: entry for entry in named},
        data["template"],
        tuple(data["table"]),
        alone,
        [_in_full(row, lines_alone[row[0]]) for row in data["pairs"]],
        tuple(data["right"]),
    )


def _lines_alone(alone: Sequence[Variant], number: Mapping[str, int]) -> Mapping[int, Sequence[int]]:
    """The lines of each program with one edit, by the number of the edit."""
    return {number[variant.parts[0]]: variant.lines for variant in alone}


def _shortened(pair: Sequence[int], lines_alone: Mapping[int, Sequence[int]]) -> list[int]:
    """A program with two edits as the two and what the second changes of the first's lines: places and lines in turn.

    Where there are more lines or fewer, -1 and all lines.
    """
    first, second, *lines = pair
    before = lines_alone[first]
    if len(before) != len(lines):
        return [first, second, -1, *lines]
    changes = ((at, line) for at, (line, old) in enumerate(zip(lines, before, strict=True)) if line != old)
    return [first, second, *chain.from_iterable(changes)]


def _in_full(row: Sequence[int], before: Sequence[int]) -> list[int]:
    """The two edits and all lines of a program, from the row that `_shortened` made of it."""
    first, second, *changes = row
    if changes[:1] == [-1]:
        return [first, second, *changes[1:]]
    lines = list(before)
    for at, line in zip(changes[::2], changes[1::2], strict=True):
        lines[at] = line
    return [first, second, *lines]
