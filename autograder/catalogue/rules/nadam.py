"""NAdam: Adam with Nesterov's look-ahead, which weights the momentum as the next step will."""

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT
from autograder.symbolic import Convention, Rule, State

ALGORITHM = "Dozat 2015, Incorporating Nesterov Momentum into Adam (report 054 of Stanford's CS229), algorithm 8"
SLOWLY = {"torch": "tens of thousands of", "keras": "a hundred"}
"""How long the momentum of each library grows."""


def growing(name: str, library: str, exponent: str) -> Convention:
    """The form of a library whose beta1 starts at about half its value and grows with t; {} in the exponent is t."""
    return Convention(
        name,
        f"with a momentum mu that grows from half of beta1 to beta1, over {SLOWLY[name]} steps",
        used_by=library,
        source=f"{ALGORITHM}, with the momentum of {library}",
        task="Work out mu, the momentum of this step, and that of the next one, and multiply the product of all so far "
        "by mu. Update Adam's averages; then blend m, weighted and corrected as for the next step, with the new "
        "gradient, corrected as for this one, and step along the blend. Return the new w and a new state.",
        state=(State("mu_product", "product of all mu so far", start="1", nonnegative=True, share=True),),
        steps=f"""
            t = t + 1
            mu = beta1*(1 - 0.5*0.96**({exponent.format("t")}))
            mu_next = beta1*(1 - 0.5*0.96**({exponent.format("(t + 1)")}))
            mu_product = mu_product*mu
            m = beta1*m + (1 - beta1)*grad
            v = beta2*v + (1 - beta2)*grad**2
            m_bar = mu_next*(m/(1 - mu_product*mu_next)) + (1 - mu)*(grad/(1 - mu_product))
            v_hat = v/(1 - beta2**t)
            w = w - lr*m_bar/(sqrt(v_hat) + eps)
        """,
    )


RULE = Rule.from_text(
    "nadam",
    title="NAdam",
    task="Update Adam's averages; then blend m, corrected as for the next step, with the new gradient, corrected "
    "as for this one, and step along the blend. Return the new w and a new state.",
    source=f"{ALGORITHM}, with a constant beta1",
    takes="w grad",
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, BETA2, EPSILON),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_bar = beta1*(m/(1 - beta1**(t + 1))) + (1 - beta1)*(grad/(1 - beta1**t))
        v_hat = v/(1 - beta2**t)
        w = w - lr*m_bar/(sqrt(v_hat) + eps)
    """,
    conventions=(
        Convention("default", "with a constant beta1", used_by="optax"),
        Convention(
            "eps_hat",
            "with a constant beta1; v is corrected in the learning rate, eps is added to the root of the plain v",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                m_bar = beta1*(m/(1 - beta1**(t + 1))) + (1 - beta1)*(grad/(1 - beta1**t))
                w = w - lr*sqrt(1 - beta2**t)*m_bar/(sqrt(v) + eps)
            """,
        ),
        growing("torch", "PyTorch", "0.004*{}"),
        growing("keras", "Keras", "{}"),
    ),
    theorems="scale-invariance",
)
