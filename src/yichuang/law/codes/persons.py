"""Citizen identity numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.iso7064 import mod_11_2

from .findings import DIGITS, Fault, Finding, demand, form_findings

LENGTH = 18


class Sex(StrEnum):
    MALE = "male"  # 男
    FEMALE = "female"  # 女


@dataclass(frozen=True, slots=True)
class CitizenFacts:
    """What an identity number says of its holder; `division` is that of first registration."""

    division: str
    born_on: date
    sex: Sex


def check_citizen_number(number: str) -> tuple[Finding, ...]:
    """Return the faults of a citizen identity number (公民身份号码); upper-case X only.

    The division is not looked up: it is that of the first registration and may be long abolished.
    Source: GB 11643-1999.
    """
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
    if _birth_date(number) is None:
        findings.append(Finding(number, 7, Fault.DATE))
    expected = mod_11_2.calc_check_digit(number[:-1])
    if number[-1] != expected:
        findings.append(Finding(number, LENGTH, Fault.CHECK, expected))
    return tuple(findings)


def read_citizen_number(number: str) -> CitizenFacts | None:
    """Return division, birth date and sex, or None if the number has faults."""
    if check_citizen_number(number):
        return None
    born_on = _birth_date(number)
    assert born_on is not None, "a number without faults has a birth date"
    return CitizenFacts(number[:6], born_on, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def make_citizen_number(division: str, born_on: date, sequence: int) -> str:
    """Return a number with its check character; an odd `sequence` (0 to 999) is male."""
    demand("a division", division, 6, DIGITS)
    if not 0 <= sequence <= 999:
        raise ValueError(f"a sequence has three digits: {sequence}")
    body = f"{division}{born_on:%Y%m%d}{sequence:03}"
    return body + mod_11_2.calc_check_digit(body)


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
