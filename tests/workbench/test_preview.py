"""A draft as citizen and clerk will see it: marked, under the answers given, never filed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from tests.documents.pdf_text import words
from tests.factories import City, contents, published
from tests.workbench.test_guides import part, sent
from tests.workbench.test_new_matter import begun
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import Particular

Ask = Callable[[str], Client]


@pytest.fixture
def draft(city: City, signed_in: Ask) -> Edition:
    client = signed_in("catalogue")
    draft = begun(client)
    asked = {"situation-0-question": "在哪里办？", "situation-0-answers": "室内\n室外"}
    sent(client, part(draft, "situations"), **asked)
    field = {"field-0-label": "雨天安排", "field-0-when": ["q1=室外"], "field-1-label": "人数"}
    sent(client, part(draft, "form"), **field)
    defects = {"material-0-name": "活动方案", "material-0-defects": "没有签名"}
    sent(client, part(draft, "materials"), **defects)
    return draft


@pytest.mark.parametrize("address", ["/preview/{}/", "/work/matters/{}/counter/"])
@pytest.mark.parametrize("login", ["catalogue", "legal", "head"])
def test_preview_is_marked_and_cannot_be_filed(
    draft: Edition, signed_in: Ask, address: str, login: str
) -> None:
    client = signed_in(login)

    page = client.get(address.format(draft.id)).content.decode()
    main = page[page.index('id="main"') :]

    assert "预览：" in main
    assert "活动方案" in main
    forms = re.findall(r"<form[^>]*>", main[: main.index("</main>")])
    assert all('method="get"' in one for one in forms), forms
    assert "/apply/" not in main
    assert client.post(address.format(draft.id)).status_code == 405


@pytest.mark.parametrize("address", ["/preview/{}/", "/work/matters/{}/counter/"])
def test_preview_asks_what_the_answers_make_necessary(
    draft: Edition, signed_in: Ask, address: str
) -> None:
    client, address = signed_in("catalogue"), address.format(draft.id)

    inside = client.get(address, {"s-q1": "室内"}).content.decode()
    outside = client.get(address, {"s-q1": "室外"}).content.decode()

    assert "人数" in inside
    assert "雨天安排" not in inside
    assert "雨天安排" in outside


def test_counter_preview_shows_what_can_be_ticked(draft: Edition, signed_in: Ask) -> None:
    page = signed_in("catalogue").get(f"/work/matters/{draft.id}/counter/").content.decode()

    assert "没有签名" in page


def test_preview_is_not_for_others(draft: Edition, signed_in: Ask) -> None:
    unknown = "01890000-0000-7000-8000-000000000000"

    assert signed_in("window").get(f"/preview/{draft.id}/").status_code == 403
    assert signed_in("citizen").get(f"/preview/{draft.id}/").status_code == 403
    assert Client().get(f"/preview/{draft.id}/").status_code in {302, 401}
    assert signed_in("catalogue").get(f"/preview/{unknown}/").status_code == 404


def test_licence_of_a_guide_is_shown_as_a_draft_with_its_particulars(
    city: City, signed_in: Callable[[str], Client]
) -> None:
    stated = (Particular("经营面积", "DE_AREA"),)
    row = published(replace(contents()["licence"], task_code="test-stated", particulars=stated))
    address = f"/work/matters/{row.id}/certificate.pdf"

    reply = signed_in("catalogue").get(address)

    assert reply["Content-Type"] == "application/pdf"
    assert "经营面积" in words(reply.content)
    assert signed_in("window").get(address).status_code == 403
    other = f"/work/matters/{city.service.id}/certificate.pdf"
    assert signed_in("catalogue").get(other).status_code == 404
