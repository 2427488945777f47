"""What a checker says of a code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DIGITS = "0123456789"
LETTERS_AND_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Fault(StrEnum):
    """What is wrong; pages find the words by this."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"  # the check character does not fit the rest
    PROVINCE = "province"  # the first two digits are no province
    DATE = "date"
    SEQUENCE = "sequence"
    PARTS = "parts"  # the number of parts, or a fixed part, is wrong
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a code (校验提示); `position` counts from 1, 0 means the code as a whole.

    `expected` is the character that would be right, where that can be said.
    """

    code: str
    position: int
    fault: Fault
    expected: str = ""


def form_findings(code: str, length: int, alphabet: str) -> tuple[Finding, ...]:
    """Return what is wrong with a code's length, or else with its characters."""
    if len(code) != length:
        return (Finding(code, 0, Fault.LENGTH, str(length)),)
    return tuple(
        Finding(code, position, Fault.CHARACTER)
        for position, character in enumerate(code, start=1)
        if character not in alphabet
    )


def demand(name: str, text: str, length: int, alphabet: str) -> str:
    """Return a part from which a code is made, or raise ValueError: making is our own doing."""
    if form_findings(text, length, alphabet):
        raise ValueError(f"{name} needs {length} characters of {alphabet!r}: {text!r}")
    return text
