"""The catalogue of all definitions."""

from lotse.statistics.rules.desk_figures import DESK_FIGURES
from lotse.statistics.rules.figure import RIPE_AFTER_DAYS, Figure
from lotse.statistics.rules.referral_figures import REFERRAL_FIGURES

__all__ = ["FIGURES", "RIPE_AFTER_DAYS", "Figure", "figures_for"]

_FIGURES = (*REFERRAL_FIGURES, *DESK_FIGURES)
FIGURES = {figure.key: figure for figure in _FIGURES}


def figures_for(keys: list[str]) -> list[Figure]:
    """Return the named definitions, each once, in the order of the catalogue."""
    return [figure for figure in _FIGURES if figure.key in set(keys)]
