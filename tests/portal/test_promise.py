"""Choosing to be decided on a promise: offered where the guide has it, and signed by filing."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import Client

from tests import factories
from tests.factories import City
from tests.portal.walking import begin, case_id, fill
from yichuang.approval.public import case_page


def test_promise_is_offered_and_filed_with_the_name_of_who_signed_in(
    citizen: Client, city: City
) -> None:
    edition = factories.published(factories.promised())
    draft = begin(citizen, SimpleNamespace(promised=edition), "promised")  # type: ignore[arg-type]
    fill(citizen, draft)

    page = citizen.get(f"{draft}check/").content.decode()
    reply = citizen.post(f"{draft}file/", {"way": "promise"})

    assert "场所符合示例规定的条件" in page
    assert "30个工作日" in page
    filed = case_page(city.party("citizen"), case_id(reply))
    assert filed.state.by_promise
    assert filed.words(1, "promise")["signed_by"] == "测试甲"


def test_nothing_is_offered_where_the_guide_has_no_promise(citizen: Client, city: City) -> None:
    draft = begin(citizen, city)
    fill(citizen, draft)

    assert "告知承诺" not in citizen.get(f"{draft}check/").content.decode()
