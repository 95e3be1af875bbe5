"""AdaGrad: every coordinate gets its own learning rate, which shrinks with the gradients it has seen."""

from autograder.catalogue.shared import EPSILON, LR
from autograder.symbolic import Convention, Rule, State

RULE = Rule.from_text(
    "adagrad",
    title="AdaGrad",
    task="Add the squared gradient to s, coordinate by coordinate; then divide each coordinate's step by the root "
    "of its sum. Return the new w and a new state.",
    source="Duchi, Hazan and Singer 2011, Journal of Machine Learning Research 12, section 1.1",
    takes="w grad",
    state=(State("s", "sum of the squared gradients", nonnegative=True),),
    hyperparameters=(LR, EPSILON),
    steps="""
        s = s + grad**2
        w = w - lr*grad/(sqrt(s) + eps)
    """,
    conventions=(
        Convention("eps_outside", "eps is added to the root", used_by="PyTorch, CS231n"),
        Convention(
            "eps_inside",
            "eps is added to the sum, inside the root",
            used_by="Keras, optax, Dive into Deep Learning, Ruder 2016",
            steps="""
                s = s + grad**2
                w = w - lr*grad/sqrt(s + eps)
            """,
        ),
    ),
    theorems="effective-rate scale-invariance saddle-adaptive",
)
