# %% [markdown]
# # Gradient descent
#
# Training means: measure the slope of the loss at the weights `w`, take a step downhill, and do it again. In this unit
# you write that step, a whole run of it, and the two ways to use only part of the data for each step.
#
# Every function here returns a *new* array and leaves its arguments alone. These five lines show why that needs care:
# `w -= ...` works in place, so the array of whoever called you changes too.

# %%
import numpy as np
caller = np.array([4.0, 2.0])
w = caller  # a second name for the same array, as when it is passed to a function
w -= 0.1 * np.array([8.0, 4.0])
print(caller)  # [3.2 1.6]: `w = w - ...` would have made a new array

# %% [markdown]
# ## One step
#
# The handout's example: on L(w) = w^2 the gradient is 2w. From w = 4 with learning rate 0.1 the step goes to
# 4 - 0.1 * 8 = 3.2, the next one to 2.56. A common claim is that steep places make the learning rate larger. They do
# not: the learning rate stays as it is, and the *step* is long because the gradient is.


# %% gradient_descent
def gradient_descent(w, grad, *, lr):
    """Gradient descent.

    Take one step of gradient descent: move against the gradient, as far as the learning rate
    says.

    Formula:
        w = w - lr*grad

    Arguments:
        w     weights, float64, any shape
        grad  gradient of the loss at w, float64, same shape as w
        lr    learning rate: how far to step

    Returns:
        w  a new array, float64, same shape as w

    Source: Cauchy 1847; Goodfellow, Bengio and Courville, Deep Learning (2016), equation 4.5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## A whole run
#
# Too large a learning rate does not make gradient descent settle early at a bad place; on a parabola with curvature L
# it makes it diverge, exactly when lr > 2/L.


# %% descend
def descend(grad_fn, w, *, lr, steps):
    """A run of gradient descent.

    Repeat the gradient descent step `steps` times, each time with the gradient at the point you
    have reached, and return all points you passed, the start first.

    Formula:
        `steps` times:
            grad = grad_fn(w)
            w = w - lr*grad

    Arguments:
        grad_fn  function that returns the gradient at a point, in the shape of the point
        w        where to start, float64, any shape
        lr       learning rate: how far to step
        steps    how many steps to take, int, at least 0

    Returns:
        result  all points passed, float64, shape (steps + 1, *w.shape), the start first

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## The gradient of a data set
#
# A linear model predicts x.w for a sample x. The loss is half the mean squared error over the n samples.


# %% least_squares_gradient
def least_squares_gradient(w, X, y):
    """The gradient of least squares.

    Compute the gradient of L(w) = 1/(2n) sum_i (x_i.w - y_i)^2, where x_i is row i of X and n
    is the number of rows.

    Formula:
        yours to find. A right function gives, rounded:
            least_squares_gradient(w=[1, 2], X=[[1, 0], [0, 1], [1, 1]], y=[2, 1, 0]) =
                [0.666667, 1.33333]
            least_squares_gradient(w=[-1, 0.5], X=[[1, 0], [0, 1], [1, 1]], y=[2, 1, 0]) =
                [-1.16667, -0.333333]
            least_squares_gradient(w=[-1.6, 1.125, 2.4375], X=[[-1.7, -1.375, -1.2]], y=[3.75])
                = [9.35319, 7.56508, 6.60225]

    Arguments:
        w  weights, float64, shape (d,)
        X  samples, one in each row, float64, shape (n, d)
        y  targets, float64, shape (n,)

    Returns:
        grad  the gradient at w, float64, shape (d,)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Stochastic gradient descent
#
# One step for each sample: cheap, and noisy. (Where the loss has no data in it, as L(w) = w^2, stochastic and plain
# gradient descent are the same thing.) You may read that it is for small data sets, and elsewhere that it is for large
# ones. A step costs the same however many samples there are, so it saves the more, the larger the data set is.
#
# Handouts often announce a calculation by hand and leave it out: `grade show sgd_epoch` works one out in fractions.


# %% sgd_epoch
def sgd_epoch(w, X, y, order, *, lr):
    """An epoch of stochastic gradient descent.

    Go through the samples in the given order and take one step for each, with the gradient
    (x_i.w - y_i) x_i of that sample at the weights you have reached.

    Formula:
        for each i in `order`, with row x_i of X and target y_i:
            w = w - lr*(dot(x_i, w) - y_i)*x_i

    Arguments:
        w      weights, float64, shape (d,)
        X      samples, one in each row, float64, shape (n, d)
        y      targets, float64, shape (n,)
        order  indices of the samples to use, in this order, int64
        lr     learning rate: how far to step

    Returns:
        result  the weights after the epoch, float64, shape (d,)

    Source: Robbins and Monro 1951; Goodfellow, Bengio and Courville, Deep Learning (2016),
    algorithm 8.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Mini-batches
#
# In between: a step for each small batch, along the mean gradient of its samples.


# %% minibatch_epoch
def minibatch_epoch(w, X, y, order, *, lr, batch_size):
    """An epoch of mini-batch gradient descent.

    Cut `order` into consecutive slices of `batch_size` samples (the last may be smaller) and
    take one step for each slice, with the mean gradient of its samples at the weights you have
    reached.

    Formula:
        shown by  grade show minibatch_epoch  once a first version of yours was checked. A right
        function gives, rounded:
            minibatch_epoch(w=[1, 2], X=[[1, 0], [0, 1], [1, 1], [2, 1]], y=[2, 1, 0, 3],
                order=[0, 1, 2, 3], lr=0.1, batch_size=2) = [0.795, 1.7475]
            minibatch_epoch(w=[0.9375, -0.75], X=[[0.35, -1.25], [-0.65, 0.7], [-0.5, 1.5]],
                y=[3.2, -1.1, -1.8], order=[1, 2, 1, 0, 2], lr=0.05, batch_size=2) = [0.958132,
                -0.823867]
            minibatch_epoch(w=[0, 0], X=[[1, 2], [-1, 1], [2, 0], [1, 1], [0, 1]], y=[2e-17,
                1e-17, -1e-12, 2e-12, 3e-09], order=[0, 1, 2, 3, 4], lr=0.1, batch_size=2) =
                [2.5e-19, 3.0009e-10]

    Arguments:
        w           weights, float64, shape (d,)
        X           samples, one in each row, float64, shape (n, d)
        y           targets, float64, shape (n,)
        order       indices of the samples to use, in this order, int64
        lr          learning rate: how far to step
        batch_size  samples in a batch, int, at least 1

    Returns:
        result  the weights after the epoch, float64, shape (d,)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), algorithm 8.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. Run this file (or this cell) and change the learning rate: what happens at 0.9, at 1.0, at 1.1?

# %%
if __name__ == "__main__":
    path = descend(lambda w: 2 * w, np.array(4.0), lr=0.1, steps=20)
    for step, point in enumerate(path):
        print(f"step {step:2d}: w = {point:8.5f}, loss = {point**2:9.6f}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        plt.plot(path**2, marker="o")
        plt.xlabel("step")
        plt.ylabel("loss")
        plt.show()
