"""Steps in parallel on the case page of the officer and of the applicant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from tests.approval.test_tables import asking_case, speak
from tests.handed import act
from yichuang.approval import public as approval
from yichuang.ledger.public import Case, timeline
from yichuang.portal.pages.standing import standing_of

pytestmark = pytest.mark.django_db


def test_steps_in_parallel_are_named_to_officer_and_applicant(
    city: factories.City, signed_in: Callable[[str], Client]
) -> None:
    case = asking_case(city)
    act(case, city.officer("examine"), speak("examine"))

    page = approval.case_page(city.officer("examine"), case.case_id)
    assert [pin.code for pin in page.speaks_on] == ["site", "ask"]
    shown = signed_in("decide").get(f"/work/cases/{case.case_id}/").content.decode()
    assert "正在并行办理：现场核查、征求意见" in shown
    row = Case.objects.get(pk=case.case_id)
    told = standing_of(row, timeline(row)).now
    assert told == "已经受理，正在同时办理：现场核查、征求意见。"


def test_officer_chooses_on_which_of_the_open_steps_he_speaks(
    city: factories.City, signed_in: Callable[[str], Client]
) -> None:
    case = asking_case(city)
    act(case, city.officer("examine"), speak("examine"))
    client, at = signed_in("examine"), f"/work/cases/{case.case_id}/"
    form = {"key": "table-page-opinion-1", "seen_no": "4", "opinion-agrees": "yes"}

    refused = client.post(f"{at}opinion/", form)
    taken = client.post(f"{at}opinion/", {**form, "opinion-step": "site"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert timeline(Case.objects.get(pk=case.case_id))[-1].event.step == "site"  # type: ignore[attr-defined]
