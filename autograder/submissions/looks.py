"""Whether what one student handed in is what lay there before, byte by byte, without reading it as anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from autograder.submissions.files import OutOfReachError, UnreadableError
from autograder.submissions.places import Place
from autograder.submissions.trees import DEEPEST, Entry, Tree
from autograder.submissions.zips import Parts

MOST_BYTES = 16 << 20
"""Of all that one student handed in; who handed in more is read each time."""
MOST_ENTRIES = 2000


class _TooMuchError(Exception):
    """More than is looked at."""


def look_at(places: Sequence[Place], tree: Tree) -> str | None:
    """The digest of all that lies in a student's places, and of what is known of them.

    None where it cannot be told: something cannot be read, or it is very much.
    """
    digest = hashlib.sha256(repr([_known_of(place) for place in places]).encode("utf-8", "backslashreplace"))
    try:
        left = MOST_BYTES
        for entry, content in _contents(places, tree):
            left -= len(content)
            if left < 0:
                return None
            digest.update(repr((entry, len(content))).encode("utf-8", "backslashreplace"))
            digest.update(content)
    except (OSError, UnreadableError, OutOfReachError, _TooMuchError):
        return None
    return digest.hexdigest()


def _known_of(place: Place) -> tuple[object, ...]:
    origin = place.origin
    where = [(piece.inside, piece.name, piece.attempt) for piece in place.pieces]
    said = (origin.platform, origin.id, origin.attempt, origin.time, origin.late, sorted(origin.times.items()))
    return (place.student, place.label, where, said, place.notes, place.problem, place.out_of_reach)


def _contents(places: Sequence[Place], tree: Tree) -> Iterator[tuple[tuple[object, ...], bytes]]:
    """Everything that lies there in order: what it is called and what it is, and the bytes of a file."""
    count = 0
    for place in places:
        for piece in place.pieces:
            if tree.problem(piece.inside):
                raise _TooMuchError
            for parts, entry in _below(tree, piece.inside, piece.entry, 0):
                count += 1
                if count > MOST_ENTRIES or entry.out_of_reach:
                    raise _TooMuchError
                is_file = not (entry.is_folder or entry.is_link)
                content = tree.read(parts, entry.name, MOST_BYTES) if is_file else b""
                yield (parts, entry.is_folder, entry.is_link), content


def _below(tree: Tree, parts: Parts, entry: Entry, depth: int) -> Iterator[tuple[Parts, Entry]]:
    yield parts, entry
    if entry.is_folder and not entry.is_link:
        if depth > DEEPEST:
            raise _TooMuchError
        for inner in tree.entries(parts, MOST_ENTRIES):
            yield from _below(tree, (*parts, inner.name), inner, depth + 1)
