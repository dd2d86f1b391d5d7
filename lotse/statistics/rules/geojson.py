"""The map of the county as an operator uploads it: GeoJSON, checked before anything is stored or drawn."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from lotse.statistics.rules.rings import TooTangled, crosses_itself

LARGEST_FILE = 3_000_000
MOST_VERTICES = 60_000
MOST_AREAS = 500

Ring = list[tuple[float, float]]
Polygon = list[Ring]

KEY_NAMES = ("key", "ags", "AGS", "schluessel", "id")
NAME_NAMES = ("name", "GEN", "NAME", "gen")
POPULATION_NAMES = ("population", "einwohner", "EWZ", "ewz")


class MapRefused(ValueError):
    """The file is no usable map; the message says why."""


@dataclass(frozen=True)
class MapArea:
    """A municipality: official key, name, inhabitants (0 if not given) and its polygons."""

    key: str
    name: str
    population: int
    polygons: list[Polygon]


def read_map(raw: bytes) -> list[MapArea]:
    """Read an uploaded map; refuses with a German sentence."""
    if len(raw) > LARGEST_FILE:
        raise MapRefused(
            f"Die Datei ist größer als {LARGEST_FILE // 1_000_000} MB. Bitte vereinfachen Sie die Grenzen."
        )
    document = _parse(raw)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise MapRefused("Die Datei ist keine GeoJSON-Sammlung von Gebieten (FeatureCollection).")
    if not 1 <= len(features) <= MOST_AREAS:
        raise MapRefused(f"Die Karte muss 1 bis {MOST_AREAS} Gebiete enthalten, diese enthält {len(features)}.")
    areas = [_area(feature, number) for number, feature in enumerate(features, 1)]
    if len({area.key for area in areas}) < len(areas):
        raise MapRefused("Ein Gemeindeschlüssel kommt mehrfach vor.")
    if sum(len(ring) for area in areas for polygon in area.polygons for ring in polygon) > MOST_VERTICES:
        raise MapRefused(f"Die Karte hat mehr als {MOST_VERTICES} Punkte. Bitte vereinfachen Sie die Grenzen.")
    for area in areas:
        _refuse_crossings(area)
    return areas


def _refuse_crossings(area: MapArea) -> None:
    try:
        crossed = any(crosses_itself(ring) for polygon in area.polygons for ring in polygon)
    except TooTangled:
        raise MapRefused(f"Die Grenze von „{area.name}“ ist zu verschlungen. Bitte vereinfachen Sie sie.") from None
    if crossed:
        raise MapRefused(f"Die Grenze von „{area.name}“ überkreuzt sich selbst.")


def _parse(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except MapRefused:
        raise
    except RecursionError:
        raise MapRefused("Die Datei ist zu tief verschachtelt.") from None
    except (ValueError, UnicodeDecodeError):
        raise MapRefused("Die Datei ist kein gültiges GeoJSON (UTF-8).") from None


def _refuse_constant(word: str) -> NoReturn:
    raise MapRefused(f"Die Datei enthält „{word}“ statt einer Zahl.")


def _area(feature: Any, number: int) -> MapArea:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise MapRefused(f"Gebiet {number} hat keine Eigenschaften oder keine Fläche.")
    key, name = _text(properties, KEY_NAMES, 20), _text(properties, NAME_NAMES, 80)
    if not key or not name:
        raise MapRefused(f"Gebiet {number} braucht einen Schlüssel („key“ oder „AGS“) und einen Namen („name“).")
    return MapArea(key, name, _population(properties, name), _polygons(geometry, name))


def _text(properties: dict[str, Any], names: tuple[str, ...], longest: int) -> str:
    for name in names:
        value = properties.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = str(value)[: longest + 1].strip()
            # A lone surrogate can be read from JSON but not stored.
            if text and len(text) <= longest and text.isprintable():
                return text
    return ""


def _population(properties: dict[str, Any], name: str) -> int:
    value = next((properties[n] for n in POPULATION_NAMES if n in properties), 0)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100_000_000:
        raise MapRefused(f"Die Einwohnerzahl von „{name}“ ist keine sinnvolle Zahl.")
    return value


def _polygons(geometry: dict[str, Any], name: str) -> list[Polygon]:
    coordinates, kind = geometry.get("coordinates"), geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list) or not coordinates:
        raise MapRefused(f"„{name}“ ist keine Fläche (Polygon oder MultiPolygon).")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not all(isinstance(polygon, list) and polygon for polygon in polygons):
        raise MapRefused(f"Die Fläche von „{name}“ ist unvollständig.")
    return [[list(_ring(ring, name)) for ring in polygon] for polygon in polygons]


def _ring(ring: Any, name: str) -> Iterator[tuple[float, float]]:
    if not isinstance(ring, list) or len(ring) < 4:
        raise MapRefused(f"Eine Grenze von „{name}“ hat weniger als vier Punkte.")
    for point in ring:
        if not isinstance(point, list) or len(point) < 2 or not all(_is_degree(part) for part in point[:2]):
            raise MapRefused(f"„{name}“ hat einen Punkt, der keine Länge und Breite in Grad ist.")
        if abs(point[1]) > 85:
            raise MapRefused(f"„{name}“ liegt außerhalb der Karte; gebraucht werden Grad (WGS 84).")
        yield float(point[0]), float(point[1])


def _is_degree(value: Any) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and -180 <= value <= 180 and math.isfinite(value)
    )
