"""Running students' code in another process: what comes back, whatever the code does."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import SandboxError
from autograder.model import (
    Answer,
    AnswerKind,
    Call,
    Carried,
    Cell,
    GradientAt,
    GradientFunction,
    Limits,
    Module,
    Request,
    Response,
    Series,
)
from autograder.sandbox import BACKENDS, open_sandbox
from autograder.sandbox.forked import ForkLauncher
from autograder.sandbox.launchers import Child, GoneError, Launcher
from autograder.sandbox.process import ProcessSandbox
from autograder.sandbox.spawned import SpawnLauncher

LAUNCHERS = [SpawnLauncher] if sys.platform == "win32" else [ForkLauncher, SpawnLauncher]
FRAMES = 8
"""At least as many as the child of a small request sends."""
QUICK = Limits(call_seconds=0.6, cpu_seconds=10)


@pytest.fixture(scope="module", params=LAUNCHERS, ids=lambda launcher: launcher.__name__)
def sandbox(request: pytest.FixtureRequest) -> Iterator[ProcessSandbox]:
    """A sandbox with one of the launchers, shared by the tests of this file as by the students of a class."""
    with ProcessSandbox(request.param) as opened:
        yield opened


def module(source: str, *more: str) -> Module:
    """A unit's module of one cell or several."""
    return Module("unit", tuple(Cell(textwrap.dedent(text)) for text in (source, *more)), "unit.py")


def call(function: str, *arguments: Any, **keywords: Any) -> Call:
    """A call of a function of that module."""
    return Call("unit", function, arguments, keywords)


def run(sandbox: ProcessSandbox, source: str | Module, *calls: Call, **settings: Any) -> Response:
    """The response to some calls."""
    modules = (source if isinstance(source, Module) else module(source),)
    return sandbox.run(Request(modules, calls, **settings))


def answer(sandbox: ProcessSandbox, body: str, limits: Limits = QUICK) -> Answer:
    """The answer of a function with that body."""
    source = "import os, sys, time\nimport numpy as np\ndef f():\n" + textwrap.indent(textwrap.dedent(body), "    ")
    response = run(sandbox, source, call("f"), limits=limits)
    assert run(sandbox, "def f():\n    return 1", call("f")).answers[0].values[0] == 1, (
        "the next submission must be fine"
    )
    return response.answers[0]


# ---------------------------------------------------------------- what comes back


@pytest.mark.parametrize(
    "value",
    [
        "3",
        "2.5",
        "None",
        "True",
        "'saddle'",
        "(1, [2.0, {'v': 3}])",
        "np.float64(1.5)",
        "np.int64(2)",
        "np.eye(2)",
        "np.array(1.0)",
    ],
)
def test_plain_values_come_back(sandbox: ProcessSandbox, value: str) -> None:
    """A returned value arrives with its type, dtype and shape."""
    expected = eval(value, {"np": np})
    got = answer(sandbox, f"return {value}").values[0]
    assert type(got) is type(expected)
    np.testing.assert_equal(got, expected)


@pytest.mark.parametrize(
    "value", ["{1}", "1j", "iter([])", "object()", "np.array([object()])", "np.float16(1)", "f", "10**100"]
)
def test_other_values_are_errors(sandbox: ProcessSandbox, value: str) -> None:
    """A value that is not plain data is an error that says so, and the calls around it are answered."""
    source = f"import numpy as np\ndef f():\n    return {value}\ndef g():\n    return 1"
    response = run(sandbox, source, call("g"), call("f"), call("g"))
    assert [a.kind for a in response.answers] == [AnswerKind.VALUE, AnswerKind.ERROR, AnswerKind.VALUE]
    assert "was returned" in response.answers[1].message


def test_arguments_are_float64_arrays_of_their_own(sandbox: ProcessSandbox) -> None:
    """Each call gets fresh, writable float64 arrays (0-d for scalars); ints and floats arrive as they are."""
    source = """
    import numpy as np
    def f(w, state, n, *, lr):
        w += 1
        types = [type(value) for value in (w, state["t"], n, lr)]
        return types == [np.ndarray, int, int, float], w.dtype == np.float64, w.shape
    """
    arguments = (np.array(4.0), {"t": 3}, 5)
    for result in run(sandbox, source, *[call("f", *arguments, lr=0.1)] * 2).answers:
        assert result.values[0] == (True, True, ())
    assert arguments[0] == 4.0


def steps(function: str, count: int, *arguments: Any, **keywords: Any) -> Call:
    """A call of a function of that module for several steps."""
    return Call("unit", function, arguments, keywords, count)


def test_results_are_passed_on(sandbox: ProcessSandbox) -> None:
    """What a step returns is carried to the next, as a 0-d array where it was a scalar, and by items of a pair."""
    source = "def f(w, state):\n    return float(w) * 2 + state['v'], {'v': state['v'] + w.ndim + 1}"
    call = steps("f", 3, Carried(np.array(1.0), 0), Carried({"v": np.array(0.0)}, 1))
    (answer,) = run(sandbox, source, call).answers
    assert [value[0] for value in answer.values if isinstance(value, tuple)] == [2.0, 5.0, 12.0]


def test_series_change_from_step_to_step(sandbox: ProcessSandbox) -> None:
    """A series gives each step its own value, of its own type."""
    source = "def f(w, step, *, lr):\n    return float(w), type(step) is int and step, lr"
    call = steps("f", 2, Series((np.array(1.0), np.array(2.0))), Series((0, 7)), lr=Series((0.5, 0.25)))
    (answer,) = run(sandbox, source, call).answers
    assert answer.values == ((1.0, 0, 0.5), (2.0, 7, 0.25))


def test_a_chain_ends_where_a_step_gives_nothing(sandbox: ProcessSandbox) -> None:
    """The steps before an error are kept, those after it are not made, and the next call is not concerned."""
    source = "def f(w):\n    if w > 1: raise ValueError('too large')\n    return w + 1"
    first, second = run(sandbox, source, steps("f", 5, Carried(np.array(1.0))), call("f", np.array(0.0))).answers
    assert (first.kind, first.values, first.message) == (AnswerKind.ERROR, (2.0,), "ValueError: too large")
    assert second.kind is AnswerKind.VALUE


def test_steps_of_different_forms_are_told_apart(sandbox: ProcessSandbox) -> None:
    """Values of another type, dtype or shape arrive as what they were, each at its step."""
    source = "import numpy as np\ndef f(k):\n    return [1.0, 1, np.float32(1), np.ones(2), (None, 'a'), 1.0][k]"
    (answer,) = run(sandbox, source, steps("f", 6, Series(tuple(range(6))))).answers
    assert [type(value) for value in answer.values] == [float, int, np.float32, np.ndarray, tuple, float]
    assert answer.values[4] == (None, "a")


def test_a_buffer_that_is_used_again_is_noticed(sandbox: ProcessSandbox) -> None:
    """Every step's values are as they were returned, and it is noted that a later step changed them."""
    source = "import numpy as np\nbuffer = np.zeros(2)\ndef f(k):\n    buffer[:] = k\n    return buffer"
    (answer,) = run(sandbox, source, steps("f", 3, Series((1, 2, 3)))).answers
    assert np.array(answer.values)[:, 0].tolist() == [1.0, 2.0, 3.0]
    assert answer.overwritten


def test_gradients(sandbox: ProcessSandbox) -> None:
    """Gradients are evaluated by the trusted part; a gradient function also notes where it was called."""
    gradients = {"square": "def square(w):\n    return 2 * w\n"}
    source = "def f(w, g):\n    return g\ndef h(w, grad_fn):\n    return grad_fn(w - 1) + grad_fn(w)"
    w = np.array([3.0, 4.0])
    calls = [
        call("f", w, GradientAt("square", w)),
        steps("f", 2, Carried(w), GradientAt("square", Carried(w))),
        call("h", w, GradientFunction("square")),
    ]
    first, second, third = run(sandbox, source, *calls, gradients=gradients).answers
    np.testing.assert_array_equal(first.values[0], [6.0, 8.0])
    np.testing.assert_array_equal(second.values, [[6.0, 8.0], [12.0, 16.0]])
    np.testing.assert_array_equal(third.values[0], [10.0, 14.0])
    np.testing.assert_array_equal(third.points, [[2.0, 3.0], [3.0, 4.0]])


def test_gradients_do_not_use_a_spoiled_numpy(sandbox: ProcessSandbox) -> None:
    """Replacing NumPy's functions changes nothing in what the trusted part computes."""
    gradients = {"g": "def g(w):\n    return np.array([np.sqrt(w[0])])\n"}
    source = "import numpy as np\nnp.sqrt = np.array = np.asarray = None\nnp.ndarray = int\ndef f(w, g):\n    return g"
    (result,) = run(
        sandbox, source, call("f", np.array([4.0]), GradientAt("g", np.array([4.0]))), gradients=gradients
    ).answers
    np.testing.assert_array_equal(result.values[0], [2.0])


def test_echo_shows_changed_arguments(sandbox: ProcessSandbox) -> None:
    """With echo the arguments come back as they are after the call."""
    source = "def f(w, state):\n    w += 1\n    state['v'] = {1}\n    return w"
    echoed = Call("unit", "f", (np.array([1.0]), {"v": 0}), echo=True)
    after = run(sandbox, source, echoed).answers[0].after
    assert after is not None
    np.testing.assert_array_equal(after[0], [2.0])
    assert after[1] != {"v": 0}


def test_lines_of_functions(sandbox: ProcessSandbox) -> None:
    """Functions and errors are told with their line of the file, also in later cells."""
    cells = (Cell("def f():\n    return 1\n", 3), Cell("\ndef g():\n    return 1 / 0\n", 10))
    response = sandbox.run(Request((Module("unit", cells, "unit.py"),), (call("f"), call("g"))))
    assert response.lines == {"unit.f": 3, "unit.g": 11}
    assert response.answers[1].line == 12


def test_each_module_has_its_own_namespace(sandbox: ProcessSandbox) -> None:
    """Two units may use the same names for different things."""
    modules = tuple(Module(name, (Cell(f"def f():\n    return '{name}'"),)) for name in ("one", "two"))
    response = sandbox.run(Request(modules, (Call("one", "f"), Call("two", "f"))))
    assert [a.values[0] for a in response.answers] == ["one", "two"]


def test_classes_dataclasses_and_future_imports_work(sandbox: ProcessSandbox) -> None:
    """Ordinary Python works: dataclasses, a future import for later cells, functions that call each other."""
    source = module(
        "from __future__ import annotations\nfrom dataclasses import dataclass",
        "@dataclass\nclass State:\n    v: Undefined = 0\ndef helper(): return State(3).v",
        "def f(): return helper()",
    )
    assert run(sandbox, source, call("f")).answers[0].values[0] == 3


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("raise NotImplementedError", AnswerKind.MISSING, ""),
        ("return 1 / 0", AnswerKind.ERROR, "ZeroDivisionError: division by zero"),
        ("raise KeyboardInterrupt", AnswerKind.ERROR, "KeyboardInterrupt"),
        ("sys.exit(0)", AnswerKind.ERROR, "ends the program"),
        ("os._exit(0)", AnswerKind.CRASHED, "exit code 0"),
        ("os.abort()", AnswerKind.CRASHED, ""),
        ("os.kill(os.getpid(), 9)", AnswerKind.CRASHED, ""),
        ("while True: pass", AnswerKind.TIMEOUT, "no answer within 0.6 s"),
        ("sum(range(10**12))", AnswerKind.TIMEOUT, "no answer within"),
        ("time.sleep(1e6)", AnswerKind.TIMEOUT, "no answer within"),
        ("while True:\n    try:\n        f.x\n    except BaseException:\n        pass", AnswerKind.TIMEOUT, ""),
        ("return input()", AnswerKind.ERROR, "EOFError"),
        ("f()", AnswerKind.ERROR, "RecursionError"),
        ("os.closerange(0, 100)", AnswerKind.CRASHED, ""),
        ("os.fork()\nreturn 1", None, ""),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", AnswerKind.ERROR, "cannot be shown"),
        ("class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E", AnswerKind.TIMEOUT, ""),
        ("raise ValueError('x' * 10**6)", AnswerKind.ERROR, "ValueError: xxx"),
        ("x = []\nx.append(x)\nreturn x", AnswerKind.ERROR, "nested too deeply"),
        ("return np.zeros((1,) * 20)", AnswerKind.ERROR, "too many dimensions"),
        ("return np.zeros((0, 2**40))", AnswerKind.ERROR, "too large"),
        ("return 'x' * 10**6", AnswerKind.ERROR, "A text of 1000000 characters was returned"),
        ("return np.str_('x')", AnswerKind.ERROR, "A value of NumPy's type"),
        ("sys.stdout.write(b'x')", AnswerKind.ERROR, "TypeError: write() argument must be str"),
        ("return np.zeros(10**8)", AnswerKind.ERROR, ""),
    ],
)
def test_bad_bodies(sandbox: ProcessSandbox, body: str, kind: AnswerKind | None, words: str) -> None:
    """Whatever a function does ends in an answer with a short message, and the next submission is fine."""
    result = answer(sandbox, body)
    assert kind is None or result.kind is kind, result
    assert words in result.message
    assert len(result.message) <= 500


def test_a_group_that_hangs_costs_only_itself(sandbox: ProcessSandbox) -> None:
    """After a hang the earlier answers of the function stay, its later calls are skipped, and others are made."""
    source = """
    def f(n):
        while n == 1: pass
        return n
    def g(n):
        return n
    """
    calls = [call("f", 0), call("f", 1), call("f", 2), call("g", 3)]
    answers = run(sandbox, source, *calls, limits=QUICK).answers
    assert [a.kind for a in answers] == [AnswerKind.VALUE, AnswerKind.TIMEOUT, AnswerKind.SKIPPED, AnswerKind.VALUE]
    assert (answers[0].values[0], answers[3].values[0]) == (0, 3)


def test_slow_calls_that_end_are_answered(sandbox: ProcessSandbox) -> None:
    """The clock counts for each call: several slow calls may together take longer than one may."""
    source = "import time\ndef f():\n    time.sleep(0.3)\n    return 1"
    answers = run(sandbox, source, *[call("f")] * 4, limits=QUICK).answers
    assert [a.values[0] for a in answers] == [1, 1, 1, 1]


def test_slow_cells_and_calls_that_end_are_run_once(sandbox: ProcessSandbox) -> None:
    """Each cell and call may take its time: several slow ones together are not taken for one that hangs."""
    cell = "import time\nprint('once')\ntime.sleep(0.3)"
    unit = module(cell, cell, "def f():\n    time.sleep(0.3)\n    print('f')\n    return 1")
    response = run(sandbox, unit, call("f"), call("f"), limits=QUICK)
    assert [a.values for a in response.answers] == [(1,), (1,)]
    assert response.output == "once\nonce\nf\nf\n"


def test_cells_that_are_slow_the_second_time_blame_nobody(sandbox: ProcessSandbox) -> None:
    """Where all cells together take longer than one may, the calls are made again in a fresh start all the same."""
    cell = "import time\ntime.sleep(0.3)"
    response = run(
        sandbox, module(cell, cell, cell, "def f():\n    return 1"), call("f"), again=(call("f"),), limits=QUICK
    )
    assert [a.values for a in (*response.answers, *response.again)] == [(1,), (1,)]


def test_what_cells_print_is_told_once(sandbox: ProcessSandbox) -> None:
    """A hang runs the cells once more in another process, whose output is the same and is not told again."""
    source = "print('read')\ndef f():\n    while True: pass\ndef g():\n    return 1"
    assert run(sandbox, source, call("f"), call("g"), limits=QUICK).output == "read\n"


def test_an_odd_object_under_a_function_s_name_costs_only_itself(sandbox: ProcessSandbox) -> None:
    """What is no function is not even looked at before it is called."""
    source = """
    class Odd:
        def __getattr__(self, name):
            while True: pass
    f = Odd()
    def g():
        return 1
    """
    first, second = run(sandbox, source, call("g"), call("f"), limits=QUICK).answers
    assert first.values == (1,)
    assert second.kind is not AnswerKind.VALUE


def test_a_hang_changes_no_other_function_s_answers(sandbox: ProcessSandbox) -> None:
    """A function that counts its calls or draws numbers answers the same whether or not another one hangs."""
    source = """
    import random, time
    calls = []
    def f():
        time.sleep(0.015)
        calls.append(1)
        return len(calls), random.random()
    def g(hangs):
        while hangs: pass
        return 1
    """
    alone, beside = (
        run(sandbox, source, *[call("f")] * 4, call("g", hangs), limits=QUICK).answers for hangs in (False, True)
    )
    assert [a.values for a in alone[:4]] == [a.values for a in beside[:4]]
    assert beside[4].kind is AnswerKind.TIMEOUT


def test_each_further_hang_costs_its_time_once(sandbox: ProcessSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first hang calls are made one by one, so that each further one ends one process only."""
    start, started = sandbox._launcher.start, []

    def counted(*arguments: Any) -> Any:
        started.append(1)
        return start(*arguments)

    monkeypatch.setattr(sandbox._launcher, "start", counted)
    source = "".join(f"def f{n}():\n    while True: pass\n" for n in range(3)) + "def g():\n    return 1\n"
    answers = run(sandbox, source, *[call(f"f{n}") for n in range(3)], call("g"), limits=QUICK).answers
    assert [a.kind for a in answers] == [*[AnswerKind.TIMEOUT] * 3, AnswerKind.VALUE]
    assert len(started) == 5, "all together, one for each function that hangs, and one for the rest"


def test_large_answers_of_one_function_leave_the_others_alone(sandbox: ProcessSandbox) -> None:
    """A function that returns far more than it should is answered, and so are those after it."""
    source = "import numpy as np\ndef f():\n    return np.zeros(500_000)\ndef g():\n    return 1\n"
    answers = run(sandbox, source, *[call("f")] * 25, call("g")).answers
    assert {a.kind for a in answers} == {AnswerKind.VALUE}


def test_what_cells_print_before_one_hangs_is_kept(sandbox: ProcessSandbox) -> None:
    """Each cell's output is told once, also where a later cell ends the process."""
    unit = module("print('one')", "print('two')", "import os; os._exit(1)", "print('four')\ndef f():\n    return 1")
    response = run(sandbox, unit, call("f"), limits=QUICK)
    assert response.answers[0].values == (1,)
    assert response.output == "one\ntwo\nfour\n"


def test_calls_are_made_again_after_a_fresh_start(sandbox: ProcessSandbox) -> None:
    """What a unit keeps between calls is gone when calls are made again, and its cells print only once."""
    source = """
    print("read")
    count = 0
    def f():
        global count
        count += 1
        return count
    """
    response = run(sandbox, source, call("f"), call("f"), again=(call("f"), call("f")))
    assert [a.values for a in response.answers] == [(1,), (2,)]
    assert [a.values for a in response.again] == [(1,), (2,)]
    assert response.output == "read\n"
    assert not response.output_cut


def test_what_hung_is_not_called_again(sandbox: ProcessSandbox) -> None:
    """A function that hangs costs its time once; the others are called again, in a fresh start as always."""
    source = """
    calls = []
    def f():
        while True: pass
    def g():
        calls.append(1)
        return len(calls)
    """
    response = run(sandbox, source, call("f"), call("g"), again=(call("g"), call("f")), limits=QUICK)
    assert [a.kind for a in response.answers] == [AnswerKind.TIMEOUT, AnswerKind.VALUE]
    assert [a.kind for a in response.again] == [AnswerKind.VALUE, AnswerKind.SKIPPED]
    assert (response.answers[1].values, response.again[0].values) == ((1,), (1,))


def test_a_hang_among_the_calls_made_again_leaves_the_answers(sandbox: ProcessSandbox) -> None:
    """A function that hangs only after a fresh start keeps its first answers."""
    source = """
    import sys
    seen = sys.__dict__.setdefault("seen", [])
    seen.append(1)
    def f():
        while len(seen) > 1: pass
        return 1
    """
    response = run(sandbox, source, call("f"), again=(call("f"),), limits=QUICK)
    assert response.answers[0].values == (1,)
    assert response.again[0].kind is AnswerKind.TIMEOUT


@pytest.mark.parametrize(
    "cell", ["while True: pass", "import os; os._exit(1)", "1 / 0", "def broken(:", "import sys; sys.exit()"]
)
def test_a_bad_cell_costs_only_itself(sandbox: ProcessSandbox, cell: str) -> None:
    """A cell that hangs, dies or fails is reported, and the functions of other cells are called."""
    response = run(
        sandbox, module("def f():\n    return 1", cell, "def g():\n    return 2"), call("f"), call("g"), limits=QUICK
    )
    assert [a.values[0] for a in response.answers] == [1, 2]
    (error,) = response.cell_errors
    assert (error.module, error.cell) == ("unit", 1)
    assert error.message


def test_a_function_of_a_bad_cell_has_its_error(sandbox: ProcessSandbox) -> None:
    """A function that is not defined because its cell failed gets the cell's error; an unknown one is missing."""
    response = run(
        sandbox, module("def f(:\n    pass", "def g():\n    return 1"), call("f"), call("unknown"), call("g")
    )
    first, second, third = response.answers
    assert (first.kind, first.defined) == (AnswerKind.ERROR, False)
    assert "SyntaxError" in first.message
    assert (second.kind, second.defined) == (AnswerKind.MISSING, False)
    assert third.values[0] == 1


def test_what_is_not_a_function_is_an_error(sandbox: ProcessSandbox) -> None:
    """A name that is bound to something else is an error that says to what."""
    result = run(sandbox, "f = 3", call("f")).answers[0]
    assert (result.kind, result.message) == (AnswerKind.ERROR, "f is not a function, but of type int")


def test_cpu_time_in_all_is_limited(sandbox: ProcessSandbox) -> None:
    """Many calls that each end in time stop when the CPU time of the whole submission is used up."""
    source = (
        "import time\ndef f():\n    end = time.process_time() + 0.4\n"
        "    while time.process_time() < end: pass\n    return 1"
    )
    answers = run(sandbox, source, *[call("f")] * 12, limits=Limits(call_seconds=3.0, cpu_seconds=1.0)).answers
    assert answers[-1].kind in (AnswerKind.TIMEOUT, AnswerKind.SKIPPED)
    assert any("used up" in a.message for a in answers)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_memory_is_limited(sandbox: ProcessSandbox) -> None:
    """More memory than allowed is a MemoryError, told as such."""
    if isinstance(sandbox._launcher, SpawnLauncher):
        return
    result = answer(sandbox, "return len(bytearray(2 * 10**9))", Limits(call_seconds=5, memory_mib=256))
    assert result.kind is AnswerKind.ERROR
    assert "MemoryError" in result.message


def test_output_is_kept_up_to_the_limit(sandbox: ProcessSandbox) -> None:
    """What is printed on either stream is kept up to the limit, and more is dropped without harm."""
    source = (
        "import sys\nprint('hello')\nprint('there', file=sys.stderr)\ndef f():\n    print('x' * 10**6)\n    return 1"
    )
    response = run(sandbox, source, call("f"), limits=Limits(output_kib=1))
    assert response.answers[0].values[0] == 1
    assert response.output.startswith("hello\nthere\nxxx")
    assert len(response.output) == 1024
    assert response.output_cut


class Interrupted:
    """A launcher of whose children one is gone when it is heard for a certain time, as with `kill -9` from outside."""

    def __init__(self, launcher: Launcher) -> None:
        self._launcher, self.moment = launcher, 0
        self.start_seconds, self.close = launcher.start_seconds, launcher.close

    def start(self, inputs: bytes, limits: Limits, cpu_seconds: float) -> Child:
        """A child, as of the launcher itself."""
        child = self._launcher.start(inputs, limits, cpu_seconds)
        hear = child.receive

        def receive(count: int, deadline: float) -> bytes:
            self.moment -= 1
            if self.moment == 0:
                raise GoneError
            return hear(count, deadline)

        child.receive = receive  # type: ignore[method-assign]
        return child


def test_a_child_that_is_killed_changes_nothing() -> None:
    """Whenever the process is killed once, answers and output are those of a run in which it was not."""
    source = "print('cell')\ndef f(x):\n    print('f', x)\n    return x\ndef g(x):\n    print('g')\n    return f(x)"
    calls = tuple(call(name, x) for name in ("f", "g") for x in (1, 2))
    asked = Request((module(source),), calls, again=calls)
    launcher = Interrupted(LAUNCHERS[0]())
    with ProcessSandbox(lambda: launcher) as opened:
        undisturbed = opened.run(asked)
        assert undisturbed.output == "cell\nf 1\nf 2\ng\nf 1\ng\nf 2\n"
        for launcher.moment in range(1, 2 * FRAMES):
            response = opened.run(asked)
            assert response.output == undisturbed.output
            assert [a.values for a in response.answers] == [a.values for a in undisturbed.answers]
            assert [a.values for a in response.again] == [a.values for a in undisturbed.again]


def test_writing_to_the_descriptors_goes_nowhere(sandbox: ProcessSandbox, capfd: pytest.CaptureFixture[str]) -> None:
    """Bytes written past `print` neither reach the terminal nor the protocol."""
    assert answer(sandbox, "os.write(1, b'noise')\nos.write(2, b'noise')\nreturn 1").values[0] == 1
    assert "noise" not in "".join(capfd.readouterr())


# ---------------------------------------------------------------- reach


def test_the_package_cannot_be_imported(sandbox: ProcessSandbox) -> None:
    """`autograder`, sympy and what else is installed are stand-ins: no expected value can be imported."""
    source = """
    import autograder.expected.lookup, sympy
    from autograder import check
    import autograder.sandbox.child.wire as wire
    def f():
        import sys
        check(f)
        ours = [name for name in sys.modules if name.startswith(("autograder", "sympy"))]
        return [name for name in ours if hasattr(sys.modules[name], "__file__")]
    def g():
        return autograder.expected.lookup.key_for([])
    """
    first, second = run(sandbox, source, call("f"), call("g")).answers
    assert first.values[0] == []
    assert (second.kind, second.message) == (
        AnswerKind.ERROR,
        "ImportError: autograder.expected.lookup is not available while grading",
    )


@pytest.mark.parametrize(
    "use",
    ["plt.plot([1])", "plt.x.y", "plt.Figure()", "len(plt.x)", "[*plt.x]", "1 + plt.x", "plt.x[0]", "bool(plt.x)"],
)
def test_stand_ins_complain_when_used(sandbox: ProcessSandbox, use: str) -> None:
    """Importing what is not there is fine; using it is an ImportError that names it."""
    source = f"import matplotlib.pyplot as plt\nfrom torch import nn\nfrom jax import *\ndef f():\n    return {use}"
    result = run(sandbox, source, call("f")).answers[0]
    assert result.kind is AnswerKind.ERROR
    assert "ImportError: matplotlib.pyplot is not available while grading" in result.message


def test_the_environment_is_empty(sandbox: ProcessSandbox) -> None:
    """No variable of the grader's environment reaches the student's code."""
    os.environ["GRADE_SECRET"] = "planted"
    try:
        (names,) = answer(sandbox, "return list(os.environ)").values
    finally:
        del os.environ["GRADE_SECRET"]
    assert isinstance(names, list)
    assert set(names) <= {
        "PYTHONHASHSEED",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "MKL_NUM_THREADS",
        "LC_CTYPE",
        "PATH",
        "SYSTEMROOT",
    }


def test_random_numbers_are_the_same_in_every_run(sandbox: ProcessSandbox) -> None:
    """The same request draws the same random numbers, so a grade can be repeated."""
    source = "import random, numpy as np\ndef f():\n    return random.random(), float(np.random.rand())"
    first, second = (run(sandbox, source, call("f"), seed=3).answers[0].values[0] for _ in range(2))
    assert first == second
    assert run(sandbox, source, call("f"), seed=4).answers[0].values[0] != first


@pytest.mark.skipif(sys.platform == "win32", reason="the attack needs descriptors that only POSIX has")
def test_forged_frames_are_noticed(sandbox: ProcessSandbox) -> None:
    """Bytes that student code writes to the protocol's own channel cost that function, and shift no later answer."""
    source = """
    import os
    def f():
        for descriptor in range(3, 20):
            try:
                os.write(descriptor, b"GDw1 forged")
            except OSError:
                pass
        return 1
    def g():
        return 2
    """
    first, second = run(sandbox, source, call("f"), call("g")).answers
    assert first.kind is AnswerKind.CRASHED
    assert "broke the protocol" in first.message
    assert second.values[0] == 2


# ---------------------------------------------------------------- our own processes


def test_unknown_levels_are_refused() -> None:
    """A level that does not exist is an error that lists those that do."""
    assert list(BACKENDS) == ["full", "restricted", "none"]
    with pytest.raises(SandboxError, match="there is full, restricted, none"):
        open_sandbox("complete")


def children() -> set[str]:
    """Process ids below this process."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Daemons that student code starts are gone when the request ends, and all else when the sandbox closes."""
    before = children()
    mark = tmp_path / "alive"
    body = f"""
    import os, time
    def f():
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                end = time.monotonic() + 20
                while time.monotonic() < end:
                    os.close(os.open({str(mark)!r}, os.O_CREAT))
                    time.sleep(0.05)
            os._exit(0)
        time.sleep(0.3)
        return 1
    """
    with ProcessSandbox(ForkLauncher) as sandbox:
        assert run(sandbox, body, call("f")).answers[0].values[0] == 1
        mark.unlink()
        time.sleep(0.3)
        assert not mark.exists()
    assert children() <= before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no zygote")
def test_a_dead_zygote_is_restarted_once() -> None:
    """When the process that starts children has died, another is started and the request is run."""
    with ProcessSandbox() as sandbox:
        assert run(sandbox, "def f():\n    return 1", call("f")).answers[0].values[0] == 1
        launcher = sandbox._launcher
        assert isinstance(launcher, ForkLauncher)
        launcher._zygote.kill()
        launcher._zygote.wait()
        assert run(sandbox, "def f():\n    return 2", call("f")).answers[0].values[0] == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")
def test_killing_the_grader_leaves_nothing() -> None:
    """When the grader is killed in the middle of a call, its zygote and child end too."""
    script = """
import os, sys
from autograder.model import *
from autograder.sandbox import open_sandbox
sandbox = open_sandbox("none")
print(sandbox._launcher._zygote.pid, flush=True)
module = Module("m", (Cell("def f():\\n    while True: pass"),))
sandbox.run(Request((module,), (Call("m", "f"),), limits=Limits(call_seconds=60)))
"""
    grader = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert grader.stdout is not None
    zygote = Path("/proc") / grader.stdout.readline().strip()
    grandchildren: list[str] = []
    deadline = time.monotonic() + 30
    while not grandchildren and time.monotonic() < deadline:
        time.sleep(0.05)
        grandchildren = (zygote / "task" / zygote.name / "children").read_text().split()
    assert grandchildren
    grader.kill()
    grader.wait()
    grader.stdout.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any((Path("/proc") / pid).exists() for pid in [zygote.name, *grandchildren]):
        time.sleep(0.05)
    assert not zygote.exists()
    assert not any((Path("/proc") / pid).exists() for pid in grandchildren)
