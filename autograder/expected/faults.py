"""The fault dictionary: what the known wrong programs of an exercise give on the probes of its key.

Of all programs on all probes that would be megabytes and take minutes to make, and most of it is never looked at. So it
is worked out as far as it is asked for: the sketches of all programs on the probe that tells most for its price, then
those of the few programs that are left. What was worked out is put on a shelf, where the next process finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np

from autograder.basics.dataclass import dataclass
from autograder.expected.at_once import given_at_once
from autograder.expected.fingerprints import UNTRIED, Fingerprint, Layout, layout_of, same_at
from autograder.expected.programs import given_by, program
from autograder.expected.sketches import sketches
from autograder.model import Check, Variants

FEW = 4
"""As few programs are carried out on all probes, more of them only on the probe that is asked for."""
PRICE_OF_A_RUN = 10
"""How much more a step of a run costs than one that needs nothing of the step before."""


class Shelf(Protocol):
    """A place where tables are kept from one process to the next; nothing is wrong where it is empty."""

    def take(self, name: str, blank: np.ndarray) -> np.ndarray:
        """The table of that name, of the shape and dtype of a blank one; the blank one where there is none."""

    def put(self, name: str, table: np.ndarray) -> None:
        """Keep a table, where that is possible: an array of any shape and dtype but objects."""


class NoShelf:
    """Where nothing is kept."""

    def take(self, name: str, blank: np.ndarray) -> np.ndarray:
        """The blank table, whatever its shape and dtype."""
        return blank

    def put(self, name: str, table: np.ndarray) -> None:
        """Keep nothing, whatever the table's shape and dtype."""


class Programs:
    """Some programs with their sketches: a table by program and probe, NaN where nobody has asked yet."""

    def __init__(
        self, name: str, lines: Sequence[Sequence[int]], faults: FaultDictionary, shelf: Shelf, *, whole: bool
    ) -> None:
        """`lines` are the programs; where `whole`, their fingerprints are kept as well."""
        self._name, self._lines, self._shelf, self._whole = name, lines, shelf, whole
        self._variants, self._layout = faults.variants, faults.layout
        self.table = shelf.take(name, _blank(len(lines), faults.layout, whole=whole))
        self._sketches = self.table["sketches"]
        self._has_grown = False

    def __len__(self) -> int:
        return len(self._lines)

    def sketches(self, rows: np.ndarray, probe: int) -> np.ndarray:
        """The sketches of the programs in some rows on the probe of that number.

        `rows` are int64 of shape (rows,); the sketches are float64 of that shape.
        """
        missing = rows[np.isnan(self._sketches[rows, probe])]
        if missing.size > FEW:
            part = part_of(self._layout, probe)
            found = given_at_once([tuple(self._lines[row]) for row in missing.tolist()], self._variants, part)
            together = Fingerprint(*(np.array(some) for some in zip(*found, strict=True)))
            self._sketches[missing, probe] = sketches(together, part)[:, 0]
        else:
            for row in missing.tolist():
                self._sketches[row] = sketches(self.fingerprint(row), self._layout)
        self._has_grown |= missing.size > 0
        return np.asarray(self._sketches[rows, probe])

    def fingerprint(self, row: int) -> Fingerprint:
        """What the program in a row gives on all probes."""
        entry = self.table[row]
        if self._whole and (entry["steps"] != UNTRIED).any():
            return Fingerprint(*(entry[name] for name in Fingerprint._fields))
        given = given_by(program(self._lines[row], self._variants), self._layout)
        if self._whole:
            for name, values in given._asdict().items():
                entry[name] = values
            self._has_grown = True
        return given

    def remember(self) -> None:
        """Put the table on the shelf, where more of it is known than when it was last there."""
        if self._has_grown:
            self._shelf.put(self._name, self.table)
            self._has_grown = False


@dataclass(frozen=True, eq=False)
class _LinesOfPairs(Sequence[Sequence[int]]):
    """The lines of pairs without the numbers of their edits: what is known of all pairs tells most functions apart."""

    pairs: Sequence[Sequence[int]]

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, row: Any) -> Any:
        return self.pairs[row][2:]


class FaultDictionary:
    """The variants of an exercise, and what they give on the probes of a layout."""

    def __init__(self, variants: Variants, layout: Layout, shelf: Shelf) -> None:
        self.variants, self.layout, self._shelf = variants, layout, shelf
        self.alone = Programs("alone", [variant.lines for variant in variants.alone], self, shelf, whole=True)

    @cached_property
    def pairs(self) -> Programs:
        """The programs of two edits; there are thousands, and most functions have no two mistakes."""
        return Programs("pairs", _LinesOfPairs(self.variants.pairs), self, self._shelf, whole=False)

    @cached_property
    def prices(self) -> np.ndarray:
        """What it costs to carry out many programs on each probe, in order; those of a run cannot share their lines."""
        calls = [probe.call for probe in self.layout.probes]
        return np.array([call.steps * (PRICE_OF_A_RUN if call.is_chain else 1) for call in calls])

    def told_apart(self) -> Mapping[str, tuple[str, ...]]:
        """For each probe, by its id, the mistakes and conventions that give another answer to it than the right one."""
        right, rows = self.layout.right_fingerprint, range(len(self.alone))
        same = [same_at(self.layout, right, self.alone.fingerprint(row)) for row in rows]
        return {
            probe.id: tuple(v.parts[0] for v, held in zip(self.variants.alone, same, strict=True) if not held[number])
            for number, probe in enumerate(self.layout.probes)
        }

    def remember(self) -> None:
        """Put what has been worked out on the shelf."""
        self.alone.remember()
        if "pairs" in vars(self):
            self.pairs.remember()


def _blank(rows: int, layout: Layout, *, whole: bool) -> np.ndarray:
    """A table in which nothing is known yet."""
    probes = (len(layout.probes),)
    row: list[tuple[Any, ...]] = [("sketches", "<f8", probes)]
    if whole:
        row += [("numbers", "<f8", (len(layout.right),)), ("steps", "<i2", probes), ("failed", "?", probes)]
    table = np.zeros(rows, dtype=row)
    table["sketches"] = np.nan
    if whole:
        table["steps"] = UNTRIED
    return table


@lru_cache(maxsize=256)
def part_of(layout: Layout, probe: int) -> Layout:
    """The layout of one probe alone."""
    return layout_of(replace(layout.key, checks=(Check("", "", 1, (layout.probes[probe],)),)))
