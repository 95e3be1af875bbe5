"""A file in percent format becomes cells that know their place."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Cell
from autograder.submissions import split_cells

CODE = st.lists(st.sampled_from(["x = 1", "", "    y", "# note", "\tz\x0c", "a\u2028b", "%% no mark"]), max_size=5)
CODE_MARK = st.sampled_from(["# %%", "#%%", "# %% a title", "# %% [code]"])
PROSE_MARK = st.sampled_from(["# %% [markdown]", "# %% [md]", "# %% [raw]", "# %% title [markdown] key=1"])


@given(
    head=CODE,
    blocks=st.lists(st.tuples(st.booleans(), CODE_MARK, PROSE_MARK, CODE), max_size=6),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_cells_keep_their_lines(head: list[str], blocks: list[tuple[bool, str, str, list[str]]], ending: str) -> None:
    """Line i of the file is line i - cell.line + 1 of the cell, and the cells are the code blocks with code."""
    lines, expected = list(head), [(1, head)]
    for prose, code_mark, prose_mark, block in blocks:
        lines.append(prose_mark if prose else code_mark)
        if not prose:
            expected.append((len(lines) + 1, block))
        lines += block
    cells = split_cells(ending.join(lines))
    assert [cell.line for cell in cells] == [start for start, block in expected if "".join(block).strip()]
    for cell in cells:
        source = cell.source.removesuffix("\n").split("\n")
        assert source == lines[cell.line - 1 : cell.line - 1 + len(source)]
        assert source == next(block for start, block in expected if start == cell.line)


@pytest.mark.parametrize("text", ["", "  \n\n", "# %%\n\n# %%\n", "# %% [markdown]\n# only prose\n"])
def test_nothing_written_is_no_cell(text: str) -> None:
    """A file without code has no cells."""
    assert split_cells(text) == ()


def test_a_file_without_marks_is_one_cell() -> None:
    """Without marks the whole file is one cell that starts on line 1."""
    assert split_cells("x = 1\n\ny = 2") == (Cell("x = 1\n\ny = 2\n", 1),)


def test_an_indented_mark_is_not_a_mark() -> None:
    """Only a mark at the start of a line starts a cell, so none splits a function's body."""
    assert len(split_cells("def f():\n    # %% inside\n    return 1\n")) == 1


def test_a_header_and_future_imports_still_work() -> None:
    """After a header of comments, the cell with the future import compiles on its own, and so does every other."""
    text = "# ---\n# jupyter:\n#   kernel: python3\n# ---\n\n# %%\nfrom __future__ import annotations\n\n# %%\nx = 1\n"
    cells = split_cells(text)
    assert [len(ast.parse(cell.source).body) for cell in cells] == [0, 1, 1]
    for cell in cells:
        compile(cell.source, "momentum.py", "exec", dont_inherit=True)
