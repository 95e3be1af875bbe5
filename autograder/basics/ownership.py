"""Whose files are obeyed: ours and root's, where nobody else may write them or put others in their place.

A course file names rule files, and a rule file is a program. One that a command finds by itself is obeyed only where
nobody else can have put it there, as git (safe.directory) and OpenSSH (StrictModes) do it. What is asked of a file is
asked of every folder and every link on the way to it too.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from autograder.errors import UsageError

MOST_LINKS = 40
"""As many symbolic links in one path are followed as Linux follows."""


def why_not_ours(path: Path) -> str:
    """Why a file or folder may be somebody else's, as half a sentence that names the place; empty where it is ours.

    Every folder on the way counts, and what symbolic links lead to. A folder that everybody may write to is borne where
    it is sticky, as /tmp is: there nobody can replace what is ours. A group that may write is borne where it is its
    owner's alone, as the groups are that systems make for each user. Root that was called with sudo is also who called.

    OSError where it is not there, or cannot be looked at. Always empty on Windows, whose rights are of another kind.
    """
    if not hasattr(os, "geteuid"):
        return ""
    return next((why for place in _way_to(path) if (why := why_others_may_write(place, place.lstat()))), "")


def require_ours(file: Path, course_file: Path) -> None:
    """UsageError for a file that was found and may be somebody else's; it says how to name the course that it is of."""
    try:
        why = why_not_ours(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}): see who may read it") from error
    if why:
        raise UsageError(
            f"{file} was found, but is not obeyed, for it may be somebody else's: {why}. If you trust it, type the "
            f"same again with  --course {course_file}  (an empty file of your own, named so, is the built-in course)"
        )


def nearest(name: str, start: Path) -> Path | None:
    """The nearest file of a name from a folder upwards; None where there is none.

    The search ends with our home folder, and with the topmost folder of the file system in which it is.
    """
    folder = start.resolve()
    for place in (folder, *folder.parents):
        if (place / name).is_file():
            return place / name
        if place == _home() or os.path.ismount(place):
            return None
    return None


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except RuntimeError:  # the system knows of none
        return None


def _way_to(path: Path) -> Iterator[Path]:
    """Every folder and symbolic link on the way to a path, from the root on, and what it leads to at last."""
    at, ahead, links = Path(path.absolute().anchor), list(reversed(path.absolute().parts[1:])), 0
    yield at
    while ahead:
        part = ahead.pop()
        if part == "..":
            at = at.parent
            continue
        yield at / part
        if not (at / part).is_symlink():
            at /= part
            continue
        links += 1
        if links > MOST_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
        target = (at / part).readlink()
        ahead += reversed(target.parts[1:] if target.is_absolute() else target.parts)
        at = Path(target.anchor) if target.is_absolute() else at


def why_others_may_write(place: Path, status: os.stat_result) -> str:
    """Why one place of that status may be somebody else's, as half a sentence; empty where it is ours or root's alone.

    The way to it is not looked at. Always empty on Windows.
    """
    if not hasattr(os, "geteuid"):
        return ""
    if status.st_uid not in _us():
        return f"{place} belongs to {_user(status.st_uid)}"
    keeps_what_is_ours = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
    if stat.S_ISLNK(status.st_mode) or keeps_what_is_ours:
        return ""
    if status.st_mode & stat.S_IWOTH:
        return f"everybody may write to {place}"
    if status.st_mode & stat.S_IWGRP and not (_is_alone_in_its_group(status) and not _has_list(place)):
        return f"a group may write to {place}"
    return ""


def _us() -> set[int]:
    """The users whose files are ours: ourselves, root, and whoever called us as root with sudo."""
    us = os.geteuid()
    caller = os.environ.get("SUDO_UID", "") if us == 0 else ""
    return {us, 0, *([int(caller)] if caller.isascii() and caller.isdigit() else [])}


def _user(uid: int) -> str:
    import pwd

    with suppress(KeyError):
        return f'the user "{pwd.getpwuid(uid).pw_name}"'
    return f"the user with the number {uid}"


def _is_alone_in_its_group(status: os.stat_result) -> bool:
    """Whether the group of a file is its owner's own: his first one, named or numbered as he is, without others."""
    import grp
    import pwd

    try:
        owner, group = pwd.getpwuid(status.st_uid), grp.getgrgid(status.st_gid)
    except KeyError:  # as in a container that has no list of its users
        return status.st_gid == status.st_uid
    is_named_alike = group.gr_name == owner.pw_name or status.st_gid == status.st_uid
    return owner.pw_gid == status.st_gid and is_named_alike and set(group.gr_mem) <= {owner.pw_name}


def _has_list(place: Path) -> bool:
    """Whether an access control list says more than the mode, in which it shows as what the group may do."""
    with suppress(OSError, AttributeError):  # only Linux lists such attributes, and not on every file system
        return "system.posix_acl_access" in os.listxattr(place, follow_symlinks=False)
    return False
