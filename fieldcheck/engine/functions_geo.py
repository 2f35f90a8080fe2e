"""Area of a shape and length of a line, on the sphere that ODK uses."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence

from fieldcheck.engine.scope import Function, Scope, strings_of
from fieldcheck.engine.values import Value

_RADIUS = 6_378_100.0
"""Metres; the equatorial radius in ODK's functions."""

Point = tuple[float, float]


def _points(values: Sequence[Value]) -> list[Point] | None:
    """Latitude and longitude in degrees; None when one of them cannot be."""
    texts = [part for text in strings_of(values) for part in text.split(";") if part.strip()]
    points = []
    for text in texts:
        fields = text.split()
        try:
            latitude, longitude = float(fields[0]), float(fields[1])
        except (ValueError, IndexError):
            return None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        points.append((latitude, longitude))
    return points


def _area(_scope: Scope, *given: Value) -> float:
    points = _points(given)
    if points is None or len(points) < 3:
        return 0.0
    total = 0.0
    for (lat1, lon1), (lat2, lon2) in zip(points, [*points[1:], points[0]], strict=True):
        total += math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))
    return abs(round(total * _RADIUS * _RADIUS / 2, 2))


def _distance(_scope: Scope, *given: Value) -> float:
    points = _points(given)
    if points is None:
        return math.nan
    metres = sum((_between(start, end) for start, end in itertools.pairwise(points)), 0.0)
    return round(metres, 2)


def _between(start: Point, end: Point) -> float:
    lat1, lat2 = math.radians(start[0]), math.radians(end[0])
    across = math.radians(end[1] - start[1])
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return 2 * _RADIUS * math.asin(math.sqrt(min(1.0, chord)))


def _geofence(_scope: Scope, given: Value, shape: Value) -> bool:
    """Whether a point lies inside a closed shape, by counting how often a line from it crosses the edge."""
    inside, corners = _points([given]), _points([shape])
    if not inside or not corners or len(corners) < 3 or corners[0] != corners[-1]:
        return False
    latitude, longitude = inside[0]
    crossings = 0
    for (lat1, lon1), (lat2, lon2) in itertools.pairwise(corners):
        if (lon1 > longitude) != (lon2 > longitude):
            edge = lat1 + (longitude - lon1) / (lon2 - lon1) * (lat2 - lat1)
            crossings += latitude < edge
    return crossings % 2 == 1


GEO: Mapping[str, Function] = {
    "area": Function(_area, 1, None),
    "distance": Function(_distance, 1, None),
    "geofence": Function(_geofence, 2, 2),
}
