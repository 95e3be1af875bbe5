"""AdamW: Adam with weight decay beside the gradient, not inside it."""

import sympy as sp

from autograder.catalogue.mistakes.averages import moment_mistakes
from autograder.catalogue.mistakes.steps import correction_mistakes, division_mistakes, doubly_corrected, stored_hats
from autograder.catalogue.shared.averages import (
    COUNT,
    FIRST_MOMENT,
    HATS,
    MOMENTS,
    SECOND_MOMENT,
    average,
    m,
    m_hat,
    t,
    v,
    v_hat,
)
from autograder.catalogue.shared.hyperparameters import (
    EPSILON,
    FIRST_MOMENT_COEFFICIENT,
    LEARNING_RATE,
    SECOND_MOMENT_COEFFICIENT,
    WEIGHT_DECAY,
)
from autograder.symbolic import (
    Convention,
    Edit,
    Mistake,
    Rule,
    Step,
    as_written,
    axes,
    beta1,
    beta2,
    eps,
    grad,
    lr,
    w,
)

weight_decay = WEIGHT_DECAY.symbol
decayed = sp.Symbol("decayed")
LINE = "the line that shrinks w"

with as_written():
    ROOT = sp.sqrt(v_hat) + eps
    DECAYING = grad + weight_decay * w
    FACTOR = 1 - lr * weight_decay
    AGREEING = 1 + sp.Min(sp.sign(m_hat) * sp.sign(w), 0)
    RULE = Rule(
        name="adamw",
        title="AdamW",
        task=(
            "First shrink w by the factor 1 - lr*weight_decay, which is called `decayed` below; then take Adam's step "
            "from there. The decay does not enter m and v. Return the new w and a new state."
        ),
        source="Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 2, with the decay times lr as in PyTorch",
        parameters=(w, grad),
        hyperparameters=(
            LEARNING_RATE,
            FIRST_MOMENT_COEFFICIENT,
            SECOND_MOMENT_COEFFICIENT,
            EPSILON,
            WEIGHT_DECAY,
        ),
        state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
        steps=(
            Step(decayed, FACTOR * w),
            *MOMENTS,
            *HATS,
            Step(w, decayed - lr * m_hat / ROOT),
        ),
        conventions=(
            Convention("default", "decay beside the gradient, times the learning rate", "PyTorch, optax, Keras"),
        ),
        theorems=("decoupled-decay", "scale-invariance"),
        mistakes=(
            Mistake(
                "decay-in-gradient",
                "the decay is added to the gradient (L2 regularisation), so that it enters m and v",
                "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
                "where weight_decay is used",
                Edit({decayed: w, m: average(m, beta1, DECAYING), v: average(v, beta2, DECAYING**2)}),
            ),
            Mistake(
                "decay-in-m",
                "the decay is added to the gradient in m",
                "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
                "where weight_decay is used",
                Edit({decayed: w, m: average(m, beta1, DECAYING)}),
            ),
            Mistake(
                "decay-without-lr",
                "the decay is not multiplied by lr",
                "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
                LINE,
                Edit({decayed: (1 - weight_decay) * w}),
            ),
            Mistake(
                "decay-is-lr",
                "w shrinks by 1 - lr, whatever weight_decay is",
                "Set weight_decay to 0: does w still shrink?",
                LINE,
                Edit({decayed: (1 - lr) * w}),
            ),
            Mistake(
                "decay-after-step",
                "the decay is applied to the w that has already stepped",
                "Which w should shrink: the old one or the new one?",
                "the order of decay and step",
                Edit({decayed: w, w: FACTOR * (decayed - lr * m_hat / ROOT)}),
            ),
            Mistake(
                "decay-divided-by-root",
                "the decay is divided by the root, as the gradient is",
                "Do weights with large gradients shrink less in your code than others?",
                "the parentheses in the line of w",
                Edit({decayed: w, w: decayed - lr * (m_hat + weight_decay * decayed) / ROOT}),
            ),
            Mistake(
                "decay-sign",
                "w grows where it should shrink",
                "Pass a gradient of 0 and a zero state: is the new w nearer to 0?",
                LINE,
                Edit({decayed: (1 + lr * weight_decay) * w}),
            ),
            Mistake(
                "decay-without-parentheses",
                "1 is reduced by a part of w, where w should be",
                "Pass a gradient of 0 and w = 5: is the new w close to 5?",
                LINE,
                Edit({decayed: 1 - lr * weight_decay * w}),
            ),
            Mistake(
                "decay-divides",
                "w is divided by 1 + lr*weight_decay",
                "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
                LINE,
                Edit({decayed: w / (1 + lr * weight_decay)}),
            ),
            Mistake(
                "decay-divides-after-step",
                "the w that has already stepped is divided by 1 + lr*weight_decay",
                "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
                "the order of decay and step",
                Edit({decayed: w, w: (decayed - lr * m_hat / ROOT) / (1 + lr * weight_decay)}),
            ),
            Mistake(
                "cautious-decay",
                "w shrinks only where the step takes it towards 0 as well",
                "Pass w = 1 and a gradient of -1: does w still shrink?",
                LINE,
                Edit(
                    {decayed: (1 - lr * weight_decay * AGREEING) * w},
                    order=(t, m, v, m_hat, v_hat, decayed, w),
                ),
            ),
            Mistake(
                "decays-matrices-only",
                "only weights with two axes or more shrink",
                "Pass a vector w and a gradient of 0: does w shrink?",
                LINE,
                Edit({decayed: sp.Piecewise((FACTOR * w, axes(w) > 1), (w, True))}),
            ),
            Mistake(
                "no-decay",
                "the decay is ignored: this is Adam",
                "Change weight_decay: does the new w change?",
                LINE,
                Edit({decayed: w}),
            ),
            Mistake(
                "decay-twice",
                "the decay is applied twice",
                "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
                "everywhere that weight_decay is used",
                Edit({decayed: FACTOR**2 * w}),
            ),
            Mistake(
                "decay-and-l2",
                "the decay is applied beside the gradient and inside it too",
                "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
                "everywhere that weight_decay is used",
                Edit({m: average(m, beta1, DECAYING), v: average(v, beta2, DECAYING**2)}),
            ),
            Mistake(
                "decay-of-step",
                "the step shrinks, not w",
                "Pass a gradient of 0 and a zero state: does w still shrink?",
                LINE,
                Edit({decayed: w, w: decayed - lr * FACTOR * m_hat / ROOT}),
            ),
            *correction_mistakes(lambda c: {m_hat: c(m, beta1, t), v_hat: c(v, beta2, t)}),
            stored_hats(m_hat, v_hat),
            doubly_corrected(decayed),
            *moment_mistakes(),
            *division_mistakes(m_hat, v_hat, decayed),
        ),
    )
