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
    """Gradient clipping by norm.

    Where the Euclidean norm of the whole gradient is larger than max_norm, scale the gradient
    down to that norm; else return it as it is. The norm is that of all elements together,
    whatever the shape.

    Formula:
        clipped = grad*max_norm/norm(grad) if norm(grad) > max_norm else grad

    Arguments:
        grad      a gradient, float64, any shape
        max_norm  the longest that the gradient may be, > 0

    Returns:
        clipped  a new array, float64, same shape as grad

    Source: Pascanu, Mikolov and Bengio 2013 (arXiv:1211.5063), algorithm 1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Gradient accumulation
#
# A batch of 4,096 samples does not fit into the memory of a graphics card; 64 slices of 64 do. The gradient is a mean,
# so the parts are added up, and divided once. To average the means of the slices is the same only where all slices
# have the same size: five samples with gradients -1 to -5 have the mean -3, but the mean of the means of (-1, -2),
# (-3, -4) and (-5) is -10/3.


# %% accumulated_gradient
def accumulated_gradient(w, X, y, order, *, batch_size, micro):
    """An accumulated gradient.

    Work out the mean gradient of the first `batch_size` samples of `order` without ever holding
    more than `micro` of them at once: add up over slices of `micro` samples (the last may be
    smaller), and divide once at the end by the number of all. The weights stay the same
    meanwhile.

    Formula:
        start with total = 0; for each slice of `micro` of the first `batch_size` indices, with
                           its rows X_b of X and targets y_b:
            total = total + dot(transpose(X_b), dot(X_b, w) - y_b)
        grad = total/batch_size

    Arguments:
        w           weights, float64, shape (d,)
        X           samples, one in each row, float64, shape (n, d)
        y           targets, float64, shape (n,)
        order       indices of the samples, int64; at least batch_size of them
        batch_size  samples whose mean gradient is wanted, int, at least 1
        micro       samples that are looked at at once, int, at least 1

    Returns:
        result  the mean gradient, float64, shape (d,)

    Source: Goyal et al. 2017 (arXiv:1706.02677), section 3
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Averaged weights
#
# With a constant learning rate and noisy gradients w jumps about the minimum for ever. The average of its points does
# not. It is kept beside the run and never enters it, so it costs nothing but memory, and it can be thrown away.


# %% weight_average
def weight_average(grad_fn, w, *, lr, beta, steps):
    """Averaged weights.

    Run gradient descent for `steps` steps, and keep beside it a moving average of the points
    that it reaches, which starts at the start. The average never enters the run. Return all
    averages, the start first.

    Formula:
        start with average = w; for k = 0, 1, ..., steps - 1:
            grad = grad_fn(w)
            w = w - lr*grad
            average = beta*average + (1 - beta)*w

    Arguments:
        grad_fn  function that returns the gradient at a point, in the shape of the point
        w        where to start, float64, any shape
        lr       learning rate: how far to step
        beta     weight of the past in the average, 0 <= beta < 1
        steps    how many steps to take, int, at least 0

    Returns:
        result  all averages, float64, shape (steps + 1, *w.shape), the start first

    Source: Polyak and Juditsky 1992; Izmailov et al. 2018 (arXiv:1803.05407)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The training loop
#
# This is what every library's `fit` comes down to: ask the schedule for the rate, measure the gradient where you are,
# let the optimizer take the step. The optimizer and the schedule are handed in as functions, so that one loop trains
# with all that you have written. Two things go wrong in practice: the schedule is asked for the wrong step, and the
# state does not come back in.


# %% train
def train(optimizer_step, schedule, grad_fn, w, *, steps):
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
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Backtracking
#
# Where the loss can be measured cheaply, the step can find its own length: try a long one, and shorten it until the
# loss has fallen by a fair share of what the slope promises. From (-5, -2) in the valley L = x^2/10 + 2 y^2 with
# lr = 1, c = 1/10000 and shrink = 1/2, one halving is enough, and w = (-9/2, 2).


# %% backtracking
def backtracking(w, grad_fn, loss_fn, *, lr, c, shrink):
    """Take a gradient step that lowers the loss enough, with the first of lr, lr shrink, lr shrink^2, ... that does.

    With g = grad_fn(w), a rate is short enough where Armijo's condition holds:
        loss_fn(w - rate g) <= loss_fn(w) - c rate (g.g)
    To first order a step lowers the loss by rate (g.g): the share c of that is asked for. Call `grad_fn` once.

    Arguments:
        w        where to start, float64, shape (n,)
        grad_fn  function that returns the gradient at a point, in the shape of the point
        loss_fn  function that returns the loss at a point, a number
        lr       the first rate that is tried, float
        c        the share of the predicted fall that is asked for, float, 0 < c < 1
        shrink   what the rate is multiplied by after each try that is too long, float, 0 < shrink < 1

    Returns:
        w  the point that the step ends at, a new array, float64, shape (n,)

    Source: Armijo 1966; Nocedal and Wright, Numerical Optimization (2006), algorithm 3.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Which learning rate?
#
# Where the loss is noisy and dear, nobody searches at every step. One short run with rates that grow from far too small
# to far too large shows in one curve where the loss falls fastest and where it begins to rise.


# %% lr_range_test
def lr_range_test(w, grad_fn, loss_fn, *, lr_min, lr_max, steps):
    """Descend with a learning rate that grows from lr_min to lr_max, and return the loss after each step.

    In step k = 0, 1, ..., steps - 1, each from where the last one ended:
        lr = lr_min (lr_max/lr_min)^(k/(steps - 1))
        w = w - lr grad_fn(w)
    The rates grow by the same factor from step to step, so that each order of magnitude gets as many of them; the first
    is lr_min and the last is lr_max. The best rate lies somewhat below the one at which the loss begins to rise.

    Arguments:
        w        where to start, float64, shape (n,)
        grad_fn  function that returns the gradient at a point, in the shape of the point
        loss_fn  function that returns the loss at a point, a number
        lr_min   the first rate, float, > 0
        lr_max   the last rate, float, > lr_min
        steps    how many steps to take, int, at least 2

    Returns:
        losses  the loss after each step, float64, shape (steps,)

    Source: Smith 2017 (arXiv:1506.01186), section 3.3, with rates that grow by a factor as in fastai
    """
    # YOUR CODE HERE
    raise NotImplementedError()


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
