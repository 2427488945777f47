"""Several clerks at the same result at the same moment, each in a connection of his own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections
from tests import factories
from tests.delivered import laid_ready

from yichuang.approval import public as approval
from yichuang.approval.errors import CodeUsedUp
from yichuang.kernel.public import DomainError
from yichuang.ledger.models import Event
from yichuang.ledger.public import Receipt


def at_once(*acts: Callable[[], Receipt]) -> list[tuple[str, Any]]:
    """Do all of it at the same moment; return the code of each refusal with its tries left."""
    outcomes: list[tuple[str, Any]] = []
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Receipt]) -> None:
        try:
            gate.wait()
            outcomes.append(("done", act().repeated))
        except DomainError as refusal:
            outcomes.append((refusal.code, refusal.facts.get("left")))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def trying(
    city: factories.City, case: Receipt, code: str, post: str = "window", key: str = ""
) -> Callable[[], Receipt]:
    command = approval.Collect(by="applicant", code=code, signed_on_paper=True)
    key = key or f"collect-{post}-key"
    return lambda: approval.act(case.case_id, command, actor=city.officer(post), key=key)


def test_wrong_codes_at_once_are_counted_one_after_the_other(committed_db: None) -> None:
    city = factories.make_city()
    case, _code = laid_ready(city)

    outcomes = at_once(*(trying(city, case, "AAAAAAAA", key=f"wrong-key-{no}") for no in range(7)))

    left = sorted(tries for code, tries in outcomes if code == "approval.collection_code_wrong")
    assert left == [0, 1, 2, 3, 4]
    assert [code for code, _ in outcomes].count(CodeUsedUp.code) == 2
    assert Event.objects.filter(case_id=case.case_id, kind="code_refused").count() == 5


def test_a_code_collects_once_whoever_uses_it_and_however_often(committed_db: None) -> None:
    city = factories.make_city()
    case, code = laid_ready(city)
    posts = ("window", "window", "assist")  # two presses of one button, and a colleague

    outcomes = at_once(*(trying(city, case, code, post) for post in posts))

    told = Event.objects.filter(case_id=case.case_id, kind__in=("delivered", "closed"))
    assert sorted(told.values_list("kind", flat=True)) == ["closed", "delivered"]
    assert outcomes.count(("done", False)) == 1
    assert outcomes.count(("approval.step_not_allowed", None)) in (1, 2)
