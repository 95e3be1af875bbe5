"""RAdam: Adam that takes steps of momentum until its average of squares has seen enough gradients to be trusted."""

from dataclasses import replace

from autograder.catalogue.shared import BETA1, BETA2, COUNT, EPSILON, FIRST_MOMENT, LR, SECOND_MOMENT
from autograder.symbolic import Convention, Rule

SHORT_MEMORY = replace(BETA2, others="0.85 0.3")  # 2/(1 - 0.85) is no whole number: there floor shows

RULE = Rule.from_text(
    "radam",
    title="RAdam",
    task="Update Adam's averages and correct both. rho says how many gradients the average v is worth: where it is "
    "more than 4, step as Adam does, times the factor r; else step along the corrected m alone. Return the new w and "
    "a new state.",
    source="Liu et al. 2020 (arXiv:1908.03265), algorithm 2, with eps as in Adam",
    takes="w grad",
    state=(FIRST_MOMENT, SECOND_MOMENT, COUNT),
    hyperparameters=(LR, BETA1, SHORT_MEMORY, EPSILON),
    steps="""
        t = t + 1
        m = beta1*m + (1 - beta1)*grad
        v = beta2*v + (1 - beta2)*grad**2
        m_hat = m/(1 - beta1**t)
        v_hat = v/(1 - beta2**t)
        rho_inf = 2/(1 - beta2) - 1
        rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
        r = sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)) if rho > 4 else 1
        update = r*m_hat/(sqrt(v_hat) + eps) if rho > 4 else m_hat
        w = w - lr*update
    """,
    conventions=(
        Convention("above_4", "v is trusted where rho is more than 4", used_by="Liu et al. 2020 (algorithm 2)"),
        Convention(
            "above_5",
            "v is trusted where rho is more than 5",
            used_by="optax",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                m_hat = m/(1 - beta1**t)
                v_hat = v/(1 - beta2**t)
                rho_inf = 2/(1 - beta2) - 1
                rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
                r = sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)) if rho > 5 else 1
                update = r*m_hat/(sqrt(v_hat) + eps) if rho > 5 else m_hat
                w = w - lr*update
            """,
        ),
        Convention(
            "torch",
            "v is trusted where rho is more than 5, and eps is added to its root before it is corrected",
            used_by="PyTorch",
            steps="""
                t = t + 1
                m = beta1*m + (1 - beta1)*grad
                v = beta2*v + (1 - beta2)*grad**2
                m_hat = m/(1 - beta1**t)
                rho_inf = 2/(1 - beta2) - 1
                rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
                r = sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho)) if rho > 5 else 1
                update = r*sqrt(1 - beta2**t)*m_hat/(sqrt(v) + eps) if rho > 5 else m_hat
                w = w - lr*update
            """,
        ),
    ),
    warm_up=5,
)
