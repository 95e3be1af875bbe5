"""Mistakes in clip_by_norm: id, what the code does, where to look, a question, the lines."""

from autograder.symbolic import Entry

LONG = "How long is what you return for grad = (3, 4) and max_norm = 1?"


def scaled(factor: str, size: str = "norm(grad)") -> str:
    """The line with another factor, where another size is too large."""
    return f"clipped = grad*{factor} if {size} > max_norm else grad"


MISTAKES: tuple[Entry, ...] = (
    ("by-value", "every element is clipped by itself, which turns the gradient", "what is compared with max_norm",
     "Does grad = (3, 4) still point the same way when it is clipped?",
     "clipped = max(-max_norm, min(grad, max_norm))"),
    ("always", "a gradient that is short enough is scaled too: it becomes longer", "where nothing is to be done",
     "What becomes of grad = (0.3, 0.4) with max_norm = 1?",
     "clipped = grad*max_norm/norm(grad)"),
    ("turned-round", "short gradients are scaled, and long ones are not", "the comparison with max_norm",
     "What becomes of grad = (0.3, 0.4) with max_norm = 1?",
     "clipped = grad*max_norm/norm(grad) if norm(grad) < max_norm else grad"),
    ("unit-length", "a long gradient gets the length 1, whatever max_norm is", "the factor", LONG,
     scaled("1/norm(grad)")),
    ("not-divided", "a long gradient is multiplied by max_norm, and not divided by its norm", "the factor", LONG,
     scaled("max_norm")),
    ("squared-norm", "the gradient is divided by the square of its norm", "the norm", LONG,
     scaled("max_norm/norm(grad)**2")),
    ("sum-of-squares", "the sum of squares is taken for the norm, without the root", "the norm", LONG,
     scaled("max_norm/norm(grad)**2", "norm(grad)**2")),
    ("one-norm", "the sum of absolute values is taken for the norm", "the norm",
     "Measure the length of (3, 4) with Pythagoras: what does yours give?",
     scaled("max_norm/sum(abs(grad))", "sum(abs(grad))")),
    ("largest-element", "the largest element is taken for the norm", "the norm",
     "Measure the length of (3, 4) with Pythagoras: what does yours give?",
     scaled("max_norm/greatest(abs(grad))", "greatest(abs(grad))")),
    ("zero-instead", "a gradient that is too long is thrown away", "what is done with a long gradient",
     "Which way should a step with a very long gradient go?",
     scaled("0")),
    ("upside-down", "the factor is upside down", "the factor", LONG,
     scaled("norm(grad)/max_norm")),
)
