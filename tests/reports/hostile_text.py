"""Text that somebody would obey: a terminal, a browser, a spreadsheet, Markdown or a CI service; and how to tell."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from html.parser import HTMLParser

HOSTILE: Mapping[str, str] = {
    "colour": "\x1b[31mred\x1b[0m\x1b[2J\x1b[8m",
    "one-byte escapes": "\x9b31mred\x9d0;title\x9c",
    "title and bell": "\x1b]0;owned\x07",
    "link of a terminal": "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;ZWNobyBvd25lZA==\x07",
    "overwritten line": "0 of 20\r20 of 20\x08\x08",
    "other line ends": "a\x0bb\x0cc\x85d\u2028e\u2029f",
    "bidi override": "\u202etxet\u202c \u2066x\u2069 \u200f \u061c",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
    "tower of marks": "o" + "\u0300\u0489\u20dd" * 160,
    "marks on nothing": "\u0336\u0336\u0336 \u0338x",
    "ignored characters": "\u034f\u115f\u1160\u17b4\u180b\u3164\uffa0\u2800",
    "variation selectors": "a\ufe0f\ufe0e\U000e0100",
    "tags": "a\U000e0001\U000e0065\U000e0076\U000e0069\U000e006c\U000e007f",
    "private use": "\ue000\U0010fffd",
    "no character": "\ufffe\uffff\ufdd0",
    "lone surrogates": "\ud800 \udfff \udc80",
    "zero byte": "a\x00b",
    "only blanks": " \u00a0\u3000 ",
    "command": "::error::owned",
    "command after blanks": " \t \u00a0::add-mask::0",
    "command after wrapping": "x" * 60
    + " ::error::owned ::stop-commands::owned "
    + "y" * 25
    + " ::warning file=a,line=1::owned",
    "command in a line": "a\n::error::owned\n  ::set-output name=x::y\r::notice::z",
    "old command": "x ##[error]owned ##[add-mask]1 ####[group]x",
    "command of Azure": "##vso[task.setvariable variable=x]y",
    "command of TeamCity": "##teamcity[buildProblem description='x']",
    "encoded command": "%0A::error::owned%0D%3A%3A",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "broken out of": "\"><svg/onload=alert(1)>'-alert(1)-' </pre></code></td></details> --> ]]> <!--",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;",
    "style": "<style>*{display:none}</style><meta http-equiv=refresh content=0>",
    "Markdown": "![x](http://evil.example/x.png) [a](javascript:1) **b** __i__ `c` ~~d~~ www.evil.example",
    "address": "http://evil.example https://evil.example mailto:a@evil.example",
    "Markdown blocks": "# head\n\n- list\n\n> quote\n\n```\ncode\n```\n| a | b |\n|---|---|\n[a]: http://evil.example\n\n***",
    "mathematics": "$$\\begin{align}<b>x</b>\\end{align}$$ \\\\(x<i>y\\\\) $<u>$",
    "templates": "{{ 7*7 }} {% raw %} ${{ secrets.X }} {0} %s",
    "formula": "=1+1",
    "formula with a plus": "+1+cmd|' /C calc'!A0",
    "formula with a minus": "-1+1",
    "formula with an at sign": "@SUM(1)",
    "formula after a tab": "\t=1+1",
    "formula after a line end": "\r\n=1+1",
    "formula after a semicolon": "a;=1+1",
    "formula after a comma": "a,=1+1",
    "formula after a bar": "a|+1|-1|@x",
    "formula after a quotation mark": 'a",=1+1,"',
    "formula in quotation marks": "'=1+1",
    "wide formula": "\uff1d1+1",
    "shell": "$(id) `id` ; rm -rf ~ | x && y",
    "very long": "long " * 5000,
    "one long word": "w" * 30_000,
}
IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)


def hidden_in(text: str) -> set[str]:
    """Characters that cannot be seen, or that move or cover others; line ends are none."""
    unseen = {c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")}
    towers = set(re.findall("[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{8,}", text))
    return unseen | set(IGNORED.findall(text)) | towers


def obeyed_in(log: str) -> list[str]:
    """The lines in which the runner of a CI service finds a command: GitHub's two forms, and those of others."""
    return [
        line
        for line in re.split("[\r\n]", log)
        if line.lstrip().startswith("::") or re.search(r"##[\w-]*\[", line) or "\x1b" in line
    ]


def formulas_in(table: str) -> list[str]:
    """The cells that a spreadsheet takes for a formula, at whatever separator it splits and with quotes or without."""
    cells = [
        cell for separator in ",;\t|: " for row in csv.reader(io.StringIO(table), delimiter=separator) for cell in row
    ]
    cells += [cell for line in table.splitlines() for cell in re.split("[,;\t|:]", line)]
    return [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")]


class Page(HTMLParser):
    """The tags of a page, with their attributes' names, and the text that is seen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attributes)))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment",))

    def handle_data(self, data: str) -> None:
        self.text += data
