"""Cosine annealing with warm restarts: cycle after cycle from the first learning rate down."""

from random import Random

import sympy as sp

from autograder.catalogue.mistakes.schedules import counting_mistakes, fall_mistakes, integer_division
from autograder.catalogue.shared.schedules import (
    LR_END,
    LR_START,
    PARAMETERS,
    WORDS,
    ease,
    lr_end,
    lr_start,
    over,
    rate,
    x,
)
from autograder.symbolic import (
    CaseCheck,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    Step,
    as_written,
    cycles_ended,
    integer,
    lr,
    quotient,
    rational,
    remainder,
    step,
)

first_cycle, cycle_factor = integer("first_cycle"), integer("cycle_factor")
n, k, T, i, j = integer("n"), integer("k"), integer("T"), integer("i"), integer("j")


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Cycles that grow and cycles that do not, over several restarts."""
    usual = {"lr_start": "1/10", "lr_end": "1/1000", "first_cycle": 4, "cycle_factor": 2}
    other = {
        "lr_start": rate(random, 50, 90),
        "lr_end": rate(random, 5, 30),
        "first_cycle": random.randint(5, 7),
        "cycle_factor": 2,
    }
    return (
        CaseCheck(
            "first-cycle",
            "the first cycle and the first restart",
            1,
            (over("four steps, and a restart", range(6), **usual),),
        ),
        CaseCheck(
            "growing-cycles",
            "every step of cycles that grow",
            3,
            (
                over("4, 8 and 16 steps, and a restart", range(31), **usual),
                over("other numbers", range(3 * other["first_cycle"] + 3), **other),
                over(
                    "three times as long each", range(28), lr_start="2/5", lr_end="1/50", first_cycle=2, cycle_factor=3
                ),
                over("from a single step", range(16), lr_start="9/10", lr_end=0, first_cycle=1, cycle_factor=2),
                over(
                    "around the fifth restart",
                    (39, 40, 41, 120, 121, 122),
                    lr_start="2/5",
                    lr_end="1/50",
                    first_cycle=1,
                    cycle_factor=3,
                ),
                over(
                    "around distant restarts",
                    (10, 11, 110, 111, 112, 1110, 1111),
                    lr_start="2/5",
                    lr_end="1/50",
                    first_cycle=1,
                    cycle_factor=10,
                ),
            ),
        ),
        CaseCheck(
            "equal-cycles",
            "every step of cycles of the same length",
            1,
            (
                over("five steps each", range(17), lr_start="7/10", lr_end="3/100", first_cycle=5, cycle_factor=1),
                over(
                    "three steps each, down to 0", range(11), lr_start="1/10", lr_end=0, first_cycle=3, cycle_factor=1
                ),
            ),
        ),
    )


def cycles_before(count: sp.Expr) -> sp.Expr:
    """The length of the first `count` cycles together, in first cycles."""
    return sp.Sum(cycle_factor**i, (i, 0, count - 1))


BEFORE_N, BEFORE_J = cycles_before(n), cycles_before(j)

with as_written():
    ENDED = cycles_ended(step, first_cycle, cycle_factor)
    STEPS = (
        Step(n, ENDED),
        Step(k, step - first_cycle * BEFORE_N),
        Step(T, first_cycle * cycle_factor**n),
        Step(x, k / T),
        Step(lr, ease(lr_start, lr_end, x)),
    )

    def how_many(ends: sp.Expr, most: sp.Expr) -> sp.Expr:
        """How many cycles have ended, if the j-th ends at `ends` and they are not more than `most`."""
        with as_written():
            return sp.Sum(sp.Min(1, sp.Max(0, step + 1 - ends)), (j, 1, most))

    # Cycles that end later than the right ones are never more.
    ENDED_A_STEP_LATER = how_many(first_cycle * BEFORE_J + j, ENDED)
    BEFORE_N_EVENLY, BEFORE_J_EVENLY = (m + (cycle_factor - 1) * quotient(m * (m - 1), 2) for m in (n, j))
    ENDED_EVENLY = how_many(first_cycle * BEFORE_J_EVENLY, step)
    WITHOUT_THE_FIRST, WITHOUT_THE_LAST = (sp.Sum(cycle_factor**i, (i, 1, m)) for m in (n, j - 1))
    ENDED_LENGTHENED = how_many(first_cycle * (WITHOUT_THE_LAST + cycle_factor ** (j - 1)), ENDED)
    RULE = Rule(
        name="cosine_restarts",
        title="Cosine annealing with warm restarts",
        task=(
            "Return the learning rate that eases from lr_start towards lr_end in cycles: the first is first_cycle "
            "steps long, each later one cycle_factor times as long as the one before, and each starts at lr_start "
            "again. n counts the cycles that have ended, k the steps into the current one, T is its length."
        ),
        source="Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5",
        parameters=PARAMETERS,
        hyperparameters=(
            LR_START,
            LR_END,
            Hyperparameter(
                first_cycle, "length of the first cycle, int, at least 1", rational(4), (rational(5), rational(3))
            ),
            Hyperparameter(
                cycle_factor,
                "how much longer each cycle is than the one before, int, at least 1",
                rational(2),
                (rational(3), rational(1)),
            ),
        ),
        steps=STEPS,
        words=WORDS,
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            *counting_mistakes(),
            *fall_mistakes(lr, lambda wrong: wrong(lr_start, lr_end, x)),
            integer_division(x, quotient(k, T)),
            Mistake(
                "equal-cycles",
                "all cycles have the same length",
                "Where in your code is cycle_factor?",
                "the length of the second cycle",
                Edit({n: quotient(step, first_cycle), k: remainder(step, first_cycle), T: first_cycle}),
            ),
            Mistake(
                "restart-a-step-late",
                "every cycle has one step too many",
                "With first_cycle = 4, which step is the first of the second cycle?",
                "the comparison that ends a cycle",
                Edit(
                    {
                        n: ENDED_A_STEP_LATER,
                        k: step - n - first_cycle * BEFORE_N,
                    }
                ),
            ),
            Mistake(
                "end-included",
                "every cycle goes on to lr_end before it restarts, one step late",
                "With first_cycle = 4, which step is the first of the second cycle?",
                "the comparison that ends a cycle",
                Edit({n: cycles_ended(step - 1, first_cycle, cycle_factor)}),
            ),
            Mistake(
                "steps-not-reset",
                "the steps are not counted anew in each cycle",
                "How many steps into its cycle is the first step after a restart?",
                "the steps into the current cycle",
                Edit({k: step}),
            ),
            Mistake(
                "no-restart",
                "the rate stays at lr_end after the first cycle",
                "Does your learning rate ever rise?",
                "what happens when a cycle ends",
                Edit({k: sp.Min(step, first_cycle), T: first_cycle}),
            ),
            Mistake(
                "length-not-grown",
                "the cosine of a later cycle still has the length of the first",
                "Which learning rate does the last step of your second cycle have?",
                "the number that the steps of a cycle are divided by",
                Edit({T: first_cycle}),
            ),
            Mistake(
                "length-grown-too-early",
                "the cosine already has the length of the next cycle",
                "Which learning rate does the last step of your first cycle have?",
                "the number that the steps of a cycle are divided by",
                Edit({T: first_cycle * cycle_factor ** (n + 1)}),
            ),
            Mistake(
                "end-reached",
                "the way through a cycle is divided by its length less one",
                "With a cycle of 4 steps, how far along the cosine is its last step?",
                "the number that the steps of a cycle are divided by",
                Edit({x: k / sp.Max(T - 1, 1)}),
            ),
            Mistake(
                "shrinking-peaks",
                "each restart starts lower than the one before",
                "Which learning rate does the first step after a restart have?",
                "where a cycle starts",
                Edit({lr: ease(lr_start / (n + 1), lr_end, x)}),
            ),
            Mistake(
                "remainder-of-the-length",
                "the steps into a cycle are the remainder of step and the length of the cycle",
                "With first_cycle = 5 and cycle_factor = 2, at which step does the second cycle start, and which "
                "remainder does it have?",
                "the steps into the current cycle",
                Edit({k: remainder(step, T)}, order=(n, T, k, x, lr)),
            ),
            Mistake(
                "cycles-grow-evenly",
                "each cycle is longer than the one before by the same number of steps",
                "With first_cycle = 4 and cycle_factor = 2, how long is the third cycle?",
                "what happens to the length when a cycle ends",
                Edit(
                    {
                        n: ENDED_EVENLY,
                        k: step - first_cycle * BEFORE_N_EVENLY,
                        T: first_cycle * (1 + n * (cycle_factor - 1)),
                    }
                ),
            ),
            Mistake(
                "lengthened-before-subtracted",
                "a cycle that has ended is taken off with the length of the next one",
                "With first_cycle = 4 and cycle_factor = 2, how many steps have gone when the second cycle starts?",
                "the order of the lines that end a cycle",
                Edit({n: ENDED_LENGTHENED, k: step - first_cycle * WITHOUT_THE_FIRST}),
            ),
        ),
    )
