# %% [markdown]
# # Landscapes
#
# Where an optimizer ends is up to the loss as much as to the optimizer. In this unit you look at the ground itself: at
# minima, saddles and slopes, at how steep is too steep for a learning rate, and at gradients that vanish.

# %%
import numpy as np

# %% [markdown]
# ## A function with two valleys
#
# Between x = -1 and x = 2 the function x cos(pi x) has a local minimum near -0.27, where it is -0.18, and a lower one
# near 1.09, where it is -1.05. To call that one the *global* minimum you have to say "on the closed interval from -1
# to 2": further to the right the function goes down without end. And on a closed interval look at the ends too: the
# largest values here are there, 1 at x = -1 and 2 at x = 2, and neither end is a place where the slope is 0.


# %% x_cos_pi_x
def x_cos_pi_x(x):
    """x cos(pi x).

    Return x times the cosine of pi x, elementwise.

    Formula:
        value = x*cos(pi*x)

    Arguments:
        x  points, float64, any shape

    Returns:
        value  a new array, float64, same shape as x

    Source: the handouts' example of local and global minima, on -1 <= x <= 2
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# Gradient descent needs the slope. If you are not sure of yours, compare it with (f(x + h) - f(x - h)) / (2 * h) for a
# small h.


# %% x_cos_pi_x_gradient
def x_cos_pi_x_gradient(x):
    """The derivative of x cos(pi x).

    Return the derivative of x cos(pi x) with respect to x, elementwise.

    Formula:
        yours to find. A right function gives, rounded:
            x_cos_pi_x_gradient(x=0.3333333333) = -0.4069
            x_cos_pi_x_gradient(x=-1) = -1
            x_cos_pi_x_gradient(x=2) = 1

    Arguments:
        x  points, float64, any shape

    Returns:
        derivative  a new array, float64, same shape as x

    Source: the product rule and the chain rule
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## How steep is too steep
#
# "Too high a learning rate converges too quickly to a poor solution" is often said, and it is not what happens. On a
# quadratic with curvature L each step multiplies the distance to the minimum by 1 - lr * L. That shrinks exactly when
# lr < 2/L, and otherwise the steps get longer and longer. In several dimensions the steepest direction decides.
#
# Near a minimum every smooth function is almost a quadratic. The curvature of x cos(pi x) is 12.09 at its lower minimum
# and 6.53 at the other, so a rate of 0.17 can still settle in the flatter valley, but never in the deeper one.


# %% largest_stable_lr
def largest_stable_lr(hessian):
    """The largest stable learning rate.

    Return the learning rate below which gradient descent on a quadratic with this Hessian
    converges and above which it diverges: 2 divided by the largest eigenvalue, and np.inf where
    nothing curves.

    Formula:
        largest = largest of eigenvalues(hessian)
        lr = 2/largest if largest > 0 else inf

    Arguments:
        hessian  symmetric with no negative eigenvalue, float64, shape (n, n)

    Returns:
        lr  a float

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 4.3.1; Nesterov
    2004, section 2.1.5
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Minimum, maximum or saddle
#
# Where the gradient is 0 the Hessian tells what kind of place it is: its eigenvalues are the curvatures along the
# directions that it turns into themselves. Up in one and down in another is a saddle. Where one is 0 the Hessian
# alone cannot tell: x^2 + y^4 has a minimum at 0, x^2 - y^4 does not, and x^3 has a critical point that is neither.
# (Some texts define a saddle by curvatures of both signs and so leave such places out.)
#
# Gradient descent is said to get stuck at saddles. It does so only from a few very special starts, such as exactly on
# the ridge; from all others it leaves, but slowly, with a distance that grows by the factor 1 + lr * curvature a
# step. Noise helps to leave. Larger batches, which are sometimes recommended against saddles, make the noise smaller.


# %% classify_critical_point
def classify_critical_point(gradient, hessian, *, tol):
    """Kinds of critical points.

    Return "not critical" where the Euclidean norm of the gradient exceeds tol; else "saddle"
    where one eigenvalue of the Hessian is below -tol and another above tol; else "minimum"
    where all are above tol, "maximum" where all are below -tol, and "degenerate" where one is
    within tol of zero.

    Formula:
        slope = norm(gradient)
        lowest = smallest of eigenvalues(hessian)
        highest = largest of eigenvalues(hessian)
        kind = "not critical" if slope > tol else "saddle" if (highest > tol and lowest < -tol)
               else "minimum" if lowest > tol else "maximum" if highest < -tol else "degenerate"

    Arguments:
        gradient  float64, shape (n,)
        hessian   symmetric, float64, shape (n, n)
        tol       how far from 0 a number may be and still count as 0, > 0

    Returns:
        kind  a str: "not critical", "saddle", "degenerate", "minimum" or "maximum"

    Source: the second derivative test; Goodfellow, Bengio and Courville, Deep Learning (2016),
    section 4.3.1
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Gradients that vanish
#
# Behind a chain of layers the gradient has been multiplied by one factor for each of them. The slope of the sigmoid is
# 1/4 at most, so thirty layers with weights of 1 leave less than 1e-18 of it. The slope of relu is 1 or 0: nothing is
# lost, or everything.


# %% backpropagated_gradient
def backpropagated_gradient(weights, preactivations, activation):
    """The gradient behind a chain of layers.

    Return what is left of a gradient of 1 behind a chain of layers a_i = act(z_i), z_i = w_i
    a_(i-1): the product of w_i and of the activation's derivative at z_i over all layers. The
    derivative of relu at 0 is 0.

    Formula:
        sigmoid = 1/(1 + exp(-preactivations))
        slopes = sigmoid*(1 - sigmoid) if activation == "sigmoid" else 1 -
                 tanh(preactivations)**2 if activation == "tanh" else max(0,
                 sign(preactivations))
        gradient = product(weights*slopes)

    Arguments:
        weights         the weights w_i, float64, shape (n,)
        preactivations  what goes into the activations, z_i, float64, shape (n,)
        activation      a str: "sigmoid", "tanh" or "relu"

    Returns:
        gradient  a float

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 8.2.5; Hochreiter
    1991
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. In which valley does gradient descent end from each start? Can another learning rate change that? Plain
# gradient descent with a rate of 0.05 or less never leaves the valley in which it starts; the ridge between them is at
# x = 0.27.
#
# That one can get stuck in a local minimum is sometimes listed against RMSprop alone. It is true of every method here:
# from x = -1 Adam, with any rate from 0.01 to 0.3, ends in the higher valley as well. Momentum with beta = 0.9 and a
# rate of 0.05 happens to roll over the ridge. Put your own functions in and see.

# %%
if __name__ == "__main__":
    for start in (-1.0, -0.5, 0.2, 0.3, 1.5, 2.0):
        x = np.array(start)
        for _ in range(200):
            x = x - 0.05 * x_cos_pi_x_gradient(x)
        print(f"from {start:4.1f} to {float(x):8.5f}, where the function is {float(x_cos_pi_x(x)):8.5f}")
    print("largest stable rate of x^2/10 + 2 y^2:", largest_stable_lr(np.array([[0.2, 0.0], [0.0, 4.0]])))
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        points = np.linspace(-1.0, 2.0, 301)
        plt.plot(points, x_cos_pi_x(points), label="x cos(pi x)")
        plt.plot(points, x_cos_pi_x_gradient(points), label="its derivative", linestyle="--")
        plt.axhline(0.0, color="gray")
        plt.xlabel("x")
        plt.legend()
        plt.show()
