"""Templates of pages, and what they may call: whatever a template shows passes through `safe.html_text` on its way.

What is marked as safe is drawn or printed by us: SVG, MathML, and text that keeps its line breaks.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from autograder.basics import cache
from autograder.basics.item_statistics import in_words
from autograder.model import Picture, QuestionResult, RepairResult
from autograder.reports.mathml import formula
from autograder.reports.of_class.needs import percent
from autograder.reports.pages.look import FOLDER, cell_style, page_style
from autograder.reports.pictures import svg
from autograder.reports.safe import html_text, number
from autograder.reports.sentences import IN_ENGLISH
from autograder.reports.shared import ASSETS
from autograder.reports.shared import ASSETS_FOLDER as ASSETS_FOLDER
from autograder.reports.view import unit_title
from autograder.reports.wording import points
from autograder.texts import Texts


def page(template: str, **values: object) -> str:
    """A template with its values filled in; `texts` say what stands around them, in English if nothing is said."""
    return environment().get_template(template).render({"texts": IN_ENGLISH, **values})


def page_alone(template: str, **values: object) -> str:
    """A template with its values filled in, and with all that it needs inside: a page to be sent somewhere."""
    return page(template, assets="", style=Markup(page_style()), **values)


def assets() -> dict[str, str]:
    """The files that all pages share, by name: their text."""
    style, *others = ASSETS
    return {style: page_style(), **{name: (FOLDER / name).read_text(encoding="utf-8") for name in others}}


def cell(template: str, **values: object) -> str:
    """A template with its values filled in, as what is shown below a cell of a notebook."""
    return page(template, style=Markup(cell_style()), **values)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, in which every text is escaped and what is hidden in it is shown."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        auto_reload=False,
        bytecode_cache=_Compiled(),
        finalize=_shown,
        undefined=StrictUndefined,
        autoescape=True,
        lstrip_blocks=True,
        trim_blocks=True,
    )
    made.filters |= {"drawn": _drawn, "mathml": _mathml, "lines": _lines, "earned": _earned}
    made.filters |= {"number": number, "percent": percent, "tells": in_words, "unit": unit_title}
    return made


class _Compiled(BytecodeCache):
    """Templates are compiled once on a machine, as Python's own modules are."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is in the cache, if it was made by this Jinja; of another Python it tells itself."""
        compiled = cache.kept(self._name(bucket))
        if compiled is not None:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        cache.keep(self._name(bucket), bucket.bytecode_to_string())

    @staticmethod
    def _name(bucket: Bucket) -> str:
        made_with = Path(__file__).read_bytes()  # which says how templates are written
        names = (jinja2.__version__, sys.version, bucket.key, bucket.checksum)
        return f"template-{cache.name_of(made_with, *map(str.encode, names))}"


def _shown(value: object) -> Markup:
    return value if isinstance(value, Markup) else Markup(html_text(str(value)))


def _drawn(picture: Picture, texts: Texts = IN_ENGLISH) -> Markup:
    return Markup(svg(picture, texts))


def _mathml(latex: str) -> Markup:
    return Markup(formula(latex))


def _lines(text: str) -> Markup:
    return Markup(html_text(text, keep="\n"))


def _earned(asked: QuestionResult | RepairResult, texts: Texts = IN_ENGLISH) -> str:
    return points(asked.score, asked.max_score, texts)
