"""Unified social credit codes and the organisation codes inside them."""

from __future__ import annotations

from stdnum.cn import uscc

from .findings import LETTERS_AND_DIGITS, Fault, Finding, demand, form_findings

CREDIT_LENGTH = 18
ORGANISATION_LENGTH = 9
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
ORGANISATION_PART = slice(8, 17)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def check_credit_code(code: str) -> tuple[Finding, ...]:
    """Return the faults of a unified social credit code (统一社会信用代码).

    Both check characters are looked at: that of the organisation code at 17, its own at 18.
    Source: GB 32100-2015; GB 11714-1997.
    """
    if findings := form_findings(code, CREDIT_LENGTH, CREDIT_ALPHABET):
        return findings
    expected = _organisation_check(code[8:16])
    return (
        *_wrong(code, 17, expected),
        *_wrong(code, 18, uscc.calc_check_digit(code)),
    )


def check_organisation_code(code: str) -> tuple[Finding, ...]:
    """Return the faults of an organisation code (组织机构代码), nine characters, no hyphen.

    Source: GB 11714-1997.
    """
    if findings := form_findings(code, ORGANISATION_LENGTH, LETTERS_AND_DIGITS):
        return findings
    return _wrong(code, ORGANISATION_LENGTH, _organisation_check(code[:8]))


def make_organisation_code(body: str) -> str:
    """Return an organisation code: eight characters and the check character for them."""
    demand("an organisation code", body, ORGANISATION_LENGTH - 1, LETTERS_AND_DIGITS)
    return body + _organisation_check(body)


def make_credit_code(kind: str, division: str, body: str) -> str:
    """Return a credit code from authority and kind ("11"), division of six and body of eight."""
    demand("authority and kind", kind, 2, CREDIT_ALPHABET)
    demand("a division", division, 6, CREDIT_ALPHABET)
    demand("a body", body, 8, CREDIT_ALPHABET)
    code = kind + division + make_organisation_code(body)
    return code + uscc.calc_check_digit(code)


def _organisation_check(body: str) -> str:
    weighted = sum(
        LETTERS_AND_DIGITS.index(character) * weight
        for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
    )
    return {10: "X", 11: "0"}.get(check := 11 - weighted % 11, str(check))


def _wrong(code: str, position: int, expected: str) -> tuple[Finding, ...]:
    if code[position - 1] == expected:
        return ()
    return (Finding(code, position, Fault.CHECK, expected),)
