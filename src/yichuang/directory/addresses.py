"""Where a request comes from, as far as anybody can tell."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address a request comes from; of IPv6 the network, which one line has whole.

    Behind a proxy, what the proxy itself put last in X-Forwarded-For: the rest anybody may claim.
    """
    named = str(request.META.get("REMOTE_ADDR") or "")
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR") or "")
        named = forwarded.rpartition(",")[2].strip() or named
    try:
        address = ipaddress.ip_address(named)
    except ValueError:
        return named[:60]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
