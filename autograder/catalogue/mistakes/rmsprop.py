"""Mistakes in rmsprop: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import Average, averages, squares
from autograder.catalogue.mistakes.steps import divisions, kept_denominator, roots

MISTAKES = (
    *divisions("grad", "s", but={"eps-inside", "no-eps"}),
    *averages(
        {"s": Average("beta", "grad**2")},
        but={"weights-swapped"},  # which is the general mistake beta-complement
    ),
    *squares("s", "s = beta*s + (1 - beta)*{}"),
    ("sum", "s is a plain sum, as in AdaGrad", "the line of s",
     "What does beta do in your code?",
     "s = s + grad**2"),
    ("square-of-average", "the gradients are averaged and then squared", "where the square is taken",
     "Let the gradient change its sign at every step: should the average of the squares tend to 0?",
     "s = beta*s + (1 - beta)*grad; w = w - lr*grad/(sqrt(s**2) + eps)"),
    ("complement-squared", "1 - beta is squared together with grad", "the parentheses around the square",
     "Put numbers in: grad = 2 and beta = 0.9. What should be added to s?",
     "s = beta*s + ((1 - beta)*grad)**2"),
    ("square-of-difference", "s moves by the square of grad - s, not towards grad**2",
     "the parentheses around the square",
     "Feed the same gradient 2 again and again: where should s settle?",
     "s = s + (1 - beta)*(grad - s)**2"),
    ("beta-is-0.999", "s is averaged with 0.999, as Adam does, whatever beta is", "the weights in the line of s",
     "Change beta: does s change?",
     "s = 0.999*s + (1 - 0.999)*grad**2"),
    ("beta-is-0.99", "s is averaged with 0.99, PyTorch's usual value, whatever beta is", "the weights in the line of s",
     "Change beta: does s change?",
     "s = 0.99*s + (1 - 0.99)*grad**2"),
    ("correction-of-step-1", "s is divided by 1 - beta before its root is taken", "what grad is divided by",
     "RMSprop does not correct for the start at 0: how long is your first step, and how long should it be?",
     "w = w - lr*grad/(sqrt(s/(1 - beta)) + eps)"),
    ("s-scaled", "s is kept 1 - beta times what it should be, which a division by 1 - beta makes up for",
     "the line of s",
     "From a zero state with grad = 2 and beta = 0.9: which s should the state hold that you return?",
     "s = beta*s + ((1 - beta)*grad)**2; w = w - lr*grad/(sqrt(s/(1 - beta)) + eps)"),
    ("eps-in-state", "eps is added to s in the state, again at every step", "the line of s",
     "Pass a gradient of 0, a state of 0 and eps = 0.1: should s change?",
     "s = beta*s + (1 - beta)*grad**2 + eps; w = w - lr*grad/sqrt(s)"),
    ("root-kept", "the root is kept in the state, not the average", "where the root is taken",
     "What should s be after one step with gradient 8 from a zero state, if beta is 0.9?",
     "s = sqrt(beta*s + (1 - beta)*grad**2); w = w - lr*grad/(s + eps)"),
    kept_denominator("s", "sqrt(s) + eps"),
    ("gradient-squared-in-step", "the step uses grad**2 where grad belongs", "the numerator in the line of w",
     "Let the gradient be negative: does w move up, as it should?",
     "w = w - lr*grad**2/(sqrt(s) + eps)"),
)

UNDER = {
    "eps_inside": (kept_denominator("s", "sqrt(s + eps)"), *roots("grad", "s", "s + eps")),
    "no_eps": (kept_denominator("s", "sqrt(s)"), *roots("grad", "s", "s")),
}
