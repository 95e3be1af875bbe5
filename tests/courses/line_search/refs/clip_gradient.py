"""Gradient clipping by the norm, which no formula of the rules' language writes."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake


def clip_gradient(grad, *, most):
    """Clip a gradient by its length.

    Return grad if its Euclidean length is at most `most`, else the vector of that length in the same direction.
    """
    length = np.sqrt(np.sum(grad**2))
    return grad * (most / length) if length > most else grad.copy()


@mistake("by-element", "each number is clipped by itself", "what is compared with most",
         "Clip [3, 4] with most = 1: does it still point the same way?")
def by_element(grad, *, most):
    return np.clip(grad, -most, most)


def cases(random):
    """Too long, short enough, and zero."""
    drawn = [random.randint(-40, 40) / 8 for _ in range(4)]
    long = (Case("3, 4 and 5", {"grad": [3, 4], "most": "1"}), Case("others", {"grad": drawn, "most": "0.5"}))
    all_three = (
        Case("nothing to do", {"grad": [1, -1], "most": "5"}),
        Case("no gradient at all", {"grad": [0, 0], "most": "1"}),
        Case("a matrix that is too long", {"grad": [[3, 1], [-2, 6]], "most": "2"}),
    )
    return (
        CaseCheck("long", "a gradient that is too long", 2, long),
        CaseCheck("edges", "short gradients, none, and a matrix", 1, all_three),
    )
