"""The address of a plan: everything that is chosen stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.urls import reverse

MATTER, BUNDLE, QUERY = "m", "bundle", "q"
LONGEST_QUERY = 80
Pairs = Sequence[tuple[str, str]]


def plan_address(codes: Iterable[str], bundle: str = "", *, more: Pairs = ()) -> str:
    """Return the page with these matters chosen; `more` are answers, as the address has them."""
    pairs = [*([(BUNDLE, bundle)] if bundle else []), *((MATTER, code) for code in codes), *more]
    return f"{reverse('portal:plan')}{'?' if pairs else ''}{urlencode(pairs)}"
