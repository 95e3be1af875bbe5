"""What the state of many rules holds, and what schedules return."""

from autograder.symbolic import State

FIRST_MOMENT = State("m", "average of the gradients")
SECOND_MOMENT = State("v", "average of the squared gradients", nonnegative=True)
COUNT = State("t", "steps already taken, int", integer=True)

RATE = {"lr": "the learning rate for this update, a float"}
