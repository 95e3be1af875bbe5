"""Adadelta: the ratio of two roots, of past updates and of past gradients, sets the length of the step."""

from autograder.symbolic import Convention, Hyperparameter, Rule, State

RULE = Rule.from_text(
    "adadelta",
    title="Adadelta",
    task="Update the average s of the squared gradients, compute the update u from both roots, then update the "
    "average d of the squared updates, and step. Return the new w and a new state.",
    source="Zeiler 2012 (arXiv:1212.5701), algorithm 1; the learning rate was added by libraries, 1 is the paper",
    takes="w grad",
    state=(
        State("s", "average of the squared gradients", nonnegative=True),
        State("d", "average of the squared updates u", nonnegative=True),
    ),
    hyperparameters=(
        Hyperparameter("lr", "learning rate: a factor on the update, 1 in the paper", "1", "0.3 0.05 0.4"),
        Hyperparameter("rho", "weight of the past in both averages, 0 <= rho < 1", "0.9", "0.8 0.4"),
        Hyperparameter(
            "eps", "small number under both roots; with rho it sets the length of the first step", "1e-6", "0.1 0.02"
        ),
    ),
    steps="""
        s = rho*s + (1 - rho)*grad**2
        u = grad*sqrt(d + eps)/sqrt(s + eps)
        d = rho*d + (1 - rho)*u**2
        w = w - lr*u
    """,
    conventions=(Convention("default", "eps inside both roots", used_by="Zeiler 2012, PyTorch, optax, Keras"),),
)
