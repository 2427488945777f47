"""Two decide about the last place at the same moment, each in a connection of his own."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connections
from tests import factories
from tests.approval.test_quota import decide, limited, ready
from tests.ledger.clocks import SetClock

from yichuang.approval.errors import NotInTurn, QuotaFull
from yichuang.kernel.public import ports, using_ports
from yichuang.ledger.public import Receipt


def test_last_place_is_given_once_to_two_deciders_at_the_same_moment(committed_db: None) -> None:
    city = limited(factories.make_city(), 2)
    one, two = ready(city, "citizen", 1), ready(city, "neighbour", 2)
    with using_ports(clock=SetClock(ports().clock.now() + timedelta(hours=1))):
        third = ready(city, "citizen", 3)
        decide(city, one)
        outcomes: list[str] = []

        def grant(receipt: Receipt) -> None:
            try:
                decide(city, receipt)
                outcomes.append("granted")
            except (QuotaFull, NotInTurn) as refusal:
                outcomes.append(refusal.code)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=grant, args=[case]) for case in (two, third)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert outcomes.count("granted") == 1
