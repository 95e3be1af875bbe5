"""Whose files are obeyed: each way in which somebody else could have written one, and each way in which nobody can."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.basics import ownership
from autograder.basics.ownership import nearest, why_not_ours
from autograder.catalogue.course import BUILT_IN, course_at, find_course, load_course
from autograder.catalogue.load import rule_of
from autograder.errors import UsageError
from tests.cli.grade import runner

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has rights of another kind")
SOMEBODY = 54321
LION = Path(__file__).parent / "courses" / "lion"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of ours with a rule of its own, in a folder of ours."""
    shutil.copytree(LION, tmp_path / "course")
    for path in (tmp_path / "course", *(tmp_path / "course").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return tmp_path / "course" / "course.toml"


Change = Callable[[Path, pytest.MonkeyPatch], None]


def owned_by_somebody(*parts: str) -> Change:
    """Give what lies there, seen from the course's folder, to somebody else, as far as the grader can see."""

    def change(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        place, lstat = Path(os.path.normpath(course.parent.joinpath(*parts))), Path.lstat

        def seen(path: Path) -> os.stat_result:
            status = lstat(path)
            return os.stat_result((*status[:4], SOMEBODY, *status[5:])) if path == place else status

        monkeypatch.setattr(Path, "lstat", seen)

    return change


def mode(number: int, *parts: str) -> Change:
    """Give what lies there, seen from the course's folder, another mode."""
    return lambda course, monkeypatch: course.parent.joinpath(*parts).chmod(number)


def alone_in_a_group(answer: bool) -> Change:
    """Say whether groups have their owner alone."""
    return lambda course, monkeypatch: monkeypatch.setattr(ownership, "_is_alone_in_its_group", lambda status: answer)


def linked_to_somebodys(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are a link of ours to a folder in one that everybody may write to."""
    open_folder = course.parent.parent / "open"
    open_folder.mkdir()
    open_folder.chmod(0o777)
    shutil.move(course.parent / "rules", open_folder / "rules")
    (course.parent / "rules").symlink_to(open_folder / "rules")


def mistakes_of_somebodys(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sticky folder that everybody may write to somebody has put a file of mistakes beside our rules."""
    (course.parent / "mistakes").mkdir()
    (course.parent / "mistakes" / "lion.py").touch()
    course.parent.chmod(0o1777)
    owned_by_somebody("mistakes")(course, monkeypatch)


def together(*changes: Change) -> Change:
    """Some changes, one after another."""

    def change(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for each in changes:
            each(course, monkeypatch)

    return change


THEIRS: dict[str, Change] = {
    "the file is somebody's": owned_by_somebody("course.toml"),
    "its folder is somebody's": owned_by_somebody(),
    "a folder above is somebody's": owned_by_somebody(".."),
    "its rule is somebody's": owned_by_somebody("rules", "lion.py"),
    "the folder of its rule is somebody's": owned_by_somebody("rules"),
    "everybody may write to it": mode(0o666, "course.toml"),
    "everybody may write to its folder": mode(0o777),
    "everybody may write to a folder above": mode(0o777, ".."),
    "everybody may write to its rule": mode(0o646, "rules", "lion.py"),
    "everybody may write to the folder of its rule": mode(0o757, "rules"),
    "a file is not sticky": mode(0o1666, "course.toml"),
    "a group may write to it": together(mode(0o664, "course.toml"), alone_in_a_group(False)),
    "a group may write to its folder": together(mode(0o775), alone_in_a_group(False)),
    "somebody has put mistakes beside its rule": mistakes_of_somebodys,
    "it is linked to what everybody may replace": linked_to_somebodys,
}
OURS: dict[str, Change] = {
    "as it is": together(),
    "read-only": together(mode(0o444, "course.toml"), mode(0o555)),
    "a sticky folder that everybody may write to": mode(0o1777, ".."),
    "a group of the owner's own": together(mode(0o664, "course.toml"), mode(0o775), alone_in_a_group(True)),
}


@pytest.mark.parametrize("change", THEIRS.values(), ids=THEIRS)
def test_a_course_that_may_be_somebody_elses_is_not_obeyed(
    course: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found, it ends in a sentence that names the file and says what to type; named, it is obeyed."""
    change(course, monkeypatch)
    with pytest.raises(UsageError, match="may be somebody else's") as refused:
        course_at(None, course.parent)
    assert f"--course {course}" in str(refused.value)
    assert course_at(course, course.parent).exercise("lion").points == 5


@pytest.mark.parametrize("change", OURS.values(), ids=OURS)
def test_a_course_of_ours_is_obeyed(course: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing need be named where nobody else can have written anything."""
    change(course, monkeypatch)
    assert course_at(None, course.parent).file == course


def test_nothing_of_somebodys_course_runs(
    tmp_path: Path, course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule file of a course that is not obeyed is not loaded, by any command that looks for a course."""
    marker, grade = tmp_path / "ran", runner(capsys)
    (course.parent / "rules" / "lion.py").write_text(f"open({str(marker)!r}, 'w')\n", encoding="utf-8")
    course.chmod(0o666)
    (course.parent / "class" / "eve").mkdir(parents=True)
    monkeypatch.chdir(course.parent)
    for command in (
        "run class -o ../out --isolation none",
        "check class",
        "show lion",
        "show adam",
        "verify",
        "build -o ../made",
        "init ../new/../course/new",
        "start ../course/new",
        "demo ../course/demo",
        "export class --to csv",
    ):
        done = grade(*command.split())
        assert done.code == 2, (command, done.out, done.err)
        assert f"--course {course}" in done.err
        assert not marker.exists()


def test_root_obeys_who_called_it_with_sudo(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, files of the user who called sudo are ours; SUDO_UID means nothing to anybody else."""
    owned_by_somebody("course.toml")(course, monkeypatch)
    monkeypatch.setenv("SUDO_UID", str(SOMEBODY))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    owners = {course.stat().st_uid, course.parent.stat().st_uid}
    assert (not why_not_ours(course)) == (owners <= {0, SOMEBODY})
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY + 1)
    assert why_not_ours(course)


def test_a_group_is_its_owners_alone_by_name_or_number(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group counts as private where it is the owner's first one, is named or numbered as he is, and has no others."""
    import grp
    import pwd

    status = course.stat()

    def private(user: str, group: str, first: int, members: list[str]) -> bool:
        monkeypatch.setattr(pwd, "getpwuid", lambda uid: pwd.struct_passwd((user, "x", uid, first, "", "/", "/bin/sh")))
        monkeypatch.setattr(grp, "getgrgid", lambda gid: grp.struct_group((group, "x", gid, members)))
        return ownership._is_alone_in_its_group(os.stat_result((*status[:4], 1000, 1001, *status[6:])))

    assert private("ada", "ada", 1001, [])
    assert private("ada", "ada", 1001, ["ada"])
    assert not private("ada", "ada", 1001, ["bob"])
    assert not private("ada", "staff", 1001, [])
    assert not private("ada", "ada", 50, [])


def test_a_loop_of_links_is_an_error_of_the_system(tmp_path: Path) -> None:
    """Links that lead nowhere end in OSError, and soon."""
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(OSError):  # noqa: PT011
        why_not_ours(tmp_path / "a")


def test_the_search_ends_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course file above the home folder is never found from below it; one in it is."""
    home = tmp_path / "home"
    (home / "class").mkdir(parents=True)
    (tmp_path / "course.toml").touch()
    assert find_course(home / "class") == tmp_path / "course.toml"
    monkeypatch.setenv("HOME", str(home))
    assert find_course(home / "class") == BUILT_IN
    (home / "course.toml").touch()
    assert find_course(home / "class") == home / "course.toml"


def test_the_search_ends_at_a_mount_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies above the topmost folder of a file system is not looked at."""
    (tmp_path / "disk" / "class").mkdir(parents=True)
    (tmp_path / "course.toml").touch()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == tmp_path / "disk")
    assert nearest("course.toml", tmp_path / "disk" / "class") is None
    assert nearest("course.toml", tmp_path) == tmp_path / "course.toml"


def test_bytecode_beside_a_rule_is_not_obeyed(course: Path) -> None:
    """A rule is loaded from its text, and no bytecode is read or left beside it."""
    assert rule_of(load_course(course).exercise("lion")).name == "lion"
    assert not (course.parent / "rules" / "__pycache__").exists()
