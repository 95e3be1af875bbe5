"""A data class of ours is one of the standard library's: whatever is asked of either, both say the same."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from pathlib import Path
from typing import Any

import pytest

from autograder.basics import dataclass as ours


def _classes(dataclass: Any) -> dict[str, type]:
    @dataclass(frozen=True, slots=True)
    class Plain:
        """A sentence."""

        name: str
        values: tuple[int, ...] = (1, 2)
        notes: dict[str, int] = field(default_factory=dict)
        digest: str = field(default="", compare=False, repr=False)

        @property
        def first(self) -> int:
            return self.values[0]

    @dataclass(frozen=True, slots=True)
    class One:
        value: Any = None

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    @dataclass(frozen=True, slots=True, eq=False)
    class Itself:
        value: int

    @dataclass(frozen=True, slots=True)
    class Checked:
        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError("below 0")

    @dataclass(frozen=True, slots=True)
    class Shown:
        value: int

        def __repr__(self) -> str:
            return "shown"

    return {cls.__name__: cls for cls in (Plain, One, Empty, Itself, Checked, Shown)}


def _in_itself(one: type) -> list[object]:
    box: list[object] = []
    box.append(one(box))
    return box


OURS, USUAL = _classes(ours._dataclass), _classes(dataclasses.dataclass)
ASKED: dict[str, Callable[[dict[str, type]], object]] = {
    "shown": lambda of: repr(of["Plain"]("a", notes={"b": 1}, digest="c")),
    "shown in itself": lambda of: repr(_in_itself(of["One"])),
    "of one value": lambda of: repr(of["One"](of["Empty"]())),
    "shown by itself": lambda of: repr(of["Shown"](1)),
    "equal": lambda of: of["Plain"]("a", digest="b") == of["Plain"]("a", digest="c"),
    "not equal": lambda of: of["Plain"]("a") == of["Plain"]("b"),
    "of another class": lambda of: of["One"](1) == of["Checked"](1),
    "a value that is a tuple": lambda of: of["One"]((1,)) == of["One"](1),
    "without values": lambda of: (of["Empty"]() == of["Empty"](), hash(of["Empty"]())),
    "the same object": lambda of: of["Itself"](1) == of["Itself"](1),
    "hashed": lambda of: (hash(of["One"](1)), hash(of["Checked"](2))),
    "hashed by identity": lambda of: hash(of["Itself"](1)) == hash(of["Itself"](1)),
    "not to be hashed": lambda of: hash(of["Plain"]("a")),
    "set": lambda of: setattr(of["Plain"]("a"), "name", "b"),
    "deleted": lambda of: delattr(of["Plain"]("a"), "name"),
    "refused": lambda of: of["Checked"](-1),
    "too few": lambda of: of["Plain"](),
    "too many": lambda of: of["Empty"](1),
    "signature": lambda of: str(inspect.signature(of["Plain"])),
    "replaced": lambda of: repr(replace(of["Plain"]("a"), values=(3,))),
    "fields": lambda of: [(one.name, one.type, one.default) for one in dataclasses.fields(of["Plain"])],
    "as a dictionary": lambda of: dataclasses.asdict(of["Plain"]("a")),
    "matched": lambda of: of["Plain"].__match_args__,  # type: ignore[attr-defined]
    "a property": lambda of: of["Plain"]("a").first,
    "its own default": lambda of: of["Plain"]("a").notes is of["Plain"]("a").notes,
    "slots": lambda of: (of["Plain"].__slots__, hasattr(of["Plain"]("a"), "__dict__")),  # type: ignore[attr-defined]
    "frozen": lambda of: of["Plain"].__dataclass_params__.frozen,  # type: ignore[attr-defined]
    "copied": lambda of: (copy.copy(of["One"]([1])) == of["One"]([1]), repr(copy.deepcopy(of["Checked"](1)))),
}


def _said(ask: Callable[[dict[str, type]], object], of: dict[str, type]) -> object:
    try:
        return ask(of)
    except (TypeError, ValueError, FrozenInstanceError, AttributeError) as error:
        return type(error), str(error)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_both_say_the_same(ask: Callable[[dict[str, type]], object]) -> None:
    assert _said(ask, OURS) == _said(ask, USUAL)


@ours.dataclass(frozen=True, slots=True)
class Sent:
    name: str
    notes: list[int] = field(default_factory=list)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_it_can_be_sent_to_another_process(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(Sent("a", [1]), protocol)) == Sent("a", [1])


def test_only_what_is_compiled_differs() -> None:
    assert OURS["Plain"].__setattr__ is OURS["One"].__setattr__
    assert USUAL["Plain"].__setattr__ is not USUAL["One"].__setattr__


LOADED = """
import atexit, dataclasses, sys
from grade_descent.command import main

def say():
    ours = [module for name, module in sys.modules.items() if name.startswith("autograder.")]
    usual = [one.__name__ for one in ours if getattr(one, "dataclass", None) is dataclasses.dataclass]
    print(len(ours) > 50, usual, file=sys.stderr)

atexit.register(say)
sys.argv[1:] = ["check", "."]
main()
"""


def test_what_a_check_loads_uses_it(tmp_path: Path) -> None:
    """A check is short because of it: where this fails, import `dataclass` from `autograder.basics.dataclass`."""
    wrong = "def gradient_descent(w, grad, *, lr):\n    return w + 1.5 * lr * grad\n"
    (tmp_path / "gradient_descent.py").write_text(wrong, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", LOADED], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == "True []\n"
