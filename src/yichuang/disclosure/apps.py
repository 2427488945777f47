"""Registers the room with Django."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The disclosure room."""

    name = "yichuang.disclosure"
    label = "disclosure"
