"""What is no Python in a notebook or a file: commands, marimo's cells, files of another kind."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest

from autograder.submissions.cells import read_file
from autograder.submissions.commands import without_commands
from autograder.submissions.files import UnreadableError, decode
from autograder.submissions.kinds import kind_of, line_of_conflict


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("!ls\nx = 1", "\nx = 1"),
        ("%matplotlib inline\nx = 1", "\nx = 1"),
        ("!pip install \\\n  a \\\n  b\nx = 1", "\n\n\nx = 1"),
        ("files = !ls\nx = 1", "\nx = 1"),
        ("a, b = %sx ls\nx = 1", "\nx = 1"),
        ("if x:\n    !ls\n    y = 1", "if x:\n    pass\n    y = 1"),
        ("%time x = 1", "x = 1"),
        ("    %time x = 1", "    x = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("f?\n?f\nf??", "\n\n"),
        ("pip install tqdm\nx = 1", "\nx = 1"),
        ("ls -la\ncd ..\ncd ../data\npwd\nmatplotlib inline\nrun other.py", "\n\n\n\n\n"),
        ("get_ipython().system('pip install x')\nx = 1", "\nx = 1"),
        ("get_ipython().run_line_magic(\n    'time', '')\nx = 1", "\n\nx = 1"),
        ("get_ipython().run_cell_magic('time', '', 'x = 1\\n')", "exec('x = 1\\n')"),
        ("!echo \"it's\nx = 1", "\nx = 1"),
        ("x = (1,\ndef f():\n    pass\n!ls", "x = (1,\ndef f():\n    pass\n"),
    ],
)
def test_commands_are_left_out(source: str, left: str) -> None:
    """Commands of IPython and the shell are blank lines, or something empty in a block; every line keeps its number."""
    assert without_commands(source).source == left


@pytest.mark.parametrize(
    "source",
    [
        "x = (7\n%2)",
        "y = '''\n!ls\n%cd x\npip install y\n'''",
        'def f():\n    """Text.\n\n    ls\n    !x\n    """',
        "assert x != 2",
        "ls = [1]\nless = 2\nmore: int = 3\nrun (x)\nstore(x)\nrm, cp = 1, 2\nwho in x\npage.x = 1",
        "x = '# %time' \\\n  % y",
        "time.sleep(1)\nhistory[0] = 1\nenv['a'] = 'b'",
        "print('get_ipython().x')",
        "values = [\n    'a',\n    cat,\n]",
    ],
)
def test_python_is_left_alone(source: str) -> None:
    """What is Python stays as it is, whatever it looks like."""
    ast.parse(source)
    assert without_commands(source).source == source


def test_marimo_cells_are_read_as_a_plain_file() -> None:
    """The code in a marimo file's cells stands at the top, on its old lines."""
    text = (
        "import marimo\n\napp = marimo.App(width='medium')\n\nwith app.setup:\n    import numpy as np\n\n\n"
        "@app.cell(hide_code=True)\ndef _(\n    mo,\n    np,\n):\n    def f(x):\n        return x\n"
        "    return (\n        f,\n    )\n\n\n"
        "@app.function\ndef g(x):\n    return x\n\n\n@app.cell\nasync def _():\n    y = 1\n    return\n\n\n"
        "if __name__ == '__main__':\n    app.run()\n"
    )
    read = read_file(text, "momentum.py")
    (cell,) = read.cells
    tree = ast.parse(cell.source)
    named = {node.name: node.lineno for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert named == {"f": 14, "g": 22}
    assert read.notes == ("momentum.py is a marimo notebook: its cells were read as a plain file",)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi x = 1}", "RTF"),
        (b"<!DOCTYPE html>\n<html>", "web page"),
        (b"\n<html><head>", "web page"),
        (b"%PDF-1.4 \xff", "PDF"),
        (b"<?xml version='1.0'?><plist/>", "XML"),
        (b"--- a/momentum.py\n+++ b/momentum.py\n@@", "a list of changes"),
        (b"diff --git a/x b/x\n", "a list of changes"),
        (b"PK\x03\x04\x00", "zip"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1", "Git LFS"),
        (b"https://example.org/notebook\n", "link"),
        (b"\x89PNG\r\n", "picture"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is(data: bytes, kind: str) -> None:
    """What is no Python at all is named, instead of a syntax error in line 1."""
    assert kind in kind_of(data)
    with pytest.raises(UnreadableError, match=kind):
        decode(data, "momentum.py")


@pytest.mark.parametrize("text", ["", "x = 1", "'https://example.org'", "# <html>", "{1: 2}", "version = 'https'"])
def test_python_is_of_no_other_kind(text: str) -> None:
    """Python is never taken for something else."""
    assert kind_of(text.encode()) == ""


def test_a_conflict_is_found_where_it_begins() -> None:
    """The line of Git's first mark; a heading of signs is none."""
    assert line_of_conflict(b"a\n  <<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n") == 2
    assert line_of_conflict(b"Title\n=======\n") == 0


SESSION = (
    """\
import numpy as np
>>> def f(x):
...     return x

...
>>> f(2)
2
>>> y = """
    + "'''"
    + """
... a"""
    + "'''"
    + """

def g():
    '''
    >>> g()
    1
    '''
    return 1
"""
)


@pytest.mark.parametrize(
    ("first", "more"),
    [(">>> ", "... "), ("In [1]: ", "   ...: "), ("In[12]: ", "    ....: ")],
    ids=["python", "ipython", "qt"],
)
def test_a_session_is_read_as_it_was_typed(first: str, more: str) -> None:
    """Code with the prompts of a session is read without them and without the answers; a text keeps its examples."""
    source = re.sub("(?m)^>>> ", first, re.sub(r"(?m)^\.\.\. ", more, SESSION))
    plain = without_commands(source)
    namespace: dict[str, Any] = {}
    exec(compile(plain.source, "session", "exec"), namespace)
    assert (namespace["f"](3), namespace["y"], namespace["g"]()) == (3, "\na", 1)
    assert namespace["g"].__doc__ == "\n    >>> g()\n    1\n    "
    assert plain.source.count("\n") == source.count("\n")
    assert plain.prompts > 4


@pytest.mark.parametrize("form", ["{:3d}  {}", "{}: {}", "{}| {}", "{}\t{}"])
def test_the_numbers_of_lines_are_left_out(form: str) -> None:
    """Code that was copied with the numbers of its lines is read without them, and that is said."""
    source = "import math\n\ndef f(x):\n    return x\n"
    read = read_file("\n".join(form.format(n, line) for n, line in enumerate(source.splitlines(), 7)), "a.py")
    namespace: dict[str, Any] = {}
    exec(compile(read.cells[0].source, "numbered", "exec"), namespace)
    assert namespace["f"](3) == 3
    assert read.notes == ("a.py: read without the numbers before its lines",)


@pytest.mark.parametrize("text", ["1\n2\n", "1\n2\n3\nx = 1\n", "1.5\n2.5\n3.5\n", "7 + 1\n9 + 1\n10 + 1\n"])
def test_numbers_that_are_python_stay(text: str) -> None:
    """What is not numbered from line to line is left as it is."""
    assert read_file(text, "a.py").cells[0].source.strip() == text.strip()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("x = 1\n".encode("utf-16-le"), "is saved as UTF-16"),
        ("x = 1\n".encode("utf-32"), "is saved as UTF-32"),
        (b"\0" * 100, "nothing but zero bytes"),
        (b"x = 1\nx = '\0'\n", "holds a zero byte in line 2"),
    ],
)
def test_zero_bytes_say_where_they_come_from(data: bytes, said: str) -> None:
    """Another encoding, a copy that was cut off, and a stray byte are told apart."""
    with pytest.raises(UnreadableError, match=said):
        decode(data, "momentum.py")
