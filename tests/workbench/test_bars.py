"""The window is told of a bar on applying again before it types, and takes nothing in it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.barred import decline_as_false, risky_matter
from tests.factories import City
from tests.workbench.test_counter import reception
from yichuang.ledger.public import Case

TOLD = "以前（含当日）不得再次申请这件事（《行政许可法》第七十八条）"


def test_bar_is_told_at_the_counter_and_nothing_typed_is_lost(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("window")
    edition = risky_matter()
    decline_as_false(city, edition)
    asked = {"party": str(city.parties["citizen"]), "edition": str(edition.id)}

    assert TOLD in client.get("/work/counter/", asked).content.decode()
    reply = client.post("/work/counter/reception/", reception(city, edition=str(edition.id)))

    page = reply.content.decode()
    assert reply.status_code == 422
    assert TOLD in page
    assert "示例餐饮店" in page
    assert Case.objects.count() == 1
