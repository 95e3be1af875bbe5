"""The one arrow of imports, proved by reading them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "autograder"

LAYERS = (
    {"cli", "kernel"},
    {"classroom", "verify", "demo", "printed_answers", "build", "explain", "describe", "notebook", "ci_files"},
    {"grade"},
    {
        *{
            "judge",
            "trajectories",
            "checksums",
            "compare",
            "contrast",
            "diagnosis",
            "factors",
            "inputs",
            "localise",
            "observed",
            "programs",
            "signature",
            "variants",
            "wrong_steps",
            "sandbox",
            "submissions",
            "reports",
            "store",
            "stubs",
        },
        *{"course", "key", "derive", "derive_variants", "separation", "rollouts", "right_answers", "checks"},
    },
    {"rule_files", "key_files", "key_format", "values_text", "differ", "texts", "course_file", "plots"},
    {"rules", "schedules", "landscapes", "theorems"},
    {"symbolic"},
    {"model", "errors", "clash"},
)
"""From top to bottom: what stands in a line may import from the lines below it."""

WITHIN_A_LAYER = {
    "classroom": set(),
    "verify": {"build", "printed_answers"},
    "demo": {"printed_answers"},
    "build": {"notebook"},
    "notebook": {"printed_answers"},
    "explain": {"describe"},
    "judge": {"compare", "trajectories"},
    "trajectories": {"compare"},
    "diagnosis": {
        "checksums",
        "compare",
        "inputs",
        "judge",
        "localise",
        "observed",
        "signature",
        "variants",
        "wrong_steps",
    },
    "localise": {"compare", "contrast", "factors", "inputs", "observed", "wrong_steps"},
    "wrong_steps": {"factors", "observed", "signature"},
    "contrast": {"inputs", "observed"},
    "inputs": {"signature"},
    "checksums": {"signature"},
    "variants": {"checksums", "observed", "programs", "signature"},
    "programs": {"sandbox", "signature"},
    "observed": {"checksums", "compare", "signature"},
    "key": {"derive", "derive_variants", "variants"},
    "derive": {"checks", "right_answers", "rollouts"},
    "rollouts": {"checks", "right_answers", "trajectories"},
    "right_answers": {"checks"},
    "derive_variants": {"checks", "checksums", "programs", "signature"},
    "separation": {"checks", "derive", "derive_variants", "right_answers", "signature"},
    "stubs": set(),
    "key_files": {"key_format"},
    "key_format": set(),
}
"""The few arrows inside a line, all of them one way."""

ONLY_NOUNS = {"sandbox", "reports", "store", "submissions"}
"""Parts that know nothing but the nouns and the errors."""


def imported(file: Path) -> Iterator[str]:
    """Names of the parts of the package that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module if node.module != "autograder" else f"autograder.{a.name}" for a in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("autograder.") and name.count(".") >= 1)


def parts() -> dict[str, list[Path]]:
    """The parts of the package: a folder's modules together, every other module on its own."""
    found: dict[str, list[Path]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        relative = file.relative_to(PACKAGE)
        if relative.parts[0] not in ("masters", "__init__.py"):
            found.setdefault(relative.parts[0].removesuffix(".py"), []).append(file)
    return found


LAYER_OF = {part: index for index, layer in enumerate(LAYERS) for part in layer}


@pytest.mark.parametrize("part", sorted(parts()))
def test_imports_point_downwards(part: str) -> None:
    """A part imports only from the layers below its own, or along a listed arrow."""
    assert part in LAYER_OF, f"{part} has no place yet in LAYERS: decide which"
    for file in parts()[part]:
        for name in set(imported(file)) - {part, "__version__"}:
            allowed = LAYER_OF[name] > LAYER_OF[part] or name in WITHIN_A_LAYER.get(part, set())
            assert allowed, f"{file.name} of {part} imports {name}"


@pytest.mark.parametrize("part", sorted(ONLY_NOUNS))
def test_independent_parts_know_only_the_nouns(part: str) -> None:
    """The sandbox, the reports, the store and the reader of submissions import only model and errors of ours."""
    for file in parts()[part]:
        assert set(imported(file)) <= {part, "model", "errors"}, file.name


def loaded_by(statement: str) -> set[str]:
    """Top-level modules that are loaded after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    "statement",
    [
        "import autograder",
        "import autograder.grade",
        "import autograder.classroom",
        "from autograder import course, key; key.key_for(course.load_course().exercises)",
        "from autograder import check, kernel",
        "from autograder.cli import students, instructors, authors, doctor",
    ],
)
def test_sympy_is_loaded_only_to_derive(statement: str) -> None:
    """Grading with a warm key never loads SymPy."""
    assert "sympy" not in loaded_by(statement)


def test_help_loads_neither_numpy_nor_rich() -> None:
    """`grade --help` loads click and little else."""
    assert not loaded_by("from autograder.cli import main") & {"numpy", "rich", "sympy"}
