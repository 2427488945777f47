"""What `yichuang check` says of the city's posts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests import factories

from yichuang.directory.public import dismiss, today
from yichuang.site import environment, fitness

pytestmark = pytest.mark.django_db


def posts() -> fitness.Finding:
    (found,) = [one for one in fitness.check_all(environment.current()) if one.subject == "posts"]
    return found


def test_somebody_sees_money_of_nobody(small_city: factories.City) -> None:
    assert posts().state == "ok"


def test_money_nobody_would_see_is_warned_of(small_city: factories.City) -> None:
    dismiss(officer="T-reconcile", last_day=today() - timedelta(days=1))

    found = posts()

    assert found.state == "warn"
    assert "approval.reconcile" in found.detail


def test_house_without_staff_is_warned_of_it(db: None) -> None:
    assert posts().state == "warn"
