"""Names for codes, many at once: for lists and tables, also of what has ended."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Officer, Organ, Post


def organ_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of organs by credit code; a code nobody has is left out."""
    return dict(Organ.objects.filter(pk__in=set(codes)).values_list("code", "name"))


def officer_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of officers by code; a code nobody has is left out."""
    return dict(Officer.objects.filter(pk__in=set(codes)).values_list("code", "name"))


def post_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of posts by code; a code nobody has is left out."""
    return dict(Post.objects.filter(pk__in=set(codes)).values_list("code", "name"))
