"""The student's process: run the cells, make the calls, send back answers. Never a verdict, never an expected value.

Started as a plain script, it imports NumPy, the standard library and the modules beside it, nothing of the package.
What the trusted part needs later is bound at the start, so that student code that replaces it changes nothing here.
"""

from __future__ import annotations

import importlib.util
import io
import os
import random
import sys
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.linalg
import numpy.random

HERE = Path(__file__).parent


def _load(name: str) -> Any:
    """A module beside this one, without making the package importable."""
    spec = importlib.util.spec_from_file_location(f"_grader_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


wire = _load("wire")
stand_ins = _load("stand_ins")
failures = _load("failures")
Kind = wire.Kind
WireError = wire.WireError
calls = _load("calls")
caller = calls.Caller(wire, _load("sheets"), failures)

# bound now: student code may replace them in their modules
_array, _asarray, _errstate, _float64 = np.array, np.asarray, np.errstate, np.float64
_seed_python, _seed_numpy, _write = random.seed, np.random.seed, os.write


class Inputs(NamedTuple):
    """What is the same for every student: the batches of calls, the functions they need, the gradients, the seed."""

    batches: list[list[dict[str, Any]]]
    again: int
    """The first batch that is made after a fresh start."""
    functions: list[tuple[str, str]]
    """Module and name of every function that is called."""
    gradients: dict[str, Callable[[Any], Any]]
    seed: int


class Output(io.TextIOBase):
    """What the code prints: kept up to the limit, dropped beyond it."""

    def __init__(self, limit: int) -> None:
        self.left = limit
        self.new: list[str] = []
        self.cut = False

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(text) <= self.left:
            self.new.append(text)
            self.left -= len(text)
        else:
            self.new.append(text[: self.left])
            self.left, self.cut = 0, True
            self.hush()
        return len(text)

    def hush(self) -> None:
        """Keep nothing more."""
        self.write = len  # type: ignore[method-assign,assignment]  # the quickest way to drop what is printed

    def take(self) -> str:
        """What was printed since the last time."""
        text = "".join(self.new)
        self.new = []
        return text


# ---------------------------------------------------------------- the flow


def serve(inputs: Inputs, finder: Any, read: Callable[[int], bytes], send: Callable[[bytes], None]) -> None:
    """Read the source, run its cells, make the calls that the inputs ask for, and answer frame by frame."""
    source = wire.decode(_next_frame(read)).value
    output = Output(source["output_limit"])
    sys.stdout = sys.stderr = output
    warnings.simplefilter("ignore")

    def reply(kind: Any, sequence: int, value: dict[str, Any]) -> None:
        if output.new:
            value["printed"] = output.take()
        if output.cut:
            value["cut"] = True
        send(_frame(kind, sequence, value))

    files = {module["name"]: module["file"] for module in source["modules"]}
    finder.modules = frozenset(files)
    namespaces = {name: _namespace(name) for name in files}

    def run_cells(batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [_run_cell(cell, files[cell["module"]], namespaces[cell["module"]]) for cell in batch]

    def find(call: dict[str, Any]) -> tuple[Any, str]:
        module = namespaces.get(call["module"], {})
        return module.get(call["function"], calls.UNDEFINED), files[call["module"]]

    reply(Kind.READY, 0, {})
    for batch in source["cells"]:
        reply(Kind.CELLS, batch[0]["number"], {"ends": run_cells(batch)})
    reply(Kind.LINES, 0, {"lines": _lines(inputs.functions, namespaces, files)})
    for number, batch in enumerate(inputs.batches):
        if number == inputs.again:
            output.hush()
            if number > 0:
                namespaces.update((name, _namespace(name)) for name in files)
                for cells in source["cells"]:
                    run_cells(cells)
        seed(inputs.seed, batch[0]["sequence"])
        with _errstate(all="ignore"):
            answers = caller.answers(batch, find, inputs.gradients)
        reply(Kind.ANSWERS, batch[0]["sequence"], answers)
    reply(Kind.DONE, 0, {})


def prepared(frame: bytes) -> Inputs:
    """The inputs in a frame from the grader."""
    value = wire.decode(frame).value
    functions = dict.fromkeys((call["module"], call["function"]) for batch in value["batches"] for call in batch)
    gradients = {name: gradient(name, text) for name, text in value["gradients"].items()}
    return Inputs(value["batches"], value["again"], list(functions), gradients, value["seed"])


def _next_frame(read: Callable[[int], bytes]) -> bytes:
    prefix = read(wire.PREFIX.size)
    header, body = wire.frame_lengths(prefix)
    return prefix + read(header + body)


def _frame(kind: Any, sequence: int, value: dict[str, Any]) -> bytes:
    """The frame; for a single answer that cannot cross, one that says why.

    Answers that cannot cross together raise WireError: the grader then asks for them one by one.
    """
    try:
        return wire.encode(kind, sequence, value)  # type: ignore[no-any-return]
    except WireError as error:
        if len(value.get("counts", [])) != 1:
            raise
        return wire.encode(kind, sequence, caller.failed(str(error)))  # type: ignore[no-any-return]


# ---------------------------------------------------------------- cells


def _namespace(name: str) -> dict[str, Any]:
    """A module of its own for each unit, known to `sys.modules` as dataclasses and pickles expect."""
    module = types.ModuleType(name)
    sys.modules[name] = module
    return module.__dict__


def _run_cell(cell: dict[str, Any], file: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """Compile and run one cell, and say how that ended; an error costs only this cell."""
    source = "\n" * (cell["line"] - 1) + cell["source"]
    try:
        flags = namespace.get("__future_flags__", 0)
        code = compile(source, file, "exec", flags=flags, dont_inherit=True)
        namespace["__future_flags__"] = flags | (code.co_flags & _FUTURE_FLAGS)
        with _errstate(all="ignore"):
            exec(code, namespace)
    except BaseException as error:
        failure: dict[str, Any] = failures.failure(error, file)
        return failure
    return {"kind": "value"}


_FUTURE_FLAGS = 0x1FE0000
"""The bits of `co_flags` that `from __future__ import ...` sets; they hold for the cells after it."""


def _lines(
    functions: list[tuple[str, str]], namespaces: dict[str, dict[str, Any]], files: dict[str, str]
) -> dict[str, int]:
    """The line on which each function starts, as far as it is a plain function of the file."""
    lines = {}
    for module, name in functions:
        code = getattr(namespaces.get(module, {}).get(name), "__code__", None)
        if isinstance(code, types.CodeType) and code.co_filename == files[module]:
            lines[f"{module}.{name}"] = code.co_firstlineno
    return lines


# ---------------------------------------------------------------- calls


def gradient(name: str, source: str) -> Callable[[Any], Any]:
    """A gradient from its printed source, in a namespace that no student code knows."""
    namespace: dict[str, Any] = {"np": types.SimpleNamespace(**_NUMPY_AT_START)}
    exec(compile(source, "<gradient>", "exec"), namespace)
    function = namespace[name]
    return lambda w: _asarray(function(_array(w, dtype=_float64)), dtype=_float64)


_NUMPY_AT_START = {name: value for name, value in vars(np).items() if not name.startswith("_")}


def seed(seed: int, sequence: int) -> None:
    """The same random numbers in every run of these calls, and others in another order of them."""
    number = (seed * 1_000_003 + sequence) % 2**32
    _seed_python(number)
    _seed_numpy(number)


# ---------------------------------------------------------------- started on its own, over pipes


def main() -> None:
    """Serve one request over standard input and output, which the student's code then finds closed."""
    source, sink = os.dup(0), os.dup(1)
    quiet = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(quiet, descriptor)
    finder = stand_ins.install()
    read = reader(lambda count: os.read(source, count))
    serve(prepared(_next_frame(read)), finder, read, lambda data: _write_all(sink, data))
    os._exit(0)


def reader(receive: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """A function that reads exactly so many bytes; ends the process where the other side is gone."""

    def read(count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = receive(min(count - len(data), 1 << 20))
            if not more:
                os._exit(1)
            data += more
        return data

    return read


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[_write(descriptor, view) :]


if __name__ == "__main__":
    main()
