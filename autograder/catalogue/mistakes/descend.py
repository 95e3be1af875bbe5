"""Mistakes in descend: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("ascent", "steps up the gradient instead of down", "the sign in the line that computes the new w",
     "Does the loss fall along your path?",
     "w = w + lr*grad"),
    ("gradient-at-empty-row", "the gradient is measured at 0, as at a row of the path that is not filled yet",
     "the argument of grad_fn",
     "Print the point that you give to grad_fn in every step: is it the one you have reached?",
     "grad = grad_fn(0*w)"),
    ("no-lr", "the learning rate is not used", "the line that computes the new w",
     "Call your function with two different learning rates: does the path change?",
     "w = w - grad"),
)
