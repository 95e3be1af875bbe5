"""Lines of a notebook that are no Python: commands for IPython and the shell, which are left out and counted.

A line is one only where a statement starts, so that a text or a bracket may hold what it likes; nothing is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from autograder.basics.dataclass import dataclass
from autograder.submissions.prompts import begins_with_prompt, may_hold_prompts, typed

PYTHON_CELL_MAGICS = frozenset(["time", "timeit", "capture", "prun", "python", "python3"])
"""Cell magics whose cell is Python."""
_BARE = (
    "alias|autoreload|bookmark|cat|cd|clear|colors|conda|config|cp|debug|dhist|dirs|env|hist|history|ldir|less|lf|lk|ll"
    "|load_ext|logstart|ls|lsmagic|lx|mamba|man|matplotlib|micromamba|mkdir|more|mv|page|pdb|pip|pip3|popd|precision"
    "|prun|pushd|pwd|pylab|quickref|rehashx|reload_ext|reset|rm|rmdir|run|set_env|store|system|time|timeit|unload_ext"
    "|uv|who|who_ls|whos|xmode"
)
"""Commands that IPython knows without a mark."""
_ARGUMENT = r"(?!(?:in|is|and|or|not|if|else|for)\b)(?:--?[A-Za-z]|[./~$]|[\w'\"])"
_MARKED = r"(?:[A-Za-z_]\w*(?:[ ,]+\w+)*[ \t]*=[ \t]*)?(?:%{1,2}[A-Za-z]|!|\?{1,2}\w|\w[\w.]*\?{1,2}[ \t]*$)"
_UNMARKED = rf"(?:{_BARE})(?:[ \t]+{_ARGUMENT}.*|[ \t]*)$|(?:\w+[ \t]*=[ \t]*)?get_ipython\(\)\."
_COMMAND = re.compile(rf"(?P<indent>[ \t]*)(?:(?P<marked>{_MARKED})|{_UNMARKED})", re.MULTILINE)
_BY_LETTER = groupby(sorted(_BARE.split("|")), itemgetter(0))
_BEGINS = re.compile(
    r"\n[ \t]*+(?:[%!?]|>>>|In ?\[|"
    + "|".join(f"{first}(?:{'|'.join(word[1:] for word in words)})" for first, words in _BY_LETTER)
    + r"(?:[ \t]|\n|\Z))"
)
"""At least every line that begins with a mark, a prompt or one of these commands."""
_CANDIDATE = re.compile(rf"\n{_COMMAND.pattern}", re.MULTILINE)
_TIMED = re.compile(r"([ \t]*)%time[ \t]+(?=\S)")
_CELL_IN_TEXT = re.compile(
    rf"(?P<indent>[ \t]*)get_ipython\(\)\.run_cell_magic\(\s*['\"](?:{'|'.join(sorted(PYTHON_CELL_MAGICS))})['\"],"
    r"\s*(?P<quote>['\"]).*?(?P=quote),\s*(?P<code>.*)\)\s*$",
    re.DOTALL,
)
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w+)[ \t]*(?P<rest>.*)")
_TOKEN = re.compile(r"#|\"\"\"|'''|\"(?:\\.|[^\"\\])*\"?|'(?:\\.|[^'\\])*'?|[()\[\]{}]")
_ANEW = re.compile(r"(?:async[ \t]+def|def|class|import|from)[ \t]|@")
"""What begins a statement at the margin, whatever was left open above it."""


_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plain:
    """A cell without its commands: what is left has its old lines."""

    source: str
    marked: int = 0
    """Lines that were left out because of % or !."""
    bare: int = 0
    """Lines that were left out because they are commands without a mark."""
    magic: str = ""
    """The cell magic under which all of the cell stands, where it is not Python."""
    prompts: int = 0
    """Lines of an interactive session, which were read without its prompts and answers."""
    target: str = ""
    """What that cell magic is given."""

    @property
    def is_kept(self) -> bool:
        """Whether there is anything to run, or to know of: a function may stand under a cell magic."""
        return bool(_DEFINITION.search(self.source) if self.magic else self.source.strip())


def may_hold_what_is_no_python(source: str) -> bool:
    """Whether a line may be a command or begin with a prompt: mostly none does, and this is quick to see."""
    is_marked = any(_COMMAND.match(line) for mark in "%!?" for line in lines_with(mark, source))
    return is_marked or "get_ipython" in source or _BEGINS.search(f"\n{source}") is not None


def lines_with(words: str, text: str) -> Iterator[str]:
    """The lines of a text that hold some words."""
    found = text.find(words)
    while found >= 0:
        start, end = text.rfind("\n", 0, found) + 1, text.find("\n", found)
        end = len(text) if end < 0 else end
        yield text[start:end]
        found = text.find(words, end)


def without_commands(source: str) -> Plain:
    """A cell as plain Python, as far as its commands go."""
    magic = _CELL_MAGIC.match(source)
    if magic and magic["name"] not in PYTHON_CELL_MAGICS:
        return Plain(source, magic=magic["name"], target=magic["rest"].strip())
    if not may_hold_what_is_no_python(source):
        return Plain(source)
    source, prompts = _without_prompts(source) if may_hold_prompts(source) else (source, 0)
    if not _CANDIDATE.search(f"\n{source}"):
        return Plain(source, prompts=prompts)
    lines, number, marked, bare = source.split("\n"), 0, 0, 0
    while number < len(lines):
        command = _COMMAND.match(lines[number])
        if command is None:
            number = end_of_statement(lines, number)
            continue
        is_call = "get_ipython()" in command[0]
        end = end_of_statement(lines, number) if is_call else _end_of_command(lines, number)
        lines[number:end] = _left(lines[number:end], command["indent"])
        marked, bare = (marked + end - number, bare) if command["marked"] else (marked, bare + end - number)
        number = end
    return Plain("\n".join(lines), marked, bare, prompts=prompts)


def _without_prompts(source: str) -> tuple[str, int]:
    """The source as it was typed, and how many lines of it stood in an interactive session."""
    lines, number, prompts = source.split("\n"), 0, 0
    while number < len(lines):
        if not begins_with_prompt(lines[number]):
            number = end_of_statement(lines, number)
            continue
        code, end = typed(lines, number)
        lines[number:end] = code
        prompts, number = prompts + end - number, end
    return "\n".join(lines), prompts


def notes(name: str, cells: list[tuple[int, Plain]]) -> list[str]:
    """Sentences on what was left out of a file, from its cells and their numbers (0 where it is no notebook)."""
    marked, bare = (sum(getattr(plain, kind) for _, plain in cells) for kind in ("marked", "bare"))
    under = [
        f"{name}: {_lines(plain.source.rstrip().count(chr(10)) + 1)} under %%{plain.magic[:40]}"
        f"{f' (cell {number})' if number else ''} not run"
        for number, plain in cells
        if plain.magic
    ]
    left_out = [f"{name}: {_lines(marked)} with % or ! not run"] if marked else []
    without_mark = [f"{name}: {_lines(bare)} with commands of IPython or the shell not run"] if bare else []
    prompts = sum(plain.prompts for _, plain in cells)
    session = [f"{name}: {_lines(prompts)} of an interactive session read without >>>"] if prompts else []
    return [*under, *left_out, *without_mark, *session]


def _lines(count: int) -> str:
    return f"{count} {'line' if count == 1 else 'lines'}"


def _left(lines: list[str], indent: str) -> list[str]:
    """What stands in the place of a command: nothing, or something empty where a block may need a body."""
    text = "\n".join(lines)
    rest = [""] * (len(lines) - 1)
    if cell := _CELL_IN_TEXT.match(text):
        return [f"{cell['indent']}exec({cell['code']})", *rest] if "\n" not in cell["code"] else lines
    if timed := _TIMED.match(text):
        return [timed[1] + lines[0][timed.end() :], *lines[1:]]
    return [f"{indent}pass" if indent else "", *rest]


def _end_of_command(lines: list[str], first: int) -> int:
    """The line after a command, which goes on after a backslash."""
    end = first + 1
    while end < len(lines) and lines[end - 1].rstrip().endswith("\\"):
        end += 1
    return end


def end_of_statement(lines: Sequence[str], first: int) -> int:
    """The line after a statement: where its brackets and texts are closed."""
    depth, open_text = 0, ""
    for number in range(first, len(lines)):
        line, position = lines[number], 0
        if number > first and not open_text and _ANEW.match(line):
            return number
        while True:
            if open_text:
                end = line.find(open_text, position)
                if end < 0:
                    break
                open_text, position = "", end + 3
            token = _TOKEN.search(line, position)
            if token is None or token[0] == "#":
                break
            position = token.end()
            if token[0] in ('"""', "'''"):
                open_text = token[0]
            else:
                depth += (token[0] in "([{") - (token[0] in ")]}")
        if depth <= 0 and not open_text and not line.endswith("\\"):
            return number + 1
    return len(lines)
