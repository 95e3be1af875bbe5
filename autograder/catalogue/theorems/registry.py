"""All theorems by their id."""

from collections.abc import Mapping

from autograder.catalogue.theorems.adaptive import ADAPTIVE
from autograder.catalogue.theorems.curvature import CURVATURE
from autograder.catalogue.theorems.descent import DESCENT
from autograder.catalogue.theorems.modern import MODERN
from autograder.catalogue.theorems.momentum import MOMENTUM
from autograder.catalogue.theorems.samples import SAMPLES
from autograder.catalogue.theorems.schedules import SCHEDULES
from autograder.catalogue.theorems.theorem import Theorem

THEOREMS: Mapping[str, Theorem] = {
    theorem.id: theorem for theorem in (*DESCENT, *SAMPLES, *MOMENTUM, *ADAPTIVE, *SCHEDULES, *CURVATURE, *MODERN)
}
