"""Find the rule of an exercise: the file that the course names, whether built in or an instructor's own."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from autograder.errors import CourseError
from autograder.model import Exercise

if TYPE_CHECKING:
    from autograder.symbolic import Rule


def rule_of(exercise: Exercise) -> Rule:
    """The rule of an exercise, before any convention; CourseError where the file does not hold one."""
    return load_rule(Path(exercise.folder) / exercise.rule, exercise.name)


@cache
def load_rule(file: Path, name: str) -> Rule:
    """Load the `RULE` of a rule file and see that it is the rule of that name; this is what loads SymPy."""
    from autograder.symbolic import Rule

    package = Path(__file__).parents[1]
    module: ModuleType
    if file.is_relative_to(package):
        module = importlib.import_module(".".join(("autograder", *file.relative_to(package).with_suffix("").parts)))
    else:
        module = _load_outside_package(file)
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        raise CourseError(f"{file}: a rule file assigns its rule to RULE = Rule(...)")
    if rule.name != name:
        raise CourseError(f'{file}: the rule is named "{rule.name}", but the course lists it as [exercise.{name}]')
    return rule


def _load_outside_package(file: Path) -> ModuleType:
    if not file.is_file():
        raise CourseError(f"{file}: there is no such rule file")
    spec = importlib.util.spec_from_file_location(f"_course_rule_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise CourseError(f"{file}: a rule file is a Python file (.py)")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CourseError(f"{file}: the rule cannot be loaded: {type(error).__name__}: {error}") from error
    return module
