"""The rooms of the package and the one arrow of imports, proved by reading them."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "autograder"

GROUND = {
    "basics",
    "model",
    "texts",
    "processes",
    "errors",
    "_version",
    "_clash",
}
ROOMS: Mapping[str, set[str]] = {
    "live": {"authoring", "quiz", "grading", "expected", "catalogue", "submissions", "sandbox", "reports"},
    "classroom": {"grading", "quiz", "repair", "reports", "sandbox", "submissions"},
    "authoring": {"grading", "quiz", "repair", "expected", "catalogue", "submissions", "reports"},
    "quiz": {"expected", "catalogue", "symbolic"},
    "repair": {"grading", "expected", "catalogue"},
    "grading": {"expected", "catalogue"},
    "reports": set(),
    "expected": {"catalogue", "symbolic", "sandbox"},
    "catalogue": {"symbolic"},
    "symbolic": set(),
    "submissions": set(),
    "sandbox": set(),
    "model": set(),
}
"""Room -> the rooms that it may import from, beside the ground."""
DOORS = {"cli", "front", "in_notebook", "own_files", "pytest_plugin", "__init__"}
"""What people come in by: these may import from every room, and no room imports from them."""
ROWS = {
    **ROOMS,
    **{door: {*ROOMS, "in_notebook"} for door in sorted(DOORS)},
    "front": {"catalogue", "cli", "own_files", "pytest_plugin", "quiz", "reports"},
}
ROWS["pytest_plugin"] = {*ROOMS, "cli"}
SEAMS = {("expected", "sandbox"): {"autograder.sandbox.trusted"}, ("grading", "catalogue"): {"autograder.catalogue"}}
ALONE = {"sandbox/child": {"numpy"}, "sandbox/locks": {"numpy"}}
"""Folders that run beside a student's code: they import the standard library, these packages, and each other."""


def modules() -> Iterator[Path]:
    """Every module of the package."""
    return (file for file in sorted(PACKAGE.rglob("*.py")) if "masters" not in file.parts)


def name_of(file: Path) -> str:
    """A module's dotted name."""
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(file): file for file in modules()}


def imported(file: Path) -> Iterator[str]:
    """Every module that a module imports, anywhere in it, but not those that only a type checker reads."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and id(node) not in typing:
            base = f"{name_of(file).rpartition('.')[0]}.{node.module or ''}".rstrip(".") if node.level else node.module
            assert base is not None
            yield from (f"{base}.{alias.name}" if f"{base}.{alias.name}" in NAMES else base for alias in node.names)


def room_of(module: str) -> str:
    """The room, door or ground that a module of ours belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def ours(file: Path) -> set[str]:
    """The modules of the package that a module imports."""
    return {module for module in imported(file) if module.partition(".")[0] == "autograder"} - {name_of(file)}


def test_every_folder_is_a_room_with_its_row() -> None:
    """What lies in the package is a room, a door or the ground, and each room says what it is for."""
    found = {room_of(name) for name in NAMES}
    assert found == {*ROWS, *GROUND}
    for room in ROOMS:
        assert ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))), room


def test_the_rows_are_those_that_contributors_read() -> None:
    """The table in CONTRIBUTING says of each room what it may import."""
    text = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/` \| .* \| ?([\w, ]*?) ?\|$", text, re.MULTILINE)
    assert {room: set(imports.split(", ")) - {""} for room, imports in rows} == ROOMS


@pytest.mark.parametrize("room", ROWS)
def test_a_room_imports_only_what_its_row_says(room: str) -> None:
    """The arrow between rooms: nothing is imported that the room's row does not allow."""
    for name, file in NAMES.items():
        if room_of(name) == room:
            for module in ours(file):
                target = room_of(module)
                known = {room, *GROUND, *ROWS[room]}
                assert target in known or module == "autograder", f"{name} imports {module}"
                seam = SEAMS.get((room, target))
                assert seam is None or any(module.startswith(place) for place in seam), f"{name} imports {module}"


@pytest.mark.parametrize("part", sorted(GROUND - {"model"}))
def test_the_ground_stands_on_nothing(part: str) -> None:
    """What every room may import imports at most the errors of ours, and the small things that every room may use."""
    found = {module for name, file in NAMES.items() if room_of(name) == part for module in ours(file)}
    assert {room_of(module) for module in found} <= {"errors", "basics", part}


def test_no_modules_import_each_other_in_a_circle() -> None:
    """The arrow goes one way inside rooms too, module by module."""
    TopologicalSorter({name: ours(file) - {"autograder"} for name, file in NAMES.items()}).prepare()


@pytest.mark.parametrize("room", ROOMS)
def test_folders_inside_a_room_have_one_arrow(room: str) -> None:
    """A folder inside a room and what lies beside it never import each other."""
    graph: dict[str, set[str]] = {}
    for name, file in NAMES.items():
        if room_of(name) == room:
            part = _part(name)
            graph.setdefault(part, set()).update(
                _part(m) for m in ours(file) if room_of(m) == room and _part(m) != part
            )
    TopologicalSorter(graph).prepare()


def _part(module: str) -> str:
    """What a module belongs to inside its room: a folder, or itself; a room's own page is not part of it."""
    return ".".join(module.split(".")[:3])


@pytest.mark.parametrize("folder", ALONE)
def test_what_runs_beside_a_students_code_stands_alone(folder: str) -> None:
    """The child and its locks import the standard library, NumPy at most, and the modules beside them."""
    beside = f"autograder.{folder.replace('/', '.')}"
    for file in (PACKAGE / folder).glob("*.py"):
        for module in imported(file):
            top = module.partition(".")[0]
            assert top in sys.stdlib_module_names | ALONE[folder] or module.startswith(beside), f"{file.name}: {module}"


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that are loaded after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    "statement",
    [
        "import autograder",
        "import autograder.grading.grade",
        "import autograder.classroom.run",
        "from autograder.catalogue import course; from autograder.expected import lookup; "
        "lookup.key_for(course.load_course().exercises)",
        "from autograder import check, in_notebook",
        "from autograder.cli import students, instructors, authors, doctor",
    ],
)
def test_sympy_is_loaded_only_to_derive(statement: str) -> None:
    """Grading with a warm key never loads SymPy."""
    assert "sympy" not in loaded_by(statement)


def test_help_loads_neither_numpy_nor_rich() -> None:
    """`grade --help` loads click and little else."""
    assert not loaded_by("from autograder.cli import main") & {"numpy", "rich", "sympy"}


def test_dask_is_loaded_only_to_grade_on_a_cluster() -> None:
    """No command loads Dask before it is asked for a cluster."""
    assert not loaded_by("from autograder.cli import instructors; import autograder.classroom.run") & {
        "dask",
        "distributed",
    }


@pytest.mark.parametrize("module", ["autograder.grading.grade", "autograder.expected.lookup", "autograder.in_notebook"])
def test_processes_are_asked_for_only_where_they_are_started(module: str) -> None:
    """What judges can be imported where no process can be started, as in a browser."""
    block = (
        "import sys\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == '_multiprocessing':\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Block())"
    )
    loaded_by(f"{block}\nimport {module}")
