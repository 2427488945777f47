"""Numbers of cases: division, day, serial and a check character."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_11_2

from .divisions import check_division_code
from .findings import DIGITS, Fault, Finding, form_findings

LENGTH = 27  # 12 division, 8 date, 6 serial, 1 check
SERIALS = range(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """What a case number says (办件编号): where, when, the how manyth of that day."""

    division: str
    day: date
    serial: int


def make_case_number(division: str, day: date, serial: int) -> str:
    """Return a case number. All digits but a possible X at the end, so it can be read aloud.

    The check is ISO/IEC 7064 MOD 11-2, as in citizen numbers: it finds every single wrong digit
    and every swap of two neighbours.
    """
    if check_division_code(division):
        raise ValueError(f"not a division code: {division!r}")
    if serial not in SERIALS:
        raise ValueError(f"a serial runs from 1 to {SERIALS[-1]}: {serial}")
    body = f"{division}{day:%Y%m%d}{serial:06}"
    return body + mod_11_2.calc_check_digit(body)


def check_case_number(number: str) -> tuple[Finding, ...]:
    """Return the faults of one of our case numbers; numbers of other systems follow other rules."""
    if len(number) != LENGTH:
        return form_findings(number, LENGTH, DIGITS)
    findings = [
        Finding(number, item.position, item.fault)
        for item in form_findings(number[:-1], LENGTH - 1, DIGITS)
    ]
    if number[-1] not in "0123456789X":
        findings.append(Finding(number, LENGTH, Fault.CHARACTER))
    if findings:
        return tuple(findings)
    if check_division_code(number[:12]):
        findings.append(Finding(number, 1, Fault.PROVINCE))
    if _day(number) is None:
        findings.append(Finding(number, 13, Fault.DATE))
    if int(number[20:26]) not in SERIALS:
        findings.append(Finding(number, 21, Fault.SEQUENCE))
    expected = mod_11_2.calc_check_digit(number[:-1])
    if number[-1] != expected:
        findings.append(Finding(number, LENGTH, Fault.CHECK, expected))
    return tuple(findings)


def read_case_number(number: str) -> CaseNumber | None:
    """Return the parts of a case number, or None if it has faults."""
    if check_case_number(number):
        return None
    day = _day(number)
    assert day is not None, "a number without faults has a day"
    return CaseNumber(number[:12], day, int(number[20:26]))


def _day(number: str) -> date | None:
    try:
        return date(int(number[12:16]), int(number[16:18]), int(number[18:20]))
    except ValueError:
        return None
