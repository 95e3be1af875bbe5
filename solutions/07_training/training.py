# %% [markdown]
# # Training
#
# Between the formula of an optimizer and a training that works lies some plumbing: gradients that are too long, batches
# that do not fit into memory, weights that still jump about at the end. Each of these has a short and exact answer.

# %%
import numpy as np

# %% [markdown]
# ## Clipping
#
# One bad batch can give a gradient a thousand times as long as usual, and one such step can undo an hour of training.
# Clipping by norm makes a long gradient shorter without turning it: (3, 4) with max_norm = 1 becomes (3/5, 4/5). To
# clip every element by itself, to (1, 1), would turn it. A gradient that is short enough stays as it is.


# %% clip_by_norm
def clip_by_norm(grad, *, max_norm):
    """{{clip_by_norm}}"""
    ### BEGIN SOLUTION
    norm = np.linalg.norm(grad)
    return grad * max_norm / norm if norm > max_norm else grad
    ### END SOLUTION


# %% [markdown]
# ## Gradient accumulation
#
# A batch of 4,096 samples does not fit into the memory of a graphics card; 64 slices of 64 do. The gradient is a mean,
# so the parts are added up, and divided once. To average the means of the slices is the same only where all slices
# have the same size: five samples with gradients -1 to -5 have the mean -3, but the mean of the means of (-1, -2),
# (-3, -4) and (-5) is -10/3.


# %% accumulated_gradient
def accumulated_gradient(w, X, y, order, *, batch_size, micro):
    """{{accumulated_gradient}}"""
    ### BEGIN SOLUTION
    chosen = order[:batch_size]
    total = np.zeros_like(w)
    for first in range(0, len(chosen), micro):
        some = chosen[first : first + micro]
        total = total + X[some].T @ (X[some] @ w - y[some])
    return total / len(chosen)
    ### END SOLUTION


# %% [markdown]
# ## Averaged weights
#
# With a constant learning rate and noisy gradients w jumps about the minimum for ever. The average of its points does
# not. It is kept beside the run and never enters it, so it costs nothing but memory, and it can be thrown away.


# %% weight_average
def weight_average(grad_fn, w, *, lr, beta, steps):
    """{{weight_average}}"""
    ### BEGIN SOLUTION
    average = w
    averages = [average]
    for _ in range(steps):
        w = w - lr * grad_fn(w)
        average = beta * average + (1 - beta) * w
        averages.append(average)
    return np.array(averages)
    ### END SOLUTION


# %% [markdown]
# ## The training loop
#
# This is what every library's `fit` comes down to: ask the schedule for the rate, measure the gradient where you are,
# let the optimizer take the step. The optimizer and the schedule are handed in as functions, so that one loop trains
# with all that you have written. Two things go wrong in practice: the schedule is asked for the wrong step, and the
# state does not come back in.


# %% train
def train(optimizer_step, schedule, grad_fn, w, *, steps):
    """{{train}}"""
    ### BEGIN SOLUTION
    path, state = [w], {}
    for step in range(steps):
        following, state = optimizer_step(path[-1], grad_fn(path[-1]), state, lr=schedule(step))
        path.append(following)
    return np.stack(path)
    ### END SOLUTION


# %% [markdown]
# ## Backtracking
#
# Where the loss can be measured cheaply, the step can find its own length: try a long one, and shorten it until the
# loss has fallen by a fair share of what the slope promises. From (-5, -2) in the valley L = x^2/10 + 2 y^2 with
# lr = 1, c = 1/10000 and shrink = 1/2, one halving is enough, and w = (-9/2, 2).


# %% backtracking
def backtracking(w, grad_fn, loss_fn, *, lr, c, shrink):
    """{{backtracking}}"""
    ### BEGIN SOLUTION
    slope, here = grad_fn(w), loss_fn(w)
    ahead = w - lr * slope
    while loss_fn(ahead) > here - c * lr * (slope @ slope):
        lr *= shrink
        ahead = w - lr * slope
    return ahead
    ### END SOLUTION


# %% [markdown]
# ## Which learning rate?
#
# Where the loss is noisy and dear, nobody searches at every step. One short run with rates that grow from far too small
# to far too large shows in one curve where the loss falls fastest and where it begins to rise.


# %% lr_range_test
def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps):
    """{{lr_range_test}}"""
    ### BEGIN SOLUTION
    curve = []
    for lr in np.geomspace(lr_min, lr_max, steps):
        w = w - lr * grad_fn(w)
        curve.append(loss_fn(w))
    return np.array(curve)
    ### END SOLUTION


# %% [markdown]
# ## Try it
#
# Not graded. Gradient descent on L(w) = w^2/2 with noise in every gradient: the last point, and the average of the
# points. Which one would you rather keep?

# %%
if __name__ == "__main__":
    random = np.random.default_rng(0)
    path = weight_average(lambda w: w + random.normal(size=w.shape), np.array(4.0), lr=0.3, beta=0.98, steps=400)
    print("average after 400 steps:", path[-1])
    jumping = weight_average(lambda w: w + random.normal(size=w.shape), np.array(4.0), lr=0.3, beta=0.0, steps=400)
    print("last points themselves: ", jumping[-5:])
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        plt.plot(jumping, label="w", color="lightgray")
        plt.plot(path, label="average")
        plt.xlabel("step")
        plt.legend()
        plt.show()
