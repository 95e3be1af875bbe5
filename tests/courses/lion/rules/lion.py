"""Lion: a step of fixed length in the direction in which the gradient and its average agree."""

from autograder.catalogue.shared import FIRST_MOMENT, LR, WEIGHT_DECAY
from autograder.symbolic import Hyperparameter, Rule

RULE = Rule.from_text(
    "lion",
    title="Lion",
    task="Step by the sign of a mix of m and the new gradient, with weight decay beside it; only then update the "
    "average m, with its own weight. Return the new w and a new state.",
    source="Chen et al. 2023 (arXiv:2302.06675), algorithm 2",
    takes="w grad",
    state=(FIRST_MOMENT,),
    hyperparameters=(
        LR,
        Hyperparameter("beta1", "weight of m in the mix whose sign is the step, 0 <= beta1 < 1", "0.9", "0.8 0.4"),
        Hyperparameter("beta2", "weight of the past in the average of gradients, 0 <= beta2 < 1", "0.99", "0.95 0.3"),
        WEIGHT_DECAY,
    ),
    steps="""
        update = sign(beta1*m + (1 - beta1)*grad)
        w = w - lr*(update + weight_decay*w)
        m = beta2*m + (1 - beta2)*grad
    """,
    returns="w",
)

# id, what the code does, where to look, a question, the lines
MISTAKES = (
    ("m-first", "m is updated before the step uses it", "the order of the lines",
     "How often does the new gradient enter the mix in your code, and how often in the formula?",
     "m; update; w"),
    ("one-beta", "beta2 weighs the mix too: with a single beta this is Signum", "the line of the mix",
     "Change beta1 alone: does anything change?",
     "update = sign(beta2*m + (1 - beta2)*grad)"),
    ("no-sign", "the mix itself is the step, not its sign", "the line of the mix",
     "Make the gradients ten times larger: should the step become longer?",
     "update = beta1*m + (1 - beta1)*grad"),
    ("mix-stored", "the mix is stored as the new m", "what you return as the new m",
     "How many averages does the formula have, and with which weights? And how many has your code?",
     "m = beta1*m + (1 - beta1)*grad"),
    ("decay-without-lr", "the weight decay is not multiplied by lr", "the parentheses in the line of w",
     "Pass a gradient of 0 and a zero state: by which factor does w shrink?",
     "w = w - lr*update - weight_decay*w"),
    ("no-decay", "the weight decay is ignored", "the line of w",
     "Change weight_decay: does the new w change?",
     "w = w - lr*update"),
    ("decay-in-sign", "the weight decay is added to the gradient, inside the sign", "where weight_decay is used",
     "Pass a gradient of 0 and a zero state: is the step as long as lr?",
     "update = sign(beta1*m + (1 - beta1)*(grad + weight_decay*w)); w = w - lr*update"),
)
