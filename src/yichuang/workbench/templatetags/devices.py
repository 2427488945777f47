"""Where the page at a counter finds the bridge to its devices."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def bridge_address() -> str:
    """Return the bridge's address on the clerk's own machine."""
    return str(settings.DEVICES_URL)
