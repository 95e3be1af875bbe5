"""The language that rules are written in: formulas as text, exact arithmetic, and how formulas are printed.

A rule file needs these names; everything else here works on what they make.
"""

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
