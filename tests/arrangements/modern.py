"""Right answers of unit 08 in other arrangements: decay as a factor, singular values, running means."""

from __future__ import annotations

from collections.abc import Mapping

ARRANGEMENTS: Mapping[str, tuple[str, ...]] = {
    "lion": (
        """
def lion(w, grad, state, *, lr, beta1, beta2, weight_decay):
    m = state["m"]
    mix = m + (1 - beta1) * (grad - m)
    return (1 - lr * weight_decay) * w - lr * np.sign(mix), {"m": m + (1 - beta2) * (grad - m)}
""",
        """
def lion(w, grad, state, *, lr, beta1, beta2, weight_decay):
    mix = beta1 * state["m"] + (1 - beta1) * grad
    step = np.where(mix > 0, lr, np.where(mix < 0, -lr, 0.0))
    m = np.average([state["m"], grad], axis=0, weights=[beta2, 1 - beta2])
    return w - step - lr * weight_decay * w, dict(m=m)
""",
    ),
    "sgdw": (
        """
def sgdw(w, grad, state, *, lr, beta, weight_decay):
    v = np.add(grad, np.multiply(state["v"], beta))
    return w * (1 - lr * weight_decay) - lr * v, {"v": v}
""",
        """
def sgdw(w, grad, state, *, lr, beta, weight_decay):
    v = state["v"].copy()
    v *= beta
    v += grad
    new = w.copy()
    new -= lr * weight_decay * w
    new -= lr * v
    return new, {"v": v}
""",
    ),
    "schedule_free": (
        """
def schedule_free(w, grad, state, *, lr, beta):
    t = state["t"] + 1
    z = (w if state["t"] == 0 else state["z"]) - lr * grad
    x = state["x"] + (z - state["x"]) / t
    return z + beta * (x - z), {"z": z, "x": x, "t": t}
""",
        """
def schedule_free(w, grad, state, *, lr, beta):
    taken = state["t"]
    z = np.where(taken == 0, w, state["z"]) - lr * grad
    x = (taken * state["x"] + z) / (taken + 1)
    return (1 - beta) * z + beta * x, {"z": z, "x": x, "t": taken + 1}
""",
    ),
    "sam": (
        """
def sam(w, grad_fn, *, lr, rho):
    slope = grad_fn(w)
    length = np.sqrt(np.sum(slope**2))
    return w - lr * grad_fn(w + (rho / length) * slope)
""",
        """
def sam(w, grad_fn, *, lr, rho):
    slope = grad_fn(w)
    climb = rho * slope / np.linalg.norm(np.ravel(slope))
    ahead = w + climb
    return ahead - climb - lr * grad_fn(ahead)
""",
    ),
    "warmup_stable_decay": (
        """
def warmup_stable_decay(step, *, lr_peak, lr_end, warmup_steps, decay_steps, total_steps):
    if step < warmup_steps:
        return (step + 1) / warmup_steps * lr_peak
    left = total_steps - step
    if left >= decay_steps:
        return lr_peak
    return lr_end + (lr_peak - lr_end) * max(left, 0) / decay_steps
""",
        """
def warmup_stable_decay(step, *, lr_peak, lr_end, warmup_steps, decay_steps, total_steps):
    rising = lr_peak * min(1.0, (step + 1) / warmup_steps)
    gone = np.clip((step - total_steps + decay_steps) / decay_steps, 0.0, 1.0)
    return float(rising if step < warmup_steps else (1 - gone) * lr_peak + gone * lr_end)
""",
    ),
    "newton_schulz": (
        """
def newton_schulz(G, *, steps):
    left, values, right = np.linalg.svd(G, full_matrices=False)
    values = values / np.sqrt(np.sum(values**2))
    for _ in range(steps):
        values = 3.4445 * values - 4.775 * values**3 + 2.0315 * values**5
    return (left * values) @ right
""",
        """
def newton_schulz(G, *, steps):
    tall = G.shape[0] > G.shape[1]
    X = (G.T if tall else G) / np.sqrt(np.sum(G * G))
    for _ in range(steps):
        A = X @ X.T
        X = (3.4445 * np.eye(len(A)) - 4.775 * A + 2.0315 * A @ A) @ X
    return X.T if tall else X
""",
    ),
    "muon": (
        """
def orthogonal(G):
    X = G / np.linalg.norm(G)
    for _ in range(5):
        X = 3.4445 * X - 4.775 * (X @ X.T @ X) + 2.0315 * (X @ X.T @ X @ X.T @ X)
    return X


def muon(w, grad, state, *, lr, beta):
    v = grad + beta * state["v"]
    return w - lr * max(1, w.shape[0] / w.shape[1]) ** 0.5 * orthogonal(v), {"v": v}
""",
        """
def muon(w, grad, state, *, lr, beta):
    v = beta * state["v"] + grad
    left, values, right = np.linalg.svd(v, full_matrices=False)
    values = values / np.linalg.norm(values)
    for _ in range(5):
        values = values * (3.4445 + values**2 * (-4.775 + 2.0315 * values**2))
    rows, columns = w.shape
    longer = np.sqrt(rows / columns) if rows > columns else 1.0
    return w - lr * longer * left @ np.diag(values) @ right, {"v": v}
""",
    ),
    "lamb": (
        """
def lamb(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = state["t"] + 1
    m = state["m"] + (1 - beta1) * (grad - state["m"])
    v = state["v"] + (1 - beta2) * (grad**2 - state["v"])
    update = weight_decay * w + m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)
    lengths = [np.sqrt(np.sum(some**2)) for some in (w, update)]
    trust = lengths[0] / lengths[1] if all(length > 0 for length in lengths) else 1.0
    return w - (lr * trust) * update, {"m": m, "v": v, "t": t}
""",
        """
def lamb(w, grad, state, *, lr, beta1, beta2, eps, weight_decay):
    t = 1 + state["t"]
    m = np.average([state["m"], grad], axis=0, weights=[beta1, 1 - beta1])
    v = np.average([state["v"], grad * grad], axis=0, weights=[beta2, 1 - beta2])
    direction = (m / (1 - beta1**t)) / (eps + (v / (1 - beta2**t)) ** 0.5) + weight_decay * w
    size, reach = np.linalg.norm(w), np.linalg.norm(direction)
    if size == 0 or reach == 0:
        return w - lr * direction, {"m": m, "v": v, "t": t}
    return w - lr * size * (direction / reach), {"m": m, "v": v, "t": t}
""",
    ),
    "adafactor": (
        """
def adafactor(w, grad, state, *, lr, beta2, eps):
    t = state["t"] + 1
    squares = grad * grad
    r = state["r"] + (1 - beta2) * (squares.sum(axis=1) - state["r"])
    c = state["c"] + (1 - beta2) * (squares.sum(axis=0) - state["c"])
    v = r[:, None] * c[None, :] / (r.sum() * (1 - beta2**t))
    return w - lr * grad / (np.sqrt(v) + eps), {"r": r, "c": c, "t": t}
""",
        """
def adafactor(w, grad, state, *, lr, beta2, eps):
    t = state["t"] + 1
    r, c = beta2 * state["r"], beta2 * state["c"]
    for i, row in enumerate(grad):
        for j, g in enumerate(row):
            r[i] += (1 - beta2) * g**2
            c[j] += (1 - beta2) * g**2
    new = np.empty_like(w)
    for i, j in np.ndindex(w.shape):
        v_hat = r[i] * c[j] / r.sum() / (1 - beta2**t)
        new[i, j] = w[i, j] - lr * grad[i, j] / (v_hat**0.5 + eps)
    return new, {"r": r, "c": c, "t": t}
""",
    ),
    "conjugate_gradient": (
        """
def conjugate_gradient(w, hessian, b, *, steps):
    path = np.empty((steps + 1, len(w)))
    path[0] = w
    g = hessian @ w - b
    direction = -g
    for k in range(steps):
        along = hessian @ direction
        alpha = -(g @ direction) / (direction @ along)
        path[k + 1] = path[k] + alpha * direction
        new = g + alpha * along
        direction = -new + (new @ new) / (g @ g) * direction
        g = new
    return path
""",
        """
def conjugate_gradient(w, hessian, b, *, steps):
    points, directions = [w], []
    for _ in range(steps):
        r = b - hessian @ points[-1]
        p = r - sum((r @ hessian @ d) / (d @ hessian @ d) * d for d in directions)
        directions.append(p)
        points.append(points[-1] + (r @ p) / (p @ hessian @ p) * p)
    return np.array(points)
""",
    ),
}
