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
    """{{linear_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Stairs
#
# Multiply the rate by a factor every so often. In Python, `7 // 4` is the number of whole fours in seven.


# %% step_decay
def step_decay(step, *, lr_start, factor, step_size):
    """{{step_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# The same with drops at steps of your choice. (PyTorch drops at the milestone, as here; Keras one step later.)


# %% multistep_decay
def multistep_decay(step, *, lr_start, factor, milestones):
    """{{multistep_decay}}"""
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
    """{{exponential_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% inverse_time_decay
def inverse_time_decay(step, *, lr_start, decay):
    """{{inverse_time_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Curves from start to end
#
# With power 1 this is the straight line again; with power 2 the rate falls fast first and arrives gently.


# %% polynomial_decay
def polynomial_decay(step, *, lr_start, lr_end, total_steps, power):
    """{{polynomial_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# Half a wave of the cosine is gentle at both ends. Several schedules below are made of such waves, so you may call this
# function there. (After the end the rate stays where it is. PyTorch's class lets it rise again there.)


# %% cosine_annealing
def cosine_annealing(step, *, lr_start, lr_end, total_steps):
    """{{cosine_annealing}}"""
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
    """{{linear_warmup}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# The usual schedule for large models: warm-up, then the cosine. The warm-up ends at the peak and the cosine starts at
# it, so two steps in a row have the full rate.


# %% warmup_cosine
def warmup_cosine(step, *, lr_peak, lr_end, warmup_steps, total_steps):
    """{{warmup_cosine}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Rates that rise again
#
# Restarts let the rate jump back to lr_start. A cycle's first step is at lr_start; lr_end itself is never reached,
# because the step that would have it is the first of the next cycle.


# %% cosine_restarts
def cosine_restarts(step, *, lr_start, lr_end, first_cycle, cycle_factor):
    """{{cosine_restarts}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% triangular_cycle
def triangular_cycle(step, *, lr_min, lr_max, half_cycle):
    """{{triangular_cycle}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% one_cycle
def one_cycle(step, *, lr_start, lr_max, lr_end, total_steps, peak_step):
    """{{one_cycle}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The schedule of the first transformers
#
# Warm-up and decay meet where both are 1; the smaller of the two is always the right one. The paper counts steps from
# 1, which is why step + 1 appears twice: with step 0 its formula would divide by zero.


# %% inverse_sqrt
def inverse_sqrt(step, *, lr_peak, warmup_steps):
    """{{inverse_sqrt}}"""
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
    """{{reduce_on_plateau}}"""
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
