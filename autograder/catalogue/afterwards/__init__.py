"""What is said to whoever has solved an exercise: a property that the function now has, and a question to think on.

Most functions obey a theorem, which is said then. Of the others a property stands here, with a check whose inputs show
it, and what is to be true of each of them; a test carries it out on the right answers, which the student's are.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.catalogue.afterwards.core import CORE
from autograder.catalogue.afterwards.further import FURTHER
from autograder.catalogue.afterwards.property import Afterwards

AFTERWARDS: Mapping[str, Afterwards] = {**CORE, **FURTHER}
"""By the name of the exercise."""

OF_ANY = "Which line of it could you leave out, and on which input would that show first?"
"""What is asked after an exercise that a course has of its own."""


def sentences() -> Mapping[str, str]:
    """Every sentence by its id."""
    questions = {f"after.{name}": after.question for name, after in AFTERWARDS.items()}
    properties = {f"property.{name}": after.true.sentence for name, after in AFTERWARDS.items() if after.true}
    return {**questions, **properties, "after.any": OF_ANY}
