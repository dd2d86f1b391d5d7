"""The report of an import in German sentences, the same on screen and on the command line."""

from collections.abc import Mapping
from typing import Any


def summary(report: Mapping[str, Any], *, done: bool) -> str:
    """Say in one sentence what the import did or will do."""
    houses, offers = (
        _count(report["houses"], "Einrichtung", "Einrichtungen"),
        _count(report["offers"], "Angebot", "Angeboten"),
    )
    if not report["new_houses"] and not report["changed_houses"]:
        verb = "Nichts geändert" if done else "Nichts zu ändern"
        return f"{verb}: Alle {houses} mit {offers} stehen schon so im Verzeichnis."
    parts = []
    if report["new_houses"]:
        new_offers = _count(report["new_offers"], "neuem Angebot", "neuen Angeboten")
        parts.append(f"{_count(report['new_houses'], 'neue Einrichtung', 'neue Einrichtungen')} mit {new_offers}")
    if report["changed_houses"]:
        parts.append(_count(report["changed_houses"], "geänderte Einrichtung", "geänderte Einrichtungen"))
    if report["unchanged_houses"]:
        parts.append(f"{report['unchanged_houses']} unverändert")
    return f"{'Eingelesen' if done else 'Es kommen dazu'}: {', '.join(parts)}."


def refused(report: Mapping[str, Any]) -> str:
    """Say how many rows stay outside."""
    count = len(report["problems"])
    if not count:
        return "Alle Zeilen sind brauchbar."
    return f"{_count(count, 'Zeile wurde', 'Zeilen wurden')} nicht übernommen."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
