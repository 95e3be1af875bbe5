"""The student's process: run the cells, make the calls, send back answers. Never a verdict, never an expected value.

Started as a plain script, it imports NumPy, the standard library and the modules beside it, nothing of the package.
What the trusted part needs later is bound at the start, so that student code that replaces it changes nothing here.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import random
import sys
import time
import types
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
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
imports = _load("imports")
failures = _load("failures")
sheets = _load("sheets")
new_output = _load("output").Output
Kind = wire.Kind
WireError = wire.WireError
calls = _load("calls")
tools = types.SimpleNamespace(
    stand_ins=stand_ins,
    failures=failures,
    calls=calls,
    reasons=_load("reasons"),
    parts=_load("parts"),
    cells=_load("cells"),
    own_modules=_load("own_modules"),
)
Units = _load("units").Units
caller = calls.Caller(wire, sheets, failures)

# bound now: student code may replace them in their modules
_asarray, _errstate, _float64 = np.asarray, np.errstate, np.float64
_seed_python, _seed_numpy, _write, _clock = random.seed, np.random.seed, os.write, time.monotonic
KEPT_BACK_SECONDS = 0.02
"""How long the results of a function may wait for those of the next."""
TOGETHER_SECONDS = 0.2
"""How long a result may wait for others of its function; what takes longer is known to have ended.

So most functions are answered in one piece, and the grader knows the bytes that it has read before.
"""
MOST_FAILURES = 50
"""Of a cell, that are told."""


class Prepared(NamedTuple):
    """What is the same for every student: the calls, the functions they need, the gradients, the seed."""

    stages: list[list[list[Any]]]
    """The calls in the parts between which there is a fresh start; before a further stage more gradients come."""
    starts: frozenset[int]
    """The calls before which random numbers are seeded: where another function is called."""
    functions: list[tuple[str, str]]
    """Module and name of every function that is called."""
    gradients: dict[str, Callable[[Any], Any]]
    seed: int


# ---------------------------------------------------------------- the flow


def serve(inputs: Prepared, importer: Any, read: Callable[[int], bytes], send: Callable[[bytes], None]) -> None:
    """Read the source, run its cells, make the calls that the inputs ask for, and answer frame by frame."""
    source = wire.decode(_next_frame(read)).value
    source["cells"] = _cells(source)
    inputs.gradients.update(gradients(source["gradients"]))
    output = new_output(source["output_limit"])
    sys.stdout = sys.stderr = output
    warnings.simplefilter("ignore")
    replies = Replies(send, output)
    units = Units(source, importer, tools)

    def find(call: Any) -> tuple[Any, str]:
        if call.sequence in inputs.starts:
            seed(inputs.seed, call.sequence)
        found: tuple[Any, str] = units.function(call.module, call.function)
        return found

    def make(some: list[Any]) -> None:
        is_due = partial(replies.is_due, TOGETHER_SECONDS) if source["calls_together"] else _at_once
        makes = calls.Caller(wire, sheets, units, output)
        with _errstate(all="ignore"):
            for sequence, answers in makes.in_parts(some, find, is_due, inputs.starts):
                replies.add(Kind.ANSWERS, sequence, answers)
                if replies.is_due() or is_due():
                    replies.send_all()
        replies.send_all()

    def start_again() -> None:
        output.hush()
        units.start_fresh()
        gc.collect()  # the namespaces before may hold much, in cycles
        with _errstate(all="ignore"):
            for cell in source["cells"]:
                units.run(cell)
        replies.send(Kind.AGAIN, 0, {})

    replies.send(Kind.READY, 0, {})
    units.start_fresh()
    _run_cells(source, units, replies)
    replies.send(Kind.LINES, 0, {"lines": units.lines(inputs.functions), "missing": list(stand_ins.MANNER.used)})
    for number, stage in enumerate(inputs.stages):
        for place, part in enumerate(stage):
            if number or place:
                start_again()
            if number and not place:
                inputs.gradients.update(gradients(wire.decode(_next_frame(read)).value))
                output.heed()
            make(part)
    replies.send(Kind.DONE, 0, {})


def _cells(source: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells, each with what of it is not to be run."""
    names = [module["name"] for module in source["modules"]]
    lost: dict[int, list[Any]] = {}
    for number, *why in source["lost"]:
        lost.setdefault(number, []).append(why)
    return [
        {"number": number, "module": names[module], "source": text, "line": line, "place": place}
        | ({"lost": lost[number]} if number in lost else {})
        for text, (number, module, line, place) in zip(source["sources"], source["rows"].tolist(), strict=True)
    ]


def _run_cells(source: dict[str, Any], units: Any, replies: Replies) -> None:
    """Run all cells, and say what failed in each."""
    together, some = source["cells_together"], source["cells"]

    def tell(cell: int, statement: int, line: int) -> None:
        replies.send(Kind.STATEMENT, cell, {"statement": statement, "line": line})

    ends: list[dict[str, Any]] = []
    for position, cell in enumerate(some):
        with _errstate(all="ignore"):
            ends.append({"failures": units.run(cell, None if together else tell)[:MOST_FAILURES]})
        if not together or position == len(some) - 1 or replies.is_due():
            replies.send(Kind.CELLS, some[position + 1 - len(ends)]["number"], {"ends": ends})
            ends = []


class Replies:
    """Sends frames, each with what has been printed since the last; those that come quickly are sent together."""

    def __init__(self, send: Callable[[bytes], None], output: Any) -> None:
        self._send = send
        self._output = output
        self._sent = _clock()
        self._waiting: list[bytes] = []

    def send(self, kind: Any, sequence: int, value: dict[str, Any]) -> None:
        """Send a frame, after those that wait."""
        self.add(kind, sequence, value)
        self.send_all()

    def add(self, kind: Any, sequence: int, value: dict[str, Any]) -> None:
        """Have a frame wait for the next that is sent."""
        if self._output.new:
            value["printed"] = self._output.take()
        if self._output.cut:
            value["cut"] = True
        self._waiting.append(_frame(kind, sequence, value))

    def send_all(self) -> None:
        """Send what waits."""
        if self._waiting:
            self._send(b"".join(self._waiting))
            self._waiting.clear()
            self._sent = _clock()

    def is_due(self, seconds: float = KEPT_BACK_SECONDS) -> bool:
        """Whether the grader has heard nothing for so long that the next thing should not wait for others."""
        return _clock() - self._sent > seconds


def _at_once() -> bool:
    return True


def prepared(frame: bytes) -> Prepared:
    """The inputs in a frame from the grader."""
    value = wire.decode(frame).value
    known = gradients(value["gradients"])
    left = _ready(value, known)
    stages = [[list(islice(left, count)) for count in stage] for stage in value["stages"]]
    return Prepared(stages, frozenset(value["starts"]), value["functions"], known, value["seed"])


def _ready(value: dict[str, Any], known: Any) -> Iterator[Any]:
    """The calls, from their rows. What several have in common is there once, so that a fork writes to little of it."""
    arguments, functions, given = value["arguments"], value["functions"], iter(value["given"].tolist())
    givers = [calls.giver(argument, known) for argument in arguments]
    settings = [
        calls.by_name({name: arguments[number] for name, number in numbers.items()}, known)
        for numbers in value["settings"]
    ]
    for sequence, function, steps, echo, count, place in value["calls"].tolist():
        positional = [givers[number] for number in islice(given, count)]
        yield calls.ReadyCall(sequence, *functions[function], steps, bool(echo), positional, *settings[place])


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


# ---------------------------------------------------------------- calls


def gradients(sources: dict[str, str]) -> dict[str, Callable[[Any], Any]]:
    """Gradients from their printed sources, by name."""
    return {name: gradient(name, source) for name, source in sources.items()}


def gradient(name: str, source: str) -> Callable[[Any], Any]:
    """A function that is handed in, mostly a gradient, from its source, in a namespace that no student code knows.

    It is given arrays of its own, and may return them.
    """
    namespace: dict[str, Any] = {"np": types.SimpleNamespace(**_NUMPY_AT_START)}
    exec(compile(source, "<gradient>", "exec"), namespace)
    function = namespace[name]
    if function.__code__.co_argcount + function.__code__.co_kwonlyargcount > 1:
        return function  # type: ignore[no-any-return]
    return lambda w: _asarray(function(_asarray(w, dtype=_float64)), dtype=_float64)


_NUMPY_AT_START = {name: value for name, value in vars(np).items() if not name.startswith("_")}


def seed(seed: int, sequence: int) -> None:
    """Seed random numbers so that every run of these calls draws equal ones, and another order of calls others."""
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
    importer = imports.install(stand_ins.module)
    read = reader(lambda count: os.read(source, count))
    serve(prepared(_next_frame(read)), importer, read, lambda data: _write_all(sink, data))
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
