"""Reduce on plateau: lower the learning rate when the loss has stopped falling."""

from dataclasses import replace
from random import Random
from typing import Any

import sympy as sp

from autograder.catalogue.shared.schedules import rate
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

    def chosen(*branches: tuple[Any, Any], otherwise: Any) -> sp.Expr:
        """The first value whose condition holds."""
        with as_written():
            return sp.Piecewise(*branches, (otherwise, True))

    def better_when(better: Any) -> Edit:
        """Another judgement of what a better loss is."""
        return Edit(
            {waited: chosen((0, better), otherwise=bad_steps + 1), best: chosen((loss, better), otherwise=best)}
        )

    def reduced_when(due: Any) -> Edit:
        """Another moment of the reductions."""
        return Edit({lr: chosen((REDUCED, due), otherwise=lr), bad_steps: chosen((0, due), otherwise=waited)})

    def reduced_to(reduced: Any) -> Edit:
        """Another rate after a reduction."""
        return Edit({lr: chosen((reduced, TOO_LONG), otherwise=lr)})

    def best_after_a_reduction(new: Any) -> Edit:
        """Another best loss from a reduction on."""
        return Edit({best: chosen((loss, IMPROVED), (new, TOO_LONG), otherwise=best)})

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
                reduced_when(waited >= patience),
            ),
            Mistake(
                "patience-reached-by-a-bad-step",
                "a bad step reduces the rate one step too early",
                "With patience = 2, how many bad steps in a row are still borne?",
                "the comparison with patience",
                reduced_when(waited >= sp.Max(patience, 1)),
            ),
            Mistake(
                "patience-plus-one",
                "the rate is reduced one bad step too late",
                "With patience = 0, which bad step should be the first to lower the rate?",
                "the comparison with patience",
                reduced_when(waited > patience + 1),
            ),
            Mistake(
                "old-count",
                "the bad steps before this one are compared with patience",
                "Does the step that you are judging count among the bad ones?",
                "the order of counting and comparing",
                reduced_when(bad_steps > patience),
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
                better_when(loss <= best),
            ),
            Mistake(
                "higher-is-better",
                "a higher loss counts as the better one",
                "Is a training going well when its loss rises?",
                "the comparison of loss and best",
                better_when(loss > best),
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
                reduced_to(factor * lr),
            ),
            Mistake(
                "min-for-max",
                "the smaller of reduced rate and min_lr is taken",
                "What is the smaller of 0.05 and 0.001, and is it the rate that you want?",
                "the line that reduces the rate",
                reduced_to(sp.Min(factor * lr, min_lr)),
            ),
            Mistake(
                "straight-to-the-floor",
                "the first reduction goes to min_lr at once",
                "Where in your code is factor?",
                "the line that reduces the rate",
                reduced_to(min_lr),
            ),
            Mistake(
                "divided",
                "the rate is divided by factor",
                "Does your learning rate fall or rise on a plateau?",
                "the line that reduces the rate",
                reduced_to(sp.Max(lr / factor, min_lr)),
            ),
            Mistake(
                "complement",
                "the rate is multiplied by 1 - factor",
                "With factor = 0.9, should the rate fall a little or a lot?",
                "the line that reduces the rate",
                reduced_to(sp.Max((1 - factor) * lr, min_lr)),
            ),
            Mistake(
                "reduced-at-every-bad-step",
                "every bad step lowers the rate",
                "Where in your code is patience?",
                "when the rate is reduced",
                Edit({lr: chosen((REDUCED, waited > 0), otherwise=lr)}),
            ),
            Mistake(
                "loss-becomes-best-at-a-reduction",
                "a reduction makes the loss of its step the best one",
                "Which was the lowest loss so far: is it still best after a reduction?",
                "best after a reduction",
                best_after_a_reduction(loss),
            ),
            Mistake(
                "best-forgotten-at-a-reduction",
                "a reduction forgets the best loss",
                "What starts anew after a reduction: the count of bad steps, or the search for the best loss too?",
                "best after a reduction",
                best_after_a_reduction(sp.oo),
            ),
            Mistake(
                "last-reduction-skipped",
                "a reduction that would go below min_lr is not made at all",
                "With lr = 0.1, factor = 0.5 and min_lr = 0.08, how small should the rate become?",
                "what min_lr is compared with",
                Edit({lr: chosen((factor * lr, sp.And(TOO_LONG, factor * lr >= min_lr)), otherwise=lr)}),
            ),
            Mistake(
                "better-by-a-threshold",
                "a loss that is better by less than a part in 10000 does not count",
                "Is a loss of 0.99999 better than one of 1?",
                "the comparison of loss and best",
                better_when(loss < best * (1 - rational("1/10000"))),
            ),
            Mistake(
                "count-goes-on-at-min-lr",
                "once the rate is min_lr, the bad steps are not counted anew any more",
                "What is bad_steps after many bad steps at min_lr? When should it be 0?",
                "bad_steps when the rate cannot be reduced any further",
                replace(reduced_when(sp.And(TOO_LONG, lr > min_lr)), order=(waited, best, bad_steps, lr)),
            ),
            Mistake(
                "small-reduction-skipped",
                "a reduction by 1e-8 or less is not made",
                "With lr = 1e-8 and factor = 0.5, how small should the rate become?",
                "when the rate is reduced",
                Edit({lr: chosen((REDUCED, sp.And(TOO_LONG, lr - REDUCED > rational("1/100000000"))), otherwise=lr)}),
            ),
        ),
    )
