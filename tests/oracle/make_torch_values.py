"""Make torch_values.json: what PyTorch computes, frozen as an independent oracle for the tests.

    pip install torch numpy && python tests/oracle/make_torch_values.py

Every run draws hyperparameters and a start, takes 50 steps on given gradients (open loop) with `torch.optim.SGD` in
float64, and notes w after each step.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

OUT = Path(__file__).with_name("torch_values.json")
STEPS = 50
RUNS = 6


def run(generator: np.random.Generator, momentum: bool) -> dict[str, object]:
    """One run with its inputs and the path of w."""
    lr = round(float(generator.uniform(0.01, 0.5)), 3)
    beta = round(float(generator.uniform(0.1, 0.95)), 3) if momentum else 0.0
    start = generator.normal(size=3)
    gradients = generator.normal(size=(STEPS, 3))
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr, momentum=beta)
    path = []
    for gradient in gradients:
        w.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        path.append(w.detach().numpy().tolist())
    return {"lr": lr, "beta": beta, "start": start.tolist(), "gradients": gradients.tolist(), "path": path}


def main() -> None:
    """Write the runs of both optimizers."""
    generator = np.random.default_rng(20261123)
    runs = {
        name: [run(generator, momentum) for _ in range(RUNS)]
        for name, momentum in (("gradient_descent", False), ("momentum", True))
    }
    OUT.write_text(json.dumps({"torch": torch.__version__.split("+")[0], "runs": runs}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
