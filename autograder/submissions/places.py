"""Read what one student handed in, within its limits, whatever happens: the job of a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from autograder.basics.dataclass import dataclass
from autograder.model import Limits
from autograder.model.submission import Origin, Submission
from autograder.processes import Lost
from autograder.submissions.budget import limited_memory
from autograder.submissions.files import OutOfReachError, UnreadableError, reason
from autograder.submissions.found import Found, Walk
from autograder.submissions.layout import Wanted, chosen
from autograder.submissions.names import readable, shown
from autograder.submissions.trees import Entry, Tree, tree_at
from autograder.submissions.zips import Parts

NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, folder or zip of a class that belongs to one student."""

    inside: Parts
    """Where it lies below the class."""
    entry: Entry
    name: str = ""
    """What the student called a file, where a platform has called it otherwise."""
    attempt: int = 0
    """Where a platform's names say which of several was handed in last: the larger, the later."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one student's work lies."""

    student: str
    label: str
    """Its name as the instructor knows it."""
    pieces: tuple[Piece, ...] = ()
    origin: Origin = NOWHERE
    notes: tuple[str, ...] = ()
    problem: str = ""
    """Why it is not to be read at all."""
    out_of_reach: str = ""
    """Why we cannot read it, though it may be well."""


@contextmanager
def reading(wanted: Wanted, path: Path, most: int) -> Iterator[Callable[[Place], Submission]]:
    """The job: from a place to a submission; the class, where it is a zip of at most `most` entries, is opened once."""
    with tree_at(path, most) as tree, limited_memory(wanted.limits.read_memory_mib) as memory:
        yield lambda place: read_place(place, wanted, tree, memory)


def read_place(place: Place, wanted: Wanted, tree: Tree, memory: AbstractContextManager[None]) -> Submission:
    """What one student handed in. What is wrong with it is said in it; where we fail on it, it is broken."""
    read = _read(place, wanted, tree, memory)
    if not (place.notes or place.origin.platform):
        return read
    origin = place.origin if place.origin.platform else read.origin
    return replace(read, notes=(*place.notes, *read.notes), origin=origin)


def _read(place: Place, wanted: Wanted, tree: Tree, memory: AbstractContextManager[None]) -> Submission:
    if place.problem:
        return Submission(place.student, {}, (), place.problem)
    if place.out_of_reach:
        return broken(place.student, place.out_of_reach)
    try:
        with memory, ExitStack() as opened:
            walk = Walk(wanted.limits, opened, place.label)
            return chosen(place.student, _found(place, walk, tree), wanted, walk=walk)
    except UnreadableError as error:
        return Submission(place.student, {}, (), str(error))
    except OutOfReachError as error:
        return broken(place.student, str(error))
    except OSError as error:
        return broken(place.student, f"{shown(place.label)}: {reason(error)}")
    except MemoryError:
        return too_large(place.student, f"{wanted.limits.read_memory_mib} MiB of memory")
    except Exception as error:
        return broken(place.student, f"{type(error).__name__}: {error}"[:200])


def _found(place: Place, walk: Walk, tree: Tree) -> list[Found]:
    """All files of a place: those of its folders and zips as if they lay beside each other."""
    found: list[Found] = []
    for piece in place.pieces:
        if problem := tree.problem(piece.inside):
            raise UnreadableError(problem)
        label = f"{readable(piece.entry.name)}/" if len(place.pieces) > 1 else ""
        above = (piece.name,) if piece.name and piece.entry.is_folder else ()
        if piece.entry.is_folder:
            found += walk.below(tree, piece.inside, above, label, piece.attempt)
        elif piece.entry.is_zip:
            found += walk.in_zip(tree, piece.inside, above, label, piece.attempt)
        else:
            label = readable(piece.entry.name)
            found.append(walk.file(tree, piece.inside, (piece.name or label,), label, piece.entry, piece.attempt))
    return found


def read_or_lost(place: Place, result: Submission | Lost, limits: Limits) -> Submission:
    """The submission, also where the process that read it did not come to its end."""
    if isinstance(result, Submission):
        return result
    if result.late:
        return too_large(place.student, f"{limits.read_seconds:g} s")
    return broken(place.student, "the process that read it ended, and ended again")


def too_large(student: str, what: str) -> Submission:
    """A submission that takes more than its limit to read."""
    problem = f"What was handed in takes more than {what} to read: hand in your own code only, and clear all outputs"
    return Submission(student, {}, (), problem)


def broken(student: str, why: str) -> Submission:
    """A submission that we failed to read."""
    return Submission(student, {}, (), "", broken=f"it could not be read ({why})")
