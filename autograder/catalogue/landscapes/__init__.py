"""The documented functions, and the registry of those that ship with the package."""

from collections.abc import Mapping

from autograder.catalogue.landscapes.chains import CHAINS
from autograder.catalogue.landscapes.landscape import Landscape
from autograder.catalogue.landscapes.quadratics import QUADRATICS
from autograder.catalogue.landscapes.saddles import SADDLES
from autograder.catalogue.landscapes.samples import MADE_OF_SAMPLES
from autograder.catalogue.landscapes.wells import WELLS

LANDSCAPES: Mapping[str, Landscape] = {
    landscape.name: landscape for landscape in (*QUADRATICS, *WELLS, *SADDLES, *MADE_OF_SAMPLES, *CHAINS)
}

__all__ = ["LANDSCAPES", "Landscape"]
