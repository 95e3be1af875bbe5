"""Mistakes in adam: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions, doubly_corrected, roots, stored_hats
from autograder.symbolic import Entry


def gradient_for_m(denominator: str) -> Entry:
    """An average of gradients that the step does not use."""
    return (
        "gradient-for-m", "the step uses grad where the average m belongs", "the numerator in the line of w",
        "Pass a gradient of 0 and an m that is not 0: should w move?",
        f"w = w - lr*grad/{denominator}",
    )


MISTAKES = (
    *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v', 'beta2')}", but={"no-bias-correction"}),
    stored_hats("m", "v"),
    doubly_corrected(),
    *moments(),
    *divisions("m_hat", "v_hat"),
    ("beta1-for-beta2", "v is averaged and corrected with beta1", "the line of v and its correction",
     "Change beta2 alone: does anything change?",
     "v = beta1*v + (1 - beta1)*grad**2; v_hat = v/(1 - beta1**t)"),
    gradient_for_m("(sqrt(v_hat) + eps)"),
    ("no-root-and-v-not-corrected", "the step is divided by the plain v, without correction and without root",
     "what m_hat is divided by",
     "Multiply all gradients by 100: should the steps stay as long as they were? Do yours?",
     "w = w - lr*m_hat/(v + eps)"),
)

UNDER = {
    "eps_hat": (
        *corrections(
            lambda c: f"w = w - {c('lr', 'beta1')}/sqrt({c('1', 'beta2')})*m/(sqrt(v) + eps)",
            but={"no-bias-correction"},
        ),
        *divisions("m", "v", "w = w - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*{}"),
    ),
    "uncorrected": (*divisions("m", "v", but={"no-eps"}), gradient_for_m("(sqrt(v) + eps)")),
    "uncorrected_no_eps": (
        *roots("m", "v", "v"),
        *divisions("m", "v", but={"no-root", "multiplied", "no-eps"}),
        gradient_for_m("sqrt(v)"),
    ),
}
