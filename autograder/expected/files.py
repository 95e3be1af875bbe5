"""The files in which keys and variants are kept: text as JSON, and tables of numbers as `.npy`."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from autograder.errors import ExpectedValuesError
from autograder.expected.json_form import exercise_key_from_json, exercise_key_to_json
from autograder.model import EditKind, ExerciseKey, Named, Variant, Variants

ROUNDING = 64
"""By how many units in the last place of a row's largest number two tables may differ: machines round differently."""
ROUNDING_OF_CHECKSUMS = 1e-9
"""By how much sums of logarithms may differ: they stand for numbers that differ by that part."""

_T = TypeVar("_T")

# ---------------------------------------------------------------- keys


def key_text(key: ExerciseKey) -> str:
    """A key as the text of its file: one line for each probe, so that a change can be read in a diff."""
    data = exercise_key_to_json(key)
    checks = data.pop("checks")
    lines = [json.dumps({**data, "checks": None}, indent=1).replace("null\n}", "[")]
    for check in checks:
        probes = ",\n".join(f"   {json.dumps(probe)}" for probe in check.pop("probes"))
        head = json.dumps(check)[:-1]
        lines.append(f' {head}, "probes": [\n{probes}\n ]}}' + ("," if check is not checks[-1] else ""))
    return "\n".join([*lines, "]}"]) + "\n"


def key_from(content: bytes) -> ExerciseKey:
    """The key that a file holds."""
    return exercise_key_from_json(json.loads(content))


# ---------------------------------------------------------------- variants


def variants_text(variants: Variants) -> str:
    """What variants are without their tables, as the text of their file: a line for each mistake, line and program."""
    number = {id_: index for index, id_ in enumerate(variants.named)}

    def numbers(ids: tuple[str, ...]) -> list[int]:
        return [number[id_] for id_ in ids]

    lists: Mapping[str, list[Any]] = {
        "named": [[n.id, n.kind, n.title, n.hint, n.place] for n in variants.named.values()],
        "table": list(variants.table),
        "alone": [[numbers(v.parts), list(v.lines), list(map(numbers, v.same))] for v in variants.alone],
        "probes": list(variants.columns),
    }
    lines = [json.dumps({"template": variants.template})[:-1]]
    for name, entries in lists.items():
        body = ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)
        lines.append(f', "{name}": [\n{body}\n]')
    return "".join(lines) + "}\n"


def variants_from(content: bytes, signatures: np.ndarray, pairs: np.ndarray) -> Variants:
    """The variants that a file and two tables hold."""
    data = json.loads(content)
    named = [Named(id_, EditKind(kind), *words) for id_, kind, *words in data["named"]]

    def ids(numbers: list[int]) -> tuple[str, ...]:
        return tuple(named[number].id for number in numbers)

    probes, count = len(data["probes"]), len(data["alone"])
    if signatures["checksums"].shape != (count, probes) or pairs["checksums"].shape != (len(pairs), probes):
        raise ValueError("the tables beside it are not its own")
    return Variants(
        {entry.id: entry for entry in named},
        data["template"],
        tuple(data["table"]),
        tuple(Variant(ids(parts), tuple(lines), tuple(map(ids, same))) for parts, lines, same in data["alone"]),
        signatures,
        {probe: column for column, probe in enumerate(data["probes"])},
        pairs,
    )


# ---------------------------------------------------------------- tables


def table_bytes(table: np.ndarray) -> bytes:
    """A table as the bytes of its file."""
    file = BytesIO()
    np.lib.format.write_array(file, table, allow_pickle=False)
    return file.getvalue()


def table_from(content: bytes) -> np.ndarray:
    """The table that a file holds; nothing is unpickled. ValueError where it holds none."""
    try:
        table: np.ndarray = np.lib.format.read_array(BytesIO(content), allow_pickle=False)
    except Exception as error:  # a damaged header is parsed as Python, and fails in many ways
        raise ValueError(f"no table: {error}") from error
    if table.dtype.names is None:
        raise ValueError("a table without names")
    return table


def is_nearly(first: bytes, second: bytes) -> bool:
    """Whether two files hold the same table, as far as the rounding of machines allows."""
    if first == second:
        return True
    try:
        a, b = table_from(first), table_from(second)
    except ValueError:
        return False
    return (
        a.dtype == b.dtype
        and a.shape == b.shape
        and all(_is_nearly(name, a[name], b[name]) for name in a.dtype.names or ())
    )


def _is_nearly(name: str, first: np.ndarray, second: np.ndarray) -> bool:
    if name == "checksums":
        return bool((np.abs(first - second) <= ROUNDING_OF_CHECKSUMS).all())
    if first.dtype.kind != "f" or not first.size:
        return bool(np.array_equal(first, second))
    apart = ROUNDING * np.finfo(first.dtype).eps
    largest = np.max(np.abs(np.where(np.isfinite(first), first, 0)), axis=1, keepdims=True)
    return bool(np.isclose(first, second, rtol=apart, atol=apart * largest, equal_nan=True).all())


# ---------------------------------------------------------------- reading and keeping


def read(path: str, parse: Callable[[bytes], _T]) -> _T | None:
    """What a file holds; None where there is none."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError:
        return None
    try:
        return parse(content)
    except (ValueError, LookupError, TypeError) as error:
        raise ExpectedValuesError(f"{path} is damaged ({error}): delete it and try again") from error


def keep(path: str, content: str | bytes) -> None:
    """Write a file; where nothing can be kept, it is derived anew the next time."""
    with suppress(OSError):
        _write_atomically(Path(path), content.encode() if isinstance(content, str) else content)


def _write_atomically(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=file.parent, delete=False) as temporary:
        temporary.write(content)
    os.replace(temporary.name, file)
