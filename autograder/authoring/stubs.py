"""From a unit's master to the file that students fill in.

A master is one Python file in percent format. Its docstrings say only `{{name}}`, which is replaced by what the rule
has to say under the course's convention. The packaged masters are without solutions: nbgrader's stub stands there.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.errors import UsageError
from autograder.model import ExerciseKey
from autograder.model.course import Unit, UnitChoice

PACKAGED_MASTERS = Path(__file__).parent / "masters"
USUAL = UnitChoice()
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"

_PLACEHOLDER = re.compile(r"^(?P<indent>[ ]*)(?P<before>.*)\{\{(?P<name>\w+)\}\}(?P<after>.*)$", re.MULTILINE)


def write_solutions(text: str, functions: Mapping[str, str]) -> str:
    """Unwritten functions of a stub as solution regions, with the bodies of the given functions where there are any."""
    cells = re.split(r"(?m)^(?=# %%)", text)
    return "".join(_with_solution(cell, functions) for cell in cells)


def _with_solution(cell: str, functions: Mapping[str, str]) -> str:
    title = cell.partition("\n")[0].removeprefix("# %%").strip()
    _, _, body = functions.get(title, "def unwritten():\n    raise NotImplementedError()").partition("\n")
    region = "\n".join(["    ### BEGIN SOLUTION", *body.splitlines(), "    ### END SOLUTION"])
    return cell.replace(textwrap.indent(STUB, "    "), region)


def fill_docstrings(master: str, keys: Mapping[str, ExerciseKey]) -> str:
    """The master with each `{{name}}` replaced by the docstring that the rule of that name gives."""

    def filled(match: re.Match[str]) -> str:
        if match["name"] not in keys:
            raise UsageError(f"a master mentions {{{{{match['name']}}}}}, but the course has no such exercise")
        text = textwrap.indent(keys[match["name"]].docstring, match["indent"]).lstrip()
        end = f"\n{match['indent']}" if "\n" in text else ""
        return f"{match['indent']}{match['before']}{text}{end}{match['after']}"

    return _PLACEHOLDER.sub(filled, master)


def drop_exercises(master: str, keys: Mapping[str, ExerciseKey]) -> str:
    """The master without the cells of exercises that the course does not use."""
    cells = re.split(r"(?m)^(?=# %%)", master)
    return "".join(cell for cell in cells if not (names := _mentioned(cell)) or names & set(keys))


def _mentioned(text: str) -> set[str]:
    return {match["name"] for match in _PLACEHOLDER.finditer(text)}


def packaged_master(unit: str) -> str | None:
    """The built-in master of a unit, its solution regions empty; None where the unit is an instructor's own."""
    path = PACKAGED_MASTERS / unit / Unit(unit).file
    return path.read_text(encoding="utf-8") if path.is_file() else None


def stub_of_unit(unit: str, keys: Mapping[str, ExerciseKey], choice: UnitChoice = USUAL) -> str:
    """The file of a unit as handed out: the built-in master, and a cell for each exercise that it does not hold.

    Where the course has chosen an order, exercises stand in that of the keys, each with the prose above it; and its own
    prose stands in the place of the first passage.
    """
    master = packaged_master(unit) or f"# %% [markdown]\n# # {unit}\n\n# %%\nimport numpy as np\n"
    extra = {name: _cell(key) for name, key in keys.items() if name not in _mentioned(master)}
    master = drop_exercises(master, keys)
    master = _with_prose(master, choice.prose) if choice.prose else master
    if choice.is_ordered:
        return fill_docstrings(_ordered(master, extra, list(keys)), keys)
    return fill_docstrings("\n".join([master, *extra.values()]), keys)


def _cells(text: str) -> list[str]:
    return [cell for cell in re.split(r"(?m)^(?=# %%)", text) if cell.strip()]


def _with_prose(text: str, prose: str) -> str:
    """The text with Markdown in the place of its first cell."""
    lines = "".join(f"# {line}".rstrip() + "\n" for line in prose.splitlines())
    return "".join([f"# %% [markdown]\n{lines}\n", *_cells(text)[1:]])


def _ordered(master: str, extra: Mapping[str, str], names: Sequence[str]) -> str:
    """The exercises' cells, each with the prose that leads to it, in another order, from the first one's place on."""
    before: list[str] = []
    passages: list[str] = []
    groups = {name: f"\n{cell}\n" for name, cell in extra.items()}
    for cell in _cells(master):
        if not (mentioned := _mentioned(cell)):
            passages.append(cell)
            continue
        lead = passages[-1:] if passages and passages[-1].startswith("# %% [markdown]") else []
        if groups.keys() <= extra.keys():
            before, passages = passages[: len(passages) - len(lead)], lead
        groups[min(mentioned)] = "".join([*passages, cell])
        passages = []
    return "".join([*before, *(groups[name] for name in names), *passages])


def _cell(key: ExerciseKey) -> str:
    body = textwrap.indent(STUB, "    ")
    return f'# %% {key.name}\ndef {key.signature}:\n    """{{{{{key.name}}}}}"""\n{body}\n'
