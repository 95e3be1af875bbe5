"""Mistakes in nadam: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.averages import moments
from autograder.catalogue.mistakes.steps import corrections, divisions

_CORRECTION = "w = w - lr/sqrt({})*m_bar/(sqrt(v) + eps)"

_GROWING = (
    ("m-corrected-for-this-step", "m is corrected with this step's product where the next one's belongs",
     "the products in the line of m_bar",
     "For which step is the momentum in the blend meant: this one or the next?",
     "m_bar = mu_next*(m/(1 - mu_product)) + (1 - mu)*(grad/(1 - mu_product))"),
    ("weight-of-this-step", "the momentum in the blend is weighted with mu, not with the next one's",
     "the weights in the line of m_bar",
     "For which step is the momentum in the blend meant: this one or the next?",
     "m_bar = mu*(m/(1 - mu_product*mu_next)) + (1 - mu)*(grad/(1 - mu_product))"),
    ("next-product-kept", "the product is returned with the next step's mu in it", "what you return as the state",
     "After one step from 1, which number should mu_product be?",
     "...; mu_product = mu_product*mu_next"),
)

MISTAKES = (
    ("plain-adam", "the look-ahead is missing: this is Adam", "the line of m_bar",
     "Which line of your code knows anything of the next step?",
     "m_bar = m/(1 - beta1**t)"),
    ("m-corrected-for-this-step", "m is corrected with t where t + 1 belongs", "the exponents in the line of m_bar",
     "For which step is the momentum in the blend meant: this one or the next?",
     "m_bar = beta1*(m/(1 - beta1**t)) + (1 - beta1)*(grad/(1 - beta1**t))"),
    ("gradient-corrected-for-next-step", "the gradient is corrected with t + 1 where t belongs",
     "the exponents in the line of m_bar",
     "For which step is the gradient in the blend meant: this one or the next?",
     "m_bar = beta1*(m/(1 - beta1**(t + 1))) + (1 - beta1)*(grad/(1 - beta1**(t + 1)))"),
    ("exponents-swapped", "the exponents t and t + 1 are swapped", "the exponents in the line of m_bar",
     "Which of the two terms belongs to the next step?",
     "m_bar = beta1*(m/(1 - beta1**t)) + (1 - beta1)*(grad/(1 - beta1**(t + 1)))"),
    ("plus-1-outside-exponent", "the 1 of the next step is added to the power, not to its exponent",
     "the exponents in the line of m_bar",
     "Can what you divide m by be larger than 1? What is it on paper?",
     "m_bar = beta1*m/(1 - beta1**t + 1) + (1 - beta1)*(grad/(1 - beta1**t))"),
    ("gradient-not-corrected", "the gradient in the blend is not corrected", "the line of m_bar",
     "What is m_bar at the first step for a gradient of 1, on paper and in your code?",
     "m_bar = beta1*(m/(1 - beta1**(t + 1))) + (1 - beta1)*grad"),
    ("blend-swapped", "beta1 and 1 - beta1 are swapped in the blend", "the weights in the line of m_bar",
     "If beta1 is close to 1, should the blend be mostly momentum or mostly gradient?",
     "m_bar = (1 - beta1)*(m/(1 - beta1**(t + 1))) + beta1*(grad/(1 - beta1**t))"),
    ("momentum-whole", "the momentum in the blend is not weighted with beta1", "the weights in the line of m_bar",
     "What do the two weights of the blend add up to?",
     "m_bar = m/(1 - beta1**(t + 1)) + (1 - beta1)*(grad/(1 - beta1**t))"),
    ("gradient-whole", "the gradient in the blend is not weighted with 1 - beta1", "the weights in the line of m_bar",
     "What do the two weights of the blend add up to?",
     "m_bar = beta1*(m/(1 - beta1**(t + 1))) + grad/(1 - beta1**t)"),
    ("no-gradient-in-blend", "the blend holds the momentum alone", "the line of m_bar",
     "With beta1 = 0, should w move?",
     "m_bar = beta1*(m/(1 - beta1**(t + 1)))"),
    ("blend-kept", "the blend is stored as m in the state", "what you return as the state",
     "Which m does the next step average with: the plain one or the blend?",
     "...; m = m_bar"),
    *corrections(
        lambda c: f"m_bar = beta1*({c('m', 'beta1', '(t + 1)')}) + (1 - beta1)*({c('grad', 'beta1')}); "
        f"v_hat = {c('v', 'beta2')}"
    ),
    ("v-corrected-for-next-step", "v is corrected with t + 1 where t belongs", "the correction of v",
     "How many values has v averaged so far?",
     "v_hat = v/(1 - beta2**(t + 1))"),
    ("t-increased-twice", "t is increased again for the next step, before v is corrected and t is returned",
     "where t is increased",
     "Print t in the states of three steps in a row: what do you see?",
     "v_hat = v/(1 - beta2**(t + 1)); ...; t = t + 1"),
    *moments(),
    *divisions("m_bar", "v_hat"),
)

UNDER = {
    "eps_hat": (
        *corrections(
            lambda c: f"m_bar = beta1*({c('m', 'beta1', '(t + 1)')}) + (1 - beta1)*({c('grad', 'beta1')}); "
            + _CORRECTION.format(c("1", "beta2"))
        ),
        ("v-corrected-for-next-step", "v is corrected with t + 1 where t belongs", "the correction of v",
         "How many values has v averaged so far?",
         "w = w - lr*sqrt(1 - beta2**(t + 1))*m_bar/(sqrt(v) + eps)"),
        *divisions("m_bar", "v", "w = w - lr*sqrt(1 - beta2**t)*{}"),
    ),
    "torch": _GROWING,
    "keras": _GROWING,
}
