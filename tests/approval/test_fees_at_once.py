"""The same payment told of by several messages at the same moment."""

from __future__ import annotations

import threading

from django.db import connection
from tests import factories
from tests.approval.test_fees import KEY, bill_of, charge_of, noticed

from yichuang.approval import public as approval
from yichuang.kernel.public import PaymentWord, ports, using_ports


def test_the_same_word_told_twice_at_once_is_one_payment(committed_db):
    with using_ports(payments=approval.StandInTreasury(KEY)):
        case = noticed(factories.make_city())
        word = PaymentWord(
            bill_of(case).code, "ref-000001", 2100, ports().clock.now(), "0000000001"
        )
        repeated: list[bool] = []

        def tell() -> None:
            repeated.append(approval.hear(word).repeated)
            connection.close()

        threads = [threading.Thread(target=tell) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(repeated) == [False, True, True, True]
        assert len(charge_of(case).payments) == 1
