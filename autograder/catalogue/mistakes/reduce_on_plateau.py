"""Mistakes in reduce_on_plateau: id, what the code does, where to look, a question, the lines."""

REDUCED = "max(factor*lr, min_lr)"


def better_when(better: str) -> str:
    """Another judgement of what a better loss is."""
    return f"waited = 0 if {better} else bad_steps + 1; best = loss if {better} else best"


def reduced_when(due: str) -> str:
    """Another moment of the reductions."""
    return f"lr = {REDUCED} if {due} else lr; bad_steps = 0 if {due} else waited"


def reduced_to(reduced: str) -> str:
    """Another rate after a reduction."""
    return f"lr = {reduced} if waited > patience else lr"


def best_after_a_reduction(new: str) -> str:
    """Another best loss from a reduction on."""
    return f"best = loss if loss < best else {new} if waited > patience else best"


MISTAKES = (
    ("patience-reached", "the rate is reduced one bad step too early", "the comparison with patience",
     "With patience = 2, how many bad steps in a row are still borne?",
     reduced_when("waited >= patience")),
    ("patience-reached-by-a-bad-step", "a bad step reduces the rate one step too early", "the comparison with patience",
     "With patience = 2, how many bad steps in a row are still borne?",
     reduced_when("waited >= max(patience, 1)")),
    ("patience-plus-one", "the rate is reduced one bad step too late", "the comparison with patience",
     "With patience = 0, which bad step should be the first to lower the rate?",
     reduced_when("waited > patience + 1")),
    ("old-count", "the bad steps before this one are compared with patience", "the order of counting and comparing",
     "Does the step that you are judging count among the bad ones?",
     reduced_when("bad_steps > patience")),
    ("count-not-reset-by-a-reduction", "after a reduction the bad steps are not counted anew",
     "bad_steps after a reduction",
     "How many bad steps should pass between two reductions?",
     "bad_steps = waited"),
    ("count-not-reset-by-an-improvement", "a better loss does not end the count of bad steps",
     "bad_steps after a better loss",
     "Bad, bad, better, bad: how many bad steps in a row are these?",
     "waited = bad_steps if loss < best else bad_steps + 1"),
    ("every-step-counts", "better losses are counted as bad steps too", "where bad_steps grows",
     "Does a training that improves at every step need a lower rate?",
     "waited = bad_steps + 1"),
    ("equal-is-better", "a loss equal to the best one counts as better", "the comparison of loss and best",
     "What should happen when the loss stays exactly the same?",
     better_when("loss <= best")),
    ("higher-is-better", "a higher loss counts as the better one", "the comparison of loss and best",
     "Is a training going well when its loss rises?",
     better_when("loss > best")),
    ("compared-with-the-last", "the loss is compared with the one before, not with the best", "when best is set",
     "Losses 1, 4, 3, 2: how many of them are better than all before?",
     "best = loss"),
    ("best-not-kept", "the best loss is never replaced", "when best is set",
     "What is best in your state after the first loss?",
     "best = best"),
    ("no-floor", "min_lr is not respected", "the line that reduces the rate",
     "How small does your learning rate become when the loss never falls again?",
     reduced_to("factor*lr")),
    ("min-for-max", "the smaller of reduced rate and min_lr is taken", "the line that reduces the rate",
     "What is the smaller of 0.05 and 0.001, and is it the rate that you want?",
     reduced_to("min(factor*lr, min_lr)")),
    ("straight-to-the-floor", "the first reduction goes to min_lr at once", "the line that reduces the rate",
     "Where in your code is factor?",
     reduced_to("min_lr")),
    ("divided", "the rate is divided by factor", "the line that reduces the rate",
     "Does your learning rate fall or rise on a plateau?",
     reduced_to("max(lr/factor, min_lr)")),
    ("complement", "the rate is multiplied by 1 - factor", "the line that reduces the rate",
     "With factor = 0.9, should the rate fall a little or a lot?",
     reduced_to("max((1 - factor)*lr, min_lr)")),
    ("reduced-at-every-bad-step", "every bad step lowers the rate", "when the rate is reduced",
     "Where in your code is patience?",
     f"lr = {REDUCED} if waited > 0 else lr"),
    ("loss-becomes-best-at-a-reduction", "a reduction makes the loss of its step the best one",
     "best after a reduction",
     "Which was the lowest loss so far: is it still best after a reduction?",
     best_after_a_reduction("loss")),
    ("best-forgotten-at-a-reduction", "a reduction forgets the best loss", "best after a reduction",
     "What starts anew after a reduction: the count of bad steps, or the search for the best loss too?",
     best_after_a_reduction("inf")),
    ("last-reduction-skipped", "a reduction that would go below min_lr is not made at all",
     "what min_lr is compared with",
     "With lr = 0.1, factor = 0.5 and min_lr = 0.08, how small should the rate become?",
     "lr = factor*lr if waited > patience and factor*lr >= min_lr else lr"),
    ("better-by-a-threshold", "a loss that is better by less than a part in 10000 does not count",
     "the comparison of loss and best",
     "Is a loss of 0.99999 better than one of 1?",
     better_when("loss < best*(1 - 0.0001)")),
    ("count-goes-on-at-min-lr", "once the rate is min_lr, the bad steps are not counted anew any more",
     "bad_steps when the rate cannot be reduced any further",
     "What is bad_steps after many bad steps at min_lr? When should it be 0?",
     "waited; best; bad_steps = 0 if waited > patience and lr > min_lr else waited; "
     f"lr = {REDUCED} if waited > patience and lr > min_lr else lr"),
    ("small-reduction-skipped", "a reduction by 1e-8 or less is not made", "when the rate is reduced",
     "With lr = 1e-8 and factor = 0.5, how small should the rate become?",
     f"lr = {REDUCED} if waited > patience and lr - {REDUCED} > 1e-8 else lr"),
)
