"""Clipping by norm: a gradient that is too long keeps its direction, and gets the longest length that is allowed."""

from autograder.symbolic import Convention, Hyperparameter, Rule

RULE = Rule.from_text(
    "clip_by_norm",
    title="Gradient clipping by norm",
    task="Where the Euclidean norm of the whole gradient is larger than max_norm, scale the gradient down to that "
    "norm; else return it as it is. The norm is that of all elements together, whatever the shape.",
    source="Pascanu, Mikolov and Bengio 2013 (arXiv:1211.5063), algorithm 1",
    takes={"grad": "a gradient, float64, any shape"},
    hyperparameters=(Hyperparameter("max_norm", "the longest that the gradient may be, > 0", "1", "0.5 2"),),
    steps="""
        clipped = grad*max_norm/norm(grad) if norm(grad) > max_norm else grad
    """,
    returns={"clipped": "a new array, float64, same shape as grad"},
    conventions=(
        Convention("exact", "the norm is max_norm after clipping", used_by="Pascanu, Mikolov and Bengio 2013, optax"),
        Convention(
            "eps_in_divisor",
            "a millionth is added to the norm that is divided by",
            used_by="PyTorch",
            source="PyTorch, torch.nn.utils.clip_grad_norm_",
            steps="""
                clipped = grad*min(1, max_norm/(norm(grad) + 1/1000000))
            """,
        ),
    ),
    theorems="clipped-length",
)
