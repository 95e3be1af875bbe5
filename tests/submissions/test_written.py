"""Which functions of a file are written is told from its text, whatever else it holds."""

from __future__ import annotations

import pytest

from autograder.model import Cell
from autograder.submissions.written import versions

STUB = 'def momentum(w, *, lr):\n    """What to do."""\n    # YOUR CODE HERE\n    raise NotImplementedError()\n'
WORK = "def momentum(w, *, lr):\n    return w - lr\n"
NAMES = ("momentum", "nesterov")


def written(*sources: str) -> dict[str, bool]:
    """The functions that are begun, and whether each is finished."""
    return {name: version.is_finished for name, version in versions([Cell(s) for s in sources], NAMES).items()}


@pytest.mark.parametrize(
    "source",
    [
        "",
        STUB,
        "import numpy as np\n%matplotlib inline\nx = 3\n" + STUB,
        "def momentum(w):\n    pass\n",
        "def momentum(w):\n    ...\n",
        "def momentum(w): ...\n",
        'def momentum(w):\n    "only words"\n',
        "def momentum(w): raise NotImplementedError\n",
        "text = '''\ndef momentum(w):\n    return w\n'''\n",
        "# def momentum(w):\n#     return w\n",
        "print(momentum(3))\n",
        "def helper(momentum):\n    return momentum\n",
    ],
)
def test_what_is_not_begun_is_not_written(source: str) -> None:
    """A function as it was handed out, emptied, named in a text or called is no work."""
    assert written(source) == {}


@pytest.mark.parametrize(
    "source",
    [
        WORK,
        "@cache\n@other(1)\n" + WORK,
        "async " + WORK,
        "momentum = lambda w, *, lr: w - lr\n",
        "momentum: object = make()\n",
        "class momentum:\n    def __call__(self):\n        return 1\n",
        "if True:\n    def momentum(w):\n        return w\n",
        "try:\n    import x\nexcept ImportError:\n    def momentum(w):\n        return w\n",
        "@app.cell\ndef _():\n    def momentum(w):\n        return w\n    return (momentum,)\n",
        "def momentum(w):\n    if w:\n        return w\n    raise NotImplementedError('later')\n",
        "def broken(:\n    x = (\n\ndef momentum(w):\n    return w\n",
        "def momentum(w:\n    return w\n\nx = 1\n",
        "print 'two'\n" + WORK,
        "<<<<<<< HEAD\n" + WORK + "=======\n",
        "x = 'unterminated\n" + WORK,
        WORK.replace("    ", "\t"),
        WORK.replace("\n", "\r\n"),
    ],
)
def test_what_is_written_is_seen(source: str) -> None:
    """A function counts in every form that Python takes, and in a file that is not Python as a whole."""
    assert written(source) == {"momentum": True}


@pytest.mark.parametrize(
    "source",
    [
        "def momentum(w):\n    v = 2 * w\n    raise NotImplementedError()\n",
        "from mine import momentum\n",
        "from mine import (\n    f,\n    momentum,\n)\n",
    ],
)
def test_what_is_begun_or_taken_from_another_file_is_not_finished(source: str) -> None:
    """A function that still ends in NotImplementedError, or is imported, yields to one that is written."""
    assert written(source) == {"momentum": False}


def test_the_last_definition_counts() -> None:
    """As in Python, of several definitions of one name the last is the function."""
    assert written(WORK, STUB) == {}
    assert written(STUB, WORK) == {"momentum": True}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WORK, WORK.replace("w - lr", "w   -  lr  # a step"), True),
        (WORK, 'def momentum(w, *, lr):\n    """Mine."""\n    return w - lr\n', True),
        (WORK, "import os\n" + WORK + "print(momentum(1, lr=1))\n", True),
        (WORK, WORK.replace("-", "+"), False),
        ("def f(w):\n    return 1\n" + WORK, "def f(w):\n    return 2\n" + WORK, True),
        (
            "def f(w):\n    return 1\ndef momentum(w):\n    return f(w)\n",
            "def f(w):\n    return 2\ndef momentum(w):\n    return f(w)\n",
            False,
        ),
    ],
    ids=["layout", "docstring", "around it", "another sign", "a helper that it does not call", "a helper it calls"],
)
def test_versions_differ_where_what_they_do_may_differ(one: str, other: str, same: bool) -> None:
    """Layout, words and what stands around a function make no other version; its code and its helpers do."""
    first, second = (versions([Cell(source)], NAMES)["momentum"] for source in (one, other))
    assert (first == second) is same


@pytest.mark.parametrize(
    "source",
    [
        "(" * 50_000,
        "-" * 100_000 + "1",
        "x = [" * 20_000,
        "    " * 20_000 + "x",
        "def momentum(" * 5_000,
        "\0",
        "\x0c\\",
    ],
    ids=["brackets", "signs", "lists", "spaces", "functions", "zero byte", "feed"],
)
def test_hostile_text_is_only_text(source: str) -> None:
    """Whatever the text, it is looked at to its end."""
    versions([Cell(source)], NAMES)
