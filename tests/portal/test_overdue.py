"""Nobody is told that a decision will come in time when the time has passed."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from tests.factories import City, file_case, walk
from tests.ledger.clocks import SetClock
from tests.portal.test_public_pages import text_of
from yichuang.kernel.public import ports, using_ports

SAID = "已经超过期限，还没有作出决定"


def test_overdue_case_says_so_on_the_list_and_on_its_page(signed_in, city: City):
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    citizen: Client = signed_in("citizen")
    assert SAID not in text_of(citizen.get(f"/cases/{receipt.case_id}/"))

    with using_ports(clock=SetClock(ports().clock.now() + timedelta(days=60))):
        citizen = signed_in("citizen")
        for address in ("/my/", f"/cases/{receipt.case_id}/"):
            words = text_of(citizen.get(address))
            assert SAID in words
            assert "到期前作出决定" not in words
