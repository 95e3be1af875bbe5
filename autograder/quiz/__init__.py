"""Questions whose answers are computed: variants for each student, sheets, and marking that understands mistakes.

From here: `course_quiz.CourseQuiz`, `sheets.read_sheet`, `marking`, `proof.proved`. It may use expected, catalogue and
symbolic. SymPy is loaded only where an item is worked out that is not in the cache.

In a notebook the room is also its own door: `from autograder import quiz; quiz("momentum/two-steps")` shows a question,
and `quiz("momentum/two-steps", v1=8)` marks the answers. A module can be called where its class says so.
"""

from __future__ import annotations

import sys
from types import ModuleType


class _Door(ModuleType):
    """This module, which can be called."""

    def __call__(self, question: str, answer: object = None, /, **answers: object) -> float | None:
        """Show a question of the quiz, or mark your answers to it.

        Args:
            question: its id, such as "momentum/two-steps".
            answer: your answer to a question that asks one thing: a number, or text as you would type it in a sheet.
            answers: your answers to the parts of a question, by their names.

        Returns:
            The points of what was answered; None where the question was only shown.

        Raises:
            UsageError: there is no question of that id, or it has no such part.
        """
        from autograder.quiz.in_notebook import ask  # only now: the room itself stays light

        return ask(question, answer, answers)


sys.modules[__name__].__class__ = _Door
