"""Coordinates of German offices (ETRS89/UTM 32 and 33) as the latitude and longitude of maps."""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

# Germany with its islands, generously: what lies outside is a typing mistake or another system.
SOUTH, NORTH, WEST, EAST = 47.2, 55.1, 5.8, 15.1
EARTH_RADIUS_M = 6_371_008.8


class CoordinateSystem(StrEnum):
    """The systems a list may be delivered in."""

    UTM32 = "EPSG:25832"
    UTM33 = "EPSG:25833"
    WGS84 = "EPSG:4326"


@dataclass(frozen=True)
class GeoPoint:
    """A place on the map in degrees."""

    latitude: float
    longitude: float


class ImplausibleCoordinate(ValueError):
    """A coordinate that is no number or lies outside Germany."""


def parse_number(text: str) -> float:
    """Read `259051.825480`, `259051,82` or `5.941.559,3`."""
    bare = text.strip().replace(" ", "").replace("\u00a0", "")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    try:
        value = float(bare)
    except ValueError:
        raise ImplausibleCoordinate(f"„{text[:40]}“ ist keine Zahl") from None
    if not math.isfinite(value):
        raise ImplausibleCoordinate(f"„{text[:40]}“ ist keine Zahl")
    return value


def to_point(x: float, y: float, system: CoordinateSystem) -> GeoPoint:
    """Convert easting and northing (or longitude and latitude) and refuse what cannot be in Germany."""
    if system is CoordinateSystem.WGS84:
        longitude, latitude = x, y
    else:
        longitude, latitude = _transformer(system).transform(x, y)
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise ImplausibleCoordinate("liegt außerhalb des Koordinatensystems")
    if not (SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST):
        raise ImplausibleCoordinate("liegt nicht in Deutschland")
    return GeoPoint(round(latitude, 6), round(longitude, 6))


def guess_system(pairs: list[tuple[float, float]]) -> CoordinateSystem:
    """Choose the system under which most places lie in Germany; small numbers are degrees."""
    sample = pairs[:: max(1, len(pairs) // 200)][:200]
    if sample and sum(1 for x, y in sample if abs(x) <= 180 and abs(y) <= 90) * 2 > len(sample):
        return CoordinateSystem.WGS84
    return max((CoordinateSystem.UTM32, CoordinateSystem.UTM33), key=lambda system: _fitting(sample, system))


def distance_m(here: GeoPoint, there: GeoPoint) -> float:
    """Distance as the crow flies, in metres."""
    one, two = math.radians(here.latitude), math.radians(there.latitude)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(there.longitude - here.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def format_distance(metres: float) -> str:
    """Say a distance as people do: `850 m`, `2,1 km`, `14 km`."""
    if metres < 975:
        return f"{round(metres / 50) * 50} m"
    if metres < 9_950:
        return f"{metres / 1000:.1f} km".replace(".", ",")
    return f"{metres / 1000:.0f} km"


def _fitting(pairs: list[tuple[float, float]], system: CoordinateSystem) -> int:
    fitting = 0
    for x, y in pairs:
        try:
            to_point(x, y, system)
        except ImplausibleCoordinate:
            continue
        fitting += 1
    return fitting


@lru_cache
def _transformer(system: CoordinateSystem) -> Any:
    from pyproj import Transformer  # only lists with such coordinates need it

    return Transformer.from_crs(system.value, "EPSG:4326", always_xy=True)
