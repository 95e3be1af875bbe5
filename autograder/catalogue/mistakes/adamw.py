"""Mistakes in adamw: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions, doubly_corrected, stored_hats
from autograder.symbolic import Entry


def beside_the_step(rate: str, direction: str, denominator: str) -> tuple[Entry, ...]:
    """Decays in the line of the step, which is `rate*direction/denominator`."""
    step = f"{rate}*{direction}/{denominator}"
    return (
        ("decay-after-step", "the decay is applied to the w that has already stepped", "the order of decay and step",
         "Which w should shrink: the old one or the new one?",
         f"decayed = w; w = (1 - lr*weight_decay)*(decayed - {step})"),
        ("decay-divided-by-root", "the decay is divided by the root, as the gradient is",
         "the parentheses in the line of w",
         "Do weights with large gradients shrink less in your code than others?",
         f"decayed = w; w = decayed - {rate}*({direction} + weight_decay*decayed)/{denominator}"),
        ("decay-divides-after-step", "the w that has already stepped is divided by 1 + lr*weight_decay",
         "the order of decay and step",
         "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
         f"decayed = w; w = (decayed - {step})/(1 + lr*weight_decay)"),
        ("decay-of-step", "the step shrinks, not w", "the line that shrinks w",
         "Pass a gradient of 0 and a zero state: does w still shrink?",
         f"decayed = w; w = decayed - {rate}*(1 - lr*weight_decay)*{direction}/{denominator}"),
    )


MISTAKES = (
    *beside_the_step("lr", "m_hat", "(sqrt(v_hat) + eps)"),
    ("decay-in-gradient", "the decay is added to the gradient (L2 regularisation), so that it enters m and v",
     "where weight_decay is used",
     "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
     "decayed = w; "
     "m = beta1*m + (1 - beta1)*(grad + weight_decay*w); "
     "v = beta2*v + (1 - beta2)*(grad + weight_decay*w)**2"),
    ("decay-in-m", "the decay is added to the gradient in m", "where weight_decay is used",
     "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
     "decayed = w; m = beta1*m + (1 - beta1)*(grad + weight_decay*w)"),
    ("decay-without-lr", "the decay is not multiplied by lr", "the line that shrinks w",
     "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
     "decayed = (1 - weight_decay)*w"),
    ("decay-is-lr", "w shrinks by 1 - lr, whatever weight_decay is", "the line that shrinks w",
     "Set weight_decay to 0: does w still shrink?",
     "decayed = (1 - lr)*w"),
    ("decay-sign", "w grows where it should shrink", "the line that shrinks w",
     "Pass a gradient of 0 and a zero state: is the new w nearer to 0?",
     "decayed = (1 + lr*weight_decay)*w"),
    ("decay-without-parentheses", "1 is reduced by a part of w, where w should be", "the line that shrinks w",
     "Pass a gradient of 0 and w = 5: is the new w close to 5?",
     "decayed = 1 - lr*weight_decay*w"),
    ("decay-divides", "w is divided by 1 + lr*weight_decay", "the line that shrinks w",
     "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
     "decayed = w/(1 + lr*weight_decay)"),
    ("cautious-decay", "w shrinks only where the step takes it towards 0 as well", "the line that shrinks w",
     "Pass w = 1 and a gradient of -1: does w still shrink?",
     "t; m; v; m_hat; v_hat; decayed = (1 - lr*weight_decay*(1 + min(sign(m_hat)*sign(w), 0)))*w; w"),
    ("decays-matrices-only", "only weights with two axes or more shrink", "the line that shrinks w",
     "Pass a vector w and a gradient of 0: does w shrink?",
     "decayed = (1 - lr*weight_decay)*w if axes(w) > 1 else w"),
    ("no-decay", "the decay is ignored: this is Adam", "the line that shrinks w",
     "Change weight_decay: does the new w change?",
     "decayed = w"),
    ("decay-twice", "the decay is applied twice", "everywhere that weight_decay is used",
     "Pass a gradient of 0 and a zero state: which factor on w do you get, and which should it be?",
     "decayed = (1 - lr*weight_decay)**2*w"),
    ("decay-and-l2", "the decay is applied beside the gradient and inside it too",
     "everywhere that weight_decay is used",
     "Pass a gradient of 0 and a zero state: is m still 0 after the step?",
     "m = beta1*m + (1 - beta1)*(grad + weight_decay*w); v = beta2*v + (1 - beta2)*(grad + weight_decay*w)**2"),
    *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v', 'beta2')}"),
    stored_hats("m", "v"),
    doubly_corrected("decayed"),
    *moments(),
    *divisions("m_hat", "v_hat", "w = decayed - lr*{}"),
)

UNDER = {
    "eps_hat": (
        *beside_the_step("lr*sqrt(1 - beta2**t)/(1 - beta1**t)", "m", "(sqrt(v) + eps)"),
        *corrections(
            lambda c: f"w = decayed - {c('lr', 'beta1')}/sqrt({c('1', 'beta2')})*m/(sqrt(v) + eps)"
        ),
        *divisions("m", "v", "w = decayed - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*{}"),
    ),
}
