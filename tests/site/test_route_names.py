"""A name leads to one address: the later of two would take the earlier one's forms and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern

from yichuang.portal import urls as portal
from yichuang.workbench import urls as workbench


def _names(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        else:
            yield from _names(pattern.url_patterns)


@pytest.mark.parametrize("room", [portal, workbench], ids=["portal", "workbench"])
def test_no_two_addresses_have_one_name(room: Any) -> None:
    found = Counter(_names(room.urlpatterns))

    assert len(found) > 20
    assert [name for name, times in found.items() if times > 1] == []
