"""Mistakes in momentum: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.steps import unit_gradient
from autograder.symbolic import Entry


def velocities(
    gains: str, moved: str, lr_twice: str, *, sign: str = "+", unweighted: str = ""
) -> tuple[Entry, ...]:
    """Velocities that do not remember as they should, as they look in one form of the rule.

    A gradient {} adds `gains` to the velocity, or `unweighted` where its weight is left out, or takes it away where the
    `sign` is -; `moved` is the new w.
    """
    unweighted, turned, minus, against = unweighted or gains, *(("-", "", "<") if sign == "+" else ("+", "-", ">"))
    velocity = f"beta*v {sign} {gains.format('grad')}"
    return (
        ("not-kept", "the velocity is forgotten between steps", "where the old velocity enters the new one",
         "Take two steps with the same gradient: should the second be longer than the first?",
         f"v = {minus}{unweighted.format('grad')}"),
        ("lr-twice", "the learning rate is applied twice", "the line of the velocity and the line of w",
         "Count how often lr is used on the way from the gradient to w.",
         lr_twice),
        ("gradient-turned-round", "the gradient enters the velocity with the wrong sign",
         "the sign in front of the gradient",
         "From a velocity of 0: which way does the velocity point after one step, and which way should it?",
         f"v = beta*v {turned} {gains.format('grad')}"),
        ("swapped", "beta and 1 - beta are swapped", "the factors in the line of the velocity",
         "With beta = 0, what should be left of momentum?",
         f"v = (1 - beta)*v {sign} {unweighted.format('beta*grad')}"),
        ("dampened", "all gradients but the first are weighted with 1 - beta, as with PyTorch's dampening",
         "the factor in front of the gradient",
         "Take two steps with the same gradient: does the second one count as much as the first?",
         f"v = {minus}{unweighted.format('grad')} if norm(v) == 0 else "
         f"beta*v {sign} {unweighted.format('(1 - beta)*grad')}"),
        unit_gradient(f"v = beta*v {sign} {gains}"),
        ("restarted", "the old velocity is dropped where the new one points against the gradient",
         "the line of the velocity",
         "A ball rolls through a valley and up the other side: what does momentum do there?",
         f"v = {minus}{gains.format('grad')} if sum(({velocity})*grad) {against} 0 else {velocity}"),
        ("rests-without-gradient", "nothing happens where the gradient is 0", "what is done where the gradient is 0",
         "A ball rolls over level ground: does it stop at once?",
         f"v = v if norm(grad) == 0 else {velocity}; w = w if norm(grad) == 0 else {moved}"),
    )


MISTAKES = (
    ("use-before-update", "w moves along the old velocity", "the order of the two lines",
     "At the very first step the velocity is 0: should w stay where it is?",
     "w; v"),
    ("no-decay", "the old velocity is kept whole", "the factor in front of the old velocity",
     "What does beta do in your code?",
     "v = v + grad"),
    *velocities("{}", "w - lr*v", "v = beta*v + lr*grad"),
)

UNDER = {
    "ema": velocities("(1 - beta)*{}", "w - lr*v", "v = beta*v + lr*((1 - beta)*grad)", unweighted="{}"),
    "lr_inside": velocities("lr*{}", "w - v", "w = w - lr*v"),
    "descent_velocity": velocities("lr*{}", "w + v", "w = w + lr*v", sign="-"),
    "downhill": velocities("{}", "w + lr*v", "v = beta*v - lr*grad", sign="-"),
}
