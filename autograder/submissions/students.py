"""Whose everything is that lies in a class: the students with their pieces, and what is nobody's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from autograder.errors import SubmissionError
from autograder.model.submission import Stray
from autograder.submissions.class_root import class_root, entries_of, hidden_in
from autograder.submissions.files import OutOfReachError, UnreadableError
from autograder.submissions.layout import Wanted
from autograder.submissions.names import readable, same_student, shown
from autograder.submissions.places import Piece, Place
from autograder.submissions.platforms import gradescope
from autograder.submissions.platforms.layouts import FOLDERS, LAYOUTS, UPLOADED_AT, Layout, time_of
from autograder.submissions.platforms.recognise import (
    Claim,
    by_student,
    claim,
    newest,
    recognised,
    with_usernames,
)
from autograder.submissions.trees import Entry, Tree
from autograder.submissions.unit_names import ARCHIVE, without_attempt
from autograder.submissions.zips import Parts

MOST_OF_TEXT = 1 << 20
"""Bytes of a text that a platform lays beside an attempt; what a student typed may stand below."""


@dataclass(frozen=True, slots=True)
class FoundClass:
    """A class before anything of it is read."""

    places: tuple[Place, ...]
    strays: tuple[Stray, ...]
    notes: tuple[str, ...] = ()


def students_in(tree: Tree, name: str, wanted: Wanted, platform: str = "") -> FoundClass:
    """Every student of a class that lies in a folder or zip of some name, and all else that lies there.

    `platform` is the one that it was downloaded from, where that is not to be seen by itself. SubmissionError where
    the folder holds several classes, or nothing that this platform names so.
    """
    root = class_root(tree, name, wanted, platform)
    entries = entries_of(tree, root)
    notes = [f"The students lie in {shown(readable('/'.join(root)))}/"] if root else []
    layout = LAYOUTS.get(platform) or (None if platform == FOLDERS else recognised(entries))
    hidden = tuple(Stray(shown(entry.name), _why_hidden(entry)) for entry in hidden_in(tree, root))
    if layout is None:
        students, strays = _plain(entries, root)
        return FoundClass(students, (*strays, *hidden), tuple(notes))
    notes.append(f"Read as a download of {layout.title}; --from {FOLDERS} reads it otherwise")
    claims = [one for entry in entries if (one := claim(entry, layout, wider=True)) is not None]
    if not claims:
        raise SubmissionError(f"nothing there is named as {layout.title} names it: leave out --from {layout.name}")
    if layout.name == "blackboard":
        claims = with_usernames(claims, lambda entry: _text(tree, (*root, entry.name)))
    whose = _metadata(tree, root) if layout.name == "gradescope" else {}
    places = [place for same in by_student(claims) for place in _places(same, layout, tree, root, whose)]
    claimed = {one.entry for one in claims}
    others, strays = _plain([entry for entry in entries if entry not in claimed], root)
    known = gradescope.FILE if whose else ""
    strays = (*(stray for stray in strays if stray.name != known), *hidden)
    return FoundClass((*_told_apart(places), *others), strays, tuple(notes))


# ---------------------------------------------------------------- folders and zips


def _plain(entries: Sequence[Entry], root: Parts) -> tuple[tuple[Place, ...], tuple[Stray, ...]]:
    """A folder or zip for each student, by its name; whatever else is there is a stray."""
    places, strays = [], []
    for entry in entries:
        student = readable(entry.name[:-4] if entry.is_zip else entry.name)
        label = f"{readable(entry.name)}/" if entry.is_folder else readable(entry.name)
        if entry.is_link:
            problem = f"{shown(entry.name)} is a symbolic link: hand in the folder or zip itself"
            places.append(Place(student, label, problem=problem))
        elif entry.out_of_reach:
            places.append(Place(student, label, out_of_reach=entry.out_of_reach))
        elif entry.is_folder or entry.is_zip:
            places.append(Place(student, label, (Piece((*root, entry.name), entry),)))
        else:
            is_archive = ARCHIVE.search(entry.name) is not None
            why = "an archive that is not opened: unpack it" if is_archive else "neither a folder nor a zip"
            strays.append(Stray(shown(entry.name), why))
    return tuple(places), tuple(strays)


def _why_hidden(entry: Entry) -> str:
    what = "folder" if entry.is_folder else "file"
    is_dotted = entry.name.startswith(".")
    return f"a hidden {what}: rename it if it is a student's" if is_dotted else f"a {what} of an environment"


# ---------------------------------------------------------------- downloads of platforms


def _places(
    claims: Sequence[Claim], layout: Layout, tree: Tree, root: Parts, whose: dict[str, gradescope.Submitted]
) -> Iterator[Place]:
    """The place of one student, or of each that handed in together: what the newest attempt at each unit left."""
    kept, earlier = newest(claims)
    last = max(kept, key=lambda one: one.origin.time)
    notes = [f"An earlier attempt was not read: {shown(readable(one.entry.name))}" for one in earlier[:3]]
    notes += [f"{layout.title} calls it late"] if last.origin.late else []
    # what was typed instead of uploaded stands in the platform's own note
    work = [one for one in kept if not one.is_receipt] or kept
    pieces = tuple(piece for one in work for piece in _pieces(one, layout, tree, root))
    label = readable(last.entry.name) + "/" * last.entry.is_folder
    archives = [piece.name for piece in pieces if ARCHIVE.search(piece.name) and not piece.entry.is_zip]
    problem = ""
    if archives and len(archives) == len(pieces):
        problem = f"{', '.join(map(shown, archives))} is an archive that is not opened: hand in the files, or a zip"
    place = Place(last.student, label, pieces, last.origin, tuple(notes), problem)
    submitted = whose.get(last.entry.name)
    if submitted is None or not submitted.submitters:
        yield place
        return
    names = [person.get("name") or person.get("email") or last.student for person in submitted.submitters]
    for person, name in zip(submitted.submitters, names, strict=True):
        together = [f"Handed in together with {', '.join(other for other in names if other != name)}"]
        origin = replace(
            last.origin,
            id=person.get("sid") or person.get("email") or last.origin.id,
            attempt=last.entry.name,
            time=time_of(submitted.created_at),
        )
        yield replace(place, student=name, origin=origin, notes=(*place.notes, *(together if len(names) > 1 else [])))


def _pieces(one: Claim, layout: Layout, tree: Tree, root: Parts) -> Iterator[Piece]:
    """What one entry of a download holds, under the names that the student gave."""
    inside = (*root, one.entry.name)
    if layout.name == "ilias" and one.entry.is_folder:
        for entry in entries_of(tree, inside):
            uploaded = UPLOADED_AT.match(entry.name)
            name = entry.name[uploaded.end() :] if uploaded else entry.name
            yield Piece((*inside, entry.name), entry, name, int(uploaded[1]) if uploaded else 0)
    elif layout.renames_again:
        name, attempt = without_attempt(one.file)
        yield Piece(inside, one.entry, name, attempt << 40 | one.order)
    else:
        yield Piece(inside, one.entry, one.file, one.order)


def _text(tree: Tree, inside: Parts) -> str:
    """A platform's own text; empty where it cannot be read."""
    try:
        return tree.read(inside, inside[-1], MOST_OF_TEXT).decode("utf-8", "replace")
    except (UnreadableError, OutOfReachError, OSError):
        return ""


def _metadata(tree: Tree, root: Parts) -> dict[str, gradescope.Submitted]:
    """Whose each folder of a Gradescope export is; nothing where the export does not say."""
    try:
        content = tree.read((*root, gradescope.FILE), gradescope.FILE, gradescope.MOST_BYTES)
    except (UnreadableError, OSError):
        return {}
    return gradescope.metadata(content.decode("utf-8", "replace"))


def _told_apart(places: Sequence[Place]) -> Iterator[Place]:
    """The places, where several have one name each with its id beside it."""
    counts = Counter(same_student(place.student) for place in places)
    for place in places:
        is_one = counts[same_student(place.student)] == 1 or not place.origin.id
        yield place if is_one else replace(place, student=f"{place.student} ({place.origin.id})")
