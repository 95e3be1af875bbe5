"""Mistakes in amsgrad: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions, doubly_corrected, stored_hats
from autograder.symbolic import Entry


def maxima(new: str) -> tuple[Entry, ...]:
    """Mistakes in the line of v_max, where the maximum is taken over the values of `new`."""
    return (
        ("v_max-not-used", "the maximum is forgotten, as if this were Adam", "the line of v_max",
         "After one large gradient and many small ones, can v_max become smaller again in your code?",
         f"v_max = {new}"),
        ("minimum", "the smaller of the two is taken", "the line of v_max",
         "Start from zero state: is v_max still 0 after the first step?",
         f"v_max = min(v_max, {new})"),
        ("fading-maximum", "the old maximum fades with beta2, as in AdaMax", "the line of v_max",
         "Pass a gradient of 0: should v_max change?",
         f"v_max = max(beta2*v_max, {new})"),
        ("sum", "v_max is a sum, not a maximum", "the line of v_max",
         "Pass a gradient of 0: should v_max grow?",
         f"v_max = v_max + {new}"),
        ("maximum-of-squares", "v_max is the largest grad**2, not the largest average of them", "the line of v_max",
         "After one large gradient and many small ones, how much of its square should v_max hold?",
         "v_max = max(v_max, grad**2)"),
    )


def corrected_again(line: str, title: str = "v is corrected before the maximum and again after it") -> Entry:
    """The correction of v before the maximum beside that which a form has."""
    return (
        "corrected-maximum-corrected-again", title, "the line of v_max",
        "How many times do you divide by 1 - beta2**t on the way from v to w, and how many times does the formula?",
        line,
    )


def maximum_not_used(line: str) -> Entry:
    """A maximum that nothing reads."""
    return (
        "maximum-not-used", "v_max is computed, but the step is divided by the root of v",
        "the denominator in the step",
        "Change v_max in the state you pass: does the new w change?",
        line,
    )


def corrected_maximum_kept(kept: str) -> Entry:
    """A corrected v_max in the state."""
    return (
        "corrected-maximum-kept", "the maximum is corrected for the step and returned so in the state",
        "what you return as the state",
        "How often has a maximum that never changes been divided by 1 - beta2**t after three steps?",
        f"...; v_max = {kept}",
    )


MISTAKES = (
    *maxima("v"),
    maximum_not_used("v_hat = v/(1 - beta2**t)"),
    ("maximum-not-kept", "the step uses the maximum, but the state keeps the new v as v_max",
     "what you return as the state",
     "After one large gradient and many small ones, can v_max become smaller again in your code?",
     "...; v_max = v"),
    ("maximum-kept-as-v", "the maximum is stored as v too", "what you return as the state",
     "Which v does the next step average with: the plain one or the maximum?",
     "...; v = v_max"),
    ("average-of-maximum", "v itself is averaged with v_max, not with its own past", "the line of v",
     "After one large gradient and many small ones, should v forget it? And v_max?",
     "v = beta2*v_max + (1 - beta2)*grad**2"),
    corrected_maximum_kept("v_hat"),
    ("beta1-fades", "m is averaged with beta1/t, which the paper needs for its theorem", "the line of m",
     "Print the weight of the old m in the first three steps: should it change?",
     "m = beta1/t*m + (1 - beta1/t)*grad"),
    corrected_again("v_max = max(v_max, v/(1 - beta2**t))"),
    *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v_max', 'beta2')}", but={"no-bias-correction"}),
    stored_hats("m"),
    stored_hats("m", "v"),
    doubly_corrected(),
    *moments(),
    *divisions("m_hat", "v_hat"),
)

UNDER = {
    "max_of_corrected": (
        *maxima("v_hat"),
        maximum_not_used("w = w - lr*m_hat/(sqrt(v_hat) + eps)"),
        corrected_maximum_kept("v_max/(1 - beta2**t)"),
        corrected_again("w = w - lr*m_hat/(sqrt(v_max/(1 - beta2**t)) + eps)"),
        *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v', 'beta2')}", but={"no-bias-correction"}),
        doubly_corrected(square="v_max"),
        *divisions("m_hat", "v_max"),
    ),
    "eps_hat": (
        maximum_not_used("w = w - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*m/(sqrt(v) + eps)"),
        corrected_maximum_kept("v_max/(1 - beta2**t)"),
        *corrections(
            lambda c: f"w = w - {c('lr', 'beta1')}/sqrt({c('1', 'beta2')})*m/(sqrt(v_max) + eps)",
            but={"no-bias-correction"},
        ),
        *divisions("m", "v_max", "w = w - lr*sqrt(1 - beta2**t)/(1 - beta1**t)*{}"),
    ),
    "uncorrected": (
        maximum_not_used("w = w - lr*m/(sqrt(v) + eps)"),
        corrected_again("v_max = max(v_max, v/(1 - beta2**t))", "v is corrected"),
        *divisions("m", "v_max"),
    ),
}
