"""Mistakes in one_cycle: id, what the code does, where to look, a question, the lines."""

from autograder.catalogue.mistakes.schedules import counting, ease, eases, not_clamped

UP, DOWN = "step/peak_step", "(min(step, total_steps) - peak_step)/(total_steps - peak_step)"
RISING, FALLING = ease("lr_start", "lr_max"), ease("lr_max", "lr_end")


def up_and_down(name: str, up: str, down: str) -> str:
    """The two halves of the cycle put together."""
    return f"{name} = {up} if step <= peak_step else {down}"


def three_phases(name: str, up: str, back: str, rest: str, down: str) -> str:
    """Up, back in as many steps, and the rest of the way, if any steps are left for it; else down."""
    is_left = "2*peak_step < total_steps"
    back_when = f"{is_left} and step <= 2*peak_step"
    return f"{name} = {up} if step <= peak_step else {back} if {back_when} else {rest} if {is_left} else {down}"


MISTAKES = (
    *counting(),
    *eases(lambda way: up_and_down("lr", way("lr_start", "lr_max"), way("lr_max", "lr_end"))),
    not_clamped(),
    ("integer-division", "whole-number division where a fraction belongs", "the divisions of the steps",
     "What do 2 // 3 and 2 / 3 give?",
     up_and_down("x", "step // peak_step", "(min(step, total_steps) - peak_step) // (total_steps - peak_step)")),
    ("fall-not-shifted", "the way down counts the steps of the way up too", "where the way down starts",
     "Plot your schedule: does it jump after the peak?",
     up_and_down("x", UP, "min(step, total_steps)/total_steps")),
    ("fall-too-slow", "the way down is divided by total_steps", "the length of the way down",
     "At which step does your schedule reach lr_end?",
     up_and_down("x", UP, "(min(step, total_steps) - peak_step)/total_steps")),
    ("one-step-short", "the end is reached one step too early", "the length of the way down",
     "At which step does your schedule reach lr_end?",
     up_and_down("x", UP, "(min(step, total_steps - 1) - peak_step)/(total_steps - 1 - peak_step)")),
    ("peak-a-step-late", "the way up ends short of lr_max, because it is divided by one step too many",
     "the length of the way up",
     "Which learning rate does step peak_step have?",
     up_and_down("x", "step/(peak_step + 1)", DOWN)),
    ("from-zero", "the way up starts at 0", "where the way up starts",
     "Which learning rate does step 0 have?",
     up_and_down("lr", "lr_max*(1 - cos(pi*x))/2", FALLING)),
    ("straight-up", "the way up is a straight line", "the way up",
     "Where should the learning rate be after a quarter of the way up?",
     up_and_down("lr", "lr_start + (lr_max - lr_start)*x", FALLING)),
    ("zero-after-the-end", "after its end the schedule gives 0", "what is returned after the end",
     "Which learning rate should a training use that goes on longer than planned?",
     f"lr = {RISING} if step <= peak_step else {FALLING} if step <= total_steps else 0*lr_end"),
    ("fall-as-long-as-the-rise", "the way down takes peak_step steps, as the way up does", "the length of the way down",
     "At which step does your schedule reach lr_end?",
     up_and_down("x", UP, "min(1, (min(step, total_steps) - peak_step)/peak_step)")),
    ("three-phases", "the way down goes to lr_start first, and only then to lr_end", "the way down",
     "How many ways does your schedule go, and which learning rate does each of them end with?",
     three_phases("x", UP, "(step - peak_step)/peak_step",
                  "(min(step, total_steps) - 2*peak_step)/(total_steps - 2*peak_step)", DOWN) + "; "
     + three_phases("lr", RISING, ease("lr_max", "lr_start"), ease("lr_start", "lr_end"), FALLING)),
    ("geometric-fall", "on the way down each step multiplies the rate by the same number", "the way down",
     "Where should the learning rate be halfway down?",
     up_and_down("lr", RISING, "lr_max*(lr_end/lr_max)**x")),
    ("both-ways-a-step-short", "both ways end one step early", "the steps at which the two ways end",
     "Which step has lr_max, and which is the first to have lr_end?",
     "x = step/(peak_step - 1) if step < peak_step else "
     "(min(step, total_steps - 1) - (peak_step - 1))/(total_steps - peak_step); "
     f"lr = {RISING} if step < peak_step else {FALLING}"),
)
