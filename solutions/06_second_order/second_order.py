# %% [markdown]
# # Second order
#
# Gradient descent knows the slope. Newton's method knows the curvature too, fits a quadratic to the loss and jumps to
# its critical point. On a quadratic that takes a single step, however long and narrow the valley is.

# %%
import numpy as np

# %% [markdown]
# ## Newton's method
#
# The step p solves the linear system H p = g. Solving it is both faster and more exact than inverting the matrix.
#
# Newton's method looks for a point with gradient 0, and does not care which kind. Where the loss curves downwards it
# climbs: on x cos(pi x) it goes from 0.2 straight to the *maximum* near 0.27, and from 1.5 it leaves the interval
# altogether.


# %% newton
def newton(w, grad, hessian):
    """{{newton}}"""
    ### BEGIN SOLUTION
    return w - np.linalg.solve(hessian, grad)
    ### END SOLUTION


# %% [markdown]
# ## What a Hessian costs
#
# With n weights the gradient is n numbers, and the Hessian n^2. Solving H p = g takes about n^3/3 multiplications. For
# n = 1000 that is a million numbers and a third of a billion multiplications for a single step. For a network with ten
# million weights the Hessian alone would take 400 terabytes in float32, and one solution 3 * 10^20 multiplications.
# That is the first reason why deep learning does without. The others: a mini-batch tells less of the curvature than of
# the slope, the Hessian of a network usually has negative curvatures too, along which Newton's method climbs, and the
# many cheap steps that fit into the same time are worth more. What is used instead stays near n numbers: something for
# each weight (the roots in Adam are of that kind), for each row and column, or products H v, each of which costs about
# as much as two gradients.

# %% [markdown]
# ## Damping
#
# Add some curvature to every direction, and all is well again if it is more than the strongest downward curvature: the
# step leads downhill, and it is never longer than the gradient divided by what is left, the damping less that downward
# curvature. With very much damping the step becomes that of gradient descent with the learning rate 1/damping.


# %% damped_newton
def damped_newton(w, grad, hessian, *, damping):
    """{{damped_newton}}"""
    ### BEGIN SOLUTION
    return w - np.linalg.solve(hessian + damping * np.eye(len(w)), grad)
    ### END SOLUTION


# %% [markdown]
# ## Try it
#
# Not graded. Gradient descent against Newton's method in a long valley, then both forms of Newton's method on
# x^4/4 - x^2/2, which has two minima, at -1 and 1, and a maximum at 0. How much damping do you need to reach a minimum
# from x = 0.3?

# %%
if __name__ == "__main__":
    hessian = np.array([[0.2, 0.0], [0.0, 4.0]])
    slow = fast = np.array([-5.0, -2.0])
    for _ in range(40):
        slow = slow - 0.4 * (hessian @ slow)
    fast = newton(fast, hessian @ fast, hessian)
    print("gradient descent, 40 steps:", slow)
    print("Newton's method,    1 step:", fast)

    undamped = damped = np.array([0.3])
    path = [(0.3, 0.3)]
    for step in range(1, 9):
        undamped = newton(undamped, undamped**3 - undamped, np.diag(3 * undamped**2 - 1))
        damped = damped_newton(damped, damped**3 - damped, np.diag(3 * damped**2 - 1), damping=1.5)
        path.append((undamped[0], damped[0]))
        print(f"step {step}: Newton at {undamped[0]:9.6f}, damped at {damped[0]:9.6f}")
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        points = np.linspace(-1.5, 1.5, 301)
        plt.plot(points, points**4 / 4 - points**2 / 2, color="gray")
        for name, xs in zip(("Newton", "damped"), np.array(path).T, strict=True):
            plt.plot(xs, xs**4 / 4 - xs**2 / 2, marker="o", label=name)
        plt.xlabel("x")
        plt.legend()
        plt.show()
