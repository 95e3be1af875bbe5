# %% [markdown]
# # Methods of today
#
# What you meet in training scripts of recent years. Nothing here is needed for the units before; each function stands
# alone, so begin where you like. Four ideas return again and again: step by the *sign* or by the *direction* and not by
# the size of the gradient (Lion, Muon), keep the decay of the weights *beside* the gradient (SGDW, LAMB), keep *less*
# than a number for every weight (Adafactor), and *average* weights in the place of a schedule (schedule-free).

# %%
import numpy as np

# %% [markdown]
# ## Lion
#
# Lion keeps one average, m, and steps by a sign: every weight moves by lr, whether its gradient is large or small. The
# mix whose sign is taken and the average that is kept have different weights, so the order of the lines matters: the
# step uses the *old* m. On L(w) = w^2 from w = 4 with lr = 0.1 and weight_decay = 0.1 it goes to 3.86 and 3.7214. Its
# steps never become shorter, so it needs a schedule that does that, and a learning rate much smaller than Adam's.


# %% lion
def lion(w, grad, state, *, lr, beta1, beta2, weight_decay):
    """{{lion}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## SGDW
#
# A penalty weight_decay*w^2/2 adds weight_decay*w to the gradient. In plain gradient descent that is the same as
# letting the weights shrink beside the step. With momentum it is not: what is added to the gradient stays in the
# velocity for many steps. From w = 4 on w^2 (lr = 0.1, beta = 0.9, weight_decay = 0.1) the second step ends at 1.7764
# with the decay beside the gradient, and at 1.7404 with the penalty inside it.


# %% sgdw
def sgdw(w, grad, state, *, lr, beta, weight_decay):
    """{{sgdw}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Schedule-free
#
# A schedule has to know when the training ends. Averages of weights do not: the mean of all points is nearly as good as
# the end of a well chosen schedule, at any time. Here the gradient is measured between the newest point z and the mean
# x. With beta = 1 it would be measured at the mean itself, with beta = 0 at z, as in gradient descent.


# %% schedule_free
def schedule_free(w, grad, state, *, lr, beta):
    """{{schedule_free}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Sharpness-aware minimization
#
# SAM asks how high the loss is nearby, not how high it is here: it climbs by a fixed length rho, measures the gradient
# there, and steps from the old point. It costs two gradients a step. And it does not come to rest: near the minimum of
# a parabola it swings from one side to the other, because the climb is always as long.


# %% sam
def sam(w, grad_fn, *, lr, rho):
    """{{sam}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Warm-up, stable, decay
#
# The cosine needs to know the end from the beginning. This schedule holds its peak, so that a training may go on as
# long as it likes, or be stopped: only the last part, the decay, has to be planned. A run that is to be continued goes
# on from a point of the plateau.


# %% warmup_stable_decay
def warmup_stable_decay(step, *, lr_peak, lr_end, warmup_steps, decay_steps, total_steps):
    """{{warmup_stable_decay}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Newton-Schulz
#
# Any matrix is a turn, a stretch along the axes, and another turn. Newton-Schulz leaves the turns alone and brings all
# stretches (the singular values) near 1, with products of matrices only, which is what graphics processors are good at.
# A polynomial p is applied to every singular value. Here p(1) = 0.701, so the values do *not* converge to 1: they end
# up between 0.68 and 1.14, which is near enough for a direction, and takes five passes.


# %% newton_schulz
def newton_schulz(G, *, steps):
    """{{newton_schulz}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Muon
#
# Momentum for the matrices of a network: the velocity is made orthogonal before the step, so that directions in which
# it is small move as far as those in which it is large. You may call your own `newton_schulz`.


# %% muon
def muon(w, grad, state, *, lr, beta):
    """{{muon}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## LAMB
#
# Large batches allow large learning rates, and those are too large for some layers. LAMB takes Adam's step with weight
# decay and stretches it to the length of the layer's weights, so that every layer changes by the same part of itself.


# %% lamb
def lamb(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    """{{lamb}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Adafactor
#
# Adam keeps two numbers for every weight. Adafactor keeps one for every row and one for every column of a matrix, and
# puts them together: for 1000 times 1000 weights that is 2,000 numbers in the place of 1,000,000. Where the squares of
# the gradients are products of a row's and a column's number, nothing is lost.


# %% adafactor
def adafactor(w, grad, state, *, lr, beta2, eps):
    """{{adafactor}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Conjugate gradients
#
# Not a method of today but of 1952, and still the one to know for a quadratic: no learning rate, no Hessian to be
# solved with, and at the minimum after as many steps as there are dimensions. Each direction is chosen so that it does
# not undo what the earlier ones have done.


# %% conjugate_gradient
def conjugate_gradient(w, hessian, b, *, steps):
    """{{conjugate_gradient}}"""
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Try it
#
# Not graded. Lion and SGDW on a long valley, 60 steps each: which one is nearer to the minimum at 0, and which one
# would be with a smaller learning rate at the end?

# %%
if __name__ == "__main__":
    hessian = np.array([0.2, 4.0])
    signed = fallen = np.array([-5.0, -2.0])
    average, velocity = {"m": np.zeros(2)}, {"v": np.zeros(2)}
    paths = [[signed], [fallen]]
    for _ in range(60):
        signed, average = lion(signed, hessian * signed, average, lr=0.1, beta1=0.9, beta2=0.99, weight_decay=0.0)
        fallen, velocity = sgdw(fallen, hessian * fallen, velocity, lr=0.1, beta=0.8, weight_decay=0.0)
        paths[0].append(signed)
        paths[1].append(fallen)
    print("Lion, 60 steps:", signed)
    print("SGDW, 60 steps:", fallen)
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("For a plot: pip install matplotlib")
    else:
        for name, path in zip(("Lion", "SGDW"), map(np.array, paths), strict=True):
            plt.plot(path[:, 0], path[:, 1], marker=".", label=name)
        plt.xlabel("x")
        plt.ylabel("y")
        plt.legend()
        plt.show()
