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
    """Lion.

    Step by the sign of a mix of m and the new gradient, with weight decay beside it; only then
    update the average m, with a weight of its own. Return the new w and a new state.

    Formula:
        update = sign(beta1*m + (1 - beta1)*grad)
        w = w - lr*(update + weight_decay*w)
        m = beta2*m + (1 - beta2)*grad

    Arguments:
        w             weights, float64, any shape
        grad          gradient of the loss at w, float64, same shape as w
        state         dict {"m": average of the gradients}; before the first step: zeros of w's
                      shape
        lr            learning rate: how far to step
        beta1         weight of m in the mix whose sign is the step, 0 <= beta1 < 1
        beta2         weight of the past in the average of gradients, 0 <= beta2 < 1
        weight_decay  how strongly the weights are pulled towards 0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "m"

    Source: Chen et al. 2023 (arXiv:2302.06675), algorithm 2
    """
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
    """SGDW.

    Update the velocity v with the gradient alone; then step along it and, in the same line,
    shrink w by the part lr*weight_decay. The decay does not enter v. Return the new w and a new
    state.

    Formula:
        v = beta*v + grad
        w = w - lr*(v + weight_decay*w)

    Arguments:
        w             weights, float64, any shape
        grad          gradient of the loss at w, float64, same shape as w
        state         dict {"v": the velocity}; before the first step: zeros of w's shape
        lr            learning rate: how far to step
        beta          how much of the previous velocity is kept, 0 <= beta < 1
        weight_decay  how strongly the weights are pulled towards 0

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "v"

    Source: Loshchilov and Hutter 2019 (arXiv:1711.05101), algorithm 1, with the decay times lr
    """
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
    """Schedule-free gradient descent.

    The gradient was measured at w, which lies between z, where plain steps lead, and x, the
    mean of all z. Count the step (at the first one z starts at w), step z, let x be the mean of
    all z so far, and return the new point between them as w, with a new state. The weights that
    are used in the end are x.

    Formula:
        t = t + 1
        z_0 = w if t == 1 else z
        z = z_0 - lr*grad
        x = (1 - 1/t)*x + z/t
        w = (1 - beta)*z + beta*x

    Arguments:
        w      weights, float64, any shape
        grad   gradient of the loss at w, float64, same shape as w
        state  dict {"z": the point that plain steps have reached, "x": the mean of all z after
               the first, "t": steps already taken, int}; before the first step: zeros of w's
               shape (t: 0)
        lr     learning rate: how far to step
        beta   how near to the mean the gradient is measured, 0 <= beta <= 1

    Returns:
        (w, state)  w: a new array, float64, same shape as w; state: a new dict with "z", "x",
                    "t"

    Source: Defazio et al. 2024 (arXiv:2405.15682), equations 1 to 3
    """
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
    """Sharpness-aware minimization.

    Measure the gradient at w, climb along it by the length rho, measure the gradient there, and
    step with that one from the old w. Call `grad_fn` twice.

    Formula:
        grad = grad_fn(w)
        worst = w + rho*grad/norm(grad)
        sharp = grad_fn(worst)
        w = w - lr*sharp

    Arguments:
        w        weights, float64, any shape
        grad_fn  function that returns the gradient at a point, in the shape of the point
        lr       learning rate: how far to step
        rho      how far to climb before the gradient is measured, > 0

    Returns:
        w  a new array, float64, same shape as w

    Source: Foret et al. 2021 (arXiv:2010.01412), algorithm 1
    """
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
    """Warm-up, stable, decay.

    Rise as `linear_warmup` does, hold lr_peak, and in the last decay_steps of total_steps fall
    to lr_end in a straight line; lr_end is kept from then on.

    Formula:
        x = max(0, min(step, total_steps) - (total_steps - decay_steps))/decay_steps
        lr = lr_peak*(step + 1)/warmup_steps if step < warmup_steps else lr_peak + (lr_end -
             lr_peak)*x

    Arguments:
        step          how many updates have been made before this one, int, 0 or more
        lr_peak       the largest learning rate
        lr_end        learning rate at the end
        warmup_steps  length of the warm-up, int, at least 1
        decay_steps   length of the decay, int, 1 to total_steps - warmup_steps
        total_steps   step at which lr_end is reached, int; it is kept from then on

    Returns:
        lr  the learning rate for this update, a float

    Source: Hu et al. 2024 (arXiv:2404.06395), section 4; Hagele et al. 2024 (arXiv:2405.18392)
    """
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
    """Orthogonalization by Newton-Schulz.

    Divide the matrix by its Frobenius norm; then repeat the polynomial `steps` times, so that
    all its singular values come near 1 while its directions stay. No singular value
    decomposition is needed.

    Formula:
        X_0 = G/norm(G)
        start with X = X_0; `steps` times:
            A = dot(X, transpose(X))
            X = 3.4445*X + dot(-4.775*A + 2.0315*dot(A, A), X)

    Arguments:
        G      a matrix that is not 0, float64, shape (n, k)
        steps  how often to repeat it, int, at least 0

    Returns:
        result  a new matrix, float64, shape (n, k)

    Source: Jordan et al. 2024, Muon; Bernstein and Newhouse 2024 (arXiv:2409.20325)
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## Muon
#
# Momentum for the matrices of a network: the velocity is made orthogonal before the step, so that directions in which
# it is small move as far as those in which it is large. You may call your own `newton_schulz`.


# %% muon
def muon(w, grad, state, *, lr, beta):
    """Muon.

    Update the velocity v; bring all its singular values near 1 with five passes of Newton-
    Schulz; step with that, longer by sqrt(rows/columns) where the matrix is tall. Return the
    new w and a new state.

    Formula:
        v = beta*v + grad
        X_0 = v/norm(v)
        start with X = X_0; 5 times:
            A = dot(X, transpose(X))
            X = 3.4445*X + dot(-4.775*A + 2.0315*dot(A, A), X)
        w = w - lr*sqrt(max(1, rows(w)/rows(transpose(w))))*X

    Arguments:
        w      a weight matrix, float64, shape (n, k)
        grad   gradient of the loss at w, float64, shape (n, k)
        state  dict {"v": the velocity}; before the first step: zeros of w's shape
        lr     learning rate: how far to step
        beta   how much of the previous velocity is kept, 0 <= beta < 1

    Returns:
        (w, state)  result: a new matrix, float64, shape (n, k); state: a new dict with "v"

    Source: Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks
    """
    # YOUR CODE HERE
    raise NotImplementedError()


# %% [markdown]
# ## LAMB
#
# Large batches allow large learning rates, and those are too large for some layers. LAMB takes Adam's step with weight
# decay and stretches it to the length of the layer's weights, so that every layer changes by the same part of itself.


# %% lamb
def lamb(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    """LAMB.

    Work out Adam's update with weight decay; then stretch it to the length of w, which is the
    trust ratio, and step by lr times that. Where w or the update is 0 the ratio is 1. Return
    the new w and a new state.

    Formula:
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        update = m_hat/(sqrt(v_hat) + eps) + weight_decay*w
        trust = norm(w)/norm(update) if (norm(update) > 0 and norm(w) > 0) else 1
        w = w - lr*trust*update

    Arguments:
        w             weights of one layer, float64, any shape
        grad          gradient of the loss at w, float64, same shape as w
        state         dict {"m": average of the gradients, "v": average of the squared
                      gradients, "t": steps already taken, int}; before the first step: zeros of
                      w's shape (t: 0)
        lr            learning rate: how far to step
        beta1         weight of the past in the average of gradients, 0 <= beta1 < 1
        beta2         weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps           small number that keeps the division away from 0/0
        weight_decay  how strongly the weights are pulled towards 0

    Returns:
        (w, state)  w: weights of one layer, float64, any shape; state: a new dict with "m",
                    "v", "t"

    Source: You et al. 2020 (arXiv:1904.00962), algorithm 2
    """
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
    """Adafactor, in its simple form.

    Count the step; keep moving averages of the sums of grad**2 over each row and over each
    column, not of every single square; put them together to an estimate of all squares, correct
    it for its start at 0, and step. Return the new w and a new state.

    Formula:
        t = t + 1
        r = beta2*r + (1 - beta2)*row_sums(grad**2)
        c = beta2*c + (1 - beta2)*column_sums(grad**2)
        v_hat = outer(r, c)/sum(r)/(1 - beta2**t)
        w = w - lr*grad/(sqrt(v_hat) + eps)

    Arguments:
        w      a new matrix, float64, shape (n, k)
        grad   gradient of the loss at w, float64, shape (n, k)
        state  dict {"r": averages of the sums over rows, shape (n,), "c": averages of the sums
               over columns, shape (k,), "t": steps already taken, int}; before the first step:
               zeros (t: 0)
        lr     learning rate: how far to step
        beta2  weight of the past in the average of squared gradients, 0 <= beta2 < 1
        eps    small number that keeps the division away from 0/0

    Returns:
        (w, state)  w: a new matrix, float64, shape (n, k); state: a new dict with "r", "c", "t"

    Source: Shazeer and Stern 2018 (arXiv:1804.04235), algorithm 2
    """
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
    """Conjugate gradients.

    Minimize L(w) = w.Hw/2 - b.w: go along p as far as L falls, update the residual r = b - Hw,
    and turn p so that it does not undo what earlier steps have done. Return all points you
    passed, the start first.

    Formula:
        r_0 = b - dot(hessian, w)
        start with r = r_0, p = r_0; `steps` times:
            alpha = dot(r, r)/dot(p, dot(hessian, p))
            w = w + alpha*p
            r_next = r - alpha*dot(hessian, p)
            beta = dot(r_next, r_next)/dot(r, r)
            p = r_next + beta*p
            r = r_next

    Arguments:
        w        where to start, float64, shape (n,)
        hessian  the matrix H, symmetric with positive eigenvalues, float64, shape (n, n)
        b        float64, shape (n,)
        steps    how many steps to take, int, at least 0 and at most n

    Returns:
        result  all points passed, float64, shape (steps + 1, n), the start first

    Source: Hestenes and Stiefel 1952; Nocedal and Wright, Numerical Optimization (2006),
    algorithm 5.2
    """
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
