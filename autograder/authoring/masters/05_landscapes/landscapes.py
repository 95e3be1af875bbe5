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
    """{{x_cos_pi_x}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# Gradient descent needs the slope. If you are not sure of yours, compare it with (f(x + h) - f(x - h)) / (2 * h) for a
# small h.


# %% x_cos_pi_x_gradient
def x_cos_pi_x_gradient(x):
    """{{x_cos_pi_x_gradient}}"""
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
    """{{largest_stable_lr}}"""
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
    """{{classify_critical_point}}"""
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
    """{{backpropagated_gradient}}"""
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
