"""Find the rule of an exercise: the file that the course names, whether built in or an instructor's own.

The file assigns RULE. MISTAKES (with UNDER, those that look otherwise in another convention) and the functions `cases`
and `also` may stand in it too; else they are in files of the same name in the course's folders `mistakes` and `cases`.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.machinery import SourceFileLoader
from itertools import chain
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from autograder.catalogue.calls import what_is_wrong
from autograder.catalogue.old_form import say_how_to_rewrite
from autograder.errors import CourseError, GradeDescentError, closest
from autograder.model import Exercise

if TYPE_CHECKING:
    from autograder.symbolic import Rule

CATALOGUE = Path(__file__).parent
TO_FILL_IN = re.compile(r"\bFILL[ _]IN\b")
HANDED_OUT = ".key.json"
"""How the file ends that students get in the place of a reference."""


def rule_of(exercise: Exercise) -> Rule:
    """The rule of an exercise, before any convention; CourseError where its files do not hold one."""
    rule = load_rule(Path(exercise.folder), exercise.rule, exercise.name)
    return rule if Path(exercise.folder) == CATALOGUE else _with_choices_checked(rule, exercise)


def _with_choices_checked(rule: Rule, exercise: Exercise) -> Rule:
    """An instructor's own rule, of which the course speaks of nothing that it does not have."""
    from autograder.catalogue.mistakes.general import general_mistakes

    file = Path(exercise.folder) / exercise.rule
    with _of_file(file):
        for convention in (exercise.convention, *exercise.accept):
            rule.convention(convention)
    named = {mistake.id for some in (rule.mistakes, *rule.mistakes_in.values()) for mistake in some}
    named |= {mistake.id for mistake in general_mistakes(rule)}
    for id_, _ in exercise.prices:
        mistake = id_.partition("/")[2]
        if mistake not in named:
            like = closest(mistake, named)
            meant = f': did you mean "{rule.name}/{like}"?' if like else f"; it has {', '.join(sorted(named))}"
            raise CourseError(f'{file}: the course names a price for "{id_}", a mistake that the rule lacks{meant}')
    return rule


def files_of(exercise: Exercise) -> tuple[Path, ...]:
    """The files that say what an exercise is: its rule's, and those of its mistakes and cases where they are apart.

    Where it uses others, theirs as well.
    """
    folder = Path(exercise.folder)
    if exercise.is_reference:
        file = folder / exercise.rule
        own = (file, file_of_variants(file)) if exercise.rule.endswith(HANDED_OUT) else (file,)
        return tuple(dict.fromkeys([*own, *chain.from_iterable(map(files_of, exercise.uses))]))
    apart = (folder / part / Path(exercise.rule).name for part in ("mistakes", "cases"))
    return (folder / exercise.rule, *(file for file in apart if file.is_file()))


def file_of_variants(file: Path) -> Path:
    """The file of wrong functions beside one that students get in the place of a reference."""
    return file.with_name(file.name.removesuffix(HANDED_OUT) + ".variants.json")


@cache
def load_rule(folder: Path, rule_file: str, name: str) -> Rule:
    """The rule of that name from a file in a course's folder, with its mistakes and cases; this is what loads SymPy.

    CourseError names the file, the line where it can, and what to write.
    """
    from autograder.symbolic import Rule

    file = folder / rule_file
    page = _loaded(file)
    rule = getattr(page, "RULE", None)
    if not isinstance(rule, Rule):
        raise CourseError(f"{file}: a rule file assigns its rule to RULE = Rule.from_text(...)")
    if rule.name != name:
        raise CourseError(f'{file}: the rule is named "{rule.name}", but the course lists it as [exercise.{name}]')
    with_mistakes, with_cases = (
        page if hasattr(page, what) else _loaded(apart) if (apart := folder / part / file.name).is_file() else page
        for what, part in (("MISTAKES", "mistakes"), ("cases", "cases"))
    )
    with _naming(Path(str(with_mistakes.__file__))):
        mistakes, under = getattr(with_mistakes, "MISTAKES", ()), getattr(with_mistakes, "UNDER", {})
        if not isinstance(mistakes, tuple | list) or not isinstance(under, dict):
            raise CourseError(
                f"{with_mistakes.__file__}: MISTAKES is a tuple of (id, what the code does, where to look, a question, "
                "the lines), and UNDER a dict of such tuples by the name of a convention"
            )
        rule = rule.with_mistakes(mistakes, under)
    rule = replace(rule, cases=getattr(with_cases, "cases", None), also=getattr(with_cases, "also", rule.also))
    return rule if folder == CATALOGUE else _checked(rule, file)


def _checked(rule: Rule, file: Path) -> Rule:
    """An instructor's own rule, in which nothing is found that would show only while grading."""
    from autograder.symbolic.checked import checked

    with _of_file(file):
        return checked(rule)


@contextmanager
def blaming(exercise: Exercise) -> Iterator[None]:
    """What goes wrong while an instructor's own rule or reference is carried out is an error that names its file."""
    if Path(exercise.folder) == CATALOGUE:
        yield
    else:
        with _of_file(Path(exercise.folder) / exercise.rule, "reference" if exercise.is_reference else "rule"):
            yield


@contextmanager
def _of_file(file: Path, what: str = "rule") -> Iterator[None]:
    try:
        yield
    except CourseError as error:
        raise error if str(file) in str(error) else CourseError(f"{file}: {error}") from error
    except GradeDescentError:
        raise
    except Exception as error:
        said = _of_call(file, error) or f"the {what} cannot be carried out: {type(error).__name__}: {error}"
        raise CourseError(f"{file}{_line_in(file, error)}: {said}") from error


def _loaded(file: Path) -> ModuleType:
    with _naming(file):
        if file.is_relative_to(CATALOGUE):
            return importlib.import_module(
                ".".join(("autograder.catalogue", *file.relative_to(CATALOGUE).with_suffix("").parts))
            )
        return loaded_from_outside(file, "rule")


class _FromText(SourceFileLoader):
    """Loads a file from its text: bytecode that lies beside it may be somebody else's."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def loaded_from_outside(file: Path, what: str) -> ModuleType:
    """The module that an instructor's file is, a "rule" or a "reference"; CourseError where it cannot be loaded.

    Nor is one loaded in which there is something to fill in, as `grade new` writes it.
    """
    from autograder.symbolic.lines import LineError

    if not file.is_file():
        raise CourseError(f"{file}: there is no such {what} file")
    if file.suffix != ".py":
        raise CourseError(f"{file}: a {what} file is a Python file (.py)")
    _require_filled_in(file)
    name = _module_name(file)
    spec = importlib.util.spec_from_loader(name, loader := _FromText(name, str(file)))
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        loader.exec_module(module)
    except LineError:
        raise
    except CourseError as error:
        raise CourseError(f"{file}{_line_in(file, error)}: {error}") from error
    except Exception as error:
        say_how_to_rewrite(file)
        said = _of_call(file, error) or f"the {what} cannot be loaded: {type(error).__name__}: {error}"
        raise CourseError(f"{file}{_line_in(file, error)}: {said}") from error
    return module


def _module_name(file: Path) -> str:
    return f"_course_{file.parent.name}_{file.stem}"


def _of_call(file: Path, error: Exception) -> str:
    """What is wrong with a call that a file makes, or with a function of it that is called; empty for another error."""
    places = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if str(file) in places and places[-1] != str(file):  # it came up in what was called
        return ""
    return what_is_wrong(error, vars(sys.modules.get(_module_name(file), ModuleType("nothing"))))


def _require_filled_in(file: Path) -> None:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    holes = [str(number) for number, line in enumerate(lines, 1) if TO_FILL_IN.search(line)]
    if holes:
        said = "line" if len(holes) == 1 else "lines"
        raise CourseError(f'{file}, {said} {", ".join(holes)}: fill in what says "FILL IN"')


def _line_in(file: Path, error: BaseException) -> str:
    """On which line of a file an error came up, as it is said; empty where that is not known."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return f", line {lines[-1]}" if lines else ""


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Errors in lines of text name the file, and the line in it."""
    from autograder.symbolic.lines import LineError

    try:
        yield
    except LineError as error:
        lines = file.read_text(encoding="utf-8").splitlines()
        at = next((f", line {number}" for number, line in enumerate(lines, 1) if error.line in line), "")
        raise CourseError(f"{file}{at}: {error}") from error
