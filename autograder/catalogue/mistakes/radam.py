"""Mistakes in radam: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions, stored_hats

R = "sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho))"
ADAPTED = "r*m_hat/(sqrt(v_hat) + eps)"


def trusted_where(test: str) -> str:
    """Another test of whether v is trusted."""
    return f"r = {R} if {test} else 1; update = {ADAPTED} if {test} else m_hat"


def r_is(formula: str) -> str:
    """Another factor where v is trusted."""
    return f"r = {formula} if rho > 4 else 1"


MISTAKES = (
    ("plain-adam", "v is trusted from the first step on, and r is left out: this is Adam", "the test of rho",
     "How large is rho after the first step, on paper? Is v trusted then?",
     "update = m_hat/(sqrt(v_hat) + eps)"),
    ("never-trusted", "v is never trusted: these are steps of momentum alone", "the test of rho",
     "After a thousand steps, should the step still grow with the gradient?",
     "update = m_hat"),
    ("no-r", "r is left out: where v is trusted, this is Adam", "where r is used",
     "How does your first step with v compare with Adam's: should it be as long?",
     "r = 1"),
    ("no-step-at-first", "nothing happens where v is not trusted", "what is done where rho is small",
     "After one step from zero state, has w moved?",
     f"update = {ADAPTED} if rho > 4 else 0*m_hat"),
    ("plain-m-at-first", "m is not corrected where v is not trusted", "what is done where rho is small",
     "How long is your very first step for a gradient of 1? And on paper?",
     f"update = {ADAPTED} if rho > 4 else m"),
    ("gradient-at-first", "the step is along grad, not along m_hat, where v is not trusted",
     "what is done where rho is small",
     "Pass a gradient of 0 and an m that is not 0: should w move?",
     f"update = {ADAPTED} if rho > 4 else grad"),
    ("rho_inf-tested", "rho_inf is tested, not rho", "the test of rho",
     "Does the outcome of your test ever change during a training?",
     trusted_where("rho_inf > 4")),
    ("steps-tested", "v is trusted after a fixed number of steps, whatever beta2 is", "the test of rho",
     "With beta2 = 0.3, how many gradients is v worth at most?",
     trusted_where("t > 4")),
    ("test-turned-round", "v is trusted where rho is small, and not where it is large", "the test of rho",
     "Is an average of many gradients more to be trusted, or one of few?",
     f"r = 1 if rho > 4 else {R}; update = m_hat if rho > 4 else {ADAPTED}"),
    ("r-without-root", "the root in r is missing", "the line of r",
     "How much shorter than Adam's is the first step with v? Put the numbers in by hand.",
     r_is("(rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)")),
    ("r-upside-down", "numerator and denominator in r are swapped", "the line of r",
     "Should r make the first steps with v shorter or longer than Adam's?",
     r_is("sqrt((rho_inf - 4)*(rho_inf - 2)*rho/((rho - 4)*(rho - 2)*rho_inf))")),
    ("last-quotient-upside-down", "the last factors in r are rho/rho_inf, not rho_inf/rho", "the line of r",
     "Which of rho and rho_inf stands alone in the numerator?",
     r_is("sqrt((rho - 4)*(rho - 2)*rho/((rho_inf - 4)*(rho_inf - 2)*rho_inf))")),
    ("rho_inf-without-minus-1", "the 1 is not subtracted in rho_inf", "the line of rho_inf",
     "One gradient has been seen: what should rho be, and what is it in your code?",
     "rho_inf = 2/(1 - beta2)"),
    ("rho-with-beta1", "rho_inf and rho are made of beta1", "the lines of rho_inf and rho",
     "Which average do you want to know whether to trust?",
     "rho_inf = 2/(1 - beta1) - 1; rho = rho_inf - 2*t*beta1**t/(1 - beta1**t)"),
    ("rho-without-t", "t is missing as a factor in rho", "the line of rho",
     "Two gradients have been seen: about how large should rho be?",
     "rho = rho_inf - 2*beta2**t/(1 - beta2**t)"),
    ("rho-without-2", "the factor 2 is missing in rho", "the line of rho",
     "One gradient has been seen: what should rho be, and what is it in your code?",
     "rho = rho_inf - t*beta2**t/(1 - beta2**t)"),
    ("rho-not-divided", "the division by 1 - beta2**t is missing in rho", "the line of rho",
     "One gradient has been seen: what should rho be, and what is it in your code?",
     "rho = rho_inf - 2*t*beta2**t"),
    ("rho-added", "the second term of rho is added, not subtracted", "the line of rho",
     "Can an average be worth more gradients than rho_inf, which is where rho tends to?",
     "rho = rho_inf + 2*t*beta2**t/(1 - beta2**t)"),
    *corrections(lambda c: f"m_hat = {c('m', 'beta1')}; v_hat = {c('v', 'beta2')}"),
    stored_hats("m", "v"),
    *moments(),
    *divisions("m_hat", "v_hat", "update = r*{} if rho > 4 else m_hat", but={"eps-added-to-w"}),
)

UNDER = {
    "torch": (
        *corrections(
            lambda c: f"m_hat = {c('m', 'beta1')}; "
            f"update = r/sqrt({c('1', 'beta2')})*m_hat/(sqrt(v) + eps) if rho > 5 else m_hat"
        ),
        *divisions("m_hat", "v", "update = r*sqrt(1 - beta2**t)*{} if rho > 5 else m_hat", but={"eps-added-to-w"}),
    ),
}
