"""The texts in which keys and variants are kept: JSON, laid out so that a change can be read in a diff."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from autograder.expected.json_form import exercise_key_from_json, exercise_key_to_json
from autograder.expected.together import Program, together
from autograder.model import EditKind, ExerciseKey, Named, Variant, Variants

# ---------------------------------------------------------------- keys


def key_text(key: ExerciseKey) -> str:
    """A key as text: a line for each probe."""
    data = exercise_key_to_json(key)
    checks = data.pop("checks")
    lines = [json.dumps({**data, "checks": None}, indent=1).replace("null\n}", "[")]
    for check in checks:
        probes = ",\n".join(_compact(probe) for probe in check.pop("probes"))
        head = json.dumps(check)[:-1]
        lines.append(f'{head}, "probes": [\n{probes}\n]}}' + ("," if check is not checks[-1] else ""))
    return "\n".join([*lines, "]}"]) + "\n"


def key_from(text: str | bytes) -> ExerciseKey:
    """The key that was written as text; LookupError, TypeError or ValueError where it is something else."""
    return replace(exercise_key_from_json(json.loads(text)), digest=digest_of(text))


def digest_of(text: str | bytes) -> str:
    """A digest of the text of a key, whether stamped or not, and whatever its line ends are."""
    lines = (text.encode() if isinstance(text, str) else text).splitlines()
    return hashlib.sha256(b"\n".join(lines[1:])).hexdigest()  # the first line holds a brace, and the stamp


# ---------------------------------------------------------------- variants


def variants_text(variants: Variants) -> str:
    """Variants as text: a line for each mistake, each line of NumPy, each program, and all that one edit goes with."""
    number = {id_: index for index, id_ in enumerate(variants.named)}
    table = _Table(())
    right = table.numbers_of(_lines(variants, variants.right))

    def numbers(ids: tuple[str, ...]) -> list[int]:
        return [number[id_] for id_ in ids]

    alone = [
        [numbers(v.parts), table.numbers_of(_lines(variants, v.lines)), list(map(numbers, v.same))]
        for v in variants.alone
    ]
    lists: Mapping[str, Iterable[Any]] = {
        "named": [[n.id, n.kind, n.title, n.hint, n.place] for n in variants.named.values()],
        "alone": alone,
        "pairs": list(_pairs_to_json(variants, table, number)),
        "table": table.lines,
    }
    parts = [f'{{\n"template": {json.dumps(variants.template)}', f'"right": {json.dumps(right)}']
    for name, entries in lists.items():
        body = ",\n".join(map(_compact, entries))
        parts.append(f'"{name}": [\n{body}\n]')
    return ",\n".join(parts) + "\n}\n"


def variants_from(text: str | bytes) -> Variants:
    """The variants that were written as text; LookupError, TypeError or ValueError where it is something else."""
    data = json.loads(text)
    named = [Named(id_, EditKind(kind), *words) for id_, kind, *words in data["named"]]

    def ids(numbers: list[int]) -> tuple[str, ...]:
        return tuple(named[number].id for number in numbers)

    table = [str(line) for line in data["table"]]
    alone = tuple(Variant(ids(parts), tuple(lines), tuple(map(ids, same))) for parts, lines, same in data["alone"])
    pairs = _Pairs(data, table)
    return Variants({entry.id: entry for entry in named}, data["template"], table, alone, pairs, tuple(data["right"]))


class _Pairs(Sequence[Sequence[int]]):
    """The pairs of a text, put together when they are first asked for: most functions have no mistake, or one."""

    def __init__(self, data: Any, table: list[str]) -> None:
        """`table` gets the lines that it lacks when the pairs are put together."""
        self._data = {name: data[name] for name in ("right", "alone", "pairs")}
        self._table = table
        if not all(isinstance(first, int) and others for first, *others in data["pairs"]):
            raise ValueError("pairs that are none")

    @cached_property
    def _count(self) -> int:
        return sum(sum(1 for _ in _without_runs(others)) for _, *others in self._data["pairs"])

    @cached_property
    def _rows(self) -> list[list[int]]:
        table = _Table(self._table)
        rows = list(_pairs_from_json(self._data, table))
        self._table += table.lines[len(self._table) :]
        return rows

    def __getitem__(self, place: Any) -> Any:
        return self._rows[place]

    def __len__(self) -> int:
        return self._count


def _compact(data: Any) -> str:
    return json.dumps(data, separators=(",", ":"))


class _Table:
    """Lines of NumPy, each once, and their numbers."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._numbers = {line: number for number, line in enumerate(lines)}

    @property
    def lines(self) -> list[str]:
        """All lines so far, by their numbers."""
        return list(self._numbers)

    def numbers_of(self, program: Program) -> list[int]:
        """The numbers of a program's lines; those that are not there yet get the next ones."""
        return [self._numbers.setdefault(line, len(self._numbers)) for line in program]


def _lines(variants: Variants, numbers: Iterable[int]) -> Program:
    return tuple(variants.table[number] for number in numbers)


def _pairs_to_json(variants: Variants, table: _Table, number: Mapping[str, int]) -> Iterator[list[Any]]:
    """For each edit, the numbers of those that it goes with, and the lines where they do not follow from the two."""
    right = _lines(variants, variants.right)
    programs = {number[v.parts[0]]: _lines(variants, v.lines) for v in variants.alone}
    for first, rows in groupby(variants.pairs, key=itemgetter(0)):
        found: list[Any] = [first]
        for _, second, *numbers in rows:
            lines = _lines(variants, numbers)
            follows = together(right, programs[first], programs[second]) == lines
            found.append(second if follows else [second, *table.numbers_of(lines)])
        yield [first, *_with_runs(found[1:])]


def _pairs_from_json(data: Any, table: _Table) -> Iterator[list[int]]:
    """A row for each pair: the numbers of the two edits and of all lines; the table gets those that it lacks."""
    lines, right = table.lines, data["right"]
    programs = {parts[0]: numbers for parts, numbers, _ in data["alone"]}
    changed = {edit: _changed(right, numbers, lines) for edit, numbers in programs.items()}
    texts = {edit: tuple(lines[number] for number in numbers) for edit, numbers in programs.items()}
    form = tuple(lines[number] for number in right)
    for first, *others in map(_without_runs, data["pairs"]):
        one = changed[first]
        for second in others:
            if isinstance(second, list):
                yield [first, *second]
            elif one is not None and (other := changed[second]) is not None and one.keys().isdisjoint(other):
                both = {**one, **other}
                yield [first, second, *(both.get(place, number) for place, number in enumerate(right))]
            elif (program := together(form, texts[first], texts[second])) is not None:
                yield [first, second, *table.numbers_of(program)]
            else:
                raise ValueError(f"the edits {first} and {second} cannot be put together")


def _changed(right: Sequence[int], numbers: Sequence[int], lines: Sequence[str]) -> dict[int, int] | None:
    """The lines of a program that differ from the right one's, by their places; None where not each assigns the same.

    Two programs that change different lines make no work together: the one with both changes has both lines.
    """
    if [_target(lines[number]) for number in numbers] != [_target(lines[number]) for number in right]:
        return None
    return {place: number for place, (number, old) in enumerate(zip(numbers, right, strict=True)) if number != old}


def _target(line: str) -> str:
    return line.partition(" = ")[0]


def _with_runs(row: Sequence[Any]) -> list[Any]:
    """The row with "5-9" in the place of 5, 6, 7, 8, 9."""
    found: list[Any] = []
    for _, run in groupby(enumerate(row), lambda at: at[1] - at[0] if isinstance(at[1], int) else -1 - at[0]):
        numbers = [value for _, value in run]
        found += numbers if len(numbers) < SHORTEST_RUN else [f"{numbers[0]}-{numbers[-1]}"]
    return found


def _without_runs(row: Sequence[Any]) -> Iterator[Any]:
    for value in row:
        if isinstance(value, str):
            first, last = map(int, value.split("-"))
            yield from range(first, last + 1)
        else:
            yield value


SHORTEST_RUN = 3
"""Of numbers that are written as "5-7"."""
