"""Mistakes in adagrad: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import squares
from autograder.catalogue.mistakes.steps import divisions, kept_denominator, roots

MISTAKES = (
    *divisions("grad", "s", but={"eps-inside"}),
    *squares("s", "s = s + {}"),
    ("sum-of-sizes", "s sums abs(grad), and no root is taken", "the line of s and the denominator",
     "Where is the square in your code, and where is the root that undoes it?",
     "s = s + abs(grad); w = w - lr*grad/(s + eps)"),
    ("average-with-0.9", "s is a moving average, as in RMSprop, not a sum", "the line of s",
     "Feed the same gradient again and again: should s level off or keep growing?",
     "s = 0.9*s + (1 - 0.9)*grad**2"),
    ("sum-that-forgets", "the old sum is multiplied by 0.9 before the new square is added",
     "the factor in front of the old sum",
     "Pass a gradient of 0: should s change?",
     "s = 0.9*s + grad**2"),
    ("sum-starts-at-0.1", "a sum of 0 is replaced by 0.1, the initial value of Keras", "the line of s",
     "What should s be after one step with a gradient of 1 from a zero state?",
     "s = 0.1 + grad**2 if norm(s) == 0 else s + grad**2"),
    ("eps-in-state", "eps is added to s in the state, again at every step", "the line of s",
     "Pass a gradient of 0 and eps = 0.1: should s change?",
     "s = s + grad**2 + eps; w = w - lr*grad/sqrt(s)"),
    ("root-kept", "the root is kept in the state, not the sum", "where the root is taken",
     "After gradients 3 and 4 from a zero state, what should s be?",
     "s = sqrt(s + grad**2); w = w - lr*grad/(s + eps)"),
    kept_denominator("s", "sqrt(s) + eps"),
    ("gradient-squared-in-step", "the step uses grad**2 where grad belongs", "the numerator in the line of w",
     "Let the gradient be negative: does w move up, as it should?",
     "w = w - lr*grad**2/(sqrt(s) + eps)"),
)

UNDER = {
    "eps_inside": (kept_denominator("s", "sqrt(s + eps)"), *roots("grad", "s", "s + eps")),
}
