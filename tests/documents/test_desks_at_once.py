"""The same desk handed over twice at the same moment, each in a connection of its own."""

from __future__ import annotations

import threading
import time

from django.db import connection, connections, transaction

from tests import factories
from yichuang.directory.public import today
from yichuang.documents.public import (
    DeskHandOver,
    DeskRefused,
    desk_items,
    digest_of,
    draw_number,
    hand_over_desk,
)

PRESSES = 3


def wait_for_waiting(count: int) -> None:
    """Wait until so many connections wait for a lock."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asked)
            if cursor.fetchone() == (count,):
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_desk_has_one_list_however_often_the_button_is_pressed(committed_db: None) -> None:
    city = factories.make_city()
    head = city.officer("head")
    seen = digest_of(desk_items(head.organ, "T-window", "T-examine"))
    outcomes: list[str] = []

    def press() -> None:
        try:
            row = hand_over_desk(head, giver="T-window", taker="T-examine", seen=seen)
            outcomes.append(row.number)
        except DeskRefused as refusal:
            outcomes.append(str(refusal.facts["reason"]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(PRESSES)]
    with transaction.atomic():  # somebody draws a number just now, so all of them meet
        draw_number(f"desk:{head.organ}", today().year)
        for thread in threads:
            thread.start()
        wait_for_waiting(PRESSES)
        transaction.set_rollback(True)
    for thread in threads:
        thread.join()

    number = DeskHandOver.objects.get().number
    assert sorted(outcomes) == sorted([number, *["desk_open"] * (PRESSES - 1)])
    assert number.endswith("〕1号")  # what was refused used no number up
