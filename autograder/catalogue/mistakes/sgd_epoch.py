"""Mistakes in sgd_epoch: id, what the code does, where to look, a question, the lines."""

MISTAKES = (
    ("ascent", "steps up the gradient instead of down", "the sign in the line that computes the new w",
     "Does the error on a sample shrink after its step?",
     "w = w + lr*(dot(x_i, w) - y_i)*x_i"),
    ("factor-2", "a factor 2 too many", "the factor in front of the gradient",
     "The loss of one sample is half the squared error: what is its derivative?",
     "w = w - 2*lr*(dot(x_i, w) - y_i)*x_i"),
    ("targets-not-in-order", "the rows are taken in the given order, and the targets as they stand in y",
     "which target goes with which row",
     "Print the index of the row and the index of the target in every step: do they belong together?",
     "w = w - lr*(dot(x_i, w) - y[0])*x_i; ...; y = y[1:]"),
)
