"""Reduce on plateau: lower the learning rate when the loss has stopped falling."""

from random import Random
from typing import Any

import sympy as sp

from autograder.schedules.common import rate
from autograder.symbolic import (
    Case,
    CaseCheck,
    Each,
    Edit,
    Hyperparameter,
    Mistake,
    Rule,
    StateQuantity,
    Step,
    as_written,
    integer,
    lr,
    rational,
)

loss, best, factor, min_lr = sp.symbols("loss best factor min_lr")
bad_steps, patience, waited = integer("bad_steps"), integer("patience"), integer("waited")


def losses(why: str, values: list[Any], start: Any, factor: Any, patience: int, min_lr: Any, **state: Any) -> Case:
    """A series of losses, each given to the schedule with the state that the one before left."""
    return Case(
        why,
        {
            "loss": Each(tuple(values)),
            "state": {"lr": start, **state},
            "factor": factor,
            "patience": patience,
            "min_lr": min_lr,
        },
    )


def cases(random: Random) -> tuple[CaseCheck, ...]:
    """Losses that fall, stay, rise, and fall again."""
    own = [rate(random, 100, 190)]
    for _ in range(13):
        better = random.random() < 0.35
        own.append(min(own) - rational("7/100") if better else min(own) + rate(random, 0, 40))
    return (
        CaseCheck(
            "plateau",
            "losses that stop falling",
            3,
            (
                losses("the same loss again and again", [1] * 9, "1/10", "1/2", 2, "1/1000"),
                losses(
                    "worse, but better than the loss before", [1, 4, 3, 2, 4, 3, 2, "1/2", 3, 2, 1], "2/5", "3/10", 2, 0
                ),
                losses(
                    "losses of your own",
                    own,
                    rate(random),
                    rational(random.choice(["1/2", "1/5", "7/10"])),
                    random.randint(1, 3),
                    "1/500",
                ),
                losses("no patience", [3, 3, 2, 4, 1, 1, 1], "7/10", "4/5", 0, "1/100"),
            ),
        ),
        CaseCheck(
            "improving",
            "losses that fall, with steps between that do not",
            1,
            (
                losses("every loss is better", [5, 4, 3, 2, 1], "1/10", "1/2", 2, "1/1000"),
                losses("never worse for longer than patience", [5, 6, 6, 4, 7, 7, 3, 3, 3, 2], "2/5", "1/10", 2, 0),
                losses(
                    "better by a hair each time",
                    [1, *(sp.Rational(100_000 - hair, 100_000) for hair in (1, 2, 3, 4))],
                    "1/10",
                    "1/2",
                    1,
                    0,
                ),
            ),
        ),
        CaseCheck(
            "floor",
            "min_lr is not undercut",
            1,
            (
                losses("down to min_lr", [2] * 12, "1/10", "1/10", 1, "3/500"),
                losses("a floor that is soon reached", [1, 2, 3, 4, 5, 6, 7, 8], "1/10", "1/2", 1, "2/25"),
                losses("a rate that is tiny already, and no floor", [1] * 4, "1/50000000", "1/2", 0, 0),
            ),
        ),
        CaseCheck(
            "middle",
            "from the middle of a training",
            1,
            (
                losses("one bad step from a reduction", [3, 3, 1, 2], "1/5", "1/2", 3, 0, best=2, bad_steps=3),
                losses("negative losses", [-3, "-5/2", -2, -4, -3, -3, -3], "3/100", "3/5", 2, 0, best=-1, bad_steps=1),
            ),
        ),
    )


with as_written():
    IMPROVED = loss < best
    TOO_LONG = waited > patience
    REDUCED = sp.Max(factor * lr, min_lr)
    RULE = Rule(
        name="reduce_on_plateau",
        title="Reduce on plateau",
        task=(
            "A loss strictly below the best one so far is the new best and ends the wait; any other is a bad step. "
            "When there have been more than patience bad steps in a row, multiply the learning rate by factor (but "
            "not below min_lr) and start to count anew. Return the learning rate and a new state; leave the old one "
            "as it is."
        ),
        source="ReduceLROnPlateau of Keras and PyTorch; the comparison with patience is PyTorch's",
        parameters=(loss,),
        hyperparameters=(
            Hyperparameter(
                factor,
                "what the rate is multiplied by, between 0 and 1",
                rational("1/2"),
                (rational("1/10"), rational("4/5")),
            ),
            Hyperparameter(
                patience, "bad steps that are borne, int, at least 0", rational(2), (rational(1), rational(3))
            ),
            Hyperparameter(min_lr, "the smallest learning rate", rational("1/1000"), (rational(0), rational("1/50"))),
        ),
        state=(
            StateQuantity(lr, "the learning rate", None),
            StateQuantity(best, "the best loss so far", sp.oo),
            StateQuantity(bad_steps, "steps since then or since a reduction"),
        ),
        steps=(
            Step(waited, sp.Piecewise((0, IMPROVED), (bad_steps + 1, True))),
            Step(best, sp.Piecewise((loss, IMPROVED), (best, True))),
            Step(lr, sp.Piecewise((REDUCED, TOO_LONG), (lr, True))),
            Step(bad_steps, sp.Piecewise((0, TOO_LONG), (waited, True))),
        ),
        result=lr,
        words={
            "loss": "the loss of this step, float64, 0-d",
            "lr": "the learning rate from now on, a float",
        },
        cases=cases,
        theorems=("noisy-parabola",),
        mistakes=(
            Mistake(
                "patience-reached",
                "the rate is reduced one bad step too early",
                "With patience = 2, how many bad steps in a row are still borne?",
                "the comparison with patience",
                Edit(
                    {
                        lr: sp.Piecewise((REDUCED, waited >= patience), (lr, True)),
                        bad_steps: sp.Piecewise((0, waited >= patience), (waited, True)),
                    }
                ),
            ),
            Mistake(
                "patience-plus-one",
                "the rate is reduced one bad step too late",
                "With patience = 0, which bad step should be the first to lower the rate?",
                "the comparison with patience",
                Edit(
                    {
                        lr: sp.Piecewise((REDUCED, waited > patience + 1), (lr, True)),
                        bad_steps: sp.Piecewise((0, waited > patience + 1), (waited, True)),
                    }
                ),
            ),
            Mistake(
                "old-count",
                "the bad steps before this one are compared with patience",
                "Does the step that you are judging count among the bad ones?",
                "the order of counting and comparing",
                Edit(
                    {
                        lr: sp.Piecewise((REDUCED, bad_steps > patience), (lr, True)),
                        bad_steps: sp.Piecewise((0, bad_steps > patience), (waited, True)),
                    }
                ),
            ),
            Mistake(
                "count-not-reset-by-a-reduction",
                "after a reduction the bad steps are not counted anew",
                "How many bad steps should pass between two reductions?",
                "bad_steps after a reduction",
                Edit({bad_steps: waited}),
            ),
            Mistake(
                "count-not-reset-by-an-improvement",
                "a better loss does not end the count of bad steps",
                "Bad, bad, better, bad: how many bad steps in a row are these?",
                "bad_steps after a better loss",
                Edit({waited: sp.Piecewise((bad_steps, IMPROVED), (bad_steps + 1, True))}),
            ),
            Mistake(
                "every-step-counts",
                "better losses are counted as bad steps too",
                "Does a training that improves at every step need a lower rate?",
                "where bad_steps grows",
                Edit({waited: bad_steps + 1}),
            ),
            Mistake(
                "equal-is-better",
                "a loss equal to the best one counts as better",
                "What should happen when the loss stays exactly the same?",
                "the comparison of loss and best",
                Edit(
                    {
                        waited: sp.Piecewise((0, loss <= best), (bad_steps + 1, True)),
                        best: sp.Piecewise((loss, loss <= best), (best, True)),
                    }
                ),
            ),
            Mistake(
                "higher-is-better",
                "a higher loss counts as the better one",
                "Is a training going well when its loss rises?",
                "the comparison of loss and best",
                Edit(
                    {
                        waited: sp.Piecewise((0, loss > best), (bad_steps + 1, True)),
                        best: sp.Piecewise((loss, loss > best), (best, True)),
                    }
                ),
            ),
            Mistake(
                "compared-with-the-last",
                "the loss is compared with the one before, not with the best",
                "Losses 1, 4, 3, 2: how many of them are better than all before?",
                "when best is set",
                Edit({best: loss}),
            ),
            Mistake(
                "best-not-kept",
                "the best loss is never replaced",
                "What is best in your state after the first loss?",
                "when best is set",
                Edit({best: best}),
            ),
            Mistake(
                "no-floor",
                "min_lr is not respected",
                "How small does your learning rate become when the loss never falls again?",
                "the line that reduces the rate",
                Edit({lr: sp.Piecewise((factor * lr, TOO_LONG), (lr, True))}),
            ),
            Mistake(
                "min-for-max",
                "the smaller of reduced rate and min_lr is taken",
                "What is the smaller of 0.05 and 0.001, and is it the rate that you want?",
                "the line that reduces the rate",
                Edit({lr: sp.Piecewise((sp.Min(factor * lr, min_lr), TOO_LONG), (lr, True))}),
            ),
            Mistake(
                "straight-to-the-floor",
                "the first reduction goes to min_lr at once",
                "Where in your code is factor?",
                "the line that reduces the rate",
                Edit({lr: sp.Piecewise((min_lr, TOO_LONG), (lr, True))}),
            ),
            Mistake(
                "divided",
                "the rate is divided by factor",
                "Does your learning rate fall or rise on a plateau?",
                "the line that reduces the rate",
                Edit({lr: sp.Piecewise((sp.Max(lr / factor, min_lr), TOO_LONG), (lr, True))}),
            ),
            Mistake(
                "complement",
                "the rate is multiplied by 1 - factor",
                "With factor = 0.9, should the rate fall a little or a lot?",
                "the line that reduces the rate",
                Edit({lr: sp.Piecewise((sp.Max((1 - factor) * lr, min_lr), TOO_LONG), (lr, True))}),
            ),
            Mistake(
                "reduced-at-every-bad-step",
                "every bad step lowers the rate",
                "Where in your code is patience?",
                "when the rate is reduced",
                Edit(
                    {
                        lr: sp.Piecewise((REDUCED, waited > 0), (lr, True)),
                        bad_steps: sp.Piecewise((0, TOO_LONG), (waited, True)),
                    }
                ),
            ),
        ),
    )
