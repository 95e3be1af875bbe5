"""RMSprop: AdaGrad that forgets, with a moving average of the squared gradients in place of their sum."""

from autograder.catalogue.shared import BETA_OF_AVERAGE, EPSILON, LR
from autograder.symbolic import Convention, Rule, State

RULE = Rule.from_text(
    "rmsprop",
    title="RMSprop",
    task="Update the moving average s of the squared gradients; then divide each coordinate's step by the root of "
    "its average. Return the new w and a new state.",
    source="Tieleman and Hinton 2012, Neural Networks for Machine Learning, lecture 6.5",
    takes="w grad",
    state=(State("s", "average of the squared gradients", nonnegative=True),),
    hyperparameters=(LR, BETA_OF_AVERAGE, EPSILON),
    steps="""
        s = beta*s + (1 - beta)*grad**2
        w = w - lr*grad/(sqrt(s) + eps)
    """,
    conventions=(
        Convention("eps_outside", "eps is added to the root", used_by="PyTorch, CS231n"),
        Convention(
            "eps_inside",
            "eps is added to the average, inside the root",
            used_by="Keras, optax, Dive into Deep Learning",
            steps="""
                s = beta*s + (1 - beta)*grad**2
                w = w - lr*grad/sqrt(s + eps)
            """,
        ),
        Convention(
            "no_eps",
            "without eps, so that the first zero gradient divides 0 by 0",
            used_by="some lecture notes",
            steps="""
                s = beta*s + (1 - beta)*grad**2
                w = w - lr*grad/sqrt(s)
            """,
        ),
    ),
    theorems="two-cycle scale-invariance saddle-adaptive",
)
