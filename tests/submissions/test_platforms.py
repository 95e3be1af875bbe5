"""Downloads of platforms are recognised by themselves, as a folder and as the zip that was downloaded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from autograder.errors import SubmissionError
from autograder.model.submission import Origin
from autograder.submissions import read_class
from autograder.submissions.platforms.blackboard import usernames
from autograder.submissions.platforms.gradescope import metadata
from autograder.submissions.platforms.layouts import LAYOUTS, time_of
from tests.submissions.make import WANTED, pack, write

MINE = b"def momentum(w):\n    return w\n"
OTHER = b"def momentum(w):\n    return -w\n"


def zipped(**files: bytes) -> bytes:
    """The bytes of a zip of Python files by their stems."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for stem, data in files.items():
            archive.writestr(f"{stem}.py", data)
    return content.getvalue()


GRADESCOPE = """\
---
submission_310000001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '1815'
    :email: ada@example.org
  :created_at: 2026-11-28 21:14:05.123456000 Z
  :results:
    :tests:
    - :name: Mallory
      :sid: '666'
    :output: |
      submission_310000002:
        :submitters:
submission_310000002:
  :submitters:
  - :name: "O\\"Brien, S\\xE9an"
    :sid: '1853'
  - :name: Grace Hopper
    :email: grace@example.org
  :created_at: 2026-11-29 08:00:00 Z
"""

DOWNLOADS: dict[str, tuple[Mapping[str, bytes], Mapping[str, tuple[str, str]]]] = {
    "canvas": (
        {
            "lovelaceada_12345_678901_momentum.py": MINE,
            "obriensarah_LATE_12346_678902_hw2.zip": zipped(momentum=MINE),
            "王小明_12347_678903_momentum-1.py": MINE,
            "anon_a1B2c_678904_momentum.py": MINE,
            "gausscf_12348_678905_momentum.py": OTHER,
            "gausscf_12348_678906_momentum-2.py": MINE,
            "eulerl_12349_text.html": b"<p>mine</p>",
        },
        {
            "lovelaceada": ("12345", "momentum"),
            "obriensarah": ("12346", "momentum"),
            "王小明": ("12347", "momentum"),
            "anon_a1B2c": ("a1B2c", "momentum"),
            "gausscf": ("12348", "momentum"),
            "eulerl": ("12349", ""),
        },
    ),
    "moodle": (
        {
            "Ada Lovelace_1234567_assignsubmission_file_/momentum.py": MINE,
            "Ada Lovelace_1234567_assignsubmission_onlinetext_/onlinetext.html": b"see the file",
            "José García López_1234568_assignsubmission_file/hw.zip": zipped(momentum=MINE),
            "Wei Zhang_1234569_assignsubmission_file_momentum.py": MINE,
            "Wei Zhang_1234570_assignsubmission_file_momentum.py": MINE,
            "Participant_1234571_assignsubmission_file_/momentum.py": MINE,
        },
        {
            "Ada Lovelace": ("1234567", "momentum"),
            "José García López": ("1234568", "momentum"),
            "Wei Zhang (1234569)": ("1234569", "momentum"),
            "Wei Zhang (1234570)": ("1234570", "momentum"),
            "Participant 1234571": ("1234571", "momentum"),
        },
    ),
    "blackboard": (
        {
            "HW 2_ada01_attempt_2026-02-01-10-22-33_momentum.py": OTHER,
            "HW 2_ada01_attempt_2026-02-02-10-22-33.txt": b"Name: Ada Lovelace (ada01)",
            "HW 2_ada01_attempt_2026-02-02-10-22-33_momentum.py": MINE,
            "gradebook_CS101_HW_2_bob.b_attempt_2026-02-01-10-22-33_work.zip": zipped(momentum=MINE),
        },
        {"ada01": ("ada01", "momentum"), "bob.b": ("bob.b", "momentum")},
    ),
    "brightspace": (
        {
            "index.html": b"",
            "397000-25573 - Ada Lovelace - Nov 29, 2026 920 PM/momentum.py": MINE,
            "397000-25573 - Ada Lovelace - Nov 29, 2026 1020 AM/momentum.py": OTHER,
            "397001-25573 - Sarah O'Brien - Nov 3, 2026 1201 AM/hw.zip": zipped(momentum=MINE),
        },
        {"Ada Lovelace": ("397000-25573", "momentum"), "Sarah O'Brien": ("397001-25573", "momentum")},
    ),
    "gradescope": (
        {
            "assignment_5550_export/submission_310000001/momentum.py": MINE,
            "assignment_5550_export/submission_310000002/momentum.py": MINE,
            "assignment_5550_export/submission_metadata.yml": GRADESCOPE.encode(),
        },
        {
            "Ada Lovelace": ("1815", "momentum"),
            'O"Brien, Séan': ("1853", "momentum"),
            "Grace Hopper": ("grace@example.org", "momentum"),
        },
    ),
    "ilias": (
        {
            "HW 2/Abgaben/Lovelace_Ada_ada.l_1815/20261128211405_momentum.py": OTHER,
            "HW 2/Abgaben/Lovelace_Ada_ada.l_1815/20261129211405_momentum.py": MINE,
            "HW 2/Abgaben/Hopper_Grace_grace_1906/20261128211405_hw.zip": zipped(momentum=MINE),
        },
        {"Ada Lovelace": ("1815", "momentum"), "Grace Hopper": ("1906", "momentum")},
    ),
    "nbgrader": (
        {
            "ada+02_momentum+2026-02-01 10:00:00 UTC+k3j/momentum.py": OTHER,
            "ada+02_momentum+2026-02-02 10:00:00 UTC+x9y/momentum.py": MINE,
            "ada+01_gradient_descent+2026-01-02 10:00:00 UTC+x9y/gradient_descent.py": b"def gradient_descent(w): 1\n",
            "bob+02_momentum+2026-02-01 10:00:00.5 UTC+abc/momentum.py": MINE,
        },
        {"ada": ("ada", "momentum"), "bob": ("bob", "momentum")},
    ),
}
"""For each platform: a download, and by student the id there, and whose function was read."""


def test_every_platform_has_a_download() -> None:
    """Each layout of the table is tried."""
    assert DOWNLOADS.keys() == LAYOUTS.keys()


Makes: TypeAlias = Callable[[Mapping[str, bytes]], Path]


@pytest.fixture(params=["folder", "zip", "zip of the folder"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Makes:
    """Makes a download in each form that an instructor may have it in."""

    def make(files: Mapping[str, bytes]) -> Path:
        match request.param:
            case "folder":
                return write(tmp_path / "class", files)
            case "zip":
                return pack(tmp_path / "class.zip", list(files.items()))
            case _:
                return pack(tmp_path / "class.zip", [(f"class/{name}", data) for name, data in files.items()])

    return make


@pytest.mark.parametrize("platform", DOWNLOADS)
@pytest.mark.parametrize("is_named", [False, True])
def test_students_are_who_the_platform_says(platform: str, is_named: bool, made: Makes) -> None:
    """Student, id and the newest attempt come from the download, whether the platform is named or recognised."""
    files, students = DOWNLOADS[platform]
    found = read_class(made(files), WANTED, platform=platform if is_named else "")
    assert {one.student: one.origin.id for one in found.submissions} == {
        name: id_ for name, (id_, _) in students.items()
    }
    for one in found.submissions:
        assert one.origin.platform == platform
        assert one.problem == one.broken == ""
        if students[one.student][1]:
            assert one.files["02_momentum"].text == MINE.decode(), one.student
    assert any(LAYOUTS[platform].title in note for note in found.notes)
    assert [stray.name for stray in found.strays] == (["index.html"] if platform == "brightspace" else [])


def test_what_the_platform_says_of_time_and_attempt(tmp_path: Path) -> None:
    """The time of the attempt that counts is kept in ISO 8601, what is late is said, and the earlier one is named."""
    for platform in DOWNLOADS:
        write(tmp_path / platform, DOWNLOADS[platform][0])
    origins = {
        platform: {one.student: one for one in read_class(tmp_path / platform, WANTED).submissions}
        for platform in DOWNLOADS
    }
    assert origins["blackboard"]["ada01"].origin == Origin(
        "blackboard", "ada01", "2026-02-02-10-22-33", "2026-02-02T10:22:33"
    )
    assert origins["brightspace"]["Ada Lovelace"].origin.time == "2026-11-29T21:20:00"
    assert origins["brightspace"]["Sarah O'Brien"].origin.time == "2026-11-03T00:01:00"
    assert origins["gradescope"]["Ada Lovelace"].origin.time == "2026-11-28T21:14:05+00:00"
    assert origins["nbgrader"]["ada"].origin.time == "2026-02-02T10:00:00+00:00"
    assert origins["canvas"]["obriensarah"].origin.late
    assert "Canvas calls it late" in origins["canvas"]["obriensarah"].notes
    assert any("momentum-2.py is a later attempt than" in note for note in origins["canvas"]["gausscf"].notes)
    assert any("Feb" not in note and "10-22-33_momentum.py" in note for note in origins["blackboard"]["ada01"].notes)
    assert "Handed in together with Grace Hopper" in origins["gradescope"]['O"Brien, Séan'].notes


@pytest.mark.parametrize("ending", ["rar", "7z", "tar.gz"])
def test_an_archive_that_is_not_opened_is_its_students_problem(tmp_path: Path, ending: str) -> None:
    """A student of a platform who handed in an archive of another kind is there, and told what to hand in."""
    write(tmp_path, {"ada_12345_678901_momentum.py": MINE, f"bob_12346_678902_hw2.{ending}": b"?"})
    _, bob = read_class(tmp_path, WANTED).submissions
    assert bob.student == "bob"
    assert bob.problem == f"hw2.{ending} is an archive that is not opened: hand in the files, or a zip"


@pytest.mark.parametrize(
    "names",
    [
        ["ada_lovelace", "alan_turing"],
        ["hw2-ada-1", "hw2-bob-2"],
        ["momentum_12_ada", "momentum_13_bob"],
        ["submission_1", "submission_2"],
        ["Ada Lovelace - final", "Bob - final"],
    ],
)
def test_folders_of_other_names_are_students(tmp_path: Path, names: list[str]) -> None:
    """What no platform names so is a folder for each student, called as it is."""
    found = read_class(write(tmp_path, {f"{name}/momentum.py": MINE for name in names}), WANTED)
    assert [one.student for one in found.submissions] == sorted(names)
    assert all(one.origin == Origin() for one in found.submissions)


def test_folders_can_be_forced(tmp_path: Path) -> None:
    """Where names only look like a platform's, `folders` reads them as they are."""
    write(tmp_path, {"Lovelace_Ada_hw_11/momentum.py": MINE, "Turing_Alan_hw_12/momentum.py": MINE})
    assert {one.student for one in read_class(tmp_path, WANTED).submissions} == {"Ada Lovelace", "Alan Turing"}
    forced = read_class(tmp_path, WANTED, platform="folders").submissions
    assert {one.student for one in forced} == {"Lovelace_Ada_hw_11", "Turing_Alan_hw_12"}


def test_a_platform_that_it_is_not_is_said(tmp_path: Path) -> None:
    """A download that is named as another platform's is wrong usage."""
    with pytest.raises(SubmissionError, match="nothing there is named as Canvas names it: leave out --from canvas"):
        read_class(write(tmp_path, {"ada/momentum.py": MINE}), WANTED, platform="canvas")


def test_what_lies_beside_a_download_is_named(tmp_path: Path) -> None:
    """In a platform's download, a folder of another name is a student, and a file of another name a stray."""
    files = {"ada_12345_678901_momentum.py": MINE, "bob_12346_678902_momentum.py": MINE}
    found = read_class(write(tmp_path, {**files, "by mail/momentum.py": MINE, "roster.csv": b""}), WANTED)
    assert [one.student for one in found.submissions] == ["ada", "bob", "by mail"]
    assert [stray.name for stray in found.strays] == ["roster.csv"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Feb 3, 2026 1022 PM", "2026-02-03T22:22:00"),
        ("September 30, 2026 9:05 AM", "2026-09-30T09:05:00"),
        ("2026-02-01-10-22-33", "2026-02-01T10:22:33"),
        ("2026-02-01 10:22:33.123 UTC", "2026-02-01T10:22:33+00:00"),
        ("29. November 2026 2120", "2026-11-29T21:20:00"),
        ("3 févr. 2026 09:05", "2026-02-03T09:05:00"),
        ("1 juin 2026 9h05", "2026-06-01T09:05:00"),
        ("14 de julio de 2026 21:20", "2026-07-14T21:20:00"),
        ("März 3, 2026 1022 PM", "2026-03-03T22:22:00"),
        ("Feb 30, 2026 1022 PM", ""),
        ("2026-13-01-10-22-33", ""),
        ("yesterday", ""),
        ("Foo 3, 2026 1022 PM", ""),
    ],
)
def test_times_of_platforms(text: str, time: str) -> None:
    """A time as platforms write it is ISO 8601; what is none is empty."""
    assert time_of(text) == time


def test_results_cannot_claim_a_submission() -> None:
    """In Gradescope's metadata, what a student's program printed is never taken for who submitted."""
    found = metadata(GRADESCOPE)
    assert [person["name"] for one in found.values() for person in one.submitters] == [
        "Ada Lovelace",
        'O"Brien, Séan',
        "Grace Hopper",
    ]


@pytest.mark.parametrize(
    ("heads", "users"),
    [
        (["CS_Essay_o_brien", "CS_Essay_a_brien"], ["o_brien", "a_brien"]),
        (["gradebook_CS101_HW2_o_brien"], ["o_brien"]),
        (["gradebook_CS101_Essay_ada"], ["ada"]),
        (["CS101_HW1_ada", "CS101_HW2_ada", "CS101_HW2_o_brien"], ["ada", "ada", "o_brien"]),
        (["Lab 3_ada", "gradebook_X_HW_2_b_c"], ["ada", "b_c"]),
        (["HW2_lab1_x", "HW2_lab2_x"], ["lab1_x", "lab2_x"]),
        (["E_a_b", "E_a_c", "E_a"], ["a_b", "a_c", "a"]),
    ],
)
def test_a_username_may_hold_what_parts_are_joined_with(heads: list[str], users: list[str]) -> None:
    """Where no text of Blackboard's is left, no two people become one, nor one two where assignments have numbers."""
    assert [usernames(heads, {})[head] for head in heads] == users


def test_blackboards_own_text_says_the_username() -> None:
    """What it says of one attempt holds for all of that assignment; nobody can name themselves somebody else."""
    heads = ["C_Essay_a_b", "C_Essay_x_y", "C_Quiz_x_y", "C_Quiz_z"]
    texts = {
        "C_Essay_a_b": "Name: Mallory (x_y) (a_b)\nAssignment: Essay\n",
        "C_Quiz_x_y": "\ufeffNombre: X Y (x_y)\n",
        "C_Quiz_z": "Name: Z (y)\n",
    }
    assert usernames(heads, texts) == {"C_Essay_a_b": "a_b", "C_Essay_x_y": "x_y", "C_Quiz_x_y": "x_y", "C_Quiz_z": "z"}


def test_what_was_typed_into_blackboard_is_not_nothing(made: Makes) -> None:
    """Where an attempt has no file, what the platform's own text holds is looked into, and counts or is named."""
    typed = {"bob": b"print(1)\n", "eve": MINE}
    files = {
        f"HW_{user}_attempt_2026-02-01-10-22-33.txt": f"Name: A ({user})\nSubmission Field:\n".encode() + text
        for user, text in typed.items()
    }
    bob, eve = read_class(made(files), WANTED).submissions
    assert bob.in_vain
    assert any("was not read; still missing: " in note for note in bob.notes)
    assert not eve.in_vain
    assert eve.files


def test_a_merged_download_of_blackboards_has_each_student_once(made: Makes) -> None:
    """Logins that hold the mark between parts, two assignments and texts beside them: each person is one student."""
    at = "attempt_2026-02-0{}-10-22-33"
    files: dict[str, bytes] = {}
    for day, task in ((1, "Momentum"), (2, "Adaptive")):
        for login in ("o_brien", "a_brien"):
            head = f"CS_{task}_{login}_{at.format(day)}"
            files |= {f"{head}.txt": f"Name: B ({login})\n".encode(), f"{head}_momentum.py": MINE}
    assert {one.student: one.origin.id for one in read_class(made(files), WANTED).submissions} == {
        "a_brien": "a_brien",
        "o_brien": "o_brien",
    }


def test_what_looks_like_a_number_in_a_name_makes_nobody_the_same(tmp_path: Path) -> None:
    """Canvas's names may hold a mark and digits, and ILIAS's logins a mark: two people stay two."""
    canvas = {f"{name}_7_1234{n}_678901_momentum.py": MINE for n, name in enumerate(("ada", "bob"))}
    assert len(read_class(write(tmp_path / "canvas", canvas), WANTED).submissions) == 2
    ilias = [f"{name}/20261128211405_momentum.py" for name in ("A_B_ab_1815", "C_D_cd_1816", "O_S_o_s_1817")]
    found = read_class(write(tmp_path / "ilias", dict.fromkeys(ilias, MINE)), WANTED)
    assert [one.student for one in found.submissions] == ["B A", "D C", "S O"]


def test_nbgraders_own_note_of_a_time_is_known(made: Makes) -> None:
    """In nbgrader's folder, when each unit was collected comes from the file beside it; what is no time is a note."""
    found = read_class(
        made(
            {
                "ada/02_momentum/momentum.py": MINE,
                "ada/02_momentum/timestamp.txt": b"2026-02-02 10:00:00 +0100",
                "ada/01_gradient_descent/timestamp.txt": b"2026-01-02 10:00:00 UTC",
                "bob/02_momentum/momentum.py": MINE,
                "bob/02_momentum/timestamp.txt": "gestern".encode("utf-16"),
            }
        ),
        WANTED,
    )
    ada, bob = found.submissions
    times = {"01_gradient_descent": "2026-01-02T10:00:00+00:00", "02_momentum": "2026-02-02T09:00:00+00:00"}
    assert ada.origin == Origin("nbgrader", "ada", time="2026-02-02T09:00:00+00:00", times=times)
    assert bob.origin == Origin()
    assert any("timestamp.txt holds no time" in note for note in bob.notes)
    assert not any("timestamp.txt was not read" in note for one in (ada, bob) for note in one.notes)


def test_hidden_folders_of_a_class_are_named(made: Makes) -> None:
    """What is hidden and may be a student's is named; what systems leave everywhere is nobody's."""
    left = {".DS_Store": b"", "__MACOSX/._ada": b"", "Thumbs.db": b"", "._ada": b""}
    files = {"ada/momentum.py": MINE, "bob/momentum.py": MINE, ".eve/momentum.py": MINE, "venv/momentum.py": MINE}
    found = read_class(made({**files, **left}), WANTED)
    assert [one.student for one in found.submissions] == ["ada", "bob"]
    assert {stray.name: stray.why for stray in found.strays} == {
        ".eve": "a hidden folder: rename it if it is a student's",
        "venv": "a folder of an environment",
    }


def test_another_assignment_is_no_earlier_attempt(made: Makes) -> None:
    """In a merged download of Blackboard's, what was handed in for another assignment is read too."""
    first, second = (f"CS_HW{n}_ada_attempt_2026-0{n}-01-10-22-33_" for n in (1, 2))
    earlier = "CS_HW2_ada_attempt_2026-01-02-10-22-33_momentum.py"
    descent = b"def gradient_descent(w):\n    return w\n"
    (ada,) = read_class(
        made({f"{first}gradient_descent.py": descent, f"{second}momentum.py": MINE, earlier: OTHER}), WANTED
    ).submissions
    assert {unit: file.text for unit, file in ada.files.items()} == {
        "01_gradient_descent": descent.decode(),
        "02_momentum": MINE.decode(),
    }
    assert ada.notes == (f"An earlier attempt was not read: {earlier}",)


def test_an_unusual_login_or_an_empty_team_hides_no_class(made: Makes) -> None:
    """ILIAS's folders are recognised with teams among them and logins that hold a mark: no class becomes a student."""
    names = ("Groß_Jürgen_jgross_1815", "Von der Mühl_Anna Maria_a_vdm_1816")
    files = {f"Blatt 2/Abgaben/{name}/20261128211405_momentum.py": MINE for name in names}
    found = read_class(made({**files, "Blatt 2/Abgaben/Team 1/x.txt": b""}), WANTED)
    assert [one.student for one in found.submissions] == ["Anna Maria Von der Mühl", "Jürgen Groß", "Team 1"]
