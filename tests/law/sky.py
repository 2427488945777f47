"""Moon and sun, well enough to say on which Beijing day a new moon or a solar term falls.

Jean Meeus, Astronomical Algorithms, chapters 25 and 49: new moons to some seconds, the sun's place
to a hundredth of a degree. Independent of the table it checks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import floor, radians, sin

J2000 = datetime(2000, 1, 1, 12)  # noqa: DTZ001  # dynamical time, which no time zone has
BEIJING = timedelta(hours=8)
DELTA_T = timedelta(seconds=72)  # dynamical minus universal time, 2027 to 2035, within seconds

# Coefficient, power of E, multiples of M, M', F, Ω.
NEW_MOON_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0),
    (0.17241, 1, 1, 0, 0, 0),
    (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0),
    (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0),
    (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0),
    (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0),
    (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0),
    (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0),
    (-0.00002, 0, -1, 1, -2, 0),
    (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)
# Coefficient, constant, rate per lunation (planets); the first has a term in T².
PLANET_TERMS = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)


def new_moon(k: int) -> datetime:
    """Return Beijing time of the k-th new moon since January 2000 (Meeus 49)."""
    t = k / 1236.85
    jde = 2451550.09766 + 29.530588861 * k + 0.00015437 * t**2
    m = 2.5534 + 29.10535670 * k - 0.0000014 * t**2
    m_moon = 201.5643 + 385.81693528 * k + 0.0107582 * t**2
    f = 160.7108 + 390.67050284 * k - 0.0016118 * t**2
    omega = 124.7746 - 1.56375588 * k + 0.0020672 * t**2
    e = 1 - 0.002516 * t - 0.0000074 * t**2
    for size, power, by_m, by_moon, by_f, by_omega in NEW_MOON_TERMS:
        angle = by_m * m + by_moon * m_moon + by_f * f + by_omega * omega
        jde += size * e**power * sin(radians(angle))
    for size, constant, rate in PLANET_TERMS:
        jde += size * sin(radians(constant + rate * k))
    return J2000 + timedelta(days=jde - 2451545) - DELTA_T + BEIJING


def new_moon_days(first: date, last: date) -> list[date]:
    """Return the Beijing days of all new moons from `first` to `last`."""
    k = floor((first.year - 2000) * 12.3685) - 1
    count = (last.year - first.year + 1) * 13 + 3
    days = (new_moon(k + n).date() for n in range(count))
    return [day for day in days if first <= day <= last]


def first_days_of_months(year: int) -> dict[int, date]:
    """Return the first days of the lunar months 1 to 10 of a year, leap months left out.

    The month of the winter solstice is the eleventh. If thirteen months lie between two of them,
    the first month without a principal term is a leap month (GB/T 33661-2017).
    """
    solstices = [day_of_longitude(year - 1, 270, 12), day_of_longitude(year, 270, 12)]
    moons = new_moon_days(date(year - 1, 10, 1), date(year, 12, 31))
    eleventh, next_eleventh = (max(m for m in moons if m <= day) for day in solstices)
    months = [moon for moon in moons if eleventh <= moon < next_eleventh]
    ends = [*months[1:], next_eleventh]
    if len(months) == 13:
        leap = next(
            first
            for first, end in zip(months, ends, strict=True)
            if floor(sun_longitude(first) / 30) == floor(sun_longitude(end) / 30)
        )
        months.remove(leap)
    assert len(months) == 12
    return {number: months[number + 1] for number in range(1, 11)}


def sun_longitude(day: date) -> float:
    """Return the sun's apparent longitude in degrees when the Beijing day begins (Meeus 25)."""
    moment = datetime(day.year, day.month, day.day) - BEIJING + DELTA_T  # noqa: DTZ001
    t = (moment - J2000) / timedelta(days=36525)
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t**2
    m = radians(357.52911 + 35999.05029 * t - 0.0001537 * t**2)
    centre = (1.914602 - 0.004817 * t) * sin(m) + 0.019993 * sin(2 * m) + 0.000289 * sin(3 * m)
    omega = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(omega)) % 360


def day_of_longitude(year: int, degrees: float, near_month: int) -> date:
    """Return the Beijing day in which the sun reaches a longitude, looking from `near_month` on."""
    day = date(year, near_month, 1)
    while not _crossed(day, degrees):
        day += timedelta(days=1)
    return day


def _crossed(day: date, degrees: float) -> bool:
    before = (sun_longitude(day) - degrees + 180) % 360 - 180
    after = (sun_longitude(day + timedelta(days=1)) - degrees + 180) % 360 - 180
    return before <= 0 < after
