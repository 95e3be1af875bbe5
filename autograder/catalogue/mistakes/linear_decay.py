"""Mistakes in linear_decay: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.schedules import counting, ends, not_clamped, whole_division, zero_at_the_end

MISTAKES = (
    *counting(),
    not_clamped(),
    whole_division("x = min(step, total_steps) // total_steps"),
    zero_at_the_end("lr", "lr_start + (lr_end - lr_start)*x", "total_steps"),
    *ends(),
    ("lr-end-as-floor", "the line goes to 0 and stops at lr_end", "the slope of the line",
     "What is the learning rate halfway? Is it halfway between lr_start and lr_end?",
     "lr = max(lr_end, lr_start*(1 - x))"),
    ("end-ignored", "the line goes to 0", "the slope of the line",
     "Where in your code is lr_end?",
     "lr = lr_start*(1 - x)"),
    ("no-difference", "the slope is lr_end, not the difference of the two rates", "the slope of the line",
     "Put step = total_steps into your formula: what comes out?",
     "lr = lr_start + lr_end*x"),
    ("compounded", "the reduction is applied again to the rate that was already reduced", "what the factor multiplies",
     "Does your learning rate fall by the same amount at every step?",
     "lr = lr_start*product(1 - i/total_steps for i in range(0, min(step, total_steps) + 1))"),
)
