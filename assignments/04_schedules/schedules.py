# %% [markdown]
# # Schedules
#
# How far an optimizer steps is up to the learning rate, and the best rate is not the same from the first step to the
# last: early on long steps cover ground, later short ones settle down. A schedule is a function that gives the rate of
# every step.
#
# `step` counts the updates that have been made, so the very first update asks for step 0. Most mistakes in schedules
# are off by one, and you do not see them in a plot of a long training: compare the first and the last few rates with
# what you work out on paper.
#
# One warning. Compared with staying at the first rate, one that only falls does not keep a training from getting stuck
# in a local minimum; if anything it makes leaving one harder. Schedules that rise again, like the restarts and cycles
# below, can help with that.

# %%
import numpy as np

# %% [markdown]
# ## A straight line
#
# "Decrease the learning rate linearly" leaves four questions open: from where, to where, over how many steps, and what
# comes after? The formula answers all four. Without the minimum in it the rate would become negative after the end, and
# gradient descent would climb.


# %% linear_decay
def linear_decay(step, *, lr_start, lr_end, total_steps):
    """Linear decay.

    Return the learning rate on the straight line from lr_start at step 0 to lr_end at step
    total_steps; afterwards it stays there.

    Formula:
        x = min(step, total_steps)/total_steps
        lr = lr_start + (lr_end - lr_start)*x

    Arguments:
        step         how many updates have been made before this one, int, 0 or more
        lr_start     learning rate of the first step
        lr_end       learning rate at the end
        total_steps  step at which lr_end is reached, int; it is kept from then on

    Returns:
        lr  the learning rate for this update, a float

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equation 8.14
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Stairs
#
# Multiply the rate by a factor every so often. In Python, `7 // 4` is the number of whole fours in seven.


# %% step_decay
def step_decay(step, *, lr_start, factor, step_size):
    """Step decay.

    Return the learning rate that starts at lr_start and is multiplied by factor after every
    step_size steps.

    Formula:
        k = step // step_size
        lr = lr_start*factor**k

    Arguments:
        step       how many updates have been made before this one, int, 0 or more
        lr_start   learning rate of the first step
        factor     what the rate is multiplied by
        step_size  steps between two drops, int, at least 1

    Returns:
        lr  the learning rate for this update, a float

    Source: PyTorch's StepLR; its ImageNet example divides the rate by 10 every 30 epochs like
    this
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# The same with drops at steps of your choice. (PyTorch drops at the milestone, as here; Keras one step later.)


# %% multistep_decay
def multistep_decay(step, *, lr_start, factor, milestones):
    """Multistep decay.

    Return the learning rate that starts at lr_start and is multiplied by factor at each
    milestone, from that step on.

    Formula:
        k = (how many of milestones are <= step)
        lr = lr_start*factor**k

    Arguments:
        step        how many updates have been made before this one, int, 0 or more
        lr_start    learning rate of the first step
        factor      what the rate is multiplied by
        milestones  the steps at which it is, int64, ascending, shape (n,)

    Returns:
        lr  the learning rate for this update, a float

    Source: He et al. 2016 (arXiv:1512.03385), section 4.2: divided by 10 at 32k and 48k
    iterations
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Two classics without an end
#
# Exponential decay halves the rate in equal times. Inverse time decay falls fast at first and then more and more
# slowly. Both start from lr_start and look at the step only: nothing is multiplied into a rate that was reduced
# before.


# %% exponential_decay
def exponential_decay(step, *, lr_start, decay):
    """Exponential decay.

    Return the learning rate that starts at lr_start and is multiplied by decay at every step.

    Formula:
        lr = lr_start*decay**step

    Arguments:
        step      how many updates have been made before this one, int, 0 or more
        lr_start  learning rate of the first step
        decay     what each step multiplies the rate by, > 0

    Returns:
        lr  the learning rate for this update, a float

    Source: Senior et al. 2013, An empirical study of learning rates in deep neural networks for
    speech recognition
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% inverse_time_decay
def inverse_time_decay(step, *, lr_start, decay):
    """Inverse time decay.

    Return lr_start divided by 1 + decay * step.

    Formula:
        lr = lr_start/(1 + decay*step)

    Arguments:
        step      how many updates have been made before this one, int, 0 or more
        lr_start  learning rate of the first step
        decay     how fast the rate falls, > 0

    Returns:
        lr  the learning rate for this update, a float

    Source: Robbins and Monro 1951, for why rates like 1/t; Bengio 2012 (arXiv:1206.5533),
    section 3.1.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Curves from start to end
#
# With power 1 this is the straight line again; with power 2 the rate falls fast first and arrives gently.


# %% polynomial_decay
def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    """Polynomial decay.

    Return lr_end plus what lr_start has above it, times a power of the part of the way that is
    left; after total_steps the rate stays at lr_end.

    Formula:
        x = min(step, total_steps)/total_steps
        lr = lr_end + (lr_start - lr_end)*(1 - x)**power

    Arguments:
        step         how many updates have been made before this one, int, 0 or more
        lr_start     learning rate of the first step
        lr_end       learning rate at the end
        total_steps  step at which lr_end is reached, int; it is kept from then on
        power        the exponent, > 0

    Returns:
        lr  the learning rate for this update, a float

    Source: Chen et al. 2018 (DeepLab, arXiv:1606.00915), section 4.1, with power 0.9
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# Half a wave of the cosine is gentle at both ends. Several schedules below are made of such waves, so you may call this
# function there. (After the end the rate stays where it is. PyTorch's class lets it rise again there.)


# %% cosine_annealing
def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    """Cosine annealing.

    Return the learning rate that eases from lr_start at step 0 to lr_end at step total_steps
    along half a wave of the cosine; afterwards it stays there.

    Formula:
        x = min(step, total_steps)/total_steps
        lr = lr_end + (lr_start - lr_end)*(1 + cos(pi*x))/2

    Arguments:
        step         how many updates have been made before this one, int, 0 or more
        lr_start     learning rate of the first step
        lr_end       learning rate at the end
        total_steps  step at which lr_end is reached, int; it is kept from then on

    Returns:
        lr  the learning rate for this update, a float

    Source: Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Warm-up
#
# At the start the averages inside an adaptive optimizer are still poor and long steps do harm. So begin with short
# ones. Some libraries begin with a rate of exactly 0, which wastes the first step; here it is the first part of the
# peak.


# %% linear_warmup
def linear_warmup(step, *, lr_peak, warmup_steps):
    """Linear warm-up.

    Return the learning rate that rises in equal amounts to lr_peak, which the last of the
    warmup_steps steps has, and then stays there. The first step already moves: its rate is not
    0.

    Formula:
        lr = lr_peak*min(1, (step + 1)/warmup_steps)

    Arguments:
        step          how many updates have been made before this one, int, 0 or more
        lr_peak       the largest learning rate
        warmup_steps  length of the warm-up, int, at least 1

    Returns:
        lr  the learning rate for this update, a float

    Source: Goyal et al. 2017 (arXiv:1706.02677), section 2.2
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# The usual schedule for large models: warm-up, then the cosine. The warm-up ends at the peak and the cosine starts at
# it, so two steps in a row have the full rate.


# %% warmup_cosine
def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    """Warm-up and cosine.

    Return the learning rate that rises in equal amounts to lr_peak over the first warmup_steps
    steps, then eases down to lr_end, which it reaches at step total_steps (the warm-up counts
    among them) and keeps.

    Formula:
        x = (min(step, total_steps) - warmup_steps)/(total_steps - warmup_steps)
        lr = lr_peak*(step + 1)/warmup_steps if step < warmup_steps else lr_end + (lr_peak -
             lr_end)*(1 + cos(pi*x))/2

    Arguments:
        step          how many updates have been made before this one, int, 0 or more
        lr_peak       the largest learning rate
        lr_end        learning rate at the end
        warmup_steps  length of the warm-up, int, at least 1
        total_steps   step at which lr_end is reached, int; it is kept from then on

    Returns:
        lr  the learning rate for this update, a float

    Source: Goyal et al. 2017 (arXiv:1706.02677) and Loshchilov and Hutter 2017
    (arXiv:1608.03983), put together
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Rates that rise again
#
# Restarts let the rate jump back to lr_start. A cycle's first step is at lr_start; lr_end itself is never reached,
# because the step that would have it is the first of the next cycle.


# %% cosine_restarts
def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    """Cosine annealing with warm restarts.

    Return the learning rate that eases from lr_start towards lr_end in cycles: the first is
    first_cycle steps long, each later one cycle_factor times as long as the one before, and
    each starts at lr_start again. n counts the cycles that have ended, k the steps into the
    current one, T is its length.

    Formula:
        n = how many cycles have ended
        k = step - first_cycle*sum(cycle_factor**i for i in range(0, n))
        T = first_cycle*cycle_factor**n
        x = k/T
        lr = lr_end + (lr_start - lr_end)*(1 + cos(pi*x))/2

    Arguments:
        step          how many updates have been made before this one, int, 0 or more
        lr_start      learning rate of the first step
        lr_end        learning rate at the end
        first_cycle   length of the first cycle, int, at least 1
        cycle_factor  how much longer each cycle is than the one before, int, at least 1

    Returns:
        lr  the learning rate for this update, a float

    Source: Loshchilov and Hutter 2017 (SGDR, arXiv:1608.03983), equation 5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% triangular_cycle
def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    """Triangular cycle.

    Return the learning rate that rises from lr_min to lr_max in half_cycle steps, falls back in
    as many, and starts again.

    Formula:
        x = (step % (2*half_cycle))/half_cycle
        lr = lr_min + (lr_max - lr_min)*(1 - abs(x - 1))

    Arguments:
        step        how many updates have been made before this one, int, 0 or more
        lr_min      learning rate at the bottom
        lr_max      learning rate at the top
        half_cycle  steps from the bottom to the top, int, at least 1

    Returns:
        lr  the learning rate for this update, a float

    Source: Smith 2017, Cyclical learning rates for training neural networks (arXiv:1506.01186),
    section 3.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% one_cycle
def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    """One cycle.

    Return the learning rate that eases from lr_start up to lr_max at step peak_step, then down
    to lr_end at step total_steps, where it stays.

    Formula:
        x = step/peak_step if step <= peak_step else (min(step, total_steps) -
            peak_step)/(total_steps - peak_step)
        lr = lr_max + (lr_start - lr_max)*(1 + cos(pi*x))/2 if step <= peak_step else lr_end +
             (lr_max - lr_end)*(1 + cos(pi*x))/2

    Arguments:
        step         how many updates have been made before this one, int, 0 or more
        lr_start     learning rate of the first step
        lr_max       learning rate at the peak
        lr_end       learning rate at the end
        total_steps  step at which lr_end is reached, int; it is kept from then on
        peak_step    step of the peak, int, at least 1 and less than total_steps

    Returns:
        lr  the learning rate for this update, a float

    Source: Smith and Topin 2018, Super-convergence (arXiv:1708.07120), with the cosine of the
    fastai library
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The schedule of the first transformers
#
# Warm-up and decay meet where both are 1; the smaller of the two is always the right one. The paper counts steps from
# 1, which is why step + 1 appears twice: with step 0 its formula would divide by zero.


# %% inverse_sqrt
def inverse_sqrt(step, *, lr_peak, warmup_steps):
    """Inverse square root decay with warm-up.

    Return the learning rate that rises in equal amounts to lr_peak over warmup_steps steps,
    then falls like one over the square root of the number of steps.

    Formula:
        lr = lr_peak*min((step + 1)/warmup_steps, sqrt(warmup_steps/(step + 1)))

    Arguments:
        step          how many updates have been made before this one, int, 0 or more
        lr_peak       the largest learning rate
        warmup_steps  length of the warm-up, int, at least 1

    Returns:
        lr  the learning rate for this update, a float

    Source: Vaswani et al. 2017 (Attention is all you need, arXiv:1706.03762), equation 3, with
    lr_peak for its scale
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A schedule that looks at the loss
#
# All others know only the step. This one waits until the loss has stopped falling, and so it needs a memory. (With the
# same loss again and again and patience = 2, PyTorch reduces at the fourth loss, as here: the first is the best, three
# are bad. Keras and optax reduce at the third.)


# %% reduce_on_plateau
def reduce_on_plateau(loss, state, *, factor, patience, min_lr):
    """Reduce on plateau.

    A loss strictly below the best one so far is the new best and ends the wait; any other is a
    bad step. When there have been more than patience bad steps in a row, multiply the learning
    rate by factor (but not below min_lr) and start to count anew. Return the learning rate and
    a new state; leave the old one as it is.

    Formula:
        waited = 0 if loss < best else bad_steps + 1
        best = loss if loss < best else best
        lr = max(min_lr, factor*lr) if waited > patience else lr
        bad_steps = 0 if waited > patience else waited

    Arguments:
        loss      the loss of this step, float64, 0-d
        state     dict {"lr": the learning rate, "best": the best loss so far, "bad_steps":
                  steps since then or since a reduction, int}; before the first step: lr as
                  given, best inf, bad_steps 0
        factor    what the rate is multiplied by, between 0 and 1
        patience  bad steps that are borne, int, at least 0
        min_lr    the smallest learning rate

    Returns:
        (lr, state)  lr: the learning rate from now on, a float; state: a new dict with "lr",
                     "best", "bad_steps"

    Source: He et al. 2016 (arXiv:1512.03385), section 3.4, divide the rate when the error
    plateaus; here as ReduceLROnPlateau of Keras and PyTorch, with PyTorch's comparison with
    patience
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. On L(w) = w^2 a constant rate of 0.1 is hard to beat. With noise in the gradient it is not: try other
# schedules here, and a constant rate.

# %%
if __name__ == "__main__":
    settings = {"lr_peak": 0.4, "lr_end": 0.001, "warmup_steps": 10, "total_steps": 100}
    noise = np.random.default_rng(0).normal(size=120)
    w = np.array(4.0)
    rates, path = [], [w]
    for step in range(120):
        lr = warmup_cosine(step, **settings)
        w = w - lr * (2 * w + noise[step])
        rates.append(lr)
        path.append(w)
        if step % 10 == 0:
            print(f"step {step:3d}: lr = {lr:.5f}, w = {float(w):8.5f}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        _, (above, below) = plt.subplots(2, sharex=True)
        above.plot(rates, marker=".")
        above.set_ylabel("learning rate")
        below.plot(path)
        below.axhline(0.0, color="gray")
        below.set_ylabel("w")
        below.set_xlabel("step")
        plt.show()
