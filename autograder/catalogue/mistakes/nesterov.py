"""Mistakes in nesterov: id, what the code does, where to look, a question, the lines."""

from autograder.symbolic import Entry


def look_aheads(backwards: str, whole: str) -> tuple[Entry, ...]:
    """Wrong look-ahead points: `backwards` by what is left of the velocity, or ahead by the `whole` of it."""
    return (
        ("no-look-ahead", "the gradient is measured at w, as in plain momentum", "the argument of grad_fn",
         "At which point do you call grad_fn?",
         "ahead = w"),
        ("look-ahead-sign", "the look-ahead goes backwards", "the sign in the look-ahead point",
         "Your step moves w along the velocity: does your look-ahead go the same way?",
         f"ahead = {backwards}"),
        ("look-ahead-no-beta", "the look-ahead uses the whole velocity", "the factors in the look-ahead point",
         "How much of the old velocity is left in the step that you are about to take?",
         f"ahead = {whole}"),
    )


def ahead_of_itself(moved: str) -> Entry:
    """A form whose w is always at the look-ahead point, with a velocity that nobody writes it with."""
    return (
        "w-is-ahead",
        "the gradient is measured at w and the step looks ahead, as if w were the look-ahead point",
        "the argument of grad_fn, and the line that computes the new w",
        "At which point do you call grad_fn, and by how much of the velocity do you then move?",
        f"ahead = w; w = {moved}",
    )


def new_for_old(lines: str) -> Entry:
    """The step of a form that looks ahead, written out for the old velocity, with the new one in it."""
    return (
        "new-velocity-for-old",
        "the step is written out for the old velocity, but the new one stands in it",
        "the line that computes the new w",
        "In the formula with beta**2, which velocity is meant: the one before the gradient or the one after it?",
        lines,
    )


def steps_ahead(old: str, no_look_ahead: str, twice: str) -> tuple[Entry, ...]:
    """Wrong steps where w is the look-ahead point: written out for the `old` velocity, or too short, or too long."""
    return (
        new_for_old(f"w = {old}"),
        ("no-look-ahead", "the step does not look ahead, as in plain momentum", "the line that computes the new w",
         "Where is beta in your step?",
         f"w = {no_look_ahead}"),
        ("gradient-without-beta", "the whole velocity is added to the gradient",
         "the factors in the line that computes the new w",
         "How much of the velocity will the next step still have?",
         f"w = {twice}"),
    )


MISTAKES = (
    *look_aheads("w + lr*beta*v", "w - lr*v"),
    ("look-ahead-no-lr", "the look-ahead goes further than the step will", "the factors in the look-ahead point",
     "How far does lr * beta * v carry you? And your look-ahead?",
     "ahead = w - beta*v"),
    ("not-restored", "the step starts from the look-ahead point", "the line that computes the new w",
     "Is the velocity added once or twice?",
     "w = ahead - lr*v"),
    new_for_old("ahead = w; w = w - lr*(beta**2*v + (1 + beta)*grad)"),
)

UNDER = {
    "lr_inside": (*look_aheads("w + beta*v", "w - v"), ahead_of_itself("w - (lr*grad + beta*v)")),
    "descent_velocity": look_aheads("w - beta*v", "w + v"),
    "downhill": (
        *look_aheads("w - lr*beta*v", "w + lr*v"),
        ahead_of_itself("w + lr*(beta*v - grad)"),
        ("look-ahead-no-lr", "the look-ahead goes further than the step will", "the factors in the look-ahead point",
         "How far does lr * beta * v carry you? And your look-ahead?",
         "ahead = w + beta*v"),
        ("not-restored", "the step starts from the look-ahead point", "the line that computes the new w",
         "Is the velocity added once or twice?",
         "w = ahead + lr*v"),
    ),
    "look_ahead": steps_ahead("w - lr*(beta**2*v + (1 + beta)*grad)", "w - lr*v", "w - lr*(grad + v)"),
    "look_ahead_descent": steps_ahead("w + beta**2*v - (1 + beta)*lr*grad", "w + v", "w + v - lr*grad"),
}
