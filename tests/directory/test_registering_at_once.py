"""Two windows register the same person at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from yichuang.directory.models import Party, SealedKey
from yichuang.directory.parties import register_party

NUMBER = "320200209901010015"  # born in 2099: belongs to nobody
WINDOWS = 4


def test_one_person_becomes_one_party_and_one_key(committed_db):
    together = Barrier(WINDOWS)

    def window(_: int):
        try:
            together.wait(timeout=10)
            return register_party(kind="natural", name="测试甲", number=NUMBER)
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as pool:
        given = set(pool.map(window, range(WINDOWS)))

    assert len(given) == 1
    assert Party.objects.count() == SealedKey.objects.count() == 1
