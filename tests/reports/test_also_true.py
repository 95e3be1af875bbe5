"""What is also true of a right function: three lines on every terminal, and never broken off without a sign."""

from __future__ import annotations

import pytest

from autograder.catalogue.theorems import THEOREMS
from autograder.reports.parts_of_screen import MOST_OF_THEOREM, also_true
from autograder.reports.sentences import texts_in
from autograder.texts import language


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("spoken", ["en", "de"])
def test_a_theorem_is_told_in_three_lines(spoken: str, width: int) -> None:
    """It ends as it does in full, with how many more there are, or with dots."""
    texts = texts_in(language(spoken))
    for theorem in THEOREMS.values():
        statement = texts.of(theorem.statement)
        lines = also_true(f"{statement} ({texts.of(theorem.source)})", 3, width, texts)
        said = " ".join(str(line).strip() for line in lines)
        assert len(lines) <= MOST_OF_THEOREM
        assert max(len(str(line)) for line in lines) <= width
        assert said.endswith((": -v)", "...", statement.split()[-1]))
