"""The documented functions, and the registry of those that ship with the package."""

from collections.abc import Mapping

from autograder.landscapes.chains import CHAINS
from autograder.landscapes.landscape import Landscape
from autograder.landscapes.quadratics import QUADRATICS
from autograder.landscapes.saddles import SADDLES
from autograder.landscapes.samples import MADE_OF_SAMPLES
from autograder.landscapes.wells import WELLS

LANDSCAPES: Mapping[str, Landscape] = {
    landscape.name: landscape for landscape in (*QUADRATICS, *WELLS, *SADDLES, *MADE_OF_SAMPLES, *CHAINS)
}

__all__ = ["LANDSCAPES", "Landscape"]
