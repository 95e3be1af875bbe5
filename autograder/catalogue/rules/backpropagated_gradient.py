"""What is left of a gradient behind a chain of layers, one neuron wide."""

from autograder.symbolic import Rule

RULE = Rule.from_text(
    "backpropagated_gradient",
    title="The gradient behind a chain of layers",
    task="Return what is left of a gradient of 1 behind a chain of layers a_i = act(z_i), z_i = w_i a_(i-1): the "
    "product of w_i and of the activation's derivative at z_i over all layers. The derivative of relu at 0 "
    "is 0.",
    source="Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.2.5; Hochreiter 1991",
    takes={
        "weights": "the weights w_i, float64, shape (n,)",
        "preactivations": "what goes into the activations, z_i, float64, shape (n,)",
        "activation": 'a str: "sigmoid", "tanh" or "relu"',
    },
    steps="""
        sigmoid = 1/(1 + exp(-preactivations))
        slopes = sigmoid*(1 - sigmoid) if activation == "sigmoid"
            else 1 - tanh(preactivations)**2 if activation == "tanh"
            else max(sign(preactivations), 0)
        gradient = product(weights*slopes)
    """,
    returns={"gradient": "a float"},
    theorems="vanishing",
)
