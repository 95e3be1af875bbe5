"""Mistakes in polynomial_decay: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.schedules import counting, ends, not_clamped, whole_division, zero_at_the_end

MISTAKES = (
    *counting(),
    not_clamped(),
    whole_division("x = min(step, total_steps) // total_steps"),
    zero_at_the_end("lr", "lr_end + (lr_start - lr_end)*(1 - x)**power", "total_steps"),
    *ends(),
    ("power-of-the-way-gone", "the power is taken of the way that is gone, not of the way that is left",
     "what the power is taken of",
     "With power = 2, does the rate fall faster at the start or at the end?",
     "lr = lr_end + (lr_start - lr_end)*(1 - x**power)"),
    ("power-forgotten", "the power is not used", "the way that is left",
     "Where in your code is power?",
     "lr = lr_end + (lr_start - lr_end)*(1 - x)"),
    ("times-power", "the way that is left is multiplied by power", "how power enters",
     "What is your learning rate at step 0?",
     "lr = lr_end + (lr_start - lr_end)*(1 - x)*power"),
    ("power-of-everything", "the power is taken of the difference of the rates too",
     "the parentheses around the base of the power",
     "What is your learning rate at step 0?",
     # chosen as Python's min does, whose floats have complex powers where NumPy's have NaN
     "x = (step if step < total_steps else total_steps)/total_steps; "
     "lr = lr_end + ((lr_start - lr_end)*(1 - x))**power"),
    ("end-ignored", "the rate falls to 0", "what is left when the way is at its end",
     "Which learning rate do you get at the very end?",
     "lr = lr_start*(1 - x)**power"),
    ("no-difference", "lr_start is used in the place of the difference of the two rates",
     "what the power is multiplied by",
     "What is your learning rate at step 0?",
     "lr = lr_end + lr_start*(1 - x)**power"),
    ("wrong-way", "the rate goes from lr_end to lr_start", "which rate belongs to which end",
     "Put step = 0 into your formula: what comes out?",
     "lr = lr_end + (lr_start - lr_end)*x**power"),
    ("power-of-the-numerator", "only the numerator of the part that is left gets the power",
     "the parentheses around the base of the power",
     "What is your learning rate at step 0? Which part of the way is left there?",
     "lr = lr_end + (lr_start - lr_end)*(total_steps - min(step, total_steps))**power/total_steps"),
    ("lr-end-as-floor", "the curve goes to 0 and stops at lr_end", "how lr_end enters",
     "With power = 1, is the learning rate halfway between lr_start and lr_end at half of the way?",
     "lr = max(lr_end, lr_start*(1 - x)**power)"),
)
