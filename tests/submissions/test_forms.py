"""An exercise's work is its function that is written, wherever it lies and whatever the file is called."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from autograder.model.submission import Submission
from autograder.submissions import layout, read_class
from tests.submissions.make import WANTED, pack, write

WANTED_MOMENTUM = replace(WANTED, units=("02_momentum",))
NAMES = WANTED.functions["02_momentum"]
EMA = "def exponential_moving_average(values, *, beta, bias_correction):\n    return values\n"
MOMENTUM = "def momentum(w, grad, state, *, lr, beta):\n    return w, state\n"
OTHER = "def momentum(w, grad, state, *, lr, beta):\n    return w - lr * grad, state\n"
NESTEROV = "def nesterov(w, grad_fn, state, *, lr, beta):\n    return w, state\n"
ALL = EMA + MOMENTUM + NESTEROV
STUB = "import numpy as np\n\n" + "".join(
    f'def {name}({arguments}):\n    """What to do."""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n\n'
    for name, arguments in (
        ("exponential_moving_average", "values, *, beta, bias_correction"),
        ("momentum", "w, grad, state, *, lr, beta"),
        ("nesterov", "w, grad_fn, state, *, lr, beta"),
    )
)


def notebook(*sources: str) -> str:
    """A notebook with these code cells."""
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def zipped(files: Mapping[str, str]) -> bytes:
    """The bytes of a zip with these files."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


Reads: TypeAlias = "Callable[[Mapping[str, str | bytes]], Submission]"


@pytest.fixture(params=["folder", "zip", "class zip"])
def ada(request: pytest.FixtureRequest, tmp_path: Path) -> Reads:
    """Reads what ada handed in, in each form: a folder, a zip of her own, or an entry of the class's zip."""

    def read(files: Mapping[str, str | bytes]) -> Submission:
        data = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        folder = tmp_path / "class"
        match request.param:
            case "folder":
                write(folder, {f"ada/{name}": content for name, content in data.items()})
            case "zip":
                pack(folder / "ada.zip", list(data.items()))
            case _:
                folder = pack(tmp_path / "class.zip", [(f"ada/{n}", d) for n, d in data.items()] + [("bob/x.txt", b"")])
        if folder.is_dir():
            write(folder, {"bob/": b""})
        students = read_class(folder, WANTED_MOMENTUM).submissions
        return next(one for one in students if one.student == "ada")

    return read


def sources(submission: Submission) -> dict[str, str]:
    """By function, the name of the file that it is taken from."""
    files = {name: submission.file_of("02_momentum", name) for name in NAMES}
    return {name: file.name for name, file in files.items() if file is not None}


@pytest.mark.parametrize(
    ("files", "read"),
    [
        ({"momentum.py": ALL, "momentum.ipynb": notebook(STUB)}, "momentum.py"),
        ({"momentum.py": ALL, "momentum.ipynb": notebook("%matplotlib inline", STUB, "x = 1")}, "momentum.py"),
        ({"momentum.py": STUB + "import os\nx = 1\n", "momentum.ipynb": notebook(ALL)}, "momentum.ipynb"),
        ({"momentum.py": ALL + "print(1)\n", "momentum.ipynb": notebook(EMA, MOMENTUM, NESTEROV)}, "momentum.py"),
        ({"momentum.py": STUB, "02_momentum/momentum.py": ALL}, "02_momentum/momentum.py"),
        ({"momentum.py": ALL, "02_momentum/momentum.py": STUB}, "momentum.py"),
        ({"momentum.py": STUB, "momentum (1).py": ALL}, "momentum (1).py"),
        ({"momentum.py": STUB, "old/momentum.py": ALL}, "old/momentum.py"),
        ({"momentum.py": STUB, "a/b/c/d/optimizers.py": ALL}, "a/b/c/d/optimizers.py"),
        ({"momentum.py": STUB, "solution.txt": ALL}, "solution.txt"),
        ({"momentum.py": STUB, "hw.zip": zipped({"x/momentum.py": ALL})}, "hw.zip/x/momentum.py"),
        ({"momentum.py": ALL, "momentum-1.py": STUB, "old/momentum.py": STUB}, "momentum.py"),
        ({"momentum.py": "def broken(:\n", "mine.py": ALL}, "mine.py"),
        ({"momentum.ipynb": "{", "momentum.py": ALL}, "momentum.py"),
    ],
)
def test_untouched_forms_never_compete(ada: Reads, files: Mapping[str, str | bytes], read: str) -> None:
    """Of several files, the one in which the functions are written counts for all of them."""
    submission = ada(files)
    assert submission.problem == submission.broken == ""
    assert sources(submission) == dict.fromkeys(NAMES, read)
    if read not in ("momentum.py", "momentum.ipynb", "02_momentum/momentum.py", "old/momentum.py"):
        assert any(note.startswith(f"{read} was read as momentum.py") for note in submission.notes)


@pytest.mark.parametrize(
    "name",
    [
        *("momentum-1.py", "momentum (1).py", "Momentum.py", "MOMENTUM.PY", "momentum.py.txt", "momentum.txt"),
        *("momentum copy.py", "momentum-Copy1.py", "Copy of momentum.py", "Kopie von momentum.py", "momentum_v2.py"),
        *("momentum_final.py", "momentum_final_v2.py", "02_momentum.py", "my momentum.py", "momentum2.py"),
        *("momentum.pyw", "ada_hw2.py", "Untitled.py", "hw2/hw2/momentum.py", "02_momentum/02_momentum/momentum.py"),
        *("src/assignments/02_momentum/momentum.py", "deep/er/and/deep/er/momentum (2).py", "momentum.py/momentum.py"),
        *("03_adaptive/momentum.py", "adaptive.py"),
    ],
)
@pytest.mark.parametrize("form", ["file", "notebook"])
def test_a_single_file_is_read_whatever_it_is_called(ada: Reads, name: str, form: str) -> None:
    """The only file that can be a unit's is read, at any depth, under any name."""
    if form == "notebook":
        name = name.replace("/momentum.py/", "/").replace(".pyw", ".ipynb").replace(".txt", ".ipynb.txt")
        name = name.replace(".py.ipynb", ".ipynb").replace(".py", ".ipynb").replace(".PY", ".IPYNB")
    submission = ada({name: ALL if form == "file" else notebook(ALL)})
    assert sources(submission) == dict.fromkeys(NAMES, name)
    assert submission.files["02_momentum"].problem == ""
    is_proper = name.rpartition("/")[2] in ("momentum.py", "momentum.ipynb")
    assert is_proper or any(note.startswith(f"{name} was read as momentum.py") for note in submission.notes)


@pytest.mark.parametrize(
    ("name", "content"),
    [("momentum.py", notebook(ALL)), ("momentum.ipynb", ALL), ("momentum.py.txt", notebook(ALL))],
)
def test_a_file_under_the_other_forms_name_is_read(ada: Reads, name: str, content: str) -> None:
    """A notebook that is named as a file is read as one, and the other way round, with a note."""
    submission = ada({name: content})
    file = submission.files["02_momentum"]
    assert file.problem == ""
    assert "return w, state" in file.cells[-1].source
    assert any("was read as" in note for note in submission.notes)


def test_each_function_is_taken_from_where_it_is_written(ada: Reads) -> None:
    """Where each of two files holds some, they are joined function by function, with a note."""
    submission = ada({"momentum.py": STUB + EMA, "momentum.ipynb": notebook(STUB, NESTEROV), "mine.py": OTHER})
    assert sources(submission) == {
        "exponential_moving_average": "momentum.py",
        "momentum": "mine.py",
        "nesterov": "momentum.ipynb",
    }
    assert "nesterov: read from momentum.ipynb, where it is written" in submission.notes
    assert "momentum: read from mine.py, where it is written" in submission.notes


def test_only_what_differs_is_asked_about(ada: Reads) -> None:
    """Two different written versions of one function cost that function alone, and both files are named."""
    submission = ada({"momentum.py": ALL, "02_momentum/momentum.py": EMA + OTHER + NESTEROV})
    problems = {name: file.problem for name in NAMES if (file := submission.file_of("02_momentum", name))}
    said = problems.pop("momentum")
    assert "hold different versions of momentum: which one counts? Hand in only that one" in said
    assert {"momentum.py", "02_momentum/momentum.py"} == set(said.partition(" hold ")[0].split(" and "))
    assert set(problems.values()) == {""}


@pytest.mark.parametrize("folder", ["", "02_momentum/"])
@pytest.mark.parametrize("first", ["momentum.py", "momentum-1.py", "momentum-1.ipynb"])
@pytest.mark.parametrize("held", [ALL, EMA, EMA + OTHER])
def test_the_newest_of_several_attempts_counts(ada: Reads, folder: str, first: str, held: str) -> None:
    """Where names say which was handed in last, that counts, and the others are named."""
    earlier = notebook(held) if first.endswith(".ipynb") else held
    submission = ada({folder + first: earlier, f"{folder}momentum-2.py": EMA + OTHER + NESTEROV})
    assert set(sources(submission).values()) == {f"{folder}momentum-2.py"}
    assert f"{folder}momentum-2.py is a later attempt than {folder}{first}, and counts" in submission.notes


def test_what_the_newest_attempt_lacks_is_taken_from_the_one_before(ada: Reads) -> None:
    """An attempt in which a function is not written, or is not there, takes nothing away."""
    submission = ada({"momentum.py": ALL, "momentum-1.py": STUB, "momentum-2.py": EMA + OTHER})
    assert sources(submission) == {
        "exponential_moving_average": "momentum-2.py",
        "momentum": "momentum-2.py",
        "nesterov": "momentum.py",
    }
    assert "nesterov: read from momentum.py, where it is written" in submission.notes


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (STUB, "nothing is written in momentum-1.py"),
        ("", "nothing is written in momentum-1.py"),
        (ALL.encode("utf-16"), "momentum-1.py is saved as UTF-16: save it as UTF-8"),
    ],
)
def test_a_later_attempt_that_holds_nothing_is_named(ada: Reads, last: str | bytes, why: str) -> None:
    """Where the earlier one counts, it is said why."""
    submission = ada({"momentum.py": ALL, "momentum-1.py": last})
    assert set(sources(submission).values()) == {"momentum.py"}
    assert f"{why}; momentum.py counts, though it is the earlier attempt" in submission.notes


UNWRITTEN = ["raise NotImplementedError()", "pass", "...", '"""What to do."""\n    pass  # later']


@pytest.mark.parametrize("body", UNWRITTEN)
@pytest.mark.parametrize("flat", [False, True])
def test_a_stub_hides_nothing_that_is_written_in_another_units_file(ada: Reads, body: str, *, flat: bool) -> None:
    """Where each file lies in its place, too, a function is taken from where it is written."""
    stub = f"{EMA}def momentum(w, grad, state, *, lr, beta):\n    {body}\n\n{NESTEROV}"
    files = {"02_momentum/momentum.py": stub, "01_gradient_descent/gradient_descent.py": f"x = 1\n{MOMENTUM}"}
    submission = ada({name.rpartition("/")[2] if flat else name: text for name, text in files.items()})
    assert sources(submission)["momentum"].endswith("gradient_descent.py")
    assert any(note.startswith("momentum: read from ") for note in submission.notes)


ALL_IN_PLACE: list[Mapping[str, str]] = [
    {"momentum.py": ALL},
    {"momentum.py": STUB},
    {"02_momentum/momentum.py": EMA, "01_gradient_descent/gradient_descent.py": "import momentum\n"},
    {"02_momentum/momentum.ipynb": notebook("!ls\n" + ALL), "07_other/other.py": "x = 1\n"},
    {"momentum.py": "%pip install x\n" + ALL, "gradient_descent.py": "from momentum import momentum\n"},
    {"momentum.py": ""},
    {"momentum.py": "\0"},
]


@pytest.mark.parametrize("files", ALL_IN_PLACE)
def test_a_closer_look_at_what_lies_in_its_place_shows_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]
) -> None:
    """That nothing has to be known of what is written in such files changes nothing."""
    write(tmp_path / "ada", {name: text.encode() for name, text in files.items()})
    usual = read_class(tmp_path, WANTED)
    monkeypatch.setattr(layout, "usual_files", lambda *_: None)
    assert read_class(tmp_path, WANTED) == usual


@pytest.mark.parametrize(
    "name",
    ["utils.py", "scratch.ipynb", "hw.rar", "hw.7z", "hw.tar.gz", "a/b/c/d/e/f/notes.py", "x.zip", "helper.py.txt"],
)
@pytest.mark.parametrize("here", [{}, {"momentum.py": STUB}, {"momentum.py": EMA + MOMENTUM}])
def test_what_was_not_read_is_named(ada: Reads, name: str, here: Mapping[str, str]) -> None:
    """Whatever looks like code and was not read is named where something is missing or not written."""
    submission = ada({name: "x = 1\n", **here})
    assert any(name in note and "was not read" in note for note in submission.notes), submission.notes


def test_nothing_is_named_where_all_is_written(ada: Reads) -> None:
    """Other files are nobody's business where every function is written."""
    assert (
        ada({"momentum.py": ALL, "utils.py": "x = 1\n", "hw.rar": "", "old.zip": "?", "data/notes.txt": ""}).notes == ()
    )


def test_another_units_file_is_no_stray(ada: Reads) -> None:
    """What lies where another unit's file belongs is not named, asked for or not."""
    files = {"01_gradient_descent/gradient_descent.py": "x = 1\n", "gradient_descent.py": "x = 1\n"}
    assert ada({"momentum.py": STUB, **files}).notes == ()


@pytest.mark.parametrize(
    "name", ["01_gradient_descent/gradient_descent.py", "gradient_descent.py", "gradient_descent.ipynb"]
)
def test_a_function_in_another_units_file_is_read_there_and_the_file_stays_that_units(ada: Reads, name: str) -> None:
    """Right code earns its points wherever it stands; what stands in another unit's file makes it no file of this."""
    content = notebook(OTHER) if name.endswith(".ipynb") else OTHER
    submission = ada({name: content})
    note = f"momentum: read from {name}, where it is written"
    assert submission.files == {}
    assert {exercise: file.name for exercise, file in submission.elsewhere.items()} == {"momentum": name}
    assert f"{note}; momentum.py is not there" in submission.notes
    beside = ada({name: content, "momentum.py": EMA})
    assert beside.files["02_momentum"].name == "momentum.py"
    assert beside.elsewhere["momentum"].name == name
    assert note in beside.notes


@pytest.mark.parametrize(
    "folder", ["venv", ".venv", "node_modules", ".git", "__pycache__", "my env", "lib/site-packages"]
)
def test_environments_beside_the_work_do_not_count(ada: Reads, folder: str) -> None:
    """Files of programs are neither counted nor read, whatever they hold."""
    files = {f"{folder}/{n}/momentum.py": OTHER for n in range(WANTED.limits.read_places + 2)}
    submission = ada({"momentum.py": EMA, **files, f"{folder}/pyvenv.cfg": "home = /usr/bin\n"})
    assert sources(submission) == dict.fromkeys(NAMES, "momentum.py")


def test_zips_in_zips_are_opened_one_level(ada: Reads) -> None:
    """A zip among what was handed in is opened where something is missing; one inside it is not."""
    assert sources(ada({"hw.zip": zipped({"momentum.py": ALL})})) == dict.fromkeys(NAMES, "hw.zip/momentum.py")
    inner = zipped({"momentum.py": ALL})
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("inner.zip", inner)
    submission = ada({"hw.zip": content.getvalue()})
    assert submission.files == {}
    assert any("hw.zip/inner.zip was not read" in note for note in submission.notes)


@pytest.mark.parametrize("name", ["momentum_v2.py", "momentum (1).py", "momentum copy.py", "momentum_final.ipynb.txt"])
def test_other_versions_of_a_file_are_named(ada: Reads, name: str) -> None:
    """The exact name counts; another name's work beside it is named, and one in which nothing is written is not."""
    submission = ada({"momentum.py": ALL, name: EMA + OTHER})
    assert sources(submission) == dict.fromkeys(NAMES, "momentum.py")
    assert f"{name} also holds exponential_moving_average, momentum, and was not read: momentum.py counts" in (
        submission.notes
    )
    assert ada({"momentum.py": ALL, name: STUB}).notes == ()


def test_a_file_without_an_ending_is_read(ada: Reads) -> None:
    """A name that lost its ending is still that of the unit's file; other files without one are nobody's business."""
    submission = ada({"momentum": ALL, "Makefile": "all:\n"})
    assert sources(submission) == dict.fromkeys(NAMES, "momentum")
    assert submission.notes == ("momentum was read as momentum.py",)


HIDDEN = [
    ".momentum.py",
    ".ipynb_checkpoints/momentum-checkpoint.py",
    "venv/momentum.py",
    ".old/work.py",
    "env/momentum.py",
]


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("here", [{}, {"momentum.py": STUB}])
def test_hidden_work_is_named(ada: Reads, name: str, here: Mapping[str, str]) -> None:
    """What is hidden and holds what is missing is named; a hidden stub is not."""
    beside = {"env/pyvenv.cfg": ""}
    submission = ada({name: EMA, **beside, **here})
    assert f"{name} holds exponential_moving_average, and was not read: it is hidden, or of an environment" in (
        submission.notes
    )
    assert bool(submission.in_vain) == (not here)
    assert ada({name: STUB, **beside, **here}).notes == ()


def test_folders_that_are_too_deep_are_named(ada: Reads) -> None:
    """Where something is missing, a folder that was not looked into is said."""
    deep = "/".join("d" * 45)
    assert any(
        "was not looked into: it lies 40 folders deep" in note for note in ada({f"{deep}/momentum.py": ALL}).notes
    )
    assert ada({f"{deep}/momentum.py": ALL, "momentum.py": ALL}).notes == ()


@pytest.mark.parametrize("name", ["momentum.py.bak", "momentum.python", "momentum.py~", "momentum.backup"])
def test_what_editors_make_of_a_file_is_named(ada: Reads, name: str) -> None:
    """A file whose name begins as the unit's is named where that is missing."""
    submission = ada({name: ALL})
    assert f"{name} was not read; still missing: momentum.py" in submission.notes
    assert submission.in_vain
