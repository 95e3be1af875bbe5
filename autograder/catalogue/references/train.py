"""A training loop: an optimizer, a schedule and a gradient, each handed in as a function."""

import numpy as np

from autograder.catalogue.reference import Case, CaseCheck, mistake

VALLEY = ("valley_gradient", [-5, -2])
SQUARE = ("square_gradient", [4])
NOWHERE = ("valley_gradient", ["1/3", "-2.7"])
BOWL = ("bowl_gradient", [3, 1])


def train(optimizer_step, schedule, grad_fn, w, *, steps: int):
    """Train w for `steps` steps with an optimizer and a schedule that are handed in, and return all points passed.

    In step k = 0, 1, ..., steps - 1:
        lr = schedule(k)
        w, state = optimizer_step(w, grad_fn(w), state, lr=lr)
    The state is {} before the first step; whatever the optimizer returns as its state is handed to its next step.

    Arguments:
        optimizer_step  function (w, grad, state, *, lr) that returns (w, state), both new
        schedule        function that returns the learning rate of a step, a float, given how many steps were taken
        grad_fn         function that returns the gradient at a point, in the shape of the point
        w               where to start, float64, shape (n,)
        steps           how many steps to take, int, at least 0

    Returns:
        points  all points passed, float64, shape (steps + 1, n), the start first

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1
    """
    state = {}
    points = [w]
    for k in range(steps):
        w, state = optimizer_step(w, grad_fn(w), state, lr=schedule(k))
        points.append(w)
    points = np.array(points)
    return points


@mistake(
    "schedule-asked-too-late",
    "the first step already gets the learning rate of the second: schedule(k + 1)",
    "what the schedule is asked",
    "How many steps have been taken before the first one?",
)
def asks_too_late(optimizer_step, schedule, grad_fn, w, *, steps: int):
    state = {}
    points = [w]
    for k in range(steps):
        w, state = optimizer_step(w, grad_fn(w), state, lr=schedule(k + 1))
        points.append(w)
    return np.array(points)


@mistake(
    "schedule-asked-once",
    "every step gets the first learning rate: the schedule is asked once, before the loop",
    "where the schedule is asked",
    "Which learning rate does the third step get?",
)
def asks_once(optimizer_step, schedule, grad_fn, w, *, steps: int):
    state = {}
    points = [w]
    lr = schedule(0)
    for _ in range(steps):
        w, state = optimizer_step(w, grad_fn(w), state, lr=lr)
        points.append(w)
    return np.array(points)


@mistake(
    "state-not-kept",
    "every step begins with an empty state: what the optimizer returned is not handed on",
    "the state in the call of optimizer_step",
    "What does momentum know at its second step?",
)
def forgets(optimizer_step, schedule, grad_fn, w, *, steps: int):
    points = [w]
    for k in range(steps):
        w, _ = optimizer_step(w, grad_fn(w), {}, lr=schedule(k))
        points.append(w)
    return np.array(points)


@mistake(
    "gradient-at-the-start",
    "the gradient is measured once, at the start, and used in every step",
    "where the gradient is measured",
    "At which point does the second step need its gradient?",
)
def measures_once(optimizer_step, schedule, grad_fn, w, *, steps: int):
    state = {}
    points = [w]
    grad = grad_fn(w)
    for k in range(steps):
        w, state = optimizer_step(w, grad, state, lr=schedule(k))
        points.append(w)
    return np.array(points)


@mistake(
    "gradient-of-the-last-point",
    "each step but the first uses the gradient at the point before: it is measured too early",
    "when the gradient is measured",
    "Between two steps w changes: which of the two points does your gradient belong to?",
)
def measures_early(optimizer_step, schedule, grad_fn, w, *, steps: int):
    state = {}
    points = [w]
    grad = grad_fn(w)
    for k in range(steps):
        here = w
        w, state = optimizer_step(w, grad, state, lr=schedule(k))
        grad = grad_fn(here)
        points.append(w)
    return np.array(points)


@mistake(
    "always-from-the-start",
    "every step goes from the start: the new w is kept among the points, and not stepped from",
    "the w in the call of optimizer_step",
    "Where does the second step begin?",
)
def from_the_start(optimizer_step, schedule, grad_fn, w, *, steps: int):
    state = {}
    points = [w]
    for k in range(steps):
        reached, state = optimizer_step(w, grad_fn(w), state, lr=schedule(k))
        points.append(reached)
    return np.array(points)


def descent_step(w, grad, state, *, lr):
    """Gradient descent, which needs no state."""
    return w - grad * lr, state


def momentum_step(w, grad, state, *, lr):
    """Heavy-ball momentum with beta = 0.5."""
    v = state.get("v", 0) / 2 + grad
    return w - v * lr, {"v": v}


def growing_step(w, grad, state, *, lr):
    """A step that the count of earlier steps makes shorter: 1, 1/2, 1/3, ... of the learning rate."""
    t = state.get("t", 0) + 1
    return w - grad * lr / t, {"t": t}


def constant(step):
    """A learning rate that stays."""
    return 0.125


def halving(step):
    """A learning rate that is halved after every step."""
    return 0.25 * 0.5**step


def warming_up(step):
    """A learning rate that grows for four steps, and stays."""
    return 0.0625 * np.minimum(step + 1, 4)


def square_gradient(w):
    """The gradient of w^2."""
    return 2 * w


def valley_gradient(w):
    """The gradient of x^2/10 + 2y^2."""
    return w * np.array([0.2, 4.0])


def bowl_gradient(w):
    """The gradient of x^2 + xy + y^2 - 2x."""
    return np.array([2 * w[0] + w[1] - 2, w[0] + 2 * w[1]])


def run(why, optimizer_step, schedule, problem, steps):
    """A case: what is handed in, by name."""
    grad_fn, w = problem
    handed_in = {"optimizer_step": optimizer_step, "schedule": schedule, "grad_fn": grad_fn}
    return Case(why, {**handed_in, "w": w, "steps": steps})


def cases(random):
    """Steps that need neither, a schedule that changes, an optimizer with a state, both, and no step at all."""
    drawn = [random.choice([-1, 1]) * random.randint(5, 40) / 8 for _ in range(2)]
    return (
        CaseCheck(
            "descent",
            "gradient descent with a constant rate",
            2,
            (
                run("one step", "descent_step", "constant", SQUARE, 1),
                run("three steps", "descent_step", "constant", VALLEY, 3),
            ),
        ),
        CaseCheck(
            "schedule",
            "a rate that changes from step to step",
            2,
            (
                run("halved after every step", "descent_step", "halving", SQUARE, 4),
                run("warm-up", "descent_step", "warming_up", VALLEY, 6),
            ),
        ),
        CaseCheck(
            "state",
            "an optimizer with a state",
            2,
            (
                run("momentum", "momentum_step", "constant", SQUARE, 4),
                run("a count of steps", "growing_step", "constant", VALLEY, 5),
            ),
        ),
        CaseCheck(
            "both",
            "a schedule and a state at once",
            2,
            (
                run("momentum with warm-up", "momentum_step", "warming_up", BOWL, 7),
                run("numbers drawn for you", "momentum_step", "halving", ("bowl_gradient", drawn), 5),
            ),
        ),
        CaseCheck(
            "none",
            "no step",
            1,
            (run("steps = 0", "descent_step", "constant", ("valley_gradient", ["1/3", "-2.7"]), 0),),
        ),
    )
