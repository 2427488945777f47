"""Numbers of papers (发文字号): dense within series and year, drawn in the caller's transaction.

A number that a rolled back transaction drew is drawn again by the next; one that was committed
never is. Who draws holds the series until the end of his transaction, so draw late.
"""

from __future__ import annotations

from django.db import connection

from yichuang.kernel.public import prepared

DRAW = """
INSERT INTO documents_numberseries (series, year, last) VALUES (%s, %s, 1)
ON CONFLICT (series, year) DO UPDATE SET last = documents_numberseries.last + 1
RETURNING last
"""


def draw_number(series: str, year: int) -> int:
    """Return the next number of the series, beginning with 1.

    Raises ValueError without a series or outside a transaction, where a number would be burnt.
    """
    if not series or not 1949 <= year <= 9999:
        raise ValueError(f"no such series: {series!r} {year}")
    if not connection.in_atomic_block:
        raise ValueError("draw a number inside the transaction that uses it")
    with prepared() as cursor:
        cursor.execute(DRAW, [series, year])
        return int(cursor.fetchone()[0])


def document_number(word: str, year: int, serial: int) -> str:
    """Return "锡行审许〔2026〕12号": hexagonal brackets, no padding (GB/T 9704-2012, 7.2.5)."""
    if not word or serial < 1 or not 1949 <= year <= 9999:
        raise ValueError(f"no such number: {word!r} {year} {serial}")
    return f"{word}〔{year}〕{serial}号"
