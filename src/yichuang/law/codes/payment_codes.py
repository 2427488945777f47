"""Payment codes of non-tax revenue (缴款码): 20 digits, the last one a check digit."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_11_10

_FORM = re.compile(r"[0-9]{20}")
MOST = 10**11 - 1


def make_payment_code(division: str, year: int, serial: int) -> str:
    """Return division (6), year (2), serial (11) and check digit (GB/T 17710, MOD 11,10).

    Raises ValueError for parts that do not fit.
    """
    fits = re.fullmatch(r"[0-9]{6}", division) and 2000 <= year <= 2099 and 1 <= serial <= MOST
    if not fits:
        raise ValueError(f"no such payment code: {division!r} {year} {serial}")
    body = f"{division}{year % 100:02d}{serial:011d}"
    return body + str(mod_11_10.calc_check_digit(body))


def is_payment_code(text: str) -> bool:
    """Return whether the text has the form and the check digit of a payment code."""
    return bool(_FORM.fullmatch(text)) and bool(mod_11_10.is_valid(text))
