"""Files run statement by statement: what fails costs one statement, and is the reason of what follows from it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.model import AnswerKind, Call, Cell, Limits, Module, Request, Response
from autograder.sandbox.process import ProcessSandbox
from tests.sandbox.test_run import QUICK

RIGHT = "def f():\n    return 1\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ProcessSandbox]:
    """One sandbox for all of these."""
    with ProcessSandbox() as opened:
        yield opened


def run(sandbox: ProcessSandbox, *cells: str, limits: Limits = QUICK, own: Any = None) -> Response:
    """What comes of a file's cells, and of its function `f`."""
    made = tuple(Cell(textwrap.dedent(cell), 1, number) for number, cell in enumerate(cells, 1))
    module = Module("unit", made if len(made) > 1 else (Cell(made[0].source),), "unit.py", own or {})
    return sandbox.run(Request((module,), (Call("unit", "f"),), limits=limits, again=(Call("unit", "f"),)))


@pytest.mark.parametrize(
    "above",
    [
        "1 / 0",
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "undefined",
        "a = 1; b = 1 / 0; c = 2",
        "for i in range(3):\n    1 / 0",
        "@undefined\ndef g():\n    pass",
        "x = 9 ** 9 ** 9",
        "while True: pass",
        "import os; os._exit(3)",
        "def g(:\n    pass",
        "def g():\n    return (1\n",
        "def g():\n  if True:\n        x = 1\n      y = 2",
        "def g():\n    x = 1\n\ty = 2",
        "print 'x'",
        "!pip install tqdm",
        "x = [1,\n2",
        'x = """\nopen',
        "return 1",
        "x = ?",
        "else:\n    pass",
        "    indented = 1",
        "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> theirs",
        "await something",
        "from .utils import x",
        "from __future__ import braces",
        "x = " + "(" * 300 + ")" * 300,
        "nonlocal x",
        "raise type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})",
    ],
)
def test_a_statement_that_fails_costs_only_itself(sandbox: ProcessSandbox, above: str) -> None:
    """Whatever stands above a function at the top of one cell: it is defined, also after a fresh start."""
    response = run(sandbox, f"import math\n{above}\n{RIGHT}after = math.pi\n")
    assert [answer.values for answer in (*response.answers, *response.again)] == [(1,), (1,)]
    assert response.cell_errors


def test_a_file_without_faults_is_compiled_once(sandbox: ProcessSandbox) -> None:
    """Only where something fails is a cell compiled again, statement by statement."""
    count = (
        "import builtins\n_compile = compile\ndef counted(*a, **k):\n    made.append(1)\n    return _compile(*a, **k)\n"
    )
    response = run(
        sandbox,
        f"made = []\n{count}builtins.compile = counted\n",
        "x = 1\ny = 2\n",
        "def f():\n    return len(made)\n",
    )
    assert response.answers[0].values == (2,)


def test_what_stood_before_the_fault_is_not_run_again(sandbox: ProcessSandbox) -> None:
    """After a fault the rest of the cell is run, and nothing twice."""
    response = run(sandbox, "print('one')\nn = 1\nn += 1\n1 / 0\nn += 1\nprint('two')\ndef f():\n    return n\n")
    assert response.answers[0].values == (3,)
    assert response.output == "one\ntwo\n"


def test_output_is_told_once_whatever_hangs(sandbox: ProcessSandbox) -> None:
    """Statements that are run again in further children print the same, which is not told again."""
    response = run(sandbox, f"print('one')\nwhile True: pass\nprint('two')\nwhile 1: pass\nprint('three')\n{RIGHT}")
    assert response.answers[0].values == (1,)
    assert response.output == "one\ntwo\nthree\n"
    assert [error.line for error in response.cell_errors] == [2, 4]


def test_definitions_count_however_many_statements_hang(sandbox: ProcessSandbox) -> None:
    """After some that did not come back only definitions are run, so that time is left for the functions."""
    hanging = "import time\n" + "".join(f"time.sleep(100 + {n})\n" for n in range(20))
    response = run(sandbox, f"{hanging}import math\nscale = 1\ndef f():\n    return scale\n")
    assert [answer.values for answer in (*response.answers, *response.again)] == [(1,), (1,)]
    assert len(response.cell_errors) == 3


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            ["import numpyy.linalg.x as np\nvalue = np.pi + 1\n", "def f():\n    return value"],
            "NameError: name 'value' is not defined, because line 2 of cell 1 did not run: ImportError: "
            "numpyy.linalg.x is not available while grading: if it is a file of yours, copy what you need from it into "
            "this one",
        ),
        (
            ["x = 1 / 0\ny = x\n", "z = y\n", "def f():\n    return z"],
            "NameError: name 'z' is not defined, because line 1 of cell 1 did not run: "
            "ZeroDivisionError: division by zero",
        ),
        (
            ["y = (\nimport math\n", "def f():\n    return y"],
            "NameError: name 'y' is not defined, because line 1 of cell 1 did not run: "
            "SyntaxError: '(' was never closed",
        ),
        (
            ["while True:\n    x = 1\n", "def f():\n    return x"],
            "NameError: name 'x' is not defined, because line 1 of cell 1 did not run: no answer within 0.6 s: "
            "is there a loop that does not end?",
        ),
        (
            ["from pylab import *\n", "def f():\n    return array([1])"],
            "NameError: name 'array' is not defined (from pylab import * brought nothing: it is not available while "
            "grading)",
        ),
        (["1 / 0\n", "def f():\n    return nowhere"], "NameError: name 'nowhere' is not defined"),
        (["x = 1 / 0\n", "@x\ndef f():\n    return 1"], "ZeroDivisionError: division by zero"),
    ],
    ids=["import", "chain", "syntax", "hang", "star", "its own", "decorator"],
)
def test_the_first_failure_is_the_reason(sandbox: ProcessSandbox, cells: list[str], message: str) -> None:
    """A name that is missing because of a failure is explained by it, over any number of steps; it is told once."""
    response = run(sandbox, *cells)
    assert response.answers[0].message == message
    assert len(response.cell_errors) <= 1


def test_a_failure_is_told_with_its_place(sandbox: ProcessSandbox) -> None:
    """A failure names its cell, its line and the line's text."""
    (error,) = run(sandbox, "import math\n", "x = 1\ny = math.sqrt(\n    -1)\n", RIGHT).cell_errors
    assert (error.number, error.line, error.text) == (2, 2, "y = math.sqrt(")
    assert error.place == "cell 2, line 2"


def test_a_block_that_is_cut_in_two_is_lost_as_a_whole(sandbox: ProcessSandbox) -> None:
    """Half a function is never run as if it were all of it."""
    response = run(sandbox, "def f():\n    x = 1\nprint 'x'\n    return x\ndef g():\n    return 1\n")
    assert response.answers[0].kind is AnswerKind.ERROR
    assert "Missing parentheses in call to 'print'" in response.answers[0].message
    conflict = run(sandbox, "def f():\n<<<<<<< HEAD\n    return 1\n=======\n    return 2\n>>>>>>> theirs\n")
    assert "an unsolved merge conflict in line 2" in conflict.answers[0].message
    assert len(conflict.cell_errors) == 1


# ---------------------------------------------------------------- imports


@pytest.mark.parametrize(
    "guarded",
    [
        "try:\n    import torch\nexcept ImportError:\n    torch = None",
        "try:\n    import torch\nexcept ModuleNotFoundError:\n    torch = None",
        "try:\n    import torch\nexcept Exception:\n    torch = None",
        "try:\n    import torch\nexcept:\n    torch = None",
        "try:\n    import torch\nexcept (KeyError, ImportError) as error:\n    torch = None",
        "import builtins\ntry:\n    import torch\nexcept builtins.ImportError:\n    torch = None",
        "try:\n    try:\n        import torch\n    except KeyError:\n        x = 1\nexcept ImportError:\n    torch = 0"
        "\ntorch = torch or None",
        "def load():\n    import torch\ntry:\n    load()\nexcept ImportError:\n    torch = None",
        "import contextlib\ntorch = None\nwith contextlib.suppress(ImportError):\n    import torch",
        "try:\n    import torch.nn as torch\nexcept ImportError:\n    torch = None\nx = 1 / 0",
        "import torch\ntry:\n    import torch\nexcept ImportError:\n    torch = None",
        "import importlib.util\ntorch = importlib.util.find_spec('torch')",
        "import torch\nimport importlib.util\ntorch = importlib.util.find_spec('torch')",
    ],
)
def test_a_guarded_import_fails_as_everywhere(sandbox: ProcessSandbox, guarded: str) -> None:
    """Where the student's code is ready for a library that is not there, its fallback runs."""
    response = run(sandbox, f"{guarded}\ndef f():\n    return torch is None\n")
    assert response.answers[0].values == (True,), response.answers[0].message


@pytest.mark.parametrize(
    "unguarded",
    [
        "import torch",
        "try:\n    import torch\nexcept KeyError:\n    torch = None",
        "try:\n    import torch\nfinally:\n    pass",
        "try:\n    pass\nexcept ImportError:\n    pass\nelse:\n    import torch",
        "class Own(Exception): pass\ntry:\n    import torch\nexcept Own:\n    torch = None",
        "import msvcrt as torch",
        "from _tkintering import x as torch",
    ],
)
def test_an_unguarded_import_is_borne(sandbox: ProcessSandbox, unguarded: str) -> None:
    """What is not caught would end the file: it binds a stand-in, which complains where a function uses it."""
    response = run(sandbox, f"{unguarded}\ndef f():\n    return torch.tensor([1])\n")
    assert response.cell_errors == ()
    assert "is not available while grading" in response.answers[0].message


@pytest.mark.parametrize(
    "use",
    [
        "plt.rcParams['figure.figsize'] = (8, 6)",
        "plt.rcParams.update({'a': 1})",
        "plt.backend = 3",
        "plt.x.y.z(1)(2)[3]",
        "x: plt.Figure | None = None",
        "def g(x: plt.Figure | None) -> None | plt.Axes['n']: pass",
        "for x in plt.stuff(): pass",
        "fig, (a, b) = plt.subplots(1, 2)\na.plot()",
        "with plt.style.context('x'):\n    done = 1",
        "print(plt.__version__, f'{plt.__version__:>10}')",
        "gpu = 'cuda' if plt.cuda.is_available() else 'cpu'\nassert gpu == 'cpu'",
        "isinstance(3, (int, plt.Figure)) or isinstance(3, plt.Figure)",
        "@plt.decorate\ndef g(): return 1\nassert g() == 1",
        "@plt.decorate(x=1)\ndef g():\n    return 1\nassert g() == 1",
        "@plt.decorate\nclass G: pass\nassert G()",
        "await plt.load()",
        "del plt.rcParams['x']",
    ],
)
def test_stand_ins_bear_what_changes_nothing(sandbox: ProcessSandbox, use: str) -> None:
    """At the top of a file, what is done with a library that is not there costs nothing, and is told."""
    response = run(sandbox, f"import matplotlib.pyplot as plt\n{use}\n{RIGHT}")
    assert response.answers[0].values == (1,)
    assert response.cell_errors == ()
    assert response.missing in ((), ("matplotlib",))


@pytest.mark.parametrize("use", ["plt.x + 1", "len(plt.x)", "float(plt.x)", "plt.x < 1", "3 in plt.x", "abs(plt.x)"])
def test_every_complaint_names_the_library(sandbox: ProcessSandbox, use: str) -> None:
    """What needs a value fails with the library's name, at the top and in a function."""
    response = run(sandbox, f"import matplotlib.pyplot as plt\nx = {use}\ndef f():\n    return {use}\n")
    assert "matplotlib.pyplot is not available" in response.cell_errors[0].message
    assert "matplotlib.pyplot is not available" in response.answers[0].message
    returned = run(sandbox, "import torch\ndef f():\n    return torch.x\n")
    assert "torch (not available while grading)" in returned.answers[0].message


def test_own_modules_are_imported_as_text(sandbox: ProcessSandbox) -> None:
    """A student's own module can be imported, also by another and relatively; each fresh start has fresh ones."""
    own = {"tools": "from . import deeper\ncalls = []\n1 / 0\ndef twice(x):\n    calls.append(1)\n    return 2 * x\n"}
    own["deeper"] = "import torch\nvalue = 1\n"
    source = "from tools import twice, deeper\nfrom .deeper import value\nimport tools\ndef f():\n"
    response = run(sandbox, f"{source}    return twice(value), len(tools.calls)\n", own=own)
    assert [answer.values for answer in (*response.answers, *response.again)] == [((2, 1),), ((2, 1),)]


def test_own_packages_are_imported_as_text(sandbox: ProcessSandbox) -> None:
    """Packages, modules in them and folders of modules are imported in every form, as Python does."""
    own = {
        "lib.__init__": "from .tools import twice\n",
        "lib.tools": "from . import deeper\nfrom .deeper import one\ndef twice(x):\n    return 2 * x * one\n",
        "lib.deeper": "try:\n    import torch\nexcept ImportError:\n    one = 1\n",
        "folder.__init__": "",
        "folder.more": "three = 3\n",
        "statistics": "four = 4\n",
    }
    source = (
        "import lib.tools as t, folder.more, importlib, statistics\nfrom lib import twice, deeper\n"
        "from .folder import more\nfive = importlib.import_module('lib.deeper').one + 4\n"
        "def f():\n    return t.twice(1), twice(2), deeper.one, folder.more.three, more.three, statistics.four, five\n"
    )
    response = run(sandbox, source, own=own)
    assert [answer.values for answer in (*response.answers, *response.again)] == [((2, 4, 1, 3, 3, 4, 5),)] * 2


def test_a_name_that_an_own_module_lost_is_told_with_the_reason(sandbox: ProcessSandbox) -> None:
    """An import from a module of the student's own whose definition failed says where and why."""
    response = run(
        sandbox, "from tools import g\ndef f():\n    return g()\n", own={"tools": "\ndef g(:\n    return 1\n"}
    )
    assert "cannot import name 'g' from 'tools' (tools.py, line 2: SyntaxError" in response.answers[0].message


def test_a_file_that_was_not_handed_in_is_to_be_copied(sandbox: ProcessSandbox) -> None:
    """Where a module may be a file of the student's, the message says what to do; for a known library it does not."""
    source = (
        "from helpers import g\nimport torch\nfrom . import tools\ndef f(): return g()\ndef h(): return torch.ones(1)\n"
    )
    own, library = (
        run(sandbox, source, *()).answers[0],
        run(sandbox, source.replace("def f", "def x").replace("h()", "f()")),
    )
    assert "copy what you need from it into this one" in own.message
    assert library.answers[0].message.startswith("ImportError: torch is not available while grading")
    assert "copy" not in library.answers[0].message
    assert "copy what you need" in library.cell_errors[0].message


def test_a_library_that_is_asked_for_by_name_is_stood_in_for(sandbox: ProcessSandbox) -> None:
    """`importlib.import_module` finds what `import` finds; a guarded one raises."""
    source = (
        "import importlib\ntqdm = importlib.import_module('tqdm')\ntqdm.monitor = 0\n"
        "try:\n    importlib.import_module('torch')\nexcept ImportError:\n    x = 1\n"
        "m = importlib.import_module('os.path')\ndef f():\n    return x, m.basename('a/b')\n"
    )
    assert run(sandbox, source).answers[0].values == ((1, "b"),)


@pytest.mark.parametrize(
    "decorator", ["numba.njit", "numba.njit()", "partial(numba.jit, static_argnums=0)", "numba.a.b(c=1)"]
)
def test_a_decorator_of_a_missing_library_leaves_the_function(sandbox: ProcessSandbox, decorator: str) -> None:
    """However the decorator of a library that is not there is written, the function below it is the student's own."""
    source = f"import numba\nfrom functools import partial\n@{decorator}\ndef f():\n    return 1\n"
    assert run(sandbox, source).answers[0].values == (1,)


def test_a_cell_may_wait_for_time(sandbox: ProcessSandbox) -> None:
    """What a notebook awaits at the top comes, as far as it needs nothing from outside."""
    source = (
        "import asyncio\nawait asyncio.sleep(0.01)\nx = await asyncio.gather(*(asyncio.sleep(0, n) for n in (1, 2)))"
    )
    response = run(sandbox, f"{source}\ndef f():\n    return tuple(x)\n")
    assert response.cell_errors == ()
    assert response.answers[0].values == ((1, 2),)


def test_a_message_is_one_line(sandbox: ProcessSandbox) -> None:
    """What an exception says over several lines is said in one."""
    assert run(sandbox, "def f():\n    raise ValueError('a\\n  b\\r\\nc')\n").answers[0].message == "ValueError: a b c"


def test_messages_show_no_paths_of_our_python(sandbox: ProcessSandbox) -> None:
    """Where Python lies is not told, whatever an exception says."""
    source = (
        "from collections import Iterable\nimport os\nopen(os.__file__ + 'x')\ndef f():\n    from math import nothing\n"
    )
    response = run(sandbox, source)
    said = [*(error.message for error in response.cell_errors), response.answers[0].message]
    assert len(said) == 3
    assert not any(word in message for message in said for word in ("/lib", "(/", ".pyenv"))


@pytest.mark.parametrize(
    ("body", "words"),
    [("breakpoint()", "breakpoint"), ("import pdb; pdb.set_trace()", "breakpoint"), ("input()", "asks for input")],
)
def test_what_waits_for_a_person_is_said_plainly(sandbox: ProcessSandbox, body: str, words: str) -> None:
    """A debugger or a question left in a function is named."""
    assert words in run(sandbox, f"def f():\n    {body}\n").answers[0].message
