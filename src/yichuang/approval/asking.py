"""How often a receipt number and its code may be guessed: so often, then not for a while.

Only wrong answers count, by where they come from and by the number asked for. Neither is kept as it
is: what stands in the table tells nothing to whoever reads it.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection

from yichuang.kernel.public import hmac_sm3, ports

from .errors import TooManyWrongCodes, WrongCode
from .models import WrongCodes
from .selectors import Progress, progress

WINDOW = timedelta(minutes=15)
FROM_ONE_ADDRESS = 30  # a hall's visitors share one
FOR_ONE_NUMBER = 10


def ask_progress(number: str, code: str, *, address: str) -> Progress:
    """Return the progress of a case by receipt number and code, asked for from an address.

    Raises WrongCode, and TooManyWrongCodes, also for the right code, after too many wrong ones.
    """
    keys = {
        _key("address", address): FROM_ONE_ADDRESS,
        _key("number", number.strip()): FOR_ONE_NUMBER,
    }
    _refuse_when_too_many(keys)
    try:
        return progress(number, code)
    except WrongCode:
        for key in keys:
            _count(key)
        raise


def _refuse_when_too_many(keys: dict[str, int]) -> None:
    now = ports().clock.now()
    rows = WrongCodes.objects.filter(key__in=list(keys), ends_at__gt=now)
    full = [row.ends_at for row in rows if row.wrong >= keys[row.key]]
    if full:
        left = max(full) - now
        raise TooManyWrongCodes(retry_after_seconds=int(left.total_seconds()) + 1)


def _count(key: str) -> None:
    """Count one more; a window that is over begins anew. What is over long since is forgotten."""
    now = ports().clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO approval_wrongcodes AS kept (key, wrong, ends_at)
            VALUES (%(key)s, 1, %(ends_at)s)
            ON CONFLICT (key) DO UPDATE SET
                wrong = CASE WHEN kept.ends_at <= %(now)s THEN 1 ELSE kept.wrong + 1 END,
                ends_at = CASE WHEN kept.ends_at <= %(now)s THEN %(ends_at)s ELSE kept.ends_at END
            """,
            {"key": key, "now": now, "ends_at": now + WINDOW},
        )
    WrongCodes.objects.filter(ends_at__lte=now - WINDOW).delete()


def _key(kind: str, what: str) -> str:
    return hmac_sm3(settings.SECRET_KEY.encode(), f"{kind}:{what}".encode("utf-8", "replace")).hex()
