"""The language that rules are written in: formulas as text, exact arithmetic, and how formulas are printed.

A rule file needs these names; everything else here works on what they make. They are loaded when they are used, so that
formulas can be read without SymPy.
"""

from typing import TYPE_CHECKING

from autograder.basics.lazy import loader

if TYPE_CHECKING:
    from autograder.symbolic.cases import Case, CaseCheck, Each
    from autograder.symbolic.mistakes import Entry
    from autograder.symbolic.quantities import Hyperparameter, State
    from autograder.symbolic.rule import Convention, Loop, Rule
    from autograder.symbolic.steps import as_written
    from autograder.symbolic.vocabulary import rational

__all__ = [
    "Case",
    "CaseCheck",
    "Convention",
    "Each",
    "Entry",
    "Hyperparameter",
    "Loop",
    "Rule",
    "State",
    "as_written",
    "rational",
]

if not TYPE_CHECKING:
    __getattr__ = loader(
        __name__,
        {
            "cases": "Case CaseCheck Each",
            "mistakes": "Entry",
            "quantities": "Hyperparameter State",
            "rule": "Convention Loop Rule",
            "steps": "as_written",
            "vocabulary": "rational",
        },
    )
