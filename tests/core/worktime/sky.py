"""Sun and moon, to hold the dates of festivals against: new moons to about a minute, the sun to about a quarter hour.

The series are those of Jean Meeus, Astronomical Algorithms, chapters 25 and 49. Instants are on China's clock.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import radians, sin

_NOON_2000 = datetime(2000, 1, 1, 12)  # noqa: DTZ001 - Julian day 2451545.0, on the clock of the series
_TO_CHINA = timedelta(hours=8, seconds=-70)  # these decades the clock of the series goes 65 to 75 s before UTC

# (coefficient, times M, times M', times F)
_TERMS = (
    *((-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0)),
    *((-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0)),
    *((-0.00042, 0, 3, 0), (0.00042, 1, 0, 2), (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0), (-0.00007, 2, 1, 0)),
    *((0.00004, 0, 2, -2), (0.00004, 3, 0, 0), (0.00003, 1, 1, -2), (0.00003, 0, 2, 2), (-0.00003, 1, 1, 2)),
    *((0.00003, -1, 1, 2), (-0.00002, -1, 1, -2), (-0.00002, 1, 3, 0), (0.00002, 0, 4, 0)),
)
_PLANETS = (
    *((325, 299.77, 0.107408), (165, 251.88, 0.016321), (164, 251.83, 26.651886), (126, 349.42, 36.412478)),
    *((110, 84.66, 18.206239), (62, 141.74, 53.303771), (60, 207.14, 2.453732), (56, 154.84, 7.306860)),
    *((47, 34.52, 27.261239), (42, 207.19, 0.121824), (40, 291.34, 1.844379), (37, 161.72, 24.198154)),
    *((35, 239.56, 25.513099), (23, 331.55, 3.592518)),
)


def new_moon_near(day: date) -> datetime:
    """The new moon nearest to noon of the day."""
    noon = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - as above
    guess = round((noon - datetime(2000, 1, 6, 18)).days / 29.530588861)  # noqa: DTZ001 - as above
    return min((_new_moon(k) for k in (guess - 1, guess, guess + 1)), key=lambda moon: abs(moon - noon))


def _new_moon(k: int) -> datetime:
    t = k / 1236.85
    sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    shrink = 1 - 0.002516 * t - 0.0000074 * t * t  # of the earth's eccentricity, for each time M
    correction = -0.00017 * sin(radians(124.7746 - 1.56375588 * k))
    correction += sum(c * shrink ** abs(m) * sin(m * sun + n * moon + f * node) for c, m, n, f in _TERMS)
    correction += sum(size * 1e-6 * sin(radians(start + speed * k)) for size, start, speed in _PLANETS)
    mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    return _NOON_2000 + timedelta(days=mean + correction - 2451545.0) + _TO_CHINA


def sun_reaches(degrees: float, day: date) -> datetime:
    """When, within a few days of noon of the day, the sun stands at this longitude."""
    at = datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - as above
    for _ in range(6):
        behind = (degrees - _sun(at - _TO_CHINA) + 180) % 360 - 180
        at += timedelta(days=behind * 365.2422 / 360)
    return at


def _sun(at: datetime) -> float:
    t = (at - _NOON_2000) / timedelta(days=36525)
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    shift = -0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return (280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre + shift) % 360
