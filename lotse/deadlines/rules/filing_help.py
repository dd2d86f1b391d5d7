"""Where something keeps its date, and which form is enough, per kind of deadline."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FilingHelp:
    """What to say about place and form; `remedy` names the check of the engine, if there is one."""

    places: tuple[str, ...]
    forms: tuple[str, ...]
    remedy: str = ""


_SOCIAL = FilingHelp(
    places=(
        "bei der Stelle, die den Bescheid erlassen hat",
        "bei jeder anderen deutschen Behörde oder einem Versicherungsträger (§ 84 Abs. 2, § 91 SGG): auch bei uns, "
        "wir leiten sofort weiter",
        "nicht bei einer Beratungsstelle der freien Wohlfahrt",
    ),
    forms=(
        "Brief mit Unterschrift",
        "Niederschrift bei der Stelle",
        "einfache E-Mail oder Anruf genügen nicht",
    ),
)
_APPLICATION = FilingHelp(
    places=(
        "beim zuständigen Leistungsträger",
        "bei jedem anderen Leistungsträger, bei jeder Gemeinde, bei einer deutschen Vertretung im Ausland "
        "(§ 16 Abs. 1, 2 SGB I): der Tag der Abgabe zählt",
        "nicht bei einer Beratungsstelle der freien Wohlfahrt: dort zählt erst der Eingang beim Träger",
    ),
    forms=(
        "mündlich genügt, wenn das Gesetz keine Schriftform verlangt",
        "Elterngeld (§ 7 BEEG), Kinderzuschlag (§ 9 BKGG) und Kindergeld: schriftlich, ein "
        "unterschriebener Satz genügt",
    ),
)
_COURT_ONLY = FilingHelp(
    places=("nur beim zuständigen Gericht; eine andere Behörde wahrt die Frist nicht",),
    forms=("Schriftform; einfache E-Mail oder Anruf genügen nicht",),
)

_REMEDIES = {1: "SGG_WIDERSPRUCH", 2: "SGG_KLAGE", 3: "VWGO_KLAGE", 44: "KSCHG_KLAGE"}
_APPLICATIONS = (9, 20, 24, 25, 26, 27, 28, 29, 30, 31, 33, 34, 35, 63)


def filing_help(entry: int | None) -> FilingHelp | None:
    """Return what to say about place and form for an entry of the catalogue."""
    remedy = _REMEDIES.get(entry or 0, "")
    if remedy.startswith("SGG"):
        return FilingHelp(_SOCIAL.places, _SOCIAL.forms, remedy)
    if remedy:
        return FilingHelp(_COURT_ONLY.places, _COURT_ONLY.forms, remedy)
    return _APPLICATION if entry in _APPLICATIONS else None
