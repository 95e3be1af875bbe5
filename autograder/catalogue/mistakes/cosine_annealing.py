"""Mistakes in cosine_annealing: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.schedules import (
    counting,
    ease,
    ends,
    falls,
    not_clamped,
    whole_division,
    zero_at_the_end,
)

MISTAKES = (
    *counting(),
    *falls(lambda way: f"lr = {way('lr_start', 'lr_end')}"),
    not_clamped(),
    whole_division("x = min(step, total_steps) // total_steps"),
    zero_at_the_end("lr", ease("lr_start", "lr_end"), "total_steps"),
    *ends(),
    ("quarter-wave-to-0", "a quarter of a wave that ends at 0", "the argument of the cosine and what is added to it",
     "Where in your code is lr_end? And is the rate flat at both ends of the way?",
     "lr = lr_start*cos(pi*x/2)"),
    ("compounded", "the factor is applied again to the rate that was already reduced", "what the factor multiplies",
     "Which rate does each step start from: lr_start, or that of the step before?",
     "lr = lr_start*product((1 + cos(pi*i/total_steps))/2 for i in range(1, min(step, total_steps) + 1))"),
)
