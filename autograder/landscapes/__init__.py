"""The documented functions, and the registry of those that ship with the package."""

from collections.abc import Mapping

from autograder.landscapes.landscape import Landscape
from autograder.landscapes.quadratics import SHIFTED_SQUARE, SQUARE, TILTED_BOWL, VALLEY

LANDSCAPES: Mapping[str, Landscape] = {
    landscape.name: landscape for landscape in (SQUARE, SHIFTED_SQUARE, VALLEY, TILTED_BOWL)
}

__all__ = ["LANDSCAPES", "Landscape"]
