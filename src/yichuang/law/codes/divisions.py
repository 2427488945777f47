"""Codes of administrative divisions, twelve digits (行政区划代码)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .findings import DIGITS, Fault, Finding, demand, form_findings

LENGTH = 12
# The twelve digits stand in five groups: province, prefecture, county, township, village.
GROUPS = ((0, 2), (2, 4), (4, 6), (6, 9), (9, 12))
PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 82))
PROVINCES = frozenset(
    str(number) for first, last in PROVINCE_RANGES for number in range(first, last + 1)
)


class DivisionLevel(StrEnum):
    """The level a code stands for, by its last group that is not all zeros."""

    PROVINCE = "province"  # 省级
    PREFECTURE = "prefecture"  # 地级
    COUNTY = "county"  # 县级
    TOWNSHIP = "township"  # 乡级
    VILLAGE = "village"  # 村级


@dataclass(frozen=True, slots=True)
class Division:
    """What a division code says by itself; `parent` is None for a province."""

    code: str
    level: DivisionLevel
    parent: str | None


def check_division_code(code: str) -> tuple[Finding, ...]:
    """Return the faults of a division code. It has no check digit, only a structure.

    Whether the division exists, or existed on a day, only a register can tell. A prefecture that
    has townships but no counties (东莞) leaves the county group at zero: no fault.
    Source: GB/T 2260, GB/T 10114; twelve digits as in the statistical division codes.
    """
    if findings := form_findings(code, LENGTH, DIGITS):
        return findings
    if code[:2] not in PROVINCES:
        return (Finding(code, 1, Fault.PROVINCE),)
    return ()


def read_division_code(code: str) -> Division | None:
    """Return level and parent, or None if the code has faults."""
    if check_division_code(code):
        return None
    used = [index for index, (start, end) in enumerate(GROUPS) if int(code[start:end])]
    level = list(DivisionLevel)[used[-1]]
    if len(used) == 1:
        return Division(code, level, None)
    return Division(code, level, make_division_code(code[: GROUPS[used[-2]][1]]))


def make_division_code(digits: str) -> str:
    """Return the twelve-digit form of a shorter code: 320213 gives 320213000000."""
    if not 0 < len(digits) <= LENGTH:
        raise ValueError(f"a division code has 2 to {LENGTH} digits: {digits!r}")
    return demand("a division code", digits, len(digits), DIGITS).ljust(LENGTH, "0")
